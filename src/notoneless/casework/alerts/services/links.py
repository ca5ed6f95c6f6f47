"""Links by which anybody may tell a unit of a child."""

import secrets
from uuid import UUID

from notoneless.casework.alerts.models import AlertLink
from notoneless.casework.alerts.rules.kinds import RECEIVING
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem


@action("alert.make_link", words="开通线索二维码", english="Make a link for alerts")
def make_link(ctx: Context, *, unit: Unit, name: str) -> UUID:
    """Make a link by which anybody may tell a unit of a child; the link. Raises Unusable for a unit where nobody decides."""
    if UnitKind(unit.kind) not in RECEIVING:
        raise Unusable(Problem("alerts.nobody_decides", {"unit": unit.name}))
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    row = AlertLink(id=ctx.ids.new(), unit=unit, token=secrets.token_urlsafe(32), name=name)
    row.made_on, row.made_by_id = ctx.today, ctx.actor
    row.save(force_insert=True)
    return row.pk


@action("alert.end_link", words="停用线索二维码", english="End a link for alerts")
def end_link(ctx: Context, *, link: AlertLink) -> None:
    """Let a link not be good any more; what came by it stays. Raises Refused where it has ended."""
    if link.ended_on is not None:
        raise Refused(Problem("alerts.link_ended"))
    link.ended_on = ctx.today
    link.save(update_fields=["ended_on"])
