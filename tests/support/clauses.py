"""The clauses of the plans, and which of them were acted out by tests that passed."""

import csv
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOOR = ROOT / "tests" / "clauses" / "floor.txt"
WRITTEN = ROOT / "build" / "clauses.json"
"""Which tests acted out which clause, in the run before."""
_PROPERTY = "clause"


def known() -> dict[str, str]:
    """Every clause by id, with the number of its plan."""
    with (ROOT / "plans" / "clauses.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["plan"] for row in csv.DictReader(file)}


def mark_clauses(items: Iterable[pytest.Item]) -> None:
    """Let each test's report name its clauses. Raises UsageError for an id that no plan has."""
    clauses = known()
    for item in items:
        for each in (each for mark in item.iter_markers("clause") for each in mark.args):
            if each not in clauses:
                raise pytest.UsageError(f"{item.nodeid}: plans/clauses.csv has no clause {each!r}")
            item.user_properties.append((_PROPERTY, each))


def told(acted: Collection[str], clauses: Mapping[str, str], floor: int) -> list[str]:
    """The lines that say how many clauses were acted out, plan by plan, and how that stands to the floor."""
    lines = []
    for plan in sorted(set(clauses.values()), key=int):
        own = [each for each in clauses if clauses[each] == plan]
        done = [each for each in own if each in acted]
        lines.append(f"plan {plan}: {len(done)} of {len(own)}" + (f" ({' '.join(done)})" if done else ""))
    lines.append(f"clauses acted out: {len(acted)} of {len(clauses)}, the floor is {floor}")
    if len(acted) > floor:
        lines.append(f"raise {FLOOR.relative_to(ROOT)} to {len(acted)}")
    if len(acted) < floor:
        lines.append("fewer than there were: a clause has lost its test")
    return lines


class ClauseCount:
    """Hears of every test, and tells at the end. A clause counts where a test of it passed and none failed.

    What was acted out is written to a file too: each clause with the names of its tests.
    """

    def __init__(self, written: Path | None = None) -> None:
        self._passed: dict[str, set[str]] = defaultdict(set)
        self._failed: set[str] = set()
        self._written = written

    @property
    def acted(self) -> set[str]:
        """The clauses that were acted out."""
        return self._passed.keys() - self._failed

    def tests(self) -> dict[str, list[str]]:
        """The names of the tests that acted out each clause, in the order of the plans."""
        return {each: sorted(self._passed[each]) for each in known() if each in self.acted}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One part of one test has ended."""
        named = {str(value) for name, value in report.user_properties if name == _PROPERTY}
        if report.failed:
            self._failed |= named
        elif report.when == "call" and report.passed:
            for each in named:
                self._passed[each].add(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run below the floor."""
        if len(self.acted) < floor() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell, and write."""
        if self._written is not None:
            self._written.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self.tests(), ensure_ascii=False, indent=1)
            self._written.write_text(f"{text}\n", encoding="utf-8")
        terminalreporter.section("clauses")
        for line in told(self.acted, known(), floor()):
            terminalreporter.write_line(line)


def floor() -> int:
    """How many clauses were acted out already."""
    return int(FLOOR.read_text(encoding="utf-8"))
