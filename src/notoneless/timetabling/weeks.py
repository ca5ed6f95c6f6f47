"""A term taken apart into weeks, those that are alike known by one case."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.timetabling.facts import Demands, Lesson, Pupil, Stretch, way

WHOLE = frozenset(range(5))
"""Weekdays of a week that nothing cuts."""


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """A lesson on a weekday of a week."""

    weekday: int
    begins: int
    pupil: str
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekCase:
    """What a week asks. days: its weekdays that may be planned; owed: how many lessons each pupil is owed in them; away: which
    teacher is away on which weekday; taken: when a teacher is elsewhere; used: how many lessons a teacher has already;
    before: the lessons that should stay."""

    days: frozenset[int]
    owed: tuple[tuple[str, int], ...]
    away: frozenset[tuple[str, int]] = frozenset()
    taken: frozenset[tuple[str, Stretch]] = frozenset()
    used: tuple[tuple[str, int], ...] = ()
    before: tuple[Visit, ...] = ()


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def cases_of(demands: Demands) -> Mapping[date, WeekCase]:
    """The case of each week, by its Monday, in order."""
    open_days: dict[date, set[date]] = defaultdict(set)
    for day in demands.days:
        open_days[monday_of(day)].add(day)
    return {
        monday: _case(monday, open_days[monday], demands)
        for monday in sorted(open_days)
        if max(open_days[monday]) >= demands.since
    }


def _case(monday: date, days: set[date], demands: Demands) -> WeekCase:
    held = Counter(each.pupil for each in demands.held if monday_of(each.on) == monday)
    used = Counter(key for each in demands.held if monday_of(each.on) == monday for key in each.team)
    left = {day for day in days if day >= demands.since}
    is_whole = {day.weekday() for day in days} >= WHOLE and monday >= demands.since
    taken = [each for each in demands.taken if monday_of(each.on) == monday]
    used.update(each.teacher for each in taken)
    return WeekCase(
        days=frozenset(day.weekday() for day in left),
        owed=tuple((each.key, _owed(each, left, held[each.key], is_whole)) for each in demands.pupils),
        away=frozenset((each.key, day.weekday()) for each in demands.teachers for day in left if each.is_away(day)),
        taken=frozenset(
            (each.teacher, Stretch(each.on.weekday(), each.begins, each.ends)) for each in taken if each.on in left
        ),
        used=tuple(sorted(used.items())),
    )


def _owed(pupil: Pupil, left: set[date], held: int, is_whole: bool) -> int:
    if is_whole:
        return pupil.visits
    return max(0, min(pupil.visits - held, len({day.weekday() for day in left} & fitting_days(pupil))))


def fitting_days(pupil: Pupil) -> set[int]:
    """The weekdays on which a pupil has time for a lesson."""
    return {each.weekday for each in pupil.good if each.ends - each.begins >= pupil.minutes}


def pattern_of(cases: Mapping[date, WeekCase], demands: Demands) -> WeekCase:
    """The week that nothing cuts: nobody is away, and whoever is elsewhere in some whole week counts as taken then."""
    whole = [each for each in cases.values() if each.days >= WHOLE]
    used: Counter[str] = Counter()
    for each in whole:
        used |= Counter(dict(each.used))
    return WeekCase(
        days=WHOLE,
        owed=tuple((each.key, each.visits) for each in demands.pupils),
        taken=frozenset(each for case in whole for each in case.taken),
        used=tuple(sorted(used.items())),
    )


def visits_of(lessons: Sequence[Lesson], monday: date, since: date) -> tuple[Visit, ...]:
    """The lessons of a week from a day on, by their weekdays."""
    found = [each for each in lessons if monday_of(each.on) == monday and each.on >= since]
    return tuple(sorted(Visit(each.on.weekday(), each.begins, each.pupil, each.team) for each in found))


def starts_of(pupil: Pupil, demands: Demands, case: WeekCase) -> list[tuple[int, int]]:
    """When a lesson of a pupil may begin, as weekday and minute: at the beginning of a good stretch and each step after it,
    as soon as a teacher can be there, and where one was before."""
    mine = [each for each in demands.teachers if each.key in pupil.may_go]
    arrivals = {(free.weekday, free.begins + way(pupil, each)) for each in mine for free in each.free}
    arrivals |= {(each.weekday, each.begins) for each in case.before if each.pupil == pupil.key}
    found = set()
    for good in pupil.good:
        if good.weekday in case.days:
            last = good.ends - pupil.minutes
            found |= {(good.weekday, minute) for minute in range(good.begins, last + 1, demands.step)}
            found |= {each for each in arrivals if each[0] == good.weekday and good.begins <= each[1] <= last}
    return sorted(found)
