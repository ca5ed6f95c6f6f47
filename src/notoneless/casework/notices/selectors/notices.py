"""Notices in reach: a list by state, those of a child, one of them, and how many wait for somebody."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import OPEN, NoticeKind, NoticeState
from notoneless.casework.notices.rules.standing import state_on
from notoneless.casework.notices.selectors import READ_NOTICE
from notoneless.casework.notices.selectors.knowing import Dropout, children_of, dropouts_of, known_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.selectors import READ

SHOWN = 200
"""Notices of one list."""

_PLACES = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT, UnitKind.VILLAGE)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice. `paper`: id and number. `days`: until it runs out, below nought since it did."""

    id: UUID
    child: UUID
    name: str
    kind: NoticeKind
    state: NoticeState
    unit: UUID
    unit_name: str
    paper: UUID
    number: str
    issued_on: date
    until: date
    days: int
    served_on: date | None
    means: str
    proof: UUID | None
    replied_on: date | None
    reply: str
    has_receiver: bool
    has_note: bool
    handed_on: date | None
    handed_to: str
    withdrawn_on: date | None
    because: str


def list_notices(
    ctx: Context, state: NoticeState | None = None, unit: UUID | None = None, start: int = 0, most: int = SHOWN
) -> tuple[NoticeLine, ...]:
    """Notices in reach, those that run out first at the top; `most` of them from `start` on. It leaves an entry.

    unit: of children who belong to it or one beneath it.
    """
    lines = _lines(_notices(ctx, unit).order_by("until", "id"), ctx.today)
    wanted = tuple(line for line in lines if (line.state is state if state is not None else line.state in OPEN))
    kept = wanted[start : start + most]
    listed(ctx, READ_NOTICE, [line.id for line in kept], {"state": state or "", "unit": str(unit or "")})
    return kept


def counts_by_state(ctx: Context, unit: UUID | None = None) -> Mapping[NoticeState, int]:
    """How many notices in reach stand where; `unit` as above."""
    return Counter(line.state for line in _lines(_notices(ctx, unit), ctx.today))


def noticed_places(ctx: Context) -> tuple[tuple[UUID, str], ...]:
    """The schools and villages of the children in reach who have a notice, by name, in the order of the tree."""
    if not ctx.may(READ):
        return ()
    children = _notices(ctx).values("child_id")
    held = visible_to(ctx, READ, ChildUnit).filter(in_force(ctx.today), child__in=children).values("unit_id")
    above = UnitClosure._base_manager.filter(descendant_id__in=held, ancestor__kind__in=_PLACES)
    rows = above.order_by("ancestor__sort_key", "ancestor_id").values_list("ancestor_id", "ancestor__name")
    return tuple(dict(rows).items())


def notices_of_child(ctx: Context, child: UUID) -> tuple[NoticeLine, ...]:
    """The notices of a child, the latest first; for a page whose opening is recorded."""
    return _lines(_notices(ctx).filter(child_id=child).order_by("-issued_on", "-id"), ctx.today)


def open_notice(ctx: Context, notice: UUID) -> NoticeLine:
    """One notice. Opening it leaves an entry. Raises NotFound out of reach."""
    row = _notices(ctx).filter(pk=notice).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_NOTICE, row)
    return _line(row, dropouts_of([row.child_id], ctx.today).get(row.child_id), ctx.today)


def notice_in_reach(ctx: Context, notice: UUID, code: str) -> ReturnNotice:
    """A notice to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, ReturnNotice).select_related("child").filter(pk=notice).first()
    if row is None:
        raise NotFound
    return row


def _notices(ctx: Context, unit: UUID | None = None) -> QuerySet[ReturnNotice]:
    rows = visible_to(ctx, READ_NOTICE, ReturnNotice).select_related("child", "unit", "paper", "handed_to")
    return rows if unit is None else rows.filter(child_id__in=children_of(unit, ctx.today))


def _lines(rows: QuerySet[ReturnNotice], day: date) -> tuple[NoticeLine, ...]:
    found = list(rows)
    since = dropouts_of({row.child_id for row in found}, day)
    return tuple(_line(row, since.get(row.child_id), day) for row in found)


def _line(row: ReturnNotice, since: Dropout | None, day: date) -> NoticeLine:
    return NoticeLine(
        id=row.pk,
        child=row.child_id,
        name=row.child.name,
        kind=NoticeKind(row.kind),
        state=state_on(known_of(row, since), day),
        unit=row.unit_id,
        unit_name=row.unit.name,
        paper=row.paper_id,
        number=row.paper.number,
        issued_on=row.issued_on,
        until=row.until,
        days=(row.until - day).days,
        served_on=row.served_on,
        means=row.means,
        proof=row.proof_id,
        replied_on=row.replied_on,
        reply=row.reply,
        has_receiver=row.receiver is not None,
        has_note=row.note is not None,
        handed_on=row.handed_on,
        handed_to=row.handed_to.name if row.handed_to is not None else "",
        withdrawn_on=row.withdrawn_on,
        because=row.because,
    )
