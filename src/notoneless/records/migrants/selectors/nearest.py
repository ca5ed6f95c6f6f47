"""Which school is proposed as the nearest: that of the catchment area, else the one that answers for the village; and why."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.organizations.models import Assignment
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.kernel.problems import Problem
from notoneless.records.migrants.models import MigrantChild
from notoneless.records.migrants.selectors.knowing import school_on


@dataclass(frozen=True, slots=True)
class Nearest:
    """The school that is proposed, None where nothing is known, and the reason."""

    school: UUID | None
    why: Problem


def nearest_of(ctx: Context, code: str, row: MigrantChild) -> Nearest:
    """The school proposed for a migrant child in reach of `code`: a group's own catchment area comes before its village's."""
    above = list(UnitClosure.objects.filter(descendant_id=row.unit_id).order_by("depth").values_list("ancestor_id"))
    order = {unit: number for number, (unit,) in enumerate(above)}
    rows = visible_to(ctx, code, Assignment).filter(in_force(ctx.today), to_unit_id__in=order)
    ties = rows.filter(kind=AssignmentKind.CATCHMENT).select_related("from_unit", "to_unit").order_by("from_on", "id")
    held = [each for each in ties if school_on(each.from_unit_id, ctx.today) is not None]
    if held:
        closest = min(order[each.to_unit_id] for each in held)
        some = [each for each in held if order[each.to_unit_id] == closest]
        names = "、".join(each.from_unit.name for each in some if each.from_unit is not None)
        why = Problem("migrants.nearest_by_catchment", {"place": some[0].to_unit.name, "schools": names})
        return Nearest(some[0].from_unit_id, why)
    answers = school_on(row.school_id, ctx.today)
    if answers is None:
        return Nearest(None, Problem("migrants.nearest_unknown"))
    place = Unit._base_manager.filter(pk=row.unit_id).values_list("name", flat=True).first() or ""
    return Nearest(answers.pk, Problem("migrants.nearest_by_tie", {"place": place, "school": answers.name}))
