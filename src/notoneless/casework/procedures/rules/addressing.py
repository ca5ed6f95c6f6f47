"""Whom a paper names and where they live: what is no address, and a resident ID in a text that cannot be one."""

import re

from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import IdKind, parse_resident_id

_NOTHING = frozenset(
    [
        "不详",
        "不明",
        "不知",
        "不知道",
        "不清楚",
        "未知",
        "无",
        "没有",
        "暂无",
        "空",
        "同上",
        "地址不详",
        "住址不详",
        "地址不明",
        "下落不明",
        "待查",
        "待核实",
        "待补",
        "xxx",
        "xx",
    ]
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST = 4
"""Characters of Chinese writing that an address has at the least: a village and its group have more."""

_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_SHOWN = 3


def says_nothing(address: str) -> bool:
    """Whether what stands for an address says that nobody knows it."""
    text = address.strip(" \u3000。，,.-—/()（）").lower()
    return not text or text in _NOTHING


def why_no_address(address: str) -> Problem | None:
    """Why a typed address is none: nobody could be found by it. What law asks of it is said with its articles."""
    if says_nothing(address) or len(_HAN.findall(address)) < _LEAST:
        return Problem("procedures.no_address", {"text": address.strip()[:20]})
    return None


def why_wrong_number(text: str, article: str) -> Problem | None:
    """Why a text may not go on a paper: a resident ID stands in it that cannot be one. `article`: what asks for it."""
    for found in _NUMBER.findall(text):
        read = parse_resident_id(found)
        if read.kind is not IdKind.VALID:
            told: dict[str, str | int | Problem] = {"text": f"{found[:_SHOWN]}***{found[-_SHOWN:]}", "article": article}
            return Problem("procedures.wrong_id", told | {"why": read.problem or ""})
    return None
