"""For which children the rosters account: who is in a school, has finished, or is said to have died."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from notoneless.linkage import LinkResult
from notoneless.records.reconciliation.rules.status import PRESENCES, Presence
from notoneless.records.reconciliation.rules.tracks import Track, positions

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Accounted:
    """Household rows of children who are in a school here, in one elsewhere, have finished, or died; in one of these only.

    All rows of a child are alike. One entry that says the pupil is there is enough; death counts only where no entry of the
    child says anything else.
    """

    here: Bools
    elsewhere: Bools
    finished: Bools
    deceased: Bools

    def any(self) -> Bools:
        """Rows of children who need not be looked for."""
        return self.here | self.elsewhere | self.finished | self.deceased


def accounted_children(home: Track, others: list[Track], results: list[LinkResult]) -> Accounted:
    """What the entries linked to each child say."""
    said = [_said(home, track, result) for track, result in zip(others, results, strict=True)]
    all_said = np.bitwise_or.reduce(said)
    here = _says(said[0], Presence.PRESENT)
    present = _says(all_said, Presence.PRESENT)
    finished = _says(all_said, Presence.FINISHED) & ~present
    return Accounted(here, present & ~here, finished, all_said == _bit(Presence.DECEASED))


def _said(home: Track, other: Track, result: LinkResult) -> npt.NDArray[np.uint8]:
    """For each household row, the presences that the entries of the child state, a bit each.

    Entries of the child are those linked to any row of it, and those that the roster has of the same pupil beside them.
    """
    of_pupil = _gathered(other.group, np.uint8(1) << other.presence)
    stated = of_pupil[positions(other.rows, result.links["right_row"])]
    of_child = np.zeros(len(home.rows), dtype=np.uint8)
    np.bitwise_or.at(of_child, home.group[positions(home.rows, result.links["left_row"])], stated)
    return np.asarray(of_child[home.group], dtype=np.uint8)


def _gathered(group: npt.NDArray[np.int32], bits: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The bits of all rows of each row's group."""
    found = np.zeros(len(group), dtype=np.uint8)
    np.bitwise_or.at(found, group, bits)
    return np.asarray(found[group], dtype=np.uint8)


def _bit(presence: Presence) -> int:
    return 1 << PRESENCES.index(presence)


def _says(said: npt.NDArray[np.uint8], presence: Presence) -> Bools:
    return np.asarray(said & _bit(presence) > 0, dtype=bool)
