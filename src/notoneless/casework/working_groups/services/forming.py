"""How a group comes about: from where the child is, at once with its case, and again whenever case or child moves."""

from typing import Annotated
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.working_groups.models import GroupPlace, WorkingGroup
from notoneless.casework.working_groups.rules.arriving import Course
from notoneless.casework.working_groups.rules.leading import Basis, Lead, lead_of, settled
from notoneless.casework.working_groups.rules.parties import POST_OF, Party, units_of
from notoneless.casework.working_groups.selectors.knowing import placed_of, school_on
from notoneless.casework.working_groups.services.handing import arrived
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Longest
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem

FORM, FOLLOW = "working_group.form", "working_group.follow"
Others = Annotated[str, Longest(37 * 100)]
"""The ids of up to a hundred children, with spaces between."""


@action("working_group.form", words="成立个案工作小组", english="Form the working group of a case")
def form_group(ctx: Context, *, case: Case) -> UUID:
    """Let the group of a case stand, its places those of where the child is now; the group.

    Who leads follows from rule 5.18; of a child that has come to another school the unit that led does until that school has
    accepted the case. A place that who leads has given to another post stays, unless the child has gone to
    another school since; where a unit is not known, or out of reach of who opens the case, the place stays as it was, and the
    program fills it within the minute.
    """
    group = WorkingGroup._base_manager.filter(child_id=case.child_id).first()
    placed = placed_of(ctx, FORM, case.child_id)
    found = lead_of(placed)
    course = Course.BY_RULE
    if group is None:
        group = WorkingGroup(id=ctx.ids.new(), child_id=case.child_id, formed_on=ctx.today, episode=case.times_reopened)
        led_by(group, found)
        group.save(force_insert=True)
    else:
        course = arrived(ctx, group, case, placed, found)
        if course is Course.BY_RULE:
            led_by(group, settled(Lead(group.lead_id, group.support_id, Basis(group.basis)), found))
        group.episode = case.times_reopened
        group.save(update_fields=["lead", "support", "basis", "episode"])
    rows = GroupPlace._base_manager.filter(group=group, until_on__isnull=True)
    now = {Party(row.party): row for row in rows}
    parties = units_of(placed)
    row = now.get(Party.SCHOOL)
    if course is not Course.BY_RULE:  # until it is decided who leads, the school that led sits in the group
        del parties[Party.SCHOOL]
    elif row is not None and row.because and placed.school and school_on(case.child_id, row.from_on) != placed.school:
        row.because = ""  # it was given to a post for the school before; its reason stays on record
    for party, unit in parties.items():
        place(ctx, group, party, now.get(party), unit)
    return group.pk


@action("working_group.follow", words="个案工作小组随学生转移", english="Let working groups follow children who move")
def follow_children(ctx: Context, *, child: Child, others: Others | None) -> None:
    """Let the group of a child who moves, and of `others`, be that of where they are now, if their cases are open.

    Raises Unusable where `others` are no ids.
    """
    rows = visible_to(ctx, FOLLOW, Case).filter(child_id__in={child.pk, *_ids(others or "")}, state__in=OPEN)
    for case in rows.order_by("pk").values_list("pk", flat=True):
        form_group(ctx.within(f"form {case}"), case=case)


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(each) for each in text.split()]
    except ValueError:
        raise Unusable(Problem("access.wrong_kind", {"name": Problem("parameter.others")})) from None


def led_by(group: WorkingGroup, lead: Lead) -> None:
    """Let a unit lead a group, and another support it."""
    group.lead_id, group.support_id, group.basis = lead.unit, lead.support, lead.basis


def place(ctx: Context, group: WorkingGroup, party: Party, row: GroupPlace | None, unit: UUID | None) -> None:
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
