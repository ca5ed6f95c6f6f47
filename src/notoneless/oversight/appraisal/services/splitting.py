"""Targets split to teaching groups, classes and teachers by name, and taken back."""

from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.models import OwnTarget
from notoneless.oversight.appraisal.rules.appraising import TargetLevel
from notoneless.oversight.appraisal.rules.facts import COUNTED
from notoneless.oversight.appraisal.rules.rubrics import number_of
from notoneless.oversight.appraisal.rules.scoring import Side, plain
from notoneless.oversight.appraisal.selectors.parties import school_year_of
from notoneless.oversight.appraisal.selectors.targets import school_above
from notoneless.oversight.supervision.selectors.complaints import account_among, staff_of


@action("target.split", words="分解控辍指标", english="Split a target to a group, a class or a teacher")
def split_target(
    ctx: Context,
    *,
    unit: Unit,
    target_level: TargetLevel,
    teaching_group: str | None,
    holder: UUID,
    counted_fact: str,
    side: Side,
    wanted: str,
) -> UUID:
    """Lay down what a teaching group, a class or a teacher is to reach this school year, and who answers for it; the row.

    `teaching_group`: needed of its own target; of a class's the one whose number it is a part of. Guardians have none.
    Raises Unusable for what is no school or class, no member of staff, no fact or number; Refused twice, and where the
    classes of a group together would be allowed more than the group.
    """
    level, group, fact = target_level, teaching_group, counted_fact
    is_class = unit.kind == UnitKind.CLASS
    if is_class is (level is TargetLevel.TEACHING_GROUP) or not (is_class or unit.kind == UnitKind.SCHOOL):
        raise Unusable(Problem("appraising.other_unit"))
    number = number_of(wanted)
    if number is None or fact not in COUNTED:
        raise Unusable(Problem("appraising.no_target"))
    if level is TargetLevel.TEACHING_GROUP and not group:
        raise Unusable(Problem("appraising.no_group"))
    school = school_above(unit)
    account = account_among(holder, staff_of(school, ctx.today))
    if account is None:
        raise Unusable(Problem("appraising.no_staff"))
    rows = _standing(school_year_of(ctx.today)).filter(fact=fact)
    if rows.filter(unit=unit, level=level, group=group or "", holder=account).exists():
        raise Refused(Problem("appraising.split_already"))
    if group and side is Side.AT_MOST:
        _within_group(rows.filter(group=group, side=side), school, level, number)
    row = OwnTarget(id=ctx.ids.new(), unit=unit, school_year=school_year_of(ctx.today), level=level, holder=account)
    row.group, row.fact, row.side, row.wanted = group or "", fact, side, plain(number)
    row.set_on, row.set_by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _standing(year: int) -> QuerySet[OwnTarget]:
    return OwnTarget._base_manager.filter(school_year=year, withdrawn_on__isnull=True)


def _within_group(rows: QuerySet[OwnTarget], school: UUID, level: TargetLevel, number: Decimal) -> None:
    """Raise Refused where the classes of a teaching group would together be allowed more than the group itself."""
    of_school = [row for row in rows.select_related("unit__parent") if school_above(row.unit) == school]
    whole = [Decimal(row.wanted) for row in of_school if row.level == TargetLevel.TEACHING_GROUP]
    parts = [Decimal(row.wanted) for row in of_school if row.level == TargetLevel.CLASS]
    if level is TargetLevel.TEACHING_GROUP:
        whole.append(number)
    if level is TargetLevel.CLASS:
        parts.append(number)
    if whole and sum(parts) > min(whole):
        raise Refused(
            Problem("appraising.laxer_split", {"group": plain(min(whole)), "classes": plain(Decimal(sum(parts)))})
        )


@action("target.withdraw", words="撤回分解的指标", english="Take a split target back")
def withdraw_target(ctx: Context, *, own_target: OwnTarget, reason: Line) -> None:
    """Take a target back, so that a right one is laid down. Raises Refused twice."""
    if own_target.withdrawn_on is not None:
        raise Refused(Problem("appraising.withdrawn_already"))
    own_target.withdrawn_on, own_target.because = ctx.today, reason
    own_target.save(update_fields=["withdrawn_on", "because"])
