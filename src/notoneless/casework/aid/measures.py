"""What plans count of aid: at each school who is entitled and not paid for the term, and who is entitled and unpaired."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.aid.selectors.knowing import by_school, lacking_on
from notoneless.foundation.access.measures import Evidence, Level, Units


def _unpaid(day: date, units: Units) -> Mapping[UUID, int]:
    """Who is entitled and not wholly paid for the term of the day, or of whom nobody has decided."""
    return by_school(lacking_on(day)[0], day, units)


def _unpaired(day: date, units: Units) -> Mapping[UUID, int]:
    """Who is entitled and whom nobody stands by."""
    return by_school(lacking_on(day)[1], day, units)


EVIDENCE: tuple[Evidence, ...] = (
    Level("support.unpaid", _unpaid),
    Level("support.without_partner", _unpaired),
)
