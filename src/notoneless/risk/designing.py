"""What a linear correction is made of: a term for each group of points, each number as line or curve, each category.

Grade is a category, never a line. A cell that is not known counts as the mean, beside a term of its own for not being known.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from notoneless.risk.arrays import Floats
from notoneless.risk.measures import GROUPS
from notoneless.risk.panel import Panel
from notoneless.risk.points import Points

TOTAL, GROUP, LINE, BEND, LEVEL, BLANK = "total", "group", "line", "bend", "level", "blank"
_KNOTS = (10, 30, 50, 70, 90)
_LEAST_OF_LEVEL = 10
_MOST_LEVELS = 60
_FEW_GAPS = 0.005
_SKEWED = 3.0
_FARTHEST = 8.0
_GRADE = re.compile(r"年级|年纪|grade|grado|série|serie|klasse|classe|\byear of study\b", re.IGNORECASE)
"""A grade that a map calls a number bends all the same, however few have left: it is no line."""


@dataclass(frozen=True, slots=True)
class Term:
    """One column of the design: what it is made of, its mean and spread; `at`: the knot, `level`: the category."""

    kind: str
    column: str
    mean: float
    spread: float
    at: float = 0.0
    level: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """The terms of a linear model, and to which group each of them belongs."""

    terms: tuple[Term, ...]

    def matrix(self, panel: Panel, points: Points) -> Floats:
        """A column for each term; single precision, as a county has many rows."""
        found = np.empty((panel.rows, len(self.terms)), np.float32)
        levels = _Coded(panel)
        for index, term in enumerate(self.terms):
            found[:, index] = _even(_raw(term, panel, points, levels), term)
        return found  # type: ignore[return-value]

    def ridge(self, strength: float) -> Floats:
        """How strongly each term is held to nought; the points themselves are let free."""
        return np.array([1.0 if term.kind == TOTAL else strength for term in self.terms])

    def to_json(self) -> list[dict[str, Any]]:
        """The terms as JSON holds them."""
        return [asdict(term) for term in self.terms]

    @classmethod
    def from_json(cls, kept: list[dict[str, Any]]) -> "Design":
        """The design that `to_json` made."""
        return cls(tuple(Term(**term) for term in kept))


class _Coded:
    """The categories of a panel as numbers, so that a level is compared once a row."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._codes: dict[str, tuple[dict[str, int], Any]] = {}

    def equals(self, column: str, level: str) -> Floats:
        """1 where a category has this level."""
        if column not in self._codes:
            names: dict[str, int] = {}
            codes = [
                names.setdefault(each, len(names)) if each is not None else -1 for each in self._panel.levels[column]
            ]
            self._codes[column] = names, np.array(codes)
        names, coded = self._codes[column]
        return np.asarray(coded == names.get(level, -2), np.float64)

    def blank(self, column: str) -> Floats:
        """1 where it is not known."""
        self.equals(column, "")
        return np.asarray(self._codes[column][1] == -1, np.float64)


def _raw(term: Term, panel: Panel, points: Points, levels: _Coded) -> Floats:
    if term.kind == TOTAL:
        return np.asarray(points.by_group.sum(axis=1))
    if term.kind == GROUP:
        return points.by_group[:, GROUPS.index(term.column)]
    if term.kind == LEVEL:
        return levels.equals(term.column, term.level)
    if term.kind == BLANK:
        return (
            levels.blank(term.column)
            if term.column in panel.levels
            else np.isnan(panel.numbers[term.column]).astype(np.float64)
        )
    values = squeezed(panel.numbers[term.column], term.level)
    made = values if term.kind == LINE else np.maximum(values - term.at, 0.0)
    return np.where(np.isnan(values), term.mean, made)


def _even(raw: Floats, term: Term) -> Floats:
    """A term about nought; what is far off pulls no harder than eight spreads, but points always count in full."""
    found = (raw - term.mean) / term.spread
    return np.asarray(found if term.kind == TOTAL else np.clip(found, -_FARTHEST, _FARTHEST))


