"""Accounts, slips and roles as the administrators see them: ASVS 5.0, rows 6.4.6, 7.5.1, 8.2.1."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from notoneless.foundation.access import services
from notoneless.foundation.access.models import Account, Grant
from notoneless.foundation.access.services import open_account
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.access.pages.accounts import AT_ONCE
from support.county import County, Instants
from support.person import PASSWORD, Person

Cast = Callable[[str], Person]


def passwords_on(answer: object) -> list[str]:
    """The first passwords on a page of slips."""
    return re.findall(r"<code>([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})</code>", answer.content.decode())


def sheet(county: County, count: int) -> None:
    """Accounts at a school that nobody has entered yet."""
    for number in range(count):
        ctx = county.ctx("系统管理员")
        open_account(ctx, unit=county.units["school_a"], sign_in_name=f"t{number:03}", name=f"教师{number}", phone=None)


def test_the_first_page_of_each_administrator(system: Person, security: Person, person: Cast) -> None:
    audit = person("审计管理员").chose().with_app().comes_in()
    for who, path in ((system, "/accounts/"), (security, "/grants/"), (audit, "/audit/")):
        assert who.client.get("/sign-in/")["Location"] == path
        assert who.client.get("/")["Location"] == path, "the way home of an error page"


def test_the_hashes_of_slips_are_made_before_the_transaction(
    county: County, system: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet(county, 3)
    form, outside = system.form_on("/accounts/"), len(connection.savepoint_ids)
    depths: list[int] = []

    def hashes(password: str | None) -> str:
        depths.append(len(connection.savepoint_ids))
        return make_password(password)

    monkeypatch.setattr(services, "make_password", hashes)
    answer = system.client.post("/accounts/slips/", {"unit": county.units["school_a"], "request": form})
    assert len(passwords_on(answer)) == 3
    answer = system.client.post(
        f"/accounts/{county.accounts['王老师']}/slip/", {"request": system.form_on("/accounts/")}
    )
    assert len(passwords_on(answer)) == 1
    assert depths == [outside] * 4


def test_nothing_is_hashed_for_who_may_not(county: County, person: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "make_password", lambda _: pytest.fail("hashed"))
    for who in ("王老师", "安全管理员"):
        asking = person(who).chose()
        asking = asking if who == "王老师" else asking.with_app()
        asking.comes_in()
        assert asking.client.post("/accounts/slips/", {"unit": county.units["school_a"]}).status_code == 403


def test_one_account_is_opened_and_its_slip_lets_the_owner_in(county: County, system: Person) -> None:
    sent = {"unit": county.units["school_a"], "sign_in_name": "teacher.new", "name": "新老师", "phone": "13912345678"}
    answer = system.client.post("/accounts/open/", sent | {"request": system.form_on("/accounts/")})
    (password,) = passwords_on(answer)
    assert answer["Cache-Control"] == "no-store"
    newcomer = Person(county, "王老师")
    assert newcomer.sign_in(password, name="teacher.new").status_code == 302
    assert newcomer.client.get("/")["Location"] == "/security/password/"


def test_the_same_form_sent_twice_opens_one_account_with_one_slip(county: County, system: Person) -> None:
    sent = {"unit": county.units["school_a"], "sign_in_name": "teacher.new", "name": "新老师", "phone": ""}
    sent["request"] = system.form_on("/accounts/")
    first, second = (passwords_on(system.client.post("/accounts/open/", sent)) for _ in range(2))
    assert first == second
    assert Account.objects.filter(sign_in_name="teacher.new").count() == 1


def test_6_4_6_no_form_lets_an_administrator_choose_a_password(system: Person, security: Person) -> None:
    for person, path in ((system, "/accounts/"), (security, "/grants/")):
        page = person.client.get(path).content.decode()
        assert "password" not in re.sub(r"<a [^>]*>", "", page)


def test_a_name_that_is_taken_is_told_in_a_sentence_and_recorded(county: County, system: Person) -> None:
    sent = {"unit": county.units["school_a"], "sign_in_name": "cast3", "name": "新老师", "phone": ""}
    answer = system.client.post("/accounts/open/", sent | {"request": system.form_on("/accounts/")})
    assert answer.status_code == 422
    assert "已有人使用" in answer.content.decode()
    assert Entry.objects.filter(action="account.open", outcome="refused").exists()


def test_a_slip_is_renewed_for_one(county: County, system: Person, person: Cast) -> None:
    pk = county.accounts["王老师"]
    answer = system.client.post(f"/accounts/{pk}/slip/", {"request": system.form_on("/accounts/")})
    (password,) = passwords_on(answer)
    assert person("王老师").sign_in(password).status_code == 302


def test_slips_of_a_unit_are_renewed_in_batches_and_each_is_right(county: County, system: Person) -> None:
    sheet(county, AT_ONCE + 3)
    sent = {"unit": county.units["school_a"], "request": system.form_on("/accounts/")}
    first = system.client.post("/accounts/slips/", sent)
    assert len(passwords_on(first)) == AT_ONCE
    more = re.search(r'name="request" value="([^"]+)"', first.content.decode())
    rest = system.client.post("/accounts/slips/", sent | {"request": more[1], "after": f"t{AT_ONCE - 1:03}"})
    passwords = passwords_on(first) + passwords_on(rest)
    assert len(set(passwords)) == AT_ONCE + 3
    for number in (0, AT_ONCE - 1, AT_ONCE + 2):
        assert Account.objects.get(sign_in_name=f"t{number:03}").check_password(passwords[number])


def test_a_batch_leaves_those_alone_who_have_a_password_of_their_own(
    county: County, system: Person, person: Cast
) -> None:
    teacher = person("王老师").chose()
    sent = {"unit": county.units["county"], "request": system.form_on("/accounts/")}
    assert teacher.account.name not in system.client.post("/accounts/slips/", sent).content.decode()
    assert teacher.account.check_password(PASSWORD)


def test_8_2_1_each_administrator_has_own_pages_and_nobody_elses(
    county: County, system: Person, security: Person, person: Cast
) -> None:
    pk = county.accounts["王老师"]
    accounts = ["/accounts/", "/accounts/open/", "/accounts/slips/", f"/accounts/{pk}/slip/"]
    grants = ["/grants/", "/grants/give/", f"/grants/accounts/{pk}/disable/", f"/grants/accounts/{pk}/enable/"]
    teacher = person("赵老师").chose().comes_in()
    audit = person("审计管理员").chose().with_app().comes_in()
    for who, paths in (
        (system, grants),
        (security, accounts),
        (teacher, accounts + grants),
        (audit, accounts + grants),
    ):
        for path in paths:
            assert who.client.post(path, {"request": "x"}).status_code == 403, path


def test_a_role_is_given_and_ended(county: County, security: Person) -> None:
    sent = {"account": county.accounts["赵老师"], "role": "group_head", "unit": county.units["group_z"]}
    sent |= {"from_on": "2026-09-01", "until_on": "", "request": security.form_on("/grants/")}
    assert security.client.post("/grants/give/", sent)["Location"] == "/grants/"
    grant = Grant._base_manager.get(account_id=county.accounts["赵老师"], role="group_head")
    assert f"/grants/{grant.pk}/end/" in security.client.get("/grants/").content.decode()
    ending = {"request": security.form_on("/grants/")}
    assert security.client.post(f"/grants/{grant.pk}/end/", ending)["Location"] == "/grants/"
    assert f"/grants/{grant.pk}/end/" not in security.client.get("/grants/").content.decode()


def test_a_conflict_of_duty_is_told_in_a_sentence(county: County, security: Person) -> None:
    sent = {"account": county.accounts["系统管理员"], "role": "audit_administrator", "unit": county.units["county"]}
    sent |= {"from_on": "2026-09-01", "until_on": "", "request": security.form_on("/grants/")}
    answer = security.client.post("/grants/give/", sent)
    assert "审计管理员与系统管理员不能由同一人担任" in answer.content.decode()
    assert not Grant._base_manager.filter(account_id=county.accounts["系统管理员"], role="audit_administrator").exists()
    assert Entry.objects.filter(action="grant.give", outcome="refused").exists()


def test_nobody_gives_oneself_a_role(county: County, security: Person) -> None:
    sent = {"account": county.accounts["安全管理员"], "role": "county_officer", "unit": county.units["county"]}
    sent |= {"from_on": "2026-09-01", "until_on": "", "request": security.form_on("/grants/")}
    assert "不能给自己办理" in security.client.post("/grants/give/", sent).content.decode()


def test_7_5_3_a_role_is_given_only_after_a_fresh_proof(county: County, security: Person, clock: Instants) -> None:
    sent = {"account": county.accounts["赵老师"], "role": "group_head", "unit": county.units["group_z"]}
    sent |= {"from_on": "2026-09-01", "until_on": "", "request": security.form_on("/grants/")}
    clock.pass_by(minutes=11)
    answer = security.client.post("/grants/give/", sent, headers={"Referer": "https://testserver/grants/"})
    assert answer["Location"] == "/security/again/?next=/grants/"
    assert not Grant._base_manager.filter(account_id=county.accounts["赵老师"], role="group_head").exists()
    security.client.post(answer["Location"], {"password": PASSWORD})
    assert security.client.post("/grants/give/", sent)["Location"] == "/grants/"


def test_an_account_is_disabled(county: County, security: Person, person: Cast) -> None:
    teacher = person("赵老师").chose().comes_in()
    sent = {"request": security.form_on("/grants/")}
    assert (
        security.client.post(f"/grants/accounts/{county.accounts['赵老师']}/disable/", sent)["Location"]
        == "/grants/#accounts"
    )
    assert not teacher.is_in()
    assert teacher.sign_in().status_code == 200


def test_an_account_that_was_disabled_is_enabled_without_its_old_password(
    county: County, system: Person, security: Person, person: Cast
) -> None:
    teacher = person("赵老师").chose()
    pk = county.accounts["赵老师"]
    for switch in ("disable", "enable"):
        sent = {"request": security.form_on("/grants/")}
        assert f"/grants/accounts/{pk}/{switch}/" in security.client.get("/grants/").content.decode()
        assert security.client.post(f"/grants/accounts/{pk}/{switch}/", sent)["Location"] == "/grants/#accounts"
    assert teacher.sign_in().status_code == 200
    assert not teacher.is_in()
    shown = system.client.post(f"/accounts/{pk}/slip/", {"request": system.form_on("/accounts/")})
    assert teacher.sign_in(password=passwords_on(shown)[0]).status_code == 302


def test_an_account_in_use_keeps_its_password_when_somebody_enables_it(county: County, security: Person) -> None:
    sent = {"request": security.form_on("/grants/")}
    answer = security.client.post(f"/grants/accounts/{county.accounts['赵老师']}/enable/", sent)
    assert answer.status_code == 422
    assert "赵老师的账号没有停用" in answer.content.decode()
    assert Entry.objects.filter(action="account.enable", outcome="refused").exists()


def test_a_search_is_posted_and_finds_by_name_and_unit(county: County, system: Person) -> None:
    sheet(county, 2)
    assert "教师1" in system.client.post("/accounts/", {"search": "中心小学"}).content.decode()
    found = system.client.post("/accounts/", {"search": "教师1"}).content.decode()
    assert "教师1" in found
    assert "教师0" not in found
    assert Entry.objects.filter(action="account.read", outcome="read").count() >= 2


def test_a_slip_says_where_and_a_unit_reaches_what_stands_beneath(county: County, system: Person) -> None:
    given = {"unit": county.units["class_a"], "sign_in_name": "class.teacher", "name": "新班主任", "phone": None}
    open_account(county.ctx("系统管理员"), **given)
    sent = {"unit": county.units["school_a"], "request": system.form_on("/accounts/")}
    page = system.client.post("/accounts/slips/", sent).content.decode()
    assert "<strong>新班主任</strong>　清溪镇中心小学 三年级（1）班" in page
    assert "网址：https://testserver/" in page
    assert "data-print" in page
    far = {"unit": county.units["school_z"], "request": system.form_on("/accounts/")}
    assert "新班主任" not in system.client.post("/accounts/slips/", far).content.decode()


def test_an_account_without_a_role_is_told_what_to_do(county: County, system: Person, person: Cast) -> None:
    given = {"unit": county.units["school_a"], "sign_in_name": "newcomer", "name": "新老师", "phone": None}
    county.accounts["新老师"] = open_account(county.ctx("系统管理员"), **given)
    newcomer = person("新老师").chose().comes_in()
    assert newcomer.client.get("/")["Location"] == "/security/"
    assert "请其授予角色" in newcomer.client.get("/security/").content.decode()
    teacher = person("王老师").chose().comes_in()
    assert "请其授予角色" not in teacher.client.get("/security/").content.decode()


@pytest.mark.parametrize("what", ["open", "one", "many"])
def test_7_5_3_a_slip_is_given_only_after_a_fresh_proof(
    county: County, system: Person, clock: Instants, what: str
) -> None:
    pk, unit = county.accounts["赵老师"], county.units["county"]
    path = {"open": "/accounts/open/", "one": f"/accounts/{pk}/slip/", "many": "/accounts/slips/"}[what]
    sent = {"request": system.form_on("/accounts/"), "unit": unit, "name": "新", "sign_in_name": "xin"}
    clock.pass_by(minutes=11)
    answer = system.client.post(path, sent, headers={"Referer": "https://testserver/accounts/"})
    assert answer["Location"] == "/security/again/?next=/accounts/"
    assert not Account._base_manager.filter(sign_in_name="xin").exists()
