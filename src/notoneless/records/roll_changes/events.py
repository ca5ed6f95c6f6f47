"""What happens to changes of the roll that somebody else has to carry on."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TransferArrived(Event):
    """The receiving school of this county says that a pupil has come whom another school let go."""

    NAME: ClassVar = "roll_change.arrived"

    change_request: UUID
