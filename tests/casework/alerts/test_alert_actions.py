"""Alerts from the first word to the answer: sent, entered, deduplicated, decided, forwarded, limited, sealed, in reach."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from notoneless.casework.alerts.models import Alert, AlertStep
from notoneless.casework.alerts.rules.alike import Told
from notoneless.casework.alerts.rules.kinds import A_DAY_BY_LINK, A_DAY_FROM_ADDRESS
from notoneless.casework.alerts.selectors.asking import AlertAnswer, answer_for, code_of, open_link
from notoneless.casework.alerts.selectors.candidates import candidates_for
from notoneless.casework.alerts.selectors.lists import (
    BENEATH,
    DECIDED,
    MINE,
    count_alerts,
    dossier_lines,
    list_alerts,
    list_links,
    open_alert,
)
from notoneless.casework.alerts.services import accept, answer, end_link, enter, forward, refuse, seek, send, take_up
from notoneless.casework.cases.models import CaseEvent
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import Conflict, NotAllowed, NotFound
from notoneless.foundation.people.services import register_child
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import NotonelessError
from support.alerts import TOLD, alert_row, alerted, linked, refused_alert, sent_by_link, token_of
from support.cases import cleared, state_of, suspected
from support.county import DAY, County
from support.databases import all_of

OFFICER, TOWN = "陈局长", "张镇长"


def program(county: County, **changes: Any) -> Any:
    """The program acting for whoever has no account."""
    return system_context(county.ids, county.time.at).with_request(changes.get("request") or uuid4())


def told_why(code: str, act: Any) -> None:
    with pytest.raises(NotonelessError) as refusal:
        act()
    assert refusal.value.told.code == f"alerts.{code}"


def test_anybody_tells_by_a_link_and_asks_by_the_code(county: County) -> None:
    link = linked(county, "town_a")
    found = open_link(program(county), token_of(link))
    assert found is not None
    assert (found.id, found.unit) == (link, "清溪镇")
    assert {"柳树村", "石桥村", "清溪镇中心小学"} == set(found.places)
    alert = send(program(county), link=link, wants_answer=True, sender="ab" * 16, **TOLD)
    row = alert_row(alert)
    assert (row.unit_id, row.source, row.state) == (county.units["town_a"], "link", "received")
    assert row.due_on == DAY + timedelta(days=7)
    code = code_of(alert)
    assert answer_for(program(county), code) == AlertAnswer("received", "", DAY, None)
    take_up(county.ctx(TOWN), alert=alert)
    assert answer_for(program(county), code.lower()) == AlertAnswer("looking", "", DAY, None)
    refuse(county.ctx(TOWN), alert=alert, refusal="too_little", note="没有人认识")
    assert answer_for(program(county), code) == AlertAnswer("refused", "too_little", DAY, DAY)


def test_what_was_said_is_sealed_in_the_table(county: County) -> None:
    alert = sent_by_link(county)
    row = alert_row(alert)
    stored = b"".join(bytes(each) for each in (row.said.closed, row.name.closed, row.sound.closed, row.receipt))
    for text in (TOLD["name"], TOLD["seen"], TOLD["reply_to"], code_of(alert)):
        assert text.encode() not in stored
    assert json.loads(opened(row, "said") or "") == {
        "name": TOLD["name"],
        "told": TOLD["seen"],
        "contact": TOLD["reply_to"],
    }
    assert "慕容甲乙" not in str(list_alerts(county.ctx(OFFICER)))


def test_the_same_request_is_one_alert_and_other_content_a_conflict(county: County) -> None:
    link, request = linked(county), uuid4()
    given = {"link": link, "wants_answer": None, "sender": None, **TOLD}
    first = send(program(county, request=request), **given)
    assert send(program(county, request=request), **given) == first
    with pytest.raises(Conflict):
        send(program(county, request=request), **given | {"seen": "别的"})
    assert len(all_of(Alert)) == 1


def test_a_link_that_ended_and_one_that_never_was_are_alike(county: County) -> None:
    link = linked(county)
    token = token_of(link)
    end_link(county.ctx(OFFICER), link=link)
    assert open_link(program(county), token) is None
    assert open_link(program(county), "x" * 43) is None
    told_why("link_ended", lambda: sent_by_link(county, link))
    told_why("link_ended", lambda: end_link(county.ctx(OFFICER), link=link))


def test_from_one_address_come_so_many_a_day_and_the_next_day_again(county: County) -> None:
    link = linked(county)
    for _ in range(A_DAY_FROM_ADDRESS):
        sent_by_link(county, link)
    told_why("too_many_from_here", lambda: sent_by_link(county, link))
    told_why("too_many_from_here", lambda: sent_by_link(county, linked(county, "town_a")))
    sent_by_link(county, link, sender="cd" * 16)
    county.time.pass_by(days=1)
    sent_by_link(county, link)
    assert len(all_of(Alert)) == A_DAY_FROM_ADDRESS + 2


def test_a_link_takes_so_many_a_day_from_wherever(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    assert A_DAY_BY_LINK > A_DAY_FROM_ADDRESS
    monkeypatch.setattr("notoneless.casework.alerts.selectors.asking.A_DAY_BY_LINK", 3)
    link = linked(county)
    for number in range(3):
        sent_by_link(county, link, sender=f"{number:032x}")
    told_why("too_many_today", lambda: sent_by_link(county, link, sender="f" * 32))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"age": 0}, "no_age"),
        ({"age": 200}, "no_age"),
        ({"seen_on": DAY + timedelta(days=1)}, "no_such_day"),
        ({"seen_on": date(1990, 1, 1)}, "no_such_day"),
        ({"sender": "xyz"}, "no_digest"),
        ({"sender": "ab"}, "no_digest"),
    ],
)
def test_what_cannot_be_is_refused(county: County, given: dict[str, Any], code: str) -> None:
    told_why(code, lambda: sent_by_link(county, **given))
    assert not all_of(Alert)


def test_an_alert_may_say_nothing_but_what_was_seen(county: County) -> None:
    bare = dict.fromkeys(("name", "age", "where_seen", "seen_on", "reply_to", "wants_answer", "sender"))
    row = alert_row(sent_by_link(county, **bare))
    assert (row.name_index, row.sound_index, row.age, row.place, row.has_contact) == (None, None, None, "", False)


def test_accepting_opens_the_case_of_the_child_with_what_was_found(county: County) -> None:
    alert = sent_by_link(county)
    case = accept(county.ctx(OFFICER), alert=alert, child=county.children["both"], note="在饭馆见到本人")
    assert state_of(case) == "suspected"
    assert [event.note for event in all_of(CaseEvent)] == ["在饭馆见到本人"]
    row = alert_row(alert)
    assert (row.state, row.child_id, row.case_id, row.decided_on) == ("accepted", county.children["both"], case, DAY)
    assert len(dossier_lines(county.ctx(OFFICER), county.children["both"])) == 1
    told_why(
        "decided_already", lambda: accept(county.ctx(OFFICER), alert=alert, child=county.children["far"], note="x")
    )


def test_accepting_joins_the_open_case_and_reopens_a_closed_one(county: County) -> None:
    case = suspected(county)
    events = len(all_of(CaseEvent))
    assert accept(county.ctx(OFFICER), alert=alerted(county), child=county.children["both"], note="见到本人") == case
    assert len(all_of(CaseEvent)) == events
    other = cleared(county, "far")
    assert accept(county.ctx(OFFICER), alert=alerted(county), child=county.children["far"], note="见到本人") == other
    assert state_of(other) == "suspected"


def test_a_child_out_of_reach_cannot_be_named(county: County) -> None:
    alert = alerted(county, "town_a", TOWN)
    with pytest.raises(NotFound):
        accept(county.ctx(TOWN), alert=alert, child=county.children["far"], note="x")
    assert alert_row(alert).state == "received"


def test_a_sought_child_keeps_the_alert_open_until_it_is_known(county: County) -> None:
    alert = alerted(county)
    seek(county.ctx(OFFICER), alert=alert, note="问遍三个村")
    assert (alert_row(alert).state, alert_row(alert).due_on) == ("sought", DAY + timedelta(days=30))
    told_why("sought_already", lambda: seek(county.ctx(OFFICER), alert=alert, note="x"))
    assert [each.id for each in list_alerts(county.ctx(OFFICER))] == [alert]
    assert answer_for(program(county), code_of(alert)) == AlertAnswer("sought", "", DAY, None)
    given = {"sex": None, "born_on": None, "id_number": None, "student_number": None, "household": None}
    child = register_child(county.ctx(OFFICER), unit=county.units["village_a"], name="新来的", from_on=DAY, **given)
    accept(county.ctx(OFFICER), alert=alert, child=child, note="找到了")
    assert list_alerts(county.ctx(OFFICER)) == ()


def test_a_forwarded_alert_is_the_townships_and_overdue_comes_up(county: County) -> None:
    alert = alerted(county)
    assert count_alerts(county.ctx(TOWN)).mine == 0
    forward(county.ctx(OFFICER), alert=alert, unit=county.units["town_a"], note=None)
    assert count_alerts(county.ctx(TOWN)).mine == 1
    assert (count_alerts(county.ctx(OFFICER)).mine, count_alerts(county.ctx(OFFICER)).beneath_overdue) == (0, 0)
    county.time.pass_by(days=8)
    assert (count_alerts(county.ctx(TOWN)).overdue, count_alerts(county.ctx(OFFICER)).beneath_overdue) == (1, 1)
    assert [each.is_overdue for each in list_alerts(county.ctx(OFFICER), BENEATH)] == [True]
    told_why("there_already", lambda: forward(county.ctx(TOWN), alert=alert, unit=county.units["town_a"], note=None))
    told_why(
        "nobody_decides", lambda: forward(county.ctx(TOWN), alert=alert, unit=county.units["village_a"], note=None)
    )


def test_a_township_forwards_only_where_it_reaches(county: County) -> None:
    alert = alerted(county, "town_a", TOWN)
    for unit in ("town_z", "county"):
        with pytest.raises(NotFound):
            forward(county.ctx(TOWN), alert=alert, unit=county.units[unit], note=None)
    forward(county.ctx(TOWN), alert=alert, unit=county.units["school_a"], note=None)
    assert [each.id for each in list_alerts(county.ctx("李校长"))] == [alert]


def test_alerts_about_one_child_stand_together_also_when_its_name_only_sounds_so(county: County) -> None:
    first, other, again = alerted(county), alerted(county, name="欧阳丙丁"), alerted(county, name="慕荣佳艺")
    assert [each.id for each in list_alerts(county.ctx(OFFICER))] == [first, again, other]
    assert [each.alike for each in list_alerts(county.ctx(OFFICER))] == [1, 1, 0]
    assert [each.id for each in open_alert(county.ctx(OFFICER), first).alike] == [again]
    refuse(county.ctx(OFFICER), alert=again, refusal="checked", note="重复")
    assert open_alert(county.ctx(OFFICER), first).alike == ()


def test_candidates_are_proposed_with_why_and_only_in_reach(county: County) -> None:
    told = Told("慕荣佳艺", None, "柳树村")
    found = candidates_for(county.ctx(OFFICER), told, DAY)
    assert [each.line.id for each in found] == [county.children["both"]]
    assert found[0].likeness.reasons == ("same_sound", "place")
    assert candidates_for(county.ctx("李校长"), Told("夏侯子丑", None, ""), DAY) == ()
    assert candidates_for(county.ctx(OFFICER), Told("", None, ""), DAY) == ()
    case = suspected(county)
    assert state_of(case) == candidates_for(county.ctx(OFFICER), told, DAY)[0].case_state


def test_the_sender_who_wants_it_is_answered_and_then_nothing_is_left(county: County) -> None:
    alert = sent_by_link(county)
    told_why("not_decided", lambda: answer(county.ctx(OFFICER), alert=alert, note=None))
    refuse(county.ctx(OFFICER), alert=alert, refusal="checked", note="在上课")
    assert count_alerts(county.ctx(OFFICER)).to_answer == 1
    assert [each.to_answer for each in list_alerts(county.ctx(OFFICER), DECIDED)] == [True]
    answer(county.ctx(OFFICER), alert=alert, note="打了电话")
    assert count_alerts(county.ctx(OFFICER)).to_answer == 0
    told_why("answered_already", lambda: answer(county.ctx(OFFICER), alert=alert, note=None))
    silent = alerted(county, reply_to=None)
    refuse(county.ctx(OFFICER), alert=silent, refusal="checked", note="x")
    told_why("no_contact", lambda: answer(county.ctx(OFFICER), alert=silent, note=None))
    moves = [each.move for each in open_alert(county.ctx(OFFICER), alert).moves]
    assert moves == ["refuse", "answer"]
    assert len(all_of(AlertStep)) == 3


@pytest.mark.parametrize("who", ["赵老师", "王老师", "周支书", "吴组长", "系统管理员", "审计管理员"])
def test_who_does_not_decide_sees_and_does_nothing(county: County, who: str) -> None:
    alert, link = alerted(county), linked(county)
    ctx = county.ctx(who)
    assert (list_alerts(ctx), list_links(ctx), count_alerts(ctx).mine) == ((), (), 0)
    attempts: list[Any] = [
        lambda: take_up(ctx, alert=alert),
        lambda: accept(ctx, alert=alert, child=county.children["far_school"], note="x"),
        lambda: refuse(ctx, alert=alert, refusal="checked", note="x"),
        lambda: forward(ctx, alert=alert, unit=county.units["school_z"], note=None),
        lambda: end_link(ctx, link=link),
        lambda: send(ctx, link=link, wants_answer=None, sender=None, **TOLD),
        lambda: enter(ctx, unit=county.units["county"], source="police", **TOLD),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert alert_row(alert).state == "received"


def test_another_township_sees_nothing(county: County) -> None:
    alert: UUID = alerted(county, "town_z")
    assert list_alerts(county.ctx(TOWN)) == list_alerts(county.ctx(TOWN), BENEATH) == ()
    with pytest.raises(NotFound):
        open_alert(county.ctx(TOWN), alert)
    with pytest.raises(NotFound):
        refuse(county.ctx(TOWN), alert=alert, refusal="checked", note="x")


def test_alerts_go_where_somebody_decides_and_from_offices_that_are_there(county: County) -> None:
    told_why("nobody_decides", lambda: alerted(county, "village_a"))
    told_why("no_source", lambda: alerted(county, source="link"))
    told_why("nobody_decides", lambda: linked(county, "village_a"))
    assert [line.id for line in list_alerts(county.ctx(OFFICER), MINE)] == []
    assert [line.alerts for line in list_links(county.ctx(OFFICER))] == []
    assert alert_row(refused_alert(county)).state == "refused"
