"""The model plans: each is whole, has the clauses of the list, and gives the contents and verdicts of its table."""

import csv
from copy import copy
from functools import cache

import pytest

from notoneless.kernel.calendar import Calendar, UsualTerms
from notoneless.kernel.problems import sentence
from notoneless.oversight.duties.measures import EVIDENCE, is_counted
from notoneless.policy.floor import laxer_than_law
from notoneless.policy.loading import parse_plan
from notoneless.policy.measures import MEASURES, Nature
from notoneless.policy.parameters import load_plan, plans_folder
from notoneless.policy.reading import PlanRefused
from notoneless.policy.tables import Table, run_table, table_calendar

FOLDER = plans_folder() / "model"
PLANS = sorted(path.stem for path in FOLDER.glob("plan_?.yaml"))
LISTED = plans_folder() / "clauses.csv"
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
def test_a_plan_gives_the_verdicts_of_its_table(name: str) -> None:
    table = table_of(name)
    assert table.plan == f"model/{name}"
    told = [str(PlanRefused([fault])) for fault in run_table(table, load_plan(table.plan), calendar())]
    assert told == []


def test_the_plans_have_each_clause_of_the_list_once() -> None:
    with LISTED.open(encoding="utf-8", newline="") as file:
        listed = [(row["plan"], row["id"], row["area"], row["title"]) for row in csv.DictReader(file)]
    plans = [(name.removeprefix("plan_"), load_plan(f"model/{name}")) for name in PLANS]
    assert [(number, each.id, each.area, each.title.zh) for number, plan in plans for each in plan.clauses] == listed


def test_where_the_contents_differ_the_first_line_of_the_clause_is_told() -> None:
    plan = load_plan("model/plan_6")
    head, lines = table_of("plan_6").contents.values()
    for listed, told in (
        ({"head": head, "6.01": ("别的名称 | other", *lines[1:])}, f"6.01 应为 别的名称 | other，方案得出 {lines[0]}"),
        ({"head": head, "6.01": (*lines, "paper x")}, "6.01 应为 paper x，方案得出 none"),
        ({"head": head}, f"6.01 应为 none，方案得出 {lines[0]}"),
        ({"head": head, "6.01": lines, "6.02": ("x",)}, "6.02 应为 x，方案得出 none"),
        ({"6.01": lines, "head": head}, "clauses 应为 6.01 head，方案得出 head 6.01"),
    ):
        table = copy(table_of("plan_6"))
        table.contents = listed
        assert [sentence(each.problem) for each in run_table(table, plan, calendar())] == [told]


def test_contents_that_are_no_list_are_refused() -> None:
    for text in ("contents: 目录", "contents: {}", "contents: {head: 目录}"):
        with pytest.raises(PlanRefused):
            Table("own.table.yaml", f"plan: own/x\n{text}\ncases: []")


def test_a_measure_is_counted_by_a_room_or_awaits_one() -> None:
    counted = {code for code, measure in MEASURES.items() if is_counted(measure)}
    assert counted == {
        code for code, measure in MEASURES.items() if not measure.awaits and measure.nature != Nature.RATE
    }
    assert EVIDENCE.keys() <= MEASURES.keys()
