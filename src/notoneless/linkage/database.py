"""The database in which a population is joined: in memory, opened once, shared by all joins of it."""

from functools import cached_property

import duckdb


class Database:
    """A DuckDB database that is opened when first asked for; opening one costs more than a small join."""

    @cached_property
    def _root(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect()

    def open(self) -> None:
        """Open it now, while something else is being done."""
        self.connection().close()

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A connection with tables of its own; whoever asks for it closes it."""
        return self._root.cursor()
