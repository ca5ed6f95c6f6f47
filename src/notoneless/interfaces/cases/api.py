"""Cases for programs: the same selectors as the pages have."""

from uuid import UUID

from notoneless.casework.cases.selectors import READ_CASE, list_cases, open_case
from notoneless.casework.cases.selectors.cases import CaseList, CasePage
from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation


def cases(ctx: Context) -> CaseList:
    """The cases in reach, the latest to change first."""
    return list_cases(ctx)


def case(ctx: Context, case: UUID) -> CasePage:
    """One case with its events. Of a confidential reason it is told whether it is there, and never what it is."""
    return open_case(ctx, case)


OPERATIONS = (
    Operation("GET", "cases", "case.list", READ_CASE, cases, CaseList, "个案 / Cases"),
    Operation("GET", "cases/{uuid:case}", "case.open", READ_CASE, case, CasePage, "一件个案 / One case"),
)
