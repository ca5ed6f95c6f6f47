"""Which clocks of procedures another calendar moves, or makes firm: asked when a term, a day or a notice changes it."""

from collections.abc import Iterator
from datetime import date

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.clocks import Clock, clocks
from notoneless.casework.procedures.rules.limits import Limits
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.casework.procedures.rules.standing import Standing, standing_on
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.lists import facts_of_all
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.calendar import Calendar, Deadline, MovedDay, moved_days

_GROUP = "procedures.moved_clock"


def moved_clocks(ctx: Context, before: Calendar, after: Calendar, last: date) -> tuple[MovedDay, ...]:
    """The clocks of open procedures in reach with a day from today to a last one that one calendar has otherwise than another.

    It names no child.
    """
    if not ctx.may(READ_PROCEDURE):
        return ()
    rows = list(visible_to(ctx, READ_PROCEDURE, Procedure).exclude(stage=Stage.ENDED))
    facts = facts_of_all(ctx, rows)
    limits = counting((fact for each in facts.values() for fact in each), ctx.today).limits
    standings = (standing_on(facts[row.pk], limits) for row in rows)
    found = (each for standing in standings for each in _both(standing, limits, before, after))
    return moved_days(_GROUP, found, ctx.today, last)


def _both(
    standing: Standing, limits: Limits, before: Calendar, after: Calendar
) -> Iterator[tuple[str, Deadline, Deadline]]:
    was = {each.kind: each for each in clocks(standing, limits, before) if each.done_on is None}
    now = {each.kind: each for each in clocks(standing, limits, after) if each.done_on is None}
    for kind in was.keys() & now.keys():
        one, other = _day(was[kind]), _day(now[kind])
        if one is not None and other is not None:
            yield was[kind].named().code, one, other


def _day(clock: Clock) -> Deadline | None:
    """Where it runs out, else from when on something may be done."""
    day = clock.until or clock.first
    return None if day is None else Deadline(day, clock.provisional)
