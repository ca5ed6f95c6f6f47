"""What happens to entries of the school roll."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RollChanged(Event):
    """Something has happened to a child's roll entry: which step, and on which day."""

    NAME: ClassVar = "roll.changed"

    child: UUID
    entry: UUID
    step: str
    on: date


@dataclass(frozen=True, kw_only=True)
class RollWithdrawn(Event):
    """An event of a roll entry does not hold any more."""

    NAME: ClassVar = "roll.withdrawn"

    event: UUID
