"""What happens to visits."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class VisitRecorded(Event):
    """A visit was recorded, or its record corrected: it is to be looked through."""

    NAME: ClassVar = "visit.recorded"

    visit: UUID
