"""What happens when children are worked out."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ChildrenWorkedOut(Event):
    """The children on record are now those of the rosters in force."""

    NAME: ClassVar = "children.worked_out"

    unit: UUID
    run: UUID
