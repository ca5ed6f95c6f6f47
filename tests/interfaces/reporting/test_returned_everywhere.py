"""Who is back, as recorded, is back in every figure, list and paper, though the case goes on until the return has held."""

import re

import pytest

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.cases.selectors.cases import CaseFilter, kinds_of_cases, list_cases
from notoneless.casework.reintegration.models import Return
from notoneless.casework.reintegration.services import withdraw_return
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.reporting.models import Feedback
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.dropout_reports import sent
from support.feedback import fed_back
from support.forms import text_of
from support.procedure_pages import plain
from support.returned import back
from support.returns import at, facts


@pytest.fixture(autouse=True)
def pages_of_the_day(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages know the day of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture
def returned(county: County) -> County:
    """The county with a reported dropout that is back since its first day, its case open."""
    back(county)
    case = the(Case, child_id=county.children["both"]).pk
    sent(county, case)
    assert the(Case, pk=case).state == State.VERIFIED
    return county


def test_the_months_return_counts_it_as_brought_back(returned: County) -> None:
    at(returned)
    found = facts(returned).total
    assert (found["dropped_out"], found["brought_back"], found.get("not_back", 0)) == (1, 1, 0)


def test_a_return_that_was_recorded_wrongly_counts_no_more(returned: County) -> None:
    withdraw_return(returned.ctx("李校长"), returned=the(Return).pk, reason="认错了人")
    at(returned)
    found = facts(returned).total
    assert (found.get("brought_back", 0), found["not_back"]) == (0, 1)


def test_lists_and_the_count_of_whom_to_bring_back_leave_it_out(returned: County) -> None:
    ctx = returned.ctx("陈局长")
    found = list_cases(ctx, CaseFilter(state="not_back"))
    assert (found.lines, found.total) == ((), 0)
    assert kinds_of_cases(ctx, returned.units["county"]) == {}


def test_register_statistics_and_the_schools_page_say_since_when(returned: County) -> None:
    li = sign_in(returned, "李校长")
    register = text_of(li.get("/leavers/"))
    [line] = [each for each in re.findall(r"<tr>.*?</tr>", register, re.DOTALL) if "慕容甲乙" in each]
    cells = dict(re.findall(r'<td data-label="([^"]+)">([^<]*)</td>', line))
    assert cells["返校日期"] == DAY.isoformat(), cells
    form = plain(text_of(li.get("/statistics/dropout/")))
    assert "慕容甲乙" in form
    assert "下落还没有查清" not in form
    pupils = text_of(li.get(f"/pupils/{returned.units['school_a']}/"))
    row = next(each for each in re.findall(r"<tr>.*?</tr>", pupils, re.DOTALL) if "慕容甲乙" in each)
    assert "辍学未返校" not in plain(row)


def test_townships_are_not_told_of_it_as_a_dropout(returned: County) -> None:
    at(returned)
    fed_back(returned)
    child = str(returned.children["both"])
    assert all(child not in str(row.rows) for row in all_of(Feedback))


def test_who_is_not_back_is_still_told_of(county: County) -> None:
    back(county)
    withdraw_return(county.ctx("李校长"), returned=the(Return).pk, reason="认错了人")
    at(county)
    fed_back(county)
    assert any(str(county.children["both"]) in str(row.rows) for row in all_of(Feedback))
