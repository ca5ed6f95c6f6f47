"""The line of a process: its writers wait here in the order of coming, and one thread of it stands for all of them outside.

A system that knows an order of waiters knows no end of their patience: who waits for its lock stands there until it comes.
So one thread at most, with one descriptor, waits for the lock; whoever gives up leaves the line and holds nothing.
"""

import os
import sys
import threading
from collections import deque
from functools import cache
from pathlib import Path

from django.db.utils import OperationalError


class Line:
    """Those of one process who wait for the lock of the file at `place`.

    When the lock has come, all who were in line by then go one after the other; then it is given back, so that another process
    has its turn, and whoever came meanwhile is stood for again.
    """

    def __init__(self, place: str) -> None:
        self._place, self._changing = Path(place), threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._opened: int | None = None
        self._more, self._is_standing = 0, False

    def take(self, seconds: float) -> None:
        """Wait for the turn, at most so many seconds. Raises OperationalError where it does not come, or cannot."""
        mine = threading.Event()
        with self._changing:
            if self._opened is None and not self._is_standing:
                opened = _opened_at(self._place)
                if _locked(opened):
                    self._opened = opened
                    return
                self._stand(opened)
            self._waiting.append(mine)
        if not self._came(mine, seconds):
            raise OperationalError("database is locked")

    def give_back(self) -> None:
        """Let the next one go, or another process."""
        with self._changing:
            self._go_on()

    def _came(self, mine: threading.Event, seconds: float) -> bool:
        """Whether the turn came in time. Who leaves, for whatever reason, leaves nobody behind waiting for it."""
        try:
            return mine.wait(seconds) or not self._left(mine)
        except BaseException:
            if not self._left(mine):
                self.give_back()
            raise

    def _left(self, mine: threading.Event) -> bool:
        """Leave the line. Whether it was not too late: the turn may come at the very last moment."""
        with self._changing:
            if mine.is_set():
                return False
            place = self._waiting.index(mine)
            del self._waiting[place]
            self._more -= place < self._more  # nobody who comes later goes in its stead
            return True

    def _go_on(self) -> None:
        if self._opened is None:
            return
        if self._more and self._waiting:
            self._more -= 1
            self._waiting.popleft().set()
            return
        opened, self._opened = self._opened, None
        _unlocked(opened)
        if self._waiting:
            self._stand(opened)
        else:
            os.close(opened)

    def _stand(self, opened: int) -> None:
        try:
            threading.Thread(target=self._standing, args=[opened], daemon=True).start()
        except RuntimeError:  # no more threads: nobody stands, and who waits gives up in time
            os.close(opened)
        else:
            self._is_standing = True

    def _standing(self, opened: int) -> None:
        came = _waited_for(opened)
        with self._changing:
            self._is_standing = False
            if came:
                self._opened, self._more = opened, len(self._waiting)
                self._go_on()
            else:
                os.close(opened)


@cache
def line_of(process: int, place: str) -> Line:  # noqa: ARG001 (a forked process has a line of its own)
    """The line of a process for a file."""
    return Line(place)


def _opened_at(place: Path) -> int:
    try:
        return os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise OperationalError(f"no turn can be waited for: {error.strerror}") from error


def _locked(opened: int) -> bool:
    """Whether the lock is there at once. Raises OperationalError where there are no locks."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        os.close(opened)
        raise OperationalError(f"no turn can be taken: {error.strerror}") from error
    return True


def _waited_for(opened: int) -> bool:
    """Stand in line for the lock, however long. Whether it came."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
        except OSError:
            return False
    return True


def _unlocked(opened: int) -> None:
    """Unlock: a process that was forked meanwhile has the same open file, and closing it alone would keep its lock."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(opened, fcntl.LOCK_UN)
