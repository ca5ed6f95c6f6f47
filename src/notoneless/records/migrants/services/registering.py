"""A child that has come from elsewhere is entered, with who answers for it here; and is no migrant child any more."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.kernel.problems import Problem
from notoneless.records.migrants.models import MigrantApplication, MigrantChild
from notoneless.records.migrants.rules.kinds import OPEN, CloseReason
from notoneless.records.migrants.selectors.knowing import answering_school, school_on
from notoneless.records.migrants.services.checking import refuse

REGISTER = "migrant.register"


@action(
    "migrant.register", words="登记流入儿童", english="Enter a child that has come from elsewhere", law="义务教育法 12"
)
def register(ctx: Context, *, child: Child, from_place: str, came_on: date, accountable_school: UUID | None) -> UUID:
    """Enter a child whose household is registered elsewhere; the place where it lives and its school answer for it from now on.

    accountable_school: which school answers, where none is assigned to the village. Raises Refused for a child that is entered
    already, whose home here is not known, or that no school answers for.
    """
    refuse(Problem("migrants.day_to_come", {"day": came_on.isoformat()}) if came_on > ctx.today else None)
    if MigrantChild._base_manager.filter(child=child, closed_on__isnull=True).exists():
        raise Refused(Problem("migrants.entered_already"))
    homes = ChildUnit._base_manager.filter(in_force(ctx.today), child=child, track=Track.HOUSEHOLD).order_by("id")
    home = homes.values_list("unit_id", flat=True).first()
    if home is None:
        raise Refused(Problem("migrants.no_home"))
    school = school_on(accountable_school or answering_school(ctx, REGISTER, home), ctx.today)
    if school is None:
        raise Refused(Problem("migrants.no_school_answers"))
    row = MigrantChild(id=ctx.ids.new(), child=child, name=child.name, born_on=child.born_on, unit_id=home)
    row.school, row.from_place, row.came_on, row.opened_on = school, from_place, came_on, ctx.today
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("migrant.close", words="结束流入儿童登记", english="End the entry of a migrant child")
def close(ctx: Context, *, migrant_child: MigrantChild, close_reason: CloseReason) -> None:
    """End an entry: the child has left, its household is registered here now, or it is past compulsory age.

    Raises Refused for one that has ended, and while an application has no outcome.
    """
    refuse(Problem("migrants.closed") if migrant_child.closed_on is not None else None)
    if MigrantApplication._base_manager.filter(migrant=migrant_child, state__in=OPEN).exists():
        raise Refused(Problem("migrants.application_open"))
    migrant_child.closed_on, migrant_child.close_reason = ctx.today, close_reason
    migrant_child.save(update_fields=["closed_on", "close_reason"])
