"""Files of special education at each state, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.casework.special_education.models import Placement
from notoneless.casework.special_education.services import (
    assess,
    decide_placement,
    open_file,
    propose_placement,
    record_application,
    write_programme,
)
from support.county import County
from support.databases import the

FINDINGS = "认知：能认十以内的数\n语言：能说短句\n生活自理：需要人帮着穿衣"
"""What experts found, a domain a line."""


def certificate(county: County, key: str = "both", last: str = "52") -> str:
    """A sound number of a certificate: category 5 (intellectual), grade 2."""
    return f"{county.markers[key][1]}{last}"


def condition(county: County, key: str = "both", **changes: Any) -> dict[str, Any]:
    """What impairs a child, as a form says it."""
    given = {"impairment": "intellectual", "impairment_grade": "2", "certificate_number": certificate(county, key)}
    return {**given, "condition": "能走路，说话少", **changes}


def filed(county: County, key: str = "both", who: str = "李校长") -> UUID:
    """A file that the head has opened."""
    return open_file(county.ctx(who), child=county.children[key], **condition(county, key))


def applied(county: County, key: str = "both") -> UUID:
    """A file for whose child a guardian has applied."""
    file = filed(county, key)
    record_application(county.ctx("李校长"), special_file=file, **application(county))
    return file


def application(county: County) -> dict[str, Any]:
    """What a guardian applies for."""
    day = county.time.at.date()
    return {"applicant": "家长慕容甲乙", "wished": "homebound", "on": day, "federation_on": day}


def expert_view(county: County, advice: str = "homebound") -> dict[str, Any]:
    """What experts found."""
    experts = "孙医生 县医院\n钱老师 县特教中心"
    return {"on": county.time.at.date(), "experts": experts, "findings": FINDINGS, "advice": advice}


def assessed(county: County, key: str = "both", advice: str = "homebound") -> UUID:
    """A file whose child was assessed."""
    file = filed(county, key)
    assess(county.ctx("李校长"), special_file=file, **expert_view(county, advice))
    return file


def put_forward(county: County, key: str = "both", learns: str = "homebound") -> UUID:
    """A placement that the head has put forward."""
    file = assessed(county, key, learns)
    propose_placement(county.ctx("李校长"), special_file=file, learns=learns, reason="需要全日护理")
    found: UUID = the(Placement, file_id=file).pk
    return found


def placed(county: County, key: str = "both", learns: str = "homebound") -> UUID:
    """A file whose child is placed, as the bureau has decided."""
    waiting = put_forward(county, key, learns)
    decide_placement(county.ctx("陈局长"), placement=waiting, agreed=True, note=None)
    found: UUID = the(Placement, pk=waiting).file_id
    return found


def programme_given(county: County, **changes: Any) -> dict[str, Any]:
    """What a programme says."""
    given = {"goals": "会自己穿衣", "measures": "每次送教练一刻钟", "standard": "培智学校义务教育课程标准"}
    return {**given, "review_on": county.ctx("李校长").today.replace(month=12), **changes}


def programmed(county: County, key: str = "both", learns: str = "homebound") -> UUID:
    """A file whose child is placed and has a programme."""
    file = placed(county, key, learns)
    write_programme(county.ctx("李校长"), special_file=file, **programme_given(county))
    return file


def agreement(county: County, **changes: Any) -> dict[str, Any]:
    """What is agreed on with a family, on paper."""
    day = county.time.at.date()
    given = {"party_name": "家长慕容甲乙", "on": day, "until_on": day.replace(year=day.year + 1), "proof": None}
    return {**given, "terms": "学校派资源教师；家长每天接送", "signed_on_paper": True, **changes}
