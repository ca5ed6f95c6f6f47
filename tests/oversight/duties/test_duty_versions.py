"""A plan that changes while a period runs: each period is owed once, by one version; what is sealed stays so."""

from dataclasses import replace
from datetime import date

import pytest

from notoneless.foundation.access.context import Holding
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.plans.rules import examined_own
from notoneless.foundation.plans.services import adopt_plan, bring_plan
from notoneless.oversight.duties.models import DutyRow, Exemption
from notoneless.oversight.duties.rules.changing import CHANGES
from notoneless.oversight.duties.services import end_exemption, exempt_duty, seal_month
from support.county import DAY, County
from support.databases import the
from support.own_plans import GOOD, number
from support.plans import owed, own_file, reckoned

MONTHLY = GOOD.replace(
    "{every: term, at: start, within: organization.group_within}",
    "{every: month, at: end, within: organization.group_within}",
).replace("unit: school_day", "unit: day")
SEPTEMBER = {"duty": "leading_group", "period": "2026-09"}


def within(days: int) -> str:
    return MONTHLY.replace('value: "5"', f'value: "{days}"')


def own(county: County, text: str, from_on: date = DAY) -> None:
    assert not examined_own("x.yaml", text.encode()).faults
    version = bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county, text))
    adopt_plan(county.ctx("李校长"), version=version, from_on=from_on, signer="陈局长")


def due(**wanted: str) -> list[date]:
    return list(DutyRow._base_manager.filter(**wanted).order_by("due_on").values_list("due_on", flat=True))


@pytest.mark.parametrize(("before", "after"), [(10, 3), (3, 10)])
def test_a_version_with_another_deadline_owes_its_own_periods_only(county: County, before: int, after: int) -> None:
    own(county, within(before))
    county.time.pass_by(days=36)
    own(county, within(after), from_on=date(2026, 10, 8))
    county.time.pass_by(days=30)
    reckoned(county)
    assert due(**SEPTEMBER) == [date(2026, 10, before)]
    assert due(duty="leading_group", period="2026-10") == [date(2026, 11, after)]


def test_a_number_that_changes_counts_from_its_day(county: County) -> None:
    text = number("organization.group_within", "20", "day", "lower", "2026-11-01").replace(
        "unit: school_day", "unit: day"
    )
    own(county, text.replace("every: term, at: start", "every: month, at: end"))
    county.time.pass_by(days=95)
    reckoned(county)
    assert due(duty="leading_group")[:3] == [date(2026, 10, 5), date(2026, 11, 5), date(2026, 12, 20)]


def test_what_is_sealed_stays_where_its_due_day_would_move(county: County) -> None:
    own(county, within(0))
    county.time.pass_by(days=41)
    reckoned(county)
    row = DutyRow._base_manager.get(**SEPTEMBER)
    seal_month(county.ctx("陈局长"), unit=county.units["county"], month=DAY)
    own(county, within(20), from_on=date(2026, 9, 2))
    reckoned(county)
    assert due(**SEPTEMBER) == [date(2026, 9, 30)]
    assert row.raised_to_id == county.units["town_a"]
    county.time.pass_by(days=20)
    reckoned(county)
    row.refresh_from_db()
    assert (row.state, row.raised_to_id) == ("broken", county.units["county"])


def test_nobody_lets_oneself_off_by_a_second_post(county: County) -> None:
    row, ctx = owed(county), county.ctx("张镇长")
    both = replace(ctx, held=(*ctx.held, Holding("school_head", county.units["school_a"], DAY, None)))
    with pytest.raises(Unusable, match="自己的任务"):
        exempt_duty(both, row=row, reason="太忙")
    exempt_duty(county.ctx("陈局长"), row=row, reason="撤并")
    with pytest.raises(Unusable, match="别人批准"):
        end_exemption(county.ctx("张镇长"), exemption=the(Exemption).pk)


def test_a_withdrawn_paper_is_a_change() -> None:
    assert "paper.withdraw" in CHANGES
