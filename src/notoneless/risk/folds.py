"""Which rows are learnt from and which they are held against: later periods, and schools of which nothing was seen."""

import re
from dataclasses import dataclass

import numpy as np

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.risk.arrays import Ints, Texts
from notoneless.risk.panel import Panel

PARTS, PARTS_OF_PERIOD, MOST_PERIODS = 5, 3, 2
_LEAST_LEAVERS = 5
_MANY_DATES = 12
_FEW_SCHOOLS = 5


@dataclass(frozen=True, slots=True)
class Fold:
    """The rows learnt from, and those they are held against."""

    learnt: Ints
    held: Ints


def order_of_periods(periods: Texts) -> Ints:
    """The number of each row's period in the order of time; -1 where it is not known."""
    names = sorted({each for each in periods if each is not None}, key=_key)
    if len(names) > _MANY_DATES:  # days or months: a few stretches of time with about as many rows each
        rank = {name: number for number, name in enumerate(names)}
        ranks = np.array([rank[each] if each is not None else -1 for each in periods])
        cuts = np.unique(np.percentile(ranks[ranks >= 0], (20, 40, 60, 80)))
        return np.where(ranks >= 0, np.searchsorted(cuts, ranks, side="left"), -1).astype(np.int64)
    number = {name: index for index, name in enumerate(names)}
    return np.array([number[each] if each is not None else -1 for each in periods], np.int64)


def _key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Digits by their number, the rest as text: 2024-9 comes before 2024-10; 春 before 秋 by the calendar."""
    parts = re.findall(r"\d+|\D+", name.replace("春", "1").replace("夏", "2").replace("秋", "3").replace("冬", "4"))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def units_of(panel: Panel) -> Ints:
    """What stays together: the rows of a school, or else of a child."""
    if panel.schools is not None and len({each for each in panel.schools if each is not None}) >= _FEW_SCHOOLS:
        keys = [each if each is not None else f"\0{row}" for row, each in enumerate(panel.schools)]
    else:
        keys = [each or f"\0{row}" for row, each in enumerate(panel.ids)]
    return np.asarray(np.unique(np.array(keys, object).astype(str), return_inverse=True)[1], np.int64)


def folds_of(panel: Panel, units: Ints, seed: int) -> list[Fold]:
    """The folds. Raises NotonelessError where a period is named and there is no later one."""
    outcome = panel.outcome if panel.outcome is not None else np.empty(0)
    rng = np.random.default_rng(seed)
    if panel.periods is None:
        part = _parts(units, outcome, PARTS, rng)
        return [Fold(np.flatnonzero(part != number), np.flatnonzero(part == number)) for number in range(PARTS)]
    when = order_of_periods(panel.periods)
    if len(set(when[when >= 0].tolist())) < 2:
        raise NotonelessError(Problem("risk.one_period"))
    part = _parts(units, outcome, PARTS_OF_PERIOD, rng)
    found = []
    for period in sorted(set(when[when > 0].tolist()), reverse=True)[:MOST_PERIODS]:
        for number in range(PARTS_OF_PERIOD):
            learnt, held = (when < period) & (when >= 0) & (part != number), (when == period) & (part == number)
            if outcome[learnt].sum() >= _LEAST_LEAVERS and held.any():
                found.append(Fold(np.flatnonzero(learnt), np.flatnonzero(held)))
    return found


def _parts(units: Ints, outcome: np.ndarray, parts: int, rng: np.random.Generator) -> Ints:
    """A part for each row, whole units together; leavers spread evenly, so far as units allow."""
    count = int(units.max()) + 1
    leavers = np.bincount(units, weights=outcome, minlength=count)
    sizes = np.bincount(units, minlength=count)
    order = np.lexsort((rng.random(count), -sizes if sizes.max() > 3 else np.zeros(count), -leavers))
    part_of = np.empty(count, np.int64)
    if sizes.max() <= 3:
        part_of[order] = np.arange(count) % parts
        return part_of[units]
    load = np.zeros((parts, 2))
    for unit in order.tolist():
        least = int(np.lexsort((load[:, 1], load[:, 0]))[0])
        part_of[unit] = least
        load[least] += leavers[unit], sizes[unit]
    return part_of[units]
