"""Django's PostgreSQL, except that the tests' own cleaning up is done as the owner."""

from collections.abc import Iterable

from django.db.backends.postgresql import base, operations

from support.databases import owners_eyes


class DatabaseOperations(operations.DatabaseOperations):
    """Empties tables as their owner: the application may not."""

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        with owners_eyes():
            super().execute_sql_flush(sql_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of the tests."""

    ops_class = DatabaseOperations
