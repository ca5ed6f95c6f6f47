"""The board of open cases on the web: where each stands, whose turn it is, how long overdue; the share on the first screen."""

import re
from typing import Any

import pytest

from notoneless.casework.cases.services import suspect
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import Visitor, sign_in
from support.cases import PAUSED_TO, on_hold, suspected, verified
from support.county import County
from support.forms import text_of
from support.notices import handed_over
from support.procedures import opened_penalty

BOARD = "/backlog/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def board(visitor: Visitor, query: str = "") -> str:
    answer = visitor.get(BOARD + query)
    assert answer.status_code == 200
    return plain(answer)


def test_who_is_late_is_told_on_the_first_screen_of_every_level(county: County) -> None:
    handed_over(county)  # the township has to take it up
    suspected(county, "class_only")  # the school has to find out
    county.time.pass_by(days=9)
    visitors = {who: sign_in(county, who) for who in ("李校长", "张镇长", "陈局长", "王老师")}
    for who, visitor in visitors.items():
        assert "超期 2 件，占 100.0%" in plain(visitor.get("/today/")), who
        seen = board(visitor)
        assert "在办个案 2 件，超期 2 件，占 100.0%" in seen
        assert "乡镇接办 1 1 100.0%" in seen
        assert "核实疑似辍学 1 1 100.0%" in seen
        assert "超期 8—30 天 1 1 100.0% 超期 1—7 天 1 1 100.0%" in seen
    assert re.search(r"慕容甲乙 乡镇接办 \S+ 超期 2 天 清溪镇", board(visitors["陈局长"]))
    # the village has those who live there: nobody knows where the other one does
    zhou = sign_in(county, "周支书")
    assert "在办个案 1 件，超期 1 件，占 100.0%" in plain(zhou.get("/today/"))
    seen = board(zhou)
    assert re.search(r"慕容甲乙 乡镇接办 \S+ 超期 2 天 清溪镇", seen)
    assert "欧阳丙丁" not in seen


def test_a_village_and_a_class_are_told_of_their_own_cases_only_and_of_none_where_there_is_none(county: County) -> None:
    suspected(county, "other_class", "李校长")  # lives in the village, in another class
    suspected(county, "class_only")  # of the class, of no village
    for who, name, other in (("王老师", "欧阳丙丁", "诸葛庚辛"), ("周支书", "诸葛庚辛", "欧阳丙丁")):
        visitor = sign_in(county, who)
        assert "在办个案 1 件，超期 0 件，占 0.0%" in plain(visitor.get("/today/")), who
        assert name in board(visitor)
        assert other not in board(visitor)
    county.time.pass_by(days=9)
    for who in ("王老师", "周支书"):
        visitor = sign_in(county, who)
        assert "在办个案 1 件，超期 1 件，占 100.0%" in plain(visitor.get("/today/")), who
        assert re.search(r"核实疑似辍学 \S+ 超期 \d+ 天", board(visitor)), who
    assert "在办个案" not in plain(sign_in(county, "赵老师").get("/today/"))


NAMED = {"both": "慕容甲乙", "class_only": "欧阳丙丁", "far_school": "上官壬癸", "far": "夏侯子丑"}
BEHIND = {
    "step": {"take_up": {"both"}, "verify": {"class_only", "far", "far_school"}},
    "township": {"town_a": {"both", "class_only", "far_school"}, "town_z": {"far"}},
    "owner": {"town_a": {"both"}, "school_a": {"class_only"}, "school_z": {"far", "far_school"}},
    "band": {"week": {"both"}, "month": {"class_only", "far"}, "in_time": {"far_school"}},
}
"""Whose cases stand behind each number of the board below: of two townships, three owners, late by 0 to 15 days."""


@pytest.fixture
def spread(county: County) -> County:
    """Cases that differ in each thing the board counts by; the two of 高坪乡中心小学 live in two townships."""
    suspected(county, "class_only")
    suspected(county, "far", "陈局长")
    handed_over(county)
    county.time.pass_by(days=9)
    suspect(county.ctx("陈局长"), child=county.children["far_school"], seen="没有来", on=county.time.at.date())
    return county


def test_each_number_leads_to_just_the_cases_behind_it(spread: County) -> None:
    chen = sign_in(spread, "陈局长")
    text = text_of(chen.get(BOARD))
    assert "在办个案 4 件，超期 3 件，占 75.0%" in plain(chen.get(BOARD))
    rows = re.findall(
        r'<a href="\?(step|township|owner|band)=([^"]+)">[^<]+</a></td><td[^>]*>(\d+)</td><td[^>]*>(?:<[^>]+>)?(\d+)',
        text,
    )
    units = {str(pk): key for key, pk in spread.units.items()}
    counted = {(name, units.get(key, key)): (int(total), int(late)) for name, key, total, late in rows}
    late = {"both", "class_only", "far"}
    assert counted == {
        (name, key): (len(behind), len(behind & late)) for name, of in BEHIND.items() for key, behind in of.items()
    }
    for name, key, _, _ in rows:
        behind = BEHIND[name][units.get(key, key)]
        answer = chen.get(f"{BOARD}?{name}={key}")
        listed = re.findall(r'<tr><td><a href="/[^"?]+">([^<]+)</a></td>', text_of(answer))
        assert sorted(listed) == sorted(NAMED[each] for each in behind), (name, key)
        assert f"在办个案 {len(behind)} 件，超期 {len(behind & late)} 件" in plain(answer), (name, key)
        assert f"共 {len(behind)} 件" in plain(answer)


def test_filters_narrow_each_other_and_odd_ones_count_for_nothing(spread: County) -> None:
    chen = sign_in(spread, "陈局长")
    both = f"?township={spread.units['town_a']}&owner={spread.units['school_z']}"
    assert "在办个案 1 件，超期 0 件，占 0.0%" in board(chen, both)
    assert "上官壬癸" in board(chen, both)
    assert "夏侯子丑" not in board(chen, both)
    assert "没有这样的在办个案" in board(chen, f"{both}&band=month")
    for odd in ("?step=x&band=x&page=-1", "?township=x&owner=9", "?page=99999999999"):
        assert "在办个案 4 件" in board(chen, odd)


def test_a_procedure_is_the_countys_turn_and_leads_to_its_page(county: County) -> None:
    procedure = opened_penalty(county)
    chen = sign_in(county, "陈局长")
    assert "行政处罚 1 0 0.0%" in board(chen)
    assert f'href="/procedures/{procedure}/"' in text_of(chen.get(BOARD))


def test_a_case_on_hold_is_late_once_nobody_has_looked_at_it_again(county: County) -> None:
    on_hold(county)
    county.time.pass_by(days=23)
    late = (county.ctx("李校长").today - PAUSED_TO).days
    seen = board(sign_in(county, "李校长"))
    assert "暂缓，到期复查 1 1 100.0%" in seen
    assert late > 0
    assert f"超期 {late} 天" in seen


def test_nobody_sees_another_schools_cases(county: County) -> None:
    verified(county)
    other = sign_in(county, "赵老师")
    assert other.get(BOARD).status_code in (403, 404) or "慕容甲乙" not in board(other)
    assert "在办个案" not in plain(other.get("/today/"))
