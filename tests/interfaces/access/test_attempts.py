"""Guessing passwords: ASVS 5.0, row 6.3.1 and 15.3.4."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import RequestFactory, override_settings

from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.access.backend import SignInBackend
from notoneless.interfaces.access.locking import CODES, LONGEST_WAIT, client_of, wait_after
from support.browsing import Visitor as Client
from support.county import County
from support.person import Person

Cast = Callable[[str], Person]


def fail(person: Person, times: int, **more: str) -> object:
    """Send wrong passwords; the last answer."""
    return [person.sign_in("not the password", **more) for _ in range(times)][-1]


def wait(**span: float) -> None:
    """Let time pass for what was counted: axes asks the machine's clock."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(**span))


def test_6_3_1_the_fifth_failure_locks_and_says_until_when(person: Cast) -> None:
    teacher = person("王老师").chose()
    assert fail(teacher, 4).status_code == 200
    answer = fail(teacher, 1)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "登录名（或手机号）或密码不对" in answer.content.decode()
    assert "请等 1 分钟后再试" in answer.content.decode()
    assert teacher.sign_in().status_code == 429  # the right password does not help now


def test_6_3_1_an_unknown_name_is_locked_just_the_same(person: Cast) -> None:
    teacher = person("王老师")
    assert fail(teacher, 4, name="nobody").status_code == 200
    locked = fail(teacher, 1, name="nobody")
    assert locked.status_code == 429
    assert "请等 1 分钟后再试" in locked.content.decode()


def test_6_3_1_the_lock_ends_and_the_next_one_is_longer(person: Cast) -> None:
    teacher = person("王老师").chose()
    fail(teacher, 5)
    wait(seconds=61)
    assert "请等 2 分钟后再试" in fail(teacher, 1).content.decode()
    wait(seconds=61)
    assert teacher.sign_in().status_code == 429
    wait(seconds=61)
    assert teacher.sign_in().status_code == 302


def test_6_3_1_the_delay_doubles_up_to_an_hour() -> None:
    delays = [wait_after(beyond) for beyond in range(8)]
    assert delays == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 60, 60)]
    assert wait_after(10_000) == LONGEST_WAIT


def test_6_3_1_the_shared_address_of_a_school_is_never_locked(person: Cast) -> None:
    teacher, head = person("王老师").chose(), person("赵老师").chose()
    for name in ("", *(f"guess{number}" for number in range(40))):
        fail(teacher, 5, name=name)
    assert teacher.sign_in().status_code == 429
    assert head.sign_in().status_code == 302


def test_6_3_1_the_owner_still_comes_in_from_another_address(person: Cast) -> None:
    teacher = person("王老师").chose()
    fail(teacher, 6)
    assert teacher.sign_in(REMOTE_ADDR="10.0.0.7").status_code == 302


def test_6_3_1_all_addresses_of_one_ipv6_site_are_one(person: Cast) -> None:
    teacher = person("王老师").chose()
    for number in range(1, 6):
        answer = fail(teacher, 1, REMOTE_ADDR=f"2001:db8:0:7:{number:x}::{number:x}")
    assert answer.status_code == 429
    assert teacher.sign_in(REMOTE_ADDR="2001:db8:0:7::ffff").status_code == 429
    assert teacher.sign_in(REMOTE_ADDR="2001:db8:0:8::1").status_code == 302


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.9", "192.0.2.9"),
        ("::ffff:192.0.2.9", "192.0.2.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::1", "::"),
        ("fe80::1%eth0", "fe80::"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_6_3_1_what_an_address_is_counted_as(address: str, counted: str) -> None:
    assert client_of(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def try_codes(person: Person, times: int, net: int) -> list[int]:
    """Send wrong codes, each from another site; the statuses."""
    return [
        person.give_code("000000", REMOTE_ADDR=f"2001:db8:{net:x}:{number:x}::1").status_code for number in range(times)
    ]


def test_6_3_1_codes_of_one_account_from_ever_new_addresses_are_locked(person: Cast) -> None:
    thief, owner = person("陈局长").chose().with_app(), person("陈局长")
    owner.secret = thief.secret
    thief.sign_in(), owner.sign_in()
    statuses = try_codes(thief, CODES + 10, net=1)
    assert statuses == [200] * (CODES - 1) + [429] * 11  # ten of them were not looked at
    assert owner.give_code(REMOTE_ADDR="10.0.0.7").status_code == 429
    wait(seconds=61)
    assert owner.give_code(REMOTE_ADDR="10.0.0.7").status_code == 302  # and nobody is locked out for good
    assert owner.is_in()
    assert try_codes(thief, 3, net=2) == [429] * 3
    wait(days=1)
    assert try_codes(thief, 1, net=3) == [200]


def test_6_3_1_codes_of_one_account_lock_nobody_else_and_no_password(person: Cast) -> None:
    thief, other = person("陈局长").chose().with_app(), person("李校长").chose().with_app()
    thief.sign_in()
    try_codes(thief, CODES, net=1)
    assert other.comes_in()
    assert person("陈局长").sign_in()["Location"] == "/sign-in/factor/"


def test_6_3_1_name_and_phone_are_one_account(person: Cast) -> None:
    teacher = person("王老师").chose()
    fail(teacher, 3)
    assert fail(teacher, 2, name="13900000000").status_code == 429


def test_6_3_1_another_browser_or_a_success_of_somebody_else_resets_nothing(person: Cast) -> None:
    teacher, other = person("王老师").chose(), person("赵老师").chose()
    for number in range(5):
        other.sign_in()
        other.client = Client(headers={"User-Agent": f"another {number}"})
        teacher.client = Client(headers={"User-Agent": f"browser {number}"})
        answer = fail(teacher, 1)
    assert answer.status_code == 429


def test_6_3_1_of_twenty_tries_at_each_of_many_accounts_five_are_looked_at(
    person: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []
    authenticate = SignInBackend.authenticate
    monkeypatch.setattr(
        SignInBackend, "authenticate", lambda *given, **more: tried.append(1) or authenticate(*given, **more)
    )
    attacker = person("王老师")
    for _ in range(20):
        for name in ("cast1", "cast2", "cast3", "nobody"):
            fail(attacker, 1, name=name)
    assert len(tried) == 4 * 5  # in a whole day the delays let through five, six while they grow, and one an hour
    assert Entry.objects.filter(action="account.sign_in").count() == 80


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "CF-Connecting-IP"])
def test_15_3_4_a_forged_address_is_ignored(person: Cast, header: str) -> None:
    teacher = person("王老师").chose()
    for number in range(5):
        answer = teacher.sign_in("not the password", headers={header: f"10.9.8.{number}"})
    assert answer.status_code == 429
    assert set(Entry.objects.filter(action="account.sign_in").values_list("address", flat=True)) == {"127.0.0.1"}


@override_settings(PROXIES=["127.0.0.1", "10.0.0.1"])
def test_15_3_4_our_own_proxy_is_believed_about_the_nearest_hop_only(county: County, person: Cast) -> None:
    teacher = person("王老师").chose()
    teacher.sign_in("not the password", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.9, 10.0.0.1"})
    assert Entry.objects.get(action="account.sign_in").address == "192.0.2.9"
