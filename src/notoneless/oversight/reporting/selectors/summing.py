"""A statistics form of many schools, summed up by central and complete junior schools."""

from collections.abc import Sequence
from dataclasses import dataclass

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATION
from notoneless.oversight.reporting.rules.statistics import Column
from notoneless.oversight.reporting.rules.summing import Counted, School, Sum, summed_by, sums
from notoneless.oversight.reporting.selectors.statistics import READ_STATISTICS, FormRow


@dataclass(frozen=True, slots=True)
class SumLine:
    """A sum with the name of the school that it is of."""

    name: str
    of: Sum


def sums_of(ctx: Context, rows: Sequence[FormRow]) -> tuple[SumLine, ...]:
    """The rows of a form of all schools in reach, summed up in the order of the tree."""
    units = visible_to(ctx, READ_STATISTICS, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    known = {row.pk: row for row in units.select_related("parent__parent").order_by("sort_key", "id")}
    described = (
        visible_to(ctx, READ_ORGANIZATION, UnitProfile)
        if ctx.may(READ_ORGANIZATION)
        else UnitProfile._base_manager.none()
    )
    profiles = {row.unit_id: row for row in described.filter(unit_id__in=known)}
    by = summed_by(_school(row, profiles.get(row.pk)) for row in known.values())
    counted = [_counted(each) for each in rows]
    return tuple(SumLine(known[each.by].name, each) for each in sums(counted, by))


def _counted(row: FormRow) -> Counted:
    """The form has class hours each time; a week has as many times more."""
    times, hours = _number(row, Column.TIMES_A_WEEK), _number(row, Column.LESSONS)
    return Counted(row.school, times, times * hours)


def _school(row: Unit, profile: UnitProfile | None) -> School:
    parent = row.parent
    is_beneath = parent is not None and parent.kind == UnitKind.SCHOOL
    township = parent.parent_id if is_beneath and parent is not None else row.parent_id
    return School(
        row.pk,
        row.parent_id if is_beneath else None,
        township,
        bool(profile and profile.is_central),
        profile.last_grade if profile else None,
    )


def _number(row: FormRow, column: Column) -> int:
    text = row.values.get(column, "")
    return int(text) if text.isdecimal() else 0
