"""Statistics forms: own terms, titles, special cases, and why one is not signed off."""

from datetime import date

import pytest

from notoneless.oversight.reporting.rules.statistics import (
    COLUMNS,
    Column,
    FormKind,
    Known,
    special,
    title,
    why_not_signed,
)

AS_OF = date(2027, 6, 25)
DEFERRAL, SUSPENSION, INCLUSION, HOME = (
    FormKind.DEFERRAL,
    FormKind.STUDY_SUSPENSION,
    FormKind.INCLUSION,
    FormKind.HOME_TEACHING,
)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (Known(SUSPENSION, date(2027, 6, 26)), None),
        (Known(SUSPENSION, AS_OF), None),  # the last day itself
        (Known(SUSPENSION, date(2027, 6, 24)), "over"),
        (Known(SUSPENSION), "no_end"),
        (Known(DEFERRAL, date(2027, 6, 24)), "over"),
        (Known(INCLUSION), None),
        (Known(INCLUSION, missed=1), "absent"),
        (Known(INCLUSION, is_on_roll=False, missed=1), "not_on_roll"),
        (Known(HOME, missed=9), None),  # who is taught at home misses no lessons
        (Known(HOME, is_on_roll=False), "not_on_roll"),
        (Known(FormKind.DROPOUT), None),
        (Known(FormKind.DROPOUT, is_traced=False), "not_traced"),
    ],
)
def test_what_is_a_special_case(known: Known, why: str | None) -> None:
    assert special(known, AS_OF) == why


def test_a_title_names_county_year_term_and_form() -> None:
    assert title("晴川县", SUSPENSION, 2027, "休学统计表") == "晴川县2027年春季学期休学统计表"
    assert title("晴川县", INCLUSION, 2026, "随班就读统计表") == "晴川县2026年秋季学期随班就读统计表"


def code(problem: object) -> str:
    return getattr(problem, "code", "").removeprefix("statistics.")


def test_why_a_form_is_not_signed_off() -> None:
    first = date(2027, 3, 1)
    assert code(why_not_signed(first, date(2027, 2, 28), 0, is_same=False)) == "not_begun"
    assert code(why_not_signed(None, AS_OF, 0, is_same=False)) == "not_begun"
    assert code(why_not_signed(first, AS_OF, 1, is_same=False)) == "remarks_missing"
    assert code(why_not_signed(first, AS_OF, 0, is_same=True)) == "signed_already"
    assert why_not_signed(first, first, 0, is_same=False) is None


def test_every_form_begins_with_the_number_and_ends_with_the_remark() -> None:
    assert set(COLUMNS) == set(FormKind)
    for columns in COLUMNS.values():
        assert (columns[0], columns[-1]) == (Column.SERIAL, Column.REMARK)
        assert len(set(columns)) == len(columns)
