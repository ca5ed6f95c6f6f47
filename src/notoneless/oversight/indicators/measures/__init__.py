"""The measures of all rooms, a line for each room: whoever counts something new adds one."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.cases import measures as cases
from notoneless.casework.reintegration import measures as reintegration
from notoneless.foundation.people import measures as people
from notoneless.foundation.people.measures import Census, Measured
from notoneless.oversight.indicators.measures import children
from notoneless.records.enrolment import measures as enrolment
from notoneless.records.findings import measures as findings
from notoneless.records.rosters import measures as rosters
from notoneless.records.surveys import measures as surveys

ROOMS: tuple[Measured, ...] = (
    people.MEASURES,
    enrolment.MEASURES,
    findings.MEASURES,
    rosters.MEASURES,
    surveys.MEASURES,
    cases.MEASURES,
    reintegration.MEASURES,
    children.MEASURES,
)
"""Whose measures are counted."""

CODES = tuple(code for room in ROOMS for code in room.codes)


def counted(day: date) -> dict[str, Mapping[UUID, int]]:
    """Every measure on a day, by its code, for every unit."""
    census = Census(day)
    found: dict[str, Mapping[UUID, int]] = {}
    for room in ROOMS:
        values = room.count(census)
        if set(values) != set(room.codes):
            raise TypeError(f"a room counts what it names, not {sorted(values)}")
        found |= values
    return found
