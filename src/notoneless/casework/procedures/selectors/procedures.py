"""Procedures in reach: the four steps of a child, and one with where it stands, what may follow, by when what is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN, State
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.cases.selectors.cases import NOT_BACK
from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.clocks import Clock, clocks
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.keeping import fact_of
from notoneless.casework.procedures.rules.moves import Move, Stage
from notoneless.casework.procedures.rules.refusing import why_not_alone, why_not_of_age
from notoneless.casework.procedures.rules.standing import Standing, standing_on
from notoneless.casework.procedures.rules.steps import Due, Look, StepLine, due_of, four_steps, why_not_begun
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.correcting import correctable
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.selectors.standings import has_graduated
from notoneless.records.reconciliation.rules.parameters import parameters_on

CORRECT = "procedure.correct"


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure in a list."""

    id: UUID
    child: UUID
    stage: str
    since: date


@dataclass(frozen=True, slots=True)
class Correction:
    """How an event was taken back: what was wrong, by whom and when. `has_words`: a note is sealed at event `id`."""

    id: UUID
    mistake: str
    by: str
    at: datetime
    has_words: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the timeline. `unit`: name of the authority that acts, `unit_id` its id. `paper`, `receipt`: id and number.

    `has_words`: something is sealed. `correction`: how it was taken back; None while it holds.
    """

    id: UUID
    number: int
    move: str
    on: date
    details: dict[str, Any]
    unit: str
    unit_id: UUID | None
    paper: tuple[UUID, str] | None
    receipt: tuple[UUID, str] | None
    proof: UUID | None
    has_words: bool
    by: str
    at: datetime
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """A procedure. `following`: each move with why it cannot follow now, None where it may be entered.

    `papers`, `proofs`: those that this person may open. `correctable`: numbers of events that this person may take back.
    """

    line: ProcedureLine
    name: str
    standing: Standing
    clocks: tuple[Clock, ...]
    following: tuple[tuple[Move, Problem | None], ...]
    events: tuple[EventLine, ...]
    steps: tuple[StepLine, ...]
    due: Due | None
    papers: frozenset[UUID]
    proofs: frozenset[UUID]
    correctable: frozenset[int]

    @property
    def held(self) -> tuple[EventLine, ...]:
        """The events that hold."""
        return tuple(each for each in self.events if each.correction is None)


@dataclass(frozen=True, slots=True)
class ChildSteps:
    """The four steps for a child: of its latest procedure, or as they stand before one is begun; `line` is None then.

    `earlier`: the procedures before it, the latest first. `may_begin`: whether a case is open, so that a first effort may
    be recorded.
    """

    line: ProcedureLine | None
    standing: Standing
    steps: tuple[StepLine, ...]
    due: Due | None
    earlier: tuple[ProcedureLine, ...]
    may_begin: bool


def facts_of(procedure: Procedure) -> list[Fact]:
    """The facts of a procedure, in the order in which they were entered."""
    rows = holding(ProcedureEvent._base_manager.filter(procedure=procedure)).order_by("number")
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
    row = procedure_in_reach(ctx, procedure, READ_PROCEDURE)
    events = (
        visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(procedure=row).select_related("unit", "paper", "receipt")
    )
    everything = list(events.order_by("number"))
    corrections: dict[UUID | None, ProcedureEvent] = {
        each.corrects_id: each for each in everything if each.corrects_id is not None
    }
    rows = [each for each in everything if each.corrects_id is None]
    facts = [fact_of(each.move, each.on, each.by, each.details) for each in rows if each.pk not in corrections]
    by = counting(facts, ctx.today)
    standing = standing_on(facts, by.limits)
    look = Look(standing, by.limits, by.calendar, ctx.today, why_not_ordered(row.child, ctx.today))
    opened_row(ctx, READ_PROCEDURE, row)
    return ProcedurePage(
        line=_line(row),
        name=row.child.name,
        standing=standing,
        clocks=clocks(standing, by.limits, by.calendar),
        following=tuple((move, _why_not(ctx, look, move)) for move in Move),
        events=_events(rows, corrections),
        correctable=correctable(ctx, row) if ctx.may(CORRECT) else frozenset(),
        steps=four_steps(look),
        due=due_of(standing, by.limits, by.calendar),
        papers=_papers_in_reach(ctx, rows),
        proofs=_proofs_in_reach(ctx, rows),
    )


def procedure_in_reach(ctx: Context, procedure: UUID, code: str) -> Procedure:
    """A procedure on which `code` may be done, with its child. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Procedure).select_related("child__household").filter(pk=procedure).first()
    if row is None:
        raise NotFound
    return row


