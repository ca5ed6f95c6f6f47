"""The drawing of a year: scales that are round, a line that breaks, bars within their frame."""

import pytest

from notoneless.interfaces.indicators.pages.chart import HEIGHT, TOP, WIDTH, Column, drawn, scale_top, share_floor

TOPS = [
    (0, 4),
    (1, 4),
    (4, 4),
    (5, 8),
    (8, 8),
    (9, 20),
    (20, 20),
    (21, 40),
    (41, 80),
    (99, 100),
    (101, 200),
    (11111, 20000),
]


@pytest.mark.parametrize(("largest", "top"), TOPS)
def test_a_scale_holds_the_largest_and_has_whole_steps(largest: int, top: int) -> None:
    assert scale_top(largest) == top


@pytest.mark.parametrize(("shares", "floor"), [([], 0), ([99.5], 98), ([97, 100], 96), ([59], 0), ([60], 60), ([0], 0)])
def test_the_foot_lets_small_changes_be_seen(shares: list[float], floor: float) -> None:
    assert share_floor(shares) == floor


def test_nothing_is_drawn_of_a_month_without_a_count() -> None:
    months = [Column("1", (3, 0), 99.0), Column("2", None, None), Column("3", (40, 1), 98.5), Column("4", (0, 0), None)]
    chart = drawn(months, ["a", "b"], "share")
    assert chart.path.count("M") == 2
    assert len(chart.bars) == 6
    assert len(chart.points) == 2
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert TOP <= bar.y <= bar.y + bar.height <= HEIGHT
    assert {bar.title for bar in chart.bars} >= {"3 a 40", "1 b 0"}


def test_without_shares_there_is_no_line_and_no_scale_of_it() -> None:
    chart = drawn([Column("1", (3,), None)], ["a"], "")
    assert (chart.path, chart.points, chart.right) == ("", (), ())
