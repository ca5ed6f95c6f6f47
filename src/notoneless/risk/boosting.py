"""Small boosted trees: 15 leaves, held to rise with absence and failed subjects; two threads, the same on every run."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.risk.arrays import Floats
from notoneless.risk.measures import GROUPS
from notoneless.risk.panel import Panel
from notoneless.risk.points import Points

LEAVES, RATE, MOST_ROUNDS, PATIENCE = 15, 0.05, 500, 40
_MOST_LEVELS = 60
_LEAST_OF_LEVEL = 10
_MANY_ROWS = 20_000
_RISING_POINTS = ("attendance", "learning")


@dataclass(frozen=True, slots=True)
class Features:
    """What trees look at: the inputs with the levels of each category, then the points of each group."""

    columns: tuple[str, ...]
    levels: dict[str, tuple[str, ...]]
    rising: tuple[int, ...]

    def matrix(self, panel: Panel, points: Points) -> Floats:
        """A column for each input and group; NaN where it is not known."""
        found = np.full((panel.rows, len(self.columns) + len(GROUPS)), np.nan)
        for index, column in enumerate(self.columns):
            if column in self.levels:
                codes = {level: float(code) for code, level in enumerate(self.levels[column])}
                rare = float(len(codes))
                cells = panel.levels[column]
                found[:, index] = [np.nan if level is None else codes.get(level, rare) for level in cells]
            else:
                found[:, index] = panel.numbers[column]
        found[:, len(self.columns) :] = points.by_group
        return found

    @property
    def names(self) -> list[str]:
        """Names of the columns, in the order of the shares."""
        return [*self.columns, *(f"points {group}" for group in GROUPS)]

    def to_json(self) -> dict[str, Any]:
        """The features as JSON holds them."""
        return {
            "columns": list(self.columns),
            "levels": {k: list(v) for k, v in self.levels.items()},
            "rising": list(self.rising),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Features":
        """The features that `to_json` made."""
        levels = {column: tuple(names) for column, names in kept["levels"].items()}
        return cls(tuple(kept["columns"]), levels, tuple(kept["rising"]))


def make_features(panel: Panel) -> Features:
    """What the rows of a panel allow to look at."""
    levels = {}
    for column, cells in panel.levels.items():
        names, counts = np.unique(np.array([each for each in cells if each is not None], str), return_counts=True)
        often = sorted(zip((-counts).tolist(), names.tolist(), strict=True))[:_MOST_LEVELS]
        levels[column] = tuple(name for count, name in often if -count >= _LEAST_OF_LEVEL)
    rising = [each.rising if each.kind != "category" else 0 for each in panel.inputs]
    points = [int(group in _RISING_POINTS) for group in GROUPS]
    return Features(tuple(each.column for each in panel.inputs), levels, (*rising, *points))


def _threads(rows: int) -> int:
    """Two threads; for few rows one, as two would only wait for each other."""
    return 2 if rows > _MANY_ROWS else 1


def _settings(features: Features, rows: int, seed: int) -> dict[str, Any]:
    return {
        "objective": "binary",
        "num_leaves": LEAVES,
        "learning_rate": RATE,
        "min_data_in_leaf": int(min(100, max(20, rows // 500))),
        "lambda_l2": 10.0,
        "feature_fraction": 0.7,
        "cat_smooth": 20.0,
        "max_cat_to_onehot": 8,
        "min_data_per_group": 30,
        "max_bin": 127,
        "monotone_constraints": list(features.rising),
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": _threads(rows),
        "seed": seed,
        "verbosity": -1,
    }


@dataclass(frozen=True, slots=True)
class Rows:
    """What is learnt from, or held against: features, outcome, weights."""

    matrix: Floats
    outcome: Floats
    weights: Floats


@cache
def is_there() -> bool:
    """Whether small trees can be grown here: they need a part of the system, libgomp, that small machines may lack."""
    try:
        import lightgbm  # noqa: F401
    except OSError:
        return False
    return True


def grow(features: Features, rows: Rows, rounds: int, seed: int, held: Rows | None = None) -> tuple[Any, list[float]]:
    """The trees, and the mean log-loss of the rows held out after each round."""
    import lightgbm

    number = [index for index, column in enumerate(features.columns) if column in features.levels]
    data = lightgbm.Dataset(
        rows.matrix, rows.outcome, weight=rows.weights, categorical_feature=number, free_raw_data=False
    )
    settings = _settings(features, len(rows.outcome), seed)
    if held is None:
        return lightgbm.train(settings, data, rounds), []
    told: dict[str, Any] = {}
    against = lightgbm.Dataset(held.matrix, held.outcome, weight=held.weights, reference=data)
    callbacks: list[Any] = [lightgbm.record_evaluation(told), lightgbm.early_stopping(PATIENCE, verbose=False)]
    trees = lightgbm.train(settings, data, rounds, valid_sets=[against], valid_names=["held"], callbacks=callbacks)
    return trees, list(told["held"]["binary_logloss"])


def margins(trees: Any, matrix: Floats, rounds: int | None = None) -> Floats:
    """The margin of each row, in logits."""
    return np.asarray(
        trees.predict(matrix, raw_score=True, num_iteration=rounds, num_threads=_threads(len(matrix))), np.float64
    )


def shares(trees: Any, matrix: Floats) -> Floats:
    """What each feature adds to the margin of each row, the base last; exact: they sum to it."""
    return np.asarray(trees.predict(matrix, pred_contrib=True, num_threads=_threads(len(matrix))), np.float64)


def to_text(trees: Any) -> str:
    """The trees as text: data, no program."""
    return str(trees.model_to_string())


def from_text(text: str) -> Any:
    """The trees of a text. Raises ValueError for one that holds none, NotonelessError where no trees can be read here."""
    if not is_there():
        raise NotonelessError(Problem("risk.trees_not_read"))
    import lightgbm

    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as error:
        raise ValueError(json.dumps(str(error)[:100])) from error
