"""What is owed in a school year, told plainly from tables of days: it uses nothing of the program that it is compared with.

The invented plan has twelve kinds of duties (`notoneless.synthetic.duties`), of which the first comes once. It is adopted in
three versions, which differ in numbers and in which duties they have. A `Ledger` is led through the year as the program is.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
DAY = timedelta(days=1)
SHOWN = timedelta(days=31)

Days = frozenset[date]


def days(*spans: tuple[date, date]) -> Days:
    """All days of some spans."""
    return frozenset(first + DAY * number for first, last in spans for number in range((last - first).days + 1))


OFF = days((date(2026, 9, 25), date(2026, 9, 27)), (date(2026, 10, 1), date(2026, 10, 7)))
WORKED = frozenset({date(2026, 9, 20), date(2026, 10, 10)})
OFF_2027 = days((date(2027, 1, 1), date(2027, 1, 3)), (date(2027, 2, 5), date(2027, 2, 13)))
WORKED_2027 = frozenset({date(2027, 1, 31), date(2027, 2, 14)})
AMENDED_2027 = frozenset({date(2027, 1, 31), date(2027, 2, 27), date(2027, 2, 28)})
"""The make-up days of the Spring Festival once they were changed, long after its month was sealed."""

TERMS = (
    ("2026-1", date(2026, 9, 1), date(2027, 1, 20)),
    ("2026-2", date(2027, 2, 20), date(2027, 7, 10)),
    ("2027-1", date(2027, 9, 1), date(2028, 1, 20)),
)

_KINDS = ("class", "school", "group", "village", "school", "school", "township", "class", "group", "school", "county")
EACH = dict(enumerate((*_KINDS, "class"), start=1))
"""Each unit of which kind owes a duty of a kind."""
BEARER = {3: ("village", "village_secretary"), 4: ("township", "township_leader"), 7: ("township", "township_leader")}
ROLES = {"class": "class_teacher", "school": "school_head", "group": "group_head", "county": "county_officer"}
MEASURE = {
    **dict.fromkeys((1, 3, 8, 9, 12), "survey.finished"),
    **dict.fromkeys((2, 5, 10), "roll.compared"),
    4: "organization.unassigned",
    6: "organization.leading_group",
    7: "case.decided",
    11: "finding.compared",
}


def kind_of(number: int) -> int:
    """Which of the twelve kinds a duty of the invented plan is: the first comes once, the others again and again."""
    return number if number <= 12 else 2 + (number - 13) % 11


@dataclass(frozen=True)
class Version:
    """A version of the plan from the day on which it binds: its duties by number, and the numbers that differ."""

    begin: date
    duties: frozenset[int]
    working: int = 3
    comparisons: int = 1


@dataclass(frozen=True)
class Period:
    """A time that a duty is owed, before it is asked by which version."""

    name: str
    start: date
    last: date


@dataclass(frozen=True)
class Entry:
    """What stands in the ledger: a duty of all units of a kind, or of one where it follows an event of a child."""

    number: int
    period: str
    start: date
    due: date
    needed: int
    unit: UUID | None = None
    child: UUID | None = None

    @property
    def key(self) -> tuple[int, str, UUID | None]:
        """What names it."""
        return self.number, self.period, self.unit


@dataclass
class Unit:
    """A unit as the oracle knows it: it stands from a day until before another."""

    kind: str
    above: UUID | None
    begin: date
    end: date = date.max


@dataclass(frozen=True)
class Event:
    """A case opened: its row, its child, its day, and the units where the child belonged."""

    id: UUID
    child: UUID
    day: date
    units: tuple[UUID, ...]


@dataclass
class Ledger:
    """What is owed by now. `sealed`: by month, the day on which it was reckoned last before it was sealed."""

    units: dict[UUID, Unit]
    versions: list[Version] = field(default_factory=list)
    off: Days = OFF
    worked: Days = WORKED
    events: list[Event] = field(default_factory=list)
    sealed: dict[date, date] = field(default_factory=dict)
    entries: dict[tuple[int, str, UUID | None], Entry] = field(default_factory=dict)
    kept: set[tuple[int, str, UUID | None]] = field(default_factory=set)
    day: date = FIRST

    # the calendar

    def works(self, day: date) -> bool:
        """Whether a day is worked."""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def taught(self, day: date) -> bool:
        """Whether there are lessons on a day."""
        return self.works(day) and any(first <= day <= last for _, first, last in TERMS)

    def later(self, day: date, number: int, taught: bool = False) -> date:
        """So many working days, or school days, after a day."""
        while number:
            day += DAY
            number -= self.taught(day) if taught else self.works(day)
        return day

    def path(self, unit: UUID | None) -> Iterator[UUID]:
        """A unit and all above it."""
        while unit is not None:
            yield unit
            unit = self.units[unit].above

    def nearest(self, unit: UUID, kind: str) -> UUID:
        """The nearest unit of a kind at or above a unit."""
        return next(each for each in self.path(unit) if self.units[each].kind == kind)

    # what is owed

    def periods(self, kind: int, last: date) -> Iterator[Period]:
        """The periods of a kind of duty that have a day until `last`, found by looking at every day."""
        if kind in (3, 6, 8):
            yield from (Period(*term) for term in TERMS if term[1] <= last)
        if kind == 10:
            yield Period("2026/2027", FIRST, LAST)
        if kind == 11:
            yield Period("2026", date(2026, 1, 1), date(2026, 12, 31))
        day = FIRST
        while day <= last + SHOWN:
            if kind == 1 and self.taught(day):
                yield Period(day.isoformat(), day, day)
            if kind in (2, 4, 9, 12) and (day + DAY).day == 1 and (kind != 4 or day.month in (3, 9)):
                yield Period(f"{day:%Y-%m}", day.replace(day=1), day)
            if kind == 5 and day.weekday() == 6:
                taught = [each for each in (day - DAY * back for back in range(7)) if self.taught(each)]
                year, week, _ = day.isocalendar()
                yield from [Period(f"{year}-W{week:02}", day - DAY * 6, max(taught))] if taught else []
            day += DAY

    def due(self, kind: int, period: Period, version: Version) -> date:
        """The last day of a period's duty by a version."""
        match kind:
            case 3:
                return period.start + DAY * 4
            case 6:
                return self.later(period.start - DAY, 2, taught=True)
            case 8:
                return period.start + (period.last - period.start) // 2
            case 9:
                return self.later(period.last, version.working)
            case 10:
                return date(2026, 12, 31)
            case _:
                return period.last

    def _owner(self, number: int, period: Period) -> Version | None:
        """The version that owes a period: that of its last day, unless it would have had it done before it began to bind."""
        begun = [each for each in self.versions if each.begin <= period.last]
        if begun and number in begun[-1].duties:
            having = (each for each in reversed(begun) if number in each.duties)
            return next((each for each in having if self.due(kind_of(number), period, each) >= each.begin), None)
        for each, after in zip(reversed(begun), [None, *reversed(begun)], strict=False):
            due = self.due(kind_of(number), period, each)
            if number in each.duties and each.begin <= due and (after is None or due < after.begin):
                return each
        return None

    def wanted(self) -> Iterator[Entry]:
        """All that falls due, as everything is known now."""
        for number in sorted({number for each in self.versions for number in each.duties}):
            kind = kind_of(number)
            for period in self.periods(kind, self.day + SHOWN) if kind != 7 else ():
                version = self._owner(number, period)
                if version is not None:
                    needed = version.comparisons if MEASURE[kind] == "roll.compared" else 1
                    due = self.due(kind, period, version)
                    yield Entry(number, period.name, period.start, due, needed)
            for event in self.events if kind == 7 else ():
                version = [each for each in self.versions if each.begin <= event.day][-1]
                townships = {self.nearest(unit, "township") for unit in event.units}
                for unit in townships if number in version.duties else ():
                    due = self.later(event.day, version.working)
                    yield Entry(number, str(event.id), event.day, due, 1, unit, event.child)

    def reckon(self, day: date) -> None:
        """Enter what is owed on a day: what was sealed stays, and nothing falls due in a month that is sealed already."""
        self.day = day
        before, self.entries = self.entries, {key: self.entries[key] for key in self.kept}
        for entry in self.wanted():
            if entry.key in self.kept:
                continue
            if entry.due.replace(day=1) not in self.sealed:
                if entry.due <= day + SHOWN:
                    self.entries[entry.key] = entry
            elif entry.key in before:  # it goes on as it was owed
                self.entries[entry.key] = before[entry.key]

    def seal(self, month: date) -> None:
        """Let what fell due in a month stand as it was reckoned last."""
        self.sealed[month] = self.day
        self.kept |= {key for key, each in self.entries.items() if each.due.replace(day=1) == month}

    def rows(self, number: int) -> Iterator[tuple[Entry, UUID, date]]:
        """Each entry of a duty for each of its units that stands on its due day, with the day as of which its state is told."""
        by_kind: dict[str, list[UUID]] = {}
        for pk, unit in self.units.items():
            by_kind.setdefault(unit.kind, []).append(pk)
        for key, entry in self.entries.items():
            if key[0] != number:
                continue
            on = self.sealed[entry.due.replace(day=1)] if key in self.kept else self.day
            for pk in [entry.unit] if entry.unit else by_kind[EACH[kind_of(entry.number)]]:
                if self.units[pk].begin <= entry.due < self.units[pk].end:
                    yield entry, pk, on

    def bearer(self, entry: Entry, unit: UUID) -> tuple[UUID, str]:
        """At which unit who owes an entry of a unit."""
        kind = kind_of(entry.number)
        of, role = BEARER.get(kind, (EACH[kind], ROLES.get(EACH[kind], "")))
        return self.nearest(unit, of), role

    def raised(self, bearer: UUID, due: date, day: date) -> UUID | None:
        """Who is told on a day of what is overdue: one unit further up each three working days."""
        path, level = list(self.path(bearer)), 0
        while level < len(path) - 1 and day > (due := self.later(due, 3)):
            level += 1
        return path[level] if level else None


