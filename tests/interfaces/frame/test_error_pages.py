"""What went wrong, what to do, and a number: the same as in the audit, or in the log where nothing is recorded."""

import logging
import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError

from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.frame import pages
from notoneless.interfaces.people import pages as people
from support.browsing import Visitor, sign_in
from support.county import County

SECRET = "529901201701010018"


def parts(answer: Any) -> tuple[str, str, str]:
    """Sentence, advice and number of an error page."""
    text = answer.content.decode()
    found = [re.search(rf'class="{name}">([^<]+)<', text) for name in ("sentence", "advice", "number")]
    assert all(found), text
    sentence, advice, told = (each[1] for each in found if each)
    number = re.search(r"[0-9a-f]{8}", told)
    assert number
    return sentence, advice, number[0]


def recorded_under(number: str) -> list[Entry]:
    return [entry for entry in Entry.objects.all() if pages.number_of(entry.id) == number]


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [("王老师", "/children/{far}/", 404), ("王老师", "/accounts/", 403), ("系统管理员", "/children/{far}/", 403)],
)
def test_a_refusal_has_the_number_of_its_entry(county: County, who: str, path: str, status: int) -> None:
    answer = sign_in(county, who).get(path.format(far=county.children["far"]))
    assert answer.status_code == status
    sentence, advice, number = parts(answer)
    assert sentence != advice
    (entry,) = recorded_under(number)
    assert entry.outcome == "refused"
    assert entry.actor == county.accounts[who]


def test_a_conflict_and_a_forged_form_have_the_number_of_their_entries(county: County) -> None:
    visitor = sign_in(county, "王老师")
    path = f"/guardians/{county.guardians['both']}/phone/"
    form = visitor.get(path).content.decode().split('name="request" value="')[1].split('"')[0]
    visitor.post(path, {"request": form, "phone": "13711112222"})
    for sent, status, reason in (
        ({"request": form, "phone": "13733334444"}, 409, "access.conflict"),
        ({"request": "x"}, 422, "frame.form_forged"),
    ):
        answer = visitor.post(path, sent)
        assert answer.status_code == status
        (entry,) = recorded_under(parts(answer)[2])
        assert entry.reason == reason


def test_what_leaves_no_entry_has_the_number_of_its_line_in_the_log(
    county: County, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    visitor = sign_in(county, "王老师")
    strict = Visitor(enforce_csrf_checks=True)
    strict.cookies = visitor.cookies
    for answer, status in (
        (visitor.get("/nowhere/"), 404),
        (strict.post("/children/", {"search": SECRET}), 403),
        (visitor.get("/language/"), 405),
        (visitor.get("/sign-out/"), 405),
        (visitor.post("/children/", {"search": "1" * 70_000}), 413),
    ):
        assert answer.status_code == status
        assert parts(answer)[2] in caplog.text
    assert SECRET not in caplog.text


def test_a_wrong_method_says_which_are_right(county: County) -> None:
    assert sign_in(county, "王老师").get("/language/")["Allow"] == "POST"


def test_of_a_database_error_the_log_gets_the_kind_alone(
    county: County, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise OperationalError(f"duplicate key: {SECRET}")

    visitor = sign_in(county, "王老师")
    monkeypatch.setattr(people, "list_children", down)
    answer = visitor.get("/children/")
    assert answer.status_code == 503
    sentence, _, number = parts(answer)
    assert "数据库暂时不能用" in sentence
    assert number in caplog.text
    assert "OperationalError" in caplog.text
    assert SECRET not in logged(caplog)


def test_an_audit_that_cannot_be_written_leaves_its_kind_alone(
    county: County, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from notoneless.foundation.access import recording

    def down(*_: Any, **__: Any) -> None:
        raise DatabaseError(SECRET)

    visitor = sign_in(county, "王老师")
    monkeypatch.setattr(recording, "record", down)
    answer = visitor.get("/children/")
    assert answer.status_code == 503
    assert parts(answer)[2] in caplog.text
    assert "DatabaseError" in caplog.text
    assert SECRET not in logged(caplog)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All that a log would hold, the words of errors included where they are handed to it."""
    format_ = logging.Formatter().format
    return "\n".join(format_(record) for record in caplog.records)


def test_a_database_that_is_gone_altogether_is_told_too(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    def down(*_: Any, **__: Any) -> None:
        raise OperationalError

    visitor = sign_in(county, "王老师")
    visitor.raise_request_exception = False
    monkeypatch.setattr(SessionStore, "_get_session_from_db", down)
    for path in ("/children/", "/security/factors/"):
        answer = visitor.get(path)
        assert answer.status_code == 503
        assert "数据库暂时不能用" in parts(answer)[0]


def test_a_program_that_fails_tells_its_number_and_not_how(
    county: County, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError(SECRET)

    visitor = sign_in(county, "王老师")
    visitor.raise_request_exception = False
    monkeypatch.setattr(people, "list_children", fails)
    answer = visitor.get("/children/")
    assert answer.status_code == 500
    assert SECRET not in answer.content.decode()
    number = parts(answer)[2]
    assert [
        record for record in caplog.records if number in record.getMessage() and "RuntimeError" in record.getMessage()
    ]


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/guardians/{guardian}/phone/", "/guardians/{guardian}/phone/"),
        ("/security/sessions/end/", "/security/"),
        ("/security/password/", "/security/password/"),
    ],
)
def test_a_form_sent_when_the_session_was_gone_says_that_it_was_not_taken(county: County, path: str, back: str) -> None:
    visitor = sign_in(county, "王老师")
    Session.objects.all().delete()
    here = path.format(guardian=county.guardians["both"])
    answer = visitor.post(here, {"phone": "13711112222"}, headers={"Referer": f"https://testserver{here}"})
    assert answer["Location"] == f"/sign-in/?next={back.format(guardian=county.guardians['both'])}"
    assert "没有办理" in visitor.get(answer["Location"]).content.decode()


def test_nobody_who_was_never_in_is_given_a_session(county: County) -> None:
    assert Visitor().post("/children/", {"search": "x"})["Location"].startswith("/sign-in/")
    assert not Session.objects.exists()


def test_an_address_that_the_setting_lacks_is_told_as_such(db: None) -> None:
    answer = Visitor().get("/sign-in/", headers={"Host": "kongchuo.example"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "NOTONELESS_HOSTS" in page
    assert "kongchuo.example" in page
