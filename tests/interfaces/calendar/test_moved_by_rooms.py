"""What rooms count by the calendar is told with what a change moves: tasks, reports, screening; beside the duties of plans."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.oversight.reporting.models import TeacherReport
from notoneless.oversight.reporting.services import acknowledge_report
from support.attendance import reported
from support.browsing import sign_in
from support.cases import suspected
from support.county import DAY, County
from support.databases import the
from support.dropout_reports import told
from support.early_warning import reckoned, tasks
from support.forms import send, text_of
from support.plans import adopted

YEAR, NOTICES = "/calendar/?year=2026", "/calendar/notices/"
STORM = {"school_year": "2026", "day": "2026-09-03", "taught": "false", "reason": "暴雨"}
OFF = 'year: "2026"\nnumber: 国办发明电〔2026〕9号\nverified: yes\namends: yes\nholidays:\n'
OFF += "  - {name: 中秋节, first: 2026-09-03, last: 2026-09-03, make_up: []}\n"
"""A holiday moved onto a day that was taught."""


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def changed(visitor: Client, form: str, sent: dict[str, str], **more: str) -> str:
    """What a form of the calendar answers."""
    return text_of(send(visitor, NOTICES if form == NOTICES else YEAR, form, **sent, **more))


def moved(visitor: Client, form: str, sent: dict[str, str]) -> list[str]:
    """The lines that the page tells before a change is confirmed."""
    asked = changed(visitor, form, sent)
    assert "因此改变的到期日</caption>" in asked
    card = asked.rsplit("因此改变的到期日</caption>", maxsplit=1)[-1].split("</table>", maxsplit=1)[0]
    return [re.sub(r"(<[^>]+>|\s)+", " ", row).strip() for row in re.findall(r"<tr>(.*?)</tr>", card, re.DOTALL)]


def missed_twice(county: County) -> None:
    """A child was missed on the first two days of the term; it is the second."""
    reported(county, both="absent")
    county.time.at += timedelta(days=1)
    reported(county, on=DAY + timedelta(days=1), both="absent")
    reckoned(county)


@pytest.mark.parametrize(("form", "sent"), [("/calendar/days/", STORM), (NOTICES, {"text": OFF, "complete": "true"})])
def test_the_due_day_of_a_task_is_told_and_is_that_of_the_next_reckoning(
    county: County, form: str, sent: dict[str, str]
) -> None:
    missed_twice(county)
    chen = sign_in(county, "陈局长")
    assert tasks(county)["visit"].due_on == date(2026, 9, 3)
    assert "缺课跟踪：学校家访 — 1 2026-09-03 2026-09-04" in moved(chen, form, sent)
    reckoned(county)
    assert tasks(county)["visit"].due_on == date(2026, 9, 3)  # asked, and not done
    changed(chen, form, sent, confirmed="yes")
    reckoned(county)
    assert tasks(county)["visit"].due_on == date(2026, 9, 4)


def test_a_task_that_is_done_or_due_before_is_not_told(county: County) -> None:
    missed_twice(county)
    chen = sign_in(county, "陈局长")
    lines = moved(chen, "/calendar/days/", STORM | {"day": "2026-09-02"})
    assert not [
        line for line in lines if line.startswith("缺课跟踪：联系家长")
    ]  # due on the day itself, whatever follows


@pytest.mark.parametrize(("form", "sent"), [("/calendar/days/", STORM), (NOTICES, {"text": OFF, "complete": "true"})])
def test_due_days_of_reports_are_told_and_are_those_that_count(county: County, form: str, sent: dict[str, str]) -> None:
    adopted(county, plan=1)
    county.time.at += timedelta(days=1)
    report, chen = told(county), sign_in(county, "陈局长")
    assert "辍学报告：校长签收班主任报告 — 1 2026-09-03 2026-09-04" in moved(chen, form, sent)
    changed(chen, form, sent, confirmed="yes")
    acknowledge_report(county.ctx("李校长"), teacher_report=report)
    assert the(TeacherReport).read_by_on == date(2026, 9, 4)


def test_a_report_that_is_still_to_be_made_is_told(county: County) -> None:
    adopted(county, plan=1)
    case = suspected(county)
    chen, storm = sign_in(county, "陈局长"), STORM | {"day": "2026-09-02"}
    lines = moved(chen, "/calendar/days/", storm)
    assert "辍学报告：班主任向校长报告 — 1 2026-09-02 2026-09-03" in lines
    told(county, case)
    lines = moved(chen, "/calendar/days/", storm)
    assert not [line for line in lines if line.startswith("辍学报告：班主任向校长报告")]


def test_a_term_that_begins_later_moves_the_end_of_its_screening(county: County) -> None:
    term = {"school_year": "2026", "number": "1", "first_day": "2026-09-07", "last_day": "2027-01-22"}
    lines = moved(sign_in(county, "陈局长"), "/calendar/terms/", term)
    assert "重点生：本学期重点人群排查完成 — 1 2026-10-01 2026-10-07" in lines
