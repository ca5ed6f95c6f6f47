"""Supervision as tests of several floors need it: inspections, what they found, what schools keep, papers of the bureau."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.foundation.papers.models import PaperPrefix
from notoneless.foundation.papers.services import set_prefix
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.supervision.models import Recheck, RecheckedPupil
from notoneless.oversight.supervision.rules.kinds import InspectionKind, checklist
from notoneless.oversight.supervision.services import (
    check_conduct,
    draw_recheck,
    enter_complaint,
    find_complaint,
    find_inquiry,
    find_shortcoming,
    hold_interview,
    make_link,
    mend,
    name_person,
    note_activity,
    open_inquiry,
    record_inspection,
    take_up_complaint,
)
from support.cases import PDF, proof, verified
from support.county import DAY, County, appoint
from support.databases import all_of
from support.forms import text_of

LATER = DAY + timedelta(days=10)
TALK: dict[str, Any] = {
    "matter": "concealed",
    "shortcoming": None,
    "on": DAY,
    "held_at": "县教育局",
    "recorder": "小钱",
    "problems": "隐瞒不报",
    "stance": "立即整改",
    "mend_by": LATER,
}


def good(kind: str = "routine", **marks: str) -> str:
    """A checklist of which all is good but what is named."""
    return " ".join(f"{item}={marks.get(item, 'good')}" for item in checklist(InspectionKind(kind)))


def inspected(county: County, kind: str = "routine", who: str = "陈局长", unit: str = "school_a") -> UUID:
    """An inspection by those above a school."""
    given = {"inspection_kind": kind, "on": county.time.at.date(), "checked": good(kind), "note": None}
    return record_inspection(county.ctx(who), unit=county.units[unit], **given)


def found(county: County, inspection: UUID | None = None, who: str = "陈局长", **given: Any) -> UUID:
    """What an inspection found."""
    told = {"matter": "hazard", "what": "消防栓没有水", "mender": "总务主任", "mend_by": LATER} | given
    return find_shortcoming(county.ctx(who), inspection=inspection or inspected(county), **told)


def mended(county: County, shortcoming: UUID | None = None, who: str = "李校长") -> UUID:
    """A shortcoming that is said to be mended."""
    shortcoming = shortcoming or found(county)
    given = {"on": county.time.at.date(), "note": "已修好", "proof": proof(county, who, "school_a")}
    mend(county.ctx(who), shortcoming=shortcoming, **given)
    return shortcoming


def checked(county: County, kind: str = "safety", unit: str = "school_a", who: str = "李校长", **given: Any) -> UUID:
    """What a school has checked by itself."""
    told = {"homework": None, "is_excess_said": None, "mender": None, "mend_by": None, "note": None} | given
    when = county.time.at.date()
    told |= {"inspection_kind": kind, "on": when, "checked": good(kind)}
    return check_conduct(county.ctx(who), unit=county.units[unit], **told)


def active(county: County, who: str = "王老师", kind: str = "sports") -> UUID:
    """An activity of a class."""
    given = {"activity": kind, "on": county.time.at.date(), "what": "春季运动会", "people": 40, "proof": None}
    return note_activity(county.ctx(who), unit=county.units["class_a"], **given)


def numbered(county: County) -> County:
    """The county, whose bureau numbers its papers."""
    if not all_of(PaperPrefix, unit=county.units["county"]):
        set_prefix(county.ctx("陈局长"), unit=county.units["county"], prefix="晴教")
    return county


def interviewed(county: County, **given: Any) -> UUID:
    """A talk with the head of a school."""
    unit = numbered(county).units["school_a"]
    return hold_interview(county.ctx("陈局长"), unit=unit, **TALK | given)


def director(county: County) -> str:
    """A director of the first school."""
    if "孙主任" not in county.accounts:
        appoint(county, "孙主任", "school_director", "school_a", "13900007777")
    return "孙主任"


def settled(county: County, from_on: date = DAY, **numbers: str) -> None:
    """Let the county set numbers of conduct."""
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/conduct")
    for key, value in numbers.items():
        given = {"key": f"conduct.{key}", "value": value, "reason": "县里文件"}
        set_number(county.ctx("陈局长"), version=version, **given)
    adopt_plan(county.ctx("陈局长"), version=version, from_on=from_on, signer="陈局长")


def states(county: County, duty: str, unit: str = "school_a") -> set[str]:
    """How the duties of a kind stand at a unit."""
    return {row.state for row in all_of(DutyRow, duty=duty, unit=county.units[unit])}


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def paper_file() -> SimpleUploadedFile:
    """A paper as a form brings it."""
    return SimpleUploadedFile("proof.pdf", PDF, content_type="application/pdf")


def in_december(county: County) -> County:
    """The same in December, when the year is summed up."""
    county.time.at = datetime(2026, 12, 5, 2, 0, tzinfo=UTC)
    return numbered(county)


TOLD: dict[str, Any] = {
    "complaint_kind": "corporal",
    "told": "上周三罚站一下午",
    "complainant": "司马匿名",
    "call_back": "13811110000",
}
"""What no page may show but to the named readers of it."""


def complained(county: County, who: str = "李校长", unit: str = "school_a", **given: Any) -> UUID:
    """A complaint that somebody was told."""
    return enter_complaint(county.ctx(who), unit=county.units[unit], **TOLD | {"is_of_head": False} | given)


def looked_into(county: County, complaint: UUID | None = None, who: str = "李校长") -> UUID:
    """The same, given to the director of the school."""
    complaint = complaint or complained(county)
    take_up_complaint(county.ctx(who), complaint=complaint, looker=county.accounts[director(county)])
    return complaint


def cleared_up(county: County, complaint: UUID | None = None, **given: Any) -> UUID:
    """The same, of which the director has written down what was found."""
    complaint = looked_into(county, complaint)
    found_out = {"accused": county.accounts["王老师"], "class_meant": county.units["class_a"], "drove_away": False}
    found_out |= {"found_out": "罚站属实，同班三人作证"} | given
    find_complaint(county.ctx("孙主任"), complaint=complaint, **found_out)
    return complaint


def complaint_linked(county: County, unit: str = "school_a", who: str = "李校长") -> UUID:
    """A link for complaints."""
    return make_link(county.ctx(who), unit=county.units[unit])


def inquired(county: County, who: str = "陈局长") -> UUID:
    """An inquiry into a dropout by neglect."""
    given = {"unit": county.units["school_a"], "case": verified(county), "because_of": "连续三天缺课没有家访"}
    return open_inquiry(county.ctx(who), **given)


def named_person(county: County, who: str = "陈局长", inquiry: UUID | None = None, person: str = "王老师") -> UUID:
    """Somebody whom an inquiry is into."""
    given = {"person": county.accounts[person], "duty_neglected": "家访"}
    return name_person(county.ctx(who), inquiry=inquiry or inquired(county), **given)


def found_guilty(county: County, who: str = "陈局长") -> UUID:
    """The same, of whom something was found."""
    person = named_person(county, who)
    find_inquiry(county.ctx(who), inquiry_person=person, found_out="没有按期家访")
    return person


def taken_up_by(county: County, looker: str) -> UUID:
    """A complaint that the head has given to somebody."""
    complaint = complained(county)
    take_up_complaint(county.ctx("李校长"), complaint=complaint, looker=county.accounts[looker])
    return complaint


def drawn(county: County, seed: int = 7, schools: int = 1, pupils: int = 60) -> UUID:
    """A re-check of this quarter; the row of the first school of the county, if it was drawn."""
    given = {"schools": schools, "pupils": pupils, "seed": seed}
    draw_recheck(county.ctx("陈局长"), unit=county.units["county"], **given)
    return next(row.pk for row in all_of(Recheck))


def pupil_of(county: County, key: str = "both") -> UUID:
    """A pupil of a re-check of all schools."""
    drawn(county, schools=2)
    return next(row.pk for row in all_of(RecheckedPupil) if row.child_id == county.children[key])
