"""Which schools and pupils a re-check looks at, drawn by a seed that anybody can draw again, and what two entries come to."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from random import Random
from uuid import UUID

SEEDS = 1_000_000
"""A seed of six figures can be read out and drawn again."""
MOST_SCHOOLS, MOST_PUPILS = 100, 60


class Seen(StrEnum):
    """What a person found of a pupil: in class, away with leave, away without, or no longer at school."""

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"
    GONE = "gone"


def schools_drawn(risks: Mapping[UUID, int], count: int, seed: int) -> tuple[tuple[UUID, bool], ...]:
    """The schools of a re-check, each with whether it was drawn by lot: the riskier half first, the rest by the seed.

    risks: what is known against each school; one of which nothing is known is drawn by lot alone. The same seed, schools and
    risks give the same schools, in the same order.
    """
    by_risk = sorted((school for school, risk in risks.items() if risk), key=lambda each: (-risks[each], str(each)))
    chosen = by_risk[: (count + 1) // 2]
    rest = sorted((school for school in risks if school not in chosen), key=str)
    drawn = Random(seed).sample(rest, min(count - len(chosen), len(rest)))
    return (*((school, False) for school in chosen), *((school, True) for school in drawn))


def pupils_drawn(pupils: Sequence[UUID], count: int, seed: int, school: UUID) -> tuple[UUID, ...]:
    """The pupils of one school that are looked for, drawn by lot: the same for the same seed, school and pupils."""
    known = sorted(set(pupils), key=str)
    lot = Random(f"{seed}/{school}")
    return tuple(lot.sample(known, min(count, len(known))))


def differs(first: Seen, second: Seen) -> bool:
    """Whether two entries of one pupil contradict one another."""
    return first is not second


def is_hidden(first: Seen, second: Seen, is_known: bool) -> bool:
    """Whether a dropout was hidden: somebody found the pupil gone, and no open case tells of it."""
    return Seen.GONE in (first, second) and not is_known
