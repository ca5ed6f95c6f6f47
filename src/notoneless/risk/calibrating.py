"""Margins made into chances: two numbers (Platt), or steps (isotonic) where a county has more than a thousand leavers."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from notoneless.risk.arrays import Floats
from notoneless.risk.logistic import fit_ridge, log_losses, logit, sigmoid

ISOTONIC_ABOVE = 1000
_LEAST_SLOPE = 0.02
_HELD = 0.02
"""Of the two-number chance mixed into the steps, so that no two margins become one."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """chance = sigmoid(slope * margin + shift), or between `steps` (margin, chance) where there are some."""

    slope: float
    shift: float
    steps: tuple[tuple[float, float], ...] = ()

    def chance(self, margin: Floats) -> Floats:
        """The chance at each margin; a higher margin never has the lower chance."""
        found = sigmoid(self.slope * margin + self.shift)
        if not self.steps:
            return found
        at, value = np.array(self.steps).T
        return np.asarray((1 - _HELD) * np.interp(margin, at, value) + _HELD * found)

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Calibration":
        """What `to_json` made."""
        return cls(float(kept["slope"]), float(kept["shift"]), tuple((float(a), float(b)) for a, b in kept["steps"]))


def platt(margin: Floats, outcome: Floats, *, prior: float = 1.0, strength: float = 2.0) -> Calibration:
    """Two numbers fitted; with few leavers the slope stays near `prior`, and it is never turned round."""
    spread = float(margin.std())
    if spread == 0 or len(set(outcome.tolist())) < 2:
        return Calibration(prior, logit(float(outcome.mean())) - prior * float(margin.mean()))
    scaled = (margin / spread)[:, None]
    ones = np.ones(len(margin))
    found = fit_ridge(scaled, outcome, ones, np.array([strength]), prior=np.array([prior * spread]))
    slope = float(found[1]) / spread
    if slope >= _LEAST_SLOPE * prior:
        return Calibration(slope, float(found[0]))
    slope = _LEAST_SLOPE * prior
    return Calibration(slope, logit(float(outcome.mean())) - slope * float(margin.mean()))


def calibrated(margin: Floats, outcome: Floats, *, prior: float = 1.0) -> Calibration:
    """The calibration of margins that were made without the rows they are held against."""
    two = platt(margin, outcome, prior=prior)
    if outcome.sum() <= ISOTONIC_ABOVE:
        return two
    even = np.arange(len(margin)) % 2 == 0
    gain = np.zeros(len(margin))
    for part in (even, ~even):
        steps = Calibration(two.slope, two.shift, _isotonic(margin[part], outcome[part]))
        simple = platt(margin[part], outcome[part], prior=prior)
        rest = ~part
        gain[rest] = log_losses(simple.chance(margin[rest]), outcome[rest]) - log_losses(
            steps.chance(margin[rest]), outcome[rest]
        )
    better = gain.mean() > gain.std() / np.sqrt(len(gain))
    return Calibration(two.slope, two.shift, _isotonic(margin, outcome)) if better else two


def _isotonic(margin: Floats, outcome: Floats) -> tuple[tuple[float, float], ...]:
    """The rising steps nearest to what happened: pools of neighbours that would fall are put together."""
    order = np.argsort(margin, kind="stable")
    bins = np.array_split(order, min(400, max(10, int(outcome.sum()) // 10)))
    pools: list[list[float]] = []
    for rows in bins:
        if not len(rows):
            continue
        pools.append([float(margin[rows].mean()), float(outcome[rows].mean()), float(len(rows))])
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            at, value, size = pools.pop()
            last = pools[-1]
            whole = last[2] + size
            pools[-1] = [(last[0] * last[2] + at * size) / whole, (last[1] * last[2] + value * size) / whole, whole]
    least = 0.5 / max(len(margin), 1)
    return tuple((at, min(max(value, least), 1 - least)) for at, value, _ in pools)


def shifted(kept: Calibration, margin: Floats, outcome: Floats) -> Calibration:
    """The two numbers with the shift at which as many are expected as have left."""
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        expected = float(sigmoid(kept.slope * margin + middle).sum())
        low, high = (middle, high) if expected < float(outcome.sum()) else (low, middle)
    return Calibration(kept.slope, (low + high) / 2)
