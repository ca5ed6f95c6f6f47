"""Enrolment and movement of a month by class: leave, suspension, transfers in and out on page and workbook (8.10)."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.enrolment.services import enter
from support.attendance import applied, reported
from support.browsing import sign_in
from support.county import DAY, County, enter_child
from support.forms import text_of
from support.returns import LAST, at, signed
from support.rolls import on_roll, sent, suspended

TOTAL = "合计"


def plain(text: str) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture
def moved(county: County) -> County:
    """A month in which one is suspended, one let go, one comes from elsewhere, one has leave, and one stays."""
    enter_child(county, "come", "令狐转入", "class_b", "group_b", 40)
    enter_child(county, "stays", "公孙在读", "class_b", "group_b", 41)
    suspended(county, "both")
    sent(county, "other_class")
    on_roll(county, "class_only")
    given = {"unit": county.units["class_b"], "on": DAY, "grade": 3, "number_kind": "G"}
    for key, movement in (("come", "13"), ("stays", "11")):
        enter(county.ctx("陈局长"), child=county.children[key], movement=movement, **given)
    at(county)
    applied(county, key="class_only", first_on=LAST, last_on=LAST + timedelta(days=1))
    reported(county, LAST, class_only="leave")
    reported(county, LAST, "class_b", "李校长")
    return county


def rows_of(visitor: Client, county: County, name: str) -> dict[str, dict[str, Any]]:
    """A sheet of the return's workbook: by what the row is of, its figures by heading."""
    address = f"/monthly-returns/{county.units['school_a']}/2026-09-01/workbook/"
    sheet = load_workbook(BytesIO(visitor.get(address).content))[name]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "单位")
    return {str(row[0]): dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if row[0]}


@pytest.mark.clause("8.10")
def test_who_has_leave_is_suspended_came_or_went_is_counted_by_class_and_in_all(moved: County) -> None:
    li = sign_in(moved, "李校长")
    page = f"/monthly-returns/{moved.units['school_a']}/2026-09-01/"
    heads = "班级 应到 请假 休学 转入 转出待确认 未返校"
    by_class = f"{heads} 三年级（1）班 1 1 1 0 0 0 三年级（2）班 2 0 0 1 1 0 签发"
    assert by_class in plain(text_of(li.get(page)))
    signed(moved)
    assert by_class.removesuffix(" 签发") in plain(text_of(li.get(page)))
    grades, rooms = rows_of(li, moved, "分年级"), rows_of(li, moved, "分班")
    for head, number in (("应到", 3), ("请假", 1), ("休学", 1), ("转入", 1), ("转出待确认", 1)):
        assert grades[TOTAL][head] == sum(row[head] for row in rooms.values()) == number, head
    assert {name: row["休学"] for name, row in rooms.items()} == {"三年级（1）班": 1, "三年级（2）班": 0}
    assert (grades[TOTAL]["实到"], grades[TOTAL]["缺课"]) == (2, 0)
    named = plain(text_of(li.get(page)))
    for words in ("请假 1 人 欧阳丙丁", "休学 1 人 慕容甲乙", "转入 1 人 令狐转入", "转出待确认 1 人 诸葛庚辛"):
        assert words in named, words
    # the township's list of the month has the same
    schools = rows_of_month(sign_in(moved, "张镇长"))
    assert [schools["清溪镇中心小学"][head] for head in ("请假", "休学", "转入", "转出待确认")] == [1, 1, 1, 1]


def rows_of_month(visitor: Client) -> dict[str, dict[str, Any]]:
    """The workbook of a month: the figures of each school."""
    book = load_workbook(BytesIO(visitor.get("/monthly-returns/workbook/?month=2026-09-01").content))
    rows = list(book["汇总"].iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "单位")
    return {str(row[0]): dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if row[0]}
