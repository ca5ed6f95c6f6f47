"""Visits in a browser: planning, recording on a phone, sealing, photos, registers, doubts, lists, who may and who may not."""

import io
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notoneless.casework.cases.services import close_out, propose_close_out, reopen
from notoneless.casework.visits.models import (
    HomeVisit,
    Nomination,
    PlannedVisit,
    VisitList,
    Visitor,
    VisitPhoto,
)
from notoneless.casework.visits.services import withdraw_visit
from notoneless.foundation.access.models import Grant
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from support.attendance import reported
from support.browsing import Visitor as Browser
from support.browsing import sign_in
from support.cases import BACK, cleared, proposal_of_case, suspected, verified
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.programs import Program, give_token
from support.visits import PHOTO, doubted, drawn, looked_through, photo, picture, planned, visited
from support.watch_list import listed as put_on_list

SEES = ("王老师", "李校长", "张镇长", "周支书", "吴组长", "何老师", "陈局长")
"""Who answers for the child `both` on one track or the other."""


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, clock, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def page(visitor: Browser, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return text_of(answer)


def form_of(county: County, key: str = "both") -> str:
    return f"/visits/children/{county.children[key]}/record/"


def typed(county: County, *people: str, **more: Any) -> dict[str, Any]:
    """What a teacher types into the form."""
    visitors = [str(county.accounts[each]) for each in people or ("王老师",)]
    base = {
        "kind": "home",
        "on": "2026-09-01",
        "visitors": visitors,
        "at_home": "true",
        "met": "mother",
        "note": "母亲说孩子想打工",
    }
    return base | more


def sent_photo(shade: int = 0, name: str = "家访.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(shade))


@pytest.mark.parametrize("day", ["0001-01-01", "2000-01-01", "2016-12-31", "9999-12-31"])
def test_a_day_that_cannot_be_comes_back_with_a_sentence_and_loses_nothing(county: County, day: str) -> None:
    teacher = sign_in(county, "王老师")
    answer = send(teacher, form_of(county), **typed(county, on=day, note="母亲说孩子想打工", photo=sent_photo()))
    assert answer.status_code == 422
    shown = text_of(answer)
    assert "核对家访日期" in shown or "还没有到" in shown
    assert "母亲说孩子想打工" in shown
    assert "kept_photo" in shown
    assert f'value="{day}"' in shown
    assert all_of(HomeVisit) == []
    given = {"kind": "home", "on": day, "visitors": str(county.accounts["王老师"]), "at_home": True, "met": "nobody"}
    with owners_eyes():
        program = Program(county, give_token(county, "王老师"))
    refused = program.act("visit.record", given | {"child": str(county.children["both"])})
    assert refused.status_code == 422
    assert refused.json()["code"].startswith("visits.")


@pytest.mark.parametrize("day", ["0001-01-01", "2000-01-01", "9999-12-31", "30-2-1"])
def test_lists_and_registers_of_days_that_cannot_be_stay_pages(county: County, day: str) -> None:
    teacher = sign_in(county, "王老师")
    unit = str(county.units["class_a"])
    answer = send(teacher, "/visits/lists/", unit=unit, from_on=day, capacity="3")
    assert answer.status_code == 422
    assert all_of(VisitList) == []
    for register in ("register", "dropouts", "returned"):
        for asked in (f"first={day}", f"last={day}", f"first={day}&last={day}"):
            for use in ("", "print/", "export/"):
                path = f"/visits/registers/{register}/{use}?unit={unit}&{asked}"
                assert teacher.get(path).status_code == 200, path


def test_a_photo_sent_as_the_signature_comes_back_with_a_sentence(county: County) -> None:
    teacher = sign_in(county, "王老师")
    answer = send(teacher, form_of(county), **typed(county, photo=sent_photo(), signature=sent_photo(name="签名.png")))
    assert answer.status_code == 422
    assert "签名和照片是同一张图" in text_of(answer)
    assert "kept_photo" in text_of(answer)
    assert "kept_signature" not in text_of(answer)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("家访.png", b"<html><script>alert(1)</script></html>"),
        ("家访.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("家访.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("家访.png", b"MZ\x90\0" + bytes(100)),
        ("家访.png", b"PK\x03\x04" + bytes(100)),
        ("家访.png.exe", picture()),
        ("家访.png", picture() + b"<script>alert(1)</script>"),
        ("家访.jpg", b"\xff\xd8\xff\xe0" + bytes(10 * 1024 * 1024 + 1)),
    ],
)
@pytest.mark.parametrize("field", ["photo", "signature"])
def test_what_is_no_picture_is_not_taken_and_loses_nothing(
    county: County, field: str, name: str, content: bytes
) -> None:
    teacher = sign_in(county, "王老师")
    answer = send(teacher, form_of(county), **typed(county, **{field: SimpleUploadedFile(name, content)}))
    assert answer.status_code == 422
    assert "母亲说孩子想打工" in text_of(answer)
    assert all_of(Attachment) == []
    assert all_of(HomeVisit) == []


def test_a_photo_with_a_position_is_kept_without_it(county: County) -> None:
    place = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0GPS 26.58123N"
    taken = PHOTO[:2] + b"\xff\xe1" + (len(place) + 2).to_bytes(2, "big") + place + PHOTO[2:]
    teacher = sign_in(county, "王老师")
    send(teacher, form_of(county), **typed(county, photo=SimpleUploadedFile("家访.jpg", taken)))
    kept = the(VisitPhoto).attachment_id
    given = b"".join(sign_in(county, "李校长").get(f"/attachments/{kept}/"))
    assert b"GPS" not in given
    assert given == PHOTO


def test_who_reads_a_visit_sees_how_it_was_signed_and_that_is_recorded(county: County) -> None:
    teacher = sign_in(county, "王老师")
    send(teacher, form_of(county), **typed(county, signatory="家长", signature=sent_photo(9, "签名.png")))
    visit = the(HomeVisit)
    address = f"/visits/{visit.pk}/signature/"
    for who in ("王老师", "李校长", "吴组长", "张镇长", "陈局长"):
        visitor = sign_in(county, who)
        shown = page(visitor, f"/visits/{visit.pk}/")
        if f'src="{address}"' not in shown:
            assert "签名图片由登记的单位保管" in shown
            assert visitor.get(address).status_code == 404
            continue
        answer = visitor.get(address)
        assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", picture(9))
        assert answer["X-Content-Type-Options"] == "nosniff"
        account = county.accounts[who]
        assert Entry.objects.filter(object=visit.signature_id, actor=account, outcome=Outcome.READ).count() == 1
    assert sign_in(county, "赵老师").get(address).status_code == 404
    unsigned = visited(county)
    assert teacher.get(f"/visits/{unsigned}/signature/").status_code == 404


def test_a_promise_comes_back_on_its_day_until_the_child_came_or_somebody_went_on(county: County) -> None:
    on = DAY + timedelta(days=2)
    given = {"promise": "周四送回学校", "promised_on": on}
    first, second = visited(county, **given), visited(county, "class_only", at_home=None, address="村口", **given)
    teacher = sign_in(county, "王老师")
    assert "家长承诺" not in page(teacher, "/today/")
    county.time.pass_by(days=2)
    teacher = sign_in(county, "王老师")
    today = page(teacher, "/today/")
    assert "家长承诺：2 户到期" in today
    assert f"/visits/{first}/" in today
    assert "承诺今天兑现" in page(teacher, f"/visits/{first}/")
    assert "家长承诺" not in page(sign_in(county, "李校长"), "/today/")
    reported(county, on=on, class_only="absent")
    assert "家长承诺：1 户到期" in page(teacher, "/today/")
    assert "已兑现" in page(teacher, f"/visits/{first}/")
    county.time.pass_by(days=1)
    teacher = sign_in(county, "王老师")
    assert "家长承诺：1 户到期" in page(teacher, "/today/")
    shown = page(teacher, f"/visits/{second}/")
    assert "没有兑现" in shown
    assert f"/visits/children/{county.children['class_only']}/record/" in shown
    planned(county, "class_only", due_on=county.time.at.date() + timedelta(days=1))
    assert "家长承诺" not in page(teacher, "/today/")
    assert "没有兑现，已接着" in page(teacher, f"/visits/{second}/")


def test_a_promise_of_a_withdrawn_record_does_not_come_back(county: County) -> None:
    visit = visited(county, promise="送回", promised_on=DAY)
    assert "家长承诺：1 户到期" in page(sign_in(county, "王老师"), "/today/")
    withdraw_visit(county.ctx("王老师"), visit=visit, reason="记错")
    assert "家长承诺" not in page(sign_in(county, "王老师"), "/today/")


# the whole way


def test_a_visit_is_planned_with_village_and_township_and_recorded_in_one_form(county: County) -> None:
    teacher, child = sign_in(county, "王老师"), county.children["both"]
    path = f"/visits/children/{child}/plan/"
    assert all(name in page(teacher, path) for name in ("王老师", "李校长", "吴组长", "周支书", "张镇长"))
    people = [str(county.accounts[each]) for each in ("王老师", "周支书", "张镇长")]
    answer = send(teacher, path, visitors=people, due_on="2026-09-01", purpose="三天没有来")
    assert answer["Location"] == f"/children/{child}/"
    plan = the(PlannedVisit)
    for who in ("王老师", "周支书", "张镇长"):
        visitor = teacher if who == "王老师" else sign_in(county, who)
        assert "三天没有来" in page(visitor, "/visits/")
        assert f"{form_of(county)}?planned={plan.pk}" in page(visitor, "/today/")
    form = page(teacher, f"{form_of(county)}?planned={plan.pk}")
    assert f'value="{plan.pk}" selected' in form
    assert ticked(county, form) == ["王老师"], "who went is ticked by whoever records it"
    assert form.count("安排去的") == 3
    assert "慕容甲乙家老屋" in form
    given = typed(
        county, "王老师", "周支书", planned_visit=str(plan.pk), begun_at="19:00", ended_at="20:10", photo=sent_photo()
    )
    given |= {"promise": "周一送回", "promised_on": "2026-09-07", "next_step": "周一到校门口等", "reason": "working"}
    given |= {"signatory": "家长慕容甲乙", "signed_on_paper": "true", "latitude": "26.58123", "longitude": "107.98123"}
    made = send(teacher, form_of(county), **given)
    visit = the(HomeVisit)
    assert made["Location"] == f"/visits/{visit.pk}/"
    assert {row.account_id for row in all_of(Visitor, visit=visit.pk)} == {
        county.accounts["王老师"],
        county.accounts["周支书"],
    }
    assert len(all_of(VisitPhoto)) == 1
    shown = page(teacher, made["Location"])
    for words in (
        "19:00–20:10",
        "打工务农",
        "周一送回",
        "周一到校门口等",
        "纸上签名：家长慕容甲乙",
        "周支书、王老师",
        "家中",
    ):
        assert words in shown
    assert "26.58" not in shown
    assert f"{form_of(county)}?planned={plan.pk}" not in page(teacher, "/today/")
    for path in (f"/children/{child}/", f"/visits/children/{child}/", "/visits/"):
        assert f"/visits/{visit.pk}/" in page(teacher, path)


def ticked(county: County, form: str) -> list[str]:
    """The people whom a form has ticked."""
    found = re.findall(r'name="visitors" value="([^"]+)" checked', form)
    return sorted(name for name, account in county.accounts.items() if str(account) in found)


def test_of_a_visit_that_others_were_to_make_nobody_is_ticked_before_somebody_says_who_went(county: County) -> None:
    planned(county, "both", "周支书", "张镇长")
    plan, head = the(PlannedVisit), sign_in(county, "李校长")
    form = page(head, f"{form_of(county)}?planned={plan.pk}")
    assert ticked(county, form) == []
    assert "勾选真正去了的人" in form
    refused = send(head, form_of(county), **typed(county) | {"visitors": [], "planned_visit": str(plan.pk)})
    assert refused.status_code == 422
    assert "请填写家访人" in text_of(refused)
    send(head, form_of(county), **typed(county, "周支书", planned_visit=str(plan.pk)))
    assert [row.account_id for row in all_of(Visitor, visit=the(HomeVisit).pk)] == [county.accounts["周支书"]]
    assert ticked(county, page(head, form_of(county))) == ["李校长"]


def test_the_card_stands_in_the_case(county: County) -> None:
    case = suspected(county)
    visit = visited(county)
    teacher = sign_in(county, "王老师")
    address = f"/visits/children/{county.children['both']}/"
    assert f'hx-get="{address}"' in page(teacher, f"/cases/{case}/")
    card = text_of(teacher.get(address, headers={"HX-Request": "true"}))
    assert f"/visits/{visit}/" in card
    assert "<html" not in card


@pytest.mark.parametrize("who", SEES)
def test_who_answers_for_a_child_sees_its_visits(county: County, who: str) -> None:
    visit = visited(county)
    seen = page(sign_in(county, who), f"/visits/{visit}/")
    assert "母亲说孩子不想上学" in seen


def test_a_stranger_sees_and_does_nothing(county: County) -> None:
    visit, plan, child = visited(county), planned(county), county.children["both"]
    doubt, a_list = doubted(county), drawn(county)
    stranger = sign_in(county, "赵老师")
    for path in (f"/visits/{visit}/", f"/visits/{visit}/correct/", f"/visits/children/{child}/", form_of(county)):
        assert stranger.get(path).status_code == 404
    for path in (f"/visits/planned/{plan}/call-off/", f"/visits/lists/{a_list}/", f"/visits/children/{child}/plan/"):
        assert stranger.get(path).status_code == 404
    assert stranger.get(f"/visits/registers/register/?unit={county.units['class_a']}").status_code == 404
    for path in (
        "/visits/",
        "/visits/registers/register/",
        "/visits/registers/dropouts/",
        "/visits/term/",
        "/visits/lists/",
    ):
        assert "慕容甲乙" not in page(stranger, path)
    assert stranger.get(f"/visits/doubts/{doubt}/").status_code == 403
    assert sign_in(county, "安全管理员").get("/visits/").status_code == 403
    assert stranger.post(f"/visits/{visit}/reveal/words/").status_code == 404


# what is refused loses nothing


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": "2026-09-02"}, "还没有到"),
        ({"on": "2026-02-30"}, "日期"),
        ({"note": ""}, "请写下谈了什么"),
        ({"visitors": []}, "家访人"),
        ({"at_home": ""}, "请写明在哪里走访的"),
        ({"begun_at": "20:00", "ended_at": "19:00"}, "结束时间要晚于开始时间"),
        ({"met": ""}, "见到谁"),
    ],
)
def test_a_refused_form_comes_back_with_what_was_typed_and_its_photo(
    county: County, changed: dict[str, Any], words: str
) -> None:
    teacher = sign_in(county, "王老师")
    given = typed(county, promise="周一送回", next_step="再打电话", photo=sent_photo()) | changed
    refused = send(teacher, form_of(county), **given)
    assert refused.status_code == 422
    shown = text_of(refused)
    assert words in shown
    assert "周一送回" in shown
    assert "再打电话" in shown
    assert not all_of(HomeVisit)
    kept = re.search(r'name="kept_photo" value="([^"]+)"', shown)
    request = re.search(r'name="request" value="([^"]+)"', shown)
    assert kept
    assert request
    again = teacher.post(form_of(county), typed(county) | {"request": request[1], "kept_photo": kept[1]})
    assert again.status_code == 302
    assert str(the(VisitPhoto).attachment_id) == kept[1]


