"""How an export differs from our roll: who is who, what is told of each difference, and what nobody should be told."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from notoneless.records.enrolment.rules.differing import (
    DOABLE,
    Difference,
    ExportRow,
    Kind,
    OurRow,
    Proposal,
    compare,
    said_state,
    same_class,
)
from notoneless.records.enrolment.rules.standing import State

BORN = date(2017, 1, 5)
CHILD = UUID(int=1)
OURS = OurRow(CHILD, "慕容甲乙", b"n1", b"i1", BORN, 3, "三年级（1）班")
THEIRS = ExportRow(1, "慕容甲乙", frozenset({b"n1"}), frozenset({b"i1"}), BORN, "三年级", "三年级（1）班", "在读")


def only(export: ExportRow, ours: OurRow = OURS) -> Difference:
    [found] = compare([export], [ours])
    return found


def test_two_rolls_that_agree_differ_in_nothing() -> None:
    assert compare([THEIRS], [OURS]) == []
    assert compare([replace(THEIRS, grade="", class_name="", status="", born_on=None)], [OURS]) == []


@pytest.mark.parametrize(
    ("changes", "kind", "proposal"),
    [
        ({"class_name": "三年级（2）班"}, Kind.CLASS, Proposal.CHANGE_CLASS),
        ({"grade": "四年级", "class_name": "四年级（1）班"}, Kind.GRADE, Proposal.PROMOTE),
        ({"status": "休学"}, Kind.STATUS, Proposal.RECORD_STATUS),
        ({"status": "乱写"}, Kind.STATUS, Proposal.RECORD_STATUS),
        ({"numbers": frozenset({b"n2"})}, Kind.NUMBER, Proposal.MEND_NUMBER),
        ({"name": "慕容甲己"}, Kind.NAME, Proposal.MEND_NAME),
    ],
)
def test_each_difference_of_one_pupil_is_named_with_what_to_do(
    changes: dict[str, object], kind: Kind, proposal: Proposal
) -> None:
    found = only(replace(THEIRS, **changes))
    assert (found.kind, found.proposal, found.child, found.row) == (kind, proposal, CHILD, 1)


def test_who_is_on_one_side_only_is_named_there() -> None:
    new = replace(THEIRS, row=2, name="新来的", numbers=frozenset({b"n9"}), ids=frozenset({b"i9"}))
    kinds = {(each.kind, each.name, each.row, each.child) for each in compare([new], [OURS])}
    assert kinds == {(Kind.NOT_OURS, "新来的", 2, None), (Kind.NOT_IN_EXPORT, "慕容甲乙", None, CHILD)}


@pytest.mark.parametrize("status", ["毕业", "07", "死亡", "11"])
def test_who_has_gone_on_both_sides_is_no_difference(status: str) -> None:
    assert compare([replace(THEIRS, status=status)], []) == []


def test_a_pupil_is_known_by_id_number_where_the_student_number_changed() -> None:
    assert only(replace(THEIRS, numbers=frozenset({b"other"}))).kind is Kind.NUMBER


def test_a_pupil_without_numbers_is_known_by_a_name_and_birth_date_that_occur_once() -> None:
    bare = replace(THEIRS, numbers=frozenset(), ids=frozenset())
    assert compare([bare], [OURS]) == []
    twin = replace(OURS, child=UUID(int=2), number=b"n2", id=b"i2")
    assert {each.kind for each in compare([bare], [OURS, twin])} == {Kind.NOT_OURS, Kind.NOT_IN_EXPORT}
    unborn = replace(bare, born_on=None)
    assert {each.kind for each in compare([unborn], [OURS])} == {Kind.NOT_OURS, Kind.NOT_IN_EXPORT}


def test_a_pupil_fits_one_row_only() -> None:
    found = compare([THEIRS, replace(THEIRS, row=2)], [OURS])
    assert [(each.kind, each.row) for each in found] == [(Kind.NOT_OURS, 2)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("三年级（1）班", "三年级(1)班", True),
        ("三年级1班", "三年级（1）班", True),
        ("三(1)班", "三年级（1）班", True),
        ("1班", "三年级（1）班", True),
        ("三年级（1）班", "1班", True),
        ("三年级（1）班", "三年级（2）班", False),
        ("四年级（1）班", "三年级（1）班", False),
        ("三年级（11）班", "三年级（1）班", False),
    ],
)
def test_one_class_is_written_in_many_ways(one: str, other: str, same: bool) -> None:
    assert same_class(one, other) is same


@pytest.mark.parametrize(
    ("status", "state"),
    [("01", State.ON_ROLL), ("1", State.ON_ROLL), ("在读", State.ON_ROLL), ("02", State.SUSPENDED), ("休学", State.SUSPENDED),
     ("转出", State.NOT_CONFIRMED), ("死亡", State.DECEASED), ("其他离校", State.LEFT), ("99", None), ("", None), ("?", None)],
)  # fmt: skip
def test_a_status_is_read_by_code_or_word(status: str, state: State | None) -> None:
    assert said_state(status) is state


def test_only_what_the_export_says_enough_for_can_be_done_from_it() -> None:
    assert {Proposal.ENTER, Proposal.CHANGE_CLASS} == DOABLE
