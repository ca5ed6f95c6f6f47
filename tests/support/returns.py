"""Monthly returns of the first school, at the end of September."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from notoneless.foundation.access.models import Unit
from notoneless.oversight.reporting.models import MonthlyReturn
from notoneless.oversight.reporting.selectors.facts import MonthFacts, month_facts
from notoneless.oversight.reporting.services import explain_contradiction, receive_return, sign_return
from support.county import County
from support.databases import the

MONTH = date(2026, 9, 1)
LAST = date(2026, 9, 30)


def at(county: County, day: date = LAST) -> County:
    """The county on a day."""
    county.time.at += timedelta(days=(day - county.ctx("李校长").today).days)
    return county


def facts(county: County, who: str = "李校长", unit: str = "school_a") -> MonthFacts:
    """How the facts of the month stand."""
    return month_facts(county.ctx(who), the(Unit, pk=county.units[unit]), MONTH)


def explained(county: County, who: str = "李校长") -> County:
    """Every contradiction explained."""
    for each in facts(county).found:
        given = {"unit": county.units["school_a"], "month": MONTH, "contradiction": each.key}
        explain_contradiction(county.ctx(who), **given, explanation="已核实，确实如此")
    return county


def signed(county: County, **changes: Any) -> MonthlyReturn:
    """The month signed, all explained."""
    explained(county)
    given = {"unit": county.units["school_a"], "month": MONTH, "seen": facts(county).digest()}
    made = sign_return(county.ctx("李校长"), **given | changes)
    found: MonthlyReturn = the(MonthlyReturn, pk=made)
    return found


def received(county: County, row: MonthlyReturn, who: str = "张镇长", unit: str = "town_a") -> UUID:
    """A return received."""
    return receive_return(county.ctx(who), monthly_return=row.pk, unit=county.units[unit])
