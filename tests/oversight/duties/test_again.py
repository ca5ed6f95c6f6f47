"""Which open duties have been done since all was reckoned: a table of rows, facts and a day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from notoneless.foundation.plans.rules import offered_plans
from notoneless.oversight.duties.rules.again import OpenRow, done_since, to_judge_again
from notoneless.policy.judging import Fact, Span
from notoneless.policy.measures import MEASURES
from notoneless.policy.model import Requirement

HERE, THERE, ROW = UUID(int=1), UUID(int=2), UUID(int=3)
START, DUE, TODAY = date(2026, 9, 1), date(2026, 9, 14), date(2026, 9, 10)
DUTIES = {duty.id: duty for offered in offered_plans() for duty in offered.plan.duties}


def row(measure: str, needed: int = 1, due: date = DUE) -> OpenRow:
    return OpenRow(ROW, HERE, Span(START, due), Requirement(measure, "n", is_most=False), Decimal(needed))


def facts(*days: date, unit: UUID = HERE, amount: int = 1) -> Mapping[str, Mapping[UUID, Sequence[Fact]]]:
    return {"survey.finished": {unit: [Fact(day, Decimal(amount)) for day in days]}}


@pytest.mark.parametrize(
    ("asked", "given", "is_done"),
    [
        (row("survey.finished"), facts(date(2026, 9, 9)), True),
        (row("survey.finished"), facts(TODAY), True),
        (row("survey.finished"), facts(START), True),
        (row("survey.finished"), facts(date(2026, 8, 31)), False),  # before its period
        (row("survey.finished"), facts(date(2026, 9, 11)), False),  # still to come
        (row("survey.finished"), facts(date(2026, 9, 9), unit=THERE), False),
        (row("survey.finished"), {}, False),
        (row("survey.finished", needed=2), facts(date(2026, 9, 9)), False),
        (row("survey.finished", needed=2), facts(date(2026, 9, 2), date(2026, 9, 9)), True),
        (row("survey.finished", needed=2), facts(date(2026, 9, 9), amount=2), True),
        (row("survey.finished", due=date(2026, 9, 5)), facts(date(2026, 9, 9)), True),  # late, and done
    ],
)
def test_of_what_is_done_enough_in_its_period_counts(
    asked: OpenRow, given: Mapping[str, Mapping[UUID, Sequence[Fact]]], is_done: bool
) -> None:
    assert done_since([asked], given, {}, TODAY) == ({ROW} if is_done else set())


@pytest.mark.parametrize(
    ("needed", "holds", "is_done"),
    [(1, {HERE: 1}, True), (2, {HERE: 1}, False), (1, {THERE: 5}, False), (1, {}, False)],
)
def test_of_what_holds_the_day_counts(needed: int, holds: Mapping[UUID, int], is_done: bool) -> None:
    asked = row("organization.leading_group", needed)
    assert done_since([asked], {}, {"organization.leading_group": holds}, TODAY) == ({ROW} if is_done else set())


def test_nothing_is_done_before_its_period_begins() -> None:
    asked = replace(row("organization.leading_group"), span=Span(date(2026, 10, 1), date(2026, 10, 9)))
    assert done_since([asked], {}, {"organization.leading_group": {HERE: 1}}, TODAY) == set()


@pytest.mark.parametrize(
    ("duty", "judged"),
    [
        ("leading_group", True),
        ("group_survey", True),
        ("roll_compared", True),
        ("villages_assigned", False),  # at most: known once the month is over
        ("children_known", False),  # two things
        ("links_of_township", False),
    ],
)
def test_only_what_few_facts_can_tell_is_judged_again(duty: str, judged: bool) -> None:
    assert (to_judge_again(DUTIES[duty]) is not None) is judged


def test_what_nobody_can_count_is_not_judged() -> None:
    duty = replace(DUTIES["leading_group"], requires=(Requirement("rate.enrolment", "n", is_most=False),))
    assert to_judge_again(duty) is None
    assert "rate.enrolment" in MEASURES
    unknown = replace(DUTIES["leading_group"], requires=(Requirement("no.such", "n", is_most=False),))
    assert to_judge_again(unknown) is None
