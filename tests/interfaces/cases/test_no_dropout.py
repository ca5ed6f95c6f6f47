"""A suspended, deferred or home-taught child is never a dropout: nobody says so, nobody counts so, nobody asks the family."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.cases.selectors.accounted import as_counted
from notoneless.casework.cases.services import verify
from notoneless.casework.notices.services import issue_notice
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import tell_database
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from support.browsing import Visitor, sign_in
from support.cases import WORKING, suspected, verified
from support.county import DAY, County
from support.databases import the
from support.forms import send, text_of
from support.notices import given
from support.rolls import suspended
from support.special import placed


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def counted_as(county: County) -> State:
    """Where the case of the child stands for whoever counts."""
    day, child = county.ctx("陈局长").today, county.children["both"]
    with transaction.atomic():
        tell_database(county.ctx("陈局长"))
        return as_counted(dict(standings_of_children(day)), day)[child].state


def said_to_have_dropped_out(head: Visitor, county: County, case: UUID) -> tuple[int, str]:
    """What a head is answered who says that the child has dropped out."""
    on = county.ctx("李校长").today.isoformat()
    answer = send(head, f"/cases/{case}/verify/", kind="dropped_out", reason="working", on=on)
    return answer.status_code, text_of(answer)


def test_who_is_on_suspension_has_not_dropped_out_until_it_is_over(county: County) -> None:
    suspended(county, until=DAY + timedelta(days=10))
    case = suspected(county)
    county.time.at += timedelta(days=10)
    head = sign_in(county, "李校长")
    status, page = said_to_have_dropped_out(head, county, case)
    assert status == 422
    assert "2026-09-01起休学或缓学，还没有期满，不是辍学" in page
    assert the(Case).state == "suspected"
    county.time.at += timedelta(days=1)  # over, and the pupil has not come back
    on = county.ctx("李校长").today
    verify(county.ctx("李校长"), case=case, on=on, **WORKING)
    assert (the(Case).state, counted_as(county)) == ("verified", State.VERIFIED)


def test_who_is_taught_at_home_has_not_dropped_out(county: County) -> None:
    placed(county)
    case = suspected(county)
    status, page = said_to_have_dropped_out(sign_in(county, "李校长"), county, case)
    assert status == 422
    assert "2026-09-01起送教上门，不是辍学" in page


def test_a_dropout_whose_studies_are_suspended_later_is_none_for_as_long_as_that_runs(county: County) -> None:
    verified(county)
    assert counted_as(county) is State.VERIFIED
    suspended(county, until=DAY + timedelta(days=10))
    assert counted_as(county) is State.CLOSED_OUT
    county.time.at += timedelta(days=11)
    assert counted_as(county) is State.VERIFIED


def test_of_a_dropout_who_is_taught_at_home_now_nothing_is_asked_any_more(county: County) -> None:
    verified(county)
    board = sign_in(county, "陈局长")
    listed = "/cases/?state=not_back"
    assert "慕容甲乙" in text_of(board.get(listed))
    placed(county)
    assert counted_as(county) is State.CLOSED_OUT
    assert "慕容甲乙" not in text_of(board.get(listed))
    with pytest.raises(Refused, match="送教上门"):
        issue_notice(county.ctx("李校长"), **given(county))
