"""Solves the model of a week: first no lesson may be missing, then few changes, then what is preferred, to a stated gap."""

from collections.abc import Collection
from dataclasses import dataclass

from ortools.sat.python import cp_model

from notoneless.timetabling.building import Built, Relaxed, built, preferred
from notoneless.timetabling.facts import Demands
from notoneless.timetabling.outcomes import Effort
from notoneless.timetabling.weeks import Visit, WeekCase

_SEED = 8
_FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True, slots=True)
class Solved:
    """What was found for a week. short: how many lessons each pupil lacks; is_proven: that it cannot be fewer; gap: thousandths
    between what it costs and the least that it may cost."""

    visits: tuple[Visit, ...]
    short: tuple[tuple[str, int], ...]
    is_proven: bool
    gap: int


def solved(demands: Demands, case: WeekCase, effort: Effort, may_be_short: bool) -> Solved:
    """The best lessons of a week that the effort finds. Where some are missing and may be, the others are still made good."""
    found = built(demands, case)
    solver, status = _run(found, found.lacking, effort.rules)
    if status not in _FOUND:
        return Solved((), tuple((key, number) for key, number in case.owed if number), False, 1000)
    short = tuple((key, solver.value(each)) for key, each in found.short.items() if solver.value(each))
    if short and not may_be_short:
        return Solved((), short, status == cp_model.OPTIMAL, 1000)
    for each in found.short.values():
        found.model.add(each == solver.value(each))
    better, gap = _better(found, demands, solver, effort, effort.cut if found.changes else effort.wishes)
    return Solved(_visits(found, better), short, status == cp_model.OPTIMAL, gap)


def _better(
    found: Built, demands: Demands, solver: cp_model.CpSolver, effort: Effort, limit: float
) -> tuple[cp_model.CpSolver, int]:
    """With few changes, where something should stay, then as is preferred; and the gap, of the changes if there are any."""
    gap = None
    if found.changes:
        _hint(found, solver)
        fewer, status = _run(found, sum(found.changes), effort.rules)
        if status in _FOUND:
            solver, gap = fewer, _gap(fewer)
            found.model.add(sum(found.changes) <= round(fewer.objective_value))
    _hint(found, solver)
    better, status = _run(found, preferred(found, demands), limit, effort.content)
    if status not in _FOUND:
        return solver, 1000 if gap is None else gap
    return better, _gap(better) if gap is None else gap


def short_without(
    demands: Demands, case: WeekCase, effort: Effort, relaxed: Collection[Relaxed]
) -> dict[str, int] | None:
    """How many lessons each pupil would lack if some rules were left out; None where the effort does not tell."""
    found = built(demands, case, relaxed)
    solver, status = _run(found, found.lacking, effort.rules)
    if status != cp_model.OPTIMAL:
        return None
    return {key: solver.value(each) for key, each in found.short.items()}


def _run(
    found: Built, goal: cp_model.LinearExprT, limit: float, content: int = 0
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    found.model.minimize(goal)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = _SEED
    # one worker is the same each time; its linear relaxation of everything finds the bounds that several do without
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = limit
    solver.parameters.relative_gap_limit = content / 1000
    return solver, solver.solve(found.model)


def _hint(found: Built, solver: cp_model.CpSolver) -> None:
    found.model.clear_hints()  # type: ignore[no-untyped-call]
    for each in (*found.starts.values(), *found.goings.values()):
        found.model.add_hint(each, solver.value(each))


def _gap(solver: cp_model.CpSolver) -> int:
    cost, bound = solver.objective_value, solver.best_objective_bound
    return 0 if cost <= 0 else max(0, round(1000 * (cost - bound) / cost))


def _visits(found: Built, solver: cp_model.CpSolver) -> tuple[Visit, ...]:
    visits = []
    for (pupil, weekday, minute), given in found.starts.items():
        if solver.value(given):
            start = (pupil, weekday, minute)
            team = [key for (at, key), going in found.goings.items() if at == start and solver.value(going)]
            visits.append(Visit(weekday, minute, pupil, tuple(sorted(team))))
    return tuple(sorted(visits))
