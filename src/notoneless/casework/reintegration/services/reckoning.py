"""A returned pupil is away again: registers tell it, as they told it the first time."""

from uuid import UUID

from notoneless.casework.early_warning.rules.triggers import Trigger, triggers
from notoneless.casework.early_warning.selectors.gathering import gathered
from notoneless.casework.early_warning.services.reckoning import Others
from notoneless.casework.reintegration.models import Return
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem

AGAIN = frozenset({Trigger.SUSPECTED, Trigger.DROPOUT})


@action("return.reckon_child", words="核算复学学生是否反复", english="Reckon whether a returned pupil is away again")
def reckon_returned(ctx: Context, *, child: Child, others: Others | None) -> None:
    """Say of a returned pupil, and of `others`, that it is away again where the ladder has come to a suspicion since its
    return.

    The same case goes on: one that was closed out is reopened by early warning. Raises Unusable where `others` are no ids.
    """
    wanted = {child.pk}
    if others:
        wanted.update(
            visible_to(ctx, "return.reckon_child", Child).filter(pk__in=_ids(others)).values_list("pk", flat=True)
        )
    rows = Return._base_manager.filter(child_id__in=wanted, withdrawn_on__isnull=True, relapsed_on__isnull=True)
    latest = {row.child_id: row for row in rows.order_by("on", "id")}
    if not latest:
        return
    found = gathered(ctx.today, set(latest))
    for facts in found.pupils:
        row = latest[facts.child]
        since = [each.since for each in triggers(facts, found.rules) if each.trigger in AGAIN and each.since >= row.on]
        if since:
            row.relapsed_on = min(since)
            row.save(update_fields=["relapsed_on"])


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(each) for each in text.split()]
    except ValueError:
        raise Unusable(Problem("access.wrong_kind", {"name": Problem("parameter.others")})) from None
