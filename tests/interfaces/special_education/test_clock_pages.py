"""A placed child's file always says what comes next, and Today asks for it; agreements wherever a home-taught child lives."""

import re
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from notoneless.casework.special_education.models import LearningAgreement
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.enrolment.models import RollEntry
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted
from support.rolls import suspended
from support.special import home_agreement, placed, programme_given

LIST = "/special/"
DUE = "1 名已安置的残疾儿童，计划或协议该定、该调整或该续签"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def enter(county: County, who: str) -> Visitor:
    """Somebody signs in, also when time has passed since the last time."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def typed(given: dict[str, Any]) -> dict[str, str]:
    """What an action is given, as a form sends it."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in given.items()
        if value is not None
    }


def test_a_home_taught_child_without_programme_and_agreement_is_asked_for_from_the_first_day(county: County) -> None:
    file = placed(county)
    li, page = enter(county, "李校长"), f"{LIST}{file}/"
    assert "接下来 2026-09-01 起等个别化教育计划" in plain(li.get(page))
    assert "2026-09-01 起等个别化教育计划" in plain(li.get(LIST))
    assert DUE in plain(li.get("/today/"))
    assert send(li, f"{page}programme/", **typed(programme_given(county))).status_code == 302
    assert "接下来 2026-09-01 起等协议" in plain(li.get(page))
    assert DUE in plain(li.get("/today/"))
    assert send(li, f"{page}homebound/agree/", **typed(home_agreement(county))).status_code == 302
    assert "接下来 计划 2026-12-01 调整" in plain(li.get(page))
    assert DUE not in plain(li.get("/today/"))
    county.time.pass_by(days=91)
    li = enter(county, "李校长")
    assert DUE in plain(li.get("/today/")), "the day of the review has come"
    beyond = programme_given(county, review_on=county.time.at.date().replace(year=2027, month=11))
    refused = send(li, f"{page}programme/", **typed(beyond))
    assert refused.status_code == 422
    last = re.search(r"计划每学期调整：下次调整日期要在今天以后、不晚于 (2027-0[12]-\d\d)", plain(refused))
    assert last
    again = programme_given(county, review_on=date.fromisoformat(last[1]))
    assert send(li, f"{page}programme/", **typed(again)).status_code == 302
    assert f"接下来 计划 {last[1]} 调整" in plain(li.get(page))
    assert DUE not in plain(li.get("/today/"))
    zhao = enter(county, "赵老师")
    assert zhao.get(page).status_code in (403, 404)
    assert "残疾儿童" not in plain(zhao.get("/today/"))


@pytest.mark.parametrize(
    ("situation", "words", "party"),
    [
        ("welfare", "儿童福利机构", "县儿童福利院"),
        ("rehabilitation", "康复机构", "县康复中心"),
        ("illness", "因病休学、住院", "县人民医院"),
    ],
)
@pytest.mark.clause("2.12")
def test_the_school_agrees_with_the_institution_where_a_home_taught_child_lives(
    county: County, situation: str, words: str, party: str
) -> None:
    adopted(county, "张镇长", "town_a", 2)
    entry = suspended(county) if situation == "illness" else None
    file = placed(county)
    li, page = enter(county, "李校长"), f"{LIST}{file}/homebound/"
    given = typed(home_agreement(county, situation=situation, party_name=party))
    refused = send(li, f"{page}agree/", **given | {"signed_on_paper": "false"})
    assert refused.status_code == 422
    assert party in text_of(refused), "what was typed stays"
    assert send(li, f"{page}agree/", **given).status_code == 302
    row = the(LearningAgreement)
    assert (row.situation, row.party_name, row.learns) == (situation, party, "homebound")
    shown = plain(li.get(page))
    assert words in shown
    assert ("每月跟踪" in shown) is (situation != "welfare"), "who is in care is followed each month"
    assert party in plain(li.get(f"{LIST}{file}/"))
    if entry is not None:
        assert the(RollEntry, pk=entry).state == "suspended", "a child on sick leave stays on sick leave"
    assert len(all_of(LearningAgreement)) == 1
