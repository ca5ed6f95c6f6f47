"""Signing in: who gets in, who does not and learns nothing by it, and for how long (ASVS 5.0, chapters 6 and 7)."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hashers_by_algorithm
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings

from notoneless import settings as own_settings
from notoneless.foundation.access.founding import new_link
from notoneless.foundation.access.models import Account, EntryLink, Grant
from notoneless.foundation.access.services import disable_account, end_grant, open_account, renew_slip, slip_password
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.access import adapters, backend, locking, sessions
from notoneless.interfaces.frame import asking
from support.browsing import PASSWORD, Visitor, ready, sign_in
from support.county import County

CHILDREN = "/children/"


def real() -> datetime:
    """The machine's time."""
    return datetime.fromtimestamp(time.time(), UTC)


class Clock:
    """The web's clock, moved by a test."""

    def __init__(self) -> None:
        self.at = real()

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    for room in (asking, adapters, backend, sessions):
        monkeypatch.setattr(room, "now", moved)
    return moved


def attempt(name: str, password: str, visitor: Visitor | None = None, **extra: str) -> Any:
    return (visitor or Visitor()).post("/sign-in/", {"login": name, "password": password}, **extra)


def is_in(visitor: Visitor) -> bool:
    return bool(visitor.get(CHILDREN).status_code == 200)


# getting in


def test_one_signs_in_by_name_or_by_phone_number(county: County) -> None:
    account = ready(county, "王老师")
    for name in (account.sign_in_name, "13900000000", " 139 0000 0000 "):
        visitor = Visitor()
        assert attempt(name, PASSWORD, visitor).status_code == 302
        assert is_in(visitor)


def test_a_fresh_installation_has_nobody_who_can_sign_in(db: None) -> None:
    from notoneless.foundation.access.founding import found_county
    from notoneless.interfaces.frame.clock import IDS, now

    found_county(IDS, now(), "晴川县", now().date())
    assert not [row for row in Account._base_manager.all() if row.has_usable_password()]


def test_there_is_no_signing_up_and_no_mail(county: County) -> None:
    visitor = Visitor()
    for path in ("/accounts/signup/", "/sign-up/", "/accounts/password/reset/", "/admin/"):
        assert visitor.get(path).status_code == 404


# not getting in, and learning nothing


