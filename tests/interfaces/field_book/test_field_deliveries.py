"""The field book from the phone to the record: written without a line, handed in, entered once, settled by a person."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from notoneless.foundation.access.models import Account, Grant
from notoneless.foundation.field_book.models import FieldDevice, FieldEvent
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.interfaces.jobs import tasks
from notoneless.records.attendance.models import ArrivalReport, AttendanceMark
from support.attendance import reported
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.field import Phone, Written, back_to, deliver, marks, phone_of, post
from support.forms import send, text_of


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Phones and pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters, tasks):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def morning(county: County, exceptions: str = "", **more: Any) -> dict[str, Any]:
    """What a phone writes of the class of 王老师."""
    return {
        "unit": str(county.units["class_a"]),
        "on": DAY.isoformat(),
        "session": "morning",
        "exceptions": exceptions,
        **more,
    }


def current(county: County) -> ArrivalReport:
    return the(ArrivalReport, unit_id=county.units["class_a"], on=DAY, session="morning", is_current=True)


def stands(county: County) -> dict[str, str]:
    """The marks that count, by the key of the child."""
    names = {child: key for key, child in county.children.items()}
    return {names[each.child_id]: each.kind for each in all_of(AttendanceMark, report=current(county))}


def test_what_was_written_without_a_line_is_entered_in_the_writers_name(county: County) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county, marks(county, both="absent")))
    assert phone.hand_in() == 200
    assert phone.state(event) == "done"
    report = current(county)
    assert report.by_id == county.accounts["王老师"]
    assert stands(county) == {"both": "absent"}
    assert str(the(FieldEvent, event=event).result) == str(report.pk)


def test_handed_in_five_times_with_lost_answers_it_counts_once(county: County) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county))
    for _ in range(4):
        assert phone.hand_in(answers=False) == 200
    assert phone.state(event) == "here"
    phone.hand_in()
    assert phone.state(event) == "done"
    assert len(all_of(ArrivalReport)) == 1
    assert len(all_of(FieldEvent)) == 1


def test_the_pack_names_pupils_and_no_number_telephone_or_illness(county: County) -> None:
    pack = phone_of(county, "王老师").pack
    [klass] = pack["classes"]
    assert [each["id"] for each in klass["pupils"]]
    text = json.dumps(pack, ensure_ascii=False)
    for number in ("330", "13800"):
        assert number not in text.replace(DAY.isoformat(), "")


def test_somebody_else_gets_nothing_of_a_class(county: County) -> None:
    pack = phone_of(county, "赵老师").pack
    assert "三年级（1）班" not in json.dumps(pack, ensure_ascii=False)


def test_two_phones_that_say_different_things_are_shown_to_a_person_and_the_graver_word_stands(county: County) -> None:
    one, other = phone_of(county, "王老师"), phone_of(county, "王老师")
    first = one.write("attendance.report", morning(county, marks(county, both="absent")))
    second = other.write("attendance.report", morning(county, marks(county, both="late", class_only="leave")))
    one.hand_in()
    other.hand_in()
    one.hand_in()
    assert {one.state(first), other.state(second)} == {"contended"}
    assert stands(county) == {"both": "absent", "class_only": "leave"}
    head = sign_in(county, "李校长")
    assert "两台手机说的不一样" in text_of(head.get("/field/events/"))
    assert "离线交来 2 件要处理" in text_of(head.get("/today/"))


def test_whoever_decides_for_one_of_two_has_decided_against_the_other(county: County) -> None:
    one, other = phone_of(county, "王老师"), phone_of(county, "王老师")
    first = one.write("attendance.report", morning(county, marks(county, both="absent")))
    second = other.write("attendance.report", morning(county, marks(county, both="late")))
    one.hand_in()
    other.hand_in()
    head, where = sign_in(county, "李校长"), f"/field/events/{the(FieldEvent, event=second).pk}/"
    assert "上午" in text_of(head.get(where))
    assert send(head, where, to=f"{where}take/", reason="").status_code == 422
    answer = send(head, where, to=f"{where}take/", reason="看了监控，是迟到")
    assert answer.status_code == 302, text_of(answer)
    assert stands(county) == {"both": "late"}
    one.hand_in()
    other.hand_in()
    assert (one.state(first), other.state(second)) == ("set_aside", "taken")
    assert not text_of(head.get("/today/")).count("离线交来")


def test_the_order_in_which_two_phones_come_decides_nothing(county: County) -> None:
    words = (marks(county, both="absent//感冒"), marks(county, both="absent//没来", class_only="late"))
    found = []
    for order in ((0, 1), (1, 0)):
        sid = transaction.savepoint()
        phones = [phone_of(county, "王老师") for _ in words]
        events = [
            phone.write("attendance.report", morning(county, text)) for phone, text in zip(phones, words, strict=True)
        ]
        for number in order:
            phones[number].hand_in()
        states = sorted(each.state for each in all_of(FieldEvent))
        found.append((stands(county), states))
        assert len(events) == 2
        back_to(sid)
    assert found[0] == found[1]
    assert found[0] == ({"both": "absent", "class_only": "late"}, ["contended", "contended"])


def test_two_phones_that_say_the_same_agree(county: County) -> None:
    one, other = phone_of(county, "王老师"), phone_of(county, "王老师")
    events = [each.write("attendance.report", morning(county, marks(county, both="late"))) for each in (one, other)]
    one.hand_in()
    other.hand_in()
    assert [one.state(events[0]), other.state(events[1])] == ["done", "done"]
    assert len(all_of(ArrivalReport)) == 1


def test_what_was_corrected_on_a_page_is_not_overwritten_by_a_phone_that_comes_late(county: County) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county, marks(county, both="absent")))
    reported(county)
    phone.hand_in()
    assert phone.state(event) == "refused"
    assert "已由" in phone.outbox[event].sentence
    assert stands(county) == {}


def test_a_writer_who_may_not_any_more_is_quarantined_and_the_head_decides(county: County) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county, marks(county, both="absent")))
    with owners_eyes():
        Grant._base_manager.filter(account_id=county.accounts["王老师"]).update(until_on=DAY)
    phone.hand_in()
    assert phone.state(event) == "quarantined"
    assert not all_of(ArrivalReport)
    row = the(FieldEvent, event=event)
    head = sign_in(county, "李校长")
    page = text_of(head.get(f"/field/events/{row.pk}/"))
    assert "没到" in page or "缺" in page
    answer = send(head, f"/field/events/{row.pk}/", to=f"/field/events/{row.pk}/take/", reason="已向王老师核实")
    assert answer.status_code == 302, text_of(answer)
    assert stands(county) == {"both": "absent"}
    phone.hand_in()
    assert phone.state(event) == "taken"


def test_a_closed_account_and_an_ended_phone_lose_nothing(county: County) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county))
    [device] = all_of(FieldDevice)
    answer = send(phone.visitor, "/field/devices/", to=f"/field/devices/{device.pk}/end/")
    assert answer.status_code == 302
    with owners_eyes():
        Account._base_manager.filter(pk=county.accounts["王老师"]).update(is_active=False)
    assert phone.hand_in() == 200
    assert phone.state(event) == "quarantined"


def test_the_same_id_with_another_content_is_kept_beside_the_first_and_told(county: County) -> None:
    phone = phone_of(county, "王老师")
    event = uuid4()
    phone.write("attendance.report", morning(county), event)
    phone.hand_in()
    twin = Phone(county, "王老师", phone.visitor, phone.secret, phone.pack)
    twin.write("attendance.report", morning(county, marks(county, both="absent")), event)
    twin.hand_in()
    assert twin.state(str(event)) == "conflicting"
    assert sorted(each.state for each in all_of(FieldEvent, event=event)) == ["conflicting", "done"]
    assert stands(county) == {}


def test_pupils_who_came_since_are_not_counted_as_seen(county: County) -> None:
    phone = phone_of(county, "王老师")
    [klass] = phone.pack["classes"]
    shown = " ".join(each["id"] for each in klass["pupils"][:-1])
    event = phone.write("attendance.report", morning(county, shown=shown))
    phone.hand_in()
    assert phone.state(event) == "refused"
    assert "不在手机的名册上" in phone.outbox[event].sentence
    assert not all_of(ArrivalReport)


def test_a_server_from_yesterdays_backup_asks_for_what_it_lost(county: County) -> None:
    phone = phone_of(county, "王老师")
    backup = transaction.savepoint()
    event = phone.write("attendance.report", morning(county, marks(county, both="absent")))
    phone.hand_in()
    back_to(backup)
    assert not all_of(ArrivalReport)
    phone.hand_in()
    assert phone.state(event) == "done"
    assert stands(county) == {"both": "absent"}


def test_a_phone_that_the_restored_server_does_not_know_is_known_by_our_signature(county: County) -> None:
    backup = transaction.savepoint()
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county))
    phone.hand_in()
    back_to(backup)
    assert not all_of(FieldDevice)
    assert phone.hand_in() == 200
    assert phone.state(event) == "done"
    assert len(all_of(ArrivalReport)) == 1
    assert len(all_of(FieldDevice)) == 1


def test_a_server_that_stopped_between_keeping_and_entering_takes_it_up_again(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county))
    monkeypatch.setattr("notoneless.interfaces.field_book.pages.delivering.entered_or_kept", lambda _: None)
    phone.hand_in()
    assert phone.state(event) == "waiting"
    assert not all_of(ArrivalReport)
    assert tasks.field_book.call() == 1
    phone.hand_in()
    assert phone.state(event) == "done"
    assert len(all_of(ArrivalReport)) == 1


@pytest.mark.parametrize("told", ["2015-01-01T00:00:00+00:00", "3015-01-01T00:00:00+00:00", "yesterday", ""])
def test_a_clock_that_was_never_set_decides_nothing(county: County, told: str) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county), made_at=told)
    phone.hand_in()
    assert phone.state(event) == "done"
    assert the(FieldEvent, event=event).made_at is None


def test_a_true_clock_is_shown(county: County) -> None:
    phone = phone_of(county, "王老师")
    at = county.time.at - timedelta(hours=2)
    event = phone.write("attendance.report", morning(county), made_at=at.isoformat())
    phone.hand_in()
    assert the(FieldEvent, event=event).made_at == at


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"events": 5}',
        '{"events": [5]}',
        '{"held": ["x"]}',
        '{"held": 5}',
        b"\xff\xfe",
        '{"events": [{}]}',
    ],
)
def test_bad_deliveries_get_a_sentence(county: County, body: Any) -> None:
    phone = phone_of(county, "王老师")
    answer = post(phone.secret, body)
    found = json.loads(answer.content)
    if answer.status_code == 200:
        assert [each["state"] for each in found["events"]] == ["unusable"]
    else:
        assert answer.status_code == 422
        assert found["sentence"]


def test_an_altered_envelope_is_kept_and_shown_to_a_person(county: County) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county))
    envelope = dict(phone.outbox[event].envelope)
    envelope["box"] = "AAAA" + envelope["box"][4:]
    phone.outbox[event] = Written(event, envelope)
    phone.hand_in()
    assert phone.state(event) == "refused"
    assert "读不出" in phone.outbox[event].sentence
    assert text_of(phone.visitor.get(f"/field/events/{the(FieldEvent, event=event).pk}/"))


def test_what_no_phone_of_ours_writes_is_refused(county: County) -> None:
    phone = phone_of(county, "王老师")
    bad = [
        phone.write("grant.give", {"account": "x"}),
        phone.write("attendance.report", morning(county, extra="x")),
        phone.write("attendance.report", {"unit": {"deep": 1}}),
        phone.write("attendance.report", morning(county) | {"unit": "nonsense"}),
    ]
    phone.hand_in()
    assert {phone.state(each) for each in bad} == {"refused"}
    assert not all_of(ArrivalReport)


def test_a_secret_that_is_none_reads_and_writes_nothing(county: County) -> None:
    phone = phone_of(county, "王老师")
    phone.write("attendance.report", morning(county))
    for secret in ("", "0" * 64, phone.secret[:-1] + "é", "x" * 4000, "n" + phone.secret[1:], phone.secret[:-2] + "xx"):
        status, told = deliver(secret, list(phone.outbox.values()), [])
        assert status == 401
        assert told["code"] == "field_book.unknown_device"
    assert not all_of(FieldEvent)


def test_wang_cannot_settle_what_he_may_not_do_and_zhao_sees_nothing(county: County) -> None:
    phone = phone_of(county, "王老师")
    event = phone.write("attendance.report", morning(county))
    [device] = all_of(FieldDevice)
    with owners_eyes():
        FieldDevice._base_manager.filter(pk=device.pk).update(ended_at=county.time.at)
    phone.hand_in()
    row = the(FieldEvent, event=event)
    where = f"/field/events/{row.pk}/"
    for step in ("take", "set-aside"):
        assert send(phone.visitor, where, to=f"{where}{step}/", reason="我自己采用").status_code in (403, 409, 422)
    zhao = sign_in(county, "赵老师")
    assert zhao.get(where).status_code == 404
    assert zhao.post(f"{where}take/", {"reason": "x"}).status_code in (403, 404, 422)
    assert the(FieldEvent, event=event).state == "quarantined"
    answer = send(sign_in(county, "李校长"), where, to=f"{where}set-aside/", reason="重复")
    assert answer.status_code == 302
    assert the(FieldEvent, event=event).state == "set_aside"
