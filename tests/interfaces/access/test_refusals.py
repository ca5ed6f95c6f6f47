"""Signing in and first passwords: ASVS 5.0, rows 6.3, 6.4, 7.2."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.db import DatabaseError

from notoneless.foundation.access import recording
from notoneless.foundation.access.founding import found_county
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.services import disable_account, renew_slip, slip_password
from notoneless.foundation.audit.models import Entry, Payload
from notoneless.foundation.sealing.models import opened
from support.browsing import Visitor as Client
from support.county import County, Instants
from support.person import PASSWORD, Person

Cast = Callable[[str], Person]

NEW = "完全不同的海螺与风车二"


def words_of(answer: object) -> str:
    """The page without what is different each time: the form's token, ."""
    page = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", page)


def test_one_signs_in_by_name(person: Cast) -> None:
    teacher = person("王老师").chose()
    assert teacher.sign_in()["Location"] == "/today/"
    assert teacher.is_in()


def test_one_signs_in_by_phone(person: Cast) -> None:
    teacher = person("王老师").chose()
    assert teacher.sign_in(name="13900000000")["Location"] == "/today/"
    assert teacher.is_in()


@pytest.mark.parametrize("name", ["cast1", "nobody.here", "13900000000", "13888888888", "", "\u202e"])
def test_without_the_keys_nobody_signs_in_and_all_are_told_why(
    person: Cast, settings: LazySettings, tmp_path: Path, name: str
) -> None:
    teacher = person("王老师").chose()
    settings.KEY_RING_FILE = tmp_path / "none.json"
    for password in (PASSWORD, "not the password"):
        answer = teacher.sign_in(password, name=name or teacher.account.sign_in_name)
        assert answer.status_code == 503
        assert "读不到密钥文件" in answer.content.decode() or "审计记录写不进去" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/security/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}),
        ("/security/password/", {"oldpassword": "not it", "password1": NEW, "password2": NEW}),
        ("/security/factors/codes/new/", {}),
        ("/security/factors/app/remove/", {}),
        ("/security/again/", {"password": "not it"}),
    ],
)
def test_without_the_audit_nothing_is_changed_and_that_is_told(
    person: Cast, monkeypatch: pytest.MonkeyPatch, path: str, sent: dict[str, str]
) -> None:
    def down(*_: object, **__: object) -> None:
        raise DatabaseError

    teacher = person("王老师").chose().with_app().comes_in()
    teacher.client.post("/security/again/", {"password": PASSWORD})
    before = teacher.account.password, list(Authenticator.objects.values_list("pk", "data"))
    monkeypatch.setattr(recording, "record", down)
    answer = teacher.client.post(path, sent)
    assert (answer.status_code, "审计记录写不进去" in answer.content.decode()) == (503, True)
    assert (teacher.account.password, list(Authenticator.objects.values_list("pk", "data"))) == before


def test_6_3_2_a_fresh_installation_has_nobody_who_can_sign_in(db: None, client: Client) -> None:
    county = County()
    found_county(county.ids, county.time.at, "晴川县", county.time.at.date())
    for name in Account.objects.values_list("sign_in_name", flat=True):
        for password in ("", name, "password", "!"):
            assert client.post("/sign-in/", {"login": name, "password": password}).status_code != 302
    assert not any(account.has_usable_password() for account in Account.objects.all())


@pytest.fixture
def refused(county: County, person: Cast) -> dict[str, object]:
    """Answers to attempts that fail for different reasons, each in a browser of its own."""
    right = person("王老师").chose()
    disabled = person("赵老师").chose()
    disable_account(county.ctx("安全管理员"), account=county.accounts["赵老师"])
    acting = county.ctx("系统管理员")
    renew_slip(acting, account=county.accounts["吴组长"])
    slip = slip_password(acting, county.accounts["吴组长"])
    late = person("吴组长")
    county.time.pass_by(days=15)
    return {
        "unknown": right.sign_in(name="nobody.here"),
        "unknown phone": right.sign_in(name="13888888888"),
        "wrong password": person("王老师").sign_in("not the password"),
        "disabled": disabled.sign_in(),
        "first password is over": late.sign_in(slip),
    }


def test_6_3_8_all_refusals_have_the_same_words_and_status(refused: dict[str, object]) -> None:
    assert len({words_of(answer) for answer in refused.values()}) == 1
    assert {answer.status_code for answer in refused.values()} == {200}  # type: ignore[attr-defined]
    assert "登录名（或手机号）或密码不对" in words_of(refused["unknown"])


def test_6_3_8_all_refusals_hash_a_password_exactly_once(
    county: County, person: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # hashing takes a sixth of a second and everything else a few milliseconds, so counting it is the stricter test
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(password) or encode(self, password, salt),
    )
    person("王老师").chose()
    person("赵老师").chose()
    disable_account(county.ctx("安全管理员"), account=county.accounts["赵老师"])
    Account.objects.filter(pk=county.accounts["何老师"]).update(password="!unusable")
    counts = {}
    for name, who in (("nobody", "王老师"), ("", "王老师"), ("", "赵老师"), ("", "何老师"), ("", "吴组长")):
        hashed.clear()
        person(who).sign_in("not the password", name=name)
        counts[(name, who)] = len(hashed)
    assert set(counts.values()) == {1}


