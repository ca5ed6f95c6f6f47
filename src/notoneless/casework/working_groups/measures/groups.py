"""What a plan may count of working groups, and of what they find and do."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.casework.cases.measures import belonging, happened, standings_of_children
from notoneless.casework.cases.models import CaseEvent
from notoneless.casework.cases.rules.standing import OPEN, State, Step
from notoneless.casework.working_groups.models import CaseCause, DestinationEntry, GroupPlace, Remedy, WorkingGroup
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.rules.remedies import CHOSEN
from notoneless.foundation.access.measures import Done, Evidence, Flow, Level, Units
from notoneless.foundation.access.models import Grant, Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.attendance.models import AbsenceTrace

_GONE = frozenset({State.VERIFIED, State.PROPOSED})


def _groups(first: date, last: date, units: Units) -> Iterator[Done]:
    """A group on the day it was formed, and on the day its case was verified where it stood already: then too one stands."""
    formed = dict(WorkingGroup._base_manager.filter(formed_on__lte=last).values_list("child_id", "formed_on"))
    belonged = belonging(formed.keys(), last, units)
    for child, day in sorted(formed.items(), key=lambda each: (each[1], each[0])):
        if day >= first:
            for unit in belonged(child, day):
                yield Done(unit, day, about=child)
    for each in happened(Step.VERIFY)(first, last, units):
        if each.about in formed and formed[each.about] < each.day:
            yield Done(each.unit, each.day, about=each.about)


def _seated(day: date, children: set[UUID]) -> Mapping[UUID, dict[Party, UUID]]:
    """By child the parties in whose place somebody sat when a day ended, with the unit of each."""
    held = set(Grant._base_manager.filter(in_force(day), account__is_active=True).values_list("unit_id", "role"))
    rows = GroupPlace._base_manager.filter(in_force(day), child_id__in=children, unit__isnull=False)
    found: dict[UUID, dict[Party, UUID]] = defaultdict(dict)
    for child, party, unit, role in rows.values_list("child_id", "party", "unit_id", "role"):
        if unit is not None and (unit, role) in held:
            found[child][Party(party)] = unit
    return found


def _least_parties(day: date, units: Units) -> Mapping[UUID, int]:
    """For each township the fewest parties that sit in the group of a dropout; where there is none, nothing is missing."""
    townships = Unit._base_manager.filter(in_force(day), kind=UnitKind.TOWNSHIP)
    if units is not None:
        townships = townships.filter(pk__in=units)
    found = dict.fromkeys(townships.values_list("pk", flat=True), len(Party))
    gone = {child for child, standing in standings_of_children(day) if standing.state in _GONE}
    seated = _seated(day, gone)
    of_township = GroupPlace._base_manager.filter(in_force(day), child_id__in=gone, party=Party.TOWNSHIP)
    for child, unit in of_township.values_list("child_id", "unit_id"):
        if unit in found:
            found[unit] = min(found[unit], len(seated.get(child, {})))
    return found


def _open(day: date) -> set[UUID]:
    return {child for child, standing in standings_of_children(day) if standing.state in OPEN}


def _of_units(children: set[UUID], day: date, units: Units) -> Mapping[UUID, int]:
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=children)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return Counter(rows.values_list("unit_id", flat=True))


def _without_person(day: date, units: Units) -> Mapping[UUID, int]:
    """Children with an open case for whom nobody of the unit that leads sits in the group."""
    children = _open(day)
    seated = _seated(day, children)
    leads = dict(WorkingGroup._base_manager.filter(child_id__in=children).values_list("child_id", "lead_id"))
    nobody = {child for child in children if leads.get(child) not in seated.get(child, {}).values()}
    return _of_units(nobody, day, units)


def _without_lead(day: date, units: Units) -> Mapping[UUID, int]:
    """Children with an open case that no unit leads."""
    children = _open(day)
    led = WorkingGroup._base_manager.filter(child_id__in=children, lead__isnull=False)
    return _of_units(children - set(led.values_list("child_id", flat=True)), day, units)


def told(rows: Iterable[tuple[UUID, date]], last: date, units: Units) -> Iterator[Done]:
    """What was done for children, at each unit to which each belonged that day; for the measures beside too."""
    found = sorted(rows, key=lambda each: (each[1], each[0]))
    belonged = belonging({child for child, _ in found}, last, units)
    for child, day in found:
        for unit in belonged(child, day):
            yield Done(unit, day, about=child)


def _known_causes(last: date) -> list[tuple[UUID, date]]:
    """Causes by child and day: those that dropouts were verified for, and those that were found since."""
    later = CaseEvent._base_manager.filter(supersedes__isnull=False).values("supersedes_id")
    verified = CaseEvent._base_manager.filter(step=Step.VERIFY, on__lte=last, is_withdrawal=False).exclude(pk__in=later)
    said = verified.filter(Q(confidential__isnull=False) | ~Q(reason=""))
    found = CaseCause._base_manager.filter(on__lte=last)
    return [*said.values_list("child_id", "on"), *found.values_list("child_id", "on")]


def _causes(first: date, last: date, units: Units) -> Iterator[Done]:
    return told([(child, day) for child, day in _known_causes(last) if day >= first], last, units)


def _chosen(first: date, last: date) -> list[tuple[UUID, date]]:
    """Measures that were planned and not given up, by child and day."""
    rows = Remedy._base_manager.filter(state__in=CHOSEN, said_on__gte=first, said_on__lte=last)
    return list(rows.values_list("child_id", "said_on"))


def _measures_chosen(first: date, last: date, units: Units) -> Iterator[Done]:
    return told(_chosen(first, last), last, units)


def _remedies(first: date, last: date, units: Units) -> Iterator[Done]:
    """Of these, those that were planned once the cause was known: what nobody knows nothing can be fitted to."""
    known: dict[UUID, date] = {}
    for child, day in _known_causes(last):
        known[child] = min(day, known.get(child, day))
    fitted = [(child, day) for child, day in _chosen(first, last) if child in known and known[child] <= day]
    return told(fitted, last, units)


def _untracked(day: date, units: Units) -> Mapping[UUID, int]:
    """Dropouts of whom nobody has recorded in the month of a day where they are, neither in the case nor in tracing them."""
    gone = {child for child, standing in standings_of_children(day) if standing.state in _GONE}
    of_month = {"child_id__in": gone, "on__gte": day.replace(day=1), "on__lte": day}
    tracked = set(DestinationEntry._base_manager.filter(**of_month).values_list("child_id", flat=True))
    traces = AbsenceTrace._base_manager.filter(is_current=True, **of_month)
    return _of_units(gone - tracked - set(traces.values_list("child_id", flat=True)), day, units)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("case.causes", _causes),
    Flow("case.measures_chosen", _measures_chosen),
    Flow("case.remedies", _remedies),
    Level("case.untracked", _untracked),
    Flow("case.groups", _groups),
    Level("case.least_parties", _least_parties),
    Level("case.without_person", _without_person),
    Level("case.without_lead", _without_lead),
)
