"""`work_out`: a timetable of the rest of a term, checked before anybody sees it, or the conflicts that stand in its way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from notoneless.timetabling.checking import broken
from notoneless.timetabling.facts import Demands, Lesson
from notoneless.timetabling.naming import joint_conflicts, plain_conflicts
from notoneless.timetabling.outcomes import Conflict, Effort, Outcome
from notoneless.timetabling.solving import Solved, solved
from notoneless.timetabling.weeks import WHOLE, Visit, WeekCase, cases_of, monday_of, pattern_of, visits_of


class WronglyMade(Exception):
    """The model made a timetable that the check refuses: a fault of this program, never shown as a timetable."""


def work_out(demands: Demands, effort: Effort, before: Sequence[Lesson] = ()) -> Outcome:
    """A timetable from `since` on. before: the lessons planned so far, of which as few as can be are changed.

    Raises WronglyMade where a rule would be broken.
    """
    weeks = cases_of(demands)
    found = _as_before(demands, weeks, before, effort) if before else _anew(demands, weeks, effort)
    if found.conflicts:
        return found
    whole = replace(found, lessons=tuple(sorted({*demands.held, *found.lessons})))
    excused = {(each.pupil, each.monday) for each in found.short if each.monday is not None}
    if broken(whole.lessons, replace(demands, excused=demands.excused | excused)):
        raise WronglyMade
    return whole


def _anew(demands: Demands, weeks: Mapping[date, WeekCase], effort: Effort) -> Outcome:
    """The pattern of a whole week, laid on each week of the term; weeks that it does not fit stay as near to it as can be."""
    pattern: tuple[Visit, ...] = ()
    gap = 0
    if any(each.days >= WHOLE for each in weeks.values()):
        case = pattern_of(weeks, demands)
        found, conflicts = _one(demands, case, None, effort)
        if conflicts and not case.taken and not case.used:
            return Outcome((), conflicts, (), 1000)
        pattern, gap = found.visits, 0 if conflicts else found.gap
    return _each_week(demands, weeks, dict.fromkeys(weeks, pattern), effort, gap)


def _as_before(demands: Demands, weeks: Mapping[date, WeekCase], before: Sequence[Lesson], effort: Effort) -> Outcome:
    """Each week as it was where it still may be, else with few changes."""
    wanted = {monday: visits_of(before, monday, demands.since) for monday in weeks}
    return _each_week(demands, weeks, wanted, effort, 0)


def _each_week(
    demands: Demands,
    weeks: Mapping[date, WeekCase],
    wanted: Mapping[date, Sequence[Visit]],
    effort: Effort,
    gap: int,
) -> Outcome:
    known: dict[WeekCase, tuple[Solved, tuple[Conflict, ...]]] = {}
    lessons: list[Lesson] = []
    named: dict[bool, list[Conflict]] = {True: [], False: []}
    for monday, case in weeks.items():
        as_wanted = _dated(monday, wanted[monday])
        held = [each for each in demands.held if monday_of(each.on) == monday]
        if not broken([*held, *as_wanted], demands, {monday}):
            lessons += as_wanted
            continue
        asked = replace(case, before=_still(case, wanted[monday]))
        if asked not in known:
            known[asked] = _one(demands, asked, monday, effort)
        found, why = known[asked]
        lessons += _dated(monday, found.visits)
        named[is_cut(case)] += (replace(each, monday=each.monday and monday) for each in why)
        gap = max(gap, found.gap)
    if named[False]:
        return Outcome((), tuple(sorted(set(named[False]), key=_in_order)), (), 1000)
    return Outcome(tuple(lessons), (), tuple(sorted(named[True], key=_in_order)), gap)


def _in_order(conflict: Conflict) -> tuple[date, str, str]:
    return conflict.monday or date.min, conflict.pupil, conflict.code


def is_cut(case: WeekCase) -> bool:
    """Whether holidays, an absence, or the first day that may be planned cut a week."""
    return not case.days >= WHOLE or bool(case.away)


def _still(case: WeekCase, wanted: Iterable[Visit]) -> tuple[Visit, ...]:
    """Of the lessons that should stay, those of pupils who are owed one, on days that are left."""
    owed = {key for key, number in case.owed if number}
    return tuple(sorted(each for each in wanted if each.weekday in case.days and each.pupil in owed))


def _one(demands: Demands, case: WeekCase, monday: date | None, effort: Effort) -> tuple[Solved, tuple[Conflict, ...]]:
    """A week solved, with the conflicts named; a week that is cut is made as good as it can be in spite of them."""
    plain = plain_conflicts(demands, case, monday)
    may_be_short = monday is not None and is_cut(case)
    if plain and not may_be_short:
        return Solved((), (), True, 1000), plain
    found = solved(demands, case, effort, may_be_short)
    if not found.short:
        return found, ()
    alone = {each.pupil: each for each in plain}
    joint = joint_conflicts(demands, case, found, monday, effort)
    return found, tuple(
        replace(alone.get(each.pupil, each), monday=monday, lessons=each.lessons, minutes=each.minutes)
        for each in joint
    )


def _dated(monday: date, visits: Iterable[Visit]) -> list[Lesson]:
    return [Lesson(monday + timedelta(days=each.weekday), each.begins, each.pupil, each.team) for each in visits]
