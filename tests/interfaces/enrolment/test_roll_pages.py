"""The pages of the roll in a browser: by class, by child, each form, the monthly differences, both languages."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.interfaces.frame import asking, clock
from notoneless.records.enrolment.models import RollComparison, RollDifference, RollEntry, RollEvent
from notoneless.records.enrolment.services import leave
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.programs import Program, give_token
from support.rolls import compared, export_row, last_event, on_roll, sent, suspended, workbook

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def form_of(body: str) -> str:
    found = re.search(r'name="request" value="([^"]+)"', body)
    assert found
    return found[1]


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    """Open a form and send it."""
    return visitor.post(path, {"request": form_of(visitor.get(path).content.decode()), **fields})


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def child_path(county: County, key: str = "both", rest: str = "") -> str:
    return f"/roll/children/{county.children[key]}/{rest}"


# looking


def test_the_head_comes_from_the_school_to_the_class_to_the_child(county: County) -> None:
    on_roll(county, "both")
    sent(county, "other_class")
    visitor = sign_in(county, "李校长")
    schools = text(visitor.get("/roll/"))
    assert "清溪镇中心小学" in schools
    assert "高坪乡中心小学" not in schools
    school = text(visitor.get(f"/roll/units/{county.units['school_a']}/"))
    assert "三年级（1）班" in school
    assert "已转出，接收学校未确认" in school
    assert "诸葛庚辛" in school
    group = text(visitor.get(f"/roll/units/{county.units['class_a']}/"))
    assert "慕容甲乙" in group
    assert "诸葛庚辛" not in group
    child = text(visitor.get(child_path(county)))
    for words in ("清溪镇中心小学", "在读", "招生", "陈局长"):
        assert words in child
    for number in county.markers["both"][1:3]:
        assert number not in child


def test_the_childs_page_holds_the_card_of_its_roll(county: County) -> None:
    on_roll(county)
    visitor = sign_in(county, "王老师")
    page = text(visitor.get(f"/children/{county.children['both']}/"))
    assert f'href="{child_path(county)}"' in page
    assert "注册日期" in page
    assert "hx-get" not in page, "it comes with the page"
    assert "还没有登记学籍" in text(visitor.get(f"/children/{county.children['class_only']}/"))


def test_who_may_not_see_rolls_has_no_card(county: County) -> None:
    page = text(sign_in(county, "周支书").get(f"/children/{county.children['both']}/"))
    assert "/roll/" not in page


def test_a_teacher_sees_and_does_nothing(county: County) -> None:
    suspended(county)
    visitor = sign_in(county, "王老师")
    page = text(visitor.get(child_path(county)))
    assert "休学" in page
    assert "/resume/" not in page
    assert "/correct/" not in page
    assert visitor.get(child_path(county, rest="resume/")).status_code == 403


def test_both_languages_speak_of_the_roll(county: County) -> None:
    sent(county)
    visitor = sign_in(county, "李校长")
    visitor.post("/language/", {"language": "en", "next": "/roll/"})
    page = text(visitor.get(child_path(county)))
    for words in ("transferred out, receiving school not confirmed", "History of the entry", "first entry"):
        assert words in page
    assert "经过" not in page


# doing


def test_a_suspension_of_studies_is_recorded_with_its_proof_and_the_reason_opened(county: County) -> None:
    entry = on_roll(county)
    visitor = sign_in(county, "陈局长")
    proof = SimpleUploadedFile("证明.pdf", PDF)
    given = {"on": "2026-09-01", "until_on": "2027-03-01", "reason": "19", "proof": proof}
    answer = send(visitor, child_path(county, rest="suspend/"), **given)
    assert answer["Location"] == child_path(county)
    event = the(RollEvent, pk=last_event(entry))
    assert event.proof_id is not None
    page = text(visitor.get(child_path(county)))
    assert "有证明" in page
    paper = re.search(r'href="(/attachments/[0-9a-f-]+/)"', page)
    assert paper
    assert visitor.get(paper[1]).content == PDF
    assert "其他疾病" not in page
    assert "其他疾病" in text(visitor.post(f"/roll/events/{event.pk}/reason/"))


def test_a_refused_form_comes_back_with_what_was_sent_and_leaves_no_file(county: County) -> None:
    on_roll(county)
    visitor = sign_in(county, "陈局长")
    proof = SimpleUploadedFile("证明.pdf", PDF)
    given = {"on": "2026-09-01", "until_on": "2029-03-01", "reason": "19", "proof": proof}
    answer = send(visitor, child_path(county, rest="suspend/"), **given)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "一次休学最长 12 个月" in body
    assert 'value="2029-03-01"' in body
    from notoneless.foundation.attachments.models import Attachment

    assert not all_of(Attachment)


def test_a_transfer_goes_out_and_is_confirmed_by_the_county(county: County) -> None:
    on_roll(county)
    head, officer = sign_in(county, "李校长"), sign_in(county, "陈局长")
    path = child_path(county, rest="transfer_out/")
    assert send(head, path, on="2026-09-01", destination="高坪乡中心小学").status_code == 302
    path = child_path(county, rest="transfer_in/")
    unclear = send(officer, path, on="2026-09-01", unit="班")
    assert unclear.status_code == 422
    assert "三年级（1）班" in unclear.content.decode()
    assert send(officer, path, on="2026-09-01", unit="没有的班").status_code == 422
    assert send(officer, path, on="2026-09-01", unit="四年级（1）班").status_code == 302
    assert {row.unit_id for row in all_of(RollEntry, left_on=None)} == {county.units["school_z"]}


def test_a_child_enters_resumes_changes_class_and_leaves_by_forms(county: County) -> None:
    visitor = sign_in(county, "陈局长")
    given = {"unit": "三年级（1）班", "grade": "3", "on": "2026-09-01", "movement": "11", "number_kind": "G"}
    assert send(visitor, child_path(county, rest="enter/"), **given).status_code == 302
    given = {"on": "2026-09-01", "until_on": "2026-12-01", "reason": "19"}
    assert send(visitor, child_path(county, rest="suspend/"), **given).status_code == 302
    given = {"on": "2026-09-01", "unit": county.units["class_b"], "grade": "3"}
    assert send(visitor, child_path(county, rest="resume/"), **given).status_code == 302
    given = {"on": "2026-09-01", "unit": county.units["class_a"]}
    assert send(visitor, child_path(county, rest="change_class/"), **given).status_code == 302
    given = {"on": "2026-09-01", "movement": "other", "destination": "随父母出境", "reason": "28"}
    assert send(visitor, child_path(county, rest="leave/"), **given).status_code == 302
    steps = [row.step for row in sorted(all_of(RollEvent), key=lambda row: row.number)]
    assert steps == ["enter", "suspend", "resume", "change_class", "leave"]
    assert "/suspend/" not in text(visitor.get(child_path(county)))


def test_a_deferral_is_recorded_by_the_county(county: County) -> None:
    given = {"unit": "清溪镇中心小学", "on": "2026-09-01", "until_on": "2027-08-31", "reason": "19"}
    visitor = sign_in(county, "陈局长")
    assert send(visitor, child_path(county, "bare_village", "defer/"), **given).status_code == 302
    assert "延缓入学" in text(visitor.get(child_path(county, "bare_village")))


def test_the_same_form_sent_twice_is_one_event(county: County) -> None:
    on_roll(county)
    visitor = sign_in(county, "李校长")
    path = child_path(county, rest="transfer_out/")
    form = form_of(text(visitor.get(path)))
    for _ in range(2):
        answer = visitor.post(path, {"request": form, "on": "2026-09-01", "destination": "外县"})
        assert answer.status_code == 302
    assert len(all_of(RollEvent, step="transfer_out")) == 1


def test_a_step_without_an_entry_says_so(county: County) -> None:
    assert "没有在籍的学籍" in text(sign_in(county, "陈局长").get(child_path(county, rest="suspend/")))


def test_the_last_event_is_corrected_or_withdrawn(county: County) -> None:
    entry = suspended(county)
    visitor = sign_in(county, "陈局长")
    path = f"/roll/events/{last_event(entry)}/correct/"
    assert send(visitor, path, until_on="2026-12-01").status_code == 422
    assert send(visitor, path, until_on="2026-12-01", reason="11").status_code == 302
    assert "2026-12-01" in text(visitor.get(child_path(county)))
    path = f"/roll/events/{last_event(entry)}/correct/"
    assert send(visitor, path, withdrawn="true").status_code == 302
    page = text(visitor.get(child_path(county)))
    assert "已被更正" in page
    assert "撤销" in page


def test_a_class_is_promoted_and_graduates(county: County) -> None:
    on_roll(county, grade=8)
    visitor = sign_in(county, "李校长")
    path = f"/roll/classes/{county.units['class_a']}"
    assert send(visitor, f"{path}/promote/", on="2026-09-01").status_code == 302
    again = send(visitor, f"{path}/promote/", on="2026-09-01")
    assert again.status_code == 422
    assert "不再升级" in again.content.decode()
    assert send(visitor, f"{path}/graduate/", on="2026-09-01").status_code == 302
    assert the(RollEntry).how_left == "21"


# the national export


def upload(visitor: Visitor, county: County, content: bytes, name: str = "导出.xlsx") -> Any:
    path = f"/roll/schools/{county.units['school_a']}/differences/"
    return send(visitor, path, file=SimpleUploadedFile(name, content))


def test_an_export_is_compared_done_and_explained(county: County) -> None:
    on_roll(county, "both")
    on_roll(county, "other_class")
    visitor = sign_in(county, "李校长")
    path = f"/roll/schools/{county.units['school_a']}/differences/"
    assert "还没有比对过" in text(visitor.get(path))
    content = workbook([export_row(county, "both", 班级="三年级（2）班")])
    for _ in range(2):
        assert upload(visitor, county, content)["Location"] == path
    assert len(all_of(RollComparison)) == 1
    page = text(visitor.get(path))
    for words in ("班级不同", "按导出表调班", "本系统有，导出表没有", "查清去向", "诸葛庚辛"):
        assert words in page
    assert county.markers["both"][2] not in page
    class_differs, gone = the(RollDifference, kind="class"), the(RollDifference, kind="not_in_export")
    form = form_of(page)
    assert visitor.post(f"/roll/differences/{class_differs.pk}/take-over/", {"request": form}).status_code == 302
    done = visitor.post(f"/roll/differences/{gone.pk}/take-over/", {"request": form_of(text(visitor.get(path)))})
    assert done.status_code == 422
    given = {"request": form_of(text(visitor.get(path))), "explanation": "全国系统还没有建籍"}
    assert visitor.post(f"/roll/differences/{gone.pk}/explain/", given).status_code == 302
    page = text(visitor.get(path))
    assert "已办理" in page
    assert "全国系统还没有建籍" in page
    again = {"request": form_of(page), "explanation": "再写一次"}
    assert visitor.post(f"/roll/differences/{gone.pk}/explain/", again).status_code == 422


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("导出.xlsx", b"", "空"),
        ("导出.xlsx", b"not a workbook", ""),
        ("导出.pdf", PDF, ""),
        ("导出.csv", "姓名,身份证号\n".encode(), ""),
        ("导出.csv", "颜色,大小\n红,1\n蓝,2\n".encode(), ""),
    ],
)
def test_what_is_no_export_is_told_in_a_sentence_and_leaves_nothing(
    county: County, name: str, content: bytes, told: str
) -> None:
    on_roll(county)
    answer = upload(sign_in(county, "李校长"), county, content, name)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    from notoneless.foundation.attachments.models import Attachment

    assert not all_of(RollComparison)
    assert not all_of(Attachment)


def test_no_other_school_sees_or_settles_a_difference(county: County) -> None:
    on_roll(county)
    compared(county, [export_row(county, "both", 班级="三年级（2）班")])
    difference = the(RollDifference)
    visitor = sign_in(county, "赵老师")
    for path in (f"/roll/differences/{difference.pk}/explain/", f"/roll/differences/{difference.pk}/take-over/"):
        assert visitor.post(path, {"explanation": "x"}).status_code == 403
    assert visitor.get(f"/roll/schools/{county.units['school_a']}/differences/").status_code == 403
    assert sign_in(county, "李校长").get(f"/roll/schools/{county.units['school_z']}/differences/").status_code == 404


# programs


@pytest.fixture
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens last by the county's clock."""
    monkeypatch.setattr(asking, "now", lambda: county.time.at)
    monkeypatch.setattr(clock, "now", lambda: county.time.at)


