"""Machines come in by the same door: with a token, once, no further than its owner, and never to a sealed value."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from notoneless.foundation.access.models import Account, Grant, Receipt, Token
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.services import disable_account, end_grant, make_token, token_secret
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Guardian
from notoneless.foundation.sealing.models import opened
from notoneless.interfaces.api import api as module
from notoneless.interfaces.frame import token as token_room
from support.county import DAY, County
from support.databases import owners_eyes, the
from support.registry import all_actions

ALL = "child.read,guardian.correct_phone,child.register"
PHONE = "13711112222"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The web's clock is the county's."""
    monkeypatch.setattr(token_room, "now", lambda: county.time.at)


def token(county: County, may: str = ALL, who: str = "陈局长") -> str:
    ctx = county.ctx(who)
    made = make_token(ctx, account=ctx.actor, name="t", may=may, until_on=DAY + timedelta(days=30))
    return token_secret(ctx, made)


def send(county: County, path: str, body: Any, secret: str | None, **headers: str) -> Any:
    given = {"Idempotency-Key": str(uuid4()), "Request-Time": county.time.at.isoformat(), **headers}
    if secret is not None:
        given["Authorization"] = f"Bearer {secret}"
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    kept = {name: value for name, value in given.items() if value}
    return Client(headers=kept).post(f"/api{path}", text, content_type="application/json", secure=True)


def correct(county: County, key: str = "both", phone: str = PHONE) -> dict[str, str]:
    return {"guardian": str(county.guardians[key]), "phone": phone}


def phone_of(county: County, key: str = "both") -> str | None:
    return opened(the(Guardian, pk=county.guardians[key]), "phone")


PATH = "/actions/guardian.correct_phone"


def test_every_action_has_a_route() -> None:
    paths = {path.removeprefix("/api/actions/") for path in module.api.get_openapi_schema()["paths"]}
    assert set(all_actions()) <= paths


def test_an_action_is_done_once_and_answered_alike(county: County) -> None:
    secret, key = token(county), str(uuid4())
    body = {"unit": str(county.units["group_a"]), "name": "新来的", "from_on": "2026-09-01"}
    answers = [send(county, "/actions/child.register", body, secret, **{"Idempotency-Key": key}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Receipt.objects.filter(request=key).count() == 1
    other = send(county, "/actions/child.register", {**body, "name": "别人"}, secret, **{"Idempotency-Key": key})
    assert (other.status_code, other.json()["code"]) == (409, "access.conflict")


def test_what_is_done_is_recorded_as_the_apis(county: County) -> None:
    assert send(county, PATH, correct(county), token(county)).status_code == 200
    assert phone_of(county) == PHONE
    assert Entry.objects.filter(channel="api", outcome="done", action="guardian.correct_phone").count() == 1


@pytest.mark.parametrize("secret", [None, "", "x" * 64, "../../etc", "é"])
def test_without_a_good_token_nothing_is_told(county: County, secret: str | None) -> None:
    answer = send(county, PATH, correct(county), secret and secret.encode("ascii", "replace").decode())
    assert (answer.status_code, answer.json()["code"]) == (401, "api.no_token")


def test_a_token_ends_with_its_time_its_owner_and_its_owners_role(county: County) -> None:
    secret = token(county)
    assert send(county, "/children/search", {}, secret).json()["count"] == 7
    grant = Grant._base_manager.get(account__name="陈局长")
    end_grant(county.ctx("安全管理员"), grant=grant.id, until_on=DAY + timedelta(days=1))
    county.time.pass_by(days=1)
    assert send(county, "/children/search", {}, secret).json()["count"] == 0
    assert send(county, PATH, correct(county), secret).status_code == 403
    disable_account(county.ctx("安全管理员"), account=county.accounts["陈局长"])
    assert send(county, "/children/search", {}, secret).status_code == 401


def test_a_token_runs_out(county: County) -> None:
    secret = token(county)
    county.time.pass_by(days=31)
    assert send(county, "/children/search", {}, secret).status_code == 401


def test_a_token_does_no_more_than_it_carries(county: County) -> None:
    secret = token(county, "child.read")
    assert send(county, "/children/search", {"search": "慕容"}, secret).json()["count"] == 1
    assert send(county, PATH, correct(county), secret).status_code == 403


@pytest.mark.parametrize(
    "may", ["child.reveal", "guardian.reveal", "grant.give", "no.such", "", "child.read,child.reveal"]
)
def test_no_token_reaches_further_than_its_owner_or_reveals(county: County, may: str) -> None:
    with pytest.raises(Unusable):
        token(county, may or " ")


def test_a_token_of_a_weak_session_is_weak(county: County) -> None:
    ctx = replace(county.ctx("陈局长"), strong=True)
    made = make_token(ctx, account=ctx.actor, name="t", may="child.read", until_on=DAY + timedelta(days=3))
    with owners_eyes():
        Token._base_manager.filter(pk=made).update(strong=False)
    assert send(county, "/children/search", {}, token_secret(ctx, made)).json()["count"] == 0


def test_the_token_itself_is_not_stored(county: County) -> None:
    secret = token(county)
    assert secret not in repr(list(Token._base_manager.values())) + repr(list(Account._base_manager.values()))


def test_a_child_out_of_reach_looks_like_none(county: County) -> None:
    ctx = county.ctx("陈局长")
    grant = Grant._base_manager.get(account__name="陈局长")
    secret = token(county)
    with owners_eyes():
        Grant._base_manager.filter(pk=grant.id).update(role="township_leader", unit_id=county.units["town_a"])
    far, none = (
        Client(headers={"Authorization": f"Bearer {secret}"}).get(f"/api/children/{child}", secure=True)
        for child in (county.children["far"], uuid4())
    )
    assert (far.status_code, far.content) == (none.status_code, none.content) == (404, none.content)
    assert Entry.objects.filter(actor=ctx.actor, outcome="refused", reason="access.not_found").count() == 2
    assert send(county, PATH, correct(county, "far"), secret).status_code == 404


def test_a_childs_page_holds_no_sealed_value(county: County) -> None:
    secret = token(county)
    child = county.children["both"]
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).get(f"/api/children/{child}", secure=True)
    assert answer.status_code == 200
    _, id_number, student_number, _, phone = county.markers["both"]
    assert not [each for each in (id_number, student_number, phone) if each in answer.content.decode()]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Idempotency-Key": ""}, "api.no_key"),
        ({"Idempotency-Key": "seven"}, "api.no_key"),
        ({"Request-Time": ""}, "api.no_key"),
        ({"Request-Time": "yesterday"}, "api.no_key"),
        ({"Request-Time": "2026-09-01T09:00:00"}, "api.clock"),
        ({"Request-Time": "2026-09-01T01:05:01+00:00"}, "api.clock"),
        ({"Request-Time": "2026-08-02T00:59:59+00:00"}, "api.too_late"),
    ],
)
def test_a_request_without_its_id_or_out_of_time_is_refused_and_recorded(
    county: County, headers: dict[str, str], code: str
) -> None:
    answer = send(county, PATH, correct(county), token(county), **headers)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert Entry.objects.filter(outcome="refused", reason=code).count() == 1
    assert phone_of(county) != PHONE


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "{",
        '"x"',
        b"\xff\xfe",
        '{"guardian": 7, "phone": "1"}',
        '{"a":' * 900 + "1" + "}" * 900,
        "NaN",
    ],
)
def test_what_is_not_understood_is_refused(county: County, body: Any) -> None:
    answer = send(county, PATH, body, token(county))
    assert (answer.status_code, answer.json()["code"]) == (422, "api.not_understood")


