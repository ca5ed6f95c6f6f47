"""Points of concern of a whole file at once, from the table a clerk can check by hand.

What is not known gives nothing and counts as unknown, never as safe.
"""

from dataclasses import dataclass

import numpy as np

from notoneless.risk.arrays import Bools, Floats, Texts
from notoneless.risk.columns import Input
from notoneless.risk.measures import GROUPS, Numbers
from notoneless.risk.panel import Panel

_SUMMED = ("family",)
"""Groups in which reasons add up; elsewhere the weightiest counts."""
_ADDED = ("unexcused_days", "absent_percent_before")
"""What adds a point to the attendance of its group, and gives none by itself."""
_LOWEST = 10
_FEW_OF_GRADE = 30
_LEARNING_MOST = 3.0
ANY_GRADE = ""


@dataclass(frozen=True, slots=True)
class Points:
    """`by_input`: points of each input, `by_group` after the caps, `known`: which groups are known, a column for each."""

    by_input: Floats
    by_group: Floats
    known: Bools
    total: Floats
    sums: Floats


Marks = dict[str, dict[str, float]]
"""For each mark by grade: up to where the lowest tenth reaches."""


def lowest_marks(panel: Panel) -> Marks:
    """Up to where the lowest tenth of each mark reaches, in each grade that has enough children."""
    grades = _grades(panel)
    found: Marks = {}
    for each in panel.inputs:
        if each.measure != "mark" or each.pass_mark is not None:
            continue
        values = panel.numbers[each.column]
        known = ~np.isnan(values)
        if not known.any():
            continue
        found[each.column] = {ANY_GRADE: float(np.percentile(values[known], _LOWEST))}
        for grade in sorted({level for level in grades[known] if level is not None}):
            mine = values[known & (grades == grade)]
            if len(mine) >= _FEW_OF_GRADE:
                found[each.column][grade] = float(np.percentile(mine, _LOWEST))
    return found


def points_of(panel: Panel, given: Numbers, first_age: int, marks: Marks) -> Points:
    """The points of each row."""
    table = _Table(panel, given, first_age, marks)
    by_input = np.zeros((panel.rows, len(panel.inputs)))
    for index, each in enumerate(panel.inputs):
        if each.feeds_points:
            by_input[:, index] = np.nan_to_num(table.points(each))
    table.fails(by_input)
    known = np.zeros((panel.rows, len(GROUPS)), bool)
    sums = np.zeros((panel.rows, len(GROUPS)))
    for number, group in enumerate(GROUPS):
        mine = [index for index, each in enumerate(panel.inputs) if each.group == group and each.feeds_points]
        for index in mine:
            known[:, number] |= panel.known(panel.inputs[index])
        sums[:, number] = _sum(by_input, panel, mine, group)
    by_group = np.minimum(sums, [given.caps[group] for group in GROUPS])
    return Points(by_input, by_group, known, np.minimum(by_group.sum(axis=1), given.total_cap), sums)


def _sum(by_input: Floats, panel: Panel, mine: list[int], group: str) -> Floats:
    added = [index for index in mine if panel.inputs[index].measure in _ADDED]
    base = [index for index in mine if index not in added]
    empty = np.zeros(len(by_input))
    if group in _SUMMED:
        return np.asarray(by_input[:, mine].sum(axis=1)) if mine else empty
    found = by_input[:, base].max(axis=1) if base else empty
    return np.asarray(found + by_input[:, added].max(axis=1)) if added else np.asarray(found)


def _grades(panel: Panel) -> Texts:
    for each in panel.inputs:
        if each.measure == "grade":
            return panel.levels[each.column]
    return np.full(panel.rows, None, object)


def _steps(values: Floats, thresholds: tuple[float, ...]) -> Floats:
    """How many thresholds are reached."""
    return np.where(np.isnan(values), np.nan, np.searchsorted(np.array(thresholds), values, side="right"))


