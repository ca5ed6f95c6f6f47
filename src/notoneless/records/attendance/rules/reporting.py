"""What may be reported of a class for a session, and what a report says of each pupil."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.rules.kinds import AWAY, MarkKind
from notoneless.records.attendance.rules.parameters import AttendanceParameters

EXCEPTIONS = 40_000
"""Characters of all exceptions of one report: a whole class with a note for each pupil."""

NOTE = 200
"""Characters of one note."""

_BREAK, _TAB, _FIELDS = "\n", "\t", 4


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one pupil."""

    child: UUID
    kind: MarkKind
    reason: str
    note: str = ""


def as_text(noted: Iterable[Noted]) -> str:
    """Exceptions as an action takes them: a line each of child, mark, reason and note, with tabs between."""
    return _BREAK.join(_TAB.join((str(each.child), each.kind, each.reason, _line(each.note))) for each in noted)


def _line(text: str) -> str:
    return " ".join(text.split())


def read_exceptions(text: str, numbers: AttendanceParameters) -> list[Noted] | Problem:
    """The exceptions that a text says, or what is wrong with it."""
    found: list[Noted] = []
    for line in filter(None, (text or "").split(_BREAK)):
        fields = [field.strip() for field in line.split(_TAB)]
        noted = _noted(fields + [""] * (_FIELDS - len(fields)), numbers)
        if isinstance(noted, Problem):
            return noted
        found.append(noted)
    children = [each.child for each in found]
    return Problem("arrivals.twice") if len(set(children)) < len(children) else found


def _noted(fields: Sequence[str], numbers: AttendanceParameters) -> Noted | Problem:
    if len(fields) > _FIELDS:
        return Problem("arrivals.exceptions_unread")
    child, kind, reason, note = fields
    try:
        mark = MarkKind(kind)
        noted = Noted(UUID(child), mark, reason or numbers.usual_reason(mark), note)
    except ValueError:
        return Problem("arrivals.exceptions_unread")
    if noted.reason not in {each.key for each in numbers.reasons_for(mark)}:
        return Problem("arrivals.reason_unfit", {"mark": Problem(f"arrivals.mark_{mark}")})
    if len(note) > NOTE:
        return Problem("arrivals.note_long", {"most": NOTE})
    return noted


def why_not_the_day(calendar: Calendar, on: date, today: date) -> Problem | None:
    """Why nobody reports on a day at all: it is to come, or without lessons."""
    if on > today:
        return Problem("arrivals.day_to_come", {"day": on.isoformat()})
    if calendar.term_of(on) is None:
        return Problem("arrivals.outside_terms", {"day": on.isoformat()})
    return None if calendar.is_school_day(on) else Problem("arrivals.no_school_day", {"day": on.isoformat()})


def school_days_since(calendar: Calendar, on: date, today: date) -> int:
    """How many school days have begun since a day: today included, the day itself not."""
    if on == today:
        return 0
    return len([day for day in calendar.school_days(on, today) if day > on])


def why_not_in_time(calendar: Calendar, on: date, today: date, within: int, code: str) -> Problem | None:
    """Why a class teacher may do it no more."""
    if school_days_since(calendar, on, today) <= within:
        return None
    return Problem(f"arrivals.{code}", {"day": on.isoformat(), "days": within})


def why_not_of_class(noted: Iterable[Noted], asked: Collection[UUID], skipped: Collection[UUID]) -> Problem | None:
    """Why exceptions are not of this class: a pupil who is not in it, or is not asked about."""
    for each in noted:
        if each.child in skipped:
            return Problem("arrivals.not_asked")
        if each.child not in asked:
            return Problem("arrivals.other_class")
    return None


def counted(noted: Iterable[Noted], asked: int) -> Mapping[str, int]:
    """The numbers of a report: how many are due, and how many are marked how."""
    marks = [each.kind for each in noted]
    return {
        "due": asked,
        "absent": marks.count(MarkKind.ABSENT),
        "on_leave": marks.count(MarkKind.LEAVE),
        "late": marks.count(MarkKind.LATE),
        "left_early": marks.count(MarkKind.LEFT_EARLY),
    }


def away(noted: Iterable[Noted]) -> set[UUID]:
    """Who was not seen."""
    return {each.child for each in noted if each.kind in AWAY}


def packed(children: Iterable[UUID]) -> bytes:
    """Children as a report keeps them: whom it asked about."""
    return b"".join(sorted(each.bytes for each in children))


def packed_ids(kept: bytes) -> Iterator[bytes]:
    """The ids of the children, 16 bytes each: for who looks for some of them among very many."""
    return (kept[start : start + 16] for start in range(0, len(kept), 16))


def unpacked(kept: bytes) -> tuple[UUID, ...]:
    """The children again."""
    return tuple(UUID(bytes=each) for each in packed_ids(kept))
