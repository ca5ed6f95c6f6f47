"""Changes of the roll on the web (2.07, 2.11, 4.03, 5.35, 5.36, 8.03): applied for on a phone, decided, in a register."""

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from notoneless.casework.cases.models import Case
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.services import place_child
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.services import enter, suspend
from notoneless.records.roll_changes.models import ChangePaper, ChangeRequest, ChangeStep
from support.browsing import sign_in
from support.cases import PDF
from support.county import DAY, County
from support.databases import all_of, the
from support.early_warning import delivered
from support.early_warning import reckoned as followed
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.roll_changes import (
    UNTIL,
    applied,
    approved_by,
    carried,
    deferral,
    documented,
    suspension,
    transfer,
    young,
)
from support.roll_work import prefixed
from support.rolls import on_roll

LIST = "/roll-changes/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(county: County, duty: str, unit: str = "school_a") -> dict[date, str]:
    """How the duties of a kind stand at a unit, by the day they are due."""
    return {row.due_on: row.state for row in all_of(DutyRow, duty=duty, unit=county.units[unit])}


def photographed(visitor: Any, change: UUID, kind: str) -> Any:
    """A paper added on the phone."""
    file = SimpleUploadedFile("paper.pdf", PDF, content_type="application/pdf")
    return send(visitor, f"{LIST}{change}/papers/", paper_kind=kind, dated_on="2026-09-01", proof=file)


def decided(visitor: Any, change: UUID, what: str = "approve", **typed: str) -> Any:
    """A decision: its form is opened, and sent with what it showed."""
    page = f"{LIST}{change}/{what}/"
    found = re.search(r'name="saw" value="([^"]+)"', text_of(visitor.get(page)))
    return send(visitor, page, **({"saw": found[1]} if found else {}), **typed)


def asked_for(county: County, **changed: str) -> dict[str, str]:
    """What the form for a suspension is filled in with."""
    guardian = str(county.guardians["both"])
    return {
        "on": "2026-09-01",
        "until_on": UNTIL.isoformat(),
        "reason": "11",
        "statement": "抑郁症，需住院",
        "guardian": guardian,
        "signed_on": "2026-09-01",
        **changed,
    }


@pytest.mark.clause("2.11")
def test_a_suspension_is_applied_for_with_papers_and_approved_by_school_and_bureau(county: County) -> None:
    entry, child = on_roll(county), county.children["both"]
    wang, li, chen = sign_in(county, "王老师"), sign_in(county, "李校长"), sign_in(county, "陈局长")
    form = f"{LIST}children/{child}/suspension/"
    assert form in text_of(wang.get(f"/children/{child}/"))
    unsigned = send(wang, form, **asked_for(county, guardian=""))
    assert unsigned.status_code == 422
    assert "休学要由监护人申请并签字" in plain(unsigned)
    assert send(wang, form, **asked_for(county)).status_code == 302
    change = the(ChangeRequest).pk
    assert "手续不全，还缺：监护人签字的申请书、医疗或其他有效证明" in plain(wang.get(f"{LIST}{change}/"))
    assert "1 份学籍变动申请还缺材料" in plain(wang.get("/today/"))
    refused = decided(li, change)
    assert refused.status_code == 422
    assert "手续不全，不能批准" in plain(refused)
    for kind in ("application", "proof"):
        assert photographed(wang, change, kind).status_code == 302
    assert "1 份学籍变动申请待您批准" in plain(li.get("/today/"))
    assert "待您批准" not in plain(chen.get("/today/")), "the school decides first"
    assert decided(li, change).status_code == 302
    assert the(RollEntry, pk=entry).state == "on_roll"
    assert "1 份学籍变动申请待您批准" in plain(chen.get("/today/"))
    assert decided(chen, change, note="同意").status_code == 302
    assert the(RollEntry, pk=entry).state == "suspended"
    page = plain(li.get(f"{LIST}{change}/"))
    assert "县教育局 批准并登记学籍 同意 2 份" in page, "the course names what was seen"
    for visitor in (wang, li, chen):
        assert "抑郁" not in text_of(visitor.get(f"{LIST}{change}/")), "why opens by need only"
    assert all_of(RollEvent, entry_id=entry, step="suspend")[0].reason is None


