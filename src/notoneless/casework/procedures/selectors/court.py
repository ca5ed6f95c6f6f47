"""What goes to the court together: the application, and each paper that its list of attachments names, with its proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import READ_PAPER

_HANDED_IN = ((Move.ISSUE_DECISION, Move.SERVE_DECISION), (Move.ISSUE_DEMAND, Move.SERVE_DEMAND))
"""The papers beside the application in the order of its list, each with the service whose proof goes with its receipt."""


@dataclass(frozen=True, slots=True)
class CourtPapers:
    """The application; beside it each attachment in the order of its list: a paper, and the proof of its service."""

    application: UUID
    attachments: tuple[tuple[UUID, UUID | None], ...]


def court_papers(ctx: Context, procedure: UUID) -> CourtPapers:
    """What goes to the court. Raises NotFound before the application was issued, and where any of it is out of reach."""
    rows = visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(procedure=procedure).order_by("number")
    last = {Move(row.move): row for row in holding(rows)}
    applied = last.get(Move.APPLY_TO_COURT)
    if applied is None or applied.paper_id is None:
        raise NotFound
    attachments: list[tuple[UUID, UUID | None]] = []
    for issued, served in _HANDED_IN:
        row = last.get(issued)
        if row is None or row.paper_id is None or row.receipt_id is None:
            raise NotFound
        attachments += [(row.paper_id, None), (row.receipt_id, last[served].proof_id if served in last else None)]
    _in_reach(ctx, {applied.paper_id, *(paper for paper, _ in attachments)})
    seen = _proofs(ctx, (proof for _, proof in attachments))
    return CourtPapers(
        applied.paper_id, tuple((paper, proof if proof in seen else None) for paper, proof in attachments)
    )


def _in_reach(ctx: Context, papers: set[UUID]) -> None:
    if visible_to(ctx, READ_PAPER, Paper).filter(pk__in=papers).count() != len(papers):
        raise NotFound


def _proofs(ctx: Context, proofs: Iterable[UUID | None]) -> frozenset[UUID]:
    if not ctx.may(READ_ATTACHMENT):
        return frozenset()
    found = visible_to(ctx, READ_ATTACHMENT, Attachment).filter(pk__in=[each for each in proofs if each is not None])
    return frozenset(found.values_list("pk", flat=True))
