"""Names the rule that demands cannot be met by: first what is plain by itself, then what only fails together."""

from collections.abc import Iterator, Sequence
from datetime import date

from notoneless.timetabling.building import Relaxed, can_go
from notoneless.timetabling.facts import Demands, Pupil, Teacher
from notoneless.timetabling.outcomes import Conflict, Effort
from notoneless.timetabling.solving import Solved, short_without
from notoneless.timetabling.weeks import WeekCase, fitting_days, starts_of


def plain_conflicts(demands: Demands, case: WeekCase, monday: date | None) -> tuple[Conflict, ...]:
    """What cannot be for a pupil by itself, whatever the others need; the first reason of each."""
    owed = dict(case.owed)
    teachers = {each.key: each for each in demands.teachers}
    found = []
    for pupil in demands.pupils:
        number = owed.get(pupil.key, 0)
        mine = [teachers[key] for key in sorted(pupil.may_go & teachers.keys())]
        if number:
            found += list(_plain(pupil, number, mine, demands, case, monday))[:1]
    return tuple(found)


def _plain(
    pupil: Pupil, owed: int, mine: Sequence[Teacher], demands: Demands, case: WeekCase, monday: date | None
) -> Iterator[Conflict]:
    keys, minutes = tuple(each.key for each in mine), owed * pupil.minutes
    if not pupil.good:
        yield Conflict("no_hours", pupil.key, None, (), owed, minutes, 0, owed)
    if len(mine) < pupil.team:
        code = "nobody" if not mine else "alone" if len(mine) == 1 else "few"
        yield Conflict(code, pupil.key, None, keys, owed, minutes, len(mine), pupil.team)
    men = sum(each.is_man for each in mine)
    if men < pupil.men:
        yield Conflict("no_man", pupil.key, None, keys, owed, minutes, men, pupil.men)
    days = len(fitting_days(pupil) & case.days)
    if days < owed:
        yield Conflict("few_days", pupil.key, monday, (), owed - days, (owed - days) * pupil.minutes, days, owed)
    for code, team, least in (("team_days", pupil.team, 0), ("man_days", pupil.team, pupil.men)):
        days = len(_team_days(pupil, mine, team, least, demands, case))
        if days < owed:
            yield Conflict(code, pupil.key, monday, keys, owed - days, (owed - days) * pupil.minutes, days, owed)


def _team_days(
    pupil: Pupil, mine: Sequence[Teacher], team: int, men: int, demands: Demands, case: WeekCase
) -> set[int]:
    """The weekdays on which so many teachers, so many men among them, are free at a time that suits the pupil."""
    found = set()
    for weekday, minute in starts_of(pupil, demands, case):
        going = [each for each in mine if can_go(each, pupil, weekday, minute, case)]
        if len(going) >= team and sum(each.is_man for each in going) >= men:
            found.add(weekday)
    return found


_REASONS = (Relaxed.LOAD, Relaxed.CLASH, Relaxed.MEN, Relaxed.TEAM)


def joint_conflicts(
    demands: Demands, case: WeekCase, missing: Solved, monday: date | None, effort: Effort
) -> tuple[Conflict, ...]:
    """What fails only together with other pupils: the rule without which fewer lessons would be missing, for each pupil that
    lacks some; where no single rule is it, all of them."""
    total = sum(number for _, number in missing.short)
    reason = "together"
    for each in _REASONS:
        without = short_without(demands, case, effort, (each,))
        if without is not None and sum(without.values()) < total:
            reason = each.value
            break
    pupils = {each.key: each for each in demands.pupils}
    found = []
    for key, number in missing.short:
        pupil = pupils[key]
        code = reason if missing.is_proven else "undecided"
        mine = tuple(sorted(pupil.may_go & {each.key for each in demands.teachers}))
        found.append(
            Conflict(code, key, monday, mine, number, number * pupil.minutes, pupil.visits - number, pupil.visits)
        )
    return tuple(found)
