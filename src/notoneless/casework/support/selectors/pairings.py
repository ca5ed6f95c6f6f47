"""Pairings in reach."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.support.models import Pairing
from notoneless.casework.support.selectors import READ_HELP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to

SHOWN = 200
"""Pairings of one list."""


@dataclass(frozen=True, slots=True)
class PairingLine:
    """Who stands by whom, since when, and why no longer."""

    id: UUID
    child: UUID
    name: str
    mentor: str
    from_on: date
    until_on: date | None
    because: str


def list_pairings(ctx: Context) -> tuple[PairingLine, ...]:
    """The pairings in reach that stand, the latest first. It leaves an entry."""
    rows = visible_to(ctx, READ_HELP, Pairing).filter(until_on__isnull=True).select_related("child", "mentor")
    lines = tuple(_line(row) for row in rows.order_by("-from_on", "-id")[:SHOWN])
    listed(ctx, READ_HELP, [each.id for each in lines], {"support": "pairings"})
    return lines


def pairings_of_child(ctx: Context, child: UUID) -> tuple[PairingLine, ...]:
    """The pairings of a child, those that stand first; for a page whose opening is recorded."""
    rows = visible_to(ctx, READ_HELP, Pairing).filter(child_id=child).select_related("child", "mentor")
    return tuple(_line(row) for row in rows.order_by("until_on", "-from_on", "-id"))


def pairing_in_reach(ctx: Context, pairing: UUID, code: str) -> Pairing:
    """A pairing to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, Pairing).select_related("child", "mentor").filter(pk=pairing).first()
    if row is None:
        raise NotFound
    return row


def _line(row: Pairing) -> PairingLine:
    told = (row.mentor.name, row.from_on, row.until_on, row.because)
    return PairingLine(row.pk, row.child_id, row.child.name, *told)
