"""What happens to children and their families."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ChildRegistered(Event):
    """A child has become known."""

    NAME: ClassVar = "child.registered"

    child: UUID


@dataclass(frozen=True, kw_only=True)
class ChildPlaced(Event):
    """A child belongs to another unit from now on."""

    NAME: ClassVar = "child.placed"

    child: UUID
    unit: UUID


@dataclass(frozen=True, kw_only=True)
class GuardianPhoneCorrected(Event):
    """The number by which a family is reached has changed."""

    NAME: ClassVar = "guardian.phone_corrected"

    guardian: UUID
