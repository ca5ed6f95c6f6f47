"""What inspections, timetables, complaints and re-checks are judged by: pure rules."""

from datetime import date
from uuid import UUID

import pytest

from notoneless.kernel.problems import Problem
from notoneless.oversight.supervision.rules.complaining import (
    ComplaintState,
    why_not_decided,
    why_not_found,
    why_not_taken_up,
)
from notoneless.oversight.supervision.rules.kinds import InspectionKind, MendState, checklist
from notoneless.oversight.supervision.rules.rechecking import Seen, is_hidden, pupils_drawn, schools_drawn
from notoneless.oversight.supervision.rules.refusing import marks_of, why_not_day, why_not_looked_at
from notoneless.oversight.supervision.rules.refusing import why_not_found as why_not_by
from notoneless.oversight.supervision.rules.teaching import (
    Gap,
    gaps_between,
    hours_of,
    is_excess,
    minutes_of,
    required_hours,
)

SCHOOLS = [UUID(int=number) for number in range(1, 9)]


def test_what_is_missing_and_what_is_short_is_told_apart() -> None:
    required = required_hours("1-2:语文=8、数学=4 3-6:语文=7、数学=5、体育=3")
    assert required is not None
    assert gaps_between(required[3], {"语文": 7, "数学": 3}) == (Gap("数学", 5, 3), Gap("体育", 3, 0))
    assert [gap.is_missing for gap in gaps_between(required[3], {"语文": 7, "数学": 3})] == [False, True]
    assert gaps_between(required[2], {"语文": 9, "数学": 4}) == ()
    assert 7 not in required


@pytest.mark.parametrize("text", ["", "3-6", "3-6:语文", "x:语文=7", "3-6:语文=0"])
def test_required_hours_that_cannot_be_read_are_none(text: str) -> None:
    assert required_hours(text) is None


@pytest.mark.parametrize("text", ["", "语文", "语文=七", "语文=7\n语文=6", "语文=0", "语文=61"])
def test_a_timetable_that_says_nothing_is_refused(text: str) -> None:
    assert isinstance(hours_of(text), Problem)


def test_homework_is_too_much_only_above_what_is_set() -> None:
    most = minutes_of("1-2=0 3-6=60 7-9=90")
    assert most is not None
    assert [is_excess(60, most[3]), is_excess(61, most[3]), is_excess(1, most[1]), is_excess(500, None)] == [
        False,
        True,
        True,
        False,
    ]
    assert minutes_of("3-6=sixty") is None


def test_a_checklist_is_whole_or_refused() -> None:
    items = checklist(InspectionKind.ETHICS)
    good = [f"{item}=good" for item in items]
    assert not isinstance(marks_of(InspectionKind.ETHICS, " ".join(good)), Problem)
    for wrong in (good[:-1], [*good, good[0]], [*good[:-1], "fire=good"], [*good[:-1], f"{items[-1]}=fine"]):
        assert isinstance(marks_of(InspectionKind.ETHICS, " ".join(wrong)), Problem)


def test_no_deadline_lies_before_what_was_found() -> None:
    day = date(2026, 9, 1)
    assert why_not_by(day, day) is None
    assert why_not_by(day, date(2026, 8, 31)) is not None


@pytest.mark.parametrize(
    ("state", "by_same", "may"),
    [
        (MendState.MENDED, False, True),
        (MendState.MENDED, True, False),
        (MendState.OPEN, False, False),
        (MendState.CLOSED, False, False),
    ],
)
def test_who_looks_at_a_mending(state: MendState, by_same: bool, may: bool) -> None:
    assert (why_not_looked_at(state, by_same) is None) is may


def test_whoever_is_complained_of_neither_looks_nor_decides() -> None:
    assert why_not_taken_up(ComplaintState.RECEIVED, True) == Problem("complaining.accused_looks")
    assert why_not_found(ComplaintState.LOOKING, True, True) == Problem("complaining.accused_looks")
    assert why_not_decided(ComplaintState.FOUND, False, True) == Problem("complaining.accused_decides")
    assert why_not_decided(ComplaintState.FOUND, True, False) == Problem("complaining.looker_decides")
    assert why_not_decided(ComplaintState.DECIDED, False, False) == Problem("complaining.decided")
    assert why_not_decided(ComplaintState.LOOKING, False, False) == Problem("complaining.nothing_found")
    assert why_not_decided(ComplaintState.FOUND, False, False) is None
    assert why_not_found(ComplaintState.RECEIVED, True, False) == Problem("complaining.nobody_looks")


def test_the_same_seed_draws_the_same_and_half_go_by_risk() -> None:
    risks = {school: number for number, school in enumerate(SCHOOLS)}
    drawn = schools_drawn(risks, 4, 7)
    assert drawn == schools_drawn(dict(reversed(risks.items())), 4, 7)
    assert [school for school, by_lot in drawn if not by_lot] == [SCHOOLS[7], SCHOOLS[6]]
    assert len({school for school, _ in drawn}) == 4
    lots = {tuple(school for school, by_lot in schools_drawn(risks, 4, seed) if by_lot) for seed in range(40)}
    assert {school for lot in lots for school in lot} == set(SCHOOLS[:6]), "nobody is safe from the lot"
    assert schools_drawn(dict.fromkeys(SCHOOLS, 0), 3, 1) == schools_drawn(dict.fromkeys(SCHOOLS, 0), 3, 1)
    assert all(by_lot for _, by_lot in schools_drawn(dict.fromkeys(SCHOOLS, 0), 3, 1))


def test_pupils_are_drawn_again_by_the_same_seed_whatever_their_order() -> None:
    drawn = pupils_drawn(SCHOOLS, 3, 7, SCHOOLS[0])
    assert drawn == pupils_drawn(list(reversed(SCHOOLS)), 3, 7, SCHOOLS[0])
    assert len(set(drawn)) == 3
    assert set(pupils_drawn(SCHOOLS, 99, 7, SCHOOLS[0])) == set(SCHOOLS)
    assert len({pupils_drawn(SCHOOLS, 3, seed, SCHOOLS[0]) for seed in range(20)}) > 1


def test_a_dropout_is_hidden_where_nobody_has_told_of_it() -> None:
    assert is_hidden(Seen.GONE, Seen.PRESENT, False)
    assert not is_hidden(Seen.GONE, Seen.GONE, True)
    assert not is_hidden(Seen.ABSENT, Seen.LEAVE, False)


def test_a_mistyped_year_is_no_day_of_an_inspection_nor_to_mend_by() -> None:
    day = date(2026, 9, 1)
    assert why_not_day(day, day) is None
    assert why_not_day(date(2025, 9, 1), day) is None
    assert why_not_day(date(2026, 9, 2), day) == Problem("supervising.day_to_come", {"day": "2026-09-02"})
    assert why_not_day(date(1926, 9, 1), day) == Problem("supervising.far_day", {"day": "1926-09-01"})
    assert why_not_by(day, date(2027, 9, 1)) is None
    assert why_not_by(day, date.max) == Problem("supervising.far_day", {"day": "9999-12-31"})
    assert why_not_by(day, date(2026, 8, 31)) == Problem("supervising.mended_before_found", {"day": "2026-09-01"})
