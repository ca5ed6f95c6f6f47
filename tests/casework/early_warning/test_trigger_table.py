"""The table of triggers that an official reads, row by row; and each number of the ladder, altered, makes a row fail."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from notoneless.casework.early_warning.rules.known import Absence, CaseFacts, End, Heard, Pending, PupilFacts, Told
from notoneless.casework.early_warning.rules.ladder import Ladder, ladder_of
from notoneless.casework.early_warning.rules.triggers import Rules, standing
from notoneless.foundation.calendar.rules import usual_terms
from notoneless.kernel.calendar import Calendar, Span, SpanUnit, Term
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.policy.parameters import load_parameters
from notoneless.policy.ranges import out_of_range
from notoneless.policy.working_days import load_working_days

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("triggers.yaml").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = TABLE["情况"]
CHILD = UUID(int=1)
CONFIRMED = Span(14, SpanUnit.DAY)
RUNGS, DUE = (load_parameters(f"local/{name}", date(2026, 9, 1)) for name in ("ladder", "follow_up"))
LADDER = ladder_of(RUNGS, DUE)


@cache
def calendar() -> Calendar:
    """The calendar of the table: its terms, and the national notices."""
    terms = [Term(row["学年"], row["学期"], row["开学"], row["放假"]) for row in TABLE["学期"]]
    return Calendar(load_working_days(), tuple(terms), {}, usual_terms(date(2026, 9, 1)))


def days(row: dict[str, Any], name: str) -> Iterator[date]:
    """The days of a cell: single ones, and the school days of spans."""
    for cell in row.get(name, []):
        first, _, last = str(cell).partition(" 至 ")
        if last:
            yield from calendar().school_days(date.fromisoformat(first), date.fromisoformat(last))
        else:
            yield date.fromisoformat(first)


def pending(row: dict[str, Any], name: str, end: End = End.ARRIVED) -> tuple[Pending, ...]:
    """What should have ended by a day, and when it did."""
    cells = [str(cell).partition(" 止 ") for cell in row.get(name, [])]
    return tuple(
        Pending(date.fromisoformat(first), date.fromisoformat(last) if last else None, end) for first, _, last in cells
    )


TOLD = {"不愿回校": Told.REFUSED, "会回校": Told.PROMISED, "没有联系上": Told.UNREACHED, "要请假": Told.OTHER}


def heard(row: dict[str, Any]) -> Iterator[Heard]:
    """What the family said: a day, whether at home, what, and by when the child comes back."""
    for cell in row.get("联系", []):
        words, _, until = str(cell).partition(" 到 ")
        on, *rest = words.split()
        back = date.fromisoformat(until) if until else None
        yield Heard(date.fromisoformat(on), TOLD[rest[-1]], "家访" in rest, back)


def facts_of(row: dict[str, Any]) -> PupilFacts:
    """What a row says of its child."""
    missed = [Absence(day) for day in days(row, "缺课")] + [Absence(day, True) for day in days(row, "请假")]
    case = None
    if "立案" in row:
        case = CaseFacts(row["立案"], row.get("确认"), row.get("结案"), is_back=row.get("已复学", False))
    return PupilFacts(
        CHILD,
        grade=row.get("年级"),
        absences=tuple(missed),
        present=frozenset(days(row, "到校")),
        gone=frozenset(days(row, "离校")),
        pauses=frozenset(days(row, "办休学")),
        leaves=pending(row, "假满"),
        study_suspensions=pending(row, "休学到"),
        transfers=pending(row, "转出", End.LEFT),
        entered_on=row.get("入籍"),
        is_expected=row.get("应到新生", False),
        case=case,
        heard=tuple(heard(row)),
    )


def told(row: dict[str, Any], ladder: Ladder = LADDER) -> dict[str, str]:
    """What stands by the rules, in the words of the table: several due days of one trigger beside one another."""
    found: dict[str, list[str]] = {}
    for each in standing(facts_of(row), Rules(ladder, calendar(), row["日"], CONFIRMED)):
        words = sentence(Problem(f"early_warning.trigger_{each.trigger}"))
        found.setdefault(words, []).append(each.due_on.isoformat())
    return {words: " ".join(sorted(due)) for words, due in found.items()}


def expected(row: dict[str, Any]) -> dict[str, str]:
    """What the table expects."""
    return {words: str(due) for words, due in row["应办"].items()}


@pytest.mark.parametrize("row", ROWS, ids=[row["说明"] for row in ROWS])
def test_what_the_table_says_stands(row: dict[str, Any]) -> None:
    assert told(row) == expected(row)


def altered(name: str) -> Ladder:
    """The ladder with one number greater by one."""
    value = getattr(LADDER, name)
    if isinstance(value, Span):
        return replace(LADDER, **{name: Span(value.value + 1, value.unit)})
    return replace(LADDER, **{name: value + 1})


NUMBERS = [field.name for field in fields(Ladder) if field.name != "no_show_days"]


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_altered_makes_a_row_fail(name: str) -> None:
    assert [row["说明"] for row in ROWS if told(row, altered(name)) != expected(row)]


@pytest.mark.parametrize("which", range(3))
def test_a_day_on_which_new_pupils_are_looked_for_altered_makes_a_row_fail(which: int) -> None:
    shown = list(LADDER.no_show_days)
    shown[which] += 1
    ladder = replace(LADDER, no_show_days=tuple(shown))
    assert [row["说明"] for row in ROWS if told(row, ladder) != expected(row)]


def test_the_span_within_which_a_transfer_is_confirmed_is_that_of_the_roll() -> None:
    assert load_parameters("national/school_roll", date(2026, 9, 1))["transfer_confirmed_within"].value == "14"


def test_no_number_of_the_ladder_stands_for_another() -> None:
    for numbers, others in ((RUNGS, DUE), (DUE, RUNGS)):
        for key in numbers:
            if key == "ladder.out_of_school_from":
                continue  # read where a person says that a child is out of school
            without = {one: found for one, found in numbers.items() if one != key}
            with pytest.raises(NotonelessError, match=key):
                ladder_of(*((without, others) if numbers is RUNGS else (others, without)))
    shorter = {**RUNGS, "ladder.suspected_after": replace(RUNGS["ladder.suspected_after"], value="3", unit="day")}
    assert ladder_of(shorter, DUE).suspected_after == Span(3, SpanUnit.DAY)


@pytest.mark.parametrize("value", ["0", "never", "-1", "1.5", "999"])
def test_no_setting_takes_a_rung_away(value: str) -> None:
    for name in (*NUMBERS, "no_show_days"):
        key = f"ladder.{name}"
        if key in RUNGS:
            assert out_of_range(replace(RUNGS[key], value=value)), key