def test_a_photo_of_200_megabytes_is_told_of_and_nothing_else_is_lost(county: County) -> None:
    teacher = sign_in(county, "王老师")
    film = SimpleUploadedFile("家访.jpg", b"\xff\xd8\xff" + bytes(200 * 1024 * 1024))
    given = typed(county, next_step="再打电话", photo=sent_photo(), second_photo=film)
    refused = send(teacher, form_of(county), **given)
    shown = text_of(refused)
    assert refused.status_code == 422
    assert "第 2 张照片没有收下" in shown
    assert "10 MB" in shown
    assert "母亲说孩子想打工" in shown
    assert "再打电话" in shown
    assert 'name="kept_photo"' in shown
    assert 'name="kept_second_photo"' not in shown
    assert [row.size for row in all_of(Attachment)] == [len(picture())]


def test_the_same_photo_twice_and_a_web_page_for_a_photo_are_refused_in_a_sentence(county: County) -> None:
    teacher = sign_in(county, "王老师")
    twice = send(teacher, form_of(county), **typed(county, photo=sent_photo(), second_photo=sent_photo(name="又.png")))
    assert twice.status_code == 422
    assert "相同的照片" in text_of(twice)
    odd = SimpleUploadedFile("家访.png", b"<html><script>alert(1)</script></html>")
    assert send(teacher, form_of(county), **typed(county, photo=odd)).status_code == 422
    paper = SimpleUploadedFile("家访.pdf", b"%PDF-1.4\n%%EOF\n")
    assert send(teacher, form_of(county), **typed(county, photo=paper)).status_code == 422
    assert not all_of(HomeVisit)


