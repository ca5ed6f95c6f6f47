"""Holidays and notices in the reader's language: public holidays and offices have English names, all else stays as entered."""

from collections.abc import Mapping

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

_BETWEEN = "、"
"""Between the holidays that one period off is for."""

HOLIDAYS: Mapping[str, str] = {
    "元旦": "calendar.holiday_new_year",
    "春节": "calendar.holiday_spring_festival",
    "清明节": "calendar.holiday_qingming",
    "劳动节": "calendar.holiday_labour_day",
    "端午节": "calendar.holiday_dragon_boat",
    "中秋节": "calendar.holiday_mid_autumn",
    "国庆节": "calendar.holiday_national_day",
    "抗战胜利70周年纪念日": "calendar.holiday_victory",
}
"""The public holidays that notices name, and what they are called."""

ISSUERS: Mapping[str, str] = {"国办": "calendar.issuer_office", "国": "calendar.issuer_council"}
"""Who issues a notice, by how its number begins, the longer before the shorter."""


def holiday_name(name: str) -> str:
    """What a holiday is called, several of one period one after the other."""
    if language_of() == "zh":
        return name
    return ", ".join(_told(HOLIDAYS[each]) if each in HOLIDAYS else each for each in name.split(_BETWEEN))


def notice_number(number: str) -> str:
    """The number of a notice: it stays as it is printed there, with who issued it for those who cannot tell from that."""
    code = next((code for begins, code in ISSUERS.items() if number.startswith(begins)), "")
    return number if not code or language_of() == "zh" else f"{number} ({_told(code)})"


def _told(code: str) -> str:
    return sentence(Problem(code), language_of())
