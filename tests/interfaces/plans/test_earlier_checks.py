"""A plan that was adopted before the checks grew stricter: it stands, says why it would be refused, and breaks nothing."""

from collections.abc import Callable
from uuid import UUID

import pytest

from notoneless.foundation.plans.models import PlanVersion
from notoneless.foundation.plans.selectors import adopted_on
from notoneless.foundation.plans.services import adopt_plan, bring_plan
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, owners_eyes
from support.forms import text_of
from support.own_plans import BAD, instead
from support.plans import adopted, own_file, reckoned

MONTH = "/compliance/?month=2026-09"


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def adopted_once(county: County) -> UUID:
    """A school's own plan, adopted, with duties reckoned."""
    version = bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county))
    adopt_plan(county.ctx("李校长"), version=version, from_on=DAY, signer="李校长")
    reckoned(county)
    assert all_of(DutyRow, version=version)
    return version


def kept_as(version: UUID, text: str) -> None:
    """The text that was adopted, as checks of that time let it through."""
    with owners_eyes():
        PlanVersion._base_manager.filter(pk=version).update(text=text)


def test_what_is_refused_today_stays_in_force_and_says_why(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    version = adopted_once(county)
    kept_as(version, instead("place: 第一条", "place: 第一条\n    colour: red"))
    reckoned(county)
    assert {row.duty for row in all_of(DutyRow, version=version)} == {"leading_group"}
    officer = sign_in(county, "陈局长")
    told = "按现在的检查有 1 处不能采用，如：不认识的项目“colour”"
    assert "清溪镇中心小学的方案 own/qingxi 是按以前的检查采用的，能读的部分仍然有效" in text_of(officer.get(MONTH))
    assert told in text_of(officer.get(MONTH))
    head = sign_in(county, "李校长")
    page = text_of(head.get(f"/plans/versions/{version}/"))
    assert "按现在的检查，这一版不能再采用" in page
    assert "第 12 行：不认识的项目“colour”" in page
    assert "校级领导小组在册" in page
    assert told not in text_of(head.get(MONTH))


_TEXTS = {name: make for name, (make, _, _) in BAD.items() if isinstance(make(), str)}


@pytest.mark.parametrize("what", _TEXTS)
def test_no_text_that_was_ever_adopted_breaks_reckoning_or_a_page(county: County, what: str) -> None:
    make: Callable[[], str | bytes] = _TEXTS[what]
    adopted(county, "张镇长", "town_a", 2)
    version = adopted_once(county)
    kept_as(version, str(make()))
    found = {each.version: each for each in adopted_on(DAY)}
    assert found[version].faults
    reckoned(county)
    assert all_of(DutyRow, unit=county.units["town_a"])  # those of others are reckoned as before
    head = sign_in(county, "李校长")
    for page in (
        MONTH,
        "/compliance/sheet/?month=2026-09",
        "/compliance/duties/leading_group/?month=2026-09",
        "/today/",
        "/plans/",
        f"/plans/versions/{version}/",
    ):
        assert head.get(page).status_code in (200, 302), page
    # what contradicts law cannot be resolved: the page says so in a sentence
    assert head.get(f"/plans/binding/{county.units['school_a']}/").status_code in (200, 422)
    assert "是按以前的检查采用的" in text_of(sign_in(county, "陈局长").get(MONTH))
