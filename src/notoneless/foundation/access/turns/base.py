"""The database backend of the SQLite file (`ENGINE`): one writer at a time, and the others in line.

SQLite lets a writer who finds the file taken sleep and look again, ever more seldom: under load a worker that writes without
pause keeps teachers out for seconds. Here a transaction first takes the lock of a file beside the database, whose waiters
the operating system wakes when it is free, and gives it back when the transaction ends or the process does.
"""

import os
import sys
import threading
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

SUFFIX = "-turn"
"""What the name of the lock's file has behind that of the database."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait in line. Raises OperationalError where no turn comes within the timeout."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._turn: Turn | None = None

    # the stubs of Django do not know these steps of a connection

    def _start_transaction_under_autocommit(self) -> None:
        if self._turn is None:
            self._turn = Turn(str(self.settings_dict["NAME"]) + SUFFIX)
        if not self.is_in_memory_db():
            self._turn.take(self.settings_dict["OPTIONS"].get("timeout", 5))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._turn.give_back()
            raise

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


class Turn:
    """The lock of one connection on the file at `place`. Where there are no such locks, every turn is there at once."""

    def __init__(self, place: str) -> None:
        self.place = Path(place)
        self._opened: int | None = None

    def take(self, seconds: float) -> None:
        """Wait for the turn, at most so many seconds. Raises OperationalError where it does not come."""
        if sys.platform == "win32" or self._opened is not None:
            return
        try:
            opened = os.open(self.place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise OperationalError(f"no turn can be waited for: {error.strerror}") from error
        if not _locked(opened) and not _Waiting(opened).came_within(seconds):
            raise OperationalError("database is locked")
        self._opened = opened

    def give_back(self) -> None:
        """Let the next have the turn. Does nothing without one."""
        if self._opened is not None:
            opened, self._opened = self._opened, None
            _given_back(opened)


def _given_back(opened: int) -> None:
    """Unlock and close: a process that was forked meanwhile has the same open file, and would keep its lock."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(opened, fcntl.LOCK_UN)
    os.close(opened)


class _Waiting:
    """A thread that stands in line, because a system that knows an order of waiters knows no end of their patience."""

    def __init__(self, opened: int) -> None:
        self._opened, self._is_left = opened, False
        self._came, self._changing = threading.Event(), threading.Lock()
        threading.Thread(target=self._stand, daemon=True).start()

    def came_within(self, seconds: float) -> bool:
        """Whether the turn came in time. Who leaves the line, for whatever reason, has none when it comes after all."""
        came = False
        try:
            came = self._came.wait(seconds)
        finally:
            with self._changing:
                self._is_left = not came
                if self._is_left and self._came.is_set():
                    _given_back(self._opened)
        return came

    def _stand(self) -> None:
        import fcntl

        fcntl.flock(self._opened, fcntl.LOCK_EX)
        with self._changing:
            if self._is_left:
                _given_back(self._opened)
            else:
                self._came.set()


def _locked(opened: int) -> bool:
    import fcntl

    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        os.close(opened)
        raise OperationalError(f"no turn can be taken: {error.strerror}") from error
    return True
