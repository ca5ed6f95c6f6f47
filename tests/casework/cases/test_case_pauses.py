"""A case waits only with a reason and a day on which somebody looks at it again."""

from datetime import date, timedelta
from typing import Any

import pytest

from notoneless.casework.cases.models import Case, CasePause
from notoneless.casework.cases.rules.pausing import WaitsFor, why_not_paused
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.cases.selectors.cases import PAUSED, CaseFilter, count_reviews, list_cases, open_case
from notoneless.casework.cases.services import clear, pause, resume
from notoneless.foundation.access.refusals import NotFound, Refused
from support.cases import PAUSED_TO, cleared, on_hold, suspected
from support.county import DAY, County
from support.databases import all_of, the


@pytest.mark.parametrize(
    ("state", "days", "code"),
    [
        (State.SUSPECTED, 1, None),
        (State.VERIFIED, 30, None),
        (State.PROPOSED, 31, "cases.review_day"),
        (State.VERIFIED, 0, "cases.review_day"),
        (State.CLEARED, 1, "cases.not_open"),
        (State.CLOSED_OUT, 1, "cases.not_open"),
    ],
)
def test_a_case_waits_only_until_a_day_that_is_not_far(state: State, days: int, code: str | None) -> None:
    found = why_not_paused(state, DAY + timedelta(days=days), 30, DAY)
    assert (found.code if found else None) == code


def refused(county: County, code: str, action: Any, **given: Any) -> None:
    with pytest.raises(Refused) as refusal:
        action(county.ctx("李校长"), **given)
    assert refusal.value.told.code == code


def test_what_an_illness_is_stays_sealed_and_the_day_is_asked_for(county: County) -> None:
    case = on_hold(county)
    assert the(CasePause).waits_for == "hidden"
    assert the(Case, pk=case).review_on == PAUSED_TO
    li = county.ctx("李校长")
    assert [line.review_on for line in list_cases(li, CaseFilter(state=PAUSED)).lines] == [PAUSED_TO]
    assert count_reviews(li, pause.code) == (0, None)
    county.time.pass_by(days=20)
    assert count_reviews(county.ctx("张镇长"), pause.code) == (1, PAUSED_TO)
    assert count_reviews(county.ctx("赵老师"), pause.code) == (0, None)


def test_a_case_looked_at_again_may_wait_on_and_is_taken_up_once(county: County) -> None:
    case = on_hold(county, waits_for="left_country")
    county.time.pass_by(days=20)
    later = {"waits_for": "not_found", "review_on": date(2026, 10, 20), "note": "查找中"}
    pause(county.ctx("李校长"), case=case, **later)
    found = open_case(county.ctx("李校长"), case).pauses
    assert [(each.waits_for, each.ended_on) for each in found] == [("not_found", None), ("left_country", PAUSED_TO)]
    resume(county.ctx("李校长"), case=case, note="找到了")
    refused(county, "cases.not_paused", resume, case=case, note="找到了")
    assert the(Case, pk=case).review_on is None


def test_a_case_that_is_closed_waits_for_nothing(county: County) -> None:
    case = on_hold(county)
    clear(county.ctx("陈局长"), case=case, on=DAY, reason="at_school", note=None, proof=None, reference=None)
    assert (the(Case, pk=case).review_on, the(CasePause).ended_on) == (None, DAY)
    given = {"waits_for": WaitsFor.OTHER, "review_on": PAUSED_TO, "note": "等"}
    refused(county, "cases.not_open", pause, case=case, **given)


def test_nobody_else_puts_a_case_on_hold(county: County) -> None:
    case = suspected(county)
    with pytest.raises(Exception, match="权限"):
        pause(county.ctx("王老师"), case=case, waits_for="other", review_on=PAUSED_TO, note="等")
    far = cleared(county, "far")
    with pytest.raises(NotFound):
        pause(county.ctx("李校长"), case=far, waits_for="other", review_on=PAUSED_TO, note="等")
    assert not all_of(CasePause)
