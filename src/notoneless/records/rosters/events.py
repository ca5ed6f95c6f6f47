"""What happens to rosters."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RosterAdopted(Event):
    """A roster counts from now on."""

    NAME: ClassVar = "roster.adopted"

    roster: UUID
    unit: UUID


@dataclass(frozen=True, kw_only=True)
class RosterWithdrawn(Event):
    """A roster that counted counts no longer."""

    NAME: ClassVar = "roster.withdrawn"

    roster: UUID
    unit: UUID
