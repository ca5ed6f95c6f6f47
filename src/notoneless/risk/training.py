"""Learning from a county's own leavers, so much as their number allows, and taking it only where it is better on later data."""

from dataclasses import dataclass, field

import numpy as np

from notoneless.kernel.problems import Problem
from notoneless.risk import boosting, candidates
from notoneless.risk.accepting import Outcomes, Verdict, judged
from notoneless.risk.arrays import Bools, Floats
from notoneless.risk.calibrating import Calibration
from notoneless.risk.candidates import BOTH, CURVES, PRIOR, RULES, TREES, Ground, Tried
from notoneless.risk.columns import RiskMap
from notoneless.risk.folds import folds_of, units_of
from notoneless.risk.measures import Numbers
from notoneless.risk.model import Model, Parts
from notoneless.risk.panel import Panel, outcome_of
from notoneless.risk.points import Marks, Points, lowest_marks, points_of
from notoneless.risk.refusing import refuse_unfit
from notoneless.risk.scoring import margins_of

FEW, MANY = 20, 150
"""Leavers from which corrections are learnt, and from which curves and trees are tried."""

POINT = 0.35


@dataclass(slots=True)
class Trained:
    """What was learnt, and the held-out rows it was judged by: the panel of them, chance by model and by rules."""

    model: Model
    verdict: Verdict
    panel: Panel
    chance: Floats
    ranked: Floats
    by_rules: Floats
    points: Points
    notes: list[Problem] = field(default_factory=list)


def train(panel: Panel, risk_map: RiskMap, given: Numbers, seed: int) -> Trained:
    """The rules with their chance, and a correction where one is better. Raises NotonelessError for an unfit file."""
    refuse_unfit(panel, seed)
    whole = panel.where(~np.isnan(outcome_of(panel)))
    marks = lowest_marks(whole)
    points = points_of(whole, given, risk_map.first_age, marks)
    units = units_of(whole)
    folds = folds_of(whole, units, seed)
    ground = Ground(whole, points, folds, seed)
    leavers = int(ground.outcome.sum())
    tried = _tried(ground, leavers) if leavers >= FEW and folds else {}
    tested = _tested(ground, tried)
    outcomes = Outcomes(ground.outcome[tested], units[tested], _cut(whole, tested), risk_map.share, given)
    margins = {name: each.margin[tested] for name, each in tried.items()}
    verdict = judged(points.total[tested], margins, outcomes, POINT)
    model = _built(ground, marks, tried, verdict, risk_map)
    held = whole.where(np.flatnonzero(tested))
    mine = candidates.slice_points(points, np.flatnonzero(tested))
    if verdict.margin is not None and whole.periods is not None:
        model.parts.drift = _drift(model, held, mine, verdict.margin)
    rules = model.rules.chance(mine.total)
    ranked = verdict.margin if verdict.margin is not None else mine.total
    chance = model.calibration.chance(ranked) if verdict.margin is not None else rules
    notes = [Problem("risk.trees_not_grown")] if leavers >= MANY and not boosting.is_there() else []
    return Trained(model, verdict, held, chance, ranked, rules, mine, notes)


def _drift(model: Model, held: Panel, points: Points, margin: Floats) -> float:
    """How much higher the model of all periods stands than those of earlier ones, by which its chances were calibrated.

    Asked of those who stayed: they are many, and hardly learnt by heart.
    """
    stayed = outcome_of(held) == 0
    return float((margins_of(held, points, model) - margin)[stayed].mean())


def _tested(ground: Ground, tried: dict[str, Tried]) -> Bools:
    """The rows that every candidate was held against; all of them where there is none: rules learn nothing from rows."""
    if not tried:
        return np.ones(ground.panel.rows, bool)
    return np.asarray(np.all([~np.isnan(each.margin) for each in tried.values()], axis=0), np.bool_)


def _cut(panel: Panel, tested: Bools) -> dict[str, Floats]:
    return {name: cells[tested] for name, cells in panel.audited.items()}


def _tried(ground: Ground, leavers: int) -> dict[str, Tried]:
    found = {PRIOR: candidates.try_linear(ground, PRIOR)}
    if leavers >= MANY:
        found[CURVES] = candidates.try_linear(ground, CURVES)
    if leavers >= MANY and boosting.is_there():
        found[TREES] = candidates.try_trees(ground)
        found[BOTH] = Tried(BOTH, (found[CURVES].margin + found[TREES].margin) / 2)
    return found


def _built(ground: Ground, marks: Marks, tried: dict[str, Tried], verdict: Verdict, risk_map: RiskMap) -> Model:
    rules = verdict.rules
    parts = Parts()
    if verdict.name != RULES:
        parts = _parts(ground, tried, verdict, rules)
    return Model(
        inputs=ground.panel.inputs,
        marks=marks,
        first_age=risk_map.first_age,
        share=risk_map.share,
        seed=ground.seed,
        rows=ground.panel.rows,
        leavers=int(ground.outcome.sum()),
        verdict=verdict.code,
        rules=rules,
        calibration=verdict.calibration or Calibration(1.0, 0.0),
        parts=parts,
        in_use=verdict.name,
    )


def _parts(ground: Ground, tried: dict[str, Tried], verdict: Verdict, rules: Calibration) -> Parts:
    parts = Parts(rules_weight=1 - verdict.weight, slope=rules.slope, shift=rules.shift)
    share = verdict.weight / 2 if verdict.name == BOTH else verdict.weight
    if verdict.name in (PRIOR, CURVES, BOTH):
        name = PRIOR if verdict.name == PRIOR else CURVES
        parts.design, parts.beta = candidates.fit_linear(ground, name, tried[name].strength)
        parts.linear_weight = share
    if verdict.name in (TREES, BOTH):
        parts.features, trees = candidates.fit_trees(ground, tried[TREES].rounds)
        parts.trees = boosting.to_text(trees)
        parts.trees_weight = share
    return parts
