"""Rubrics, targets, appraisals and what follows from dropouts, at each state, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.oversight.appraisal.models import Appeal, Appraisal, Consequence, Rubric
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.services import (
    adopt_rubric,
    appeal_line,
    judge_line,
    propose_consequences,
    rubric_digest,
    set_item,
    split_target,
    write_rubric,
)
from notoneless.oversight.scoring.services import open_appraisals
from support.cases import verified
from support.county import DAY, County
from support.databases import the
from support.plans import adopted

VETO = {
    "item_title": "本班辍学",
    "item_kind": "veto",
    "weight": None,
    "clause": "2.22",
    "counted_facts": "case.verified_at<=0",
    "item_rule": None,
}
VISITS = {
    "item_title": "家访",
    "item_kind": "step",
    "weight": "60",
    "clause": "8.09",
    "counted_facts": "visit.home_visits>=2",
    "item_rule": "1=10",
}
MANNER = {
    "item_title": "工作态度",
    "item_kind": "band",
    "weight": "40",
    "clause": "1.01",
    "counted_facts": None,
    "item_rule": "30-40 15-29 0-14",
}
FOUND = {
    "item_title": "自己找到失学儿童",
    "item_kind": "credit",
    "weight": "10",
    "clause": "8.02",
    "counted_facts": "found.children>=0",
    "item_rule": "1=5",
}
ITEMS = (VISITS, MANNER, VETO)


def rubric_begun(
    county: County, who: str = "李校长", unit: str = "school_a", subject: Subject = Subject.CLASS_TEACHER, **given: Any
) -> UUID:
    """A draft without items."""
    told = {"rubric_title": "班主任控辍考核", "full_points": "100", "rubric_template": None, **given}
    return write_rubric(county.ctx(who), unit=county.units[unit], scored_subject=subject, **told)


def rubric_written(county: County, *items: dict[str, Any], **given: Any) -> UUID:
    """A draft with items whose weights come to the full points."""
    who = given.get("who", "李校长")
    rubric = rubric_begun(county, **given)
    for each in items or ITEMS:
        set_item(county.ctx(who), rubric=rubric, item=None, **each)
    return rubric


def rubric_seen(rubric: UUID) -> dict[str, Any]:
    """A draft as it was read."""
    return {"rubric": rubric, "seen": rubric_digest(the(Rubric, pk=rubric)), "effective_on": DAY}


def rubric_adopted(county: County, *items: dict[str, Any], **given: Any) -> UUID:
    """A rubric in force."""
    rubric = rubric_written(county, *items, **given)
    adopt_rubric(county.ctx(given.get("who", "李校长")), **rubric_seen(rubric))
    return rubric


def with_rubric(county: County) -> County:
    """The county, whose first school has a rubric for class teachers."""
    rubric_adopted(county)
    return county


def first_item(rubric: UUID) -> str:
    """The first item of a rubric."""
    return str(the(Rubric, pk=rubric).items[0]["id"])


def target_split(county: County, unit: str = "class_a", level: str = "class", **given: Any) -> UUID:
    """A target of a class of the first school, for which its class teacher answers."""
    told = {"holder": county.accounts["王老师"], "counted_fact": "case.verified_at", "side": "at_most", "wanted": "0"}
    told |= {"teaching_group": None, **given}
    return split_target(county.ctx("李校长"), unit=county.units[unit], target_level=level, **told)


def appraised(county: County, *items: dict[str, Any], who: str = "王老师") -> UUID:
    """The appraisal of a class teacher of the first school, shown."""
    rubric_adopted(county, *items)
    return opened(county, who)


def opened(county: County, who: str = "王老师") -> UUID:
    """The appraisals of class teachers opened; that of one of them."""
    ctx = county.ctx("李校长")
    open_appraisals(ctx, unit=county.units["school_a"], scored_subject=Subject.CLASS_TEACHER, school_year=2026)
    found: UUID = the(Appraisal, person=county.accounts[who]).pk
    return found


def item_of(appraisal: UUID, title: str) -> str:
    """An item of an appraisal by its title."""
    return next(str(each["item"]) for each in the(Appraisal, pk=appraisal).lines if each["title"] == title)


def judged(county: County) -> UUID:
    """An appraisal in which a person has graded what no fact tells."""
    appraisal = appraised(county)
    item = item_of(appraisal, "工作态度")
    judge_line(county.ctx("李校长"), appraisal=appraisal, item=item, points="35", reason="认真")
    return appraisal


def appealed(county: County) -> UUID:
    """An appeal of a class teacher."""
    appraisal = appraised(county)
    item = item_of(appraisal, "家访")
    appeal_line(county.ctx("王老师"), appraisal=appraisal, item=item, reason="有两次没有登记")
    found: UUID = the(Appeal, appraisal_id=appraisal).pk
    return found


def to_be_confirmed(county: County) -> UUID:
    """An appraisal in which nothing is open, after the last day to appeal."""
    appraisal = judged(county)
    county.time.pass_by(days=8)
    return appraisal


def dropped_out(county: County, plan: int = 2, **numbers: str) -> County:
    """A pupil of the first class has dropped out, under a plan of the township that says what follows."""
    adopted(county, "张镇长", "town_a", plan=plan, **{"supervision__pay_deduction": "200", **numbers})
    verified(county)
    return county


def proposed_consequence(county: County, kind: str = "pay", who: str = "王老师") -> UUID:
    """What a plan makes follow for somebody of the first school."""
    dropped_out(county)
    propose_consequences(county.ctx("李校长"), unit=county.units["school_a"])
    found: UUID = the(Consequence, kind=kind, person=county.accounts[who]).pk
    return found
