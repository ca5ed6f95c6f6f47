"""What shares plans count of schools: staff briefed, staff and families taking part, places and people reached."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.rules.activities import Coverage, share
from notoneless.casework.campaigns.selectors.briefings import briefed_in_term
from notoneless.casework.campaigns.selectors.coverage import coverage_on, schools_on, taking_part
from notoneless.casework.campaigns.selectors.people import staff_on
from notoneless.foundation.access.measures import Evidence, Level, Units


def _briefed(day: date, units: Units) -> Mapping[UUID, int]:
    """Of a school's staff of the day, who has acknowledged a briefing this term."""
    schools = schools_on(day, units)
    staff, signed = staff_on(day, schools), briefed_in_term(day, schools)
    return {school: share(staff.get(school, {}).keys(), signed.get(school, ())) for school in schools}


def _covered(told: Callable[[Coverage], int]) -> Callable[[date, Units], Mapping[UUID, int]]:
    def holds(day: date, units: Units) -> Mapping[UUID, int]:
        return {school: told(each) for school, each in coverage_on(day, schools_on(day, units)).items()}

    return holds


def _part(number: int) -> Callable[[date, Units], Mapping[UUID, int]]:
    def holds(day: date, units: Units) -> Mapping[UUID, int]:
        return {school: each[number] for school, each in taking_part(day, schools_on(day, units)).items()}

    return holds


EVIDENCE: tuple[Evidence, ...] = (
    Level("campaign.briefed", _briefed),
    Level("campaign.staff_taking_part", _part(0)),
    Level("campaign.parents_taking_part", _part(1)),
    Level("campaign.reached", _covered(lambda each: each.whole)),
    Level("campaign.reached_villages", _covered(lambda each: each.of("villages"))),
    Level("campaign.reached_households", _covered(lambda each: each.of("households"))),
    Level("campaign.reached_classes", _covered(lambda each: each.of("classes"))),
    Level("campaign.reached_people", _covered(lambda each: each.of("people"))),
)
