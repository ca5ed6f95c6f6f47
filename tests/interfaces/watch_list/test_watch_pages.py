"""The watch list in a browser: opened in one tap, contacts in one tap, gaps, clocks, screening, the workbook, who may not."""

import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from notoneless.casework.early_warning.services import reckon_points, record_fact
from notoneless.casework.watch_list.models import (
    Care,
    KeeperContact,
    Keeping,
    KeyGroupMark,
    Screening,
    WatchListEntry,
    Wavering,
)
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import hand_over_post, leave_post
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.interfaces.frame.clock import now
from notoneless.oversight.duties.models import DutyRow
from support.browsing import Visitor, sign_in
from support.county import DAY, County, appoint, enter_child
from support.databases import all_of, the
from support.early_warning import concern
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.roll_work import prefixed
from support.visits import visited
from support.watch_list import cared, contacted, grade_six, lifted, listed, of_group, proposed, screened, wavers

SHORT = 20
"""Columns with several words in a cell are wider."""


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def page(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return text_of(answer)


def file_of(entry: Any) -> str:
    return f"/watch-list/files/{entry}/"


def states(county: County, duty: str, unit: str) -> list[str]:
    """How the duty of a unit stands in each of its periods."""
    reckoned(county)
    return [row.state for row in all_of(DutyRow, duty=duty, unit=county.units[unit])]


def act(visitor: Visitor, shown: str, path: str, **values: Any) -> Any:
    """A form of one page sent to where it leads."""
    return send(visitor, shown, path, **values)


@pytest.mark.clause("1.03")
def test_every_watch_listed_pupil_has_a_named_keeper_and_who_has_none_is_a_gap(county: County) -> None:
    adopted(county, plan=1)
    entry = listed(county, unit=None)
    head = sign_in(county, "李校长")
    assert "没有负责人的重点生：1 人" in page(head, "/today/")
    shown = page(head, "/watch-list/gaps/")
    assert ("慕容甲乙" in shown, "没有落实负责人" in shown) == (True, True)
    assert states(county, "key_pupils_kept", "school_a") == ["due"]
    keeper = f"{county.units['class_a']}/class_teacher"
    act(head, file_of(entry), f"{file_of(entry)}keeper/", keeper=keeper)
    assert states(county, "key_pupils_kept", "school_a") == ["done"]
    assert "王老师" in page(head, file_of(entry))
    assert "重点生人人有负责人" in page(head, "/watch-list/gaps/")
    leave_post(county.ctx("安全管理员"), post=the(Post, holder__name="王老师").pk, until_on=DAY + timedelta(days=1))
    county.time.pass_by(days=1)
    assert "负责人已离任，职务空缺" in page(sign_in(county, "张镇长"), "/watch-list/gaps/")


@pytest.mark.clause("1.18")
def test_a_wavering_mark_starts_the_clock_of_the_earliest_visit(county: County) -> None:
    adopted(county, plan=1)
    teacher = sign_in(county, "王老师")
    form = f"/watch-list/children/{county.children['both']}/wavering/"
    send(teacher, form, on=DAY.isoformat(), note="说不想念了")
    assert states(county, "wavering_visit", "class_a") == ["due"]
    shown = page(teacher, "/watch-list/wavering/")
    assert ("慕容甲乙" in shown, "还有 3 天" in shown, "限 09-04 家访" in shown) == (True, True, True)
    assert "思想波动待家访：1 人" in page(teacher, "/today/")
    county.time.pass_by(days=4)
    assert "已过期限" in page(sign_in(county, "王老师"), "/watch-list/wavering/")
    visited(county)
    assert states(county, "wavering_visit", "class_a") == ["late"]
    shown = page(sign_in(county, "王老师"), "/watch-list/wavering/")
    assert "09-05 已家访" in shown
    assert "思想波动待家访" not in page(sign_in(county, "王老师"), "/today/")


@pytest.mark.clause("2.21")
def test_who_may_leave_is_a_key_pupil_with_a_file_of_its_own(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    concern(county)
    assert states(county, "key_pupils_filed", "school_a") == ["due"]
    head = sign_in(county, "李校长")
    assert "应列未列的重点生：1 人" in page(head, "/today/")
    assert "慕容甲乙" in page(head, "/watch-list/gaps/").partition("应列未列的")[2]
    act(head, "/watch-list/gaps/", f"/watch-list/children/{county.children['both']}/quick/")
    entry = the(WatchListEntry)
    assert (entry.reasons, the(Keeping).role) == ("inclined", "class_teacher")
    assert states(county, "key_pupils_filed", "school_a") == ["done"]
    assert states(county, "key_pupils_kept", "school_a") == ["done"]
    teacher = sign_in(county, "王老师")
    shown = page(teacher, file_of(entry.pk))
    assert ("有辍学倾向" in shown, "王老师" in shown) == (True, True)


@pytest.mark.clause("5.37")
def test_key_groups_and_key_grades_are_screened_child_by_child(county: County) -> None:
    adopted(county, "陈局长", "county", 5, DAY)
    grade_six(county)
    of_group(county, "other_class", "李校长")
    county.time.pass_by(days=130)
    assert states(county, "key_pupils_screened", "school_a") == ["due"]
    teacher = sign_in(county, "王老师")
    assert "本学期还没有排查的学生：2 人" in page(teacher, "/today/")
    room = f"/watch-list/screening/{county.units['class_a']}/"
    assert page(teacher, room).count("未排查") == 2
    send(teacher, room, rest="true", **{f"child-{county.children['both']}": "to_list"})
    found = {row.child_id: row.found for row in all_of(Screening)}
    assert found == {county.children["both"]: "to_list", county.children["class_only"]: "well"}
    shown = page(teacher, room)
    assert "把 慕容甲乙 列为重点生" in shown
    assert states(county, "key_pupils_screened", "school_a") == ["due"]
    head = sign_in(county, "李校长")
    assert "要排查 3 人，已排查 2 人" in page(head, "/watch-list/screening/")
    other = f"/watch-list/screening/{county.units['class_b']}/"
    assert "重点人群" in page(head, other)
    send(head, other, rest="false", **{f"child-{county.children['other_class']}": "well"})
    assert states(county, "key_pupils_screened", "school_a") == ["done"]


def test_who_could_not_be_seen_is_not_found_well_with_the_rest(county: County) -> None:
    grade_six(county)
    teacher = sign_in(county, "王老师")
    room = f"/watch-list/screening/{county.units['class_a']}/"
    send(teacher, room, rest="true", **{f"child-{county.children['both']}": "unseen"})
    found = {row.child_id: row.found for row in all_of(Screening, holds=True)}
    assert found == {county.children["both"]: "unseen", county.children["class_only"]: "well"}
    assert "本学期还没有排查的学生：1 人" in page(teacher, "/today/")


def test_a_file_is_opened_with_one_tap_from_whom_needs_attention(county: County) -> None:
    record_fact(county.ctx("王老师"), child=county.children["both"], fact="subjects_failed", value="3", on=DAY)
    concern(county)
    reckon_points(county.ctx("陈局长"), unit=county.units["county"])
    teacher = sign_in(county, "王老师")
    answer = act(teacher, "/concern/", f"/watch-list/children/{county.children['both']}/quick/")
    entry = the(WatchListEntry)
    assert answer["Location"] == file_of(entry.pk)
    assert "/quick/" not in page(teacher, "/concern/")


def test_a_form_opens_a_file_with_reasons_and_a_keeper(county: County) -> None:
    teacher = sign_in(county, "王老师")
    form = f"/watch-list/children/{county.children['both']}/open/"
    answer = send(teacher, form, reasons=[], keeper="", note="")
    assert (answer.status_code, "请填写列为重点生的原因" in text_of(answer)) == (422, True)
    keeper = f"{county.units['class_a']}/class_teacher"
    send(teacher, form, reasons=["learning", "family"], keeper=keeper, note="跟爷爷住")
    assert the(WatchListEntry).reasons == "learning family"
    shown = page(teacher, f"/children/{county.children['both']}/")
    assert "学习跟不上、家庭情况" in shown
    assert "跟爷爷住" not in shown
    answer = send(teacher, form, reasons=["other"], keeper=keeper, note="")
    assert (answer.status_code, "已经是重点生" in text_of(answer)) == (422, True)


def test_contacts_take_one_tap_and_the_next_is_asked_for_on_the_list_of_today(county: County) -> None:
    entry = listed(county)
    county.time.pass_by(days=14)
    teacher = sign_in(county, "王老师")
    assert "要联系的重点生：1 人" in page(teacher, "/today/")
    act(teacher, file_of(entry), f"{file_of(entry)}contact/", tap="talk")
    row = the(KeeperContact)
    assert (row.how, row.whom, row.answered, row.on) == ("talk", "child", "other", DAY + timedelta(days=14))
    assert "要联系的重点生" not in page(teacher, "/today/")
    given = {"manner": "phone", "whom": "guardian", "answered": "other", "on": "2026-08-01", "note": "x"}
    answer = act(teacher, file_of(entry), f"{file_of(entry)}contact/", **given)
    assert (answer.status_code, "日期早于 2026-09-01" in text_of(answer)) == (422, True)


def test_what_was_said_opens_by_need_and_leaves_an_entry(county: County) -> None:
    county.time.at = now()
    entry = listed(county, note="父母离异")
    contacted(county, entry, note="奶奶哭了")
    wavers(county)
    mark = of_group(county)
    teacher = sign_in(county, "王老师")
    county.time.pass_by(minutes=1)
    for path, words in (
        (f"{file_of(entry)}note/", "父母离异"),
        (f"/watch-list/contacts/{the(KeeperContact).pk}/note/", "奶奶哭了"),
        (f"/watch-list/wavering/{the(Wavering).pk}/note/", "说不想念了"),
        (f"/watch-list/groups/{mark}/reveal/", "边缘易致贫户"),
    ):
        assert words not in page(teacher, file_of(entry))
        assert words in text_of(teacher.post(path))
    officer = sign_in(county, "陈局长")
    assert officer.post(f"{file_of(entry)}note/").status_code == 403


def test_a_refused_form_of_a_file_comes_back_with_what_was_typed(county: County) -> None:
    entry = listed(county)
    head = sign_in(county, "李校长")
    given = {"manner": "message", "whom": "relative", "answered": "other", "on": "2026-08-01", "note": "说了很久的话"}
    shown = text_of(act(head, file_of(entry), f"{file_of(entry)}contact/", **given))
    assert ("说了很久的话" in shown, 'value="2026-08-01"' in shown, 'value="relative" selected' in shown) == (True,) * 3
    given = {"care_kind": "money", "care_words": "帮助申请资助", "on": "2026-08-01"}
    shown = text_of(act(head, file_of(entry), f"{file_of(entry)}care/", **given))
    assert ("帮助申请资助" in shown, 'value="money" selected' in shown, "说了很久的话" in shown) == (True, True, False)
    shown = text_of(act(head, file_of(entry), f"{file_of(entry)}lift/", lifting="", reason="一个学期没有缺课"))
    assert "一个学期没有缺课" in shown
    lifted(county, entry)
    shown = text_of(act(head, file_of(entry), f"{file_of(entry)}reopen/", reasons=[], note="又开始缺课"))
    assert "又开始缺课" in shown


def test_care_is_recorded_and_judged(county: County) -> None:
    entry = listed(county)
    teacher = sign_in(county, "王老师")
    given = {"care_kind": "tutoring", "care_words": "每周三补数学", "on": DAY.isoformat()}
    act(teacher, file_of(entry), f"{file_of(entry)}care/", **given)
    made = the(Care)
    act(teacher, file_of(entry), f"/watch-list/care/{made.pk}/effect/", effect="better", effect_words="及格了")
    shown = page(teacher, file_of(entry))
    assert ("每周三补数学" in shown, "有好转" in shown, "及格了" in shown) == (True, True, True)
    answer = act(teacher, file_of(entry), f"/watch-list/care/{made.pk}/effect/", effect="", effect_words="")
    assert answer.status_code == 422


def test_a_file_is_lifted_with_a_reason_and_opened_again(county: County) -> None:
    entry = listed(county)
    head = sign_in(county, "李校长")
    answer = act(head, file_of(entry), f"{file_of(entry)}lift/", lifting="steady", reason="")
    assert answer.status_code == 422
    act(head, file_of(entry), f"{file_of(entry)}lift/", lifting="steady", reason="一个学期没有缺课")
    assert "一个学期没有缺课" in page(head, file_of(entry))
    assert "慕容甲乙" in page(head, "/watch-list/?state=lifted")
    assert "慕容甲乙" not in page(head, "/watch-list/")
    act(head, file_of(entry), f"{file_of(entry)}reopen/", reasons=["absence"], note="")
    shown = page(head, file_of(entry))
    assert ("经常缺课" in shown, "以前的记录" in shown, "王老师" in shown) == (True, True, True)


def test_a_file_is_set_on_numbered_paper_without_what_opens_by_need(county: County) -> None:
    entry = listed(county, note="父母离异")
    contacted(county, entry, note="奶奶哭了")
    cared(county, entry)
    head = sign_in(county, "李校长")
    answer = act(head, file_of(entry), f"{file_of(entry)}paper/")
    assert (answer.status_code, "发文代字" in text_of(answer)) == (422, True)
    prefixed(county)
    issued = act(head, file_of(entry), f"{file_of(entry)}paper/")["Location"]
    assert "清溪小学重点生〔2026〕1号" in page(head, issued)
    book = Document(io.BytesIO(head.get(f"{issued}word/").content))
    text = "\n".join(each.text for each in book.element.body.iter() if each.text)  # type: ignore[attr-defined]
    for words in ("慕容甲乙", "学习跟不上、有辍学倾向", "三年级（1）班班主任 王老师", "每周三补数学", "电话"):
        assert words in text
    assert not [words for words in ("父母离异", "奶奶哭了") if words in text]
    assert head.get(f"{issued}pdf/").content.startswith(b"%PDF")
    again = act(head, file_of(entry), f"{file_of(entry)}paper/")["Location"]
    assert "清溪小学重点生〔2026〕1号" in page(head, again)  # which it takes the place of
    assert sign_in(county, "王老师").post(f"{file_of(entry)}paper/").status_code == 403
    for who in ("王老师", "赵老师", "周支书"):
        assert sign_in(county, who).get(issued).status_code in {403, 404}
    assert sign_in(county, "张镇长").get(issued).status_code == 200


def test_at_a_change_of_teacher_the_file_is_the_next_ones(county: County) -> None:
    listed(county)
    county.time.pass_by(days=14)
    appoint(county, "新老师", "class_teacher", "class_b", "13911110000")
    given = {"account": county.accounts["新老师"], "from_on": DAY + timedelta(days=14)}
    hand_over_post(county.ctx("安全管理员"), post=the(Post, holder__name="王老师").pk, **given)
    assert "要联系的重点生：1 人" in page(sign_in(county, "新老师"), "/today/")
    assert "慕容甲乙" in page(sign_in(county, "新老师"), "/watch-list/?whose=mine")
    assert sign_in(county, "王老师").get("/watch-list/").status_code == 403


def test_key_groups_are_entered_and_ended_on_the_page_of_a_class(county: County) -> None:
    teacher = sign_in(county, "王老师")
    room = f"/watch-list/screening/{county.units['class_a']}/"
    given = {"child": str(county.children["both"]), "key_group": "disability"}
    act(teacher, room, f"{room}groups/", **given)
    assert "残疾" not in page(teacher, room).partition("慕容甲乙")[2].partition("</li>")[0]
    assert act(teacher, room, f"{room}groups/", **given).status_code == 422
    mark = the(KeyGroupMark)
    act(teacher, room, f"/watch-list/groups/{mark.pk}/end/")
    assert the(KeyGroupMark).until_on == DAY
    assert act(teacher, room, f"/watch-list/groups/{mark.pk}/end/").status_code == 409


def test_a_pupil_on_a_list_is_decided_on_a_phone_and_the_group_shows_only_where_it_is_opened(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # who a person is, is proved by the machine's clock
    proposal = proposed(county, title="残联名册", kind="disabled")
    teacher = sign_in(county, "王老师")
    assert "重点人群待核对：1 人" in page(teacher, "/today/")
    listed_there = page(teacher, "/watch-list/proposals/")
    assert "慕容甲乙" in listed_there
    assert "残联" not in listed_there
    path = f"/watch-list/proposals/{proposal}/"
    shown = text_of(teacher.post(path))
    assert "残疾儿童" in shown
    assert "名册“残联名册”，截止 2026-09-01" in shown
    assert Entry.objects.filter(action="watch_list.reveal", object=proposal).count() == 1

    def sends(form: str, is_accepted: str) -> Any:
        given = {"is_accepted": is_accepted, "key_group": "disability", "reason": ""}
        return teacher.post(
            f"{path}decide/", {"request": re.findall(r'name="request" value="([^"]+)"', form)[0], **given}
        )

    answer = sends(shown, "false")
    assert answer.status_code == 422
    assert "不列入的，请写明原因" in text_of(answer)
    assert sends(text_of(answer), "true").status_code == 302
    assert "已列入" in page(teacher, "/watch-list/proposals/")
    assert "待核对" not in page(teacher, "/today/")
    revealed = text_of(teacher.post(f"/watch-list/groups/{the(KeyGroupMark).pk}/reveal/"))
    assert "残疾儿童" in revealed
    assert "依据哪份名册" in revealed
    for visitor in (sign_in(county, "赵老师"), sign_in(county, "周支书")):
        assert visitor.post(path).status_code in {403, 404}
        assert visitor.post(f"{path}decide/", {"is_accepted": "true"}).status_code in {403, 404}


def test_the_workbook_holds_what_officials_ask_for(county: County) -> None:
    cared(county)
    entry = listed(county, "class_only", unit=None)
    lifted(county, entry)
    officer = sign_in(county, "陈局长")
    for state, name, told in (
        ("open", "慕容甲乙", "学习辅导：每周三补数学"),
        ("lifted", "欧阳丙丁", "2026-09-01 解除"),
    ):
        answer = officer.get(f"/watch-list/export/?state={state}")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        text = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)  # type: ignore[union-attr]
        assert (name in text, told in text) == (True, True)
        assert "晴川县 · 2026-09-01" in text
        wide = [each for each in sheet.column_dimensions.values() if each.width > SHORT]  # type: ignore[union-attr]
        heads = {sheet.cell(3, at).value for each in wide for at in range(each.min, each.max + 1)}  # type: ignore[union-attr]
        assert heads == {"原因", "负责人", "帮扶措施", "成效", "状态"}


def test_the_teacher_of_another_school_sees_no_file(county: County) -> None:
    entry, mark = listed(county), of_group(county, "class_only")
    wavers(county)
    stranger = sign_in(county, "赵老师")
    for path in ("/watch-list/", "/watch-list/gaps/", "/watch-list/wavering/", "/watch-list/screening/"):
        assert "慕容甲乙" not in page(stranger, path)
    room = f"/watch-list/screening/{county.units['class_a']}/"
    both = county.children["both"]
    for path in (file_of(entry), room, f"/watch-list/children/{both}/open/", f"/watch-list/children/{both}/wavering/"):
        assert stranger.get(path).status_code == 404
    for path in (f"{file_of(entry)}note/", f"/watch-list/groups/{mark}/reveal/"):
        assert stranger.post(path).status_code == 404
    book = stranger.get("/watch-list/export/")
    assert "慕容甲乙" not in str(list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values))  # type: ignore[union-attr]
    for who in ("周支书", "吴组长", "何老师"):
        assert sign_in(county, who).get("/watch-list/").status_code == 403


@pytest.mark.parametrize(
    "path", ["/watch-list/", "/watch-list/gaps/", "/watch-list/wavering/", "/watch-list/screening/", "{}"]
)
def test_a_page_asks_the_database_as_often_for_many_pupils_as_for_one(county: County, path: str) -> None:
    grade_six(county)
    room = f"/watch-list/screening/{county.units['class_a']}/"
    listed(county)
    listed(county, "other_class", "李校长", unit=None)
    wavers(county)
    officer = sign_in(county, "李校长")
    where = path.format(room)
    officer.get(where)
    asked = []
    for more in (0, 6):
        for number in range(more):
            enter_child(county, f"more{number}", f"新生{number}", "class_a", "group_a", 40 + number)
            listed(county, f"more{number}", unit="class_a" if number % 2 else None)
            wavers(county, f"more{number}")
        if more:
            screened(county)
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(where).status_code == 200
        asked.append(sum("SAVEPOINT" not in each["sql"] and "set_config" not in each["sql"] for each in captured))
    assert asked[0] == asked[1] <= 25, asked


@pytest.mark.parametrize("path", ["/watch-list/", "/watch-list/screening/", "/watch-list/proposals/"])
def test_a_page_says_how_watch_listed_pupils_differ_from_key_groups(county: County, path: str) -> None:
    shown = page(sign_in(county, "王老师"), path)
    assert "重点生：可能离校、有专人负责、建有档案的学生。" in shown
    assert "看出问题的，才列为重点生" in shown
