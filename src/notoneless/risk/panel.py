"""A file as numbers: who, what came of it, when, where, and each input as the array that points and models are made of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.risk import cells
from notoneless.risk.arrays import Bools, Floats, Ints, Texts
from notoneless.risk.cells import Unread
from notoneless.risk.columns import PROTECTED, Input, RiskMap
from notoneless.risk.measures import OTHER
from notoneless.risk.reading import Sheet, as_texts

_MOST_UNREAD = 0.5
_SHARE_LIKE = 20
_MOST_LEVELS = 50
_NUMBERS_FROM = 0.95


@dataclass(slots=True)
class Panel:
    """The rows of a file. `outcome`: 1 left, 0 stayed, NaN not known; `numbers`: of inputs that are numbers or yes and no;
    `levels`: of those that are categories; `audited`: the groups, never looked at."""

    ids: list[str]
    inputs: tuple[Input, ...]
    numbers: dict[str, Floats]
    levels: dict[str, Texts]
    outcome: Floats | None = None
    periods: Texts | None = None
    schools: Texts | None = None
    visited: Bools | None = None
    audited: dict[str, Texts] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def known(self, each: Input) -> Bools:
        """Where an input is known."""
        if each.column in self.numbers:
            return ~np.isnan(self.numbers[each.column])
        cells_of: Any = self.levels[each.column]
        return np.asarray(cells_of != None, np.bool_)  # noqa: E711 (each cell of the array is compared)

    def where(self, rows: Ints | Bools) -> "Panel":
        """These rows of it."""
        numbers = np.flatnonzero(rows) if rows.dtype == bool else rows
        return replace(
            self,
            ids=[self.ids[row] for row in numbers.tolist()],
            numbers={name: values[numbers] for name, values in self.numbers.items()},
            levels={name: values[numbers] for name, values in self.levels.items()},
            outcome=None if self.outcome is None else self.outcome[numbers],
            periods=None if self.periods is None else self.periods[numbers],
            schools=None if self.schools is None else self.schools[numbers],
            visited=None if self.visited is None else self.visited[numbers],
            audited={name: values[numbers] for name, values in self.audited.items()},
        )


def outcome_of(panel: Panel) -> Floats:
    """Who left. Raises ValueError for a panel that was read without it."""
    if panel.outcome is None:
        raise ValueError("no outcome")
    return panel.outcome


def panel_of(sheet: Sheet, risk_map: RiskMap, *, with_outcome: bool) -> Panel:
    """The rows of a sheet. Raises NotonelessError where a column is not what the map says."""
    notes: list[Problem] = []
    inputs = _every(sheet, risk_map, notes) if risk_map.every else risk_map.inputs
    unread: list[Unread] = []
    numbers, levels = {}, {}
    for each in inputs:
        column = sheet.columns[each.column]
        if each.kind == "category":
            levels[each.column] = _levels(column, each)
            continue
        numbers[each.column] = _numbers(column, each, unread, sheet.decimal_comma)
    panel = Panel(as_texts(sheet.columns[risk_map.id]), inputs, numbers, levels, unread=unread, notes=notes)
    if with_outcome:
        if risk_map.outcome is None:
            raise NotonelessError(Problem("risk.no_outcome_named"))
        panel.outcome = _outcome(sheet.columns[risk_map.outcome], risk_map, notes)
        _around(panel, sheet, risk_map)
    notes += _told(panel, unread)
    twice = 0 if risk_map.period else sum(count > 1 for name, count in Counter(panel.ids).items() if name.strip())
    if twice:
        notes.append(Problem("risk.ids_twice", {"count": twice}))
    return panel


def _around(panel: Panel, sheet: Sheet, risk_map: RiskMap) -> None:
    """When, where, whether visited, of which groups: what a model is judged by and never looks at."""
    if risk_map.period:
        panel.periods = cells.words(sheet.columns[risk_map.period])
    if risk_map.school:
        panel.schools = cells.words(sheet.columns[risk_map.school])
    if risk_map.visited:
        panel.visited = cells.flags(sheet.columns[risk_map.visited], Unread(risk_map.visited)) == 1
    panel.audited = {name: cells.words(sheet.columns[name]) for name in risk_map.groups}


def _levels(column: pa.ChunkedArray, each: Input) -> Texts:
    found = cells.words(column)
    if each.measure != "grade":
        return found
    known = {level: cells.grade_of(level) for level in set(found.tolist()) if level is not None}
    return np.array([None if level is None else known[level] for level in found], object)


def _numbers(column: pa.ChunkedArray, each: Input, unread: list[Unread], decimal_comma: bool) -> Floats:
    told = Unread(each.column)
    if each.kind == "flag":
        found = cells.flags(column, told)
        if told.count and each.measure == "concern":  # whatever a teacher has written there is a concern
            for row, _ in told.first:
                found[row] = 1.0
            told = Unread(each.column)
    else:
        found = cells.numbers(column, told, decimal_comma=decimal_comma)
        _refuse_share(found, each)
        found = found * each.scale
    filled = int((~np.isnan(found)).sum()) + told.count
    if told.count > _MOST_UNREAD * filled:
        params: dict[str, str | int] = {
            "column": each.column,
            "text": told.first[0][1][:30],
            "row": told.first[0][0] + 2,
        }
        kind = "risk.no_flag" if each.kind == "flag" else "risk.no_numbers"
        raise NotonelessError(Problem(kind, params))
    if told.count:
        unread.append(told)
    return found


def _refuse_share(found: Floats, each: Input) -> None:
    """Percent that are all below one are shares, or everybody is there: nobody may guess which."""
    if each.scale != 1.0 or not each.measure.endswith(("_percent", "_percent_before")):
        return
    known = found[~np.isnan(found)]
    between = known[(known > 0) & (known < 1)]
    if len(between) >= _SHARE_LIKE and known.max() <= 1:
        raise NotonelessError(Problem("risk.share_or_percent", {"column": each.column}))


def _outcome(column: pa.ChunkedArray, risk_map: RiskMap, notes: list[Problem]) -> Floats:
    """1 for who left, 0 for who stayed. Raises NotonelessError where that cannot be told."""
    name, told = risk_map.outcome or "", Unread(risk_map.outcome or "")
    yes = frozenset(map(cells.fold_cell, risk_map.yes)) or (cells.YES - frozenset(map(cells.fold_cell, risk_map.no)))
    no = frozenset(map(cells.fold_cell, risk_map.no)) or (cells.NO - yes)
    found = cells.flags(column, told, yes, no)
    if told.count and risk_map.yes and not risk_map.no:
        others = cells.mapped(column, lambda text: 0.0 if (text or "").strip() else None).astype(np.float64)
        return np.where(np.isnan(found), others, found)
    if told.count:
        seen = "、".join(dict.fromkeys(text[:20] for _, text in told.first[:200]))[:100]
        raise NotonelessError(
            Problem("risk.outcome_words", {"column": name, "seen": seen, "row": told.first[0][0] + 2})
        )
    blank = int(np.isnan(found).sum())
    if blank:
        notes.append(Problem("risk.outcome_blank", {"count": blank}))
    return found


def _told(panel: Panel, unread: Iterable[Unread]) -> list[Problem]:
    """What is odd in the rows, and does not stop the work."""
    notes = [
        Problem("risk.cells_unread", {"column": each.column, "count": each.count, "row": each.first[0][0] + 2})
        for each in unread
    ]
    for each in panel.inputs:
        known = float(panel.known(each).mean())
        if known == 0:
            notes.append(Problem("risk.column_blank", {"column": each.column}))
        elif known < 0.7:
            notes.append(Problem("risk.column_gaps", {"column": each.column, "percent": round(100 * (1 - known))}))
    blank = sum(not each.strip() for each in panel.ids)
    if blank:
        notes.append(Problem("risk.ids_blank", {"count": blank}))
    return notes


def _every(sheet: Sheet, risk_map: RiskMap, notes: list[Problem]) -> tuple[Input, ...]:
    """Every column that has no other role and is not protected, of the kind that its cells have."""
    roles = set(risk_map.named())
    found = []
    for name in sheet.headers:
        if name in roles or not name:
            continue
        if PROTECTED.search(name.replace("_", " ")):
            notes.append(Problem("risk.left_protected", {"column": name}))
            continue
        kind = _kind(sheet.columns[name], sheet.decimal_comma)
        if kind is None:
            notes.append(Problem("risk.left_texts", {"column": name}))
            continue
        measure = "numeric" if kind == "number" else "category"
        found.append(Input(name, measure, OTHER, "number" if kind == "number" else "category"))
    if not found:
        raise NotonelessError(Problem("risk.no_inputs"))
    return tuple(found)


def _kind(column: pa.ChunkedArray, decimal_comma: bool) -> str | None:
    told = Unread("")
    found = cells.numbers(column, told, decimal_comma=decimal_comma)
    filled = int((~np.isnan(found)).sum()) + told.count
    if filled and filled - told.count >= _NUMBERS_FROM * filled:
        return "number"
    levels = {level for level in cells.words(column) if level is not None}
    return "category" if len(levels) <= _MOST_LEVELS else None
