"""The code tables of the school roll: statuses, movements and reasons, as the national system writes them.

Source: 学生当前状态, 学生变动类别 and 异动原因 after JY/T 1001 in published dictionaries, not the standard's own text. The
tables only name; what a pupil of compulsory age may not be entered with, `records/enrolment` refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class CodeWord:
    """One code with its Chinese word and the same in English."""

    code: str
    zh: str
    en: str


class Movement(StrEnum):
    """学生变动类别: how a pupil came to the roll, moved on it, or went. OTHER_LEAVING has no number in the table."""

    ENTRY = "11"
    RESUMPTION = "12"
    TRANSFER_IN = "13"
    GRADUATION = "21"
    COMPLETION = "22"
    STUDY_SUSPENSION = "23"
    WITHDRAWAL = "24"
    EXPULSION = "25"
    DEATH = "26"
    TRANSFER_OUT = "27"
    DROPOUT = "28"
    PROMOTION = "31"
    CLASS_CHANGE = "32"
    REPETITION = "33"
    IMPORT = "41"
    OTHER_LEAVING = "other"


class RollStatus(StrEnum):
    """学生当前状态, those codes that our own states of an entry are written as."""

    ATTENDING = "01"
    STUDY_SUSPENSION = "02"
    GRADUATED = "07"
    TRANSFERRED = "10"
    DECEASED = "11"
    PLACE_KEPT = "12"
    OTHER = "99"


class NumberKind(StrEnum):
    """The kinds of student number an entry may have: formal, temporary, or of a pupil without a usable resident ID."""

    G = "G"
    L = "L"
    J = "J"


def _table(*rows: tuple[str, str, str]) -> Mapping[str, CodeWord]:
    return {code: CodeWord(code, zh, en) for code, zh, en in rows}


MOVEMENTS: Mapping[str, CodeWord] = _table(
    ("11", "招生", "first entry"),
    ("12", "复学", "resumption"),
    ("13", "转入", "transfer in"),
    ("21", "毕业", "graduation"),
    ("22", "结业", "completion without graduation"),
    ("23", "休学", "suspension of studies"),
    ("24", "退学", "withdrawal"),
    ("25", "开除", "expulsion"),
    ("26", "死亡", "death"),
    ("27", "转出", "transfer out"),
    ("28", "辍学", "dropout"),
    ("31", "升级", "promotion"),
    ("32", "调班", "change of class"),
    ("33", "留级", "repetition of a grade"),
    ("41", "导入", "import"),
    ("other", "其他离校", "other leaving"),
)

STATUSES: Mapping[str, CodeWord] = _table(
    ("01", "在读", "attending"),
    ("02", "休学", "on suspension of studies"),
    ("03", "退学", "withdrawn"),
    ("04", "停学", "stopped"),
    ("05", "复学", "resumed"),
    ("06", "流失", "lost"),
    ("07", "毕业", "graduated"),
    ("08", "结业", "completed"),
    ("09", "肄业", "left unfinished"),
    ("10", "转学（转出）", "transferred out"),
    ("11", "死亡", "deceased"),
    ("12", "保留入学资格", "place kept"),
    ("13", "公派出国", "sent to another country"),
    ("14", "开除", "expelled"),
    ("15", "下落不明", "missing"),
    ("99", "其他", "other"),
)

REASONS: Mapping[str, CodeWord] = _table(
    ("11", "精神疾病", "mental illness"),
    ("12", "传染疾病", "infectious illness"),
    ("19", "其他疾病", "other illness"),
    ("26", "家长病重", "illness of a parent"),
    ("28", "非留学出国（境）", "moved to another country"),
    ("31", "休学期满未办理复学", "no resumption after the suspension of studies"),
    ("99", "其他", "other"),
)
"""异动原因: those that a school enters. 退学 reasons of the table are left out: compulsory pupils cannot withdraw."""

ILLNESS: frozenset[str] = frozenset({"11", "12", "19"})
"""Reasons that are physical condition: the only ones for suspension of studies and deferral (Compulsory Education Law 11)."""

STUDY_SUSPENSION_REASONS: frozenset[str] = ILLNESS | {"99"}
"""What a suspension of studies may be entered with: other conditions of the body have no code of their own."""
