"""Two ways of ranking the same rows held against each other: log-loss with its standard error, and who is on a list of K."""

import math

import numpy as np

from notoneless.risk.arrays import Bools, Floats, Ints

_FEW_UNITS = 8


def mean_and_error(values: Floats, units: Ints) -> tuple[float, float]:
    """The mean, and its standard error where the rows of a unit go together; few units count as rows apart."""
    mean = float(values.mean())
    away = values - mean
    sums = np.bincount(np.unique(units, return_inverse=True)[1], weights=away)
    if len(sums) < _FEW_UNITS:
        return mean, float(values.std() / math.sqrt(max(len(values), 1)))
    spread = math.sqrt(float((sums**2).sum()) * len(sums) / (len(sums) - 1))
    return mean, spread / len(values)


def listed(ranked: Floats, share: float) -> Floats:
    """How surely each row is on a list of `share` percent by this ranking: rows that rank alike share the last places."""
    places = math.ceil(len(ranked) * share / 100 - 1e-9)
    if places >= len(ranked):
        return np.ones(len(ranked))
    edge = float(np.partition(ranked, len(ranked) - places)[len(ranked) - places])
    above, same = ranked > edge, ranked == edge
    left = places - int(above.sum())
    return np.asarray(above + same * (left / int(same.sum())), np.float64)


def found_rate(on_list: Floats, outcome: Floats, rows: Bools | None = None) -> float:
    """Of those who left, the share that was on the list."""
    leavers = outcome == 1 if rows is None else (outcome == 1) & rows
    return float(on_list[leavers].mean()) if leavers.any() else math.nan


def auc(ranked: Floats, outcome: Floats) -> float:
    """How often a leaver ranks above a stayer; ties count half."""
    leavers = int((outcome == 1).sum())
    stayers = len(outcome) - leavers
    if not leavers or not stayers:
        return math.nan
    _, codes, counts = np.unique(ranked, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle = ends - (counts - 1) / 2
    return float((middle[codes][outcome == 1].sum() - leavers * (leavers + 1) / 2) / (leavers * stayers))
