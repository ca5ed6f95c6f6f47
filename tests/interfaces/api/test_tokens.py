"""Tokens: who is behind one, how long, how far, and that none reveals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from notoneless.foundation.access.models import Account, Grant, Token
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, Unusable
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.selectors import tokens
from notoneless.foundation.access.services import (
    a_token_may_carry,
    disable_account,
    end_token,
    make_token,
    token_secret,
)
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Child, Guardian
from notoneless.interfaces.frame import pages
from notoneless.interfaces.frame.registry import all_permissions
from notoneless.interfaces.frame.token import context_of_token
from support.county import CAST, DAY, County
from support.databases import owners_eyes
from support.programs import Program, give_token, phone_body

OFFICER = "陈局长"


def made(county: County, may: str = "child.read", days: int = 30) -> tuple[Token, str]:
    ctx = county.ctx(OFFICER)
    token = make_token(ctx, account=ctx.actor, name="统计", may=may, until_on=DAY + timedelta(days=days))
    return Token._base_manager.get(pk=token), token_secret(ctx, token)


def test_a_token_that_was_made_opens_the_way(county: County) -> None:
    _, secret = made(county)
    assert Program(county, secret).get("children").json()["count"] == 7


@pytest.mark.parametrize("secret", [None, "", " ", "x", "x" * 64, "é", "x" * 5000, "0' OR '1'='1", "null"])
def test_without_a_good_token_nobody_learns_anything(county: County, secret: str | None) -> None:
    give_token(county, OFFICER)
    program = Program(county, secret)
    for answer in (program.get("children"), program.act("guardian.correct_phone", phone_body(county))):
        assert (answer.status_code, answer.json()["code"]) == (401, "api.no_token")
        assert answer["WWW-Authenticate"] == "Bearer"
    assert Entry.objects.filter(reason="api.no_token", actor=None, channel="api").count() == 2


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearer:", ""])
def test_a_token_comes_as_a_bearers_only(county: County, scheme: str) -> None:
    program = Program(county, None)
    answer = program.get("children", Authorization=f"{scheme} {give_token(county, OFFICER)}".strip())
    assert answer.status_code == 401


def test_a_token_in_an_address_or_a_cookie_counts_for_nothing(county: County) -> None:
    secret = give_token(county, OFFICER)
    program = Program(county, None)
    program.client.cookies["Authorization"] = f"Bearer {secret}"
    assert program.get(f"children?token={secret}").status_code == 401


def test_a_signed_in_browser_is_nobody_to_the_api(county: County, settings: Any) -> None:
    program = Program(county, None)
    backend = settings.AUTHENTICATION_BACKENDS[-1]
    program.client.force_login(Account._base_manager.get(pk=county.accounts[OFFICER]), backend=backend)
    answer = program.get("children")
    # nobody, or sent to sign in again: where sessions have rules of their own, they come first
    assert answer.status_code in (302, 401)
    assert not [each for markers in county.markers.values() for each in markers if each in answer.content.decode()]


@pytest.fixture
def sign_in_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages to sign in at are another room's: that a browser is sent there is all that matters here."""
    monkeypatch.setattr(pages, "resolve_url", lambda *_, **__: "/elsewhere")


@pytest.mark.usefixtures("sign_in_elsewhere")
def test_a_token_opens_no_page(county: County) -> None:
    program = Program(county, give_token(county, OFFICER))
    for address in ("/children/", f"/children/{county.children['both']}/"):
        answer = program.client.get(address, headers=program.headers(), secure=True)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/elsewhere")


def test_a_token_runs_out_to_the_second(county: County) -> None:
    program = Program(county, give_token(county, OFFICER, days=3))
    county.time.pass_by(days=3, seconds=-1)
    assert program.get("children").status_code == 200
    county.time.pass_by(seconds=1)
    assert program.get("children").status_code == 401


def test_a_token_lasts_ninety_days_at_most(county: County) -> None:
    assert made(county, days=90)[0].until <= county.time.at + timedelta(days=90)
    for days in (91, 0, -1, 4000):
        with pytest.raises(Unusable):
            made(county, days=days)


