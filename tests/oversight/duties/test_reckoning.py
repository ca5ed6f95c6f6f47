"""Duties are reckoned from facts: each once, done by evidence, broken after their day, raised, exempt, sealed."""

from datetime import date, timedelta

import pytest

from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import found_group, hand_over_post
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.selectors.behind import duty_page
from notoneless.oversight.duties.selectors.compliance import compliance
from notoneless.oversight.duties.selectors.today import today
from notoneless.oversight.duties.services import end_exemption, exempt_duty, seal_month
from notoneless.oversight.duties.services.sealing import hashed
from notoneless.policy.judging import State
from support.county import County
from support.plans import adopted, exempted, owed, reckoned, to_be_sealed

GROUP = "leading_group"


def rows() -> list[tuple]:
    kept = DutyRow._base_manager.order_by("duty", "unit_id", "period")
    return list(kept.values_list("id", "duty", "unit_id", "period", "due_on", "state", "done_on", "raised_to_id"))


def state(county: County, duty: str = GROUP, unit: str = "school_a") -> str:
    found = DutyRow._base_manager.filter(duty=duty, unit=county.units[unit]).order_by("due_on").first()
    assert found is not None
    return found.state


def test_a_duty_is_due_then_done_by_what_somebody_did(county: County) -> None:
    adopted(county)
    reckoned(county)
    assert state(county) == State.DUE
    found_group(
        county.ctx("李校长"), unit=county.units["school_a"], name="控辍领导小组", goals=None, from_on=date(2026, 9, 1)
    )
    reckoned(county)
    assert state(county) == State.DONE


def test_what_was_not_done_is_broken_and_goes_up_a_post_after_some_days(county: County) -> None:
    adopted(county)
    reckoned(county)
    due = DutyRow._base_manager.filter(duty=GROUP).earliest("due_on").due_on
    county.time.pass_by(days=(due - date(2026, 9, 1)).days + 1)
    reckoned(county)
    row = DutyRow._base_manager.filter(duty=GROUP).earliest("due_on")
    assert (row.state, row.raised_to_id) == (State.BROKEN, None)
    county.time.pass_by(days=5)
    reckoned(county)
    row.refresh_from_db()
    assert row.raised_to_id == county.units["town_a"]
    assert GROUP in [each.duty for each in today(county.ctx("张镇长")).raised]
    assert GROUP in [each.duty for each in today(county.ctx("李校长")).overdue]
    found_group(
        county.ctx("李校长"),
        unit=county.units["school_a"],
        name="控辍领导小组",
        goals=None,
        from_on=county.ctx("李校长").today,
    )
    reckoned(county)
    assert state(county) == State.LATE
    assert GROUP not in [each.duty for each in today(county.ctx("张镇长")).raised]


def test_reckoning_twice_changes_nothing_and_the_clock_doubles_nothing(county: County) -> None:
    adopted(county)
    reckoned(county)
    first = rows()
    reckoned(county)
    assert rows() == first
    county.time.pass_by(days=45)
    reckoned(county)
    later = rows()
    assert len({row[1:4] for row in later}) == len(later)
    assert {row[0] for row in first} <= {row[0] for row in later}
    county.time.pass_by(days=-45)
    reckoned(county)
    assert rows() == first


def test_nothing_is_owed_for_days_before_a_plan_was_adopted(county: County) -> None:
    county.time.pass_by(days=60)
    adopted(county, from_on=date(2026, 9, 1))
    reckoned(county)
    assert DutyRow._base_manager.filter(due_on__lt=county.ctx("李校长").today).count() == 0


def test_a_plan_that_ends_takes_what_is_to_come_with_it(county: County) -> None:
    from notoneless.foundation.plans.services import end_adoption

    adoption = adopted(county)
    reckoned(county)
    assert rows()
    end_adoption(county.ctx("李校长"), adoption=adoption, until_on=date(2026, 9, 1), reason="撤并")
    reckoned(county)
    assert rows() == []


def test_an_exemption_takes_a_post_further_up(county: County) -> None:
    row = owed(county)
    with pytest.raises(Unusable, match="自己的任务"):
        exempt_duty(county.ctx("李校长"), row=row, reason="太忙")
    with pytest.raises(NotFound):
        exempt_duty(county.ctx("张镇长"), row=_far(county), reason="不是我的")
    exemption = exempt_duty(county.ctx("张镇长"), row=row, reason="学校撤并")
    reckoned(county)
    assert state(county) == State.EXEMPT
    with pytest.raises(Unusable, match="已经完成或已免办"):
        exempt_duty(county.ctx("陈局长"), row=row, reason="再免")
    end_exemption(county.ctx("陈局长"), exemption=exemption)
    reckoned(county)
    assert state(county) == State.DUE


def test_what_two_people_exempt_before_it_is_reckoned_again_is_exempt_once(county: County) -> None:
    row = owed(county)
    exempt_duty(county.ctx("张镇长"), row=row, reason="学校撤并")
    with pytest.raises(Unusable, match="已经完成或已免办"):
        exempt_duty(county.ctx("陈局长"), row=row, reason="学校已撤")


