"""The papers of a procedure, filled in from its facts: nobody types a fact twice."""

from collections.abc import Mapping
from dataclasses import replace

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.addressing import why_wrong_number
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.known import called, home_of
from notoneless.casework.procedures.services.recording import last_event
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.papers.models import Paper, PaperState
from notoneless.foundation.papers.rules.templates import latest
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem
from notoneless.typesetting.paper import written_day

RECEIPT = "service_receipt"
"""The paper that is signed at the service of another."""

_UNKNOWN = Problem("procedures.home_missing")


def addressed(ctx: Context, procedure: Procedure, facts: Mapping[Move, Fact], fact: Fact) -> Fact:
    """A later move for whom the order was for, and where they live: every later paper is for the same.

    As the order said it, where that was another place than the registered one; else as it is registered today.
    """
    order = facts.get(Move.ISSUE_ORDER)
    if order is None:
        return fact
    registered = home_of(ctx, procedure.child)
    home = order.home if order.home != order.registered else registered or order.home
    return replace(fact, party=order.party, home=home, registered=registered)


def party_of(procedure: Procedure, fact: Fact, unknown: Problem = _UNKNOWN) -> dict[str, str]:
    """Whom a paper is for and of which child, and where they live. Raises Refused, as `unknown` says, where nobody knows."""
    if not fact.home:
        raise Refused(unknown)
    return {"party": fact.party, "child": procedure.child.name, "home": fact.home}


def check_home(ctx: Context, procedure: Procedure, proposed: Fact) -> None:
    """Raise Refused where the registered address has changed since a paper that names it was proposed."""
    now = home_of(ctx, procedure.child)
    if proposed.home and proposed.home == proposed.registered and now != proposed.registered:
        raise Refused(
            Problem(
                "procedures.home_changed", {"before": proposed.registered, "now": now or Problem("procedures.no_home")}
            )
        )


def check_number(text: str, article: str) -> None:
    """Raise Refused where a text that goes on a paper holds a resident ID that cannot be one."""
    problem = why_wrong_number(text, article)
    if problem is not None:
        raise Refused(problem)


def matter_of(procedure: Procedure, facts: Mapping[Move, Fact]) -> dict[str, str]:
    """What the papers of a penalty say of the matter: the order that was not followed, and the legal basis.

    Raises NotFound where the order is out of reach, so that no paper goes out without its number; Refused where it was
    withdrawn.
    """
    event = last_event(procedure, Move.ISSUE_ORDER)
    if event.unit is None:
        raise NotFound
    order_paper, _ = issued(procedure, Move.ISSUE_ORDER)
    opened, order = facts[Move.OPEN_PENALTY], facts[Move.ISSUE_ORDER]
    basis = opened.basis
    return {
        "orderer": called(event.unit),
        "order_number": order_paper.number,
        "order_until": written_day(order.until) if order.until is not None else "",
        "basis": f"{titled(basis.name)}{basis.article}" if basis is not None else "",
        "power": f"、{titled(opened.delegated)}" if opened.delegated else "",
    }


def issued(procedure: Procedure, move: Move) -> tuple[Paper, Paper]:
    """The paper that a move has issued last, and the receipt of its service.

    Raises NotFound where either is out of reach, Refused where the paper was withdrawn: nothing is founded on it any more.
    """
    event = last_event(procedure, move)
    if event.paper is None or event.receipt is None:
        raise NotFound
    if event.paper.state == PaperState.WITHDRAWN:
        raise Refused(Problem("procedures.founded_on_withdrawn", {"number": event.paper.number}))
    return event.paper, event.receipt


def titled(text: str) -> str:
    """A text of law as papers name it."""
    return f"《{text.strip('《》 ')}》"


def set_papers(ctx: Context, code: str, unit: Unit, kind: str, told: dict[str, str]) -> tuple[Paper, Paper]:
    """A paper of an authority, issued today, and the receipt that is signed when it is served."""
    paper = issue(ctx, code, unit=unit, kind=kind, data={"authority": called(unit), **told})
    served = {"authority": called(unit), "title": latest(kind).zh, "served_number": paper.number}
    return paper, issue(
        ctx, code, unit=unit, kind=RECEIPT, data={**served, "party": told["party"], "home": told["home"]}
    )
