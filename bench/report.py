"""The tables people read: cost beside its bounds, accuracy beside its goals."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.measuring import FLOOR, RECONCILE, WORKBOOK, Outcome
from bench.processes import Cost


@dataclass(frozen=True, slots=True)
class Bound:
    """The most the command may take: `ratio` times the floor, `megabytes`; `workbook` seconds more with it."""

    ratio: float
    megabytes: float
    workbook: float | None = None


BOUNDS = {100_000: Bound(7, 400, 10), 1_000_000: Bound(20, 2200)}
"""By number of children; other sizes are measured without a bound."""


def costs(children: int, rows: int, outcomes: dict[str, Outcome]) -> list[str]:
    """The floor, the command, their ratio, and whether the bounds hold."""
    floor, own = outcomes[FLOOR].cost, outcomes[RECONCILE].cost
    lines = [
        f"{children:,} children, {rows:,} rows in three rosters",
        _line("", ["s", "MB", "x floor"]),
        _line(FLOOR, [f"{floor.seconds:.2f}", f"{floor.megabytes:.0f}", "1.0"]),
    ]
    names = [name for name in (RECONCILE, WORKBOOK) if name in outcomes]
    lines += [_cost_line(name, outcomes[name].cost, floor) for name in names]
    more = outcomes[WORKBOOK].cost.seconds - own.seconds if WORKBOOK in outcomes else None
    return lines + _verdicts(BOUNDS.get(children), own.seconds / floor.seconds, own.megabytes, more)


def accuracy(outcomes: Sequence[Outcome], floor: Cost) -> list[str]:
    """Every tool's cost and score: F1 of links, of hard pairs, of elsewhere links; precision and recall of children."""
    heads = ["s", "MB", "x floor", "links F1", "hard F1", "away F1", "out P", "out R", "hidden"]
    return [_line("", heads), *(_accuracy_line(outcome, floor) for outcome in outcomes)]


def _accuracy_line(outcome: Outcome, floor: Cost) -> str:
    score, cost = outcome.score, outcome.cost
    rates = [score[name]["f1"] for name in ("links", "hard", "elsewhere")]
    rates += [score["out_of_school"][name] for name in ("precision", "recall")]
    figures = [f"{rate:.4f}" for rate in rates] + [str(score["hidden"])]
    return _cost_line(outcome.tool, cost, floor) + "".join(f"{figure:>10}" for figure in figures)


def _verdicts(bound: Bound | None, ratio: float, megabytes: float, more: float | None) -> list[str]:
    if bound is None:
        return ["no bound is set for this size"]
    lines = [
        _verdict("time", f"{ratio:.1f} x the floor", f"{bound.ratio:g} x", ratio <= bound.ratio),
        _verdict("memory", f"{megabytes:.0f} MB", f"{bound.megabytes:g} MB", megabytes <= bound.megabytes),
    ]
    if more is not None and bound.workbook is not None:
        lines.append(_verdict("workbook", f"{more:.1f} s more", f"{bound.workbook:g} s", more <= bound.workbook))
    return lines


def _verdict(what: str, found: str, bound: str, holds: bool) -> str:
    return f"{what}: {found}, bound {bound}: {'holds' if holds else 'does not hold'}"


def _cost_line(name: str, cost: Cost, floor: Cost) -> str:
    ratio = cost.seconds / floor.seconds
    return _line(name, [f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}", f"{ratio:.1f}"])


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:<16}" + "".join(f"{cell:>10}" for cell in cells)
