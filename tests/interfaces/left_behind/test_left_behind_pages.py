"""Left-behind children on the web: files and the five ones (4.18), the survey (4.17), departments (4.22)."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.left_behind.models import LeftBehindFile, LeftBehindSurvey, PartnerList
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.county import DAY, County, enter_child
from support.databases import all_of, the
from support.forms import send, text_of
from support.left_behind import FIVE, HEAD, filed, five_written, in_touch, partnered, said_away, touched
from support.plans import adopted, reckoned

LIST = "/left-behind/"
SAID = {"parents_away": "both", "is_other_able": "false", "carer": "grandparents", "traits": "lonely"}
SAID |= {"second_trait": "learning", "family": "old_carers", "second_family": "", "adults": "父亲在临江市务工"}
LATER = date(2027, 1, 10)


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(county: County, duty: str) -> set[str]:
    """How a duty of the school stands."""
    reckoned(county)
    return {row.state for row in all_of(DutyRow, duty=duty, unit=county.units["school_a"])}


def to_january(county: County) -> None:
    """The term is nearly over."""
    county.time.pass_by(days=(LATER - DAY).days)


@pytest.mark.clause("4.18")
def test_each_left_behind_child_has_a_file_a_contact_and_the_five_ones(county: County) -> None:
    adopted(county, plan=4)
    said_away(county)
    to_january(county)
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    child = county.children["both"]
    assert "没有建档 1" in plain(li.get(LIST))
    assert "慕容甲乙" in plain(li.get(f"{LIST}?show=fileless"))
    assert states(county, "left_behind_cared") == {"due"}
    assert send(wang, f"{LIST}children/{child}/new/", **SAID).status_code == 302
    file = the(LeftBehindFile).pk
    page = f"{LIST}{file}/"
    assert page in text_of(wang.get(f"/children/{child}/"))
    twice = send(wang, f"{LIST}children/{child}/new/", **SAID)
    assert (twice.status_code, "已经有留守儿童档案" in plain(twice)) == (422, True)
    assert "没有联系人" in plain(li.get(f"{LIST}?show=untouched"))
    person = {"contact_person": str(county.accounts["王老师"]), "every": "14"}
    assert send(li, f"{page}person/", **person).status_code == 302
    called = {"on": LATER.isoformat(), "manner": "phone", "whom": "guardian", "is_reached": "true", "note": "都好"}
    assert send(wang, f"{page}contact/", **called).status_code == 302
    assert "按时联系" in plain(li.get(page))
    assert states(county, "left_behind_cared") == {"due"}, "the five ones are still to be done"
    early = send(wang, f"{page}item/", care_item="一档", on=LATER.isoformat(), done_words="建档")
    assert (early.status_code, "县里还没有写明五个一" in plain(early)) == (422, True)
    five_written(county)
    for item in FIVE:
        assert states(county, "left_behind_cared") == {"due"}
        done = send(wang, f"{page}item/", care_item=item, on=LATER.isoformat(), done_words="已做")
        assert done.status_code == 302, item
    again = send(wang, f"{page}item/", care_item="一档", on=LATER.isoformat(), done_words="再做")
    assert (again.status_code, "本学期已经登记落实" in plain(again)) == (422, True)
    assert states(county, "left_behind_cared") == {"done"}
    assert "5 / 5" in plain(li.get(LIST))
    zhao = sign_in(county, "赵老师")
    assert "慕容甲乙" not in plain(zhao.get(LIST))
    assert zhao.get(page).status_code == 404
    for who in ("周支书", "吴组长", "何老师"):
        assert sign_in(county, who).get(LIST).status_code == 403, who
    assert sign_in(county, "张镇长").get(f"{page}contact/").status_code == 403


def test_a_contact_that_reached_nobody_keeps_nothing_and_a_closed_file_takes_no_more(county: County) -> None:
    file = filed(county)
    in_touch(county, file)
    county.time.pass_by(days=20)
    touched(county, file, is_reached=False)
    wang, page = sign_in(county, "王老师"), f"{LIST}{file}/"
    assert "逾期没有联系" in plain(wang.get(page))
    touched(county, file)
    assert "按时联系" in plain(wang.get(page))
    changed = {**SAID, "parents_away": "father", "is_other_able": "true", "carer": "parent"}
    assert send(wang, f"{page}revise/", **changed).status_code == 302
    shown = plain(wang.get(page))
    assert "父亲外出 父或母在家照看 在家一方能监护" in shown
    assert "父母都外出 祖辈照看" in shown, "what was said before stays"
    future = send(wang, f"{page}contact/", on="2027-01-01", manner="phone", whom="child", is_reached="true", note="")
    assert (future.status_code, "日期还没有到" in plain(future)) == (422, True)
    assert send(wang, f"{page}close/", closing="back").status_code == 302
    assert "父母已返乡" in plain(wang.get(page))
    assert "慕容甲乙" not in plain(wang.get(LIST))
    late = send(wang, f"{page}contact/", on="2026-09-21", manner="phone", whom="child", is_reached="true", note="")
    assert (late.status_code, "已经结束" in plain(late)) == (422, True)


@pytest.mark.clause("4.17")
def test_a_school_signs_number_share_composition_distribution_traits_and_family_situation(county: County) -> None:
    adopted(county, plan=4)
    said_away(county)
    said_away(county, "class_only")
    filed(county)
    to_january(county)
    li, page = sign_in(county, "李校长"), f"{LIST}surveys/{county.units['school_a']}/"
    early = send(li, f"{page}sign/")
    assert (early.status_code, "还有 1 名学生班主任已记父母外出、没有建档" in plain(early)) == (422, True)
    given = {"parents_away": "father", "is_other_able": True, "carer": "parent", "traits": "steady", "family": "poor"}
    filed(county, "class_only", **given)
    shown = plain(li.get(page))
    assert "三年级（1）班 2 2 100.0" in shown
    assert "三年级（2）班 0 1 0.0" in shown
    assert "合计 2 3 66.7" in shown
    for words in ("民政口径 1", "教育口径 2", "父亲外出 1", "孤僻、情绪低落 1", "经济困难 1", "照看人年老体弱 1"):
        assert words in shown, words
    assert states(county, "left_behind_survey") == {"due"}
    assert send(li, f"{page}sign/").status_code == 302
    assert the(LeftBehindSurvey).counts["groups"]["away"] == {"both": 1, "father": 1}
    assert states(county, "left_behind_survey") == {"done"}
    assert "2 名" in plain(li.get(page))
    town = plain(sign_in(county, "张镇长").get(f"{LIST}surveys/{county.units['town_a']}/"))
    assert "清溪镇中心小学 2 3 66.7" in town
    assert sign_in(county, "王老师").get(f"{page}sign/").status_code == 403
    stranger = sign_in(county, "赵老师")
    assert stranger.get(page).status_code == 404
    everywhere = sign_in(county, "陈局长").get(f"{LIST}surveys/{county.units['county']}/")
    assert "合计 2" in plain(everywhere)


def test_numbers_of_few_children_are_not_published(county: County) -> None:
    filed(county)
    for number in range(7):
        enter_child(county, f"more{number}", f"端木{'一二三四五六七'[number]}", "class_b", None, 40 + number)
        if number < 6:
            filed(county, f"more{number}", who="李校长")
    li = sign_in(county, "李校长")
    page = f"{LIST}surveys/{county.units['school_a']}/"
    inside, outside = plain(li.get(page)), plain(li.get(f"{page}?for=publishing"))
    assert "三年级（1）班 1 2 50.0" in inside
    assert "三年级（1）班 1 2" not in outside
    assert "三年级（1）班 少于 5" in outside
    assert "合计 7" not in outside, "the sum would tell it"
    assert "祖辈照看 7" in outside
    assert "祖辈照看 7" in inside


@pytest.mark.clause("4.22")
def test_departments_take_part_and_their_lists_are_compared_with_the_files(county: County) -> None:
    adopted(county, plan=4)
    to_january(county)
    filed(county)
    filed(county, "other_class", who="李校长")
    li, unit = sign_in(county, "李校长"), county.units["school_a"]
    early = send(li, f"{LIST}partners/{unit}/list/", partner="police", list_title="派出所名单", file=sheet(county))
    assert (early.status_code, "先登记联系人" in plain(early)) == (422, True)
    for partner in ("civil_affairs", "police", "statistics"):
        assert states(county, "survey_partners") == {"due"}
        named = send(li, f"{LIST}partners/{unit}/name/", partner=partner, contact_name="老高")
        assert named.status_code == 302
    twice = send(li, f"{LIST}partners/{unit}/name/", partner="police", contact_name="老高")
    assert (twice.status_code, "已经登记" in plain(twice)) == (422, True)
    assert "没有数据" in plain(li.get(f"{LIST}partners/"))
    for partner in ("civil_affairs", "police", "statistics"):
        assert states(county, "survey_partners") == {"due"}
        given = {"partner": partner, "list_title": "留守儿童名单", "file": sheet(county)}
        assert send(li, f"{LIST}partners/{unit}/list/", **given).status_code == 302
    assert states(county, "survey_partners") == {"done"}
    found = all_of(PartnerList, partner="police")[0].pk
    shown = plain(li.get(f"{LIST}lists/{found}/"))
    assert "两边都有 1 名" in shown
    assert "部门有、学校没有建档 1 欧阳丙丁" in shown
    assert "部门有、不是本单位学生 1 司空无人" in shown
    assert "学校建了档、部门没有 1 诸葛庚辛" in shown
    assert sign_in(county, "赵老师").get(f"{LIST}lists/{found}/").status_code == 404
    assert sign_in(county, "王老师").get(f"{LIST}partners/{unit}/name/").status_code == 403


def sheet(county: County) -> SimpleUploadedFile:
    """A department's list: a pupil with its number, one by guardian alone, and nobody."""
    name, number = county.markers["both"][:2]
    rows = (HEAD, f"{name},{number},", "欧阳丙丁,,家长欧阳丙丁", "司空无人,,")
    return SimpleUploadedFile("list.csv", "\n".join(rows).encode(), content_type="text/csv")


def test_what_the_county_arranges_counts_for_each_of_its_schools(county: County) -> None:
    adopted(county, plan=4)
    to_january(county)
    chen, unit = sign_in(county, "陈局长"), county.units["county"]
    for partner in ("civil_affairs", "police", "statistics"):
        partnered(county, partner, "陈局长", "county")
        given = {"partner": partner, "list_title": "留守儿童名单", "file": sheet(county)}
        assert send(chen, f"{LIST}partners/{unit}/list/", **given).status_code == 302
    assert states(county, "survey_partners") == {"done"}
    li = sign_in(county, "李校长")
    assert li.get(f"{LIST}partners/{unit}/list/").status_code == 404
