"""Whether a list finds the leavers of each group alike. Groups are audited and never looked at."""

from dataclasses import dataclass

import numpy as np

from notoneless.risk.arrays import Floats, Texts

_MOST_LEVELS = 40


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group of an audited column. `found`: of its leavers on the list; `alarmed`: of its stayers; `is_judged`: enough."""

    column: str
    level: str
    rows: int
    leavers: int
    listed: float
    found: float
    alarmed: float
    is_judged: bool
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class Uneven:
    """A column in which the list finds one group much less than another."""

    column: str
    level: str
    best: str
    ratio: float


def figures(
    audited: dict[str, Texts], outcome: Floats, on_list: Floats, least: int, chance: Floats | None = None
) -> list[GroupFigures]:
    """Each group of each column, in the order of the alphabet; groups beyond the largest forty are left out."""
    found = []
    for column, cells in audited.items():
        names, counts = np.unique(np.array(["" if each is None else each for each in cells], str), return_counts=True)
        largest = {str(name) for name in names[np.argsort(-counts, kind="stable")[:_MOST_LEVELS]]}
        texts = np.array(["" if each is None else each for each in cells], object)
        for name in sorted(largest):
            mine = texts == name
            left, stayed = mine & (outcome == 1), mine & (outcome == 0)
            found.append(
                GroupFigures(
                    column=column,
                    level=name,
                    rows=int(mine.sum()),
                    leavers=int(left.sum()),
                    listed=float(on_list[mine].sum()),
                    found=float(on_list[left].sum()),
                    alarmed=float(on_list[stayed].sum()),
                    is_judged=int(left.sum()) >= least and name != "",
                    expected=float(chance[mine].sum()) if chance is not None else 0.0,
                )
            )
    return found


def uneven(groups: list[GroupFigures], ratio: float) -> list[Uneven]:
    """The groups found so much less than the best found one of their column."""
    told = []
    for column in dict.fromkeys(each.column for each in groups):
        judged = [each for each in groups if each.column == column and each.is_judged]
        best = max(judged, key=lambda each: each.found / each.leavers, default=None)
        if best is None or not best.found:
            continue
        for each in judged:
            against = (each.found / each.leavers) / (best.found / best.leavers)
            if against < ratio:
                told.append(Uneven(column, each.level, best.level, against))
    return told


def worse(mine: list[GroupFigures], others: list[GroupFigures]) -> list[GroupFigures]:
    """The judged groups of whom a list finds fewer than the other list."""
    before = {(each.column, each.level): each.found for each in others}
    return [each for each in mine if each.is_judged and each.found < before[each.column, each.level] - 1e-9]
