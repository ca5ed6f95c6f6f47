"""Measure the command on invented rosters and print what it cost and how right it was."""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from bench import report
from bench.measuring import FLOOR, Outcome, others, own_and_floor
from bench.processes import ProcessFailedError
from bench.rosters import rosters

COMPARED = 100_000
"""The most children for whom a workbook is made and other tools are run: beyond, these take minutes and gigabytes."""

LEGEND = """Medians of whole processes; MB = 10^6 bytes resident at the peak. Floor: a bare DuckDB join on the ID.
links, hard, away: household-school links, those of them whose IDs do not agree, household-elsewhere links.
out: children truly in no school among those listed (P), and listed among those truly so (R); hidden: linked instead.
For the bare join and other tools the listing of children without a link is not counted in the time."""


NOTES = {
    "compiled": "note: PYTHONDONTWRITEBYTECODE is set: Python compiles uninstalled sources again at every start.",
    "pandas": "note: pandas is installed here: PyArrow imports it, and the command starts later than without the extra.",
}


def main() -> None:
    """Entry point of `python -m bench`; exit code 1 where the command itself cannot be run."""
    words = _arguments()
    try:
        for children in words.sizes:
            _size(children, words)
    except ProcessFailedError as error:
        sys.exit(str(error))
    _say(["", LEGEND, *_notes()])


def _size(children: int, words: argparse.Namespace) -> None:
    """Measure one size and print its tables."""
    data = rosters(children, words.data / str(children))
    outcomes = own_and_floor(data, words.runs, workbook=children <= COMPARED)
    _say(["", *report.costs(children, data.rows, outcomes), ""])
    floor = outcomes[FLOOR].cost
    compared = list(others(data, words.runs, words.others)) if children <= COMPARED and not words.skip_others else []
    told = [*outcomes.values(), *(tool for tool in compared if isinstance(tool, Outcome))]
    _say(report.accuracy(told, floor))
    _say([tool for tool in compared if isinstance(tool, str)])


def _notes() -> list[str]:
    """What in this environment slows the command and is no part of it."""
    slowed = {"compiled": sys.dont_write_bytecode, "pandas": find_spec("pandas") is not None}
    return [NOTES[name] for name, true in slowed.items() if true]


def _say(lines: list[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder for the rosters and results")
    parser.add_argument("--sizes", type=_sizes, default=[100_000, 1_000_000], help="children, with commas between")
    parser.add_argument("--runs", type=_count, default=5, help="runs of each tool, of which the median counts")
    parser.add_argument("--skip-others", action="store_true", help="leave out Splink and recordlinkage")
    parser.add_argument("--others", default=sys.executable, help="interpreter that has Splink and recordlinkage")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [_count(part) for part in text.split(",")]


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


if __name__ == "__main__":
    main()
