"""Which clauses count as acted out, what is told of them, and that a mark of no clause fails."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from support.clauses import ClauseCount, floor, known, mark_clauses, told

ROOT = Path(__file__).parents[2]


def report(clause: str, outcome: str, when: str = "call") -> Any:
    return SimpleNamespace(
        user_properties=[("clause", clause), ("other", "9.99")],
        when=when,
        nodeid=f"tests/a.py::test_{clause}",
        passed=outcome == "passed",
        failed=outcome == "failed",
    )


def test_the_plans_have_all_their_clauses() -> None:
    clauses = known()
    assert len(clauses) == 169
    assert set(clauses.values()) == {str(number) for number in range(1, 9)}
    assert all(each.partition(".")[0] == plan for each, plan in clauses.items())
    assert 0 < floor() <= len(clauses)


@pytest.mark.parametrize(
    ("reports", "acted"),
    [
        ([("1.01", "passed", "call")], {"1.01"}),
        ([("1.01", "passed", "setup")], set()),
        ([("1.01", "skipped", "call")], set()),
        ([("1.01", "passed", "call"), ("1.01", "failed", "teardown")], set()),
        ([("1.01", "passed", "call"), ("1.02", "failed", "call")], {"1.01"}),
        ([("1.01", "failed", "call"), ("1.01", "passed", "call")], set()),
    ],
)
def test_a_clause_counts_where_a_test_passed_and_none_failed(
    reports: list[tuple[str, str, str]], acted: set[str]
) -> None:
    count = ClauseCount()
    for each in reports:
        count.pytest_runtest_logreport(report(*each))
    assert count.acted == acted


def test_each_clause_is_written_with_the_names_of_its_tests(tmp_path: Path) -> None:
    count = ClauseCount(tmp_path / "build" / "clauses.json")
    for clause, outcome in (("5.10", "passed"), ("1.01", "passed"), ("1.02", "failed"), ("1.02", "passed")):
        count.pytest_runtest_logreport(report(clause, outcome))
    count.pytest_terminal_summary(SimpleNamespace(section=str, write_line=str))  # type: ignore[arg-type]
    written = json.loads((tmp_path / "build" / "clauses.json").read_text(encoding="utf-8"))
    assert written == {"1.01": ["tests/a.py::test_1.01"], "5.10": ["tests/a.py::test_5.10"]}
    assert list(written) == ["1.01", "5.10"]


@pytest.mark.parametrize(
    ("least", "last"),
    [(0, "raise tests/clauses/floor.txt to 1"), (1, "acted out: 1 of 3, the floor is 1"), (2, "has lost its test")],
)
def test_what_is_told_names_the_floor(least: int, last: str) -> None:
    lines = told({"1.01"}, {"1.01": "1", "1.02": "1", "2.01": "2"}, least)
    assert lines[:2] == ["plan 1: 1 of 2 (1.01)", "plan 2: 0 of 1"]
    assert last in lines[-1]


@pytest.mark.parametrize("least", [0, 2])
def test_a_run_below_the_floor_fails(monkeypatch: pytest.MonkeyPatch, least: int) -> None:
    monkeypatch.setattr("support.clauses.floor", lambda: least)
    count, session = ClauseCount(), SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    count.pytest_runtest_logreport(report("1.01", "passed"))
    count.pytest_sessionfinish(session)  # type: ignore[arg-type]
    assert session.exitstatus == (pytest.ExitCode.TESTS_FAILED if least else pytest.ExitCode.OK)


def test_a_mark_of_no_clause_fails() -> None:
    marks = [SimpleNamespace(args=("5.13", "9.99"))]
    item: Any = SimpleNamespace(nodeid="here", user_properties=[], iter_markers=lambda _: marks)
    with pytest.raises(pytest.UsageError, match=r"no clause '9\.99'"):
        mark_clauses([item])


def test_a_real_run_tells(tmp_path: Path) -> None:
    asked = ["--clauses", "-p", "no:xdist", f"--basetemp={tmp_path}", "tests/clauses", "-k", "the_plans_have"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert f"clauses acted out: 0 of 169, the floor is {floor()}" in done.stdout
