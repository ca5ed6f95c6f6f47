"""A return received by the township and by the bureau."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.models import MonthlyReturn, ReturnReceipt
from notoneless.oversight.reporting.selectors.returns import RECEIVE

RECEIVERS = frozenset({UnitKind.TOWNSHIP, UnitKind.COUNTY})


@action("monthly_return.receive", words="签收月报", english="Receive a monthly return")
def receive_return(ctx: Context, *, monthly_return: MonthlyReturn, unit: Unit) -> UUID:
    """Say that a township or the bureau has received a return; `unit` is the receiver, above the school.

    Raises Refused for a version that another has followed, or that the unit has received; Unusable for another unit.
    """
    above = UnitClosure.objects.filter(ancestor=unit, descendant_id=monthly_return.unit_id)
    if unit.kind not in RECEIVERS or not above.exists():
        raise Unusable(Problem("reporting.no_receiver", {"unit": unit.name}))
    if not monthly_return.is_current:
        raise Refused(Problem("reporting.followed"))
    if visible_to(ctx, RECEIVE, ReturnReceipt).filter(monthly_return=monthly_return, receiver=unit).exists():
        raise Refused(Problem("reporting.received_already", {"unit": unit.name}))
    row = ReturnReceipt(id=ctx.ids.new(), unit_id=monthly_return.unit_id, monthly_return=monthly_return, receiver=unit)
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk
