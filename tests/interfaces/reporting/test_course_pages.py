"""Identification, report, mobilisation and compulsion on one table of the case; an order broken is a verdict (4.10)."""

import re
from datetime import date
from typing import Any

import pytest

from notoneless.casework.cases.models import Case
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.cases import verified
from support.county import County
from support.databases import all_of, the
from support.dropout_reports import sent
from support.forms import text_of
from support.plans import adopted, reckoned
from support.procedures import recorded, served_order


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states() -> dict[date, str]:
    """How the order of steps stands, by the last day of the month."""
    return {row.due_on: row.state for row in all_of(DutyRow, duty="steps_in_order")}


@pytest.mark.clause("4.10")
def test_the_four_stand_in_order_with_day_person_and_paper_or_why_not_yet(county: County) -> None:
    adopted(county, plan=4)
    case = verified(county)
    li, zhao = sign_in(county, "李校长"), sign_in(county, "赵老师")
    path = f"/cases/{case}/course/"
    seen = plain(li.get(path))
    assert "1. 认定辍学或疑似辍学 2026-09-01 陈局长" in seen
    assert "3. 走访动员 — — — 还不能办：先学校报告" in seen
    assert "还不能办：先学校报告、走访动员" in seen
    sent(county, case)
    recorded(county)
    seen = plain(li.get(path))
    assert "2. 学校报告 2026-09-01 李校长" in seen
    assert "3. 走访动员 2026-09-01 王老师" in seen
    assert "4. 责令限期改正 — — — 可以办，还没有办" in seen
    assert "次序不对" not in seen
    assert zhao.get(path).status_code == 404
    assert f'hx-get="{path}"' in text_of(li.get(f"/cases/{case}/"))
    county.time.pass_by(days=30)
    reckoned(county)
    assert states()[date(2026, 9, 30)] == "done"


def test_the_court_is_not_said_to_be_open_while_the_order_runs(county: County) -> None:
    procedure = served_order(county)
    assert procedure
    case = the(Case, child_id=county.children["both"]).pk
    sent(county, case)
    seen = plain(sign_in(county, "李校长").get(f"/cases/{case}/course/"))
    court = seen[seen.index("5. ") :]
    assert "可以办" not in court.replace("还不能办", "")
    assert "要到" in court


@pytest.mark.clause("4.10")
def test_a_family_that_is_turned_to_before_the_school_has_reported_breaks_the_order(county: County) -> None:
    adopted(county, plan=4)
    case = verified(county)
    recorded(county)
    assert "次序不对" in plain(sign_in(county, "李校长").get(f"/cases/{case}/course/"))
    county.time.pass_by(days=31)
    reckoned(county)
    assert states()[date(2026, 9, 30)] == "broken"
