"""What is down: keys, audit, database, a guard somebody forgot. Nothing is done or shown, one sentence is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access import recording
from notoneless.foundation.access.models import Receipt
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people import services
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.models import opened
from notoneless.interfaces.api.guard import asked_of, status_of
from notoneless.interfaces.shell.urls import API
from notoneless.kernel.problems import NotonelessError, Problem
from support.county import County
from support.programs import Program, phone_body

PHONE = "guardian.correct_phone"

Send = Callable[[Program, County], Any]
EVERYTHING: dict[str, Send] = {
    "act": lambda program, county: program.act(PHONE, phone_body(county)),
    "list": lambda program, county: program.get("children"),
    "search": lambda program, county: program.post("children/search", {"search": "慕容"}),
    "open": lambda program, county: program.get(f"children/{county.children['both']}"),
}


def sealed_phone(county: County) -> bytes:
    return bytes(Guardian._base_manager.get(pk=county.guardians["both"]).phone.closed)


def refused_whole(answer: Any, county: County, before: bytes, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, code)
    assert answer.json().keys() == {"code", "sentence"}
    text = answer.content.decode("unicode-escape").encode("latin-1", "replace").decode("utf-8", "replace")
    assert not [each for markers in county.markers.values() for each in markers if each in text]
    assert sealed_phone(county) == before
    assert not Receipt.objects.filter(action=PHONE).exists()
    assert not Entry.objects.filter(outcome__in=("done", "read"), channel="api").exists()


@pytest.mark.parametrize("way", EVERYTHING)
def test_without_keys_nothing_is_done_or_shown(
    county: County, officer: Program, settings: Any, tmp_path: Path, way: str
) -> None:
    before = sealed_phone(county)
    settings.KEY_RING_FILE = tmp_path / "gone"
    refused_whole(EVERYTHING[way](officer, county), county, before, "sealing.key_store_down")


@pytest.mark.parametrize("text", ["", "{", '{"format": 1, "web": "", "keys": []}'])
def test_with_a_broken_key_file_nothing_is_done_or_shown(
    county: County, officer: Program, settings: Any, tmp_path: Path, text: str
) -> None:
    before = sealed_phone(county)
    settings.KEY_RING_FILE = tmp_path / "ring.json"
    settings.KEY_RING_FILE.write_text(text)
    for send in EVERYTHING.values():
        answer = send(officer, county)
        refused_whole(answer, county, before, answer.json()["code"])
        assert answer.json()["code"].startswith("sealing.")


def fails(*_: object, **__: object) -> None:
    raise OperationalError("disk full: 慕容甲乙")


@pytest.mark.parametrize("way", EVERYTHING)
def test_without_the_audit_nothing_is_done_or_shown(
    county: County, officer: Program, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    before = sealed_phone(county)
    monkeypatch.setattr(recording, "record", fails)
    refused_whole(EVERYTHING[way](officer, county), county, before, "access.unrecorded")


@pytest.mark.parametrize("secret", [None, "forged"])
def test_without_the_audit_even_a_refusal_is_told_as_that(
    county: County, monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    monkeypatch.setattr(recording, "record", fails)
    assert Program(county, secret).get("children").json()["code"] == "access.unrecorded"


def test_when_the_database_fails_a_sentence_tells_and_no_word_of_its_message(
    county: County, officer: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = sealed_phone(county)
    monkeypatch.setattr(services, "publish", fails)
    answer = officer.act(PHONE, phone_body(county))
    refused_whole(answer, county, before, "frame.database_failed")
    assert "慕容甲乙" not in caplog.text


def test_what_fails_after_half_of_an_action_undoes_all_of_it(
    county: County, officer: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Child._base_manager.count()
    monkeypatch.setattr(services, "publish", fails)
    body = {"unit": str(county.units["group_a"]), "name": "新来的", "from_on": "2026-09-01"}
    assert officer.act("child.register", body).status_code == 503
    assert Child._base_manager.count() == before


def test_an_answer_that_cannot_be_written_leaves_nothing_done(
    county: County, officer: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ValueError("no answer")

    before = sealed_phone(county)
    monkeypatch.setattr(API.renderer, "render", breaks)
    for send in EVERYTHING.values():
        assert send(officer, county).status_code == 500
    assert sealed_phone(county) == before
    assert not Entry.objects.filter(outcome__in=("done", "read"), channel="api").exists()


@pytest.mark.parametrize("code", ["sealing.altered", "sealing.no_key", "sealing.no_ring", "sealing.key_store_down"])
def test_trouble_with_sealed_text_is_never_the_clients_fault(code: str) -> None:
    assert status_of(NotonelessError(Problem(code))) == 503


def test_an_error_of_the_program_says_nothing_of_what_was_in_hand(
    county: County, officer: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("慕容甲乙")

    monkeypatch.setattr(services, "publish", breaks)
    answer = officer.act(PHONE, phone_body(county))
    assert (answer.status_code, answer.json()["code"]) == (500, "access.failed")
    assert "慕容" not in answer.json()["sentence"] + caplog.text
    assert opened(Guardian._base_manager.get(pk=county.guardians["both"]), "phone") == county.markers["both"][4]
    assert Entry.objects.filter(action=PHONE, outcome="failed", channel="api").count() == 1


def test_an_ambiguous_commit_is_cleared_up_by_sending_again(
    county: County, officer: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "0198f0a0-0000-7000-8000-000000000001"
    with monkeypatch.context() as broken:
        broken.setattr(services, "publish", fails)
        assert officer.act(PHONE, phone_body(county), Idempotency_Key=key).status_code == 503
    assert officer.act(PHONE, phone_body(county), Idempotency_Key=key).status_code == 200
    assert Entry.objects.filter(action=PHONE, outcome="done").count() == 1


def test_who_comes_past_the_guard_is_nobody(county: County, officer: Program) -> None:
    # ninja's own routes, as if somebody had mounted them without the guard
    pattern = next(each for each in API.urls[0] if each.name == "child.list")
    request = HttpRequest()
    request.method = "GET"
    request.META["HTTP_AUTHORIZATION"] = f"Bearer {officer.secret}"
    answer = pattern.callback(request)
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 401
    assert asked_of(request) is None


def test_the_faults_here_are_faults(county: County) -> None:
    with pytest.raises(DatabaseError):
        fails()
