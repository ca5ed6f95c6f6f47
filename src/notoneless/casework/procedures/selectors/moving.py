"""Which clocks of procedures another calendar moves, or makes firm: asked when a term, a day or a notice changes it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.clocks import ClockKind, clocks
from notoneless.casework.procedures.rules.limits import Limits
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.casework.procedures.rules.standing import Standing, standing_on
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.lists import facts_of_all
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.calendar import Calendar


@dataclass(frozen=True, slots=True)
class MovedClock:
    """A clock whose day differs: of how many procedures, before and after. `becomes_firm`: it was provisional and is not."""

    kind: ClockKind
    before: date | None
    after: date | None
    becomes_firm: bool
    procedures: int = 1


def moved_clocks(ctx: Context, before: Calendar, after: Calendar, last: date) -> list[MovedClock]:
    """The clocks of open procedures in reach with a day from today to a last one that one calendar has otherwise than another.

    It names no child.
    """
    if not ctx.may(READ_PROCEDURE):
        return []
    rows = list(visible_to(ctx, READ_PROCEDURE, Procedure).exclude(stage=Stage.ENDED))
    facts = facts_of_all(ctx, rows)
    limits = counting((fact for each in facts.values() for fact in each), ctx.today).limits
    found: Counter[MovedClock] = Counter()
    for row in rows:
        for each in _moved(standing_on(facts[row.pk], limits), limits, before, after):
            if any(day is not None and ctx.today <= day <= last for day in (each.before, each.after)):
                found[each] += 1
    return [MovedClock(each.kind, each.before, each.after, each.becomes_firm, count) for each, count in found.items()]


def _moved(standing: Standing, limits: Limits, before: Calendar, after: Calendar) -> Iterator[MovedClock]:
    was = {each.kind: each for each in clocks(standing, limits, before) if each.done_on is None}
    now = {each.kind: each for each in clocks(standing, limits, after) if each.done_on is None}
    for kind in was.keys() & now.keys():
        one, other = was[kind].until or was[kind].first, now[kind].until or now[kind].first
        firm = was[kind].provisional and not now[kind].provisional
        if one != other or firm:
            yield MovedClock(kind, one, other, firm)
