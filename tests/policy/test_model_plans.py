"""The model plans: each is whole, gives the verdicts of its table, and says nothing that no row of the table holds it to."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import cache

import pytest

from notoneless.kernel.calendar import Calendar, UsualTerms
from notoneless.oversight.duties.measures import EVIDENCE, is_counted
from notoneless.policy.floor import laxer_than_law
from notoneless.policy.loading import parse_plan
from notoneless.policy.measures import MEASURES, Nature
from notoneless.policy.model import Plan
from notoneless.policy.parameters import load_plan, plans_folder
from notoneless.policy.reading import Node, PlanRefused, read_nodes
from notoneless.policy.tables import Table, run_table, table_calendar
from support.clauses import known

FOLDER = plans_folder() / "model"
PLANS = sorted(path.stem for path in FOLDER.glob("plan_?.yaml"))
LAWS = [load_plan(f"national/{name}") for name in ("school_age", "school_roll")]


@cache
def calendar() -> Calendar:
    return table_calendar(UsualTerms((9, 1), (1, 20), (3, 1), (7, 10), (9, 1)))


@cache
def text_of(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def table_of(name: str) -> Table:
    path = FOLDER / f"{name}.table.yaml"
    return Table(str(path.relative_to(FOLDER.parents[1])), path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_whole_and_not_laxer_than_law(name: str) -> None:
    plan = parse_plan(f"plans/model/{name}.yaml", text_of(name))
    assert plan.key == f"model/{name}"
    assert list(laxer_than_law(name, plan, LAWS)) == []


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_has_each_of_its_clauses_once(name: str) -> None:
    number = name.removeprefix("plan_")
    wanted = [clause for clause, plan in known().items() if plan == number]
    assert sorted(each.id for each in load_plan(f"model/{name}").clauses) == sorted(wanted)


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_gives_the_verdicts_of_its_table(name: str) -> None:
    table = table_of(name)
    assert table.plan == f"model/{name}"
    told = [str(PlanRefused([fault])) for fault in run_table(table, load_plan(table.plan), calendar())]
    assert told == []


# what decides, in a plan: alter or remove any of it, and a row must tell

_DECIDING = {
    "parameters": frozenset({"value", "unit", "stricter", "from", "until"}),
    "duties": frozenset({"each", "role", "of", "every", "event", "at", "on", "months", "within", "days"})
    | {"measure", "at_least", "at_most"},
    "targets": frozenset({"of", "every", "measure", "at_least", "at_most"}),
    "procedures": frozenset({"kind", "within", "basis", "role", "of"}),
    "sanctions": frozenset({"kind", "on", "role", "of", "basis", "amount"}),
}
_OTHER: Mapping[str, str] = {
    "at": "start",
    "every": "year",
    "days": "all",
    "stricter": "none",
    "kind": "record",
    "unit": "year",
    "from": "2030-01-01",
    "until": "2030-01-01",
    "basis": "别的法",
}


def mutants(root: Node) -> Iterator[tuple[str, Node]]:
    """Each change that matters, by itself: what was changed, and the plan with it."""
    assert root.fields is not None
    for number, clause in enumerate(root.fields["clauses"].items or ()):
        for part in _DECIDING:
            for path in _paths((clause.fields or {}).get(part), part):
                where = ("clauses", str(number), part, *path)
                yield f"{(clause.fields or {})['id'].text}: without {'/'.join(where[2:])}", _without(root, where)
                found = _at(root, where)
                if found.text is not None:
                    yield f"{(clause.fields or {})['id'].text}: other {'/'.join(where[2:])}", _with(root, where)


def _paths(node: Node | None, part: str) -> Iterator[tuple[str, ...]]:
    """Whole items of the part and of lists within, and each field that decides."""
    for number, item in enumerate(node.items or () if node is not None else ()):
        yield (str(number),)
        yield from _fields(item, part, (str(number),))


def _fields(node: Node, part: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, value in (node.fields or {}).items():
        if value.text is not None and key in _DECIDING[part]:
            yield (*path, key)
        elif value.fields is not None and key != "title":
            yield from _fields(value, part, (*path, key))
        for number, item in enumerate(value.items or ()):
            yield (*path, key, str(number))
            yield from _fields(item, part, (*path, key, str(number)))


def _at(node: Node, path: tuple[str, ...]) -> Node:
    for step in path:
        node = node.items[int(step)] if node.items is not None else (node.fields or {})[step]
    return node


def _without(node: Node, path: tuple[str, ...]) -> Node:
    step, rest = path[0], path[1:]
    if node.items is not None:
        place = int(step)
        if not rest:
            return replace(node, items=node.items[:place] + node.items[place + 1 :])
        items = list(node.items)
        items[place] = _without(items[place], rest)
        return replace(node, items=tuple(items))
    fields = dict(node.fields or {})
    if not rest:
        del fields[step]
    else:
        fields[step] = _without(fields[step], rest)
    return replace(node, fields=fields)


def _with(node: Node, path: tuple[str, ...]) -> Node:
    step, rest = path[0], path[1:]
    if node.items is not None:
        items = list(node.items)
        items[int(step)] = _with(items[int(step)], rest) if rest else replace(items[int(step)], text="other")
        return replace(node, items=tuple(items))
    fields = dict(node.fields or {})
    if rest:
        fields[step] = _with(fields[step], rest)
    else:
        was = fields[step].text or ""
        fields[step] = replace(fields[step], text=_altered(step, was))
    return replace(node, fields=fields)


def _altered(key: str, was: str) -> str:
    if key == "value":
        return str(int(was) + 1) if was.isdigit() else "01-02" if "-" in was else f"{was} 7"
    other = _OTHER.get(key, "other")
    return (
        other if other != was else {"start": "end", "year": "month", "all": "school", "none": "lower"}.get(was, "other")
    )


@cache
def rows_of(name: str, clause: str) -> Table:
    """The rows of one clause: what is altered there shows there first."""
    found = copy(table_of(name))
    found.rows = [row for row in found.rows if row.clause == clause]
    return found


def survives(table: Table, parse: Plan | None) -> bool:
    return parse is not None and run_table(table, parse, calendar()) == []


@pytest.mark.parametrize("name", PLANS)
def test_altering_or_removing_anything_that_decides_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert survives(table_of(name), load_plan(f"model/{name}"))
    root = read_nodes(name, text_of(name))
    unnoticed, tried = [], 0
    for what, mutant in mutants(root):
        tried += 1
        monkeypatch.setattr("notoneless.policy.loading.read_nodes", lambda *_, mutant=mutant: mutant)
        try:
            plan = parse_plan(name, "")
        except PlanRefused:
            continue
        if survives(rows_of(name, what.partition(":")[0]), plan) and survives(table_of(name), plan):
            unnoticed.append(what)
    assert tried > 0
    assert unnoticed == []


def test_all_clauses_of_all_plans_are_there_once() -> None:
    found = [clause.id for name in PLANS for clause in load_plan(f"model/{name}").clauses]
    assert sorted(found) == sorted(known())


def test_a_measure_is_counted_by_a_room_or_awaits_one() -> None:
    counted = {code for code, measure in MEASURES.items() if is_counted(measure)}
    assert counted == {
        code for code, measure in MEASURES.items() if not measure.awaits and measure.nature != Nature.RATE
    }
    assert EVIDENCE.keys() <= MEASURES.keys()