def test_a_kept_photo_is_ones_own(county: County) -> None:
    strange = photo(county, "李校长", "school_a")
    teacher = sign_in(county, "王老师")
    answer = send(teacher, form_of(county), **typed(county, kept_photo=str(strange)))
    assert answer.status_code == 302
    assert not all_of(VisitPhoto)


def test_a_form_sent_twice_is_one_visit(county: County) -> None:
    teacher = sign_in(county, "王老师")
    request = re.search(r'name="request" value="([^"]+)"', page(teacher, form_of(county)))
    assert request
    for _ in range(2):
        given = typed(county) | {"request": request[1], "photo": sent_photo()}
        assert teacher.post(form_of(county), given).status_code == 302
    assert len(all_of(HomeVisit)) == 1


def test_a_signature_on_the_screen_is_kept_as_a_picture(county: County) -> None:
    teacher = sign_in(county, "王老师")
    send(
        teacher,
        form_of(county),
        **typed(county, signature=SimpleUploadedFile("signature.png", picture()), signatory="母亲"),
    )
    assert the(HomeVisit).signature_id == the(Attachment).pk
    assert "已在屏幕签名 母亲" in page(teacher, f"/visits/{the(HomeVisit).pk}/")


def test_a_signature_without_a_name_comes_back_and_keeps_what_was_signed(county: County) -> None:
    teacher = sign_in(county, "王老师")
    signed = typed(county, signature=SimpleUploadedFile("signature.png", picture()))
    answer = send(teacher, form_of(county), **signed)
    assert answer.status_code == 422
    shown = text_of(answer)
    assert "请写签名人姓名" in shown
    assert all_of(HomeVisit) == []
    kept = re.search(r'name="kept_signature" value="([^"]+)"', shown)
    assert kept
    again = send(teacher, form_of(county), **typed(county, kept_signature=kept[1], signatory="母亲"))
    assert again.status_code == 302
    visit = the(HomeVisit).pk
    corrected = send(teacher, f"/visits/{visit}/correct/", **typed(county, signatory=""))
    assert corrected.status_code == 422
    assert "请写签名人姓名" in text_of(corrected)


