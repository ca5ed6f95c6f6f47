"""The comparison as one act: roster files in, findings out."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyarrow as pa

from notoneless.kernel.problems import Lang, NotonelessError, Problem
from notoneless.linkage import Progress, silent
from notoneless.records.reconciliation.rules import Parameters, Reconciliation, reconcile
from notoneless.records.reconciliation.rules.quality import refuse_unusable
from notoneless.tabular.column_map import load_map
from notoneless.tabular.reading import Roster, read_roster

_ENOUGH_TO_BE_NO_ACCIDENT = 5
_ROLL_FIELDS = frozenset({"student_no", "school", "grade", "class"})
ROSTERS = ("household", "school", "elsewhere")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, and the rosters it was found in, by their part (household, school, elsewhere)."""

    result: Reconciliation
    rosters: dict[str, Roster]


def compare_rosters(
    files: Mapping[str, Path],
    maps: Mapping[str, Path],
    parameters: Parameters,
    lang: Lang = "zh",
    progress: Progress = silent,
) -> Comparison:
    """Read the roster files (by part; elsewhere may be missing) and compare them.

    maps: column maps by part, or under "" for all. Raises NotonelessError for a file that cannot be read, is given twice or
    cannot be compared.
    """
    rosters = _read(files, maps, progress)
    _refuse_twins(rosters)
    refuse_swapped(rosters)
    tables = [rosters[part].data if part in rosters else None for part in ROSTERS]
    household, school, elsewhere = tables
    if household is None or school is None:
        raise NotonelessError(Problem("reconciliation.two_needed"))
    return Comparison(reconcile(household, school, elsewhere, parameters, lang, progress), rosters)


def _read(files: Mapping[str, Path], maps: Mapping[str, Path], progress: Progress) -> dict[str, Roster]:
    """The rosters, two files at a time; the first that cannot be used, in the order of the parts, is the one refused."""
    parts = [part for part in ROSTERS if part in files]
    rosters = {}
    with ThreadPoolExecutor(max_workers=2) as readers:
        started = {part: readers.submit(_read_one, part, files[part], maps) for part in parts}
        for at, part in enumerate(parts):
            progress(f"reconciliation.stage.{part}", at, len(parts))
            rosters[part] = started[part].result()
    return rosters


def _read_one(part: str, path: Path, maps: Mapping[str, Path]) -> Roster:
    chosen = maps.get(part) or maps.get("")
    roster = read_roster(path, columns=load_map(chosen) if chosen else None)
    refuse_unusable(part, roster.data)
    return roster


def _refuse_twins(rosters: Mapping[str, Roster]) -> None:
    """The same content under two parts, in one format or two, would link everybody with themselves."""
    for (first, one), (second, other) in combinations(rosters.items(), 2):
        if one.fingerprint == other.fingerprint or _same_people(one.data, other.data):
            names = {
                "first": Problem(f"reconciliation.roster.{first}"),
                "second": Problem(f"reconciliation.roster.{second}"),
            }
            raise NotonelessError(Problem("reconciliation.same_file", names))


def _same_people(one: pa.Table, other: pa.Table) -> bool:
    """The same names and ID numbers in the same order: one sheet saved twice."""
    if one.num_rows != other.num_rows or one.num_rows < _ENOUGH_TO_BE_NO_ACCIDENT:
        return False
    fields = [field for field in ("name", "id_no") if field in one.column_names and field in other.column_names]
    return bool(fields) and all(one[field].equals(other[field]) for field in fields)


def refuse_swapped(rosters: Mapping[str, Roster]) -> None:
    """Raise NotonelessError where the household roster looks like a roll and the roll does not."""
    marks = {part: _ROLL_FIELDS & set(roster.data.column_names) for part, roster in rosters.items()}
    if len(marks.get("household", ())) > 1 and not marks.get("school"):
        raise NotonelessError(Problem("reconciliation.swapped"))
