"""Cases in a browser: the list, one case, each form, who may do what, a confidential reason, a proof, both languages."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.services import propose_close_out, send_back
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.attendance import reported
from support.browsing import Visitor, sign_in
from support.cases import BACK, PDF, cleared, closed_out, events_of, proposed, state_of, suspected, verified
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.programs import Program, give_token


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def page(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.status_code
    return text_of(answer)


def case_path(case: Any, step: str = "") -> str:
    return f"/cases/{case}/{step}"


# the whole way


def test_a_teacher_opens_a_case_and_the_others_bring_it_to_its_end(county: County) -> None:
    child = county.children["both"]
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    village, town = sign_in(county, "周支书"), sign_in(county, "张镇长")
    card = teacher.get(f"/cases/children/{child}/card/", headers={"HX-Request": "true"})
    assert f"/cases/children/{child}/suspect/" in text_of(card)
    opened = send(teacher, f"/cases/children/{child}/suspect/", seen="三天没有来", on="2026-09-01")
    case = the(Case).pk
    assert opened["Location"] == case_path(case)
    assert "三天没有来" in page(teacher, case_path(case))
    assert (
        send(head, case_path(case, "verify/"), kind="dropped_out", reason="working", on="2026-09-01").status_code == 302
    )
    proof = SimpleUploadedFile("复学登记表.pdf", PDF)
    given = {"reason": "returned", "on": "2026-09-01", "note": "已回班上课", "proof": proof}
    assert send(village, case_path(case, "propose_close_out/"), **given).status_code == 302
    assert "等乡镇或县级的另一人审批" in page(village, case_path(case))
    assert send(town, case_path(case, "close_out/"), on="2026-09-01").status_code == 302
    assert state_of(case) == "closed_out"
    seen = page(teacher, case_path(case))
    for words in ("已销号", "劝返复学", "打工务农", "周支书", "张镇长", "已回班上课"):
        assert words in seen
    card = text_of(teacher.get(f"/cases/children/{child}/card/", headers={"HX-Request": "true"}))
    assert "已销号" in card
    assert "<html" not in card
    assert teacher.get(f"/cases/children/{child}/card/")["Location"] == case_path(case)


def test_the_childs_page_holds_the_card_of_its_case(county: County) -> None:
    case = suspected(county)
    path = f"/children/{county.children['both']}/"
    assert case_path(case) in page(sign_in(county, "周支书"), path)


@pytest.mark.parametrize(
    ("who", "steps"),
    [
        ("王老师", set()),
        ("吴组长", set()),
        ("何老师", set()),
        ("周支书", {"verify", "pause"}),
        ("李校长", {"verify", "pause"}),
        ("张镇长", {"verify", "clear", "pause"}),
        ("陈局长", {"verify", "clear", "pause"}),
    ],
)
def test_each_is_offered_the_steps_of_their_own(county: County, who: str, steps: set[str]) -> None:
    case = suspected(county)
    found = set(re.findall(rf'href="/cases/{case}/(\w+)/"', page(sign_in(county, who), case_path(case))))
    assert found - {"course"} == steps  # its course is something to look at


def test_who_proposed_is_not_offered_the_decision_and_is_refused_in_a_sentence(county: County) -> None:
    case = proposed(county, who="张镇长")
    town = sign_in(county, "张镇长")
    assert f"/cases/{case}/close_out/" not in page(town, case_path(case))
    refused = send(town, case_path(case, "close_out/"), on="2026-09-01")
    assert refused.status_code == 422
    assert "要由别人审批" in text_of(refused)
    assert state_of(case) == "proposed"


def test_a_proposal_made_anew_is_shown_before_it_is_approved(county: County) -> None:
    case = proposed(county, who="张镇长")
    bureau = sign_in(county, "陈局长")
    address = case_path(case, "close_out/")
    old = page(bureau, address)
    assert "张镇长于 2026-09-01 申请销号" in old
    send_back(county.ctx("陈局长"), case=case, on=DAY, note="缺证明")
    propose_close_out(county.ctx("张镇长"), case=case, on=DAY, **BACK)
    seen = re.search(r'name="proposal" value="([^"]+)"', old)
    assert seen
    refused = send(bureau, address, on="2026-09-01", proposal=seen[1])
    assert refused.status_code == 422
    assert "销号申请有了变化" in text_of(refused)
    assert state_of(case) == "proposed"
    assert send(bureau, address, on="2026-09-01").status_code == 302
    assert state_of(case) == "closed_out"


def test_a_stranger_sees_and_does_nothing(county: County) -> None:
    case = suspected(county)
    stranger = sign_in(county, "赵老师")
    assert "慕容甲乙" not in page(stranger, "/cases/")
    for path in (case_path(case), f"/cases/children/{county.children['both']}/card/"):
        assert stranger.get(path).status_code == 404
    assert stranger.get(f"/cases/children/{county.children['both']}/suspect/").status_code == 404
    assert stranger.get(case_path(case, "verify/")).status_code == 403
    event = events_of(case)[0].pk
    assert sign_in(county, "安全管理员").get("/cases/").status_code == 403
    assert stranger.post(f"/cases/events/{event}/reason/").status_code == 403


# forms as an enemy sends them


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"reason": "deceased", "on": "2026-09-01"}, "请上传证明材料，或写明文号"),
        ({"reason": "returned", "on": "2026-09-01"}, "不能用在这一步"),
        ({"reason": "", "on": "2026-09-01"}, "原因"),
        ({"reason": "at_school", "on": "2026-09-31"}, "日期"),
        ({"reason": "at_school", "on": "2027-09-01"}, "还没有到"),
    ],
)
def test_a_refused_form_comes_back_with_what_was_sent_and_leaves_nothing(
    county: County, sent: dict[str, str], words: str
) -> None:
    case = suspected(county)
    note = "家长说的，还没有核实"
    refused = send(sign_in(county, "陈局长"), case_path(case, "clear/"), note=note, **sent)
    assert refused.status_code == 422
    assert words in text_of(refused)
    assert note in text_of(refused)
    assert len(events_of(case)) == 1


def test_a_refused_step_leaves_no_file_and_a_web_page_is_no_proof(county: County) -> None:
    case = suspected(county)
    officer = sign_in(county, "陈局长")
    late = {"reason": "deceased", "on": "2027-09-01", "proof": SimpleUploadedFile("证明.pdf", PDF)}
    assert send(officer, case_path(case, "clear/"), **late).status_code == 422
    odd = SimpleUploadedFile("证明.pdf", b"<html><script>alert(1)</script></html>")
    assert send(officer, case_path(case, "clear/"), reason="deceased", on="2026-09-01", proof=odd).status_code == 422
    assert not all_of(Attachment)
    assert state_of(case) == "suspected"


def test_a_form_sent_twice_is_done_once(county: County) -> None:
    case = suspected(county)
    officer = sign_in(county, "陈局长")
    found = re.search(r'name="request" value="([^"]+)"', page(officer, case_path(case, "verify/")))
    assert found
    sent = {"request": found[1], "kind": "dropped_out", "on": "2026-09-01"}
    assert officer.post(case_path(case, "verify/"), sent).status_code == 302
    assert officer.post(case_path(case, "verify/"), sent).status_code == 302
    assert len(events_of(case)) == 2
    assert officer.post(case_path(case, "verify/"), {**sent, "kind": "out_of_school"}).status_code in (409, 422)


# confidential reasons, proofs, corrections


def test_a_confidential_reason_is_on_no_page_until_it_is_revealed(county: County) -> None:
    note = "住院治疗至年底"
    case = cleared(county, reason="illness_or_disability", note=note, reference="县医院证明")
    head = sign_in(county, "李校长")
    for visitor in (head, sign_in(county, "王老师"), sign_in(county, "周支书")):
        for path in (case_path(case), "/cases/", "/ledgers/suspected/"):
            seen = page(visitor, path)
            assert note not in seen
            assert "因病因残" not in re.sub(r"<option.*?</option>", "", seen)
        assert "保密" in page(visitor, case_path(case))
    event = events_of(case)[-1].pk
    assert "/reason/" not in page(sign_in(county, "王老师"), case_path(case))
    revealed = text_of(head.post(f"/cases/events/{event}/reason/"))
    assert "因病因残无法入学" in revealed
    assert note in revealed
    assert Entry.objects.filter(action="case.reveal", outcome="read").count() == 1


def test_a_proof_is_handed_out_to_whoever_it_is_in_reach_of(county: County) -> None:
    case = verified(county)
    proof = SimpleUploadedFile("复学登记表.pdf", PDF)
    village = sign_in(county, "周支书")
    send(village, case_path(case, "propose_close_out/"), reason="returned", on="2026-09-01", proof=proof)
    attachment = the(Attachment)
    path = f"/attachments/{attachment.pk}/"
    town = sign_in(county, "张镇长")
    assert path in page(town, case_path(case))
    answer = town.get(path)
    assert answer.status_code == 200
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "复学" not in answer["Content-Disposition"]
    assert Entry.objects.filter(action="attachment.read", outcome="read").count() == 1
    assert sign_in(county, "李校长").get(path).status_code == 404  # kept on the household track
    assert sign_in(county, "王老师").get(path).status_code == 403


def test_the_last_step_is_corrected_or_withdrawn(county: County) -> None:
    case = verified(county)
    officer = sign_in(county, "陈局长")
    event = events_of(case)[-1].pk
    path = f"/cases/events/{event}/correct/"
    assert path in page(officer, case_path(case))
    assert path not in page(sign_in(county, "李校长"), case_path(case))
    assert send(officer, path, reason="struggling").status_code == 302
    assert "已被更正" in page(officer, case_path(case))
    latest = events_of(case)[-1].pk
    assert send(officer, f"/cases/events/{latest}/correct/", withdrawn="true").status_code == 302
    assert state_of(case) == "suspected"
    refused = send(officer, path, note="再改一次")
    assert refused.status_code == 422
    assert "只能更正最后一步" in text_of(refused)


# list, languages, programs


def test_the_list_is_narrowed_by_its_address_and_odd_addresses_are_borne(county: County) -> None:
    suspected(county, "both", "陈局长")
    closed_out(county, "far_school")
    officer = sign_in(county, "陈局长")
    both = page(officer, "/cases/")
    assert "慕容甲乙" in both
    assert "上官壬癸" in both
    narrowed = page(officer, "/cases/?state=closed_out")
    assert "慕容甲乙" not in narrowed
    assert "上官壬癸" in narrowed
    assert "慕容甲乙" in page(officer, f"/cases/?unit={county.units['village_a']}&track=household")
    for odd in ("?state=x", "?unit=x", "?reason=%00", "?track=y", f"?unit={uuid4()}", "?after=x"):
        assert officer.get(f"/cases/{odd}").status_code in (200, 400)
    assert officer.get(f"/cases/?after={uuid4()}").status_code == 404


def test_both_languages_speak_of_cases(county: County) -> None:
    case = verified(county)
    visitor = sign_in(county, "李校长")
    visitor.post("/language/", {"language": "en", "next": "/cases/"})
    for path, words in (("/cases/", "dropped out"), (case_path(case), "History of the case")):
        seen = page(visitor, path)
        assert words in seen
        assert "个案" not in seen
    assert "Propose to close out" in page(visitor, case_path(case))


@pytest.fixture
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens last by the county's clock."""
    monkeypatch.setattr(asking, "now", lambda: county.time.at)
    monkeypatch.setattr(clock, "now", lambda: county.time.at)


