"""An adoption that has not begun is withdrawn: what it had brought to an end goes on, and its day can be used again."""

from datetime import date
from uuid import UUID

import pytest

from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.plans.models import Adoption
from notoneless.foundation.plans.selectors import adopted_between, adopted_on, binding
from notoneless.foundation.plans.selectors.adopting import going_on_after
from notoneless.foundation.plans.selectors.versions import VersionState, list_versions, state_of
from notoneless.foundation.plans.services import adopt_plan, bring_plan, end_adoption
from notoneless.oversight.duties.models import DutyRow
from support.county import DAY, County
from support.databases import all_of, the
from support.own_plans import GOOD, instead, number
from support.plans import adopted, own_file, reckoned

FROM = date(2026, 12, 1)
VISITS = "homebound.visits_per_week"


def ended(county: County, adoption: UUID, day: date, who: str = "陈局长") -> None:
    """An adoption ended on a day."""
    end_adoption(county.ctx(who), adoption=adoption, until_on=day, reason="改期")


def days(adoption: UUID) -> tuple[date, date | None]:
    """The days of an adoption as they stand."""
    row = the(Adoption, pk=adoption)
    return row.from_on, row.until_on


def visits(county: County, day: date) -> str:
    """The number that binds on a day."""
    return binding(county.units["school_a"], day).number(VISITS).value


@pytest.mark.parametrize("day", [FROM, DAY, date(2026, 11, 15)])
def test_ended_on_its_first_day_or_before_it_never_binds_and_the_one_before_goes_on(county: County, day: date) -> None:
    first = adopted(county, "陈局长", "county", 5)
    second = adopted(county, "陈局长", "county", 5, FROM, homebound__visits_per_week="2")
    assert days(first) == (DAY, FROM)
    going_on = going_on_after(second)
    assert going_on is not None
    assert (going_on.adoption, going_on.ended_on) == (first, None)
    ended(county, second, day)
    assert (days(first), days(second)) == ((DAY, None), (FROM, FROM))
    assert [visits(county, each) for each in (DAY, FROM, date(2027, 6, 1))] == ["1", "1", "1"]
    assert second not in {each.adoption for each in adopted_between(DAY, date.max)}
    assert [each.state for each in list_versions(county.ctx("陈局长"))] == ["withdrawn", "in_force"]
    third = adopted(county, "陈局长", "county", 5, FROM, homebound__visits_per_week="3")
    assert (days(first), days(third)) == ((DAY, FROM), (FROM, None))
    assert visits(county, FROM) == "3"
    assert [each.number for each in list_versions(county.ctx("陈局长"))] == [3, 2, 1]


def test_ended_after_its_first_day_it_binds_until_then_and_the_one_before_stays_ended(county: County) -> None:
    first = adopted(county, "陈局长", "county", 5)
    second = adopted(county, "陈局长", "county", 5, FROM, homebound__visits_per_week="2")
    ended(county, second, date(2026, 12, 2))
    assert (days(first), days(second)) == ((DAY, FROM), (FROM, date(2026, 12, 2)))
    assert adopted_on(date(2026, 12, 2)) == []


def test_what_somebody_had_ended_goes_on_until_then_and_no_longer(county: County) -> None:
    first = adopted(county, "陈局长", "county", 5)
    ended(county, first, date(2027, 2, 1))
    second = adopted(county, "陈局长", "county", 5, FROM)
    assert days(first) == (DAY, FROM)
    ended(county, second, FROM)
    assert days(first) == (DAY, date(2027, 2, 1))
    third = adopted(county, "陈局长", "county", 5, date(2027, 2, 1))
    assert going_on_after(third) is None
    ended(county, third, date(2027, 2, 1))
    assert days(first) == (DAY, date(2027, 2, 1)), "it ended that day by itself"


def test_versions_to_come_are_withdrawn_the_latest_first(county: County) -> None:
    first = adopted(county, "陈局长", "county", 5)
    second = adopted(county, "陈局长", "county", 5, FROM)
    third = adopted(county, "陈局长", "county", 5, date(2027, 3, 1))
    with pytest.raises(Unusable, match="已于"):
        ended(county, second, FROM)
    ended(county, third, FROM)
    assert (days(first), days(second), days(third)[1]) == ((DAY, FROM), (FROM, None), date(2027, 3, 1))
    ended(county, second, FROM)
    assert days(first) == (DAY, None)


@pytest.mark.parametrize("day", [date(2026, 8, 1), DAY, date(2026, 9, 2), date(2026, 9, 20)])
def test_what_has_begun_is_not_ended_on_a_day_that_is_over(county: County, day: date) -> None:
    """What was owed until today stays owed."""
    adoption = adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=20)
    with pytest.raises(Unusable, match="终止日不能早于今天（2026-09-21）"):
        ended(county, adoption, day)
    assert days(adoption) == (DAY, None)
    ended(county, adoption, date(2026, 9, 21))
    assert days(adoption) == (DAY, date(2026, 9, 21))


