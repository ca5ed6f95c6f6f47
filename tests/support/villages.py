"""Villages of a school: answered for, handed in, summed up."""

from uuid import UUID

from notoneless.foundation.organizations.services import make_assignment
from notoneless.oversight.reporting.models import VillageSummary
from notoneless.oversight.reporting.services import hand_in_village, send_summary
from support.county import DAY, County
from support.databases import the
from support.returns import MONTH


def answered_for(county: County, village: str = "village_a", school: str = "school_a") -> County:
    """A school that answers for a village."""
    given = {"unit": county.units[village], "kind": "village", "from_unit": county.units[school]}
    make_assignment(county.ctx("陈局长"), **given, from_on=DAY)
    return county


def handed_in(county: County, village: str = "village_a", who: str = "周支书") -> County:
    """A village handed in to the school that answers for it."""
    answered_for(county, village)
    hand_in_village(county.ctx(who), unit=county.units[village], month=MONTH, note="逐户看过")
    return county


def summed_up(county: County) -> UUID:
    """What the school has sent of its villages."""
    send_summary(handed_in(county).ctx("李校长"), unit=county.units["school_a"], month=MONTH)
    found: UUID = the(VillageSummary).pk
    return found
