"""The facts of a school's month, as of its last day or today: who counts in which figure, and what contradicts what."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.accounted import as_counted
from notoneless.casework.early_warning.selectors.numbers import ladder_in_force
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.scope import in_force, tell_database, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.selectors import READ
from notoneless.kernel.calendar import last_day_of_month
from notoneless.kernel.codes.rolls import Movement
from notoneless.oversight.reporting.rules.contradicting import Evidence, Found, contradictions, opens_on
from notoneless.oversight.reporting.rules.figures import (
    Counted,
    Known,
    Row,
    children_of,
    counted_by,
    figures_of,
    is_nil,
    summed,
)
from notoneless.oversight.reporting.rules.freezing import digest_of
from notoneless.records.attendance.models import ArrivalReport
from notoneless.records.attendance.selectors import (
    READ_BOARD,
    absent_days,
    leaves_expired,
    present_days,
)
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State
from notoneless.records.enrolment.selectors import READ_ROLL, standings_on

READ_RETURN = reading("monthly_return.read", words="查看月报", english="See monthly returns")


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A school's month as facts stand. `as_of`: its last day, or today before that; `counted_on`: its last school day."""

    school: UUID
    month: date
    as_of: date
    opens_on: date
    counted_on: date | None
    pupils: tuple[Counted, ...]
    found: tuple[Found, ...]

    def figures(self) -> dict[str, Any]:
        """The tables: by grade, class and hamlet, and all together."""
        return {
            "grades": _table(counted_by(self.pupils, lambda pupil: str(pupil.grade or ""))),
            "rooms": _table(counted_by(self.pupils, lambda pupil: pupil.room)),
            "hamlets": _table(counted_by(self.pupils, lambda pupil: pupil.hamlet)),
            "total": dict(self.total),
        }

    @property
    def total(self) -> Row:
        """The figures of the whole school."""
        return summed(Counter(each.value for each in pupil.figures) for pupil in self.pupils)

    @property
    def is_nil(self) -> bool:
        """Whether there is nothing to report."""
        return is_nil(self.total)

    def digest(self) -> str:
        """What tells these facts apart: whoever signs says which it has seen."""
        return digest_of(
            {
                "figures": self.figures(),
                "children": children_of(self.pupils),
                "found": [each.key for each in self.found],
                "as_of": self.as_of.isoformat(),
            }
        )


def _table(rows: Collection[tuple[str, Row]]) -> list[list[Any]]:
    return [[name, dict(row)] for name, row in rows]


def month_facts(ctx: Context, school: Unit, month: date) -> MonthFacts:
    """The facts of a month for whoever may prepare its return: roll, attendance and cases of the school's pupils in reach."""
    tell_database(ctx)  # the calendar is read before anything that is in reach
    last = last_day_of_month(month)
    as_of = min(last, ctx.today)
    calendar = load_calendar(month, last)
    days = calendar.school_days(month, last)
    taught = [day for day in days if day <= as_of]
    counted_on = max(taught, default=None)
    opens = opens_on(month, days, calendar.working_days(month, last), last)
    read = _Read(ctx, school, month, as_of, counted_on)
    pupils = tuple(read.counted(child) for child in sorted(read.children))
    found = contradictions(pupils, read.evidence(taught), ladder_in_force(as_of).listed_after)
    return MonthFacts(school.pk, month, as_of, opens, counted_on, pupils, found)


def own_units(school: UUID) -> list[UUID]:
    """A school with its classes and teaching points, without the schools that stand beneath it and report themselves."""
    beneath = UnitClosure.objects.filter(ancestor_id=school)
    others = beneath.filter(descendant__kind=UnitKind.SCHOOL, depth__gt=0).values("descendant_id")
    theirs = UnitClosure.objects.filter(ancestor_id__in=others).values("descendant_id")
    return list(
        beneath.exclude(descendant_id__in=theirs).order_by("descendant_id").values_list("descendant_id", flat=True)
    )


