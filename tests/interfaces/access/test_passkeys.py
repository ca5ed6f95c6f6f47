"""Passkeys, from registration to sign-in, with a key made of software: ASVS 5.0, rows 6.3.3, 6.5.1, 6.6.3."""

import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.frame.asking import context_of
from support.county import Instants
from support.passkey import SoftKey
from support.person import PASSWORD, Person

Cast = Callable[[str], Person]
ADD, AGAIN, SECOND = "/security/factors/keys/add/", "/security/again/key/", "/sign-in/factor/"
EVIL = "https://testserver.evil.example"


def options_on(answer: Any) -> dict[str, Any]:
    """What a page hands to the script that asks the browser."""
    text = (
        answer.content.decode().partition('id="passkey_options" type="application/json">')[2].partition("</script>")[0]
    )
    found: dict[str, Any] = json.loads(unescape(text))
    return found


def freshly(person: Person, path: str) -> Any:
    """A page that asks for a fresh proof first."""
    page = person.client.get(path)
    if page.status_code == 302:
        assert page["Location"].startswith("/security/again/")
        person.client.post(page["Location"], {"password": PASSWORD})
        page = person.client.get(path)
    return page


def registered(person: Person, key: SoftKey) -> Any:
    options = options_on(freshly(person, ADD))
    return person.client.post(ADD, {"name": "我的手机", "credential": json.dumps(key.create(options))})


def second_step(person: Person, key: SoftKey) -> Any:
    options = options_on(person.client.get(SECOND))
    return person.client.post(SECOND, {"credential": json.dumps(key.get(options))})


@pytest.fixture
def teacher(person: Cast) -> Person:
    return person("王老师").chose().comes_in()


@pytest.fixture
def key(teacher: Person) -> SoftKey:
    """A key that is registered, by somebody who has gone."""
    key = SoftKey()
    assert registered(teacher, key).status_code == 302
    teacher.client.post("/sign-out/")
    return key


def has_key(person: Person) -> bool:
    return bool(Authenticator.objects.filter(user=person.account, type="webauthn").exists())


def test_a_passkey_is_registered_and_counts_at_once(teacher: Person) -> None:
    answer = registered(teacher, SoftKey())
    assert answer["Location"] == "/security/factors/codes/"
    assert "我的手机" in teacher.client.get("/security/factors/keys/").content.decode()
    asked = teacher.client.get("/security/").wsgi_request
    assert context_of(asked).strong
    assert Entry.objects.filter(action="account.add_factor", outcome="done").count() == 1


def test_a_head_of_school_comes_in_with_a_passkey_alone_as_second_factor(person: Cast) -> None:
    head, key = person("李校长").chose(), SoftKey()
    assert head.sign_in()["Location"] == "/security/factors/"
    assert registered(head, key).status_code == 302
    head.client.post("/sign-out/")
    assert head.sign_in()["Location"] == SECOND
    assert second_step(head, key)["Location"] == "/today/"
    assert head.client.get("/children/").status_code == 200


def test_6_3_3_password_and_passkey_let_in_and_the_password_alone_does_not(teacher: Person, key: SoftKey) -> None:
    assert teacher.sign_in()["Location"] == SECOND
    assert not teacher.is_in()
    assert second_step(teacher, key)["Location"] == "/today/"
    assert teacher.is_in()


@pytest.mark.parametrize("origin", [EVIL, "http://testserver", "https://other.example"])
def test_a_key_that_answered_another_site_is_not_registered(teacher: Person, origin: str) -> None:
    assert registered(teacher, SoftKey(origin)).status_code == 200
    assert not has_key(teacher)
    assert not Entry.objects.filter(action="account.add_factor", outcome="done").exists()


@pytest.mark.parametrize("origin", [EVIL, "http://testserver", "https://other.example"])
def test_an_answer_given_to_another_site_lets_nobody_in(teacher: Person, key: SoftKey, origin: str) -> None:
    teacher.sign_in()
    key.origin = origin
    assert refused(teacher, second_step(teacher, key))


def refused(person: Person, answer: Any) -> bool:
    """Told so in a sentence, recorded, and not in."""
    told = "通行密钥没有通过" in answer.content.decode()
    recorded = Entry.objects.filter(action="account.sign_in", outcome="refused", reason="session.key_refused").exists()
    return bool(answer.status_code == 200 and told and recorded and not person.is_in())


def test_6_5_1_an_answer_to_an_earlier_challenge_lets_nobody_in(teacher: Person, key: SoftKey) -> None:
    teacher.sign_in()
    options = options_on(teacher.client.get(SECOND))
    options_on(teacher.client.get(SECOND))
    sent = {"credential": json.dumps(key.get(options))}
    assert refused(teacher, teacher.client.post(SECOND, sent))


