"""What a room counts for plans: what was done on which day, what holds on a day, what happened. It shows nobody anything.

`units`: only what concerns these units themselves; None for all.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

Units = Collection[UUID] | None


@dataclass(frozen=True, slots=True)
class Done:
    """So much was done at a unit on a day."""

    unit: UUID
    day: date
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Happened:
    """Something happened at a unit on a day; `subject` is the row that it is about."""

    subject: UUID
    unit: UUID
    day: date


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
