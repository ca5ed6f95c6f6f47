"""Dropouts and returns are reported upwards in time, and suspected pupils checked with township and village (4.05)."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from notoneless.casework.cases.services import close_out, propose_close_out, verify
from notoneless.foundation.access.refusals import NotAllowed, Refused, Unusable
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reporting.models import BackReport, JointCheck
from notoneless.oversight.reporting.rules.checking import why_no_check
from support.attendance import reported
from support.browsing import sign_in
from support.cases import BACK, WORKING, cleared, proposal_of_case, proposed, suspected, verified
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.dropout_reports import TOGETHER, back_received, back_sent, checked, sent
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.returns import at

PAGE, TODAY = "/dropouts-and-returns/", "/today/"


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


@pytest.mark.clause("4.05")
def test_dropouts_and_returns_are_reported_in_time_and_the_suspected_checked_together(county: County) -> None:
    adopted(county, plan=4)
    case = suspected(county, "both")
    sent(county, case)
    li, zhang, zhou, chen = (sign_in(county, who) for who in ("李校长", "张镇长", "周支书", "陈局长"))
    assert states(county, "same_day_report") == {"done"}
    assert states(county, "joint_check") == {"due"}
    # checked together, who took part of each, and what they found
    given = {"on": "2026-09-01", **TOGETHER}
    refused = send(li, PAGE, f"{PAGE}{case}/check/", **given | {"village_people": ""})
    assert refused.status_code == 422
    assert 'value="张镇长"' in text_of(refused)  # what was typed stays
    assert send(li, PAGE, f"{PAGE}{case}/check/", **given).status_code == 302
    for visitor in (li, zhang, zhou, chen):
        shown = plain(visitor.get(PAGE))
        assert "2026-09-01 确实没有上学 清溪镇中心小学王老师、李校长；清溪镇张镇长；柳树村周支书" in shown
    assert states(county, "joint_check") == {"done"}
    # the pupil is back: reported the same day, received by the three
    assert "上报返校" not in plain(li.get(PAGE)).partition("返校上报 签收 ")[2]
    for who, step in (("张镇长", "propose"), ("陈局长", "close")):
        closed(county, case, who, step)
    assert states(county, "return_report") == {"due"}
    assert send(li, PAGE, f"{PAGE}{case}/back/", note="今天到校").status_code == 302
    assert states(county, "return_report") == {"done"}
    for visitor, kind in ((zhang, "乡镇政府"), (zhou, "村委会"), (chen, "县教育局")):
        assert "待签收的返校上报 1 份" in plain(visitor.get(TODAY))
        [receiver] = re.findall(r'name="receiver" value="([^"]+)"', text_of(visitor.get(PAGE)))
        assert send(visitor, PAGE, f"{PAGE}sent/{the(BackReport).pk}/receive/", receiver=receiver).status_code == 302
        assert re.search(rf"{kind} \S+ 2026-09-01", plain(li.get(PAGE)))
        assert "待签收的返校上报" not in plain(visitor.get(TODAY))
    assert "本月上报辍学和疑似辍学 1 人，上报返校 1 人，共同核查 1 次" in plain(chen.get(PAGE))
    sheet = load_workbook(BytesIO(chen.get(f"{PAGE}workbook/").content)).active
    row = next(each for each in sheet.iter_rows(values_only=True) if each[1] == "慕容甲乙")
    assert row[5:7] == ("2026-09-01", None)
    assert row[8:] == ("2026-09-01", "2026-09-01", "清溪镇、柳树村、晴川县")


def closed(county: County, case: Any, who: str, step: str) -> None:
    """A verified case proposed and closed out as returned."""
    if step == "propose":
        verify(county.ctx(who), case=case, on=DAY, **WORKING)
        propose_close_out(county.ctx(who), case=case, on=DAY, **BACK)
    else:
        close_out(county.ctx(who), case=case, proposal=proposal_of_case(case), on=DAY)


def test_who_has_no_part_in_it_sees_nothing(county: County) -> None:
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    appoint(county, "高镇长", "township_leader", "town_z", "13900008888")
    case = suspected(county, "both")
    checked(county, case)
    for who in ("赵老师", "钱校长", "高镇长"):
        assert "慕容甲乙" not in plain(sign_in(county, who).get(PAGE))
    assert "慕容甲乙" in plain(sign_in(county, "王老师").get(PAGE))
    assert sign_in(county, "吴组长").get(PAGE).status_code == 403
    for who in ("王老师", "张镇长", "周支书"):
        with pytest.raises(NotAllowed):
            checked(county, case, who)


def test_a_return_is_reported_once_and_only_where_records_say_so(county: County) -> None:
    case = verified(county, "both")
    with pytest.raises(Refused, match="还没有这名学生返校的记录"):
        back_sent(county, case)
    at(county, date(2026, 9, 3))
    reported(county, date(2026, 9, 2), both="absent")
    with pytest.raises(Refused, match="还没有这名学生返校的记录"):
        back_sent(county, case)
    reported(county, date(2026, 9, 3))
    report = back_sent(county, case)  # the register has seen it again
    assert (the(BackReport).back_on, the(BackReport).due_on) == (date(2026, 9, 3), None)
    with pytest.raises(Refused, match="返校已经上报"):
        back_sent(county, case)
    back_received(county, report)
    with pytest.raises(Refused, match="清溪镇已经签收"):
        back_received(county, report)
    with pytest.raises(Unusable, match="不签收这份上报"):
        back_received(county, report, "陈局长", "town_a")


def test_a_report_of_a_return_is_late_after_the_day_that_the_plan_sets(county: County) -> None:
    adopted(county, plan=4)
    case = proposed(county)
    at(county, date(2026, 9, 2))
    back_sent(county, case)
    assert (the(BackReport).back_on, the(BackReport).due_on) == (DAY, DAY)
    assert re.search("2026-09-01 返校，2026-09-02 上报 迟", plain(sign_in(county, "李校长").get(PAGE)))


def test_only_an_open_case_is_checked_and_the_people_are_prefilled(county: County) -> None:
    checked(county, suspected(county, "both"))
    other = suspected(county, "class_only")
    li = sign_in(county, "李校长")
    assert text_of(li.get(PAGE)).count('value="周支书"') == 2
    checked(county, other, result="not_met")
    assert the(JointCheck, child=county.children["class_only"]).village_id is None  # no home is known
    with pytest.raises(Refused, match="不用再核查"):
        checked(county, cleared(county, "other_class"))
    with pytest.raises(Unusable, match="不能晚于今天"):
        checked(county, other, on=date(2026, 9, 2))
    assert why_no_check(date(2026, 8, 31), DAY, DAY) is not None
