"""The comparison as one act: rosters as read in, findings out."""

from dataclasses import dataclass

from notoneless.kernel.problems import Lang, NotonelessError, Problem
from notoneless.kernel.progress import Progress, silent
from notoneless.records.reconciliation.rules.comparison import Reconciliation, reconcile
from notoneless.records.reconciliation.rules.parameters import Parameters
from notoneless.records.reconciliation.services.reading import ROSTERS, Rosters


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, and the rosters it was found in, by their part (household, school, elsewhere)."""

    result: Reconciliation
    rosters: Rosters


def compare_rosters(
    rosters: Rosters, parameters: Parameters, lang: Lang = "zh", progress: Progress = silent
) -> Comparison:
    """Compare rosters as `services.reading` gives them. Raises NotonelessError where household or school is missing."""
    household, school, elsewhere = (rosters[part].data if part in rosters else None for part in ROSTERS)
    if household is None or school is None:
        raise NotonelessError(Problem("reconciliation.two_needed"))
    return Comparison(reconcile(household, school, elsewhere, parameters, lang, progress), rosters)
