"""Files in reach: a list, the gaps, those of one's own posts that are due, and what a workbook of them holds."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from notoneless.casework.cases.selectors.cases import of_unit
from notoneless.casework.early_warning.models import Contact
from notoneless.casework.early_warning.rules.following import Answered
from notoneless.casework.watch_list.models import Care, KeeperContact, Keeping, WatchListEntry
from notoneless.casework.watch_list.rules.files import contact_due, gap_of
from notoneless.casework.watch_list.rules.kinds import KeeperGap
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.facts import kept, to_be_listed
from notoneless.casework.watch_list.selectors.keepers import PostOf, held_by, holders_of
from notoneless.casework.watch_list.selectors.numbers import settings_in_force
from notoneless.casework.watch_list.selectors.screened import term_from
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.exporting import places_of
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.kernel.problems import Problem
from notoneless.tabular.fields import Field

Visited = Callable[[Collection[UUID], date], Mapping[UUID, Sequence[date]]]
"""What tells, for some children, the days up to one on which somebody met the family or the child at home.

Visits stand above this room and are told by whoever asks: a keeper who went there has turned to the pupil.
"""

PAGE = 50
"""Files of one page."""

MOST = 2000
"""Files of one workbook."""

OPEN_FILE = "watch_list.open"
"""Whoever may open files is told who should have one."""

MINE, ALL = "mine", "all"
OPEN, LIFTED = "open", "lifted"


@dataclass(frozen=True, slots=True)
class FileFilter:
    """What a list is narrowed to: files of one's own posts, of a unit, on the list or lifted; `after`: the last before."""

    whose: str = ALL
    state: str = OPEN
    unit: UUID | None = None
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file in a list. `keeper`: unit, role and who holds that; `due_on`: None where nobody has to turn to the pupil."""

    id: UUID
    child: UUID
    name: str
    school: str
    room: str
    reasons: tuple[str, ...]
    opened_on: date
    lifted_on: date | None
    lifting: str
    because: str
    keeper_unit: str
    keeper_role: str
    keepers: tuple[str, ...]
    gap: KeeperGap | None
    last_on: date | None
    due_on: date | None
    times: int


@dataclass(frozen=True, slots=True)
class FileList:
    """A page of files, how many there are in all, and where the next page begins."""

    lines: tuple[FileLine, ...]
    total: int
    following: UUID | None


@dataclass(frozen=True, slots=True)
class ToList:
    """A pupil who should have a file and has none."""

    child: UUID
    name: str
    school: str
    room: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """The files that nobody keeps, and the pupils who should have one; how many of each in all."""

    files: tuple[FileLine, ...]
    count_files: int
    to_list: tuple[ToList, ...]
    count_to_list: int


def list_files(ctx: Context, visited: Visited, wanted: FileFilter = FileFilter()) -> FileList:
    """Files in reach, the latest first. The list leaves an entry."""
    rows = _narrowed(ctx, wanted)
    total = rows.count()
    if wanted.after is not None:
        last = rows.filter(pk=wanted.after).first()
        if last is None:
            raise NotFound
        rows = rows.filter(Q(opened_on__lt=last.opened_on) | Q(opened_on=last.opened_on, id__lt=last.id))
    page = list(rows.select_related("child").order_by("-opened_on", "-id")[: PAGE + 1])
    lines = file_lines(ctx, page[:PAGE], visited)
    asked = {"whose": wanted.whose, "state": wanted.state, "unit": str(wanted.unit or "")}
    listed(ctx, READ_WATCH_LIST, [line.id for line in lines], asked)
    return FileList(lines, total, lines[-1].id if len(page) > PAGE else None)


def ledger_lines(
    ctx: Context, visited: Visited, wanted: FileFilter
) -> tuple[tuple[FileLine, tuple[tuple[str, str, str], ...]], ...]:
    """The files that a list is narrowed to, each with its care (kind, words, effect). It leaves an entry, which says so.

    Raises Refused for more than MOST.
    """
    rows = list(_narrowed(ctx, wanted).select_related("child").order_by("opened_on", "id")[: MOST + 1])
    if len(rows) > MOST:
        raise Refused(Problem("watch_list.too_many", {"most": MOST}))
    listed(ctx, READ_WATCH_LIST, [row.pk for row in rows], {"use": "export", "unit": str(wanted.unit or "")})
    done: dict[UUID, list[tuple[str, str, str]]] = {}
    care = visible_to(ctx, READ_WATCH_LIST, Care).filter(entry_id__in=[row.pk for row in rows])
    for entry, *told in care.order_by("on", "id").values_list("entry_id", "kind", "words", "effect"):
        done.setdefault(entry, []).append((told[0], told[1], told[2]))
    return tuple((line, tuple(done.get(line.id, ()))) for line in file_lines(ctx, rows, visited))


def _narrowed(ctx: Context, wanted: FileFilter) -> QuerySet[WatchListEntry]:
    rows = visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(lifted_on__isnull=wanted.state != LIFTED)
    if wanted.whose == MINE:
        rows = own(ctx, rows)
    return rows.filter(of_unit(ctx, wanted.unit)) if wanted.unit is not None else rows


def units_told(ctx: Context, wanted: FileFilter) -> tuple[str, ...]:
    """Of which units a list tells: of the one that it is narrowed to, else of those by which whoever asks sees files."""
    units = {wanted.unit} if wanted.unit is not None else ctx.units_for(READ_WATCH_LIST)
    rows = visible_to(ctx, READ_WATCH_LIST, Unit).filter(pk__in=units)
    return tuple(rows.order_by("sort_key", "id").values_list("name", flat=True))


def own(ctx: Context, rows: QuerySet[WatchListEntry]) -> QuerySet[WatchListEntry]:
    """Those of some files that are kept by a post of whoever asks."""
    posts = held_by(ctx)
    if posts is None:
        return rows.none()
    return rows.filter(Exists(Keeping._base_manager.filter(posts, in_force(ctx.today), entry_id=OuterRef("pk"))))


def list_gaps(ctx: Context, visited: Visited) -> Gaps:
    """Files in reach that nobody keeps, and pupils in reach who should have one. It leaves an entry."""
    rows = _keeperless(ctx)
    files = file_lines(ctx, list(rows.select_related("child").order_by("opened_on", "id")[:PAGE]), visited)
    children = _to_list(ctx)
    shown = list(children.order_by("sort_key", "id")[:PAGE])
    places = places_of(ctx, [row.pk for row in shown])
    listed(ctx, READ_WATCH_LIST, [*(line.id for line in files), *(row.pk for row in shown)], {"use": "gaps"})
    lines = tuple(ToList(row.pk, row.name, *_where(places.get(row.pk, {}))) for row in shown)
    return Gaps(files, rows.count(), lines, children.count())


def _keeperless(ctx: Context) -> QuerySet[WatchListEntry]:
    open_now = visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(lifted_on__isnull=True)
    return open_now.filter(~kept(ctx.today))


def _to_list(ctx: Context) -> QuerySet[Child]:
    return visible_to(ctx, OPEN_FILE, Child).filter(to_be_listed(ctx.today, term_from(ctx.today)))


def last_contacts(children: Collection[UUID], day: date, visited: Visited) -> Mapping[UUID, date]:
    """When somebody last reached some pupils or their families: from their files, the follow-up of absences, and visits."""
    found = {child: max(days) for child, days in visited(children, day).items() if days}
    for model in (KeeperContact, Contact):
        rows = model._base_manager.filter(child_id__in=children, on__lte=day).exclude(answered=Answered.UNREACHED)
        for child, on in rows.order_by().values_list("child_id").annotate(last=Max("on")):
            found[child] = max(found.get(child, on), on)
    return found


def file_lines(ctx: Context, rows: Sequence[WatchListEntry], visited: Visited) -> tuple[FileLine, ...]:
    """Files as lines, with as many questions for one as for many."""
    ids, children = [row.pk for row in rows], [row.child_id for row in rows]
    names, posts = places_of(ctx, children), _posts(ids)
    held, places = holders_of(set(posts.values()), ctx.today), _units_of(children, ctx.today)
    units = dict(Unit._base_manager.filter(pk__in={unit for unit, _ in posts.values()}).values_list("pk", "name"))
    times, been = _times(ids), visited(children, ctx.today)
    last = last_contacts(children, ctx.today, lambda *_: been)
    every = settings_in_force(ctx.today).contact_days
    found = []
    for row in rows:
        post, on = posts.get(row.pk), last.get(row.child_id)
        is_open = row.lifted_on is None
        school, room = _where(names.get(row.child_id, {}))
        found.append(
            FileLine(
                id=row.pk,
                child=row.child_id,
                name=row.child.name,
                school=school,
                room=room,
                reasons=tuple(row.reasons.split()),
                opened_on=row.opened_on,
                lifted_on=row.lifted_on,
                lifting=row.lifting,
                because=row.lifted_because,
                keeper_unit=units.get(post[0], "") if post else "",
                keeper_role=post[1] if post else "",
                keepers=held.get(post, ()) if post else (),
                gap=gap_of(post, held.keys(), places.get(row.child_id, ())) if is_open else None,
                last_on=on,
                due_on=contact_due(row.opened_on, on, every) if is_open else None,
                times=times.get(row.pk, 0) + sum(_is_within(row, day) for day in been.get(row.child_id, ())),
            )
        )
    return tuple(found)


def _times(entries: Collection[UUID]) -> Mapping[UUID, int]:
    """How many contacts were entered in each file."""
    contacts = KeeperContact._base_manager.filter(entry_id__in=entries).order_by()
    return dict(contacts.values_list("entry_id").annotate(number=Count("pk")))


def _is_within(row: WatchListEntry, day: date) -> bool:
    """Whether a pupil was on the list by an entry on a day."""
    return row.opened_on <= day and (row.lifted_on is None or day <= row.lifted_on)


def _posts(entries: Collection[UUID]) -> Mapping[UUID, PostOf]:
    """The post that keeps each of some files, or kept it last."""
    rows = Keeping._base_manager.filter(entry_id__in=entries).order_by("from_on", "id")
    return {entry: (unit, role) for entry, unit, role in rows.values_list("entry_id", "unit_id", "role")}


def _units_of(children: Collection[UUID], day: date) -> Mapping[UUID, set[UUID]]:
    """The units of each child, with all above them."""
    periods = ChildUnit._base_manager.filter(in_force(day), child_id__in=children)
    at = list(periods.values_list("child_id", "unit_id"))
    above: dict[UUID, set[UUID]] = {}
    for lower, upper in UnitClosure.objects.filter(descendant_id__in={unit for _, unit in at}).values_list(
        "descendant_id", "ancestor_id"
    ):
        above.setdefault(lower, set()).add(upper)
    found: dict[UUID, set[UUID]] = {}
    for child, unit in at:
        found.setdefault(child, set()).update(above.get(unit, ()))
    return found


def _where(names: Mapping[Field, str]) -> tuple[str, str]:
    return names.get(Field.SCHOOL, ""), names.get(Field.CLASS_NAME, "")
