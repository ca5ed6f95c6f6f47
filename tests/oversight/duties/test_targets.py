"""Targets judged by facts alone: those of a unit by its own value, those of units beneath by each of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.oversight.duties.rules.targets import Standing, TargetLine, Value, target_lines
from notoneless.oversight.duties.selectors.trial import TriedTarget
from notoneless.policy.model import Requirement, Target, Words
from support.policies import a_number, a_plan

DAY = date(2026, 10, 1)
RATE = "rate.enrolment"


def unit(number: int, kind: UnitKind, value: str | None) -> Standing:
    values = {} if value is None else {RATE: Value(Decimal(value))}
    return Standing(UUID(int=number), f"单位{number}", kind, frozenset({UUID(int=0), UUID(int=number)}), values)


@pytest.mark.parametrize(
    ("townships", "reached", "missing"),
    [
        # enrolment of the townships, where the county as a whole has 99.5 of 99 percent
        (("100", "99"), True, "0"),
        (("100", "98"), False, None),
        (("100", None), None, None),
        ((None, "98"), False, None),
        ((), True, "0"),
    ],
)
def test_a_target_of_units_is_reached_where_each_reaches_it_and_not_by_their_sum(
    townships: tuple[str | None, ...], reached: bool | None, missing: str | None
) -> None:
    target = Target("all", Words("入学", "enrolled"), "township", "term", Requirement(RATE, "n", is_most=False))
    plan = a_plan("own/a", a_number("n", "99", "percent"), rules=(target,))
    beneath = [unit(at, UnitKind.TOWNSHIP, value) for at, value in enumerate(townships, 1)]
    county = unit(0, UnitKind.COUNTY, "99.5")
    [line] = target_lines(plan, plan.clauses[0], county, beneath, DAY, {})
    assert (line.reached, line.distance) == (reached, Decimal(missing) if missing else None)
    [alone] = target_lines(plan, plan.clauses[0], replace(county, values={}), beneath, DAY, {})
    assert alone.reached == (reached if townships else None)


def test_a_target_that_more_units_reach_comes_to_something_else_though_not_all_of_them_do() -> None:
    """What whoever adopts a plan is told to change: the verdicts of all whom the target binds, not that of the whole alone."""
    target = Target("all", Words("入学", "enrolled"), "township", "term", Requirement(RATE, "n", is_most=False))
    county = unit(0, UnitKind.COUNTY, "99.5")
    beneath = [unit(at, UnitKind.TOWNSHIP, value) for at, value in enumerate(("100", "98.5", "97"), 1)]

    def wanting(number: str) -> TargetLine:
        plan = a_plan("own/a", a_number("n", number, "percent"), rules=(target,))
        [line] = target_lines(plan, plan.clauses[0], county, beneath, DAY, {})
        return line

    strict, lax, laxer = wanting("100"), wanting("98"), wanting("97.5")
    assert (strict.verdict, lax.verdict) == ("false", "false")
    assert TriedTarget(strict, lax).turns
    assert not TriedTarget(lax, laxer).turns
    assert TriedTarget(None, lax).turns
