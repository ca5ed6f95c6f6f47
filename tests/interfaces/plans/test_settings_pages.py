"""The county decides what no plan and no law tells, in the workshop, as it adopts plans."""

from datetime import date

import pytest

from notoneless.foundation.plans.models import PlanVersion
from notoneless.foundation.plans.selectors import binding, settings
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from support.browsing import sign_in
from support.county import County
from support.databases import the
from support.forms import send, text_of

FROM = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def test_the_county_decides_a_number_that_no_law_tells_and_may_not_be_laxer_than_law(county: County) -> None:
    chen = sign_in(county, "陈局长")
    key = "national/enforcement"
    page = text_of(chen.get("/plans/"))
    assert "由县里定的参数" in page
    assert "依法控辍程序的法定期限" in page
    assert send(chen, "/plans/", "/plans/draft/", unit=str(county.units["county"]), key=key).status_code == 302
    draft = f"/plans/versions/{the(PlanVersion).pk}/"
    assert "待县里定" in text_of(chen.get(draft))
    form = f"{draft}numbers/enforcement.argument_within/"
    assert 'value="awaited"' not in text_of(chen.get(form))
    assert send(chen, form, value="3", reason="县司法局意见").status_code == 302
    shorter = send(chen, f"{draft}numbers/enforcement.hearing_notice/", value="3", reason="加快")
    assert shorter.status_code == 422
    assert "更宽，不能采用" in text_of(shorter)
    send(chen, f"{draft}adopt/", from_on=FROM.isoformat(), signer="陈局长", confirmed="yes")
    assert settings(key, FROM)["enforcement.argument_within"].value == "3"
    assert binding(county.units["school_a"], FROM).number("enforcement.argument_within").value == "3"
    assert settings(key, FROM)["enforcement.hearing_notice"].value == "7"


def test_a_school_sees_what_stands_and_decides_nothing(county: County) -> None:
    li = sign_in(county, "李校长")
    page = text_of(li.get("/plans/"))
    assert "缺课到辍学的台阶" in page
    assert 'value="local/ladder"' not in page
    steps = text_of(li.get("/plans/files/local/ladder/"))
    for words in ("1 个上课日", "2 个上课日", "1 周", "1 个月", "未核实"):
        assert words in steps
    assert (
        send(li, "/plans/", "/plans/draft/", unit=str(county.units["school_a"]), key="local/ladder").status_code == 422
    )
