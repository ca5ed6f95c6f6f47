"""The roll as people keep it and as an enemy tries it: who may, what is refused and leaves nothing, and what the track says."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from notoneless.foundation.access.refusals import Conflict, NotAllowed, NotFound
from notoneless.foundation.access.revealing import Limits, StepUpNeeded, reveal
from notoneless.foundation.access.scope import tell_database
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.problems import NotonelessError
from notoneless.records.enrolment.models import RollComparison, RollDifference, RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import closing
from notoneless.records.enrolment.selectors import (
    list_schools,
    open_child_roll,
    open_comparison,
    open_roll,
    standing_of,
)
from notoneless.records.enrolment.services import (
    change_class,
    compare_export,
    complete_class,
    correct,
    defer,
    enter,
    enter_class,
    explain,
    leave,
    promote_class,
    resume,
    suspend,
    take_over,
    transfer_in,
    transfer_out,
)
from support.county import CAST, DAY, County
from support.databases import all_of, owners_eyes, the
from support.registry import all_actions
from support.rolls import (
    compared,
    differences,
    export_row,
    kept_export,
    last_event,
    on_roll,
    sent,
    suspended,
)
from support.samples import SAMPLES

HEAD, OFFICER = "李校长", "陈局长"
ROLL = sorted(code for code in SAMPLES if code.startswith("roll."))


def where(county: County, key: str, day: date | None = None) -> str:
    """The unit of the school track in which a child is on a day."""
    day = day or county.ctx(OFFICER).today
    rows = [row for row in all_of(ChildUnit, child_id=county.children[key], track="school") if row.from_on <= day]
    [row] = [row for row in rows if row.until_on is None or row.until_on > day]
    return next(name for name, unit in county.units.items() if unit == row.unit_id)


def state(county: County, key: str = "both") -> str:
    return open_child_roll(county.ctx(OFFICER), county.children[key]).entries[0].state


def written() -> tuple[int, ...]:
    return tuple(len(all_of(model)) for model in (RollEntry, RollEvent, RollComparison, RollDifference, ChildUnit))


def refused(county: County, code: str, act: Any, who: str = HEAD, **given: Any) -> None:
    """An action is refused with that sentence, and leaves nothing."""
    before = written()
    with pytest.raises(NotonelessError) as told:
        act(county.ctx(who), **given)
    assert told.value.problem.code == code
    assert written() == before


# who may


@pytest.mark.parametrize("code", ROLL)
def test_only_who_answers_for_the_school_may_act(county: County, code: str) -> None:
    who, make = SAMPLES[code]
    given = dict(make(county))
    before = written()
    for other in sorted(set(CAST) - {HEAD, OFFICER}):
        with pytest.raises(NotAllowed):
            all_actions()[code](county.ctx(other), **given)
    assert written() == before
    all_actions()[code](county.ctx(who), **given)
    assert written() != before or code in ("roll.take_over", "roll.explain")


def test_a_head_reaches_no_other_school(county: County) -> None:
    entry = on_roll(county, "far")
    refused(county, "access.not_found", transfer_out, entry=entry, on=DAY, destination="外县")
    refused(county, "access.not_found", promote_class, unit=county.units["class_z"], on=DAY)
    given = {"unit": county.units["class_z"], "on": DAY, "grade": 3, "movement": "11"}
    refused(county, "access.not_found", enter, child=county.children["both"], **given)


def test_who_sees_the_roll(county: County) -> None:
    for key in ("both", "other_class", "far"):
        on_roll(county, key)
    sees = {"王老师": {"both"}, "赵老师": {"far"}, HEAD: {"both", "other_class"}, "张镇长": {"both", "other_class"}}
    for who, keys in sees.items():
        for key in ("both", "other_class", "far"):
            if key in keys:
                assert open_child_roll(county.ctx(who), county.children[key]).is_on_roll
            else:
                with pytest.raises(NotFound):
                    open_child_roll(county.ctx(who), county.children[key])
    names = {line.name for line in open_roll(county.ctx("王老师"), county.units["class_a"]).pupils}
    assert names == {"慕容甲乙"}
    assert {group.name: group.total for group in list_schools(county.ctx(HEAD))} == {"清溪镇中心小学": 2}
    assert {group.name: group.total for group in list_schools(county.ctx("赵老师"))} == {"四年级（1）班": 1}
    with pytest.raises(NotFound):
        open_roll(county.ctx("王老师"), county.units["class_b"])
    with pytest.raises(NotFound):
        open_comparison(county.ctx("王老师"), county.units["school_a"])
    with pytest.raises(NotFound):
        open_roll(county.ctx(OFFICER), county.units["village_a"])


# entering


def test_a_child_is_on_one_roll_only(county: County) -> None:
    on_roll(county, "both")
    given = {"on": DAY, "grade": 3, "movement": "11", "child": county.children["both"]}
    refused(county, "enrolment.on_roll_already", enter, unit=county.units["class_b"], **given)
    refused(county, "enrolment.on_roll_already", enter, OFFICER, unit=county.units["class_z"], **given)
    until = DAY + timedelta(9)
    given = {"child": county.children["both"], "unit": county.units["class_z"], "on": DAY, "until_on": until}
    refused(county, "enrolment.on_roll_already", defer, OFFICER, reason="19", **given)


def test_the_database_holds_one_open_entry_per_child(county: County) -> None:
    row = the(RollEntry, pk=on_roll(county))
    row.pk = uuid4()
    with owners_eyes(), pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grade": 0}, "enrolment.no_grade"),
        ({"grade": 10}, "enrolment.no_grade"),
        ({"movement": "24"}, "enrolment.no_movement"),
        ({"movement": "77"}, "access.wrong_kind"),
        ({"on": DAY + timedelta(1)}, "enrolment.future"),
        ({"on": "31.9.2026"}, "access.wrong_kind"),
        ({"number_kind": "Q"}, "access.wrong_kind"),
        ({"unit": None}, "access.missing_parameter"),
        ({"child": UUID(int=5)}, "access.not_found"),
    ],
)
def test_what_is_no_entry_is_refused_and_leaves_nothing(county: County, changes: dict[str, Any], code: str) -> None:
    given = {"child": county.children["both"], "unit": county.units["class_a"], "on": DAY, "grade": 3, "movement": "11"}
    refused(county, code, enter, **{**given, **changes})


def test_nobody_enters_on_a_village(county: County) -> None:
    given = {
        "child": county.children["both"],
        "unit": county.units["village_a"],
        "on": DAY,
        "grade": 3,
        "movement": "11",
    }
    refused(county, "enrolment.no_school", enter, OFFICER, **given)


def test_a_deferred_child_enters_the_same_entry_later(county: County) -> None:
    child = county.children["bare_village"]
    given = {"unit": county.units["school_a"], "on": DAY, "until_on": date(2027, 8, 31), "reason": "19"}
    entry = defer(county.ctx(OFFICER), child=child, **given)
    assert (state(county, "bare_village"), where(county, "bare_village")) == ("deferred", "school_a")
    county.time.pass_by(days=365)
    given = {"unit": county.units["class_a"], "on": date(2027, 9, 1), "grade": 1, "movement": "11"}
    assert enter(county.ctx(HEAD), child=child, **given) == entry
    assert (state(county, "bare_village"), where(county, "bare_village")) == ("on_roll", "class_a")


# suspension of studies


def test_a_suspension_of_studies_runs_and_ends_and_stays_in_view(county: County) -> None:
    entry = suspended(county)
    county.time.pass_by(days=200)
    line = open_roll(county.ctx(HEAD), county.units["school_a"]).pending[0]
    assert (line.name, line.state, line.is_overdue) == ("慕容甲乙", "suspended", True)
    today = county.ctx(HEAD).today
    refused(county, "enrolment.no_transfer_while_suspended", transfer_out, entry=entry, on=today, destination="外县")
    refused(county, "enrolment.higher_grade", resume, entry=entry, on=today, unit=county.units["class_b"], grade=4)
    given = {"unit": county.units["class_z"], "grade": 3}
    refused(county, "enrolment.class_of_other_school", resume, OFFICER, entry=entry, on=today, **given)
    resume(county.ctx(HEAD), entry=entry, on=today, unit=county.units["class_b"], grade=2)
    assert (state(county), where(county, "both")) == ("on_roll", "class_b")
    assert open_child_roll(county.ctx(HEAD), county.children["both"]).entries[0].grade == 2


def test_a_resumption_before_the_suspension_is_refused(county: County) -> None:
    entry = on_roll(county)
    given = {"on": DAY, "unit": county.units["class_b"], "grade": 3}
    refused(county, "enrolment.not_suspended", resume, entry=entry, **given)
    county.time.pass_by(days=10)
    suspend(county.ctx(OFFICER), entry=entry, on=DAY + timedelta(5), until_on=DAY + timedelta(90), reason="19")
    refused(county, "enrolment.backwards", resume, entry=entry, **given)


def test_an_extension_is_counted(county: County) -> None:
    entry = suspended(county)
    suspend(county.ctx(OFFICER), entry=entry, on=DAY, until_on=DAY + timedelta(300), reason="19")
    given = {"entry": entry, "on": DAY, "until_on": DAY + timedelta(400), "reason": "19"}
    refused(county, "enrolment.extended_too_often", suspend, who=OFFICER, **given)


def test_a_reason_is_sealed_and_opened_for_those_who_may(county: County) -> None:
    event = the(RollEvent, pk=last_event(suspended(county)))
    assert "19" not in repr(event.reason)
    for who in ("王老师", HEAD, OFFICER):
        assert reveal(county.ctx(who), event, "reason", Limits()) == "19"
    with pytest.raises(NotAllowed):
        reveal(county.ctx("张镇长"), event, "reason", Limits())
    with pytest.raises(StepUpNeeded):
        reveal(replace(county.ctx(HEAD), confirmed_at=None), event, "reason", Limits())


# transfers


def test_a_child_let_go_stays_in_view_until_another_school_has_it(county: County) -> None:
    entry = sent(county)
    assert where(county, "both") == "school_a"
    county.time.pass_by(days=20)
    [line] = open_roll(county.ctx(HEAD), county.units["school_a"]).pending
    assert (line.state, line.destination, line.is_overdue) == ("not_confirmed", "高坪乡中心小学", True)
    assert open_roll(county.ctx("王老师"), county.units["class_a"]).pupils == ()
    today = county.ctx(OFFICER).today
    new = transfer_in(county.ctx(OFFICER), entry=entry, on=today, unit=county.units["class_z"])
    old, fresh = the(RollEntry, pk=entry), the(RollEntry, pk=new)
    assert (old.left_on, old.how_left) == (today, "27")
    assert (fresh.unit_id, fresh.how_entered, fresh.number_kind) == (county.units["school_z"], "13", "G")
    assert (state(county), where(county, "both")) == ("on_roll", "class_z")
    assert open_roll(county.ctx(HEAD), county.units["school_a"]).pending == ()
    assert [line.name for line in open_roll(county.ctx("赵老师"), county.units["class_z"]).pupils] == ["慕容甲乙"]


def test_a_school_elsewhere_is_confirmed_in_words(county: County) -> None:
    entry = sent(county, destination="邻县一小")
    refused(county, "enrolment.no_destination", transfer_in, entry=entry, on=DAY)
    transfer_in(county.ctx(HEAD), entry=entry, on=DAY, destination="邻县第一小学，学籍已转")
    assert (state(county), the(RollEntry, pk=entry).left_on) == ("transferred", DAY)
    assert where(county, "both") == "school_a"


@pytest.mark.parametrize(("unit", "code"), [("class_b", "enrolment.same_school"), ("village_a", "enrolment.no_school")])
def test_a_transfer_goes_to_another_school(county: County, unit: str, code: str) -> None:
    refused(county, code, transfer_in, OFFICER, entry=sent(county), on=DAY, unit=county.units[unit])


def test_no_transfer_is_confirmed_that_nobody_recorded(county: County) -> None:
    given = {"entry": on_roll(county), "on": DAY, "unit": county.units["class_z"]}
    refused(county, "enrolment.not_sent", transfer_in, OFFICER, **given)


# leaving


@pytest.mark.parametrize(
    ("movement", "destination", "code"),
    [
        ("24", "回家", "enrolment.compulsory"),
        ("25", "回家", "enrolment.compulsory"),
        ("28", "外出务工", "enrolment.dropout_stays"),
        ("21", "初中", "enrolment.no_movement"),
        ("other", "", "enrolment.no_destination"),
    ],
)
def test_no_pupil_is_expelled_withdrawn_or_let_vanish(
    county: County, movement: str, destination: str, code: str
) -> None:
    entry = on_roll(county)
    refused(county, code, leave, entry=entry, on=DAY, movement=movement, destination=destination)
    assert state(county) == "on_roll"


@pytest.mark.parametrize(("movement", "becomes"), [("26", "deceased"), ("other", "left")])
def test_who_left_is_off_the_roll_and_still_known_to_the_last_school(
    county: County, movement: str, becomes: str
) -> None:
    entry = on_roll(county)
    leave(county.ctx(HEAD), entry=entry, on=DAY, movement=movement, destination="去向已核")
    assert (state(county), where(county, "both")) == (becomes, "school_a")
    refused(county, "enrolment.not_now", transfer_out, entry=entry, on=DAY, destination="外县")
    assert open_child_roll(county.ctx(HEAD), county.children["both"]).entries[0].how_left == movement


# whole classes


def test_a_class_that_a_roster_lists_is_taken_over_at_once(county: County) -> None:
    former = on_roll(county, "both")
    enter_class(county.ctx(HEAD), unit=county.units["class_a"], on=DAY, grade=3)
    rows = {row.child_id: row for row in all_of(RollEntry)}
    assert rows[county.children["both"]].pk == former  # who is on the roll stays as it is
    entry = open_child_roll(county.ctx(HEAD), county.children["class_only"]).entries[0]
    assert (entry.state, entry.grade, where(county, "class_only")) == ("on_roll", 3, "class_a")
    assert set(rows) == {county.children[key] for key in ("both", "class_only")}
    suspend(
        county.ctx(OFFICER),
        entry=rows[county.children["class_only"]].pk,
        on=DAY,
        until_on=DAY + timedelta(90),
        reason="19",
    )
    refused(county, "enrolment.nobody_to_enter", enter_class, unit=county.units["class_a"], on=DAY, grade=3)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("enrolment.no_class", {"unit": "school_a"}),
        ("enrolment.future", {"on": DAY + timedelta(days=1)}),
        ("enrolment.no_grade", {"grade": 0}),
        ("access.not_found", {"unit": "class_z"}),
    ],
)
def test_what_cannot_be_taken_over_is_refused_and_nothing_is_entered(
    county: County, code: str, changes: dict[str, Any]
) -> None:
    given = {"unit": "class_a", "on": DAY, "grade": 3} | changes
    refused(county, code, enter_class, **given | {"unit": county.units[str(given["unit"])]})
    assert not all_of(RollEntry)


def test_a_class_is_promoted_at_once_and_once(county: County) -> None:
    on_roll(county, "both")
    entry = on_roll(county, "class_only")
    suspend(county.ctx(OFFICER), entry=entry, on=DAY, until_on=DAY + timedelta(90), reason="19")
    promote_class(county.ctx(HEAD), unit=county.units["class_a"], on=DAY, into=county.units["class_b"])
    cards = {key: open_child_roll(county.ctx(HEAD), county.children[key]).entries[0] for key in ("both", "class_only")}
    assert [(cards[key].grade, where(county, key)) for key in cards] == [(4, "class_b"), (3, "class_a")]
    refused(county, "enrolment.promoted_already", promote_class, unit=county.units["class_b"], on=DAY)
    refused(county, "enrolment.empty_class", promote_class, unit=county.units["class_a"], on=DAY)
    refused(county, "enrolment.no_class", promote_class, unit=county.units["school_a"], on=DAY)


def test_a_class_goes_up_within_its_school_only(county: County) -> None:
    on_roll(county)
    given = {"unit": county.units["class_a"], "on": DAY, "into": county.units["class_z"]}
    refused(county, "enrolment.class_of_other_school", promote_class, OFFICER, **given)


def test_the_last_grade_graduates_and_is_not_promoted(county: County) -> None:
    on_roll(county, grade=9)
    refused(county, "enrolment.last_grade", promote_class, unit=county.units["class_a"], on=DAY)
    complete_class(county.ctx(HEAD), unit=county.units["class_a"], on=DAY)
    assert (state(county), where(county, "both")) == ("completed", "school_a")
    assert the(RollEntry, child_id=county.children["both"]).how_left == "21"


def test_nobody_graduates_while_business_is_pending(county: County) -> None:
    on_roll(county, "class_only")
    suspended(county, "both")
    refused(county, "enrolment.pending_in_class", complete_class, unit=county.units["class_a"], on=DAY)


def test_a_class_changes(county: County) -> None:
    entry = on_roll(county)
    change_class(county.ctx(HEAD), entry=entry, on=DAY, unit=county.units["class_b"])
    assert where(county, "both") == "class_b"
    refused(county, "enrolment.class_of_other_school", change_class, entry=entry, on=DAY, unit=county.units["school_a"])


# corrections


def test_a_correction_supersedes_and_keeps_what_was(county: County) -> None:
    entry = suspended(county)
    event = last_event(entry)
    refused(county, "enrolment.reason_anew", correct, who=OFFICER, event=event, until_on=DAY + timedelta(90))
    refused(
        county,
        "enrolment.suspended_too_long",
        correct,
        who=OFFICER,
        event=event,
        until_on=date(2028, 1, 1),
        reason="19",
    )
    correct(county.ctx(OFFICER), event=event, until_on=DAY + timedelta(90), reason="11")
    card = open_child_roll(county.ctx(HEAD), county.children["both"]).entries[0]
    assert (card.state, card.until) == ("suspended", DAY + timedelta(90))
    assert [line.holds for line in card.events] == [True, False, True]
    refused(county, "enrolment.not_the_last", correct, who=OFFICER, event=event, reason="19")
    first = min(all_of(RollEvent, entry_id=entry), key=lambda row: row.number).pk
    refused(county, "enrolment.not_the_last", correct, who=OFFICER, event=first, on=DAY)


def test_a_withdrawn_transfer_brings_the_child_back_to_its_class(county: County) -> None:
    entry = sent(county)
    correct(county.ctx(HEAD), event=last_event(entry), withdrawn=True)
    assert (state(county), where(county, "both")) == ("on_roll", "class_a")
    transfer_out(county.ctx(HEAD), entry=entry, on=DAY, destination="外县")
    assert state(county) == "not_confirmed"


def test_a_withdrawn_leaving_does_not_make_a_second_open_entry(county: County) -> None:
    entry = on_roll(county)
    leave(county.ctx(HEAD), entry=entry, on=DAY, movement="other", destination="邻县")
    event = last_event(entry)
    on_roll(county)
    refused(county, "enrolment.on_roll_already", correct, event=event, withdrawn=True)


def test_a_withdrawn_entry_is_none(county: County) -> None:
    entry = on_roll(county)
    correct(county.ctx(HEAD), event=last_event(entry), withdrawn=True)
    row = the(RollEntry, pk=entry)
    assert (row.left_on, row.how_left) == (DAY, "withdrawn")
    assert not open_child_roll(county.ctx(HEAD), county.children["both"]).is_on_roll
    on_roll(county)
    assert state(county) == "on_roll"


def test_an_entry_corrected_to_an_earlier_day_begins_then(county: County) -> None:
    county.time.pass_by(days=10)
    entry = on_roll(county, on=DAY + timedelta(5))
    correct(county.ctx(HEAD), event=last_event(entry), on=DAY + timedelta(2))
    assert the(RollEntry, pk=entry).entered_on == DAY + timedelta(2)


# the same request


def test_the_same_request_is_done_once_and_other_content_is_a_conflict(county: County) -> None:
    entry, request = on_roll(county), uuid4()
    given = {"entry": entry, "on": DAY, "until_on": DAY + timedelta(90), "reason": "19"}
    first = suspend(county.ctx(OFFICER, request), **given)
    before = written()
    assert suspend(county.ctx(OFFICER, request), **given) == first
    assert written() == before
    with pytest.raises(Conflict):
        suspend(county.ctx(OFFICER, request), **{**given, "reason": "11"})
    assert written() == before


def test_a_whole_class_is_promoted_once_by_one_request(county: County) -> None:
    on_roll(county)
    request = uuid4()
    for _ in range(2):
        promote_class(county.ctx(HEAD, request), unit=county.units["class_a"], on=DAY)
    assert open_child_roll(county.ctx(HEAD), county.children["both"]).entries[0].grade == 4


# the national export


def test_the_same_export_is_one_comparison_a_month(county: County) -> None:
    on_roll(county)
    rows = [export_row(county, "both", 班级="三年级（2）班")]
    export = kept_export(county, rows)
    first = compare_export(county.ctx(HEAD), unit=county.units["school_a"], export=export)
    before = written()
    assert compare_export(county.ctx(HEAD), unit=county.units["school_a"], export=export) == first
    assert written() == before
    county.time.pass_by(days=31)
    assert compare_export(county.ctx(HEAD), unit=county.units["school_a"], export=export) != first


def test_differences_are_named_with_what_to_do_and_the_number_is_sealed(county: County) -> None:
    on_roll(county, "both")
    on_roll(county, "other_class")
    rows = [
        export_row(county, "both", 学生当前状态="休学"),
        export_row(county, "class_only"),
        export_row(county, "far", 姓名="夏侯子丑"),
        export_row(county, "far_school", 学校名称="高坪乡中心小学"),
    ]
    found = {(each.name, each.kind, each.proposal) for each in differences(county, rows)}
    assert found == {
        ("慕容甲乙", "status", "record_status"),
        ("欧阳丙丁", "not_ours", "enter"),
        ("夏侯子丑", "not_ours", "register"),
        ("诸葛庚辛", "not_in_export", "find_destination"),
    }
    comparison = the(RollComparison)
    assert comparison.counts["other_schools"] == 1
    far = the(RollDifference, name="夏侯子丑")
    assert far.child_id is None
    assert county.markers["far"][2] not in repr(far.student_number)
    assert reveal(county.ctx(HEAD), far, "student_number", Limits()) == county.markers["far"][2]


def test_a_difference_is_done_or_explained_once(county: County) -> None:
    on_roll(county, "both")
    rows = [export_row(county, "both", 班级="三年级（2）班"), export_row(county, "class_only")]
    by_kind = {each.kind: each.pk for each in differences(county, rows)}
    for kind in ("class", "not_ours"):
        take_over(county.ctx(HEAD), difference=by_kind[kind], on=DAY)
        refused(county, "enrolment.settled_already", take_over, difference=by_kind[kind], on=DAY)
        refused(county, "enrolment.settled_already", explain, difference=by_kind[kind], explanation="再来")
    assert (where(county, "both"), where(county, "class_only")) == ("class_b", "class_a")
    entry = the(RollEntry, child_id=county.children["class_only"])
    assert (entry.how_entered, state(county, "class_only")) == ("41", "on_roll")
    _, card = open_comparison(county.ctx(HEAD), county.units["school_a"])
    assert card is not None
    assert (card.open, {line.state for line in card.differences}) == (0, {"taken_over"})


def test_what_the_export_does_not_say_enough_for_is_explained_instead(county: County) -> None:
    on_roll(county, "both")
    [difference] = differences(county, [export_row(county, "both", 学生当前状态="休学")])
    refused(county, "enrolment.not_doable", take_over, difference=difference.pk, on=DAY)
    explain(county.ctx(HEAD), difference=difference.pk, explanation="已请家长补交证明，本周登记休学")
    _, card = open_comparison(county.ctx(HEAD), county.units["school_a"])
    assert card is not None
    assert [(line.state, line.explanation) for line in card.differences] == [
        ("explained", "已请家长补交证明，本周登记休学")
    ]


def test_a_child_on_another_schools_roll_is_to_be_transferred(county: County) -> None:
    on_roll(county, "far_school")
    ctx = county.ctx(OFFICER)
    export = kept_export(county, [export_row(county, "far_school")])
    compare_export(ctx, unit=county.units["school_a"], export=export)
    assert the(RollDifference).proposal == "transfer"
    refused(county, "enrolment.not_doable", take_over, OFFICER, difference=the(RollDifference).pk, on=DAY)


def test_a_class_that_the_school_does_not_have_is_told(county: County) -> None:
    on_roll(county, "both")
    [difference] = differences(county, [export_row(county, "both", 班级="三年级（9）班")])
    refused(county, "enrolment.no_such_class", take_over, difference=difference.pk, on=DAY)


def test_an_export_of_another_school_or_a_paper_is_refused(county: County) -> None:
    on_roll(county)
    export = kept_export(county, [export_row(county, "far", 学校名称="高坪乡中心小学")])
    refused(county, "enrolment.export_of_other_school", compare_export, unit=county.units["school_a"], export=export)
    refused(county, "enrolment.no_school", compare_export, unit=county.units["class_a"], export=export)
    with owners_eyes():
        from notoneless.foundation.attachments.models import Attachment

        Attachment._base_manager.filter(pk=export).update(kind="pdf")
    refused(county, "enrolment.no_export", compare_export, unit=county.units["school_a"], export=export)


def test_every_pupil_of_a_class_at_two_schools_is_counted_where_it_is(county: County) -> None:
    on_roll(county, "both")
    given = {"parent": county.units["school_a"], "kind": UnitKind.CLASS, "name": "三年级（3）班", "from_on": DAY}
    empty = found_unit(county.ctx(OFFICER), **given)
    page = open_roll(county.ctx(OFFICER), county.units["school_a"])
    counts = {group.name: group.total for group in page.groups}
    assert counts == {"三年级（1）班": 1, "三年级（2）班": 0, "三年级（3）班": 0}
    assert open_roll(county.ctx(OFFICER), empty).pupils == ()


@pytest.mark.parametrize("code", [code for code in ROLL if code != "roll.compare_export"])
def test_what_an_entry_repeats_is_what_its_events_say(county: County, code: str) -> None:
    who, make = SAMPLES[code]
    all_actions()[code](county.ctx(who), **make(county))
    rows = all_of(RollEntry)
    assert rows
    with owners_eyes():
        for row in rows:
            standing = standing_of(row)
            assert (row.state, row.place_id) == (standing.state, standing.place)
            assert (row.left_on, row.how_left) == closing(standing)


@pytest.mark.postgres
@pytest.mark.parametrize("who", list(CAST))
def test_without_the_programs_scope_the_database_shows_just_the_rolls_in_reach(county: County, who: str) -> None:
    for key in ("both", "other_class", "far"):
        on_roll(county, key)
    sees = {
        "王老师": {"both"},
        HEAD: {"both", "other_class"},
        "张镇长": {"both", "other_class"},
        OFFICER: {"both", "other_class", "far"},
        "赵老师": {"far"},
        # who answers for a home sees whom the rates of the village are made of
        "周支书": {"both", "other_class"},
        "吴组长": {"both"},
        "何老师": {"both", "other_class"},
    }
    tell_database(county.ctx(who))
    expected = {county.children[key] for key in sees.get(who, ())}
    for model in (RollEntry, RollEvent):
        assert set(model._base_manager.values_list("child_id", flat=True)) == expected


@pytest.mark.postgres
@pytest.mark.parametrize("who", list(CAST))
def test_without_the_programs_scope_the_database_shows_differences_to_the_school_and_county(
    county: County, who: str
) -> None:
    on_roll(county)
    compared(county, [export_row(county, "both", 班级="三年级（2）班")])
    tell_database(county.ctx(who))
    for model in (RollComparison, RollDifference):
        assert model._base_manager.exists() is (who in (HEAD, OFFICER))
