"""What is run on the rosters: the floor, the command, other tools; and how right each was."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import Cost, ProcessFailedError, middle, output, run
from bench.rosters import NOTONELESS, Rosters

FLOOR, RECONCILE, WORKBOOK = "bare join", "reconcile", "with workbook"
SCRIPTS = Path(__file__).parent
OTHERS = {"Splink 5": "with_splink.py", "recordlinkage": "with_recordlinkage.py"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tool cost (median of its runs) and how right it was (as `notoneless demo score --json` says)."""

    tool: str
    cost: Cost
    score: dict[str, Any]


def own_and_floor(data: Rosters, runs: int, *, workbook: bool) -> dict[str, Outcome]:
    """The floor and the command in turns, so that a busy machine troubles both alike. Raises ProcessFailedError."""
    commands = {FLOOR: _script("bare_join.py", data, FLOOR), RECONCILE: [*_reconcile(data, RECONCILE), "--no-xlsx"]}
    if workbook:
        commands[WORKBOOK] = _reconcile(data, WORKBOOK)
    costs: dict[str, list[Cost]] = {tool: [] for tool in commands}
    for _ in range(runs):
        for tool, command in commands.items():
            costs[tool].append(run(command, _log(data, tool)))
    _list_absent(data, FLOOR)
    return {tool: Outcome(tool, middle(costs[tool]), _score(data, tool)) for tool in commands}


def others(data: Rosters, runs: int, python: str) -> Iterator[Outcome | str]:
    """The other tools one after another, run by the interpreter `python`: an outcome each, or why there is none."""
    for tool, script in OTHERS.items():
        try:
            cost = middle([run(_script(script, data, tool, python), _log(data, tool)) for _ in range(runs)])
            _list_absent(data, tool)
            yield Outcome(tool, cost, _score(data, tool))
        except ProcessFailedError as error:
            yield f"{tool}: {error}"


def _script(name: str, data: Rosters, tool: str, python: str = sys.executable) -> list[str]:
    return [python, str(SCRIPTS / name), *data.files, str(_result(data, tool))]


def _reconcile(data: Rosters, tool: str) -> list[str]:
    household, school, elsewhere = data.files
    files = ["--household", household, "--school", school, "--elsewhere", elsewhere]
    return [*NOTONELESS, "reconcile", *files, "--as-of", data.as_of, "--out", str(_result(data, tool))]


def _result(data: Rosters, tool: str) -> Path:
    """The folder a tool writes to."""
    folder = data.folder / "results" / tool.replace(" ", "_")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _log(data: Rosters, tool: str) -> Path:
    return _result(data, tool).with_suffix(".log")


def _list_absent(data: Rosters, tool: str) -> None:
    """Name the children without a link, in the place of a tool that only links; not counted in its time."""
    output([sys.executable, str(SCRIPTS / "absent.py"), data.files[0], data.as_of, str(_result(data, tool))])


def _score(data: Rosters, tool: str) -> dict[str, Any]:
    words = ("demo", "score", "--truth", str(data.truth), "--result", str(_result(data, tool)), "--json")
    score: dict[str, Any] = json.loads(output((*NOTONELESS, *words)))
    return score
