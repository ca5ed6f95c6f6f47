"""The papers of a procedure, filled in from its facts: nobody types a fact twice."""

from collections.abc import Mapping

from notoneless.casework.procedures.models import Procedure
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
from notoneless.kernel.problems import Problem, sentence
from notoneless.typesetting.paper import written_day

RECEIPT = "service_receipt"
"""The paper that is signed at the service of another."""


def party_of(ctx: Context, procedure: Procedure, fact: Fact) -> dict[str, str]:
    """Whom a paper is for and of which child: as the order was proposed, and where the child lives today."""
    home = home_of(ctx, procedure.child) or sentence(Problem("procedures.no_home"))
    return {"party": fact.party, "child": procedure.child.name, "home": home}


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
