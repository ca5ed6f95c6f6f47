"""Graduates of primary school on the web: handed over by name, confirmed by the junior school, and listed until they are."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.kernel.problems import NotonelessError
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.services import complete_class, correct
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.services import apply, approve, confirm_arrival, hand_over
from support.browsing import Visitor, sign_in
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.early_warning import delivered
from support.forms import send, text_of
from support.roll_changes import NOTHING, graduate, saw
from support.rolls import last_event, on_roll

PAGE = "/roll-changes/graduates/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def enter(county: County, who: str) -> Visitor:
    """Somebody signs in, also when time has passed since the last time."""
    if who not in county.accounts:
        appoint(county, who, "school_head", "school_z", "13700000001")
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def code_of(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(NotonelessError) as told:
        act(*args, **given)
    return told.value.problem.code


def two_graduates(county: County) -> list[Any]:
    """Two children of a class who have completed grade six; their entries."""
    entries = [on_roll(county, key, grade=6) for key in ("both", "class_only")]
    complete_class(county.ctx("陈局长"), unit=county.units["class_a"], on=DAY)
    return entries


@pytest.mark.clause("4.03")
def test_graduates_are_handed_over_by_name_and_listed_with_days_until_the_junior_school_has_them(
    county: County,
) -> None:
    entries = two_graduates(county)
    county.time.pass_by(days=9)
    li, sun = enter(county, "李校长"), enter(county, "孙校长")
    assert "2 名小学毕业生还没有移交到初中" in plain(li.get("/today/"))
    page = plain(li.get(PAGE))
    assert "慕容甲乙 没有移交 清溪镇中心小学 2026-09-01 — 9 天" in page
    assert "慕容甲乙" not in plain(sun.get(PAGE)), "whose pupil it is not yet sees nothing"
    nobody = send(li, PAGE, f"{PAGE}hand-over/", receiving_school=county.units["school_z"])
    assert nobody.status_code == 422
    assert "先在名单里打勾" in plain(nobody)
    own = send(li, PAGE, f"{PAGE}hand-over/", entries=entries, receiving_school=county.units["school_a"])
    assert own.status_code == 422
    given = {"entries": entries, "receiving_school": county.units["school_z"]}
    assert send(li, PAGE, f"{PAGE}hand-over/", **given).status_code == 302
    county.time.pass_by(days=5)
    li, sun = enter(county, "李校长"), enter(county, "孙校长")
    assert "还没有移交到初中" not in plain(li.get("/today/"))
    assert "2 名移交来的毕业生待确认到校" in plain(sun.get("/today/"))
    assert "慕容甲乙 没有确认到校 清溪镇中心小学 2026-09-01 高坪乡中心小学 5 天" in plain(li.get(PAGE))
    first = the(ChangeRequest, child=county.children["both"])
    came = {"changes": [first.pk], "on": "2026-09-12", "room": county.units["class_z"]}
    assert send(sun, PAGE, f"{PAGE}take-in/", **came).status_code == 302
    delivered(county)
    entry = the(RollEntry, child=county.children["both"], left_on=None)
    assert (entry.unit_id, entry.place_id, entry.how_entered) == (
        county.units["school_z"],
        county.units["class_z"],
        "11",
    )
    page = plain(enter(county, "李校长").get(PAGE))
    assert "慕容甲乙" not in page
    assert "欧阳丙丁 没有确认到校" in page, "who has not come is still looked for"


def test_a_school_that_refuses_a_graduate_gives_it_back_to_who_handed_it_over(county: County) -> None:
    entry = graduate(county)
    change = hand_over(county.ctx("李校长"), entry=entry, receiving_school=county.units["school_z"])
    sun = enter(county, "孙校长")
    assert f"/roll-changes/{change}/refuse/" in text_of(sun.get(f"/roll-changes/{change}/"))
    assert send(sun, f"/roll-changes/{change}/refuse/", reason="不在本校学区").status_code == 302
    assert "慕容甲乙 没有移交" in plain(enter(county, "李校长").get(PAGE))
    assert hand_over(county.ctx("李校长"), entry=entry, receiving_school=county.units["school_z"])


def test_what_cannot_be_handed_over_is_told(county: County) -> None:
    entry = graduate(county)
    enter(county, "孙校长")
    given = {"entry": entry, "receiving_school": county.units["school_z"]}
    change = hand_over(county.ctx("李校长"), **given)
    assert code_of(hand_over, county.ctx("李校长"), **given) == "roll_changes.open_already"
    told = {"change_request": change, "saw": saw(change), "note": None}
    assert code_of(approve, county.ctx("孙校长"), **told) == "roll_changes.confirm_instead"
    young = on_roll(county, "other_class", grade=5)
    other = {**given, "entry": young}
    assert code_of(hand_over, county.ctx("李校长"), **other) == "roll_changes.no_graduate"
    wrong = {**NOTHING, "entry": young, "change_kind": "graduate", "on": DAY}
    assert code_of(apply, county.ctx("李校长"), **wrong) == "roll_changes.hand_over_instead"


def test_a_graduate_entered_wrongly_is_confirmed_anew(county: County) -> None:
    change = hand_over(county.ctx("李校长"), entry=graduate(county), receiving_school=county.units["school_z"])
    enter(county, "孙校长")
    given = {"change_request": change, "on": DAY, "room": county.units["class_z"], "grade": 7}
    confirm_arrival(county.ctx("孙校长"), **given)
    delivered(county)
    new = the(RollEntry, unit=county.units["school_z"])
    blank = dict.fromkeys(("on", "until_on", "reason", "destination", "proof"))
    correct(county.ctx("孙校长"), event=last_event(new.pk), **blank, withdrawn=True)
    delivered(county)
    row = the(ChangeRequest)
    assert (row.state, row.arrived_on) == ("waiting", None)
    county.time.pass_by(days=1)
    confirm_arrival(county.ctx("孙校长"), **{**given, "on": DAY + timedelta(1)})
    delivered(county)
    assert [each.state for each in all_of(RollEntry, left_on=None)] == ["on_roll"]
