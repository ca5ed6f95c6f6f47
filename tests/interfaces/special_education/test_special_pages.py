"""Files of special education on the web (2.05, 2.06, 2.10, 5.25): opened, assessed, placed by two, written anew."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from notoneless.casework.special_education.models import ConditionVersion, EducationProgramme, Placement, SpecialFile
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.rolls import on_roll
from support.special import (
    application,
    certificate,
    condition,
    expert_view,
    placed,
    programme_given,
    programmed,
    put_forward,
)
from support.watch_list import of_group

LIST = "/special/"


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


def states(county: County, duty: str, unit: str = "school_a") -> dict[date, str]:
    """How a unit's duties of a kind stand, by the day they are due."""
    return {row.due_on: row.state for row in all_of(DutyRow, duty=duty, unit=county.units[unit])}


def stands(county: County, duty: str, unit: str = "school_a") -> set[str]:
    """How they stand by now, reckoned anew."""
    reckoned(county)
    return set(states(county, duty, unit).values())


@pytest.mark.clause("2.05")
def test_a_child_on_the_federations_list_gets_a_file_and_an_entry_or_the_township_breaks_its_duty(
    county: County,
) -> None:
    adopted(county, "张镇长", "town_a", 2)
    of_group(county, "both", "李校长", "disability")
    li = sign_in(county, "李校长")
    page = plain(li.get(LIST))
    assert "名册上有、还没有建档的 慕容甲乙" in page
    child = county.children["both"]
    assert send(li, f"{LIST}children/{child}/open/", **condition(county)).status_code == 302
    assert "名册上有、还没有建档的" not in plain(li.get(LIST))
    assert the(SpecialFile).child_id == child
    county.time.pass_by(days=32)
    assert states_after(county, "disabled_on_roll", "town_a") == "broken", "there is no entry on the roll yet"


def states_after(county: County, duty: str, unit: str) -> str:
    """How the first duty of a kind stands, reckoned anew."""
    reckoned(county)
    found = states(county, duty, unit)
    return found[min(found)]


@pytest.mark.clause("2.05")
def test_with_file_and_entry_of_every_child_the_township_has_done_its_duty(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    on_roll(county)
    placed(county)
    county.time.pass_by(days=32)
    assert states_after(county, "disabled_on_roll", "town_a") == "done"


@pytest.mark.clause("2.05")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"certificate_number": "52990120170128099952"}, "与这名儿童的身份证号不符"),
        ({"impairment": "limb"}, "第 19 位（5）与所选类别不符"),
        ({"impairment_grade": "1"}, "第 20 位（2）与所选等级不符"),
        ({"certificate_number": "123"}, "是 20 位数字"),
        ({"certificate_number": ""}, "没有残疾人证就没有等级"),
    ],
)
def test_a_certificate_that_cannot_be_the_childs_is_told_why_and_nothing_is_lost(
    county: County, changes: dict[str, str], told: str
) -> None:
    answer = send(
        sign_in(county, "李校长"), f"{LIST}children/{county.children['both']}/open/", **condition(county) | changes
    )
    assert answer.status_code == 422
    assert told in plain(answer)
    assert "能走路，说话少" in text_of(answer)
    assert not all_of(SpecialFile)


