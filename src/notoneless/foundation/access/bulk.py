"""Many rows at once: what an action writes by the thousand, in the one form that costs no object for each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.functions import Cast

_TOGETHER = 500
"""Rows of one statement where a statement is a journey to a server."""


def insert_many(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of bare values in the order of `fields`: ids as 32 hexadecimal digits, days as ISO 8601, sealed bytes.

    The caller has done what saving a row would: sealed, indexed, cut to length. Must run within an action, as all writing.
    """
    meta = model._meta
    columns = ", ".join(connection.ops.quote_name(_column(model, field)) for field in fields)
    into = f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({columns}) VALUES "
    places = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(into + places, rows)  # type: ignore[arg-type]
            return
        left = iter(rows)
        while part := list(islice(left, _TOGETHER)):
            cursor.execute(into + ", ".join([places] * len(part)), [value for row in part for value in row])


def select_many(
    model: type[models.Model], fields: Sequence[str], key: str, values: Sequence[Any], *, also: str = ""
) -> Iterator[tuple[Any, ...]]:
    """Rows whose column `key` holds one of `values`, as bare values: ids as 32 hexadecimal digits, days as ISO 8601.

    `also`: a further condition, in SQL. Whoever calls has to be allowed to see all of them, as an action that writes them is.
    """
    meta, quoted = model._meta, connection.ops.quote_name
    shown = ", ".join(_shown(model, field) for field in fields)
    where = f"SELECT {shown} FROM {quoted(meta.db_table)} WHERE {quoted(_column(model, key))} IN "
    with connection.cursor() as cursor:
        for start in range(0, len(values), _TOGETHER):
            part = values[start : start + _TOGETHER]
            cursor.execute(f"{where}({', '.join(['%s'] * len(part))}){also and f' AND {also}'}", part)
            rows = cursor.fetchall()
            yield from rows if connection.vendor == "sqlite" else (tuple(map(_bare, row)) for row in rows)


def _shown(model: type[models.Model], field: str) -> str:
    """A column as it is asked for: a day as text, which is what inserting takes."""
    name = connection.ops.quote_name(_column(model, field))
    return f"CAST({name} AS TEXT)" if isinstance(model._meta.get_field(field), models.DateField) else name


def _bare(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return bytes(value) if isinstance(value, memoryview) else value


def as_text(column: str) -> Cast:
    """A column of ids, or of days, as text: what costs no object for each."""
    return Cast(column, models.TextField())


class Ids(dict[str, UUID]):
    """Ids by the text that a database gives of them (`as_text`): each is made once, however often it occurs."""

    def __init__(self, known: Iterable[UUID] = ()) -> None:
        is_bare = connection.vendor == "sqlite"
        super().__init__((each.hex if is_bare else str(each), each) for each in known)

    def __missing__(self, text: str) -> UUID:
        made = self[text] = UUID(text)
        return made


def run_many(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one statement for each row of bare values."""
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)  # type: ignore[arg-type]


def _column(model: type[models.Model], field: str) -> str:
    found: Any = model._meta.get_field(field)
    return str(found.column)
