"""What happens to cases."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A child's case was opened, or opened again."""

    NAME: ClassVar = "case.opened"

    child: UUID
    case: UUID


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """Something has happened in a child's case: which step, and on which day."""

    NAME: ClassVar = "case.moved"

    child: UUID
    case: UUID
    step: str
    on: date
