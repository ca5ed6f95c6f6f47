"""How a group comes about: from where the child is, at once with its case, and again whenever the case moves."""

from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.working_groups.models import GroupPlace, WorkingGroup
from notoneless.casework.working_groups.rules.leading import Basis, Lead, lead_of, settled
from notoneless.casework.working_groups.rules.parties import POST_OF, Party, units_of
from notoneless.casework.working_groups.selectors.knowing import placed_of
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context

FORM = "working_group.form"


@action("working_group.form", words="成立个案工作小组", english="Form the working group of a case")
def form_group(ctx: Context, *, case: Case) -> UUID:
    """Let the group of a case stand, its places those of where the child is now; the group.

    Who leads follows from rule 5.18. A place that who leads has given to another post stays; where a unit is not known, or
    out of reach of who opens the case, the place stays as it was, and the program fills it within the minute.
    """
    group = WorkingGroup._base_manager.filter(child_id=case.child_id).first()
    placed = placed_of(ctx, FORM, case.child_id)
    found = lead_of(placed)
    if group is None:
        group = WorkingGroup(id=ctx.ids.new(), child_id=case.child_id, formed_on=ctx.today)
        _led(group, found)
        group.save(force_insert=True)
    else:
        _led(group, settled(Lead(group.lead_id, group.support_id, Basis(group.basis)), found))
        group.save(update_fields=["lead", "support", "basis"])
    rows = GroupPlace._base_manager.filter(group=group, until_on__isnull=True)
    now = {Party(row.party): row for row in rows}
    for party, unit in units_of(placed).items():
        _place(ctx, group, party, now.get(party), unit)
    return group.pk


def _led(group: WorkingGroup, lead: Lead) -> None:
    group.lead_id, group.support_id, group.basis = lead.unit, lead.support, lead.basis


def _place(ctx: Context, group: WorkingGroup, party: Party, row: GroupPlace | None, unit: UUID | None) -> None:
    """Let a place be that of a unit, unless somebody has given it to another post or nothing is known of the unit."""
    if row is not None and (row.because or unit is None or row.unit_id == unit):
        return
    if row is not None and row.unit_id is None:  # nobody has sat there
        row.unit_id = unit
        row.save(update_fields=["unit"])
        return
    if row is not None:
        row.until_on = ctx.today
        row.save(update_fields=["until_on"])
    sit(ctx, group, party, (unit, POST_OF[party]))


def sit(ctx: Context, group: WorkingGroup, party: Party, post: tuple[UUID | None, str], because: str = "") -> UUID:
    """Let a post stand for a party from today on; the place."""
    row = GroupPlace(id=ctx.ids.new(), group=group, child_id=group.child_id, party=party, from_on=ctx.today, at=ctx.at)
    row.unit_id, row.role = post
    row.because, row.by_id = because, ctx.actor if because else None
    row.save(force_insert=True)
    return row.pk
