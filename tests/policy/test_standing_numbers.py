"""Law, settings, working days and the terms of the tables are pinned: what a file says, beside what somebody has read.

Whatever is changed in one of the files is noticed: its reader refuses it, or a line differs, or a day that others know.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
import yaml

from notoneless.kernel.calendar import Calendar, Notice, Term, UsualTerms
from notoneless.kernel.problems import NotonelessError
from notoneless.policy.loading import parse_plan, plan_of
from notoneless.policy.model import Plan
from notoneless.policy.parameters import plans_folder
from notoneless.policy.reading import Node, PlanRefused, read_nodes
from notoneless.policy.tables import terms_of
from notoneless.policy.working_days import TABLE as WORKING_DAYS
from notoneless.policy.working_days import load_working_days, read_table
from support.mutating import Likely, Mutant, mutants

TABLE = yaml.load((Path(__file__).parent / "standing_numbers.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
TERMS = "model/terms"
FILES = sorted(
    f"{folder}/{path.stem}"
    for folder in ("national", "local")
    for path in (plans_folder() / folder).glob("*.yaml")
    if f"{folder}/{path.stem}" != WORKING_DAYS
)
LAW = """
plan: national/x
title: {zh: 法, en: law}
parameters:
  - {key: some.limit, title: {zh: 期限, en: time}, value: awaited, unit: day, binding: BINDING, stricter: lower,
     from: 2021-07-15, source: {document: 法, clause: 一, says: 没有写}, checked: 2026-11-28}
