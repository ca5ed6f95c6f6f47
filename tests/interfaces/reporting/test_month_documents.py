"""All documents of one month, read back as they are handed out, say the same: sheets, Word and PDF."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from notoneless.casework.cases.services import close_out, propose_close_out
from notoneless.foundation.audit.selectors import last_root
from notoneless.foundation.audit.services import seal_entries
from notoneless.foundation.papers.models import Paper
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.reporting.services import (
    issue_papers,
    issue_register,
    issue_return_paper,
    issue_summary_paper,
)
from notoneless.records.attendance.services import apply_leave
from notoneless.records.enrolment.services import enter
from notoneless.typesetting.paper import SPACE_TO_BREAK, written_day
from support.attendance import reported
from support.browsing import sign_in
from support.cases import BACK, proposal_of_case, suspected, verified
from support.county import DAY, County, enter_child
from support.databases import all_of, owners_eyes
from support.dropout_reports import sent
from support.feedback import entered, fed_back
from support.returns import LAST, at, signed
from support.roll_work import prefixed
from support.rolls import CLASS_OF, on_roll, suspended
from support.rolls import sent as let_go
from support.villages import summed_up

MONTH = "2026-09-01"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture
def month(county: County) -> County:
    """A month with a dropout and a suspected pupil, both living in the village that the school answers for."""
    return _made_up(county)


@pytest.fixture
def fuller(county: County) -> County:
    """The same month with others beside them: one who is back, one with leave, one suspended, one let go, one who came."""
    for number, (key, name) in enumerate(OTHERS.items(), start=40):
        enter_child(county, key, name, "class_b", "group_b", number)
    CLASS_OF.update(dict.fromkeys(OTHERS, "class_b"))
    given = {"unit": county.units["class_b"], "on": DAY, "grade": 3, "movement": "13", "number_kind": "G"}
    enter(county.ctx("陈局长"), child=county.children["come"], **given)
    suspended(county, "rests")
    let_go(county, "gone")
    for key in ("back", "ill"):
        on_roll(county, key)
    back = verified(county, "back")
    sent(county, back)
    propose_close_out(county.ctx("张镇长"), case=back, on=DAY, **BACK)
    close_out(county.ctx("陈局长"), case=back, proposal=proposal_of_case(back), on=DAY)
    leave = {"first_on": LAST, "last_on": LAST, "reason": "sick", "note": "发烧", "asked_by": "母亲"}
    made = _made_up(county, lambda: apply_leave(county.ctx("李校长"), child=county.children["ill"], **leave))
    for key in OTHERS:
        del CLASS_OF[key]
    return made


OTHERS = {"come": "令狐转入", "rests": "公孙休学", "gone": "端木转出", "back": "司马复学", "ill": "申屠请假"}


def _made_up(county: County, at_last: Callable[[], Any] = lambda: None) -> County:
    prefixed(county)
    for key in ("both", "class_only", "other_class"):
        on_roll(county, key)
    reports = [sent(county, verified(county, "both")), sent(county, suspected(county, "other_class", "李校长"))]
    at(county)
    at_last()
    reported(county, LAST, both="absent")
    if "ill" in county.children:
        reported(county, LAST, "class_b", "李校长", ill="leave")
    with owners_eyes():
        seal_entries()
    issue_return_paper(county.ctx("李校长"), monthly_return=signed(county).pk)
    issue_papers(county.ctx("李校长"), dropout_report=reports[0])
    issue_register(county.ctx("李校长"), unit=county.units["school_a"])
    issue_summary_paper(county.ctx("李校长"), village_summary=summed_up(county))
    fed_back(county)
    return county


def sheets(visitor: Client, address: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a workbook, by sheet."""
    book = load_workbook(BytesIO(visitor.get(address).content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def under_heads(rows: list[tuple[Any, ...]], first: str) -> list[dict[str, Any]]:
    """The rows under the headings, of which `first` is the first."""
    at_row = next(number for number, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[at_row], row, strict=True)) for row in rows[at_row + 1 :] if row[0]]


