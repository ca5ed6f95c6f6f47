"""The national student number (学籍号): a letter before 18 characters shaped like a resident ID."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import check_digit


class StudentNumberKind(StrEnum):
    """G: formal, on the resident ID. L: temporary, not verified. J: pupil without a usable ID."""

    G = "G"
    L = "L"
    J = "J"
    OTHER = "other"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class StudentNumber:
    """One cell, read. body: the 18 characters after the letter, else empty. check_ok: None where there is no body.

    Only G and J end in a check digit of GB 11643; an L may end in four random digits, so a wrong one is no problem
    there.
    """

    raw: str
    kind: StudentNumberKind
    body: str
    check_ok: bool | None

    @property
    def problem(self) -> Problem | None:
        """What to tell a person about this cell; None for a sound number and for an empty cell."""
        if self.kind is StudentNumberKind.OTHER:
            return Problem("student_number.not_national")
        if self.check_ok is False and self.kind in (StudentNumberKind.G, StudentNumberKind.J):
            expected = check_digit(self.body[:17])
            return Problem("student_number.bad_check", {"found": self.body[17], "expected": expected})
        return None


_NATIONAL = re.compile(r"([GLJ])([0-9]{17}[0-9X])").fullmatch
_NOISE = dict.fromkeys(map(ord, " \t\r\n'`‘’\"-‐–—―\u200b\u200c\u200d\u2060\ufeff"))
_CYRILLIC_OR_TIMES = str.maketrans("×Х", "XX")
_LABEL = re.compile(r"^(?:全国)?(?:学籍|学生)(?:号码?|编号):?")
_NOTHING_WORDS = "无 暂无 没有 不详 无学籍 无学籍号 未建学籍 待补 / \\ 0 NULL NONE NAN N/A"
_NOTHING = frozenset(_NOTHING_WORDS.split()) | {""}


def parse_student_number(raw: str | None) -> StudentNumber:
    """Read a cell. National numbers match `[GLJ]\\d{17}[\\dX]`; anything else with content is OTHER."""
    match = _NATIONAL(raw or "") or _NATIONAL(_tidy(raw or ""))
    if match:
        body = match[2]
        return StudentNumber(raw or "", StudentNumberKind(match[1]), body, check_digit(body[:17]) == body[17])
    kind = StudentNumberKind.MISSING if _tidy(raw or "") in _NOTHING else StudentNumberKind.OTHER
    return StudentNumber(raw or "", kind, "", None)


def _tidy(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).upper().translate(_NOISE).translate(_CYRILLIC_OR_TIMES)
    return _LABEL.sub("", text)
