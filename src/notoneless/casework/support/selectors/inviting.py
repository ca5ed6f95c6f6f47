"""Days on which parents were at school, in reach, and the classes of which none was invited in the term."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.support.models import ParentsDay
from notoneless.casework.support.selectors import READ_HELP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind

HOLD = "parents_day.hold"
SHOWN = 100
"""Days of one list."""
_WHERE = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT, UnitKind.CLASS)


@dataclass(frozen=True, slots=True)
class ParentsLine:
    """That parents of a school or class were invited, and how many came."""

    id: UUID
    unit_name: str
    on: date
    words: str
    invited: int
    came: int
    by: str
    withdrawn_on: date | None
    because: str


def list_parents_days(ctx: Context) -> tuple[ParentsLine, ...]:
    """The days in reach, the latest first. It leaves an entry."""
    rows = visible_to(ctx, READ_HELP, ParentsDay).select_related("unit", "by").order_by("-on", "-at", "-id")[:SHOWN]
    lines = tuple(
        ParentsLine(
            row.pk, row.unit.name, row.on, row.words, row.invited, row.came, row.by.name, row.withdrawn_on, row.because
        )
        for row in rows
    )
    listed(ctx, READ_HELP, [each.id for each in lines], {"support": "parents"})
    return lines


def uninvited_classes(ctx: Context) -> tuple[str, ...]:
    """The classes in reach whose parents were invited in the term neither for themselves nor with all of the school."""
    rows = ParentsDay._base_manager.filter(on__gte=begins_on(ctx.today), on__lte=ctx.today, withdrawn_on=None)
    covered = UnitClosure._base_manager.filter(ancestor_id__in=rows.values("unit_id")).values("descendant_id")
    classes = visible_to(ctx, HOLD, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS).exclude(pk__in=covered)
    return tuple(classes.order_by("sort_key", "id").values_list("name", flat=True)[:SHOWN])


def units_to_invite(ctx: Context) -> list[tuple[UUID, str]]:
    """The schools and classes whose parents whoever looks may invite."""
    rows = visible_to(ctx, HOLD, Unit).filter(in_force(ctx.today), kind__in=_WHERE)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def parents_day_in_reach(ctx: Context, parents_day: UUID, code: str) -> ParentsDay:
    """A day to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, ParentsDay).select_related("unit").filter(pk=parents_day).first()
    if row is None:
        raise NotFound
    return row
