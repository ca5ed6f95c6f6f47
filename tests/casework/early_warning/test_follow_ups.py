"""Tasks as people and the worker make them: bearer, due day, done and ended, the case opened once, and an enemy."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.early_warning.models import Contact, FollowUp
from notoneless.casework.early_warning.selectors.due import is_due
from notoneless.casework.early_warning.services import contact, reckon, reckon_child
from notoneless.casework.early_warning.services.reckoning import gathered_before
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.outbox import deliver_due
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.access.revealing import Limits, StepUpNeeded, reveal
from notoneless.kernel.problems import NotonelessError
from notoneless.records.attendance.models import ArrivalReport
from notoneless.records.attendance.services import correct, extend_leave
from support.attendance import granted, reported, said
from support.cases import verified
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.dropout_reports import sent
from support.early_warning import SECOND, delivered, missed, reckoned, states, task, tasks

DAYS = [date(2026, 9, day) for day in (2, 3, 4, 7, 8, 9, 10)]
"""School days from the second of the term on; the week is over with the 9th."""


def spoken(county: County, trigger: str = "contact", who: str = "王老师", **changes: Any) -> Any:
    given = {"on": county.ctx(who).today, "manner": "phone", "whom": "guardian", "answered": "comes_back"}
    return contact(county.ctx(who), follow_up=tasks(county)[trigger].pk, **given | changes)


def on_days(county: County, count: int, **marks: str) -> None:
    """The first day all come; then school days pass, on each of which the class is reported and the worker reckons."""
    if county.ctx("王老师").today == DAY:
        reported(county)
    for day in DAYS[:count]:
        if day <= county.ctx("王老师").today:
            continue
        county.time.at += timedelta(days=(day - county.ctx("王老师").today).days)
        reported(county, on=day, **marks or {"both": "absent"})
        reckoned(county)


def test_each_day_has_its_task_with_bearer_and_due_day_up_to_the_case(county: County) -> None:
    on_days(county, 1)
    row = tasks(county)["contact"]
    assert (row.unit_id, row.role, row.since, row.due_on) == (county.units["class_a"], "class_teacher", SECOND, SECOND)
    assert states(county) == {"contact": "due"}
    on_days(county, 2)
    assert states(county) == {"contact": "overdue", "visit": "due"}
    assert (tasks(county)["visit"].unit_id, tasks(county)["visit"].role) == (county.units["school_a"], "school_head")
    on_days(county, 3)
    listed = tasks(county)["county_list"]
    assert (listed.unit_id, listed.role, listed.state) == (county.units["county"], "county_officer", "due")
    on_days(county, 6)
    assert all_of(Case) == []
    on_days(county, 7)
    assert {trigger: row.end for trigger, row in tasks(county).items()} == {
        "contact": "case",
        "visit": "case",
        "county_list": "case",
        "suspected": "",
    }
    assert tasks(county)["suspected"].due_on == DAYS[6]
    [case], [event] = all_of(Case), all_of(CaseEvent)
    assert (case.child_id, case.opened_on, event.channel) == (county.children["both"], DAYS[6], "system")
    assert "2026-09-02" in event.note


def test_whatever_runs_again_from_nothing_or_with_the_clock_set_back_doubles_nothing(county: County) -> None:
    on_days(county, 7)
    first = [(row.pk, row.state, row.due_on, row.ended_on, row.end) for row in all_of(FollowUp)]
    for _ in range(2):
        reckoned(county)
    reckon_child(county.ctx("陈局长"), child=county.children["both"])
    assert sorted(first) == sorted((row.pk, row.state, row.due_on, row.ended_on, row.end) for row in all_of(FollowUp))
    now = county.time.at
    county.time.at = now - timedelta(days=5)
    reckoned(county)
    county.time.at = now
    with owners_eyes():
        FollowUp._base_manager.all().delete()
    reckoned(county)
    assert sorted(first) == sorted((row.pk, row.state, row.due_on, row.ended_on, row.end) for row in all_of(FollowUp))
    assert len(all_of(CaseEvent)) == len(all_of(Case)) == 1


def test_an_answered_contact_does_the_task_and_an_attempt_does_not(county: County) -> None:
    on_days(county, 1)
    spoken(county, answered="unreached")
    assert states(county) == {"contact": "due"}
    spoken(county, note="奶奶说发烧了")
    row = tasks(county)["contact"]
    assert (row.state, row.done_on, row.contact) == ("done", SECOND, all_of(Contact)[1].pk)
    reckoned(county)
    assert states(county) == {"contact": "done"}
    assert all_of(Contact)[1].note is not None


def test_a_visit_is_not_made_on_the_telephone_and_the_countys_list_is_looked_at_by_the_county(county: County) -> None:
    on_days(county, 3)
    spoken(county)
    assert states(county) == {"contact": "done", "visit": "due", "county_list": "due"}
    spoken(county, "visit", "李校长", manner="visit")
    assert states(county) == {"contact": "done", "visit": "done", "county_list": "due"}
    spoken(county, "county_list", "陈局长", whom="school")
    assert states(county)["county_list"] == "done"
    reckoned(county)
    assert states(county) == {"contact": "done", "visit": "done", "county_list": "done"}


def test_a_child_that_is_back_ends_its_tasks(county: County) -> None:
    on_days(county, 2)
    county.time.pass_by(days=1)
    reported(county, on=DAYS[2])
    reckoned(county)
    assert {(row.state, row.end, row.ended_on) for row in tasks(county).values()} == {("ended", "arrived", DAYS[2])}


def test_a_suspicion_is_reported_the_same_day_by_the_head(county: County) -> None:
    on_days(county, 7)
    row = tasks(county)["suspected"]
    assert (row.role, row.state) == ("school_head", "due")
    spoken(county, "suspected", "李校长", manner="report", whom="authority", answered="other")
    assert states(county)["suspected"] == "done"


def test_a_dropout_report_sent_upwards_is_what_a_suspicion_asks_for(county: County) -> None:
    on_days(county, 7)
    report = sent(county, the(Case).pk)
    delivered(county)
    row = tasks(county)["suspected"]
    assert (row.state, row.done_on, row.contact) == ("done", DAYS[6], report)
    reckoned(county)
    assert states(county)["suspected"] == "done"


def test_a_run_of_a_case_that_was_reported_before_the_child_was_missed_is_not_to_be_reported_again(
    county: County,
) -> None:
    reported(county)
    sent(county, verified(county))
    for day in DAYS:
        county.time.at += timedelta(days=(day - county.ctx("王老师").today).days)
        reported(county, on=day, both="absent")
    reckoned(county)
    row = tasks(county)["suspected"]
    assert (row.state, row.done_on) == ("done", DAY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": SECOND + timedelta(days=1)}, "early_warning.future"),
        ({"on": DAY}, "early_warning.before"),
        ({"manner": "report"}, "early_warning.report_to_authority"),
        ({"whom": "authority"}, "early_warning.report_to_authority"),
        ({"next_on": DAY}, "early_warning.next_before"),
        ({"next_on": date.max}, "early_warning.next_far"),
        ({"manner": "telepathy"}, "access.wrong_kind"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(county: County, changes: dict[str, Any], code: str) -> None:
    missed(county)
    with pytest.raises(NotonelessError) as refusal:
        spoken(county, **changes)
    assert refusal.value.problem.code == code
    assert all_of(Contact) == []
    assert states(county) == {"contact": "due"}


def test_a_stranger_and_who_only_reads_can_do_nothing(county: County) -> None:
    found = task(county)
    given = {"on": SECOND, "manner": "phone", "whom": "guardian", "answered": "comes_back"}
    with pytest.raises(NotFound):
        contact(county.ctx("赵老师"), follow_up=found, **given)
    for who in ("吴组长", "何老师", "张镇长"):
        with pytest.raises(NotAllowed):
            contact(county.ctx(who), follow_up=found, **given)
    for who in ("王老师", "李校长", "张镇长"):
        with pytest.raises(NotAllowed):
            reckon(county.ctx(who), unit=county.units["county"])


def test_what_was_said_opens_by_need_alone(county: County) -> None:
    missed(county)
    spoken(county, note="奶奶说发烧了")
    row, limits = the(Contact), Limits()
    assert reveal(county.ctx("王老师"), row, "note", limits) == "奶奶说发烧了"
    with pytest.raises(StepUpNeeded):
        reveal(replace(county.ctx("王老师"), confirmed_at=None), row, "note", limits)
    for who in ("张镇长", "赵老师"):
        with pytest.raises((NotAllowed, NotFound)):
            reveal(county.ctx(who), row, "note", limits)


def test_a_case_that_was_opened_by_hand_takes_over_and_is_not_opened_again(county: County) -> None:
    from support.cases import suspected

    on_days(county, 1)
    suspected(county)
    on_days(county, 7)
    assert tasks(county)["contact"].end == "case"
    assert len(all_of(Case)) == 1
    assert len(all_of(CaseEvent)) == 1


def test_a_case_that_was_cleared_while_the_child_is_missed_is_not_opened_again_the_next_day(county: County) -> None:
    from notoneless.casework.cases.services import clear

    on_days(county, 7)
    [case] = all_of(Case)
    clear(county.ctx("陈局长"), case=case.pk, on=DAYS[6], reason="at_school", note="在外地就读", reference="证明")
    for day in (10, 11):
        county.time.pass_by(days=1)
        reported(county, on=date(2026, 9, day), both="absent")
        reckoned(county)
    assert the(Case).state == "cleared"
    assert tasks(county)["suspected"].end == "decided"


def test_what_is_told_while_the_worker_gathers_stands(county: County) -> None:
    """The worker gathers before its transaction; a child that comes back meanwhile is not told to be missing still."""
    on_days(county, 2)
    with transaction.atomic(), owners_eyes():
        ctx = system_context(county.ids, county.time.at)
    with gathered_before(ctx):
        county.time.pass_by(seconds=1)
        correct(county.ctx("王老师"), report=the(ArrivalReport, on=DAYS[1]).pk, reason="看错了")
        reckon_child(county.ctx("陈局长"), child=county.children["both"])
        assert states(county) == {"contact": "ended"}
        reckon(ctx.with_request(county.ids.new()), unit=county.units["county"])
    assert states(county) == {"contact": "ended"}


def test_a_corrected_arrival_lets_the_task_stand_again(county: County) -> None:
    """Everybody was marked as there by mistake: who was missing is missed still, and nobody has done anything."""
    on_days(county, 2)
    assert states(county) == {"contact": "overdue", "visit": "due"}
    county.time.pass_by(days=1)
    wrong = reported(county, on=DAYS[2])
    reckoned(county)
    assert states(county) == {"contact": "ended", "visit": "ended"}
    correct(county.ctx("王老师"), report=wrong, exceptions=said(county, both="absent"), reason="点错了")
    with transaction.atomic(), owners_eyes():
        ctx = system_context(county.ids, county.time.at)
    deliver_due(ctx)
    row = tasks(county)["contact"]
    assert (row.state, row.ended_on, row.end, row.done_on, row.contact) == ("overdue", None, "", None, None)
    assert states(county) == {"contact": "overdue", "visit": "due", "county_list": "due"}


def test_the_worker_and_the_outbox_do_it_by_themselves(county: County) -> None:
    reported(county)
    county.time.pass_by(days=1)
    reported(county, on=DAYS[0], both="absent")
    with transaction.atomic(), owners_eyes():
        ctx = system_context(county.ids, county.time.at)
    deliver_due(ctx)
    assert states(county) == {"contact": "due"}
    with transaction.atomic(), owners_eyes():
        assert is_due(ctx)
    reckoned(county)
    with transaction.atomic(), owners_eyes():
        assert not is_due(replace(ctx, at=county.time.at))


def test_leave_that_is_extended_late_ends_the_search_for_who_was_not_back(county: County) -> None:
    leave = granted(county, 1)
    reported(county, both="leave/sick")
    county.time.at += SECOND - DAY
    reported(county, on=SECOND, both="absent")
    reckoned(county)
    assert states(county) == {"contact": "due", "leave_expired": "due"}
    county.time.pass_by(days=1)
    extend_leave(county.ctx("李校长"), leave=leave, last_on=DAYS[1], reason="还没有好")
    reported(county, on=DAYS[1], both="leave/sick")
    reckoned(county)
    found = {trigger: (row.state, row.end, row.ended_on) for trigger, row in tasks(county).items()}
    assert found["leave_expired"] == ("ended", "explained", DAYS[1])
    assert found["contact"][0] == "ended"
    # run out again, it is looked for again, once
    county.time.pass_by(days=1)
    reckoned(county)
    [again] = all_of(FollowUp, trigger="leave_expired", state="due")
    assert again.since == DAYS[1]
