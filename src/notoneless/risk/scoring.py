"""The risk of each child and why: points where nothing was learnt, else a chance with shares that add up to it exactly."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.risk import boosting
from notoneless.risk.arrays import Floats, Ints
from notoneless.risk.columns import Input
from notoneless.risk.designing import base_of, shares_by_input
from notoneless.risk.measures import GROUPS, OTHER, Numbers
from notoneless.risk.model import Model
from notoneless.risk.panel import Panel
from notoneless.risk.points import Points, lowest_marks, points_of

ROWS_AT_ONCE = 100_000
SHARED = (*GROUPS, OTHER)
"""The groups of shares, in the order of their columns."""


@dataclass(frozen=True, slots=True)
class Scored:
    """`risk`: a chance, or points where `is_points`; `shares`: what each group adds to `base`, together the `margin`;
    `leading`: the input that stands for each group; `known`: how many of the eight groups are known."""

    risk: Floats
    is_points: bool
    base: float
    shares: Floats
    margin: Floats
    leading: Ints
    points: Points
    by_points: bool


def fitted_to(panel: Panel, model: Model) -> Panel:
    """The panel with the inputs the model knows: what the file lacks is unknown, what it has more is left out, both told."""
    mine = {each.column: each for each in panel.inputs}
    inputs, notes, rows = [], list(panel.notes), panel.rows
    numbers, levels = dict(panel.numbers), dict(panel.levels)
    for each in model.inputs:
        given = mine.pop(each.column, None)
        if given is not None and given.kind != each.kind:
            raise NotonelessError(Problem("risk.kind_changed", {"column": each.column}))
        inputs.append(replace(each, scale=given.scale, of=given.of) if given is not None else each)
        if given is None:
            notes.append(Problem("risk.input_missing", {"column": each.column}))
            if each.kind == "category":
                levels[each.column] = np.full(rows, None, object)
            else:
                numbers[each.column] = np.full(rows, np.nan)
    notes += [Problem("risk.input_unused", {"column": column}) for column in mine]
    return replace(panel, inputs=tuple(inputs), numbers=numbers, levels=levels, notes=notes)


def day_one(panel: Panel, given: Numbers, first_age: int) -> Scored:
    """Points of the first day, for a county that has learnt nothing yet. Raises NotonelessError where no column feeds them."""
    if not any(each.feeds_points for each in panel.inputs):
        raise NotonelessError(Problem("risk.no_points"))
    points = points_of(panel, given, first_age, lowest_marks(panel))
    return _by_points(panel, points, points.total, is_points=True)


def _by_points(panel: Panel, points: Points, risk: Floats, *, is_points: bool) -> Scored:
    shares = np.zeros((panel.rows, len(SHARED)))
    shares[:, : len(GROUPS)] = points.by_group
    leading = _leading(panel, points.by_input)
    return Scored(risk, is_points, 0.0, shares, points.total, leading, points, by_points=True)


def score(panel: Panel, model: Model, given: Numbers) -> Iterator[tuple[Panel, Scored]]:
    """The rows of a panel fitted to the model, so many at a time, with what becomes of them."""
    trees = boosting.from_text(model.parts.trees) if model.learnt and model.parts.trees else None
    for start in range(0, panel.rows, ROWS_AT_ONCE):
        rows = np.arange(start, min(start + ROWS_AT_ONCE, panel.rows))
        part = panel if panel.rows <= ROWS_AT_ONCE else panel.where(rows)
        points = points_of(part, given, model.first_age, model.marks)
        if not model.learnt:
            yield part, _by_points(part, points, model.rules.chance(points.total), is_points=False)
        else:
            yield part, _by_model(part, points, model, trees)


def margins_of(panel: Panel, points: Points, model: Model) -> Floats:
    """The margins of rows by what a model has learnt, without the shares."""
    parts = model.parts
    found = parts.rules_weight * (parts.slope * points.total + parts.shift) - parts.drift
    if parts.design is not None and parts.beta is not None:
        matrix = parts.design.matrix(panel, points)
        found = found + parts.linear_weight * (parts.beta[0] + matrix @ parts.beta[1:].astype(matrix.dtype))
    if parts.features is not None:
        matrix = parts.features.matrix(panel, points)
        found = found + parts.trees_weight * boosting.margins(boosting.from_text(parts.trees), matrix)
    return np.asarray(found, np.float64)


def _by_model(panel: Panel, points: Points, model: Model, trees: object | None) -> Scored:
    parts = model.parts
    names = [each.column for each in panel.inputs] + [f"points {group}" for group in GROUPS]
    place = {name: number for number, name in enumerate(names)}
    found, base = np.zeros((panel.rows, len(names))), parts.rules_weight * parts.shift - parts.drift
    raw = points.by_group.sum(axis=1)
    scale = np.divide(points.total, raw, out=np.ones(panel.rows), where=raw > 0)
    found[:, len(panel.inputs) :] += parts.rules_weight * parts.slope * points.by_group * scale[:, None]
    if parts.design is not None and parts.beta is not None:
        found += parts.linear_weight * shares_by_input(parts.design, parts.beta, panel, points, place)
        base += parts.linear_weight * base_of(parts.design, parts.beta)
    if trees is not None and parts.features is not None:
        made = boosting.shares(trees, parts.features.matrix(panel, points))
        found += parts.trees_weight * made[:, :-1]
        base += parts.trees_weight * float(made[0, -1])
    shares, leading = _grouped(panel, points, found)
    margin = base + shares.sum(axis=1)
    return Scored(model.calibration.chance(margin), False, base, shares, margin, leading, points, by_points=False)


def members(inputs: tuple[Input, ...], group: str) -> list[int]:
    """The numbers of the inputs of a group."""
    return [index for index, each in enumerate(inputs) if each.group == group]


def _grouped(panel: Panel, points: Points, found: Floats) -> tuple[Floats, Ints]:
    """The shares of groups, and the input that leads each: that of the largest share, its part of the points included."""
    width = len(panel.inputs)
    shares = np.zeros((panel.rows, len(SHARED)))
    own = found[:, :width].copy()
    for number, group in enumerate(SHARED):
        mine = members(panel.inputs, group)
        if mine:
            shares[:, number] = found[:, mine].sum(axis=1)
        if number < len(GROUPS):
            shares[:, number] += found[:, width + number]
            if mine:
                best = np.array(mine)[points.by_input[:, mine].argmax(axis=1)]
                own[np.arange(panel.rows), best] += found[:, width + number]
    return shares, _leading(panel, own, shares)


def _leading(panel: Panel, own: Floats, shares: Floats | None = None) -> Ints:
    """Of each group the input with the largest share, or with the least where the group speaks for the child; -1: none."""
    found = np.full((panel.rows, len(SHARED)), -1, np.int64)
    for number, group in enumerate(SHARED):
        mine = members(panel.inputs, group)
        if not mine:
            continue
        blank = np.stack([~panel.known(panel.inputs[index]) for index in mine], axis=1)
        values = own[:, mine]
        high = np.where(blank, -np.inf, values).argmax(axis=1)
        low = np.where(blank, np.inf, values).argmin(axis=1)
        chosen = high if shares is None else np.where(shares[:, number] >= 0, high, low)
        found[:, number] = np.where(blank.all(axis=1), -1, np.array(mine)[chosen])
    return found
