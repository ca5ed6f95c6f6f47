"""What an event says, as a person reads it who is to settle it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.special_education.models import SpecialFile
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.field_book.models import FieldEvent
from notoneless.foundation.field_book.selectors import READ_FIELD_BOOK
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.selectors import READ
from notoneless.interfaces.field_book.pages.contents import Content, content_of
from notoneless.interfaces.field_book.pages.packing.wording import told
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import NotonelessError
from notoneless.records.attendance.rules.kinds import PRESENT
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Reason, Session
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import REPORT

HIDDEN = frozenset({"note", "interview", "promise", "next_step", "lesson_content", "latitude", "longitude"})
"""What a record seals or tells by need: it is read on the record, once the event was entered."""

_OPTIONS: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("visit.record", "met"): lambda value: f"visits.met_{value}",
    ("visit.record", "kind"): lambda value: f"visits.kind_{value}",
    ("survey.answer", "kind"): lambda value: f"surveys.answer.{value}",
    ("survey.answer", "reason"): lambda value: f"surveys.reason.{value}",
    ("homebound.record", "lesson_place"): lambda value: f"special_education.place_{value}",
}
"""Under which words the values of some fields stand."""
_ROWS = frozenset({"child", "cell", "unit", "special_file", "home_teachers", "exceptions", "shown", "surveyor"})
_BARE = frozenset({None, "", False})


def content_words(ctx: Context, row: FieldEvent) -> dict[str, Any]:
    """What an event says: whom it is about, and each value under its word. Empty where its envelope does not open."""
    try:
        content = content_of(row)
    except NotonelessError:
        return {"about": "", "lines": (), "hidden": 0, "photos": 0}
    lines = _marks(ctx, content.given) if content.kind.code == REPORT else _lines(content)
    hidden = sum(1 for name in HIDDEN & content.given.keys() if content.given[name] not in _BARE)
    return {"about": _about(ctx, content), "lines": lines, "hidden": hidden, "photos": len(content.photos)}


def _lines(content: Content) -> list[tuple[str, str]]:
    shown = [
        (name, value) for name, value in content.given.items() if name not in HIDDEN | _ROWS and value not in _BARE
    ]
    return [(told(f"parameter.{name}"), _value(content.kind.code, name, value)) for name, value in shown]


def _value(code: str, name: str, value: Any) -> str:
    worded = _OPTIONS[code, name](str(value)) if (code, name) in _OPTIONS else ""
    if worded in WORDS:
        return told(worded)
    return {"true": "✓", "false": "—"}.get(str(value), str(value))


def _marks(ctx: Context, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pupils of a report who were not simply there, by name as far as they are in reach."""
    rows = [line.split("\t") for line in str(given.get("exceptions") or "").split("\n") if line.strip()]
    names = _names(ctx, [each[0] for each in rows])
    reasons = _reasons(given)
    found = []
    for child, *rest in rows:
        kind, reason = (*rest, "", "")[:2]
        if kind != PRESENT and f"arrivals.mark_{kind}" in WORDS:
            found.append(
                (
                    names.get(child, "—"),
                    " ".join(filter(None, (told(f"arrivals.mark_{kind}"), reasons.get(reason, "")))),
                )
            )
    return found or [(told("field_book.all_present"), "")]


def _numbers(given: Mapping[str, Any]) -> AttendanceParameters | None:
    """The settings of attendance on the day of a report; None where it names no day."""
    try:
        return attendance_numbers(date.fromisoformat(str(given.get("on"))))
    except ValueError:
        return None


def _reasons(given: Mapping[str, Any]) -> dict[str, str]:
    numbers = _numbers(given)
    return {key: _in_words(each) for key, each in numbers.reasons.items()} if numbers else {}


def _session(given: Mapping[str, Any]) -> str:
    key, numbers = str(given.get("session") or ""), _numbers(given)
    found = numbers.session(key) if numbers else None
    return _in_words(found) if found else key


def _in_words(each: Reason | Session) -> str:
    return each.zh if language_of() == "zh" else each.en


def _names(ctx: Context, ids: list[str]) -> dict[str, str]:
    known = {each for each in map(_uuid, ids) if each}
    rows = visible_to(ctx, READ, Child).filter(pk__in=known)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _about(ctx: Context, content: Content) -> str:
    """The child, or the class and the session, that an event is about, as far as it is in reach."""
    given = content.given
    if content.kind.code == REPORT:
        unit = visible_to(ctx, READ_FIELD_BOOK, Unit).filter(pk=str(_uuid(given.get("unit")) or UUID(int=0))).first()
        return " ".join(filter(None, (unit.name if unit else "", str(given.get("on") or ""), _session(given))))
    child = _uuid(given.get("child"))
    file = _uuid(given.get("special_file"))
    if file is not None and ctx.may(READ_SPECIAL):
        child = visible_to(ctx, READ_SPECIAL, SpecialFile).filter(pk=file).values_list("child_id", flat=True).first()
    return _names(ctx, [str(child)]).get(str(child), "") if child else ""


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
