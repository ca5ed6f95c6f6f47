"""What plans count of monthly returns: each for its own month, on the day of its first signature."""

from collections.abc import Iterator
from datetime import date

from notoneless.foundation.access.measures import Done, Evidence, Flow, Units
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.reporting.models import MonthlyReturn


def _signed(first: date, last: date, units: Units) -> Iterator[Done]:
    """Returns that were signed, nil returns too. A correction is no second one, and April's never counts for May."""
    rows = MonthlyReturn._base_manager.filter(version=1, signed_on__gte=first, signed_on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, on, month in rows.order_by("signed_on", "id").values_list("unit_id", "signed_on", "month"):
        yield Done(unit, on, of=last_day_of_month(month))


EVIDENCE: tuple[Evidence, ...] = (
    Flow("report.monthly_returns", _signed),
    # a return holds the counts by hamlet and class, and the enrolment of each class with its movement
    Flow("report.dropout_counts", _signed),
    Flow("report.enrolment_sums", _signed),
)
