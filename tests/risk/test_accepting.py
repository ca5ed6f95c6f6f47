"""When a correction is taken: a table of margins that are better or not, for everybody or at the cost of one group."""

import numpy as np
import pytest

from notoneless.risk import boosting
from notoneless.risk.accepting import STAY, TAKE, Outcomes, Verdict, judged
from notoneless.risk.arrays import Floats
from notoneless.risk.candidates import Ground, fit_trees
from notoneless.risk.columns import RiskMap
from notoneless.risk.measures import Numbers
from notoneless.risk.points import Points, points_of
from risk.conftest import Make

ROWS = 6000


def county(seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """What points see, what only a model sees, who left, and who is of the small group."""
    rng = np.random.default_rng(seed)
    seen, hidden = rng.poisson(1.5, ROWS).astype(float), rng.normal(0, 1, ROWS)
    small = (rng.random(ROWS) < 0.2).astype(float)
    margin = -4.2 + 0.5 * seen + 1.2 * hidden
    left = (rng.random(ROWS) < 1 / (1 + np.exp(-margin))).astype(float)
    return seen, hidden, left, small


def verdict(points: Floats, margin: Floats, left: Floats, small: Floats, given: Numbers) -> Verdict:
    groups = {"民族": np.where(small == 1, "少", "多").astype(object)}
    return judged(points, {"curves": margin}, Outcomes(left, np.arange(ROWS), groups, 10.0, given), 0.35)


@pytest.mark.parametrize("seed", range(3))
def test_a_better_correction_is_taken(given: Numbers, seed: int) -> None:
    seen, hidden, left, small = county(seed)
    found = verdict(seen, -4.2 + 0.5 * seen + 1.2 * hidden, left, small, given)
    assert (found.code, found.name, found.weight) == (TAKE, "curves", 1.0)


@pytest.mark.parametrize("seed", range(3))
def test_one_that_knows_no_more_than_the_rules_is_not(given: Numbers, seed: int) -> None:
    seen, _, left, small = county(seed)
    noise = np.random.default_rng(seed + 50).normal(0, 0.3, ROWS)
    found = verdict(seen, -4.2 + 0.5 * seen + noise, left, small, given)
    assert (found.code, found.name) == (STAY, "rules")


@pytest.mark.parametrize("seed", range(3))
def test_one_that_loses_a_group_is_mixed_with_the_rules_or_given_up(given: Numbers, seed: int) -> None:
    seen, hidden, left, small = county(seed)
    blind = -4.2 + 0.5 * seen + 1.2 * hidden - 2.5 * small  # it puts the small group behind everybody
    found = verdict(seen, blind, left, small, given)
    assert found.compared[0].gain > found.compared[0].error
    assert found.compared[0].worse == ("民族=少",)
    assert found.weight < 1
    if found.code == TAKE:
        assert found.compared[-1].worse == ()


def test_trees_never_fall_with_absence_and_failed_subjects(make: Make, risk_map: RiskMap, given: Numbers) -> None:
    panel = make(4000, 1)

    def asked() -> Points:
        return points_of(panel, given, risk_map.first_age, {})

    features, trees = fit_trees(Ground(panel, asked(), [], 1), 60)
    for column in ("缺课率", "不及格门数"):
        before = boosting.margins(trees, features.matrix(panel, asked()))
        kept = panel.numbers[column]
        panel.numbers[column] = kept + 3
        after = boosting.margins(trees, features.matrix(panel, asked()))
        panel.numbers[column] = kept
        assert (after >= before - 1e-9).all()
        assert (after > before).any()


def test_shares_of_trees_sum_to_the_margin(make: Make, risk_map: RiskMap, given: Numbers) -> None:
    panel = make(4000, 1)
    points = points_of(panel, given, risk_map.first_age, {})
    features, trees = fit_trees(Ground(panel, points, [], 1), 40)
    matrix = features.matrix(panel, points)[:200]
    assert np.allclose(boosting.shares(trees, matrix).sum(axis=1), boosting.margins(trees, matrix), atol=1e-6)
