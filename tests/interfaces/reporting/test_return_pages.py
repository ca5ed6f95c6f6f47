"""Monthly returns on the web: a school explains and signs, township and bureau see who has and receive (5.13, 8.07, 8.10)."""

import re
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reporting.models import MonthlyReturn
from support.browsing import Visitor, sign_in
from support.cases import suspected, verified
from support.county import County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.returns import LAST, at, signed
from support.roll_work import prefixed

LIST = "/monthly-returns/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def of(county: County, unit: str = "school_a") -> str:
    """The page of a school's September."""
    return f"{LIST}{county.units[unit]}/2026-09-01/"


def explain_all(visitor: Visitor, page: str) -> int:
    """Explain every contradiction that the page shows, all in one form; how many."""
    fields = re.findall(r'name="(said-[^"]+)"', text_of(visitor.get(page)))
    if fields:
        answer = send(visitor, page, f"{page}explain/", **dict.fromkeys(fields, "开学典礼，未点名"))
        assert answer.status_code == 302, plain(answer)
    return len(fields)


def sign(visitor: Visitor, page: str, **given: str) -> Any:
    """Sign what the page shows."""
    [seen] = re.findall(r'name="seen" value="([^"]+)"', text_of(visitor.get(page)))
    return send(visitor, page, f"{page.partition('?')[0]}sign/", seen=seen, **given)


def states(county: County, duty: str, due_on: date = LAST) -> dict[str, str]:
    """How a duty of a month stands, by school."""
    names = {county.units["school_a"]: "school_a", county.units["school_z"]: "school_z"}
    return {names[row.unit_id]: row.state for row in all_of(DutyRow, duty=duty, due_on=due_on)}


