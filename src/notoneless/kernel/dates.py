"""Dates as clerks write them: digits, separators, spreadsheet serials, Chinese numerals, lunar dates."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from notoneless.kernel.chinese_dates import read_chinese
from notoneless.kernel.lunar import lunar_to_solar, same_day_in_other_calendar, solar_to_lunar
from notoneless.kernel.problems import Problem

__all__ = ["DateKind", "ParsedDate", "lunar_to_solar", "parse_date", "same_day_in_other_calendar", "solar_to_lunar"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of the 1900 system for serials above 59: the spreadsheet believes in a 29 February 1900."""
_ZERO = ((0, 0, 0), (1900, 1, 0))
"""Year, month and day of an empty cell; the second is how a spreadsheet shows the number 0 as a date."""
_OLDEST_SHORT_YEAR = 40
"""Two-digit years from here on belong to the 1900s: no pupil or guardian is met outside 1940 to 2039."""


class DateKind(StrEnum):
    """How much of a date the text gives."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """One cell, read.

    value: the solar date, for DAY only. year, month: of the solar date for DAY, as written for MONTH and YEAR.
    is_lunar: the text says that it counts by the lunar calendar. problem: for UNREADABLE only.
    """

    raw: str
    value: date | None
    year: int | None
    month: int | None
    is_lunar: bool
    kind: DateKind
    problem: Problem | None


_Parts = tuple[int, int | None, int | None]
"""Year, month and day; None for what the text does not give."""

_PLAIN = re.compile(
    r"(?P<y>[0-9]{4})(?:(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    r"|[-/.年](?P<m1>[0-9]{1,2})[-/.月](?P<d1>[0-9]{1,2})日?(?: 0?0:00(?::00)?)?)"
).fullmatch


def parse_date(raw: str | None) -> ParsedDate:
    """Read a cell. Never fails: what cannot be read is UNREADABLE with a problem.

    Order where the text leaves a choice: year first; then month before day (3/1/2015 is 1 March) unless only day before
    month is a date. Six digits are year and month, unless that year lies before 1940 and two-digit year, month, day
    is a date.
    Five digits are a spreadsheet serial (1900 system). Day or month 00 means unknown.
    """
    if raw is None:
        return _nothing("")
    plain = _PLAIN(raw)
    if plain:
        return _judge(raw, (int(plain["y"]), int(plain["m"] or plain["m1"]), int(plain["d"] or plain["d1"])), False)
    text = _tidy(raw)
    if text in _NOTHING:
        return _nothing(raw)
    text, is_lunar = _without_calendar(text)
    if is_lunar or _CHINESE(text):
        found = read_chinese(text, is_lunar)
        if found is not None:
            return _judge_chinese(raw, *found)
    for read in _READERS:
        parts = read(text)
        if parts is not None:
            return _judge_lunar(raw, parts, False) if is_lunar else _judge(raw, parts, False)
    return _unreadable(raw, Problem("dates.unreadable", {"text": raw.strip()[:20]}))


_SOLAR = re.compile(r"[(\[]?(?:公历|阳历|新历|公元|西历)[)\]]?:?")
_LUNAR = re.compile(r"[(\[]?(?:农历|阴历|旧历|夏历)[)\]]?:?|[(\[][农阴][)\]]|(?<=[0-9日])[农阴]$")
_LUNAR_WORDS = re.compile(r"[正冬腊闰臘閏]|初[一二三四五六七八九十0-9]|廿|卅")
_CHINESE = re.compile(r"[〇零○一二三四五六七八九十廿卅元正冬腊闰]").search
_AROUND = re.compile(r"^(?:出生(?:日期|年月日?)?|生日|生于|生)[:为]?|(?:出?生|左右|前后)$")
_CLOCK = re.compile(
    r"(?<=[0-9日])(?:[T ]+|(?=[上下]午))(?:[上下]午 ?)?"
    r"[0-9]{1,2}(?::[0-9]{1,2}){1,2}(?:\.[0-9]+)?(?: ?[AP]M)?(?:Z|[+-][0-9:]{4,5})?$"
)
_WEEKDAY = re.compile(r"[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?$")
_SPACES = re.compile(r"\s*([年月日号/.\-])\s*")
_MARKS = str.maketrans("、,_\\—–−‐‑―~。·・", "..-/-------...", "'`‘’\"“”\u200b\u200c\u200d\u2060\ufeff")
_NOTHING_WORDS = """
    无 不详 未知 暂无 没有 不清楚 不明 待查 待核实 空 缺 - -- --- / // . .. ... 0 00 0.0
    NULL NONE NAN NAT N/A NA #N/A #VALUE! ########
