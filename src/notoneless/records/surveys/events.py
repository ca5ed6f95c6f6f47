"""What surveys find out."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event):
    """A child has been answered for."""

    NAME: ClassVar = "survey.answered"

    answer: UUID
    child: UUID


@dataclass(frozen=True, kw_only=True)
class ChildFoundByDoor(Event):
    """A child nobody knew of has been found and registered."""

    NAME: ClassVar = "survey.child_found"

    child: UUID
