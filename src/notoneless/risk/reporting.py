"""The figures of the evaluation: what the list found, what it missed and why, what was said and what happened, each group."""

import math
from dataclasses import asdict
from typing import Any

import numpy as np

from notoneless.risk.arrays import Floats
from notoneless.risk.auditing import figures, uneven
from notoneless.risk.comparing import auc, found_rate, listed
from notoneless.risk.measures import GROUPS, Numbers
from notoneless.risk.panel import Panel
from notoneless.risk.points import Points

BANDS = 5
LOW, HIGH = 0.8, 1.25
"""Observed over expected beyond these: the chances are no longer true, and rules are used again."""

LEAST_RATIO = 0.6
"""A group found less than so much of the best found one is named in any case; the plan may ask for more."""

_BINS = 1000


def evaluated(
    panel: Panel, points: Points, ranked: Floats, chance: Floats, by_rules: Floats, share: float, given: Numbers
) -> dict[str, Any]:
    """All figures as JSON holds them. `ranked` may be points; `chance` and `by_rules` are chances."""
    assert panel.outcome is not None
    outcome = panel.outcome
    on_list, by_points = listed(ranked, share), listed(points.total, share)
    groups = figures(panel.audited, outcome, on_list, given.audit_least, chance)
    observed, expected = float(outcome.sum()), float(chance.sum())
    found: dict[str, Any] = {
        "rows": panel.rows,
        "leavers": int(observed),
        "share": share,
        "listed": round(float(on_list.sum())),
        "model": _ranking(ranked, outcome, on_list) | {"brier": float(((chance - outcome) ** 2).mean())},
        "rules": _ranking(points.total, outcome, by_points) | {"brier": float(((by_rules - outcome) ** 2).mean())},
        "by_chance": share / 100,
        "would_have_stayed": round(float(on_list[outcome == 0].sum())),
        "observed": observed,
        "expected": expected,
        "observed_over_expected": observed / expected if expected else None,
        "bands": bands(chance, outcome),
        "missed": missed(panel, points, on_list),
        "groups": [asdict(each) for each in groups],
        "uneven": [asdict(each) for each in uneven(groups, max(LEAST_RATIO, given.audit_ratio))],
        "unvisited": _unvisited(panel, on_list),
    }
    return found


def drifted(figures_of: dict[str, Any]) -> bool:
    """Whether so many more or fewer left than were expected that the rules are to be used again."""
    ratio = figures_of["observed_over_expected"]
    return ratio is None or not LOW <= ratio <= HIGH


def _ranking(ranked: Floats, outcome: Floats, on_list: Floats) -> dict[str, Any]:
    at, rate = auc(ranked, outcome), found_rate(on_list, outcome)
    return {
        "auc": None if math.isnan(at) else at,
        "found": float(on_list[outcome == 1].sum()),
        "recall": None if math.isnan(rate) else rate,
    }


def bands(chance: Floats, outcome: Floats) -> list[dict[str, Any]]:
    """What was said beside what happened, in five bands of about as many expected leavers each."""
    order = np.argsort(chance, kind="stable")
    mass = np.cumsum(chance[order])
    if not len(mass) or mass[-1] <= 0:
        return []
    band = np.minimum((BANDS * (mass - chance[order] / 2) / mass[-1]).astype(np.int64), BANDS - 1)
    found = []
    for number in range(BANDS):
        mine = order[band == number]
        if len(mine):
            said, happened = float(chance[mine].mean()), float(outcome[mine].mean())
            found.append({"rows": len(mine), "said": said, "happened": happened, "left": int(outcome[mine].sum())})
    return found


def missed(panel: Panel, points: Points, on_list: Floats) -> list[dict[str, Any]]:
    """The leavers who were not on the list, by the group that gave them most points; without any, by how much was known."""
    assert panel.outcome is not None
    weight = (panel.outcome == 1) * (1 - on_list)
    most = np.where(points.by_group.max(axis=1) > 0, points.by_group.argmax(axis=1), -1)
    half = points.known.sum(axis=1) * 2 < max(int(points.known.any(axis=0).sum()), 1)
    codes = np.where(most >= 0, most, np.where(half, len(GROUPS), len(GROUPS) + 1))
    names = (*GROUPS, "little_known", "no_sign")
    counts = np.bincount(codes, weights=weight, minlength=len(names))
    return [
        {"why": name, "count": round(float(count), 1)}
        for name, count in sorted(zip(names, counts.tolist(), strict=True), key=lambda pair: -pair[1])
        if count >= 0.05
    ]


def _unvisited(panel: Panel, on_list: Floats) -> dict[str, Any] | None:
    """The same of pupils who were not visited: visits keep children in school, and a list must not learn from that."""
    if panel.visited is None or panel.outcome is None:
        return None
    rest = ~panel.visited
    left = rest & (panel.outcome == 1)
    return {
        "rows": int(rest.sum()),
        "leavers": int(left.sum()),
        "found": float(on_list[left].sum()),
    }
