"""What is learnt from how many leavers, when it is taken, and that chance alone is never taken for a pattern."""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from notoneless.interfaces.shell.cli import cli
from notoneless.kernel.problems import NotonelessError
from notoneless.risk import boosting
from notoneless.risk.accepting import CHANCE, FEW, TAKE
from notoneless.risk.arrays import Floats
from notoneless.risk.auditing import figures, uneven
from notoneless.risk.boosting import from_text
from notoneless.risk.calibrating import Calibration, calibrated, platt
from notoneless.risk.columns import RiskMap
from notoneless.risk.comparing import auc, found_rate, listed, mean_and_error
from notoneless.risk.folds import folds_of, order_of_periods, units_of
from notoneless.risk.measures import Numbers
from notoneless.risk.model import load, save
from notoneless.risk.panel import Panel
from notoneless.risk.points import lowest_marks, points_of
from notoneless.risk.scoring import fitted_to, score
from notoneless.risk.telling import of_training
from notoneless.risk.training import Trained, train
from notoneless.synthetic.pupils import make_pupils
from risk.conftest import Make

SHUFFLES = int(os.environ.get("NOTONELESS_SHUFFLES", "4"))
RESAMPLES = int(os.environ.get("NOTONELESS_RESAMPLES", "40"))
"""How many shuffled outcomes are tried, and how many counties with five leavers; `make soak` tries 200 of each."""


@pytest.fixture(scope="module")
def large(make: Make) -> Panel:
    """A county with leavers enough for everything."""
    return make(8000, 1)


@pytest.fixture(scope="module")
def trained(large: Panel, risk_map: RiskMap, given: Numbers) -> Trained:
    """What is learnt there."""
    return train(large, risk_map, given, 1)


def outcome_of(panel: Panel) -> Floats:
    assert panel.outcome is not None
    return panel.outcome


# how much is learnt


def cut(panel: Panel, leavers: int) -> Panel:
    """The panel with only so many leavers, and all who stayed."""
    left = np.flatnonzero(outcome_of(panel) == 1)[:leavers]
    return panel.where(np.sort(np.concatenate([left, np.flatnonzero(outcome_of(panel) == 0)])))


def test_under_twenty_leavers_only_the_chance_is_learnt(large: Panel, risk_map: RiskMap, given: Numbers) -> None:
    few = cut(large, 19)
    found = train(few, risk_map, given, 1)
    assert (found.verdict.code, found.model.in_use) == (FEW, "rules")
    assert abs(found.chance.sum() - 19) < 2


def test_under_a_hundred_and_fifty_only_corrections_are_tried(make: Make, risk_map: RiskMap, given: Numbers) -> None:
    found = train(cut(make(4000, 1), 149), risk_map, given, 1)
    assert {each.name for each in found.verdict.compared} == {"prior"}


def test_with_many_leavers_the_model_is_taken_and_is_nearly_as_good_as_the_truth(
    trained: Trained, large: Panel, given: Numbers
) -> None:
    assert trained.verdict.code == TAKE
    truth, later = make_pupils(8000, 1).truth, outcome_of(trained.panel)
    assert auc(trained.chance, later) > auc(trained.by_rules, later) + 0.015
    parts = [scored for _, scored in score(large, trained.model, given)]
    risk = np.concatenate([each.risk for each in parts])
    assert auc(risk, outcome_of(large)) > auc(truth, outcome_of(large)) - 0.03
    assert abs(risk.mean() / truth.mean() - 1) < 0.15


def test_chances_are_true_on_children_never_seen(trained: Trained, make: Make, given: Numbers) -> None:
    new = make(8000, 2)
    risk = np.concatenate([scored.risk for _, scored in score(fitted_to(new, trained.model), trained.model, given)])
    assert 0.85 < outcome_of(new).sum() / risk.sum() < 1.15
    for low, high in ((0, 0.03), (0.03, 0.1), (0.1, 0.3), (0.3, 1)):
        band = (risk >= low) & (risk < high)
        spread = 3 * np.sqrt((risk[band] * (1 - risk[band])).sum())
        assert abs(outcome_of(new)[band].sum() - risk[band].sum()) < spread + 0.15 * risk[band].sum()


def test_a_third_of_blank_cells_still_leaves_more_than_the_rules(make: Make, risk_map: RiskMap, given: Numbers) -> None:
    found = train(make(6000, 3, blank=0.3), risk_map, given, 1)
    assert found.verdict.code == TAKE
    assert auc(found.chance, outcome_of(found.panel)) > auc(found.by_rules, outcome_of(found.panel))


