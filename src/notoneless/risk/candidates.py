"""What may correct the rules, each tried on rows it has not seen: a shrunk correction, curves, small trees, both together."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from notoneless.risk import boosting
from notoneless.risk.arrays import Floats, Ints
from notoneless.risk.boosting import Rows
from notoneless.risk.designing import Design, make_design
from notoneless.risk.folds import Fold
from notoneless.risk.logistic import fit_ridge, log_losses, sigmoid
from notoneless.risk.panel import Panel
from notoneless.risk.points import Points

RULES, PRIOR, CURVES, TREES, BOTH = "rules", "prior", "curves", "trees", "both"
ORDER = (RULES, PRIOR, CURVES, TREES, BOTH)
"""From the simplest."""

STRENGTHS = (3.0, 15.0, 60.0, 250.0, 1000.0, 4000.0)
MOST_FITTED = 150_000
_SLOPE = 0.35
"""What a point adds to the logit before a county has leavers of its own: the odds a third more."""


@dataclass(slots=True)
class Tried:
    """The margins of the held-out rows (NaN elsewhere), with the strength or the rounds that were best there."""

    name: str
    margin: Floats
    strength: float = 0.0
    rounds: int = 0


@dataclass(slots=True)
class Ground:
    """What every candidate is tried on."""

    panel: Panel
    points: Points
    folds: list[Fold]
    seed: int
    weights: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.weights = np.ones(self.panel.rows)

    @property
    def outcome(self) -> Floats:
        """Who left."""
        assert self.panel.outcome is not None
        return self.panel.outcome

    def thinned(self, rows: Ints) -> tuple[Ints, Floats]:
        """These rows with their weights: of very many, all who left and a draw of who stayed, each counting for several."""
        if len(rows) <= MOST_FITTED:
            return rows, self.weights[rows]
        left = rows[self.outcome[rows] == 1]
        stayed = rows[self.outcome[rows] == 0]
        if len(left) > MOST_FITTED // 2:
            left = np.sort(np.random.default_rng(self.seed + 1).choice(left, MOST_FITTED // 2, replace=False))
        many = MOST_FITTED - len(left)
        drawn = np.sort(np.random.default_rng(self.seed).choice(stayed, min(many, len(stayed)), replace=False))
        kept = np.concatenate([left, drawn])
        counts = np.concatenate(
            [
                np.full(len(left), float((self.outcome[rows] == 1).sum()) / len(left)),
                np.full(len(drawn), len(stayed) / len(drawn)),
            ]
        )
        return kept, counts


def design_on(ground: Ground, name: str) -> tuple[Design, Floats]:
    """The linear terms of a candidate, and its matrix."""
    design = make_design(ground.panel, ground.points, curves=name == CURVES)
    return design, design.matrix(ground.panel, ground.points)


def try_linear(ground: Ground, name: str) -> Tried:
    """The linear candidate with the strength of shrinking that is best on held-out rows."""
    design, matrix = design_on(ground, name)
    made = np.full((len(STRENGTHS), ground.panel.rows), np.nan)
    for fold in ground.folds:
        rows, weights = ground.thinned(fold.learnt)
        terms, outcome, held = matrix[rows], ground.outcome[rows], matrix[fold.held]
        start = None
        for index in reversed(range(len(STRENGTHS))):
            start = fit_ridge(terms, outcome, weights, design.ridge(STRENGTHS[index]), start, prior_of(design))
            made[index, fold.held] = start[0] + held @ start[1:].astype(np.float32)
    tested = ~np.isnan(made[0])
    losses = [float(log_losses(sigmoid(margin[tested]), ground.outcome[tested]).mean()) for margin in made]
    best = int(np.argmin(losses))
    return Tried(name, made[best], strength=STRENGTHS[best])


def prior_of(design: Design) -> Floats:
    """What the terms are held to: the points weigh as the rules have it, the rest nothing."""
    return np.array([_SLOPE if term.kind == "total" else 0.0 for term in design.terms])


def fit_linear(ground: Ground, name: str, strength: float) -> tuple[Design, Floats]:
    """The linear model made of all rows."""
    design, matrix = design_on(ground, name)
    rows, weights = ground.thinned(np.flatnonzero(~np.isnan(ground.outcome)))
    found = fit_ridge(matrix[rows], ground.outcome[rows], weights, design.ridge(strength), None, prior_of(design))
    return design, found


def try_trees(ground: Ground) -> Tried:
    """Trees of as many rounds as are best over all held-out parts together."""
    features = boosting.make_features(ground.panel)
    matrix = features.matrix(ground.panel, ground.points)
    grown, curves, sizes = [], [], []
    for fold in ground.folds:
        rows, weights = ground.thinned(fold.learnt)
        held = Rows(matrix[fold.held], ground.outcome[fold.held], np.ones(len(fold.held)))
        learnt = Rows(matrix[rows], ground.outcome[rows], weights)
        trees, losses = boosting.grow(features, learnt, boosting.MOST_ROUNDS, ground.seed, held)
        grown.append(trees)
        curves.append(losses)
        sizes.append(len(fold.held))
    length = min(map(len, curves))
    rounds = int(np.argmin(np.average([losses[:length] for losses in curves], axis=0, weights=sizes))) + 1
    margin = np.full(ground.panel.rows, np.nan)
    for fold, trees in zip(ground.folds, grown, strict=True):
        margin[fold.held] = boosting.margins(trees, matrix[fold.held], rounds)
    return Tried(TREES, margin, rounds=rounds)


def fit_trees(ground: Ground, rounds: int) -> tuple[boosting.Features, Any]:
    """Trees made of all rows."""
    features = boosting.make_features(ground.panel)
    rows, weights = ground.thinned(np.flatnonzero(~np.isnan(ground.outcome)))
    panel = ground.panel.where(rows)
    matrix = features.matrix(panel, slice_points(ground.points, rows))
    trees, _ = boosting.grow(features, Rows(matrix, ground.outcome[rows], weights), rounds, ground.seed)
    return features, trees


def slice_points(points: Points, rows: Ints) -> Points:
    """The points of these rows."""
    return Points(
        points.by_input[rows], points.by_group[rows], points.known[rows], points.total[rows], points.sums[rows]
    )
