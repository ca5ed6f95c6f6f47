"""The decision on a penalty, proposed by one person and issued by another, with the six things that law asks of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.facts import Fact, Item
from notoneless.casework.procedures.rules.limits import PLAN, Limits
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.known import LATE_CHARGE
from notoneless.casework.procedures.services.papers import addressed, check_home, matter_of, party_of, set_papers
from notoneless.casework.procedures.services.recording import (
    Beside,
    before,
    check,
    check_seen,
    last_event,
    unit_of,
    write,
)
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.papers.selectors import filled_with
from notoneless.foundation.plans.selectors import settings
from notoneless.kernel.problems import Problem
from notoneless.typesetting.paper import written_day

PROPOSE_DECISION, ISSUE_DECISION = "procedure.propose_decision", "procedure.issue_decision"
DECISION = "penalty_decision"
"""The paper of the decision."""

_NO_PARTY = Problem("procedures.item_missing", {"item": Problem("procedures.item_party")})


@action("procedure.propose_decision", words="拟处罚决定", english="Propose a decision on a penalty")
def propose_decision(ctx: Context, *, procedure: Procedure, on: date, amount: int) -> UUID:
    """Propose a fine of `amount` yuan on the facts that the party was told; the event.

    Raises Refused while the party may still argue or ask for a hearing, for more than it was told, and after the time to
    decide; NotFound where the authority that opened the proceedings is out of reach.
    """
    known = before(ctx, procedure)
    # the paper is made of the facts of the procedure alone: of the six nothing but the address can be unknown
    asked = Fact(Move.PROPOSE_DECISION, on, by=ctx.actor, amount=amount, items=frozenset(Item))
    fact = addressed(ctx, procedure, known.standing.facts, asked)
    if not fact.home:
        fact = replace(fact, items=fact.items - {Item.PARTY})
    check(ctx, known, fact)
    unit = unit_of(ctx, PROPOSE_DECISION, procedure, Move.OPEN_PENALTY)
    return write(ctx, procedure, known, fact, Beside(unit=unit))


@action("procedure.issue_decision", words="签发处罚决定书", english="Issue a decision on a penalty")
def issue_decision(ctx: Context, *, procedure: Procedure, proposal: UUID, pay_to: Line, until: date | None) -> UUID:
    """Issue the proposed decision today, numbered by its authority, with the receipt of its service; the event.

    proposal: the event that proposes it, as its approver saw it. pay_to: where the fine is paid. until: a later last day to pay
    than that of law. Raises Refused for whoever proposed it, where another proposal stands in its place, and for a day that
    leaves less time than law gives.
    """
    known = before(ctx, procedure)
    facts = known.standing.facts
    proposed = facts.get(Move.PROPOSE_DECISION, Fact(Move.PROPOSE_DECISION, ctx.today))
    fact = replace(proposed, move=Move.ISSUE_DECISION, on=ctx.today, by=ctx.actor, until=until)
    fact = addressed(ctx, procedure, facts, fact)
    check(ctx, known, fact)
    check_seen(known, procedure, Move.ISSUE_DECISION, proposal)
    check_home(ctx, procedure, proposed)
    unit = unit_of(ctx, ISSUE_DECISION, procedure, Move.OPEN_PENALTY)
    notice = last_event(procedure, Move.ISSUE_NOTICE).paper
    limits = known.by.limits
    told = {
        "found": str(filled_with(notice)["found"]) if notice is not None else "",
        "amount": str(fact.amount),
        "heard": _heard(facts),
        "pay_by": _pay_by(until, limits),
        "pay_to": pay_to,
        "late_charge": settings(PLAN, ctx.today)[LATE_CHARGE].value,
        "review_days": str(limits.review.span.value),
        "suit_months": str(limits.suit.span.value),
    }
    matter, of_party = matter_of(procedure, facts), party_of(procedure, fact, _NO_PARTY)
    paper, receipt = set_papers(ctx, ISSUE_DECISION, unit, DECISION, of_party | matter | told)
    return write(ctx, procedure, known, fact, Beside(unit=unit, paper=paper, receipt=receipt))


def _heard(facts: Mapping[Move, Fact]) -> str:
    """What the party has said to the notice, and that it was considered."""
    if Move.HOLD_HEARING in facts:
        return f"本机关在{written_day(facts[Move.HOLD_HEARING].on)}举行听证，听取了你的陈述、申辩，并经法制审核。"
    if Move.STATE_VIEWS in facts:
        return "你提出了陈述、申辩，本机关已经听取并复核。"
    return "本机关告知了你陈述、申辩和要求听证的权利，你没有提出。"


def _pay_by(until: date | None, limits: Limits) -> str:
    return f"在{written_day(until)}以前" if until is not None else f"自收到本决定书之日起{limits.paid.span.value}日内"
