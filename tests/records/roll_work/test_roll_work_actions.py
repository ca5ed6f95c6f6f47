"""A plan is drafted, adopted, carried out and followed by the next; who may not, does nothing, and nothing is lost."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.foundation.access.measures import Level
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, Unusable
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import hand_over_post
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import description_of
from notoneless.foundation.papers.services import withdraw_paper
from notoneless.records.roll_work.measures import EVIDENCE
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from notoneless.records.roll_work.rules import Force
from notoneless.records.roll_work.selectors import (
    adopted_plans,
    compare_versions,
    list_plans,
    open_plan,
    own_measures,
    schools_without,
)
from notoneless.records.roll_work.services import (
    add_measure,
    adopt_plan,
    change_measure,
    describe_plan,
    discard_draft,
    do_measure,
    draft_plan,
    drop_measure,
    remove_measure,
    reopen_measure,
)
from notoneless.records.roll_work.services import drafting as services_of_drafts
from notoneless.typesetting.paper import Table
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.roll_work import LAST_DUE, TEXT, added, adopted, drafted, measure_of, prefixed, ready

MORROW = DAY + timedelta(days=1)


@pytest.fixture
def director(county: County) -> str:
    """A director of the first school."""
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    return "郑主任"


def state_of(measure: UUID) -> tuple[str, Any, str]:
    row = the(RollWorkMeasure, pk=measure)
    return row.state, row.state_on, row.note


def follow(county: County, effective_on: date, **changes: Any) -> RollWorkPlan:
    """The next version."""
    plan = drafted(county, **changes)
    adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=effective_on)
    found: RollWorkPlan = the(RollWorkPlan, pk=plan)
    return found


def test_an_adopted_plan_is_a_numbered_paper_with_its_measures(county: County) -> None:
    plan = adopted(county)
    assert (plan.state, plan.version, plan.from_on) == ("adopted", 1, DAY)
    paper = the(Paper)
    assert (plan.paper_id, paper.number) == (paper.pk, "清溪小学学籍〔2026〕1号")
    _, told = description_of(county.ctx("李校长"), paper.pk)
    [table] = [each for each in told.blocks if isinstance(each, Table)]
    assert table.rows == (
        ("1", TEXT, "三年级（1）班 王老师", "2026年9月30日", ""),
        ("2", "公布学籍管理制度", "李校长", "2026年9月30日", "公示照片"),
    )


def test_the_next_version_takes_over_what_is_unfinished_and_ends_the_one_before(county: County) -> None:
    first = adopted(county)
    do_measure(county.ctx("王老师"), roll_measure=measure_of(first), on=DAY)
    second = follow(county, MORROW)
    assert (second.version, second.former_id, second.from_on) == (2, first.pk, MORROW)
    assert open_plan(county.ctx("李校长"), first.pk).line.until_on == MORROW
    assert [row.text for row in all_of(RollWorkMeasure, plan=second)] == ["公布学籍管理制度"]
    assert the(Paper, pk=second.paper_id).supersedes_id == first.paper_id
    assert len(all_of(RollWorkMeasure, plan=first)) == 2
    found = {line.version: line.force for line in list_plans(county.ctx("陈局长"))}
    assert found == {1: Force.IN_FORCE, 2: Force.COMING}
    county.time.pass_by(days=1)
    assert {line.version: line.force for line in list_plans(county.ctx("陈局长"))} == {
        1: Force.SUPERSEDED,
        2: Force.IN_FORCE,
    }


def test_what_is_done_while_the_next_version_is_drafted_is_done_there_too(county: County) -> None:
    first = adopted(county)
    plan = drafted(county)
    do_measure(county.ctx("王老师"), roll_measure=measure_of(first), on=DAY, note="已核对")
    adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=MORROW)
    copy = measure_of(the(RollWorkPlan, pk=plan))
    assert state_of(copy) == ("done", DAY, "已核对")


def test_a_new_school_year_begins_with_version_one(county: County) -> None:
    adopted(county)
    assert follow(county, MORROW, school_year=2027).version == 1


def test_versions_of_one_school_are_compared(county: County) -> None:
    first, plan = adopted(county), drafted(county)
    row = the(RollWorkMeasure, plan=plan, text=TEXT)
    change_measure(
        county.ctx("李校长"), roll_measure=row.pk, wording="每周核对", bearer_title="教务处", due_on=LAST_DUE
    )
    remove_measure(county.ctx("李校长"), roll_measure=the(RollWorkMeasure, plan=plan, text="公布学籍管理制度").pk)
    added(county, plan, wording="整理档案")
    old, new, found = compare_versions(county.ctx("李校长"), first.pk, plan)
    assert (old.version, new.force) == (1, Force.DRAFT)
    assert [each.text for each in found.added] == ["整理档案"]
    assert [each.text for each in found.gone] == ["公布学籍管理制度"]
    assert [(each.after.text, each.after.bearer, each.what) for each in found.changed] == [
        ("每周核对", "教务处", ("text", "bearer"))
    ]
    with pytest.raises(NotFound):
        compare_versions(county.ctx("陈局长"), first.pk, plan)  # a draft is the school's own


# carrying out


def test_the_bearer_marks_its_own_measure_done_and_opens_it_again(county: County) -> None:
    measure = measure_of(adopted(county))
    assert [each.text for each in own_measures(county.ctx("王老师"))] == [TEXT]
    do_measure(county.ctx("王老师"), roll_measure=measure, on=DAY, note="已核对")
    assert state_of(measure) == ("done", DAY, "已核对")
    assert own_measures(county.ctx("王老师")) == ()
    with pytest.raises(Refused, match="不是未办状态"):
        do_measure(county.ctx("王老师"), roll_measure=measure, on=DAY)
    reopen_measure(county.ctx("王老师"), roll_measure=measure, reason="漏了一人")
    assert state_of(measure) == ("open", None, "漏了一人")


def test_a_teacher_does_nobody_elses_measure_and_drops_none(county: County) -> None:
    plan = adopted(county)
    heads = measure_of(plan, "公布学籍管理制度")
    with pytest.raises(Refused, match="由别人负责"):
        do_measure(county.ctx("王老师"), roll_measure=heads, on=DAY)
    with pytest.raises(NotAllowed):
        drop_measure(county.ctx("王老师"), roll_measure=measure_of(plan), reason="不想办")
    drop_measure(county.ctx("李校长"), roll_measure=measure_of(plan), reason="并入下一项")
    with pytest.raises(Refused, match="由别人负责"):
        reopen_measure(county.ctx("王老师"), roll_measure=measure_of(plan), reason="要办")
    assert state_of(measure_of(plan)) == ("dropped", DAY, "并入下一项")
    assert state_of(heads)[0] == "open"


def test_who_drafts_may_do_any_measure(county: County, director: str) -> None:
    measure = measure_of(adopted(county))
    do_measure(county.ctx(director), roll_measure=measure, on=DAY)
    assert the(RollWorkMeasure, pk=measure).state_by_id == county.accounts[director]


def test_a_measure_goes_with_its_post_to_the_next_holder(county: County) -> None:
    measure = measure_of(adopted(county))
    appoint(county, "孙老师", "class_teacher", "class_b", "13900006666")
    post = the(Post, holder__name="王老师")
    hand_over_post(county.ctx("安全管理员"), post=post.pk, account=county.accounts["孙老师"], from_on=MORROW)
    county.time.pass_by(days=1)
    assert [each.id for each in own_measures(county.ctx("孙老师"))] == [measure]
    line = next(each for each in open_plan(county.ctx("李校长"), the(RollWorkPlan).pk).measures if each.id == measure)
    assert (line.bearer, line.holder) == ("三年级（1）班 王老师", "孙老师")
    do_measure(county.ctx("孙老师"), roll_measure=measure, on=MORROW)
    assert state_of(measure)[0] == "done"


@pytest.mark.parametrize(("on", "words"), [(MORROW, "还没有到"), (DAY - timedelta(days=1), "不能早于计划审定")])
def test_a_day_to_come_or_before_the_plan_is_refused(county: County, on: date, words: str) -> None:
    measure = measure_of(adopted(county))
    with pytest.raises(Unusable, match=words):
        do_measure(county.ctx("王老师"), roll_measure=measure, on=on)
    assert state_of(measure)[0] == "open"


def test_a_superseded_version_and_one_whose_paper_was_withdrawn_are_done_with(county: County) -> None:
    first = adopted(county)
    second = follow(county, MORROW)
    with pytest.raises(Refused, match="已有新版代替"):
        do_measure(county.ctx("王老师"), roll_measure=measure_of(first), on=DAY)
    withdraw_paper(county.ctx("李校长"), issued_paper=second.paper_id, reason="文字有误")
    with pytest.raises(Refused, match="已经撤回"):
        do_measure(county.ctx("王老师"), roll_measure=measure_of(second), on=DAY)
    assert [each.plan for each in own_measures(county.ctx("王老师"))] == [first.pk]


def test_a_version_withdrawn_before_it_began_gives_the_one_before_its_term_back(county: County) -> None:
    first = adopted(county)
    far = follow(county, date(2026, 9, 20))
    assert own_measures(county.ctx("王老师"))[0].plan == far.pk
    withdraw_paper(county.ctx("李校长"), issued_paper=far.paper_id, reason="日期填错")
    lines = {line.version: line for line in list_plans(county.ctx("李校长"))}
    assert (lines[1].force, lines[1].until_on, lines[2].force) == (Force.IN_FORCE, None, Force.WITHDRAWN)
    assert open_plan(county.ctx("李校长"), first.pk).line.until_on is None
    county.time.pass_by(days=30)
    assert list_plans(county.ctx("李校长"))[-1].force is Force.IN_FORCE
    assert adopted_plans(DAY + timedelta(days=30)) == {county.units["school_a"]}
    do_measure(county.ctx("王老师"), roll_measure=measure_of(first), on=DAY)
    assert state_of(measure_of(first))[0] == "done"


def test_of_three_versions_the_first_ends_where_the_third_begins_when_the_second_never_did(county: County) -> None:
    first = adopted(county)
    second, third = follow(county, date(2026, 9, 20)), follow(county, date(2026, 9, 25))
    withdraw_paper(county.ctx("李校长"), issued_paper=second.paper_id, reason="日期填错")
    lines = {line.id: line for line in list_plans(county.ctx("李校长"))}
    assert (lines[first.pk].until_on, lines[third.pk].until_on) == (date(2026, 9, 25), None)
    assert [each.plan for each in own_measures(county.ctx("王老师"))] == [third.pk]
    county.time.pass_by(days=60)
    forces = {line.id: line.force for line in list_plans(county.ctx("李校长"))}
    assert (forces[first.pk], forces[third.pk]) == (Force.SUPERSEDED, Force.IN_FORCE)
    with pytest.raises(Refused):
        do_measure(county.ctx("王老师"), roll_measure=measure_of(first), on=DAY)


def test_a_version_withdrawn_once_it_began_brings_none_back(county: County) -> None:
    first = adopted(county)
    second = follow(county, MORROW)
    county.time.pass_by(days=2)
    withdraw_paper(county.ctx("李校长"), issued_paper=second.paper_id, reason="文字有误")
    assert {line.id: line.force for line in list_plans(county.ctx("李校长"))}[first.pk] is Force.SUPERSEDED
    assert adopted_plans(DAY + timedelta(days=2)) == set()


def test_a_version_withdrawn_before_it_began_locks_no_day(county: County) -> None:
    first = adopted(county)
    county.time.pass_by(days=1)
    far = adopted(county, effective_on=date(2062, 9, 1))
    withdraw_paper(county.ctx("李校长"), issued_paper=far.paper_id, reason="日期填错")
    county.time.pass_by(days=1)
    second = adopted(county, effective_on=date(2026, 9, 3))
    assert second.former_id == first.pk
    assert open_plan(county.ctx("李校长"), first.pk).line.until_on == date(2026, 9, 3)


def test_what_was_done_under_a_version_that_never_began_is_done_under_the_one_in_force(county: County) -> None:
    first = adopted(county)
    heads = "公布学籍管理制度"
    second, third = follow(county, date(2026, 9, 20)), follow(county, date(2026, 9, 25))
    do_measure(county.ctx("王老师"), roll_measure=measure_of(third), on=DAY, note="已核对")
    drop_measure(county.ctx("李校长"), roll_measure=measure_of(third, heads), reason="并入下一项")
    for each in (third, second):
        withdraw_paper(county.ctx("李校长"), issued_paper=each.paper_id, reason="日期填错")
    assert state_of(measure_of(first)) == ("done", DAY, "已核对")
    assert the(RollWorkMeasure, pk=measure_of(first)).state_by_id == county.accounts["王老师"]
    assert state_of(measure_of(first, heads)) == ("dropped", DAY, "并入下一项")
    assert own_measures(county.ctx("王老师")) == ()
    assert dict(list_plans(county.ctx("李校长"))[-1].counts) == {"done": 1, "dropped": 1}


def test_what_was_done_under_a_version_that_never_began_is_done_in_the_draft_that_took_it_over(county: County) -> None:
    first = adopted(county)
    begun = drafted(county)
    told = "走访疑似流失学生"
    added(county, begun, wording=told)
    adopt_plan(county.ctx("李校长"), roll_plan=begun, effective_on=date(2026, 9, 20))
    never = the(RollWorkPlan, pk=begun)
    draft = drafted(county)
    do_measure(county.ctx("王老师"), roll_measure=measure_of(never, told), on=DAY, note="已走访")
    do_measure(county.ctx("王老师"), roll_measure=measure_of(never), on=DAY, note="已核对")
    withdraw_paper(county.ctx("李校长"), issued_paper=never.paper_id, reason="日期填错")
    reopen_measure(county.ctx("王老师"), roll_measure=measure_of(first), reason="漏了一人")
    adopt_plan(county.ctx("李校长"), roll_plan=draft, effective_on=date(2026, 9, 10))
    third = the(RollWorkPlan, pk=draft)
    assert third.former_id == first.pk
    assert state_of(measure_of(third, told)) == ("done", DAY, "已走访")
    assert state_of(measure_of(third))[0] == "open"  # what the version in force says of it goes before


def test_what_is_opened_again_in_a_version_to_come_is_open_in_the_one_in_force_too(county: County) -> None:
    first = adopted(county)
    second = follow(county, date(2026, 9, 20))
    do_measure(county.ctx("王老师"), roll_measure=measure_of(second), on=DAY)
    reopen_measure(county.ctx("王老师"), roll_measure=measure_of(second), reason="漏了一人")
    assert state_of(measure_of(first)) == ("open", None, "漏了一人")


def test_what_is_opened_again_while_a_draft_lacks_it_stays_to_be_done_in_the_version_that_comes_of_it(
    county: County, director: str
) -> None:
    first = adopted(county)
    heads = "公布学籍管理制度"
    do_measure(county.ctx("王老师"), roll_measure=measure_of(first), on=DAY)
    drop_measure(county.ctx("李校长"), roll_measure=measure_of(first, heads), reason="并入下一项")
    draft = drafted(county)
    assert not all_of(RollWorkMeasure, plan=draft)
    added(county, draft, wording="整理档案", bearer="李校长")
    reopen_measure(county.ctx("王老师"), roll_measure=measure_of(first), reason="漏了一人")
    reopen_measure(county.ctx(director), roll_measure=measure_of(first, heads), reason="要办")
    assert [(row.ordinal, row.text) for row in all_of(RollWorkMeasure, plan=draft)] == [
        (1, "整理档案"),
        (2, TEXT),
        (3, heads),
    ]
    adopt_plan(county.ctx("李校长"), roll_plan=draft, effective_on=MORROW)
    assert [(each.text, each.plan) for each in own_measures(county.ctx("王老师"))] == [(TEXT, draft)]
    do_measure(county.ctx("王老师"), roll_measure=measure_of(the(RollWorkPlan, pk=draft)), on=DAY)
    assert state_of(measure_of(first))[0] == "done"  # it is the same measure in both


def test_what_is_opened_again_is_in_a_draft_once_and_may_be_removed_from_it(county: County) -> None:
    first = adopted(county)
    draft = the(RollWorkPlan, pk=drafted(county))
    do_measure(county.ctx("王老师"), roll_measure=measure_of(first), on=DAY)
    reopen_measure(county.ctx("王老师"), roll_measure=measure_of(first), reason="漏了一人")
    assert len(all_of(RollWorkMeasure, plan=draft)) == 2
    remove_measure(county.ctx("李校长"), roll_measure=measure_of(draft))
    adopt_plan(county.ctx("李校长"), roll_plan=draft.pk, effective_on=MORROW)
    assert own_measures(county.ctx("王老师")) == ()


def test_what_is_opened_again_overdue_is_taken_over_overdue(county: County) -> None:
    first = adopted(county)
    do_measure(county.ctx("王老师"), roll_measure=measure_of(first), on=DAY)
    county.time.pass_by(days=40)
    draft = drafted(county)
    reopen_measure(county.ctx("王老师"), roll_measure=measure_of(first), reason="漏了一人")
    adopt_plan(county.ctx("李校长"), roll_plan=draft, effective_on=county.ctx("李校长").today)
    assert [(each.text, each.standing) for each in own_measures(county.ctx("王老师"))] == [(TEXT, "overdue")]


def test_what_is_done_once_a_version_began_leaves_the_one_that_ended_and_the_withdrawn_as_they_were(
    county: County,
) -> None:
    first = adopted(county)
    never = follow(county, date(2026, 9, 10))
    withdraw_paper(county.ctx("李校长"), issued_paper=never.paper_id, reason="日期填错")
    second = follow(county, MORROW)
    county.time.pass_by(days=2)
    do_measure(county.ctx("王老师"), roll_measure=measure_of(second), on=MORROW)
    assert state_of(measure_of(second))[0] == "done"
    assert state_of(measure_of(first))[0] == "open"
    assert state_of(measure_of(never))[0] == "open"


def test_a_measure_of_a_withdrawn_version_is_withdrawn_and_never_overdue(county: County) -> None:
    plan = adopted(county)
    done = measure_of(plan, "公布学籍管理制度")
    do_measure(county.ctx("李校长"), roll_measure=done, on=DAY)
    county.time.pass_by(days=40)
    assert dict(list_plans(county.ctx("李校长"))[0].counts) == {"done": 1, "overdue": 1}
    withdraw_paper(county.ctx("李校长"), issued_paper=plan.paper_id, reason="文字有误")
    assert dict(list_plans(county.ctx("陈局长"))[0].counts) == {"done": 1, "withdrawn": 1}
    told = {each.id: each.standing for each in open_plan(county.ctx("张镇长"), plan.pk).measures}
    assert told == {done: "done", measure_of(plan): "withdrawn"}
    assert own_measures(county.ctx("王老师")) == ()
    assert adopted_plans(DAY + timedelta(days=40)) == set()
    [gone] = list(compare_versions(county.ctx("李校长"), plan.pk, drafted(county))[2].gone)
    assert (gone.text, gone.state) == ("公布学籍管理制度", "done")


def test_overdue_is_worked_out_from_the_day(county: County) -> None:
    plan = adopted(county)
    assert dict(list_plans(county.ctx("李校长"))[0].counts) == {"open": 2}
    county.time.pass_by(days=30)
    assert dict(list_plans(county.ctx("李校长"))[0].counts) == {"overdue": 2}
    assert {each.standing for each in open_plan(county.ctx("张镇长"), plan.pk).measures} == {"overdue"}
    assert state_of(measure_of(plan))[0] == "open"


# drafting


def test_a_draft_is_the_schools_own_and_an_adopted_plan_is_read_by_all_of_it_and_above(
    county: County, director: str
) -> None:
    plan = ready(prefixed(county))
    for who in ("李校长", director):
        assert [line.id for line in list_plans(county.ctx(who))] == [plan]
    for who in ("王老师", "张镇长", "陈局长", "赵老师"):
        assert list_plans(county.ctx(who)) == ()
        with pytest.raises(NotFound):
            open_plan(county.ctx(who), plan)
    adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=DAY)
    for who in ("李校长", director, "王老师", "张镇长", "陈局长"):
        assert len(open_plan(county.ctx(who), plan).measures) == 2
    assert list_plans(county.ctx("赵老师")) == ()
    with pytest.raises(NotFound):
        open_plan(county.ctx("赵老师"), plan)
    with pytest.raises(NotFound):
        do_measure(county.ctx("赵老师"), roll_measure=measure_of(the(RollWorkPlan)), on=DAY)


def test_the_director_drafts_and_the_head_adopts(county: County, director: str) -> None:
    plan = drafted(prefixed(county), director)
    added(county, plan, director)
    with pytest.raises(NotAllowed):
        adopt_plan(county.ctx(director), roll_plan=plan, effective_on=DAY)
    adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=DAY)
    assert the(RollWorkPlan).adopted_by_id == county.accounts["李校长"]


def test_one_draft_at_a_time_and_an_adopted_plan_does_not_change(county: County) -> None:
    plan = ready(prefixed(county))
    with pytest.raises(Refused, match="已有一份草稿"):
        drafted(county)
    adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=DAY)
    head, measure = county.ctx, measure_of(the(RollWorkPlan))
    words = {"wording": "别的", "bearer_title": "教务处", "due_on": LAST_DUE}
    told = {"school_year": 2026, "heading": "别的", "basis": "别的", "aims": "别的"}
    for call in (
        lambda: describe_plan(head("李校长"), roll_plan=plan, **told),
        lambda: add_measure(head("李校长"), roll_plan=plan, **words),
        lambda: change_measure(head("李校长"), roll_measure=measure, **words),
        lambda: remove_measure(head("李校长"), roll_measure=measure),
        lambda: discard_draft(head("李校长"), roll_plan=plan),
        lambda: adopt_plan(head("李校长"), roll_plan=plan, effective_on=MORROW),
    ):
        with pytest.raises(Refused, match="已经审定"):
            call()
    assert the(RollWorkMeasure, pk=measure).text == TEXT


def test_a_draft_can_be_thrown_away_and_nothing_of_it_stays(county: County) -> None:
    plan = ready(county)
    discard_draft(county.ctx("李校长"), roll_plan=plan)
    assert (all_of(RollWorkPlan), all_of(RollWorkMeasure), all_of(Paper)) == ([], [], [])


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"school_year": 2029}, "只能制定"), ({"heading": ""}, "计划名称"), ({"basis": " "}, "制定依据")],
)
def test_a_draft_that_cannot_be_is_refused(county: County, changes: dict[str, Any], words: str) -> None:
    if changes.get("basis") == " ":
        changes = {"basis": ""}
    with pytest.raises(Unusable, match=words):
        drafted(county, **changes)
    assert not all_of(RollWorkPlan)


def test_only_a_school_has_a_plan_and_only_its_own_people_draft_it(county: County) -> None:
    given = {"school_year": 2026, "heading": "计划", "basis": "依据", "aims": "目标"}
    with pytest.raises(Unusable, match="不是学校"):
        draft_plan(county.ctx("李校长"), unit=county.units["class_a"], **given)
    with pytest.raises(NotFound):
        draft_plan(county.ctx("李校长"), unit=county.units["school_z"], **given)
    for who in ("王老师", "张镇长", "陈局长"):
        with pytest.raises(NotAllowed):
            draft_plan(county.ctx(who), unit=county.units["school_a"], **given)


def test_nothing_is_half_adopted(county: County) -> None:
    plan = drafted(county)
    for words, prepare in (
        ("还没有措施", lambda: None),
        ("还没有发文代字", lambda: added(county, plan)),
        ("不能早于今天", lambda: prefixed(county)),
    ):
        prepare()
        day = DAY - timedelta(days=1) if words == "不能早于今天" else DAY
        with pytest.raises(Refused, match=words):
            adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=day)
    assert not all_of(Paper)
    row = the(RollWorkPlan)
    assert (row.state, row.version, row.from_on) == ("draft", None, None)


def test_a_measure_has_a_bearer_and_a_plan_no_more_than_fit(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = drafted(county)
    with pytest.raises(Unusable, match="请选责任人"):
        added(county, plan, post=None)
    added(county, plan, post=None, bearer_title="后勤处")
    monkeypatch.setattr(services_of_drafts, "MOST_MEASURES", 1)
    with pytest.raises(Unusable, match="最多 1 项"):
        added(county, plan)


def test_no_measure_is_written_down_for_a_day_that_is_over(county: County) -> None:
    plan = drafted(county)
    with pytest.raises(Unusable, match="2026-08-31 已经过了，请写今天（2026-09-01）或以后"):
        added(county, plan, due_on=DAY - timedelta(days=1))
    measure = added(county, plan, due_on=DAY)
    words = {"wording": TEXT, "bearer_title": "教务处"}
    with pytest.raises(Unusable, match="已经过了"):
        change_measure(county.ctx("李校长"), roll_measure=measure, due_on=DAY - timedelta(days=1), **words)
    county.time.pass_by(days=1)
    change_measure(county.ctx("李校长"), roll_measure=measure, due_on=DAY, **words)  # its wording alone
    assert the(RollWorkMeasure).due_on == DAY


def test_a_draft_that_lay_until_a_measures_day_was_over_is_not_adopted_before_another_is_set(county: County) -> None:
    plan = ready(prefixed(county))
    county.time.pass_by(days=40)
    today = county.ctx("李校长").today
    with pytest.raises(Unusable, match="第 1 项措施的完成时限 2026-09-30 已经过了"):
        adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=today)
    assert not all_of(Paper)
    for row in all_of(RollWorkMeasure):
        change_measure(county.ctx("李校长"), roll_measure=row.pk, wording=row.text, bearer_title="教务处", due_on=today)
    adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=today)
    assert dict(list_plans(county.ctx("李校长"))[0].counts) == {"open": 2}


def test_what_is_overdue_in_the_version_before_stays_overdue_in_the_next(county: County) -> None:
    adopted(county)
    county.time.pass_by(days=40)
    second = follow(county, county.ctx("李校长").today)
    assert {row.due_on for row in all_of(RollWorkMeasure, plan=second)} == {LAST_DUE}
    assert [dict(line.counts) for line in list_plans(county.ctx("李校长")) if line.id == second.pk] == [{"overdue": 2}]


# facts


def test_the_units_with_a_plan_in_force_are_told_for_any_day(county: County) -> None:
    school = county.units["school_a"]
    plan = adopted(county, effective_on=MORROW)
    assert adopted_plans(DAY) == set()
    assert adopted_plans(MORROW) == {school}
    assert adopted_plans(MORROW, 2026) == {school}
    assert adopted_plans(MORROW, 2025) == set()
    county.time.pass_by(days=5)
    withdraw_paper(county.ctx("李校长"), issued_paper=plan.paper_id, reason="错")
    assert adopted_plans(DAY + timedelta(days=4)) == {school}
    assert adopted_plans(DAY + timedelta(days=5)) == set()


def test_last_years_plan_does_not_do_for_this_years_duty(county: County) -> None:
    [level] = EVIDENCE
    assert isinstance(level, Level)
    school = county.units["school_a"]
    assert level.holds(DAY, None) == {}
    adopted(county)
    assert level.holds(DAY, None) == level.holds(DAY, [school]) == {school: 1}
    assert level.holds(DAY, [county.units["school_z"]]) == {}
    assert level.holds(date(2027, 7, 31), None) == {school: 1}
    assert level.holds(date(2027, 9, 1), None) == {}


def test_who_reads_above_sees_which_schools_have_no_plan(county: County) -> None:
    names = [name for _, name in schools_without(county.ctx("陈局长"))]
    assert names == ["清溪镇中心小学", "高坪乡中心小学"]
    adopted(county)
    assert [name for _, name in schools_without(county.ctx("陈局长"))] == ["高坪乡中心小学"]
    assert schools_without(county.ctx("张镇长")) == ()
    assert schools_without(county.ctx("赵老师")) == ()
