"""Files of special education at each state, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.casework.special_education.models import HomeTeaching, Placement
from notoneless.casework.special_education.services import (
    account_money,
    assess,
    brief_teacher,
    decide_placement,
    name_teacher,
    open_file,
    propose_placement,
    record_application,
    record_lesson,
    send_teacher,
    write_programme,
)
from support.county import County, appoint
from support.databases import all_of, the

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


CRITERIA = "热爱特教 有责任心 关爱残疾学生 业务水平高 经验丰富"
SUBJECTS = "人身安全 交通安全"
DOMAINS = "康复训练 认知 语言交流 生活自理 学习能力 社会适应 特长培养"
STANDARD = "培智学校义务教育课程标准"


def home_agreement(county: County, **changes: Any) -> dict[str, Any]:
    """What is agreed on with the family of a home-taught child."""
    return {"situation": "home", **agreement(county, terms="学校每周送教两次；家长在场"), **changes}


def teacher_named(
    county: County, who: str = "王老师", unit: str = "school_a", by: str = "李校长", *, man: bool = True, **changes: Any
) -> UUID:
    """A home teacher who meets every criterion and was not briefed yet."""
    given = {"unit": county.units[unit], "teacher_account": county.accounts[who], "is_man": man, "criteria": CRITERIA}
    return name_teacher(county.ctx(by), **given | changes)


def teacher_ready(
    county: County, who: str = "王老师", unit: str = "school_a", by: str = "李校长", *, man: bool = True
) -> UUID:
    """A home teacher who was briefed on safety."""
    teacher = teacher_named(county, who, unit, by, man=man)
    brief_teacher(county.ctx(by), home_teacher=teacher, **briefed_given(county))
    return teacher


def briefed_given(county: County) -> dict[str, Any]:
    """A briefing on paper."""
    return {"on": county.time.at.date(), "subjects": SUBJECTS, "proof": None, "signed_on_paper": True}


def second_teacher(county: County) -> UUID:
    """Another home teacher of the first school, a woman."""
    if "马老师" not in county.accounts:
        appoint(county, "马老师", "class_teacher", "class_b", "13900008888")
    return teacher_ready(county, "马老师", man=False)


def home_taught(county: County, key: str = "both") -> UUID:
    """The file of a home-taught child to whom two teachers are sent, one of them a man."""
    file = programmed(county, key)
    for teacher in (teacher_ready(county), second_teacher(county)):
        send_teacher(county.ctx("李校长"), special_file=file, home_teacher=teacher)
    return file


def teachers_of(file: UUID) -> str:
    """The home teachers who are sent to a child, as an action takes them."""
    return " ".join(str(row.teacher_id) for row in all_of(HomeTeaching, file_id=file, until_on=None))


def lesson(county: County, file: UUID, **changes: Any) -> dict[str, Any]:
    """What a home lesson says."""
    given: dict[str, Any] = {"special_file": file, "on": county.time.at.date(), "begins_at": "09:00", "hours": 3}
    given |= {
        "lesson_place": "home",
        "accompanied": True,
        "home_teachers": teachers_of(file),
        "domains": "认知 语言交流",
    }
    given |= {"standard": STANDARD, "lesson_content": "认水果", "materials": "识字卡一套", "exercises": "每天认三张卡"}
    given |= {"training": "教母亲怎样做手指操", "content_agreed": True, "interview": None, "fee": 0}
    given |= {"photo": None, "second_photo": None, "signature": None, "signatory": "家长慕容甲乙"}
    return given | changes


def taught(county: County, file: UUID, who: str = "王老师", **changes: Any) -> UUID:
    """A home lesson that one of those who went has recorded."""
    return record_lesson(county.ctx(who), **lesson(county, file, **changes))


def funded(county: County, yuan: str = "1000") -> UUID:
    """A school that was given money."""
    given = {
        "unit": county.units["school_a"],
        "on": county.time.at.date(),
        "money_flow": "received",
        "money_use": "拨款",
    }
    return account_money(county.ctx("李校长"), **given, yuan=yuan, voucher="拨1")


def sent_to(file: UUID) -> UUID:
    """The first sending of a teacher to a child."""
    found: UUID = all_of(HomeTeaching, file_id=file)[0].pk
    return found
