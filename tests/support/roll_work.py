"""Roll-work plans of the first school: drafted, ready to be adopted, adopted."""

from datetime import date
from typing import Any
from uuid import UUID

from notoneless.foundation.organizations.models import Post
from notoneless.foundation.papers.services import set_prefix
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from notoneless.records.roll_work.services import add_measure, adopt_plan, do_measure, draft_plan, return_draft
from support.county import DAY, County
from support.databases import all_of, the

LAST_DUE = date(2026, 9, 30)
TEXT = "每月核对在校学生与学籍"


def prefixed(county: County, unit: str = "school_a", prefix: str = "清溪小学", who: str = "李校长") -> County:
    """The county, a unit of which has a prefix for its papers."""
    set_prefix(county.ctx(who), unit=county.units[unit], prefix=prefix)
    return county


def drafted(county: County, who: str = "李校长", **changes: Any) -> UUID:
    """A draft without measures."""
    given = {"unit": county.units["school_a"], "school_year": 2026, "heading": "2026—2027学年学籍管理工作计划"}
    return draft_plan(county.ctx(who), **{**given, "basis": "依据学籍管理规定", "aims": "人籍一致", **changes})


def added(county: County, plan: UUID, who: str = "李校长", bearer: str = "王老师", **changes: Any) -> UUID:
    """A measure of a draft, borne by the holder of a post."""
    given = {"wording": TEXT, "post": the(Post, holder__name=bearer).pk, "due_on": LAST_DUE}
    return add_measure(county.ctx(who), roll_plan=plan, **given | changes)


def ready(county: County, **changes: Any) -> UUID:
    """A draft with two measures: the teacher's and the head's."""
    plan = drafted(county, **changes)
    added(county, plan)
    added(county, plan, bearer="李校长", wording="公布学籍管理制度", evidence="公示照片")
    return plan


def returned(county: County) -> UUID:
    """A draft that the head has sent back."""
    plan = ready(county)
    return_draft(county.ctx("李校长"), roll_plan=plan, reason="第二项没有写明佐证")
    return plan


def adopted(county: County, effective_on: date = DAY, **changes: Any) -> RollWorkPlan:
    """An adopted plan with a paper."""
    if not all_of(RollWorkPlan):
        prefixed(county)
    plan = ready(county, **changes)
    adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=effective_on)
    found: RollWorkPlan = the(RollWorkPlan, pk=plan)
    return found


def measure_of(plan: RollWorkPlan, text: str = TEXT) -> UUID:
    """A measure of a plan by its text."""
    found: UUID = the(RollWorkMeasure, plan=plan, text=text).pk
    return found


def done_measure(county: County) -> UUID:
    """A measure that the teacher has marked done."""
    measure = measure_of(adopted(county))
    do_measure(county.ctx("王老师"), roll_measure=measure, on=DAY)
    return measure
