"""What an action takes, as a schema made from its parameters; and what every route answers."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, create_model

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.parameters import LARGEST, Parameter
from notoneless.kernel.problems import Problem, sentence

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Closed(BaseModel):
    """A body that holds nothing but its own fields."""

    model_config = ConfigDict(extra="forbid")


class Made(BaseModel):
    """Done; `id` names what was made."""

    id: UUID


class Done(BaseModel):
    """Done; nothing was made."""


class Told(BaseModel):
    """Why something was not done: a code that stays, and a sentence in the reader's language."""

    code: str
    sentence: str


def _written_day(value: object) -> object:
    """Only YYYY-MM-DD: a number would be taken for seconds since 1970."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return value
    raise ValueError("no day")


Day = Annotated[date, BeforeValidator(_written_day)]


def body_of(action: Action[Any]) -> type[BaseModel]:
    """The schema of the parameters of an action; targets are ids, nothing else than its parameters may come."""
    name = "".join(part.title() for part in re.split(r"[._]", action.code))
    fields: dict[str, Any] = {each.name: _field(each) for each in action.parameters}
    made: type[BaseModel] = create_model(name, __base__=Closed, **fields)
    return made


def _field(parameter: Parameter) -> Any:
    kind, told = _kind(parameter), described(parameter)
    if parameter.optional:
        return (kind | None, Field(default=None, description=told))
    return (kind, Field(description=told))


def _kind(parameter: Parameter) -> Any:
    kind: Any = parameter.kind
    if parameter.is_target or issubclass(kind, UUID):
        return UUID
    if issubclass(kind, StrEnum):
        return kind
    if kind is bool:
        return StrictBool
    if kind is int:
        return Annotated[StrictInt, Field(ge=-LARGEST, le=LARGEST)]
    return Day if kind is date else Annotated[str, Field(max_length=parameter.longest)]


def described(parameter: Parameter) -> str:
    """What a parameter is, in both languages."""
    problem = Problem(f"parameter.{parameter.name}")
    return f"{sentence(problem, 'zh')} / {sentence(problem, 'en')}"
