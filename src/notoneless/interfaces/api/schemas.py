"""What the API takes and gives, made from the registry and from what selectors give."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.parameters import LONGEST, Parameter


class Done(Schema):
    """The answer to an action: the id of what it made, if it made something."""

    id: UUID | None = None


class Told(Schema):
    """Why something was not done: a code that never changes, and a sentence in the reader's language."""

    code: str
    sentence: str


class Strict(Schema):
    """What the API takes: nothing that it does not know."""

    model_config = ConfigDict(extra="forbid", strict=False)


class Asked(Strict):
    """A search for children: a name, its pinyin or initials, or a whole number; and where the list goes on."""

    search: str = ""
    after: UUID | None = None


class PlaceOut(Schema):
    """A unit that a child belongs to."""

    track: str
    unit: UUID
    name: str
    above: str


class ChildLineOut(Schema):
    """A child in a list."""

    id: UUID
    name: str
    sex: str
    born_on: date | None
    places: list[PlaceOut]


class ListedOut(Schema):
    """A page of a list; `count` stops at one more than a thousand."""

    lines: list[ChildLineOut]
    count: int
    following: UUID | None


class SealedOut(Schema):
    """What is told of a sealed field: that it is there. The API never opens one."""

    is_there: bool


class GuardianOut(Schema):
    """A guardian."""

    id: UUID
    name: str
    relation: str
    phone: SealedOut


class ChildOut(Schema):
    """A child's page."""

    line: ChildLineOut
    household: str
    id_number: SealedOut
    student_number: SealedOut
    guardians: list[GuardianOut]


def body_of(action: Action[Any]) -> type[Schema]:
    """The schema of an action's parameters: targets by id, texts no longer than an action takes."""
    fields: dict[str, Any] = {each.name: _field(each) for each in action.parameters}
    name = "".join(part.title() for part in action.code.replace(".", "_").split("_"))
    made: type[Schema] = create_model(name, __base__=Strict, **fields)
    return made


def _field(parameter: Parameter) -> tuple[Any, Any]:
    kind: Any = UUID if parameter.is_target else parameter.kind
    longest = LONGEST if kind is str else None
    if parameter.optional:
        return (kind | None, Field(default=None, max_length=longest))
    return (kind, Field(default=..., max_length=longest))
