"""Procedures in reach: those of a child, and one with where it stands, what may follow and by when what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.clocks import Clock, clocks
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.keeping import fact_of
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.rules.refusing import why_not_alone, why_not_now
from notoneless.casework.procedures.rules.standing import Standing, standing_on
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure in a list."""

    id: UUID
    child: UUID
    stage: str
    since: date


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the timeline. `paper`, `receipt`: id and number. `has_words`: something is sealed."""

    id: UUID
    move: str
    on: date
    details: dict[str, Any]
    unit: str
    paper: tuple[UUID, str] | None
    receipt: tuple[UUID, str] | None
    proof: UUID | None
    has_words: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """A procedure. `following`: each move with why it cannot follow now, None where it may be entered."""

    line: ProcedureLine
    name: str
    standing: Standing
    clocks: tuple[Clock, ...]
    following: tuple[tuple[Move, Problem | None], ...]
    events: tuple[EventLine, ...]


def facts_of(procedure: Procedure) -> list[Fact]:
    """The facts of a procedure, in the order in which they were entered."""
    rows = ProcedureEvent._base_manager.filter(procedure=procedure).order_by("number")
    return [fact_of(*each) for each in rows.values_list("move", "on", "by", "details")]


def procedures_of_child(ctx: Context, child: UUID) -> tuple[ProcedureLine, ...]:
    """The procedures of a child in reach, the latest first. Looking at them leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_PROCEDURE, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_PROCEDURE, row)
    return tuple(_line(each) for each in visible_to(ctx, READ_PROCEDURE, Procedure).filter(child=row).order_by("-id"))


def open_procedure(ctx: Context, procedure: UUID) -> ProcedurePage:
    """One procedure with all that happened in it. Opening it leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_PROCEDURE, Procedure).select_related("child").filter(pk=procedure).first()
    if row is None:
        raise NotFound
    events = (
        visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(procedure=row).select_related("unit", "paper", "receipt")
    )
    rows = list(events.order_by("number"))
    facts = [fact_of(each.move, each.on, each.by, each.details) for each in rows]
    by = counting(facts, ctx.today)
    standing = standing_on(facts, by.limits)
    opened_row(ctx, READ_PROCEDURE, row)
    return ProcedurePage(
        line=_line(row),
        name=row.child.name,
        standing=standing,
        clocks=clocks(standing, by.limits, by.calendar),
        following=tuple((move, _why_not(ctx, standing, move)) for move in Move),
        events=_events(rows),
    )


def _why_not(ctx: Context, standing: Standing, move: Move) -> Problem | None:
    return why_not_now(standing, move) or why_not_alone(standing, move, ctx.actor)


def _line(row: Procedure) -> ProcedureLine:
    return ProcedureLine(row.pk, row.child_id, row.stage, row.since)


def _events(rows: Sequence[ProcedureEvent]) -> tuple[EventLine, ...]:
    people = dict(Account._base_manager.filter(pk__in={row.by for row in rows}).values_list("pk", "name"))
    return tuple(
        EventLine(
            id=row.pk,
            move=row.move,
            on=row.on,
            details=row.details,
            unit=row.unit.name if row.unit is not None else "",
            paper=_numbered(row.paper),
            receipt=_numbered(row.receipt),
            proof=row.proof_id,
            has_words=row.words is not None,
            by=people.get(row.by, ""),
            at=row.at,
        )
        for row in rows
    )


def _numbered(paper: Paper | None) -> tuple[UUID, str] | None:
    return (paper.pk, paper.number) if paper is not None else None
