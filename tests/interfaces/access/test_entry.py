"""The one-time link by which an administrator first comes in: ASVS 5.0, rows 6.4.1, 11.5.1, 14.2.1."""

import logging

import pytest

from notoneless.foundation.access.founding import LINK_LASTS, new_link
from notoneless.foundation.access.models import EntryLink
from notoneless.foundation.access.services import disable_account
from notoneless.foundation.audit.models import Entry
from support.browsing import Visitor as Client
from support.county import County, Instants
from support.person import PASSWORD, Person

UNUSABLE = "这个链接已用过"


@pytest.fixture
def token(county: County, clock: Instants) -> str:
    """A fresh link of the security administrator."""
    return new_link(county.ctx("安全管理员"), Person(county, "安全管理员").account)


def arrive(token: str, client: Client | None = None) -> Client:
    """Open the link, and be led to the form without the token."""
    client = client or Client()
    assert client.get(f"/enter/{token}/")["Location"] == "/enter/"
    return client


def choose(client: Client, password: str = PASSWORD, again: str = "") -> object:
    """Send the form."""
    return client.post("/enter/", {"password1": password, "password2": again or password})


def test_the_owner_chooses_a_password_and_signs_in_with_it(county: County, token: str) -> None:
    client = arrive(token)
    assert "登录名：security" in client.get("/enter/").content.decode()
    assert choose(client)["Location"] == "/sign-in/"
    person = Person(county, "安全管理员")
    assert person.sign_in().status_code == 302
    assert person.is_in()
    done = Entry.objects.filter(action="account.change_password", object=person.account.pk)
    assert done.count() == 1


def test_a_link_is_good_once(token: str) -> None:
    first, second = arrive(token), arrive(token)
    assert choose(first).status_code == 302
    for client in (first, second, arrive(token)):
        answer = choose(client, "九十九级石阶上的猫")
        assert UNUSABLE in answer.content.decode()


def test_a_link_is_good_for_a_day(token: str, clock: Instants) -> None:
    client = arrive(token)
    clock.at += LINK_LASTS
    assert client.get("/enter/").status_code == 200
    clock.pass_by(seconds=1)
    assert UNUSABLE in client.get("/enter/").content.decode()
    assert UNUSABLE in choose(client).content.decode()


@pytest.mark.parametrize("forged", ["x", "A" * 43, "../../etc", "00" * 16, "é中文"])
def test_a_forged_link_gets_the_same_sentence(token: str, forged: str) -> None:
    client = Client()
    client.get(f"/enter/{forged}/")
    assert UNUSABLE in client.get("/enter/").content.decode()
    assert UNUSABLE in Client().get("/enter/").content.decode()


def test_a_link_of_a_disabled_account_gets_the_same_sentence(county: County, token: str) -> None:
    other = county.ctx("安全管理员")
    link = new_link(other, Person(county, "王老师").account)
    disable_account(other, account=county.accounts["王老师"])
    assert UNUSABLE in arrive(link).get("/enter/").content.decode()


def test_a_bad_password_leaves_the_link_good(county: County, token: str) -> None:
    client = arrive(token)
    assert choose(client, "qingchuan2026").status_code == 422
    assert "两次输入的密码不一致" in choose(client, PASSWORD, "another one").content.decode()
    assert choose(client).status_code == 302


def test_14_2_1_the_token_is_in_no_log_no_page_and_no_session(token: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = arrive(token)
    pages = [
        client.get("/enter/"),
        choose(client, "short"),
        choose(client),
        client.get("/enter/"),
        arrive(token).get("/enter/"),
    ]
    assert not [page for page in pages if token in page.content.decode() or token in str(page.headers)]
    assert token not in caplog.text
    assert token not in str(dict(client.session))


def test_11_5_1_a_token_has_256_random_bits(county: County) -> None:
    account = Person(county, "安全管理员").account
    tokens = {new_link(county.ctx("安全管理员"), account) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(each) == 43 for each in tokens)
    assert EntryLink.objects.filter(account=account).count() == 1
