"""Parents are invited to school, and how many came is recorded."""

from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.campaigns.selectors.evidence import hold_of
from notoneless.casework.campaigns.services.checking import must_not_be_held
from notoneless.casework.support.models import ParentsDay
from notoneless.casework.support.services.checking import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem

_WHERE = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT, UnitKind.CLASS)
_BACK = timedelta(days=366)
"""A day further back is a slip of the pen."""


@action("parents_day.hold", words="登记邀请家长到校", english="Record that parents were invited to school")
def hold_parents_day(
    ctx: Context, *, unit: Unit, on: date, invitation: Line, invited_count: int, came_count: int
) -> UUID:
    """Record what parents of a school or class were invited for on a day, how many, and how many came; the row.

    Raises Unusable for another unit, Refused for days to come or more than a year back, numbers that cannot be, and a day of
    which that is recorded.
    """
    if unit.kind not in _WHERE:
        raise Unusable(Problem("helping.no_school"))
    refuse(Problem("helping.to_come", {"day": on.isoformat()}) if on > ctx.today else None)
    refuse(Problem("helping.too_long_ago", {"day": on.isoformat()}) if on < ctx.today - _BACK else None)
    refuse(Problem("helping.no_count") if not 0 < came_count <= invited_count < 100_000 else None)
    there = ParentsDay._base_manager.filter(unit=unit, on=on, withdrawn_on__isnull=True)
    refuse(Problem("helping.invited_already", {"day": on.isoformat()}) if there.exists() else None)
    row = ParentsDay(id=ctx.ids.new(), unit=unit, on=on, words=invitation, invited=invited_count, came=came_count)
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("parents_day.withdraw", words="撤销邀请家长登记", english="Take back a record of parents at school")
def withdraw_parents_day(ctx: Context, *, parents_day: ParentsDay, reason: Line) -> None:
    """Say that a record of parents at school is wrong, and why: it counts no more.

    Raises Refused the second time, and while somebody inspects the unit.
    """
    refuse(Problem("helping.withdrawn_already") if parents_day.withdrawn_on is not None else None)
    must_not_be_held(hold_of(parents_day.unit_id))
    parents_day.withdrawn_on, parents_day.because = ctx.today, reason
    parents_day.save(update_fields=["withdrawn_on", "because"])
