"""Chinese first, English for whoever asks."""

import re
from collections.abc import Callable

import pytest

from notoneless.foundation.access.models import Unit
from support.browsing import Visitor as Client
from support.county import County
from support.person import PASSWORD, Person

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


def back_of(answer: object) -> list[str]:
    """Where the switch of language on a page leads."""
    return re.findall(r'name="next" value="([^"]*)"', answer.content.decode())


def test_on_an_answer_to_a_form_the_switch_leads_to_a_page_that_opens(
    county: County, system: Person, security: Person
) -> None:
    answers = {
        "/grants/": security.client.post("/grants/give/", {"request": security.form_on("/grants/")}),
        "/accounts/": system.client.post("/accounts/open/", {"request": system.form_on("/accounts/"), "unit": "无"}),
        "/security/": system.client.get("/security/sessions/end/"),
        "/grants/?x=1": security.client.get("/grants/?x=1"),
        "/nowhere/": security.client.get("/nowhere/"),
    }
    for back, answer in answers.items():
        assert back_of(answer) == [back]
    forged = security.client.post(f"/grants/accounts/{county.accounts['王老师']}/disable/", {"request": "x"})
    assert forged.status_code == 422
    assert back_of(forged) == ["/grants/"]


def test_what_is_shown_once_has_no_switch(county: County, system: Person, person: Callable[[str], Person]) -> None:
    path = f"/accounts/{county.accounts['王老师']}/slip/"
    slip = system.client.post(path, {"request": system.form_on("/accounts/")})
    teacher = person("王老师").chose().comes_in()
    number = teacher.client.post(f"/children/{county.children['both']}/id_number/")
    system.client.post("/security/again/", {"password": PASSWORD})
    codes = system.client.post("/security/factors/codes/new/", follow=True)
    for answer in (slip, number, codes):
        assert answer.status_code == 200
        assert back_of(answer) == []
    assert back_of(system.client.get("/security/factors/codes/")) == ["/security/factors/codes/"]


def test_the_menu_marks_what_a_page_belongs_to(county: County, person: Callable[[str], Person]) -> None:
    teacher = person("王老师").chose().comes_in()
    paths = (
        "/children/",
        f"/children/{county.children['both']}/",
        f"/guardians/{county.guardians['both']}/phone/",
    )
    for path in paths:
        page = teacher.client.get(path).content.decode()
        assert re.findall(r'href="([^"]+)" aria-current="page"', page) == ["/children/"], path


def headings_of(page: str) -> list[str]:
    return re.findall(r'class="menu-heading">([^<]+)<', page)


def test_the_menu_leaves_out_a_heading_of_which_nothing_may_be_seen(
    county: County,
    system: Person,
    person: Callable[[str], Person],
) -> None:
    teacher = person("王老师").chose().comes_in()
    shown = headings_of(teacher.client.get("/children/").content.decode())
    assert shown == ["找到每个孩子", "每天到校", "劝返复学", "学籍", "方案与落实", "督查问责", "单位与账号"]
    administers = headings_of(system.client.get("/accounts/").content.decode())
    assert "单位与账号" in administers
    assert not {"找到每个孩子", "每天到校", "劝返复学", "学籍"} & set(administers)
