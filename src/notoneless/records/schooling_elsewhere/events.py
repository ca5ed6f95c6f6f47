"""What becomes known of a child schooled elsewhere that somebody else has to follow."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ElsewhereUnconfirmed(Event):
    """Nothing says any more that a child is in school elsewhere: the family says so, the record ended so, or a term passed."""

    NAME: ClassVar = "elsewhere.unconfirmed"

    child: UUID
    record: UUID
