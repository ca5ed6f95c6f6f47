"""A list is come back to as it was: its search, its page, forwards and back, with no name in an address."""

import re
from typing import Any

import pytest

from notoneless.foundation.people import selectors
from support.browsing import Visitor, sign_in
from support.county import County

PART = {"HX-Request": "true"}


@pytest.fixture
def officer(county: County, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    monkeypatch.setattr(selectors, "PAGE", 3)
    return sign_in(county, "陈局长")


def names(answer: Any) -> list[str]:
    return re.findall(r'<td><a href="/children/[^"]+">([^<]+)</a>', answer.content.decode())


def button(answer: Any, words: str) -> dict[str, str]:
    """What the form with a button sends."""
    forms = re.findall(r"<form method=\"post\" action=\"/children/\".*?</form>", answer.content.decode(), re.DOTALL)
    (form,) = [each for each in forms if words in each]
    return dict(re.findall(r'name="(search|trail|after)" value="([^"]*)"', form))


def test_pages_go_forwards_and_back(officer: Visitor) -> None:
    first = officer.get("/children/")
    second = officer.post("/children/", button(first, "下一页"), headers=PART)
    third = officer.post("/children/", button(second, "下一页"), headers=PART)
    assert [len(names(each)) for each in (first, second, third)] == [3, 3, 1]
    assert "上一页" not in first.content.decode()
    assert "下一页" not in third.content.decode()
    again = officer.post("/children/", button(third, "上一页"), headers=PART)
    assert names(again) == names(second)
    assert names(officer.post("/children/", button(again, "上一页"))) == names(first)


def test_a_part_goes_to_its_top_and_names_its_page(officer: Visitor) -> None:
    second = officer.post("/children/", button(officer.get("/children/"), "下一页"), headers=PART).content.decode()
    assert re.match(r'<h2 class="visually-hidden" tabindex="-1" autofocus>名单第 2 页</h2>', second)
    assert 'hx-swap="innerHTML show:window:top"' in second
    assert 'hx-push-url="/children/kept/"' in second


def test_from_a_child_the_list_is_as_it_was(county: County, officer: Visitor) -> None:
    officer.post("/children/", button(officer.get("/children/"), "下一页"), headers=PART)
    second = names(officer.get("/children/kept/"))
    child = officer.get(f"/children/{county.children['both']}/").content.decode()
    assert 'href="/children/kept/"' in child
    assert names(officer.get("/children/kept/")) == second
    officer.post("/children/", {"search": "慕容"})
    page = officer.get("/children/kept/")
    assert names(page) == ["慕容甲乙"]
    assert 'value="慕容"' in page.content.decode()
    assert len(names(officer.get("/children/"))) == 3, "the menu leads to the whole list"
    assert len(names(officer.get("/children/kept/"))) == 3


def test_what_was_searched_is_kept_sealed(county: County, officer: Visitor) -> None:
    number = county.markers["both"][1]
    officer.post("/children/", {"search": number})
    assert "notoneless.children" in officer.session
    assert number not in repr(dict(officer.session.items()))
    assert names(officer.get("/children/kept/")) == ["慕容甲乙"]


def test_a_page_that_began_after_a_child_out_of_reach_begins_anew(county: County, officer: Visitor) -> None:
    officer.post("/children/", button(officer.get("/children/"), "下一页"))
    session = officer.session
    kept = session["notoneless.children"]
    teacher = sign_in(county, "赵老师")
    assert teacher.post("/children/", {"after": str(county.children["both"])}).status_code == 404
    mine = teacher.session
    mine["notoneless.children"] = kept
    mine.save()
    assert set(names(teacher.get("/children/kept/"))) == {"上官壬癸", "夏侯子丑"}


# one child


def test_where_a_child_lives_is_told_with_its_township(county: County, officer: Visitor) -> None:
    page = officer.get(f"/children/{county.children['both']}/").content.decode()
    assert "清溪镇 柳树村 柳树村一组" in page
    assert "清溪镇中心小学 三年级（1）班" in page
    assert "清溪镇 石桥村" in officer.get(f"/children/{county.children['bare_village']}/").content.decode()


def test_a_revealed_number_says_whose_and_which(county: County) -> None:
    teacher = sign_in(county, "王老师")
    name, id_number, _, guardian, phone = county.markers["both"]
    page = teacher.post(f"/children/{county.children['both']}/id_number/").content.decode()
    assert re.search(rf"{name}.*身份证号.*{id_number}", page, re.DOTALL)
    page = teacher.post(f"/guardians/{county.guardians['both']}/phone/reveal/").content.decode()
    assert re.search(rf"{name} · {guardian}.*监护人电话.*{phone}", page, re.DOTALL)


def test_a_phone_number_that_is_refused_stays_in_its_field_and_one_that_is_taken_is_told(county: County) -> None:
    teacher = sign_in(county, "王老师")
    path = f"/guardians/{county.guardians['both']}/phone/"

    def send(phone: str) -> Any:
        form = re.search(r'name="request" value="([^"]+)"', teacher.get(path).content.decode())
        return teacher.post(path, {"phone": phone, "request": form[1] if form else ""})

    wrong = send("137x")
    assert (wrong.status_code, 'value="137x"' in wrong.content.decode()) == (422, True)
    assert send("13711112222")["Location"] == f"/children/{county.children['both']}/"
    assert f"已更正{county.markers['both'][3]}的电话" in teacher.get("/children/").content.decode()