"""
_NOTHING = frozenset(_NOTHING_WORDS.split()) | {""}


def _tidy(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).translate(_MARKS).strip().upper()
    text = _CLOCK.sub("", _AROUND.sub("", text).strip())
    return _SPACES.sub(r"\1", _WEEKDAY.sub("", text).strip())


def _without_calendar(text: str) -> tuple[str, bool]:
    """The text without the name of the calendar, and whether it counts by the lunar one."""
    bare = _LUNAR.sub("", text)
    return _SOLAR.sub("", bare).strip(), bare != text or bool(_LUNAR_WORDS.search(text))


_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. 年]+([0-9]{1,2})[-/. 月]+([0-9]{1,2})[日号.]?").fullmatch
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{6}|\.0*)?").fullmatch


def _read_year_first(text: str) -> _Parts | None:
    match = _YEAR_FIRST(text) or _EIGHT(text)
    return (int(match[1]), int(match[2]) or None, int(match[3]) or None) if match else None


_SERIAL = re.compile(r"([1-7][0-9]{4})(?:\.[0-9]*)?").fullmatch


def _read_serial(text: str) -> _Parts | None:
    match = _SERIAL(text)
    if not match:
        return None
    day = _SERIAL_ZERO + timedelta(days=int(match[1]))
    return day.year, day.month, day.day


_YEAR_MONTH = re.compile(r"([0-9]{4})[-/. 年]+([0-9]{1,2})月?(?:份|\.0)?").fullmatch
_SIX = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})(?:\.0*)?").fullmatch
_YEAR = re.compile(r"([0-9]{4})(?:年|\.0*)?").fullmatch


def _read_month_or_year(text: str) -> _Parts | None:
    match = _YEAR_MONTH(text)
    if match:
        return int(match[1]), int(match[2]) or None, None
    six = _SIX(text)
    if six:
        return _of_six(int(six[1]), int(six[2]), int(six[3]))
    year = _YEAR(text)
    return (int(year[1]), None, None) if year else None


def _of_six(first: int, second: int, third: int) -> _Parts:
    short = _full_year(first), second, third
    year, month = first * 100 + second, third
    if _is_day(*short) and (year < 1900 + _OLDEST_SHORT_YEAR or not (year <= _LAST_YEAR and month <= 12)):
        return short
    return year, month or None, None


_SHORT = re.compile(r"([0-9]{1,2})[-/. 年]+([0-9]{1,2})[-/. 月]+([0-9]{1,2})[日号]?").fullmatch
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{4})").fullmatch


def _read_short(text: str) -> _Parts | None:
    """15.3.1 with the year first; 3/1/2015 and, where the year cannot come first, 12/31/15 with the year last."""
    match = _YEAR_LAST(text)
    if match:
        return _month_first(int(match[3]), int(match[1]), int(match[2]))
    match = _SHORT(text)
    if not match:
        return None
    first, second, third = int(match[1]), int(match[2]), int(match[3])
    if len(match[1]) == 2 and _is_day(_full_year(first), second, third):
        return _full_year(first), second, third
    return _month_first(_full_year(third), first, second)


def _month_first(year: int, a: int, b: int) -> _Parts:
    return (year, b, a) if a > 12 >= b else (year, a, b)


_MONTH_WORDS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
_MONTHS = {_MONTH_WORDS[3 * k : 3 * k + 3]: k + 1 for k in range(12)}
_DAY_WORD_YEAR = re.compile(r"([0-9]{1,2})[-/. ]*([A-Z]{3})[A-Z]*[-/. ]*([0-9]{4}|[0-9]{2})").fullmatch
_WORD_DAY_YEAR = re.compile(r"([A-Z]{3})[A-Z]*[-/. ]*([0-9]{1,2})[-/. ]+([0-9]{4}|[0-9]{2})").fullmatch


def _read_english(text: str) -> _Parts | None:
    """1-Mar-15, as a spreadsheet with English settings exports it."""
    if match := _DAY_WORD_YEAR(text):
        day, word, year = match.groups()
    elif match := _WORD_DAY_YEAR(text):
        word, day, year = match.groups()
    else:
        return None
    month = _MONTHS.get(word)
    return (int(year) if len(year) == 4 else _full_year(int(year)), month, int(day)) if month else None


_READERS: tuple[Callable[[str], _Parts | None], ...] = (
    _read_year_first,
    _read_serial,
    _read_month_or_year,
    _read_short,
    _read_english,
)


def _full_year(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= _OLDEST_SHORT_YEAR else 2000)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _judge_chinese(raw: str, parts: _Parts, is_lunar: bool, leap: bool) -> ParsedDate:
    year, month, day = parts
    parts = (_full_year(year) if year < 100 else year), month, day
    return _judge_lunar(raw, parts, leap) if is_lunar else _judge(raw, parts, False)


def _judge_lunar(raw: str, parts: _Parts, leap: bool) -> ParsedDate:
    year, month, day = parts
    if month is None or day is None:
        return _judge(raw, parts, True)
    value = lunar_to_solar(year, month, day, leap)
    if value is not None:
        return ParsedDate(raw, value, value.year, value.month, True, DateKind.DAY, None)
    if not _FIRST_YEAR <= year < _LAST_YEAR:
        return _unreadable(raw, Problem("dates.year_out_of_range", {"year": year}), True)
    return _unreadable(raw, Problem("dates.impossible_lunar", {"year": year, "month": month, "day": day}), True)


def _judge(raw: str, parts: _Parts, is_lunar: bool) -> ParsedDate:
    """The most exact date the parts give; a month or day of None or 0 is unknown."""
    year, month, day = parts
    if (year, month or 0, day or 0) in _ZERO:
        return _nothing(raw)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _unreadable(raw, Problem("dates.year_out_of_range", {"year": year}), is_lunar)
    if not month:
        return ParsedDate(raw, None, year, None, is_lunar, DateKind.YEAR, None)
    if not day and month <= 12:
        return ParsedDate(raw, None, year, month, is_lunar, DateKind.MONTH, None)
    try:
        value = date(year, month, day or 0)
    except ValueError:
        return _unreadable(raw, Problem("dates.impossible", {"year": year, "month": month, "day": day or 0}), is_lunar)
    return ParsedDate(raw, value, year, month, is_lunar, DateKind.DAY, None)


def _nothing(raw: str) -> ParsedDate:
    return ParsedDate(raw, None, None, None, False, DateKind.MISSING, None)


def _unreadable(raw: str, problem: Problem, is_lunar: bool = False) -> ParsedDate:
    return ParsedDate(raw, None, None, None, is_lunar, DateKind.UNREADABLE, problem)
