"""The teaching office sees each pupil on one page (1.11), by class and state, beside the register, and who does not add up."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from notoneless.foundation.people.services import place_child
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.rules.kinds import TracedTo
from notoneless.records.attendance.services import trace
from support.attendance import reported
from support.browsing import sign_in
from support.cases import suspected
from support.county import DAY, County, appoint, enter_child
from support.databases import all_of
from support.forms import text_of
from support.plans import adopted, reckoned
from support.rolls import CLASS_OF, on_roll
from support.watch_list import listed


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def page_of(county: County, school: str = "school_a") -> str:
    return f"/pupils/{county.units[school]}/"


def names(county: County, who: str, **asked: str) -> set[str]:
    """Who is on the list, as narrowed."""
    shown = text_of(sign_in(county, who).get(page_of(county), asked)).rpartition('name="group"')[2]
    return {each[0] for each in county.markers.values() if each[0] in shown}


def state(county: County) -> str:
    reckoned(county)
    [row] = all_of(DutyRow, duty="pupils_accounted_for", unit=county.units["school_a"], due_on=DAY)
    return str(row.state)


@pytest.fixture
def school(county: County) -> County:
    """Two classes: one reported with a pupil missed, the other not; a suspected one, and one with no entry on the roll."""
    appoint(county, "孙主任", "school_director", "school_a", "13900005551")
    for key in ("both", "class_only", "other_class"):
        on_roll(county, key)
    enter_child(county, "unknown", "公孙无籍", "class_b", "group_b", 30)
    suspected(county, "class_only")
    reported(county, DAY, both="absent", class_only="absent")
    return county


@pytest.mark.clause("1.11")
def test_the_teaching_office_can_account_for_every_pupil(school: County) -> None:
    adopted(school, plan=1)
    director = sign_in(school, "孙主任")
    assert director.get("/pupils/")["Location"] == page_of(school)
    shown = plain(director.get(page_of(school)))
    assert "各种情况合计 4 人，学籍 3 人，有对不上的学生" in shown
    assert "公孙无籍 在三年级（2）班，没有本校学籍" in shown
    # untraced, not reported, suspected; together, of the register, apart
    assert re.search(r"三年级（1）班 1 0 1 2 2 0 三年级（2）班 0 2 0 2 1 1 合计 1 2 1 4 3 1", shown), shown
    assert "还有 3 名学生说不清在哪里" in shown
    assert names(school, "孙主任", group="unknown") == {"慕容甲乙", "诸葛庚辛", "公孙无籍"}
    assert state(school) == "due"
    # traced, reported, entered on the roll: everybody is accounted for, and it adds up
    mark = next(row for row in all_of(AttendanceMark) if row.child_id == school.children["both"])
    trace(school.ctx("王老师"), mark=mark.pk, traced_to=TracedTo.AT_HOME, note="发烧在家")
    reported(school, DAY, "class_b", "李校长")
    CLASS_OF.setdefault("unknown", "class_b")
    on_roll(school, "unknown")
    shown = plain(sign_in(school, "李校长").get(page_of(school)))
    assert "各种情况合计 4 人，学籍 4 人，各班都对得上" in shown
    assert "说不清在哪里。" not in shown
    assert re.search(r"三年级（1）班 0 1 1 2 2 0 三年级（2）班 2 0 0 2 2 0 合计 2 1 1 4 4 0", shown), shown
    assert state(school) == "done"


def test_the_list_is_narrowed_by_class_state_and_key_group_and_leads_on(school: County) -> None:
    entry = listed(school, "both")
    assert names(school, "孙主任") == {"慕容甲乙", "欧阳丙丁", "诸葛庚辛", "公孙无籍"}
    assert names(school, "孙主任", **{"class": str(school.units["class_a"])}) == {"慕容甲乙", "欧阳丙丁"}
    assert names(school, "孙主任", state="suspected") == {"欧阳丙丁"}
    assert names(school, "孙主任", group="watched") == {"慕容甲乙"}
    assert names(school, "孙主任", group="case") == {"欧阳丙丁"}
    assert names(school, "孙主任", **{"class": "none"}) == set()
    shown = text_of(sign_in(school, "孙主任").get(page_of(school)))
    assert f'href="/watch-list/files/{entry}/"' in shown
    assert f'href="/children/{school.children["both"]}/"' in shown
    assert re.search(r'href="/cases/[^"/]+/">个案', shown)
    assert sign_in(school, "孙主任").get(page_of(school), {"page": "2"}).status_code == 404


def test_who_learns_in_another_class_than_the_roll_says_is_named_in_both(school: County) -> None:
    place_child(school.ctx("陈局长"), child=school.children["both"], unit=school.units["class_b"], from_on=DAY)
    shown = plain(sign_in(school, "孙主任").get(page_of(school)))
    assert "慕容甲乙 在三年级（2）班，学籍在三年级（1）班" in shown
    book = load_workbook(BytesIO(sign_in(school, "孙主任").get(f"{page_of(school)}workbook/").content))
    rows = {row[0]: row[-3:] for row in book["分班"].iter_rows(values_only=True) if row[0]}
    assert rows["三年级（1）班"] == (1, 2, -1)
    assert rows["三年级（2）班"] == (3, 1, 2)
    assert rows["合计"] == (4, 3, 1)
    assert ("慕容甲乙", "在三年级（2）班，学籍在三年级（1）班") in list(
        book["对不上的学生"].iter_rows(values_only=True)
    )
    assert ("三年级（1）班", "欧阳丙丁", "疑似辍学", None, "√", None) in list(book["学生"].iter_rows(values_only=True))


def test_nobody_else_sees_the_pupils_of_a_school_together(school: County) -> None:
    appoint(school, "钱校长", "school_head", "school_z", "13900007777")
    other = sign_in(school, "钱校长")
    assert other.get(page_of(school)).status_code == 404
    assert "慕容甲乙" not in text_of(other.get(page_of(school, "school_z")))
    for who in ("赵老师", "王老师", "张镇长", "周支书", "吴组长", "何老师"):
        assert sign_in(school, who).get(page_of(school)).status_code == 403
    chen = sign_in(school, "陈局长")  # the bureau chooses a school first
    assert page_of(school) in text_of(chen.get("/pupils/"))
    assert "慕容甲乙" in text_of(chen.get(page_of(school)))


def test_more_pupils_ask_for_no_more_queries(school: County) -> None:
    director, counts = sign_in(school, "孙主任"), []
    director.get(page_of(school))
    for more in (0, 12):
        for number in range(more):
            enter_child(school, f"more{number}", f"闻人新{number}", "class_a", None, 40 + number)
        with CaptureQueriesContext(connection) as queries:
            assert director.get(page_of(school)).status_code == 200
        # what the database is told of who asks is asked of nobody
        counts.append(len([each for each in queries.captured_queries if "set_config" not in each["sql"]]))
    assert counts[0] == counts[1] < 60


def test_on_another_day_what_was_reported_long_ago_says_nothing(school: County) -> None:
    school.time.pass_by(days=20)
    assert date(2026, 9, 21) == school.ctx("孙主任").today
    assert names(school, "孙主任", state="not_reported") == {"慕容甲乙", "诸葛庚辛", "公孙无籍"}
