"""What no model may be made of: an outcome that is constant, a column that tells the outcome, numbers that are names."""

import re

import numpy as np

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.risk.arrays import Floats, Ints
from notoneless.risk.columns import Input
from notoneless.risk.comparing import auc
from notoneless.risk.panel import Panel

TELLS = 0.97
"""The AUC of a single column from which it tells the outcome rather than foretells it."""

_LEAST_LEAVERS = 5
_FEW_LEAVERS, _TELLS_FEW = 20, 0.995
"""Of so few leavers an honest column may tell 0.98 by luck."""

_BINS = 64
_ROWS_FROM = 100
_DIFFERENT = 0.98
_LONG = 6
_NAMED_ID = re.compile(
    r"(?:^|[\s_\-.])(?:id|uid|uuid|code|no|nr|num)(?:$|[\s_\-.])|编号|学号|证号|籍号|序号|号码|matr[ií]cula|\bc[oó]digo",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")


def refuse_unfit(panel: Panel, seed: int) -> None:
    """Raise NotonelessError for a file that nothing may be learnt from, with the column that is to blame."""
    outcome = panel.outcome if panel.outcome is not None else np.empty(0)
    known = ~np.isnan(outcome)
    if not known.any():
        raise NotonelessError(Problem("risk.outcome_unknown"))
    values = set(outcome[known].tolist())
    if len(values) == 1:
        what = Problem("risk.all_left" if values == {1.0} else "risk.all_stayed")
        raise NotonelessError(Problem("risk.constant_outcome", {"rows": int(known.sum()), "what": what}))
    refuse_ids(panel)
    leavers = int(outcome[known].sum())
    if leavers < _LEAST_LEAVERS:
        return
    most = TELLS if leavers >= _FEW_LEAVERS else _TELLS_FEW
    for each in panel.inputs:
        alone = alone_auc(panel, each, outcome, seed)
        if alone > most:
            params: dict[str, str | int] = {"column": each.column, "auc": f"{alone:.3f}"}
            raise NotonelessError(Problem("risk.leak", params))


def refuse_ids(panel: Panel) -> None:
    """Raise NotonelessError for an ID that lost its digits, and for an input that only names children."""
    for row, text in enumerate(panel.ids):
        if _SCIENTIFIC.fullmatch(text.strip()):
            raise NotonelessError(Problem("risk.id_rounded", {"row": row + 2, "text": text.strip()}))
    for each in panel.inputs:
        if _is_name(panel, each):
            raise NotonelessError(Problem("risk.id_as_input", {"column": each.column}))


def _is_name(panel: Panel, each: Input) -> bool:
    if each.column in panel.levels:
        cells = panel.levels[each.column][panel.known(each)]
        return len(cells) >= _ROWS_FROM and len(set(cells.tolist())) > 0.5 * len(cells)
    values = panel.numbers[each.column]
    known = values[~np.isnan(values)] / each.scale
    if len(known) < _ROWS_FROM or not (known == np.floor(known)).all():
        return False
    if len(np.unique(known)) < _DIFFERENT * len(known):
        return False
    digits = {len(f"{abs(number):.0f}") for number in (known.min(), known.max())}
    serial = known.max() - known.min() + 1 <= 1.5 * len(known)
    return bool(
        serial or (digits == {len(f"{abs(known[0]):.0f}")} and min(digits) >= _LONG) or _NAMED_ID.search(each.column)
    )


def alone_auc(panel: Panel, each: Input, outcome: Floats, seed: int) -> float:
    """How well one column alone tells who left: by its order, by its blanks, by the rates of its values elsewhere."""
    rows = np.flatnonzero(~np.isnan(outcome))
    left = outcome[rows]
    blank = (~panel.known(each)[rows]).astype(np.float64)
    told = [auc(blank, left)]
    if each.column in panel.numbers:
        values = panel.numbers[each.column][rows]
        there = ~np.isnan(values)
        if left[there].sum() >= _LEAST_LEAVERS:
            told.append(auc(values[there], left[there]))
    told = [max(each_told, 1 - each_told) for each_told in told if not np.isnan(each_told)]
    return max([*told, auc(_rates(_bins(panel, each, rows), left, seed), left)])


def _bins(panel: Panel, each: Input, rows: Ints) -> Ints:
    if each.column in panel.levels:
        cells = np.array(["" if level is None else str(level) for level in panel.levels[each.column][rows]], str)
        return np.asarray(np.unique(cells, return_inverse=True)[1], np.int64)
    values = panel.numbers[each.column][rows]
    there = values[~np.isnan(values)]
    if not len(there):
        return np.zeros(len(rows), np.int64)
    cuts = np.unique(np.percentile(there, np.linspace(0, 100, _BINS + 1)[1:-1]))
    return np.where(np.isnan(values), len(cuts) + 1, np.searchsorted(cuts, values, side="right")).astype(np.int64)


def _rates(bins: Ints, left: Floats, seed: int) -> Floats:
    """For each row the rate of its bin among the other half of the rows."""
    half = np.random.default_rng(seed).random(len(bins)) < 0.5
    found, base = np.empty(len(bins)), float(left.mean())
    for part in (half, ~half):
        rest = ~part
        counts = np.bincount(bins[rest], minlength=int(bins.max()) + 1)
        leavers = np.bincount(bins[rest], weights=left[rest], minlength=int(bins.max()) + 1)
        found[part] = ((leavers + base) / (counts + 1))[bins[part]]
    return found
