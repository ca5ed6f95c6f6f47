"""The nearest school of a migrant child (4.16): proposed by the catchment areas of the bureau, with the reason told."""

import re
from typing import Any

import pytest

from notoneless.foundation.organizations.models import Assignment
from notoneless.foundation.organizations.services import end_assignment
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.migrants.models import MigrantApplication
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import the
from support.forms import send, text_of
from support.migrants import CHILD, answered, migrant

TIES = "/organizations/assignments/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def drawn(chen: Visitor, place: str, school: str) -> int:
    """The bureau puts a place into the catchment area of a school; the status of the answer."""
    given = {"kind": "catchment", "unit": place, "from_unit": school, "from_on": DAY.isoformat(), "until_on": ""}
    status: int = send(chen, TIES, f"{TIES}make/", **given).status_code
    return status


def chosen(shown: Any) -> str:
    """The school that the form proposes."""
    select = re.search(r'<select[^>]*name="nearest_school".*?</select>', text_of(shown), re.DOTALL)
    assert select
    found = re.search(r"<option[^>]*selected[^>]*>([^<]*)<", select[0])
    return found[1].strip() if found else ""


@pytest.mark.clause("4.16")
def test_the_catchment_area_names_the_nearest_school_and_the_reason_is_told(county: County) -> None:
    zhou, chen = sign_in(county, "周支书"), sign_in(county, "陈局长")
    child = migrant(answered(county))
    form = f"/migrants/{child}/apply/"
    before = zhou.get(form)
    assert chosen(before) == "清溪镇中心小学"
    assert "县里还没有给" in plain(before), "it is the school that answers, and that is said"
    assert drawn(chen, "柳树村", "高坪乡中心小学") == 302
    assert "学区划片" in plain(chen.get(TIES))
    shown = zhou.get(form)
    assert chosen(shown) == "高坪乡中心小学"
    assert "柳树村划在高坪乡中心小学的学区" in plain(shown)
    given = {"guardian": str(county.guardians[CHILD]), "signed_on": DAY.isoformat(), "grade": "3", "nearest_school": ""}
    assert send(zhou, form, **given).status_code == 302
    assert the(MigrantApplication).nearest_id == county.units["school_z"]


def test_only_the_bureau_draws_areas_and_what_cannot_be_is_refused(county: County) -> None:
    chen = sign_in(county, "陈局长")
    assert drawn(chen, "柳树村", "清溪镇中心小学") == 302
    assert drawn(chen, "柳树村", "清溪镇中心小学") == 422, "twice is refused"
    assert drawn(chen, "柳树村", "高坪乡中心小学") == 302, (
        "a village may lie in the area of a primary and a middle school"
    )
    assert drawn(chen, "清溪镇", "清溪镇中心小学") == 422
    assert drawn(chen, "柳树村", "清溪镇") == 422
    assert "学区" not in text_of(sign_in(county, "王老师").get("/today/"))


def test_a_closed_school_and_an_ended_area_propose_nobody(county: County) -> None:
    chen, zhou = sign_in(county, "陈局长"), sign_in(county, "周支书")
    child = migrant(county)
    assert drawn(chen, "柳树村", "高坪乡中心小学") == 302
    form = f"/migrants/{child}/apply/"
    assert chosen(zhou.get(form)) == "高坪乡中心小学"
    end_assignment(county.ctx("陈局长"), assignment=the(Assignment, kind="catchment").pk, until_on=DAY)
    assert chosen(zhou.get(form)) == "清溪镇中心小学"
