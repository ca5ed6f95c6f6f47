"""Changes of the roll as pure rules: what is refused, how long entry may be put off, what of a change is in order."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from notoneless.kernel.codes.rolls import Movement
from notoneless.kernel.problems import NotonelessError
from notoneless.policy.parameters import load_parameters
from notoneless.records import roll_changes
from notoneless.records.enrolment.rules.standing import Step
from notoneless.records.roll_changes.rules import settings, standing
from notoneless.records.roll_changes.rules.kinds import FROM, OF_CHILD, ChangeKind, Level, PaperKind
from notoneless.records.roll_changes.rules.refusing import (
    Asked,
    Deciding,
    lacking,
    why_not_asked,
    why_not_decided,
    why_not_put_off,
)
from notoneless.records.roll_changes.rules.register import (
    Change,
    documented_on,
    exact_on,
    heading_of,
    kind_of,
    missing,
    traced_on,
)
from notoneless.records.roll_changes.rules.standing import NEXT, OPEN, STANDING, Move, State

DAY = date(2026, 9, 1)
AS_OF = date(2026, 8, 31)
NUMBERS = settings.numbers_of(load_parameters(settings.PLAN, DAY))
NEEDED = NUMBERS.papers[ChangeKind.STUDY_SUSPENSION]


def code_of(problem: object) -> str:
    return getattr(problem, "code", "")


def test_the_readme_draws_what_the_rules_say() -> None:
    text = (Path(str(roll_changes.__path__[0])) / "README.md").read_text(encoding="utf-8")
    assert standing.drawn() in text
    assert settings.drawn(NUMBERS) in text


def test_every_kind_can_begin_somewhere_and_every_open_state_can_end() -> None:
    assert set(FROM) | OF_CHILD == set(ChangeKind)
    for state in OPEN:
        assert State.WITHDRAWN in NEXT[state].values()
    assert all(NEXT[state].keys() <= {Move.UNDO} for state in State if state not in OPEN)
    assert {state for state in State if Move.UNDO in NEXT[state]} == set(STANDING)


def test_a_county_whose_last_level_cannot_write_is_told() -> None:
    plan = dict(load_parameters(settings.PLAN, DAY))
    key = "roll_change.deferral_levels"
    plan[key] = type(plan[key])(
        **{**{name: getattr(plan[key], name) for name in plan[key].__slots__}, "value": "township"}
    )
    with pytest.raises(NotonelessError) as told:
        settings.numbers_of(plan)
    assert told.value.problem.code == "roll_changes.no_last_level"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked(ChangeKind.OFF_ROLL, DAY), "roll_changes.forbidden"),
        (Asked(ChangeKind.DOWNGRADE, DAY), "roll_changes.forbidden"),
        (Asked(ChangeKind.STUDY_SUSPENSION, DAY, date(2027, 1, 1), "19"), "roll_changes.not_signed"),
        (
            Asked(ChangeKind.STUDY_SUSPENSION, DAY, date(2027, 1, 1), "19", True, date(2026, 9, 2)),
            "roll_changes.signed_later",
        ),
        (Asked(ChangeKind.STUDY_SUSPENSION, DAY, None, "19", True, DAY), "roll_changes.no_end"),
        (Asked(ChangeKind.STUDY_SUSPENSION, DAY, DAY, "19", True, DAY), "enrolment.ends_before"),
        (Asked(ChangeKind.STUDY_SUSPENSION, DAY, date(2027, 1, 1), "26", True, DAY), "enrolment.no_reason"),
        (Asked(ChangeKind.RESUMPTION, DAY, None, "99", True, DAY), "roll_changes.no_room"),
        (Asked(ChangeKind.TRANSFER, DAY, None, "99", True, DAY), "enrolment.no_destination"),
        (Asked(ChangeKind.TRANSFER, DAY, None, "77", True, DAY, False, True), "enrolment.no_reason"),
        (Asked(ChangeKind.STUDY_SUSPENSION, DAY, date(2027, 1, 1), "19", True, DAY), ""),
        (Asked(ChangeKind.DEATH, DAY), ""),
    ],
)
def test_what_cannot_be_applied_for_is_told(asked: Asked, code: str) -> None:
    assert code_of(why_not_asked(asked, NUMBERS, DAY)) == code


@pytest.mark.parametrize(
    ("born_on", "until", "code"),
    [
        (date(2020, 8, 31), date(2027, 9, 1), ""),
        (date(2020, 8, 31), date(2027, 9, 2), "roll_changes.beyond_age"),
        (date(2019, 8, 31), date(2027, 3, 1), "roll_changes.old_enough"),
        (date(2019, 9, 1), date(2027, 9, 1), ""),
        (date(2020, 9, 1), date(2028, 9, 1), ""),
        (None, date(2027, 9, 1), "roll_changes.no_birth_date"),
    ],
)
def test_who_is_seven_when_a_school_year_begins_enters_school(born_on: date | None, until: date, code: str) -> None:
    assert code_of(why_not_put_off(born_on, DAY, until, AS_OF, 7)) == code


def test_nobody_decides_the_own_application_twice_or_on_what_has_changed() -> None:
    me, other = uuid4(), uuid4()
    deciding = Deciding(me, frozenset({Level.SCHOOL}), "m")
    assert why_not_decided(deciding, Level.SCHOOL, other, (), "m") is None
    assert code_of(why_not_decided(deciding, Level.COUNTY, other, (), "m")) == "roll_changes.other_level"
    assert code_of(why_not_decided(deciding, Level.SCHOOL, me, (), "m")) == "roll_changes.own"
    assert code_of(why_not_decided(deciding, Level.SCHOOL, other, {me}, "m")) == "roll_changes.decided_before"
    assert code_of(why_not_decided(deciding, Level.SCHOOL, other, (), "n")) == "roll_changes.changed_since"
    assert Move.APPROVE in NEXT[State.WAITING]


def test_first_entry_promotion_and_another_class_need_no_papers() -> None:
    assert kind_of(Step.ENTER, Movement.ENTRY) is None
    assert kind_of(Step.PROMOTE, Movement.PROMOTION) is None
    assert kind_of(Step.CHANGE_CLASS, Movement.CLASS_CHANGE) is None
    assert kind_of(Step.CHANGE_CLASS, Movement.REPETITION) is ChangeKind.DOWNGRADE
    assert kind_of(Step.LEAVE, Movement.DEATH) is ChangeKind.DEATH
    assert heading_of(Step.TRANSFER_IN, Movement.TRANSFER_OUT) is None, "the receiving entry tells it"


def test_papers_are_complete_on_the_day_the_last_of_them_came() -> None:
    later = date(2026, 9, 20)
    bare = Change(ChangeKind.STUDY_SUSPENSION, DAY)
    assert missing(bare, NEEDED) == (PaperKind.APPLICATION, PaperKind.PROOF)
    assert documented_on(bare, NEEDED) is None
    proved = Change(ChangeKind.STUDY_SUSPENSION, DAY, has_own_proof=True, papers={PaperKind.APPLICATION: later})
    assert documented_on(proved, NEEDED) == later
    assert lacking(NEEDED, {PaperKind.PROOF}) == (PaperKind.APPLICATION,)


def test_where_a_child_is_and_whether_figures_agree() -> None:
    later = date(2026, 9, 10)
    sent = Change(ChangeKind.TRANSFER, DAY, "外县", is_sent=True, is_left=True)
    assert traced_on(sent) is None
    assert traced_on(Change(ChangeKind.TRANSFER, DAY, "外县", is_sent=True, is_left=True, confirmed_on=later)) == later
    assert traced_on(Change(ChangeKind.TRANSFER, DAY, is_left=True)) is None
    assert traced_on(Change(ChangeKind.DEATH, DAY, is_left=True)) == DAY
    assert exact_on(Change(ChangeKind.DEATH, DAY, differs=True)) is None
    assert exact_on(Change(ChangeKind.DEATH, DAY, agreed_on=later)) == later
    assert exact_on(Change(ChangeKind.DEATH, DAY)) == DAY
