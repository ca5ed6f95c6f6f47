"""The register of leavers fills itself (4.07), three receive it (4.09), and a dropout is reported on paper (5.11)."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from notoneless.casework.cases.services import close_out, propose_close_out
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import description_of
from notoneless.foundation.papers.services import withdraw_paper
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reporting.models import DropoutPaper
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.rules.kinds import TracedTo
from notoneless.records.attendance.services import trace
from notoneless.typesetting.paper import Table
from support.attendance import reported
from support.browsing import sign_in
from support.cases import BACK, proposal_of_case, suspected, verified
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.dropout_reports import received, reported_to_all, sent, told
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.procedures import recorded
from support.roll_work import prefixed

PAGE, REPORTS = "/leavers/", "/dropout-reports/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def row_of(answer: Any, name: str) -> dict[str, str]:
    """The cells of a pupil's row, by their headings."""
    row = next(each for each in re.findall(r"<tr>.*?</tr>", text_of(answer), re.DOTALL) if name in each)
    cells = re.findall(r'<td data-label="([^"]+)">([^<]*)</td>', row)
    return {head: text.strip() for head, text in cells if text.strip()}


def states(county: County, duty: str) -> set[str]:
    """How a duty stands, reckoned anew."""
    reckoned(county)
    return {row.state for row in all_of(DutyRow, duty=duty)}


@pytest.mark.clause("4.07")
def test_the_register_fills_itself_from_what_was_recorded(county: County) -> None:
    prefixed(county)
    reported(county, DAY, both="absent")
    trace(county.ctx("王老师"), mark=the(AttendanceMark).pk, traced_to=TracedTo.WORKING, note="在镇上打工")
    town = sign_in(county, "张镇长")
    assert "没有流失学生" in plain(town.get(PAGE))
    case = verified(county, "both")
    told(county, case)
    reported_to_all(county, case)
    assert row_of(town.get(PAGE), "慕容甲乙") == {
        "学校": "清溪镇中心小学",
        "班级": "三年级（1）班",
        "性别": "男",
        "出生日期": "2017-01-01",
        "家长": "家长慕容甲乙（母亲）",
        "家庭地址": "清溪镇柳树村柳树村一组慕容甲乙家老屋",
        "离校日期": "2026-09-01",
        "情况": "确认辍学或失学",
        "流失原因": "打工务农",
        "去向": "外出打工",
        "发现人": "陈局长",
        "报校长": "2026-09-01",
        "学校上报": "2026-09-01",
        "村签收": "2026-09-01",
        "乡镇签收": "2026-09-01",
        "局签收": "2026-09-01",
    }
    county.time.pass_by(days=1)
    reported(county, DAY + timedelta(days=1))  # the register has seen it again
    li = sign_in(county, "李校长")
    propose_close_out(county.ctx("张镇长"), case=case, on=DAY, **BACK)
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY)
    back = row_of(li.get(PAGE), "慕容甲乙")
    assert (back["返校日期"], back["流失原因"]) == ("2026-09-01", "打工务农")
    assert send(li, PAGE, f"{PAGE}{county.units['school_a']}/paper/").status_code == 302
    paper = the(Paper)
    assert paper.number == "清溪小学流失登记〔2026〕1号"
    _, made = description_of(county.ctx("陈局长"), paper.pk)
    [table] = [each for each in made.blocks if isinstance(each, Table)]
    assert table.rows == (
        (
            "1",
            "三年级（1）班",
            "慕容甲乙",
            "家长慕容甲乙（母亲）",
            "清溪镇柳树村柳树村一组慕容甲乙家老屋",
            "9月1日",
            "已销号，打工务农",
            "外出打工",
            "班主任9月1日报校长；学校9月1日上报；村9月1日签收；乡镇9月1日签收；局9月1日签收；9月1日返校",
        ),
    )
    assert li.get(f"/papers/{paper.pk}/pdf/").content.startswith(b"%PDF")
    assert li.get(f"/papers/{paper.pk}/word/").content.startswith(b"PK")


@pytest.mark.clause("4.07")
def test_the_workbook_holds_the_columns_of_the_plan_and_a_dropout_of_last_year_is_gone(county: County) -> None:
    case = verified(county, "both")
    li = sign_in(county, "李校长")
    with ZipFile(BytesIO(li.get(f"{PAGE}workbook/").content)) as kept:
        text = " ".join(kept.read(each).decode() for each in kept.namelist() if each.endswith(".xml"))
    for word in ("清溪镇中心小学流失学生登记表", "姓名", "流失原因", "家长", "家庭地址", "去向", "慕容甲乙", "共 1 人"):
        assert word in text
    assert "mergeCell" in text
    propose_close_out(county.ctx("张镇长"), case=case, on=DAY, **BACK)
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY)
    assert "慕容甲乙" in plain(li.get(PAGE))
    county.time.at += timedelta(days=400)
    assert "慕容甲乙" not in plain(sign_in(county, "周支书").get(PAGE))


