"""How things to write down are handed to a phone: fields, and one thing with its fields."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

Field = dict[str, Any]
Item = dict[str, Any]

MOST = 200
"""Things of one kind on a phone: a cheap one has two gigabytes of memory, and nobody walks further in three days."""


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def offered(room: str, slug: str, kinds: Iterable[StrEnum], joint: str = "_") -> list[tuple[str, str]]:
    """The values of an enumeration with their words."""
    return [(each.value, told(f"{room}.{slug}{joint}{each.value}")) for each in kinds]


def field(  # noqa: PLR0913 (what a form may say of a field)
    name: str,
    kind: str = "text",
    value: str = "",
    *,
    options: Sequence[tuple[str, str]] = (),
    optional: bool = False,
    hint: str = "",
    label: str = "",
    when: tuple[str, Sequence[str]] | None = None,
    must: tuple[str, Sequence[str]] | None = None,
) -> Field:
    """One field, under its parameter's word. `kind`: text, textarea, date, time, number, select, ticks or photo.

    `when`: the field and its values with which this one is asked; with others it is hidden and says nothing.
    `must`: those with which it has to be filled in.
    """
    return {
        "name": name,
        "label": label or told(f"parameter.{name}"),
        "type": kind,
        "value": value,
        "options": [list(each) for each in options],
        "optional": optional,
        "hint": hint,
        "when": [when[0], list(when[1])] if when else None,
        "must": [must[0], list(must[1])] if must else None,
    }


def item(code: str, about: Mapping[str, str], name: str, where: str, fields: Sequence[Field], due: str = "") -> Item:
    """One thing to write down: by which action, about which rows, what it is called, where that is, by when."""
    return {"code": code, "about": dict(about), "name": name, "where": where, "due": due, "fields": list(fields)}
