"""A plan that changes while a period runs: each period is owed once, by one version; what is sealed stays so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from notoneless.foundation.access.context import Holding
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.calendar.services import change_day, load_notice, set_term
from notoneless.foundation.plans.rules import examined_own, standing_plans
from notoneless.foundation.plans.selectors import binding
from notoneless.foundation.plans.services import adopt_plan, bring_plan
from notoneless.oversight.duties.models import DutyRow, Exemption
from notoneless.oversight.duties.rules.changing import CHANGES
from notoneless.oversight.duties.services import end_exemption, exempt_duty, seal_month
from support.county import DAY, County
from support.databases import the
from support.own_plans import GOOD, number
from support.plans import owed, own_file, reckoned
from support.policies import a_law

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


def _term_begins_earlier(county: County, _: pytest.MonkeyPatch) -> None:
    _term(county, DAY)


def _day_is_taught(county: County, _: pytest.MonkeyPatch) -> None:
    given = {"day": date(2026, 9, 26), "taught": True, "reason": "补课"}
    change_day(county.ctx("陈局长"), unit=county.units["county"], **given)


def _notice_is_loaded(county: County, _: pytest.MonkeyPatch) -> None:
    text = 'year: "2026"\nnumber: 国办发明电〔2026〕9号\nverified: yes\namends: yes\nholidays:\n'
    text += "  - {name: 国庆节, first: 2026-10-01, last: 2026-10-07, make_up: [2026-09-20, 2026-09-27, 2026-10-10]}\n"
    text += "  - {name: 中秋节, first: 2026-09-25, last: 2026-09-25, make_up: []}\n"
    load_notice(county.ctx("陈局长"), unit=county.units["county"], text=text)


def _law_is_stricter(_: County, patched: pytest.MonkeyPatch) -> None:
    law = a_law("organization.group_within", "3", "school_day", "lower")
    standing = (*standing_plans(), law)
    patched.setattr("notoneless.oversight.duties.selectors.facts.standing_plans", lambda: standing)


def _term(county: County, first_day: date) -> None:
    given = {"school_year": 2026, "number": 1, "first_day": first_day, "last_day": date(2027, 1, 22)}
    set_term(county.ctx("陈局长"), unit=county.units["county"], **given)


@pytest.mark.parametrize(
    "happens",
    [_term_begins_earlier, _day_is_taught, _notice_is_loaded, _law_is_stricter],
    ids=lambda each: each.__name__,
)
def test_what_would_now_have_been_due_in_a_sealed_month_keeps_the_day_it_had(
    county: County, monkeypatch: pytest.MonkeyPatch, happens: Callable[[County, pytest.MonkeyPatch], None]
) -> None:
    _term(county, date(2026, 9, 21))
    own(county, GOOD.replace('value: "5"', 'value: "8"'))
    county.time.pass_by(days=41)
    reckoned(county)
    before = row_of_the_group()
    assert before[:2] == (date(2026, 10, 8), "broken")
    seal_month(county.ctx("陈局长"), unit=county.units["county"], month=DAY)
    happens(county, monkeypatch)
    reckoned(county)
    assert row_of_the_group() == before
    reckoned(county)
    assert row_of_the_group() == before
    for days in (-41, 41):  # the clock is set back to before it was due, and comes right
        county.time.pass_by(days=days)
        reckoned(county)
    assert row_of_the_group() == before
    county.time.pass_by(days=31)
    reckoned(county)
    seal_month(county.ctx("陈局长"), unit=county.units["county"], month=date(2026, 10, 1))
    assert row_of_the_group()[:2] == (date(2026, 10, 8), "broken")


def row_of_the_group() -> tuple[object, ...]:
    """Of the autumn term; its due day, state, and whom it was raised to."""
    rows = DutyRow._base_manager.filter(duty="leading_group", start_on__lt=date(2027, 1, 1))
    [found] = rows.values_list("due_on", "state", "raised_to_id", "needed")
    return found


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


@pytest.mark.parametrize("keys", [("own/a", "own/b"), ("own/b", "own/a")])
def test_the_page_names_the_plan_by_which_a_duty_is_reckoned(county: County, keys: tuple[str, str]) -> None:
    """Two plans of one school lay the same duty on different posts."""
    for key, role in zip(keys, ("school_head", "class_teacher"), strict=True):
        text = GOOD.replace("own/qingxi", key).replace("{role: school_head, of: school}", _who(role))
        own(county, text.replace("requires: [{", "each: class\n        requires: [{"))
    reckoned(county)
    shown = binding(county.units["class_a"], DAY).rules["leading_group"]
    rows = DutyRow._base_manager.filter(duty="leading_group", unit=county.units["class_a"])
    assert [(row.version.key, row.role) for row in rows] == [("own/a", shown.rule.bearer.role)]  # type: ignore[union-attr]
    assert shown.plan.key == "own/a"


def _who(role: str) -> str:
    return f"{{role: {role}, of: {'school' if role == 'school_head' else 'class'}}}"
