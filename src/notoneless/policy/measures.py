"""What a room counts: the measures it names, and the one function that counts them all on a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

Counted = Mapping[str, Mapping[UUID, int]]
"""By measure, the value of each unit; a unit that is left out has none, which is 0 of what is counted."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of a room, each `subject.what`, and how they are counted: for each unit together with all beneath it."""

    codes: tuple[str, ...]
    count: Callable[[date], Counted]
