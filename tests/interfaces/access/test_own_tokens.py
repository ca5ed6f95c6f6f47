"""A token made by hand on the security page fills a county: listed, shown once, ended, freshly proved, and never too wide."""

import html
import re
from collections.abc import Callable

import pytest

from notoneless.foundation.access.models import Token
from notoneless.interfaces.frame import clock as time_of_programs
from support.county import County, Instants
from support.person import Person
from support.programs import Program, give_token

Cast = Callable[[str], Person]
SECRET = re.compile(r'class="revealed secret" tabindex="0">([0-9a-f]{64,})<')


@pytest.fixture
def officer(county: County, person: Cast, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(time_of_programs, "now", lambda: county.time.at)
    return person("陈局长").chose().with_app().comes_in()


def form(**changes: object) -> dict[str, object]:
    return {"name": "学籍系统", "may": ["unit.read", "unit.found"], "until_on": "2026-09-30"} | changes


def make(officer: Person, **changes: object) -> str:
    sent = form(**changes) | {"request": officer.form_on("/security/")}
    return html.unescape(officer.client.post("/security/tokens/make/", sent).content.decode())


def test_a_token_is_made_shown_once_listed_and_works(county: County, officer: Person) -> None:
    (secret,) = SECRET.findall(make(officer))
    page = officer.client.get("/security/").content.decode()
    assert "学籍系统" in page
    assert "2026-09-30" in page
    assert secret not in page
    found = Program(county, secret).get("units").json()
    assert found["following"] is None
    assert {"kind": "village", "name": "柳树村", "above": "清溪镇", "code": ""}.items() <= next(
        line for line in found["lines"] if line["id"] == str(county.units["village_a"])
    ).items()
    body = {"parent": str(county.units["town_a"]), "kind": "village", "name": "新村", "from_on": "2026-09-01"}
    assert Program(county, secret).act("unit.found", body).status_code == 200
    assert Program(county, secret).get("children").status_code == 403


def test_a_token_is_ended_at_once(county: County, officer: Person) -> None:
    (secret,) = SECRET.findall(make(officer))
    token = Token._base_manager.get()
    answer = officer.client.post(f"/security/tokens/{token.pk}/end/", {"request": officer.form_on("/security/")})
    assert answer["Location"] == "/security/"
    assert "令牌已注销" in officer.client.get("/security/").content.decode()
    county.time.pass_by(seconds=1)
    assert Program(county, secret).get("units").status_code == 401


def test_what_is_offered_is_ones_own_and_never_reveals(officer: Person) -> None:
    page = officer.client.get("/security/").content.decode()
    offered = set(re.findall(r'name="may" value="([^"]+)"', page))
    assert {"unit.read", "unit.found", "child.register"} <= offered
    assert not [code for code in offered if code.endswith(".reveal")]
    assert offered.isdisjoint({"token.make", "grant.give", "account.open"})


@pytest.mark.parametrize(
    "changes",
    [
        {"may": ["child.reveal"]}, {"may": ["grant.give"]}, {"may": []}, {"until_on": "2027-09-01"}, {"name": ""},
        {"until_on": "x"},
    ],
)  # fmt: skip
def test_a_token_that_reaches_too_far_is_refused_and_what_was_typed_stays(
    officer: Person, changes: dict[str, object]
) -> None:
    page = make(officer, **changes)
    assert 'role="alert"' in page
    assert not SECRET.search(page)
    assert f'value="{form(**changes)["name"]}"' in page
    assert not Token._base_manager.exists()


def test_making_and_ending_ask_for_a_fresh_proof(county: County, officer: Person, clock: Instants) -> None:
    other = give_token(county, "陈局长")
    request = officer.form_on("/security/")
    clock.pass_by(minutes=11)
    for path in ("/security/tokens/make/", f"/security/tokens/{Token._base_manager.get().pk}/end/"):
        answer = officer.client.post(path, form() | {"request": request})
        assert "/security/again/" in answer["Location"]
    assert Token._base_manager.count() == 1
    page = officer.client.get("/security/").content.decode()
    assert (
        'name="name" required maxlength="60" autocomplete="off" aria-describedby="token_name_hint" value="学籍系统"'
        in page
    )
    assert set(re.findall(r'name="may" value="([^"]+)"[^>]* checked', page)) == {"unit.read", "unit.found"}
    assert 'value="2026-09-30"' in page
    assert "学籍系统" not in str(dict(officer.client.session.items())), "the session keeps it sealed"
    assert 'value="学籍系统"' not in officer.client.get("/security/").content.decode(), "and only once"
    assert Program(county, other).get("units").status_code == 200


@pytest.mark.parametrize("who", ["王老师", "李校长", "安全管理员"])
def test_who_may_make_none_sees_no_section(person: Cast, who: str) -> None:
    asking = person(who).chose()
    if who != "王老师":
        asking.with_app()
    asking.comes_in()
    assert "接口令牌" not in asking.client.get("/security/").content.decode()
    assert asking.client.post("/security/tokens/make/", form()).status_code == 403


def test_a_token_of_somebody_else_is_none(county: County, officer: Person) -> None:
    give_token(county, "王老师")
    sent = {"request": officer.form_on("/security/")}
    assert officer.client.post(f"/security/tokens/{Token._base_manager.get().pk}/end/", sent).status_code == 404
