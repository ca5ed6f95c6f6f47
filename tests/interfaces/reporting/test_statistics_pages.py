"""Statistics forms (2.25): official title, year and own term; a special case needs a remark before the head signs off."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import description_of
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reporting.models import SignedForm
from notoneless.records.enrolment.services import defer
from support.browsing import sign_in
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.roll_work import prefixed
from support.rolls import on_roll, suspended

PAGE = "/statistics/"
JUNE = 297
"""Days until the spring term is near its end, by which its forms are due: 25 June 2027."""


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def school(county: County, kind: str, way: str = "") -> str:
    return f"{PAGE}{kind}/schools/{county.units['school_a']}/{way}"


def row_of(answer: Any, name: str) -> dict[str, str]:
    """The cells of a pupil's row that say something, by their headings."""
    row = next(each for each in re.findall(r"<tr>.*?</tr>", text_of(answer), re.DOTALL) if name in each)
    cells = re.findall(r'<td data-label="([^"]+)">([^<]*)</td>', row)
    return {head: text.strip() for head, text in cells if text.strip()}


def states(county: County) -> set[str]:
    """How the duty of the term stands for the first school, reckoned anew."""
    reckoned(county)
    today = county.ctx("李校长").today
    rows = all_of(DutyRow, duty="remarks_filled", unit=county.units["school_a"])
    return {row.state for row in rows if row.due_on >= today}


@pytest.mark.clause("2.25")
def test_a_spring_form_has_its_title_and_waits_for_the_remark_of_a_special_case(county: County) -> None:
    adopted(county, "张镇长", "town_a", plan=2)
    prefixed(county)
    suspended(county)  # until the end of February, and not back since
    suspended(county, "other_class", until=DAY + timedelta(days=320))
    given = {"child": county.children["class_only"], "unit": county.units["school_a"], "reason": "19"}
    defer(county.ctx("陈局长"), on=DAY, until_on=DAY + timedelta(days=300), **given)
    county.time.pass_by(days=JUNE)
    li = sign_in(county, "李校长")
    listed = plain(li.get(PAGE))
    for title in ("晴川县2027年春季学期延缓入学学生信息统计表", "晴川县2027年春季学期休学学生信息统计表"):
        assert title in listed
    for title in ("晴川县2026年秋季学期随班就读学生信息统计表", "晴川县2026年秋季学期送教上门学生信息统计表"):
        assert title in listed
    page = school(county, "suspension")
    shown = li.get(page)
    assert "1 名特殊情况还没有填备注" in plain(shown)
    assert row_of(shown, "慕容甲乙")["到期日期"] == (DAY + timedelta(days=180)).isoformat()
    assert "身份证号" not in row_of(shown, "慕容甲乙")  # a sealed number is left to be written by hand
    assert states(county) == {"due"}
    refused = send(li, page, f"{page}sign/")
    assert refused.status_code == 422
    assert "还有 1 名特殊情况没有填备注" in plain(refused)
    remark = {"child": str(county.children["both"]), "remark": "复查后医生建议再休一个月"}
    assert send(li, page, f"{page}remark/", **remark).status_code == 302
    assert states(county) == {"done"}
    assert send(li, page, f"{page}sign/").status_code == 302
    assert "审定以后没有变化" in plain(send(li, page, f"{page}sign/"))
    row = the(SignedForm)
    assert (row.title, row.version, len(row.rows)) == ("晴川县2027年春季学期休学学生信息统计表", 1, 2)
    assert send(li, page, f"{page}paper/").status_code == 302
    paper = the(Paper)
    _, made = description_of(county.ctx("李校长"), paper.pk)
    assert (paper.number, made.title) == ("清溪小学统计〔2027〕1号", row.title)
    assert "复查后医生建议再休一个月" in str(made)
    assert li.get(f"/papers/{paper.pk}/pdf/").content.startswith(b"%PDF")
    deferred = row_of(li.get(school(county, "deferral")), "欧阳丙丁")
    assert (deferred["开始日期"], deferred["到期应入学校"]) == ("2026-09-01", "清溪镇中心小学")


@pytest.mark.clause("2.25")
def test_an_autumn_form_lists_whom_the_school_names_and_asks_why_one_is_not_on_the_roll(county: County) -> None:
    adopted(county, "张镇长", "town_a", plan=2, document__autumn_forms="随班就读统计表 送教统计表 辍学统计表")
    on_roll(county, "class_only")
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    li, page = sign_in(county, "李校长"), school(county, "inclusion")
    for key in ("both", "class_only"):
        assert send(li, page, f"{page}list/", child=str(county.children[key])).status_code == 302
    assert send(li, page, f"{page}list/", child=str(county.children["far"])).status_code == 404
    shown = li.get(page)
    assert "晴川县2026年秋季学期随班就读统计表" in plain(shown)  # as the plan that binds names it
    assert "不在本校学籍上" in plain(shown)
    known = row_of(shown, "欧阳丙丁")
    assert (known["班主任"], known["是否正常到校"]) == ("王老师", "是")
    assert "残疾类别" not in known  # written by hand, never guessed
    assert send(li, page, f"{page}sign/").status_code == 422
    assert send(li, page, f"{page}unlist/", child=str(county.children["both"])).status_code == 302
    assert send(li, page, f"{page}sign/").status_code == 302
    with ZipFile(BytesIO(li.get(f"{PAGE}inclusion/workbook/").content)) as kept:
        text = " ".join(kept.read(each).decode() for each in kept.namelist() if each.endswith(".xml"))
    for word in (
        "晴川县2026年秋季学期随班就读统计表",
        "资源教师",
        "是否正常到校",
        "备注",
        "欧阳丙丁",
        "共 1 人",
        "mergeCell",
    ):
        assert word in text
    zhang = sign_in(county, "张镇长")
    assert "1 / 1" in plain(zhang.get(PAGE))
    assert "欧阳丙丁" in plain(zhang.get(page))
    assert f"{page}remark/" not in text_of(zhang.get(page))
    qian = sign_in(county, "钱校长")
    assert "欧阳丙丁" not in plain(qian.get(f"{PAGE}inclusion/"))
    for path in (page, f"{PAGE}inclusion/?school={county.units['school_a']}"):
        assert qian.get(path).status_code == 404
    assert sign_in(county, "赵老师").get(PAGE).status_code == 403
    assert li.get(f"{PAGE}nonsense/").status_code == 404


def test_a_form_of_a_term_that_is_over_speaks_of_its_last_day(county: County) -> None:
    suspended(county)  # in September: on no form of the spring before
    li, page = sign_in(county, "李校长"), school(county, "suspension")
    assert "晴川县2026年春季学期休学" in plain(li.get(page))
    assert "慕容甲乙" not in plain(li.get(page))
    assert send(li, page, f"{page}list/", child=str(county.children["both"])).status_code == 422  # it fills itself
    assert send(li, page, f"{page}sign/").status_code == 302  # nobody: signed off all the same
    assert the(SignedForm).as_of < date(2026, 8, 1)
