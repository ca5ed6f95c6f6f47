"""How a plan and its measures stand on a day, what two versions differ in, and what cannot be adopted."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from notoneless.kernel.problems import sentence
from notoneless.records.roll_work.rules import (
    Force,
    MeasureState,
    PlanState,
    Worded,
    compared,
    force,
    offered,
    school_year_of,
    standing,
    why_no_year,
    why_not_adopted,
    why_not_due,
    why_not_on,
)

DAY = date(2026, 9, 1)
EVE, MORROW = date(2026, 8, 31), date(2026, 9, 2)


@pytest.mark.parametrize(
    ("state", "due_on", "shown"),
    [
        ("open", EVE, "overdue"),
        ("open", DAY, "open"),
        ("open", MORROW, "open"),
        ("done", EVE, "done"),
        ("dropped", EVE, "dropped"),
    ],
)
def test_a_measure_is_overdue_from_the_day_after(state: str, due_on: date, shown: str) -> None:
    assert standing(state, due_on, DAY, Force.IN_FORCE) == shown


@pytest.mark.parametrize(("state", "shown"), [("open", "withdrawn"), ("done", "done"), ("dropped", "dropped")])
@pytest.mark.parametrize("due_on", [EVE, MORROW])
def test_what_is_open_in_a_withdrawn_version_is_withdrawn_and_never_overdue(
    state: str, shown: str, due_on: date
) -> None:
    assert standing(state, due_on, DAY, Force.WITHDRAWN) == shown


@pytest.mark.parametrize(
    ("state", "from_on", "until_on", "withdrawn_on", "shown"),
    [
        ("draft", None, None, None, Force.DRAFT),
        ("adopted", DAY, None, None, Force.IN_FORCE),
        ("adopted", EVE, None, None, Force.IN_FORCE),
        ("adopted", MORROW, None, None, Force.COMING),
        ("adopted", EVE, MORROW, None, Force.IN_FORCE),
        ("adopted", EVE, DAY, None, Force.SUPERSEDED),
        ("adopted", EVE, None, DAY, Force.WITHDRAWN),
        ("adopted", EVE, None, MORROW, Force.IN_FORCE),
    ],
)
def test_a_version_stands_by_its_days(
    state: PlanState, from_on: date | None, until_on: date | None, withdrawn_on: date | None, shown: Force
) -> None:
    assert force(state, from_on, until_on, withdrawn_on, DAY) is shown


@pytest.mark.parametrize(
    ("bearers", "effective_on", "former_from", "code"),
    [
        (["王老师"], DAY, None, None),
        (["王老师"], MORROW, DAY, None),
        ([], DAY, None, "roll_work.no_measures"),
        (["王老师", ""], DAY, None, "roll_work.no_bearer"),
        (["王老师"], EVE, None, "roll_work.backdated"),
        (["王老师"], DAY, DAY, "roll_work.before_former"),
        (["王老师"], DAY, MORROW, "roll_work.before_former"),
    ],
)
def test_what_cannot_be_adopted(
    bearers: list[str], effective_on: date, former_from: date | None, code: str | None
) -> None:
    wrong = why_not_adopted(bearers, effective_on, DAY, former_from, {})
    assert (wrong.code if wrong else None) == code


def test_a_draft_with_a_measure_whose_day_is_over_is_not_adopted() -> None:
    wrong = why_not_adopted(["王老师", "王老师"], DAY, DAY, None, {2: EVE})
    assert wrong is not None
    assert sentence(wrong).startswith("第 2 项措施的完成时限 2026-08-31 已经过了")


@pytest.mark.parametrize(
    ("on", "since", "code"),
    [
        (DAY, DAY, None),
        (DAY, None, None),
        (MORROW, DAY, "roll_work.day_to_come"),
        (EVE, DAY, "roll_work.before_adoption"),
    ],
)
def test_when_a_measure_can_have_been_done(on: date, since: date | None, code: str | None) -> None:
    wrong = why_not_on(on, DAY, since)
    assert (wrong.code if wrong else None) == code


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (DAY, 2026), (date(2027, 2, 28), 2026)]
)
def test_august_belongs_to_the_new_school_year(day: date, year: int) -> None:
    assert school_year_of(day) == year
    assert all(why_no_year(each, day) is None for each in (year - 1, year, year + 1))
    assert why_no_year(year + 2, day) is not None
    assert why_no_year(year - 2, day) is not None


def worded(lineage: UUID, text: str = "核对", bearer: str = "王老师", due_on: date = DAY) -> Worded:
    return Worded(lineage, 1, text, bearer, due_on, MeasureState.OPEN)


def test_versions_are_compared_by_the_lineage_of_their_measures() -> None:
    same, reworded, moved, gone, new = (uuid4() for _ in range(5))
    before = [worded(same), worded(reworded), worded(moved), worded(gone)]
    after = [worded(new), worded(moved, bearer="李校长", due_on=MORROW), worded(reworded, "每月核对"), worded(same)]
    found = compared(before, after)
    assert [each.lineage for each in found.added] == [new]
    assert [each.lineage for each in found.gone] == [gone]
    assert {each.after.lineage: each.what for each in found.changed} == {
        reworded: ("text",),
        moved: ("bearer", "due_on"),
    }
    assert found.same == 1
    back = compared(after, before)
    assert ([each.lineage for each in back.added], [each.lineage for each in back.gone]) == ([gone], [new])
    assert compared(before, before).same == 4


def test_what_is_offered_is_due_within_the_school_year_and_borne_by_a_role() -> None:
    found = offered(2026, DAY)
    assert len(found) >= 5
    assert [each.due_on for each in found] == sorted(each.due_on for each in found)
    assert all(DAY <= each.due_on < date(2027, 9, 1) for each in found)
    assert all(each.over_on is None for each in found)
    assert {each.role for each in found} <= {"school_head", "school_director", "class_teacher"}
    assert all(each.zh and each.en and len(each.zh) <= 400 for each in found)


@pytest.mark.parametrize("on", [date(2026, 11, 29), date(2026, 11, 30), date(2027, 7, 31)])
def test_a_usual_day_that_is_over_is_told_and_one_to_come_proposed(on: date) -> None:
    found = offered(2026, on)
    assert [each.key for each in found] == [each.key for each in offered(2026, DAY)]
    assert all(each.due_on >= on for each in found)
    over = {each.key: (each.over_on, each.due_on) for each in found if each.over_on}
    assert over["rules"][0] == date(2026, 9, 15)
    assert {day for _, day in over.values()} == {date(on.year, on.month, 30 if on.month == 11 else 31)}
    assert all(each.over_on is None or each.over_on < on for each in found)


def test_a_day_that_is_over_is_no_day_to_be_due_on() -> None:
    assert why_not_due(EVE, DAY) is not None
    assert why_not_due(DAY, DAY) is None