def test_the_role_of_the_owner_ends_and_so_does_what_the_token_may(county: County) -> None:
    program = Program(county, give_token(county, "王老师"))
    assert program.get("children").status_code == 200
    with owners_eyes():
        Grant._base_manager.filter(account_id=county.accounts["王老师"]).update(until_on=county.time.at.date())
    assert program.get("children").json()["code"] == "access.not_allowed"
    assert program.act("guardian.correct_phone", phone_body(county)).status_code == 403


def test_the_account_is_disabled_and_the_token_with_it(county: County) -> None:
    program = Program(county, give_token(county, "王老师"))
    disable_account(county.ctx("安全管理员"), account=county.accounts["王老师"])
    assert program.get("children").status_code == 401
    assert not Token._base_manager.filter(account_id=county.accounts["王老师"]).exists()


def test_an_account_that_is_not_active_lends_no_token_even_if_its_row_is_there(county: County) -> None:
    program = Program(county, give_token(county, "王老师"))
    Account._base_manager.filter(pk=county.accounts["王老师"]).update(is_active=False)
    assert program.get("children").status_code == 401


def test_a_token_wider_than_its_owner_does_no_more_than_the_owner(county: County) -> None:
    program = Program(county, give_token(county, "王老师", may=sorted(all_permissions())))
    body = {"unit": str(county.units["group_a"]), "head_name": "新来的"}
    assert program.act("household.register", body).status_code == 403
    assert program.get("children").json()["count"] == 2


def test_a_token_does_no_more_than_it_carries(county: County) -> None:
    program = Program(county, give_token(county, OFFICER, may=["child.read"]))
    assert program.act("guardian.correct_phone", phone_body(county)).status_code == 403
    assert Program(county, give_token(county, OFFICER, may=[])).get("children").status_code == 403


def test_a_token_of_a_session_without_second_factor_has_none(county: County) -> None:
    answer = Program(county, give_token(county, OFFICER, strong=False)).get("children")
    assert (answer.status_code, answer.json()["code"]) == (403, "access.second_factor_needed")


@pytest.mark.parametrize(
    "may", ["child.reveal", "guardian.reveal", "child.read,child.reveal", "token.make", "grant.give", "no.such", " "]
)
def test_no_token_is_made_that_reveals_makes_tokens_or_reaches_further_than_its_owner(county: County, may: str) -> None:
    with pytest.raises(Unusable):
        made(county, may)


def test_a_token_makes_no_tokens_even_if_its_row_says_so(county: County) -> None:
    program = Program(county, give_token(county, OFFICER, may=["token.make", "child.read"]))
    me = str(county.accounts[OFFICER])
    body = {"account": me, "name": "x", "may": "child.read", "until_on": "2026-10-01"}
    answer = program.act("token.make", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "access.not_by_token")


def test_the_secret_is_stored_nowhere(county: County) -> None:
    token, secret = made(county)
    row = repr(Token._base_manager.filter(pk=token.pk).values().get())
    assert secret not in row
    assert secret.encode() not in bytes(token.secret)
    assert len(secret) >= 43


def every_way_to_reveal() -> list[Callable[[Program, County], object]]:
    def route(address: str) -> Callable[[Program, County], object]:
        return lambda program, county: program.post(
            address.format(child=county.children["both"], guardian=county.guardians["both"]), {}
        )

    return [
        route("actions/child.reveal"),
        route("actions/guardian.reveal"),
        route("children/{child}/id_number"),
        route("children/{child}?reveal=id_number"),
        route("guardians/{guardian}/phone/reveal"),
        lambda program, county: program.get(f"children/{county.children['both']}", Channel="web"),
        lambda program, county: program.client.post(
            f"/children/{county.children['both']}/id_number/", headers=program.headers(), secure=True
        ),
        lambda program, county: program.client.post(
            f"/guardians/{county.guardians['both']}/phone/reveal/", headers=program.headers(), secure=True
        ),
    ]


@pytest.mark.parametrize("way", range(8))
@pytest.mark.usefixtures("sign_in_elsewhere")
def test_no_way_leads_a_token_to_a_sealed_value(county: County, way: int) -> None:
    program = Program(county, give_token(county, OFFICER, may=sorted(all_permissions())))
    answer = every_way_to_reveal()[way](program, county)
    _, id_number, student_number, _, phone = county.markers["both"]
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert not [each for each in (id_number, student_number, phone) if each in text]
    assert not Entry.objects.filter(action__in=("child.reveal", "guardian.reveal"), outcome="read").exists()


