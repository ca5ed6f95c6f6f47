"""The board of open cases on the web: where each stands, whose turn it is, how long overdue; the share on the first screen."""

import re
from typing import Any

import pytest

from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import Visitor, sign_in
from support.cases import PAUSED_TO, on_hold, suspected, verified
from support.county import County
from support.forms import text_of
from support.notices import handed_over, run_out
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
    visitors = {who: sign_in(county, who) for who in ("李校长", "张镇长", "陈局长")}
    for who, visitor in visitors.items():
        assert "超期 2 件，占 100.0%" in plain(visitor.get("/today/")), who
        seen = board(visitor)
        assert "在办个案 2 件，超期 2 件，占 100.0%" in seen
        assert "乡镇接办 1 1 100.0%" in seen
        assert "核实疑似辍学 1 1 100.0%" in seen
        assert "超期 8—30 天 1 1 100.0% 超期 1—7 天 1 1 100.0%" in seen
    assert re.search(r"慕容甲乙 乡镇接办 \S+ 超期 2 天 清溪镇", board(visitors["陈局长"]))


def test_each_number_leads_to_the_cases_behind_it(county: County) -> None:
    run_out(county)
    suspected(county, "class_only")
    li = sign_in(county, "李校长")
    links = re.findall(r'href="\?(step=[^"]+|township=[^"]+|owner=[^"]+|band=[^"]+)"', text_of(li.get(BOARD)))
    assert {link.split("=")[0] for link in links} == {"step", "township", "owner", "band"}
    for link in links:
        shown = board(li, f"?{link}")
        assert re.search(r"在办个案 [12] 件", shown), link
    only = board(li, "?step=hand_over")
    assert "在办个案 1 件，超期 1 件，占 100.0%" in only
    assert "慕容甲乙" in only
    assert "核实疑似辍学" not in only
    for odd in ("?step=x&band=x&page=-1", "?township=x&owner=9", "?page=99999999999"):
        assert "在办个案 2 件" in board(li, odd)


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
