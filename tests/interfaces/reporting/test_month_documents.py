"""All documents of one month, read back as they are handed out, say the same: sheets, Word and PDF."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

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
from notoneless.typesetting.paper import written_day
from support.attendance import reported
from support.browsing import sign_in
from support.cases import suspected, verified
from support.county import County
from support.databases import all_of, owners_eyes
from support.dropout_reports import sent
from support.feedback import fed_back
from support.returns import LAST, at, signed
from support.roll_work import prefixed
from support.rolls import on_roll
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
    prefixed(county)
    for key in ("both", "class_only", "other_class"):
        on_roll(county, key)
    reports = [sent(county, verified(county, "both")), sent(county, suspected(county, "other_class", "李校长"))]
    at(county)
    reported(county, LAST, both="absent")
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
    document = Document(BytesIO(visitor.get(f"/papers/{paper.pk}/word/").content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def pdf_text(visitor: Client, paper: Any) -> str:
    """What a paper says as PDF, without blanks: lines and cells are broken wherever they end."""
    pages = PdfReader(BytesIO(visitor.get(f"/papers/{paper.pk}/pdf/").content)).pages
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
