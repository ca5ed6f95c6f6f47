"""All pupils of a school on one page: how each stands, by class, and whether that adds up to the register."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN as CASE_OPEN
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.early_warning.models import FollowUp
from notoneless.casework.early_warning.rules.following import OPEN as TASK_OPEN
from notoneless.casework.early_warning.selectors import READ_FOLLOW_UP
from notoneless.casework.watch_list.models import KeyGroupMark, WatchListEntry
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, tell_database, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.selectors import READ
from notoneless.oversight.reporting.rules.accounting import UNACCOUNTED, ClassSum, Odd, Status
from notoneless.oversight.reporting.selectors.accounting import reported_days, statuses
from notoneless.oversight.reporting.selectors.facts import own_units
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import OPEN, State
from notoneless.records.enrolment.selectors import READ_ROLL

READ_OVERVIEW = reading("pupil_overview.read", words="查看全校学生一览", english="See all pupils of a school")

WATCHED, GROUPED, WITH_CASE, UNKNOWN = "watched", "grouped", "case", "unknown"
"""Key groups to which the page is narrowed: with a file, of a group that is screened (of which is never told), with an open
case, and those of whom nobody can say where they are."""

NO_CLASS = "none"
"""In the place of a class: pupils who are in none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is narrowed to; empty for everybody. `room`: a class, or NO_CLASS."""

    room: str = ""
    status: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil: how it stands, and what there is to open of it, in reach."""

    child: UUID
    name: str
    room: str
    status: Status
    is_grouped: bool
    watch: UUID | None
    case: UUID | None
    follow_up: UUID | None


@dataclass(frozen=True, slots=True)
class OddLine:
    """A pupil who makes register and class differ: the class it is in, and the one that the register says."""

    child: UUID
    name: str
    odd: Odd
    room: str
    register: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A school on a day: class by class, all together, who does not add up, and the pupils asked for.

    `days`: the school days whose reports of arrival tell; `classes`: to choose from, by id.
    """

    unit: UUID
    name: str
    day: date
    days: tuple[date, ...]
    rooms: tuple[ClassSum, ...]
    total: ClassSum
    odd: tuple[OddLine, ...]
    pupils: tuple[PupilLine, ...]
    classes: tuple[tuple[UUID, str], ...]

    @property
    def adds_up(self) -> bool:
        """Whether every class has whom the register has there."""
        return not self.odd

    @property
    def unaccounted(self) -> int:
        """How many pupils nobody can account for."""
        return sum(self.total.counts.get(each, 0) for each in UNACCOUNTED)


def schools_of_overview(ctx: Context) -> list[tuple[UUID, str]]:
    """The schools whose pupils a reader may see together."""
    rows = visible_to(ctx, READ_OVERVIEW, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def open_overview(ctx: Context, school: UUID, asked: Asked = Asked()) -> Overview:
    """A school's pupils today. It leaves an entry with whom it named. Raises NotFound out of reach."""
    unit = visible_to(ctx, READ_OVERVIEW, Unit).filter(pk=school, kind=UnitKind.SCHOOL).first()
    if unit is None:
        raise NotFound
    tell_database(ctx)
    found = _School(ctx, unit)
    page = found.page(asked)
    told = {"unit": str(school), "room": asked.room, "status": asked.status, "group": asked.group}
    listed(ctx, READ_OVERVIEW, [*(each.child for each in page.pupils), *(each.child for each in page.odd)], told)
    return page


