"""Which schools have their roll-work plan."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from notoneless.foundation.access.measures import Evidence, Level, Units
from notoneless.records.roll_work.rules import school_year_of
from notoneless.records.roll_work.selectors import adopted_plans


def _adopted(day: date, units: Units) -> Mapping[UUID, int]:
    """One for each school whose plan of that day's school year is in force: last year's does not do."""
    found = adopted_plans(day, school_year_of(day))
    return dict.fromkeys(found if units is None else found & set(units), 1)


EVIDENCE: tuple[Evidence, ...] = (Level("roll_work.adopted", _adopted),)