def event_in_reach(ctx: Context, event: UUID, code: str) -> ProcedureEvent:
    """An event on which `code` may be done, to open what was said or to come to its procedure. Raises NotFound out of reach."""
    row = visible_to(ctx, code, ProcedureEvent).select_related("child", "paper", "procedure").filter(pk=event).first()
    if row is None:
        raise NotFound
    return row


def steps_of_child(ctx: Context, child: UUID) -> ChildSteps:
    """The four steps for a child in reach. Looking at them leaves an entry. Raises NotFound out of reach."""
    lines, seen = procedures_of_child(ctx, child), Child._base_manager.get(pk=child)
    latest = lines[0] if lines else None
    row = procedure_in_reach(ctx, latest.id, READ_PROCEDURE) if latest is not None else None
    facts = facts_of(row) if row is not None else []
    by = counting(facts, ctx.today)
    standing = standing_on(facts, by.limits)
    look = Look(standing, by.limits, by.calendar, ctx.today, why_not_ordered(seen, ctx.today))
    return ChildSteps(
        line=latest,
        standing=standing,
        steps=four_steps(look),
        due=due_of(standing, by.limits, by.calendar),
        earlier=lines[1:],
        may_begin=_has_case(child, OPEN),
    )


def why_no_effort(ctx: Context, child: UUID) -> Problem | None:
    """Why no return effort can be recorded of a child: it has neither an open case nor a procedure that goes on."""
    if visible_to(ctx, READ_PROCEDURE, Procedure).filter(child=child).exclude(stage=Stage.ENDED).exists():
        return None
    return None if _has_case(child, OPEN) else Problem("procedures.no_case")


def why_not_ordered(child: Child, day: date) -> Problem | None:
    """Why nothing may be ordered for a child on a day: its dropout is not verified, it is back, not of compulsory age, or it
    has completed compulsory education (Compulsory Education Law, articles 2, 5, 58)."""
    if not _has_case(child.pk, NOT_BACK):
        return Problem("procedures.not_verified")
    if accounted_among([child.pk], day):
        return Problem("procedures.is_back")
    if has_graduated(child.pk):
        return Problem("procedures.graduated")
    return why_not_of_age(child.born_on, day, parameters_on(day).age)


def _has_case(child: UUID, states: Collection[State]) -> bool:
    """Whether the case of a child that is in reach stands so: a program may order without reading cases."""
    return Case._base_manager.filter(child=child, state__in=states).exists()


def _papers_in_reach(ctx: Context, rows: Sequence[ProcedureEvent]) -> frozenset[UUID]:
    ids = {each for row in rows for each in (row.paper_id, row.receipt_id) if each is not None}
    return frozenset(visible_to(ctx, READ_PAPER, Paper).filter(pk__in=ids).values_list("pk", flat=True))


def _proofs_in_reach(ctx: Context, rows: Sequence[ProcedureEvent]) -> frozenset[UUID]:
    ids = {row.proof_id for row in rows if row.proof_id is not None}
    return frozenset(visible_to(ctx, READ_ATTACHMENT, Attachment).filter(pk__in=ids).values_list("pk", flat=True))


def _why_not(ctx: Context, look: Look, move: Move) -> Problem | None:
    problem = why_not_begun(look, move) or why_not_alone(look.standing, move, ctx.actor)
    return problem or (look.unordered if move is Move.PROPOSE_ORDER else None)


def _line(row: Procedure) -> ProcedureLine:
    return ProcedureLine(row.pk, row.child_id, row.stage, row.since)


def _events(rows: Sequence[ProcedureEvent], corrections: Mapping[UUID | None, ProcedureEvent]) -> tuple[EventLine, ...]:
    by = {row.by for row in (*rows, *corrections.values())}
    people = dict(Account._base_manager.filter(pk__in=by).values_list("pk", "name"))
    return tuple(
        EventLine(
            id=row.pk,
            number=row.number,
            move=row.move,
            on=row.on,
            details=row.details,
            unit=row.unit.name if row.unit is not None else "",
            unit_id=row.unit_id,
            paper=_numbered(row.paper),
            receipt=_numbered(row.receipt),
            proof=row.proof_id,
            has_words=row.words is not None,
            by=people.get(row.by, ""),
            at=row.at,
            correction=_correction(corrections[row.pk], people) if row.pk in corrections else None,
        )
        for row in rows
    )


def _correction(row: ProcedureEvent, people: Mapping[UUID, str]) -> Correction:
    return Correction(row.pk, row.details.get("mistake", ""), people.get(row.by, ""), row.at, row.words is not None)


def _numbered(paper: Paper | None) -> tuple[UUID, str] | None:
    return (paper.pk, paper.number) if paper is not None else None
