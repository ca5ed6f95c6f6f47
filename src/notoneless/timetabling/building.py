"""The CP-SAT model of one week: which lesson begins when, and who goes.

A lesson of a pupil is one of its `starts`; a `going` says that a teacher goes to it. What a rule forbids of a single going is
never made; what it forbids of several together is a constraint. Rules that `relaxed` names are left out, to find which fails.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ortools.sat.python import cp_model

from notoneless.timetabling.facts import Demands, Pupil, Teacher, way
from notoneless.timetabling.narrowing import Start, Times, narrowed
from notoneless.timetabling.weeks import Visit, WeekCase, starts_of


class Relaxed(StrEnum):
    """A rule that is left out, to see whether it is the one that fails."""

    LOAD = "load"
    MEN = "men"
    TEAM = "team"
    CLASH = "clash"


_CHANGED, _MOVED, _REPLACED = 1000, 100, 10
"""A lesson that changes, one that moves to another time, a teacher who does not go any more."""
_WAY, _FAIR, _FACE = 1, 3, 4
"""Ten minutes on the way, each further lesson of a teacher (the second weighs three times the first), each face of a child."""


@dataclass(slots=True)
class Built:
    """The model of a week with its decisions: short, how many lessons each pupil lacks."""

    model: cp_model.CpModel
    starts: dict[Start, cp_model.IntVar] = field(default_factory=dict)
    goings: dict[tuple[Start, str], cp_model.IntVar] = field(default_factory=dict)
    short: dict[str, cp_model.IntVar] = field(default_factory=dict)
    changes: list[cp_model.LinearExprT] = field(default_factory=list)

    @property
    def lacking(self) -> cp_model.LinearExprT:
        """How many lessons are missing."""
        return sum(self.short.values())


def built(demands: Demands, case: WeekCase, relaxed: Collection[Relaxed] = ()) -> Built:
    """The model of a week, without anything to be minimized yet."""
    found = Built(cp_model.CpModel())
    teachers = {each.key: each for each in demands.teachers}
    owed, times = dict(case.owed), _times(demands, case)
    for pupil in demands.pupils:
        if owed.get(pupil.key):
            mine = {start: going for start, going in times.items() if start[0] == pupil.key}
            _lessons(found, pupil, owed[pupil.key], mine)
            _teams(found, pupil, teachers, mine, relaxed)
    if Relaxed.CLASH not in relaxed:
        _one_place(found, demands, teachers)
    if Relaxed.LOAD not in relaxed:
        used = dict(case.used)
        for key, going in _by_teacher(found).items():
            found.model.add(sum(going) <= max(0, teachers[key].most - used.get(key, 0)))
    for each in case.before:
        _stays(found, each)
    return found


def _times(demands: Demands, case: WeekCase) -> Times:
    """When the lessons that are owed may begin, and who can go to each; starts that nothing is lost without are left out."""
    owed = dict(case.owed)
    times = {}
    for pupil in demands.pupils:
        if owed.get(pupil.key):
            mine = [each for each in demands.teachers if each.key in pupil.may_go]
            for weekday, minute in starts_of(pupil, demands, case):
                going = [each for each in mine if can_go(each, pupil, weekday, minute, case)]
                times[pupil.key, weekday, minute] = {each.key: gone(each, pupil, minute) for each in going}
    return narrowed(times, {(each.pupil, each.weekday, each.begins) for each in case.before})


def _lessons(found: Built, pupil: Pupil, owed: int, mine: Times) -> None:
    """As many lessons as are owed, at most one a day; what is missing is counted."""
    model, days = found.model, defaultdict(list)
    for start in mine:
        found.starts[start] = model.new_bool_var("")
        days[start[1]].append(found.starts[start])
    for each in days.values():
        model.add_at_most_one(each)
    short = found.short[pupil.key] = model.new_int_var(0, owed, "")
    model.add(sum(each for day in days.values() for each in day) + short == owed)


def _teams(
    found: Built, pupil: Pupil, teachers: Mapping[str, Teacher], mine: Times, relaxed: Collection[Relaxed]
) -> None:
    """Enough teachers, and men among them, go to each lesson; nobody goes where there is none."""
    model = found.model
    least = 1 if Relaxed.TEAM in relaxed else pupil.team
    men = 0 if {Relaxed.MEN, Relaxed.TEAM} & set(relaxed) else pupil.men
    for start, times in mine.items():
        is_given, going = found.starts[start], {}
        for key in times:
            going[key] = found.goings[start, key] = model.new_bool_var("")
            model.add_implication(going[key], is_given)
        model.add(sum(going.values()) == max(least, men) * is_given)
        if men:
            model.add(sum(each for key, each in going.items() if teachers[key].is_man) >= men * is_given)


def gone(teacher: Teacher, pupil: Pupil, begins: int) -> tuple[int, int]:
    """From when until when a teacher is gone for a lesson, the way there and back included."""
    minutes = way(pupil, teacher)
    return begins - minutes, begins + pupil.minutes + minutes


def can_go(teacher: Teacher, pupil: Pupil, weekday: int, begins: int, case: WeekCase) -> bool:
    """Whether a teacher is there and free for a lesson, the way there and back included."""
    leaves, back = gone(teacher, pupil, begins)
    if (teacher.key, weekday) in case.away or not any(each.holds(weekday, leaves, back) for each in teacher.free):
        return False
    elsewhere = (each for key, each in case.taken if key == teacher.key and each.weekday == weekday)
    return not any(each.begins < back and leaves < each.ends for each in elsewhere)


def _by_teacher(found: Built) -> Mapping[str, list[cp_model.IntVar]]:
    going = defaultdict(list)
    for (_, key), each in found.goings.items():
        going[key].append(each)
    return going


def _one_place(found: Built, demands: Demands, teachers: Mapping[str, Teacher]) -> None:
    """Nobody is in two places: of the goings that last at the moment at which one begins, at most one is."""
    pupils = {each.key: each for each in demands.pupils}
    days: dict[tuple[str, int], list[tuple[int, int, cp_model.IntVar]]] = defaultdict(list)
    for ((pupil, weekday, minute), key), going in found.goings.items():
        days[key, weekday].append((*gone(teachers[key], pupils[pupil], minute), going))
    for times in days.values():
        for moment in sorted({begins for begins, _, _ in times}):
            at_once = [going for begins, ends, going in times if begins <= moment < ends]
            if len(at_once) > 1:
                found.model.add_at_most_one(at_once)


def _stays(found: Built, visit: Visit) -> None:
    """What it costs that a lesson does not stay as it was: most of all that it changes, then its time, then each teacher."""
    start = (visit.pupil, visit.weekday, visit.begins)
    given = found.starts.get(start)
    if given is None:
        return
    goings = [found.goings.get((start, key)) for key in visit.team]
    there = [each for each in goings if each is not None]
    found.changes.append(_MOVED * (1 - given) + sum(_REPLACED * (1 - each) for each in there))
    if len(there) == len(goings):
        stays = found.model.new_bool_var("")
        for each in (given, *there):
            found.model.add_implication(stays, each)
        found.changes.append(_CHANGED * (1 - stays))


def preferred(found: Built, demands: Demands) -> cp_model.LinearExprT:
    """What a good timetable has little of: time on the way, lessons heaped on one teacher, new faces for a child."""
    return sum([*_ways(found, demands), *_heaps(found), *_faces(found, demands)])


def _ways(found: Built, demands: Demands) -> Iterator[cp_model.LinearExprT]:
    pupils, teachers = ({each.key: each for each in rows} for rows in (demands.pupils, demands.teachers))
    for ((pupil, _, _), key), going in found.goings.items():
        yield _WAY * (2 * way(pupils[pupil], teachers[key]) // 10) * going  # type: ignore[arg-type]


def _heaps(found: Built) -> Iterator[cp_model.LinearExprT]:
    """The square of each teacher's number of lessons, a step for each lesson."""
    for going in _by_teacher(found).values():
        steps = [found.model.new_bool_var("") for _ in range(min(len(going), 12))]
        found.model.add(sum(going) <= sum(steps))
        yield from (_FAIR * (2 * number + 1) * step for number, step in enumerate(steps))


def _faces(found: Built, demands: Demands) -> Iterator[cp_model.LinearExprT]:
    """Each teacher whom a child has to get to know; only they go on any day, which tells the solver more than the sum alone."""
    days: dict[tuple[str, str], dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
    for ((pupil, weekday, _), key), going in found.goings.items():
        days[pupil, key][weekday].append(going)
    visits = {each.key: each.visits for each in demands.pupils}
    familiar = {(each.key, key) for each in demands.pupils for key in each.known}
    for (pupil, teacher), by_day in days.items():
        if (pupil, teacher) in familiar:
            continue
        known = found.model.new_bool_var("")
        for each in by_day.values():
            found.model.add(sum(each) <= known)
        if len(by_day) > visits[pupil]:
            found.model.add(sum(going for each in by_day.values() for going in each) <= visits[pupil] * known)
        yield _FACE * known
