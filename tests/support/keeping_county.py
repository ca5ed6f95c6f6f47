"""The county of the tests, built once by its actions and put back as it was for every test after the first."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection

from notoneless.foundation.access.scope import tell_database
from support.county import County, build_county
from support.databases import is_postgres, owners_eyes


@dataclass
class Kept:
    """The county as it was just built, and the rows of its tables."""

    county: County | None = None
    rows: dict[str, Any] = field(default_factory=dict)

    def fresh(self) -> County:
        """A county in an empty database, the same each time."""
        if self.county is None:
            with owners_eyes():
                empty = [table for table in _tables() if not _holds_rows(table)]
            self.county = build_county()
            with owners_eyes():
                self.rows = {table: _taken(table) for table in empty if _holds_rows(table)}
        else:
            with owners_eyes():
                for table, rows in self.rows.items():
                    _put_back(table, rows)
        county = self.county.again()
        tell_database(county.ctx("陈局长"))  # as the last action of the building did
        return county


def _tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _holds_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
        return bool(cursor.fetchone()[0])


def _taken(table: str) -> Any:
    """The rows of a table as the database itself writes them."""
    if is_postgres():
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copied:
            return b"".join(bytes(part) for part in copied)
    names = _columns(table)
    # a sign before a column, so that nothing is made of the bare value
    bare = ", ".join(f"+{name}" for name in names)
    return connection.connection.execute(f"SELECT {bare} FROM {table} ORDER BY rowid").fetchall()


def _put_back(table: str, rows: Any) -> None:
    if is_postgres():
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copied:
            copied.write(rows)
        return
    names = _columns(table)
    places = ", ".join("?" * len(names))
    connection.connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)


def _columns(table: str) -> list[str]:
    model = next(each for each in apps.get_models(include_auto_created=True) if each._meta.db_table == table)
    return [f'"{column.column}"' for column in model._meta.concrete_fields]
