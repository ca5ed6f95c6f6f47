"""The words of codes that registers, forms and reports of dropouts hold, as Chinese papers say them."""

from datetime import date

from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import HIDDEN
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.reporting.rules.leavers import Column


def chinese(column: Column, code: str, today: date) -> str:
    """The words of a code, in Chinese."""
    if column is Column.STATE:
        return sentence(Problem(f"cases.state_{code}"))
    if column is Column.DESTINATION:
        return sentence(Problem(f"arrivals.where_{code}"))
    if code == HIDDEN:
        return sentence(Problem("cases.reason_hidden"))
    known = reasons_on(today).table.get(code)
    return known.zh if known else code
