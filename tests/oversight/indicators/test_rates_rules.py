"""The rates as tables: who is in school, what an entry is to a year and a cohort, values, distances, reasons."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notoneless.casework.cases.rules.standing import State as CaseState
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.indicators.rules.parameters import indicator_parameters, stage_ages
from notoneless.oversight.indicators.rules.rates import (
    CODES,
    DEFINITIONS,
    Rate,
    applies_to,
    percent_of,
    rate_of,
    short_of,
)
from notoneless.oversight.indicators.rules.rolls import End, Origin, Stage, codes_of_entry
from notoneless.oversight.indicators.rules.schooling import COUNTED, Evidence, Schooling, schooling_of
from notoneless.oversight.indicators.rules.targets import Target, distance, targets_in
from notoneless.policy.model import in_force
from notoneless.policy.parameters import load_plan
from notoneless.records.enrolment.rules.standing import NEXT, Fact, State, Step
from notoneless.records.surveys.rules.kinds import AnswerKind
from support.policies import a_number

DAY = date(2026, 11, 28)
GIVEN = indicator_parameters(DAY)
LATER, EARLIER = date(2026, 10, 20), date(2026, 10, 2)


def told(**evidence: Any) -> Evidence:
    return Evidence(**evidence)


SCHOOLING = [
    # what the rooms say, and where the child learns
    (told(), Schooling.UNKNOWN),
    (told(in_class=True), Schooling.IN_CLASS),
    (told(roll=State.ON_ROLL, grade=3), Schooling.ON_ROLL),
    (told(roll=State.SUSPENDED, in_class=True), Schooling.SUSPENDED),
    (told(roll=State.DEFERRED), Schooling.DEFERRED),
    (told(roll=State.NOT_CONFIRMED, in_class=True), Schooling.NOT_CONFIRMED),
    (told(roll=State.TRANSFERRED), Schooling.ELSEWHERE),
    (told(roll=State.COMPLETED, grade=9), Schooling.FINISHED),
    (told(roll=State.COMPLETED, grade=6), Schooling.UNKNOWN),
    (told(roll=State.COMPLETED, grade=6, in_class=True), Schooling.IN_CLASS),
    (told(roll=State.LEFT), Schooling.LEFT),
    (told(roll=State.LEFT, in_class=True, missing_on=EARLIER), Schooling.NOT_FOUND),
    (told(roll=State.DECEASED, in_class=True), Schooling.DECEASED),
    (told(roll=State.NOTHING, in_class=True), Schooling.IN_CLASS),
    (told(roll=State.ON_ROLL, case=CaseState.VERIFIED, kind="dropped_out"), Schooling.DROPPED_OUT),
    (told(roll=State.ON_ROLL, case=CaseState.PROPOSED, kind="dropped_out"), Schooling.DROPPED_OUT),
    (told(in_class=True, case=CaseState.VERIFIED, kind="out_of_school"), Schooling.OUT_OF_SCHOOL),
    (told(roll=State.ON_ROLL, case=CaseState.SUSPECTED), Schooling.ON_ROLL),
    (told(roll=State.ON_ROLL, case=CaseState.CLOSED_OUT, reason="returned"), Schooling.ON_ROLL),
    (told(in_class=True, case=CaseState.CLEARED, reason="deceased"), Schooling.DECEASED),
    (told(in_class=True, missing_on=EARLIER), Schooling.NOT_FOUND),
    (told(roll=State.ON_ROLL, missing_on=EARLIER), Schooling.ON_ROLL),
    (told(is_elsewhere=True), Schooling.ELSEWHERE),
    (told(is_elsewhere=True, in_class=True), Schooling.IN_CLASS),
    (told(in_class=True, answer=AnswerKind.NO_SCHOOL, answered_on=EARLIER), Schooling.SAID_NONE),
    (told(answer=AnswerKind.IN_SCHOOL, answered_on=EARLIER), Schooling.IN_CLASS),
    (told(answer=AnswerKind.IN_SCHOOL, answered_on=EARLIER, answer_elsewhere=True), Schooling.ELSEWHERE),
    (told(answer=AnswerKind.IN_SCHOOL, answered_on=EARLIER, missing_on=LATER), Schooling.NOT_FOUND),
    (told(answer=AnswerKind.IN_SCHOOL, answered_on=LATER, missing_on=EARLIER), Schooling.IN_CLASS),
    (told(answer=AnswerKind.NO_SCHOOL, answered_on=EARLIER, missing_on=LATER), Schooling.NOT_FOUND),
    (told(roll=State.ON_ROLL, answer=AnswerKind.NO_SCHOOL, answered_on=LATER), Schooling.ON_ROLL),
    (told(in_class=True, answer=AnswerKind.DIED, answered_on=EARLIER), Schooling.DECEASED),
]


@pytest.mark.parametrize(("evidence", "learns"), SCHOOLING)
def test_where_a_child_learns(evidence: Evidence, learns: Schooling) -> None:
    assert schooling_of(evidence, 9) is learns


def story(*steps: str) -> list[Fact]:
    """Facts from words: day, step, movement or grade."""
    found = []
    for each in steps:
        day, step, *more = each.split()
        grade = next((int(word) for word in more if word.isdecimal() and len(word) == 1), None)
        movement = next((word[1:] for word in more if word[0] == "m"), "")
        found.append(Fact(Step(step), date.fromisoformat(day), movement, grade=grade))
    return found


BEGUN = "2025-09-01 enter m11 3"
STORIES = [
    # what happened to an entry, and the codes it counts under on 28 November 2026
    ("there before", [BEGUN], {"year_primary.at_start", "year_primary.here"}),
    ("a new pupil", ["2026-09-01 enter m11 1"], {"year_primary.entrants", "year_primary.here"}),
    ("registered in summer", ["2026-08-20 enter m11 1"], {"year_primary.at_start", "year_primary.here"}),
    ("taken over", ["2026-10-09 enter m41 5"], {"year_primary.taken_over", "year_primary.here"}),
    ("transferred in", ["2026-10-09 enter m13 8"], {"year_junior.came", "year_junior.here"}),
    (
        "promoted into junior",
        ["2021-09-01 enter m11 2", "2026-09-01 promote m31 7"],
        {"year_junior.at_start", "year_junior.here", "stage_primary.graduates", "stage_primary.came"},
    ),
    ("suspended in the year", [BEGUN, "2026-10-09 suspend m23"], {"year_primary.at_start", "year_primary.suspended"}),
    ("suspended before", [BEGUN, "2026-05-09 suspend m23"], set()),
    (
        "resumed",
        [BEGUN, "2026-05-09 suspend m23", "2026-10-09 resume m12 3"],
        {"year_primary.resumed", "year_primary.here"},
    ),
    ("sent", [BEGUN, "2026-10-09 transfer_out m27"], {"year_primary.at_start", "year_primary.sent"}),
    (
        "sent and confirmed",
        [BEGUN, "2026-10-09 transfer_out m27", "2026-10-20 transfer_in m27"],
        {"year_primary.at_start", "year_primary.sent"},
    ),
    ("sent before", [BEGUN, "2026-08-09 transfer_out m27"], set()),
    ("died", [BEGUN, "2026-10-09 leave m26"], {"year_primary.at_start", "year_primary.deceased"}),
    ("left", [BEGUN, "2026-10-09 leave mother"], {"year_primary.at_start", "year_primary.left"}),
    ("deferred", ["2026-09-01 defer m11"], set()),
    ("not yet", ["2026-12-01 enter m11 1"], set()),
    (
        "graduated last summer",
        ["2020-09-01 enter m11 1", "2025-09-01 promote m31 6", "2026-06-30 complete m21"],
        {"stage_primary.entrants", "stage_primary.graduates"},
    ),
    (
        "recorded late",
        ["2020-09-01 enter m11 1", "2025-09-01 promote m31 6", "2026-09-20 complete m21"],
        {"stage_primary.entrants", "stage_primary.graduates", "year_primary.at_start", "year_primary.completed"},
    ),
    (
        "of the cohort, stays down",
        ["2020-09-01 enter m11 1", "2026-09-01 promote m31 5"],
        {"stage_primary.entrants", "year_primary.at_start", "year_primary.here"},
    ),
    (
        "came into the cohort",
        ["2022-10-01 enter m13 3", "2025-09-01 promote m31 6", "2026-06-30 complete m21"],
        {"stage_primary.came", "stage_primary.graduates"},
    ),
    (
        "went from the cohort",
        ["2020-09-01 enter m11 1", "2023-03-01 transfer_out m27"],
        {"stage_primary.entrants", "stage_primary.sent"},
    ),
    ("taken over into the cohort", ["2024-03-01 enter m41 4", "2026-06-30 complete m21"], {"stage_primary.taken_over"}),
    (
        "the next cohort",
        ["2021-09-01 enter m11 1", "2026-09-01 promote m31 6"],
        {"year_primary.at_start", "year_primary.here"},
    ),
    (
        "nine years ago",
        ["2017-09-01 enter m11 1", "2022-09-01 promote m31 6", "2023-06-30 complete m21"],
        {"nine.entrants"},
    ),
    (
        "the second stage of it",
        ["2023-09-01 enter m11 7", "2025-09-01 promote m31 9", "2026-06-30 complete m21"],
        {"stage_junior.entrants", "stage_junior.graduates"},
    ),
    (
        "and who went",
        ["2023-09-01 enter m11 7", "2024-02-01 transfer_out m27"],
        {"stage_junior.entrants", "stage_junior.sent", "nine.sent"},
    ),
    (
        "and who came",
        ["2024-09-01 enter m13 8"],
        {"stage_junior.came", "nine.came", "year_junior.at_start", "year_junior.here"},
    ),
]


@pytest.mark.parametrize(("what", "steps", "codes"), STORIES)
def test_what_an_entry_counts_under(what: str, steps: list[str], codes: set[str]) -> None:
    found = codes_of_entry(story(*steps), DAY, GIVEN, is_known=True)
    assert set(found) == codes, what
    assert len(found) == len(codes)
    assert set(found) <= set(CODES)


def test_who_enters_the_second_stage_from_elsewhere_has_come() -> None:
    steps = story("2023-09-01 enter m11 7")
    assert "nine.came" in codes_of_entry(steps, DAY, GIVEN, is_known=False)
    assert "nine.came" not in codes_of_entry(steps, DAY, GIVEN, is_known=True)


@st.composite
def stories(draw: st.DrawFn) -> list[Fact]:
    """Entries as they may go: each step one that may follow, on a later day."""
    days = sorted(draw(st.lists(st.dates(date(2016, 1, 1), date(2027, 6, 1)), min_size=1, max_size=9)))
    state, grade, found = State.NOTHING, draw(st.integers(1, 8)), list[Fact]()
    for on in days:
        following = list(NEXT[state])
        if not following:
            break
        step = draw(st.sampled_from(following))
        grade = min(9, grade + 1) if step is Step.PROMOTE else grade
        movement = (
            draw(st.sampled_from(["11", "13", "41"])) if step is Step.ENTER else draw(st.sampled_from(["26", "other"]))
        )
        found.append(Fact(step, on, movement, grade=grade if step in (Step.ENTER, Step.PROMOTE, Step.RESUME) else None))
        state = NEXT[state][step]
    return found


@settings(max_examples=300, deadline=None)
@given(stories(), st.dates(date(2018, 1, 1), date(2027, 8, 31)))
def test_whoever_comes_into_a_year_stands_somewhere_in_it(facts: list[Fact], day: date) -> None:
    codes = Counter(codes_of_entry(facts, day, GIVEN, is_known=True))
    came = sum(codes[f"year_{stage}.{origin}"] for stage in Stage for origin in Origin)
    stands = sum(codes[f"year_{stage}.{end}"] for stage in Stage for end in End)
    assert came == stands <= 1
    assert set(codes) <= set(CODES)


PERCENT = [
    (24_999, 25_000, "99.99"),
    (99_996, 100_000, "99.99"),
    (25_000, 25_000, "100.00"),
    (1, 3, "33.33"),
    (2, 3, "66.67"),
    (1, 800, "0.13"),
    (0, 7, "0.00"),
    (1, 100_000, "0.01"),
    (100_001, 100_000, "100.01"),
    (7, 5, "140.00"),
]


@pytest.mark.parametrize(("above", "below", "percent"), PERCENT)
def test_per_cent_to_two_decimals(above: int, below: int, percent: str) -> None:
    assert percent_of(above, below) == Decimal(percent)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_whole_is_a_whole_and_none_is_none(above: int, below: int) -> None:
    percent = percent_of(above, below)
    assert (percent == 100) is (above == below)
    assert (percent == 0) is (above == 0)
    assert abs(percent - Decimal(100) * above / below) <= Decimal("0.01")


@pytest.mark.parametrize(("above", "below"), [(1, 0), (0, 0), (-1, 5)])
def test_nobody_below_the_line_makes_no_value(above: int, below: int) -> None:
    with pytest.raises(ValueError, match="below the line"):
        percent_of(above, below)


VALUES = [
    # rate, kind of unit, measures, above, below, per cent or the reason
    (Rate.ENROLMENT, "county", {"enrol_all.on_roll": 9, "enrol_all.unknown": 1}, 9, 10, "90.00"),
    (Rate.ENROLMENT, "county", {"enrol_all.suspended": 1, "enrol_all.finished": 1}, 1, 2, "50.00"),
    (Rate.ENROLMENT, "village", {"enrol_all.on_roll": 9, "enrol_all.no_home": 4}, 9, 9, "100.00"),
    (Rate.ENROLMENT, "village", {}, 0, 0, "nobody"),
    (Rate.ENROLMENT, "village", None, None, None, "not_counted"),
    (Rate.ENROLMENT, "school", {"enrol_all.on_roll": 9}, None, None, "of_homes"),
    (Rate.NET_JUNIOR, "township", {"enrol_junior.in_class": 1, "enrol_junior.left": 2}, 1, 3, "33.33"),
    (Rate.GROSS_PRIMARY, "county", {"gross_primary.here": 12, "enrol_primary.on_roll": 10}, 12, 10, "120.00"),
    (Rate.DISABILITY, "county", {"disabled.listed": 8, "disabled.here": 5, "disabled.elsewhere": 1}, 6, 8, "75.00"),
    (Rate.DISABILITY, "county", {"case.suspected": 1}, 0, 0, "no_list"),
    (Rate.DISABILITY, "township", {"disabled.listed": 8}, None, None, "of_county"),
    (
        Rate.ANNUAL_PRIMARY,
        "school",
        {"year_primary.at_start": 90, "year_primary.entrants": 10, "year_primary.here": 97},
        97,
        100,
        "97.00",
    ),
    (
        Rate.ANNUAL_PRIMARY,
        "school",
        {"year_primary.at_start": 90, "year_primary.came": 10, "year_primary.here": 99},
        99,
        90,
        "110.00",
    ),
    (Rate.ANNUAL_PRIMARY, "school", {"year_primary.came": 10, "year_primary.here": 10}, 10, 0, "no_roll"),
    (Rate.ANNUAL_JUNIOR, "village", {"year_junior.at_start": 90}, None, None, "of_schools"),
    (
        Rate.STAGE_PRIMARY,
        "school",
        {"stage_primary.graduates": 96, "stage_primary.entrants": 98, "stage_primary.came": 4, "stage_primary.sent": 2},
        96,
        100,
        "96.00",
    ),
    (Rate.STAGE_PRIMARY, "school", {"stage_primary.graduates": 9, "stage_primary.entrants": 8}, 9, 8, "100"),
    (Rate.STAGE_PRIMARY, "school", {"stage_primary.graduates": 9}, 9, 0, "cohort_not_here"),
    (Rate.STAGE_PRIMARY, "school", {"stage_primary.graduates": 9, "stage_primary.came": 9}, 9, 9, "cohort_not_here"),
    (
        Rate.STAGE_JUNIOR,
        "school",
        {"stage_junior.graduates": 9, "stage_junior.entrants": 9, "stage_junior.taken_over": 1},
        9,
        9,
        "cohort_taken_over",
    ),
    (
        Rate.NINE_YEARS,
        "county",
        {"stage_junior.graduates": 90, "nine.entrants": 99, "nine.came": 3, "nine.sent": 2},
        90,
        100,
        "90.00",
    ),
    (Rate.NINE_YEARS, "school", {"stage_junior.graduates": 90, "nine.entrants": 99}, None, None, "of_county"),
    (
        Rate.DROPOUT_PRIMARY,
        "school",
        {"dropout_primary.verified": 3, "dropout_primary.returned": 1, "year_primary.at_start": 400},
        2,
        400,
        "0.50",
    ),
    (Rate.DROPOUT_PRIMARY, "school", {"dropout_primary.verified": 3}, 3, 0, "no_roll"),
    (
        Rate.MOVED_PRIMARY,
        "school",
        {"year_primary.at_start": 100, "year_primary.suspended": 2, "year_primary.sent": 3, "year_primary.came": 1},
        4,
        100,
        "4.00",
    ),
    (Rate.MOVED_PRIMARY, "school", {"year_primary.at_start": 100, "year_primary.came": 1}, -1, 100, "more_came"),
    (Rate.DROPOUTS, "village", {"dropouts.dropped_out": 2, "dropouts.out_of_school": 5}, 7, None, ""),
]


@pytest.mark.parametrize(("rate", "kind", "values", "above", "below", "told"), VALUES)
def test_a_rate_of_a_unit(
    rate: Rate, kind: str, values: dict[str, int] | None, above: int | None, below: int | None, told: str
) -> None:
    found = rate_of(rate, values, UnitKind(kind), 100)
    assert (found.above, found.below) == (above, below)
    assert (found.why if found.percent is None else str(found.percent)) == told


def test_two_definitions_of_dropout_differ_by_who_was_suspended_or_sent() -> None:
    values = {
        "year_primary.at_start": 200,
        "year_primary.suspended": 1,
        "year_primary.sent": 1,
        "dropout_primary.verified": 1,
    }
    first, second = (rate_of(rate, values, UnitKind.SCHOOL, 100) for rate in (Rate.DROPOUT_PRIMARY, Rate.MOVED_PRIMARY))
    assert (first.percent, second.percent) == (Decimal("0.50"), Decimal("1.00"))


@pytest.mark.parametrize("rate", Rate)
def test_every_rate_is_whole(rate: Rate) -> None:
    made = DEFINITIONS[rate]
    known = {
        *CODES,
        *(f"disabled.{each}" for each in ("listed", "here", "elsewhere", "missing", "unknown")),
        "case.suspected",
    }
    assert set(made.codes) <= known
    assert f"indicators.rate.{rate}" in WORDS
    assert f"indicators.defined.{rate}" in WORDS
    if made.is_part:
        assert set(made.top) <= set(made.bottom) or rate is Rate.DISABILITY
    assert any(not applies_to(rate, kind) for kind in UnitKind)


def test_every_code_is_shown_with_some_rate() -> None:
    assert set(CODES) <= {code for made in DEFINITIONS.values() for code in made.codes}
    assert {f"enrol_all.{kind}" for kind in COUNTED} <= set(DEFINITIONS[Rate.ENROLMENT].codes)


DISTANCES = [
    # above, below, target per cent, children short of it
    (9_999, 10_000, "100", 1),
    (10_000, 10_000, "100", 0),
    (120, 100, "100", 0),
    (90, 100, "95", 5),
    (0, 3, "50", 2),
    (2, 3, "66.67", 1),
]


@pytest.mark.parametrize(("above", "below", "target", "short"), DISTANCES)
def test_how_many_children_short(above: int, below: int, target: str, short: int) -> None:
    values = {"year_primary.at_start": below, "year_primary.here": above}
    value = rate_of(Rate.ANNUAL_PRIMARY, values, UnitKind.SCHOOL, 100)
    assert short_of(value, Decimal(target)) == short
    if short:
        more = rate_of(Rate.ANNUAL_PRIMARY, {**values, "year_primary.here": above + short}, UnitKind.SCHOOL, 100)
        assert short_of(more, Decimal(target)) == 0


def test_a_number_is_as_far_from_its_target_as_it_is_above_it() -> None:
    most = Target(Decimal(0), is_most=True, document="", clause="")
    for number in (0, 1, 7):
        value = rate_of(Rate.DROPOUTS, {"dropouts.dropped_out": number}, UnitKind.VILLAGE, 100)
        assert distance(value, most) == number
    assert distance(rate_of(Rate.DROPOUTS, None, UnitKind.VILLAGE, 100), most) is None
    least = Target(Decimal(100), is_most=False, document="", clause="")
    assert distance(rate_of(Rate.ENROLMENT, {}, UnitKind.VILLAGE, 100), least) is None


def test_the_targets_are_those_numbers_of_plans_that_speak_of_a_rate() -> None:
    two, five = (load_plan(f"model/plan_{number}").parameters for number in (2, 5))
    found = targets_in(in_force(two, DAY))
    wanted = (Rate.ENROLMENT, Rate.NET_PRIMARY, Rate.NET_JUNIOR, Rate.ANNUAL_JUNIOR, Rate.NINE_YEARS)
    assert {(found[rate].value, found[rate].is_most, found[rate].clause) for rate in wanted} == {(100, False, "2.01")}
    assert not {Rate.GROSS_PRIMARY, Rate.DROPOUTS, Rate.DROPOUT_PRIMARY, Rate.DISABILITY} & set(found)
    zero = targets_in(in_force(five, DAY))[Rate.DROPOUTS]
    assert (zero.value, zero.is_most, zero.clause) == (0, True, "5.01")
    assert targets_in({}) == targets_in(in_force(five, date(2020, 8, 31))) == {}


@pytest.mark.parametrize(("unit", "way"), [("name", "none"), ("percent", "lower"), ("child", "higher")])
def test_a_number_of_another_unit_or_direction_is_no_target(unit: str, way: str) -> None:
    """Such a number may stand in a plan that was adopted before it was asked of what unit it is."""
    odd = a_number("rate.enrolment_wanted", "全部", unit, stricter=way)
    assert targets_in({odd.key: odd}) == {}


YEARS = [("2026-08-31", "2025-09-01"), ("2026-09-01", "2026-09-01"), ("2027-02-28", "2026-09-01")]


@pytest.mark.parametrize(("day", "begun"), YEARS)
def test_the_school_year_of_a_day(day: str, begun: str) -> None:
    assert GIVEN.school_year(date.fromisoformat(day)) == date.fromisoformat(begun)


def test_before_the_plan_there_is_nothing_to_count_with() -> None:
    with pytest.raises(NotonelessError):
        indicator_parameters(date(2006, 8, 31))


AGES = [
    ("2020-08-31", 0),
    ("2014-09-01", 0),
    ("2014-08-31", 1),
    ("2011-09-01", 1),
    ("2011-08-31", None),
    ("2020-09-01", None),
]


@pytest.mark.parametrize(("born", "stage"), AGES)
def test_the_ages_of_the_stages_follow_one_another(born: str, stage: int | None) -> None:
    holds = [ages.hold(date.fromisoformat(born)) for ages in stage_ages(DAY)]
    assert holds == [stage == at for at in range(2)]
    first, second = stage_ages(DAY)
    assert all(earlier.rule.until_years == later.rule.from_years for earlier, later in pairwise([first, second]))
