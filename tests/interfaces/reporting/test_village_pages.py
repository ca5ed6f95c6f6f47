"""A school sums up its villages for the township (5.07): handed in village by village, sent by the head, received."""

import re
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from notoneless.foundation.papers.selectors import description_of
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reporting.models import VillageSummary
from notoneless.typesetting.paper import Table
from support.browsing import sign_in
from support.cases import suspected, verified
from support.county import County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.returns import LAST, at
from support.roll_work import prefixed
from support.villages import answered_for, handed_in, summed_up

PAGE, TODAY = "/villages-found/", "/today/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(county: County, due_on: date = LAST) -> dict[str, str]:
    """How the duty of a month stands, by school."""
    reckoned(county)
    names = {county.units["school_a"]: "school_a", county.units["school_z"]: "school_z"}
    return {names[row.unit_id]: row.state for row in all_of(DutyRow, duty="village_summary", due_on=due_on)}


@pytest.mark.clause("5.07")
def test_a_school_collects_its_villages_and_reports_them_to_the_township(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    answered_for(answered_for(county), "village_b")
    appoint(county, "石支书", "village_secretary", "village_b", "13900007771")
    suspected(county, "group_only", "陈局长")  # a child of the village in no school
    verified(county, "both")
    at(county)
    ho, shi, li, zhang = (sign_in(county, who) for who in ("何老师", "石支书", "李校长", "张镇长"))
    assert "还有 2 个村没有交情况" in plain(li.get(PAGE))
    hand_in = f"{PAGE}{county.units['village_a']}/2026-09-01/hand-in/"
    # what there is to be checked is seen before it is handed in
    before = text_of(ho.get(PAGE))
    assert re.findall(r'<td data-label="[^"]+">(\d+)</td>', before) == ["0", "1", "1", "0"]
    assert "未交" in before
    assert send(ho, PAGE, hand_in, note="逐户看过").status_code == 302
    assert re.search(r"柳树村 清溪镇中心小学 0 1 1 0 何老师 2026-09-30 逐户看过", plain(ho.get(PAGE)))
    assert "还有 1 个村没有交情况" in plain(li.get(PAGE))
    assert states(county) == {"school_a": "due", "school_z": "due"}
    assert send(shi, PAGE, f"{PAGE}{county.units['village_b']}/2026-09-01/hand-in/").status_code == 302
    assert send(li, PAGE, f"{PAGE}{county.units['school_a']}/2026-09-01/send/").status_code == 302
    assert states(county) == {"school_a": "done", "school_z": "due"}
    # the head sees numbers and whom it teaches, the township sees everybody by name
    assert re.search(r"柳树村 0 1 1 0 慕容甲乙 另有 1 人现在不在您的范围里", plain(li.get(PAGE)))
    assert "待签收的包保村汇总 1 份" in plain(zhang.get(TODAY))
    shown = plain(zhang.get(PAGE))
    assert re.search(r"柳树村 0 1 1 0 司徒戊己 、 慕容甲乙 石桥村 0 0 0 0", shown), shown
    row = the(VillageSummary)
    assert send(zhang, PAGE, f"{PAGE}sent/{row.pk}/receive/", month="2026-09-01").status_code == 302
    assert "清溪镇 张镇长 2026-09-30" in plain(li.get(PAGE))
    assert "待签收的包保村汇总" not in plain(zhang.get(TODAY))


@pytest.mark.clause("5.07")
def test_a_summary_sent_in_the_next_month_is_late_and_serves_for_its_own_alone(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    at(county, date(2026, 10, 8))
    summed_up(county)
    assert states(county)["school_a"] == "late"
    assert states(county)["school_z"] == "broken"
    assert states(county, date(2026, 10, 31))["school_a"] == "due"
    assert "零报告" in plain(sign_in(county, "张镇长").get(f"{PAGE}2026-09-01/"))


def test_the_workbook_and_the_paper_name_no_child(county: County) -> None:
    prefixed(county)
    suspected(county, "group_only", "陈局长")
    row = summed_up(county)
    li = sign_in(county, "李校长")
    with ZipFile(BytesIO(li.get(f"{PAGE}workbook/?month=2026-09-01").content)) as kept:
        text = " ".join(kept.read(each).decode() for each in kept.namelist() if each.endswith(".xml"))
    assert "清溪镇中心小学2026年9月包保村失学辍学情况汇总表" in text
    assert "柳树村" in text
    made = send(li, PAGE, f"{PAGE}sent/{row}/paper/", month="2026-09-01")
    assert made.status_code == 302
    paper = the(VillageSummary).paper_id
    assert made["Location"] == f"/papers/{paper}/"
    _, whole = description_of(county.ctx("张镇长"), paper)
    [table] = [each for each in whole.blocks if isinstance(each, Table)]
    assert table.rows == (("1", "柳树村", "0", "1", "0", "0", "逐户看过"),)
    assert whole.number == "清溪小学包保汇总〔2026〕1号"
    assert "司徒戊己" not in str(whole) + text
    assert li.get(f"/papers/{paper}/pdf/").content.startswith(b"%PDF")


def test_who_has_no_part_in_it_sees_nothing(county: County) -> None:
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    appoint(county, "高镇长", "township_leader", "town_z", "13900008888")
    verified(county, "both")
    summed_up(county)
    for who in ("钱校长", "高镇长"):
        shown = plain(sign_in(county, who).get(PAGE))
        assert "慕容甲乙" not in shown
        assert "柳树村" not in shown
    assert sign_in(county, "王老师").get(PAGE).status_code == 403
    chen = sign_in(county, "陈局长")
    assert "柳树村" in plain(chen.get(PAGE))
    assert chen.get(f"{PAGE}nonsense/").status_code == 404


def test_what_is_missing_is_told_in_a_sentence(county: County) -> None:
    handed_in(county)
    answered_for(county, "village_b")
    li = sign_in(county, "李校长")
    assert li.get(f"{PAGE}workbook/").status_code == 302
    assert "这个月还没有学校汇总上报" in plain(li.get(PAGE))
    assert "还有 1 个村没有交情况" in plain(li.get(PAGE))
    assert "汇总报乡镇" not in plain(li.get(PAGE)).partition("还有 1 个村")[2]
