"""What happened, as a value: frozen dataclasses that can be stored as JSON and read back."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar, Self, get_type_hints
from uuid import UUID

Packed = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that has happened. A kind of event names itself once, as `room.past_participle`, and never changes its name."""

    NAME: ClassVar[str]

    def packed(self) -> dict[str, str | int | bool | None]:
        """The event as JSON can hold it: ids and dates as text."""
        return {field.name: _packed(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def unpacked(cls, packed: Packed) -> Self:
        """The event again. Raises TypeError for fields that it does not have."""
        kinds = get_type_hints(cls)
        return cls(**{name: _unpacked(value, kinds.get(name)) for name, value in packed.items()})


def _packed(value: object) -> str | int | bool | None:
    match value:
        case None | bool() | int() | str():
            return value
        case UUID():
            return str(value)
        case date():
            return value.isoformat()
    raise TypeError(f"an event cannot carry {type(value).__name__}")


def _unpacked(value: str | int | bool | None, kind: object) -> object:
    if kind is UUID and isinstance(value, str):
        return UUID(value)
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    return value