def test_suspensions_that_overlap_are_refused_in_words_and_nothing_is_lost(county: County) -> None:
    entry, child = on_roll(county), county.children["both"]
    wang, li, chen = (sign_in(county, who) for who in ("王老师", "李校长", "陈局长"))
    form = f"{LIST}children/{child}/suspension/"
    assert send(wang, form, **asked_for(county)).status_code == 302
    change = the(ChangeRequest).pk
    twice = send(wang, form, **asked_for(county, until_on="2027-01-31"))
    assert twice.status_code == 422
    assert "这名儿童还有一份申请没有办完" in plain(twice)
    assert "2027-01-31" in text_of(twice), "what was typed stays"
    for kind in ("application", "proof"):
        assert photographed(wang, change, kind).status_code == 302
    for visitor in (li, chen):
        assert decided(visitor, change).status_code == 302
    county.time.pass_by(days=20)
    again = asked_for(county, on="2026-09-20", until_on="2026-10-31", signed_on="2026-09-20")
    within = send(sign_in(county, "王老师"), form, **again)
    assert within.status_code == 422
    assert f"已经休学到 {UNTIL.isoformat()}；要延长，截止日期要在这以后" in plain(within)
    assert "2026-10-31" in text_of(within)
    assert the(ChangeRequest).pk == change
    row = the(RollEntry, pk=entry)
    assert (row.state, row.left_on) == ("suspended", None)
    assert [each.until_on for each in all_of(RollEvent, entry_id=entry, step="suspend")] == [UNTIL]


@pytest.mark.clause("2.11")
def test_a_school_cannot_suspend_by_itself(county: County) -> None:
    on_roll(county)
    li, child = sign_in(county, "李校长"), county.children["both"]
    assert f"/roll/children/{child}/suspend/" not in text_of(li.get(f"/roll/children/{child}/"))
    assert li.get(f"/roll/children/{child}/suspend/").status_code == 403
    form = f"{LIST}children/{child}/suspension/"
    own = send(li, form, **asked_for(county))
    assert own.status_code == 422
    assert "请班主任或教导处提出申请" in plain(own)
    carried(county, "class_only")
    event = all_of(RollEvent, step="suspend")[0].pk
    longer = send(li, f"/roll/events/{event}/correct/", until_on="2027-08-31", reason="19")
    assert longer.status_code == 422
    assert "学校不能自行登记或更正" in plain(longer)


