"""Adding up what is counted: a unit holds what is in it and in all beneath it, and nothing twice.

And the shapes in which rooms count facts for plans: what was done on which day, what holds on a day, what happened.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.models import UnitClosure

Lineage = Mapping[UUID, tuple[UUID, ...]]
"""Every unit with itself and all above it."""


def lineage() -> Lineage:
    """The tree as it stands, for what counts all of it at once. It tells of units, and of nobody in them."""
    found: dict[UUID, list[UUID]] = {}
    for lower, upper in UnitClosure.objects.values_list("descendant_id", "ancestor_id"):
        found.setdefault(lower, []).append(upper)
    return {lower: tuple(uppers) for lower, uppers in found.items()}


def added_up(places: Iterable[Iterable[UUID]], above: Lineage) -> dict[UUID, int]:
    """How many are in each unit and beneath it, of those whose units are `places`: one in several of them counts once above."""
    alike: Counter[frozenset[UUID]] = Counter(frozenset(units) for units in places)
    found: Counter[UUID] = Counter()
    for units, count in alike.items():
        for unit in {upper for each in units for upper in above.get(each, ())}:
            found[unit] += count
    return dict(found)


Units = Collection[UUID] | None
"""Only what concerns these units themselves; None for all."""


@dataclass(frozen=True, slots=True)
class Done:
    """So much was done at a unit on a day; `about`: for what alone it counts, where it does: a child, or
    one absence of it.

    `of`: a day of the period that it was done for, where it counts for that period alone: April's return, signed in May.
    """

    unit: UUID
    day: date
    amount: int = 1
    about: UUID | None = None
    of: date | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Something happened at a unit on a day; `subject` is what tells it from others, `about` what alone discharges it, if
    anything: a child, or one absence of it. `child`: whom it happened to, where `about` does not name the child itself."""

    subject: UUID
    unit: UUID
    day: date
    about: UUID | None = None
    child: UUID | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A measure of what is done: from a first to a last day, both within."""

    code: str
    done: Callable[[date, date, Units], Iterable[Done]]


@dataclass(frozen=True, slots=True)
class Level:
    """A measure of what holds on a day, by unit; a unit that is left out has nought."""

    code: str
    holds: Callable[[date, Units], Mapping[UUID, int]]


@dataclass(frozen=True, slots=True)
class Events:
    """A measure of what happens: from a first to a last day, both within."""

    code: str
    happened: Callable[[date, date, Units], Iterable[Happened]]


Evidence = Flow | Level | Events
"""What a room hands to whoever judges duties, one for each measure of `policy.measures` that it counts."""