def base_of(design: Design, beta: Floats) -> float:
    """The margin to which the shares add: points are counted from nought, all else from its mean."""
    free = zip(design.terms, beta[1:], strict=True)
    return float(beta[0]) - sum(float(weight) * term.mean / term.spread for term, weight in free if term.kind == TOTAL)


def squeezed(values: Floats, how: str) -> Floats:
    """Amounts whose largest are far off, as money, by their logarithm; the rest as they are."""
    return np.asarray(np.log1p(np.maximum(values, 0)) if how == "log" else values)


def make_design(panel: Panel, points: Points, *, curves: bool) -> Design:
    """The terms that the rows of a panel allow."""
    found = [*_of_points(points)]
    for each in panel.inputs:
        if each.column in panel.levels:
            found += _of_levels(panel, each.column)
        else:
            bends = curves or _GRADE.search(each.column) is not None
            found += _of_numbers(panel.numbers[each.column], each.column, curves=bends)
        blank = float(1 - panel.known(each).mean())
        if _FEW_GAPS < blank < 1 - _FEW_GAPS:
            found.append(Term(BLANK, each.column, blank, 1.0))
    return Design(tuple(found))


def _of_points(points: Points) -> Iterator[Term]:
    total = points.by_group.sum(axis=1)
    if total.std() > 0:
        yield Term(TOTAL, TOTAL, float(total.mean()), 1.0)
    for number, group in enumerate(GROUPS):
        mine = points.by_group[:, number]
        if mine.std() > 0:
            yield Term(GROUP, group, float(mine.mean()), float(mine.std()))


def _of_levels(panel: Panel, column: str) -> Iterator[Term]:
    levels = panel.levels[column]
    names, counts = np.unique(np.array([each for each in levels if each is not None], str), return_counts=True)
    often = sorted(zip(counts.tolist(), names.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))[
        :_MOST_LEVELS
    ]
    for count, name in often:
        if _LEAST_OF_LEVEL <= count < len(levels):
            yield Term(LEVEL, column, count / len(levels), 1.0, level=name)


def _of_numbers(values: Floats, column: str, *, curves: bool) -> Iterator[Term]:
    known = values[~np.isnan(values)]
    if len(known) < 2 or known.std() == 0:
        return
    how = "log" if known.min() >= 0 and _skew(known) > _SKEWED else ""
    known = squeezed(known, how)
    yield Term(LINE, column, float(known.mean()), float(known.std()), level=how)
    if not curves:
        return
    distinct = np.unique(known)
    knots = distinct[1:-1] if len(distinct) <= len(_KNOTS) + 2 else np.unique(np.percentile(known, _KNOTS))
    for knot in knots.tolist():
        bent = np.maximum(known - knot, 0.0)
        if bent.std() > 0:
            yield Term(BEND, column, float(bent.mean()), float(bent.std()), float(knot), how)


def _skew(known: Floats) -> float:
    spread = float(known.std())
    return float((((known - known.mean()) / spread) ** 3).mean()) if spread else 0.0


def shares_by_input(design: Design, beta: Floats, panel: Panel, points: Points, groups: Mapping[str, int]) -> Floats:
    """What each input adds to the margin, then what each group's points add; exact: with the intercept they sum to it.

    `groups`: the column of each input's share and, behind them, of each group's.
    """
    found = np.zeros((panel.rows, len(groups)))
    levels = _Coded(panel)
    for term, weight in zip(design.terms, beta[1:], strict=True):
        if term.kind == TOTAL:
            for number, group in enumerate(GROUPS):
                mine = points.by_group[:, number]
                found[:, groups[f"points {group}"]] += weight / term.spread * mine
            continue
        raw = _even(_raw(term, panel, points, levels), term)
        name = f"points {term.column}" if term.kind == GROUP else term.column
        found[:, groups[name]] += weight * raw
    return found
