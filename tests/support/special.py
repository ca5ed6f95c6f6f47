"""Files of special education at each state, as the tests of several floors need them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from notoneless.casework.special_education.models import HomeTeacher, HomeTeaching, Placement, PlannedLesson
from notoneless.casework.special_education.selectors.knowing import mark_of
from notoneless.casework.special_education.services import (
    account_money,
    adopt_timetable,
    appoint_expert,
    ask_timetable,
    assess,
    brief_teacher,
    child_can_learn,
    decide_placement,
    name_teacher,
    open_file,
    propose_placement,
    record_application,
    record_lesson,
    send_teacher,
    teacher_is_free,
    work_out_timetable,
    write_programme,
)
from support.county import County, appoint
from support.databases import all_of, owners_eyes, the

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
    decide_placement(county.ctx("陈局长"), **agreed_to(waiting))
    found: UUID = the(Placement, pk=waiting).file_id
    return found


def agreed_to(placement: UUID) -> dict[str, Any]:
    """What an agreement to a placement says, by whoever has the page before the eyes."""
    file = the(Placement, pk=placement).file_id
    with owners_eyes():
        return {"placement": placement, "agreed": True, "saw": mark_of(file), "note": None}


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


def notice_ready(county: County, key: str = "both") -> UUID:
    """A placement that the bureau has agreed to."""
    found: UUID = the(Placement, file_id=placed(county, key)).pk
    return found


def agreement_paper(county: County, **changes: Any) -> dict[str, Any]:
    """What the paper says that the family of a home-taught child is to sign."""
    given = home_agreement(county)
    kept = {name: given[name] for name in ("situation", "party_name", "on", "until_on", "terms")}
    return kept | changes


def handbook_given(county: County) -> dict[str, Any]:
    """The handbook of a pupil with one lesson."""
    file, day = home_taught(county), county.time.at.date()
    taught(county, file)
    return {"special_file": file, "since": day, "until": day}


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
    given |= {"corrects": None, "reason": None}
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


def expert_given(county: County, name: str = "孙医生", works_at: str = "县人民医院") -> dict[str, Any]:
    """Somebody whom the county appoints to its committee of experts."""
    return {"unit": county.units["county"], "expert_name": name, "works_at": works_at, "speciality": "儿科"}


def expert(county: County, name: str = "孙医生", works_at: str = "县人民医院") -> UUID:
    """An expert whom the county has appointed."""
    return appoint_expert(county.ctx("陈局长"), **expert_given(county, name, works_at))


FREE = "周一 08:00-12:00；周三 08:00-12:00；周五 13:00-17:00"
GOOD = "周一 09:00-11:30；周三 09:00-11:30；周五 14:00-16:30"


def free_given(**changes: Any) -> dict[str, Any]:
    """When a home teacher is free."""
    return {"free_hours": FREE, "most_lessons": 6, "away_from": None, "away_until": None, **changes}


def good_given(**changes: Any) -> dict[str, Any]:
    """When a child can learn, half an hour from the school."""
    given = {"good_hours": GOOD, "travel_minutes": 30, "lesson_place": "home", "least_people": None, "man_needed": None}
    return given | changes


def hours_known(county: County, key: str = "both") -> UUID:
    """The file of a home-taught child whose hours are known, and those of its two teachers."""
    file = home_taught(county, key)
    child_can_learn(county.ctx("李校长"), special_file=file, **good_given())
    for row in all_of(HomeTeacher, until_on=None):
        teacher_is_free(county.ctx("李校长"), home_teacher=row.pk, **free_given())
    return file


def asked_given(county: County, **changes: Any) -> dict[str, Any]:
    """A timetable from the next day on."""
    since = county.time.at.date() + timedelta(days=1)
    return {"unit": county.units["school_a"], "since": since, "class_minutes": 40, "few_changes": None} | changes


def timetable_asked(county: County, **changes: Any) -> UUID:
    """A timetable that was asked for; the hours are known by then."""
    return ask_timetable(county.ctx("李校长"), **asked_given(county, **changes))


def timetable_proposed(county: County, **changes: Any) -> UUID:
    """A timetable that was worked out; the hours are known by then."""
    found = timetable_asked(county, **changes)
    work_out_timetable(county.ctx("陈局长"), home_timetable=found)
    return found


def timetable_adopted(county: County, **changes: Any) -> UUID:
    """A timetable that the head has adopted; the hours are known by then."""
    found = timetable_proposed(county, **changes)
    adopt_timetable(county.ctx("李校长"), home_timetable=found, short_reason="放假那周只有一天合适")
    return found


def first_lesson(timetable: UUID) -> PlannedLesson:
    """The first lesson of a timetable."""
    found: PlannedLesson = min(all_of(PlannedLesson, timetable_id=timetable), key=lambda row: (row.on, row.begins_at))
    return found
