"""The page of what waits: for the system administrator alone, with a button that works once, and nobody's data on it."""

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from notoneless.foundation.access.models import Account, Waiting
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.interfaces.frame.asking import STRONG, context_of, new_form
from notoneless.interfaces.jobs.pages import retry, waiting
from support.county import County


@pytest.fixture(autouse=True)
def frame(settings: LazySettings, tmp_path: Path) -> None:
    """The barest frame, so that this page is tested and not the frame."""
    folder = tmp_path / "frame"
    folder.mkdir()
    (folder / "base.html").write_text("{% block main %}{% endblock %}", encoding="utf-8")
    (folder / "error.html").write_text("{{ sentence }}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.fixture
def dead(county: County) -> UUID:
    content = {"child": str(county.children["both"])}
    at = county.time.at
    row = Waiting(id=county.ids.new(), event="child.placed", content=content, listener="l", since=at, due_at=at)
    row.dead, row.attempts, row.trouble = True, 6, "OSError"
    row.save()
    return row.id


def asked(county: County, who: str, method: str = "GET", **posted: str) -> HttpRequest:
    request = getattr(RequestFactory(), method.lower())("/deliveries/", posted)
    request.user = Account._base_manager.get(pk=county.accounts[who])
    request.session = {STRONG: True}
    return request  # type: ignore[no-any-return]


def sent(county: County, dead: UUID, who: str = "系统管理员", form: str | None = None) -> HttpResponse:
    posted = {"request": new_form(context_of(asked(county, who))) if form is None else form}
    return retry(asked(county, who, "POST", **posted), delivery=dead)


def test_the_page_lists_what_waits_without_what_it_carries(county: County, dead: UUID) -> None:
    text = waiting(asked(county, "系统管理员")).content.decode()
    assert "child.placed" in text
    assert "OSError" in text
    assert f"/deliveries/{dead}/retry/" in text
    for marker in (*county.markers["both"], str(county.children["both"])):
        assert marker not in text


def test_it_says_so_when_nothing_waits(county: County) -> None:
    assert "没有待送事项" in waiting(asked(county, "系统管理员")).content.decode()


@pytest.mark.parametrize("who", ["陈局长", "安全管理员", "审计管理员", "王老师"])
def test_nobody_else_may(county: County, dead: UUID, who: str) -> None:
    assert waiting(asked(county, who)).status_code == 403
    assert sent(county, dead, who).status_code == 403
    assert Waiting.objects.get().dead


def test_the_button_delivers_again_and_only_once(county: County, dead: UUID) -> None:
    form = new_form(context_of(asked(county, "系统管理员")))
    assert sent(county, dead, form=form).status_code == 302
    assert not Waiting.objects.get().dead
    Waiting.objects.update(dead=True)
    assert sent(county, dead, form=form).status_code == 302
    assert Waiting.objects.get().dead
    assert Entry.objects.filter(action="outbox.retry", outcome=Outcome.DONE).count() == 1


def test_a_forged_form_does_nothing(county: County, dead: UUID) -> None:
    assert sent(county, dead, form="forged").status_code == 422
    assert Waiting.objects.get().dead


def test_it_is_posted_not_fetched(county: County, dead: UUID) -> None:
    assert retry(asked(county, "系统管理员"), delivery=dead).status_code == 405
