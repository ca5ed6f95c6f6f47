"""Chinese first, English for whoever asks."""

from collections.abc import Callable

import pytest

from notoneless.foundation.access.models import Unit
from support.browsing import Visitor as Client
from support.person import Person

PAGES = (
    "/security/",
    "/security/factors/",
    "/security/factors/app/add/",
    "/security/factors/keys/",
    "/security/password/",
)


def test_chinese_comes_first(client: Client, db: None) -> None:
    page = client.get("/sign-in/").content.decode()
    assert "登录名或手机号" in page
    assert "Sign" not in page


@pytest.mark.parametrize("who", ["王老师", "系统管理员", "安全管理员"])
def test_after_the_switch_no_chinese_is_left_on_the_page(person: Callable[[str], Person], who: str) -> None:
    someone = person(who).chose().comes_in()
    someone.client.post("/language/", {"language": "en"})
    names = sorted(Unit._base_manager.values_list("name", flat=True), key=len, reverse=True)
    for path in PAGES:
        page = someone.client.get(path, follow=True).content.decode()
        for name in ("中文", someone.account.name, someone.account.name[:1], *names):
            page = page.replace(name, "")
        assert not [letter for letter in page if "一" <= letter <= "鿿"], path


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(client: Client, db: None, back: str) -> None:
    assert client.post("/language/", {"language": "en", "next": back})["Location"] == "/"


def test_the_switch_leads_back(client: Client, db: None) -> None:
    assert client.post("/language/", {"language": "en", "next": "/children/"})["Location"] == "/children/"
    assert client.cookies["__Host-language"].value == "en"


def test_there_is_no_other_language(client: Client, db: None) -> None:
    client.post("/language/", {"language": "tlh"})
    assert "__Host-language" not in client.cookies
