"""A lower grade where the county allows it, children back from abroad, transfers that a school accepts: on the web."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.cases.models import Case
from notoneless.foundation.access.models import Unit
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.kernel.codes.rolls import Movement
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.roll_changes.models import ChangeRequest
from support.browsing import sign_in
from support.cases import PDF
from support.county import DAY, County, appoint
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.roll_changes import young
from support.rolls import on_roll

LIST = "/roll-changes/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def photographed(visitor: Any, change: UUID, kind: str) -> Any:
    """A paper added on the phone."""
    file = SimpleUploadedFile("paper.pdf", PDF, content_type="application/pdf")
    return send(visitor, f"{LIST}{change}/papers/", paper_kind=kind, dated_on="2026-09-01", proof=file)


def decided(visitor: Any, change: UUID, what: str = "approve", **typed: str) -> Any:
    """A decision: its form is opened, and sent with what it showed."""
    page = f"{LIST}{change}/{what}/"
    found = re.search(r'name="saw" value="([^"]+)"', text_of(visitor.get(page)))
    return send(visitor, page, **({"saw": found[1]} if found else {}), **typed)


def decided_by_the_county(county: County, key: str, value: str) -> None:
    """A setting of changes of the roll, as the county decides it."""
    ctx = county.ctx
    version = draft_plan(ctx("陈局长"), unit=county.units["county"], key="local/roll_changes")
    set_number(ctx("陈局长"), version=version, key=key, value=value, reason="本县另有规定")
    adopt_plan(ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")


@pytest.mark.clause("8.03")
def test_where_the_county_allows_a_lower_grade_it_goes_the_way_of_every_change(county: County) -> None:
    on_roll(county)
    wang, li, chen = (sign_in(county, who) for who in ("王老师", "李校长", "陈局长"))
    child = county.children["both"]
    signed = {"guardian": county.guardians["both"], "signed_on": "2026-09-01", "reason": "99", "on": "2026-09-01"}
    lower = {"room": county.units["class_b"], "grade": "2", **signed}
    form = f"{LIST}children/{child}/downgrade/"
    assert "一律不办" in plain(send(wang, form, **lower))
    decided_by_the_county(county, "roll_change.forbidden", "off_roll")
    higher = send(wang, form, **lower | {"grade": "4"})
    assert higher.status_code == 422
    assert "3" in plain(higher)
    assert send(wang, form, **lower).status_code == 302
    change = the(ChangeRequest).pk
    for kind in ("application", "proof"):
        assert photographed(wang, change, kind).status_code == 302
    assert decided(li, change).status_code == 302
    assert decided(chen, change).status_code == 302
    entry = the(RollEntry)
    assert (entry.state, entry.place_id) == ("on_roll", county.units["class_b"])
    assert "慕容甲乙 留级、降级" in plain(li.get(f"{LIST}register/"))
    assert "没有手续不全的变动" in plain(li.get(f"{LIST}incomplete/"))


@pytest.mark.clause("8.03")
def test_where_the_county_allows_guest_study_it_needs_its_papers_and_both_levels_and_the_entry_stays(
    county: County,
) -> None:
    entry = on_roll(county)
    wang, li, chen = (sign_in(county, who) for who in ("王老师", "李校长", "陈局长"))
    form = f"{LIST}children/{county.children['both']}/off_roll/"
    given = {"guardian": county.guardians["both"], "signed_on": "2026-09-01", "reason": "99", "on": "2026-09-01"}
    given |= {"until_on": "2027-01-31", "destination": "外县第一小学"}
    assert "一律不办" in plain(send(wang, form, **given))
    decided_by_the_county(county, "roll_change.forbidden", "downgrade")
    endless = send(wang, form, **given | {"until_on": ""})
    assert endless.status_code == 422, "a guest comes back on a day"
    assert send(wang, form, **given).status_code == 302
    change = the(ChangeRequest).pk
    assert "手续不全，不能批准" in plain(decided(li, change))
    for kind in ("application", "acceptance"):
        assert photographed(wang, change, kind).status_code == 302
    assert "现在由校长决定" in plain(decided(chen, change))
    assert decided(li, change).status_code == 302
    assert decided(chen, change).status_code == 302
    assert the(ChangeRequest).state == "carried_out"
    row = the(RollEntry, pk=entry)
    assert (row.state, row.unit_id) == ("on_roll", county.units["school_a"]), "the entry stays where it is"


@pytest.mark.clause("4.03")
def test_a_child_back_from_abroad_is_applied_for_where_it_lives_and_enters_a_class(county: County) -> None:
    child = young(county, date(2017, 6, 1))
    he, li, chen = (sign_in(county, who) for who in ("何老师", "李校长", "陈局长"))
    form = f"{LIST}children/{child}/new/foreign_return/"
    assert form in text_of(he.get(f"/children/{child}/"))
    given = {
        "on": "2026-09-01",
        "entry_school": county.units["school_a"],
        "room": county.units["class_a"],
        "grade": "3",
        "reason": "99",
        "guardian": county.guardians["young"],
        "signed_on": "2026-09-01",
    }
    wrong = send(he, form, **given | {"room": county.units["class_z"]})
    assert wrong.status_code == 422
    assert "不是这所学校的班级" in plain(wrong)
    assert send(he, form, **given).status_code == 302
    change = the(ChangeRequest).pk
    for kind in ("application", "proof"):
        assert photographed(he, change, kind).status_code == 302
    assert decided(li, change).status_code == 302
    assert not all_of(RollEntry)
    assert decided(chen, change).status_code == 302
    entry = the(RollEntry)
    assert (entry.state, entry.place_id, entry.how_entered) == ("on_roll", county.units["class_a"], "13")
    assert "公孙未满 转入" in plain(li.get(f"{LIST}register/"))
    again = send(he, form, **given)
    assert again.status_code == 422
    assert "清溪镇中心小学" in plain(again), "a child has one entry"


@pytest.mark.clause("4.03")
def test_the_receiving_school_accepts_first_then_the_sending_one_and_no_closed_one_receives(county: County) -> None:
    on_roll(county)
    appoint(county, "孙校长", "school_head", "school_z", "13700000001")
    wang, li, sun, chen = (sign_in(county, who) for who in ("王老师", "李校长", "孙校长", "陈局长"))
    child = county.children["both"]
    form = f"{LIST}children/{child}/transfer/"
    assert "转到本县学校的，由接收学校在这里同意，不用接收证明" in plain(wang.get(form))
    given = {"on": "2026-09-01", "guardian": county.guardians["both"], "signed_on": "2026-09-01", "reason": "99"}
    own = send(wang, form, **given, receiving_school=county.units["school_a"])
    assert own.status_code == 422
    assert "就是转出的学校" in plain(own) or "清溪镇中心小学" in plain(own)
    assert send(wang, form, **given, receiving_school=county.units["school_z"]).status_code == 302
    change = the(ChangeRequest).pk
    assert "手续不全，还缺：监护人签字的申请书 待接收学校批准" in plain(wang.get(f"{LIST}{change}/")).replace(
        "申请内容 状态 ", ""
    )
    assert photographed(wang, change, "application").status_code == 302
    for early in (li, chen):
        assert "现在由接收学校决定" in plain(decided(early, change)), (
            "neither the sending school nor the bureau is first"
        )
    assert "1 份学籍变动申请待您批准" in plain(sun.get("/today/"))
    shown = plain(sun.get(f"{LIST}{change}/approve/"))
    assert "监护人签字的申请书" in shown, "what is decided on is shown where it is decided"
    assert decided(sun, change).status_code == 302
    assert "现在由校长决定" in plain(decided(chen, change))
    assert decided(li, change).status_code == 302
    with owners_eyes():
        Unit._base_manager.filter(pk=county.units["school_z"]).update(until_on=DAY)
    shut = decided(chen, change)
    assert shut.status_code == 422
    assert "高坪乡中心小学已经停用" in plain(shut)
    assert the(RollEntry).state == "on_roll"


def test_a_death_goes_the_way_of_every_change_and_then_nobody_asks_for_the_child(county: County) -> None:
    on_roll(county, "class_only")
    entry, child = on_roll(county), county.children["both"]
    wang, li, chen = (sign_in(county, who) for who in ("王老师", "李校长", "陈局长"))
    form = f"{LIST}children/{child}/death/"
    assert form in text_of(wang.get(f"/children/{child}/"))
    later = send(wang, form, on="2027-12-01")
    assert later.status_code == 422
    assert send(wang, form, on="2026-08-20").status_code == 422, "before the entry began"
    assert send(wang, form, on="2026-09-01").status_code == 302
    change = the(ChangeRequest).pk
    assert "手续不全，不能批准" in plain(decided(li, change))
    assert photographed(wang, change, "proof").status_code == 302
    assert decided(li, change).status_code == 302
    assert the(RollEntry, pk=entry).left_on is None, "the school alone ends no entry"
    assert decided(chen, change).status_code == 302
    row = the(RollEntry, pk=entry)
    assert (row.state, row.left_on, row.how_left) == ("deceased", date(2026, 9, 1), Movement.DEATH)
    assert "慕容甲乙 死亡" in plain(li.get(f"{LIST}register/"))
    assert not all_of(Case, child_id=child), "who died is no dropout"
    county.time.pass_by(days=1)
    page = sign_in(county, "王老师").get(f"/attendance/classes/{county.units['class_a']}/", follow=True)
    assert county.markers["class_only"][0] in plain(page)
    assert "慕容甲乙" not in plain(page)
