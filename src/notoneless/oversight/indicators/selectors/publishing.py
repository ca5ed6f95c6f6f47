"""Which tables of rates may be published beside one another: none gives away what another hides."""

from dataclasses import dataclass

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.publishing import Mark, published
from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Rate, applies_to
from notoneless.oversight.indicators.selectors.counted import UnitRates
from notoneless.oversight.indicators.selectors.rates import Rates, open_rates

_STAGES = (Rate.NET_PRIMARY, Rate.NET_JUNIOR)
"""Together they are the rate of all: that less the one is the other."""
_BY_STAGE = frozenset({*_STAGES, Rate.GROSS_PRIMARY, Rate.GROSS_JUNIOR})


@dataclass(frozen=True, slots=True)
class TableLine:
    """A unit in a table with its numbers and how each may be published; without numbers where the rate has no value."""

    line: UnitRates
    numbers: tuple[int, ...]
    marks: tuple[Mark, ...]

    @property
    def is_shown(self) -> bool:
        """Whether nothing of it is hidden."""
        return set(self.marks) <= {Mark.SHOWN}


def tabled(found: Rates, rate: Rate) -> list[TableLine]:
    """The table of a rate: the units beneath that it applies to, and the unit itself last."""
    below = indicator_parameters(found.day).suppress_below if found.day else 0
    lines = [*(line for line in found.beneath if not applies_to(rate, line.kind)), found.unit]
    numbers = {line.id: _numbers(line, rate) for line in lines}
    valued = [line for line in lines if numbers[line.id]]
    rows = [list(numbers[line.id]) for line in valued]
    marks = published(rows, below, adds_up=DEFINITIONS[rate].is_part) if rows else []
    of_line = {line.id: tuple(row) for line, row in zip(valued, marks, strict=True)}
    return [TableLine(line, numbers[line.id], of_line.get(line.id, ())) for line in lines]


def why_not_published(ctx: Context, found: Rates, rate: Rate) -> Problem | None:
    """Why a table may not be published beside the others of its month, if it may not.

    The stages apart only where no number of theirs is hidden: the table of all stands in their place. The units beneath a
    unit only where the table of the unit over it shows that unit whole, and by somebody who sees that table, up to the county.
    """
    if rate in _BY_STAGE and not all(each.is_shown for stage in _STAGES for each in tabled(found, stage)):
        return Problem("indicators.publish_all_stages")
    if found.unit.kind == UnitKind.COUNTY:
        return None
    if not found.above:
        return Problem("indicators.publish_by_the_county")
    over = open_rates(ctx, found.above[-1][0], found.first)
    if applies_to(rate, over.unit.kind):
        return None
    shown = {each.line.id for each in tabled(over, rate) if each.is_shown}
    if found.unit.id not in shown:
        return Problem("indicators.publish_hidden_above", {"unit": over.unit.name})
    return why_not_published(ctx, over, rate)


def _numbers(line: UnitRates, rate: Rate) -> tuple[int, ...]:
    """What is published of a unit: above the line, all others where these are a part, below the line."""
    value, made = line.rates[rate], DEFINITIONS[rate]
    if value.above is None or value.above < 0:
        return ()
    if not made.bottom:
        return (value.above,)
    if value.below is None or value.percent is None:
        return ()
    others = (value.below - value.above,) if made.is_part else ()
    return (value.above, *others, value.below)
