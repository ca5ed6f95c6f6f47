"""The resident ID number (公民身份号码, GB 11643-1999): what a cell that should hold one really holds."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul
from typing import Literal

from notoneless.kernel.problems import Problem

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999, annex A
_CHECKS = "10X98765432"
_ASCII_OFFSET = ord("0") * sum(_WEIGHTS)
_PROVINCE_CODES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
)
_PROVINCES = frozenset(_PROVINCE_CODES.split())
_RESIDENCE_PERMITS = frozenset({"81", "82", "83"})
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
_EXACT_DIGITS = 15
"""Significant digits a spreadsheet keeps of a number."""


class IdKind(StrEnum):
    """What the text turned out to be."""

    VALID = "valid"
    BAD_CHECK = "bad_check"
    IMPLAUSIBLE = "implausible"
    FIFTEEN = "fifteen"
    MASKED = "masked"
    EXCEL_ROUNDED = "excel_rounded"
    WRONG_LENGTH = "wrong_length"
    PLACEHOLDER = "placeholder"
    OTHER_DOCUMENT = "other_document"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """One cell, read.

    value: 18 characters for VALID, BAD_CHECK, IMPLAUSIBLE and (widened) FIFTEEN; 18 characters with `*` for each
    unknown one for EXCEL_ROUNDED and, where its length is known, MASKED; the characters as they are for WRONG_LENGTH;
    else empty.
    """

    raw: str
    kind: IdKind
    value: str

    @property
    def birth(self) -> date | None:
        """The birth date in the number; None where it is unknown or no day of the calendar."""
        return _day(self.value[6:14]) if len(self.value) == 18 else None

    @property
    def sex(self) -> Literal["男", "女"] | None:
        """By the 17th digit: odd is male."""
        digit = self.value[16] if len(self.value) == 18 else ""
        if not digit.isdigit():
            return None
        return "男" if int(digit) % 2 else "女"

    @property
    def area(self) -> str | None:
        """The six digits of the place of first registration, where they are known and can be one."""
        area = self.value[:6] if len(self.value) == 18 else ""
        return area if plausible_area(area) else None

    @property
    def problem(self) -> Problem | None:
        """What to tell a person about this cell; None for a sound number and for an empty cell."""
        if self.kind in (IdKind.VALID, IdKind.MISSING):
            return None
        return _problem(self)


def parse_resident_id(raw: str | None) -> ResidentId:
    """Read a cell. Never fails: what cannot be read is UNREADABLE. A student number (G, L, J) is OTHER_DOCUMENT."""
    if raw is None:
        return ResidentId("", IdKind.MISSING, "")
    if _EIGHTEEN(raw):
        return ResidentId(raw, *_judge_eighteen(raw))
    text, was_float = _tidy(raw)
    if not text:
        return ResidentId(raw, IdKind.MISSING, "")
    if was_float and _EIGHTEEN(text) and not is_valid(text):
        return ResidentId(raw, *_rounded(text[:_EXACT_DIGITS]))
    for read in _READERS:
        found = read(text)
        if found is not None:
            return ResidentId(raw, *found)
    return ResidentId(raw, IdKind.UNREADABLE, "")


def check_digit(first17: str) -> str:
    """The 18th character for 17 digits: weighted sum modulo 11 (GB 11643-1999; ISO 7064 MOD 11-2).

    Raises ValueError unless given exactly 17 ASCII digits.
    """
    if not _SEVENTEEN(first17):
        raise ValueError("the check digit is computed from exactly 17 digits")
    return _check(first17)


def is_valid(value: str) -> bool:
    """Whether `value` is 18 upper-case characters with the right check digit, a real birth date and a possible area."""
    return bool(_EIGHTEEN(value)) and _judge_eighteen(value)[0] is IdKind.VALID


def widen(fifteen: str) -> str:
    """The 18 characters of a first-generation number of 15 digits: 19 before the year, check digit at the end.

    Numbers of 15 digits were issued until 1999, so the century is always 19. Raises ValueError for anything but 15
    digits.
    """
    if not _FIFTEEN(fifteen):
        raise ValueError("only numbers of exactly 15 digits can be widened")
    first17 = f"{fifteen[:6]}19{fifteen[6:]}"
    return first17 + _check(first17)


def plausible_area(area6: str) -> bool:
    """Whether six digits can name a county: a real province, and not the province itself.

    The permits of residents from Hong Kong, Macao and Taiwan carry 810000, 820000 and 830000.
    """
    if len(area6) != 6 or not (area6.isascii() and area6.isdigit()) or area6[:2] not in _PROVINCES:
        return False
    return area6[2:] != "0000" or area6[:2] in _RESIDENCE_PERMITS


_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]").fullmatch
_SEVENTEEN = re.compile(r"[0-9]{17}").fullmatch
_FIFTEEN = re.compile(r"[0-9]{15}").fullmatch

_Found = tuple[IdKind, str]


def _check(first17: str) -> str:
    return _CHECKS[(sum(map(mul, _WEIGHTS, first17.encode())) - _ASCII_OFFSET) % 11]


def _day(yyyymmdd: str) -> date | None:
    try:
        day = date.fromisoformat(yyyymmdd)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _judge_eighteen(value: str) -> _Found:
    if _check(value[:17]) == value[17]:
        if plausible_area(value[:6]) and _day(value[6:14]) is not None:
            return IdKind.VALID, value
        return (IdKind.PLACEHOLDER, "") if _is_filler(value) else (IdKind.IMPLAUSIBLE, value)
    if _is_filler(value):
        return IdKind.PLACEHOLDER, ""
    if value.endswith("000"):
        return _rounded(value[:_EXACT_DIGITS])
    return IdKind.BAD_CHECK, value


def _rounded(known: str) -> _Found:
    return IdKind.EXCEL_ROUNDED, known.ljust(18, "*")


# A clerk's signs for "x": the multiplication signs and the Cyrillic and Greek letters that look alike.
_LOOKS = str.maketrans(dict.fromkeys("×ХΧ✕✖╳⨯", "X") | dict.fromkeys("·●○•■□▲△◆◇★☆?？#_@〇﹡∗✱✲⁎※", "*"))
_DROP = dict.fromkeys(map(ord, " \t\r\n\u00a0\u3000'`´‘’\"“”-‐‑‒–—―−,，、;；:：|\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LABEL = re.compile(
    r"^(?:(?:中国|大陆|居民|公民|二代|本人|学生|儿童|监护人)*(?:身份证件?|身份|证件|户口簿?)(?:号码?|编号)?|ID(?:NO|CARD)?\.?)[为是]?(?=.)"
)
_FLOAT = re.compile(r"([0-9]{14,20})\.0*").fullmatch


def _tidy(raw: str) -> tuple[str, bool]:
    """The text without the signs that carry nothing, upper-case; and whether it was a number with a decimal point."""
    text = unicodedata.normalize("NFKC", raw).upper().translate(_DROP).translate(_LOOKS)
    number = _FLOAT(text)
    if number:
        return number[1], True
    return _LABEL.sub("", text), False


_FILLERS = """
    无 暂无 没有 不详 不知 不清楚 不明 未知 未办 未办理 未录入 未填 未提供 未上户 未上户口 未落户 无户口 无户籍
    无身份证 没有身份证 无证 无号码 暂缺 缺 空
    待定 待查 待核实 待补 待办 办理中 正在办理 丢失 遗失 黑户 NA N/A NULL NONE NAN NIL UNKNOWN / \\ . * ** *** 0 #N/A
    *N/A
