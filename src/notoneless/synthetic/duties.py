"""An invented plan with as many duties as asked for, of every kind of trigger: to see that a whole county can be reckoned."""

from collections.abc import Iterator
from itertools import chain, cycle, islice

_HEAD = """plan: own/many
title: {{zh: 许多任务, en: Many duties}}
version: "1"
level: [county]
from: 2004-01-01
document: 虚构的方案
clauses:
"""

_NUMBERS = (
    ("needed.surveys", "1", "survey", "higher"),
    ("needed.comparisons", "1", "comparison", "higher"),
    ("needed.cases", "1", "case", "higher"),
    ("needed.groups", "1", "group", "higher"),
    ("allowed.gaps", "0", "unit", "lower"),
    ("after.days", "5", "day", "lower"),
    ("after.working_days", "3", "working_day", "lower"),
    ("after.school_days", "2", "school_day", "lower"),
    ("on.day", "12-31", "month-day", "none"),
    ("in.months", "3 9", "month", "none"),
)

_DUTIES = (
    ("class_teacher", "class", "every: day, days: school", "survey.finished", "at_least: needed.surveys"),
    ("school_head", "school", "every: month", "roll.compared", "at_least: needed.comparisons"),
    (
        "village_secretary",
        "group",
        "every: term, at: start, within: after.days",
        "survey.finished",
        "at_least: needed.surveys",
    ),
    (
        "township_leader",
        "village",
        "every: month, months: in.months",
        "organization.unassigned",
        "at_most: allowed.gaps",
    ),
    ("school_head", "school", "every: week, days: school", "roll.compared", "at_least: needed.comparisons"),
    (
        "school_head",
        "school",
        "every: term, at: start, within: after.school_days",
        "organization.leading_group",
        "at_least: needed.groups",
    ),
    (
        "township_leader",
        "township",
        "event: case.opened, within: after.working_days",
        "case.decided",
        "at_least: needed.cases",
    ),
    ("class_teacher", "class", "every: term, at: middle", "survey.finished", "at_least: needed.surveys"),
    (
        "group_head",
        "group",
        "every: month, at: end, within: after.working_days",
        "survey.finished",
        "at_least: needed.surveys",
    ),
    ("school_head", "school", "every: school_year, on: on.day", "roll.compared", "at_least: needed.comparisons"),
    ("county_officer", "county", "every: year, on: on.day", "finding.compared", "at_least: needed.comparisons"),
    ("class_teacher", "class", "every: month", "survey.finished", "at_least: needed.surveys"),
)
"""Bearer, for each of which kind of unit, when, and what discharges it."""


def many_duties(number: int) -> str:
    """The text of the plan. Only the first duty is one of every day for every class: those are most of its rows."""
    return _HEAD.format() + "".join(_clauses(islice(chain(_DUTIES, cycle(_DUTIES[1:])), number)))


def _clauses(kinds: Iterator[tuple[str, str, str, str, str]]) -> Iterator[str]:
    yield from _clause("0.00", "organisation")
    yield "    parameters:\n"
    for key, value, unit, stricter in _NUMBERS:
        yield (
            f"      - {{key: {key}, title: {{zh: 数, en: number}}, value: '{value}', unit: {unit}, stricter: {stricter},\n"
            "         from: 2004-01-01, checked: 2026-11-28}\n"
        )
    for number, (role, each, when, measure, bound) in enumerate(kinds, start=1):
        of = _OF.get(role, each)
        yield from _clause(f"0.{number:02d}", "organisation")
        yield (
            f"    duties:\n      - {{id: many_{number}, title: {{zh: 任务{number}, en: duty {number}}},\n"
            f"         who: {{role: {role}, of: {of}}}, each: {each}, due: {{{when}}},\n"
            f"         requires: [{{measure: {measure}, {bound}}}]}}\n"
        )


_OF = {"village_secretary": "village", "township_leader": "township"}


def _clause(name: str, area: str) -> Iterator[str]:
    yield (
        f"  - id: '{name}'\n    area: {area}\n    title: {{zh: 条款, en: clause}}\n    place: 第一条\n    says: 虚构的条款\n"
    )