def test_6_4_1_a_first_password_serves_for_fourteen_days_and_must_be_changed_first(
    county: County, clock: Instants, person: Cast
) -> None:
    acting = county.ctx("系统管理员")
    renew_slip(acting, account=county.accounts["王老师"])
    slip = slip_password(acting, county.accounts["王老师"])
    clock.pass_by(days=13)
    teacher = person("王老师")
    assert teacher.sign_in(slip).status_code == 302
    for path in ("/", "/children/", "/security/", "/security/factors/"):
        assert teacher.client.get(path)["Location"] == "/security/password/"
    changed = {"oldpassword": slip, "password1": PASSWORD, "password2": PASSWORD}
    assert teacher.client.post("/security/password/", changed)["Location"] == "/today/"
    assert teacher.is_in()
    assert Person(county, "王老师").sign_in(slip).status_code == 200


def test_6_4_1_a_first_password_is_unlike_any_other(county: County) -> None:
    made = set()
    for _ in range(50):
        acting = county.ctx("系统管理员")
        renew_slip(acting, account=county.accounts["王老师"])
        made.add(slip_password(acting, county.accounts["王老师"]))
    assert len(made) == 50
    assert all(len(each.replace("-", "")) == 12 for each in made)


def test_no_sign_up_and_no_mail_is_routed(client: Client) -> None:
    for path in ("signup/", "email/", "confirm-email/", "password/reset/", "password/set/", "login/code/", "inactive/"):
        assert client.get(f"/{path}").status_code == 404


def test_every_route_says_what_each_method_asks_for() -> None:
    from notoneless.interfaces.access.pages import ROUTES

    assert len(ROUTES) > 20
    for each in ROUTES:
        assert each.callback.needs


def test_4_1_4_a_method_that_is_not_declared_is_refused(person: Cast) -> None:
    from django.urls import reverse

    from notoneless.interfaces.access.pages import ROUTES

    officer = person("王老师").chose().comes_in()
    fillings = {"mfa_remove_webauthn": {"pk": 1}, "mfa_edit_webauthn": {"pk": 1}, "enter_with": {"token": "x"}}
    for each in ROUTES:
        names = each.pattern.converters
        path = fillings.get(each.name, dict.fromkeys(names, officer.account.pk))
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GET", "POST"):
            if method not in each.callback.needs:
                assert officer.client.generic(method, reverse(each.name, kwargs=path)).status_code == 405


def test_16_3_1_coming_failing_and_going_is_recorded(person: Cast) -> None:
    teacher = person("王老师").chose()
    teacher.sign_in("not the password")
    teacher.comes_in()
    teacher.client.post("/sign-out/")
    rows = Entry.objects.filter(action__startswith="account.sign_").order_by("at", "id")
    pk = teacher.account.pk
    assert [(row.action, row.outcome, row.actor, row.object) for row in rows] == [
        ("account.sign_in", "refused", None, pk),
        ("account.sign_in", "done", pk, pk),
        ("account.sign_out", "done", pk, None),
    ]
    assert all(row.address == "127.0.0.1" for row in rows)
    assert not teacher.is_in()


def test_16_2_5_no_record_and_no_table_of_axes_holds_what_was_typed(person: Cast) -> None:
    from axes.models import AccessAttempt

    person("王老师").sign_in("openopensesame", name="张三丰的手机13911112222")
    kept = [opened(row, "content") or "" for row in Payload.objects.all()]
    kept += [str(vars(row)) for row in AccessAttempt.objects.all()]
    assert AccessAttempt.objects.count() == 1
    assert not [text for text in kept if "opensesame" in text or "13911112222" in text or "张三丰" in text]


def test_16_5_3_without_an_audit_nobody_gets_in(person: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DatabaseError

    def broken(*_: object, **__: object) -> None:
        raise DatabaseError

    teacher = person("王老师").chose()
    monkeypatch.setattr("notoneless.foundation.access.recording.record", broken)
    assert teacher.sign_in().status_code == 503
    monkeypatch.undo()
    assert not teacher.is_in()


def test_7_2_4_signing_in_gives_a_new_key_and_the_old_one_is_dead(person: Cast) -> None:
    teacher = person("王老师").chose()
    session = teacher.client.session
    session["planted"] = "by somebody else"
    session.save()
    old = session.session_key
    teacher.client.cookies["__Host-session"] = old
    teacher.sign_in()
    new = teacher.client.cookies["__Host-session"].value
    assert new != old
    thief = Client()
    thief.cookies["__Host-session"] = old
    assert thief.get("/security/").status_code == 302


def test_11_4_2_passwords_are_hashed_by_argon2id_with_these_parameters() -> None:
    from notoneless import settings
    from notoneless.interfaces.access.passwords import Hasher

    assert settings.PASSWORD_HASHERS == ["notoneless.interfaces.access.passwords.Hasher"]
    encoded = Hasher().encode("a password", Hasher().salt())
    assert encoded.startswith("argon2$argon2id$v=19$m=65536,t=3,p=1$")
    assert Hasher().verify("a password", encoded)


def test_the_way_back_leads_nowhere_else(person: Cast) -> None:
    teacher = person("王老师").chose()
    sent = {"login": teacher.account.sign_in_name, "password": PASSWORD, "next": "//evil.example/x"}
    assert teacher.client.post("/sign-in/", sent)["Location"] == "/today/"
