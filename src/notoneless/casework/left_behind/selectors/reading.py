"""The files in reach by how they stand, pupils without one, and one file with all that is in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.aid.selectors.knowing import rooms_of
from notoneless.casework.aid.selectors.reading import place_names
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.left_behind.models import (
    CareItem,
    ContactPerson,
    LeftBehindContact,
    LeftBehindFile,
    LeftBehindVersion,
)
from notoneless.casework.left_behind.rules.kinds import ContactState
from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND
from notoneless.casework.left_behind.selectors.knowing import (
    contact_states,
    done_items,
    fileless_on,
    files_on,
    items_on,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import Child


@dataclass(frozen=True, slots=True)
class FileLine:
    """One open file: who keeps in touch, how that stands, and how many of the five ones are done this term."""

    id: UUID
    child: UUID
    name: str
    place: str
    person: str
    state: ContactState
    done: int


@dataclass(frozen=True, slots=True)
class FilelessLine:
    """A pupil of whom a parent works away and who has no file."""

    child: UUID
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class LeftBehindOverview:
    """All open files in reach, and pupils without one. `items`: the five ones as the county has them."""

    items: tuple[str, ...]
    lines: tuple[FileLine, ...]
    fileless: tuple[FilelessLine, ...]

    @property
    def untouched(self) -> list[FileLine]:
        """Whose contact is not kept."""
        return [line for line in self.lines if line.state is not ContactState.KEPT]

    @property
    def undone(self) -> list[FileLine]:
        """Who lacks one of the five ones."""
        return [line for line in self.lines if not self.items or line.done < len(self.items)]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """What a file said, from when until when; traits, family situation and adults are told by need only."""

    id: UUID
    away: str
    is_other_able: bool
    carer: str
    has_adults: bool
    from_on: date
    until_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact; what was said is told by need only."""

    id: UUID
    on: date
    manner: str
    whom: str
    is_reached: bool
    has_note: bool
    by: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One of the five ones in this term: when and how it was done, if it was."""

    item: str
    on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """One file: the line of today, versions and contacts the latest first, the five ones of this term."""

    line: FileLine
    opened_on: date
    closed_on: date | None
    closing: str
    every: int | None
    versions: tuple[VersionLine, ...]
    contacts: tuple[ContactLine, ...]
    items: tuple[ItemLine, ...]


def overview(ctx: Context) -> LeftBehindOverview:
    """The open files in reach. It leaves an entry."""
    open_ = files_on(ctx.today).values("pk")
    files = list(visible_to(ctx, READ_LEFT_BEHIND, LeftBehindFile).filter(pk__in=open_).select_related("child"))
    lines, without = _lines(ctx, files), _fileless(ctx)
    shown = [*(line.child for line in lines), *(line.child for line in without)]
    listed(ctx, READ_LEFT_BEHIND, sorted(shown), {})
    return LeftBehindOverview(items_on(ctx.today), lines, without)


def open_page(ctx: Context, file: UUID) -> FilePage:
    """One file. It leaves an entry. Raises NotFound out of reach."""
    row = file_in_reach(ctx, file, READ_LEFT_BEHIND)
    opened_row(ctx, READ_LEFT_BEHIND, row)
    versions = visible_to(ctx, READ_LEFT_BEHIND, LeftBehindVersion).filter(file=row).select_related("by")
    contacts = visible_to(ctx, READ_LEFT_BEHIND, LeftBehindContact).filter(file=row).select_related("by")
    named = visible_to(ctx, READ_LEFT_BEHIND, ContactPerson).filter(in_force(ctx.today), file=row).first()
    return FilePage(
        _lines(ctx, [row])[0],
        row.opened_on,
        row.closed_on,
        row.closing,
        named.every if named else None,
        tuple(_version(each) for each in versions.order_by("-from_on", "-at", "-id")),
        tuple(_contact(each) for each in contacts.order_by("-on", "-at", "-id")),
        _items(ctx, row),
    )


def files_of_child(ctx: Context, child: UUID) -> tuple[FileLine, ...]:
    """The open file of a child, as a part of the child's page, whose opening is recorded."""
    open_ = files_on(ctx.today).values("pk")
    rows = visible_to(ctx, READ_LEFT_BEHIND, LeftBehindFile).filter(child_id=child, pk__in=open_)
    return _lines(ctx, list(rows.select_related("child")))


def left_behind_in_reach(ctx: Context) -> frozenset[UUID]:
    """Children in reach whose file is open; none without the permission.

    Leaves no entry: that is done by whoever lists them.
    """
    if not ctx.may(READ_LEFT_BEHIND):
        return frozenset()
    rows = visible_to(ctx, READ_LEFT_BEHIND, LeftBehindFile).filter(pk__in=files_on(ctx.today).values("pk"))
    return frozenset(rows.values_list("child_id", flat=True))


def file_in_reach(ctx: Context, file: UUID, code: str) -> LeftBehindFile:
    """A file on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, LeftBehindFile).select_related("child").filter(pk=file).first()
    if row is None:
        raise NotFound
    return row


def _lines(ctx: Context, files: Collection[LeftBehindFile]) -> tuple[FileLine, ...]:
    if not files:
        return ()
    children, items = [file.child_id for file in files], set(items_on(ctx.today))
    places = place_names(rooms_of(children, ctx.today).items())
    states, done = contact_states(children, ctx.today), done_items(children, ctx.today)
    named = ContactPerson._base_manager.filter(in_force(ctx.today), child_id__in=children)
    people = dict(named.values_list("child_id", "person__name"))
    lines = [
        FileLine(
            file.pk,
            file.child_id,
            file.child.name,
            places.get(file.child_id, ""),
            people.get(file.child_id, ""),
            states[file.child_id],
            len(items & done.get(file.child_id, set())),
        )
        for file in files
    ]
    order = {ContactState.NOBODY: 0, ContactState.OVERDUE: 1, ContactState.KEPT: 2}
    return tuple(sorted(lines, key=lambda each: (order[each.state], each.done, each.place, each.name, str(each.id))))


def _fileless(ctx: Context) -> tuple[FilelessLine, ...]:
    rooms = rooms_of(fileless_on(ctx.today), ctx.today)
    names = dict(visible_to(ctx, READ_LEFT_BEHIND, Child).filter(pk__in=rooms.keys()).values_list("pk", "name"))
    places = place_names((child, rooms[child]) for child in names)
    lines = [FilelessLine(child, name, places.get(child, "")) for child, name in names.items()]
    return tuple(sorted(lines, key=lambda each: (each.place, each.name, str(each.child))))


def _version(row: LeftBehindVersion) -> VersionLine:
    dates = (row.from_on, row.until_on)
    return VersionLine(row.pk, row.away, row.is_other_able, row.carer, row.adults is not None, *dates, row.by.name)


def _contact(row: LeftBehindContact) -> ContactLine:
    return ContactLine(row.pk, row.on, row.manner, row.whom, row.is_reached, row.note is not None, row.by.name)


def _items(ctx: Context, file: LeftBehindFile) -> tuple[ItemLine, ...]:
    """The county's items, done or not, and what was done this term under another name."""
    rows = visible_to(ctx, READ_LEFT_BEHIND, CareItem).filter(child_id=file.child_id, term_from=begins_on(ctx.today))
    done = {row.item: row for row in rows.order_by("on", "id")}
    names = dict.fromkeys([*items_on(ctx.today), *done])
    return tuple(
        ItemLine(name, done[name].on, done[name].words) if name in done else ItemLine(name, None, "") for name in names
    )
