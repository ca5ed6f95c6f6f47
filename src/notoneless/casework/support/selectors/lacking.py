"""Which pupils in reach lack what, child by child: those whom plans count."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.support.rules.kinds import Trouble
from notoneless.casework.support.rules.lacking import (
    far_unhelped,
    four_without_change,
    four_without_mentor,
    struggling_unhelped,
    without_approach,
    without_effect,
)
from notoneless.casework.support.rules.surveying import unanswered
from notoneless.casework.support.selectors import READ_HELP
from notoneless.casework.support.selectors.knowing import (
    helped_on,
    needs_on,
    returned_unpaired_on,
    talked_on,
    troubled_on,
    uncounselled_on,
)
from notoneless.casework.support.selectors.schemes import children_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit

SHOWN = 200
"""Pupils of one list."""


@dataclass(frozen=True, slots=True)
class LackingLine:
    """A pupil, its class, and the codes of what it lacks."""

    child: UUID
    name: str
    unit_name: str
    lacks: tuple[str, ...]


def list_lacking(ctx: Context, unit: UUID | None = None) -> tuple[LackingLine, ...]:
    """The pupils in reach who lack something, by class and name. It leaves an entry."""
    lacks = _lacks_on(ctx.today)
    rows = visible_to(ctx, READ_HELP, Child).filter(pk__in=lacks)
    if unit is not None:
        rows = rows.filter(pk__in=children_of(unit, ctx.today))
    names = dict(rows.values_list("pk", "name"))
    places = ChildUnit._base_manager.filter(in_force(ctx.today), track=Track.SCHOOL, child_id__in=names)
    told = places.order_by("unit__sort_key", "unit_id", "id").values_list("child_id", "unit__name")
    found = {child: LackingLine(child, names[child], name, lacks[child]) for child, name in told}
    lines = tuple(found.values())[:SHOWN]
    listed(ctx, READ_HELP, [each.child for each in lines], {"support": "lacking", "unit": str(unit or "")})
    return lines


def _lacks_on(day: date) -> Mapping[UUID, tuple[str, ...]]:
    troubled, helped = troubled_on(day), helped_on(day)
    told = {
        "approach": without_approach(troubled, helped),
        "help": struggling_unhelped(troubled, helped),
        "effect": without_effect(helped),
        "mentor": four_without_mentor(troubled, helped),
        "change": four_without_change(helped),
        "need": unanswered(needs_on(day), helped, talked_on(day)),
        "counselling": uncounselled_on(day),
        "pairing": returned_unpaired_on(day),
        "far": far_unhelped(troubled.get(Trouble.DISTANCE, frozenset()), helped),
    }
    found: dict[UUID, list[str]] = defaultdict(list)
    for code, children in told.items():
        for child in children:
            found[child].append(code)
    return {child: tuple(codes) for child, codes in found.items()}
