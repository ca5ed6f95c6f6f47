"""Who tells whom of a dropout: once for each run of a case, filled in from what is known, each for itself and nobody else."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from notoneless.casework.cases.services import correct, reopen
from notoneless.foundation.access.measures import Flow
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, Unusable
from notoneless.foundation.access.scope import tell_database
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.services import place_child
from notoneless.oversight.reporting.measures import EVIDENCE
from notoneless.oversight.reporting.models import DropoutReceipt, DropoutReport, TeacherReport
from notoneless.oversight.reporting.rules.delays import SAME_DAY, delay, due
from notoneless.oversight.reporting.selectors.dropouts import ACKNOWLEDGE, list_reports
from notoneless.oversight.reporting.selectors.waiting import waiting
from notoneless.oversight.reporting.services import acknowledge_report
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.rules.kinds import TracedTo
from notoneless.records.attendance.services import trace
from support.attendance import reported
from support.cases import cleared, events_of, suspected
from support.county import DAY, County, appoint, enter_child
from support.databases import all_of, the
from support.dropout_reports import acknowledged, received, sent, told
from support.plans import adopted
from support.returns import at


def counted(county: County, code: str) -> list[tuple[UUID, date, Any]]:
    """What a measure counts: where, when, about whom."""
    [measure] = [each for each in EVIDENCE if each.code == code]
    assert isinstance(measure, Flow)
    with transaction.atomic():
        tell_database(county.ctx("陈局长"))
        return [(each.unit, each.day, each.about) for each in measure.done(DAY, date(2026, 12, 31), None)]


def test_a_run_of_a_case_is_told_and_sent_once_and_what_is_reopened_again(county: County) -> None:
    case = cleared(county)
    told(county, case)
    sent(county, case)
    with pytest.raises(Refused, match="已经报告校长"):
        told(county, case)
    with pytest.raises(Refused, match="同一次辍学只报一次"):
        sent(county, case)
    reopen(county.ctx("陈局长"), case=case, on=DAY, note="又三天没有来")
    told(county, case)
    sent(county, case)
    assert (len(all_of(TeacherReport)), len(all_of(DropoutReport))) == (2, 2)


def test_a_corrected_opening_is_no_new_one(county: County) -> None:
    at(county, date(2026, 9, 2))
    case = suspected(county, "both", "李校长")
    sent(county, case)
    event = events_of(case)[0]
    correct(county.ctx("李校长"), case_event=event.pk, on=date(2026, 9, 2), note="两天没有来")
    with pytest.raises(Refused, match="同一次辍学只报一次"):
        sent(county, case)


def test_a_report_is_filled_in_from_case_and_register(county: County) -> None:
    for day in (1, 2, 3):
        at(county, date(2026, 9, day))
        reported(county, date(2026, 9, day), **({"both": "absent"} if day > 1 else {}))
    mark = max(all_of(AttendanceMark), key=lambda row: row.on)
    trace(county.ctx("王老师"), mark=mark.pk, traced_to=TracedTo.WORKING, note="在镇上打工")
    sent(county, suspected(county), note="家里困难")
    row = the(DropoutReport)
    assert (row.state, row.missed_since, row.missed_days) == ("suspected", date(2026, 9, 2), 2)
    assert (row.destination, row.note, row.school_id) == ("working", "家里困难", county.units["school_a"])
    [line] = list_reports(county.ctx("陈局长"))
    assert (line.seen, line.room) == ("三天没有来", "三年级（1）班")


def test_a_teacher_tells_of_the_own_class_alone_and_nobody_for_another(county: County) -> None:
    with pytest.raises(NotFound):
        told(county, suspected(county, "other_class", "李校长"))
    with pytest.raises(NotAllowed):
        told(county, suspected(county), "李校长")
    with pytest.raises(NotAllowed):
        sent(county, suspected(county, "class_only"), "王老师")


def test_a_child_of_no_school_is_the_accountable_schools(county: County) -> None:
    case = suspected(county, "group_only", "陈局长")
    assert list_reports(county.ctx("陈局长")) == ()
    with pytest.raises(NotFound):
        sent(county, case)


def test_township_village_and_bureau_receive_each_for_itself_and_once(county: County) -> None:
    report = sent(county)
    received(county, report)
    with pytest.raises(Refused, match="清溪镇已经签收"):
        received(county, report)
    for who, unit in (("陈局长", "town_a"), ("陈局长", "village_a"), ("陈局长", "town_z"), ("张镇长", "village_a")):
        with pytest.raises(Unusable, match="不签收这份上报"):
            received(county, report, who, unit)
    with pytest.raises(NotAllowed):
        received(county, report, "李校长", "school_a")
    received(county, report, "周支书", "village_a")
    received(county, report, "陈局长", "county")
    assert {each.kind for each in all_of(DropoutReceipt)} == {"township", "village", "county"}
    [line] = list_reports(county.ctx("李校长"))
    assert line.sent is not None
    assert line.sent.waits == ()


def test_the_township_of_the_home_receives_and_that_of_the_school_where_no_home_is_known(county: County) -> None:
    appoint(county, "高镇长", "township_leader", "town_z", "13900008888")
    far = sent(county, suspected(county, "far_school", "赵老师"), appointed(county))
    with pytest.raises(Unusable, match="不签收"):
        received(county, far, "高镇长", "town_z")  # the child lives in the other township
    received(county, far)
    homeless = sent(county, suspected(county, "class_only"))
    received(county, homeless)


def appointed(county: County) -> str:
    """The head of the other school."""
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    return "钱校长"


def test_an_earlier_heads_report_is_not_acknowledged_by_the_next_schools(county: County) -> None:
    report = told(county)
    who = appointed(county)
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_z"], from_on=DAY)
    with pytest.raises(Unusable, match="原来学校的校长"):
        acknowledge_report(county.ctx(who), teacher_report=report)
    assert the(TeacherReport).read_on is None


def test_each_report_counts_where_it_is_made_and_for_its_pupil_alone(county: County) -> None:
    case = suspected(county)
    acknowledged(county, case)
    report = sent(county, case)
    received(county, report)
    received(county, report, "周支书", "village_a")
    child, school = county.children["both"], county.units["school_a"]
    assert counted(county, "report.told_head") == [(county.units["class_a"], DAY, child)]
    for code in ("report.acknowledged", "case.reported_up"):
        assert counted(county, code) == [(school, DAY, child)]
    assert counted(county, "report.receipts") == [(school, DAY, child)] * 2


def test_due_days_are_those_of_the_plan_that_binds(county: County) -> None:
    adopted(county, plan=1)
    acknowledged(county)
    row = the(TeacherReport)
    assert (row.due_on, row.read_by_on) == (date(2026, 9, 2), date(2026, 9, 3))
    enter_child(county, "new", "公冶卯辰", "class_z", None, 20)
    told(county, suspected(county, "new", "赵老师"), "赵老师")
    other = the(TeacherReport, child=county.children["new"])
    assert (other.due_on, other.read_by_on) == (None, None)


def test_the_head_is_told_by_when_a_report_is_to_be_acknowledged(county: County) -> None:
    adopted(county, plan=1)
    told(county)
    waits = waiting(county.ctx("李校长"))[ACKNOWLEDGE]
    assert (waits.count, waits.due_on) == (1, date(2026, 9, 3))


def test_without_a_number_nothing_is_due_and_nothing_late(county: County) -> None:
    with transaction.atomic():
        tell_database(county.ctx("陈局长"))
        calendar = load_calendar(DAY, DAY)
    assert due(SAME_DAY, {}, DAY, calendar) is None
    now = county.time.at
    assert delay(now, now, DAY, None).days_late is None
    assert not delay(now, now, DAY, None).is_late
