"""A class of whose pupils nobody is to come is asked for no report, neither today nor of the days since; before that it is."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from notoneless.foundation.people.services import place_child
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.services import resume, suspend
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import the
from support.forms import text_of
from support.rolls import on_roll
from support.special import placed

TODAY = "/today/"
LATE = "补报到校情况"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def page(county: County, who: str, path: str = TODAY) -> str:
    """What somebody is shown, who signs in also when time has passed."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    shown: Any = sign_in(county, who).get(path)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(shown)))


NOW = "三年级（1）班上午还没有报到校"


def alone(county: County) -> None:
    """The class has one pupil, who is on the roll."""
    on_roll(county)
    place_child(county.ctx("陈局长"), child=county.children["class_only"], unit=county.units["class_b"], from_on=DAY)


@pytest.mark.parametrize("how", ["at_home", "suspended"])
def test_nobody_is_asked_for_a_class_to_which_nobody_is_to_come(county: County, how: str) -> None:
    alone(county)
    assert NOW in page(county, "王老师")
    assert "三年级（1）班" in page(county, "李校长", "/attendance/")
    county.time.pass_by(days=7)
    day = county.time.at.date()
    if how == "at_home":
        placed(county)
    else:
        given = {"until_on": day + timedelta(days=90), "reason": "19"}
        suspend(county.ctx("陈局长"), entry=the(RollEntry).pk, on=day, **given)
    assert NOW not in page(county, "王老师")
    assert "三年级（1）班" not in page(county, "李校长", "/attendance/")
    before = page(county, "王老师")
    assert LATE in before, "of the days on which somebody was to come it is still asked"
    county.time.pass_by(days=14)
    assert counted(before) == counted(page(county, "王老师")), "of the days since nothing is"
    if how == "suspended":
        today = county.time.at.date()
        resume(county.ctx("李校长"), entry=the(RollEntry).pk, on=today, unit=county.units["class_a"], grade=3)
        assert NOW in page(county, "王老师"), "whoever comes back is awaited again"


def counted(shown: str) -> list[str]:
    """What is asked of past days of the class."""
    return re.findall(r"三年级（1）班补报到校情况：\d+ 次没有报，最早的是 [0-9-]+", shown)


def test_a_class_with_one_more_pupil_is_asked_for(county: County) -> None:
    on_roll(county)
    on_roll(county, "class_only")
    placed(county)
    assert NOW in page(county, "王老师")
