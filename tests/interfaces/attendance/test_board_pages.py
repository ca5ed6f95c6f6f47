"""The board: what nobody has reported is no number."""

import re
from datetime import date

import pytest

from notoneless.foundation.people.services import register_child
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.attendance import reported
from support.browsing import Visitor, sign_in
from support.county import DAY, County, made_up_id
from support.forms import text_of


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county, signing in included."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def board(visitor: Visitor) -> str:
    text = text_of(visitor.get("/attendance/?board=1")).split("<main")[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_a_school_that_has_not_reported_has_no_zeros(county: County) -> None:
    officer = sign_in(county, "陈局长")
    before = board(officer)
    assert "应到" not in before
    assert re.search(r"清溪镇中心小学 .*? 0/2 —", before)
    reported(county, both="absent")
    after = board(officer)
    assert re.search(r"清溪镇中心小学 .*? 1/2 应到 2 实到 1 缺 1 假 0", after)
    assert re.search(r"0/1 —", after)  # the other school
    assert "应到 2，实到 1，缺 1" in after


def test_pupils_in_no_class_are_told_beside_those_of_the_classes(county: County) -> None:
    """Only classes are reported, while other pages count everybody of the school: both numbers stand here."""
    officer = sign_in(county, "陈局长")
    assert "未编班" not in board(officer)
    given = {"unit": county.units["school_a"], "name": "夏侯子丑", "sex": "女", "born_on": date(2017, 5, 6)}
    register_child(county.ctx("陈局长"), **given, from_on=DAY, id_number=made_up_id(702), student_number=None)
    [placed] = re.findall(r"清溪镇中心小学 \S+ (\d+) 另有 1 名未编班", board(officer))
    schools = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(officer.get("/concern/schools/"))))
    assert f"清溪镇中心小学 {int(placed) + 1} " in schools
