"""Ties between school, returned pupils and parents (5.20): paired, counselled, parents invited periodically."""

import re
from datetime import date
from typing import Any

import pytest

from notoneless.casework.support.models import ParentsDay
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.returned import back

pytestmark = pytest.mark.usefixtures("same_time")


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(county: County, duty: str, due: date) -> set[str]:
    """How the school's duty due on a day stands."""
    return {row.state for row in all_of(DutyRow, duty=duty, unit=county.units["school_a"], due_on=due)}


def parents_duty(county: County) -> set[str]:
    """How the first school stands with inviting parents."""
    return {row.state for row in all_of(DutyRow, duty="parents_invited", unit=county.units["school_a"])}


@pytest.mark.clause("5.20")
def test_a_returned_pupil_is_paired_with_a_teacher_and_counselled(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    back(county)
    li, child, month = sign_in(county, "李校长"), county.children["both"], date(2026, 9, 30)
    reckoned(county)
    assert states(county, "returned_paired", month) == {"due"}
    assert "复学学生结对" in plain(li.get("/help/lacking/"))
    assert send(li, f"/help/children/{child}/pair/", mentor=county.accounts["王老师"]).status_code == 302
    reckoned(county)
    assert states(county, "returned_paired", month) == {"due"}, "nobody has talked with it yet"
    body = {"on": "2026-09-01", "held_for": "returned", "counselled": "愿意留下"}
    wang = sign_in(county, "王老师")
    assert send(wang, f"/counselling/children/{child}/record/", **body).status_code == 302
    reckoned(county)
    assert states(county, "returned_paired", month) == {"done"}
    assert "王老师 结对" in plain(wang.get(f"/help/children/{child}/"))


@pytest.mark.clause("5.20")
def test_a_school_that_pairs_nobody_breaks_its_duty_of_the_month(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    back(county)
    county.time.pass_by(days=31)
    reckoned(county)
    assert states(county, "returned_paired", date(2026, 9, 30)) == {"broken"}


@pytest.mark.clause("5.20")
def test_parents_are_invited_each_term_and_classes_left_out_are_named(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=130)
    li = sign_in(county, "李校长")
    reckoned(county)
    assert parents_duty(county) == {"due"}
    assert "三年级（1）班、三年级（2）班" in plain(li.get("/parents-days/"))
    body = {"on": "2027-01-08", "invitation": "家长开放日", "invited_count": "40", "came_count": "35"}
    assert send(li, "/parents-days/hold/", unit=county.units["class_a"], **body).status_code == 302
    page = plain(li.get("/parents-days/"))
    assert "40／35" in page
    assert "还没有请过家长的班级：三年级（2）班" in page
    reckoned(county)
    assert parents_duty(county) == {"due"}, "the other class of the school was not invited"
    assert send(li, "/parents-days/hold/", unit=county.units["class_b"], **body).status_code == 302
    assert "还没有请过家长的班级" not in plain(li.get("/parents-days/"))
    reckoned(county)
    assert parents_duty(county) == {"done"}
    day = the(ParentsDay, unit=county.units["class_a"]).pk
    assert send(li, f"/parents-days/{day}/withdraw/", reason="日期记错").status_code == 302
    reckoned(county)
    assert parents_duty(county) == {"due"}
    assert "已经撤销" in plain(send(li, f"/parents-days/{day}/withdraw/", reason="再次"))
    assert send(li, "/parents-days/hold/", unit=county.units["school_a"], **body).status_code == 302
    reckoned(county)
    assert parents_duty(county) == {"done"}, "a day of all the school is about every class"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "2026-09-09"}, "2026-09-09 还没有到"),
        ({"came_count": "41"}, "到校人数要大于 0，不多于邀请人数"),
        ({"came_count": "0"}, "到校人数要大于 0，不多于邀请人数"),
    ],
)
def test_what_cannot_be_is_refused(county: County, changes: dict[str, str], said: str) -> None:
    body = {"on": "2026-09-01", "invitation": "开放日", "invited_count": "40", "came_count": "35", **changes}
    wang = sign_in(county, "王老师")
    answer = send(wang, "/parents-days/hold/", unit=county.units["class_a"], **body)
    assert answer.status_code == 422
    assert said in plain(answer)
    good = {"on": "2026-09-01", "invitation": "开放日", "invited_count": "40", "came_count": "35"}
    assert send(wang, "/parents-days/hold/", unit=county.units["class_a"], **good).status_code == 302
    twice = send(wang, "/parents-days/hold/", unit=county.units["class_a"], **good)
    assert "2026-09-01 已经登记过" in plain(twice)
    assert send(wang, "/parents-days/hold/", unit=county.units["class_z"], **good).status_code == 404
