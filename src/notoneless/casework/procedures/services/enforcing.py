"""The fourth step: the demand to perform, and the application to the court with what law asks to be handed in beside it."""

from uuid import UUID

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.charging import most_added
from notoneless.casework.procedures.rules.clocks import court_window, suit_until
from notoneless.casework.procedures.rules.facts import Fact, Outcome
from notoneless.casework.procedures.rules.limits import PLAN
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.known import LATE_CHARGE, called
from notoneless.casework.procedures.services.papers import (
    addressed,
    check_number,
    issued,
    matter_of,
    party_of,
    set_papers,
)
from notoneless.casework.procedures.services.recording import Before, Beside, before, check, unit_of, write
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.papers.selectors import filled_with
from notoneless.foundation.papers.services import issue
from notoneless.foundation.plans.selectors import settings
from notoneless.kernel.problems import Problem
from notoneless.typesetting.paper import written_day

ISSUE_DEMAND, APPLY = "procedure.issue_demand", "procedure.apply_to_court"
DEMAND, APPLICATION = "performance_demand", "enforcement_application"
"""The papers of the fourth step."""

_UNKNOWN = Problem("procedures.respondent_unknown")


@action("procedure.issue_demand", words="签发催告书", english="Issue a demand to perform a decision")
def issue_demand(ctx: Context, *, procedure: Procedure, added: int, pay_to: Line) -> UUID:
    """Demand today that a decision be performed, numbered by its authority, with the receipt of its service; the event.

    added: what is added to the fine for the delay, in yuan. pay_to: where it is paid. Raises Refused before the time to
    perform has run out, for what was performed or annulled, and for more than law lets be added.
    """
    known = before(ctx, procedure)
    facts = known.standing.facts
    decision = facts.get(Move.ISSUE_DECISION, Fact(Move.ISSUE_DECISION, ctx.today))
    demand = Fact(Move.ISSUE_DEMAND, ctx.today, by=ctx.actor, amount=decision.amount, added=added)
    fact = addressed(ctx, procedure, facts, demand)
    check(ctx, known, fact)
    _check_added(ctx, known, added)
    unit = unit_of(ctx, ISSUE_DEMAND, procedure, Move.OPEN_PENALTY)
    told = {
        **_decision(procedure, known),
        "amount": str(decision.amount),
        "added": str(added),
        "total": str((decision.amount or 0) + added),
        "pay_to": pay_to,
        "days": str(known.by.limits.demand.span.value),
        "served_on": written_day(known.standing.served[Move.SERVE_DECISION]),
    }
    paper, receipt = set_papers(ctx, ISSUE_DEMAND, unit, DEMAND, party_of(procedure, fact) | told)
    return write(ctx, procedure, known, fact, Beside(unit=unit, paper=paper, receipt=receipt))


def _check_added(ctx: Context, known: Before, added: int) -> None:
    number = settings(PLAN, ctx.today)[LATE_CHARGE]
    most = most_added(known.standing, int(number.value), ctx.today, known.by.limits, known.by.calendar)
    if not 0 <= added <= most:
        source = f"《{number.document}》{number.clause}"
        raise Refused(Problem("procedures.added_too_much", {"added": added, "most": most, "source": source}))


def _decision(procedure: Procedure, known: Before) -> dict[str, str]:
    """Number and day of the decision."""
    paper, _ = issued(procedure, Move.ISSUE_DECISION)
    return {"decision_number": paper.number, "decided_on": written_day(known.standing.facts[Move.ISSUE_DECISION].on)}


@action("procedure.apply_to_court", words="申请法院强制执行", english="Apply to the court for enforcement")
def apply_to_court(ctx: Context, *, procedure: Procedure, court: Line, head: Line | None, views: Passage) -> UUID:
    """Issue the application to the court today, numbered by the authority of the decision; the event.

    court: which court. head: who leads the authority and signs. views: what the party has said to the demand. Raises Refused
    outside the window of law, before the demand has run out, while a review or suit is pending, and without a head.
    """
    known = before(ctx, procedure)
    facts = known.standing.facts
    demand = facts.get(Move.ISSUE_DEMAND, Fact(Move.ISSUE_DEMAND, ctx.today))
    fact = Fact(
        Move.APPLY_TO_COURT,
        ctx.today,
        by=ctx.actor,
        amount=demand.amount,
        added=demand.added,
        signed_by_head=bool(head),
        head=head or "",
        court=court,
    )
    fact = addressed(ctx, procedure, facts, fact)
    check(ctx, known, fact)
    check_number(views, "《行政强制法》第五十五条")
    unit = unit_of(ctx, APPLY, procedure, Move.OPEN_PENALTY)
    told = _application(procedure, known, fact) | {"authority": called(unit), "views": views}
    of_party = {name: text for name, text in party_of(procedure, fact, _UNKNOWN).items() if name != "child"}
    paper = issue(ctx, APPLY, unit=unit, kind=APPLICATION, data=of_party | told)
    return write(ctx, procedure, known, fact, Beside({"views": views}, unit=unit, paper=paper))


def _application(procedure: Procedure, known: Before, fact: Fact) -> dict[str, str]:
    """What the application says of the decision, of review and suit, and of the demand, with the papers handed in beside it."""
    standing, by = known.standing, known.by
    decision, decision_receipt = issued(procedure, Move.ISSUE_DECISION)
    demand, demand_receipt = issued(procedure, Move.ISSUE_DEMAND)
    window = court_window(standing, by.limits, by.calendar)
    first, last = (window[0], window[1].day) if window is not None else (fact.on, fact.on)  # checked before
    return {
        **_decision(procedure, known),
        "found": str(filled_with(decision)["found"]),
        "basis": matter_of(procedure, standing.facts)["basis"],
        "decision_served": written_day(standing.served[Move.SERVE_DECISION]),
        "decision_receipt": decision_receipt.number,
        "remedies": _remedies(known),
        "demand_number": demand.number,
        "demanded_on": written_day(standing.facts[Move.ISSUE_DEMAND].on),
        "demand_served": written_day(standing.served[Move.SERVE_DEMAND]),
        "demand_receipt": demand_receipt.number,
        "amount": str(fact.amount),
        "added": str(fact.added or 0),
        "total": str((fact.amount or 0) + (fact.added or 0)),
        "court": fact.court,
        "head": fact.head,
        "first": written_day(first),
        "last": written_day(last),
    }


def _remedies(known: Before) -> str:
    """That the party has not gone to law, or how its review has ended."""
    standing = known.standing
    suit = suit_until(standing, known.by.limits, known.by.calendar)
    until = written_day(suit.day) if suit is not None else ""
    if standing.outcome(Move.DECIDE_REVIEW) is Outcome.UPHELD:
        on = written_day(standing.facts[Move.DECIDE_REVIEW].on)
        return f"被申请人申请了行政复议，{on}复议决定维持；在{until}以前没有提起行政诉讼。"
    return f"被申请人在法定期限内没有申请行政复议，也没有提起行政诉讼（起诉期限到{until}）。"
