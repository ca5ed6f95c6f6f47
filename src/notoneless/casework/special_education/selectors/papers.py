"""Which numbered papers were issued of a file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.special_education.models import FilePaper
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.papers.models import PaperState


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of a file: what it is, its number, and whether it was withdrawn."""

    paper: UUID
    kind: str
    number: str
    on: date
    by_name: str
    is_withdrawn: bool


def papers_of(ctx: Context, file: UUID) -> tuple[PaperLine, ...]:
    """The papers of a file that was opened, the latest first."""
    rows = visible_to(ctx, READ_SPECIAL, FilePaper).filter(file_id=file).select_related("paper", "by")
    return tuple(
        PaperLine(
            each.paper_id, each.kind, each.paper.number, each.on, each.by.name, each.paper.state == PaperState.WITHDRAWN
        )
        for each in rows.order_by("-at", "-id")
    )
