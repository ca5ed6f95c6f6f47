"""The files of a training, a scoring, an evaluation."""

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from notoneless.kernel.problems import Lang, NotonelessError, Problem, as_json
from notoneless.risk import SEED
from notoneless.risk import model as models
from notoneless.risk.calibrating import Calibration, shifted
from notoneless.risk.columns import RiskMap
from notoneless.risk.logistic import logit
from notoneless.risk.measures import Numbers
from notoneless.risk.model import Model
from notoneless.risk.page import page
from notoneless.risk.panel import Panel
from notoneless.risk.points import lowest_marks, points_of
from notoneless.risk.reasons import reasons
from notoneless.risk.refusing import refuse_ids
from notoneless.risk.reporting import drifted, evaluated
from notoneless.risk.scoring import SHARED, Scored, day_one, fitted_to, score
from notoneless.risk.telling import of_groups, of_list, of_training
from notoneless.risk.training import POINT, Trained

SCORES, SHARES, UNREAD, PAGE, FIGURES = "risk.csv", "contributions.csv", "cells.csv", "report.html", "report.json"


def write_training(folder: Path, trained: Trained, panel: Panel, given: Numbers, lang: Lang) -> list[Problem]:
    """Model and evaluation; what is to be told of them."""
    models.save(trained.model, folder / models.NAME)
    of = evaluated(
        trained.panel, trained.points, trained.ranked, trained.chance, trained.by_rules, trained.model.share, given
    )
    verdict = of_training(trained.verdict, trained.model.leavers)
    compared = [asdict(each) for each in trained.verdict.compared]
    more = {"compared": compared, "rules_loss": trained.verdict.rules_loss, "chance_loss": trained.verdict.chance_loss}
    told: dict[str, Any] = {"in_use": trained.model.in_use, "verdict_code": trained.verdict.code} | more
    _write_report(folder, told, of, (verdict, [*panel.notes, *trained.notes]), trained.model.seed, lang)
    _write_unread(folder, panel)
    return [*trained.notes, *verdict, of_list(of), *of_groups(of)]


def write_scores(
    folder: Path, panel: Panel, model: Model | None, given: Numbers, first_age: int, lang: Lang
) -> list[Problem]:
    """A row for each row of the file, in its order; what is to be told of them."""
    refuse_ids(panel)
    fitted = panel if model is None else fitted_to(panel, model)
    parts = [(fitted, day_one(fitted, given, first_age))] if model is None else score(fitted, model, given)
    with (
        (folder / SCORES).open("w", encoding="utf-8", newline="") as scores,
        (folder / SHARES).open("w", encoding="utf-8", newline="") as shares,
    ):
        written, detailed = csv.writer(scores, lineterminator="\n"), csv.writer(shares, lineterminator="\n")
        written.writerow(["child_id", "risk", "reasons"])
        detailed.writerow(["child_id", "base", *SHARED, "margin"])
        for part, scored in parts:
            risks = [f"{risk:.6g}" for risk in scored.risk.tolist()]
            written.writerows(zip(part.ids, risks, reasons(part, scored, lang), strict=True))
            detailed.writerows(_shares(part, scored))
    _write_unread(folder, panel)
    return fitted.notes


def _shares(panel: Panel, scored: Scored) -> list[list[str]]:
    whole = np.column_stack([np.full(panel.rows, scored.base), scored.shares, scored.margin])
    return [[name, *(f"{value:.6g}" for value in row)] for name, row in zip(panel.ids, whole.tolist(), strict=True)]


def write_report(
    folder: Path, panel: Panel, model: Model | None, risk_map: RiskMap, given: Numbers, lang: Lang
) -> list[Problem]:
    """The evaluation of what is used on later data; a model whose chances are no longer true goes back to the rules."""
    refuse_ids(panel)
    assert panel.outcome is not None
    known = panel.where(~np.isnan(panel.outcome))
    if not known.rows:
        raise NotonelessError(Problem("risk.outcome_unknown"))
    assert known.outcome is not None
    fitted = known if model is None else fitted_to(known, model)
    marks, first_age = (lowest_marks(known), risk_map.first_age) if model is None else (model.marks, model.first_age)
    points = points_of(fitted, given, first_age, marks)
    rules = model.rules if model is not None else _unlearnt(points.total, known.outcome)
    by_rules = rules.chance(points.total)
    chance, ranked = by_rules, points.total
    if model is not None and model.learnt:
        parts = [scored for _, scored in score(fitted, model, given)]
        chance = np.concatenate([each.risk for each in parts])
        ranked = np.concatenate([each.margin for each in parts])
    of = evaluated(fitted, points, ranked, chance, by_rules, risk_map.share, given)
    verdict = _standing(of, model)
    if model is not None:
        models.save(_standing_model(model, of, points.total, known.outcome), folder / models.NAME)
    in_use = "points" if model is None else model.in_use
    seed = SEED if model is None else model.seed
    told: dict[str, Any] = {"in_use": in_use, "verdict_code": "drifted" if drifted(of) else "stands"}
    _write_report(folder, told, of, (verdict, fitted.notes), seed, lang)
    _write_unread(folder, panel)
    return [*fitted.notes, *verdict, of_list(of), *of_groups(of)]


def _unlearnt(points: np.ndarray, outcome: np.ndarray) -> Calibration:
    """A chance for points that nothing was learnt for: as many as left, a third more odds for each point."""
    return shifted(Calibration(POINT, logit(float(outcome.mean()))), points, outcome)


def _standing(of: dict[str, Any], model: Model | None) -> list[Problem]:
    if model is None:
        return [Problem("risk.used_points")]
    if not drifted(of):
        return [Problem("risk.stands")]
    ratio = of["observed_over_expected"]
    return [Problem("risk.drifted", {"ratio": "-" if ratio is None else f"{ratio:.2f}"})]


def _standing_model(model: Model, of: dict[str, Any], points: np.ndarray, outcome: np.ndarray) -> Model:
    return model.back_to_rules(shifted(model.rules, points, outcome)) if drifted(of) else model


def _write_report(
    folder: Path,
    told: dict[str, Any],
    of: dict[str, Any],
    said: tuple[list[Problem], list[Problem]],
    seed: int,
    lang: Lang,
) -> None:
    verdict, notes = said
    whole = told | {
        "seed": seed,
        "figures": of,
        "verdict": [as_json(each) for each in verdict],
        "notes": [as_json(each) for each in notes],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False, default=_plain)
    (folder / FIGURES).write_text(text, encoding="utf-8")
    (folder / PAGE).write_text(page(whole, lang), encoding="utf-8")


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else str(value)


def _write_unread(folder: Path, panel: Panel) -> None:
    """The cells that could not be read, as they stand; at most a thousand of a column."""
    if not panel.unread:
        return
    with (folder / UNREAD).open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(["row", "column", "cell"])
        for each in panel.unread:
            written.writerows((row + 2, each.column, text) for row, text in each.first)
