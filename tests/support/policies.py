"""Parts of plans for tests of rules: numbers, duties, plans, calendars."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from notoneless.kernel.calendar import Calendar, Term, UsualTerms
from notoneless.policy import ranges
from notoneless.policy.model import Bearer, Clause, Duty, Parameter, Plan, Requirement, Rule, Trigger, Words
from notoneless.policy.working_days import load_working_days

SINCE = date(2020, 1, 1)
USUAL = UsualTerms((9, 1), (1, 20), (3, 1), (7, 10), (9, 1))
TERMS = (
    Term(2025, 2, date(2026, 3, 2), date(2026, 7, 10)),
    Term(2026, 1, date(2026, 9, 1), date(2027, 1, 22)),
    Term(2026, 2, date(2027, 3, 1), date(2027, 7, 9)),
)


def calendar(*, terms: tuple[Term, ...] = TERMS, changes: Mapping[date, bool] | None = None) -> Calendar:
    """The calendar of a county with terms of a school year and a half and the notices that the program knows."""
    return Calendar(notices=load_working_days(), terms=terms, changes=dict(changes or {}), usual=USUAL)


def a_number(key: str, value: str, unit: str = "visit", stricter: str = "higher", **more: object) -> Parameter:
    """A number of a plan since 2020."""
    return replace(
        Parameter(key, value, unit, "plan", stricter, SINCE, "方案", "1.1", key, key),
        **more,  # type: ignore[arg-type]
    )


def a_law(key: str, value: str, unit: str = "visit", stricter: str = "higher") -> Plan:
    """A law of one number."""
    return a_plan(
        "national/law", own=(a_number(key, value, unit, stricter, binding="law", document="法", clause="一"),)
    )


def a_duty(name: str = "visits", number: str = "n", **more: object) -> Duty:
    """A duty of class teachers each term."""
    made = Duty(
        name,
        Words("家访", "visits"),
        Bearer("class_teacher", "class"),
        "class",
        Trigger(every="term"),
        (Requirement("visit.home_visits", number, False),),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def a_plan(key: str, *numbers: Parameter, rules: tuple[Rule, ...] = (), own: tuple[Parameter, ...] = ()) -> Plan:
    """A plan with one clause."""
    duties = tuple(each for each in rules if isinstance(each, Duty))
    others = {
        "targets": tuple(each for each in rules if type(each).__name__ == "Target"),
        "procedures": tuple(each for each in rules if type(each).__name__ == "Procedure"),
        "sanctions": tuple(each for each in rules if type(each).__name__ == "Sanction"),
    }
    clause = Clause(
        "1.1",
        "visits",
        Words("条", "clause"),
        "第一条",
        "说",
        "",
        tuple(numbers),
        duties,
        **others,
        papers=(),
        measures=(),
    )  # type: ignore[arg-type]
    return Plan(key, Words(key, key), "1", ("school",), SINCE, "方案", own, (clause,) if numbers or rules else ())


def dropouts_were_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans with some dropouts in their goal of none, which could be adopted once and stay in force where they were."""
    monkeypatch.setitem(ranges._RANGES, "dropout.allowed", ranges.Range(0, 9, ranges.Reason.ALLOWED, "child"))
