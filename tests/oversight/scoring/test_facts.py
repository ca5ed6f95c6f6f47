"""Facts of a bearer with several classes: what is added up, and of rates the one that is furthest from what is wanted."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from notoneless.oversight.appraisal.rules.facts import OF_LOSS, RATES
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.scoring.selectors.bearers import Bearer
from notoneless.oversight.scoring.selectors.facts import Gathered, facts_of

SCHOOL, ONE, TWO, THREE = (UUID(int=number) for number in range(1, 5))
GROUP = Bearer(SCHOOL, "三年级组", (ONE, TWO, THREE))


def gathered(code: str, values: dict[UUID, str]) -> Gathered:
    """What was read: one fact of some classes."""
    told = {code: {unit: Decimal(value) for unit, value in values.items()}}
    rates, measures = (told, {}) if code in RATES else ({}, told)
    return Gathered(2026, date(2026, 9, 1), date(2027, 8, 31), {}, measures, rates, (), ())


@pytest.mark.parametrize(
    ("code", "values", "wanted"),
    [
        ("share.net_primary", {ONE: "100", TWO: "96.5"}, "96.5"),  # the third class was not counted
        ("share.dropout_primary", {ONE: "0", TWO: "4.2", THREE: "1"}, "4.2"),
        ("share.dropout_junior", {ONE: "0.5"}, "0.5"),
        ("share.net_primary", {}, None),
        ("case.verified_at", {ONE: "1", TWO: "2"}, "3"),
        ("case.verified_at", {}, "0"),
    ],
)
def test_a_group_is_judged_by_all_its_classes(code: str, values: dict[UUID, str], wanted: str | None) -> None:
    found = facts_of(GROUP, Subject.TEACHING_GROUP, [code], gathered(code, values))
    assert found == {code: None if wanted is None else Decimal(wanted)}


def test_of_every_rate_it_is_known_whether_more_is_worse() -> None:
    assert set(RATES) > OF_LOSS
    assert {code for code in RATES if "dropout" in code or "moved" in code} == OF_LOSS