@dataclass(frozen=True)
class _Table:
    panel: Panel
    given: Numbers
    first_age: int
    marks: Marks

    def points(self, each: Input) -> Floats:
        """The points that an input gives by itself."""
        if each.at_least or each.at_most or each.values:
            return self._own(each)
        values = self.panel.numbers.get(each.column)
        if values is None:
            return self._levels(each)
        if each.kind == "flag":
            weight = {
                "left_before": 3,
                "long_away": 2,
                "sibling_out": 2,
                "lowest_tenth": 3,
                "concern": self.given.concern,
            }
            boards = self._low_marks() if each.measure == "boarding" else 1.0
            return np.asarray((values == 1) * weight.get(each.measure, 1) * boards, np.float64)
        return np.asarray(getattr(self, f"_{each.measure}")(each, values), np.float64)

    def _own(self, each: Input) -> Floats:
        found = np.zeros(self.panel.rows)
        if each.column in self.panel.levels:
            weight = dict(each.values)
            levels = self.panel.levels[each.column]
            return np.array([weight.get(level, 0.0) if level is not None else 0.0 for level in levels])
        values = self.panel.numbers[each.column]
        for threshold, weight_of in each.at_least:
            found = np.where(values >= threshold, weight_of, found)
        for threshold, weight_of in reversed(each.at_most):
            found = np.where(values <= threshold, weight_of, found)
        for text, weight_of in each.values:
            found = np.where(values == (1.0 if text in ("yes", "是", "1") else 0.0), weight_of, found)
        return np.asarray(found, np.float64)

    def _levels(self, each: Input) -> Floats:
        weight: dict[str, float] = {}
        if each.measure == "grade":
            weight = dict(self.given.grades)
        elif each.measure == "parents_away":
            weight = dict.fromkeys(("mother", "both", "母亲", "母", "父母", "双方", "都外出", "yes", "是", "1", "2"), 1)
        return np.array([weight.get(level, 0.0) if level else 0.0 for level in self.panel.levels[each.column]])

    def _absent_percent(self, _each: Input, values: Floats) -> Floats:
        return _steps(values, self.given.attendance)

    def _absent_days(self, each: Input, values: Floats) -> Floats:
        return _steps(100 * values / (each.of or self.given.window), self.given.attendance)

    def _attended_percent(self, _each: Input, values: Floats) -> Floats:
        return _steps(np.round(100 - values, 9), self.given.attendance)

    def _unexcused_days(self, _each: Input, values: Floats) -> Floats:
        return np.asarray(values >= self.given.unexcused, np.float64)

    def _absent_percent_before(self, _each: Input, values: Floats) -> Floats:
        now = next((self._percent(each) for each in self.panel.inputs if each.measure.startswith(("absent_p", "attended"))
                    and each.measure != "absent_percent_before"), None)  # fmt: skip
        return np.zeros(len(values)) if now is None else np.asarray(now - values >= self.given.worse_by, np.float64)

    def _percent(self, each: Input) -> Floats:
        values = self.panel.numbers[each.column]
        return 100 - values if each.measure == "attended_percent" else values

    def _subjects_failed(self, _each: Input, values: Floats) -> Floats:
        return _steps(values, self.given.learning)

    def _mark(self, each: Input, values: Floats) -> Floats:
        if each.pass_mark is not None or each.column not in self.marks:
            return np.zeros(len(values))  # counted with the others in `fails`
        limits, grades = self.marks[each.column], _grades(self.panel)
        lowest = np.array([limits.get(grade, limits[ANY_GRADE]) if grade else limits[ANY_GRADE] for grade in grades])
        return np.asarray((values <= lowest) * _LEARNING_MOST, np.float64)

    def _over_age(self, _each: Input, values: Floats) -> Floats:
        one, more = self.given.age
        return np.asarray((values >= one) * 1.0 + (values >= more) * 2.0)

    def _age(self, _each: Input, values: Floats) -> Floats:
        grades = [float(grade) if grade and grade.isdigit() else np.nan for grade in _grades(self.panel)]
        return self._over_age(_each, np.floor(values) - (self.first_age - 1 + np.array(grades)))

    def _distance_km(self, _each: Input, values: Floats) -> Floats:
        return np.asarray(values > self.given.far_km, np.float64)

    def _low_marks(self) -> Bools:
        """Who has failed a subject, or is of the lowest tenth."""
        low = np.zeros(self.panel.rows, bool)
        for each in self.panel.inputs:
            if each.measure in ("subjects_failed", "lowest_tenth"):
                low |= self.panel.numbers[each.column] >= 1
            elif each.measure == "mark" and each.pass_mark is None:
                low |= self._mark(each, self.panel.numbers[each.column]) > 0
            elif each.measure == "mark":
                low |= self.panel.numbers[each.column] < (each.pass_mark or 0)
        return low

    def fails(self, by_input: Floats) -> None:
        """The marks beneath their pass marks, counted as subjects failed; the points stand with each of them."""
        marks = [(index, each) for index, each in enumerate(self.panel.inputs) if each.pass_mark is not None]
        below = {index: self.panel.numbers[each.column] < (each.pass_mark or 0) for index, each in marks}
        if not marks:
            return
        step = _steps(np.sum(list(below.values()), axis=0).astype(np.float64), self.given.learning)
        for index, failed in below.items():
            by_input[:, index] = step * failed
