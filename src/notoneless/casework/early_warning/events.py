"""What early warning finds out."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class FamilyAnswered(Event):
    """Somebody turned to the family of a child who was missed: what comes next depends on what came of it."""

    NAME: ClassVar = "follow_up.family_answered"

    child: UUID
