"""The numbers of units, for the overview and as rates, and the names behind a rate."""

from notoneless.oversight.indicators.selectors.board import (
    READ_INDICATORS,
    Board,
    Month,
    Quarter,
    UnitLine,
    is_due,
    open_board,
    own_numbers,
)
from notoneless.oversight.indicators.selectors.counted import UnitRates
from notoneless.oversight.indicators.selectors.names import READ_NAMES, Behind, names_behind
from notoneless.oversight.indicators.selectors.rates import Rates, months_counted, open_rates
from notoneless.oversight.indicators.selectors.targets import targets_for

__all__ = [
    "READ_INDICATORS",
    "READ_NAMES",
    "Behind",
    "Board",
    "Month",
    "Quarter",
    "Rates",
    "UnitLine",
    "UnitRates",
    "is_due",
    "months_counted",
    "names_behind",
    "open_board",
    "open_rates",
    "own_numbers",
    "targets_for",
]
