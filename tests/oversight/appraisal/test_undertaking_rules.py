"""What may be done with undertakings and rules, and what share has signed."""

from datetime import date
from uuid import UUID

import pytest

from notoneless.foundation.people.schools import school_of
from notoneless.oversight.appraisal.rules.signing import (
    Known,
    Standing,
    share_signed,
    standing,
    why_not_in_force,
    why_not_reopened,
    why_not_signed,
    why_not_withdrawn,
)

ISSUED, LATER, TODAY = date(2026, 9, 1), date(2026, 9, 5), date(2026, 9, 10)
OPEN = Known(ISSUED, None, None)
SIGNED = Known(ISSUED, LATER, None)
WITHDRAWN = Known(ISSUED, None, LATER)


@pytest.mark.parametrize(
    ("owing", "signed", "share"),
    [
        ("", "", 100),  # a school where nobody has to sign lacks nothing
        ("ab", "ab", 100),
        ("ab", "b", 50),
        ("abc", "ab", 66),
        ("ab", "xyab", 100),
        ("ab", "xy", 0),  # whoever has left does not sign for those who came
    ],
)
def test_a_share_is_rounded_down_so_that_all_means_all(owing: str, signed: str, share: int) -> None:
    assert share_signed(owing, signed) == share


def test_999_of_1000_are_not_all() -> None:
    assert share_signed(range(1000), range(999)) == 99


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        (None, Standing.MISSING),
        (OPEN, Standing.UNSIGNED),
        (SIGNED, Standing.SIGNED),
        (WITHDRAWN, Standing.WITHDRAWN),
    ],
)
def test_how_an_undertaking_stands(known: Known | None, wanted: Standing) -> None:
    assert standing(known) == wanted


def code(problem: object) -> str:
    return getattr(problem, "code", "").removeprefix("appraisal.")


@pytest.mark.parametrize(
    ("known", "on", "why"),
    [
        (OPEN, LATER, ""),
        (OPEN, ISSUED, ""),
        (OPEN, TODAY, ""),
        (OPEN, date(2026, 8, 31), "before_issue"),
        (OPEN, date(2026, 9, 11), "day_to_come"),
        (SIGNED, LATER, "signed_already"),
        (WITHDRAWN, LATER, "withdrawn"),
    ],
)
def test_when_a_signature_is_recorded(known: Known, on: date, why: str) -> None:
    assert code(why_not_signed(known, on, TODAY)) == why


def test_what_is_signed_is_reopened_before_it_is_withdrawn() -> None:
    assert [code(why_not_reopened(each)) for each in (OPEN, SIGNED, WITHDRAWN)] == ["not_signed", "", "withdrawn"]
    assert [code(why_not_withdrawn(each)) for each in (OPEN, SIGNED, WITHDRAWN)] == ["", "signed_stands", "withdrawn"]


@pytest.mark.parametrize(
    ("on", "former", "why"),
    [
        (TODAY, None, ""),
        (LATER, None, "backdated"),
        (TODAY, TODAY, "before_former"),
        (TODAY, LATER, ""),
    ],
)
def test_from_when_rules_may_be_in_force(on: date, former: date | None, why: str) -> None:
    assert code(why_not_in_force(on, TODAY, former)) == why


def test_a_class_belongs_to_the_school_or_teaching_point_above_it_and_no_further() -> None:
    unit, parent, above = UUID(int=1), UUID(int=2), UUID(int=3)
    assert school_of(unit, "school", parent, "school", above) == unit
    assert school_of(unit, "class", parent, "school", above) == parent
    assert school_of(unit, "teaching_point", parent, "school", above) == parent
    assert school_of(unit, "class", parent, "teaching_point", above) == above
    assert school_of(unit, "village", parent, "township", above) is None
