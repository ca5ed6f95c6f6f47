"""What may be written down without a line: each kind by the action it stands for, what it is about, and how two go together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.special_education.services import record_lesson
from notoneless.casework.visits.services import record_visit
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.selectors.classes import asked_and_skipped, current_report
from notoneless.records.attendance.selectors.permitting import AMEND, REPORT
from notoneless.records.attendance.services import amend, correct, report, report_beside
from notoneless.records.surveys.services import answer_child

Given = Mapping[str, Any]
"""What an event gives its action, by parameter."""

REPLACED = "两台手机分别登记了同一天，先按其中一份，等人核对"
"""Why a lesson takes the place of another that a second phone recorded."""


@dataclass(frozen=True)
class Kind:
    """One kind. `fields`: what a phone may give; `photos`: which of an action's pictures it may bring.

    `slot`: what two events are about when only one can stand; None where each stands beside the others. `said`: what an event
    says, so that two phones that say the same agree. `ready`: refuses what the phone could not know. `beside`: enters a second
    event about the same, in the name of whoever wrote it, `rivals` being the results of the others by their ids of events; what
    counts from then on is the same in whatever order they came. `taken_already`: the refusal that calls for it; with
    `is_joined` any other event about the same does. `take`: how a person enters it.
    """

    code: str
    fields: frozenset[str]
    do: Callable[..., Any]
    photos: tuple[str, ...] = ()
    slot: Callable[[Given], str] | None = None
    said: Callable[[Given], Given] = dict
    taken_already: str = ""
    is_joined: bool = False
    ready: Callable[[Context, Given], None] | None = None
    beside: Callable[[Context, Given, UUID, Mapping[UUID, UUID | None]], UUID | None] | None = None
    take: Callable[[Context, Given, str], UUID | None] | None = None
    added: Callable[[Context, UUID], Given] | None = None


def _uuid(text: Any) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise Unusable(Problem("field_book.unreadable")) from None


# attendance: the exceptions of a class for a session; `shown`: the pupils that the phone knew of


def _session_of(given: Given) -> str:
    return f"{REPORT}|{_uuid(given.get('unit'))}|{given.get('on')}|{given.get('session')}"


def _reported(given: Given) -> Given:
    lines = sorted(line for line in str(given.get("exceptions") or "").split("\n") if line.strip())
    return {name: given.get(name) for name in ("unit", "on", "session")} | {"exceptions": "\n".join(lines)}


def _roster_is_known(ctx: Context, given: Given) -> None:
    """Raise Refused where pupils have come whom the phone did not show: nobody has said that they were there."""
    on = _day(given.get("on"))
    if on is None or not given.get("shown"):
        return
    asked, _ = asked_and_skipped(ctx, REPORT, _uuid(given.get("unit")), on)
    shown = {_uuid(each) for each in str(given["shown"]).split()}
    missing = [each for each in asked if each not in shown]
    if missing:
        raise Refused(Problem("field_book.roster_changed", {"count": len(missing)}))


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None  # the action says so


def _report(ctx: Context, **given: Any) -> UUID | None:
    return report(ctx, **{name: given.get(name) for name in ("unit", "on", "session", "exceptions")})


def _report_beside(ctx: Context, given: Given, event: UUID, rivals: Mapping[UUID, UUID | None]) -> UUID | None:
    """The graver word counts. Raises Refused where a person has corrected since: that was done knowing what had been said."""
    on = _day(given.get("on"))
    unit, session = _uuid(given.get("unit")), str(given.get("session"))
    standing = current_report(ctx, REPORT, unit, on, session) if on else None
    if standing is None or standing.pk not in set(rivals.values()):
        raise Refused(Problem("field_book.decided_already"))
    return report_beside(ctx, **{name: given.get(name) for name in ("unit", "on", "session", "exceptions")})


def _amended(ctx: Context, given: Given, reason: str) -> UUID | None:
    """As the head amends, or a class teacher corrects."""
    said = {name: given.get(name) for name in ("unit", "on", "session", "exceptions")}
    on = _day(said["on"])
    code = AMEND if ctx.may(AMEND) else REPORT
    standing = current_report(ctx, code, _uuid(said["unit"]), on, str(said["session"])) if on else None
    if ctx.may(AMEND):
        return amend(ctx, **said, reason=reason, report=standing.pk if standing else None)
    if standing is None:
        return report(ctx, **said)
    return correct(ctx, report=standing.pk, exceptions=said["exceptions"], reason=reason)


# lessons at home: one a day for each child


def _lesson_day(given: Given) -> str:
    return f"{record_lesson.code}|{_uuid(given.get('special_file'))}|{given.get('on')}"


def _lesson_beside(ctx: Context, given: Given, event: UUID, rivals: Mapping[UUID, UUID | None]) -> UUID | None:
    """The lesson whose event has the smallest id stands until a person has looked: clocks of phones decide nothing."""
    entered = {other: lesson for other, lesson in rivals.items() if lesson is not None}
    if not entered or event > min(entered):
        return None
    standing = entered[min(entered)]
    return record_lesson(ctx, **given, corrects=standing, reason=REPLACED)


def _visited(ctx: Context, by: UUID) -> Given:
    """Who went: whoever wrote it down; others are named in words."""
    return {"visitors": str(by), "planned_visit": None}


_VISIT = frozenset(
    {"child", "kind", "on", "begun_at", "ended_at", "companions", "at_home", "address", "latitude", "longitude", "met"}
    | {"met_name", "reason", "note", "promise", "promised_on", "next_step", "confidential", "signatory"}
    | {"signed_on_paper"}
)
_ANSWER = frozenset(
    {"cell", "child", "kind", "place", "elsewhere", "grade", "reason", "note", "asked_on", "asked_at", "surveyor"}
)
_LESSON = frozenset(
    {"special_file", "on", "begins_at", "hours", "lesson_place", "accompanied", "home_teachers", "domains", "standard"}
    | {"lesson_content", "materials", "exercises", "training", "content_agreed", "interview", "fee", "signatory"}
)

KINDS: Mapping[str, Kind] = {
    each.code: each
    for each in (
        Kind(
            REPORT,
            frozenset({"unit", "on", "session", "exceptions", "shown"}),
            _report,
            slot=_session_of,
            said=_reported,
            is_joined=True,
            ready=_roster_is_known,
            beside=_report_beside,
            take=_amended,
        ),
        Kind(
            record_visit.code,
            _VISIT,
            record_visit,
            photos=("photo", "second_photo", "third_photo", "signature"),
            added=_visited,
        ),
        Kind(answer_child.code, _ANSWER, answer_child),
        Kind(
            record_lesson.code,
            _LESSON,
            record_lesson,
            photos=("photo", "second_photo", "signature"),
            slot=_lesson_day,
            taken_already="special_education.recorded_already",
            beside=_lesson_beside,
        ),
    )
}
"""All kinds by the code of their action."""
