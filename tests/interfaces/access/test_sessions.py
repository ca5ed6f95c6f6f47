"""Sessions and their cookies: ASVS 5.0, rows 3.3, 7.3 to 7.5, 8.3.2."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from notoneless.foundation.access.models import Grant
from notoneless.foundation.access.services import disable_account, end_grant, give_grant, renew_slip
from notoneless.foundation.audit.models import Entry
from support.browsing import Visitor as Client
from support.county import DAY, County, Instants
from support.person import PASSWORD, Person

Cast = Callable[[str], Person]


def test_3_3_1_every_cookie_is_bound_to_the_host_and_kept_from_scripts(person: Cast) -> None:
    teacher = person("王老师").chose()
    teacher.client.get("/sign-in/")
    teacher.comes_in()
    teacher.client.post("/language/", {"language": "en"})
    jar = teacher.client.cookies
    assert set(jar) == {"__Host-session", "__Host-csrf", "__Host-language"}
    for morsel in jar.values():
        assert (morsel["secure"], morsel["httponly"], morsel["path"], morsel["domain"]) == (True, True, "/", "")
        assert morsel["samesite"] in ("Lax", "Strict")


COOKIES = """
import json, sys
from notoneless import settings
names = [n for n in dir(settings) if "_COOKIE_" in n or n == "INSECURE_HTTP"]
print(json.dumps({n: getattr(settings, n) for n in names}))
"""


@pytest.mark.parametrize(("given", "secure"), [("", True), ("0", True), ("true", True), ("1", False)])
def test_3_3_1_only_the_one_word_for_a_demo_without_tls_takes_it_off(given: str, secure: bool) -> None:
    import os

    env = os.environ | {"NOTONELESS_INSECURE_HTTP": given}
    told = subprocess.run([sys.executable, "-c", COOKIES], env=env, capture_output=True, check=True).stdout
    found = json.loads(told)
    assert found["INSECURE_HTTP"] is not secure
    assert {found[f"{name}_COOKIE_SECURE"] for name in ("SESSION", "CSRF", "LANGUAGE")} == {secure}
    assert {found[f"{name}_COOKIE_HTTPONLY"] for name in ("SESSION", "CSRF", "LANGUAGE")} == {True}
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-") is secure


def test_7_3_1_an_hour_without_use_ends_a_session(clock: Instants, person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    for _ in range(3):
        clock.pass_by(minutes=59)
        assert teacher.is_in()
    clock.pass_by(minutes=61)
    assert not teacher.is_in()
    assert "长时间没有操作" in teacher.client.get("/sign-in/").content.decode()
    ended = Entry.objects.get(action="account.sign_out")
    assert (ended.actor, ended.reason) == (teacher.account.pk, "session.idle")


def test_7_3_2_twelve_hours_end_a_session_however_it_is_used(clock: Instants, person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    for _ in range(18):
        clock.pass_by(minutes=40)
        assert teacher.is_in()
    clock.pass_by(minutes=1)
    assert not teacher.is_in()
    assert Entry.objects.get(action="account.sign_out").reason == "session.over"


def test_7_3_1_the_use_of_a_session_is_not_written_for_every_page(
    clock: Instants, person: Cast, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    teacher = person("王老师").chose().comes_in()
    for _ in range(5):
        clock.pass_by(seconds=10)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            teacher.client.get("/security/factors/")
        assert not [each for each in asked if each["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]


def test_7_4_1_signing_out_kills_the_session(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    key = teacher.client.cookies["__Host-session"].value
    assert teacher.client.post("/sign-out/")["Location"] == "/sign-in/"
    thief = Client()
    thief.cookies["__Host-session"] = key
    assert thief.get("/security/").status_code == 302


def test_7_4_2_a_disabled_account_is_out_with_its_next_request(county: County, person: Cast) -> None:
    at_home, at_school = person("王老师").chose().comes_in(), person("王老师").comes_in()
    disable_account(county.ctx("安全管理员"), account=county.accounts["王老师"])
    assert not at_home.is_in()
    assert not at_school.is_in()
    assert at_home.client.get("/children/")["Location"].startswith("/sign-in/")


def test_7_4_3_another_password_ends_all_other_sessions(person: Cast) -> None:
    here, elsewhere = person("王老师").chose().comes_in(), person("王老师").comes_in()
    new = "九十九级石阶上的猫"
    here.client.post("/security/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.is_in()
    assert not elsewhere.is_in()


def test_7_4_3_a_new_slip_ends_all_sessions(county: County, person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    renew_slip(county.ctx("系统管理员"), account=county.accounts["王老师"])
    assert not teacher.is_in()


def test_7_5_2_one_ends_ones_other_sessions_and_nobody_elses(person: Cast) -> None:
    here, elsewhere, other = (
        person("王老师").chose().comes_in(),
        person("王老师").comes_in(),
        person("赵老师").chose().comes_in(),
    )
    assert "别处还有 1 个登录" in here.client.get("/security/").content.decode()
    here.client.post("/security/sessions/end/")
    assert here.is_in()
    assert not elsewhere.is_in()
    assert other.is_in()


def test_8_3_2_a_role_that_is_given_or_ended_counts_from_the_next_request(county: County, person: Cast) -> None:
    from notoneless.interfaces.frame.asking import context_of

    teacher = person("王老师").chose().comes_in()

    def may() -> bool:
        request = teacher.client.get("/security/factors/").wsgi_request
        return context_of(request).may("child.read")

    assert may()
    grant = Grant._base_manager.get(account_id=county.accounts["王老师"])
    end_grant(county.ctx("安全管理员"), grant=grant.pk, until_on=DAY)
    assert not may()
    giving = {"account": county.accounts["王老师"], "role": "group_head", "unit": county.units["group_a"]}
    give_grant(county.ctx("安全管理员"), **giving, from_on=DAY, until_on=None)
    assert may()
