"""What lasts no longer than what it stands on: a substitution than the post, a slip than its leave."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.foundation.access.models import Grant
from notoneless.foundation.access.refusals import NotAllowed, Refused, Unusable
from notoneless.foundation.access.services import end_grant, found_unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import leave_post, take_post
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import check_code
from notoneless.kernel.problems import sentence
from notoneless.records.attendance.models import Leave, Substitution
from notoneless.records.attendance.selectors.permitting import class_in_reach
from notoneless.records.attendance.selectors.substitutes import posts_to_stand_in
from notoneless.records.attendance.services import (
    close_leave,
    extend_leave,
    issue_slip,
    substitute,
    withdraw_leave,
)
from support.attendance import applied, granted, post_of, reported, substituted
from support.county import DAY, County
from support.databases import all_of, the
from support.roll_work import prefixed

NAME = "代课老师"


def on(number: int) -> date:
    """The n-th of September 2026, the first of which is today."""
    return DAY + timedelta(days=number - 1)


def left(county: County, post: UUID, until: date) -> None:
    leave_post(county.ctx("安全管理员"), post=post, until_on=until)


def named(county: County, post: UUID, first: int, last: int) -> UUID:
    given = {"unit": county.units["class_a"], "post": post, "first_on": on(first), "last_on": on(last)}
    return substitute(county.ctx("李校长"), **given)


def offered(county: County) -> set[UUID]:
    """The posts that the head may choose from for the class of 王老师."""
    head = county.ctx("李校长")
    unit = class_in_reach(head, county.units["class_a"], substitute.code)
    return {post for post, _ in posts_to_stand_in(head, unit)}


def more(county: County, unit: str, first: int, until: int | None) -> UUID:
    """A post more at a class for the substitute teacher."""
    post_of(county)
    given = {"unit": county.units[unit], "account": county.accounts[NAME], "title": "任课", "role": "class_teacher"}
    return take_post(county.ctx("安全管理员"), **given, from_on=on(first), until_on=until and on(until))


# substitutions


def test_who_has_left_the_school_is_not_named_a_substitute(county: County) -> None:
    post = post_of(county)
    county.time.pass_by(days=1)
    left(county, post, on(2))
    with pytest.raises(Unusable, match="任职") as refusal:
        named(county, post, 2, 5)
    assert refusal.value.problem.code == "arrivals.substitute_post"
    assert "代课老师 does not hold this post all the time from 2026-09-02" in sentence(refusal.value.told, "en")
    assert not all_of(Substitution)
    assert not all_of(Grant, role="substitute_teacher")
    with pytest.raises(NotAllowed):
        reported(county, on(2), who=NAME)


def test_a_substitution_lies_within_the_post_to_its_last_day(county: County) -> None:
    post = post_of(county)
    left(county, post, on(5))
    with pytest.raises(Unusable):
        named(county, post, 1, 5)
    later = more(county, "class_b", 10, None)
    with pytest.raises(Unusable):
        named(county, later, 9, 12)
    named(county, post, 1, 4)
    county.time.pass_by(days=3)
    reported(county, on(4), who=NAME)


def test_a_post_whose_role_was_taken_back_lets_nobody_stand_in(county: County) -> None:
    post = post_of(county)
    assert post in offered(county)
    county.time.pass_by(days=1)
    end_grant(county.ctx("安全管理员"), grant=the(Post, pk=post).grant_id, until_on=on(2))
    assert post not in offered(county)
    with pytest.raises(Unusable):
        named(county, post, 2, 3)


@pytest.mark.parametrize(("until", "ends"), [(3, 3), (6, 6), (30, 11), (None, 11)])
def test_who_leaves_a_post_stands_in_as_long_as_another_at_the_school_is_held(
    county: County, until: int | None, ends: int
) -> None:
    substituted(county, days=10)
    post = post_of(county)
    give_second(county, until)
    left(county, post, on(3))
    assert the(Grant, role="substitute_teacher").until_on == on(ends)


def give_second(county: County, until: int | None) -> None:
    """Another class of the school for who stands in, until before a day."""
    unit = found_unit(
        county.ctx("陈局长"), parent=county.units["school_a"], kind=UnitKind.CLASS, name="三年级（3）班", from_on=DAY
    )
    county.units["class_c"] = unit
    more(county, "class_c", 1, until)


# slips


def test_of_leave_that_is_withdrawn_no_slip_is_good_any_more(county: County) -> None:
    prefixed(county)
    leave = granted(county, 2)
    slips = [issue_slip(county.ctx("王老师"), leave=leave)]
    for last in (3, 4):
        county.time.pass_by(minutes=1)
        extend_leave(county.ctx("李校长"), leave=leave, last_on=on(last), reason="还没好")
        county.time.pass_by(minutes=1)
        slips.append(issue_slip(county.ctx("王老师"), leave=leave))
    other = issue_slip(county.ctx("王老师"), leave=granted(county, 1, "class_only"))
    withdraw_leave(county.ctx("李校长"), leave=leave, reason="登记成了别人")
    assert [state_of(county, paper) for paper in slips] == ["withdrawn"] * 3
    assert state_of(county, other) == "issued"
    assert {the(Paper, pk=paper).reason for paper in slips} == {"登记成了别人"}


def state_of(county: County, paper: UUID) -> str:
    """How a paper stands to whoever checks its code."""
    found = check_code(county.ctx("赵老师"), the(Paper, pk=paper).code)
    assert found is not None
    return found.state


# days of leave


def closed(county: County, first: int, last: int, back: int) -> UUID:
    """Leave of some days, and the day on which the pupil was back."""
    leave = granted(county, first_on=on(first), last_on=on(last))
    county.time.pass_by(days=(on(back) - county.ctx("王老师").today).days)
    close_leave(county.ctx("王老师"), leave=leave, on=on(back))
    return leave


@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 2), (2, 6), (1, 4)])
def test_days_that_leave_took_before_the_pupil_was_back_are_not_asked_for_again(
    county: County, first: int, last: int
) -> None:
    closed(county, 1, 5, back=3)
    refused(applied, county, first_on=on(first), last_on=on(last))
    assert len(all_of(Leave)) == 1


def test_from_the_day_on_which_the_pupil_was_back_leave_is_asked_for_anew(county: County) -> None:
    closed(county, 1, 5, back=3)
    applied(county, first_on=on(3), last_on=on(5))
    assert len(all_of(Leave)) == 2


def test_leave_that_took_no_day_leaves_all_of_them_free(county: County) -> None:
    closed(county, 1, 5, back=1)
    applied(county, first_on=on(1), last_on=on(5))
    assert len(all_of(Leave)) == 2


def test_leave_that_was_withdrawn_leaves_its_days_free(county: County) -> None:
    leave = closed(county, 1, 5, back=3)
    withdraw_leave(county.ctx("李校长"), leave=leave, reason="登记成了别人")
    applied(county, first_on=on(1), last_on=on(5))


def test_leave_is_not_extended_over_days_that_other_leave_took(county: County) -> None:
    closed(county, 3, 6, back=5)
    early = granted(county, first_on=on(1), last_on=on(1))
    refused(extend_leave, county.ctx("李校长"), leave=early, last_on=on(3), reason="补")
    extend_leave(county.ctx("李校长"), leave=early, last_on=on(2), reason="补")
    assert the(Leave, pk=early).last_on == on(2)


def refused(call: Any, *args: Any, **given: Any) -> None:
    """The call is refused because there is leave on one of the days."""
    with pytest.raises(Refused) as refusal:
        call(*args, **given)
    assert refusal.value.problem.code == "arrivals.leave_overlaps"