@pytest.mark.usefixtures("same_time")
def test_programs_read_cases_and_act_on_them(county: County) -> None:
    case = suspected(county)
    with owners_eyes():
        program = Program(county, give_token(county, "陈局长"))
    assert [each["id"] for each in program.get("cases").json()["lines"]] == [str(case)]
    found = program.get(f"cases/{case}").json()
    assert found["line"]["state"] == "suspected"
    assert [each["step"] for each in found["events"]] == ["suspect"]
    told = program.act("case.clear", {"case": str(case), "on": "2026-09-01", "reason": "at_school"})
    assert told.status_code == 200
    assert state_of(case) == "cleared"


def test_no_event_is_ever_edited_or_removed() -> None:
    assert not CaseEvent.ROWS.changed
    assert CaseEvent.ROWS.removed == {
        "golden.apply"
    }  # with a child whose roster was taken back, if no person has spoken of it


def test_who_verifies_a_pupil_that_came_this_week_is_told_first(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)
    case = suspected(county)
    head = sign_in(county, "李校长")
    assert "最近到校是" not in page(head, case_path(case, "verify/"))
    reported(county)
    assert "最近到校是 2026-09-01，近两周到校 1 天" in page(head, case_path(case, "verify/"))
    assert (
        send(head, case_path(case, "verify/"), kind="dropped_out", reason="working", on="2026-09-01").status_code == 302
    )
