"""Which due days another calendar moves, or makes firm: asked when a term, a day or a notice changes it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from notoneless.foundation.access.context import Context
from notoneless.kernel.calendar import Calendar
from notoneless.oversight.duties.rules.owing import Task, tasks
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.facts import world
from notoneless.policy.model import Words
from notoneless.policy.periods import Occurrence


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A duty whose due day differs: of which period, for how many units, before and after; None where there is none.

    `becomes_firm`: it was provisional and is not any more.
    """

    title: Words
    clause: str
    period: str
    units: int
    before: date | None
    after: date | None
    becomes_firm: bool


def moved_deadlines(ctx: Context, before: Calendar, after: Calendar, last: date) -> list[MovedDeadline]:
    """The deadlines from today until a day that one calendar has otherwise than another, in order. For whoever sees duties."""
    if not ctx.may(READ_DUTY):
        return []
    base = world(ctx.today, last)
    pairs = zip(
        tasks(replace(base, calendar=before), ctx.today, last),
        tasks(replace(base, calendar=after), ctx.today, last),
        strict=True,
    )
    found: dict[tuple[str, str, str, date | None, date | None, bool], MovedDeadline] = {}
    for was, now in pairs:
        for each in _moved(was, now):
            key = (was.duty.id, each.clause, each.period, each.before, each.after, each.becomes_firm)
            known = found.get(key)
            found[key] = replace(each, units=each.units + known.units) if known else each
    return sorted(found.values(), key=lambda each: (each.after or each.before or date.max, each.title.zh))


def _moved(was: Task, now: Task) -> Iterator[MovedDeadline]:
    earlier, later = _occurrences(was), _occurrences(now)
    for period in sorted(earlier.keys() | later.keys()):
        one, other = earlier.get(period), later.get(period)
        due = one[0].span.due if one else None
        then = other[0].span.due if other else None
        firm = bool(one and other and one[0].is_provisional and not other[0].is_provisional)
        if due != then or firm:
            units = (other or one or (None, 0))[1]
            yield MovedDeadline(now.duty.title, now.clause, period, units, due, then, firm)


def _occurrences(task: Task) -> dict[str, tuple[Occurrence, int]]:
    """Each period of a task with the number of its units; those of events one by one."""
    found = {each.period: (each, len(task.places)) for each in task.occurrences if task.places}
    return found | {each.period: (each, 1) for _, each, _ in task.events}
