"""What is decided on a case: verified or cleared, and closed out by somebody other than who proposed it."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.refusing import why_not_alone, why_not_seen
from notoneless.casework.cases.rules.standing import Fact, Kind, Step, standing_on
from notoneless.casework.cases.selectors.cases import facts_of
from notoneless.casework.cases.services.recording import Papers, move, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.attachments.models import Attachment


@action("case.verify", words="确认辍学或失学", english="Verify a suspected dropout")
def verify(
    ctx: Context,
    *,
    case: Case,
    on: date,
    kind: Kind,
    reason: str | None,
    note: Passage | None,
    proof: Attachment | None,
    reference: Line | None,
) -> UUID:
    """Record that a suspected child was found to have dropped out, or never to have come to school; the event."""
    fact = Fact(Step.VERIFY, on, kind, reason or "", ctx.actor)
    return move(ctx, case, fact, Papers(note or "", proof, reference or ""))


@action("case.clear", words="排除疑似辍学", english="Clear a suspicion")
def clear(
    ctx: Context,
    *,
    case: Case,
    on: date,
    reason: str,
    note: Passage | None,
    proof: Attachment | None,
    reference: Line | None,
) -> UUID:
    """Record that a suspected child is no dropout, why, and on which proof; the event."""
    fact = Fact(Step.CLEAR, on, reason=reason, by=ctx.actor)
    return move(ctx, case, fact, Papers(note or "", proof, reference or ""))


@action("case.propose_close_out", words="申请销号", english="Propose to close out a case")
def propose_close_out(
    ctx: Context,
    *,
    case: Case,
    on: date,
    reason: str,
    note: Passage | None,
    proof: Attachment | None,
    reference: Line | None,
) -> UUID:
    """Ask that a verified case be closed out, with reason and proof, by somebody else; the event."""
    fact = Fact(Step.PROPOSE, on, reason=reason, by=ctx.actor)
    return move(ctx, case, fact, Papers(note or "", proof, reference or ""))


@action("case.send_back", words="退回销号申请", english="Send a proposal to close out back")
def send_back(ctx: Context, *, case: Case, on: date, note: Passage) -> UUID:
    """Send a proposal back, saying what is missing; the case stays verified. The event."""
    return move(ctx, case, Fact(Step.SEND_BACK, on, by=ctx.actor), Papers(note))


@action("case.close_out", words="销号", english="Close out a case")
def close_out(ctx: Context, *, case: Case, proposal: UUID, on: date, note: Passage | None) -> UUID:
    """Close out a case as proposed; the event.

    proposal: the event that proposes it, as its approver saw it. Raises Refused for whoever proposed it, and where another
    proposal, or a corrected one, stands in its place.
    """
    held = facts_of(case)
    refuse(why_not_alone(standing_on(fact for _, fact in held), ctx.actor))
    refuse(why_not_seen(held, proposal))
    return move(ctx, case, Fact(Step.CLOSE_OUT, on, by=ctx.actor), Papers(note or ""))
