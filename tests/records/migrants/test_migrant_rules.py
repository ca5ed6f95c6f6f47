"""By when an application has an outcome, whether terms are equal, what is no ground."""

from datetime import date

import pytest

from notoneless.foundation.calendar.rules import usual_terms
from notoneless.kernel.calendar import Calendar, Span, SpanUnit, Term
from notoneless.policy.working_days import load_working_days
from notoneless.records.migrants.rules.applying import (
    MigrantNumbers,
    lacking,
    outcome_due,
    why_not_placed,
    why_not_refused,
)
from notoneless.records.migrants.rules.kinds import Ground, PaperKind

TERMS = (Term(2026, 1, date(2026, 9, 1), date(2027, 1, 20)), Term(2026, 2, date(2027, 3, 1), date(2027, 7, 9)))
CALENDAR = Calendar(load_working_days(), TERMS, {}, usual_terms(date(2026, 9, 1)))
TEN = Span(10, SpanUnit.SCHOOL_DAY)
ASKED, LIVES, WHO, WORKS, BOOK = (
    PaperKind(each) for each in ("application", "residence", "identity", "work", "household")
)


@pytest.mark.parametrize(
    ("applied_on", "due"),
    [
        (date(2026, 8, 20), date(2026, 9, 14)),
        (date(2026, 9, 1), date(2026, 9, 15)),
        (date(2026, 11, 2), date(2026, 11, 16)),
    ],
)
def test_an_outcome_is_due_after_the_term_began_or_after_the_application(applied_on: date, due: date) -> None:
    assert outcome_due(applied_on, TEN, CALENDAR) == due


@pytest.mark.parametrize(
    ("asked", "local", "more"),
    [
        ({ASKED, LIVES, WHO}, {ASKED, BOOK, WHO}, ()),
        ({ASKED, LIVES, WHO, WORKS}, {ASKED, BOOK, WHO}, (WORKS,)),
        ({ASKED, WHO}, {ASKED, BOOK, WHO}, ()),
        ({ASKED, LIVES, WHO, WORKS, BOOK}, {ASKED, WHO}, (LIVES, WORKS, BOOK)),
    ],
)
def test_terms_are_equal_where_no_more_papers_are_asked(
    asked: set[PaperKind], local: set[PaperKind], more: tuple[PaperKind, ...]
) -> None:
    found = MigrantNumbers(TEN, frozenset(asked), frozenset(local)).demanded_more
    assert len(found) == len(more)
    assert set(found) <= asked - local


@pytest.mark.parametrize("ground", list(Ground))
def test_hukou_fees_and_tests_are_no_ground(ground: Ground) -> None:
    assert (why_not_refused(ground) is not None) is (ground in {"hukou", "fee", "test"})


def test_another_school_needs_a_reason_and_every_place_its_papers() -> None:
    assert lacking({ASKED, LIVES, WHO}, {LIVES}) == (ASKED, WHO)
    assert why_not_placed((), is_nearest=True, reason="") is None
    for told in (
        why_not_placed((ASKED,), is_nearest=True, reason=""),
        why_not_placed((), is_nearest=False, reason=""),
    ):
        assert told is not None
    assert why_not_placed((), is_nearest=False, reason="学位已满") is None
