"""A form is sent by whom it was made for, in time, and once."""

from typing import Any

import pytest
from django.core import signing

from notoneless.foundation.access.models import Receipt
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Guardian
from notoneless.foundation.sealing.models import opened
from notoneless.interfaces.frame import asking
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import the

NEW, OTHER = "13711112222", "13733334444"


def form_of(visitor: Visitor, county: County) -> str:
    page = visitor.get(f"/guardians/{county.guardians['both']}/phone/").content.decode()
    return page.split('name="request" value="')[1].split('"')[0]


def send(visitor: Visitor, county: County, form: str, phone: str = NEW) -> Any:
    return visitor.post(f"/guardians/{county.guardians['both']}/phone/", {"request": form, "phone": phone})


def phone_of(county: County) -> str | None:
    return opened(the(Guardian, pk=county.guardians["both"]), "phone")


def done() -> int:
    return Entry.objects.filter(action="guardian.correct_phone", outcome="done").count()


def test_a_form_sent_twice_is_done_once(county: County) -> None:
    visitor = sign_in(county, "王老师")
    form = form_of(visitor, county)
    for _ in range(3):
        assert send(visitor, county, form).status_code == 302
    assert phone_of(county) == NEW
    assert done() == 1


def test_a_form_sent_again_with_other_content_is_a_conflict_and_both_are_kept(county: County) -> None:
    visitor = sign_in(county, "王老师")
    form = form_of(visitor, county)
    send(visitor, county, form)
    answer = send(visitor, county, form, OTHER)
    assert answer.status_code == 409
    assert "两份都已留存" in answer.content.decode()
    assert phone_of(county) == NEW
    assert Entry.objects.filter(action="guardian.correct_phone", outcome="conflict").count() == 1


@pytest.mark.parametrize("form", ["", "x", "e30:1x:y", "é" * 500])
def test_a_forged_form_is_refused_and_recorded(county: County, form: str) -> None:
    visitor = sign_in(county, "王老师")
    answer = send(visitor, county, form)
    assert answer.status_code == 422
    assert "不是本系统发给您的" in answer.content.decode()
    assert Entry.objects.filter(outcome="refused", reason="frame.form_forged").count() == 1
    assert done() == 0
    assert not Receipt.objects.filter(action="guardian.correct_phone").exists()


def test_a_form_of_somebody_else_is_refused(county: County) -> None:
    one, other = sign_in(county, "王老师"), sign_in(county, "吴组长")
    assert send(other, county, form_of(one, county)).status_code == 422
    assert done() == 0


def test_a_form_altered_by_one_letter_is_refused(county: County) -> None:
    visitor = sign_in(county, "王老师")
    form = form_of(visitor, county)
    assert send(visitor, county, form[:-1] + ("A" if form[-1] != "A" else "B")).status_code == 422
    other = signing.dumps([str(county.accounts["王老师"]), "x"], salt="another")
    assert send(visitor, county, other).status_code == 422


def test_a_form_open_for_half_a_day_is_refused(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = sign_in(county, "王老师")
    form = form_of(visitor, county)
    monkeypatch.setattr(asking, "FORM_LASTS", -1)
    answer = send(visitor, county, form)
    assert answer.status_code == 422
    assert "打开得太久" in answer.content.decode()


def test_what_cannot_be_used_is_shown_at_its_field_and_recorded(county: County) -> None:
    visitor = sign_in(county, "王老师")
    answer = send(visitor, county, form_of(visitor, county), "12")
    assert answer.status_code == 422
    assert "这不是电话号码" in answer.content.decode()
    assert Entry.objects.filter(outcome="refused", reason="people.no_phone").count() == 1


def test_a_request_that_is_too_big_is_refused(county: County) -> None:
    visitor = sign_in(county, "王老师")
    answer = send(visitor, county, form_of(visitor, county), "1" * 70_000)
    assert answer.status_code in (400, 413)
    assert done() == 0


def test_without_the_audit_no_page_is_shown(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DatabaseError

    from notoneless.foundation.access import recording

    visitor = sign_in(county, "王老师")

    def down(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(recording, "record", down)
    for path in ("/children/", f"/children/{county.children['both']}/"):
        answer = visitor.get(path)
        assert answer.status_code == 503
        assert "审计记录写不进去" in answer.content.decode()
        assert county.markers["both"][0] not in answer.content.decode()