def test_a_version_signed_for_days_that_are_over_takes_nothing_back(county: County) -> None:
    """Until the day of adoption the version before binds; withdrawn on that day, that one goes on."""
    first = adopted(county)
    county.time.pass_by(days=20)
    today = date(2026, 9, 21)
    reckoned(county)
    broken = sorted((row.duty, row.period) for row in all_of(DutyRow, state="broken"))
    assert broken
    second = adopted(county, from_on=date(2026, 9, 2), visit__per_term="30")
    assert (days(first), days(second)) == ((DAY, today), (date(2026, 9, 2), None))
    reckoned(county)
    assert sorted((row.duty, row.period) for row in all_of(DutyRow, state="broken")) == broken
    for day, standing in ((date(2026, 9, 20), first), (today, second)):
        assert [each.adoption for each in adopted_on(day)] == [standing]
    ended(county, second, today, "李校长")
    assert days(first) == (DAY, None)
    assert [each.adoption for each in adopted_on(today)] == [first]


def test_plans_that_will_contradict_each_other_are_refused_before_they_do(county: County) -> None:
    """A number of the school's plan, of another unit, begins later than what the county adopts today."""
    school = number("roll_work.days", "3", "day", "lower", "2026-09-10")
    brought_own(county, school)
    theirs = number("roll_work.days", "3", "week", "lower").replace("own/qingxi", "own/county")
    with pytest.raises(Unusable, match="单位不同"):
        brought_own(county, theirs.replace("level: [school]", "level: [county]"), "陈局长", "county")
    assert [each.unit for each in adopted_on(DAY)] == [county.units["school_a"]]


def brought_own(county: County, text: str, who: str = "李校长", unit: str = "school_a") -> UUID:
    """A plan of one's own that is adopted today."""
    version = bring_plan(county.ctx(who), unit=county.units[unit], file=own_file(county, text, who, unit))
    return adopt_plan(county.ctx(who), version=version, from_on=DAY, signer=who)


def test_what_would_go_on_against_a_plan_adopted_meanwhile_is_told_and_nothing_changes(county: County) -> None:
    """The version to come leaves out what the other plan contradicts: without it the old one cannot go on."""

    def brought(key: str, text: str, from_on: date) -> UUID:
        version = bring_plan(
            county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county, text.replace("own/qingxi", key))
        )
        return adopt_plan(county.ctx("李校长"), version=version, from_on=from_on, signer="李校长")

    monthly = instead("every: term, at: start,", "every: month, at: start,")
    first = brought("own/qingxi", GOOD, DAY)
    second = brought("own/qingxi", GOOD.replace("- id: leading_group", "- id: other_group"), FROM)
    brought("own/another", monthly.replace("id: outreach", "id: calls"), FROM)
    with pytest.raises(Unusable, match="上一版要继续有效，但是《清溪镇中心小学方案》与"):
        ended(county, second, FROM, "李校长")
    assert (days(first), days(second)) == ((DAY, FROM), (FROM, None))


@pytest.mark.parametrize(
    ("from_on", "until_on", "state"),
    [
        (FROM, None, VersionState.COMING),
        (DAY, None, VersionState.IN_FORCE),
        (DAY, FROM, VersionState.IN_FORCE),
        (date(2026, 8, 1), DAY, VersionState.ENDED),
        (FROM, FROM, VersionState.WITHDRAWN),
        (DAY, DAY, VersionState.WITHDRAWN),
    ],
)
def test_how_a_version_stands(from_on: date, until_on: date | None, state: VersionState) -> None:
    assert state_of(from_on, until_on, DAY) == state


def test_a_plan_with_a_number_that_begins_later_is_not_adopted_before_it(county: County) -> None:
    text = instead("stricter: higher\n        from: 2026-09-01", "stricter: higher\n        from: 2027-09-01").replace(
        "level: [school]\nfrom: 2026-09-01", "level: [school]\nfrom: 2027-09-01"
    )
    version = bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county, text))
    with pytest.raises(Unusable, match="自 2027-09-01 起才能采用"):
        adopt_plan(county.ctx("李校长"), version=version, from_on=date(2026, 12, 20), signer="李校长")
    adopt_plan(county.ctx("李校长"), version=version, from_on=date(2027, 9, 1), signer="李校长")
    gone = text.replace(
        "from: 2027-09-01\n        checked", "from: 2027-09-01\n        until: 2028-01-01\n        checked", 1
    )
    with pytest.raises(Unusable, match=r"organization\.groups_needed 从 2028-01-01 起没有值"):
        bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county, gone))
