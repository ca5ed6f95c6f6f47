"""Which due days another calendar moves, or makes firm: asked when a term, a day or a notice changes it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.calendar import Calendar
from notoneless.oversight.duties.rules.owing import Task, tasks
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.facts import world
from notoneless.policy.model import Words
from notoneless.policy.periods import Occurrence

_BESIDE = timedelta(days=62)
"""So far beside the days that are asked for the other day of a moved deadline may lie."""


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A duty whose due day differs: of which period, for how many units, before and after; None where there is none.

    `becomes_firm`: it was provisional and is not any more.
    """

    duty: str
    title: Words
    clause: str
    period: str
    units: int
    before: date | None
    after: date | None
    becomes_firm: bool

    @property
    def has_moved(self) -> bool:
        """Whether it has another day; else it has only become firm."""
        return self.before != self.after

    @property
    def day(self) -> date:
        """The day by which it stands among others."""
        return self.after or self.before or date.max


@dataclass(frozen=True, slots=True)
class MovedDuty:
    """All moved deadlines of one duty of the same kind, moved or only firm now: how many, the first and the last of them.

    `units`: for how many units at most at once. `becomes_firm`: each of them was provisional and is not any more.
    """

    times: int
    units: int
    becomes_firm: bool
    first: MovedDeadline
    last: MovedDeadline


def by_duty(moved: Iterable[MovedDeadline]) -> list[MovedDuty]:
    """Moved deadlines duty by duty: what moves once first, then what moves again and again, then what is only firm now."""
    found: dict[tuple[str, str, bool], list[MovedDeadline]] = {}
    for each in sorted(moved, key=lambda one: one.day):
        found.setdefault((each.duty, each.clause, each.has_moved), []).append(each)
    duties = [
        MovedDuty(
            len(alike),
            max(each.units for each in alike),
            all(each.becomes_firm for each in alike),
            alike[0],
            alike[-1],
        )
        for alike in found.values()
    ]
    return sorted(
        duties, key=lambda each: (not each.first.has_moved, each.times > 1, each.first.day, each.first.title.zh)
    )


def moved_deadlines(ctx: Context, before: Calendar, after: Calendar, last: date) -> list[MovedDeadline]:
    """The deadlines from today until a day that one calendar has otherwise than another, in order, of units in reach alone.

    One that moves across one of these days is told too, with both its days.
    """
    if not ctx.may(READ_DUTY):
        return []
    first = ctx.today - _BESIDE
    base = world(first, last + _BESIDE)
    pairs = zip(
        tasks(replace(base, calendar=before), first, last + _BESIDE),
        tasks(replace(base, calendar=after), first, last + _BESIDE),
        strict=True,
    )
    reached = set(visible_to(ctx, READ_DUTY, Unit).values_list("pk", flat=True))
    found: dict[tuple[str, str, str, date | None, date | None, bool], MovedDeadline] = {}
    for was, now in pairs:
        for each in _moved(was, now, reached):
            if not any(day is not None and ctx.today <= day <= last for day in (each.before, each.after)):
                continue
            key = (was.duty.id, each.clause, each.period, each.before, each.after, each.becomes_firm)
            known = found.get(key)
            found[key] = replace(each, units=each.units + known.units) if known else each
    return sorted(found.values(), key=lambda each: (each.day, each.title.zh))


def _moved(was: Task, now: Task, reached: Collection[UUID]) -> Iterator[MovedDeadline]:
    earlier, later = _occurrences(was, reached), _occurrences(now, reached)
    for period in sorted(earlier.keys() | later.keys()):
        one, other = earlier.get(period), later.get(period)
        due = one[0].span.due if one else None
        then = other[0].span.due if other else None
        firm = bool(one and other and one[0].is_provisional and not other[0].is_provisional)
        if due != then or firm:
            units = (other or one or (None, 0))[1]
            yield MovedDeadline(now.duty.id, now.duty.title, now.clause, period, units, due, then, firm)


def _occurrences(task: Task, reached: Collection[UUID]) -> dict[str, tuple[Occurrence, int]]:
    """Each period of a task with the number of its units in reach; those of events one by one."""
    units = sum(place.id in reached for place in task.places)
    found = {each.period: (each, units) for each in task.occurrences if units}
    return found | {each.occurrence.period: (each.occurrence, 1) for each in task.events if each.place.id in reached}
