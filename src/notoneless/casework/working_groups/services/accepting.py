"""What heads and those above them decide of a case that has come to a school: accepted, refused, settled who leads."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.working_groups.models import ArrivedCase, GroupPlace, WorkingGroup
from notoneless.casework.working_groups.rules.arriving import (
    Arrival,
    Deciding,
    due_on,
    why_not_decided,
    why_not_named,
)
from notoneless.casework.working_groups.rules.leading import Basis, Lead
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.selectors.arrivals import accept_within
from notoneless.casework.working_groups.selectors.knowing import placed_of
from notoneless.casework.working_groups.services.forming import led_by, place
from notoneless.casework.working_groups.services.handing import standing_arrival
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem

ACCEPT, REFUSE, SETTLE = "working_group.accept_case", "working_group.refuse_case", "working_group.settle_case"


@action("working_group.accept_case", words="接收随学生转来的个案", english="Accept a case that came with its child")
def accept_case(ctx: Context, *, case: Case) -> UUID:
    """Accept the case of a child who has come to one's school, which leads from now on; the row of its arrival.

    Raises Refused for whoever does not head the new school, where nothing waits, and for a case that has ended.
    """
    group, row = _to_decide(ctx, case, ACCEPT)
    row.is_standing = False
    _decided(ctx, row, Arrival.ACCEPTED)
    _lead(ctx, group, row.also_unit_id, Basis.ENROLLED)
    return row.pk


@action("working_group.refuse_case", words="退回随学生转来的个案", english="Refuse a case that came with its child")
def refuse_case(ctx: Context, *, case: Case, reason: Line) -> UUID:
    """Refuse the case of a child who has come to one's school, and say why; the row of its arrival. Who led leads until the
    township or the county names who does. Raises Refused as `accept_case` does.
    """
    _, row = _to_decide(ctx, case, REFUSE)
    row.because = reason
    _decided(ctx, row, Arrival.REFUSED)
    return row.pk


@action("working_group.settle_case", words="确定个案由谁牵头", english="Name who leads a case that was refused")
def settle_case(ctx: Context, *, case: Case, lead_unit: UUID, reason: Line) -> UUID:
    """Name who leads a case that the new school has refused or let wait past its day, and say why; the row of its arrival.

    lead_unit: the school before, the new one, or the one that answers for the household. It holds until the child moves on.
    Raises Refused for anybody else, and where the new school may still decide.
    """
    group, row = _standing(case)
    asked = Deciding(_state(row), case.state in OPEN, due_on=_due(row))
    before = row.unit_id if row is not None else lead_unit
    placed = placed_of(ctx, SETTLE, case.child_id)
    refusal = why_not_named(asked, lead_unit, before, placed, ctx.today)
    if refusal is not None or row is None or group is None:
        raise Refused(refusal or Problem("working_groups.nothing_arrived"))
    row.state, row.lead_id, row.lead_because = Arrival.SETTLED, lead_unit, reason
    row.lead_on, row.lead_by_id = ctx.today, ctx.actor
    row.is_standing = lead_unit != row.also_unit_id
    row.save(update_fields=["state", "is_standing", "lead", "lead_on", "lead_by", "lead_because"])
    _lead(ctx, group, lead_unit, Basis.NAMED if row.is_standing else Basis.ENROLLED)
    return row.pk


def _standing(case: Case) -> tuple[WorkingGroup | None, ArrivedCase | None]:
    group = WorkingGroup._base_manager.filter(child_id=case.child_id).first()
    return group, standing_arrival(group) if group is not None else None


def _to_decide(ctx: Context, case: Case, code: str) -> tuple[WorkingGroup, ArrivedCase]:
    """The group of a case and its arrival, which waits for the head who asks. Raises Refused."""
    group, row = _standing(case)
    is_head = row is not None and row.also_unit_id in ctx.units_for(code)
    refusal = why_not_decided(Deciding(_state(row), case.state in OPEN, is_head=is_head))
    if refusal is not None or row is None or group is None:
        raise Refused(refusal or Problem("working_groups.nothing_arrived"))
    return group, row


def _state(row: ArrivedCase | None) -> Arrival | None:
    return Arrival(row.state) if row is not None else None


def _due(row: ArrivedCase | None) -> date | None:
    return due_on(row.arrived_on, accept_within(row.arrived_on)) if row is not None else None


def _decided(ctx: Context, row: ArrivedCase, state: Arrival) -> None:
    row.state, row.decided_on, row.decided_by_id = state, ctx.today, ctx.actor
    row.save(update_fields=["state", "is_standing", "decided_on", "decided_by", "because"])


def _lead(ctx: Context, group: WorkingGroup, unit: UUID, basis: Basis) -> None:
    """Let a unit lead, and its head sit in the group; that another did stays on record."""
    led_by(group, Lead(unit, group.support_id if group.support_id != unit else None, basis))
    group.save(update_fields=["lead", "support", "basis"])
    row = GroupPlace._base_manager.filter(group=group, party=Party.SCHOOL, until_on__isnull=True).first()
    if row is not None and row.unit_id != unit:
        row.because = ""  # it was given to a post of the unit that led before; its reason stays on record
    place(ctx, group, Party.SCHOOL, row, unit)
