"""Reading cases and ledgers."""

from notoneless.casework.cases.selectors.cases import (
    READ_CASE,
    REVEAL_CASE,
    case_counts,
    cases_of_child,
    list_cases,
    open_case,
)

__all__ = ["READ_CASE", "REVEAL_CASE", "case_counts", "cases_of_child", "list_cases", "open_case"]
