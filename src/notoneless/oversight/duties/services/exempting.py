"""Exemptions: a duty that need not be done, with reason and approver."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.models import DutyRow, Exemption
from notoneless.policy.judging import State


@action("duty.exempt", words="批准免办任务", english="Exempt from a duty")
def exempt_duty(ctx: Context, *, row: DutyRow, reason: Line) -> UUID:
    """Let somebody off a duty of one period. Nobody lets oneself off: it takes a post further up.

    Raises Unusable for one's own duty, a month that is sealed, or a duty that is done or exempt.
    """
    _check_open(row)
    known = Exemption._base_manager.filter(duty=row.duty, unit_id=row.unit_id, period=row.period)
    if row.state in (State.DONE, State.LATE, State.EXEMPT) or known.exists():
        raise Unusable(Problem("duties.nothing_to_exempt"))
    above = UnitClosure.objects.filter(descendant_id=row.bearer_id, depth__gt=0).values_list("ancestor_id", flat=True)
    is_own = any((each.unit, each.role) == (row.bearer_id, row.role) for each in ctx.holdings())
    if is_own or not ctx.units_for("duty.exempt") & set(above):
        raise Unusable(Problem("duties.own_duty"))
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    made = Exemption(
        id=ctx.ids.new(),
        duty=row.duty,
        period=row.period,
        unit_id=row.unit_id,
        reason=reason,
        approved_by=ctx.actor,
        approved_at=ctx.at,
    )
    made.save(force_insert=True)
    return made.id


@action("duty.end_exemption", words="撤销免办", english="End an exemption")
def end_exemption(ctx: Context, *, exemption: Exemption) -> None:
    """Let a duty be owed again: by whoever approved, or for the county.

    Raises Unusable for what somebody else approved, who may stand further up, or where its month is sealed.
    """
    mine = ctx.units_for("duty.end_exemption")
    if ctx.actor != exemption.approved_by and not Unit._base_manager.filter(pk__in=mine, parent=None).exists():
        raise Unusable(Problem("duties.approved_by_another"))
    row = DutyRow._base_manager.filter(duty=exemption.duty, unit_id=exemption.unit_id, period=exemption.period).first()
    if row is not None:
        _check_open(row)
    Exemption._base_manager.filter(pk=exemption.pk).delete()


def _check_open(row: DutyRow) -> None:
    if row.sealed_id is not None:
        raise Unusable(Problem("duties.sealed_row"))
