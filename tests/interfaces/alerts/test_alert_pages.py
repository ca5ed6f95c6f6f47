"""Alerts in a browser: told without an account, asked after by code, attacked, decided, answered; links and their sheet."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from notoneless.casework.alerts.models import Alert
from notoneless.casework.alerts.rules.kinds import A_DAY_FROM_ADDRESS
from notoneless.casework.cases.models import Case
from notoneless.foundation.access.models import Receipt
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.interfaces.frame.clock import now
from notoneless.interfaces.frame.drawing import drawn
from support.alerts import alert_row, alerted, linked, sent_by_link, token_of
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of

SAID = {"seen": "在镇上饭馆帮工", "name": "慕容甲乙", "age": "9", "where_seen": "柳树村", "reply_to": "13911112222"}
SCRIPT = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    cache.clear()
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def address(county: County, unit: str = "town_a") -> str:
    return f"/alert/{token_of(linked(county, unit))}/"


def code_in(answer: Any) -> str:
    found = re.search(r'<p class="receipt"><b>([0-9A-Z-]+)</b>', text_of(answer))
    assert found, text_of(answer)
    return found[1]


def page(visitor: Client, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return text_of(answer)


def test_a_child_is_told_of_without_an_account_and_the_code_tells_how_far_it_is(county: County) -> None:
    anybody, where = Visitor(), address(county)
    form = page(anybody, where)
    assert ("不用登录" in form, "加密保存" in form, "清溪镇" in form, '<option value="柳树村">' in form) == (True,) * 4
    answer = send(anybody, where, **SAID, wants_answer="true")
    assert answer.status_code == 200
    code = code_in(answer)
    row = the(Alert)
    assert (row.unit_id, row.state, row.wants_answer, row.age) == (county.units["town_a"], "received", True, 9)
    asked = anybody.post("/alert/state/", {"code": code})
    assert ("2026-09-01 收到" in text_of(asked), "等待核实" in text_of(asked)) == (True, True)
    officer = sign_in(county, "张镇长")
    send(officer, f"/alerts/{row.pk}/", f"/alerts/{row.pk}/refuse/", refusal="elsewhere", note="住在邻县")
    told = text_of(anybody.post("/alert/state/", {"code": code.lower().replace("-", " ")}))
    assert ("不归本县管" in told, "住在邻县" in told, "慕容" in told) == (True, False, False)


def bare(answer: Any) -> str:
    """A page without what is new each time: codes, hidden fields, the address itself."""
    return re.sub(r"<b>[0-9A-Z-]{14}</b>|[\w:-]{43,}|/alert/[^\"]+", "", text_of(answer))


def test_what_is_told_back_does_not_depend_on_any_child(county: County) -> None:
    known, unknown = (send(Visitor(), address(county), seen="x", name=name) for name in ("慕容甲乙", "没有这个人"))
    assert bare(known) == bare(unknown)


def test_a_token_that_is_no_good_is_answered_alike_and_leaves_no_entry(county: County) -> None:
    before = Entry.objects.count()
    answers = {bare(Visitor().get(f"/alert/{token}/")) for token in ("x", "y" * 43, "z" * 300, "%27%20OR%201=1")}
    assert len(answers) == 1
    assert Visitor().get("/alert/x/").status_code == Visitor().post("/alert/x/", SAID).status_code == 404
    assert Entry.objects.count() == before


def test_a_code_that_is_none_tells_nothing(county: County) -> None:
    sent_by_link(county)
    for code in ("", "0" * 12, "'", SCRIPT, "A" * 9_000):
        answer = Visitor().post("/alert/state/", {"code": code})
        assert answer.status_code == 404
        assert "没有这个回执码" in text_of(answer)
        assert "<script>alert" not in text_of(answer)


def test_a_form_sent_again_is_one_alert_with_the_same_code(county: County) -> None:
    anybody, where = Visitor(), address(county)
    request = re.search(r'name="request" value="([^"]+)"', page(anybody, where))
    assert request
    codes = {code_in(anybody.post(where, {**SAID, "request": request[1]})) for _ in range(5)}
    assert (len(codes), len(all_of(Alert))) == (1, 1)
    other = anybody.post(where, {**SAID, "seen": "别的", "request": request[1]})
    assert (other.status_code, len(all_of(Alert))) == (422, 1)
    for forged in ("", "x", request[1][:-2]):
        assert anybody.post(where, {**SAID, "request": forged}).status_code == 422
    assert len(all_of(Alert)) == 1


def test_a_form_of_another_site_is_not_taken(county: County) -> None:
    strict, where = Visitor(enforce_csrf_checks=True), address(county)
    form = page(strict, where)
    request = re.search(r'name="request" value="([^"]+)"', form)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert request
    assert token
    sent = {**SAID, "request": request[1]}
    assert strict.post(where, sent).status_code == 403
    hidden = {"csrfmiddlewaretoken": token[1]}
    assert strict.post(where, sent | hidden, headers={"origin": "https://evil.example"}).status_code == 403
    assert not all_of(Alert)
    assert strict.post(where, sent | hidden, headers={"referer": "https://testserver/"}).status_code == 200


def test_a_thousand_sendings_from_one_address_leave_twenty(county: County) -> None:
    anybody, where = Visitor(), address(county)
    entries = Entry.objects.count()
    forms = [asking.new_form(county.nobody()) for _ in range(1000)]
    statuses = [anybody.post(where, {**SAID, "request": form}).status_code for form in forms]
    assert statuses == [200] * A_DAY_FROM_ADDRESS + [429] * (1000 - A_DAY_FROM_ADDRESS)
    assert len(all_of(Alert)) == A_DAY_FROM_ADDRESS
    assert Entry.objects.count() - entries == A_DAY_FROM_ADDRESS
    assert Receipt.objects.filter(action="alert.send").count() == A_DAY_FROM_ADDRESS
    elsewhere = Visitor(REMOTE_ADDR="203.0.113.7")
    assert send(elsewhere, where, **SAID).status_code == 200


def test_who_sends_the_last_form_of_the_day_twice_is_given_its_code_again(county: County) -> None:
    anybody, where = Visitor(), address(county)
    forms = [asking.new_form(county.nobody()) for _ in range(A_DAY_FROM_ADDRESS)]
    sent = [anybody.post(where, {**SAID, "request": form}) for form in forms]
    again = anybody.post(where, {**SAID, "request": forms[-1]})
    assert again.status_code == 200
    [first], [second] = (re.findall("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text_of(each)) for each in (sent[-1], again))
    assert first == second
    assert len(all_of(Alert)) == A_DAY_FROM_ADDRESS
    assert anybody.post(where, {**SAID, "seen": "另一件事", "request": forms[-1]}).status_code == 422


@pytest.mark.parametrize("field", ["seen", "name", "age", "where_seen", "seen_on", "reply_to"])
def test_what_is_too_long_or_no_such_thing_is_told_and_not_kept(county: County, field: str) -> None:
    where = address(county)
    answer = send(Visitor(), where, **SAID | {field: "9" * 3000})
    assert answer.status_code == 422
    assert not all_of(Alert)
    assert text_of(answer).count("9" * 2001) == 0


def test_a_body_of_many_megabytes_and_a_file_are_refused_before_they_are_read(county: County) -> None:
    where = address(county)
    assert Visitor().post(where, {**SAID, "seen": "x" * 12_000_000}).status_code == 413
    with Path(__file__).open("rb") as file:
        assert Visitor().post(where, {**SAID, "file": file}).status_code == 400
    assert not all_of(Alert)


def test_without_what_was_seen_nothing_is_taken_and_the_form_keeps_what_was_typed(county: County) -> None:
    answer = send(Visitor(), address(county), **SAID | {"seen": "  "})
    assert (answer.status_code, "慕容甲乙" in text_of(answer)) == (422, True)


def test_script_in_fields_stays_text_for_sender_and_officer(county: County) -> None:
    fields = {"seen": SCRIPT, "name": SCRIPT, "where_seen": SCRIPT, "reply_to": SCRIPT}
    bad = send(Visitor(), address(county), **fields, age="x")
    assert (bad.status_code, "<script>alert" in text_of(bad)) == (422, False)
    assert send(Visitor(), address(county), **fields).status_code == 200
    alert = the(Alert).pk
    county.time.at = now()
    officer = sign_in(county, "张镇长")
    county.time.pass_by(minutes=1)
    for shown in (page(officer, "/alerts/"), text_of(officer.post(f"/alerts/{alert}/"))):
        assert ("<script>alert" in shown, "&lt;script&gt;alert(1)" in shown) == (False, True)


def test_an_officer_opens_decides_and_answers(county: County) -> None:
    county.time.at = now()
    alert = sent_by_link(county, linked(county, "town_a"))
    also = sent_by_link(county, linked(county, "town_a"), name="慕荣佳艺", sender="cd" * 16)
    officer = sign_in(county, "张镇长")
    county.time.pass_by(minutes=1)
    assert "线索待核实：2 条" in page(officer, "/today/")
    shown = page(officer, "/alerts/")
    assert ("柳树村" in shown, "慕容甲乙" in shown, "另有 1 条可能是同一孩子" in shown) == (True, False, True)
    closed = page(officer, f"/alerts/{alert}/")
    assert ("慕容甲乙" in closed, "13911112222" in closed, "打开线索内容" in closed) == (False, False, True)
    send(officer, f"/alerts/{alert}/", f"/alerts/{alert}/take-up/")
    opened = text_of(officer.post(f"/alerts/{alert}/"))
    assert all(each in opened for each in ("慕容甲乙", "13911112222", "姓名相同", "地方相符"))
    assert Entry.objects.filter(action="alert.reveal", outcome="read").count() == 1
    child = county.children["both"]
    given = {"child": child, "note": "在饭馆见到本人", "also": [also]}
    assert send(officer, f"/alerts/{alert}/", f"/alerts/{alert}/accept/", **given).status_code == 302
    case = the(Case)
    assert {alert_row(each).case_id for each in (alert, also)} == {case.pk}
    assert "收到线索" in page(officer, f"/children/{child}/")
    assert "待答复提供人：2 条" in page(officer, "/today/")
    send(officer, f"/alerts/{alert}/", f"/alerts/{alert}/answer/", note="")
    assert alert_row(alert).answered_on == county.ctx("张镇长").today


def test_a_child_is_looked_up_by_hand(county: County) -> None:
    alert = alerted(county, name=None)
    officer = sign_in(county, "陈局长")
    look_up = f"/alerts/{alert}/look-up/"
    assert f'method="post" action="{look_up}"' in page(officer, f"/alerts/{alert}/"), "no name stands in an address"
    assert "夏侯子丑" not in page(officer, f"/alerts/{alert}/?name=夏侯子丑")
    assert "夏侯子丑" in text_of(officer.post(look_up, {"name": "夏侯子丑"}))
    assert "没有找到姓名相近的孩子" in text_of(officer.post(look_up, {"name": "无名氏"}))
    assert sign_in(county, "赵老师").post(look_up, {"name": "夏侯子丑"}).status_code in (403, 404)


def test_a_refusal_is_told_in_place_and_keeps_the_note(county: County) -> None:
    alert = alerted(county)
    officer = sign_in(county, "陈局长")
    answer = send(officer, f"/alerts/{alert}/", f"/alerts/{alert}/accept/", child="", note="见到本人")
    assert (answer.status_code, "见到本人" in text_of(answer)) == (422, True)
    forwarded = {"unit": county.units["town_a"], "note": ""}
    assert send(officer, f"/alerts/{alert}/", f"/alerts/{alert}/forward/", **forwarded).status_code == 302
    assert "下级" in page(officer, "/alerts/?show=beneath")
    assert send(officer, f"/alerts/{alert}/", f"/alerts/{alert}/seek/", note="问遍三个村").status_code == 302


def test_links_are_made_printed_and_ended(county: County) -> None:
    officer = sign_in(county, "张镇长")
    made = {"unit": county.units["town_a"], "name": "各村公示栏"}
    send(officer, "/alerts/links/", "/alerts/links/make/", **made)
    token = re.search(r"/alerts/links/([0-9a-f-]+)/sheet/", page(officer, "/alerts/links/"))
    assert token
    sheet = page(officer, f"/alerts/links/{token[1]}/sheet/")
    where = re.search(r"https?://testserver(/alert/[\w-]+/)", sheet)
    assert where
    size, path = drawn(where[0])
    assert (path in sheet, f'viewBox="0 0 {size} {size}"' in sheet) == (True, True)
    assert Visitor().get(where[1]).status_code == 200
    send(officer, "/alerts/links/", f"/alerts/links/{token[1]}/end/")
    assert Visitor().get(where[1]).status_code == 404
    beyond = {"unit": county.units["town_z"], "name": "x"}
    assert send(officer, "/alerts/links/", "/alerts/links/make/", **beyond).status_code == 404


@pytest.mark.parametrize("who", ["赵老师", "王老师", "周支书"])
def test_who_does_not_decide_sees_nothing(county: County, who: str) -> None:
    alert = alerted(county)
    visitor = sign_in(county, who)
    assert "/alerts/" not in page(visitor, "/today/")
    for path in ("/alerts/", f"/alerts/{alert}/", "/alerts/links/"):
        assert visitor.get(path).status_code == 403
    assert visitor.post(f"/alerts/{alert}/").status_code == 403


def test_both_languages(county: County) -> None:
    anybody = Visitor()
    anybody.cookies["language"] = "en"
    anybody.post("/language/", {"language": "en", "next": "/"})
    assert "What you saw" in page(anybody, address(county))
