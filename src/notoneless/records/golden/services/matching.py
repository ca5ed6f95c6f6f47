"""Matching beside everything else: a process of its own has the rows of whole rosters in memory, and gives it all back."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from notoneless.records.golden.rules.seeing import Listed, answered, ask, seen
from notoneless.records.golden.rules.sightings import Sighting

APART = 20_000
"""Rows from which on a process of its own is worth the half second it takes to start."""

_ASKED = [sys.executable, "-P", "-c", "from notoneless.records.golden.rules.seeing import main; main()"]


class MatchingEndedError(RuntimeError):
    """The process that matches has ended without an answer; its exit code."""


@contextmanager
def matching() -> Iterator["Matching"]:
    """Within, rosters are matched; what has not been answered by the end is answered for nobody."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        yield Matching(beside)


class Matching:
    """Questions who is listed, and their answers."""

    def __init__(self, beside: ThreadPoolExecutor) -> None:
        self._beside = beside

    def begin(self, listed: Listed) -> "Future[list[Sighting]]":
        """Begin to match. The result raises NotonelessError as `seen` does, MatchingEndedError where the process has ended."""
        return self._beside.submit(_apart, [listed]) if len(listed) >= APART else self._beside.submit(seen, listed)


def _apart(listed: list[Listed]) -> list[Sighting]:
    """Ask another process; once it has the rosters, they are let go of here."""
    with subprocess.Popen(_ASKED, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise TypeError("a process asked for pipes has them")
        try:
            with process.stdin as question:
                ask(listed.pop(), question)
            return answered(process.stdout)
        except (BrokenPipeError, EOFError, pickle.UnpicklingError) as error:
            raise MatchingEndedError(process.wait()) from error
