"""Migrant children as a person sees them: who answers for each and why, its applications with their outcome, statistics."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import Guardian
from notoneless.records.migrants.models import IssuedConfirmation, MigrantApplication, MigrantChild, MigrantPaper
from notoneless.records.migrants.rules.applying import lacking
from notoneless.records.migrants.rules.kinds import OPEN, PaperKind, State
from notoneless.records.migrants.selectors import READ_MIGRANTS
from notoneless.records.migrants.selectors.knowing import dues_of, numbers_on, papers_of, placed_among

ANSWERING = ("school_head", "group_head", "village_secretary", "accountable_officer")
"""The posts that answer for a child: of the school, and of the place where it lives."""


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application. `lacks`: missing papers; `due_on`: by when it has an outcome; `is_overdue`: it has none by then."""

    id: UUID
    child: UUID
    signer: str
    signed_on: date
    grade: int
    nearest: UUID
    nearest_name: str
    state: State
    placed_name: str
    ground: str
    reason: str
    article: str
    applied_on: date
    decided_on: date | None
    due_on: date
    is_overdue: bool
    lacks: tuple[PaperKind, ...]
    by: UUID


@dataclass(frozen=True, slots=True)
class MigrantLine:
    """A migrant child in a list. `is_placed`: it is in a class or school; `application`: the last one."""

    id: UUID
    child: UUID
    name: str
    home: str
    from_place: str
    came_on: date
    school: UUID
    school_name: str
    is_closed: bool
    is_placed: bool
    application: ApplicationLine | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """What came of the applications in reach. `unequal`: papers asked of migrant children beyond what local ones bring."""

    children: int
    unplaced: int
    by_state: Mapping[State, int]
    overdue: int
    unequal: tuple[PaperKind, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of an application."""

    kind: PaperKind
    on: date
    file: UUID
    by: str


@dataclass(frozen=True, slots=True)
class MigrantPage:
    """One migrant child. `answering`: who holds the posts that answer for it, by role and name."""

    line: MigrantLine
    unit: UUID
    answering: tuple[tuple[str, str], ...]
    applications: tuple[ApplicationLine, ...]
    papers: tuple[PaperLine, ...]


def rows_in_reach(ctx: Context, code: str = READ_MIGRANTS) -> QuerySet[MigrantChild]:
    """The migrant children to whom `code` may be done."""
    return visible_to(ctx, code, MigrantChild).select_related("unit__parent", "school")


def list_migrants(ctx: Context) -> tuple[MigrantLine, ...]:
    """The migrant children in reach, those first that are in no school. The list leaves an entry."""
    lines = lines_of(ctx, rows_in_reach(ctx).filter(closed_on__isnull=True).order_by("name", "id"))
    listed(ctx, READ_MIGRANTS, [line.child for line in lines], {})
    return tuple(sorted(lines, key=lambda line: line.is_placed))


def statistics_of(lines: Iterable[MigrantLine], day: date) -> Statistics:
    """What came of the applications of some children."""
    found = list(lines)
    last = [line.application for line in found if line.application is not None]
    return Statistics(
        children=len(found),
        unplaced=sum(not line.is_placed for line in found),
        by_state=Counter(each.state for each in last),
        overdue=sum(each.is_overdue for each in last),
        unequal=numbers_on(day).demanded_more,
    )


def migrants_of_child(ctx: Context, child: UUID) -> tuple[MigrantLine, ...]:
    """What is entered of one child, the latest first; for a page whose opening is recorded."""
    return lines_of(ctx, rows_in_reach(ctx).filter(child_id=child).order_by("-opened_on", "-id"))


def lines_of(ctx: Context, rows: Iterable[MigrantChild]) -> tuple[MigrantLine, ...]:
    """Migrant children as lines."""
    found = list(rows)
    if not found:
        return ()
    placed = placed_among({row.child_id for row in found}, ctx.today)
    applied: dict[UUID, ApplicationLine] = {}
    asked = visible_to(ctx, READ_MIGRANTS, MigrantApplication).filter(migrant__in=[row.pk for row in found])
    known = list(asked.select_related("nearest", "placed_at").order_by("applied_on", "id"))
    for row, line in zip(known, _applications(ctx, known), strict=True):
        applied[row.migrant_id] = line
    return tuple(_line(row, row.child_id in placed, applied.get(row.pk)) for row in found)


def _line(row: MigrantChild, is_placed: bool, application: ApplicationLine | None) -> MigrantLine:
    above = f"{row.unit.parent.name} " if row.unit.parent else ""
    return MigrantLine(
        row.pk,
        row.child_id,
        row.name,
        f"{above}{row.unit.name}",
        row.from_place,
        row.came_on,
        row.school_id,
        row.school.name,
        row.closed_on is not None,
        is_placed,
        application,
    )


def _applications(ctx: Context, rows: list[MigrantApplication]) -> list[ApplicationLine]:
    if not rows:
        return []
    papers, dues, needed = papers_of([row.pk for row in rows]), dues_of(rows, ctx.today), numbers_on(ctx.today).papers
    return [
        ApplicationLine(
            row.pk,
            row.child_id,
            row.signer,
            row.signed_on,
            row.grade,
            row.nearest_id,
            row.nearest.name,
            State(row.state),
            row.placed_at.name if row.placed_at else "",
            row.ground,
            row.reason,
            row.article,
            row.applied_on,
            row.decided_on,
            dues[row.pk],
            row.state in OPEN and ctx.today > dues[row.pk],
            lacking(needed, papers.get(row.pk, ())) if row.state in OPEN else (),
            row.by_id,
        )
        for row in rows
    ]


def open_migrant(ctx: Context, migrant: UUID) -> MigrantPage:
    """One migrant child. Opening it leaves an entry. Raises NotFound out of reach."""
    row = migrant_in_reach(ctx, migrant, READ_MIGRANTS)
    opened_row(ctx, READ_MIGRANTS, row)
    [line] = lines_of(ctx, [row])
    asked = visible_to(ctx, READ_MIGRANTS, MigrantApplication).filter(migrant=row)
    known = list(asked.select_related("nearest", "placed_at").order_by("-applied_on", "-id"))
    papers = visible_to(ctx, READ_MIGRANTS, MigrantPaper).filter(application__in=known).select_related("by")
    return MigrantPage(
        line=line,
        unit=row.unit_id,
        answering=_answering(row, ctx.today),
        applications=tuple(_applications(ctx, known)),
        papers=tuple(
            PaperLine(PaperKind(each.kind), each.on, each.file_id, each.by.name) for each in papers.order_by("on", "id")
        ),
    )


def _answering(row: MigrantChild, day: date) -> tuple[tuple[str, str], ...]:
    """Who holds the posts of the school and of the place that answer for a child."""
    above = UnitClosure.objects.filter(descendant_id__in=[row.unit_id, row.school_id]).values("ancestor_id")
    rows = Grant._base_manager.filter(in_force(day), unit_id__in=above, role__in=ANSWERING, account__is_active=True)
    found = list(rows.order_by("account__name", "id").values_list("role", "account__name"))
    return tuple(sorted(found, key=lambda each: ANSWERING.index(each[0])))


def migrant_in_reach(ctx: Context, migrant: UUID, code: str) -> MigrantChild:
    """A migrant child to whom `code` may be done. Raises NotFound."""
    row = rows_in_reach(ctx, code).filter(pk=migrant).first()
    if row is None:
        raise NotFound
    return row


def application_in_reach(ctx: Context, application: UUID, code: str) -> MigrantApplication:
    """An application to which `code` may be done. Raises NotFound."""
    rows = visible_to(ctx, code, MigrantApplication).select_related("migrant", "unit", "school", "nearest")
    row = rows.filter(pk=application).first()
    if row is None:
        raise NotFound
    return row


def guardians_of(ctx: Context, child: UUID) -> list[tuple[str, str]]:
    """The guardians of a child in reach, to choose from."""
    rows = visible_to(ctx, READ_MIGRANTS, Guardian).filter(child_id=child).order_by("id").defer("phone")
    return [(str(row.pk), f"{row.name}（{row.relation}）") for row in rows]


@dataclass(frozen=True, slots=True)
class ConfirmationLine:
    """A confirmation that was issued here."""

    id: UUID
    school: str
    to_county: str
    until_on: date
    issued_on: date
    text: str
    by: str


def confirmations_of_child(ctx: Context, child: UUID) -> tuple[ConfirmationLine, ...]:
    """The confirmations issued of a pupil, the latest first; for a page whose opening is recorded."""
    rows = visible_to(ctx, READ_MIGRANTS, IssuedConfirmation).filter(child_id=child).select_related("unit", "by")
    return tuple(map(_confirmation, rows.order_by("-issued_on", "-id")))


def open_confirmation(ctx: Context, confirmation: UUID) -> ConfirmationLine:
    """One confirmation. Opening it leaves an entry. Raises NotFound out of reach."""
    rows = visible_to(ctx, READ_MIGRANTS, IssuedConfirmation).select_related("unit", "by")
    row = rows.filter(pk=confirmation).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_MIGRANTS, row)
    return _confirmation(row)


def _confirmation(row: IssuedConfirmation) -> ConfirmationLine:
    return ConfirmationLine(row.pk, row.unit.name, row.to_county, row.until_on, row.issued_on, row.text, row.by.name)
