"""What lists of other offices propose of pupils in reach. Of which group stays sealed: it opens by need, one at a time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.watch_list.models import KeyGroupProposal
from notoneless.casework.watch_list.rules.proposing import ProposalState
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST, REVEAL_WATCH_LIST
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.people.exporting import places_of
from notoneless.tabular.fields import Field

DECIDE = "watch_list.decide_group"
_SHOWN = 200
"""Proposals of one list."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in a list: of whom, and how it stands; not of which group."""

    id: UUID
    child: UUID
    name: str
    school: str
    room: str
    state: str
    proposed_on: date
    decided_on: date | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What waits to be decided, up to a length, with how many there are, and what was decided last."""

    waiting: tuple[ProposalLine, ...]
    count: int
    decided: tuple[ProposalLine, ...]


def list_proposals(ctx: Context) -> Proposals:
    """The proposals in reach. The list leaves an entry. To be on it is what only those may know who may open it: whoever else
    reads the watch list is told how many there are.
    """
    rows = visible_to(ctx, READ_WATCH_LIST, KeyGroupProposal).select_related("child", "decided_by")
    waiting = rows.filter(state=ProposalState.OPEN)
    count = waiting.count()
    if not ctx.may(REVEAL_WATCH_LIST):
        return Proposals((), count, ())
    first = list(waiting.order_by("child__sort_key", "child_id", "id")[:_SHOWN])
    done = rows.filter(state__in=(ProposalState.ACCEPTED, ProposalState.REFUSED))
    last = list(done.order_by("-decided_on", "child__sort_key", "id")[:_SHOWN])
    lines = _lines(ctx, [*first, *last])
    listed(ctx, READ_WATCH_LIST, [line.child for line in lines], {"use": "proposals"})
    return Proposals(lines[: len(first)], count, lines[len(first) :])


def proposals_to_decide(ctx: Context) -> Sight:
    """How far whoever asks sees what is proposed and may be decided."""
    return sight(ctx, DECIDE, KeyGroupProposal)


def waiting_in(seen: Sight) -> QuerySet[KeyGroupProposal]:
    """What is still to be decided, to be asked for within a prepared question."""
    return seen.of(KeyGroupProposal).filter(state=ProposalState.OPEN)


def _lines(ctx: Context, rows: list[KeyGroupProposal]) -> tuple[ProposalLine, ...]:
    places = places_of(ctx, [row.child_id for row in rows])
    lines = []
    for row in rows:
        where = places.get(row.child_id, {})
        school, room = where.get(Field.SCHOOL, ""), where.get(Field.CLASS_NAME, "")
        by = row.decided_by.name if row.decided_by else ""
        told = (row.state, row.proposed_on, row.decided_on, by)
        lines.append(ProposalLine(row.pk, row.child_id, row.child.name, school, room, *told))
    return tuple(lines)