def test_a_record_is_corrected_and_withdrawn_with_its_history(county: County) -> None:
    teacher, visit = sign_in(county, "王老师"), visited(county)
    form = page(teacher, f"/visits/{visit}/correct/")
    assert "母亲说孩子不想上学" in form
    made = send(teacher, f"/visits/{visit}/correct/", **typed(county, note="父亲也在，愿意送回", met="parents"))
    shown = page(teacher, made["Location"])
    assert "父亲也在，愿意送回" in shown
    assert f"/visits/{visit}/" in shown
    assert "以最新的一条为准" in page(teacher, f"/visits/{visit}/")
    bare = send(teacher, f"{made['Location']}correct/", to=f"{made['Location']}withdraw/", reason="")
    assert bare.status_code == 422
    gone = send(teacher, f"{made['Location']}correct/", to=f"{made['Location']}withdraw/", reason="记错了孩子")
    assert "已撤销" in page(teacher, gone["Location"])
    assert "还没有家访记录" in page(teacher, f"/visits/children/{county.children['both']}/")


def test_a_plan_is_called_off_with_a_reason_and_a_child_is_nominated(county: County) -> None:
    teacher, plan = sign_in(county, "王老师"), planned(county, purpose="三天没有来")
    assert send(teacher, f"/visits/planned/{plan}/call-off/", reason="").status_code == 422
    assert send(teacher, f"/visits/planned/{plan}/call-off/", reason="孩子回来了")["Location"] == "/visits/"
    assert "三天没有来" not in page(teacher, "/visits/")
    send(teacher, f"/visits/children/{county.children['both']}/nominate/", reason="最近不爱说话")
    assert the(Nomination).because == "最近不爱说话"
    late = send(
        teacher,
        f"/visits/children/{county.children['both']}/plan/",
        visitors=[],
        due_on="2026-09-01",
        purpose="要去看看",
    )
    assert late.status_code == 422
    assert "要去看看" in text_of(late)


