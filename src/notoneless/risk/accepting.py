"""Whether a correction is taken: better than the rules on rows it has not seen, and worse for no audited group."""

from dataclasses import dataclass, field

import numpy as np

from notoneless.kernel.problems import Problem
from notoneless.risk.arrays import Floats, Ints, Texts
from notoneless.risk.auditing import figures, worse
from notoneless.risk.calibrating import Calibration, calibrated, platt
from notoneless.risk.candidates import ORDER, RULES
from notoneless.risk.comparing import listed, mean_and_error
from notoneless.risk.logistic import log_losses
from notoneless.risk.measures import Numbers

FEW, CHANCE, STAY, TAKE = "few", "chance", "rules", "model"
"""Verdicts: too few leavers to learn from; no better than chance; rules are kept; the model is taken."""

_BLENDS = (1.0, 0.75, 0.5, 0.25)
"""How much of the margin a candidate may have; the rules have the rest, where a group would be found less without them."""
_ABOVE_CHANCE, _ABOVE_RULES = 3.0, 1.0
"""Standard errors."""
_AS_GOOD = 0.25
"""So many standard errors behind the best, a simpler candidate is as good: a whole one would give away what trees find."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What candidates are judged by: who left, what stays together, groups, and the share that is listed."""

    outcome: Floats
    units: Ints
    audited: dict[str, Texts]
    share: float
    given: Numbers


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate beside the rules: log-loss of both, how much better with its standard error, the groups it finds less."""

    name: str
    weight: float
    loss: float
    gain: float
    error: float
    worse: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is used, why, and what was compared on the way. `margin`: of the held-out rows, where a candidate is taken."""

    code: str
    name: str
    weight: float
    rules: Calibration
    rules_loss: float
    chance_loss: float
    calibration: Calibration | None = None
    margin: Floats | None = None
    compared: tuple[Compared, ...] = ()
    notes: list[Problem] = field(default_factory=list)


def judged(points: Floats, margins: dict[str, Floats], told: Outcomes, slope: float) -> Verdict:
    """What is used. The best comes first, or a simpler one that is as good; then the rest by their loss."""
    rules = platt(points, told.outcome, prior=slope)
    base = np.full(len(points), float(told.outcome.mean()))
    losses = {RULES: log_losses(rules.chance(points), told.outcome), "chance": log_losses(base, told.outcome)}
    of_rules, of_chance = float(losses[RULES].mean()), float(losses["chance"].mean())
    if not margins:
        return Verdict(FEW, RULES, 0.0, rules, of_rules, of_chance)
    judge = _Judge(points, rules, margins, losses, told)
    compared: list[Compared] = []
    for name in judge.in_order():
        for weight in _BLENDS if points.std() else _BLENDS[:1]:
            margin = judge.blended(name, weight)
            found = judge.compare(name, weight, margin)
            compared.append(found)
            if found.gain <= _ABOVE_RULES * found.error:
                break
            if not found.worse and judge.beats_chance(margin):
                fit = calibrated(margin, told.outcome)
                return Verdict(TAKE, name, weight, rules, of_rules, of_chance, fit, margin, tuple(compared))
    code = STAY if judge.rules_beat_chance() else CHANCE
    return Verdict(code, RULES, 0.0, rules, of_rules, of_chance, compared=tuple(compared))


@dataclass(frozen=True)
class _Judge:
    points: Floats
    rules: Calibration
    margins: dict[str, Floats]
    losses: dict[str, Floats]
    told: Outcomes

    def loss(self, margin: Floats) -> Floats:
        return log_losses(calibrated(margin, self.told.outcome).chance(margin), self.told.outcome)

    def blended(self, name: str, weight: float) -> Floats:
        """The margin of a candidate, with the rest of its weight given to the rules."""
        mine = self.margins[name]
        if weight == 1.0:
            return mine
        return np.asarray(weight * mine + (1 - weight) * (self.rules.slope * self.points + self.rules.shift))

    def in_order(self) -> list[str]:
        """The candidates in the order in which they are offered."""
        of_each = {name: self.loss(margin) for name, margin in self.margins.items()}
        by_loss = sorted(of_each, key=lambda name: (float(of_each[name].mean()), ORDER.index(name)))
        best = of_each[by_loss[0]]
        for name in sorted(of_each, key=ORDER.index):
            behind, error = mean_and_error(of_each[name] - best, self.told.units)
            if behind <= _AS_GOOD * error:
                return [name, *(each for each in by_loss if each != name)]
        return by_loss

    def compare(self, name: str, weight: float, margin: Floats) -> Compared:
        mine = self.loss(margin)
        gain, error = mean_and_error(self.losses[RULES] - mine, self.told.units)
        if not self.points.std():  # the map feeds no points: there is no list of the rules to be worse than
            return Compared(name, weight, float(mine.mean()), gain, error)
        least = self.told.given.audit_least
        outcome, share = self.told.outcome, self.told.share
        lists = [figures(self.told.audited, outcome, listed(by, share), least) for by in (margin, self.points)]
        fewer = tuple(f"{each.column}={each.level}" for each in worse(*lists))
        return Compared(name, weight, float(mine.mean()), gain, error, fewer)

    def beats_chance(self, margin: Floats) -> bool:
        gain, error = mean_and_error(self.losses["chance"] - self.loss(margin), self.told.units)
        return gain > _ABOVE_CHANCE * error

    def rules_beat_chance(self) -> bool:
        gain, error = mean_and_error(self.losses["chance"] - self.losses[RULES], self.told.units)
        return gain > _ABOVE_CHANCE * error
