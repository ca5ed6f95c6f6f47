"""Reading roll-work plans."""

from notoneless.records.roll_work.selectors.bearing import READ_ROLL_WORK, OwnMeasure, own_measures
from notoneless.records.roll_work.selectors.plans import (
    MeasureLine,
    PlanLine,
    PlanPage,
    PostChoice,
    adopted_plans,
    compare_versions,
    list_plans,
    measure_in_reach,
    open_plan,
    plan_in_reach,
    posts_to_bear,
    schools_to_plan,
    schools_without,
    wordings,
)
from notoneless.records.roll_work.selectors.waiting import drafts_waiting

__all__ = [
    "READ_ROLL_WORK",
    "MeasureLine",
    "OwnMeasure",
    "PlanLine",
    "PlanPage",
    "PostChoice",
    "adopted_plans",
    "compare_versions",
    "drafts_waiting",
    "list_plans",
    "measure_in_reach",
    "open_plan",
    "own_measures",
    "plan_in_reach",
    "posts_to_bear",
    "schools_to_plan",
    "schools_without",
    "wordings",
]
