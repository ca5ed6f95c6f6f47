"""Timetables of home lessons through their actions."""

from datetime import date, timedelta
from typing import Any

import pytest

from notoneless.casework.special_education.models import (
    HomeboundNote,
    HomeTeaching,
    HomeTimetable,
    PlannedLesson,
    TeacherHours,
)
from notoneless.casework.special_education.services import (
    adopt_timetable,
    ask_timetable,
    child_can_learn,
    move_lesson,
    relieve_teacher,
    teacher_is_free,
    work_out_timetable,
)
from notoneless.casework.special_education.services.timetables import worked_out_before
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused
from support.county import County
from support.databases import all_of, the
from support.plans import adopted
from support.special import (
    asked_given,
    first_lesson,
    free_given,
    good_given,
    home_taught,
    hours_known,
    timetable_adopted,
    timetable_asked,
    timetable_proposed,
)


@pytest.fixture
def normed(county: County) -> County:
    adopted(county, "张镇长", "town_a", 2)
    return county


def refused(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(Refused) as told:
        act(*given, **more)
    return str(told.value)


def test_a_timetable_is_worked_out_checked_and_adopted(normed: County) -> None:
    file = hours_known(normed)
    row = timetable_proposed(normed)
    found = the(HomeTimetable, pk=row)
    assert (found.state, found.gap < 100) == ("proposed", True)
    lessons = all_of(PlannedLesson, timetable_id=row)
    assert lessons
    assert {each.is_replaced for each in lessons} == {True}, "nothing counts before it is adopted"
    assert {len(each.team.split()) for each in lessons} == {2}
    assert {each.hours for each in lessons} == {3}
    weeks: dict[date, int] = {}
    for each in lessons:
        weeks[each.on - timedelta(days=each.on.weekday())] = (
            weeks.get(each.on - timedelta(days=each.on.weekday()), 0) + 1
        )
    assert max(weeks.values()) == 2
    adopt_timetable(normed.ctx("李校长"), home_timetable=row, short_reason="放假那周只有一天合适")
    found = the(HomeTimetable, pk=row)
    assert (found.state, found.decided_by_id) == ("adopted", normed.accounts["李校长"])
    assert {each.is_replaced for each in all_of(PlannedLesson, file_id=file)} == {False}


def test_who_goes_is_sent_on_adoption(normed: County) -> None:
    file = hours_known(normed)
    for each in all_of(HomeTeaching, file_id=file):
        relieve_teacher(normed.ctx("李校长"), home_teaching=each.pk)
    timetable_adopted(normed)
    assert len(all_of(HomeTeaching, file_id=file, until_on=None)) == 2


def test_what_cannot_be_is_told_and_cannot_be_adopted(normed: County) -> None:
    file = home_taught(normed)
    child_can_learn(normed.ctx("李校长"), special_file=file, **good_given())
    teaching = all_of(HomeTeaching, file_id=file)[0]
    teacher_is_free(normed.ctx("李校长"), home_teacher=teaching.teacher_id, **free_given())
    row = timetable_proposed(normed)
    found = the(HomeTimetable, pk=row)
    assert found.state == "impossible"
    assert '"alone"' in found.told
    assert not all_of(PlannedLesson, timetable_id=row)
    assert "只有排好还没采用" in refused(adopt_timetable, normed.ctx("李校长"), home_timetable=row, short_reason=None)


def test_a_lesson_moved_by_hand_is_refused_with_the_reason(normed: County) -> None:
    hours_known(normed)
    row = timetable_proposed(normed)
    lesson = first_lesson(row)
    li = "李校长"
    given = {"planned_lesson": lesson.pk, "on": lesson.on, "begins_at": lesson.begins_at, "home_teachers": lesson.team}
    one = lesson.team.split()[0]
    for changed, told in (
        ({"home_teachers": one}, "只去 1 人"),
        ({"begins_at": "07:00"}, "那时没有空（路程已算）"),
        ({"begins_at": "08:40" if lesson.on.weekday() < 4 else "13:40"}, "不在适合孩子学习的时间里"),
        ({"on": lesson.on + timedelta(days=(5 - lesson.on.weekday()) % 7)}, "不是上课日"),
        ({"begins_at": "上午"}, "时间要写成 09:00"),
        ({"home_teachers": f"{one} nobody"}, "不在本课表里"),
        ({"home_teachers": " ".join(map(str, range(11)))}, "人数要在"),
    ):
        assert told in refused(move_lesson, normed.ctx(li), **given | changed), changed
    begins = "09:30" if lesson.on.weekday() < 4 else "14:30"
    move_lesson(normed.ctx(li), **given | {"begins_at": begins})
    assert the(PlannedLesson, pk=lesson.pk).begins_at == begins
    adopt_timetable(normed.ctx(li), home_timetable=row, short_reason="放假那周只有一天合适")
    assert "只有排好还没采用" in refused(move_lesson, normed.ctx(li), **given)


def test_what_has_become_wrong_since_is_not_adopted(normed: County) -> None:
    hours_known(normed)
    row = timetable_proposed(normed)
    teacher = first_lesson(row).team.split()[0]
    teacher_is_free(normed.ctx("李校长"), home_teacher=teacher, **free_given(free_hours="周日 08:00-09:00"))
    told = refused(adopt_timetable, normed.ctx("李校长"), home_timetable=row, short_reason="放假")
    assert "那时没有空" in told
    assert "慕容甲乙" in told
    assert the(HomeTimetable, pk=row).state == "proposed"


def test_weeks_that_holidays_cut_need_a_reason_which_is_noted(normed: County) -> None:
    hours_known(normed)
    row = timetable_proposed(normed, since=date(2026, 9, 7))
    file = first_lesson(row).file_id
    teacher = first_lesson(row).team.split()[0]
    # away in one whole week: nobody else may go, so that week has too few
    teacher_is_free(
        normed.ctx("李校长"),
        home_teacher=teacher,
        **free_given(away_from=date(2026, 9, 14), away_until=date(2026, 9, 20)),
    )
    again = timetable_proposed(normed, since=date(2026, 9, 7))
    assert the(HomeTimetable, pk=again).state == "proposed"
    assert "要写明原因" in refused(adopt_timetable, normed.ctx("李校长"), home_timetable=again, short_reason=None)
    adopt_timetable(normed.ctx("李校长"), home_timetable=again, short_reason="王老师外出培训，没有别的人能去")
    notes = {each.on for each in all_of(HomeboundNote, file_id=file, kind="week")}
    assert date(2026, 9, 14) in notes


def test_with_few_changes_only_what_must_is_changed(normed: County) -> None:
    file = hours_known(normed)
    first = timetable_adopted(normed, since=date(2026, 9, 7))
    before = {(each.on, each.begins_at, each.team) for each in all_of(PlannedLesson, timetable_id=first)}
    teacher = first_lesson(first).team.split()[0]
    away = {"away_from": date(2026, 9, 14), "away_until": date(2026, 9, 15)}
    teacher_is_free(normed.ctx("李校长"), home_teacher=teacher, **free_given(**away))
    second = timetable_proposed(normed, since=date(2026, 9, 7), few_changes=True)
    after = {(each.on, each.begins_at, each.team) for each in all_of(PlannedLesson, timetable_id=second)}
    gone = {each[0] for each in before - after}
    assert gone <= {date(2026, 9, 14) + timedelta(days=n) for n in range(5)}
    adopt_timetable(normed.ctx("李校长"), home_timetable=second, short_reason="放假")
    assert the(HomeTimetable, pk=first).state == "replaced"
    assert {each.timetable_id for each in all_of(PlannedLesson, file_id=file, is_replaced=False)} == {second}
    assert all_of(PlannedLesson, timetable_id=first), "history stays"


def test_what_is_asked_wrongly_is_refused(normed: County) -> None:
    ask = normed.ctx("李校长")
    assert "没有送教上门的学生" in refused(ask_timetable, ask, **asked_given(normed))
    hours_known(normed)
    for changes, told in (
        ({"since": date(2026, 8, 1)}, "已经过去"),
        ({"since": date(2027, 2, 1)}, "不在学期里"),
        ({"since": date(9999, 12, 31)}, "不在学期里"),
        ({"class_minutes": 5}, "一课时要在 20 到 60 分钟之间"),
    ):
        assert told in refused(ask_timetable, normed.ctx("李校长"), **asked_given(normed, **changes)), changes


def test_without_a_norm_in_a_plan_nothing_is_planned(county: County) -> None:
    hours_known(county)
    assert "没有写每周送教几次" in refused(ask_timetable, county.ctx("李校长"), **asked_given(county))


def test_hours_nobody_can_read_are_refused_and_the_latest_count(county: County) -> None:
    file = home_taught(county)
    teacher = all_of(HomeTeaching, file_id=file)[0].teacher_id
    li = "李校长"
    for changes, told in (
        ({"free_hours": "周一上午"}, "看不懂“周一上午”"),
        ({"free_hours": "；"}, "至少写一段时间"),
        ({"most_lessons": 0}, "每周最多次数"),
        ({"away_from": date(2026, 9, 2)}, "首末两天要一起写"),
        ({"away_from": date(2026, 9, 2), "away_until": date(2026, 9, 1)}, "首末两天要一起写"),
    ):
        given = free_given(**changes)
        assert told in refused(teacher_is_free, county.ctx(li), home_teacher=teacher, **given), changes
    for changes, told in (({"travel_minutes": 999}, "单程分钟"), ({"least_people": 9}, "人数要在")):
        assert told in refused(child_can_learn, county.ctx(li), special_file=file, **good_given(**changes)), changes
    teacher_is_free(county.ctx(li), home_teacher=teacher, **free_given(free_hours="星期二14:00~16:00"))
    assert the(TeacherHours, teacher_id=teacher).free == "周二 14:00-16:00"


def test_who_may_not_and_who_does_not_see(normed: County) -> None:
    hours_known(normed)
    asked = timetable_asked(normed)
    with pytest.raises(NotAllowed):
        work_out_timetable(normed.ctx("李校长"), home_timetable=asked)
    with pytest.raises(NotAllowed):
        ask_timetable(normed.ctx("王老师"), **asked_given(normed))
    row = timetable_proposed(normed)
    with pytest.raises((NotAllowed, NotFound)):
        adopt_timetable(normed.ctx("赵老师"), home_timetable=row, short_reason=None)
    assert "已经排过" in refused(work_out_timetable, normed.ctx("陈局长"), home_timetable=row)


def test_what_was_worked_out_before_is_taken(normed: County) -> None:
    hours_known(normed)
    asked = timetable_asked(normed)
    ctx = normed.ctx("陈局长")
    with worked_out_before(ctx, asked):
        work_out_timetable(ctx, home_timetable=asked)
    assert the(HomeTimetable, pk=asked).state == "proposed"
