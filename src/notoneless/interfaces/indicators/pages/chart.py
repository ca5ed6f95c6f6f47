"""A year of months as bars and a line: where everything stands, in the units of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 240
LEFT, RIGHT, TOP, BOTTOM = 36, 54, 14, 28
"""The drawing, and its margins for the words at its sides."""

STEPS = 4
"""Lines across the drawing."""

_ROUND = (1, 2, 2.5, 5, 10)
"""What the top of a scale may be, times a power of ten and STEPS."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `series`: which of them."""

    series: int
    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the line."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a scale, at the side or beneath."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole drawing. `path`: the line; it breaks where nothing is known."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    path: str
    points: tuple[Point, ...]
    months: tuple[Word, ...]
    left: tuple[Word, ...]
    right: tuple[Word, ...]
    across: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A month: its word, a number for each series of bars, a share of 100 for the line; None where nothing is known."""

    word: str
    numbers: tuple[int, ...] | None
    share: float | None


def drawn(columns: Sequence[Column], names: Sequence[str], line: str) -> Chart:
    """The months as a drawing; `names` of the bars and of the line are for the words shown of each."""
    top = scale_top(max((max(each.numbers) for each in columns if each.numbers), default=0))
    low = share_floor([each.share for each in columns if each.share is not None])
    inner, high = (WIDTH - LEFT - RIGHT) / max(len(columns), 1), HEIGHT - TOP - BOTTOM
    points = {
        at: Point(
            LEFT + inner * (at + 0.5), _y((each.share - low) / (100 - low)), f"{each.word} {line} {each.share:.1f}%"
        )
        for at, each in enumerate(columns)
        if each.share is not None
    }
    across = tuple(_y(step / STEPS) for step in range(STEPS + 1))
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        bars=tuple(bar for at, each in enumerate(columns) for bar in _bars(at, each, names, top, inner, high)),
        path=_path(points),
        points=tuple(points.values()),
        months=tuple(Word(LEFT + inner * (at + 0.5), HEIGHT - 8, each.word) for at, each in enumerate(columns)),
        left=tuple(Word(LEFT - 6, y + 4, f"{top * step / STEPS:g}") for step, y in enumerate(across)),
        right=tuple(
            Word(WIDTH - RIGHT + 6, y + 4, f"{low + (100 - low) * step / STEPS:g}%") for step, y in enumerate(across)
        )
        if points
        else (),
        across=across,
    )


def _y(part: float) -> float:
    return round(TOP + (1 - part) * (HEIGHT - TOP - BOTTOM), 1)


def _bars(at: int, column: Column, names: Sequence[str], top: float, inner: float, high: int) -> list[Bar]:
    if column.numbers is None:
        return []
    wide = inner * 0.64 / len(column.numbers)
    begin = LEFT + inner * (at + 0.18)
    return [
        Bar(series, round(begin + wide * series, 1), _y(number / top), round(wide - 1.5, 1), round(high * number / top, 1),
            f"{column.word} {names[series]} {number}")
        for series, number in enumerate(column.numbers)
    ]  # fmt: skip


def _path(points: dict[int, Point]) -> str:
    """Lines between months that follow one another."""
    return " ".join(
        f"{'L' if at - 1 in points else 'M'}{point.x:.1f} {point.y:.1f}" for at, point in sorted(points.items())
    )


def scale_top(largest: int) -> float:
    """The top of a scale from nought: STEPS whole numbers that hold the largest."""
    size = 1
    while True:
        for number in _ROUND:
            step = number * size
            if step == int(step) and step * STEPS >= largest:
                return step * STEPS
        size *= 10


def share_floor(shares: Sequence[float]) -> float:
    """The foot of the scale of shares: as high as all of them allow, so that a change of half a per cent is seen."""
    least = min(shares, default=0)
    return next((float(floor) for floor in (98, 96, 90, 80, 60) if least >= floor), 0.0)
