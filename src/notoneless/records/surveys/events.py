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
class ChildSaidInNoSchool(Event):
    """Somebody who asked has been told that a child of compulsory age, or a pupil of the roll, is in no school."""

    NAME: ClassVar = "survey.in_no_school"

    child: UUID
    answer: UUID


@dataclass(frozen=True, kw_only=True)
class ChildFoundByDoor(Event):
    """A child nobody knew of has been found and registered."""

    NAME: ClassVar = "survey.child_found"

    child: UUID
