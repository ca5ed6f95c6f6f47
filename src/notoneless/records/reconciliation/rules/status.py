"""What a roll status says of the pupil. Only a text understood as a whole takes a child off the list.

Sources: 学生当前状态 and 学生变动类别 of the national roll (JY/T 1001), its practice (其他离校), and the words of schools.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.codes import LAST_COMPULSORY_GRADE, parse_grade

Ints = npt.NDArray[np.int32]


class Presence(StrEnum):
    """Where a roll entry leaves its pupil. Those from NOT_ATTENDING on do not take a child off the list, first told first."""

    PRESENT = "present"
    FINISHED = "finished"
    NOT_ATTENDING = "not_attending"
    NO_SCHOOL = "no_school"
    UNCLEAR = "unclear"
    LEFT = "left"
    PRIMARY_ONLY = "primary_only"
    DECEASED = "deceased"


PRESENCES = tuple(Presence)
"""The numbering of `presences`."""

NO_CHANGE = "无"
"""What most of a column of changes says. In a few rows alone it may mean that there is no entry, and is UNCLEAR."""

_CODE_DIGITS = 2

_CODES = {
    Presence.PRESENT: (1, 5, 31, 32, 33, 41),
    Presence.NOT_ATTENDING: (2, 4, 23),
    Presence.LEFT: (0, 3, 6, 9, 10, 14, 15, 24, 25, 27, 28),
    Presence.PRIMARY_ONLY: (7, 8, 21, 22),
    Presence.DECEASED: (26,),
}
"""Bare codes. 11, 12 and 13 say 死亡, 保留入学资格, 公派出国 in the one dictionary and 招生, 复学, 转入 in the other."""
_OF_CODE = {code: presence for presence, codes in _CODES.items() for code in codes}
_OF_ANSWER = {
    **dict.fromkeys(["是", "在", "对", "Y", "YES", "T", "TRUE", "√", "✓", "✔", "☑"], Presence.PRESENT),
    **dict.fromkeys(["否", "不", "不是", "没有", "N", "NO", "F", "FALSE", "X", "×", "✕", "✖", "✗", "✘"], Presence.LEFT),
}


def _any_of(words: str) -> str:
    """The longest first, so that no word is taken for its beginning."""
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


_PLACE = _any_of(
    "本校 本县 本地 县内 县外 外县 市内 市外 省内 省外 外省 外地 异地 在外 外出 城区 小学 初中 中学 普通学校 普校 特校 "
    "特教学校 特殊学校 特殊教育学校 特教班 中职 职校 职高 技校 职业学校 民办学校 私立学校"
)
_AROUND = _any_of("已经 已 现在 现 正在 目前 仍 仍然 正式 学籍 状态 学生 儿童 生 中")
_PRESENT = _any_of(
    "在读 在校 在籍 在学 在册 正常 就读 就学 入学 上学 读书 学习 随班就读 随班 送教上门 送教 借读 寄读 借宿 走读 住校 住宿 "
    "寄宿 复学 返校 劝返复学 转入 插班 新生 招生 报到 注册 到校 升级 留级 跳级 降级 调班 转班 导入 试读 无变动 无变化 无异动 "
    "ATTENDING ENROLLED ENROLED ACTIVE PRESENT INSCHOOL ONROLL STUDYING"
)
_IS_PRESENT = re.compile(rf"(?:{_PLACE})?(?:{_AROUND})*(?:(?:{_PRESENT})(?:{_AROUND})*)+").fullmatch
_IS_DECEASED = re.compile(
    r"(?:因病|因公|因伤|疾病|意外|溺水|车祸|非正常|正常|已经|已)*(?:死亡|病故|病亡|去世|身亡|亡故|溺亡|夭折|已故|DECEASED|DEAD)"
).fullmatch
_HAS_FINISHED = re.compile(
    rf"(?:应届|往届|提前|正常|{_PLACE}|{_AROUND})*(?:毕业|结业|GRADUATED?)(?:{_AROUND})*"
).fullmatch

REMARKED = re.compile(
    r"(?<![未没无防])(?:辍学|失学|退学|休学|停学)|流失|转出|转走|不在校|在家|打工|务工|(?:未|没)(?:有|再)?(?:就读|入学|到校|上学|读书)|死亡|去世"
).search
"""Words in a remark for which a person should ask, though a remark decides nothing."""

_DENIED = re.compile(
    r"(?:未|没|无|非|不是|防|免)(?:有|曾|能)?(?:辍|退|流失|失学|开除|毕业|结业|肄业|转出|休学|停学|离校|注销|死亡)"
)
_STEMS = (
    (Presence.LEFT, re.compile(_any_of(
        "辍 失学 退 转出 转往 转走 转到 转去 转至 转学 流失 离校 离开 离县 开除 除名 肄业 注销 取消 销籍 不在 不到 非在 未 没 "
        "空挂 挂籍 人籍分离 有籍无人 查无 出国 出境 境外 国外 移民 下落不明 去向不明 失踪 失联 打工 务工 就业 结婚 早婚 外流 "
        "在家 闲散 DROP LEFT WITHDR TRANSFER EXPEL NOTIN ABSENT"
    ))),
    (Presence.NOT_ATTENDING, re.compile(_any_of(
        "休学 停学 请假 病假 事假 长假 缺勤 缺课 旷课 逃学 缓学 缓入学 延缓 延迟 推迟 暂缓 保留 待复学 劝返 SUSPEN DEFER LEAVE"
    ))),
    (Presence.PRIMARY_ONLY, re.compile(_any_of("毕业 结业 升学 升入 升初 升中 GRADUAT"))),
)  # fmt: skip
_GRADE_TOLD = (
    (12, re.compile("高中")),
    (LAST_COMPULSORY_GRADE, re.compile("初中|初三|初四|九年级|9年级")),
    (6, re.compile("小学|[一二三四五六1-6]年级")),
)
_TIME = re.compile(
    r"[\d一二三四五六七八九]+年级|\d+(?:[年月日号.:]|学年度?|级|班)*|[初高小][一二三四五六]|[春秋]季|[上下]?学期|学年度?"
)
_BETWEEN = re.compile(r"[^\w√✓✔☑×✕✖✗✘?]+|_")


@lru_cache(maxsize=1 << 14)
def presence_of(status: str | None, grade: str | None, age: int | None, youngest: int) -> Presence:
    """What a status says of a pupil of `grade` and `age`.

    Who has finished must have been in grade nine and be of `youngest` years at least: finishing primary school is the step
    at which pupils are lost. A word nobody has entered here is UNCLEAR, never PRESENT. No status at all is PRESENT: the
    entry is on the roll and says nothing against it.
    """
    text = "".join(unicodedata.normalize("NFKC", status or "").upper().split()).removesuffix(".0")
    code = _BETWEEN.sub("", text)
    found = _OF_ANSWER.get(text) or _of_code(code) or _of_words(text)
    if found is not Presence.PRIMARY_ONLY:
        return found
    whole = code.isdecimal() or all(map(_HAS_FINISHED, _parts(text)))
    told = [known for known in (_grade_told(text), parse_grade(grade)) if known is not None]
    finished = whole and min(told, default=0) >= LAST_COMPULSORY_GRADE and (age is None or age >= youngest)
    return Presence.FINISHED if finished else Presence.PRIMARY_ONLY


def _of_code(text: str) -> Presence | None:
    """Codes have two digits; a mere date or year says nothing of the pupil."""
    if not text:
        return Presence.PRESENT
    if not text.isdecimal():
        return None
    return _OF_CODE.get(int(text), Presence.UNCLEAR) if len(text) <= _CODE_DIGITS else Presence.UNCLEAR


def _of_words(text: str) -> Presence:
    parts = _parts(text)
    if not parts:
        return Presence.UNCLEAR
    if all(map(_IS_PRESENT, parts)):
        return Presence.PRESENT
    if all(map(_IS_DECEASED, parts)):
        return Presence.DECEASED
    if _DENIED.search(text):
        return Presence.UNCLEAR
    return next((presence for presence, stem in _STEMS if stem.search(text)), Presence.UNCLEAR)


def _parts(text: str) -> list[str]:
    """What stands between brackets, dashes and stops, without codes, dates and years; nothing where only such were."""
    parts = (_TIME.sub("", part) for part in _BETWEEN.split(text))
    return [part for part in parts if part]


def _grade_told(text: str) -> int | None:
    return next((grade for grade, words in _GRADE_TOLD if words.search(text)), None)


@lru_cache(maxsize=1 << 10)
def says_dropped_out(answer: str | None) -> bool:
    """Whether a cell of a column headed 是否辍学 says yes: a plain yes, or words for having left."""
    text = "".join(unicodedata.normalize("NFKC", answer or "").upper().split())
    if text in _OF_ANSWER:
        return _OF_ANSWER[text] is Presence.PRESENT
    return bool(text) and _of_words(text) is Presence.LEFT


def presences(table: pa.Table, ages: Callable[[], Ints], youngest: int) -> npt.NDArray[np.uint8]:
    """For each roll row the number of its `Presence` in `PRESENCES`.

    Who is said to be present, but by another column to have dropped out, has left. `ages` gives full years, below 0 unknown;
    it is called only where pupils have finished.
    """
    found = _stated(table, ages, youngest)
    if "dropped_out" in table.column_names:
        coded = table["dropped_out"].combine_chunks().dictionary_encode()
        yes = np.array([*(says_dropped_out(text) for text in coded.dictionary.to_pylist()), False], dtype=bool)
        gone = yes[coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
        found[gone & (found == PRESENCES.index(Presence.PRESENT))] = PRESENCES.index(Presence.LEFT)
    return found


def _stated(table: pa.Table, ages: Callable[[], Ints], youngest: int) -> npt.NDArray[np.uint8]:
    """What the column of statuses says of each row."""
    if "status" not in table.column_names:
        return np.zeros(table.num_rows, dtype=np.uint8)
    coded = table["status"].combine_chunks().dictionary_encode()
    texts = coded.dictionary.to_pylist()
    numbers = [PRESENCES.index(presence_of(text, None, None, youngest)) for text in texts]
    at = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    if NO_CHANGE in texts and 2 * np.count_nonzero(at == texts.index(NO_CHANGE)) > len(at):
        numbers[texts.index(NO_CHANGE)] = PRESENCES.index(Presence.PRESENT)
    found: npt.NDArray[np.uint8] = np.array([*numbers, 0], dtype=np.uint8)[at]
    finishing = np.flatnonzero(
        np.isin(found, [PRESENCES.index(one) for one in (Presence.FINISHED, Presence.PRIMARY_ONLY)])
    )
    if len(finishing):
        years = ages()[finishing].tolist()
        rows = pa.array(finishing)
        grades = table["grade"].take(rows).to_pylist() if "grade" in table.column_names else [None] * len(years)
        for row, grade, age in zip(finishing.tolist(), grades, years, strict=True):
            presence = presence_of(texts[at[row]], grade, age if age >= 0 else None, youngest)
            found[row] = PRESENCES.index(presence)
    return found
