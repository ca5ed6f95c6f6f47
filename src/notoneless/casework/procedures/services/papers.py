"""The papers of a procedure, filled in from its facts: nobody types a fact twice."""

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.selectors.known import home_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.rules.templates import latest
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem, sentence

RECEIPT = "service_receipt"
"""The paper that is signed at the service of another."""


def party_of(ctx: Context, procedure: Procedure, fact: Fact) -> dict[str, str]:
    """Whom a paper is for and of which child: as the order was proposed, and where the child lives today."""
    home = home_of(ctx, procedure.child) or sentence(Problem("procedures.no_home"))
    return {"party": fact.party, "child": procedure.child.name, "home": home}


def set_papers(ctx: Context, code: str, unit: Unit, kind: str, told: dict[str, str]) -> tuple[Paper, Paper]:
    """A paper of an authority, issued today, and the receipt that is signed when it is served."""
    paper = issue(ctx, code, unit=unit, kind=kind, data={"authority": unit.name, **told})
    served = {"authority": unit.name, "title": latest(kind).zh, "served_number": paper.number}
    return paper, issue(
        ctx, code, unit=unit, kind=RECEIPT, data={**served, "party": told["party"], "home": told["home"]}
    )
