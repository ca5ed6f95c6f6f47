"""What a column of a file may measure: its group of the points, its kind, and whether more of it means more risk."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import load_parameters

GROUPS = ("attendance", "learning", "age", "grade", "history", "family", "distance", "concern")
"""The groups of points, in the order of the plan `local/points`."""

OTHER = "other"
"""Where a column counts that feeds none of them."""

Kind = Literal["number", "flag", "category"]
PLAN = "local/points"


@dataclass(frozen=True, slots=True)
class Measure:
    """`rising`: 1 where more means more risk and nothing learnt may say otherwise, -1 where less does, 0 where it is open."""

    group: str
    kind: Kind
    rising: int = 0


MEASURES = {
    "absent_percent": Measure("attendance", "number", 1),
    "absent_days": Measure("attendance", "number", 1),
    "attended_percent": Measure("attendance", "number", -1),
    "unexcused_days": Measure("attendance", "number", 1),
    "absent_percent_before": Measure("attendance", "number"),
    "subjects_failed": Measure("learning", "number", 1),
    "mark": Measure("learning", "number", -1),
    "lowest_tenth": Measure("learning", "flag"),
    "over_age": Measure("age", "number"),
    "age": Measure("age", "number"),
    "grade": Measure("grade", "category"),
    "left_before": Measure("history", "flag"),
    "long_away": Measure("history", "flag"),
    "sibling_out": Measure("family", "flag"),
    "parents_away": Measure("family", "category"),
    "boarding": Measure("family", "flag"),
    "guardian_ill": Measure("family", "flag"),
    "poor_without_aid": Measure("family", "flag"),
    "distance_km": Measure("distance", "number"),
    "far": Measure("distance", "flag"),
    "concern": Measure("concern", "flag"),
    "numeric": Measure(OTHER, "number"),
    "category": Measure(OTHER, "category"),
}
"""By the word a column map uses."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the points, from the plan: thresholds of percent, subjects and years; points by grade; caps by group.

    `audit_least`: leavers under which a group is not judged; `audit_ratio`: percent of the best found rate.
    """

    attendance: tuple[float, ...]
    worse_by: float
    unexcused: float
    window: float
    learning: tuple[float, ...]
    age: tuple[float, float]
    grades: dict[str, int]
    far_km: float
    concern: int
    caps: dict[str, int]
    total_cap: int
    audit_least: int
    audit_ratio: float


def numbers_on(day: date) -> Numbers:
    """The numbers in force on a day. Raises NotonelessError where the plan lacks one."""
    plan = load_parameters(PLAN, day)

    def text(key: str) -> str:
        if key not in plan:
            raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
        return plan[key].value

    def number(key: str) -> int:
        return int(text(key))

    grades = dict.fromkeys(text("grade_light").split(), 1) | dict.fromkeys(text("grade_weighty").split(), 2)
    return Numbers(
        attendance=(number("attendance_low"), number("attendance_middle"), number("attendance_high")),
        worse_by=number("attendance_worse"),
        unexcused=number("attendance_unexcused"),
        window=number("attendance_window"),
        learning=(number("learning_one"), number("learning_two"), number("learning_three")),
        age=(number("age_one"), number("age_more")),
        grades=grades,
        far_km=number("distance_far"),
        concern=number("concern_weighs"),
        caps={group: number(f"{group}_cap") for group in GROUPS},
        total_cap=number("total_cap"),
        audit_least=number("audit_least"),
        audit_ratio=number("audit_ratio") / 100,
    )
