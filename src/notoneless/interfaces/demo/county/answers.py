"""What surveyors of a demonstration are told at the doors and in the classes."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from notoneless.kernel.codes.grades import parse_grade
from notoneless.records.surveys.rules.kinds import AnswerKind, Hukou, NoSchoolReason
from notoneless.records.surveys.selectors.cells import ChildLine

_UNREACHED = 0.02
"""Of the families whose child is at school nobody is at home, or the class's list is wrong."""

_AWAY = (AnswerKind.NO_SCHOOL, AnswerKind.NO_SCHOOL, AnswerKind.NOT_REACHED, AnswerKind.MOVED_AWAY)
_WHY = (NoSchoolReason.LEFT, NoSchoolReason.WORKING, NoSchoolReason.ILLNESS, NoSchoolReason.NOT_ENTERED)
_FAR = "随父母外出务工，已迁居外省"
_OTHER_COUNTY = "县外学校"

_NOTHING: dict[str, Any] = dict.fromkeys(("place", "elsewhere", "grade", "reason", "note"))


def said_of(line: ChildLine, is_missing: bool, draws: Random) -> dict[str, Any]:
    """The answer about a child: at its school, at one elsewhere, or what becomes of who is in none."""
    kind = draws.choice(_AWAY) if is_missing else AnswerKind.IN_SCHOOL
    if not is_missing and draws.random() < _UNREACHED:
        kind = AnswerKind.NOT_REACHED
    said = {**_NOTHING, "kind": kind}
    if kind is AnswerKind.IN_SCHOOL:
        return {**said, "place": line.school or _OTHER_COUNTY, "elsewhere": not line.school, "grade": _grade(line)}
    if kind is AnswerKind.NO_SCHOOL:
        return {**said, "reason": draws.choice(_WHY)}
    return {**said, "place": _FAR} if kind is AnswerKind.MOVED_AWAY else said


def _grade(line: ChildLine) -> int | None:
    return parse_grade(line.class_name) if line.class_name else None


@dataclass(frozen=True)
class Newcomer:
    """A child of whom no roster knows, with whom it lives, and where its household registration is."""

    name: str
    sex: str
    years: int
    guardian: str
    relation: str
    hukou: Hukou
    kind: AnswerKind

    def told(self, today: date) -> dict[str, Any]:
        """What a surveyor writes down about it on a day."""
        reason = NoSchoolReason.NOT_ENTERED if self.kind is AnswerKind.NO_SCHOOL else None
        place = _OTHER_COUNTY if self.kind is AnswerKind.IN_SCHOOL else None
        person = {
            "name": self.name,
            "sex": self.sex,
            "born_on": date(today.year - self.years, 3, 12),
            "id_number": None,
        }
        family = {"hukou": self.hukou, "guardian_name": self.guardian, "relation": self.relation, "phone": None}
        said = {**_NOTHING, "kind": self.kind, "place": place, "elsewhere": True if place else None, "reason": reason}
        return {**person, **family, **said, "asked_on": today, "asked_at": None, "surveyor": None}


NEWCOMERS = (
    Newcomer("祁小禾", "女", 8, "祁有田", "祖父", Hukou.ELSEWHERE, AnswerKind.IN_SCHOOL),
    Newcomer("乐一舟", "男", 7, "乐秋萍", "母亲", Hukou.ELSEWHERE, AnswerKind.NO_SCHOOL),
    Newcomer("戚念安", "女", 9, "戚长根", "外祖父", Hukou.NONE, AnswerKind.NO_SCHOOL),
)
