"""The page of what waits: for the system administrator alone, with a button that works once, and nobody's data on it."""

from typing import Any
from uuid import UUID

import pytest

from notoneless.foundation.access.models import Waiting
from notoneless.foundation.audit.models import Entry, Outcome
from support.browsing import Visitor, sign_in
from support.county import County


@pytest.fixture
def dead(county: County) -> UUID:
    content = {"child": str(county.children["both"])}
    at = county.time.at
    row = Waiting(id=county.ids.new(), event="child.placed", content=content, listener="l", since=at, due_at=at)
    row.dead, row.attempts, row.trouble = True, 6, "OSError"
    row.save()
    return row.id


def form_of(page: str) -> str:
    return page.split('name="request" value="')[1].split('"', maxsplit=1)[0]


def sent(visitor: Visitor, dead: UUID, form: str) -> Any:
    return visitor.post(f"/deliveries/{dead}/retry/", {"request": form})


def shown(visitor: Visitor) -> Any:
    return visitor.get("/deliveries/")


def test_the_page_lists_what_waits_without_what_it_carries(county: County, dead: UUID) -> None:
    text = shown(sign_in(county, "系统管理员")).content.decode()
    assert "child.placed" in text
    assert "OSError" in text
    assert f"/deliveries/{dead}/retry/" in text
    for marker in (*county.markers["both"], str(county.children["both"])):
        assert marker not in text


def test_it_says_so_when_nothing_waits(county: County) -> None:
    assert "没有待送事项" in shown(sign_in(county, "系统管理员")).content.decode()


@pytest.mark.parametrize("who", ["陈局长", "安全管理员", "审计管理员", "王老师"])
def test_nobody_else_may(county: County, dead: UUID, who: str) -> None:
    visitor = sign_in(county, who)
    assert shown(visitor).status_code == 403
    assert sent(visitor, dead, "").status_code == 403
    assert Waiting.objects.get().dead


def test_the_button_delivers_again_and_only_once(county: County, dead: UUID) -> None:
    visitor = sign_in(county, "系统管理员")
    form = form_of(shown(visitor).content.decode())
    assert sent(visitor, dead, form).status_code == 302
    assert not Waiting.objects.get().dead
    Waiting.objects.update(dead=True)
    assert sent(visitor, dead, form).status_code == 302
    assert Waiting.objects.get().dead
    assert Entry.objects.filter(action="outbox.retry", outcome=Outcome.DONE).count() == 1


def test_a_forged_form_does_nothing(county: County, dead: UUID) -> None:
    assert sent(sign_in(county, "系统管理员"), dead, "forged").status_code == 422
    assert Waiting.objects.get().dead


def test_it_is_posted_not_fetched(county: County, dead: UUID) -> None:
    assert sign_in(county, "系统管理员").get(f"/deliveries/{dead}/retry/").status_code == 405