def of_kind(kind: str) -> Iterator[Any]:
    """The papers of a kind that stand."""
    return (row for row in all_of(Paper) if row.kind == kind)


def word_tables(visitor: Client, paper: Any) -> list[list[list[str]]]:
    """The tables of a paper as Word."""
    return tables_at(visitor, f"/papers/{paper.pk}/word/")


def tables_at(visitor: Client, address: str) -> list[list[list[str]]]:
    """The tables of a Word document."""
    document = Document(BytesIO(visitor.get(address).content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def pdf_text(visitor: Client, paper: Any) -> str:
    """What a paper says as PDF, without blanks: lines and cells are broken wherever they end."""
    return pdf_at(visitor, f"/papers/{paper.pk}/pdf/")


def pdf_at(visitor: Client, address: str) -> str:
    """The same of any PDF."""
    pages = PdfReader(BytesIO(visitor.get(address).content)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def summed(rows: list[list[str]], head: str) -> int:
    """A column of a table added up, without a row that is its sum already."""
    column = rows[0].index(head)
    return sum(int(row[column]) for row in rows[1:] if row[0] != "合计")


def test_every_document_of_a_month_says_the_same(month: County) -> None:
    li = sign_in(month, "李校长")
    school = month.units["school_a"]
    found = sheets(li, f"/monthly-returns/{school}/{MONTH}/workbook/")
    grades, rooms, hamlets = (under_heads(found[name], "单位") for name in ("分年级", "分班", "分村屯"))
    total = grades[-1]
    assert total["单位"] == "合计"
    assert (total["应到"], total["疑似辍学"], total["本月辍学"], total["未返校"]) == (3, 1, 1, 1)
    # by grade, by class and by hamlet
    for head in ("应到", "未返校"):
        assert sum(row[head] for row in rooms) == sum(row[head] for row in grades[:-1]) == total[head]
    for head in ("疑似辍学", "本月辍学", "未返校"):
        assert sum(row[head] for row in hamlets) == total[head]
    # the schools of the month together
    chen = sign_in(month, "陈局长")
    schools = under_heads(sheets(chen, f"/monthly-returns/workbook/?month={MONTH}")["汇总"], "单位")
    assert schools[-1]["应到"] == total["应到"]
    assert [row["未返校"] for row in schools if row["单位"] == "清溪镇中心小学"] == [1]
    # on paper, as Word and as PDF
    [paper] = of_kind("monthly_return")
    word = word_tables(li, paper)
    by_grade, by_room, by_hamlet = (
        next(table for table in word if table[0][0] == head) for head in ("年级", "班级", "村屯")
    )
    assert by_grade[-1] == ["合计", "3", "1", "0", "1", "1", "0", "0", "0", "1", "1", "0", "1"]
    assert [summed(by_grade, head) for head in ("应到", "疑似辍学", "辍学", "未返")] == [3, 1, 1, 1]
    assert [summed(by_room, head) for head in ("应到", "未返")] == [3, 1]
    assert [summed(by_hamlet, head) for head in ("疑似辍学", "辍学", "未返")] == [1, 1, 1]
    printed = pdf_text(li, paper)
    assert "合计" + "".join(by_grade[-1][1:]) in printed
    # the register of leavers, the reports upwards and the villages count the same children
    [register_rows] = sheets(li, f"/leavers/workbook/?school={school}").values()
    leavers = under_heads(register_rows, "序号")
    assert sorted(row["情况"] for row in leavers) == ["疑似辍学", "确认辍学或失学"], leavers
    [register] = of_kind("leaver_register")
    assert f"登记{len(leavers)}人" in pdf_text(li, register)
    told = under_heads(sheets(li, f"/dropouts-and-returns/workbook/?month={MONTH}")["1"], "序号")
    assert len([row for row in told if row["辍学上报"]]) == total["疑似辍学"] + total["本月辍学"] == len(leavers)
    assert len(list(of_kind("dropout_report"))) == 2 * total["本月辍学"]  # for the township and for the bureau
    [villages] = under_heads(next(iter(sheets(li, f"/villages-found/workbook/?month={MONTH}").values())), "村（社区）")
    assert (villages["疑似辍学"], villages["未返校"]) == (total["疑似辍学"], total["未返校"])
    [summary] = of_kind("village_summary")
    [table] = [each for each in word_tables(li, summary) if each[0][0] == "序号"]
    assert (summed(table, "疑似辍学"), summed(table, "未返校")) == (total["疑似辍学"], total["未返校"])
    # enrolment by class: the overview and the roll
    overview = under_heads(sheets(li, f"/pupils/{school}/workbook/")["分班"], "班级")
    assert (overview[-1]["合计"], overview[-1]["学籍人数"]) == (total["应到"], total["应到"])
    by_class = {row["单位"]: row["应到"] for row in rooms}
    assert {row["班级"]: row["合计"] for row in overview[:-1]} == by_class
    assert overview[-1]["疑似辍学"] + overview[-1]["辍学未返校"] == len(leavers)


def test_feedback_forms_and_ledger_count_those_whom_the_return_counts(fuller: County) -> None:
    li, zhang, zhou, chen = (sign_in(fuller, who) for who in ("李校长", "张镇长", "周支书", "陈局长"))
    school = fuller.units["school_a"]
    found = sheets(li, f"/monthly-returns/{school}/{MONTH}/workbook/")
    grades, rooms, hamlets = (under_heads(found[name], "单位") for name in ("分年级", "分班", "分村屯"))
    total = grades[-1]
    told = ("疑似辍学", "本月辍学", "本月劝返复学", "未返校", "请假", "休学", "转入", "转出待确认")
    assert [total[head] for head in told] == [1, 2, 1, 1, 1, 1, 1, 1], total
    for head in ("请假", "休学", "转入", "转出待确认", "未返校"):
        assert sum(row[head] for row in rooms) == total[head], head
    for head in ("疑似辍学", "本月辍学", "本月劝返复学", "未返校"):
        assert sum(row[head] for row in hamlets) == total[head], head
    # on paper each class with its leave, which adds up to that of the school
    [paper] = of_kind("monthly_return")
    by_room = next(table for table in word_tables(li, paper) if table[0][0] == "班级")
    assert {row[0]: int(row[by_room[0].index("请假")]) for row in by_room[1:]} == {
        row["单位"]: row["请假"] for row in rooms
    }
    assert summed(by_room, "请假") == total["请假"] == 1
    assert "班级应到请假休学" in pdf_text(li, paper)
    # what was fed back to township and village: who is out, and nobody who is back, away on leave or elsewhere
    out = total["疑似辍学"] + total["未返校"]
    for visitor, place in ((zhang, "清溪镇"), (zhou, "柳树村")):
        [fed] = sheets(visitor, f"/feedback/workbook/?month={MONTH}").values()
        rows_of = [row for row in under_heads(fed, "反馈单位") if row["反馈给"] == place]
        assert sum(row["人数"] for row in rows_of if row["情况"] == "辍学和疑似辍学") == out, rows_of
        named = {name for row in rows_of for name in row["名单"].split("、")}
        assert named == {"慕容甲乙", "诸葛庚辛"}
    # the statistics form of dropouts, which has all of its term: those who are back as well
    [form] = sheets(li, f"/statistics/dropout/workbook/?school={school}").values()
    assert len(under_heads(form, "序号")) == total["本月辍学"], form
    # the ledger of dropouts, as the school and as the bureau export it; reports upwards, and what came back
    for visitor in (li, chen):
        book = load_workbook(BytesIO(visitor.post("/ledgers/dropouts/export/").content))
        ledger = under_heads(list(book.worksheets[0].iter_rows(values_only=True)), "序号")
        open_now = [row for row in ledger if row["个案状态"] != "已销号"]
        assert len(open_now) == total["未返校"], ledger
        assert len(ledger) == total["本月辍学"], ledger
    [reports] = sheets(li, "/dropout-reports/workbook/").values()
    up = under_heads(reports, "序号")
    assert len([row for row in up if row["学校上报"]]) == total["本月辍学"] + total["疑似辍学"]
    overview = under_heads(sheets(li, f"/pupils/{school}/workbook/")["分班"], "班级")[-1]
    assert (overview["休学"], overview["请假"], overview["辍学未返校"]) == (
        total["休学"],
        total["请假"],
        total["未返校"],
    )


def as_documents(visitor: Client, page: str, asked: str, first: str) -> list[dict[str, Any]]:
    """The rows of a list, which its workbook, its Word and its PDF all have alike, with the root of the audit."""
    root = last_root()
    assert root is not None
    [sheet] = sheets(visitor, f"{page}workbook/{asked}").values()
    rows = under_heads(sheet, first)
    heads = next(row for row in sheet if row[0] == first)
    [broken] = tables_at(visitor, f"{page}as/word/{asked}")
    table = [[cell.replace(SPACE_TO_BREAK, "") for cell in row] for row in broken]  # a line may end behind a year
    assert table == [list(heads), *([str(cell or "") if cell != 0 else "0" for cell in row.values()] for row in rows)]
    printed = pdf_at(visitor, f"{page}as/print/{asked}").replace(SPACE_TO_BREAK, "")
    assert re.sub(r"\s+", "", str(sheet[0][0])) in printed
    assert root.link.hex() in printed
    for row in rows:
        for cell in row.values():
            assert all(part in printed for part in str(cell or "").split()), cell
    return rows


def test_feedback_reports_and_yearly_statistics_have_word_and_print_that_agree(month: County) -> None:
    entered(month)
    li, zhang, chen = (sign_in(month, who) for who in ("李校长", "张镇长", "陈局长"))
    total = under_heads(sheets(li, f"/monthly-returns/{month.units['school_a']}/{MONTH}/workbook/")["分年级"], "单位")[
        -1
    ]
    out = total["疑似辍学"] + total["未返校"]
    for page, asked in (
        ("/feedback/", f"?month={MONTH}"),
        ("/yearly-returns/", "?year=2026"),
        ("/dropout-reports/", ""),
    ):
        words = li.get(f"{page}{asked}").content.decode()
        assert f'href="{page}as/word/{asked}"' in words
        assert f'href="{page}as/print/{asked}"' in words
    fed = [row for row in as_documents(zhang, "/feedback/", f"?month={MONTH}", "反馈单位") if row["反馈给"] == "清溪镇"]
    assert sum(row["人数"] for row in fed if row["情况"] == "辍学和疑似辍学") == out
    reports = as_documents(li, "/dropout-reports/", "", "序号")
    assert len([row for row in reports if row["学校上报"]]) == out
    [yearly] = [
        row for row in as_documents(chen, "/yearly-returns/", "?year=2026", "学校") if row["年报人数"] is not None
    ]
    assert (yearly["学校"], yearly["年报人数"]) == ("清溪镇中心小学", 2)
    assert li.get("/feedback/as/nonsense/").status_code == 404
    assert sign_in(month, "赵老师").get("/yearly-returns/as/word/").status_code == 403


def test_the_printed_month_carries_the_root_of_the_audit(month: County) -> None:
    root = last_root()
    assert root is not None
    li = sign_in(month, "李校长")
    [paper] = of_kind("monthly_return")
    assert f"审计日根：{written_day(root.day)}{root.link.hex()}" in pdf_text(li, paper)
    document = Document(BytesIO(li.get(f"/papers/{paper.pk}/word/").content))
    assert root.link.hex() in " ".join(each.text for each in document.paragraphs)
    for rows in sheets(li, f"/monthly-returns/{month.units['school_a']}/{MONTH}/workbook/").values():
        assert any(root.link.hex() in str(cell) for row in rows[:3] for cell in row)
