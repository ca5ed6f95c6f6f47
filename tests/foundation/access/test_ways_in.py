"""Nobody prolongs what ended, ends the last of a role, or keeps a way in that was taken away."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from notoneless.foundation.access.founding import new_link, system_context
from notoneless.foundation.access.models import Account, EntryLink, Grant, Token
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.services import (
    disable_account,
    drop_second_factor,
    enable_account,
    end_grant,
    give_grant,
    make_token,
    open_account,
    renew_slip,
)
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import leave_post, take_post
from support.county import DAY, County, appoint
from support.databases import all_of, the

COUNTY = {"role": "security_administrator"}


def newcomer(county: County) -> UUID:
    opened = open_account(
        county.ctx("系统管理员"), unit=county.units["county"], sign_in_name="xin", name="新来的", phone=None
    )
    county.accounts["新来的"] = opened
    return opened


def test_a_role_that_ended_is_not_prolonged_by_who_holds_another_by_now(county: County) -> None:
    account, unit = newcomer(county), county.units["county"]
    given = {"account": account, "unit": unit}
    give_grant(county.ctx("安全管理员"), role="system_administrator", from_on=DAY, until_on=DAY + timedelta(1), **given)
    give_grant(county.ctx("安全管理员"), role="security_administrator", from_on=DAY + timedelta(1), **given)
    county.time.pass_by(days=2)
    old = the(Grant, account_id=account, role="system_administrator")
    for who in ("新来的", "安全管理员"):
        with pytest.raises(Unusable) as refusal:
            end_grant(county.ctx(who), grant=old.id, until_on=date(2099, 1, 1))
        assert refusal.value.problem.code == "access.not_prolonged"
    assert the(Grant, pk=old.id).until_on == DAY + timedelta(1)


def test_nobody_prolongs_a_post_or_ends_a_role_of_ones_own(county: County) -> None:
    given = {"account": newcomer(county), "unit": county.units["county"], "title": "安全管理员"}
    post = take_post(county.ctx("安全管理员"), from_on=DAY, until_on=DAY + timedelta(5), **COUNTY, **given)
    with pytest.raises(Unusable):
        leave_post(county.ctx("新来的"), post=post, until_on=date(2099, 1, 1))
    with pytest.raises(Refused):
        leave_post(county.ctx("新来的"), post=post, until_on=DAY + timedelta(2))
    assert the(Post, pk=post).until_on == DAY + timedelta(5)


@pytest.mark.parametrize("role", ["system_administrator", "security_administrator", "audit_administrator", "system"])
def test_the_last_who_holds_a_separated_role_stays(county: County, role: str) -> None:
    appoint(county, "另一名", "security_administrator", "county", "13900008888")
    for who in ("安全管理员", "另一名"):
        for grant in all_of(Grant, role=role):
            with_other = grant.role == "security_administrator" and grant.account_id != county.accounts[who]
            if not with_other:
                with pytest.raises(Refused):
                    end_grant(county.ctx(who), grant=grant.id, until_on=DAY + timedelta(1))
                with pytest.raises(Refused):
                    disable_account(county.ctx(who), account=grant.account_id)


def test_the_last_but_one_may_go_and_then_the_last_may_not(county: County) -> None:
    appoint(county, "另一名", "security_administrator", "county", "13900008888")
    disable_account(county.ctx("另一名"), account=county.accounts["安全管理员"])
    county.accounts["旁人"] = county.accounts["王老师"]
    last = the(Grant, account_id=county.accounts["另一名"])
    with pytest.raises(Refused):
        end_grant(county.ctx("另一名"), grant=last.id, until_on=DAY + timedelta(1))


def test_who_holds_the_role_for_a_time_only_does_not_count(county: County) -> None:
    given = {"account": newcomer(county), "unit": county.units["county"]}
    give_grant(county.ctx("安全管理员"), role="audit_administrator", from_on=DAY, until_on=DAY + timedelta(9), **given)
    with pytest.raises(Refused) as refusal:
        disable_account(county.ctx("安全管理员"), account=county.accounts["审计管理员"])
    assert refusal.value.problem.code == "access.last_of_role"


def test_the_programs_own_account_is_nobodys(county: County) -> None:
    program = Account._base_manager.get(sign_in_name="system").pk
    given = {"role": "county_officer", "unit": county.units["county"], "from_on": DAY}
    for attempt in (
        lambda: renew_slip(county.ctx("系统管理员"), account=program),
        lambda: give_grant(county.ctx("安全管理员"), account=program, **given),
        lambda: disable_account(county.ctx("安全管理员"), account=program),
        lambda: drop_second_factor(county.ctx("安全管理员"), account=program),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.problem.code == "access.not_the_program"
    assert not Account._base_manager.get(pk=program).has_usable_password()


def ways_into(county: County, who: str) -> UUID:
    """Somebody with a token and a link that was not used."""
    account = county.accounts[who]
    if Account._base_manager.get(pk=account).is_active:
        make_token(county.ctx(who), account=account, name="t", may="token.read", until_on=DAY + timedelta(9))
    new_link(system_context(county.ids, county.time.at), Account._base_manager.get(pk=account))
    return account


@pytest.mark.parametrize("how", ["slip", "disable", "enable"])
def test_every_way_in_ends_with_the_password_and_with_the_account(county: County, how: str) -> None:
    if how == "enable":
        disable_account(county.ctx("安全管理员"), account=county.accounts["陈局长"])
    account = ways_into(county, "陈局长")
    {
        "slip": lambda: renew_slip(county.ctx("系统管理员"), account=account),
        "disable": lambda: disable_account(county.ctx("安全管理员"), account=account),
        "enable": lambda: enable_account(county.ctx("安全管理员"), account=account),
    }[how]()
    assert not all_of(Token, account_id=account)
    assert not EntryLink.objects.filter(account_id=account).exists()


def test_an_enabled_account_has_no_password_not_even_that_of_an_older_slip(county: County) -> None:
    account = county.accounts["王老师"]
    renew_slip(county.ctx("系统管理员"), account=account)
    disable_account(county.ctx("安全管理员"), account=account)
    enable_account(county.ctx("安全管理员"), account=account)
    assert not Account._base_manager.get(pk=account).has_usable_password()