class _Read:
    """The rows of one month, each kind read once for the whole school."""

    def __init__(self, ctx: Context, school: Unit, month: date, as_of: date, counted_on: date | None) -> None:
        self.ctx, self.school, self.month, self.as_of, self.counted_on = ctx, school, month, as_of, counted_on
        units = own_units(school.pk)
        places = visible_to(ctx, READ, ChildUnit).filter(in_force(as_of), unit__in=units, track=Track.SCHOOL)
        self.rooms = {
            child: (unit, name) for child, unit, name in places.values_list("child_id", "unit_id", "unit__name")
        }
        rows = visible_to(ctx, READ_ROLL, RollEntry).filter(unit__in=units, entered_on__lte=as_of)
        entries = list(rows.exclude(left_on__lte=as_of).order_by("entered_on", "id"))
        standings = standings_on(entries, as_of)
        self.roll = {entry.child_id: (entry, standings[entry.pk]) for entry in entries}
        self.children = self.rooms.keys() | self.roll.keys()
        self.left_from = self._left_from(units)
        cases = dict(standings_of_children(as_of, list(self.children))) if ctx.may(READ_CASE) else {}
        self.cases = as_counted(cases, as_of)
        self.homes = self._homes()
        self._attendance()

    def _left_from(self, units: Collection[UUID]) -> Mapping[UUID, str]:
        """The last class of each pupil who was let go to another school and is in none since: its row tells of the move."""
        gone = [child for child, (_, standing) in self.roll.items() if standing.state is State.NOT_CONFIRMED]
        places = visible_to(self.ctx, READ, ChildUnit).filter(child__in=gone, unit__in=units, track=Track.SCHOOL)
        rows = places.filter(unit__kind=UnitKind.CLASS, from_on__lte=self.as_of).order_by("from_on", "id")
        return dict(rows.values_list("child_id", "unit__name"))

    def _homes(self) -> Mapping[UUID, str]:
        """The hamlet of each pupil: the group it lives in, or the village."""
        places = visible_to(self.ctx, READ, ChildUnit).filter(in_force(self.as_of), track=Track.HOUSEHOLD)
        rows = places.filter(child__in=self.children).values_list("child_id", "unit__name", "unit__parent__name")
        return {child: name if name.startswith(above or "") else f"{above}{name}" for child, name, above in rows}

    def _attendance(self) -> None:
        """Who was seen on the last school day, who had leave, and how often each was missed in the month without."""
        self.seen: frozenset[UUID] = frozenset()
        self.excused: frozenset[UUID] = frozenset()
        self.missed: Counter[UUID] = Counter()
        self.away: frozenset[UUID] = frozenset()
        day = self.counted_on
        if day is None:
            return
        self.seen = frozenset(present_days(day, day, self.children))
        away = absent_days(self.month, day, self.children)
        self.away = frozenset(each.child for each in away if each.on == day)
        self.excused = frozenset(each.child for each in away if each.on == day and each.excused)
        self.missed = Counter(each.child for each in away if not each.excused)

    def counted(self, child: UUID) -> Counted:
        """A pupil as it counts."""
        room, name = self.rooms.get(child, (None, ""))
        entry, standing = self.roll.get(child, (None, None))
        came = True if child in self.seen else False if child in self.away else None
        known = Known(
            standing,
            entry.entered_on if entry else None,
            bool(entry and entry.how_entered == Movement.TRANSFER_IN),
            room is not None,
            self.cases.get(child),
            came,
            child in self.excused,
        )
        figures = figures_of(known, self.month, self.counted_on is not None)
        name = self.left_from.get(child, name)
        return Counted(child, standing.grade if standing else None, name, self.homes.get(child, ""), figures)

    def evidence(self, taught: Collection[date]) -> Evidence:
        """What contradictions are found from."""
        rooms = dict(self.rooms.values())
        taught_here = {child for child, (_, standing) in self.roll.items() if standing.state is State.ON_ROLL}
        return Evidence(
            school=self.school.pk,
            missed=self.missed,
            in_no_class=taught_here - self.rooms.keys(),
            not_on_roll=self.rooms.keys() - self.roll.keys(),
            unreported=self._unreported(rooms.keys(), taught),
            expired=[each.child for each in leaves_expired(self.as_of, children=self.children)],
            rooms=rooms,
        )

    def _unreported(self, rooms: Collection[UUID], taught: Collection[date]) -> Mapping[UUID, int]:
        """By class how many school days nobody reported at all."""
        wanted = Unit._base_manager.filter(pk__in=rooms, kind=UnitKind.CLASS).values_list("pk", "from_on")
        reports = visible_to(self.ctx, READ_BOARD, ArrivalReport).filter(unit__in=rooms, is_current=True)
        told: dict[UUID, set[date]] = defaultdict(set)
        for room, on in reports.filter(on__gte=self.month, on__lte=self.as_of).values_list("unit_id", "on"):
            told[room].add(on)
        return {room: sum(day >= since and day not in told[room] for day in taught) for room, since in wanted}