@pytest.mark.clause("5.25")
def test_guardians_apply_experts_assess_the_head_proposes_and_the_bureau_decides(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    li, chen = sign_in(county, "李校长"), sign_in(county, "陈局长")
    child = county.children["both"]
    assert send(li, f"{LIST}children/{child}/open/", **condition(county)).status_code == 302
    page = f"{LIST}{the(SpecialFile).pk}/"
    assert send(li, f"{page}apply/", **application(county) | {"federation_on": "2026-09-02"}).status_code == 422
    assert "家长慕容甲乙" in text_of(li.get(f"{page}apply/")), "the guardian stands there already"
    assert send(li, f"{page}apply/", **application(county)).status_code == 302
    reckoned(county)
    assert f"{page}propose/" not in text_of(li.get(page)), "what guardians wish decides nothing: experts come first"
    early = send(li, f"{page}propose/", learns="homebound", reason="护理")
    assert early.status_code == 422
    assert "先请专家评估" in plain(early)
    view = {name: str(value).replace("\n", "\r\n") for name, value in expert_view(county).items()}
    assert send(li, f"{page}assess/", **view).status_code == 302, "browsers end lines with two characters"
    assert send(li, f"{page}propose/", learns="homebound", reason="需要全日护理").status_code == 302
    own = send(li, f"{page}propose/", f"{LIST}placements/{the(Placement).pk}/decide/", agreed="true")
    assert own.status_code == 403, "a head does not decide"
    assert "1 个教育安置待决定" in plain(chen.get("/today/"))
    assert "安置待决定：送教上门" in plain(chen.get(page))
    assert send(chen, page, f"{LIST}placements/{the(Placement).pk}/decide/", agreed="true", note="").status_code == 302
    assert "已安置" in plain(li.get(page))
    reckoned(county)
    assert set(states(county, "application_decided", "county").values()) == {"done"}


@pytest.mark.clause("5.25")
def test_who_has_put_a_placement_forward_does_not_decide_on_it(county: County) -> None:
    file = the(Placement, pk=put_forward(county)).file_id
    chen = sign_in(county, "陈局长")
    first = the(Placement).pk
    assert (
        send(chen, f"{LIST}{file}/", f"{LIST}placements/{first}/decide/", agreed="false", note="再议").status_code
        == 302
    )
    assert send(chen, f"{LIST}{file}/propose/", learns="special_school", reason="县特校有住宿").status_code == 302
    mine = the(Placement, decided="proposed").pk
    assert "安置待决定" not in plain(chen.get(f"{LIST}{file}/")).split("基本情况")[0]
    own = {"agreed": "true", "note": "", "saw": "0"}
    assert send(chen, f"{LIST}{file}/propose/", f"{LIST}placements/{mine}/decide/", **own).status_code == 302
    assert the(Placement, pk=mine).decided == "proposed"
    assert "这个安置是您提出的" in plain(chen.get(f"{LIST}{file}/"))


@pytest.mark.clause("2.06")
def test_children_without_a_placement_stand_first_and_the_school_owes_each_one(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = the(Placement, pk=put_forward(county)).file_id
    li, zhang = sign_in(county, "李校长"), sign_in(county, "张镇长")
    assert "慕容甲乙" in plain(li.get(f"{LIST}?state=proposed"))
    assert (
        send(
            zhang, f"{LIST}{file}/", f"{LIST}placements/{the(Placement).pk}/decide/", agreed="true", note=""
        ).status_code
        == 302
    )
    assert "慕容甲乙" not in plain(li.get(f"{LIST}?state=proposed"))
    assert "送教上门" in plain(li.get(LIST))
    county.time.pass_by(days=170)
    assert stands(county, "disabled_placed") == {"done"}


@pytest.mark.clause("2.06")
def test_a_school_that_leaves_a_child_without_a_placement_breaks_its_duty(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    put_forward(county)
    county.time.pass_by(days=170)
    assert stands(county, "disabled_placed") == {"broken"}


@pytest.mark.clause("2.10")
def test_when_the_condition_changes_the_programme_is_written_anew_and_the_one_before_kept(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = programmed(county)
    county.time.pass_by(days=1)
    li = sign_in(county, "李校长")
    changed = condition(
        county, condition="能自己穿衣了", impairment_grade="3", certificate_number=certificate(county, last="53")
    )
    assert send(li, f"{LIST}{file}/revise/", **changed).status_code == 302
    page = plain(li.get(f"{LIST}{file}/"))
    assert "2026-09-02 状况有变化，计划还没有调整" in page
    assert "1 名残疾儿童状况有变" in plain(li.get("/today/"))
    assert stands(county, "plan_revised") == {"due"}
    form = text_of(li.get(f"{LIST}{file}/programme/"))
    assert "会自己穿衣" in form, "a further version begins with the one before"
    given = programme_given(county, goals="会自己洗漱") | {"review_on": "2026-12-20"}
    assert send(li, f"{LIST}{file}/programme/", **given).status_code == 302
    assert sorted(row.number for row in all_of(EducationProgramme)) == [1, 2]
    assert sorted(row.number for row in all_of(ConditionVersion)) == [1, 2]
    assert "计划还没有调整" not in plain(li.get(f"{LIST}{file}/"))
    assert stands(county, "plan_revised") == {"done"}


def test_the_card_stands_on_the_childs_page_and_offers_a_file_to_whoever_opens_one(county: County) -> None:
    child = county.children["both"]
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    assert f"{LIST}children/{child}/open/" in text_of(li.get(f"/children/{child}/"))
    assert f"{LIST}children/{child}/open/" not in text_of(wang.get(f"/children/{child}/"))
    file = placed(county)
    assert f"{LIST}{file}/" in text_of(wang.get(f"{LIST}children/{child}/"))
    again = send(li, f"{LIST}{file}/revise/", f"{LIST}children/{child}/open/", **condition(county))
    assert again.status_code == 422
    assert "已经有档案" in plain(again)
