"""The second step: an order to correct, proposed by one person and issued by another, with its receipt of service."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.addressing import why_no_address
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.known import authority_of, home_of, local_units, named
from notoneless.casework.procedures.selectors.procedures import why_not_ordered
from notoneless.casework.procedures.services.papers import check_home, check_number, party_of, set_papers, titled
from notoneless.casework.procedures.services.recording import (
    Beside,
    before,
    check,
    check_seen,
    enter_move,
    unit_of,
    write,
)
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.models import Guardian
from notoneless.kernel.problems import Problem
from notoneless.typesetting.paper import written_day

ISSUE_ORDER = "procedure.issue_order"
ORDER = "order_to_correct"
"""The paper of the second step."""


@action("procedure.propose_order", words="拟责令改正", english="Propose an order to correct")
def propose_order(
    ctx: Context,
    *,
    procedure: Procedure,
    unit: Unit,
    guardian: Guardian,
    on: date,
    delegated: Line | None,
    address: Line | None,
) -> UUID:
    """Propose that an authority order a guardian to send the child; the event. delegated: the text that hands a subdistrict
    office the power. address: where the guardian lives, if not where the child is registered. Raises Refused where the
    authority has none or is not where the child is, while the dropout is not verified, for a child who is not of compulsory
    age, and where nobody could be found by the address.
    """
    if guardian.child_id != procedure.child_id:
        raise Unusable(Problem("procedures.not_its_guardian"))
    _check_standing(ctx, procedure, unit)
    registered = home_of(ctx, procedure.child)
    fact = Fact(
        Move.PROPOSE_ORDER,
        on,
        by=ctx.actor,
        authority=authority_of(unit),
        delegated=delegated or "",
        party=named(guardian),
        home=address or registered,
        registered=registered,
    )
    _check_address(fact)
    return enter_move(ctx, procedure, fact, Beside(unit=unit))


@action("procedure.issue_order", words="签发责令改正通知书", english="Issue an order to correct")
def issue_order(ctx: Context, *, procedure: Procedure, proposal: UUID, until: date) -> UUID:
    """Issue the proposed order today, numbered by its authority, with the receipt to be signed at its service; the event.

    proposal: the event that proposes it, as its approver saw it. until: the day by which the child is to be back. Raises
    Refused for whoever proposed it, where another proposal stands in its place, and where it could not be proposed any more;
    NotFound where the authority is out of reach.
    """
    known = before(ctx, procedure)
    proposed = known.standing.facts.get(Move.PROPOSE_ORDER, Fact(Move.PROPOSE_ORDER, ctx.today))
    fact = replace(proposed, move=Move.ISSUE_ORDER, on=ctx.today, by=ctx.actor, until=until)
    check(ctx, known, fact)
    check_seen(known, procedure, Move.ISSUE_ORDER, proposal)
    unit = unit_of(ctx, ISSUE_ORDER, procedure, Move.PROPOSE_ORDER)
    _check_standing(ctx, procedure, unit)
    check_home(ctx, procedure, proposed)
    fact = replace(fact, home=fact.home or home_of(ctx, procedure.child))
    limits = known.by.limits
    told = {
        "until": written_day(until),
        "efforts": str(known.standing.efforts),
        "power": f"、{titled(fact.delegated)}" if fact.delegated else "",
        "review_days": str(limits.review.span.value),
        "suit_months": str(limits.suit.span.value),
    }
    paper, receipt = set_papers(ctx, ISSUE_ORDER, unit, ORDER, party_of(procedure, fact) | told)
    return write(ctx, procedure, known, fact, Beside(unit=unit, paper=paper, receipt=receipt))


def _check_address(fact: Fact) -> None:
    """Raise Refused where a paper could not say whom it is for: no address, one that is none, or one with a wrong number."""
    problem = why_no_address(fact.home) if fact.home != fact.registered else None
    if not fact.home:
        problem = Problem("procedures.home_missing")
    if problem is not None:
        raise Refused(problem)
    check_number(fact.home, "《义务教育法》第五十八条")


def _check_standing(ctx: Context, procedure: Procedure, unit: Unit) -> None:
    """Raise Refused where an authority is not where the child is today, and where the child is not to be ordered back."""
    if unit.pk not in local_units(ctx, procedure.child_id):
        raise Refused(Problem("procedures.not_local", {"unit": unit.name}))
    problem = why_not_ordered(procedure.child, ctx.today)
    if problem is not None:
        raise Refused(problem)
