"""Whatever is changed in a model plan is noticed: the loader refuses it, or the table beside it tells of it."""

from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cache

import pytest

from notoneless.kernel.calendar import Calendar, UsualTerms
from notoneless.policy.checking import checked
from notoneless.policy.contents import clause_lines
from notoneless.policy.fitness import unfit_to_bind
from notoneless.policy.loading import plan_of
from notoneless.policy.measures import MEASURES
from notoneless.policy.model import Clause, Plan
from notoneless.policy.parameters import plans_folder
from notoneless.policy.parsing import Parsing
from notoneless.policy.parsing_clauses import clause_of
from notoneless.policy.reading import Node, read_nodes
from notoneless.policy.tables import Row, Table, differences, table_calendar, unlisted
from support.mutating import Likely, Mutant, mutants, node_at

FOLDER = plans_folder() / "model"
PLANS = sorted(path.stem for path in FOLDER.glob("plan_?.yaml"))
ADDED = {
    "clauses": [("pending", "reports")],
    "clauses/parameters": [("until", "2027-01-01"), ("binding", "setting"), ("says", "另有规定")],
    "clauses/duties": [("each", "class"), ("each", "school"), ("each", "village")],
    "clauses/duties/due": [("at", "start"), ("at", "middle"), ("days", "all"), ("days", "working")],
    "clauses/procedures/steps": [("basis", "本方案"), ("basis", "awaited")],
    "clauses/sanctions": [("basis", "本方案")],
}
RENAMED = {"at_least": "at_most", "at_most": "at_least"}
_NUMBERS = frozenset({"within", "on", "months", "at_least", "at_most", "amount"})
_ONE_OF = {
    "binding": ("plan", "setting", "law"),
    "stricter": ("lower", "higher", "none"),
    "unit": ("day", "school_day", "working_day", "month"),
    "at": ("start", "middle", "end"),
    "days": ("school", "working", "all"),
}
_ASKS = {
    "parameters": "number",
    "duties": "duty",
    "targets": "target",
    "procedures": "procedure",
    "sanctions": "sanction",
}


@cache
def calendar() -> Calendar:
    return table_calendar(UsualTerms((9, 1), (1, 20), (3, 1), (7, 10), (9, 1)))


