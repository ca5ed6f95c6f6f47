"""The database backend of the SQLite file (`ENGINE`): one writer at a time, and the others in line.

SQLite lets a writer who finds the file taken sleep and look again, ever more seldom: under load a worker that writes without
pause keeps teachers out for seconds. Here a transaction first takes the lock of a file beside the database, whose waiters
the operating system wakes when it is free, and gives it back when the transaction ends or the process does.
"""

import os
import sys
import time
from typing import Any

from django.db.backends.sqlite3 import base

from notoneless.foundation.access.turns.line import Line, line_of

SUFFIX = "-turn"
"""What the name of the lock's file has behind that of the database."""

_USUAL = 5.0
"""Seconds of patience where the settings name none: those of SQLite."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait in line. Raises OperationalError where no turn comes within the timeout.

    The timeout is all the patience there is: what was spent on the turn is not to be had again for SQLite's own lock, which
    is taken meanwhile only by somebody who knows nothing of the line.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._turn: Turn | None = None

    # the stubs of Django do not know these steps of a connection

    def _start_transaction_under_autocommit(self) -> None:
        if self._turn is None:
            self._turn = Turn(str(self.settings_dict["NAME"]) + SUFFIX)
        patience = float(self.settings_dict["OPTIONS"].get("timeout", _USUAL))
        begun = time.monotonic()
        if not self.is_in_memory_db():
            self._turn.take(patience)
        try:
            self._begin(patience, time.monotonic() - begun)
        except BaseException:
            self._turn.give_back()
            raise

    def _begin(self, patience: float, spent: float) -> None:
        """Begin a transaction with what is left of the patience, and have all of it again for what comes then."""
        is_short = spent > _NOTHING
        if is_short:
            self._wait_for_locks(max(patience - spent, 0))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        finally:
            if is_short:
                self._wait_for_locks(patience)

    def _wait_for_locks(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.give_back()


_NOTHING = 0.01
"""Seconds that count as none: a turn that was there at once."""


class Turn:
    """The turn of one connection on the file at `place`. Where there are no locks of files, every turn is there at once."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._taken: tuple[int, Line] | None = None

    def take(self, seconds: float) -> None:
        """Wait for the turn, at most so many seconds. Raises OperationalError where it does not come."""
        if sys.platform == "win32" or self._taken is not None:
            return
        process = os.getpid()
        line = line_of(process, self.place)
        line.take(seconds)
        self._taken = process, line

    def give_back(self) -> None:
        """Let the next have the turn. Does nothing without one, and nothing in a process that was forked from its holder."""
        if self._taken is not None:
            (process, line), self._taken = self._taken, None
            if process == os.getpid():
                line.give_back()
