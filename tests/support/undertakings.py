"""Undertakings of the first school at each state, and its rules, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.oversight.appraisal.models import SchoolRules, Undertaking
from notoneless.oversight.appraisal.services import (
    adopt_rules,
    issue_letters,
    issue_statements,
    rules_digest,
    sign_undertaking,
    write_rules,
)
from support.county import DAY, County
from support.databases import the
from support.roll_work import prefixed

RULES = {
    "heading": "清溪镇中心小学控辍保学规章",
    "basis": "依照义务教育法制定。",
    "guardian_duties": "（一）按时送孩子入学。\n（二）孩子不能到校的，当天请假。",
    "school_duties": "（一）平等对待每一名学生。",
}


def written(county: County, **changes: Any) -> UUID:
    """A draft of the rules."""
    return write_rules(county.ctx("李校长"), unit=county.units["school_a"], **{**RULES, **changes})


def ruled(county: County, **changes: Any) -> County:
    """The county, whose first school numbers its papers and has rules in force."""
    prefixed(county)
    adopt_rules(county.ctx("李校长"), **read(written(county, **changes)), effective_on=DAY)
    return county


def read(draft: UUID) -> dict[str, Any]:
    """A draft of rules, with what stands for its words as they are."""
    return {"school_rules": draft, "seen": rules_digest(the(SchoolRules, pk=draft))}


def lettered(county: County) -> UUID:
    """The letter of the class teacher, not signed."""
    issue_letters(prefixed(county).ctx("李校长"), unit=county.units["school_a"])
    found: UUID = the(Undertaking, teacher=county.accounts["王老师"]).pk
    return found


def stated(county: County, key: str = "both") -> UUID:
    """The statement of a pupil's guardian, not signed."""
    issue_statements(ruled(county).ctx("王老师"), unit=county.units["class_a"])
    found: UUID = the(Undertaking, child=county.children[key]).pk
    return found


def signed(county: County) -> UUID:
    """The statement of a pupil's guardian, signed."""
    undertaking = stated(county)
    sign_undertaking(county.ctx("王老师"), undertaking=undertaking, on=DAY, proof=None)
    return undertaking
