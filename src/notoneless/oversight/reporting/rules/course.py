"""Identification, school report, mobilisation, compulsion by law: in this order, each with its day (clause 4.10)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class CourseStep(StrEnum):
    """The steps in their order; the last two are compulsion by law."""

    IDENTIFY = "identify"
    REPORT = "report"
    MOBILISE = "mobilise"
    ORDER = "order"
    COURT = "court"


AFTER: Mapping[CourseStep, tuple[CourseStep, ...]] = {
    CourseStep.IDENTIFY: (),
    CourseStep.REPORT: (CourseStep.IDENTIFY,),
    CourseStep.MOBILISE: (CourseStep.REPORT,),
    CourseStep.ORDER: (CourseStep.REPORT, CourseStep.MOBILISE),
    CourseStep.COURT: (CourseStep.ORDER,),
}
"""What has to be taken before each, as the clause says; `tests/oversight/reporting/course.yaml` has it line by line."""


def missing_before(step: CourseStep, days: Mapping[CourseStep, date]) -> tuple[CourseStep, ...]:
    """The steps that have to be taken before one and were not."""
    return tuple(each for each in AFTER[step] if each not in days)


def too_early(days: Mapping[CourseStep, date]) -> tuple[CourseStep, ...]:
    """The steps that were taken before one that comes first: on an earlier day than it, or without it."""
    return tuple(
        step
        for step, day in sorted(days.items(), key=lambda each: list(CourseStep).index(each[0]))
        if any(each not in days or days[each] > day for each in AFTER[step])
    )