def shown(answer: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", answer.content.decode())


def test_unknown_name_wrong_password_disabled_and_expired_look_the_same(county: County, clock: Clock) -> None:
    account, gone, stale = ready(county, "王老师"), ready(county, "赵老师"), ready(county, "吴组长")
    Account._base_manager.filter(pk=gone.pk).update(is_active=False)
    Account._base_manager.filter(pk=stale.pk).update(must_change_password=True, password_until=clock.at - timedelta(1))
    answers = [
        attempt("nobody-at-all", PASSWORD),
        attempt(account.sign_in_name, "wrong"),
        attempt(gone.sign_in_name, PASSWORD),
        attempt(stale.sign_in_name, PASSWORD),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({shown(answer) for answer in answers}) == 1
    assert "登录名（或手机号）或密码不对" in shown(answers[0])


@override_settings(PASSWORD_HASHERS=own_settings.PASSWORD_HASHERS)
def test_an_unknown_name_takes_as_long_as_a_known_one(county: County) -> None:
    known = ready(county, "王老师").sign_in_name
    taken: dict[str, list[float]] = {known: [], "nobody-at-all": []}
    for _ in range(3):
        for name, times in taken.items():
            begun = time.process_time()
            backend.SignInBackend().authenticate(None, name, "wrong")
            times.append(time.process_time() - begun)
    one, other = (min(times) for times in taken.values())
    assert 0.4 < one / other < 2.5


def test_a_refused_sign_in_is_recorded_without_what_was_typed(county: County) -> None:
    attempt("王老师的密码", "secret-in-the-wrong-field")
    entry = Entry.objects.filter(action="account.sign_in", outcome="refused").latest("id")
    assert entry.reason == "session.not_let_in"
    assert "王老师的密码" not in repr(list(AccessAttempt.objects.values()))
    assert "secret" not in repr(list(AccessAttempt.objects.values()))


def test_signing_in_and_out_is_recorded(county: County) -> None:
    visitor = sign_in(county, "王老师")
    visitor.post("/sign-out/")
    actions = Entry.objects.filter(actor=county.accounts["王老师"], outcome="done").values_list("action", flat=True)
    assert [each for each in actions.order_by("id") if each.startswith("account.sign")] == [
        "account.sign_in",
        "account.sign_out",
    ]
    assert not is_in(visitor)


# trying again and again


def test_after_five_failures_the_account_waits_at_this_address_and_nobody_else_does(county: County) -> None:
    account, other = ready(county, "王老师"), ready(county, "赵老师")
    for _ in range(locking.LIMIT):
        last = attempt(account.sign_in_name, "wrong")
    assert last.status_code == 429
    assert "分钟后再试" in last.content.decode()
    assert attempt(account.sign_in_name, PASSWORD).status_code == 429
    assert attempt(other.sign_in_name, PASSWORD).status_code == 302
    assert attempt(account.sign_in_name, PASSWORD, REMOTE_ADDR="10.9.8.7").status_code == 302


def test_an_unknown_name_waits_just_the_same(county: County) -> None:
    for _ in range(locking.LIMIT):
        last = attempt("nobody-at-all", "wrong")
    assert last.status_code == 429


def test_a_header_does_not_make_another_address(county: County) -> None:
    account = ready(county, "王老师")
    for number in range(locking.LIMIT):
        last = attempt(account.sign_in_name, "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert last.status_code == 429


def test_the_wait_doubles_up_to_an_hour() -> None:
    waits = [min(locking.LONGEST_WAIT, locking.FIRST_WAIT * 2**beyond) for beyond in range(12)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[-1] == timedelta(hours=1)
    assert locking.LIMIT == own_settings.AXES_FAILURE_LIMIT


# first passwords


def newcomer(county: County) -> tuple[Account, str]:
    ctx = county.ctx("系统管理员")
    opened = open_account(ctx, unit=county.units["county"], sign_in_name="newcomer", name="新人", phone="13700001111")
    return Account._base_manager.get(pk=opened), slip_password(ctx, opened)


def test_a_first_password_lets_in_once_to_choose_ones_own(county: County, clock: Clock) -> None:
    clock.at = county.time.at
    account, slip = newcomer(county)
    visitor = Visitor()
    assert attempt("newcomer", slip, visitor).status_code == 302
    assert visitor.get(CHILDREN)["Location"] == "/security/password/"
    changed = {"oldpassword": slip, "password1": PASSWORD, "password2": PASSWORD}
    assert visitor.post("/security/password/", changed).status_code == 302
    assert visitor.get("/security/factors/").status_code == 200
    assert attempt("newcomer", slip).status_code == 200
    account.refresh_from_db()
    assert not account.must_change_password


def test_a_first_password_runs_out(county: County, clock: Clock) -> None:
    _, slip = newcomer(county)
    clock.at = county.time.at + timedelta(days=14, seconds=1)
    assert attempt("newcomer", slip).status_code == 200


def test_first_passwords_are_random_and_the_same_for_one_request_only(county: County) -> None:
    ctx = county.ctx("系统管理员")
    account = uuid4()
    assert slip_password(ctx, account) == slip_password(ctx, account)
    others = {slip_password(county.ctx("系统管理员"), account) for _ in range(50)}
    assert len(others) == 50
    assert all(re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", each) for each in others)


def test_a_renewed_slip_ends_the_old_password_and_keeps_the_second_factor(county: County, clock: Clock) -> None:
    clock.at = county.time.at
    account = ready(county, "陈局长")
    TOTP.activate(account, generate_totp_secret())
    codes = RecoveryCodes.activate(account).generate_codes()
    ctx = county.ctx("系统管理员")
    renew_slip(ctx, account=account.pk)
    assert attempt(account.sign_in_name, PASSWORD).status_code == 200
    visitor = Visitor()
    assert attempt(account.sign_in_name, slip_password(ctx, account.pk), visitor)["Location"] == "/sign-in/factor/"
    assert visitor.post("/sign-in/factor/", {"code": codes[0]}).status_code == 302


def test_a_one_time_link_sets_the_first_password_and_is_gone(county: County) -> None:
    account = Account._base_manager.get(sign_in_name="audit")
    token = new_link(county.ctx("系统管理员"), account)
    EntryLink.objects.update(until=real() + timedelta(hours=1))
    visitor = Visitor()
    assert visitor.get(f"/enter/{token}/", follow=True).status_code == 200
    assert visitor.post("/enter/", {"password1": "short", "password2": "short"}).status_code == 422
    assert visitor.post("/enter/", {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    assert visitor.get(f"/enter/{token}/", follow=True).status_code == 422
    assert attempt("audit", PASSWORD).status_code == 302
    assert token not in repr(list(EntryLink.objects.values()))


def test_a_link_that_is_over_forged_or_of_a_closed_account_opens_nothing(county: County) -> None:
    account = Account._base_manager.get(sign_in_name="audit")
    token = new_link(county.ctx("系统管理员"), account)
    EntryLink.objects.update(until=real() - timedelta(seconds=1))
    assert Visitor().get(f"/enter/{token}/", follow=True).status_code == 422
    assert Visitor().get(f"/enter/{token[:-1]}x/", follow=True).status_code == 422
    EntryLink.objects.update(until=real() + timedelta(hours=1))
    Account._base_manager.filter(pk=account.pk).update(is_active=False)
    visitor = Visitor()
    visitor.get(f"/enter/{token}/")
    assert visitor.post("/enter/", {"password1": PASSWORD, "password2": PASSWORD}).status_code == 422


# passwords


@pytest.mark.parametrize(
    "password",
    [
        "seven77",
        "password1",
        "12345678",
        "qwertyuiop",
        "aaaaaaaa",
        "wanglaoshi1",
        "notoneless2026",
        "kongchuobaoxue",
        "2026-2026",
    ],
)
def test_a_password_that_is_short_common_or_of_our_words_is_refused(county: County, password: str) -> None:
    account = Account._base_manager.get(name="王老师")
    with pytest.raises(ValidationError):
        validate_password(password, account)


@pytest.mark.parametrize("password", ["l4ntern-river", "八千里路云和月啊", "x" * 40 + " and more " * 6, PASSWORD])
def test_a_long_unusual_password_of_any_kind_is_taken(county: County, password: str) -> None:
    validate_password(password, Account._base_manager.get(name="王老师"))


def test_the_other_policy_asks_for_kinds_of_characters(county: County) -> None:
    rules = own_settings.password_rules("dengbao")
    with override_settings(AUTH_PASSWORD_VALIDATORS=rules):
        get_default_password_validators.cache_clear()
        with pytest.raises(ValidationError):
            validate_password("lantern over seven bridges")
        validate_password("Lantern over 7 bridges")
    get_default_password_validators.cache_clear()
    with pytest.raises(ValueError, match="asvs or dengbao"):
        own_settings.password_rules("none")


def test_the_other_policy_asks_for_a_change_and_the_first_does_not(county: County, clock: Clock) -> None:
    visitor = sign_in(county, "王老师")
    Account._base_manager.update(password_set_at=clock.at - timedelta(days=91))
    assert is_in(visitor)
    with override_settings(PASSWORD_POLICY="dengbao"):
        assert visitor.get(CHILDREN)["Location"] == "/security/password/"
        Account._base_manager.update(password_set_at=clock.at - timedelta(days=89))
        assert is_in(visitor)


@override_settings(PASSWORD_HASHERS=own_settings.PASSWORD_HASHERS)
def test_passwords_are_hashed_with_argon2id() -> None:
    get_hashers_by_algorithm.cache_clear()
    stored = Argon2PasswordHasher().encode("x", Argon2PasswordHasher().salt())
    get_hashers_by_algorithm.cache_clear()
    assert stored.startswith("argon2$argon2id$")
    found = {name: int(value) for name, value in re.findall(r"([mtp])=(\d+)", stored)}
    assert found["m"] >= 19_456
    assert found["t"] >= 2


# sessions


def test_signing_in_begins_a_new_session_and_the_old_key_is_dead(county: County) -> None:
    account = ready(county, "王老师")
    visitor = Visitor()
    visitor.get("/sign-in/")
    session = visitor.session
    session["x"] = 1
    session.save()
    before = session.session_key
    attempt(account.sign_in_name, PASSWORD, visitor)
    assert visitor.session.session_key != before
    stranger = Visitor()
    stranger.cookies["__Host-session"] = before
    assert not is_in(stranger)


def test_a_session_ends_when_idle_for_an_hour_and_after_twelve_hours_anyway(county: County, clock: Clock) -> None:
    visitor = sign_in(county, "王老师")
    clock.at += timedelta(minutes=59)
    assert is_in(visitor)
    clock.at += timedelta(minutes=61)
    assert not is_in(visitor)
    visitor = sign_in(county, "王老师")
    for _ in range(12):
        clock.at += timedelta(minutes=58)
        assert is_in(visitor)
    clock.at += timedelta(minutes=30)
    assert not is_in(visitor)


def test_a_closed_account_is_out_with_the_next_request(county: County) -> None:
    visitor = sign_in(county, "王老师")
    assert is_in(visitor)
    disable_account(county.ctx("安全管理员"), account=county.accounts["王老师"])
    assert not is_in(visitor)


def test_a_role_that_ended_is_gone_with_the_next_request(county: County, clock: Clock) -> None:
    clock.at = county.time.at
    visitor = sign_in(county, "王老师")
    assert is_in(visitor)
    end_grant(county.ctx("安全管理员"), grant=Grant._base_manager.get(account__name="王老师").id, until_on="2026-09-01")
    assert visitor.get(CHILDREN).status_code == 403


def test_a_changed_password_ends_other_sessions(county: County) -> None:
    one, other = sign_in(county, "王老师"), sign_in(county, "王老师")
    new = "another lantern, another river"
    one.post("/security/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(one)
    assert not is_in(other)


# the second factor


def test_officials_reach_no_child_without_a_second_factor(county: County) -> None:
    account = ready(county, "陈局长")
    visitor = Visitor()
    attempt(account.sign_in_name, PASSWORD, visitor)
    for path in (CHILDREN, f"/children/{county.children['both']}/"):
        assert visitor.get(path)["Location"] == "/security/factors/"


def test_a_recovery_code_works_once(county: County) -> None:
    account = ready(county, "陈局长")
    TOTP.activate(account, generate_totp_secret())
    code = RecoveryCodes.activate(account).generate_codes()[0]
    for expected in (302, 200):
        visitor = Visitor()
        attempt(account.sign_in_name, PASSWORD, visitor)
        assert visitor.post("/sign-in/factor/", {"code": code}).status_code == expected


def test_a_code_of_the_app_works_once_and_its_secret_is_sealed(county: County) -> None:
    account = ready(county, "陈局长")
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    assert secret not in repr(list(Authenticator.objects.values()))
    code = f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"
    for expected in (302, 200):
        visitor = Visitor()
        attempt(account.sign_in_name, PASSWORD, visitor)
        assert visitor.post("/sign-in/factor/", {"code": code}).status_code == expected


def test_revealing_asks_for_a_new_proof_after_ten_minutes_and_goes_back(county: County, clock: Clock) -> None:
    visitor = sign_in(county, "王老师")
    clock.at = real() + timedelta(seconds=1)
    path = f"/children/{county.children['both']}/id_number/"
    assert county.markers["both"][1] in visitor.post(path).content.decode()
    clock.at += timedelta(minutes=11)
    answer = visitor.post(path)
    assert answer["Location"].startswith("/security/again/")
    assert county.markers["both"][1] not in answer.content.decode()


@pytest.mark.parametrize("field", ["name", "sex", "id", "household", "id_number_index", "foo", "pk", "DECLARED"])
def test_what_is_not_a_sealed_field_cannot_be_revealed(county: County, field: str) -> None:
    answer = sign_in(county, "王老师").post(f"/children/{county.children['both']}/{field}/")
    assert answer.status_code == 404


# the language


def test_the_language_changes_and_leads_nowhere_else(county: County) -> None:
    visitor = sign_in(county, "王老师")
    answer = visitor.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    page = visitor.get(CHILDREN).content.decode()
    assert "The children of my units" in page
    assert '<html lang="en">' in page
    visitor.post("/language/", {"language": "zh-hans", "next": CHILDREN})
    assert "我范围内的儿童" in visitor.get(CHILDREN).content.decode()
