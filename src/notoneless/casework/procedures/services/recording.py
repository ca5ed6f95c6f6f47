"""How a move is written down: judged by the rules, kept as an event, and repeated by its procedure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from notoneless.casework.cases.rules.refusing import why_not_lived
from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.keeping import kept
from notoneless.casework.procedures.rules.moves import PENALTYS, Move
from notoneless.casework.procedures.rules.refusing import PROPOSED_AT, why_not
from notoneless.casework.procedures.rules.standing import Standing, after, standing_on
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.procedures.selectors.known import may_issue_for
from notoneless.casework.procedures.selectors.numbers import Counting, counting
from notoneless.casework.procedures.selectors.procedures import facts_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class Beside:
    """What an event keeps beside its fact. `words`: what was said and seen, by what it is, sealed as JSON."""

    words: Mapping[str, str | None] = field(default_factory=dict)
    unit: Unit | None = None
    paper: Paper | None = None
    receipt: Paper | None = None
    proof: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """A procedure before a move: where it stands, and by what its clocks are counted."""

    standing: Standing
    by: Counting


def before(ctx: Context, procedure: Procedure) -> Before:
    """What is known of a procedure."""
    facts = facts_of(procedure)
    by = counting(facts, ctx.today)
    return Before(standing_on(facts, by.limits), by)


def check(ctx: Context, known: Before, fact: Fact) -> None:
    """Raise Refused, with the rule's sentence, where a move may not be made."""
    problem = why_not(known.standing, fact, known.by.limits, known.by.calendar, ctx.today)
    if problem is not None:
        raise Refused(problem)


def check_seen(known: Before, procedure: Procedure, move: Move, proposal: UUID) -> None:
    """Raise Refused where another proposal stands than the one whose event its approver saw."""
    asked = PROPOSED_AT[move]
    if asked in known.standing.facts and last_event(procedure, asked).pk != proposal:
        raise Refused(Problem("procedures.other_proposal"))


def check_authority(ctx: Context, code: str, procedure: Procedure, known: Before, move: Move) -> None:
    """Raise Refused where a penalty runs that another authority has opened, and the move is for whoever did."""
    if move not in PENALTYS or Move.OPEN_PENALTY not in known.standing.facts:
        return
    opened = last_event(procedure, Move.OPEN_PENALTY)
    if opened.unit is not None and not may_issue_for(ctx, opened.unit.pk, code):
        raise Refused(Problem("procedures.anothers_to_issue", {"unit": opened.unit.name}))


def enter_move(ctx: Context, procedure: Procedure, fact: Fact, beside: Beside = Beside(), code: str = "") -> UUID:
    """Enter a move; the event. `code`: of the action, where an authority may have to be the one that does it.

    Raises Refused where it may not be made, Unusable for a proof that is no paper.
    """
    problem = why_not_lived(fact.on, procedure.child.born_on, ctx.today)
    if problem is not None:
        raise Refused(problem)
    known = before(ctx, procedure)
    check(ctx, known, fact)
    if code:
        check_authority(ctx, code, procedure, known, fact.move)
    return write(ctx, procedure, known, fact, beside)


def write(ctx: Context, procedure: Procedure, known: Before, fact: Fact, beside: Beside) -> UUID:
    """Write a move that was checked, and let the procedure repeat where it stands; the event."""
    if beside.proof is not None and beside.proof.kind not in PAPERS:
        raise Unusable(Problem("procedures.no_paper"))
    event = _event(ctx, procedure, fact.move, beside.words)
    event.on, event.details = fact.on, kept(fact)
    event.unit, event.paper, event.receipt, event.proof = beside.unit, beside.paper, beside.receipt, beside.proof
    event.save(force_insert=True)
    now = after(known.standing, fact, known.by.limits)
    procedure.stage, procedure.since = now.stage, now.since or fact.on
    procedure.save(update_fields=["stage", "since"])
    return event.pk


def append(
    ctx: Context, wrong: ProcedureEvent, move: str, details: Mapping[str, str], words: Mapping[str, str | None]
) -> UUID:
    """Append what takes another event back; the event."""
    event = _event(ctx, wrong.procedure, move, words)
    event.on, event.details, event.corrects = ctx.today, dict(details), wrong
    event.save(force_insert=True)
    return event.pk


def _event(ctx: Context, procedure: Procedure, move: str, words: Mapping[str, str | None]) -> ProcedureEvent:
    """The next event of a procedure, with what was said at it sealed."""
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    said = {name: text for name, text in words.items() if text}
    return ProcedureEvent(
        id=ctx.ids.new(),
        procedure=procedure,
        child_id=procedure.child_id,
        number=ProcedureEvent._base_manager.filter(procedure=procedure).count() + 1,
        move=move,
        words=Plain(json.dumps(said, ensure_ascii=False)) if said else None,
        channel=ctx.channel,
        by=ctx.actor,
        at=ctx.at,
    )


def in_reach(ctx: Context, code: str, unit: UUID) -> Unit:
    """A unit for which somebody may do `code`. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound
    return row


def last_event(procedure: Procedure, move: Move) -> ProcedureEvent:
    """The last event of a move that was made, with the paper that was issued at it."""
    rows = holding(ProcedureEvent._base_manager.filter(procedure=procedure, move=move)).select_related(
        "unit", "paper", "receipt"
    )
    return rows.order_by("-number")[0]


def unit_of(ctx: Context, code: str, procedure: Procedure, move: Move) -> Unit:
    """The authority by which a move was made last. Raises NotFound where it is out of reach for `code`."""
    return in_reach(ctx, code, UUID(str(last_event(procedure, move).unit_id)))
