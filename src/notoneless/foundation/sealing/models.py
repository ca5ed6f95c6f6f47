"""Column types for sealed text. This room has no tables of its own: it stands lowest, beneath the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from notoneless.foundation.sealing.keys import key_ring


@dataclass(frozen=True)
class Plain:
    """Text on its way into a sealed column."""

    text: str

    def __repr__(self) -> str:
        return "Plain(…)"


@dataclass(frozen=True, repr=False)
class Box:
    """Sealed text as the table holds it."""

    closed: bytes

    def __repr__(self) -> str:
        return "Box(…)"


class Sealed(models.BinaryField[Any, Any]):
    """A column of sealed text. Its value is a `Box` when read, a `Plain` when set, or None.

    Only saving a whole row closes a `Plain`, because the row's id is bound into the box: an `update()` with one is refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: bytes | None, *_: object) -> Box | None:
        """A stored value as a `Box`."""
        return None if value is None else Box(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Box | None:
        """Close what is plain, in the place where it will lie."""
        value = getattr(model_instance, self.attname)
        if isinstance(value, Plain):
            value = Box(key_ring().close(value.text, place_of(model_instance, self.attname)))
            setattr(model_instance, self.attname, value)
        return value  # type: ignore[no-any-return]

    def get_db_prep_value(self, value: Box | None, connection: Any, prepared: bool = False) -> Any:
        """The bytes for the database. Raises TypeError for anything that is not closed."""
        if value is not None and not isinstance(value, Box):
            raise TypeError(f"{self.name} takes sealed text only")
        closed = None if value is None else value.closed
        return super().get_db_prep_value(closed, connection, prepared)


class BlindIndex(models.BinaryField[Any, Any]):
    """The search key of a sealed column of the same row, made when that column is set.

    Declared above its source, so that it is made before the source is closed.
    """

    def __init__(self, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs |= {"editable": False, "null": True, "max_length": 16}
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        """For migrations: with the source."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        """The key of a source that was set; the stored one where the source is unchanged."""
        value = getattr(model_instance, self.source)
        if value is None:
            key = None
        elif isinstance(value, Plain):
            key = key_ring().index(value.text, label_of(type(model_instance), self.source))
        else:
            return getattr(model_instance, self.attname)  # type: ignore[no-any-return]
        setattr(model_instance, self.attname, key)
        return key


def place_of(row: models.Model, field: str) -> str:
    """Where a box lies: table, row and field."""
    if row.pk is None:
        raise TypeError("a row gets its id before its sealed columns")
    return f"{row._meta.db_table}/{row.pk}/{field}"


def label_of(model: type[models.Model], field: str) -> str:
    """What distinguishes the search keys of one column from those of another."""
    return f"{model._meta.db_table}/{field}"


def search_keys(model: type[models.Model], field: str, text: str) -> list[bytes]:
    """What the blind index of `field` may hold for `text`, under each key of the ring."""
    return key_ring().indexes(text, label_of(model, field))


def opened(row: models.Model, field: str) -> str | None:
    """The text of a sealed column. For `reveal`, the audit and re-keying alone; `tests/test_house.py` holds them to it."""
    value = getattr(row, field)
    if isinstance(value, Plain):
        return value.text
    return None if value is None else key_ring().open(value.closed, place_of(row, field))
