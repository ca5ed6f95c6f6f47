"""Meetings on the web, from the call to the last decision carried out (clauses 8.04 to 8.06)."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.campaigns.models import CampaignEvidence, EvidenceHold, Meeting, MeetingDecision, MeetingNote
from notoneless.interfaces.frame.asking import new_form
from support.browsing import Visitor, sign_in
from support.campaigns import (
    CALLED,
    DECIDED,
    DUE,
    PICTURE,
    WRITTEN,
    called,
    counted,
    post_of,
    proved,
    signed_off,
    written,
)
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.forms import send, text_of

LIST = "/meetings/"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def call_by_page(visitor: Visitor, county: County, kind: str, on: date = DAY, **changes: Any) -> str:
    """A meeting, called on the page; the address of it."""
    given = {"unit": str(county.units["school_a"]), "meeting_kind": kind, "on": on.isoformat(), **CALLED, **changes}
    answer = send(visitor, f"{LIST}call/", **given)
    assert answer.status_code == 302, plain(answer)
    return str(answer["Location"])


def hold_by_page(head: Visitor, teacher: Visitor, meeting: str, **changes: Any) -> None:
    """People sign in, minutes and a decision are written, and the head signs off."""
    assert send(teacher, meeting, f"{meeting}sign-in/").status_code == 302
    assert send(head, f"{meeting}write/", **WRITTEN).status_code == 302
    given = {"post": str(post_of("王老师")), **DECIDED, **changes}
    assert send(head, f"{meeting}decide/", **given).status_code == 302
    answer = send(head, meeting, f"{meeting}sign-off/")
    assert answer.status_code == 302, plain(answer)


@pytest.mark.clause("8.04")
def test_three_meetings_a_term_with_report_and_measures_that_are_followed(county: County) -> None:
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    signed_off(county, kind="term_start")
    assert counted(county, "campaign.meetings") == 1
    again = send(sign_in(county, "郑主任"), f"{LIST}call/", **_given(county, "term_end", DAY))
    assert again.status_code == 422
    assert "期末例会在后半学期开" in plain(again)
    county.time.pass_by(days=65)  # 5 November
    signed_off(county, kind="term_middle", on=date(2026, 11, 5), due=date(2026, 11, 20))
    county.time.pass_by(days=70)  # 14 January
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    last = call_by_page(li, county, "term_end", date(2027, 1, 14))
    hold_by_page(li, wang, last, due_on=date(2027, 1, 15))
    assert counted(county, "campaign.meetings") == 3
    shown = plain(li.get(last))
    assert WRITTEN["account_given"] in shown
    assert "走访请假较多的学生 王老师 2027-01-15 未办" in shown
    assert "2026-11-20 逾期未办" in plain(wang.get(LIST))
    mine = plain(wang.get(LIST))
    assert mine.count("走访请假较多的学生") == 3
    decision = all_of(MeetingDecision)[0]
    done = f"{LIST}decisions/{decision.pk}/finish/"
    assert send(wang, done, note="三户都去了").status_code == 302
    assert plain(wang.get(LIST)).count("走访请假较多的学生") == 2
    assert "已办" in plain(li.get(f"{LIST}{decision.meeting_id}/"))
    assert "三户都去了" in plain(li.get(f"{LIST}{decision.meeting_id}/"))
    other = all_of(MeetingDecision, state="open")[0]
    drop = f"{LIST}decisions/{other.pk}/drop/"
    assert wang.get(drop).status_code == 403, "whoever owes it does not drop it"
    assert send(li, drop, reason="").status_code == 422
    assert send(li, drop, reason="并入下一次").status_code == 302
    assert "并入下一次" in plain(li.get(f"{LIST}{other.meeting_id}/"))
    assert plain(wang.get(LIST)).count("走访请假较多的学生") == 1
    # a fourth meeting of the term is no third kind
    hold_by_page(
        li,
        wang,
        call_by_page(li, county, "term_end", date(2027, 1, 14), topic="又一次期末例会"),
        due_on=date(2027, 1, 15),
    )
    assert counted(county, "campaign.meetings") == 3


def form_of(county: County, who: str) -> str:
    """The request id of a form that was shown to somebody, where the page shows none any more."""
    return new_form(county.ctx(who))


def _given(county: County, kind: str, on: date) -> dict[str, str]:
    return {"unit": str(county.units["school_a"]), "meeting_kind": kind, "on": on.isoformat(), **CALLED}


@pytest.mark.clause("8.05")
def test_the_teaching_office_hears_every_class_teacher_at_the_start_of_a_month(county: County) -> None:
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    appoint(county, "孙老师", "class_teacher", "class_b", "13900007778")
    zheng, wang = sign_in(county, "郑主任"), sign_in(county, "王老师")
    meeting = call_by_page(zheng, county, "office")
    assert send(wang, meeting, f"{meeting}sign-in/").status_code == 302
    assert "三年级（1）班 王老师、三年级（2）班 孙老师" in plain(zheng.get(meeting))
    heard = {"post": str(post_of("王老师")), "reported": "到校四十人，请假一人"}
    assert send(zheng, f"{meeting}hear/", **heard).status_code == 302
    shown = plain(zheng.get(meeting))
    assert "到校四十人，请假一人" in shown
    assert "还没有听取汇报的班主任：三年级（2）班 孙老师" in shown
    no_teacher = send(zheng, f"{meeting}hear/", post=str(post_of("李校长")), reported="补充要求")
    assert (no_teacher.status_code, "李校长不是班主任" in plain(no_teacher)) == (422, True)
    assert "补充要求" in text_of(no_teacher)
    assert send(zheng, f"{meeting}hear/", post=str(post_of("孙老师")), reported="全到").status_code == 302
    assert "还没有听取汇报的班主任" not in plain(zheng.get(meeting))
    assert counted(county, "campaign.teachers_heard") == 0, "it counts once it was signed off"
    assert send(zheng, f"{meeting}write/", minutes=WRITTEN["minutes"]).status_code == 302
    assert send(zheng, meeting, f"{meeting}sign-off/").status_code == 302
    assert counted(county, "campaign.office_meetings") == 1
    assert counted(county, "campaign.teachers_heard") == 2


@pytest.mark.clause("8.06")
def test_a_special_meeting_in_march_and_september(county: County) -> None:
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    hold_by_page(li, wang, call_by_page(li, county, "special"))
    assert counted(county, "campaign.special_meetings") == 1
    shown = plain(sign_in(county, "张镇长").get(LIST))
    assert "九月控辍保学专题会 控辍保学专题会 2026-09-01 清溪镇中心小学 已签发 1 1" in shown
    assert "九月控辍保学专题会" not in plain(sign_in(county, "赵老师").get(LIST))


def test_signed_minutes_are_put_right_by_notes_alone(county: County) -> None:
    meeting = f"{LIST}{signed_off(county)}/"
    li = sign_in(county, "李校长")
    for form in ("write", "decide", "enter", "change"):
        assert f"{meeting}{form}/" not in text_of(li.get(meeting))
    edited = send(li, f"{meeting}write/", account_given="", minutes="改过的纪要")
    assert edited.status_code == 422
    assert "已经签发，不能再改" in plain(edited)
    assert "改过的纪要" in text_of(edited), "what was typed is not lost"
    assert the(Meeting).minutes == WRITTEN["minutes"]
    assert send(li, f"{meeting}note/", note_text="走访名单应为三户").status_code == 302
    shown = plain(li.get(meeting))
    assert "走访名单应为三户 2026-09-01 李校长" in shown
    assert WRITTEN["minutes"] in shown
    assert len(all_of(MeetingNote)) == 1


def test_a_meeting_to_come_is_not_signed_off_and_nothing_is_said_of_it(county: County) -> None:
    coming = date(2026, 9, 15)
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    meeting = f"{LIST}{called(county, on=coming)}/"
    for visitor, form, given in (
        (wang, "sign-in", {}),
        (li, "write", WRITTEN),
        (li, "sign-off", {"seen": "0"}),
        (li, "enter", {"post": str(post_of("王老师"))}),
    ):
        sent = form_of(county, "王老师" if visitor is wang else "李校长")
        answer = visitor.post(f"{meeting}{form}/", {"request": sent, **given})
        assert (answer.status_code, "2026-09-15 才开" in plain(answer)) == (422, True), form
    assert the(Meeting).signed_on is None


def test_what_was_written_since_is_read_again_before_it_is_signed(county: County) -> None:
    meeting = f"{LIST}{written(county)}/"
    li = sign_in(county, "李校长")
    old = re.search(r'name="seen" value="([^"]+)"', text_of(li.get(meeting)))
    assert old
    send(li, f"{meeting}write/", account_given="", minutes="另一份纪要")
    answer = send(li, meeting, f"{meeting}sign-off/", seen=old[1])
    assert (answer.status_code, "请再看一遍" in plain(answer)) == (422, True)


def test_whoever_is_no_member_signs_in_nowhere_and_sees_nothing(county: County) -> None:
    meeting = f"{LIST}{called(county)}/"
    zhao = sign_in(county, "赵老师")
    assert zhao.get(meeting).status_code == 404
    assert zhao.post(f"{meeting}sign-in/", {"request": form_of(county, "赵老师")}).status_code == 404
    zhang = sign_in(county, "张镇长")
    guest = zhang.post(f"{meeting}sign-in/", {"request": form_of(county, "张镇长")})
    assert (guest.status_code, "没有职务，不是参会人员" in plain(guest)) == (422, True)
    wang = sign_in(county, "王老师")
    assert send(wang, meeting, f"{meeting}sign-in/").status_code == 302
    assert "签到</button>" not in text_of(wang.get(meeting))
    assert wang.get(f"{meeting}write/").status_code == 403
    twice = wang.post(f"{meeting}sign-in/", {"request": form_of(county, "王老师")})
    assert (twice.status_code, "王老师已经签到" in plain(twice)) == (422, True)


def test_the_same_evidence_counts_once_and_is_never_gone(county: County) -> None:
    li = sign_in(county, "李校长")
    meeting = f"{LIST}{signed_off(county)}/"

    def put_in() -> Any:
        return send(li, f"{meeting}proof/", caption="签到表", proof=SimpleUploadedFile("a.pdf", PICTURE))

    assert put_in().status_code == 302
    again = put_in()
    assert (again.status_code, "同一份凭据 2026-09-01 已经上传过（签到表）" in plain(again)) == (422, True)
    evidence = the(CampaignEvidence).pk
    at = f"{LIST}evidence/{evidence}/"
    assert li.get(at).content == PICTURE
    assert sign_in(county, "赵老师").get(at).status_code == 404
    chen = sign_in(county, "陈局长")
    school = str(county.units["school_a"])
    assert send(chen, f"{LIST}holds/", unit=school, reason="九月督导检查").status_code == 302
    held = send(li, f"{at}strike/", reason="传错了")
    assert (held.status_code, "凭据封存备查（九月督导检查）" in plain(held)) == (422, True)
    assert send(chen, f"{LIST}holds/", f"{LIST}holds/{the(EvidenceHold).pk}/release/").status_code == 302
    assert send(li, f"{at}strike/", reason="传错了").status_code == 302
    assert "已划去 2026-09-01 李校长 传错了" in plain(li.get(meeting))
    assert li.get(at).content == PICTURE, "file and row stay"
    assert put_in().status_code == 302, "once it was struck it may come in again"


def test_what_lacks_is_refused_in_one_sentence(county: County) -> None:
    li = sign_in(county, "李校长")
    meeting = call_by_page(li, county, "term_start")
    token = {"seen": "x"}
    for step, words in (
        (None, "还没有写会议纪要"),
        (lambda: send(li, f"{meeting}write/", minutes="纪要"), "还没有人签到"),
        (lambda: send(li, meeting, f"{meeting}sign-in/"), "写上通报，至少记一项决定"),
    ):
        if step:
            assert step().status_code == 302
        answer = send(li, f"{meeting}change/", f"{meeting}sign-off/", **token)
        assert (answer.status_code, words in plain(answer)) == (422, True), words
    early = send(li, f"{meeting}decide/", post=str(post_of("王老师")), decision_text="走访", due_on="2026-08-31")
    assert (early.status_code, "不能早于会议当天" in plain(early)) == (422, True)
    stranger = send(li, f"{meeting}decide/", post=str(county.units["county"]), decision_text="走访", due_on=DUE)
    assert stranger.status_code == 404
    off = send(li, f"{meeting}change/", f"{meeting}call-off/", reason="改期")
    assert (off.status_code, "不能取消这次会议" in plain(off)) == (422, True)
    twice = send(li, f"{LIST}call/", **_given(county, "term_start", DAY))
    assert (twice.status_code, "已经有一次同样的会议" in plain(twice)) == (422, True)


def test_a_township_holds_special_meetings_but_none_of_a_school(county: County) -> None:
    zhang = sign_in(county, "张镇长")
    town = str(county.units["town_a"])
    given = {**CALLED, "unit": town, "on": DAY.isoformat()}
    refused = send(zhang, f"{LIST}call/", meeting_kind="office", **given)
    assert (refused.status_code, "这个单位不开这种会" in plain(refused)) == (422, True)
    answer = send(zhang, f"{LIST}call/", meeting_kind="special", **given)
    meeting = str(answer["Location"])
    assert send(sign_in(county, "李校长"), meeting, f"{meeting}sign-in/").status_code == 302
    assert send(sign_in(county, "周支书"), meeting, f"{meeting}sign-in/").status_code == 302
    assert "李校长 本人签到" in plain(zhang.get(meeting))


def test_evidence_of_a_meeting_counts_for_that_alone(county: County) -> None:
    first, second = signed_off(county), signed_off(county, topic="另一次会")
    proved(county, first)
    li = sign_in(county, "李校长")
    assert "会议照片" in plain(li.get(f"{LIST}{first}/"))
    assert "会议照片" not in plain(li.get(f"{LIST}{second}/"))