def test_6_5_1_the_same_answer_is_good_once(teacher: Person, key: SoftKey) -> None:
    teacher.sign_in()
    sent = {"credential": json.dumps(key.get(options_on(teacher.client.get(SECOND))))}
    assert teacher.client.post(SECOND, sent).status_code == 302
    teacher.client.post("/sign-out/")
    teacher.sign_in()
    teacher.client.get(SECOND)
    assert refused(teacher, teacher.client.post(SECOND, sent))


def test_a_registration_for_an_earlier_challenge_is_refused(teacher: Person) -> None:
    options = options_on(freshly(teacher, ADD))
    options_on(teacher.client.get(ADD))
    answer = teacher.client.post(ADD, {"name": "x", "credential": json.dumps(SoftKey().create(options))})
    assert answer.status_code == 200
    assert "通行密钥没有通过" in answer.content.decode()
    assert not has_key(teacher)


def test_another_key_and_another_persons_key_let_nobody_in(teacher: Person, key: SoftKey, person: Cast) -> None:
    other, others = person("吴组长").chose().comes_in(), SoftKey()
    assert registered(other, others).status_code == 302
    teacher.sign_in()
    for wrong in (others, SoftKey(), SoftKey(credential=key.credential)):
        assert refused(teacher, second_step(teacher, wrong))


BROKEN = ["", "{}", "[]", "null", "1", '"x"', "{", '{"id": "a", "rawId": "b"}', '{"response": {}}']


@pytest.mark.parametrize("sent", BROKEN)
def test_what_is_no_answer_of_a_key_is_told_in_a_sentence(teacher: Person, key: SoftKey, sent: str) -> None:
    teacher.sign_in()
    teacher.client.get(SECOND)
    assert teacher.client.post(SECOND, {"credential": sent}).status_code == 200
    assert not teacher.is_in()
    second_step(teacher, key)
    for path in (ADD, AGAIN):
        freshly(teacher, path)
        answer = teacher.client.post(path, {"name": "x", "credential": sent})
        assert answer.status_code == 200
        assert "通行密钥没有通过" in answer.content.decode()


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
def test_an_answer_altered_anywhere_lets_nobody_in(teacher: Person, key: SoftKey, part: str) -> None:
    teacher.sign_in()
    for altered in ("AAAA", "", "é", "A" * 400):
        given = key.get(options_on(teacher.client.get(SECOND)))
        given["response"][part] = altered
        assert refused(teacher, teacher.client.post(SECOND, {"credential": json.dumps(given)}))


def test_7_5_3_a_passkey_proves_again_who_one_is(teacher: Person, key: SoftKey, clock: Instants) -> None:
    teacher.sign_in()
    second_step(teacher, key)
    clock.pass_by(minutes=11)
    child = teacher.county.children["both"]
    assert teacher.client.post(f"/children/{child}/id_number/")["Location"].startswith("/security/again/")
    page = teacher.client.get(AGAIN)
    wrong = teacher.client.post(AGAIN, {"credential": json.dumps(SoftKey().get(options_on(page)))})
    assert wrong.status_code == 200
    assert teacher.client.post(f"/children/{child}/id_number/").status_code == 302
    options = options_on(teacher.client.get(AGAIN))
    sent = {"credential": json.dumps(key.get(options)), "next": f"/children/{child}/"}
    assert teacher.client.post(AGAIN, sent)["Location"] == f"/children/{child}/"
    assert teacher.client.post(f"/children/{child}/id_number/").status_code == 200


def test_a_passkey_is_renamed_and_removed(teacher: Person, key: SoftKey) -> None:
    teacher.sign_in()
    second_step(teacher, key)
    row = Authenticator.objects.get(user=teacher.account, type="webauthn")
    freshly(teacher, f"/security/factors/keys/{row.pk}/edit/")
    teacher.client.post(f"/security/factors/keys/{row.pk}/edit/", {"name": "旧手机"})
    assert "旧手机" in teacher.client.get("/security/factors/keys/").content.decode()
    teacher.client.post(f"/security/factors/keys/{row.pk}/remove/")
    assert not has_key(teacher)
    assert Entry.objects.filter(action="account.remove_factor").count() == 1


def test_nobody_touches_anothers_passkey(teacher: Person, key: SoftKey, person: Cast) -> None:
    row = Authenticator.objects.get(user=teacher.account, type="webauthn")
    other = person("吴组长").chose().comes_in()
    freshly(other, f"/security/factors/keys/{row.pk}/edit/")
    for way in ("edit", "remove"):
        assert other.client.post(f"/security/factors/keys/{row.pk}/{way}/", {"name": "x"}).status_code == 404
    assert has_key(teacher)
