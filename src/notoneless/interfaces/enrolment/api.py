"""The school roll for programs: the same selectors as the pages have."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation
from notoneless.records.enrolment.selectors import (
    READ_DIFFERENCES,
    READ_ROLL,
    ChildRoll,
    ComparisonCard,
    GroupLine,
    RollPage,
    list_schools,
    open_child_roll,
    open_comparison,
    open_roll,
)


@dataclass(frozen=True, slots=True)
class Schools:
    """Schools, or classes, with the counts of their open entries by state."""

    schools: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A school and its latest comparison with the national export; null where none was made."""

    school: str
    comparison: ComparisonCard | None


def schools(ctx: Context) -> Schools:
    """The schools in reach with their counts."""
    return Schools(list_schools(ctx))


def unit(ctx: Context, unit: UUID) -> RollPage:
    """The roll of a school by class, or of a class by pupil."""
    return open_roll(ctx, unit)


def child(ctx: Context, child: UUID) -> ChildRoll:
    """One child's roll. Of a reason it is told whether it is there, and never what it is."""
    return open_child_roll(ctx, child)


def differences(ctx: Context, school: UUID) -> Compared:
    """How a school's roll differs from the national export, by the latest comparison."""
    return Compared(*open_comparison(ctx, school))


OPERATIONS = (
    Operation("GET", "roll", "roll.list", READ_ROLL, schools, Schools, "学籍：学校 / Schools of the roll"),
    Operation("GET", "roll/units/{uuid:unit}", "roll.unit", READ_ROLL, unit, RollPage, "一校或一班的学籍 / One unit"),
    Operation("GET", "roll/children/{uuid:child}", "roll.child", READ_ROLL, child, ChildRoll, "一人的学籍 / One child"),
    Operation(
        "GET",
        "roll/schools/{uuid:school}/differences",
        "roll.differences",
        READ_DIFFERENCES,
        differences,
        Compared,
        "学籍比对差异 / Differences",
    ),
)