def test_a_month_is_not_sealed_over_an_exemption_that_is_not_reckoned_yet(county: County) -> None:
    month = to_be_sealed(county)
    row = min(DutyRow._base_manager.filter(state=State.BROKEN, due_on__lt=date(2026, 10, 1)), key=lambda each: each.pk)
    county.time.pass_by(minutes=1)
    exempt_duty(county.ctx("陈局长"), row=row.pk, reason="学校撤并")
    with pytest.raises(Unusable, match="请等核算完成"):
        seal_month(county.ctx("陈局长"), unit=county.units["county"], month=month)
    county.time.pass_by(minutes=1)
    reckoned(county)
    seal_month(county.ctx("陈局长"), unit=county.units["county"], month=month)
    assert DutyRow._base_manager.get(pk=row.pk).state == State.EXEMPT


def _far(county: County):
    adopted(county, "陈局长", "county", 5)
    reckoned(county)
    found = DutyRow._base_manager.filter(unit=county.units["school_z"]).first()
    assert found is not None
    return found.pk


def test_a_sealed_month_does_not_rewrite_itself(county: County) -> None:
    adopted(county)
    reckoned(county)
    with pytest.raises(Unusable, match="还不能封存"):
        seal_month(county.ctx("陈局长"), unit=county.units["county"], month=date(2026, 9, 1))
    county.time.pass_by(days=45)
    reckoned(county)
    seal_month(county.ctx("陈局长"), unit=county.units["county"], month=date(2026, 9, 1))
    sealed = SealedMonth._base_manager.get()
    kept = [row for row in rows() if row[4].month == 9]
    assert (len(kept), hashed(date(2026, 9, 1))) == (sealed.rows, sealed.sha256)
    assert kept
    found_group(
        county.ctx("李校长"), unit=county.units["school_a"], name="控辍领导小组", goals=None, from_on=date(2026, 9, 1)
    )
    reckoned(county)
    assert [row for row in rows() if row[4].month == 9] == kept
    with pytest.raises(Unusable, match="已经封存"):
        seal_month(county.ctx("陈局长"), unit=county.units["county"], month=date(2026, 9, 1))
    with pytest.raises(Unusable, match="已封存"):
        exempt_duty(county.ctx("陈局长"), row=kept[0][0], reason="补办")


def test_the_month_stands_clause_by_clause_with_who_is_behind(county: County) -> None:
    adopted(county)
    county.time.pass_by(days=20)
    reckoned(county)
    found = compliance(county.ctx("陈局长"), date(2026, 9, 1))
    [plan] = found.plans
    clause = next(each for each in plan.clauses if GROUP in [duty.duty for duty in each.duties])
    assert (clause.clause.id, clause.state) == ("8.01", "broken")
    page = duty_page(county.ctx("陈局长"), GROUP, date(2026, 9, 1))
    assert page is not None
    assert [(row.unit_name, row.state, row.holders) for row in page.rows] == [
        ("清溪镇中心小学", State.BROKEN, ("李校长",))
    ]
    assert duty_page(county.ctx("赵老师"), GROUP, date(2026, 9, 1)) is None
    assert compliance(county.ctx("赵老师"), date(2026, 9, 1)).totals == {}


def test_a_duty_goes_with_the_post(county: County) -> None:
    adopted(county)
    reckoned(county)
    before = [each.duty for each in today(county.ctx("李校长")).due]
    assert before
    post = Post._base_manager.get(unit=county.units["school_a"], grant__role="school_head").pk
    hand_over_post(
        county.ctx("安全管理员"),
        post=post,
        account=county.accounts["何老师"],
        from_on=county.ctx("李校长").today + timedelta(1),
    )
    county.time.pass_by(days=1)
    assert [each.duty for each in today(county.ctx("何老师")).due] == before
    assert today(county.ctx("李校长")).due == ()
    assert today(county.ctx("赵老师")).due == ()


def test_exempting_is_undone_by_its_id(county: County) -> None:
    end_exemption(county.ctx("陈局长"), exemption=exempted(county))
    assert DutyRow._base_manager.filter(duty=GROUP).exists()


def test_what_is_coming_is_shown_and_what_is_far_is_not(county: County) -> None:
    adopted(county)
    reckoned(county)
    last = max(row[4] for row in rows())
    assert last <= date(2026, 9, 1) + timedelta(days=31)


def test_months_are_sealed_one_after_the_other(county: County) -> None:
    adopted(county)
    county.time.pass_by(days=80)
    reckoned(county)
    assert DutyRow._base_manager.filter(due_on__month=9).exists()
    with pytest.raises(Unusable, match="请先封存 2026-09"):
        seal_month(county.ctx("陈局长"), unit=county.units["county"], month=date(2026, 10, 1))
    for month in (9, 10):
        seal_month(county.ctx("陈局长"), unit=county.units["county"], month=date(2026, month, 1))
    assert SealedMonth._base_manager.count() == 2
