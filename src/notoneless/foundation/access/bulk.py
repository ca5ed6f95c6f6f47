"""Many rows at once: what an action writes by the thousand, in the one form that costs no object for each."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

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


def run_many(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one statement for each row of bare values."""
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)  # type: ignore[arg-type]


def _column(model: type[models.Model], field: str) -> str:
    found: Any = model._meta.get_field(field)
    return str(found.column)
