"""After a button something is said, and the list is where it was."""

from collections.abc import Callable
from typing import Any

from notoneless.foundation.access.models import Account, Grant
from support.county import County
from support.person import Person

Cast = Callable[[str], Person]


def pressed(security: Person, path: str, **sent: Any) -> tuple[str, str]:
    """Where a button leads, and the page there."""
    answer = security.client.post(path, {"request": security.form_on("/grants/"), **sent})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], security.client.get("/grants/").content.decode()


def test_giving_and_ending_a_role_is_told_and_the_search_stays(county: County, security: Person) -> None:
    given = {"account": "王老师", "role": "class_teacher", "unit": county.units["class_b"], "from_on": "2026-09-01"}
    where, page = pressed(security, "/grants/give/", search="王老师", **given)
    assert where == "/grants/"
    assert "已授予王老师“班主任”" in page
    assert 'name="search" maxlength="60" autocomplete="off" value="王老师"' in page
    assert "李校长" not in page
    grant = Grant._base_manager.get(unit_id=county.units["class_b"], role="class_teacher")
    assert "已收回王老师的“班主任”" in pressed(security, f"/grants/{grant.pk}/end/")[1]
    assert "李校长" in security.client.get("/grants/").content.decode(), "kept once"


def test_disabling_and_enabling_is_told_with_the_next_step(county: County, security: Person) -> None:
    path = f"/grants/accounts/{county.accounts['王老师']}"
    where, page = pressed(security, f"{path}/disable/")
    assert where == "/grants/#accounts"
    assert "已停用王老师的账号" in page
    page = pressed(security, f"{path}/enable/")[1]
    assert "请系统管理员在“账号”页重发密码条" in page


def test_a_refused_button_keeps_the_search(county: County, security: Person) -> None:
    path = f"/grants/accounts/{county.accounts['安全管理员']}/disable/"
    answer = security.client.post(path, {"request": security.form_on("/grants/"), "search": "安全管理员"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "李校长" not in page


def test_a_search_finds_the_grants_of_an_account_by_either_name(county: County, security: Person) -> None:
    sign_in_name = Account.objects.get(pk=county.accounts["王老师"]).sign_in_name
    for typed in (sign_in_name, "王老师"):
        page = security.client.post("/grants/", {"search": typed}).content.decode()
        assert "班主任" in page.partition('id="give"')[0], typed


def test_what_is_kept_of_a_search_is_sealed(county: County, security: Person) -> None:
    path = f"/grants/accounts/{county.accounts['王老师']}/disable/"
    security.client.post(path, {"request": security.form_on("/grants/"), "search": "慕容甲乙"})
    session = security.client.session
    assert "慕容甲乙" not in repr(dict(session.items()))
    assert "notoneless.grants" in session