@pytest.mark.clause("2.11")
def test_a_suspension_that_ends_is_chased_until_the_pupil_resumes(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    carried(county, until_on=DAY + timedelta(days=30))
    county.time.pass_by(days=31)
    reckoned(county)
    assert states(county, "study_resumed") == {date(2026, 10, 8): "due"}
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "1 名学生休学期满没有复学" in plain(li.get("/today/"))
    child = county.children["both"]
    given = {
        "on": "2026-10-02",
        "room": county.units["class_b"],
        "grade": "3",
        "reason": "99",
        "signed_on": "2026-10-02",
    }
    form = f"{LIST}children/{child}/resumption/"
    assert send(wang, form, **given, guardian=county.guardians["both"]).status_code == 302
    change = all_of(ChangeRequest, kind="resumption")[0].pk
    file = SimpleUploadedFile("paper.pdf", PDF, content_type="application/pdf")
    sent = {"paper_kind": "application", "dated_on": "2026-10-02", "proof": file}
    assert send(wang, f"{LIST}{change}/papers/", **sent).status_code == 302
    assert decided(li, change).status_code == 302
    entry = the(RollEntry)
    assert (entry.state, entry.place_id) == ("on_roll", county.units["class_b"])
    reckoned(county)
    assert states(county, "study_resumed") == {date(2026, 10, 8): "done"}


@pytest.mark.clause("2.11")
def test_what_is_sent_back_or_has_changed_is_decided_anew_by_others(county: County) -> None:
    change = documented(county, suspension(county))
    wang, li, chen = sign_in(county, "王老师"), sign_in(county, "李校长"), sign_in(county, "陈局长")
    page = f"{LIST}{change}/approve/"
    old = re.search(r'name="saw" value="([^"]+)"', text_of(li.get(page)))
    assert old
    assert photographed(wang, change, "household").status_code == 302
    changed = send(li, page, saw=old[1])
    assert changed.status_code == 422
    assert "请重新看过再决定" in plain(changed)
    early = decided(chen, change)
    assert early.status_code == 422
    assert "现在由校长决定" in plain(early)
    assert decided(li, change, "send-back", reason="证明没有盖章").status_code == 302
    assert "1 份学籍变动申请被退回" in plain(wang.get("/today/"))
    assert "证明没有盖章" in plain(wang.get(f"{LIST}{change}/"))
    assert send(wang, f"{LIST}{change}/resubmit/", note="已盖章").status_code == 302
    assert decided(li, change).status_code == 302
    assert decided(chen, change, "refuse", reason="不符合条件").status_code == 302
    assert the(ChangeRequest).state == "refused"
    assert the(RollEntry).state == "on_roll"
    assert [step.move for step in sorted(all_of(ChangeStep), key=lambda each: each.number)] == [
        *("apply", "send_back", "resubmit", "approve", "refuse")
    ]


def test_a_teacher_of_another_school_finds_nothing(county: County) -> None:
    change = documented(county, suspension(county))
    zhao = sign_in(county, "赵老师")
    assert zhao.get(f"{LIST}{change}/").status_code == 404
    assert zhao.get(f"{LIST}children/{county.children['both']}/").status_code == 404
    assert "慕容甲乙" not in plain(zhao.get(LIST))
    assert "慕容甲乙" not in plain(zhao.get(f"{LIST}register/"))
    assert zhao.get(f"{LIST}{change}/approve/").status_code == 403


@pytest.mark.clause("2.07")
def test_a_deferral_is_signed_by_the_guardian_approved_and_ends_with_entry_at_seven(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    child = young(county)
    he, chen = sign_in(county, "何老师"), sign_in(county, "陈局长")
    form = f"{LIST}children/{child}/new/deferral/"
    assert form in text_of(he.get(f"/children/{child}/"))
    given = {
        "on": "2026-09-01",
        "entry_school": county.units["school_a"],
        "reason": "19",
        "guardian": county.guardians["young"],
        "signed_on": "2026-09-01",
    }
    long = send(he, form, **given, until_on="2027-12-31")
    assert long.status_code == 422
    assert "12" in plain(long)
    assert send(he, form, **given, until_on="2027-09-01").status_code == 302
    change = the(ChangeRequest).pk
    for kind in ("application", "proof"):
        assert photographed(he, change, kind).status_code == 302
    assert decided(chen, change).status_code == 302
    assert the(RollEntry).state == "deferred"
    county.time.pass_by(days=366)
    reckoned(county)
    assert states(county, "deferred_entered") == {date(2027, 9, 8): "due"}
    again = {**given, "on": "2027-09-01", "signed_on": "2027-09-01", "until_on": "2028-03-01"}
    refused = send(sign_in(county, "何老师"), form, **again)
    assert refused.status_code == 422
    assert "已满 7 周岁，必须入学" in plain(refused)
    li = sign_in(county, "李校长")
    assert "1 名儿童延缓期满没有入学" in plain(li.get("/today/"))
    entered = {"unit": county.units["class_a"], "on": date(2027, 9, 2), "grade": 1, "movement": "11"}
    enter(county.ctx("李校长"), child=child, number_kind=None, proof=None, **entered)
    reckoned(county)
    assert states(county, "deferred_entered") == {date(2027, 9, 8): "done"}


@pytest.mark.clause("2.07")
def test_an_overdue_deferral_becomes_a_case(county: County) -> None:
    approved_by(county, documented(county, deferral(county), who="何老师", unit="village_a"), "陈局长")
    county.time.pass_by(days=380)
    followed(county)
    assert [row.child_id for row in all_of(Case)] == [county.children["young"]]


@pytest.mark.clause("4.03")
def test_a_change_without_its_papers_is_flagged_until_they_are_there(county: County) -> None:
    adopted(county, "李校长", "school_a", 4)
    given = {"entry": on_roll(county), "on": DAY, "until_on": UNTIL, "reason": "19", "proof": None}
    suspend(county.ctx("陈局长"), **given)
    li = sign_in(county, "李校长")
    reckoned(county)
    due = next(iter(states(county, "change_complete")))
    assert states(county, "change_complete") == {due: "due"}
    assert "1 笔学籍变动手续不全" in plain(li.get("/today/"))
    page = plain(li.get(f"{LIST}incomplete/"))
    assert "慕容甲乙 休学" in page
    assert "医疗或其他有效证明" in page
    event = all_of(RollEvent, step="suspend")[0].pk
    assert send(li, f"{LIST}incomplete/", f"{LIST}events/{event}/document/").status_code == 302
    change = the(ChangeRequest).pk
    assert photographed(li, change, "application").status_code == 302
    assert "慕容甲乙" in plain(li.get(f"{LIST}incomplete/"))
    assert photographed(li, change, "proof").status_code == 302
    assert "没有手续不全的变动" in plain(li.get(f"{LIST}incomplete/"))
    assert "手续不全" not in plain(li.get("/today/"))
    reckoned(county)
    assert states(county, "change_complete") == {due: "done"}


@pytest.mark.clause("4.03")
def test_a_pupil_let_go_is_unaccounted_for_until_another_school_has_it(county: County) -> None:
    transfer(county)
    sun, li = sign_in(county, "孙校长"), sign_in(county, "李校长")
    assert "去向未清" in plain(li.get(f"{LIST}incomplete/"))
    assert "1 名转来的学生待确认到校" in plain(sun.get("/today/"))
    change = the(ChangeRequest).pk
    arrival = {"on": "2026-09-01", "room": county.units["class_z"], "grade": "3"}
    assert send(sun, f"{LIST}{change}/arrival/", **arrival).status_code == 302
    delivered(county)
    assert {(row.unit_id, row.state) for row in all_of(RollEntry)} == {
        (county.units["school_a"], "transferred"),
        (county.units["school_z"], "on_roll"),
    }
    assert "没有手续不全的变动" in plain(sun.get(f"{LIST}incomplete/"))
    register = plain(li.get(f"{LIST}register/"))
    assert "慕容甲乙 转出" in register, "the school that let it go keeps it in its register"
    assert "慕容甲乙 转入" in plain(sun.get(f"{LIST}register/"))


@pytest.mark.clause("5.36")
def test_the_register_of_a_term_holds_every_change_and_is_handed_out_as_a_workbook(county: County) -> None:
    carried(county)
    transfer(county, "class_only")
    li = sign_in(county, "李校长")
    page = plain(li.get(f"{LIST}register/"))
    assert "转出 1" in page
    assert "休学 1" in page
    answer = li.get(f"{LIST}register/workbook/")
    assert answer.status_code == 200
    rows = read_rows(answer)
    names = {row[2]: (row[3], row[8], row[9]) for row in rows}
    assert names["慕容甲乙"] == ("休学", "监护人签字的申请书、医疗或其他有效证明", "")
    assert names["欧阳丙丁"][0] == "转出"


def read_rows(answer: Any) -> list[list[str]]:
    """The rows of a workbook that was handed out, beneath its heading."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(
        BytesIO(b"".join(answer) if answer.streaming else answer.content)
    )
    rows = book.get_sheet_by_index(0).to_python()
    start = next(number for number, row in enumerate(rows) if row[0] == "序号")
    return [[str(cell) for cell in row] for row in rows[start + 1 :]]


@pytest.mark.clause("5.36")
def test_a_month_that_ends_with_papers_missing_breaks_the_duty(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    given = {"entry": on_roll(county), "on": DAY, "until_on": UNTIL, "reason": "19", "proof": None}
    suspend(county.ctx("陈局长"), **given)
    county.time.pass_by(days=35)
    reckoned(county)
    assert states(county, "changes_complete")[date(2026, 9, 30)] == "broken"


@pytest.mark.clause("5.35")
def test_off_roll_and_pupils_without_an_entry_are_found(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    on_roll(county)
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_z"], from_on=DAY)
    chen = sign_in(county, "陈局长")
    page = plain(chen.get(f"{LIST}holes/"))
    assert "慕容甲乙 借读：在别的学校上学 清溪镇中心小学 高坪乡中心小学" in page
    assert "欧阳丙丁 在班没有学籍 三年级（1）班" in page
    county.time.pass_by(days=35)
    reckoned(county)
    assert states(county, "roll_clean")[date(2026, 9, 30)] == "broken"


@pytest.mark.clause("5.35", "8.03")
def test_off_roll_and_a_lower_grade_are_refused_with_the_article(county: County) -> None:
    on_roll(county)
    wang, child = sign_in(county, "王老师"), county.children["both"]
    signed = {"guardian": county.guardians["both"], "signed_on": "2026-09-01", "reason": "99", "on": "2026-09-01"}
    lower = {"room": county.units["class_b"], "grade": "2", **signed}
    for kind, given in (
        ("off_roll", {"until_on": "2027-01-31", "destination": "外县", **signed}),
        ("downgrade", lower),
    ):
        answer = send(wang, f"{LIST}children/{child}/{kind}/", **given)
        assert answer.status_code == 422
        assert "一律不办：控辍保学工作方案（篇五） 5.35" in plain(answer)
    assert not all_of(ChangeRequest)


@pytest.mark.clause("8.03")
def test_no_transfer_without_its_papers_and_the_month_counts_them(county: County) -> None:
    adopted(county, "李校长", "school_a", 8)
    request = applied(county, "transfer", on_roll(county), destination="外县第一小学")
    li, chen = sign_in(county, "李校长"), sign_in(county, "陈局长")
    refused = decided(li, request)
    assert refused.status_code == 422
    assert "还缺监护人签字的申请书、接收学校同意接收的证明" in plain(refused)
    documented(county, request, "application", "acceptance")
    assert decided(li, request).status_code == 302
    assert decided(chen, request).status_code == 302
    assert the(RollEntry).state == "not_confirmed"
    assert len(all_of(ChangePaper)) == 2
    reckoned(county)
    county.time.pass_by(days=35)
    reckoned(county)
    assert states(county, "changes_gated")[date(2026, 9, 30)] == "done"


@pytest.mark.clause("2.07", "2.11")
def test_an_application_is_set_on_numbered_paper_without_its_reason(county: County) -> None:
    change = documented(county, suspension(prefixed(county)))
    approved_by(county, change, "李校长")
    wang = sign_in(county, "王老师")
    page = f"{LIST}{change}/"
    assert send(wang, page, f"{page}form/").status_code == 302
    paper = the(Paper)
    made = wang.get(f"/papers/{paper.pk}/word/")
    book = Document(BytesIO(made.content))
    sheet = "".join(each.text for each in book.element.body.iter() if each.text)  # type: ignore[attr-defined]
    assert paper.number in plain(wang.get(page))
    assert "申请事项：休学。依据《中华人民共和国义务教育法》第十一条" in sheet
    assert "校长李校长2026年9月1日批准" in sheet
    assert "其他疾病" not in sheet