@dataclass
class Facts:
    """What was done, by measure and unit: on which day, known since when, and for which child."""

    done: dict[tuple[str, UUID], list[tuple[date, date, UUID | None]]] = field(default_factory=dict)
    exempt: dict[tuple[int, UUID, str], list[tuple[date, date]]] = field(default_factory=dict)

    def add(self, measure: str, unit: UUID, day: date, known: date | None = None, child: UUID | None = None) -> None:
        """Something was done."""
        self.done.setdefault((measure, unit), []).append((day, known or day, child))

    def state(self, entry: Entry, unit: UUID, on: date) -> str:
        """How an entry of a unit stands on a day."""
        given = self.exempt.get((entry.number, unit, entry.period), ())
        if any(begin <= on < end for begin, end in given):
            return "exempt"
        measure = MEASURE[kind_of(entry.number)]
        known = [each for each in self.done.get((measure, unit), ()) if each[1] <= on and each[0] <= on]
        if measure.startswith("organization."):
            return _level([day for day, _, _ in known], entry, on)
        within = sorted(day for day, _, child in known if entry.start <= day and entry.child in (None, child))
        if len(within) >= entry.needed:
            return "done" if within[entry.needed - 1] <= entry.due else "late"
        return _open(entry, on)


def _level(held: Collection[date], entry: Entry, on: date) -> str:
    """Of what holds or does not, on the due day; what came later is late."""
    if on < entry.start:
        return "coming"
    return "done" if held and min(held) <= min(entry.due, on) else "late" if held else _open(entry, on)


def _open(entry: Entry, on: date) -> str:
    return "coming" if on < entry.start else "due" if on <= entry.due else "broken"
