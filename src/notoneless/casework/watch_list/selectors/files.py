"""One file with all that is in it, what is known before a file is opened, and the file as a part of a child's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from notoneless.casework.early_warning.models import ConcernNote
from notoneless.casework.early_warning.selectors import READ_CONCERN
from notoneless.casework.watch_list.models import Care, KeeperContact, KeyGroupMark, WatchListEntry, Wavering
from notoneless.casework.watch_list.rules.kinds import WatchReason
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.keepers import KeeperChoice, keepers_for
from notoneless.casework.watch_list.selectors.lists import OPEN_FILE, FileLine, Visited, file_lines
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Protected, visible_to
from notoneless.foundation.people.dossier import DossierLine
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem

M = TypeVar("M", bound=Protected)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact; what was said is told apart, to who may open it."""

    id: UUID
    on: date
    how: str
    whom: str
    answered: str
    has_note: bool
    by: str


@dataclass(frozen=True, slots=True)
class CareLine:
    """What is done for a pupil, and what came of it."""

    id: UUID
    kind: str
    words: str
    on: date
    by: str
    effect: str
    effect_on: date | None
    effect_words: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """One file: its entries, the latest first, and all contacts and care of the pupil, whichever entry they are of.

    `entry` is the latest entry; `noted`: the entries whose note may be opened; `keepers`: who may keep it.
    """

    entry: FileLine
    earlier: tuple[FileLine, ...]
    noted: frozenset[UUID]
    contacts: tuple[ContactLine, ...]
    care: tuple[CareLine, ...]
    keepers: tuple[KeeperChoice, ...]
    group_mark: UUID | None


@dataclass(frozen=True, slots=True)
class ToOpen:
    """A pupil for whom a file may be opened: what is known already that speaks for it, and who may keep it."""

    child: UUID
    name: str
    reasons: tuple[WatchReason, ...]
    keepers: tuple[KeeperChoice, ...]


def open_file_page(ctx: Context, entry: UUID, visited: Visited) -> FilePage:
    """One file. It leaves an entry of the audit. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(pk=entry).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_WATCH_LIST, row)
    return _page(ctx, row.child_id, visited)


def _page(ctx: Context, child: UUID, visited: Visited) -> FilePage:
    rows = visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(child_id=child).select_related("child")
    kept = list(rows.order_by("-opened_on", "-id"))
    # of one day the entry that follows comes after the one it follows
    kept.sort(key=lambda row: (row.lifted_on is None, row.opened_on, row.id), reverse=True)
    latest, *earlier = file_lines(ctx, kept, visited)
    mark = visible_to(ctx, READ_WATCH_LIST, KeyGroupMark).filter(child_id=child, until_on__isnull=True)
    return FilePage(
        entry=latest,
        earlier=tuple(earlier),
        noted=frozenset(row.pk for row in kept if row.note is not None),
        contacts=_contacts(ctx, child),
        care=_care(ctx, child),
        keepers=tuple(keepers_for(ctx, child)),
        group_mark=mark.values_list("pk", flat=True).first(),
    )


def entries_of_child(ctx: Context, child: UUID, visited: Visited) -> tuple[FileLine, ...]:
    """The entries of a child, the latest first, as a part of the child's page, whose opening is recorded."""
    rows = visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(child_id=child).select_related("child")
    found = list(rows.order_by("-opened_on", "-id"))
    return file_lines(ctx, found, visited) if found else ()


def listed_among(ctx: Context, children: Iterable[UUID]) -> dict[UUID, UUID]:
    """Those of some children who are on the list in reach, with their entry. For lists that are recorded themselves."""
    rows = visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(child_id__in=list(children), lifted_on__isnull=True)
    return dict(rows.values_list("child_id", "pk"))


def to_open(ctx: Context, child: UUID) -> ToOpen:
    """A pupil for the form that opens a file. It leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, OPEN_FILE, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    opened_row(ctx, OPEN_FILE, row)
    return ToOpen(row.pk, row.name, known_reasons(ctx, child), tuple(keepers_for(ctx, child)))


def known_reasons(ctx: Context, child: UUID) -> tuple[WatchReason, ...]:
    """What rooms beneath know that speaks for a file, as far as whoever asks may see it. Points are no reason: they expire."""
    found: set[WatchReason] = set()
    if ctx.may(READ_CONCERN):
        notes = visible_to(ctx, READ_CONCERN, ConcernNote).filter(child_id=child, over_on__isnull=True)
        if notes.filter(is_inclined=True).exists():
            found.add(WatchReason.INCLINED)
    if visible_to(ctx, OPEN_FILE, Wavering).filter(child_id=child).exists():
        found.add(WatchReason.WAVERING)
    if visible_to(ctx, OPEN_FILE, KeyGroupMark).filter(child_id=child, until_on__isnull=True).exists():
        found.add(WatchReason.KEY_GROUP)
    return tuple(each for each in WatchReason if each in found)


def row_in_reach(ctx: Context, model: type[M], row: UUID, code: str) -> M:
    """A row of a file on which `code` may be done. Raises NotFound out of reach."""
    found = visible_to(ctx, code, model).filter(pk=row).select_related("child").first()
    if found is None:
        raise NotFound
    return found


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """When a child was put on the list and taken off it."""
    rows = visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(child_id=child).order_by("opened_on", "id")
    lines = []
    for reasons, opened, lifted, why in rows.values_list("reasons", "opened_on", "lifted_on", "lifting"):
        told = Problem(f"watch_list.reason_{reasons.split()[0]}")
        lines.append(DossierLine(opened, Problem("watch_list.line_opened", {"reasons": told})))
        if lifted is not None:
            why_told = Problem(f"watch_list.lifting_{why}")
            lines.append(DossierLine(lifted, Problem("watch_list.line_lifted", {"why": why_told})))
    return lines


def _contacts(ctx: Context, child: UUID) -> tuple[ContactLine, ...]:
    rows = list(visible_to(ctx, READ_WATCH_LIST, KeeperContact).filter(child_id=child).order_by("-on", "-at", "-id"))
    people = _people(row.by_id for row in rows)
    return tuple(
        ContactLine(row.pk, row.on, row.how, row.whom, row.answered, row.note is not None, people.get(row.by_id, ""))
        for row in rows
    )


def _care(ctx: Context, child: UUID) -> tuple[CareLine, ...]:
    rows = list(visible_to(ctx, READ_WATCH_LIST, Care).filter(child_id=child).order_by("-on", "-id"))
    people = _people(row.by_id for row in rows)
    return tuple(
        CareLine(
            row.pk,
            row.kind,
            row.words,
            row.on,
            people.get(row.by_id, ""),
            row.effect,
            row.effect_on,
            row.effect_words,
        )
        for row in rows
    )


def _people(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Account._base_manager.filter(pk__in=set(ids)).values_list("pk", "name"))
