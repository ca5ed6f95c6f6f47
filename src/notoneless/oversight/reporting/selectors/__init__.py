"""Reading monthly returns."""

from notoneless.oversight.reporting.selectors.facts import READ_RETURN
from notoneless.oversight.reporting.selectors.returns import (
    MonthPage,
    ReturnPage,
    SchoolLine,
    list_month,
    open_return,
    return_in_reach,
    school_in_reach,
)

__all__ = [
    "READ_RETURN",
    "MonthPage",
    "ReturnPage",
    "SchoolLine",
    "list_month",
    "open_return",
    "return_in_reach",
    "school_in_reach",
]
