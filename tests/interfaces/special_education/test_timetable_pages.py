"""Timetables of home lessons on the web: hours, asking, conflicts in words, moving, adopting, weeks, the calendar file."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from notoneless.casework.special_education.models import HomeTeaching, HomeTimetable, PlannedLesson
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.interfaces.jobs import tasks
from notoneless.interfaces.special_education.pages.ics import _folded
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted
from support.special import (
    FREE,
    GOOD,
    first_lesson,
    home_taught,
    hours_known,
    taught,
    timetable_adopted,
    timetable_proposed,
)

LIST = "/special/timetables/"
NOBODY = "0190a5a0-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters, tasks):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def enter(county: County, who: str) -> Visitor:
    """Somebody signs in, also when time has passed since the last time."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def ask(county: County, visitor: Visitor, since: str = "2026-09-07", keeps: str = "false") -> HomeTimetable:
    """A timetable asked for on the page, and worked out in the background."""
    page = f"{LIST}units/{county.units['school_a']}/ask/"
    given = {"since": since, "class_minutes": "40", "few_changes": keeps}
    assert send(visitor, page, **given).status_code == 302
    assert tasks.timetables.func() == 1
    assert tasks.timetables.func() == 0
    found: HomeTimetable = max(all_of(HomeTimetable), key=lambda row: row.pk)
    return found


