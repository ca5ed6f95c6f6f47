"""The list of today as people see it: what their posts owe and may decide, each line one tap from where it is done."""

import pytest

from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from support.browsing import sign_in
from support.county import County
from support.forms import text_of
from support.plans import adopted, reckoned


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def test_try(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    adopted(county, "张镇长", "town_a", 2)
    county.time.pass_by(days=40)
    reckoned(county)
    for who in ("王老师", "李校长", "张镇长", "周支书", "陈局长", "赵老师"):
        v = sign_in(county, who)
        page = text_of(v.get("/today/"))
        import re
        print(who, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1]))[:1500])
        page = v.get("/compliance/")
        print(page.status_code, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(page).split("<main")[1]))[:2500])
        page = v.get("/compliance/duties/class_survey/", {"month": "2027-01"})
        print(page.status_code, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(page).split("<main")[1]))[:1500])
    assert 0
