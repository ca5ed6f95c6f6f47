"""Lessons, publicity and its reach, prevention months and labour on the web."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.campaigns.models import ActivityReach, CampaignActivity
from notoneless.casework.campaigns.services import reach_class
from notoneless.foundation.access.models import Unit
from notoneless.interfaces.frame.asking import new_form
from notoneless.oversight.duties.measures import EVIDENCE
from notoneless.oversight.duties.selectors.targets import targets_of
from notoneless.policy.parameters import load_plan
from support.browsing import Visitor, sign_in
from support.campaigns import PICTURE, called, counted, held_activity, planned, signed_off
from support.county import DAY, County, appoint
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.procedures import begun

LIST = "/activities/"
MONTH = f"{LIST}month/?month=2026-09"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def plan_by_page(visitor: Visitor, county: County, what: str, unit: str = "school_a", **changes: Any) -> str:
    """An activity, planned on the page; its address."""
    kinds = {"minors": "lesson", "education": "lesson", "compulsory_education": "lesson", "aid": "action"}
    kinds |= {"conditions": "action", "quality": "action"}
    given = {
        "activity_kind": kinds.get(what, "publicity"),
        "what": what,
        "led_by": "youth_league",
        "topic": f"活动{what}",
    }
    given |= {"unit": str(county.units[unit]), "planned_on": DAY.isoformat(), **changes}
    answer = send(visitor, f"{LIST}plan/", **given)
    assert answer.status_code == 302, plain(answer)
    return str(answer["Location"])


def hold_by_page(visitor: Visitor, activity: str) -> None:
    """Evidence is put in, and the activity entered as held."""
    file = SimpleUploadedFile("a.pdf", PICTURE.replace(b"attendance", activity.encode()))
    assert send(visitor, f"{activity}proof/", caption="照片", proof=file).status_code == 302
    answer = send(visitor, f"{activity}hold/", held_on=DAY.isoformat(), done="宣讲")
    assert answer.status_code == 302, plain(answer)


@pytest.mark.clause("3.01")
def test_lessons_on_the_three_laws_are_planned_and_held_class_by_class(county: County) -> None:
    wang = sign_in(county, "王老师")
    for law in ("compulsory_education", "minors"):
        hold_by_page(wang, plan_by_page(wang, county, law, unit="class_a"))
    assert counted(county, "campaign.law_lessons", "class_a") == 2
    li = sign_in(county, "李校长")
    assert "三法教育课没有上完的班 三年级（1）班、三年级（2）班" in plain(li.get(MONTH))
    hold_by_page(wang, plan_by_page(wang, county, "education", unit="class_a"))
    hold_by_page(wang, plan_by_page(wang, county, "education", unit="class_a", topic="再上一次教育法"))
    assert counted(county, "campaign.law_lessons", "class_a") == 3, "three laws, a lesson on each"
    assert "三法教育课没有上完的班 三年级（2）班" in plain(li.get(MONTH))
    refused = send(li, f"{LIST}plan/", **_given(county, "minors", "lesson"))
    assert (refused.status_code, "三法教育课按班安排" in plain(refused)) == (422, True)


def _given(county: County, what: str, kind: str = "publicity", unit: str = "school_a") -> dict[str, str]:
    given = {
        "activity_kind": kind,
        "what": what,
        "led_by": "school",
        "topic": "一次活动",
        "planned_on": DAY.isoformat(),
    }
    return {"unit": str(county.units[unit]), **given}


@pytest.mark.clause("3.02")
def test_publicity_led_by_the_youth_league_over_all_channels_each_with_evidence(county: County) -> None:
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    zheng = sign_in(county, "郑主任")
    assert "校团委牵头 没有" in plain(zheng.get(MONTH))
    broadcast = plan_by_page(zheng, county, "broadcast")
    bare = send(zheng, f"{broadcast}hold/", held_on=DAY.isoformat(), done="广播三次")
    assert (bare.status_code, "还没有凭据" in plain(bare)) == (422, True)
    assert "广播三次" in text_of(bare), "what was typed is not lost"
    hold_by_page(zheng, broadcast)
    for channel in ("board", "slogan"):
        hold_by_page(zheng, plan_by_page(zheng, county, channel))
    hold_by_page(zheng, plan_by_page(zheng, county, "board", topic="又一期板报"))
    wang = sign_in(county, "王老师")
    hold_by_page(wang, plan_by_page(wang, county, "class_meeting", unit="class_a"))
    assert counted(county, "campaign.channels") == 4, "a channel counts once a month, of a class for its school"
    shown = plain(zheng.get(MONTH))
    assert "宣传渠道 4：广播、宣传栏、板报、橱窗、标语、班会" in shown
    assert "校团委牵头 有" in shown


@pytest.mark.clause("4.01")
def test_boards_slogans_and_broadcast_are_recorded_and_what_lost_its_evidence_counts_no_more(county: County) -> None:
    li = sign_in(county, "李校长")
    for channel in ("board", "slogan", "broadcast"):
        hold_by_page(li, plan_by_page(li, county, channel, led_by="school"))
    assert counted(county, "campaign.channels") == 3
    activity = str(the(CampaignActivity, what="slogan").pk)
    strike = re.search(r"/meetings/evidence/[^/]+/strike/", text_of(li.get(f"{LIST}{activity}/")))
    assert strike
    assert send(li, strike[0], reason="照片不是标语").status_code == 302
    assert counted(county, "campaign.channels") == 2
    off = str(the(CampaignActivity, what="board").pk)
    assert send(li, f"{LIST}{off}/call-off/", reason="登记错了").status_code == 302
    assert counted(county, "campaign.channels") == 1


@pytest.mark.clause("3.03")
def test_reach_is_measured_by_village_household_class_and_person_and_names_nobody(county: County) -> None:
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    meeting = plan_by_page(wang, county, "class_meeting", unit="class_a")
    hold_by_page(wang, meeting)
    missed = str(county.children["class_only"])
    assert send(wang, f"{meeting}reach/", **_reached(county, "pupils"), missed=missed).status_code == 302
    assert counted(county, "campaign.reached_people") == 33
    assert counted(county, "campaign.reached_classes") == 50
    shown = plain(li.get(MONTH))
    assert "到村 0 / 1（0%）" in shown
    assert "没有到的村 柳树村" in shown
    assert "到户 0 / 3（0%）" in shown
    assert "到班 1 / 2（50%）" in shown
    assert "到学生 1 / 3（33%）" in shown
    for name in ("慕容甲乙", "欧阳丙丁", "诸葛庚辛"):
        assert name not in shown
        assert name not in plain(li.get(meeting)), "a page of reach has numbers alone"
    # entered again it is added to, and nobody is counted twice
    assert send(wang, f"{meeting}reach/", **_reached(county, "pupils")).status_code == 302
    assert len(all_of(ActivityReach)) == 2
    assert counted(county, "campaign.reached_people") == 66
    chief = sign_in(county, "周支书")
    village = plan_by_page(chief, county, "village", unit="village_a", led_by="government")
    hold_by_page(chief, village)
    inside = plan_by_page(li, county, "village")
    hold_by_page(li, inside)
    given = {"village": str(county.units["village_a"])}
    assert send(li, f"{inside}village/", **given).status_code == 302
    twice = send(li, f"{inside}village/", **given)
    assert (twice.status_code, "柳树村已经登记，不重复计数" in plain(twice)) == (422, True)
    assert counted(county, "campaign.reached_villages") == 100


def _reached(county: County, reached: str, unit: str = "class_a") -> dict[str, str]:
    room = str(county.units[unit])
    return {"unit": room, "reached": reached, "ticked_for": room}


@pytest.mark.clause("5.39")
def test_six_channels_and_every_household_and_pupil_reached(county: County) -> None:
    li = sign_in(county, "李校长")
    for channel in ("screen", "broadcast", "board", "class_meeting", "parent_meeting", "taught"):
        held_activity(county, channel)
    assert counted(county, "campaign.channels") == 6
    assert counted(county, "campaign.reached") == 0
    parents = f"{LIST}{the(CampaignActivity, what='parent_meeting').pk}/"
    first = {"unit": str(county.units["class_a"]), "reached": "both"}
    unseen = send(li, f"{parents}reach/", **first)
    assert (unseen.status_code, "勾上没有到的学生" in plain(unseen)) == (422, True)
    assert "慕容甲乙" in plain(unseen), "the class that was chosen is shown to tick"
    for room in ("class_a", "class_b"):
        assert send(li, f"{parents}reach/", **_reached(county, "both", room)).status_code == 302
    assert counted(county, "campaign.reached") == 100
    assert counted(county, "campaign.reached_households") == 100
    # a broadcast reaches a class, and nobody by name
    heard = f"{LIST}{the(CampaignActivity, what='broadcast').pk}/"
    refused = send(li, f"{heard}reach/", **_reached(county, "pupils"))
    assert (refused.status_code, "到人要有名单" in plain(refused)) == (422, True)
    assert send(li, f"{heard}reach/", **_reached(county, "class")).status_code == 302


@pytest.mark.clause("4.02")
def test_aid_conditions_and_quality_with_the_whole_staff_and_parents(county: County) -> None:
    li = sign_in(county, "李校长")
    addresses = {}
    for aspect in ("aid", "conditions", "quality"):
        addresses[aspect] = plan_by_page(li, county, aspect)
        hold_by_page(li, addresses[aspect])
    hold_by_page(li, plan_by_page(li, county, "aid", topic="又一次助学"))
    assert counted(county, "campaign.aspects", last=date(2026, 9, 30)) == 3, "three aspects, not three activities"
    month = date(2026, 9, 30)
    assert counted(county, "campaign.staff_taking_part", last=month) == 0
    assert send(li, f"{addresses['aid']}join/").status_code == 302
    assert counted(county, "campaign.staff_taking_part", last=month) == 50
    wang = sign_in(county, "王老师")
    assert send(wang, f"{addresses['aid']}join/").status_code == 302
    again = wang.post(f"{addresses['aid']}join/", {"request": new_form(county.ctx("王老师"))})
    assert (again.status_code, "王老师已经签到" in plain(again)) == (422, True)
    assert counted(county, "campaign.staff_taking_part", last=month) == 100
    for room in ("class_a", "class_b"):
        assert send(li, f"{addresses['aid']}reach/", **_reached(county, "families", room)).status_code == 302
    assert counted(county, "campaign.parents_taking_part", last=month) == 100
    shown = plain(li.get(MONTH))
    assert "助学、条件、质量 助学、办学条件、教学质量 教职工参加 100% 家长参加 100%" in re.sub(r" 、", "、", shown)


@pytest.mark.clause("1.14")
def test_the_prevention_month_of_a_school_and_its_clues_of_labour(county: County) -> None:
    li = sign_in(county, "李校长")
    hold_by_page(li, plan_by_page(li, county, "board"))
    assert counted(county, "campaign.activities") == 1
    procedure = begun(county, grave="child_labour")  # a return effort met suspected child labour
    with owners_eyes():
        [clue] = [
            each
            for each in EVIDENCE["campaign.labour_clue"].happened(DAY, DAY, None)
            if each.unit == county.units["class_a"]
        ]
    assert clue.about == county.children["both"]
    assert counted(county, "campaign.labour_followed", "class_a") == 0, "what tells of a clue does not follow it up"
    chief = sign_in(county, "周支书")
    sent = {"grave": "child_labour", "told_to": "县人力资源社会保障局", "on": DAY.isoformat()}
    assert send(chief, f"/procedures/{procedure}/refer/", **sent).status_code == 302
    assert counted(county, "campaign.labour_followed", "class_a") == 1


@pytest.mark.clause("2.18")
def test_the_township_has_activities_of_its_own_in_the_prevention_month(county: County) -> None:
    held_activity(county, "board")
    assert counted(county, "campaign.activities", "town_a") == 0, "those of a school are not the township's"
    zhang = sign_in(county, "张镇长")
    hold_by_page(zhang, plan_by_page(zhang, county, "slogan", unit="town_a", led_by="government"))
    assert counted(county, "campaign.activities", "town_a") == 1
    assert counted(county, "campaign.activities") == 1
    shown = plain(zhang.get(MONTH))
    assert "清溪镇中心小学" in shown
    assert "高坪乡中心小学" not in shown


def test_what_is_wrong_is_refused_in_one_sentence(county: County) -> None:
    li = sign_in(county, "李校长")
    planned(county, topic="一次活动")
    for given, words in (
        (_given(county, "board") | {"topic": "《一次》 活动。"}, "已经安排了同样的活动“一次活动”"),
        (_given(county, "minors"), "活动种类和内容对不上"),
        (_given(county, "aid", "publicity"), "活动种类和内容对不上"),
    ):
        answer = send(li, f"{LIST}plan/", **given)
        assert (answer.status_code, words in plain(answer)) == (422, True), words
    coming = planned(county, "slogan", planned_on=date(2026, 9, 20))
    early = send(li, f"{LIST}{coming}/enter/", post="")
    assert early.status_code == 422
    before = send(li, f"{LIST}{coming}/reach/", **_reached(county, "class"))
    assert (before.status_code, "活动还没有登记开展" in plain(before)) == (422, True)
    held = held_activity(county, "class_meeting")
    stranger = send(
        li, f"{LIST}{held}/reach/", **_reached(county, "pupils"), missed=str(county.children["other_class"])
    )
    assert (stranger.status_code, "不是这个班的学生" in plain(stranger)) == (422, True)
    assert all_of(ActivityReach) == []
    zhao = sign_in(county, "赵老师")
    assert zhao.get(f"{LIST}{held}/").status_code == 404
    given = {"request": new_form(county.ctx("赵老师")), **_reached(county, "class", "class_z")}
    foreign = zhao.post(f"{LIST}{held}/reach/", given)
    assert foreign.status_code == 404


def test_attendance_of_a_signed_meeting_is_taking_part_too(county: County) -> None:
    signed_off(county)
    assert counted(county, "campaign.staff_taking_part", last=date(2026, 9, 30)) == 50


def test_the_targets_of_reach_have_what_was_counted(county: County) -> None:
    plan = load_plan("model/plan_3")
    activity = held_activity(county, "class_meeting", "王老师", "class_a")
    given = {"unit": county.units["class_a"], "reached": "pupils", "missed": None}
    reach_class(county.ctx("王老师"), activity=activity, **given)
    school = the(Unit, pk=county.units["school_a"])
    with owners_eyes():
        [lines] = targets_of(county.ctx("李校长"), [(school.pk, plan)], school, DAY)
    told = {line.target.id: (line.value.number if line.value else None, line.reached) for _, line in lines}
    assert told == {
        "reach_villages": (0, False),
        "reach_households": (0, False),
        "reach_classes": (50, False),
        "reach_people": (66, False),
    }


def test_what_a_school_or_township_holds_is_not_called_off_from_beneath_nor_written_from_above(county: County) -> None:
    activity = held_activity(county, "board")
    wang = sign_in(county, "王老师")
    assert "call-off" not in text_of(wang.get(f"{LIST}{activity}/"))
    refused = send(wang, f"{LIST}{activity}/call-off/", reason="不办了")
    assert (refused.status_code, "只能查看" in plain(refused)) == (422, True)
    assert the(CampaignActivity).called_off_on is None
    meeting = f"/meetings/{called(county)}/"
    zhang = sign_in(county, "张镇长")
    assert f"{meeting}write/" not in text_of(zhang.get(meeting))
    above = send(zhang, f"{meeting}write/", minutes="镇里写的纪要")
    assert (above.status_code, "只能查看" in plain(above)) == (422, True)
