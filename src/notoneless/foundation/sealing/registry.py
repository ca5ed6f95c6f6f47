"""What every field of a table says of itself: how sensitive, for what purpose, how long it is kept, who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from django.db import models


class Level(IntEnum):
    """The four levels of general data (GB/T 43697-2024 annex H), as this project grades its fields."""

    PUBLIC = 1
    STAFF = 2
    CHILD = 3
    SENSITIVE = 4


class Purpose(StrEnum):
    """What a field is held for."""

    IDENTIFY = "identify"
    """To know which child it is, on both tracks."""
    REACH = "reach"
    """To reach the family."""
    ACCOUNT = "account"
    """To know who is answerable for whom, and when."""
    SECURE = "secure"
    """To know who did what, and to keep others out."""
    RUN = "run"
    """To make the program work; says nothing of a person."""


class Keep(StrEnum):
    """How long. The spans themselves are settings of the county until a plan names them."""

    CHILDHOOD = "childhood"
    """Until compulsory education is over and the county's span after it."""
    POST = "post"
    """As long as the person holds a post, and the span for accountability after it."""
    LOG = "log"
    """As long as logs must be kept (at least six months by the Cybersecurity Law)."""
    SHORT = "short"
    """Days: sessions, receipts, what waits to be delivered."""
    ALWAYS = "always"
    """The tree of units, and commitments that name nobody."""


@dataclass(frozen=True)
class Declared:
    """The declaration of one field. `seen`: the permission that shows it; None: never shown; `""`: shown with its row."""

    level: Level
    purpose: Purpose
    keep: Keep
    seen: str | None = ""


RUN = Declared(Level.PUBLIC, Purpose.RUN, Keep.ALWAYS)


def declared(model: type[models.Model]) -> dict[str, Declared]:
    """The declarations of a model's own fields, by name."""
    found: dict[str, Declared] = getattr(model, "DECLARED", {})
    return found


def undeclared(all_models: Iterator[type[models.Model]]) -> list[str]:
    """Fields without a declaration, and declarations without a field, as `app.Model.field`."""
    missing = []
    for model in all_models:
        names = {field.name for field in model._meta.concrete_fields}
        missing += [f"{model._meta.label}.{name}" for name in sorted(names ^ set(declared(model)))]
    return missing