@cache
def nodes_of(name: str) -> Node:
    return read_nodes(name, (FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def table_of(name: str) -> Table:
    path = FOLDER / f"{name}.table.yaml"
    return Table(path.name, path.read_text(encoding="utf-8"))


def likely(root: Node, plan: Plan) -> Likely:
    """What stands in the eight plans, the plan's own first; and what somebody may mistake for a measure or a number."""
    numbers = {each.key: each for each in plan.parameters}

    def alike(place: str, text: str) -> Iterator[str]:
        key = place.rpartition("/")[2]
        if key in ("measure", "event") and text in MEASURES:
            kind = (MEASURES[text].nature, MEASURES[text].unit)
            yield from (each.code for each in MEASURES.values() if (each.nature, each.unit) == kind)
        if key in _NUMBERS and text in numbers:
            kinds = (numbers[text].unit, numbers[text].stricter)
            yield from (each.key for each in numbers.values() if (each.unit, each.stricter) == kinds)
        yield from _ONE_OF.get(key, ())

    return Likely(root, [nodes_of(name) for name in PLANS], alike)


class Held:
    """A plan as it stands, and who notices a change of it."""

    def __init__(self, root: Node, table: Table) -> None:
        self.table, self.root = table, root
        self.plan, faults = plan_of(table.plan, root)
        assert faults == ()
        assert (
            unlisted(table, self.plan)
            == [each for row in table.rows for each in differences(row, self.plan, calendar())]
            == []
        )
        self.likely = likely(root, self.plan)
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for row in table.rows:
            self.rows[row.clause].append(row)

    def unnoticed(self) -> Iterator[str]:
        """The changes of the head, of the list of clauses, and within each clause, that nobody notices."""
        yield from (each.what for each in self._heads() if not self._notices_head(each))
        yield from (each.what for each in self._lists() if not self._notices_list(each))
        for place, node in enumerate((self.root.fields or {})["clauses"].items or ()):
            for each in mutants(node, self.likely, ADDED, RENAMED, at=("clauses",)):
                if not self._notices(place, node, each):
                    yield f"{self.plan.clauses[place].id} {each.what}"

    def _heads(self) -> Iterator[Mutant]:
        fields = {**(self.root.fields or {}), "clauses": Node(1, items=())}
        yield from mutants(Node(1, fields=fields), self.likely)

    def _notices_head(self, mutant: Mutant) -> bool:
        plan, faults = plan_of(self.table.plan, mutant.node)
        clauses = self.plan.clauses if "clauses" in (mutant.node.fields or {}) else ()
        return bool(faults) or plan.key != self.table.plan or self._notices_plan(replace(plan, clauses=clauses))

    def _notices_plan(self, plan: Plan) -> bool:
        return bool(unlisted(self.table, plan)) or any(_refused(plan))

    def _lists(self) -> Iterator[Mutant]:
        """Clauses that are left out, there twice, or in another order."""
        names = tuple(Node(1, text=str(place)) for place in range(len(self.plan.clauses)))
        yield from (each for each in mutants(Node(1, items=names), self.likely) if not each.is_other_text)

    def _notices_list(self, mutant: Mutant) -> bool:
        clauses = tuple(self.plan.clauses[int(each.text or "")] for each in mutant.node.items or ())
        return self._notices_plan(replace(self.plan, clauses=clauses))

    def _notices(self, place: int, node: Node, mutant: Mutant) -> bool:
        """Cheapest first: the reading of the clause, its contents, the rows on what was changed, the plan as a whole."""
        was = self.plan.clauses[place]
        clause = self._read(was, mutant)
        if clause is None:
            return True
        if clause == was:  # it said what goes without saying
            return not mutant.is_other_text
        if clause.id != was.id or clause_lines(clause) != self.table.contents.get(was.id):
            return True
        plan = replace(self.plan, clauses=(*self.plan.clauses[:place], clause, *self.plan.clauses[place + 1 :]))
        about, others = self._rows(was, node, mutant)
        return (
            any(differences(row, plan, calendar()) for row in about)
            or any(_refused(plan))
            or any(differences(row, plan, calendar()) for row in others)
        )

    def _read(self, was: Clause, mutant: Mutant) -> Clause | None:
        """The clause with a change, none where it is refused. A change within one thing of it leaves the others as they are."""
        part, at = mutant.path[0] if mutant.path else "", int(mutant.path[1]) if len(mutant.path) > 2 else None
        node = mutant.node
        if at is not None:
            fields = {key: each for key, each in (node.fields or {}).items() if each.items is None}
            node = Node(node.line, fields={**fields, part: Node(node.line, items=(node_at(node, (part, str(at))),))})
        parsing = Parsing(self.table.plan)
        clause = clause_of(parsing, node, self.plan.document)
        if parsing.faults or clause is None:
            return None
        if at is None:
            return clause
        old = getattr(was, part)
        return replace(was, **{part: (*old[:at], *getattr(clause, part), *old[at + 1 :])})

    def _rows(self, clause: Clause, node: Node, mutant: Mutant) -> tuple[list[Row], list[Row]]:
        """The rows of the clause on what was changed, and the others."""
        part, *rest = mutant.path or ("",)
        asks = _ASKS.get(part, "")
        item = node_at(node, (part, rest[0])).fields if asks and rest else None
        name = (item or {}).get("key" if part == "parameters" else "id")
        wanted = (asks, name.text if name is not None else None)
        about: list[Row] = []
        others: list[Row] = []
        for row in self.rows[clause.id]:
            (about if (row.asks, row.name) == wanted else others).append(row)
        return about, others


def _refused(plan: Plan) -> Iterator[bool]:
    """A truth for each fault of a plan as a whole, as it is loaded or made to bind."""
    yield from (True for _ in checked(plan.key, plan))
    yield from (True for _ in unfit_to_bind(plan.key, plan, None))


@pytest.mark.parametrize("name", PLANS)
def test_whatever_is_changed_in_a_plan_is_noticed(name: str) -> None:
    assert list(Held(nodes_of(name), table_of(name)).unnoticed()) == []


def test_a_change_that_no_row_holds_is_told() -> None:
    """The same, of a plan whose table has lost its rows on the duty."""
    table = copy(table_of("plan_6"))
    table.rows = [row for row in table.rows if row.asks != "duty"]
    unheld = set(Held(nodes_of("plan_6"), table).unnoticed())
    assert "6.01 duties/0/who/role: class_teacher for school_head" in unheld


def test_each_node_is_changed_in_every_way() -> None:
    root = read_nodes("x", "a: [x, y]\nb: {day: 2026-03-01, at_least: '3'}")
    found = [each.what for each in mutants(root, Likely(root), {"b": [("on", "z")]}, RENAMED)]
    assert found == [
        "a: gone",
        *("a/0: gone", "a/0: twice", "a/0: after the next", "a/0: y for x"),
        *("a/1: gone", "a/1: twice", "a/1: x for y"),
        *("b: gone", "b/on: z for nothing", "b/at_least: at_most"),
        *("b/day: gone", "b/day: 2026-02-28 for 2026-03-01", "b/day: 2026-03-02 for 2026-03-01"),
        *("b/at_least: gone", "b/at_least: 2 for 3", "b/at_least: 4 for 3"),
    ]


@pytest.mark.parametrize("key", ["head", "5.02"])
def test_a_line_too_many_is_noticed_whatever_it_says(key: str) -> None:
    table = table_of("plan_5")
    plan, _ = plan_of("plan_5", nodes_of("plan_5"))
    more = {**table.contents, key: (*table.contents[key], "none")}
    longer = copy(table)
    longer.contents = more
    [(code, told)] = unlisted(longer, plan)
    assert (code, told["what"], told["wanted"]) == ("policy.row_differs", key, "none")
