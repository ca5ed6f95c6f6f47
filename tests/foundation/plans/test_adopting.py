"""Plans are drafted, changed, adopted and ended; what is refused changes nothing."""

from datetime import date

import pytest

from notoneless.foundation.access.refusals import NotAllowed, NotFound, Unusable
from notoneless.foundation.plans.models import Adoption, PlanChange, PlanVersion
from notoneless.foundation.plans.selectors import adopted_on, binding
from notoneless.foundation.plans.selectors.versions import list_versions, open_version
from notoneless.foundation.plans.services import (
    adopt_plan,
    bring_plan,
    draft_plan,
    drop_draft,
    end_adoption,
    omit_clause,
    set_number,
    undo_change,
)
from notoneless.policy.resolving import Why
from support.county import County
from support.own_plans import GOOD, laxer_draft
from support.plans import adopted, drafted, own_file

FROM = date(2026, 10, 1)
VISITS = "homebound.visits_per_week"


def test_a_plan_binds_its_unit_and_all_beneath_from_its_day(county: County) -> None:
    adopted(county, "陈局长", "county", 5, FROM)
    assert [each.plan.key for each in adopted_on(FROM)] == ["model/plan_5"]
    assert adopted_on(date(2026, 9, 30)) == []
    bound = binding(county.units["class_a"], FROM)
    assert bound.number(VISITS).value == "1"
    assert bound.numbers[VISITS].unit == "晴川县"
    assert VISITS not in binding(county.units["class_a"], date(2026, 9, 30)).numbers


def test_where_two_plans_bind_the_stricter_number_stands_and_each_elsewhere_its_own(county: County) -> None:
    adopted(county, "陈局长", "county", 5, FROM)
    adopted(county, "张镇长", "town_a", 2, FROM)
    here, there = binding(county.units["school_a"], FROM), binding(county.units["school_z"], FROM)
    assert (here.number(VISITS).value, here.numbers[VISITS].why) == ("2", Why.STRICTER)
    assert [plan for plan, _ in here.numbers[VISITS].over] == ["model/plan_5"]
    assert there.number(VISITS).value == "1"


def test_a_changed_number_binds_and_the_file_is_untouched(county: County) -> None:
    adopted(county, "陈局长", "county", 5, FROM, homebound__visits_per_week="3")
    assert binding(county.units["school_a"], FROM).number(VISITS).value == "3"
    [line] = list_versions(county.ctx("陈局长"))
    opened = open_version(county.ctx("陈局长"), line.id)
    assert opened is not None
    assert {each.key: each.value for each in opened.file.parameters}[VISITS] == "1"
    assert (opened.is_draft, len(line.sha256), line.signer) == (False, 64, "陈局长")


def test_a_clause_that_is_left_out_binds_nobody(county: County) -> None:
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="model/plan_5")
    clause = next(rule.clause for rule in _rules(county, version) if rule.rule.id == "group_survey")
    omit_clause(county.ctx("陈局长"), version=version, clause=clause.id, reason="另有办法")
    adopt_plan(county.ctx("陈局长"), version=version, from_on=FROM, signer="陈局长")
    assert "group_survey" not in binding(county.units["group_a"], FROM).rules


def _rules(county: County, version):
    from notoneless.foundation.plans.selectors import Adopted, resolve, standing_plans

    opened = open_version(county.ctx("陈局长"), version)
    assert opened is not None
    return resolve([Adopted(opened.plan, 0, "")], standing_plans(), FROM).rules.values()


def test_a_new_version_takes_the_place_of_the_one_before(county: County) -> None:
    adopted(county, "陈局长", "county", 5, FROM)
    adopted(county, "陈局长", "county", 5, date(2026, 11, 1), homebound__visits_per_week="2")
    assert binding(county.units["school_a"], date(2026, 10, 31)).number(VISITS).value == "1"
    assert binding(county.units["school_a"], date(2026, 11, 1)).number(VISITS).value == "2"
    assert Adoption._base_manager.filter(until_on__isnull=True).count() == 1


