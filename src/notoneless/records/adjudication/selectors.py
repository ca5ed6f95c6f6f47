"""Doubts in reach, one at a time and side by side; and the decisions taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.problems import Lang
from notoneless.records.adjudication.models import Decision, Doubt, Verdict
from notoneless.records.adjudication.rules.sides import Cell
from notoneless.records.adjudication.services.deciding import DECIDE, UNDO, partners_of, reaches_both
from notoneless.records.rosters.rules.versions import RosterKind

READ_DOUBT = reading("doubt.read", words="查看疑似记录", english="See doubtful pairs of rows")

PAGE = 50
"""Decisions on one page."""


@dataclass(frozen=True, slots=True)
class Side:
    """Where a row stands: unit, what is above it, the roster and the row there."""

    unit: str
    above: str
    source: str
    row: int


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision. may_undo: whether the reader may undo it."""

    id: UUID
    doubt: UUID
    names: tuple[str, str]
    verdict: Verdict
    check_on: date | None
    why: str
    by: str
    at: datetime
    is_standing: bool
    undone_at: datetime | None
    may_undo: bool


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """One doubt. decided: what stands of it; earlier: a decision before the rows were corrected, in the fields `changed`.

    partners: whom it was decided to be the same as already, by the name of the other row. reaches_both: else the reader may not
    say that both are one child.
    """

    id: UUID
    kind: RosterKind
    own: Side
    other: Side
    cells: Sequence[Cell]
    reason: str
    alike: int
    decided: DecisionLine | None
    earlier: DecisionLine | None
    changed: Sequence[str]
    partners: Sequence[str]
    reaches_both: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """What is left to decide: a doubt, its place, those before and after it. last: the reader's latest decision."""

    left: int
    place: int
    shown: DoubtShown | None
    before: UUID | None
    after: UUID | None
    last: DecisionLine | None


def queue(ctx: Context, lang: Lang, at: UUID | None = None) -> Queue:
    """The doubts in reach that nobody has decided, the likeliest first, and one of them: that asked for, else the first.

    Opening one leaves an entry, and so does an empty list.
    """
    order = _order(ctx)
    last = _latest_of(ctx)
    if not order:
        listed(ctx, READ_DOUBT, [], {})
        return Queue(0, 0, None, None, None, last)
    place = order.index(at) if at in order else 0
    shown = open_doubt(ctx, order[place], lang)
    before = order[place - 1] if place else None
    after = order[place + 1] if place + 1 < len(order) else None
    return Queue(len(order), place + 1, shown, before, after, last)


def following(ctx: Context, doubt: UUID) -> UUID | None:
    """Which doubt to show when this one is decided: the next in the queue, else the one before. Shows nothing of it."""
    order = _order(ctx)
    place = order.index(doubt) if doubt in order else len(order)
    return next(iter([*order[place + 1 :], *order[:place][-1:]]), None)


def _order(ctx: Context) -> list[UUID]:
    return list(open_doubts(ctx).order_by("-score", "id").values_list("id", flat=True))


def open_doubts(ctx: Context) -> QuerySet[Doubt]:
    """The current doubts in reach of which nothing is decided, or the day to look again has come."""
    standing = visible_to(ctx, READ_DOUBT, Decision).filter(is_standing=True, doubt=OuterRef("pk"))
    put_off = Q(verdict=Verdict.LATER, check_on__lte=ctx.today)
    return visible_to(ctx, READ_DOUBT, Doubt).filter(~Exists(standing.exclude(put_off)), is_current=True)


def open_doubt(ctx: Context, doubt: UUID, lang: Lang) -> DoubtShown:
    """One doubt in reach. Opening it leaves an entry. Raises NotFound out of reach."""
    rows = visible_to(ctx, READ_DOUBT, Doubt).select_related("unit__parent", "other_unit__parent")
    row = rows.filter(pk=doubt).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_DOUBT, row)
    both = reaches_both(ctx, DECIDE, row)
    decisions = _decisions(ctx)
    standing = decisions.filter(doubt=row, is_standing=True).first()
    earlier = decisions.filter(pk=row.earlier).first() if row.earlier else None
    return DoubtShown(
        id=row.id,
        kind=RosterKind(row.other_kind),
        own=_side(row.unit, row.own_source, row.own_row),
        other=_side(row.other_unit, row.other_source, row.other_row),
        cells=[Cell.unpacked(cell) for cell in row.shown],
        reason=row.reason_zh if lang == "zh" else row.reason_en,
        alike=row.alike,
        decided=_line(ctx, standing) if standing else None,
        earlier=_line(ctx, earlier) if earlier else None,
        changed=row.changed,
        partners=[_partner(row, each) for each in partners_of(ctx, READ_DOUBT, row)],
        reaches_both=both,
    )


def is_in_reach(ctx: Context, doubt: UUID) -> bool:
    """Whether a doubt is in reach. Shows nothing of it."""
    return visible_to(ctx, READ_DOUBT, Doubt).filter(pk=doubt).exists()


def doubt_of(ctx: Context, decision: UUID) -> UUID:
    """Which doubt a decision in reach is about. Shows nothing of it. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_DOUBT, Decision).filter(pk=decision).only("doubt_id").first()
    if row is None:
        raise NotFound
    return row.doubt_id


def decisions_taken(ctx: Context, page: int = 1) -> tuple[list[DecisionLine], bool]:
    """The decisions in reach, the latest first, and whether there are more. The list leaves an entry."""
    rows = list(_decisions(ctx).order_by("-decided_at", "-id")[(page - 1) * PAGE : page * PAGE + 1])
    listed(ctx, READ_DOUBT, [row.id for row in rows[:PAGE]], {"page": page})
    return [_line(ctx, row) for row in rows[:PAGE]], len(rows) > PAGE


def _decisions(ctx: Context) -> QuerySet[Decision]:
    return visible_to(ctx, READ_DOUBT, Decision).select_related("doubt", "decided_by")


def _latest_of(ctx: Context) -> DecisionLine | None:
    """The reader's own latest decision that stands, to be undone."""
    own = _decisions(ctx).filter(decided_by=ctx.actor, is_standing=True)
    row = own.order_by("-decided_at", "-id").first()
    return _line(ctx, row) if row else None


def _line(ctx: Context, row: Decision) -> DecisionLine:
    may = row.is_standing and ctx.may(UNDO) and (row.decided_by_id == ctx.actor or reaches_both(ctx, UNDO, row))
    return DecisionLine(
        id=row.id,
        doubt=row.doubt_id,
        names=(row.doubt.own_name, row.doubt.other_name),
        verdict=Verdict(row.verdict),
        check_on=row.check_on,
        why=row.why,
        by=row.decided_by.name,
        at=row.decided_at,
        is_standing=row.is_standing,
        undone_at=row.undone_at,
        may_undo=may,
    )


def _partner(mine: Doubt, theirs: Doubt) -> str:
    """The name on the row that is held to be the same child as one of these."""
    return theirs.other_name if bytes(mine.own_key) == bytes(theirs.own_key) else theirs.own_name


def _side(unit: Unit, source: str, row: int) -> Side:
    return Side(unit.name, unit.parent.name if unit.parent else "", source, row)
