"""What a unit has reached of the targets of plans, as its rates were counted for a month."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.oversight.indicators.rules.rates import Rate, RateValue
from notoneless.oversight.indicators.rules.targets import RATES
from notoneless.oversight.indicators.selectors.rates import open_rates


def target_values(ctx: Context, unit: UUID, month: date) -> Mapping[str, Decimal]:
    """What a unit has reached in the month of a day, by the measure of a target; what is left out is unknown.

    Nothing for whoever sees no numbers of it, or for a month of which none are kept. Of several definitions of retention that
    have a value the lowest counts: a plan that wants all to stay wants it by each of them.
    """
    try:
        found = open_rates(ctx, unit, month.replace(day=1)).unit
    except NotFound:
        return {}
    values = {
        "rate.enrolment": _percent(found.rates.get(Rate.ENROLMENT)),
        "rate.disabled_enrolment": _percent(found.rates.get(Rate.DISABILITY)),
        "rate.retention": min(_known(found.rates, RATES["rate.retention_wanted"]), default=None),
        "rate.dropout": max(_known(found.rates, _DROPOUT), default=None),
        "case.open_verified": _number(found.rates.get(Rate.DROPOUTS)),
    }
    return {code: value for code, value in values.items() if value is not None}


_DROPOUT = (Rate.DROPOUT_PRIMARY, Rate.DROPOUT_JUNIOR)


def _known(rates: Mapping[Rate, RateValue], wanted: tuple[Rate, ...]) -> list[Decimal]:
    return [value for rate in wanted if (value := _percent(rates.get(rate))) is not None]


def _percent(value: RateValue | None) -> Decimal | None:
    return value.percent if value is not None else None


def _number(value: RateValue | None) -> Decimal | None:
    return Decimal(value.above) if value is not None and value.above is not None else None
