"""Grades as schools write them, as a number: 0 before school, 1 to 6 primary, 7 to 9 junior, 10 to 12 senior."""

import re
import unicodedata

LAST_COMPULSORY_GRADE = 9
"""The nine years of compulsory education: Compulsory Education Law of 2006, article 2."""

_NUMERALS = {word: number for number, word in enumerate((*"一二三四五六七八九十", "十一", "十二"), start=1)}
_NUMBER = r"(?P<n>1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])"
_BEFORE_SCHOOL = re.compile(r"幼儿|学前|托班|^[大中小]班|^[大中小][(]?[0-9一二三四五六七八九][)]?班")
_CLASS = r"(?:[(][0-9一二三四五六七八九十]{1,3}[)]|[0-9一二三四五六七八九十]{1,3}|[-.][0-9]{1,2})班?"
_STAGE = re.compile(rf"(?P<stage>小学?|初中?|高中?|普通?高中){_NUMBER}(?:年级?)?(?:{_CLASS})?").fullmatch
_PLAIN = re.compile(rf"(?:G|GRADE)?{_NUMBER}(?:年级?)?(?:{_CLASS})?").fullmatch
_BARE = re.compile(r"[0-9]{1,2}").fullmatch
_CLASS_NUMBER = re.compile(r"(?P<n>0?[1-9])(?P<class>[0-9]{2})班?").fullmatch
_STAGES = {"小": (0, 6), "初": (6, 4), "高": (9, 3), "普": (9, 3)}

# Codes of the national roll system: 11 to 16 primary, 21 to 24 junior (24: the fourth year where primary has five),
# 31 to 33 senior.
_CODES = {str(10 + k): k for k in range(3, 7)} | {"21": 7, "22": 8, "23": 9, "24": 9, "31": 10, "32": 11, "33": 12}
_PREPARATORY = frozenset({"预备班", "预初", "初预", "预备年级", "初中预备班", "初中预备年级"})


def parse_grade(raw: str | None) -> int | None:
    """1 to 12, 0 for kindergarten and preschool, None where the text names no grade or more than one.

    Understands 一年级, 小一, 初二, 高中三年级, 7, G7, 九(3)班, 七年级2班, 703班 and the codes of the roll system from
    13 on. A bare 11 or 12 is None: code of primary one and two in the one file, grade 11 and 12 in the other; the
    column tells, not the cell.
    """
    if raw is None:
        return None
    text = unicodedata.normalize("NFKC", raw).upper().replace(" ", "").strip("'第").removesuffix(".0")
    if _BEFORE_SCHOOL.search(text):
        return 0
    if text in _PREPARATORY:
        return 6
    stage = _STAGE(text)
    if stage:
        return _of_stage(stage["stage"][0], _number(stage["n"]))
    if _BARE(text):
        return _of_bare(text)
    plain = _PLAIN(text) or _CLASS_NUMBER(text)
    return _number(plain["n"]) if plain else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS[word]


def _of_stage(stage: str, number: int) -> int | None:
    """初二 is 8 and 初中八年级 is 8: a number beyond the years of the stage counts from primary one."""
    before, years = _STAGES[stage]
    if number <= years:
        return min(before + number, 9) if stage == "初" else before + number
    return number if before < number <= before + years and number <= 12 else None


def _of_bare(text: str) -> int | None:
    number = int(text)
    if 1 <= number <= 10:
        return number
    return _CODES.get(text)
