"""`notoneless serve`: the web server and the worker as children, the tick in between; a clean stop."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import DatabaseError, close_old_connections

from notoneless.interfaces.frame.asking import IDS, now
from notoneless.interfaces.jobs.tick import ask_for_due, give_up, take_lease

_LOG = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that children have to end by themselves."""

TICK = 5.0
"""Seconds between two looks at the clock."""

LONGEST_PAUSE = 60.0


@dataclass
class Child:
    """One process, started again when it ends, after a pause that grows."""

    name: str
    words: list[str]
    pause: float = 1.0
    due: float = 0.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def keep_alive(self, instant: float) -> None:
        """Start it if it does not run and its pause is over."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            _LOG.error("%s ended with %s", self.name, self.process.returncode)
            self.due, self.process = instant + self.pause, None
            self.pause = min(LONGEST_PAUSE, self.pause * 2)
        if instant >= self.due:
            self.process = subprocess.Popen(self.words, start_new_session=True)
            _LOG.info("%s started", self.name)

    def end(self) -> None:
        """Ask it to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait for its end; what does not end by itself is killed with all it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            _LOG.warning("%s was killed", self.name)


def children(host: str, port: int, threads: int) -> list[Child]:
    """The web server and the worker."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", "1", "--blocking-threads", str(threads), "--no-ws", "--http", "1", "--log-level", "warning"]
    web += ["--workers-kill-timeout", "5", "notoneless.interfaces.shell.web:application"]
    worker = [sys.executable, "-m", "django", "db_worker", "--interval", "1", "--no-startup-delay"]
    return [Child("web", web), Child("worker", worker)]


def supervise(kept: list[Child], stopping: Callable[[], bool]) -> None:
    """Keep the children alive and tick, until told to stop; then end everything in order."""
    holder = IDS.new()
    due = 0.0
    while not stopping():
        instant = time.monotonic()
        for child in kept:
            child.keep_alive(instant)
        if instant >= due:
            due = instant + TICK
            tick(holder)
        time.sleep(0.2)
    for child in kept:
        child.end()
    until = time.monotonic() + GRACE
    for child in kept:
        child.wait(until)
    give_up(holder, now())


def tick(holder: UUID) -> None:
    """One tick. A database that is busy or away is tried again with the next."""
    close_old_connections()
    try:
        at = now()
        if take_lease(holder, at):
            ask_for_due(at)
    except DatabaseError:
        _LOG.exception("the tick failed")
