"""Roll and pupils compared every month (5.04): who attends or is taught at home, and who is registered and gone."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.foundation.access.refusals import Refused
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from support.attendance import reported
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import all_of
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.rolls import export_row, on_roll, workbook
from support.special import home_taught, taught

HOLES, HOMES = "/roll-changes/holes/", "/special/homes/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def enter(county: County, who: str) -> Visitor:
    """Somebody signs in, also when time has passed since the last time."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def stands(county: County, duty: str) -> dict[date, str]:
    """How the duties of a kind stand at the school, reckoned anew, by the day they are due."""
    reckoned(county)
    return {row.due_on: row.state for row in all_of(DutyRow, duty=duty, unit=county.units["school_a"])}


def missed_for(county: County, days: int, key: str) -> None:
    """A class is reported day by day until a pupil was missed on so many school days."""
    missed = 0
    while missed < days:
        try:
            reported(county, county.time.at.date(), **{key: "absent"})
            missed += 1
        except Refused:  # nobody is awaited at the weekend and in the holidays
            pass
        county.time.pass_by(days=1)


@pytest.mark.clause("5.04")
def test_the_month_is_compared_and_who_is_registered_and_gone_is_caught(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    for key in ("both", "class_only"):
        on_roll(county, key)
    assert stands(county, "roll_compared")[date(2026, 9, 30)] == "due"
    missed_for(county, 20, "both")
    li = enter(county, "李校长")
    page = plain(li.get(HOLES))
    assert "慕容甲乙 空挂：在籍没到校" in page, "on the roll, and nobody has seen it"
    assert "欧阳丙丁" not in page, "who attends is no hole"
    assert HOLES in text_of(li.get("/today/")), "and it is one tap from the first page"
    assert "慕容甲乙" not in plain(enter(county, "赵老师").get(HOLES))
    way = f"/roll/schools/{county.units['school_a']}/differences/"
    export = workbook([export_row(county, "both"), export_row(county, "class_only", 班级="三年级（2）班")])
    assert send(li, way, file=SimpleUploadedFile("导出.xlsx", export)).status_code == 302
    assert "班级不同" in plain(li.get(way))
    assert stands(county, "roll_compared")[date(2026, 9, 30)] == "done"
    county.time.pass_by(days=35)
    assert stands(county, "roll_compared")[date(2026, 10, 31)] == "broken", "October went by without a comparison"


@pytest.mark.clause("5.04")
def test_who_is_taught_at_home_is_no_hole_and_who_should_be_and_is_not_is_flagged(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    on_roll(county)
    file = home_taught(county)
    taught(county, file)
    county.time.pass_by(days=30)
    li = enter(county, "李校长")
    assert "慕容甲乙" not in plain(li.get(HOLES)), "nobody misses it in class"
    assert "慕容甲乙" in plain(li.get(HOMES))
    weeks = stands(county, "homebound_week")
    assert "broken" in weeks.values(), "registered, taught at home on paper alone: weeks without a lesson are told"
    page = plain(li.get(f"/special/{file}/homebound/"))
    assert "少送教" in page