# to look at


def test_doubts_go_to_the_supervisor_and_never_show_on_the_visitors_pages(county: County) -> None:
    doubt = doubted(county)
    head, teacher = sign_in(county, "李校长"), sign_in(county, "王老师")
    assert f"/visits/doubts/{doubt}/" in page(head, "/visits/doubts/")
    assert "/visits/doubts/" in page(head, "/today/")
    shown = page(head, f"/visits/doubts/{doubt}/")
    assert "两次家访有同一张照片" in shown
    assert "慕容甲乙" in shown
    assert "欧阳丙丁" in shown
    assert teacher.get("/visits/doubts/").status_code == 403
    visits = [f"/visits/{row.pk}/" for row in all_of(HomeVisit)]
    for path in ("/visits/", "/today/", f"/children/{county.children['both']}/", *visits):
        assert "同一张照片" not in page(teacher, path)
        assert "doubts" not in page(teacher, path)
    way = f"/visits/doubts/{doubt}/settle/"
    bare = send(head, f"/visits/doubts/{doubt}/", to=way, settling="explained", reason="")
    assert bare.status_code == 422
    given = {"settling": "explained", "reason": "两家是一个院子，已问过"}
    assert (
        send(head, f"/visits/doubts/{doubt}/", to=f"/visits/doubts/{doubt}/settle/", **given)["Location"]
        == "/visits/doubts/"
    )
    assert f"/visits/doubts/{doubt}/" not in page(head, "/visits/doubts/")
    assert "两家是一个院子" in page(head, f"/visits/doubts/{doubt}/")
    assert f"/visits/doubts/{doubt}/" in page(head, "/visits/doubts/?settled=yes")


