"""Whom the activities of schools have reached in a term, and who took part in a month. By itself it shows nobody anything."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.models import ActivityReach, ActivityStaff, CampaignActivity, MeetingAttendee
from notoneless.casework.campaigns.rules.activities import ActivityKind, Coverage, share
from notoneless.casework.campaigns.selectors.people import classes_on, homes_of, staff_on
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.schools import pupils_on


def schools_on(day: date, units: Collection[UUID] | None = None) -> list[UUID]:
    """The schools there are on a day, among some units."""
    rows = Unit._base_manager.filter(in_force(day), kind=UnitKind.SCHOOL)
    if units is not None:
        rows = rows.filter(pk__in=units)
    return list(rows.order_by().values_list("pk", flat=True))


def coverage_on(day: date, schools: Collection[UUID]) -> Mapping[UUID, Coverage]:
    """What the publicity of schools has reached from the first day of a day's term until that day."""
    pupils, classes = pupils_on(day, schools), classes_on(day, schools)
    everybody = {child for members in pupils.values() for child in members}
    homes, houses = homes_of(day, everybody), _households(everybody)
    reached = _reached(begins_on(day), day, schools)
    found: dict[UUID, Coverage] = {}
    for school in schools:
        members, rooms = pupils.get(school, {}), frozenset(classes.get(school, {}))
        places, by_pupil, by_family = reached.get(school, (set(), set(), set()))
        heard = {members[child] for child in by_pupil if child in members}
        villages = frozenset(homes[child] for child in members if child in homes)
        families = frozenset(houses[child] for child in by_family if child in members)
        found[school] = Coverage(
            villages=villages,
            reached_villages=villages & places,
            households=frozenset(houses[child] for child in members),
            reached_households=families,
            classes=rooms,
            reached_classes=rooms & (places | heard),
            people=frozenset(members),
            reached_people=frozenset(members) & by_pupil,
        )
    return found


def _households(children: Collection[UUID]) -> Mapping[UUID, UUID]:
    """The household of each child; a child without one is taken for one of its own."""
    rows = Child._base_manager.filter(pk__in=children).order_by("id").values_list("pk", "household_id")
    return {child: household or child for child, household in rows}


_Reached = tuple[set[UUID], set[UUID], set[UUID]]


def _reached(first: date, last: date, schools: Collection[UUID]) -> Mapping[UUID, _Reached]:
    """By school the places, the pupils and the pupils whose families activities held in some days have reached."""
    rows = ActivityReach._base_manager.filter(activity__held_on__gte=first, activity__held_on__lte=last)
    rows = rows.filter(activity__called_off_on__isnull=True, activity__holder__in=schools)
    rows = rows.filter(activity__kind__in=(ActivityKind.PUBLICITY, ActivityKind.LESSON))
    found: dict[UUID, _Reached] = defaultdict(lambda: (set(), set(), set()))
    for school, unit, village, child, pupil, family in rows.values_list(
        "activity__holder_id", "unit_id", "village_id", "child_id", "pupil", "family"
    ):
        places, by_pupil, by_family = found[school]
        if child is None:
            places.add(village or unit)
            continue
        if pupil:
            by_pupil.add(child)
        if family:
            by_family.add(child)
    return found


def taking_part(day: date, schools: Collection[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """What share of the staff and of the families of schools took part in the month of a day, until that day, in per cent."""
    first = day.replace(day=1)
    held = CampaignActivity._base_manager.filter(held_on__gte=first, held_on__lte=day, called_off_on__isnull=True)
    there: dict[UUID, set[UUID]] = defaultdict(set)
    own = ActivityStaff._base_manager.filter(activity__in=held, unit__in=schools)
    met = MeetingAttendee._base_manager.filter(unit__in=schools, meeting__on__gte=first, meeting__on__lte=day)
    for rows in (own, met.filter(meeting__signed_on__isnull=False)):
        for school, account in rows.values_list("unit_id", "account_id"):
            there[school].add(account)
    families: dict[UUID, set[UUID]] = defaultdict(set)
    met_at = ActivityReach._base_manager.filter(activity__in=held, family=True, activity__holder__in=schools)
    for school, child in met_at.values_list("activity__holder_id", "child_id"):
        if child is not None:
            families[school].add(child)
    staff, pupils = staff_on(day, schools), pupils_on(day, schools)
    houses = _households({child for members in pupils.values() for child in members})
    return {
        school: (
            share(staff.get(school, {}).keys(), there[school]),
            share(
                {houses[child] for child in pupils.get(school, {})},
                {houses[child] for child in families[school] if child in houses},
            ),
        )
        for school in schools
    }
