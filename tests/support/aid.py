"""Student aid in the county of the tests, as the tests of several floors need it."""

from typing import Any
from uuid import UUID

from notoneless.casework.aid.models import AidStray
from notoneless.casework.aid.services import bring_list, entitle, pair, pay
from support.county import DAY, County
from support.databases import the
from support.surveys import kept_sheet

HEAD = "姓名,身份证号,监护人,资助项目,金额,发放日期"


def entitled(county: County, key: str = "both", who: str = "王老师", **given: Any) -> UUID:
    """A pupil of a poor family."""
    told = {"aid_ground": "poor", "second_ground": None, "aid_basis": "脱贫户手册", **given}
    return entitle(county.ctx(who), child=county.children[key], **told)


def paid(county: County, key: str = "both", who: str = "李校长", **given: Any) -> UUID:
    """A payment by hand for the term of today."""
    told = {"aid_amount": "500", "aid_item": "生活补助", "paid_on": DAY, "term_day": DAY, **given}
    return pay(county.ctx(who), child=county.children[key], **told)


def paired(county: County, key: str = "both", who: str = "李校长", mentor: str = "王老师") -> UUID:
    """A pupil whom somebody stands by."""
    return pair(county.ctx(who), child=county.children[key], mentor=county.accounts[mentor])


def list_given(county: County, *rows: str, who: str = "李校长", unit: str = "school_a") -> dict[str, Any]:
    """What brings a list of payments."""
    sheet = kept_sheet(county, "\n".join((HEAD, *rows)), who, unit)
    return {"unit": county.units[unit], "attachment": sheet, "list_title": "2026 年秋生活补助", "term_day": DAY}


def stray(county: County) -> UUID:
    """A payment that is nobody's."""
    bring_list(county.ctx("李校长"), **list_given(county, "司空无人,,,生活补助,500,2026-09-01"))
    found: UUID = the(AidStray).pk
    return found
