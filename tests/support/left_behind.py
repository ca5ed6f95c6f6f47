"""Left-behind children in the county of the tests, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.casework.early_warning.services import record_fact
from notoneless.casework.left_behind.services import contact, name_partner, name_person, open_file
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from support.county import DAY, County
from support.surveys import kept_sheet

FIVE = ("一档", "一卡", "一联系", "一走访", "一谈心")
HEAD = "姓名,身份证号,监护人"


def filed(county: County, key: str = "both", who: str = "王老师", **given: Any) -> UUID:
    """A pupil whose parents are both away."""
    told = {"parents_away": "both", "is_other_able": False, "carer": "grandparents", "traits": "lonely"}
    told |= {"family": "old_carers", "adults": "父亲在临江市务工", **given}
    return open_file(county.ctx(who), child=county.children[key], **told)


def said_away(county: County, key: str = "both", who: str = "王老师") -> None:
    """What a class teacher knows: both parents are away."""
    record_fact(county.ctx(who), child=county.children[key], fact="parents_away", value="both", on=DAY)


def in_touch(county: County, file: UUID, who: str = "王老师", every: int = 14, person: str = "王老师") -> UUID:
    """Who keeps in touch."""
    return name_person(county.ctx(who), left_behind_file=file, contact_person=county.accounts[person], every=every)


def touched(county: County, file: UUID, who: str = "王老师", **given: Any) -> UUID:
    """A contact of today."""
    told = {"on": county.time.at.date(), "manner": "phone", "whom": "guardian", "is_reached": True, "note": None}
    return contact(county.ctx(who), left_behind_file=file, **told | given)


def five_written(county: County) -> None:
    """The county has written down which the five ones are."""
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/left_behind")
    given = {"key": "care.five_ones", "value": " ".join(FIVE), "reason": "县里文件"}
    set_number(county.ctx("陈局长"), version=version, **given)
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")


def partnered(county: County, partner: str = "police", who: str = "李校长", unit: str = "school_a") -> UUID:
    """A department that takes part."""
    return name_partner(county.ctx(who), unit=county.units[unit], partner=partner, contact_name="民警老高")


def list_given(county: County, *rows: str, who: str = "李校长", unit: str = "school_a") -> dict[str, Any]:
    """What brings a department's list."""
    partnered(county, who=who, unit=unit)
    sheet = kept_sheet(county, "\n".join((HEAD, *rows)), who, unit)
    return {"unit": county.units[unit], "attachment": sheet, "partner": "police", "list_title": "派出所名单"}
