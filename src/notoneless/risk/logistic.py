"""Logistic regression with a ridge, by Newton's steps: small, exact, the same on every run."""

import numpy as np

from notoneless.risk.arrays import Floats

_STEPS = 30
_CLOSE = 1e-6
_MOST = 30.0


def sigmoid(margin: Floats) -> Floats:
    """The chance at each margin, in logits."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(margin, -_MOST, _MOST))))


def logit(chance: float) -> float:
    """The margin of a chance."""
    held = min(max(chance, 1e-9), 1 - 1e-9)
    return float(np.log(held / (1 - held)))


def log_losses(chance: Floats, outcome: Floats) -> Floats:
    """The log-loss of each row."""
    held = np.clip(chance, 1e-9, 1 - 1e-9)
    return np.asarray(-np.where(outcome == 1, np.log(held), np.log1p(-held)))


def fit_ridge(
    terms: Floats,
    outcome: Floats,
    weights: Floats,
    ridge: Floats,
    start: Floats | None = None,
    prior: Floats | None = None,
) -> Floats:
    """The coefficients, intercept first; `ridge` holds them to `prior` (zeros), a strength for each term."""
    width = terms.shape[1] + 1
    strength, centre = np.concatenate([[0.0], ridge]), np.zeros(width)
    if prior is not None:
        centre[1:] = prior
    found = np.zeros(width) if start is None else start.copy()
    if start is None:
        found[0] = logit(float(np.average(outcome, weights=weights)))
    loss, before = np.inf, found
    for _ in range(_STEPS):
        margin = found[0] + terms @ found[1:].astype(terms.dtype)
        chance = sigmoid(margin.astype(np.float64))
        now = float(weights @ log_losses(chance, outcome) + 0.5 * strength @ (found - centre) ** 2)
        if now > loss + _CLOSE:
            found = (found + before) / 2
            continue
        if loss - now < _CLOSE * max(1.0, abs(now)):
            break
        loss, before = now, found
        found = found + _step(terms, weights, chance, outcome, strength, centre, found)
    return np.asarray(before if not np.isfinite(found).all() else found)


def _step(
    terms: Floats, weights: Floats, chance: Floats, outcome: Floats, strength: Floats, centre: Floats, found: Floats
) -> Floats:
    curve = (weights * np.maximum(chance * (1 - chance), 1e-6)).astype(terms.dtype)
    miss = (weights * (outcome - chance)).astype(terms.dtype)
    gradient = np.concatenate([[miss.sum(dtype=np.float64)], terms.T @ miss]) - strength * (found - centre)
    bent = terms * curve[:, None]
    inner = np.empty((len(found), len(found)))
    inner[0, 0] = curve.sum(dtype=np.float64)
    inner[0, 1:] = inner[1:, 0] = bent.sum(axis=0, dtype=np.float64)
    inner[1:, 1:] = terms.T @ bent
    inner[np.diag_indices(len(found))] += strength + 1e-8
    return np.asarray(np.linalg.solve(inner, gradient))