def test_a_draft_begins_with_what_was_changed_before(county: County) -> None:
    adopted(county, "陈局长", "county", 5, FROM, homebound__visits_per_week="3")
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="model/plan_5")
    opened = open_version(county.ctx("陈局长"), version)
    assert opened is not None
    assert [(each.key, each.value) for each in opened.changes] == [(VISITS, "3")]
    undo_change(county.ctx("陈局长"), change=opened.changes[0].id)
    adopt_plan(county.ctx("陈局长"), version=version, from_on=date(2026, 11, 1), signer="陈局长")
    assert binding(county.units["school_a"], date(2026, 11, 1)).number(VISITS).value == "1"
    assert binding(county.units["school_a"], FROM).number(VISITS).value == "3"


def test_a_plan_ends_and_says_why(county: County) -> None:
    adopted(county, "陈局长", "county", 5, FROM)
    adoption = Adoption._base_manager.get().pk
    end_adoption(county.ctx("陈局长"), adoption=adoption, until_on=date(2026, 12, 1), reason="新方案印发")
    assert adopted_on(date(2026, 12, 1)) == []
    assert len(adopted_on(date(2026, 11, 30))) == 1
    with pytest.raises(Unusable, match="已于"):
        end_adoption(county.ctx("陈局长"), adoption=adoption, until_on=date(2026, 12, 2), reason="再来")


def test_a_draft_can_be_dropped_and_an_adopted_version_not_be_touched(county: County) -> None:
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="model/plan_5")
    with pytest.raises(Unusable, match="已有一份草稿"):
        draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="model/plan_5")
    set_number(county.ctx("陈局长"), version=version, key=VISITS, value="2", reason="从严")
    drop_draft(county.ctx("陈局长"), version=version)
    assert not PlanVersion._base_manager.exists()
    assert not PlanChange._base_manager.exists()
    adopted(county, "陈局长", "county", 5, FROM)
    held = PlanVersion._base_manager.get().pk
    for refused in (
        lambda: set_number(county.ctx("陈局长"), version=held, key=VISITS, value="0", reason="省事"),
        lambda: drop_draft(county.ctx("陈局长"), version=held),
        lambda: adopt_plan(county.ctx("陈局长"), version=held, from_on=date(2027, 1, 1), signer="陈局长"),
    ):
        with pytest.raises(Unusable, match="已经采用"):
            refused()
    assert binding(county.units["school_a"], FROM).number(VISITS).value == "1"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("homebound.visits_per_week", "many", "不是数字"),
        ("nothing.there", "1", "没有这个参数"),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_the_draft_stays(
    county: County, key: str, value: str, told: str
) -> None:
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="model/plan_5")
    with pytest.raises(Unusable, match=told):
        set_number(county.ctx("陈局长"), version=version, key=key, value=value, reason="试试")
    opened = open_version(county.ctx("陈局长"), version)
    assert opened is not None
    assert opened.changes == ()


def test_plans_are_adopted_by_units_that_they_are_made_for(county: County) -> None:
    with pytest.raises(Unusable, match=r"只能由这几类单位采用：县$"):
        draft_plan(county.ctx("李校长"), unit=county.units["school_a"], key="model/plan_5")
    with pytest.raises(Unusable, match="找不到"):
        draft_plan(county.ctx("李校长"), unit=county.units["school_a"], key="model/plan_9")
    version = draft_plan(county.ctx("李校长"), unit=county.units["school_a"], key="model/plan_8")
    with pytest.raises(Unusable, match="起才能采用"):
        adopt_plan(county.ctx("李校长"), version=version, from_on=date(2020, 1, 1), signer="李校长")


def test_strangers_and_teachers_adopt_nothing(county: County) -> None:
    with pytest.raises(NotAllowed):
        draft_plan(county.ctx("王老师"), unit=county.units["school_a"], key="model/plan_8")
    with pytest.raises(NotFound):
        draft_plan(county.ctx("李校长"), unit=county.units["school_z"], key="model/plan_8")
    version = draft_plan(county.ctx("李校长"), unit=county.units["school_a"], key="model/plan_8")
    assert open_version(county.ctx("赵老师"), version) is None
    assert list_versions(county.ctx("赵老师")) == []


def test_what_is_laxer_than_law_binds_nobody_and_the_plan_in_force_stays(county: County) -> None:
    adopted(county, "陈局长", "county", 5, FROM)
    before = adopted_on(FROM)
    version = laxer_draft(county, "7", "own_groups")
    with pytest.raises(
        Unusable, match="第 15 行：参数 school_age_from 定为 7，比中华人民共和国义务教育法第十一条第一款的 6 更宽"
    ):
        adopt_plan(county.ctx("陈局长"), version=version, from_on=FROM, signer="陈局长")
    with pytest.raises(Unusable, match="更宽"):
        set_number(county.ctx("陈局长"), version=version, key="school_age_from", value="8", reason="再宽些")
    assert adopted_on(FROM) == before
    set_number(county.ctx("陈局长"), version=version, key="school_age_from", value="6", reason="依法")
    adopt_plan(county.ctx("陈局长"), version=version, from_on=FROM, signer="陈局长")
    assert len(adopted_on(FROM)) == 2