@pytest.mark.clause("4.09")
def test_a_leaver_is_known_to_township_village_and_bureau_once_all_three_have_received(county: County) -> None:
    adopted(county, plan=4)
    case = suspected(county, "both")
    report = sent(county, case, note="跟父母去广东")
    for who in ("张镇长", "周支书", "陈局长"):
        seen = row_of(sign_in(county, who).get(PAGE), "慕容甲乙")
        assert (seen["家长"], seen["学校上报"]) == ("家长慕容甲乙（母亲）", "2026-09-01")
        assert "家庭地址" in seen
    received(county, report)
    received(county, report, "周支书", "village_a")
    assert states(county, "three_receipts") == {"due"}  # two of three, and the teacher's report counts for none
    told(county, case)
    assert states(county, "three_receipts") == {"due"}
    received(county, report, "陈局长", "county")
    assert states(county, "three_receipts") == {"done"}
    assert row_of(sign_in(county, "李校长").get(PAGE), "慕容甲乙")["局签收"] == "2026-09-01"


@pytest.mark.clause("5.11")
def test_a_verified_dropout_is_reported_on_paper_to_township_and_bureau(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    prefixed(county)
    case = verified(county, "both")
    report = sent(county, case, note="跟父母去广东")
    recorded(county)
    assert states(county, "paper_reports") == {"due"}
    li = sign_in(county, "李校长")
    address = f"{REPORTS}sent/{report}/papers/"
    assert address in text_of(li.get(REPORTS))
    assert address not in text_of(sign_in(county, "陈局长").get(REPORTS))
    assert send(li, REPORTS, address).status_code == 302
    assert states(county, "paper_reports") == {"done"}
    rows = sorted(all_of(DropoutPaper), key=lambda row: row.kind)
    assert [row.kind for row in rows] == ["county", "township"]
    whole = {row.kind: str(description_of(county.ctx("李校长"), row.paper_id)[1]) for row in rows}
    assert "晴川县教育局" in whole["county"]
    assert "清溪镇人民政府（街道办事处）" in whole["township"]
    for text in whole.values():
        for word in ("慕容甲乙", "家长慕容甲乙（母亲）", "慕容甲乙家老屋", "打工务农", "跟父母去广东", "已劝返1次"):
            assert word in text
    shown = plain(li.get(REPORTS))
    assert "清溪小学辍学报告〔2026〕1号" in shown
    assert address not in text_of(li.get(REPORTS))
    withdraw_paper(county.ctx("李校长"), issued_paper=rows[0].paper_id, reason="日期写错")
    assert states(county, "paper_reports") == {"due"}
    assert send(li, REPORTS, address).status_code == 302
    assert states(county, "paper_reports") == {"done"}
    assert [row.kind for row in all_of(DropoutPaper)].count("township") == 1


def test_no_paper_before_the_dropout_is_verified_and_none_twice(county: County) -> None:
    prefixed(county)
    report = sent(county, suspected(county, "both"))
    li = sign_in(county, "李校长")
    suspected(county, "other_class", "李校长")  # its form is on the page
    address = f"{REPORTS}sent/{report}/papers/"
    assert "核实为辍学以后" in plain(send(li, REPORTS, address))
    assert not all_of(DropoutPaper)
    other = sent(county, verified(county, "class_only"))
    address = f"{REPORTS}sent/{other}/papers/"
    assert send(li, REPORTS, address).status_code == 302
    assert "都已出具" in plain(send(li, REPORTS, address))
    assert len(all_of(DropoutPaper)) == 2


def test_each_reads_the_register_of_the_own_units(county: County) -> None:
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    verified(county, "both")
    verified(county, "far")
    assert "夏侯子丑" not in plain(sign_in(county, "李校长").get(PAGE))
    qian = sign_in(county, "钱校长")
    assert "慕容甲乙" not in plain(qian.get(PAGE))
    chen = sign_in(county, "陈局长")
    assert {"慕容甲乙", "夏侯子丑"} <= set(plain(chen.get(PAGE)).split())
    one = plain(chen.get(f"{PAGE}?school={county.units['school_z']}"))
    assert "慕容甲乙" not in one
    assert "夏侯子丑" in one
    assert chen.get(f"{PAGE}?school=nonsense").status_code == 404
    assert send(qian, PAGE, f"{PAGE}{county.units['school_a']}/paper/").status_code == 404
    assert sign_in(county, "吴组长").get(PAGE).status_code == 403


def test_a_school_without_a_prefix_is_told_where_to_set_it(county: County) -> None:
    answer = send(sign_in(county, "李校长"), PAGE, f"{PAGE}{county.units['school_a']}/paper/")
    assert answer.status_code == 422
    assert "还没有发文代字" in plain(answer)
    assert date(2026, 9, 1) == DAY