def test_a_record_out_of_reach_is_not_shown_beside_ones_own(county: County) -> None:
    visited(county, photo=photo(county))
    visited(county, "far", who="赵老师", photo=photo(county, "赵老师", "class_z"), at_home=None, address="远山")
    [doubt] = looked_through(county)
    with_far = page(sign_in(county, "陈局长"), f"/visits/doubts/{doubt.pk}/")
    assert "夏侯子丑" in with_far
    head = sign_in(county, "李校长")
    assert head.get(f"/visits/doubts/{doubt.pk}/").status_code == 404
    assert "夏侯子丑" not in page(head, "/visits/doubts/")


# lists


def test_a_list_is_drawn_for_as_many_as_can_be_visited_with_its_reasons_and_lot(county: County) -> None:
    suspected(county)
    teacher = sign_in(county, "王老师")
    assert 'value="5"' in page(teacher, "/visits/lists/")
    unit = str(county.units["class_a"])
    answer = send(teacher, "/visits/lists/", unit=unit, from_on="2026-09-01", capacity="2", seed="4711")
    shown = page(teacher, answer["Location"])
    for words in ("4711", "可走访 2 人", "第 1 趟", "慕容甲乙", "有疑似辍学个案"):
        assert words in shown
    assert "安排家访" in shown
    planned(county)
    assert "已安排" in page(teacher, answer["Location"])
    visited(county)
    assert "已走访" in page(teacher, answer["Location"])
    none = send(teacher, "/visits/lists/", unit=unit, from_on="2026-09-01", capacity="0")
    assert none.status_code == 422
    assert the(VisitList).seed == 4711


def test_both_languages_say_the_same_pages(county: County) -> None:
    visit, teacher = visited(county), sign_in(county, "王老师")
    for path in (
        "/visits/",
        form_of(county),
        f"/visits/{visit}/",
        "/visits/term/",
        "/visits/lists/",
        "/visits/registers/register/",
    ):
        answer = teacher.get(path, headers={"Accept-Language": "en"})
        assert answer.status_code == 200
        words = text_of(answer).partition("<main")[2]
        assert "家访" not in re.sub(r"<option.*?</option>", "", words), path


# the clauses


def owed(county: County, duty: str, unit: str) -> list[Any]:
    reckoned(county)
    rows = all_of(DutyRow, duty=duty, unit=county.units[unit])
    return sorted(rows, key=lambda row: row.due_on)


@pytest.mark.clause("8.08")
def test_registers_fill_themselves_and_are_printed_and_taken_away(county: County) -> None:
    adopted(county)
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    planned(county, due_on=DAY)
    send(teacher, form_of(county), **typed(county, begun_at="19:00", next_step="周一再去"))
    verified(county, "class_only", reason="hardship")
    back = verified(county, "other_class", who="张镇长")
    propose_close_out(county.ctx("张镇长"), case=back, on=DAY, **BACK)
    close_out(county.ctx("陈局长"), case=back, proposal=proposal_of_case(back), on=DAY)
    where = f"?unit={county.units['school_a']}"
    lists = {"register": "慕容甲乙", "dropouts": "欧阳丙丁", "returned": "诸葛庚辛"}
    for register, name in lists.items():
        shown = page(head, f"/visits/registers/{register}/{where}")
        assert name in shown
        assert not any(other in shown for other in lists.values() if other != name)
        assert name in page(head, f"/visits/registers/{register}/print/{where}")
        taken = head.get(f"/visits/registers/{register}/export/{where}")
        sheet = openpyxl.load_workbook(io.BytesIO(taken.content)).active
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
        assert name in cells
    assert "周一再去" in page(head, f"/visits/registers/register/{where}")
    county.time.pass_by(days=40)
    [first, *_] = owed(county, "visits_registered", "class_a")
    assert first.state == "done"


@pytest.mark.clause("8.08")
def test_a_visit_that_was_planned_and_not_recorded_breaks_the_duty_of_the_register(county: County) -> None:
    adopted(county)
    planned(county, due_on=DAY)
    county.time.pass_by(days=40)
    [first, *_] = owed(county, "visits_registered", "class_a")
    assert first.state == "broken"


