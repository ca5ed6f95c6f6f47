"""Somebody lost the phone: who lets whom in again, and that nobody comes into another's account alone."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from notoneless.foundation.access.models import Grant, Token
from notoneless.foundation.access.refusals import NotAllowed, Refused
from notoneless.foundation.access.services import drop_second_factor
from notoneless.foundation.audit.models import Entry
from support.county import County, Instants, appoint
from support.databases import owners_eyes
from support.person import PASSWORD, Person
from support.programs import give_token

Cast = Callable[[str], Person]
THREE = ("系统管理员", "安全管理员", "审计管理员")
MAY = {("安全管理员", "系统管理员"), ("安全管理员", "审计管理员"), ("审计管理员", "安全管理员")}
"""On a fresh installation: who lets whom in again."""


def dropping(person: Person, county: County, whose: str) -> Any:
    """Send the form of the page."""
    path = f"/lost-factor/{county.accounts[whose]}/"
    found = re.search(r'name="request" value="([^"]+)"', person.client.get(path).content.decode())
    return person.client.post(path, {"request": found[1] if found else "x"})


def test_a_lost_factor_is_dropped_and_the_next_sign_in_asks_for_a_new_one(
    county: County, security: Person, person: Cast
) -> None:
    head = person("李校长").chose().with_app().comes_in()
    give_token(county, "李校长")
    kept = head.account.password
    assert "李校长" in security.client.get(f"/lost-factor/{county.accounts['李校长']}/").content.decode()
    assert dropping(security, county, "李校长")["Location"] == "/grants/"
    assert "已注销李校长的第二重验证" in security.client.get("/grants/").content.decode()
    assert not Authenticator.objects.filter(user=head.account).exists()
    assert not Token._base_manager.filter(account_id=county.accounts["李校长"]).exists()
    assert not head.is_in()
    assert security.is_in()
    assert head.account.password == kept
    entry = Entry.objects.get(action="account.drop_second_factor", outcome="done")
    assert (entry.actor, entry.object) == (county.accounts["安全管理员"], county.accounts["李校长"])
    assert head.sign_in()["Location"] == "/security/factors/"
    assert head.client.get("/children/")["Location"] == "/security/factors/"


@pytest.mark.parametrize("who", THREE)
@pytest.mark.parametrize("whose", THREE)
def test_of_three_administrators_each_is_let_in_again_by_another_and_nobody_by_oneself(
    county: County, person: Cast, who: str, whose: str
) -> None:
    helper, helped = person(who).chose().with_app().comes_in(), person(whose)
    if who != whose:
        helped.chose().with_app()
    dropping(helper, county, whose)
    assert helped.has_app() == ((who, whose) not in MAY)


def test_nobody_drops_the_own_one_by_any_way(county: County, person: Cast) -> None:
    own = person("安全管理员").chose().with_app()
    with pytest.raises(Refused) as refused:
        drop_second_factor(county.ctx("安全管理员"), account=county.accounts["安全管理员"])
    assert refused.value.problem.code == "access.not_oneself"
    assert own.has_app()


@pytest.mark.parametrize("who", THREE)
def test_no_administrator_gives_both_password_and_second_factor(county: County, who: str) -> None:
    ctx = county.ctx(who)
    assert not (ctx.may("account.renew_slip") and ctx.may("account.drop_second_factor"))


def test_the_audit_administrator_helps_no_one_but_security_administrators(county: County, person: Cast) -> None:
    teacher = person("赵老师").chose().with_app()
    audit = person("审计管理员").chose().with_app().comes_in()
    assert audit.client.get(f"/lost-factor/{county.accounts['赵老师']}/").status_code == 404
    with pytest.raises(Refused) as refused:
        drop_second_factor(county.ctx("审计管理员"), account=county.accounts["赵老师"])
    assert refused.value.problem.code == "access.only_for_security"
    assert teacher.has_app()
    page = audit.client.get("/lost-factor/").content.decode()
    assert str(county.accounts["安全管理员"]) in page
    assert str(county.accounts["赵老师"]) not in page
    assert Entry.objects.filter(action="account.drop_second_factor", outcome="refused").count() >= 2


def test_a_former_security_administrator_is_one_no_more(county: County, person: Cast) -> None:
    other = person("安全管理员").chose().with_app()
    with owners_eyes():
        Grant._base_manager.filter(role="security_administrator").update(until_on=county.time.at.date())
    with pytest.raises(Refused):
        drop_second_factor(county.ctx("审计管理员"), account=county.accounts["安全管理员"])
    assert other.has_app()


def test_two_security_administrators_help_each_other(county: County, person: Cast) -> None:
    appoint(county, "副安全管理员", "security_administrator", "county", "13900008888")
    second = person("副安全管理员").chose().with_app()
    drop_second_factor(county.ctx("安全管理员"), account=county.accounts["副安全管理员"])
    assert not second.has_app()


def test_the_system_administrator_cannot(county: County, person: Cast) -> None:
    system = person("系统管理员").chose().with_app().comes_in()
    assert system.client.get(f"/lost-factor/{county.accounts['安全管理员']}/").status_code == 403
    with pytest.raises(NotAllowed):
        drop_second_factor(county.ctx("系统管理员"), account=county.accounts["安全管理员"])


def test_no_token_does_it(county: County, person: Cast) -> None:
    person("赵老师").chose().with_app()
    ctx = replace(county.ctx("安全管理员"), narrowed=frozenset({"account.drop_second_factor"}))
    with pytest.raises(Refused) as refused:
        drop_second_factor(ctx, account=county.accounts["赵老师"])
    assert refused.value.problem.code == "access.not_with_token"


def test_without_a_factor_there_is_nothing_to_drop(county: County, security: Person) -> None:
    answer = security.client.get(f"/lost-factor/{county.accounts['赵老师']}/")
    assert "没有第二重验证" in answer.content.decode()
    with pytest.raises(Refused) as refused:
        drop_second_factor(county.ctx("安全管理员"), account=county.accounts["赵老师"])
    assert refused.value.problem.code == "access.no_second_factor"


def test_7_5_3_it_asks_for_a_fresh_proof(county: County, security: Person, person: Cast, clock: Instants) -> None:
    teacher = person("赵老师").chose().with_app()
    clock.pass_by(minutes=11)
    path = f"/lost-factor/{county.accounts['赵老师']}/"
    assert dropping(security, county, "赵老师")["Location"] == f"/security/again/?next={path}"
    assert teacher.has_app()
    security.client.post(f"/security/again/?next={path}", {"password": PASSWORD})
    assert dropping(security, county, "赵老师").status_code == 302
    assert not teacher.has_app()


def test_looking_is_not_recorded_as_dropping(county: County, security: Person, person: Cast) -> None:
    security.client.get(f"/lost-factor/{county.accounts['李校长']}/")
    person("审计管理员").chose().with_app().comes_in().client.get("/lost-factor/")
    assert not Entry.objects.filter(action="account.drop_second_factor").exists()
    assert Entry.objects.filter(action="account.look_at_factor", outcome="read").count() == 2
