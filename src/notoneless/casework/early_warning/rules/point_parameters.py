"""The numbers of the points: settings of the county, read from the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN = "local/points"


@dataclass(frozen=True, slots=True)
class PointParameters:
    """Thresholds with what they give, and the most that each group gives.

    `attendance`: percent of school days missed that gives 1, 2 and 3 points; `learning`: subjects failed; `age`: years above
    the age of the grade that give 1 and 3 points. `grades`: points by grade.
    """

    attendance: tuple[int, int, int]
    worse_by: int
    unexcused: int
    window: int
    learning: tuple[int, int, int]
    age: tuple[int, int]
    grades: tuple[tuple[int, int], ...]
    left_years: int
    away_years: int
    concern: int
    far_km: int
    caps: tuple[tuple[str, int], ...]
    listed_from: int
    total_cap: int
    audit_least: int
    audit_ratio: int
    audit_hidden: int

    def cap(self, group: str) -> int:
        """The most that a group gives."""
        return dict(self.caps)[group]


GROUPS = ("attendance", "learning", "age", "grade", "history", "family", "distance", "concern")
"""The groups of points, in the order of the plan."""


def points_of(plan: Mapping[str, Parameter]) -> PointParameters:
    """The numbers that a plan makes. Raises NotonelessError where one is missing."""

    def text(key: str) -> str:
        if key not in plan:
            raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
        return plan[key].value

    def number(key: str) -> int:
        return int(text(key))

    weighty = [(int(grade), 2) for grade in text("grade_weighty").split()]
    light = [(int(grade), 1) for grade in text("grade_light").split()]
    return PointParameters(
        attendance=(number("attendance_low"), number("attendance_middle"), number("attendance_high")),
        worse_by=number("attendance_worse"),
        unexcused=number("attendance_unexcused"),
        window=number("attendance_window"),
        learning=(number("learning_one"), number("learning_two"), number("learning_three")),
        age=(number("age_one"), number("age_more")),
        grades=(*weighty, *light),
        left_years=number("history_left"),
        away_years=number("history_away"),
        concern=number("concern_weighs"),
        far_km=number("distance_far"),
        caps=tuple((group, number(f"{group}_cap")) for group in GROUPS),
        listed_from=number("listed_from"),
        total_cap=number("total_cap"),
        audit_least=number("audit_least"),
        audit_ratio=number("audit_ratio"),
        audit_hidden=number("audit_hidden"),
    )
