"""How old the rosters are that count, and where there is none."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from uuid import UUID

from notoneless.foundation.access.measures import Done, Evidence, Flow, Lineage, Units
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.audit.rules import day_of, instants_of
from notoneless.foundation.people.measures import Census, Counted, Measured
from notoneless.records.rosters.models import Roster, RosterState
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.rosters.rules.versions import in_force as counting_of
from notoneless.records.rosters.selectors import versions

_OF = {RosterKind.HOUSEHOLD: UnitKind.VILLAGE, RosterKind.SCHOOL: UnitKind.SCHOOL}
"""The kinds of rosters that every such unit should be in."""

_CODES = {
    RosterKind.HOUSEHOLD: ("roster.household_days", "roster.villages_without"),
    RosterKind.SCHOOL: ("roster.school_days", "roster.schools_without"),
}
"""For each kind: days since the day it speaks of, of the oldest that counts beneath a unit; and how many units have none."""


def count(census: Census) -> Counted:
    """All of them."""
    day, above = census.day, census.above
    adopted = Roster._base_manager.filter(state=RosterState.ADOPTED, as_of__lte=day, kind__in=list(_OF))
    rosters = list(adopted)
    counting = counting_of(versions(rosters), above)
    days = {roster.pk: (day - roster.as_of).days for roster in rosters}
    found: dict[str, Mapping[UUID, int]] = {}
    for kind, (age, lacking) in _CODES.items():
        units = list(Unit._base_manager.filter(in_force(day), kind=_OF[kind]).values_list("pk", flat=True))
        ages = {unit: days[counting[kind, unit]] for unit in units if (kind, unit) in counting}
        found[age] = _oldest(ages, above)
        found[lacking] = census.places([unit] for unit in units if unit not in ages)
    return found


def _oldest(ages: Mapping[UUID, int], above: Lineage) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for unit, age in ages.items():
        for upper in above[unit]:
            found[upper] = max(age, found.get(upper, 0))
    return found


MEASURES = Measured(tuple(code for codes in _CODES.values() for code in codes), count)


def _received(kind: RosterKind) -> Callable[[date, date, Units], Iterator[Done]]:
    """Rosters of a kind that were received and not withdrawn, by their unit."""

    def done(first: date, last: date, units: Units) -> Iterator[Done]:
        begin, end = instants_of(first, last)
        rows = Roster._base_manager.filter(kind=kind, received_at__gte=begin, received_at__lt=end)
        rows = rows.exclude(state=RosterState.WITHDRAWN)
        if units is not None:
            rows = rows.filter(unit_id__in=units)
        for unit, at in rows.order_by("id").values_list("unit_id", "received_at"):
            yield Done(unit, day_of(at))

    return done


EVIDENCE: tuple[Evidence, ...] = (
    Flow("roster.household_received", _received(RosterKind.HOUSEHOLD)),
    Flow("roster.school_received", _received(RosterKind.SCHOOL)),
)
