"""Responsibility assignments: made and ended."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Assignment
from notoneless.foundation.organizations.rules.kinds import AssignmentKind, assignment_trouble
from notoneless.foundation.organizations.rules.tiers import tiers_on
from notoneless.kernel.problems import Problem


@action("assignment.make", words="确定包保", english="Make an assignment")
def make_assignment(
    ctx: Context,
    *,
    unit: Unit,
    kind: AssignmentKind,
    from_unit: Unit | None,
    account: Account | None,
    tier: int | None,
    from_on: date,
    until_on: date | None,
) -> UUID:
    """Let a school, another unit or a person answer for a unit. Raises Unusable for a tie that cannot be or is there.

    A village has one accountable school at a time.
    """
    if until_on is not None and until_on <= from_on:
        raise Unusable(Problem("access.backwards"))
    for each in (unit, from_unit):
        if each is not None and each.until_on is not None and each.until_on <= from_on:
            raise Unusable(Problem("access.is_closed", {"unit": each.name}))
    from_kind = UnitKind(from_unit.kind) if from_unit else None
    trouble = assignment_trouble(
        kind, from_kind, account is not None, UnitKind(unit.kind), tier, len(tiers_on(from_on))
    )
    if trouble is not None:
        raise Unusable(trouble)
    _check_free(unit, kind, from_unit, account, tier, from_on, until_on)
    row = Assignment(id=ctx.ids.new(), kind=kind, tier=tier, from_unit=from_unit, holder=account, to_unit=unit)
    row.from_on, row.until_on = from_on, until_on
    row.save(force_insert=True)
    return row.id


def _check_free(
    unit: Unit,
    kind: AssignmentKind,
    from_unit: Unit | None,
    account: Account | None,
    tier: int | None,
    from_on: date,
    until_on: date | None,
) -> None:
    """Raises Unusable where the same tie, or for a village another school, stands on some of the days."""
    rows = Assignment._base_manager.filter(to_unit=unit, kind=kind, tier=tier).exclude(until_on__lte=from_on)
    if until_on is not None:
        rows = rows.filter(from_on__lt=until_on)
    if kind is not AssignmentKind.VILLAGE:
        rows = rows.filter(from_unit=from_unit, holder=account)
    other = rows.select_related("from_unit", "holder").first()
    if other is not None:
        by = other.from_unit or other.holder
        raise Unusable(Problem("organizations.assigned_already", {"unit": unit.name, "name": by.name if by else ""}))


@action("assignment.end", words="解除包保", english="End an assignment")
def end_assignment(ctx: Context, *, assignment: Assignment, until_on: date) -> None:  # noqa: ARG001 (an action's)
    """Let an assignment end before a day. Raises Unusable for a day before it began."""
    if until_on < assignment.from_on:
        raise Unusable(Problem("access.backwards"))
    assignment.until_on = until_on
    assignment.save(update_fields=["until_on"])