def test_the_duty_of_the_register_leads_to_the_visits_that_are_lacking_each_with_its_form(county: County) -> None:
    """A class teacher records too what somebody else was to visit: the duty is of the class."""
    adopted(county)
    plan = planned(county, "both", "周支书")
    planned(county, "far", "赵老师", who="赵老师")
    county.time.pass_by(days=5)
    reckoned(county)
    wang = sign_in(county, "王老师")
    [href] = re.findall(r'href="([^"]*)"><span class="duty-what"><b>家访都有登记</b>', page(wang, "/today/"))
    assert href.replace("&amp;", "&") == f"/visits/?late=yes&unit={county.units['class_a']}"
    for path in (href.replace("&amp;", "&"), "/visits/?late=yes"):
        lacking = page(wang, path).split("过了日期还没登记的")[1].split("要去的")[0]
        assert re.findall(r'<a class="duty-do" href="([^"]*)"', lacking) == [f"{form_of(county)}?planned={plan}"]
    assert page(wang, f"{form_of(county)}?planned={plan}")
    visited(county, planned_visit=plan)
    assert "安排的家访都登记了" in page(wang, href.replace("&amp;", "&"))
    assert "过了日期还没登记的" not in page(wang, "/visits/")
    assert wang.get(f"/visits/?late=yes&unit={county.units['class_z']}").status_code == 404


@pytest.mark.clause("8.09")
def test_a_class_teacher_makes_so_many_person_times_a_term_and_three_for_who_relapses(
    county: County,
) -> None:
    adopted(county, visit__per_term="20")
    case = cleared(county)
    reopen(county.ctx("李校长"), case=case, on=DAY, note="又没有来")
    teacher = sign_in(county, "王老师")
    assert "慕容甲乙" in page(teacher, f"/visits/term/?unit={county.units['class_a']}").partition("反复学生还差")[2]
    for number in range(18):
        key, where = ("both", {}) if number < 2 else ("class_only", {"at_home": "", "address": f"石桥{number}号"})
        assert send(teacher, form_of(county, key), **typed(county, **where)).status_code == 302
    assert [row.state for row in owed(county, "relapse_visits", "class_a")] == ["due"]
    send(teacher, form_of(county), **typed(county, "王老师", "李校长"))
    assert [row.state for row in owed(county, "relapse_visits", "class_a")] == ["done"]
    county.time.pass_by(days=130)
    teacher = sign_in(county, "王老师")
    assert [row.state for row in owed(county, "term_home_visits", "class_a")] == ["due"]
    assert "19／20 人次" in page(teacher, f"/visits/term/?unit={county.units['class_a']}")
    send(teacher, form_of(county), **typed(county))
    assert [row.state for row in owed(county, "term_home_visits", "class_a")] == ["done"]
    assert "已家访 20 人次，要求 20 人次" in page(teacher, "/visits/")
    head = page(sign_in(county, "李校长"), "/visits/")
    assert "您本人本学期已家访 1 人次" in head
    assert "清溪镇中心小学本学期已家访 21 人次" in head
    assert "要求每名班主任 20 人次：2 个班中 1 个已做到" in head
    assert f"/visits/term/?unit={county.units['school_a']}" in head


@pytest.mark.clause("8.11")
def test_every_dropout_has_a_visitor_and_is_really_visited(county: County) -> None:
    adopted(county)
    for key in ("both", "class_only"):
        verified(county, key)
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    shown = page(head, f"/visits/term/?unit={county.units['school_a']}").partition("没有家访人")[2]
    assert "慕容甲乙" in shown
    assert "欧阳丙丁" in shown
    send(
        head,
        f"/visits/children/{county.children['both']}/plan/",
        visitors=[str(county.accounts["王老师"])],
        due_on="2026-09-03",
    )
    shown = page(head, f"/visits/term/?unit={county.units['school_a']}").partition("没有家访人")[2]
    assert "慕容甲乙" not in shown
    assert "欧阳丙丁" in shown
    send(teacher, form_of(county), **typed(county))
    states = sorted(row.state for row in owed(county, "dropout_visited", "class_a"))
    assert states == ["done", "due"]
    assert "visitors_named" in {row.duty for row in all_of(DutyRow)}