@pytest.mark.clause("5.13")
def test_a_nil_return_is_explained_signed_and_received_and_who_is_missing_is_seen(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    at(county)
    li, zhang, chen = (sign_in(county, who) for who in ("李校长", "张镇长", "陈局长"))
    page = of(county)
    before = plain(li.get(page))
    assert "零报告" in before
    assert "还有 3 处矛盾没有处理，不能签发" in before
    assert 'name="seen"' not in text_of(li.get(page))
    assert "2 所学校里有 2 所还没有报" in re.sub(r" +", " ", plain(chen.get(LIST)))
    assert "还没有报" in plain(zhang.get(page))
    assert explain_all(li, page) == 3
    assert sign(li, page).status_code == 302
    assert "已签发第 1 版" in plain(li.get(page))
    shown = plain(chen.get(LIST))
    assert "2 所学校里有 1 所还没有报" in shown
    assert re.search(r"清溪镇中心小学 清溪镇 已报 09-30 零报告", shown), shown
    for visitor, unit, name in ((zhang, "town_a", "清溪镇"), (chen, "county", "晴川县")):
        answer = send(visitor, page, f"{page}receive/", receiver=str(county.units[unit]))
        assert answer.status_code == 302, plain(answer)
        assert re.search(rf"{name} (张镇长|陈局长) 2026-09-30", plain(visitor.get(page)))
    reckoned(county)
    assert states(county, "monthly_return") == {"school_a": "done", "school_z": "due"}
    at(county, date(2026, 10, 1))
    reckoned(county)
    assert states(county, "monthly_return") == {"school_a": "done", "school_z": "broken"}


@pytest.mark.clause("5.13")
def test_a_return_that_is_signed_late_is_late_for_its_month_and_does_not_serve_for_the_next(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    at(county, date(2026, 10, 9))
    li = sign_in(county, "李校长")
    explain_all(li, of(county))
    assert sign(li, of(county)).status_code == 302
    assert "迟报" in plain(sign_in(county, "陈局长").get(f"{LIST}?month=2026-09-01"))
    reckoned(county)
    assert states(county, "monthly_return")["school_a"] == "late"
    assert states(county, "monthly_return", date(2026, 10, 31))["school_a"] == "due"


@pytest.mark.clause("8.07", "8.10")
def test_dropouts_are_counted_by_hamlet_and_class_and_enrolment_by_class(county: County) -> None:
    adopted(county)
    verified(county, "both")
    suspected(county, "other_class", "李校长")
    at(county)
    li = sign_in(county, "李校长")
    page = of(county)
    shown = plain(li.get(page))
    assert re.search(
        r"班级 应到 请假 休学 转入 转出待确认 未返校 三年级（1）班 2 0 0 0 0 1 三年级（2）班 1 0 0 0 0 0", shown
    ), shown
    assert re.search(r"村屯 疑似辍学 本月辍学 本月劝返复学 未返校 柳树村一组 0 1 0 1 柳树村二组 1 0 0 0", shown), shown
    assert re.search(r"未返校 1 人 慕容甲乙", shown), shown
    reckoned(county)
    assert {states(county, duty)["school_a"] for duty in ("dropouts_counted", "enrolment_summed")} == {"due"}
    explain_all(li, page)
    assert sign(li, page).status_code == 302
    reckoned(county)
    assert {states(county, duty)["school_a"] for duty in ("dropouts_counted", "enrolment_summed")} == {"done"}


def test_a_correction_is_prepared_and_signed_with_its_reason(county: County) -> None:
    at(county)
    signed(county)
    suspected(county, "both", "李校长")
    li, page = sign_in(county, "李校长"), of(county)
    assert "慕容甲乙" not in plain(li.get(page))
    assert "慕容甲乙" in plain(li.get(f"{page}?afresh=1"))
    refused = sign(li, f"{page}?afresh=1", afresh="1")
    assert refused.status_code == 422
    assert "更正要写明原因" in plain(refused)
    assert sign(li, f"{page}?afresh=1", afresh="1", reason="补报").status_code == 302
    assert re.search(r"第 2 版 .*更正原因 补报", plain(li.get(page)))
    assert "慕容甲乙" not in plain(li.get(f"{page}?version=1"))


def test_others_see_nothing_of_a_return(county: County) -> None:
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    verified(county, "both")
    at(county)
    signed(county)
    qian = sign_in(county, "钱校长")
    for address in (of(county), f"{of(county)}workbook/"):
        assert qian.get(address).status_code == 404
    assert "清溪镇中心小学" not in plain(qian.get(LIST))
    assert sign_in(county, "赵老师").get(of(county)).status_code == 403
    assert sign_in(county, "周支书").get(LIST).status_code == 403
    li = sign_in(county, "李校长")
    assert li.get(of(county, "class_a")).status_code == 404
    assert li.get(f"{LIST}{county.units['school_a']}/nonsense/").status_code == 404


def rows_of(content: bytes) -> str:
    """All texts of a workbook, and its merged ranges."""
    with ZipFile(BytesIO(content)) as kept:
        names = [each for each in kept.namelist() if each.startswith("xl/") and each.endswith(".xml")]
        return " ".join(kept.read(each).decode() for each in names)


def test_the_workbooks_and_the_paper_agree_with_the_page(county: County) -> None:
    prefixed(county)
    verified(county, "both")
    at(county)
    row = signed(county)
    li, chen = sign_in(county, "李校长"), sign_in(county, "陈局长")
    own = rows_of(li.get(f"{of(county)}workbook/").content)
    assert "清溪镇中心小学2026年9月控辍保学月报表" in own
    assert row.digest[:16] in own
    assert "mergeCell" in own
    whole = rows_of(chen.get(f"{LIST}workbook/?month=2026-09-01").content)
    assert "应报 2 所，已报 1 所，未报 1 所" in whole
    assert "审计日根" in whole
    made = send(li, of(county), f"{of(county)}paper/")
    assert made.status_code == 302
    paper = the(MonthlyReturn).paper_id
    assert made["Location"] == f"/papers/{paper}/"
    assert li.get(f"/papers/{paper}/pdf/").content.startswith(b"%PDF")
    assert li.get(f"/papers/{paper}/word/").content.startswith(b"PK")


def test_the_bureau_takes_what_all_schools_signed_in_one_zip(county: County) -> None:
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    verified(county, "both")
    at(county)
    chen = sign_in(county, "陈局长")
    early = chen.get(f"{LIST}workbooks/?month=2026-09-01")
    assert early["Location"] == LIST
    assert "2026年9月还没有学校签报月报" in plain(chen.get(LIST))
    assert f"{LIST}workbooks/" not in text_of(chen.get(f"{LIST}?month=2026-09-01"))
    signed(county)
    assert f"{LIST}workbooks/?month=2026-09-01" in text_of(chen.get(f"{LIST}?month=2026-09-01"))
    answer = chen.get(f"{LIST}workbooks/?month=2026-09-01")
    with ZipFile(BytesIO(answer.content)) as bundle:
        [name] = bundle.namelist()
        bound = bundle.read(name)
    assert name == "001 清溪镇中心小学.xlsx"
    assert bound == chen.get(f"{of(county)}workbook/").content
    assert any(each.action == "monthly_return.read" and each.count == 1 for each in all_of(Entry))
    assert sign_in(county, "钱校长").get(f"{LIST}workbooks/?month=2026-09-01").status_code == 302
    assert sign_in(county, "周支书").get(f"{LIST}workbooks/?month=2026-09-01").status_code == 403


def test_a_school_without_a_prefix_is_told_where_to_set_it(county: County) -> None:
    at(county)
    signed(county)
    li = sign_in(county, "李校长")
    answer = send(li, of(county), f"{of(county)}paper/")
    assert answer["Location"] == of(county)
    assert "还没有发文代字" in plain(li.get(of(county)))


@pytest.mark.parametrize("day", ["0001-01-01", "1999-09-01", "9999-12-01"])
@pytest.mark.parametrize("who", ["李校长", "陈局长"])
def test_a_month_more_than_a_year_away_is_not_found(county: County, who: str, day: str) -> None:
    visitor, page = sign_in(county, who), f"{LIST}{county.units['school_a']}/{day}/"
    assert (visitor.get(page).status_code, visitor.get(f"{page}workbook/").status_code) == (404, 404)


def test_contradictions_are_explained_together_each_with_a_way_to_its_rows(county: County) -> None:
    at(county)
    li = sign_in(county, "李校长")
    page = of(county)
    shown = text_of(li.get(page))
    fields = re.findall(r'name="(said-[^"]+)"', shown)
    assert len(fields) > 1
    assert shown.count(f'action="{page}explain/"') == 1
    ways = re.findall(r'<a href="([^"]+)">去看看</a>', shown)
    assert len(ways) == len(fields)
    for way in ways:
        assert li.get(way).status_code == 200, way
    gone = {fields[0]: "开学典礼，未点名", "said-not_reported:x:1": "没有这一条"}
    refused = send(li, page, f"{page}explain/", **gone)
    assert refused.status_code == 422
    assert "开学典礼，未点名" in text_of(refused), "what was typed stays"
    assert "开学典礼，未点名" not in text_of(li.get(page)), "all are kept, or none"
    one = {fields[0]: "开学典礼，未点名", fields[1]: ""}
    assert send(li, page, f"{page}explain/", **one).status_code == 302
    assert text_of(li.get(page)).count("开学典礼，未点名") == 1
