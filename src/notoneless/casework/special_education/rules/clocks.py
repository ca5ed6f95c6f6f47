"""What comes next in the file of a child who is placed, and on which day: no placement stands without a day that comes."""

from dataclasses import dataclass
from datetime import date

from notoneless.casework.special_education.rules.kinds import Awaited, Learns

AGREED_ON = frozenset({Learns.HOMEBOUND, Learns.REGULAR_CLASS})
"""Placements of which the school agrees with the family or an institution, and for which it writes a programme."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a file awaits, and from which day on. Where there is none yet, that is the day of the placement."""

    what: Awaited
    on: date


def next_due(learns: Learns, since: date, review_on: date | None, agreed_until: date | None) -> Due | None:
    """What comes first in a file; None for a child in a special school for whom no programme was written here.

    since: when the child was placed so. review_on: when the latest programme is looked at again. agreed_until: the last day of
    the agreement on this placement.
    """
    found = [] if review_on is None else [Due(Awaited.REVIEW, review_on)]
    if learns in AGREED_ON:
        found += [] if review_on is not None else [Due(Awaited.PROGRAMME, since)]
        found += [Due(Awaited.AGREEMENT, since) if agreed_until is None else Due(Awaited.RENEWAL, agreed_until)]
    return min(found, key=lambda each: each.on, default=None)