@pytest.mark.clause("1.12")
def test_key_pupils_are_visited_one_by_one_and_those_who_were_not_are_listed(county: County) -> None:
    adopted(county, plan=1)
    for key in ("both", "class_only"):
        suspected(county, key)
    teacher = sign_in(county, "王老师")
    where = f"/visits/term/?unit={county.units['class_a']}"
    assert "欧阳丙丁" in page(teacher, where).partition("重点生未家访")[2].partition("</dd>")[0]
    send(teacher, form_of(county, "class_only"), **typed(county, at_home="", address="村口"))
    listed = page(teacher, where).partition("重点生未家访")[2].partition("</dd>")[0]
    assert "欧阳丙丁" not in listed
    assert "慕容甲乙" in listed
    county.time.pass_by(days=130)
    assert [row.state for row in owed(county, "keyed_pupils_visited", "class_a")] == ["due"]
    send(sign_in(county, "王老师"), form_of(county), **typed(county))
    assert [row.state for row in owed(county, "keyed_pupils_visited", "class_a")] == ["done"]


@pytest.mark.clause("4.06")
def test_a_pupil_who_is_not_back_has_a_meeting_outreach_and_a_visit_recorded(county: County) -> None:
    adopted(county, plan=4)
    for key in ("both", "class_only"):
        suspected(county, key)
    head = sign_in(county, "李校长")
    where = {"at_home": "", "address": "柳树村村委会"}
    assert send(head, form_of(county), **typed(county, "李校长", "王老师")).status_code == 302
    for kind in ("meeting", "outreach"):
        assert [row.state for row in owed(county, "outreach_visit", "school_a")] == ["due", "due"]
        given = typed(county, "李校长", "周支书", kind=kind, met="parents", **where)
        assert send(head, form_of(county), **given).status_code == 302
    assert sorted(row.state for row in owed(county, "outreach_visit", "school_a")) == ["done", "due"]
    shown = page(head, f"/visits/children/{county.children['both']}/")
    assert "动员会议" in shown
    assert "到村动员" in shown


def test_key_pupils_not_visited_are_told_by_what_makes_them_so_with_the_way_to_each_list(county: County) -> None:
    put_on_list(county, "both")
    for key in ("both", "class_only"):
        suspected(county, key)
    where = f"/visits/term/?unit={county.units['class_a']}"
    teacher = sign_in(county, "王老师")
    shown = page(teacher, where)
    assert "重点生名单上的，还有个案没有结案的" in shown
    cell = shown.partition("重点生未家访</dt>")[2].partition("</dd>")[0]
    of_list, of_cases = cell.split("不在名单、立了案的")
    assert "1 人" in of_list
    assert "慕容甲乙" in of_list
    assert "1 人" in of_cases
    assert "欧阳丙丁" in of_cases
    for path, name, other in (("/watch-list/", "慕容甲乙", "欧阳丙丁"), ("/cases/", "欧阳丙丁", None)):
        [href] = re.findall(rf'href="({path}[^"]+)"', cell)
        found = page(teacher, unescape(href))
        assert name in found
        assert other is None or other not in found


def test_who_went_stays_a_visitor_when_a_record_is_corrected_after_that_post_was_given_up(county: County) -> None:
    visit = visited(county, "both", "王老师", "李校长")
    before = {row.account_id: row.unit_id for row in all_of(Visitor, visit_id=visit)}
    Grant._base_manager.filter(account_id=county.accounts["王老师"]).update(until_on=DAY + timedelta(days=1))
    county.time.pass_by(days=2)
    li, at = sign_in(county, "李校长"), f"/visits/{visit}/correct/"
    ticked = re.findall(r'name="visitors" value="([^"]+)"[^>]*checked', page(li, at))
    assert set(ticked) == {str(each) for each in before}
    given = {"on": DAY.isoformat(), "kind": "home", "at_home": "true", "met": "mother", "note": "母亲说孩子明天来"}
    assert send(li, at, visitors=ticked, **given).status_code == 302
    now = the(HomeVisit, supersedes_id=visit)
    assert {row.account_id: row.unit_id for row in all_of(Visitor, visit_id=now.pk)} == before


def test_the_term_of_many_classes_asks_the_database_as_often_as_that_of_few(county: County) -> None:
    adopted(county, visit__per_term="20")
    head, at = sign_in(county, "李校长"), f"/visits/term/?unit={county.units['school_a']}"

    def asked() -> int:
        page(head, at)  # what is asked once for all is asked before
        with CaptureQueriesContext(connection) as found:
            page(head, at)
        return len(found)

    few = asked()
    for number in range(3, 7):
        given = {"parent": county.units["school_a"], "kind": "class", "name": f"三年级（{number}）班", "from_on": DAY}
        found_unit(county.ctx("陈局长"), **given)
    assert asked() == few
