"""A pupil of the class who is taught at home is shown as such, is missed by nobody, and asked about again once that is over."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from notoneless.casework.special_education.models import Placement
from notoneless.casework.special_education.services import decide_placement, propose_placement
from notoneless.foundation.access.refusals import Unusable
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.records.attendance.models import ArrivalReport
from notoneless.records.attendance.rules.reporting import unpacked
from support.attendance import reported
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.early_warning import reckoned, states, tasks
from support.forms import send, text_of
from support.special import agreed_to, placed

NEXT = DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def page_of(county: County, day: str = "2026-09-01") -> str:
    """The page of the class for the morning of a day."""
    return f"/attendance/classes/{county.units['class_a']}/{day}/morning/"


def asked(report: UUID) -> set[UUID]:
    """Whom a report asks about."""
    return set(unpacked(bytes(the(ArrivalReport, pk=report).asked)))


def moved_to_class(county: County, file: UUID) -> None:
    """The bureau places the child in a regular class instead."""
    propose_placement(county.ctx("李校长"), special_file=file, learns="regular_class", reason="能跟班学习")
    waiting = next(row for row in all_of(Placement, file_id=file) if row.decided == "proposed")
    decide_placement(county.ctx("陈局长"), **agreed_to(waiting.pk))


def test_the_class_teacher_sees_who_is_taught_at_home_and_is_not_asked(county: County) -> None:
    placed(county)
    wang = sign_in(county, "王老师")
    page = text_of(wang.get(page_of(county)))
    assert page.count('class="pupil"') == 1
    assert re.search(r"慕容甲乙 <span class=\"badge[^>]*>送教上门", page)
    answer = send(wang, page_of(county))
    assert answer.status_code == 302
    assert set(unpacked(bytes(the(ArrivalReport).asked))) == {county.children["class_only"]}
    assert "送教上门" in text_of(wang.get(answer["Location"]))


def test_nobody_is_reported_absent_who_is_taught_at_home(county: County) -> None:
    placed(county)
    with pytest.raises(Unusable, match="送教上门"):
        reported(county, both="absent")


def test_the_programs_register_has_a_dash_and_takes_no_sign(county: County) -> None:
    placed(county)
    reported(county)
    wang = sign_in(county, "王老师")
    page = text_of(wang.get(f"/attendance/classes/{county.units['class_a']}/register/?period=week"))
    [row] = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*慕容甲乙.*?</tr>", page, re.DOTALL)
    assert re.search(r"badge[^>]*>送教上门", row)
    assert '<span title="不登记">—</span>' in row


def test_a_run_of_absence_ends_when_teaching_at_home_is_decided_and_no_case_is_opened(county: County) -> None:
    for days in range(2):
        county.time.at += DAY + timedelta(days=days) - county.ctx("王老师").today
        reported(county, on=DAY + timedelta(days=days), both="absent")
        reckoned(county)
    assert states(county) == {"contact": "overdue", "visit": "due", "not_registered": "due"}
    county.time.at += timedelta(days=1)
    placed(county)
    for days in range(2, 20):
        day = DAY + timedelta(days=days)
        if day.weekday() < 5:
            county.time.at += day - county.ctx("王老师").today
            reported(county, on=day)
            reckoned(county)
    assert states(county) == dict.fromkeys(("contact", "visit", "not_registered"), "ended")
    assert {row.end for row in tasks(county).values()} == {"explained"}


def test_who_comes_back_into_class_is_asked_about_from_that_day_on(county: County) -> None:
    file = placed(county)
    assert asked(reported(county)) == {county.children["class_only"]}
    county.time.at += timedelta(days=1)
    moved_to_class(county, file)
    assert county.children["both"] in asked(reported(county, on=NEXT, both="absent"))
    reckoned(county)
    assert states(county) == {"contact": "due"}


def test_a_report_made_late_asks_as_it_was_on_its_day(county: County) -> None:
    file = placed(county)
    county.time.at += timedelta(days=1)
    moved_to_class(county, file)
    assert asked(reported(county)) == {county.children["class_only"]}
