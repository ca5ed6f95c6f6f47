"""The second factor: ASVS 5.0, rows 6.3.3, 6.4.3, 6.5.1, 7.5.1, 7.5.3."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from notoneless.foundation.access.models import Account, Token
from notoneless.foundation.access.services import (
    disable_account,
    enable_account,
    make_token,
    renew_slip,
    slip_password,
)
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.frame.asking import context_of
from support.county import County, Instants
from support.databases import all_of
from support.person import PASSWORD, Person

Cast = Callable[[str], Person]


def asked_by(person: Person) -> HttpRequest:
    """The last request of a page that everybody may see."""
    return person.client.get("/security/factors/").wsgi_request  # type: ignore[no-any-return]


def set_up(person: Person) -> object:
    """Set up an authenticator app through the pages."""
    page = person.client.get("/security/factors/app/add/")
    if page.status_code == 302:
        assert page["Location"].startswith("/security/again/")
        person.client.post(page["Location"], {"password": PASSWORD})
        page = person.client.get("/security/factors/app/add/")
    person.secret = page.context["form"].secret
    return person.client.post("/security/factors/app/add/", {"code": person.code()})


def recovery_codes(person: Person) -> list[str]:
    """The codes, shown once."""
    return list(person.client.get("/security/factors/codes/").context["unused_codes"])


@pytest.mark.parametrize("who", ["李校长", "张镇长", "陈局长", "系统管理员", "安全管理员", "审计管理员"])
def test_6_3_3_without_a_second_factor_such_a_role_may_nothing_and_is_led_to_set_one_up(person: Cast, who: str) -> None:
    head = person(who).chose()
    assert head.sign_in()["Location"] == "/security/factors/"
    assert not list(context_of(asked_by(head)).holdings())
    set_up(head)
    assert head.has_app()
    assert list(context_of(asked_by(head)).holdings())


def test_a_factor_is_set_up_right_after_signing_in_and_later_after_a_new_proof(person: Cast, clock: Instants) -> None:
    teacher = person("王老师").chose().comes_in()
    assert teacher.client.get("/security/factors/app/add/").status_code == 200
    clock.pass_by(minutes=11)
    assert teacher.client.get("/security/factors/app/add/")["Location"].startswith("/security/again/")


def test_6_3_3_no_child_page_without_a_second_factor(county: County, person: Cast) -> None:
    head = person("李校长").chose()
    head.sign_in()
    for path in ("/", "/children/", f"/children/{county.children['both']}/"):
        assert head.client.get(path)["Location"] == "/security/factors/"


def test_6_3_3_once_set_up_the_password_alone_lets_nobody_in(person: Cast) -> None:
    teacher = person("王老师").chose().with_app()
    assert teacher.sign_in()["Location"] == "/sign-in/factor/"
    assert not teacher.is_in()
    assert teacher.client.get("/children/")["Location"].startswith("/sign-in/")
    assert teacher.give_code()["Location"] == "/today/"
    assert context_of(asked_by(teacher)).strong
    assert teacher.is_in()


def test_the_second_step_is_no_way_in_without_the_first(person: Cast) -> None:
    teacher = person("王老师").chose().with_app()
    assert teacher.give_code()["Location"] == "/sign-in/"
    assert not teacher.is_in()


def test_6_5_1_a_code_of_the_app_is_good_once(clock: Instants, person: Cast) -> None:
    teacher = person("王老师").chose().with_app()
    code = teacher.code()
    teacher.sign_in()
    assert teacher.give_code(code).status_code == 302
    again = Person(teacher.county, "王老师", secret=teacher.secret)
    again.sign_in()
    assert "已经用过" in again.give_code(code).content.decode()
    assert again.give_code(again.code(-1)).status_code == 200  # an earlier one neither
    clock.pass_by(seconds=31)
    assert again.give_code(code).status_code == 200  # still within what the clocks may differ by
    assert again.give_code().status_code == 302


def test_6_5_1_the_code_that_set_up_the_app_is_used_up(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    set_up(teacher)
    again = Person(teacher.county, "王老师", secret=teacher.secret)
    again.sign_in()
    assert again.give_code().status_code == 200
    assert not again.is_in()


def test_6_5_1_a_recovery_code_is_good_once(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    set_up(teacher)
    code = recovery_codes(teacher)[0]
    assert len(code) == 12
    for expected in (302, 200):
        other = Person(teacher.county, "王老师", secret=teacher.secret)
        other.sign_in()
        assert other.give_code(code).status_code == expected


def test_recovery_codes_are_shown_once(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    set_up(teacher)
    first = recovery_codes(teacher)
    second = recovery_codes(teacher)
    assert len(first) == 10
    assert set(second) == {"****"}


def test_6_6_3_wrong_codes_are_counted_and_locked(person: Cast) -> None:
    teacher = person("王老师").chose().with_app()
    teacher.sign_in()
    answers = [teacher.give_code("000000") for _ in range(5)]
    assert [each.status_code for each in answers] == [200, 200, 200, 200, 429]
    assert "分钟后再试" in answers[-1].content.decode()
    assert teacher.give_code().status_code == 429
    assert not teacher.is_in()
    assert Entry.objects.filter(action="account.sign_in", reason="session.code_refused").count() == 5


def test_13_3_1_secrets_of_second_factors_are_sealed(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    set_up(teacher)
    codes = recovery_codes(teacher)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert teacher.secret not in kept
    assert not [code for code in codes if code in kept]
    assert Authenticator.objects.count() == 2


def test_6_4_3_a_new_slip_keeps_the_second_factor(county: County, person: Cast) -> None:
    teacher = person("王老师").chose().with_app()
    acting = county.ctx("系统管理员")
    renew_slip(acting, account=county.accounts["王老师"])
    assert teacher.sign_in(slip_password(acting, county.accounts["王老师"]))["Location"] == "/sign-in/factor/"
    assert not teacher.is_in()
    teacher.give_code()
    assert teacher.client.get("/")["Location"] == "/security/password/"


def test_7_5_1_a_second_factor_is_changed_only_after_a_fresh_proof(clock: Instants, person: Cast) -> None:
    teacher = person("王老师").chose().with_app().comes_in()
    clock.pass_by(minutes=11)
    for path in ("app/remove/", "codes/new/", "keys/add/"):
        for send in (teacher.client.get, teacher.client.post):
            assert send(f"/security/factors/{path}")["Location"].startswith("/security/again/")
    assert teacher.has_app()
    teacher.client.post("/security/again/?next=/security/factors/app/remove/", {"password": PASSWORD})
    teacher.client.post("/security/factors/app/remove/")
    assert not teacher.has_app()
    assert Entry.objects.filter(action="account.remove_factor", actor=teacher.account.pk).exists()


def test_7_5_3_a_proof_is_fresh_for_ten_minutes_and_leads_back(clock: Instants, person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    from notoneless.settings import REVEAL_PROOF

    assert context_of(asked_by(teacher)).confirmed_within(REVEAL_PROOF)
    clock.pass_by(minutes=11)
    assert not context_of(asked_by(teacher)).confirmed_within(REVEAL_PROOF)
    wrong = teacher.client.post("/security/again/?next=/children/", {"password": "not the password"})
    assert "密码不对" in wrong.content.decode()
    assert not context_of(asked_by(teacher)).confirmed_within(REVEAL_PROOF)
    right = teacher.client.post("/security/again/?next=/children/", {"password": PASSWORD})
    assert right["Location"] == "/children/"
    assert context_of(asked_by(teacher)).confirmed_within(REVEAL_PROOF)


def test_7_5_3_a_reveal_with_an_old_proof_leads_to_a_new_one_and_back(
    county: County, clock: Instants, person: Cast
) -> None:
    teacher = person("王老师").chose().comes_in()
    card = f"/children/{county.children['both']}/"
    clock.pass_by(minutes=11)
    answer = teacher.client.post(f"{card}id_number/", headers={"Referer": f"https://testserver{card}"})
    assert answer["Location"] == f"/security/again/?next={card}"
    again = teacher.client.post(answer["Location"], {"password": PASSWORD, "next": card})
    assert again["Location"] == card
    clock.pass_by(minutes=11)
    for sent_from in ("https://evil.example/x", "https://[::1"):
        elsewhere = teacher.client.post(f"{card}id_number/", headers={"Referer": sent_from})
        assert elsewhere["Location"] == f"/security/again/?next={card}"


def test_an_account_that_is_disabled_between_the_steps_stays_out(county: County, person: Cast) -> None:
    teacher = person("王老师").chose().with_app()
    teacher.sign_in()
    disable_account(county.ctx("安全管理员"), account=county.accounts["王老师"])
    teacher.give_code()
    assert not teacher.is_in()


def test_passkey_pages_ask_the_browser_without_inline_scripts(person: Cast) -> None:
    teacher = person("王老师").chose().with_app().comes_in()
    page = teacher.client.get("/security/factors/keys/add/")
    if page.status_code == 302:
        teacher.client.post(page["Location"], {"password": PASSWORD})
        page = teacher.client.get("/security/factors/keys/add/")
    text = page.content.decode()
    assert 'data-passkey="create"' in text
    assert "passkeys.js" in text
    assert "publicKey" in text
    forged = teacher.client.post("/security/factors/keys/add/", {"name": "x", "credential": "{}"})
    assert forged.status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.parametrize("between", ["disabled", "disabled and enabled", "another slip", "another password"])
def test_between_password_and_code_the_account_stays_the_same_or_nobody_comes_in(
    county: County, person: Cast, between: str
) -> None:
    officer = person("陈局长").chose().with_app()
    assert officer.sign_in()["Location"] == "/sign-in/factor/"
    pk = officer.account.pk
    if between.startswith("disabled"):
        disable_account(county.ctx("安全管理员"), account=pk)
    if between.endswith("enabled"):
        enable_account(county.ctx("安全管理员"), account=pk)
    if between == "another slip":
        renew_slip(county.ctx("系统管理员"), account=pk)
    if between == "another password":
        account = Account._base_manager.get(pk=pk)
        account.set_password("九十九级石阶上的猫")
        account.save(update_fields=["password"])
    before = Entry.objects.filter(action="account.sign_in", outcome="done").count()
    officer.give_code()
    assert not officer.is_in()
    assert Entry.objects.filter(action="account.sign_in", outcome="done").count() == before


def test_another_password_ends_tokens_and_a_link_not_yet_used(county: County, person: Cast) -> None:
    officer = person("陈局长").chose().with_app().comes_in()
    ctx = county.ctx("陈局长")
    make_token(ctx, account=ctx.actor, name="t", may="child.read", until_on=ctx.today + timedelta(days=9))
    new = "九十九级石阶上的猫"
    officer.client.post("/security/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert not all_of(Token, account_id=officer.account.pk)


def test_who_gives_up_the_last_factor_begins_anew_and_all_that_was_strong_ends(county: County, person: Cast) -> None:
    officer = person("陈局长").chose().with_app().comes_in()
    ctx = county.ctx("陈局长")
    make_token(ctx, account=ctx.actor, name="t", may="child.read", until_on=ctx.today + timedelta(days=9))
    answer = officer.client.post("/security/factors/app/remove/", {})
    assert answer["Location"] == "/sign-in/"
    assert not officer.has_app()
    assert not officer.is_in()
    assert not all_of(Token, account_id=officer.account.pk)
    assert Entry.objects.filter(action="account.remove_factor", outcome="done").exists()
