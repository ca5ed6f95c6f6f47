"""Reading monthly returns and reports of dropouts."""

from notoneless.oversight.reporting.selectors.dropouts import READ_REPORT
from notoneless.oversight.reporting.selectors.facts import READ_RETURN
from notoneless.oversight.reporting.selectors.feedback import READ_FEEDBACK
from notoneless.oversight.reporting.selectors.overview import READ_OVERVIEW
from notoneless.oversight.reporting.selectors.returns import (
    MonthPage,
    ReturnPage,
    SchoolLine,
    current_return,
    list_month,
    open_return,
    school_in_reach,
)
from notoneless.oversight.reporting.selectors.statistics import READ_STATISTICS
from notoneless.oversight.reporting.selectors.villages import READ_SUMMARY
from notoneless.oversight.reporting.selectors.yearly import READ_YEARLY

__all__ = [
    "READ_FEEDBACK",
    "READ_OVERVIEW",
    "READ_REPORT",
    "READ_RETURN",
    "READ_STATISTICS",
    "READ_SUMMARY",
    "READ_YEARLY",
    "MonthPage",
    "ReturnPage",
    "SchoolLine",
    "current_return",
    "list_month",
    "open_return",
    "school_in_reach",
]
