"""Has every hostile file decided in a process of its own, under a clock and with little memory, and reports each that is not.

`python -m hostile.driver [SHARE]` from the folder of tests. A parent that has loaded the readers forks a child for each
file; the child may work for SECONDS and EXTRA bytes more than it began with, and must tell one Chinese sentence of an allowed
code, or read the three children. Nothing may have been written beside the file.
"""

import json
import os
import re
import resource
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hostile.corpus import CORPUS
from hostile.crafting import MIB, READ, Hostile
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.tabular.limits import UPLOAD_LIMITS
from notoneless.tabular.reading import read_roster
from tabular.tabular_files import names

SECONDS = 2.0
EXTRA = 200 * MIB
_LONGEST = 20
_ADDRESSES = 4096 * MIB
"""Addresses, beyond those in use, that a child may ask for: threads reserve many that they never fill."""


@dataclass(frozen=True)
class Seen:
    """What became of one file: the outcome, what was told, seconds, extra bytes, and what was written."""

    outcome: str
    told: str
    seconds: float
    extra: int
    written: tuple[str, ...] = ()

    def fault(self, file: Hostile) -> str:
        """What is wrong with it; empty if nothing is."""
        if self.outcome not in file.allowed:
            return f"outcome {self.outcome}: {self.told}"
        if self.written:
            return f"written: {self.written}"
        if self.seconds > SECONDS:
            return f"{self.seconds:.1f} s ({self.outcome})"
        return f"{self.extra // MIB} MB ({self.outcome})" if self.extra > EXTRA else ""


def decide(path: Path) -> tuple[str, str]:
    """The outcome of reading `path`, and the sentence told of it."""
    try:
        roster = read_roster(path, limits=UPLOAD_LIMITS)
    except NotonelessError as error:
        told = sentence(error.told, "zh")
        whole = re.search("[\u4e00-\u9fff]", told) and "{" not in told and "\n" not in told
        return (error.problem.code.removeprefix("tabular.") if whole else "no sentence"), told
    read = roster.data["name"].to_pylist()
    return (READ, "") if read[:3] == names(3) else ("other", str(read[:5]))


def seen(file: Hostile) -> Seen:
    """What becomes of `file` in a child process."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "in" / file.file
        place.parent.mkdir()
        file.make(place)
        scratch = Path(folder) / "scratch"
        scratch.mkdir()
        before = sorted(Path(folder).rglob("*"))
        outcome, told, extra, seconds = _in_child(place, scratch)
        written = tuple(str(made) for made in sorted(Path(folder).rglob("*")) if made not in before)
        return Seen(outcome, told, seconds, extra, written)


def _in_child(path: Path, scratch: Path) -> tuple[str, str, int, float]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _act(path, scratch, writing)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    if not text:
        return f"ended by {os.waitstatus_to_exitcode(status)}", "", 0, float(_LONGEST)
    outcome, told, extra, seconds = json.loads(text)
    return str(outcome), str(told), int(extra), float(seconds)


def _act(path: Path, scratch: Path, answer: int) -> None:
    os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)
    signal.alarm(_LONGEST)
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    base, before = _peak("VmRSS"), _seconds()
    most = _peak("VmSize") + _ADDRESSES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        outcome, told = decide(path)
    except BaseException as error:
        outcome, told = f"raised {type(error).__name__}", str(error)[:200]
    extra = _peak("VmHWM") - base + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    os.write(answer, json.dumps([outcome, told, extra, _seconds() - before]).encode())
    os._exit(0)


def _seconds() -> float:
    """Seconds of work of this process and of those it began: what other programs take from it does not count."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _peak(name: str) -> int:
    status = Path("/proc/self/status").read_text()
    found = re.search(rf"{name}:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def load() -> None:
    """Load the readers before the first file, so that no file pays for that."""
    from notoneless.tabular import parquet_rosters
    from notoneless.tabular.text import rosters as texts
    from notoneless.tabular.workbooks import rosters as workbooks

    assert all((parquet_rosters, texts, workbooks))


def run(files: Sequence[Hostile]) -> list[str]:
    """One line for each of `files` that is not decided as it should be."""
    load()
    faults = []
    for file in files:
        found = seen(file)
        fault = found.fault(file)
        if fault:
            faults.append(f"{file.name}: {fault}")
        if os.environ.get("VERBOSE"):
            sys.stdout.write(f"{file.name}: {found.outcome} {found.seconds:.2f} s {found.extra // MIB} MB\n")
    return faults


def main() -> int:
    """Run the whole corpus, or one file in SHARE of it; 1 if any file is not decided."""
    share = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    files = CORPUS[::share]
    if "ONLY" in os.environ:
        files = [file for file in CORPUS if file.name in os.environ["ONLY"].split("|")]
    faults = run(files)
    sys.stdout.write("\n".join([f"{len(files)} hostile files, {len(faults)} not decided", *faults, ""]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
