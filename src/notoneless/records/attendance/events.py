"""What attendance finds out."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AbsenceFound(Event):
    """A pupil of a class was not there on a day, and nobody had given leave. Told once a child and day."""

    NAME: ClassVar = "attendance.absence_found"

    child: UUID
    unit: UUID
    on: date


@dataclass(frozen=True, kw_only=True)
class AbsenceTraced(Event):
    """Somebody found out where a pupil is who was not there on a day."""

    NAME: ClassVar = "attendance.absence_traced"

    child: UUID
    unit: UUID
    on: date


@dataclass(frozen=True, kw_only=True)
class ChildArrived(Event):
    """A pupil who had been away when the class was last asked about is there again."""

    NAME: ClassVar = "attendance.child_arrived"

    child: UUID
    unit: UUID
    on: date
