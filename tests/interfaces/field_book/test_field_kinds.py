"""Visits, surveys and home lessons out of the field book, written down as the phone's forms offer them."""

from base64 import b64encode
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from notoneless.casework.special_education.models import HomeLesson
from notoneless.casework.visits.models import HomeVisit, VisitPhoto
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.field_book.models import FieldEvent
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.surveys.models import SurveyAnswer
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.field import Phone, back_to, phone_of
from support.forms import send, text_of
from support.special import home_taught
from support.surveys import opened
from support.visits import picture, planned


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Phones and pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def group(phone: Phone, code: str) -> list[dict[str, Any]]:
    """The things of a kind that a phone was given."""
    return next((each["items"] for each in phone.pack["groups"] if each["code"] == code), [])


def filled(item: dict[str, Any], **typed: Any) -> dict[str, Any]:
    """What the form of a thing sends: what it offered, and what was typed."""
    given = dict(item["about"])
    for field in item["fields"]:
        value = DAY.isoformat() if field["value"] == "today" else field["value"]
        if value and field["type"] != "photo":
            given[field["name"]] = int(value) if field["type"] == "number" or field["name"] == "grade" else value
    offered = {field["name"] for field in item["fields"]} | {"asked_at"}
    assert set(typed) <= offered
    return given | typed


def test_a_visit_is_recorded_with_its_photo_and_fulfils_the_plan(county: County) -> None:
    planned(county)
    phone = phone_of(county, "王老师")
    [item] = group(phone, "visit.record")
    photo = {"photo": b64encode(picture(7)).decode()}
    event = phone.write("visit.record", filled(item, met="mother", note="母亲愿意送孩子回来"), photos=photo)
    phone.hand_in()
    assert phone.state(event) == "done", phone.outbox[event].sentence
    visit = the(HomeVisit)
    assert (visit.child_id, visit.met, visit.planned_id is not None) == (county.children["both"], "mother", True)
    assert len(all_of(VisitPhoto, visit=visit)) == 1
    phone.hand_in(answers=False)
    assert len(all_of(HomeVisit)) == 1


def test_a_photo_that_is_none_waits_for_a_person_and_leaves_no_file(county: County) -> None:
    planned(county)
    phone = phone_of(county, "王老师")
    [item] = group(phone, "visit.record")
    text = b64encode(b"<html>no picture</html>").decode()
    event = phone.write("visit.record", filled(item, met="mother", note="谈过"), photos={"photo": text})
    phone.hand_in()
    assert phone.state(event) == "refused"
    assert not all_of(HomeVisit)
    assert [each.kind for each in all_of(Attachment)] == ["envelope"]


def test_answers_of_a_survey_count_by_when_they_were_asked_whatever_the_order(county: County) -> None:
    opened(county)
    phones = [phone_of(county, "周支书") for _ in range(3)]
    item, *_ = group(phones[0], "survey.answer")
    said = [
        {"kind": "no_school", "reason": "working", "asked_at": "09:00:01"},
        {"kind": "in_school", "place": "清溪镇中心小学", "asked_at": "09:00:02"},
        {"kind": "not_reached", "asked_at": "09:00:02"},
    ]
    ids = [UUID(int=number << 100 | 0x4000 << 64 | 0x8000 << 48 | number) for number in (1, 2, 3)]
    found = set()
    for order in permutations(range(3)):
        sid = transaction.savepoint()
        for number, phone in enumerate(phones):
            phone.outbox.clear()
            phone.write("survey.answer", filled(item) | said[number], ids[number])
        for number in order:
            phones[number].hand_in()
            assert phones[number].state(str(ids[number])) == "done", phones[number].outbox
        found.add(
            the(
                SurveyAnswer, cell=UUID(item["about"]["cell"]), child=UUID(item["about"]["child"]), is_current=True
            ).kind
        )
        back_to(sid)
    assert len(found) == 1


def test_a_home_lesson_is_recorded_and_a_second_phone_is_shown_to_a_person(county: County) -> None:
    home_taught(county)
    one, other = phone_of(county, "王老师"), phone_of(county, "王老师")
    [item] = group(one, "homebound.record")
    low, high = (UUID(int=number << 100 | 0x4000 << 64 | 0x8000 << 48) for number in (1, 2))
    first = one.write("homebound.record", filled(item, lesson_content="认读", domains="生活适应"), high)
    one.hand_in()
    assert one.state(first) == "done", one.outbox[first].sentence
    second = other.write("homebound.record", filled(item, lesson_content="数学", domains="生活适应"), low)
    other.hand_in()
    one.hand_in()
    assert {one.state(first), other.state(second)} == {"contended"}
    # the smaller id stands, whichever came first
    assert the(HomeLesson, is_current=True).taught == "数学"
    head = sign_in(county, "李校长")
    row = the(FieldEvent, event=first)
    page = text_of(head.get(f"/field/events/{row.pk}/"))
    assert "同一件事，另一份" in page
    answer = send(head, f"/field/events/{row.pk}/", to=f"/field/events/{row.pk}/set-aside/", reason="以另一份为准")
    assert answer.status_code == 302


def test_what_a_record_seals_is_not_on_the_page_that_settles_it(county: County) -> None:
    planned(county)
    phone = phone_of(county, "王老师")
    [item] = group(phone, "visit.record")
    event = phone.write("visit.record", filled(item, met="mother", note="孩子得了病") | {"on": "2099-01-01"})
    phone.hand_in()
    assert phone.state(event) == "refused"
    row = the(FieldEvent, event=event)
    for who in ("王老师", "李校长"):
        page = text_of(sign_in(county, who).get(f"/field/events/{row.pk}/"))
        assert "孩子得了病" not in page
        assert "按需要才能看" in page