class _School:
    """The rows of a school today, each kind read once however many pupils it has."""

    def __init__(self, ctx: Context, school: Unit) -> None:
        self.ctx, self.school = ctx, school
        units = own_units(school.pk)
        places = visible_to(ctx, READ, ChildUnit).filter(in_force(ctx.today), unit__in=units, track=Track.SCHOOL)
        self.rooms: dict[UUID, UUID] = dict(places.values_list("child_id", "unit_id"))
        entries = visible_to(ctx, READ_ROLL, RollEntry).filter(unit__in=units, left_on__isnull=True, state__in=OPEN)
        rows = list(entries.values_list("child_id", "state", "place_id"))
        self.register: dict[UUID, UUID | None] = {child: place for child, _, place in rows}
        self.status = statuses(ctx.today, self.rooms.keys(), {child: State(state) for child, state, _ in rows})
        known = Unit._base_manager.filter(pk__in=units).order_by("sort_key", "id").values_list("pk", "name", "kind")
        self.classes = [(pk, name) for pk, name, kind in known if kind == UnitKind.CLASS or pk in self._used()]
        self.names = dict(self.classes)

    def _used(self) -> set[UUID]:
        return {*self.rooms.values(), *(place for place in self.register.values() if place is not None)}

    def page(self, asked: Asked) -> Overview:
        """The page as it is asked for."""
        sums = [*(self._sum(pk, name) for pk, name in self.classes), self._sum(None, "")]
        shown = tuple(each for each in sums if each.pupils or each.register)
        odd = self._odd()
        people = visible_to(self.ctx, READ, Child).filter(pk__in=self.status).order_by("sort_key", "id")
        names = dict(people.values_list("pk", "name"))
        return Overview(
            unit=self.school.pk,
            name=self.school.name,
            day=self.ctx.today,
            days=reported_days(self.ctx.today),
            rooms=shown,
            total=ClassSum("", Counter(self.status.values()), len(self.register)),
            odd=tuple(OddLine(child, names[child], *told) for child, told in odd.items() if child in names),
            pupils=self._pupils(names, asked),
            classes=tuple(self.classes),
        )

    def _sum(self, room: UUID | None, name: str) -> ClassSum:
        """A class: its pupils by state, and what the register has there."""
        here = [status for child, status in self.status.items() if self.rooms.get(child) == room]
        return ClassSum(name, Counter(here), sum(self._entered(place) == room for place in self.register.values()))

    def _entered(self, place: UUID | None) -> UUID | None:
        """The class that the register names; None where it names the school alone."""
        return place if place in self.names else None

    def _odd(self) -> Mapping[UUID, tuple[Odd, str, str]]:
        """Who makes a class and its part of the register differ."""
        found: dict[UUID, tuple[Odd, str, str]] = {}
        for child in self.status:
            room, place = self.rooms.get(child), self._entered(self.register.get(child))
            here, there = self.names.get(room, "") if room else "", self.names.get(place, "") if place else ""
            if child not in self.register:
                found[child] = (Odd.NOT_ON_ROLL, here, "")
            elif room != place:
                found[child] = (Odd.OTHER_CLASS if room else Odd.NOT_IN_CLASS, here, there)
        return found

    def _pupils(self, names: Mapping[UUID, str], asked: Asked) -> tuple[PupilLine, ...]:
        """The pupils asked for, class by class in the order of names."""
        order = {pk: number for number, (pk, _) in enumerate(self.classes)}
        kept = [child for child in names if self._is_asked(child, asked)]
        kept.sort(key=lambda child: order.get(self.rooms.get(child), len(order)))  # type: ignore[arg-type]
        opened = _Opened(self.ctx, kept)
        lines = (
            PupilLine(
                child,
                names[child],
                self.names.get(self.rooms.get(child), ""),  # type: ignore[arg-type]
                self.status[child],
                child in opened.grouped,
                opened.watched.get(child),
                opened.cases.get(child),
                opened.tasks.get(child),
            )
            for child in kept
        )
        return tuple(line for line in lines if _is_of(line, asked.group))

    def _is_asked(self, child: UUID, asked: Asked) -> bool:
        room = self.rooms.get(child)
        if asked.room and asked.room != (str(room) if room else NO_CLASS):
            return False
        return not asked.status or self.status[child] == asked.status


def _is_of(line: PupilLine, group: str) -> bool:
    tests = {
        WATCHED: line.watch is not None,
        GROUPED: line.is_grouped,
        WITH_CASE: line.case is not None,
        UNKNOWN: line.status in UNACCOUNTED,
    }
    return tests.get(group, True)


class _Opened:
    """What there is to open of some pupils, as far as the reader may."""

    def __init__(self, ctx: Context, children: Sequence[UUID]) -> None:
        entries = visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(child__in=children, lifted_on__isnull=True)
        self.watched: dict[UUID, UUID] = dict(entries.values_list("child_id", "pk"))
        marks = visible_to(ctx, READ_WATCH_LIST, KeyGroupMark).filter(child__in=children, until_on__isnull=True)
        self.grouped = frozenset(marks.values_list("child_id", flat=True))
        cases = visible_to(ctx, READ_CASE, Case).filter(child__in=children, state__in=CASE_OPEN)
        self.cases: dict[UUID, UUID] = dict(cases.values_list("child_id", "pk"))
        tasks = visible_to(ctx, READ_FOLLOW_UP, FollowUp).filter(child__in=children, state__in=TASK_OPEN)
        # of several the one that is due first, which comes last here
        self.tasks: dict[UUID, UUID] = dict(tasks.order_by("-due_on", "-id").values_list("child_id", "pk"))
