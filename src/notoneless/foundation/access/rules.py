"""What a sign-in name may be, in which order units stand, and until when what is held lasts."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.counting_order import counting_order
from notoneless.kernel.problems import Problem

_SIGNS = frozenset("._-")

_FIGURES = 7
"""Figures that, with nothing else, may be somebody's telephone or a part of another number."""


_LONGEST_KEY = 200


def unit_sort_key(name: str) -> str:
    """By what stands before a number, then by the number, then by what follows: 2组 before 10组, 一年级 before 三年级."""
    return counting_order(name)[:_LONGEST_KEY]


def check_sign_in_name(text: str) -> None:
    """Raise Unusable for what no account may have as its sign-in name."""
    if not is_sign_in_name(text):
        raise Unusable(Problem("access.no_sign_in_name"))


def is_sign_in_name(text: str) -> bool:
    """Whether an account may have this sign-in name: nobody takes it for another's, and it is nobody's telephone number.

    Letters of one script, the Latin without accents or the Chinese, with figures and `. _ -`. Each has one form only (NFKC), so
    two names that look alike are one; Cyrillic or Greek letters, signs that are not seen, and other widths are refused.
    """
    letters = [sign for sign in text if not ("0" <= sign <= "9" or sign in _SIGNS)]
    is_latin = all(sign.isascii() and sign.isalpha() for sign in letters)
    is_chinese = all(unicodedata.name(sign, "").startswith("CJK UNIFIED IDEOGRAPH") for sign in letters)
    figures = sum(sign.isdecimal() for sign in text)
    is_number = not letters and (figures >= _FIGURES or not figures)
    return (is_latin or is_chinese) and not is_number and unicodedata.normalize("NFKC", text) == text


def held_until(day: date, periods: Iterable[tuple[date, date | None]]) -> date | None:
    """Before which day nothing more is held, of periods that follow one another from `day` on; None without an end.

    `periods`: from a day until before another, None without an end. `day` itself where none holds on it.
    """
    for begun, ended in sorted(periods, key=lambda period: period[0]):
        if begun > day:
            break
        if ended is None:
            return None
        day = max(day, ended)
    return day
