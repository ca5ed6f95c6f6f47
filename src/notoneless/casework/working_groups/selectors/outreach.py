"""How often somebody has turned to the family of a child, who went, and which of it was a joint visit."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.facts import How, Side
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.visits.models import HomeVisit, Visitor
from notoneless.casework.visits.rules.kinds import VisitKind
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.working_groups.rules.outreach import is_joint, missing_for_joint, sides_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind


@dataclass(frozen=True, slots=True)
class Act:
    """One act of persuasion, or a visit to the home: who was there. `attitude`: of a recorded effort; empty of a visit."""

    id: UUID
    child: UUID
    on: date
    how: How
    sides: frozenset[Side]
    attitude: str = ""
    is_visit: bool = False

    @property
    def is_joint(self) -> bool:
        """Whether it was a joint visit."""
        return is_joint(self.sides, at_home=self.how is How.HOME)

    @property
    def missing(self) -> tuple[Side, ...]:
        """Who was not there."""
        return missing_for_joint(self.sides)


def acts_of_child(ctx: Context, child: UUID, since: date) -> tuple[Act, ...]:
    """What was tried with a family since a day, the latest first, as far as the reader may see it."""
    found: list[Act] = []
    if ctx.may(READ_PROCEDURE):
        found += efforts(visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(child_id=child, on__gte=since))
    if ctx.may(READ_VISIT):
        found += visits(visible_to(ctx, READ_VISIT, HomeVisit).filter(child_id=child, on__gte=since))
    return tuple(sorted(found, key=lambda each: (each.on, each.id), reverse=True))


def acts_of_children(ctx: Context, children: Collection[UUID]) -> list[Act]:
    """What was tried with the families of some children, as far as the reader may see it, for rooms above."""
    acts: list[Act] = []
    if ctx.may(READ_PROCEDURE):
        acts += efforts(visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(child_id__in=children))
    if ctx.may(READ_VISIT):
        acts += visits(visible_to(ctx, READ_VISIT, HomeVisit).filter(child_id__in=children))
    return acts


def joint_of_children(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, int]:
    """How many joint visits each of some children has had, for rooms above."""
    return Counter(each.child for each in acts_of_children(ctx, children) if each.is_joint)


def efforts(rows: QuerySet[ProcedureEvent]) -> list[Act]:
    """The efforts that hold among some events. It shows nothing to anybody by itself."""
    told = (
        holding(rows)
        .filter(move=Move.RECORD_EFFORT)
        .order_by("on", "id")
        .values_list("pk", "child_id", "on", "details")
    )
    return [
        Act(
            pk,
            child,
            on,
            How(details.get("how", How.HOME)),
            frozenset(Side(each) for each in details.get("sides", ())),
            str(details.get("attitude", "")),
        )
        for pk, child, on, details in told
    ]


def visits(rows: QuerySet[HomeVisit]) -> list[Act]:
    """The visits to homes and outreach among some records that hold, each with the sides of its visitors."""
    held = rows.filter(holds=True, is_withdrawal=False, kind__in=(VisitKind.HOME, VisitKind.OUTREACH))
    told = list(held.order_by("on", "id").values_list("pk", "child_id", "on", "is_at_home"))
    kinds = _kinds(Visitor._base_manager.filter(visit_id__in=[pk for pk, *_ in told]))
    return [
        Act(pk, child, on, How.HOME if at_home else How.MEETING, sides_of(kinds.get(pk, ())), is_visit=True)
        for pk, child, on, at_home in told
    ]


def _kinds(rows: QuerySet[Visitor]) -> Mapping[UUID, list[UnitKind]]:
    found: dict[UUID, list[UnitKind]] = defaultdict(list)
    for visit, kind in rows.values_list("visit_id", "unit__kind"):
        found[visit].append(UnitKind(kind))
    return found
