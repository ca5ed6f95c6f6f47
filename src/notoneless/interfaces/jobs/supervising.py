"""The supervisor: keeps the web server and the worker running, and ends them when it is told to end."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from notoneless.interfaces.jobs.logs import told
from notoneless.interfaces.jobs.web import SUPERVISED
from notoneless.kernel.problems import NotonelessError, Problem

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
"""Seconds before a child that ended by itself is started again; doubled each time."""

STEADY = 60.0
"""Seconds after which a child counts as well again."""

STOP_SECONDS = 8.0
"""Seconds that children have to end before they are killed."""

_LOOK = 0.1


FRUGAL = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_MMAP_THRESHOLD_": "524288",
    "MALLOC_TRIM_THRESHOLD_": "524288",
}
"""How children get their memory: what a roster of 100,000 rows took goes back to the machine when it has been worked out, and
is not kept for the next one. Arrow's own reserve and glibc's growing threshold keep 70 of 460 MB (`bench.rosters_to_children`).
"""


@dataclass
class Child:
    """A process that is to be there."""

    name: str
    words: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float = 0.0

    def start(self) -> None:
        """Start it, in a session of its own: Ctrl+C in a terminal reaches the supervisor alone."""
        environment = {**FRUGAL, **os.environ, SUPERVISED: str(os.getpid())}
        self.process = subprocess.Popen(self.words, start_new_session=True, stdin=subprocess.DEVNULL, env=environment)
        self.started = time.monotonic()
        told("child begins", child=self.name, process=self.process.pid)

    def look(self) -> None:
        """Start it again when it has ended and waited long enough."""
        if self.process is not None and self.process.poll() is not None:
            alive = time.monotonic() - self.started
            self.pause = FIRST_PAUSE if alive >= STEADY else min(self.pause * 2, LONGEST_PAUSE)
            self.again_at = time.monotonic() + self.pause
            code = self.process.returncode
            told("child ended by itself", level="ERROR", child=self.name, code=code, pause=self.pause)
            self.process = None
        if self.process is None and time.monotonic() >= self.again_at:
            self.start()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it and all it has started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.process is None or self.process.poll() is not None


@dataclass
class Supervisor:
    """Children, and whether they are to end."""

    children: Sequence[Child]
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Keep the children running until SIGTERM or SIGINT, then end them."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        while not self.stop.is_set():
            for child in self.children:
                child.look()
            self.stop.wait(_LOOK)
        self.end()

    def end(self) -> None:
        """Ask all children to end; kill those that do not."""
        for child in self.children:
            if child.process is not None:
                with suppress(ProcessLookupError):
                    child.process.send_signal(signal.SIGTERM)
        latest = time.monotonic() + STOP_SECONDS
        while time.monotonic() < latest and not all(child.is_over() for child in self.children):
            time.sleep(_LOOK)
        for child in self.children:
            if not child.is_over():
                told("child had to be killed", level="WARNING", child=child.name)
            child.signal(signal.SIGKILL)  # whatever it has left behind goes too
            if child.process is not None:
                child.process.wait()
        told("stopped")


def children_of(host: str, port: int, workers: int, *tls: str) -> list[Child]:
    """The web server and the worker. `tls`: the files of certificate and key, where it speaks TLS itself."""
    start = [sys.executable, "-m"]
    web = [*start, "notoneless.interfaces.jobs.web", host, str(port), str(workers), *tls]
    return [Child("web", web), Child("worker", [*start, "notoneless.interfaces.jobs.worker"])]


def check_port(host: str, port: int) -> None:
    """Raise NotonelessError where nobody can listen: better told once than by a child that ends again and again."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        raise NotonelessError(Problem("jobs.port_taken", {"address": f"{host}:{port}"})) from error
