"""What goes into the engine and what comes out of it."""

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Where the engine says yes, where it asks a person. Bounds in tenths of a bit of posterior log-odds:
    10 doubles the odds, and integers never let a result hang on rounding.

    A false link hides a child who is in no school; a missed link costs one visit. The bounds differ accordingly:
    a pair whose partner already has another partner (a duplicate row) must be surer than a first pair. From tell_at on a
    candidate is named to a person as the nearest, though nobody need look at it.
    """

    link_at: int = 20
    duplicate_at: int = 90
    review_at: int = -30
    tell_at: int = -60
    rival_margin: int = 35
    block_cap: int = 60
    batch: int = 200_000


@dataclass(frozen=True, slots=True)
class LinkResult:
    """Links of one pair of rosters. Row numbers are the `row` column of the tables given.

    links: left_row int32, right_row int32, score int16, reason string (dictionary).
    review: as links, best first for each left row; pairs a person should look at.
    nearest: as links, the best candidate of each left row without a link.
    """

    links: pa.Table
    review: pa.Table
    nearest: pa.Table
