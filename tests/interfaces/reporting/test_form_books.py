"""Feedback, yearly statistics and reports of dropouts as workbooks: what the page has, and no more."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import sign_in
from support.cases import suspected, verified
from support.county import County
from support.dropout_reports import acknowledged, received, sent
from support.feedback import entered, fed_back, filed
from support.forms import text_of
from support.special import placed


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def rows_of(visitor: Client, page: str, first: str) -> list[dict[str, Any]]:
    """The rows of the workbook to which a page leads, by the headings, of which `first` is the first; it has a merged title."""
    address = page.replace("/?", "/workbook/?") if "?" in page else f"{page}workbook/"
    assert f'href="{address}' in text_of(visitor.get(page))
    answer = visitor.get(address)
    assert answer.status_code == 200
    [sheet] = load_workbook(BytesIO(answer.content))
    assert sheet.merged_cells.ranges
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if row[0]]


def test_feedback_names_to_each_place_its_own_and_nobody_who_is_told_of_by_need(county: County) -> None:
    suspected(county, "both")
    suspected(county, "class_only")  # nobody knows where it lives
    placed(county, "other_class")
    filed(county, "both")
    fed_back(county)
    own = [("柳树村", "辍学和疑似辍学", 1, "慕容甲乙"), ("柳树村", "送教上门", 1, "诸葛庚辛")]
    for who, place, expected in (
        ("张镇长", "清溪镇", [("住址未登记", "辍学和疑似辍学", 1, "欧阳丙丁"), *own]),
        ("周支书", "柳树村", own),
    ):
        rows = rows_of(sign_in(county, who), "/feedback/?month=2026-09-01", "反馈单位")
        told = [
            tuple(row[head] for head in ("村（社区）", "情况", "人数", "名单"))
            for row in rows
            if row["反馈给"] == place
        ]
        assert told == expected, who
        assert {row["签收"] for row in rows} == {"未签收"}
    assert sign_in(county, "王老师").get("/feedback/workbook/").status_code == 403


def test_yearly_statistics_have_numbers_and_no_names(county: County) -> None:
    entered(county)
    rows = rows_of(sign_in(county, "陈局长"), "/yearly-returns/?year=2026", "学校")
    by_school = {row["学校"]: row for row in rows}
    first = by_school["清溪镇中心小学"]
    assert (first["年报人数"], first["档案人数"], first["差异"], first["签字"]) == (2, 0, 2, "未签字")
    assert (by_school["高坪乡中心小学"]["年报人数"], by_school["高坪乡中心小学"]["签字"]) == (None, "未登记")
    assert "慕容甲乙" not in str(rows)


def test_reports_of_dropouts_say_who_has_reported_and_received(county: County) -> None:
    case = verified(county)
    acknowledged(county, case)
    received(county, sent(county, case))
    suspected(county, "other_class", "李校长")
    rows = {row["姓名"]: row for row in rows_of(sign_in(county, "李校长"), "/dropout-reports/", "序号")}
    assert set(rows) == {"慕容甲乙", "诸葛庚辛"}
    told = rows["慕容甲乙"]
    assert told["班主任报校长"] == "王老师 2026-09-01"
    assert told["校长签收"] == "李校长 2026-09-01"
    assert told["学校上报"].startswith("李校长 2026-09-01")
    assert "张镇长" in told["签收"]
    assert told["未签收"]
    assert not rows["诸葛庚辛"]["学校上报"]
    other = sign_in(county, "赵老师")
    assert other.get("/dropout-reports/workbook/").status_code in (200, 403)
    assert "慕容甲乙" not in str(other.get("/dropout-reports/workbook/").content)
