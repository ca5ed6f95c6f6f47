"""What reports of dropouts are filled in from: how a run of a case began, where the pupil is taught, what it has missed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.rules.standing import Step, holding
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.attendance.models import AbsenceTrace
from notoneless.records.attendance.selectors import absent_days, present_days

LOOKED_BACK = timedelta(days=60)
"""So far back what a pupil has missed is looked for."""

_BEGINS = (Step.SUSPECT, Step.REOPEN)


@dataclass(frozen=True, slots=True)
class Opening:
    """How the present run of a case began. `id`: of the event first entered for it, whatever corrected it later."""

    id: UUID
    on: date
    at: datetime
    seen: str


@dataclass(frozen=True, slots=True)
class Missed:
    """The school days that a pupil has missed without leave since it was last seen."""

    since: date | None
    days: int


NOTHING = Missed(None, 0)


def openings_of(cases: Collection[UUID]) -> Mapping[UUID, Opening]:
    """How the present run of each case began, of cases that the caller has read in reach; none for one opened by mistake."""
    rows: dict[UUID, list[CaseEvent]] = defaultdict(list)
    for row in CaseEvent._base_manager.filter(case_id__in=cases).order_by("number"):
        rows[row.case_id].append(row)
    found = {case: _opening(events) for case, events in rows.items()}
    return {case: opening for case, opening in found.items() if opening is not None}


def opening_of(case: Case) -> Opening | None:
    """The same of one case."""
    return openings_of([case.pk]).get(case.pk)


def _opening(events: Collection[CaseEvent]) -> Opening | None:
    known = {row.pk: row for row in events}
    held = holding([(row.pk, row.supersedes_id, row.is_withdrawal) for row in events])
    last = next((known[each] for each in reversed(held) if known[each].step in _BEGINS), None)
    if last is None:
        return None
    first = last
    while first.supersedes_id is not None:
        first = known[first.supersedes_id]
    return Opening(first.pk, last.on, first.at, last.note)


def taught_at(children: Collection[UUID], day: date) -> Mapping[UUID, tuple[Unit, Unit]]:
    """The class of each child on a day (or whatever it belongs to at school) and the school above it, of those taught here."""
    places = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.SCHOOL)
    rooms = {row.child_id: row.unit for row in places.select_related("unit").order_by("from_on", "id")}
    above = UnitClosure.objects.filter(descendant_id__in={room.pk for room in rooms.values()})
    schools: dict[UUID, Unit] = {}
    for row in above.filter(ancestor__kind=UnitKind.SCHOOL).select_related("ancestor").order_by("-depth"):
        schools[row.descendant_id] = row.ancestor  # the nearest comes last
    return {child: (room, schools[room.pk]) for child, room in rooms.items() if room.pk in schools}


def missed_by(children: Collection[UUID], day: date) -> Mapping[UUID, Missed]:
    """What each child has missed without leave until a day, since it was last seen; who missed nothing is left out."""
    if not children:
        return {}
    first = day - LOOKED_BACK
    seen = present_days(first, day, children)
    missed: dict[UUID, list[date]] = defaultdict(list)
    for each in absent_days(first, day, children):
        last_seen = max(seen.get(each.child, ()), default=None)
        if not each.excused and (last_seen is None or each.on > last_seen):
            missed[each.child].append(each.on)
    return {child: Missed(min(days), len(days)) for child, days in missed.items()}


def destinations_of(children: Collection[UUID], missed: Mapping[UUID, Missed]) -> Mapping[UUID, str]:
    """Where each child was last found to be during the days that it has missed, as the register of traces has it."""
    since = {child: told.since for child, told in missed.items() if told.since is not None and child in children}
    rows = AbsenceTrace._base_manager.filter(is_current=True, child_id__in=since).order_by("on", "at", "id")
    told = rows.values_list("child_id", "on", "traced_to")
    return {child: traced for child, on, traced in told if on >= since[child]}  # the last one stands
