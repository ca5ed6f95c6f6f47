"""Writes by programs: every action has its route, is done once, recorded, and refused in one sentence."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from notoneless.foundation.access.models import Receipt
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.models import opened
from notoneless.interfaces.api.guard import AHEAD, EXPIRES, LARGEST, METHODS
from notoneless.interfaces.frame.pages import ANYONE
from notoneless.interfaces.frame.registry import all_actions, all_permissions
from support.county import County
from support.programs import Program, phone_body

PHONE = "guardian.correct_phone"


def phone_of(county: County, key: str = "both") -> str | None:
    return opened(Guardian._base_manager.get(pk=county.guardians[key]), "phone")


def unchanged(county: County) -> bool:
    return phone_of(county) == county.markers["both"][4]


def refusals(reason: str) -> int:
    return Entry.objects.filter(outcome__in=("refused", "conflict"), reason=reason, channel="api").count()


def api_routes() -> dict[str, URLPattern]:
    patterns: list[URLPattern | URLResolver] = get_resolver().url_patterns
    [api] = [each for each in patterns if isinstance(each, URLResolver) and each.namespace == "api"]
    return {str(each.name): each for each in api.url_patterns}


def test_every_action_has_a_route_that_asks_for_it_alone() -> None:
    routes = api_routes()
    assert len(all_actions()) >= 15
    for code in all_actions():
        assert routes[code].callback.needs == {"POST": code}


def test_every_route_of_the_api_declares_what_exists() -> None:
    for name, route in api_routes().items():
        needs = route.callback.needs
        assert needs, name
        assert set(needs.values()) <= ({ANYONE} if name == "nowhere" else set(all_permissions())), name


def test_a_phone_number_is_corrected_and_recorded_as_the_apis(county: County, officer: Program) -> None:
    answer = officer.act(PHONE, phone_body(county))
    assert (answer.status_code, answer.json()) == (200, {})
    assert phone_of(county) == "13711112222"
    entry = Entry.objects.get(action=PHONE, outcome="done")
    assert (entry.channel, entry.actor, entry.object) == ("api", county.accounts["陈局长"], county.guardians["both"])
    assert answer["Cache-Control"] == "no-store"


def test_what_is_sent_again_is_done_once_and_answered_alike(county: County, officer: Program) -> None:
    body = {"unit": str(county.units["group_a"]), "name": "新来的", "from_on": "2026-09-01", "sex": None}
    key, before = str(uuid4()), Child._base_manager.count()
    answers = [officer.act("child.register", body, Idempotency_Key=key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({UUID(answer.json()["id"]) for answer in answers}) == 1
    assert Child._base_manager.count() == before + 1
    assert Receipt.objects.filter(request=key).count() == 1


def test_other_content_under_the_same_id_is_a_conflict(county: County, officer: Program) -> None:
    key = str(uuid4())
    assert officer.act(PHONE, phone_body(county), Idempotency_Key=key).status_code == 200
    answer = officer.act(PHONE, phone_body(county, phone="13733334444"), Idempotency_Key=key)
    assert (answer.status_code, answer.json()["code"]) == (409, "access.conflict")
    assert phone_of(county) == "13711112222"
    assert refusals("access.conflict") == 1


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Idempotency_Key": None}, "api.no_key"),
        ({"Idempotency_Key": "7"}, "api.no_key"),
        ({"Request_Time": None}, "api.no_time"),
        ({"Request_Time": "yesterday"}, "api.no_time"),
        ({"Request_Time": "2026-09-01T01:00:00"}, "api.no_time"),
        ({"Request_Time": "0001-01-01T00:00:00+14:00"}, "api.no_time"),
        ({"Request_Time": "9999-12-31T23:59:59-14:00"}, "api.no_time"),
        ({"Request_Time": "2026-09-01T01:05:01+00:00"}, "api.clock_ahead"),
        ({"Request_Time": "2026-08-02T00:59:59Z"}, "api.too_old"),
    ],
)
def test_a_write_without_id_or_out_of_its_time_is_refused_and_recorded(
    county: County, officer: Program, headers: dict[str, Any], code: str
) -> None:
    answer = officer.act(PHONE, phone_body(county), **headers)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert unchanged(county)
    assert refusals(code) == 1


@pytest.mark.parametrize("off", [AHEAD, -EXPIRES, timedelta(0)])
def test_at_the_very_limits_of_its_time_a_write_is_done(county: County, officer: Program, off: timedelta) -> None:
    at = (county.time.at + off).isoformat()
    assert officer.act(PHONE, phone_body(county), Request_Time=at).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (" ", "application/json", 400, "api.unreadable"),
        ("{", "application/json", 400, "api.unreadable"),
        ("[]", "application/json", 400, "api.unreadable"),
        ("null", "application/json", 400, "api.unreadable"),
        ('"x"', "application/json", 400, "api.unreadable"),
        (b"\xff\xfe{}", "application/json", 400, "api.unreadable"),
        ("{}".encode("utf-16"), "application/json", 400, "api.unreadable"),
        ('{"phone": NaN}', "application/json", 400, "api.unreadable"),
        ('{"phone": "\\ud800"}', "application/json", 400, "api.unreadable"),
        ('{"\\udfff": 1}', "application/json", 400, "api.unreadable"),
        ('{"phone": "1", "phone": "2"}', "application/json", 400, "api.unreadable"),
        ('{"phone": ' + "[" * 30_000 + "]" * 30_000 + "}", "application/json", 400, "api.unreadable"),
        ('{"phone": ' + "9" * 5_000 + "}", "application/json", 400, "api.unreadable"),
        ("phone=1", "application/x-www-form-urlencoded", 415, "api.not_json"),
        ("{}", "text/plain", 415, "api.not_json"),
        ("<a/>", "application/xml", 415, "api.not_json"),
        ("x", "multipart/form-data; boundary=x", 415, "api.not_json"),
        ('{"phone": "' + "1" * LARGEST + '"}', "application/json", 413, "api.too_large"),
        (" " * 200_000, "text/plain", 413, "api.too_large"),
    ],
)
def test_what_is_no_json_object_is_refused_and_recorded(
    county: County, officer: Program, body: str | bytes, kind: str, status: int, code: str
) -> None:
    answer = officer.act(PHONE, body, kind=kind)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert unchanged(county)
    assert refusals(code) == 1


def test_a_body_of_just_the_largest_size_is_read(county: County, officer: Program) -> None:
    body = json.dumps(phone_body(county))
    assert officer.act(PHONE, body + " " * (LARGEST - len(body))).status_code == 200


@pytest.mark.parametrize("length", ["-1", "x", "1" * 40, "²"])
def test_a_length_that_is_none_is_refused(county: County, officer: Program, length: str) -> None:
    headers = officer.headers() | {"Content-Type": "application/json"}
    answer = officer.client.post(
        f"/api/actions/{PHONE}",
        b"{}",
        content_type="application/json",
        headers=headers,
        CONTENT_LENGTH=length,
        secure=True,
    )
    assert answer.status_code == 413
    assert unchanged(county)


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        ({"phone": None}, "access.missing_parameter", "phone number"),
        ({"phone": 13711112222}, "access.wrong_kind", "phone number"),
        ({"phone": ["1"]}, "access.wrong_kind", "phone number"),
        ({"phone": {"a": 1}}, "access.wrong_kind", "phone number"),
        ({"phone": True}, "access.wrong_kind", "phone number"),
        ({"phone": "137\u0000"}, "access.control_characters", "phone number"),
        ({"phone": "137\u2028"}, "access.control_characters", "phone number"),
        ({"phone": "1" * 2001}, "access.too_long", "phone number"),
        ({"phone": "110"}, "people.no_phone", "phone number"),
        ({"guardian": "7"}, "access.wrong_kind", "guardian"),
        ({"guardian": 7}, "access.wrong_kind", "guardian"),
        ({"guardian": "' OR 1=1 --"}, "access.wrong_kind", "guardian"),
    ],
)
def test_a_field_that_does_not_fit_is_named_in_the_readers_language(
    county: County, officer: Program, change: dict[str, Any], code: str, named: str
) -> None:
    body = phone_body(county) | change
    if change == {"phone": None}:
        body.pop("phone")
    answer = officer.act(PHONE, body, Accept_Language="en")
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert named in answer.json()["sentence"]
    chinese = officer.act(PHONE, body, Accept_Language="zh-CN").json()["sentence"]
    assert not chinese.isascii()
    assert unchanged(county)
    assert refusals(code) == 2


@pytest.mark.parametrize("day", [1788220800, "20260901", "2026-09-01T00:00:00", "2026-13-01", "９", True])
def test_a_day_is_written_one_way_only(county: County, officer: Program, day: Any) -> None:
    body = {"unit": str(county.units["group_a"]), "name": "新来的", "from_on": day}
    answer = officer.act("child.register", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "access.wrong_kind")


def test_an_enumeration_takes_its_values_only(county: County, officer: Program) -> None:
    body = {"parent": str(county.units["town_a"]), "kind": "palace", "name": "新村", "from_on": "2026-09-01"}
    assert officer.act("unit.found", body).json()["code"] == "access.wrong_kind"
    assert officer.act("unit.found", body | {"kind": "village"}).status_code == 200


def fields_of(model: type) -> set[str]:
    return {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}  # type: ignore[attr-defined]


def test_of_every_field_of_the_table_only_the_declared_ones_can_be_sent(county: County, officer: Program) -> None:
    before = Guardian._base_manager.filter(pk=county.guardians["both"]).values().get()
    extra = (fields_of(Guardian) | {"ctx", "self", "__class__", "request", "actor"}) - {"phone"}
    for name in sorted(extra):
        answer = officer.act(PHONE, phone_body(county) | {name: "x"})
        assert (answer.status_code, answer.json()["code"]) == (422, "access.unknown_parameter"), name
    everything = officer.act(PHONE, phone_body(county) | dict.fromkeys(extra, "x"))
    assert everything.status_code == 422
    assert Guardian._base_manager.filter(pk=county.guardians["both"]).values().get() == before
    assert officer.act(PHONE, phone_body(county)).status_code == 200
    after = Guardian._base_manager.filter(pk=county.guardians["both"]).values().get()
    assert {name for name in after if after[name] != before[name]} == {"phone", "phone_index"}


@pytest.mark.parametrize("code", ["child.steal", "child.read", "child.reveal", "x" * 300, "../children", "%00"])
def test_an_action_that_is_none_is_nowhere(officer: Program, code: str) -> None:
    answer = officer.act(code, {})
    assert (answer.status_code, answer.json()["code"]) == (404, "api.no_such_address")


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"POST"}))
def test_actions_are_posted_and_nothing_else(county: County, officer: Program, method: str) -> None:
    for code in all_actions():
        answer = officer.client.generic(method, f"/api/actions/{code}", headers=officer.headers(), secure=True)
        assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_another_unit_looks_like_nothing(county: County, teacher: Program) -> None:
    far = teacher.act(PHONE, phone_body(county, "far"))
    none = teacher.act(PHONE, phone_body(county) | {"guardian": str(uuid4())})
    assert (far.status_code, far.content) == (none.status_code, none.content)
    assert far.status_code == 404
    assert phone_of(county, "far") == county.markers["far"][4]
    assert refusals("access.not_found") == 2
