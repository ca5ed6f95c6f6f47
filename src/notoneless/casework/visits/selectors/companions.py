"""Who may go to a child: the accounts that answer for it in village, school, township or county today."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.visits.models import Visitor
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import WIDTH, UnitKind
from notoneless.foundation.people.models import ChildUnit

RECORD = "visit.record"
"""Whoever may record a visit may make one."""


@dataclass(frozen=True, slots=True)
class Companion:
    """One person who may go, and the post by which the person answers for the child: the nearest, where there are several.

    `role` is empty for who went, and answers for the child no more.
    """

    account: UUID
    name: str
    unit: UUID
    unit_name: str
    role: str


def companions_of(ctx: Context, child: UUID) -> list[Companion]:
    """The people who may go to a child, those nearest to it first. The child itself was read in reach before."""
    homes = ChildUnit._base_manager.filter(in_force(ctx.today), child_id=child).values("unit_id")
    above = UnitClosure.objects.filter(descendant_id__in=homes).values("ancestor_id")
    roles = ctx.roles.allowing(RECORD)
    rows = Grant._base_manager.filter(in_force(ctx.today), unit_id__in=above, role__in=roles, account__is_active=True)
    found: dict[UUID, Companion] = {}
    known = rows.select_related("account", "unit").order_by("account__name", "account_id")
    for row in sorted(known, key=lambda each: -WIDTH[UnitKind(each.unit.kind)]):
        one = Companion(row.account_id, row.account.name, row.unit_id, row.unit.name, row.role)
        found.setdefault(row.account_id, one)
    return list(found.values())


def went_on(visit: UUID) -> list[Companion]:
    """The people who made a visit, whatever posts they hold by now, each with the unit for which it was. It was read before."""
    rows = (
        Visitor._base_manager.filter(visit_id=visit).select_related("account", "unit").order_by("account__name", "id")
    )
    return [Companion(row.account_id, row.account.name, row.unit_id, row.unit.name, "") for row in rows]
