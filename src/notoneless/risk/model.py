"""What was learnt, as a JSON file that is data and no program: kept with its seed and with a digest of itself."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.risk.arrays import Floats
from notoneless.risk.boosting import Features
from notoneless.risk.calibrating import Calibration
from notoneless.risk.columns import Input
from notoneless.risk.designing import Design
from notoneless.risk.points import Marks

FORMAT = "notoneless risk 1"
NAME = "model.json"
_MOST_BYTES = 64 << 20


@dataclass(slots=True)
class Parts:
    """The margin: so much of the rules, of a linear model, of trees; `drift`: how far it lies above what was calibrated."""

    rules_weight: float = 1.0
    slope: float = 0.0
    shift: float = 0.0
    linear_weight: float = 0.0
    design: Design | None = None
    beta: Floats | None = None
    trees_weight: float = 0.0
    features: Features | None = None
    trees: str = ""
    drift: float = 0.0


@dataclass(slots=True)
class Model:
    """What a county has learnt. `in_use`: rules, or the candidate taken; `rules`: the chance that goes with points."""

    inputs: tuple[Input, ...]
    marks: Marks
    first_age: int
    share: float
    seed: int
    rows: int
    leavers: int
    verdict: str
    rules: Calibration
    calibration: Calibration
    parts: Parts = field(default_factory=Parts)
    in_use: str = "rules"
    fell_back: bool = False

    @property
    def learnt(self) -> bool:
        """Whether a correction is in use."""
        return self.in_use != "rules"

    def back_to_rules(self, rules: Calibration) -> "Model":
        """The same with the rules in use: its correction is kept in the file, and does nothing."""
        return replace(self, in_use="rules", fell_back=True, rules=rules)


def save(model: Model, path: Path) -> None:
    """Write the model."""
    content = _as_json(model)
    path.write_text(_text(content | {"digest": _digest(content)}), encoding="utf-8")


def load(path: Path) -> Model:
    """The model at `path`. Raises NotonelessError for a file that is none, or was changed."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError(path)
        content = json.loads(path.read_text(encoding="utf-8"))
        told = content.pop("digest")
        if content["format"] != FORMAT:
            raise ValueError(FORMAT)
    except FileNotFoundError as error:
        raise NotonelessError(Problem("tabular.missing_file", {"file": str(path)})) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotonelessError(Problem("risk.no_model", {"file": str(path)})) from error
    if told != _digest(content):
        raise NotonelessError(Problem("risk.model_changed", {"file": str(path)}))
    return _from_json(content)


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(_text(content).encode()).hexdigest()


def _as_json(model: Model) -> dict[str, Any]:
    parts = model.parts
    kept: dict[str, Any] = {
        name: getattr(model, name)
        for name in ("marks", "first_age", "share", "seed", "rows", "leavers", "verdict", "in_use", "fell_back")
    }
    linear = None
    if parts.design is not None and parts.beta is not None:
        linear = {"terms": parts.design.to_json(), "beta": parts.beta.tolist()}
    trees = {"features": parts.features.to_json(), "text": parts.trees} if parts.features is not None else None
    kept |= {
        "format": FORMAT,
        "inputs": [asdict(each) for each in model.inputs],
        "rules": model.rules.to_json(),
        "calibration": model.calibration.to_json(),
        "weights": {"rules": parts.rules_weight, "linear": parts.linear_weight, "trees": parts.trees_weight},
        "points": {"slope": parts.slope, "shift": parts.shift},
        "drift": parts.drift,
        "linear": linear,
        "trees": trees,
    }
    return json.loads(json.dumps(kept))  # type: ignore[no-any-return]


def _from_json(kept: dict[str, Any]) -> Model:
    parts = Parts(kept["weights"]["rules"], kept["points"]["slope"], kept["points"]["shift"])
    parts.drift = kept["drift"]
    parts.linear_weight, parts.trees_weight = kept["weights"]["linear"], kept["weights"]["trees"]
    if kept["linear"]:
        parts.design = Design.from_json(kept["linear"]["terms"])
        parts.beta = np.array(kept["linear"]["beta"])
    if kept["trees"]:
        parts.features, parts.trees = Features.from_json(kept["trees"]["features"]), kept["trees"]["text"]
    return Model(
        inputs=tuple(_input(each) for each in kept["inputs"]),
        rules=Calibration.from_json(kept["rules"]),
        calibration=Calibration.from_json(kept["calibration"]),
        parts=parts,
        **{
            name: kept[name]
            for name in ("marks", "first_age", "share", "seed", "rows", "leavers", "verdict", "in_use", "fell_back")
        },
    )


def _input(kept: dict[str, Any]) -> Input:
    for name in ("at_least", "at_most", "values"):
        kept[name] = tuple(tuple(pair) for pair in kept[name])
    return Input(**kept)
