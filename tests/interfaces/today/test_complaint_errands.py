"""A complaint is told to whoever has to do something about it, as a number alone, and never to whom it is about."""

import pytest
from allauth.mfa.models import Authenticator

from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.oversight.supervision.services import decide_complaint, decide_inquiry
from support.browsing import sign_in
from support.county import CAST, County
from support.forms import text_of
from support.supervision import TOLD, cleared_up, complained, found_guilty, looked_into

WORDS = ("投诉待交办", "投诉请您调查", "投诉待处理", "追责还没有结论")


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page lives in the time of the county."""
    for module in (sessions, asking):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def told(county: County, *others: str) -> dict[str, set[str]]:
    """What each of the cast, and others, is told of complaints; of those who are told anything."""
    found = {}
    for who in (*CAST, *others):
        Authenticator.objects.filter(user_id=county.accounts[who]).delete()
        page = text_of(sign_in(county, who).get("/today/"))
        assert not any(str(said) in page for name, said in TOLD.items() if name != "complaint_kind"), who
        found[who] = {each for each in WORDS if each in page}
    return {who: words for who, words in found.items() if words}


def test_a_complaint_is_told_step_by_step_to_who_is_to_act(county: County) -> None:
    complaint = complained(county)
    assert told(county) == {"李校长": {"投诉待交办"}}
    looked_into(county, complaint)
    assert told(county, "孙主任") == {"孙主任": {"投诉请您调查"}}


def test_what_was_found_waits_for_another_and_is_over_once_it_is_decided(county: County) -> None:
    complaint = cleared_up(county)
    assert told(county, "孙主任") == {"李校长": {"投诉待处理"}}
    decide_complaint(county.ctx("李校长"), complaint=complaint, verdict="proved", what_follows="批评教育")
    assert told(county, "孙主任") == {}


def test_one_of_the_head_is_told_to_the_bureau_alone(county: County) -> None:
    complained(county, "陈局长", is_of_head=True)
    assert told(county) == {"陈局长": {"投诉待交办"}}


def test_an_inquiry_is_told_until_everybody_has_an_outcome(county: County) -> None:
    person = found_guilty(county)
    assert told(county) == {"陈局长": {"追责还没有结论"}, "李校长": {"追责还没有结论"}}
    decide_inquiry(county.ctx("陈局长"), inquiry_person=person, inquiry_outcome="talk", what_follows="谈话")
    assert told(county) == {}
