"""What comparisons find."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SuspectFound(Event):
    """A comparison has found a known child in no school."""

    NAME: ClassVar = "finding.suspect_found"

    child: UUID
    finding: UUID
