"""Reading monthly returns."""

from notoneless.oversight.reporting.selectors.facts import READ_RETURN
from notoneless.oversight.reporting.selectors.returns import (
    MonthPage,
    ReturnPage,
    SchoolLine,
    current_return,
    list_month,
    open_return,
    school_in_reach,
)

__all__ = [
    "READ_RETURN",
    "MonthPage",
    "ReturnPage",
    "SchoolLine",
    "current_return",
    "list_month",
    "open_return",
    "school_in_reach",
]
