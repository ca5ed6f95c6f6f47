"""When everything is reckoned again, and which months are to be sealed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.services import make_token
from notoneless.foundation.organizations.services import found_group, name_contact
from notoneless.foundation.people.services import register_child
from notoneless.interfaces.frame.registry import all_actions
from notoneless.oversight.duties.measures import EVIDENCE
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.rules.changing import CHANGED_BY, CHANGES
from notoneless.oversight.duties.selectors.due import is_due, months_to_seal
from notoneless.oversight.duties.services import seal_month
from support.county import DAY, County
from support.plans import adopted, drafted, reckoned


@pytest.fixture(autouse=True)
def _later(county: County) -> None:
    """The county was founded a while ago."""
    county.time.pass_by(minutes=5)


def due(county: County) -> bool:
    return is_due(county.ctx("陈局长"))


def test_each_measure_that_is_counted_says_what_changes_it() -> None:
    assert CHANGED_BY.keys() == EVIDENCE.keys()
    assert CHANGES - all_actions().keys() == set()


def test_what_was_never_reckoned_is_due_and_then_once_a_day(county: County) -> None:
    assert due(county)
    reckoned(county)
    county.time.pass_by(minutes=2)
    assert not due(county)
    county.time.pass_by(hours=14, minutes=50)  # the same day in China
    assert not due(county)
    county.time.pass_by(hours=1)
    assert due(county)


def test_a_clock_that_was_set_back_does_not_hide_the_day(county: County) -> None:
    county.time.pass_by(days=3)
    reckoned(county)
    county.time.pass_by(days=-3)
    assert due(county)
    reckoned(county)
    county.time.pass_by(minutes=2)
    assert not due(county)


def _group(county: County) -> None:
    found_group(county.ctx("李校长"), unit=county.units["school_a"], name="控辍领导小组", goals=None, from_on=DAY)


def _contact(county: County) -> None:
    given = {"department": "民政局", "name": "联络员", "phone": None, "from_on": DAY}
    name_contact(county.ctx("陈局长"), unit=county.units["county"], **given)


def _plan(county: County) -> None:
    adopted(county)


def _draft(county: County) -> None:
    drafted(county)


def _token(county: County) -> None:
    ctx = county.ctx("陈局长")
    make_token(ctx, account=ctx.actor, name="t", may="child.read", until_on=DAY + timedelta(days=9))


def _child(county: County) -> None:
    given = {"name": "某某", "sex": "男", "born_on": date(2017, 1, 1), "from_on": DAY}
    register_child(county.ctx("陈局长"), unit=county.units["group_a"], **given)


@pytest.mark.parametrize(
    ("happens", "is_due"),
    [(_group, True), (_contact, True), (_plan, True), (_draft, False), (_token, False), (_child, False)],
)
def test_only_what_duties_are_judged_by_makes_them_due(
    county: County, happens: Callable[[County], None], is_due: bool
) -> None:
    reckoned(county)
    county.time.pass_by(minutes=2)
    happens(county)
    assert due(county) is is_due
    county.time.pass_by(minutes=1)
    reckoned(county)
    county.time.pass_by(minutes=2)
    assert not due(county)


def test_what_was_under_way_while_all_was_reckoned_is_looked_at_once_more(county: County) -> None:
    reckoned(county)
    county.time.pass_by(minutes=2)
    _group(county)
    county.time.pass_by(seconds=10)
    reckoned(county)  # the group may not have been seen: its transaction may have ended later
    assert due(county)
    county.time.pass_by(minutes=1)
    reckoned(county)
    assert not due(county)


def sealable(county: County) -> list[date]:
    return list(months_to_seal(county.ctx("陈局长")))


def test_months_are_sealed_in_order_once_the_days_for_late_entries_are_over(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    reckoned(county)
    county.time.pass_by(days=39)  # the tenth of October
    reckoned(county)
    assert sealable(county) == []
    county.time.pass_by(days=1)
    with pytest.raises(Unusable, match="还没有核算过"):
        seal_month(county.ctx("陈局长"), unit=county.units["county"], month=DAY)
    reckoned(county)
    assert sealable(county) == [DAY]
    county.time.pass_by(days=45)
    reckoned(county)
    for month in (DAY, date(2026, 10, 1)):
        assert sealable(county) == [month] or month != DAY
        seal_month(county.ctx("陈局长"), unit=county.units["county"], month=month)
    assert sealable(county) == []
    assert SealedMonth._base_manager.count() == 2


def test_a_clock_that_is_far_ahead_seals_nothing_and_what_it_left_goes(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    reckoned(county)
    county.time.pass_by(days=365)
    reckoned(county)
    assert sealable(county) == []  # one day is not enough
    county.time.pass_by(days=-365)
    reckoned(county)
    assert not DutyRow._base_manager.filter(due_on__gt=date(2026, 12, 31)).exists()


@pytest.mark.parametrize("month", [date(1, 1, 1), date(9999, 12, 1), date(2026, 8, 1)])
def test_a_month_that_none_can_seal_is_told_in_a_sentence(county: County, month: date) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=60)
    reckoned(county)
    with pytest.raises(Unusable):
        seal_month(county.ctx("陈局长"), unit=county.units["county"], month=month)
