"""At which legal step the procedures of some children stand, and by when what is next of each; for boards."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.keeping import fact_of
from notoneless.casework.procedures.rules.moves import EnforcementStep, Stage
from notoneless.casework.procedures.rules.standing import standing_on
from notoneless.casework.procedures.rules.steps import STEP_AT, due_of
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight, visible_to

PIECE = 500
"""Rows that are asked for at once, in pieces that every database takes."""


@dataclass(frozen=True, slots=True)
class LegalStage:
    """The step of an open procedure; `until`: the last day of what is due of it."""

    procedure: UUID
    step: EnforcementStep
    until: date | None


def legal_stages(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, LegalStage]:
    """Of children, those in reach with an open procedure: where it stands today."""
    wanted = set(children)
    procedures = {pk: child for pk, child in _open(sight(ctx, READ_PROCEDURE, Procedure)) if child in wanted}
    if not procedures:
        return {}
    facts = _facts(ctx, list(procedures))
    by = counting((fact for each in facts.values() for fact in each), ctx.today)
    found = {}
    for procedure, child in procedures.items():
        standing = standing_on(facts[procedure], by.limits)
        step = STEP_AT.get(standing.stage)
        if step is not None:
            due = due_of(standing, by.limits, by.calendar)
            found[child] = LegalStage(procedure, step, due.until if due is not None else None)
    return found


@prepared
def _open(seen: Sight) -> QuerySet[Procedure, Any]:
    return seen.of(Procedure).exclude(stage=Stage.ENDED).order_by().values_list("pk", "child_id")


def _facts(ctx: Context, procedures: list[UUID]) -> Mapping[UUID, list[Fact]]:
    found: dict[UUID, list[Fact]] = defaultdict(list)
    for begin in range(0, len(procedures), PIECE):
        piece = procedures[begin : begin + PIECE]
        events = visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(procedure__in=piece)
        for procedure, *kept in events.order_by("procedure", "number").values_list(
            "procedure_id", "move", "on", "by", "details"
        ):
            found[procedure].append(fact_of(*kept))
    return found
