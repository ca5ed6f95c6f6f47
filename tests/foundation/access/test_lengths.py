"""No text or number that an action lets in is longer or larger than what the database holds: the answer is a sentence,
never a fault."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from notoneless.foundation.access.parameters import LARGEST, Parameter, value_of
from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.problems import NotonelessError, Problem
from support.county import County
from support.registry import all_actions
from support.samples import SAMPLES

LETTERS, BLANKS = ("藏", "𠮷"), ("   ", "　")
DAYS = (date.min, date(1999, 9, 1), date(2023, 9, 1), date(2030, 9, 1), date(2500, 1, 1), date(9999, 12, 1), date.max)
NUMBERS = (LARGEST, -LARGEST, LARGEST + 1, 2**63)


def of_kind(code: str, kind: type) -> list[Parameter]:
    """The parameters of an action that take a kind of value."""
    return [each for each in all_actions()[code].parameters if each.kind is kind]


@pytest.fixture
def answer(county: County, code: str) -> Any:
    """What the action of a test says to its sample with other values; each time on the county as it was."""
    who, given = SAMPLES[code]
    sent = dict(given(county))

    def said(**other: object) -> Problem | None:
        found = None
        with transaction.atomic():
            try:
                all_actions()[code](county.ctx(who), **sent | other)
            except NotonelessError as refusal:
                found = refusal.problem
            transaction.set_rollback(True)
        return found

    return said


def codes(kind: type) -> list[str]:
    """The actions that take a kind of value."""
    return [code for code in all_actions() if of_kind(code, kind)]


@pytest.mark.parametrize("code", codes(str))
def test_the_longest_text_is_done_or_refused_and_one_letter_more_or_blanks_alone_are_refused(
    answer: Any, code: str
) -> None:
    for each in of_kind(code, str):
        assert each.longest is not None
        for letter in LETTERS:
            answer(**{each.name: letter * each.longest})
            refused = answer(**{each.name: letter * (each.longest + 1)})
            assert refused is not None, each.name
            assert (refused.code, refused.params["longest"]) == ("access.too_long", each.longest), each.name
        for blanks in () if each.optional else BLANKS:
            refused = answer(**{each.name: blanks})
            assert refused is not None, each.name
            assert refused.code == "access.missing_parameter", each.name


@pytest.mark.parametrize("code", codes(int))
def test_the_largest_number_is_done_or_refused(answer: Any, code: str) -> None:
    for each in of_kind(code, int):
        for number in NUMBERS:
            answer(**{each.name: number})


@pytest.mark.parametrize("code", codes(date))
def test_a_day_that_cannot_be_is_refused_or_done_and_never_a_fault(answer: Any, code: str) -> None:
    for each in of_kind(code, date):
        for day in DAYS:
            answer(**{each.name: day})


def test_lines_of_a_text_may_end_as_browsers_end_them_and_are_kept_with_one_character() -> None:
    note = Parameter("note", str, False)
    assert value_of(note, {"note": "第一行\r\n第二行"}) == "第一行\n第二行"
    with pytest.raises(Unusable):
        value_of(note, {"note": "第一行\r第二行"})
