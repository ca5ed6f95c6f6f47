"""Help in reach: the list, that of a child, and one scheme with its sessions and marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.casework.support.models import HelpMark, HelpScheme, HelpSession
from notoneless.casework.support.rules.kinds import Change, Closing, Means, Trouble
from notoneless.casework.support.selectors import READ_HELP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import ChildUnit

SHOWN = 200
"""Schemes of one list."""


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A scheme in one strip. `mark`: the last that counts, and what it shows."""

    id: UUID
    child: UUID
    name: str
    trouble: Trouble
    means: Means
    opened_on: date
    goal: str
    is_planned: bool
    mentor: str
    sessions: int
    session_on: date | None
    begin: int | None
    value: int | None
    change: Change | None
    waits_for_review: bool
    closed_on: date | None
    closing: Closing | None
    case: UUID | None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session."""

    on: date
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class MarkLine:
    """What was measured, and what somebody else says of it. `is_mine`: who looks has measured it, and cannot review it."""

    id: UUID
    on: date
    value: int
    change: Change
    words: str
    by: str
    agreed: bool | None
    reviewed_by: str
    review: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class SchemePage:
    """One scheme with all that is on record, the latest first; without what is sealed."""

    line: SchemeLine
    approach: str
    measures: str
    has_confidential: bool
    measured_by: str
    opened_by: str
    because: str
    sessions: tuple[SessionLine, ...]
    marks: tuple[MarkLine, ...]


def list_schemes(
    ctx: Context, trouble: Trouble | None = None, show: str = "", unit: UUID | None = None
) -> tuple[SchemeLine, ...]:
    """Help in reach, the latest first. `show`: "closed", "alone" (nobody helps yet), "review" (marks wait); else what stands.

    It leaves an entry.
    """
    rows = _rows(ctx)
    if trouble is not None:
        rows = rows.filter(trouble=trouble)
    if unit is not None:
        rows = rows.filter(child_id__in=children_of(unit, ctx.today))
    rows = rows.filter(closed_on__isnull=show != "closed")
    if show == "alone":
        rows = rows.filter(mentor__isnull=True)
    if show == "review":
        rows = rows.filter(Q(pk__in=HelpMark._base_manager.filter(agreed__isnull=True).values("scheme_id")))
    lines = _lines(rows.order_by("-opened_on", "-id")[:SHOWN])
    listed(
        ctx, READ_HELP, [each.id for each in lines], {"trouble": trouble or "", "show": show, "unit": str(unit or "")}
    )
    return lines


def children_of(unit: UUID, day: date) -> QuerySet[ChildUnit, UUID]:
    """The children of a unit and of those beneath it on a day, to be asked for within another question."""
    beneath = UnitClosure._base_manager.filter(ancestor_id=unit).values("descendant_id")
    return ChildUnit._base_manager.filter(in_force(day), unit_id__in=beneath).values("child_id")  # type: ignore[return-value]


def schemes_of_child(ctx: Context, child: UUID) -> tuple[SchemeLine, ...]:
    """The help for a child, the latest first; for a page whose opening is recorded."""
    return _lines(_rows(ctx).filter(child_id=child).order_by("closed_on", "-opened_on", "-id"))


def open_one(ctx: Context, scheme: UUID) -> SchemePage:
    """One scheme. Opening it leaves an entry. Raises NotFound out of reach."""
    row = _rows(ctx).filter(pk=scheme).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_HELP, row)
    sessions = visible_to(ctx, READ_HELP, HelpSession).filter(scheme=row).select_related("by")
    marks = visible_to(ctx, READ_HELP, HelpMark).filter(scheme=row).select_related("by", "reviewed_by")
    return SchemePage(
        line=_lines([row])[0],
        approach=row.approach,
        measures=row.measures,
        has_confidential=row.confidential is not None,
        measured_by=row.measured_by,
        opened_by=row.opened_by.name,
        because=row.because,
        sessions=tuple(SessionLine(each.on, each.words, each.by.name) for each in sessions.order_by("-on", "-at")),
        marks=tuple(_mark(ctx, each) for each in marks.order_by("-on", "-at")),
    )


def scheme_in_reach(ctx: Context, scheme: UUID, code: str) -> HelpScheme:
    """A scheme to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, HelpScheme).select_related("child", "mentor").filter(pk=scheme).first()
    if row is None:
        raise NotFound
    return row


def _rows(ctx: Context) -> QuerySet[HelpScheme]:
    return visible_to(ctx, READ_HELP, HelpScheme).select_related("child", "mentor", "opened_by")


def _lines(rows: Iterable[HelpScheme]) -> tuple[SchemeLine, ...]:
    found = list(rows)
    ids = [row.pk for row in found]
    held: dict[UUID, list[date]] = {}
    for scheme, on in HelpSession._base_manager.filter(scheme_id__in=ids).order_by("on").values_list("scheme_id", "on"):
        held.setdefault(scheme, []).append(on)
    marks = list(HelpMark._base_manager.filter(scheme_id__in=ids).order_by("on", "at", "id"))
    last = {row.scheme_id: row for row in marks if row.agreed is not False}
    waiting = {row.scheme_id for row in marks if row.agreed is None}
    return tuple(_line(row, held.get(row.pk, []), last.get(row.pk), row.pk in waiting) for row in found)


def _line(row: HelpScheme, held: list[date], mark: HelpMark | None, waits: bool) -> SchemeLine:
    return SchemeLine(
        id=row.pk,
        child=row.child_id,
        name=row.child.name,
        trouble=Trouble(row.trouble),
        means=Means(row.means),
        opened_on=row.opened_on,
        goal=row.goal,
        is_planned=row.planned_on is not None,
        mentor=row.mentor.name if row.mentor else "",
        sessions=len(held),
        session_on=held[-1] if held else None,
        begin=row.begin,
        value=mark.value if mark else None,
        change=Change(mark.change) if mark else None,
        waits_for_review=waits,
        closed_on=row.closed_on,
        closing=Closing(row.closing) if row.closing else None,
        case=row.case_id,
    )


def _mark(ctx: Context, row: HelpMark) -> MarkLine:
    reviewer = row.reviewed_by.name if row.reviewed_by else ""
    told = (row.words, row.by.name, row.agreed, reviewer, row.review)
    return MarkLine(row.pk, row.on, row.value, Change(row.change), *told, row.by_id == ctx.actor)
