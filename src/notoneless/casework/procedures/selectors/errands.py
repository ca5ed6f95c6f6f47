"""What waits for somebody in procedures: papers to issue, to serve, to demand, to take to the court, and by when."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.clocks import ClockKind, clock
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.keeping import fact_of
from notoneless.casework.procedures.rules.limits import PLAN, limits_of
from notoneless.casework.procedures.rules.moves import Move, Stage
from notoneless.casework.procedures.rules.referring import matters_of
from notoneless.casework.procedures.rules.refusing import why_not_alone
from notoneless.casework.procedures.rules.standing import Standing, standing_on
from notoneless.casework.procedures.rules.steps import Look, due_of, why_not_begun
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.procedures.selectors.lists import facts_of_all
from notoneless.casework.procedures.selectors.numbers import AHEAD, Counting, counting
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.selectors import settings

SERVE = "procedure.serve"
"""By what somebody acts for an authority, and so has something to do."""


class Waiting(StrEnum):
    """What waits."""

    ISSUE = "issue"
    SERVE = "serve"
    DEMAND = "demand"
    COURT = "court"
    ANSWER = "answer"
    REFER = "refer"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class ProcedureErrand:
    """Several procedures in which the same waits, the first of them, and its last day; None where law sets none."""

    what: Waiting
    count: int
    first: UUID
    until: date | None


_AT: Mapping[Stage, tuple[Waiting, Move, Move]] = {
    Stage.ORDER_PROPOSED: (Waiting.ISSUE, Move.ISSUE_ORDER, Move.PROPOSE_ORDER),
    Stage.DECISION_PROPOSED: (Waiting.ISSUE, Move.ISSUE_DECISION, Move.OPEN_PENALTY),
    Stage.ORDERED: (Waiting.SERVE, Move.SERVE_ORDER, Move.PROPOSE_ORDER),
    Stage.NOTICE_ISSUED: (Waiting.SERVE, Move.SERVE_NOTICE, Move.OPEN_PENALTY),
    Stage.NOTICE_SERVED: (Waiting.SERVE, Move.SERVE_HEARING, Move.OPEN_PENALTY),
    Stage.DECIDED: (Waiting.SERVE, Move.SERVE_DECISION, Move.OPEN_PENALTY),
    Stage.DEMANDED: (Waiting.SERVE, Move.SERVE_DEMAND, Move.OPEN_PENALTY),
    Stage.DECISION_SERVED: (Waiting.DEMAND, Move.ISSUE_DEMAND, Move.OPEN_PENALTY),
    Stage.DEMAND_SERVED: (Waiting.COURT, Move.APPLY_TO_COURT, Move.OPEN_PENALTY),
    Stage.APPLIED: (Waiting.ANSWER, Move.ACCEPTED, Move.OPEN_PENALTY),
    Stage.COURT_ACCEPTED: (Waiting.ANSWER, Move.RULE, Move.OPEN_PENALTY),
}
"""What waits at a stage: by which move it is done, and at which the authority was settled whose it is."""


def procedure_errands(ctx: Context) -> tuple[ProcedureErrand, ...]:
    """What the authorities for which this person acts have to do now, each kind once, the first due first."""
    mine = set(ctx.units_for(SERVE))
    rows = _open(sight(ctx, READ_PROCEDURE, Procedure))
    found: dict[Waiting, list[tuple[date | None, UUID]]] = defaultdict(list)
    for pk, what, until in (*(_waiting(ctx, rows, mine) if rows and mine else ()), *_grave(ctx)):
        found[what].append((until, pk))
    errands = []
    for what, waiting in found.items():
        until, first = min(waiting, key=lambda each: (each[0] or date.max, each[1]))
        errands.append(ProcedureErrand(what, len(waiting), first, until))
    return tuple(sorted(errands, key=lambda each: (each.until or date.max, each.what)))


@prepared
def _open(seen: Sight) -> QuerySet[Procedure]:
    return seen.of(Procedure).filter(stage__in=_AT).order_by()


@prepared
def _grave_events(seen: Sight) -> QuerySet[ProcedureEvent, Any]:
    rows = holding(seen.of(ProcedureEvent).filter(details__has_key="grave"))
    return rows.order_by("procedure", "number").values_list("procedure_id", "move", "on", "by", "details")


def _waiting(ctx: Context, rows: Sequence[Procedure], mine: set[UUID]) -> Iterator[tuple[UUID, Waiting, date | None]]:
    facts, units = facts_of_all(ctx, rows), _units(ctx, rows)
    by = counting((fact for each in facts.values() for fact in each), ctx.today)
    for row in rows:
        what, move, settled = _AT[Stage(row.stage)]
        if units.get((row.pk, settled)) not in mine:
            continue
        standing = standing_on(facts[row.pk], by.limits)
        until = _until(ctx, standing, by, what, move)
        if until is not _NOT_YET:
            yield row.pk, what, until


def _grave(ctx: Context) -> Iterator[tuple[UUID, Waiting, date | None]]:
    """Grave matters that are still to be referred, and referrals without an outcome: of ended procedures too."""
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    for procedure, *kept in _grave_events(sight(ctx, READ_PROCEDURE, ProcedureEvent)):
        facts[procedure].append(fact_of(*kept))
    matters = {procedure: matters_of(some) for procedure, some in facts.items()}
    waiting = [day for each in matters.values() for day in each.referred.values()]
    limit = limits_of(settings(PLAN, ctx.today)).referral if waiting else None
    calendar = load_calendar(min(waiting), ctx.today + AHEAD) if limit is not None else None
    for procedure, each in matters.items():
        yield from ((procedure, Waiting.REFER, None) for _ in each.clues)
        for day in each.referred.values():
            until = limit.after(day, calendar).day if limit is not None and calendar is not None else None
            yield procedure, Waiting.OUTCOME, until


_NOT_YET = date.min


def _until(ctx: Context, standing: Standing, by: Counting, what: Waiting, move: Move) -> date | None:
    """The last day of what waits; _NOT_YET where it does not wait now, or waits for somebody else."""
    look = Look(standing, by.limits, by.calendar, ctx.today, None)
    if why_not_begun(look, move) is not None or why_not_alone(standing, move, ctx.actor) is not None:
        return _NOT_YET
    if what is Waiting.DEMAND:  # in time is what still lets the court be asked
        window = clock(standing, by.limits, by.calendar, ClockKind.COURT)
        return window.until if window is not None else _NOT_YET
    due = due_of(standing, by.limits, by.calendar)
    return due.until if due is not None and what is not Waiting.ISSUE else None


def _units(ctx: Context, rows: Sequence[Procedure]) -> Mapping[tuple[UUID, Move], UUID | None]:
    """By which authority each procedure was proposed or opened last."""
    settling = {settled for _, _, settled in _AT.values()}
    events = visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(
        procedure__in=[row.pk for row in rows], move__in=settling
    )
    kept = holding(events).order_by("number").values_list("procedure_id", "move", "unit_id")
    return {(procedure, Move(move)): unit for procedure, move, unit in kept}