def test_leavers_of_the_last_period_alone_are_too_late_to_learn_from(
    make: Make, risk_map: RiskMap, given: Numbers
) -> None:
    panel = make(4000, 1)
    assert panel.periods is not None
    panel = panel.where((outcome_of(panel) == 0) | (panel.periods == "2023-2024"))
    found = train(panel, risk_map, given, 1)
    assert found.verdict.code == FEW
    assert [each.code for each in of_training(found.verdict, found.model.leavers)] == ["risk.verdict_early"]


# chance


@pytest.mark.parametrize("seed", range(SHUFFLES))
def test_a_shuffled_outcome_ends_with_the_rules(make: Make, risk_map: RiskMap, given: Numbers, seed: int) -> None:
    panel = make(4000, seed)
    panel.outcome = np.random.default_rng(seed).permutation(outcome_of(panel))
    found = train(panel, risk_map, given, 1)
    assert (found.verdict.code, found.model.in_use) == (CHANCE, "rules")


def test_the_verdict_of_a_shuffled_outcome_in_words(tmp_path: Path, files: tuple[Path, Path]) -> None:
    with files[0].open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row, left in zip(rows, np.random.default_rng(5).permutation([row["离校"] for row in rows]), strict=True):
        row["离校"] = left
    with files[0].open("w", encoding="utf-8", newline="") as opened:
        written = csv.DictWriter(opened, rows[0])
        written.writeheader()
        written.writerows(rows)
    words = ["risk", "train", "--data", str(files[0]), "--columns", str(files[1]), "--out", str(tmp_path / "out")]
    assert "不比碰运气好，沿用规则" in CliRunner().invoke(cli, words).output
    assert "no better than chance: stay on rules" in CliRunner().invoke(cli, [*words, "--lang", "en"]).output


def test_with_five_leavers_nothing_is_lost_against_the_rules(make: Make, risk_map: RiskMap, given: Numbers) -> None:
    panel, later = make(4000, 11), make(4000, 12)
    left, stayed = (np.flatnonzero(outcome_of(panel) == each) for each in (1, 0))
    points = points_of(later, given, risk_map.first_age, lowest_marks(panel)).total
    by_rules = found_rate(listed(points, 10), outcome_of(later))
    differences = []
    for seed in range(RESAMPLES):
        rng = np.random.default_rng(seed)
        rows = np.sort(np.concatenate([rng.choice(left, 5, replace=False), rng.choice(stayed, 600, replace=False)]))
        model = train(panel.where(rows), risk_map, given, seed).model
        risk = np.concatenate([scored.risk for _, scored in score(fitted_to(later, model), model, given)])
        differences.append(found_rate(listed(risk, 10), outcome_of(later)) - by_rules)
    mean, error = mean_and_error(np.array(differences), np.arange(RESAMPLES))
    assert mean - 1.96 * error >= -0.02
    assert np.percentile(differences, 2.5) >= -0.02


# what is held against what


def test_later_periods_are_never_learnt_from_and_no_school_stands_on_both_sides(make: Make) -> None:
    panel = make(4000, 1)
    assert panel.periods is not None
    assert panel.schools is not None
    when, folds = order_of_periods(panel.periods), folds_of(panel, units_of(panel), 1)
    assert len(folds) == 6
    for fold in folds:
        assert when[fold.learnt].max() < when[fold.held].min()
        assert not set(panel.schools[fold.learnt]) & set(panel.schools[fold.held])


@pytest.mark.parametrize(
    ("periods", "order"),
    [
        (["2024-9", "2024-10", "2023-12"], [1, 2, 0]),
        (["2024秋", "2024春", "2023秋"], [2, 1, 0]),
        (["2024-09-01", "2023-09-01", None], [1, 0, -1]),
    ],
)
def test_periods_are_ordered_as_people_read_them(periods: list[str | None], order: list[int]) -> None:
    assert order_of_periods(np.array(periods, object)).tolist() == order


def test_a_grade_is_a_category_and_never_a_line(
    trained: Trained, make: Make, risk_map: RiskMap, given: Numbers
) -> None:
    for model in (trained.model, train(cut(make(4000, 1), 140), risk_map, given, 1).model):
        terms = model.parts.design.terms if model.parts.design else ()
        assert {term.kind for term in terms if term.column == "年级"} <= {"level", "blank"}
    assert any(
        term.column == "年级" for term in (trained.model.parts.design.terms if trained.model.parts.design else ())
    )


def test_groups_are_never_looked_at(trained: Trained) -> None:
    looked_at = {each.column for each in trained.model.inputs}
    assert not looked_at & {"性别", "民族", "学校", "学年", "学号"}
    assert trained.panel.audited.keys() == {"性别", "民族"}


# calibration, lists, groups


