"""Reports of dropouts on the web: a class teacher tells the head (1.20), the school reports the same day (5.12)."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reporting.models import TeacherReport
from support.attendance import reported
from support.browsing import sign_in
from support.cases import suspected
from support.county import County, appoint
from support.databases import all_of, the
from support.dropout_reports import sent
from support.forms import send, text_of
from support.plans import adopted, reckoned

PAGE, TODAY = "/dropout-reports/", "/today/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(county: County, duty: str) -> set[str]:
    """How a duty stands, reckoned anew."""
    reckoned(county)
    return {row.state for row in all_of(DutyRow, duty=duty)}


def buttons(answer: Any, end: str) -> list[str]:
    """The addresses of the forms of a page that end so."""
    return re.findall(rf'action="([^"]+/{end}/)"', text_of(answer))


@pytest.mark.clause("1.20")
def test_a_class_teacher_tells_the_head_with_one_tap_and_the_head_acknowledges(county: County) -> None:
    adopted(county, plan=1)
    county.time.pass_by(days=2)
    reported(county, county.ctx("王老师").today, both="absent")
    suspected(county, "both")  # as of the first day: two school days are gone
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "要向校长报告的疑似辍学学生 1 名" in plain(wang.get(TODAY))
    assert states(county, "teacher_report") == {"broken"}
    before = plain(wang.get(PAGE))
    assert "2026-09-03 起无故缺课 1 天" in before
    assert "已超期 1 天" in before
    assert buttons(li.get(PAGE), "tell") == []
    [tell] = buttons(wang.get(PAGE), "tell")
    assert send(wang, PAGE, tell, note="电话打不通").status_code == 302
    row = the(TeacherReport)
    assert (row.missed_days, row.note, str(row.sent_on)) == (1, "电话打不通", "2026-09-03")
    assert "要向校长报告" not in plain(wang.get(TODAY))
    assert re.search("王老师 2026-09-03 报告 用时 0 小时 迟 1 天 电话打不通 未签收", plain(wang.get(PAGE)))
    assert (states(county, "teacher_report"), states(county, "report_acknowledged")) == ({"late"}, {"due"})
    assert "待签收的班主任辍学报告 1 份" in plain(li.get(TODAY))
    [acknowledge] = buttons(li.get(PAGE), "acknowledge")
    assert send(li, PAGE, acknowledge).status_code == 302
    assert re.search("李校长 2026-09-03 签收 按时", plain(wang.get(PAGE)))
    assert states(county, "report_acknowledged") == {"done"}


@pytest.mark.clause("5.12")
def test_a_school_reports_the_same_day_and_township_village_and_bureau_receive(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    suspected(county, "both")
    li, zhang, zhou, chen = (sign_in(county, who) for who in ("李校长", "张镇长", "周支书", "陈局长"))
    assert "还没有上报的辍学和疑似辍学学生 1 名" in plain(li.get(TODAY))
    assert "今天到期" in plain(li.get(PAGE))
    assert states(county, "same_day_report") == {"due"}
    [report] = buttons(li.get(PAGE), "send")
    assert send(li, PAGE, report).status_code == 302
    assert states(county, "same_day_report") == {"done"}
    assert "还没有上报" not in plain(li.get(TODAY))
    assert re.search(r"李校长 2026-09-01 09:00 用时 0 小时 按时", plain(li.get(PAGE)))
    for visitor, name, kind in (
        (zhang, "清溪镇", "乡镇政府"),
        (zhou, "柳树村", "村委会"),
        (chen, "晴川县", "县教育局"),
    ):
        assert "待签收的辍学上报 1 份" in plain(visitor.get(TODAY))
        assert f"{kind}未签收" in plain(visitor.get(PAGE))
        [to] = buttons(visitor.get(PAGE), "receive")
        [receiver] = re.findall(r'name="receiver" value="([^"]+)"', text_of(visitor.get(PAGE)))
        assert send(visitor, PAGE, to, receiver=receiver).status_code == 302
        assert re.search(rf"{kind} {name} \w+ 2026-09-01 09:00", plain(li.get(PAGE)))
        assert "待签收的辍学上报" not in plain(visitor.get(TODAY))
    assert "未签收" not in plain(li.get(PAGE)).partition("签收 姓名")[2]


@pytest.mark.clause("5.12")
def test_a_report_of_the_next_day_is_late_by_so_many_hours_and_days(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    case = suspected(county, "both")
    county.time.pass_by(hours=22)
    assert "已超期 1 天" in plain(sign_in(county, "李校长").get(PAGE))
    sent(county, case)
    assert re.search("用时 22 小时 迟 1 天", plain(sign_in(county, "陈局长").get(PAGE)))
    assert states(county, "same_day_report") == {"late"}


def test_without_a_plan_a_report_has_no_due_day_and_only_its_length_is_told(county: County) -> None:
    case = suspected(county, "both")
    county.time.pass_by(days=3)
    sent(county, case)
    shown = plain(sign_in(county, "李校长").get(PAGE))
    assert "用时 3 天" in shown
    assert "迟" not in shown


def test_many_cases_ask_as_much_as_few(county: County) -> None:
    adopted(county, plan=1)
    for number, key in enumerate(("both", "class_only", "other_class")):
        case = suspected(county, key, "李校长")
        report = sent(county, case)
        if number == 0:
            few = asked(county)
        county.time.pass_by(days=1)
        assert report
    suspected(county, "far_school", "赵老师")
    assert asked(county) == few


def asked(county: County) -> list[int]:
    """How many queries the page and the list of today take, for a head and the bureau."""
    Authenticator.objects.all().delete()
    found = []
    for visitor in (sign_in(county, "李校长"), sign_in(county, "陈局长")):
        for page in (PAGE, TODAY):
            visitor.get(page)  # what is kept of plans and settings is kept now
            with CaptureQueriesContext(connection) as queries:
                assert visitor.get(page).status_code == 200
            found.append(len([each for each in queries.captured_queries if "set_config" not in each["sql"]]))
    return found


def test_others_see_nothing_of_it(county: County) -> None:
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    sent(county, suspected(county, "both"))
    assert "慕容甲乙" not in plain(sign_in(county, "钱校长").get(PAGE))
    assert "慕容甲乙" not in plain(sign_in(county, "赵老师").get(PAGE))
    assert sign_in(county, "吴组长").get(PAGE).status_code == 403


def test_what_was_done_meanwhile_is_told_in_a_sentence(county: County) -> None:
    case = suspected(county, "both")
    li = sign_in(county, "李校长")
    [report] = buttons(li.get(PAGE), "send")
    other = suspected(county, "other_class", "李校长")
    sent(county, case)
    refused = send(li, PAGE, report)
    assert refused.status_code == 422
    assert "已经上报，同一次辍学只报一次" in plain(refused)
    assert f"{PAGE}{other}/send/" in buttons(refused, "send")
