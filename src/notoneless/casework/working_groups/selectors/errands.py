"""What waits for those who fill posts: places of standing groups in which nobody sits, and cases that nobody leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.working_groups.models import GroupPlace, WorkingGroup
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.selectors import CHANGE_GROUP, READ_GROUP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, in_force, sight


@dataclass(frozen=True, slots=True)
class GroupErrands:
    """Places in which nobody sits and that a unit of this person fills, and cases of its township without a unit that leads."""

    gaps: int
    leaderless: int


def group_errands(ctx: Context) -> GroupErrands:
    """What is missing in standing groups and is this person's to find: it is counted, and nothing else is read of it."""
    units = ctx.units_for(CHANGE_GROUP)
    if not units:
        return GroupErrands(0, 0)
    seen = sight(ctx, READ_GROUP, WorkingGroup)
    gaps, bare = len(_unfilled(seen, ctx.today, sorted(units))), _without_unit(seen, ctx.today)
    leads = dict(_leaderless(seen))
    if bare:
        leads |= dict(WorkingGroup._base_manager.filter(pk__in=bare).values_list("pk", "lead_id"))
    if not leads:
        return GroupErrands(gaps, 0)
    known = GroupPlace._base_manager.filter(until_on__isnull=True, from_on__lte=ctx.today, party=Party.TOWNSHIP)
    townships = dict(known.filter(group__in=leads).values_list("group_id", "unit_id"))
    gaps += sum((townships.get(group) or leads[group]) in units for group in bare)
    return GroupErrands(gaps, sum(townships.get(group) in units for group, lead in leads.items() if lead is None))


def _standing(seen: Sight) -> QuerySet[WorkingGroup]:
    open_case = Case._base_manager.filter(child_id=OuterRef("child_id"), state__in=OPEN)
    return seen.of(WorkingGroup).filter(Exists(open_case)).order_by()


def _places(seen: Sight, day: date, wanted: Q) -> QuerySet[GroupPlace]:
    """Places of standing groups; of what is wanted first, since whether a group stands takes longest to tell."""
    of_standing = Exists(_standing(seen).filter(pk=OuterRef("group_id")))
    return (
        GroupPlace._base_manager.filter(wanted, until_on__isnull=True, from_on__lte=day).filter(of_standing).order_by()
    )


@prepared
def _unfilled(seen: Sight, day: date, units: Sequence[UUID]) -> QuerySet[GroupPlace, UUID]:
    """Places in which nobody sits, by group. A unit finds somebody for the posts of the units right beneath it."""
    held = Grant._base_manager.filter(
        in_force(day), unit_id=OuterRef("unit_id"), role=OuterRef("role"), account__is_active=True
    )
    return _places(seen, day, Q(~Exists(held), unit__parent__in=units)).values_list("group_id", flat=True)


@prepared
def _without_unit(seen: Sight, day: date) -> QuerySet[GroupPlace, UUID]:
    """Places without a unit, by group: for these the township finds one, or the unit that leads."""
    return _places(seen, day, Q(unit__isnull=True)).values_list("group_id", flat=True)


@prepared
def _leaderless(seen: Sight) -> QuerySet[WorkingGroup, Any]:
    return _standing(seen).filter(lead__isnull=True).values_list("pk", "lead_id")