def test_few_leavers_keep_the_slope_near_the_prior_and_never_turn_it() -> None:
    margin = np.arange(20.0)
    against = (margin < 3).astype(float)
    assert platt(margin, against, prior=0.35).slope > 0
    assert 0.2 < platt(margin, (margin == 10).astype(float), prior=0.35).slope < 0.5


def test_steps_only_above_a_thousand_leavers_and_never_falling() -> None:
    rng = np.random.default_rng(1)
    margin = rng.normal(0, 2, 20_000)
    chance = np.where(margin > 0, 0.3, 0.02)
    left = (rng.random(20_000) < chance).astype(float)
    steps = calibrated(margin, left)
    assert left.sum() > 1000
    assert steps.steps
    assert calibrated(margin[:3000], left[:3000]).steps == ()
    assert (np.diff(steps.chance(np.sort(margin))) >= 0).all()
    assert Calibration.from_json(json.loads(json.dumps(steps.to_json()))) == steps


def test_rows_that_rank_alike_share_the_last_places() -> None:
    assert listed(np.array([3.0, 2.0, 2.0, 1.0]), 50).tolist() == [1.0, 0.5, 0.5, 0.0]


@pytest.mark.parametrize(
    ("ranked", "left", "area"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], 1.0),
        ([4, 3, 2, 1], [0, 0, 1, 1], 0.0),
        ([1, 1, 1, 1], [0, 1, 0, 1], 0.5),
        ([1, 2, 2, 3], [0, 0, 1, 1], 0.875),
    ],
)
def test_area_under_the_curve(ranked: list[float], left: list[float], area: float) -> None:
    assert auc(np.array(ranked, float), np.array(left, float)) == area


def test_a_group_found_less_is_named_and_a_small_one_is_not_judged() -> None:
    group = np.array(["a"] * 20 + ["b"] * 20 + ["c"] * 9, object)
    left = np.ones(49)
    on_list = np.array([1.0] * 16 + [0.0] * 4 + [1.0] * 8 + [0.0] * 12 + [0.0] * 9)
    found = figures({"民族": group}, left, on_list, 10)
    assert [(each.level, each.is_judged) for each in found] == [("a", True), ("b", True), ("c", False)]
    assert [(each.level, each.best, each.ratio) for each in uneven(found, 0.6)] == [("b", "a", 0.5)]


# the model file


def test_the_same_seed_makes_the_same_file_and_it_reads_back_to_the_same_chances(
    trained: Trained, large: Panel, make: Make, risk_map: RiskMap, given: Numbers, tmp_path: Path
) -> None:
    for name in ("two.json", "three.json"):
        save(train(make(4000, 1), risk_map, given, 1).model, tmp_path / name)
    assert (tmp_path / "two.json").read_bytes() == (tmp_path / "three.json").read_bytes()
    save(trained.model, tmp_path / "one.json")
    few = large.where(np.arange(500))
    before = next(iter(score(few, trained.model, given)))[1].risk
    after = next(iter(score(few, load(tmp_path / "one.json"), given)))[1].risk
    assert np.allclose(before, after, atol=1e-12)


@pytest.mark.parametrize("change", ["", "{", "[]", '{"format": "notoneless risk 1"}', '{"digest": 1, "format": "x"}'])
def test_what_is_no_model_is_refused(tmp_path: Path, change: str) -> None:
    (tmp_path / "model.json").write_text(change, encoding="utf-8")
    with pytest.raises(NotonelessError):
        load(tmp_path / "model.json")


def test_a_model_that_was_changed_is_refused(trained: Trained, tmp_path: Path) -> None:
    save(trained.model, tmp_path / "model.json")
    text = (tmp_path / "model.json").read_text(encoding="utf-8")
    (tmp_path / "model.json").write_text(text.replace('"leavers": ', '"leavers": 1'), encoding="utf-8")
    with pytest.raises(NotonelessError) as refusal:
        load(tmp_path / "model.json")
    assert refusal.value.problem.code == "risk.model_changed"


def test_trees_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_text("tree")


def test_without_a_part_of_the_system_trees_are_not_tried_and_it_is_told(
    make: Make, risk_map: RiskMap, given: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small machine without libgomp learns all the same, and refuses in a sentence a model that holds trees."""
    monkeypatch.setattr(boosting, "is_there", lambda: False)
    found = train(make(4000, 5), risk_map, given, 1)
    assert found.model.leavers >= 150
    assert [each.code for each in found.notes] == ["risk.trees_not_grown"]
    assert {each.name for each in found.verdict.compared} <= {"prior", "curves"}
    with pytest.raises(NotonelessError) as refusal:
        from_text("tree")
    assert refusal.value.problem.code == "risk.trees_not_read"