def program_of(county: County, who: str) -> Program:
    with owners_eyes():
        return Program(county, give_token(county, who))


@pytest.mark.usefixtures("same_time")
def test_programs_read_the_roll_as_pages_do(county: County) -> None:
    entry = suspended(county)
    compared(county, [export_row(county, "both", 班级="三年级（2）班")])
    program = program_of(county, "李校长")
    assert program.get("roll").json()["schools"][0]["counts"] == {"suspended": 1}
    assert program.get(f"roll/units/{county.units['class_a']}").json()["pupils"][0]["state"] == "suspended"
    card = program.get(f"roll/children/{county.children['both']}").json()["entries"][0]
    assert (card["id"], card["events"][1]["has_reason"]) == (str(entry), True)
    told = program.get(f"roll/schools/{county.units['school_a']}/differences").json()
    assert {each["kind"] for each in told["comparison"]["differences"]} == {"status", "class"}
    assert program.get(f"roll/children/{county.children['far']}").status_code == 404
    other = program_of(county, "赵老师")
    assert other.get(f"roll/schools/{county.units['school_a']}/differences").status_code == 403


@pytest.mark.usefixtures("same_time")
def test_a_program_moves_a_child_by_an_action(county: County) -> None:
    entry = on_roll(county)
    program = program_of(county, "李校长")
    answer = program.act("roll.transfer_out", {"entry": str(entry), "on": DAY.isoformat(), "destination": "外县"})
    assert answer.status_code == 200, answer.content
    early = {"entry": str(entry), "on": (DAY - timedelta(1)).isoformat(), "destination": "外县"}
    assert program.act("roll.transfer_out", early).status_code == 409


def test_the_history_of_a_child_who_came_back_has_both_entries(county: County) -> None:
    entry = on_roll(county)
    leave(county.ctx("李校长"), entry=entry, on=DAY, movement="other", destination="邻县亲戚家")
    on_roll(county)
    page = text(sign_in(county, "李校长").get(child_path(county)))
    assert page.count("清溪镇中心小学") >= 2
    assert "邻县亲戚家" in page