@pytest.mark.clause("5.29")
def test_hours_are_entered_a_timetable_is_asked_for_worked_out_and_adopted_by_name(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    li = enter(county, "李校长")
    for each in all_of(HomeTeaching, file_id=file):
        page = f"/special/teachers/{each.teacher_id}/hours/"
        wrong = send(li, page, free_hours="周一上午", most_lessons="4", away_from="", away_until="")
        assert wrong.status_code == 422
        assert "看不懂“周一上午”" in plain(wrong)
        assert "周一上午" in text_of(wrong), "what was typed stays"
        assert send(li, page, free_hours=FREE, most_lessons="4", away_from="", away_until="").status_code == 302
    given = {
        "good_hours": GOOD,
        "travel_minutes": "30",
        "lesson_place": "home",
        "least_people": "",
        "man_needed": "false",
    }
    assert send(li, f"/special/{file}/homebound/hours/", **given).status_code == 302
    row = ask(county, li)
    page = plain(li.get(f"{LIST}{row.pk}/"))
    assert "排好待采用" in page
    assert "慕容甲乙" in page
    assert "规定一条不违反" in page
    loads = re.findall(r"(\S+) (\d+) (\d+)", re.search(r"每名教师的课 .*?最多的一周 (?!</)(.*?) 上一周", page)[1])  # type: ignore[index]
    planned = all_of(PlannedLesson, timetable_id=row.pk)
    going = Counter(key for each in planned for key in each.team.split())
    names = {str(each.teacher_id): each.account.name for each in all_of(HomeTeaching)}
    assert {name: int(count) for name, count, _ in loads} == {names[key]: count for key, count in going.items()}
    adopt = f"{LIST}{row.pk}/adopt/"
    if "要写原因" in page:
        assert send(li, adopt, short_reason="").status_code == 422
    assert send(li, adopt, short_reason="放假那周只有一天合适").status_code == 302
    page = plain(li.get(f"{LIST}{row.pk}/"))
    assert "已采用" in page
    assert "采用 李校长" in page
    assert all_of(PlannedLesson, file_id=file, is_replaced=False)
    assert "已采用" in plain(li.get(LIST))


@pytest.mark.clause("5.31")
def test_a_timetable_without_a_man_or_a_second_person_is_refused_with_the_reason(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    hours_known(county)
    li = enter(county, "李校长")
    row = ask(county, li)
    lesson = first_lesson(row.pk)
    names = {str(each.teacher_id): each.is_man for each in all_of(HomeTeaching)}
    man = next(key for key, is_man in names.items() if is_man)
    woman = next(key for key, is_man in names.items() if not is_man)
    page = f"{LIST}lessons/{lesson.pk}/move/"
    given = {"on": lesson.on.isoformat(), "begins_at": lesson.begins_at}
    alone = send(li, page, **given, home_teachers=[man])
    assert alone.status_code == 422
    assert "只去 1 人（王老师），要 2 人" in plain(alone)
    no_man = send(li, page, **given, home_teachers=[woman])
    assert "去的人（马老师）里男教师 0 人，要 1 人" in plain(no_man)
    assert the(PlannedLesson, pk=lesson.pk).team == lesson.team
    later = "09:30" if lesson.on.weekday() < 4 else "14:30"
    moved = send(li, page, on=lesson.on.isoformat(), begins_at=later, home_teachers=[man, woman])
    assert moved.status_code == 302
    assert the(PlannedLesson, pk=lesson.pk).begins_at == later


@pytest.mark.clause("5.31")
def test_where_only_women_can_go_the_page_says_who_lacks_whom(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = hours_known(county)
    li = enter(county, "李校长")
    man = next(each for each in all_of(HomeTeaching, file_id=file) if each.is_man)
    assert send(li, "/special/teachers/", f"/special/teachers/{man.teacher_id}/end/").status_code == 302
    row = ask(county, li)
    page = plain(li.get(f"{LIST}{row.pk}/"))
    assert "为什么排不出" in page
    assert "慕容甲乙：只有马老师一名教师能派，不能一个人去，要 2 人" in page
    assert "采用课表" not in page


@pytest.mark.clause("5.23")
def test_a_week_in_which_nobody_can_go_needs_its_reason(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    hours_known(county)
    li = enter(county, "李校长")
    teacher = all_of(HomeTeaching)[0].teacher_id
    given = {"free_hours": FREE, "most_lessons": "4", "away_from": "2026-09-14", "away_until": "2026-09-20"}
    assert send(li, f"/special/teachers/{teacher}/hours/", **given).status_code == 302
    row = ask(county, li)
    page = plain(li.get(f"{LIST}{row.pk}/"))
    assert "少于标准的周" in page
    assert "2026-09-14 那一周" in page
    refused = send(li, f"{LIST}{row.pk}/adopt/", short_reason="")
    assert refused.status_code == 422
    assert "采用前要写明原因" in plain(refused)
    assert send(li, f"{LIST}{row.pk}/adopt/", short_reason="王老师培训").status_code == 302
    county.time.pass_by(days=30)
    home = plain(enter(county, "李校长").get(f"/special/{first_lesson(row.pk).file_id}/homebound/"))
    assert "0/1 已说明原因" in home


def test_what_is_planned_stands_beside_what_is_recorded_each_week(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = hours_known(county)
    row = timetable_adopted(county)
    first = first_lesson(row)
    county.time.pass_by(days=(first.on - county.time.at.date()).days)
    taught(county, file, begins_at=first.begins_at)
    li = enter(county, "李校长")
    for named in ("?all=yes", f"?file={file}", f"?unit={county.units['school_a']}"):
        page = plain(li.get(f"/special/week/{named}&week={first.on.isoformat()}"))
        assert "已登记 1 次" in page, named
        assert "慕容甲乙" in page
        assert "王老师" in page
    assert "data-print" in text_of(li.get(f"/special/week/?file={file}")), "a week is printed as it stands"
    nothing = plain(li.get(f"/special/week/?unit={county.units['school_z']}&week={first.on.isoformat()}"))
    assert "这一周排了 0 次" in nothing


def test_a_teacher_sees_the_own_week_and_takes_it_along_without_names(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    hours_known(county)
    row = timetable_adopted(county)
    first = first_lesson(row)
    wang = enter(county, "王老师")
    page = plain(wang.get(f"/special/week/?week={first.on.isoformat()}&broken=x"))
    assert "我的送教课" in page
    assert "慕容甲乙" in page
    answer = wang.get("/special/week/lessons.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == len(all_of(PlannedLesson, timetable_id=row))
    begins = f"{first.on:%Y%m%d}T{int(first.begins_at[:2]) - 8:02d}{first.begins_at[3:]}00Z"
    assert f"DTSTART:{begins}" in text
    assert first.file_id.hex[-6:].upper() in text
    assert first.file_id.hex[-6:].upper() in page, "whoever may see the child knows whose sign it is"
    for secret in ("慕容甲乙", "王老师", "清溪", "残", str(first.child_id)):
        assert secret not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    li = enter(county, "李校长")
    assert li.get("/special/week/lessons.ics").content.decode().count("BEGIN:VEVENT") == 0


def test_long_lines_are_folded_between_characters() -> None:
    folded = _folded("SUMMARY:" + "送教" * 40)
    assert "".join(part.removeprefix(" ") for part in folded.split("\r\n")) == "SUMMARY:" + "送教" * 40
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))


def test_another_school_sees_nothing(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = hours_known(county)
    row = timetable_proposed(county)
    lesson = first_lesson(row)
    zhao = enter(county, "赵老师")
    paths = (
        f"{LIST}{row}/",
        f"{LIST}{row}/adopt/",
        f"{LIST}lessons/{lesson.pk}/move/",
        f"/special/{file}/homebound/hours/",
    )
    for path in (*paths, f"{LIST}units/{county.units['school_a']}/ask/"):
        assert zhao.get(path).status_code in (403, 404), path
    for path in (LIST, f"/special/week/?all=yes&week={lesson.on.isoformat()}", f"/special/week/?file={file}"):
        page = plain(zhao.get(path))
        assert "慕容甲乙" not in page, path
        assert "清溪镇中心小学" not in page, path
    assert "VEVENT" not in zhao.get("/special/week/lessons.ics").content.decode()
    assert zhao.get("/special/week/?file=x").status_code == 404


def test_another_school_does_nothing_by_sending_a_form_either(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = hours_known(county)
    row = timetable_proposed(county)
    lesson, teacher = first_lesson(row), all_of(HomeTeaching, file_id=file)[0].teacher_id
    before = [(each.pk, each.on, each.begins_at, each.team, each.is_replaced) for each in all_of(PlannedLesson)]
    zhao = enter(county, "赵老师")
    for path, given in (
        (f"{LIST}{row}/adopt/", {"short_reason": "我来采用"}),
        (f"{LIST}lessons/{lesson.pk}/move/", {"on": "2026-09-09", "begins_at": "09:00", "home_teachers": [teacher]}),
        (f"{LIST}units/{county.units['school_a']}/ask/", {"since": "2026-09-07", "class_minutes": "40"}),
        (f"/special/{file}/homebound/hours/", {"good_hours": GOOD, "travel_minutes": "1", "lesson_place": "home"}),
        (f"/special/teachers/{teacher}/hours/", {"free_hours": FREE, "most_lessons": "1"}),
    ):
        for _ in range(2):
            assert zhao.post(path, given).status_code in (403, 404), path
    assert [(each.pk, each.on, each.begins_at, each.team, each.is_replaced) for each in all_of(PlannedLesson)] == before
    assert [each.state for each in all_of(HomeTimetable)] == ["proposed"]


def test_a_timetable_adopted_twice_counts_once(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = hours_known(county)
    row = timetable_proposed(county)
    li, page = enter(county, "李校长"), f"{LIST}{row}/adopt/"
    assert send(li, page, short_reason="放假那周只有一天合适").status_code == 302
    count, sent = len(all_of(PlannedLesson, is_replaced=False)), len(all_of(HomeTeaching, file_id=file))
    again = li.post(page, {"short_reason": "放假那周只有一天合适", "request": NOBODY})
    assert again.status_code == 422
    lesson = first_lesson(row)
    moved = send(li, f"{LIST}lessons/{lesson.pk}/move/", on="2026-09-09", begins_at="09:00", home_teachers=[])
    assert moved.status_code == 422, "what counts is not moved any more"
    assert len(all_of(PlannedLesson, is_replaced=False)) == count
    assert len(all_of(HomeTeaching, file_id=file)) == sent


def test_with_few_changes_the_page_shows_what_changes(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    hours_known(county)
    row = timetable_adopted(county, since=date(2026, 9, 7))
    teacher = first_lesson(row).team.split()[0]
    hit = next(each for each in sorted(all_of(PlannedLesson, timetable_id=row), key=lambda each: each.on))
    li = enter(county, "李校长")
    given = {"away_from": hit.on.isoformat(), "away_until": (hit.on + timedelta(days=1)).isoformat()}
    page = f"/special/teachers/{teacher}/hours/"
    assert send(li, page, free_hours=FREE, most_lessons="6", **given).status_code == 302
    again = ask(county, li, keeps="true")
    shown = plain(li.get(f"{LIST}{again.pk}/"))
    assert "改动的课" in shown
    assert hit.on.isoformat() in shown
