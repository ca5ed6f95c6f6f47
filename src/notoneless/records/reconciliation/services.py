"""The comparison as one act: roster files in, findings out."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from notoneless.kernel.problems import Lang, NotonelessError, Problem
from notoneless.linkage import Progress, silent
from notoneless.records.reconciliation.rules import Parameters, Reconciliation, reconcile
from notoneless.records.reconciliation.rules.quality import refuse_unusable
from notoneless.tabular.column_map import load_map
from notoneless.tabular.reading import Roster, read_roster

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
    rosters = {}
    for at, part in enumerate(part for part in ROSTERS if part in files):
        progress(f"reconciliation.stage.{part}", at, len(files))
        chosen = maps.get(part) or maps.get("")
        columns = load_map(chosen) if chosen else None
        rosters[part] = read_roster(files[part], columns=columns)
        refuse_unusable(part, rosters[part].data)
    _refuse_twins(rosters)
    tables = [rosters[part].data if part in rosters else None for part in ROSTERS]
    household, school, elsewhere = tables
    if household is None or school is None:
        raise NotonelessError(Problem("reconciliation.two_needed"))
    return Comparison(reconcile(household, school, elsewhere, parameters, lang, progress), rosters)


def _refuse_twins(rosters: Mapping[str, Roster]) -> None:
    """The same content under two parts would link everybody with themselves."""
    for (first, one), (second, other) in combinations(rosters.items(), 2):
        if one.fingerprint == other.fingerprint:
            names = {
                "first": Problem(f"reconciliation.roster.{first}"),
                "second": Problem(f"reconciliation.roster.{second}"),
            }
            raise NotonelessError(Problem("reconciliation.same_file", names))