"""
_FILLER_WORDS = frozenset(_FILLERS.split())
_RAMPS = ("1234567890" * 3, "0123456789" * 3, "123456789" * 3, "9876543210" * 3, "987654321" * 3)


def _is_filler(text: str) -> bool:
    """All characters equal, or the digits in a row: what is typed to get past a required field."""
    if len(set(text[:-1])) <= 1 and text[0] in "0123456789X*" and text[-1] in (text[0], "X", "*"):
        return True
    head, last = text[:-1], text[-1]
    return len(text) >= 6 and any(ramp.startswith(head) and last in (ramp[len(head)], "X") for ramp in _RAMPS)


def _read_filler(text: str) -> _Found | None:
    return (IdKind.PLACEHOLDER, "") if text in _FILLER_WORDS or _is_filler(text) else None


def _read_digits(text: str) -> _Found | None:
    if _EIGHTEEN(text):
        return _judge_eighteen(text)
    if _FIFTEEN(text) and plausible_area(text[:6]) and _day(f"19{text[6:12]}"):
        return IdKind.FIFTEEN, widen(text)
    return (IdKind.WRONG_LENGTH, text) if _ODD_LENGTH(text) else None


_ODD_LENGTH = re.compile(r"[0-9]{11,29}[0-9X]").fullmatch
_SCIENTIFIC = re.compile(r"([1-9])(?:\.([0-9]{0,17}))?E\+?17").fullmatch


def _read_scientific(text: str) -> _Found | None:
    """5.10119201503011E+17. Below 15 digits the display was rounded, so the last digit shown may be one too high."""
    match = _SCIENTIFIC(text)
    if not match:
        return None
    digits = match[1] + (match[2] or "")
    return _rounded(digits[:_EXACT_DIGITS] if len(digits) >= _EXACT_DIGITS else digits[:-1])


_MASK = re.compile(r"(?=.*[0-9])[0-9]*[*X][0-9*X]*").fullmatch


def _read_masked(text: str) -> _Found | None:
    """Digits with signs between them. A single X in the last place is a check digit, any other X a sign."""
    text = _STARRED.sub(r"\1", text)
    if not _MASK(text) or len(text) < 6:
        return None
    last = "X" if text.endswith("X") and text[-2] != "X" else text[-1].replace("X", "*")
    pattern = text[:-1].replace("X", "*") + last
    return IdKind.MASKED, pattern if len(pattern) == 18 else ""


_STARRED = re.compile(r"[(\[](\**)[)\]]")

_DOCUMENTS = re.compile(
    r"[A-Z]{1,2}[0-9]{6,10}(?:[(][0-9A-Z][)])?"  # passports; Hong Kong and Macao permits; birth certificates
    r"|[A-Z][0-9]{6}[(]?[0-9A][)]?|[A-Z]{2}[0-9]{6}[(]?[0-9A][)]?"  # Hong Kong identity cards
    r"|[1578]/?[0-9]{6}/?[(][0-9][)]"  # Macao identity cards
    r"|[0-9]{8}(?:[0-9]{2})?[(][A-Z0-9][)]"  # permits for Taiwan residents
    r"|[A-Z]{3}[0-9]{12}"  # permanent residence of foreigners, 2004 to 2023
    r"|[A-Z]{1,3}[0-9]{5,9}[A-Z]{1,2}"
)
_STUDENT_NUMBER = re.compile(r"[GLJ][0-9]{17}[0-9X]")
_NAMED = re.compile(r"护照|通行证|居住证|台胞证|回乡证|出生证|出生医学证明|军官证|士兵证|户口本|残疾证|PASSPORT")


def _read_other_document(text: str) -> _Found | None:
    known = _STUDENT_NUMBER.fullmatch(text) or _DOCUMENTS.fullmatch(text) or _NAMED.search(text)
    return (IdKind.OTHER_DOCUMENT, "") if known else None


_BURIED = re.compile(r"(?<![0-9A-Z])[0-9]{17}[0-9X](?![0-9A-Z])")
_LETTERS_FOR_DIGITS = str.maketrans("OIL", "011")


def _read_buried(text: str) -> _Found | None:
    """A number inside other words, or with letters typed for digits; believed only if its check digit is right."""
    candidates = {*_BURIED.findall(text), text.translate(_LETTERS_FOR_DIGITS)}
    sound = [candidate for candidate in candidates if is_valid(candidate)]
    return (IdKind.VALID, sound[0]) if len(sound) == 1 else None


_READERS: tuple[Callable[[str], _Found | None], ...] = (
    _read_filler,
    _read_digits,
    _read_scientific,
    _read_masked,
    _read_other_document,
    _read_buried,
)


def _problem(found: ResidentId) -> Problem:
    if found.kind is IdKind.BAD_CHECK:
        return Problem("resident_id.bad_check", {"found": found.value[17], "expected": _check(found.value[:17])})
    if found.kind is IdKind.IMPLAUSIBLE:
        return Problem(f"resident_id.impossible_{'area' if found.birth else 'birth'}")
    if found.kind is IdKind.WRONG_LENGTH:
        return Problem("resident_id.wrong_length", {"length": len(found.value)})
    if found.kind is IdKind.OTHER_DOCUMENT and _STUDENT_NUMBER.search(_tidy(found.raw)[0]):
        return Problem("resident_id.student_number")
    return Problem(f"resident_id.{found.kind}")
