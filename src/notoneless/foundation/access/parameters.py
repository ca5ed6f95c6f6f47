"""What an action may be given, read from its signature; values as JSON, a form or a command line bring them."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.db import models

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import Protected
from notoneless.kernel.problems import Problem

SHORT, LINE, PASSAGE = 60, 200, 2000
"""Characters of one text: of a plain `str`, of a `Line`, of a `Passage`. A file comes as an attachment, not here."""

LARGEST = 2**31 - 1
"""The largest whole number that every database holds in a column of the usual width."""


@dataclass(frozen=True)
class Longest:
    """How many characters a text may have, where it is not SHORT."""

    characters: int


Line = Annotated[str, Longest(LINE)]
Passage = Annotated[str, Longest(PASSAGE)]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_PLAIN = (str, int, bool, date, UUID)


@dataclass(frozen=True)
class Parameter:
    """One parameter: a plain value, one of an enumeration, or a target, which names a protected row by its id."""

    name: str
    kind: Any
    optional: bool
    longest: int = SHORT

    @property
    def is_target(self) -> bool:
        """Whether it names a protected row."""
        return issubclass(self.kind, Protected)


def parameters_of(code: str, body: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The parameters of an action's function. Raises TypeError where its signature is not that of an action."""
    first, *rest = inspect.signature(body).parameters.values()
    hints = get_type_hints(body, include_extras=True)
    if hints.get(first.name) is not Context or any(each.kind is not each.KEYWORD_ONLY for each in rest):
        raise TypeError(f"{code}: an action is called (ctx, *, …)")
    if hints.get("return") not in (UUID, NoneType):
        raise TypeError(f"{code}: an action gives back an id or nothing")
    found = tuple(_parameter(code, each, hints.get(each.name)) for each in rest)
    if not any(each.is_target and not each.optional for each in found):
        raise TypeError(f"{code}: an action has a protected target, which says where it is done")
    return found


def _parameter(code: str, parameter: inspect.Parameter, hint: Any) -> Parameter:
    optional = get_origin(hint) in (Union, UnionType)
    kinds = [kind for kind in get_args(hint) if kind is not NoneType] if optional else [hint]
    kind, *lengths = get_args(kinds[0]) if get_origin(kinds[0]) is Annotated else (kinds[0],)
    if len(kinds) > 1 or not isinstance(kind, type) or not issubclass(kind, (*_PLAIN, StrEnum, Protected)):
        raise TypeError(f"{code}: {parameter.name} is of no kind an action may be given")
    longest = next((each.characters for each in lengths if isinstance(each, Longest)), SHORT)
    return Parameter(parameter.name, kind, optional, longest)


def entered(given: Mapping[str, Any], parameters: Iterable[Parameter] = ()) -> dict[str, Any]:
    """What was given, as JSON holds it: rows by their ids."""
    longest = {each.name: max(each.longest, PASSAGE) for each in parameters}
    return {name: _as_json(value, longest.get(name, PASSAGE)) for name, value in given.items()}


def _as_json(value: Any, longest: int) -> Any:
    if isinstance(value, models.Model):
        return str(value.pk)
    if value is None or isinstance(value, int | bool):
        return value
    # what is longer is refused, and what is no text cannot be stored: neither need be kept as it came
    return str(value)[: longest + 1].encode("utf-8", "backslashreplace").decode("utf-8")


def value_of(parameter: Parameter, given: Mapping[str, Any]) -> Any:
    """The value of one parameter. Raises Unusable, naming it, where it is missing, too long, or of another kind."""
    value = given.get(parameter.name)
    if value is None or (
        isinstance(value, str) and not value.strip()
    ):  # blanks say nothing: no reason is given by them
        if parameter.optional:
            return None
        raise _unusable("access.missing_parameter", parameter)
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, str):
        # browsers end the lines of a text with two characters; here, as in every text that is kept, the second alone does
        value = _text(parameter, value.replace("\r\n", "\n"))
    try:
        found = _converted(parameter, value)
        if isinstance(found, int) and abs(found) > LARGEST:
            raise ValueError
        return found
    except (ValueError, TypeError, AttributeError):
        raise _unusable("access.wrong_kind", parameter) from None


def _text(parameter: Parameter, value: str) -> str:
    if len(value) > parameter.longest:
        raise _unusable("access.too_long", parameter, longest=parameter.longest)
    if _CONTROL.search(value):
        raise _unusable("access.control_characters", parameter)
    return value.strip()


def _converted(parameter: Parameter, value: Any) -> Any:
    kind = UUID if parameter.is_target else parameter.kind
    if kind is bool and isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError
        return value == "true"
    if isinstance(value, kind) and isinstance(value, bool) == (kind is bool):
        return value
    if kind is date:
        return date.fromisoformat(value)
    if kind is str or isinstance(value, bool):
        raise TypeError
    return kind(value)


def _unusable(code: str, parameter: Parameter, **more: int) -> Unusable:
    return Unusable(Problem(code, {"name": Problem(f"parameter.{parameter.name}"), **more}))