@pytest.mark.parametrize("channel", ["api", "cli", "import", "sync", "system"])
def test_reveal_itself_refuses_every_channel_but_the_web(county: County, channel: str) -> None:
    secret = give_token(county, OFFICER, may=sorted(all_permissions()))
    ctx = replace(context_of_token(secret, channel), confirmed_at=county.time.at)
    child = Child._base_manager.get(pk=county.children["both"])
    guardian = Guardian._base_manager.get(pk=county.guardians["both"])
    for row, field in ((child, "id_number"), (child, "student_number"), (guardian, "phone")):
        with pytest.raises(NotAllowed):
            reveal(ctx, row, field, Limits())


def test_a_context_of_a_token_has_proved_nothing_again(county: County) -> None:
    ctx = context_of_token(give_token(county, OFFICER), "api")
    assert ctx.confirmed_at is None
    assert ctx.narrowed is not None


def test_what_a_token_may_carry_is_all_but_revealing_and_what_is_done_by_hand() -> None:
    never = {code for code in all_permissions() if not a_token_may_carry(code)}
    assert never == {
        "child.reveal", "guardian.reveal", "department.reveal", "roll.reveal", "case.reveal",
        "survey.reveal", "attendance.reveal", "follow_up.reveal", "concern.reveal", "visit.reveal",
        "aid.reveal", "left_behind.reveal",
        "watch_list.reveal", "procedure.reveal", "alert.reveal", "notice.reveal", "return.reveal", "roll_change.reveal",
        "feedback.reveal", "yearly_return.reveal", "elsewhere.reveal", "special.reveal", "complaint.reveal",
        "inquiry.reveal", "help.reveal", "counselling.reveal",
        "child.find", "child.export", "token.make", "account.drop_second_factor",
    }  # fmt: skip


# one's own tokens


def test_everybody_sees_the_own_tokens_only_and_no_key(county: County) -> None:
    mine, _ = made(county)
    give_token(county, "王老师")
    found = list(tokens(county.ctx(OFFICER)))
    assert [each.pk for each in found] == [mine.pk]
    assert "secret" in found[0].get_deferred_fields()


@pytest.mark.parametrize("who", sorted(set(CAST) - {OFFICER}))
def test_who_has_no_tokens_sees_none(county: County, who: str) -> None:
    made(county)
    assert not tokens(county.ctx(who)).exists()


def test_a_token_that_was_ended_opens_nothing_and_is_listed_no_more(county: County) -> None:
    token, secret = made(county)
    program = Program(county, secret)
    assert program.get("children").status_code == 200
    end_token(county.ctx(OFFICER), token=token.pk)
    assert program.get("children").status_code == 401
    assert not tokens(county.ctx(OFFICER)).exists()
    assert Entry.objects.get(action="token.end", outcome="done").object == token.pk


def test_ending_a_token_again_does_not_lengthen_it(county: County) -> None:
    token, _ = made(county)
    end_token(county.ctx(OFFICER), token=token.pk)
    ended = Token._base_manager.get(pk=token.pk).until
    county.time.pass_by(days=1)
    end_token(county.ctx(OFFICER), token=token.pk)
    assert Token._base_manager.get(pk=token.pk).until == ended


def test_a_program_may_end_its_own_token(county: County) -> None:
    token, secret = made(county, "token.end")
    program = Program(county, secret)
    assert program.act("token.end", {"token": str(token.pk)}).status_code == 200
    assert program.act("token.end", {"token": str(token.pk)}).status_code == 401


def test_nobody_ends_the_token_of_another(county: County) -> None:
    give_token(county, "王老师")
    other = Token._base_manager.get(account_id=county.accounts["王老师"])
    with pytest.raises(NotFound):
        end_token(county.ctx(OFFICER), token=other.pk)
    with pytest.raises(NotFound):
        end_token(county.ctx(OFFICER), token=uuid4())
    with pytest.raises(Refused):
        end_token(county.ctx("王老师"), token=other.pk)
    assert Token._base_manager.get(pk=other.pk).until > county.time.at
