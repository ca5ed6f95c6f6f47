"""Makes one demonstration: people, where they go to school, three rosters, the errors in them, and the truth."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.synthetic.calendar import AS_OF
from notoneless.synthetic.household import household_sheet
from notoneless.synthetic.people import make_people
from notoneless.synthetic.places import make_county
from notoneless.synthetic.planting import Rosters, plant
from notoneless.synthetic.rolls import elsewhere_sheet, school_sheet
from notoneless.synthetic.schooling import make_schooling
from notoneless.synthetic.truth import counts_of, truth_tables

FEWEST: Final = 1
MOST: Final = 20_000_000
HIGHEST_FACTOR: Final = 10.0


@dataclass(frozen=True)
class Demonstration:
    """What was made.

    rosters: household, school and elsewhere as tables of text.
    truth: tables by file stem (`truth.truth_tables`).
    meta: what was asked for, and counts.
    """

    rosters: dict[str, pa.Table]
    truth: dict[str, pa.Table]
    meta: dict[str, Any]


def make_rosters(children: int, seed: int, error_factor: float = 1.0, as_of: date = AS_OF) -> Demonstration:
    """Rosters of a made-up county with `children` children of 3 to 17 years registered in it, as of a 31 August.

    The same children, seed and factor give the same rows, whatever the machine or the hash seed; seed and children
    alone decide the people, the factor only what is written wrongly about them. Rates: `notoneless.synthetic.rates`.
    Raises NotonelessError for a number out of range.
    """
    if not FEWEST <= children <= MOST:
        raise NotonelessError(Problem("synthetic.children_range", {"fewest": FEWEST, "most": MOST}))
    if not 0 <= error_factor <= HIGHEST_FACTOR:
        raise NotonelessError(Problem("synthetic.factor_range", {"most": int(HIGHEST_FACTOR)}))
    if seed < 0:
        raise NotonelessError(Problem("synthetic.seed_negative"))
    county = make_county(_stream(seed, 0), children, as_of)
    people = make_people(_stream(seed, 1), county, children)
    schooling = make_schooling(_stream(seed, 2), county, people, children)
    rosters = Rosters(
        household_sheet(_stream(seed, 3), county, people),
        school_sheet(_stream(seed, 4), county, people, schooling),
        elsewhere_sheet(_stream(seed, 5), county, people, schooling),
    )
    plant(seed, county, people, rosters, error_factor)
    tables = {sheet.kind: sheet.table() for sheet in rosters}
    truth = truth_tables(people, schooling, rosters, tables)
    meta = {
        "children": children,
        "seed": seed,
        "as_of": as_of.isoformat(),
        "error_factor": error_factor,
        "counts": counts_of(tables, truth),
    }
    return Demonstration(tables, truth, meta)


def _stream(seed: int, stage: int) -> np.random.Generator:
    """An own stream of random numbers for each stage, so that a change in one does not stir the others."""
    return np.random.default_rng([seed, stage])
