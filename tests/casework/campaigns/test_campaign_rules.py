"""What a meeting, an activity and a story may be, and what share is whole."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.casework.campaigns.rules.activities import (
    OF_KIND,
    ActivityKind,
    Coverage,
    Reached,
    What,
    share,
    twin_of,
    why_not_held,
    why_not_planned,
    why_not_reached,
)
from notoneless.casework.campaigns.rules.meetings import (
    OVERDUE,
    Held,
    MeetingKind,
    MeetingState,
    decision_standing,
    signs,
    standing,
    why_not_called,
    why_not_due,
    why_not_near,
    why_not_signed,
)
from notoneless.casework.campaigns.rules.stories import Named, StoryState, named_in, state_of, why_not_shown
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.calendar import AUTUMN, Term

TERM = Term(2026, AUTUMN, date(2026, 9, 1), date(2027, 1, 20))
DAY = date(2026, 9, 1)


def code(problem: object) -> str:
    return getattr(problem, "code", "").removeprefix("campaigns.")


@pytest.mark.parametrize(
    ("kind", "of", "on", "term", "wanted"),
    [
        (MeetingKind.START, UnitKind.SCHOOL, DAY, TERM, ""),
        (MeetingKind.START, UnitKind.SCHOOL, date(2026, 11, 9), TERM, ""),  # the last day of the first half
        (MeetingKind.START, UnitKind.SCHOOL, date(2026, 11, 11), TERM, "other_half"),
        (MeetingKind.END, UnitKind.SCHOOL, date(2026, 11, 9), TERM, "other_half"),
        (MeetingKind.END, UnitKind.SCHOOL, date(2027, 1, 20), TERM, ""),
        (MeetingKind.MIDDLE, UnitKind.SCHOOL, date(2026, 10, 1), TERM, ""),
        (MeetingKind.MIDDLE, UnitKind.SCHOOL, date(2026, 8, 1), None, "outside_term"),
        (MeetingKind.OFFICE, UnitKind.SCHOOL, date(2026, 8, 1), None, ""),
        (MeetingKind.OFFICE, UnitKind.TOWNSHIP, DAY, TERM, "not_its_meeting"),
        (MeetingKind.SPECIAL, UnitKind.TOWNSHIP, DAY, TERM, ""),
        (MeetingKind.OTHER, UnitKind.COUNTY, DAY, TERM, ""),
        (MeetingKind.OTHER, UnitKind.CLASS, DAY, TERM, "not_its_meeting"),
    ],
)
def test_which_meeting_a_unit_holds_when(
    kind: MeetingKind, of: UnitKind, on: date, term: Term | None, wanted: str
) -> None:
    assert code(why_not_called(kind, of, on, term)) == wanted


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (Held(MeetingKind.SPECIAL, DAY, False, True, 1, 0), ""),
        (Held(MeetingKind.SPECIAL, date(2026, 9, 2), False, True, 1, 0), "meeting_to_come"),
        (Held(MeetingKind.SPECIAL, DAY, False, False, 1, 0), "no_minutes"),
        (Held(MeetingKind.SPECIAL, DAY, False, True, 0, 0), "nobody_there"),
        (Held(MeetingKind.START, DAY, True, True, 1, 0), "no_measures"),
        (Held(MeetingKind.START, DAY, False, True, 1, 1), "no_measures"),
        (Held(MeetingKind.START, DAY, True, True, 1, 1), ""),
    ],
)
def test_what_is_not_whole_is_not_signed_off(held: Held, wanted: str) -> None:
    assert code(why_not_signed(held, DAY)) == wanted


def test_a_meeting_is_within_a_school_year() -> None:
    assert why_not_near(date(2027, 9, 1), DAY) is None
    assert code(why_not_near(date.max, DAY)) == code(why_not_near(date.min, DAY)) == "far_day"


def test_whose_post_signs_off() -> None:
    assert signs({"school_director"}, MeetingKind.OFFICE, UnitKind.SCHOOL)
    assert not signs({"school_director"}, MeetingKind.SPECIAL, UnitKind.SCHOOL)
    assert signs({"school_head", "class_teacher"}, MeetingKind.START, UnitKind.SCHOOL)
    assert not signs({"school_head"}, MeetingKind.SPECIAL, UnitKind.TOWNSHIP)
    assert signs({"county_officer"}, MeetingKind.OTHER, UnitKind.COUNTY)
    assert not signs(set(), MeetingKind.OTHER, UnitKind.VILLAGE)


def test_where_meetings_and_decisions_stand() -> None:
    assert standing(False, False, False) is MeetingState.CALLED
    assert standing(True, False, False) is MeetingState.WRITTEN
    assert standing(True, True, False) is MeetingState.SIGNED
    assert standing(False, False, True) is MeetingState.CALLED_OFF
    assert decision_standing("open", DAY, DAY) == "open"
    assert decision_standing("open", DAY, date(2026, 9, 2)) == OVERDUE
    assert decision_standing("done", DAY, date(2026, 9, 2)) == "done"
    assert code(why_not_due(date(2026, 8, 31), DAY)) == "due_before"
    assert why_not_due(DAY, DAY) is None
    assert code(why_not_due(date.max, DAY)) == "far_day"


@pytest.mark.parametrize(
    ("kind", "what", "of", "wanted"),
    [
        (ActivityKind.LESSON, What.MINORS, UnitKind.CLASS, ""),
        (ActivityKind.LESSON, What.MINORS, UnitKind.SCHOOL, "not_its_activity"),
        (ActivityKind.LESSON, What.BOARD, UnitKind.CLASS, "other_kind"),
        (ActivityKind.PUBLICITY, What.BOARD, UnitKind.VILLAGE, ""),
        (ActivityKind.PUBLICITY, What.BOARD, UnitKind.GROUP, "not_its_activity"),
        (ActivityKind.ACTION, What.AID, UnitKind.TOWNSHIP, ""),
    ],
)
def test_which_activity_a_unit_plans(kind: ActivityKind, what: What, of: UnitKind, wanted: str) -> None:
    assert code(why_not_planned(kind, what, of)) == wanted


def test_everything_that_may_be_held_is_of_one_kind() -> None:
    listed = [what for some in OF_KIND.values() for what in some]
    assert sorted(listed) == sorted(What)


def test_what_is_held_is_proved_and_not_to_come() -> None:
    assert why_not_held(DAY, DAY, is_proved=True) is None
    assert code(why_not_held(DAY, DAY, is_proved=False)) == "no_proof"
    assert code(why_not_held(date(1926, 9, 1), DAY, is_proved=True)) == "far_day"
    assert code(why_not_held(date(2026, 9, 2), DAY, is_proved=True)) == "activity_to_come"


@pytest.mark.parametrize(
    ("what", "reached", "wanted"),
    [
        (What.BROADCAST, Reached.CLASS, ""),
        (What.BROADCAST, Reached.PUPILS, "class_only"),
        (What.CLASS_MEETING, Reached.PUPILS, ""),
        (What.CLASS_MEETING, Reached.FAMILIES, "no_families"),
        (What.CLASS_MEETING, Reached.BOTH, "no_families"),
        (What.PARENT_MEETING, Reached.BOTH, ""),
        (What.LETTER, Reached.FAMILIES, ""),
        (What.LETTER, Reached.PUPILS, "families_only"),
    ],
)
def test_whom_an_activity_can_reach(what: What, reached: Reached, wanted: str) -> None:
    assert code(why_not_reached(what, reached)) == wanted


IDS = st.sets(st.integers(0, 400).map(lambda number: UUID(int=number)), max_size=300)


@given(IDS, IDS)
def test_a_share_is_never_above_a_hundred_and_all_means_all(wanted: set[UUID], reached: set[UUID]) -> None:
    found = share(wanted, reached)
    assert 0 <= found <= 100
    assert (found == 100) == (wanted <= reached)


def test_coverage_counts_households_and_people_together() -> None:
    home, first, second = UUID(int=1), UUID(int=2), UUID(int=3)
    found = Coverage(
        households=frozenset({home}),
        reached_households=frozenset({home}),
        people=frozenset({first, second}),
        reached_people=frozenset({second}),
    )
    assert (found.of("households"), found.of("people"), found.of("villages")) == (100, 50, 100)
    assert found.whole == 66


def test_a_story_names_whoever_stands_in_it_and_is_shown_with_consent_alone() -> None:
    first, second = UUID(int=1), UUID(int=2)
    pupils = [(first, "甲乙"), (second, "丙丁"), (UUID(int=3), "戊")]
    assert named_in("甲乙和戊一起上学", pupils) == [(first, "甲乙")]
    assert why_not_shown(Named([], None)) is None
    assert why_not_shown(Named([(first, "甲乙")], first)) is None
    wrong = why_not_shown(Named([(first, "甲乙"), (second, "丙丁")], first))
    assert wrong is not None
    assert (code(wrong), wrong.params) == ("no_consent", {"name": "丙丁"})


def test_where_a_story_stands() -> None:
    assert state_of(None, None, None) is StoryState.COLLECTED
    assert state_of(DAY, None, None) is StoryState.APPROVED
    assert state_of(DAY, DAY, None) is StoryState.PUBLISHED
    assert state_of(DAY, DAY, DAY) is StoryState.WITHDRAWN


@pytest.mark.parametrize(
    ("heading", "others", "twin"),
    [
        ("《义务教育法》 板报", ["读书角", "义务教育法板报。"], "义务教育法板报。"),
        ("ABC板报", ["ａｂｃ板报"], "ａｂｃ板报"),
        ("三年级家长会", ["四年级家长会"], None),
        ("！", ["？"], None),
    ],
)
def test_the_same_activity_of_a_day_is_known_however_its_heading_is_written(
    heading: str, others: list[str], twin: str | None
) -> None:
    assert twin_of(heading, others) == twin
