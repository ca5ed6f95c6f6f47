"""Which decisions stand beside one another, what rows say, and how two are shown: as tables."""

import time
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notoneless.kernel.groups import Groups
from notoneless.linkage import RowAt
from notoneless.records.adjudication.rules.binding import Says, bound
from notoneless.records.adjudication.rules.contents import content_of, named, rows_at, tells_a_child
from notoneless.records.adjudication.rules.sides import Cell, changed_fields, is_akin, side_by_side
from notoneless.records.adjudication.rules.standing import Ruling, contradicts
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.tabular.fields import Field
from support.county import made_up_id

HOUSEHOLD, SCHOOL = RosterKind.HOUSEHOLD, RosterKind.SCHOOL
ROW = {Field.NAME: "令狐晓芳", Field.DOB: "2017-03-02", Field.ID_NO: "", Field.VILLAGE: "柳树村"}


def ruling(is_same: bool, own: str, other: str) -> Ruling:
    return Ruling(is_same, SCHOOL, own.encode(), other.encode())


def says(roster: int, rows: dict[str, list[int]], sure: str = "") -> Says:
    return Says(roster, {key.encode(): at for key, at in rows.items()}, frozenset(key.encode() for key in sure))


BOUND: list[Any] = [
    ([(True, "a", "x")], [(1, 1)], []),
    ([(False, "a", "x")], [], [(1, 1)]),
    ([(True, "b", "x")], [], []),  # two rows say b, and nothing tells which
    ([(True, "c", "x")], [(4, 1), (5, 1)], []),  # two rows of one number
    ([(False, "b", "x")], [], [(2, 1), (3, 1)]),
    ([(True, "z", "x")], [], []),  # no row says so any more
    ([(True, "a", "x"), (False, "a", "x")], [(1, 1)], []),  # the latest comes first
    ([(False, "a", "x"), (True, "a", "x")], [], [(1, 1)]),
]


@pytest.mark.parametrize(("rulings", "same", "different"), BOUND)
def test_what_rulings_bind(rulings: Any, same: Any, different: Any) -> None:
    home = says(0, {"a": [1], "b": [2, 3], "c": [4, 5]}, sure="ac")
    found = bound([ruling(*each) for each in rulings], home, {SCHOOL: says(1, {"x": [1]}, sure="x")})
    assert found.same == [(RowAt(0, left), RowAt(1, right)) for left, right in same]
    assert found.different == [(RowAt(0, left), RowAt(1, right)) for left, right in different]


CONTRADICTING: list[Any] = [
    ([(True, "a", "x")], (False, "a", "x"), True),
    ([(True, "a", "x"), (True, "b", "x")], (False, "a", "x"), True),
    ([(True, "a", "x"), (True, "a", "y"), (False, "b", "y")], (True, "b", "x"), True),
    ([(False, "a", "x")], (True, "a", "y"), False),
    ([], (True, "a", "x"), False),
]


@pytest.mark.parametrize(("standing", "new", "is_so"), CONTRADICTING)
def test_what_contradicts(standing: Any, new: Any, is_so: bool) -> None:
    assert contradicts([ruling(*each) for each in standing], ruling(*new)) is is_so


@pytest.mark.parametrize(
    ("field", "text", "is_the_same"),
    [
        (Field.NAME, " 令狐 晓芳　", True),
        (Field.DOB, "2017年3月2日", True),
        (Field.DOB, "20170302", True),
        (Field.GRADE, "四年级", True),
        (Field.NAME, "令狐小芳", False),
        (Field.DOB, "2017-03-12", False),
        (Field.ID_NO, made_up_id(3), False),
        (Field.VILLAGE, "石桥村", False),
    ],
)
def test_rows_say_the_same_however_they_are_spelled(field: Field, text: str, is_the_same: bool) -> None:
    assert (content_of(ROW, HOUSEHOLD) == content_of({**ROW, field: text}, HOUSEHOLD)) is is_the_same


@pytest.mark.parametrize(
    ("row", "tells"),
    [
        ({Field.NAME: "甲"}, False),
        ({Field.NAME: "甲", Field.DOB: "2017-03-02"}, False),
        ({Field.NAME: "甲", Field.DOB: "2017-03-02", Field.GUARDIAN_NAME: "乙"}, True),
        ({Field.NAME: "甲", Field.ID_NO: "1"}, True),
        ({Field.NAME: "甲", Field.STUDENT_NO: "G1"}, True),
    ],
)
def test_which_rows_tell_a_child_from_a_namesake(row: dict[Field, str], tells: bool) -> None:
    assert tells_a_child(row) is tells


def test_side_by_side_numbers_are_masked_and_where_they_differ_is_counted() -> None:
    one, other = made_up_id(77), made_up_id(77)[:9] + "9" + made_up_id(77)[10:]
    [name, number] = side_by_side({Field.NAME: "甲", Field.ID_NO: one}, {Field.NAME: "甲", Field.ID_NO: other})
    assert name == Cell("name", "甲", "甲", agree=True)
    assert (number.own, number.agree, number.apart) == (number.other, False, 1)
    assert one[6:14] not in number.own


def test_an_empty_cell_neither_agrees_nor_differs() -> None:
    [cell] = side_by_side({Field.VILLAGE: "柳树村"}, {})
    assert (cell.own, cell.other, cell.agree) == ("柳树村", "", None)


def test_a_row_corrected_is_known_again_by_its_name_or_by_number_and_birth_date() -> None:
    before = side_by_side(ROW | {Field.ID_NO: made_up_id(3)}, {})
    renamed = side_by_side(ROW | {Field.ID_NO: made_up_id(3), Field.NAME: "令狐小芳"}, {})
    assert is_akin(before, side_by_side(ROW, {}), "own")
    assert is_akin(before, renamed, "own")
    assert not is_akin(before, side_by_side({Field.NAME: "别人"}, {}), "own")
    assert changed_fields(before, renamed) == ["name"]


def test_rows_are_found_by_name_among_very_many_at_once() -> None:
    count = 100_000
    names = [f"甲{at % 40_000}" for at in range(count)]
    table = pa.table(
        {"name": names, "dob": ["2017-03-02"] * count, "guardian_name": [f"乙{at}" for at in range(count)]}
    )
    begun = time.perf_counter()
    positions = named(table, {f"甲{at}" for at in range(2000)})
    contents = {content_of(row, HOUSEHOLD) for row in rows_at(table, positions, list(Field))}
    assert time.perf_counter() - begun < 1
    assert len(contents) == len(positions) == 6000


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 7)), max_size=30))
def test_groups_keep_apart_what_was_told_apart(steps: list[tuple[bool, int, int]]) -> None:
    groups: Groups[int] = Groups()
    joined, parted = [], []
    for is_join, one, other in steps:
        before = [groups.of(each) for each in range(8)]
        if (groups.join if is_join else groups.part)(one, other):
            (joined if is_join else parted).append((one, other))
        else:
            assert [groups.of(each) for each in range(8)] == before
    for one, other in joined:
        assert groups.are_together(one, other)
    for one, other in parted:
        assert groups.are_apart(one, other)
        assert not groups.are_together(one, other)