def test_plans_that_contradict_each_other_do_not_both_bind(county: County) -> None:
    adopted(county, "李校长", "school_a", 8, FROM)
    version = laxer_draft(county, "6", "leading_group")
    with pytest.raises(Unusable, match="对“校级领导小组在册”的含义不同"):
        adopt_plan(county.ctx("陈局长"), version=version, from_on=FROM, signer="陈局长")
    assert [each.plan.key for each in adopted_on(FROM)] == ["model/plan_8"]


def test_a_version_comes_after_the_one_before(county: County) -> None:
    adopted(county, "陈局长", "county", 5, date(2026, 11, 1))
    with pytest.raises(Unusable, match="须晚于这一天"):
        adopted(county, "陈局长", "county", 5, date(2026, 11, 1))
    assert len(adopted_on(date(2026, 11, 1))) == 1


def test_a_plan_of_ones_own_is_brought_drafted_again_and_binds(county: County) -> None:
    version = bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county))
    with pytest.raises(Unusable, match="已有一份草稿"):
        bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county))
    set_number(county.ctx("李校长"), version=version, key="organization.group_within", value="3", reason="从严")
    adopt_plan(county.ctx("李校长"), version=version, from_on=FROM, signer="李校长")
    again = draft_plan(county.ctx("李校长"), unit=county.units["school_a"], key="own/qingxi")
    opened = open_version(county.ctx("李校长"), again)
    assert opened is not None
    assert [(each.key, each.value) for each in opened.changes] == [("organization.group_within", "3")]
    assert binding(county.units["school_a"], FROM).rules["leading_group"].plan.key == "own/qingxi"


def test_what_is_no_plan_or_not_ones_own_file_is_refused_and_the_plan_in_force_stays(county: County) -> None:
    adopted(county)
    for file, told in (
        (own_file(county, GOOD.replace("area: organisation", "colour: red")), "方案文件有 2 处错误：方案.yaml 第 8 行"),
        (own_file(county, GOOD.replace("level: [school]", "level: [county]")), "只能由这几类单位采用"),
        (own_file(county, GOOD, "陈局长"), "请先上传自己的"),
        (own_file(county, GOOD, kind="csv"), "请先上传自己的"),
    ):
        with pytest.raises(Unusable, match=told):
            bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=file)
    with pytest.raises(NotFound):
        bring_plan(
            county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county, GOOD, "陈局长", "school_z")
        )
    with pytest.raises(NotAllowed):
        bring_plan(county.ctx("王老师"), unit=county.units["school_a"], file=own_file(county))
    assert [row.key for row in PlanVersion._base_manager.all()] == ["model/plan_8"]
    assert binding(county.units["school_a"], FROM).rules["leading_group"].plan.key == "model/plan_8"


@pytest.mark.parametrize("value", ["2.5", "9999", "-1", "1e3", "NaN", "Infinity", "0"])
def test_a_length_by_which_nothing_can_be_reckoned_is_refused(county: County, value: str) -> None:
    version = drafted(county)
    with pytest.raises(Unusable):
        set_number(county.ctx("李校长"), version=version, key="organization.group_within", value=value, reason="试试")
    assert not PlanChange._base_manager.exists()


def test_months_that_there_are_not_are_refused_although_they_have_no_stricter_direction(county: County) -> None:
    version = drafted(county, "陈局长", "county", 5)
    opened = open_version(county.ctx("陈局长"), version)
    assert opened is not None
    keys = {duty.trigger.months for duty in opened.plan.duties if duty.trigger.months}
    assert keys
    for value, told in (
        ("13", "每个在 1 到 12 之间，不能是 13"),
        ("春天", "应是用空格隔开的月份"),
        ("3,9", "应是用空格隔开的月份"),
    ):
        with pytest.raises(Unusable, match=told):
            set_number(county.ctx("陈局长"), version=version, key=min(keys), value=value, reason="试试")
