"""How far the children of the rosters are worked out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.scope import visible_to
from notoneless.records.golden.models import WorkingOut

READ_GOLDEN = reading("golden.read", words="查看推算情况", english="See how far children are worked out")


@dataclass(frozen=True, slots=True)
class Progress:
    """The latest working out: how many children are written of how many, and what becomes of them."""

    id: UUID
    begun_at: datetime
    until_on: date
    applied: int
    steps: int
    entered: int
    changed: int
    removed: int


def progress(ctx: Context) -> Progress | None:
    """How far the latest working out in reach is; None before the first. A count names nobody: nothing is recorded."""
    row = visible_to(ctx, READ_GOLDEN, WorkingOut).order_by("-begun_at", "-id").first()
    if row is None:
        return None
    counts = row.counts
    entered, changed, removed = (int(counts.get(kind, 0)) for kind in ("enter", "change", "remove"))
    return Progress(row.id, row.begun_at, row.until_on, row.applied, row.steps, entered, changed, removed)
