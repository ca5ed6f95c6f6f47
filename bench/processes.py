"""Whole processes, started afresh, with the time they took and the memory they held."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024


class ProcessFailedError(Exception):
    """A process ended with an exit code other than 0; the text is the last line it wrote."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`seconds` of wall time from start to end of the process, `megabytes` (10^6 bytes) resident at the peak."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], log: Path) -> Cost:
    """Run a command to its end, its words going to `log`. Raises ProcessFailedError.

    The peak comes from wait4, whose figure starts at the size of the process that starts the command: hence no large
    library may be imported here.
    """
    with log.open("wb") as words:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=words, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise ProcessFailedError(_last_line(log) or f"exit code {process.returncode}")
    return Cost(seconds, usage.ru_maxrss * _BYTES_OF_MAXRSS / 1e6)


def output(command: Sequence[str]) -> str:
    """What a command prints. Raises ProcessFailedError."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise ProcessFailedError((done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    return done.stdout


def middle(costs: Sequence[Cost]) -> Cost:
    """The median time and the median memory."""
    return Cost(median(cost.seconds for cost in costs), median(cost.megabytes for cost in costs))


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else ""