@pytest.mark.parametrize("field", ["id", "phone_index", "child", "name", "is_active", "account", "ctx", "__class__"])
def test_fields_that_an_action_does_not_take_are_refused(county: County, field: str) -> None:
    answer = send(county, PATH, {**correct(county), field: "x"}, token(county))
    assert answer.status_code == 422
    assert field in answer.json()["sentence"]
    assert phone_of(county) != PHONE


def test_a_body_that_is_too_big_is_refused(county: County) -> None:
    answer = send(county, PATH, {**correct(county), "phone": "1" * 70_000}, token(county))
    assert answer.status_code in (400, 413, 422)
    assert phone_of(county) != PHONE


@pytest.mark.parametrize("phone", ["137\x001111", "\ud800", "1" * 2001, "<script>", "110"])
def test_a_phone_number_that_is_none_is_refused_in_the_readers_language(county: County, phone: str) -> None:
    answer = send(county, PATH, correct(county, phone=phone), token(county), **{"Accept-Language": "en"})
    assert answer.status_code == 422
    assert answer.json()["sentence"].isascii()


def test_an_unknown_action_is_not_found_and_actions_are_posted_only(county: County) -> None:
    headers = {"Authorization": f"Bearer {token(county)}"}
    assert send(county, "/actions/child.steal", {}, token(county)).status_code == 404
    assert Client(headers=headers).get(f"/api{PATH}", secure=True).status_code == 405


def test_without_keys_nothing_is_done(county: County, settings: Any, tmp_path: Any) -> None:
    secret = token(county)
    settings.KEY_RING_FILE = tmp_path / "gone"
    answer = send(county, PATH, correct(county), secret)
    assert (answer.status_code, answer.json()["code"]) == (503, "sealing.key_store_down")


def test_ids_are_uuids(county: County) -> None:
    answer = send(county, "/children/search", {}, token(county))
    assert all(UUID(line["id"]) for line in answer.json()["lines"])
