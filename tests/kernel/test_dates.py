"""Dates as they stand in rosters, and what they mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.kernel.dates import DateKind, parse_date
from notoneless.kernel.problems import sentence

THE_FIRST_OF_MARCH = """
20150301 | 2015-03-01 | 2015-3-1 | 2015/3/1 | 2015/03/01 | 2015.3.1 | 2015．3．1 | 2015、3、1 | 2015\\3\\1 | 2015 3 1
2015年3月1日 | 2015年3月1号 | 2015年3月1 | 2015 年 3 月 1 日 | ２０１５年３月１日 | '2015-03-01 | 2015-3-1.
2015-03-01 00:00:00 | 2015-03-01T00:00:00 | 2015-03-01 08:30:15.123+08:00 | 2015/3/1 0:00 | 2015/3/1 上午12:00:00
20150301.0 | 20150301000000 | 42064 | 42064.0 | 42064.75 | 15.3.1 | 15-03-01 | 15/3/1 | 15年3月1日 | 150301
3/1/2015 | 03-01-2015 | 3/1/15 | 1-Mar-15 | 01-MAR-2015 | Mar 1, 2015 | 二〇一五年三月一日 | 二零一五年三月一日
二○一五年三月一号
一五年三月一日 | 2015年三月一日 | 公历2015年3月1日 | 2015-3-1出生 | 出生日期：2015-3-1 | 2015/3/1 星期日
2015年3月1日（周日）
"""


@pytest.mark.parametrize(
    "raw", [cell.strip() for cell in THE_FIRST_OF_MARCH.replace("\n", "|").split("|") if cell.strip()]
)
def test_spellings_of_one_day(raw: str) -> None:
    found = parse_date(raw)
    assert (found.kind, found.value, found.is_lunar) == (DateKind.DAY, date(2015, 3, 1), False)
    assert (found.raw, found.year, found.month, found.problem) == (raw, 2015, 3, None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("15/3/2015", date(2015, 3, 15)),
        ("12/31/15", date(2015, 12, 31)),
        ("01/03/2015", date(2015, 1, 3)),
        ("991231", date(1999, 12, 31)),
        ("39.1.1", date(2039, 1, 1)),
        ("40.1.1", date(1940, 1, 1)),
        ("190512", date(2019, 5, 12)),
        ("2016-02-29", date(2016, 2, 29)),
        ("二〇一五年十二月三十一日", date(2015, 12, 31)),
        ("2015年十一月二十日", date(2015, 11, 20)),
        ("25569", date(1970, 1, 1)),
        ("2100-12-31", date(2100, 12, 31)),
    ],
)
def test_other_days(raw: str, value: date) -> None:
    assert parse_date(raw).value == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("农历二〇一五年正月十二", date(2015, 3, 2)),
        ("2015年腊月初八", date(2016, 1, 17)),
        ("二〇一五年冬月三十", date(2016, 1, 9)),
        ("阴历2015-7-12", date(2015, 8, 25)),
        ("2015-07-12(农历)", date(2015, 8, 25)),
        ("2015年7月12日（阴历）", date(2015, 8, 25)),
        ("农历2014年闰九月初一", date(2014, 10, 24)),
        ("2015年五月廿三", date(2015, 7, 8)),
        ("2014年腊月三十", date(2015, 2, 18)),
        ("一九八五年五月初五", date(1985, 6, 22)),
    ],
)
def test_lunar_dates_become_solar(raw: str, value: date) -> None:
    found = parse_date(raw)
    assert (found.kind, found.value, found.is_lunar) == (DateKind.DAY, value, True)
    assert (found.year, found.month) == (value.year, value.month)


@pytest.mark.parametrize(
    "raw",
    ["2015年3月", "201503", "2015.03", "2015-3", "2015/03", "2015年3月份", "二〇一五年三月", "20150300", "2015-03-00"],
)
def test_only_the_month(raw: str) -> None:
    found = parse_date(raw)
    assert (found.kind, found.value, found.year, found.month) == (DateKind.MONTH, None, 2015, 3)


@pytest.mark.parametrize("raw", ["2015", "2015年", "2015.0", "二〇一五年", "2015-00-00", "20150000", "201500"])
def test_only_the_year(raw: str) -> None:
    found = parse_date(raw)
    assert (found.kind, found.value, found.year, found.month) == (DateKind.YEAR, None, 2015, None)


def test_a_lunar_month_stays_as_written() -> None:
    found = parse_date("农历2015年腊月")
    assert (found.kind, found.year, found.month, found.is_lunar) == (DateKind.MONTH, 2015, 12, True)


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "无", "不详", "-", "/", "0", "00000000", "0000-00-00", "1900/1/0", "NULL", "NaT", "nan"]
)
def test_nothing_there(raw: str | None) -> None:
    found = parse_date(raw)
    assert (found.kind, found.value, found.problem) == (DateKind.MISSING, None, None)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2015-02-30", "dates.impossible"),
        ("2015-13-01", "dates.impossible"),
        ("20151301", "dates.impossible"),
        ("2015-02-29", "dates.impossible"),
        ("2015年4月31日", "dates.impossible"),
        ("2015-13", "dates.impossible"),
        ("1899-12-31", "dates.year_out_of_range"),
        ("2101-01-01", "dates.year_out_of_range"),
        ("0015-03-01", "dates.year_out_of_range"),
        ("农历1850年正月初一", "dates.year_out_of_range"),
        ("农历2015年正月三十", "dates.impossible_lunar"),
        ("农历2015年闰二月初一", "dates.impossible_lunar"),
        ("张三", "dates.unreadable"),
        ("99999", "dates.unreadable"),
        ("腊月初八", "dates.unreadable"),
        ("2015年廿月", "dates.unreadable"),
        ("2015-03-01-02", "dates.unreadable"),
    ],
)
def test_what_is_no_date(raw: str, code: str) -> None:
    found = parse_date(raw)
    assert (found.kind, found.value) == (DateKind.UNREADABLE, None)
    assert found.problem is not None
    assert found.problem.code == code
    assert sentence(found.problem, "zh")
    assert sentence(found.problem, "en")


SPELLINGS = (
    "{0:%Y%m%d}",
    "{0:%Y-%m-%d}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.month}/{0.day}/{0.year}",
)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(SPELLINGS))
def test_every_day_is_read_back(day: date, spelling: str) -> None:
    assert parse_date(spelling.format(day)).value == day


@given(st.dates(date(1928, 1, 1), date(2099, 12, 31)), st.sampled_from(["", ".0", ".5"]))
def test_every_serial_is_read_back(day: date, fraction: str) -> None:
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert parse_date(f"{serial}{fraction}").value == day


@given(st.text(max_size=20) | st.text("0123456789-/.年月日初闰正腊十一二 ", max_size=16))
def test_no_text_breaks_the_reader(raw: str) -> None:
    found = parse_date(raw)
    assert found.raw == raw
    assert (found.value is not None) is (found.kind is DateKind.DAY)
    assert (found.problem is not None) is (found.kind is DateKind.UNREADABLE)
    if found.problem:
        assert sentence(found.problem)
