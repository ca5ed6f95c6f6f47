"""What reporting tells other rooms."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DropoutReported(Event):
    """A school has reported a pupil as a dropout or a suspected one to those above."""

    NAME: ClassVar = "dropout_report.sent"

    child: UUID
