"""A post that an overdue duty has come up to reminds whoever owes it: once a day, within its scope, never of its own."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from notoneless.foundation.access.refusals import NotAllowed, NotFound, Unusable
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.organizations.services import found_group
from notoneless.oversight.duties.models import DutyRow, Reminder
from notoneless.oversight.duties.rules.raising import who_reminds
from notoneless.oversight.duties.selectors.behind import duty_page
from notoneless.oversight.duties.selectors.today import today
from notoneless.oversight.duties.services import exempt_duty, remind_duty, seal_month
from support.county import County
from support.databases import all_of, the
from support.plans import adopted, owed, raised, reckoned

GROUP, SEPTEMBER = "leading_group", date(2026, 9, 1)


def last_of(county: County, who: str) -> object:
    """Who reminded last of the group of the school, as that person's list of today shows it."""
    found = today(county.ctx(who))
    [item] = [each for each in (*found.overdue, *found.raised) if each.duty == GROUP]
    return item.reminded[0]


def may_remind(county: County, who: str) -> bool:
    page = duty_page(county.ctx(who), GROUP, SEPTEMBER)
    assert page is not None
    return page.rows[0].may_remind


def test_who_owes_it_sees_who_reminded_and_when_and_so_does_who_reminded(county: County) -> None:
    row = raised(county)
    assert may_remind(county, "张镇长")
    assert last_of(county, "李校长") is None
    remind_duty(county.ctx("张镇长"), row=row)
    day = county.ctx("张镇长").today
    for who in ("李校长", "张镇长"):
        told = last_of(county, who)
        assert (told.unit_name, told.role, told.name, told.on) == ("清溪镇", "township_leader", "张镇长", day), who
    assert Entry.objects.filter(action="duty.remind", outcome="done").count() == 1
    reckoned(county)
    assert last_of(county, "李校长") is not None  # it outlives what is reckoned anew


def test_a_post_reminds_once_a_day_and_again_the_next(county: County) -> None:
    row = raised(county)
    request = uuid4()
    first = remind_duty(county.ctx("张镇长", request), row=row)
    assert remind_duty(county.ctx("张镇长", request), row=row) == first
    assert not may_remind(county, "张镇长")
    with pytest.raises(Unusable, match="今天已经催办过"):
        remind_duty(county.ctx("张镇长"), row=row)
    county.time.pass_by(days=1)
    assert may_remind(county, "张镇长")
    remind_duty(county.ctx("张镇长"), row=row)
    assert len(all_of(Reminder)) == 2


def test_nobody_else_reminds(county: County) -> None:
    row = raised(county)
    with pytest.raises(Unusable, match="不能催办自己的任务"):
        remind_duty(county.ctx("李校长"), row=row)
    with pytest.raises(Unusable, match="收到逾期上报"):
        remind_duty(county.ctx("陈局长"), row=row)  # it has not come up so far yet
    for who in ("王老师", "赵老师", "系统管理员"):
        with pytest.raises(NotAllowed):
            remind_duty(county.ctx(who), row=row)
    with pytest.raises(NotFound):
        remind_duty(county.ctx("周支书"), row=row)
    assert not all_of(Reminder)


def test_a_township_reminds_of_nothing_in_another(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=18)
    reckoned(county)
    far = the(DutyRow, duty=GROUP, unit=county.units["school_z"])
    assert far.raised_to_id == county.units["town_z"]
    with pytest.raises(NotFound):
        remind_duty(county.ctx("张镇长"), row=far.pk)


def test_once_it_has_come_up_to_the_county_both_posts_that_were_told_may_remind(county: County) -> None:
    row = raised(county)
    county.time.pass_by(days=10)
    reckoned(county)
    for who in ("张镇长", "陈局长"):
        assert may_remind(county, who), who
        remind_duty(county.ctx(who), row=row)
    assert len(all_of(Reminder)) == 2


def test_what_was_done_or_exempt_or_is_not_overdue_is_not_reminded_of(county: County) -> None:
    row = owed(county)
    with pytest.raises(Unusable, match="没有逾期"):
        remind_duty(county.ctx("张镇长"), row=row)
    raised(county)
    day = county.ctx("李校长").today
    found_group(county.ctx("李校长"), unit=county.units["school_a"], name="控辍领导小组", goals=None, from_on=day)
    assert not may_remind(county, "张镇长")
    with pytest.raises(Unusable, match="已经办了"):
        remind_duty(county.ctx("张镇长"), row=row)  # though nothing was reckoned since


def test_what_is_exempt_is_not_reminded_of(county: County) -> None:
    row = raised(county)
    exempt_duty(county.ctx("陈局长"), row=row, reason="学校撤并")
    assert not may_remind(county, "张镇长")
    with pytest.raises(Unusable, match="免办了"):
        remind_duty(county.ctx("张镇长"), row=row)


def test_of_a_sealed_month_what_can_still_be_done_is_reminded_of(county: County) -> None:
    row = raised(county)
    county.time.pass_by(days=25)
    reckoned(county)
    seal_month(county.ctx("陈局长"), unit=county.units["county"], month=SEPTEMBER)
    assert may_remind(county, "陈局长")
    remind_duty(county.ctx("陈局长"), row=row)
    assert last_of(county, "李校长") is not None


def test_who_was_told_are_those_above_up_to_where_it_was_raised() -> None:
    school, town, top, far = (UUID(int=number) for number in range(1, 5))
    path = (school, town, top)
    assert who_reminds(path, town, {school}) is None
    assert who_reminds(path, town, {town, school}) == town
    assert who_reminds(path, town, {top}) is None
    assert who_reminds(path, top, {top, town}) == town
    assert who_reminds(path, None, {town}) is None
    assert who_reminds(path, far, {town}) is None
