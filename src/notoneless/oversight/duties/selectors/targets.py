"""The values of the targets of plans. Who counts rates of units hands them in here; until then none is known."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID


def target_values(unit: UUID, month: date) -> Mapping[str, Decimal]:  # noqa: ARG001 (the place of the rates to come)
    """What a unit has reached in a month, by the measure of a target (`rate.enrolment`); what is left out is unknown."""
    return {}
