"""What of reports of dropouts waits for somebody: to tell the head, to acknowledge, to send upwards, to receive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.cases.selectors.cases import in_reach
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight
from notoneless.oversight.reporting.models import DropoutReceipt, DropoutReport, TeacherReport
from notoneless.oversight.reporting.rules.delays import READ_WITHIN, SAME_DAY, TEACHER
from notoneless.oversight.reporting.rules.receivers import BY_KIND, Receiver
from notoneless.oversight.reporting.selectors.dropouts import (
    ACKNOWLEDGE,
    RECEIVE_REPORT,
    SEND,
    TELL,
    reached,
    receivers_of,
)
from notoneless.oversight.reporting.selectors.due import DueDays
from notoneless.oversight.reporting.selectors.openings import openings_of, taught_at

MOST = 400
"""Cases and reports that are looked at: of more, the newest."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How many wait, and by when the first of them is due (None where no plan says so)."""

    count: int
    due_on: date | None


def waiting(ctx: Context) -> dict[str, Waits]:
    """What waits for whoever looks, by action: only what does. Numbers name nobody."""
    found = {**_to_report(ctx), RECEIVE_REPORT: _to_receive(ctx)}
    return {code: each for code, each in found.items() if each.count}


def _waits(due: list[date | None]) -> Waits:
    return Waits(len(due), min((day for day in due if day is not None), default=None))


def _to_report(ctx: Context) -> dict[str, Waits]:
    """Open cases of the pupils of one's own class or school that are not told or sent, and reports not acknowledged."""
    if not any(ctx.may(code) for code in (TELL, ACKNOWLEDGE, SEND)):
        return {}
    cases = list(in_reach(ctx).filter(state__in=OPEN).order_by("-opened_on", "id")[:MOST])
    openings = openings_of([case.pk for case in cases])
    children = [case.child_id for case in cases]
    keys = [opening.id for opening in openings.values()]
    reports = TeacherReport._base_manager.filter(opening__in=keys).values_list("opening", "read_on", "room")
    told = {opening: (read_on, room) for opening, read_on, room in reports}
    sent = set(DropoutReport._base_manager.filter(opening__in=keys).values_list("opening", flat=True))
    places = taught_at(children, ctx.today)
    units = {unit.pk for place in places.values() for unit in place} | {room for _, room in told.values()}
    due = DueDays(units, [opening.on for opening in openings.values()])
    mine = {code: reached(ctx, code, children) for code in (TELL, ACKNOWLEDGE, SEND)}
    found: dict[str, list[date | None]] = {TELL: [], ACKNOWLEDGE: [], SEND: []}
    for case in cases:
        opening = openings.get(case.pk)
        if opening is None or case.child_id not in places:
            continue
        room, school = places[case.child_id]
        if case.child_id in mine[TELL] and opening.id not in told:
            found[TELL].append(due.of(TEACHER, room.pk, opening.on))
        read_on, told_in = told.get(opening.id, (None, None))
        if case.child_id in mine[ACKNOWLEDGE] and told_in is not None and read_on is None:
            found[ACKNOWLEDGE].append(due.of(READ_WITHIN, told_in, opening.on))
        if case.child_id in mine[SEND] and opening.id not in sent:
            found[SEND].append(due.of(SAME_DAY, school.pk, opening.on))
    return {code: _waits(days) for code, days in found.items()}


def _to_receive(ctx: Context) -> Waits:
    """Reports that went to units of one's own and that nobody has received there."""
    own = Unit._base_manager.filter(pk__in=ctx.units_for(RECEIVE_REPORT), kind__in=BY_KIND)
    kinds = {pk: BY_KIND[kind] for pk, kind in own.values_list("pk", "kind")}
    if not kinds:
        return Waits(0, None)
    found: dict[UUID, date | None] = {}
    for unit, kind in kinds.items():
        reports = _unreceived(sight(ctx, RECEIVE_REPORT, DropoutReport), kind)
        goes_to = receivers_of(ctx.today, reports) if reports else {}
        found |= {row.pk: row.receive_by_on for row in reports if unit in goes_to[row.pk]}
    return _waits(list(found.values()))


@prepared
def _unreceived(seen: Sight, kind: Receiver) -> QuerySet[DropoutReport]:
    there = DropoutReceipt._base_manager.filter(dropout_report=OuterRef("pk"), kind=kind)
    return seen.of(DropoutReport).exclude(Exists(there)).order_by("-sent_on", "id")[:MOST]