"""
ADDED = {
    "": [("level", "county")],
    "parameters": [("until", "2030-01-01")],
    "notices": [("amends", "yes")],
}


@cache
def nodes_of(name: str) -> Node:
    return read_nodes(name, (plans_folder() / f"{name}.yaml").read_text(encoding="utf-8"))


def told(plan: Plan) -> list[str]:
    """The head of a file, and each number of it in one line."""
    level = f"; {' '.join(plan.level)}" if plan.level else ""
    return [
        f"{plan.title.zh} | {plan.title.en}{level}",
        *(
            f"{each.key} = {each.value} {each.unit}; {each.binding}, {each.stricter}; {each.since}; "
            f"{each.document} {each.clause}; {each.zh} | {each.en}; {each.says}; checked {each.checked}"
            + (f"; until {each.until}" if each.until else "")
            for each in plan.parameters
        ),
    ]


def told_notice(notice: Notice) -> str:
    """A notice by its number, and each holiday with how many days are off and which are worked."""
    holidays = [
        f"{each.name} {len(list(each.days()))} off" + "".join(f", {day:%m-%d} worked" for day in each.make_up)
        for each in notice.holidays
    ]
    number = notice.number if notice.verified else "number unknown"
    return "; ".join([f"{notice.year}{' again' if notice.amends else ''}", number, *holidays])


def told_term(term: Term) -> str:
    return f"{term.school_year} {term.number}: {term.first_day} to {term.last_day}"


def title_of(root: Node) -> str:
    """A title that only people read."""
    title = (root.fields or {})["title"].fields or {}
    return " | ".join(title[each].text or "" for each in ("zh", "en"))


def told_days(root: Node, notices: Sequence[Notice]) -> list[str]:
    return [title_of(root), *map(told_notice, notices)]


def test_every_file_is_in_the_table() -> None:
    assert sorted(TABLE) == sorted([*FILES, TERMS, WORKING_DAYS])


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_the_table_says(name: str) -> None:
    plan, faults = plan_of(name, nodes_of(name))
    assert (plan.key, faults) == (name, ())
    assert told(plan) == TABLE[name]


def test_the_terms_and_notices_are_those_of_the_table() -> None:
    assert list(map(told_term, terms_of(nodes_of(TERMS)))) == TABLE[TERMS]
    assert told_days(nodes_of(WORKING_DAYS), load_working_days()) == TABLE[WORKING_DAYS]
    assert exceptions(load_working_days()) == known_exceptions()


def test_only_a_setting_may_wait_for_the_county() -> None:
    assert parse_plan("x", LAW.replace("BINDING", "setting")).parameters[0].is_awaited
    with pytest.raises(PlanRefused) as refused:
        parse_plan("x", LAW.replace("BINDING", "law"))
    assert "some.limit 没有值" in str(refused.value)


# whatever is changed is noticed


def unnoticed(changed: Iterable[Mutant], tells: Callable[[Node], Any], pinned: Any) -> list[str]:
    """The changes of which a reader tells the same as before: a reader that refuses one has noticed it."""
    return [each.what for each in changed if not _notices(tells, each.node, pinned)]


def _notices(tells: Callable[[Node], Any], node: Node, pinned: Any) -> bool:
    try:
        return bool(tells(node) != pinned)
    except (NotonelessError, KeyError, ValueError):
        return True


def tells_plan(root: Node) -> list[str]:
    """The key of a file, and its lines. Raises PlanRefused."""
    plan, faults = plan_of("x", root)
    if faults:
        raise PlanRefused(faults)
    return [plan.key, *told(plan)]


def tells_days(root: Node) -> list[str]:
    """The lines of a table of working days. Raises NotonelessError."""
    return told_days(root, read_table(written(root), "t.yaml"))


def likely(name: str) -> Likely:
    return Likely(nodes_of(name), [nodes_of(each) for each in FILES])


@pytest.mark.parametrize("name", FILES)
def test_whatever_is_changed_in_a_file_is_noticed(name: str) -> None:
    """The head and the list as a whole, then within each number, which is read by itself: it takes less time."""
    root, around = nodes_of(name), likely(name)
    whole = [each for each in mutants(root, around, ADDED) if each.path[0] != "parameters" or len(each.path) <= 2]
    assert unnoticed(whole, tells_plan, [name, *TABLE[name]]) == []
    numbers = (root.fields or {})["parameters"].items or ()
    for place, number in enumerate(numbers):
        part = Node(1, fields={**(root.fields or {}), "parameters": Node(1, items=(number,))})
        within = [each for each in mutants(part, around, ADDED) if len(each.path) > 2]
        assert len(within) > len(number.fields or {})
        assert unnoticed(within, tells_plan, [name, TABLE[name][0], TABLE[name][place + 1]]) == []


def test_whatever_is_changed_in_the_terms_is_noticed() -> None:
    changed = mutants(nodes_of(TERMS), likely(TERMS))
    assert unnoticed(changed, lambda root: list(map(told_term, terms_of(root))), TABLE[TERMS]) == []


def test_whatever_is_changed_in_the_working_days_is_noticed() -> None:
    """Year by year: a notice stands with those that amend it."""
    root, years = nodes_of(WORKING_DAYS), [each.year for each in load_working_days()]
    nodes, around = (root.fields or {})["notices"].items or (), Likely(root)
    title, *lines = TABLE[WORKING_DAYS]
    for year in sorted(set(years)):
        places = [place for place, each in enumerate(years) if each == year]
        notices = Node(1, items=tuple(nodes[place] for place in places))
        part = Node(1, fields={**(root.fields or {}), "notices": notices})
        pinned = [title, *(lines[place] for place in places)]
        assert tells_days(part) == pinned
        assert unnoticed(mutants(part, around, ADDED), tells_days, pinned) == []


def test_a_change_that_nobody_pins_is_told() -> None:
    changed = list(mutants(nodes_of("local/survey"), likely("local/survey")))
    found = unnoticed(changed, lambda root: tells_plan(root)[:2], tells_plan(nodes_of("local/survey"))[:2])
    assert "parameters/0/value: 4 for 3" in found
    assert "title/zh: gone" not in found


def written(root: Node) -> str:
    """The nodes as text again: what is JSON is YAML too, and written in no time."""
    return json.dumps(_plain(root))


def _plain(node: Node) -> Any:
    if node.text is not None:
        return node.text
    if node.items is not None:
        return [_plain(each) for each in node.items]
    return {key: _plain(each) for key, each in (node.fields or {}).items()}


# which days of 23 years are no plain weekday or weekend, by the notices and by a published library

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
WRONG = date(2005, 12, 31)
"""Where the library is wrong: the notice of 2006 (国办发明电〔2005〕35号) has this Saturday worked."""


def exceptions(notices: Sequence[Notice]) -> dict[date, bool]:
    """Days that are worked though at a weekend, or off though in a week."""
    calendar = Calendar(tuple(notices), (), {}, UsualTerms((9, 1), (1, 20), (3, 1), (7, 10), (9, 1)))
    days = (day for day in calendar.rulings if FIRST <= day <= LAST)
    return {day: works for day in days if (works := calendar.is_working_day(day)) != (day.isoweekday() < 6)}


@cache
def known_exceptions() -> dict[date, bool]:
    days = (FIRST + timedelta(days=each) for each in range((LAST - FIRST).days + 1))
    found = {day: works for day in days if (works := chinese_calendar.is_workday(day)) != (day.isoweekday() < 6)}
    return {**found, WRONG: True}
