"""Pupils in regular classes (2.09): an agreement, closer watch, why one is away, and the statistics form that fills itself."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from notoneless.casework.special_education.models import LearningAgreement
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.services import trace
from support.attendance import reported
from support.browsing import sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.rolls import on_roll
from support.special import agreement, placed, programmed

LIST = "/special/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def stands(county: County, duty: str) -> set[str]:
    """How the duties of the school, or of its classes, stand by now."""
    reckoned(county)
    return {row.state for row in all_of(DutyRow, duty=duty)}


def typed(county: County, **changes: str) -> dict[str, str]:
    """An agreement as a form sends it."""
    given = {name: str(value) for name, value in agreement(county).items() if value is not None}
    return given | {"signed_on_paper": "true", **changes}


@pytest.mark.clause("2.09")
def test_a_school_agrees_with_the_family_and_watches_the_pupil_more_closely(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = placed(county, learns="regular_class")
    li = sign_in(county, "李校长")
    page = f"{LIST}{file}/"
    assert f"/watch-list/children/{county.children['both']}/open/" in text_of(li.get(page))
    assert "家长慕容甲乙" in text_of(li.get(f"{page}agree/"))
    for changes, told in (
        ({"signed_on_paper": "false"}, "协议要有签字"),
        ({"until_on": "2026-09-01"}, "以后结束"),
        ({"on": "2026-09-02"}, "还没有到"),
    ):
        refused = send(li, f"{page}agree/", **typed(county, **changes))
        assert refused.status_code == 422
        assert told in plain(refused)
        assert "家长每天接送" in text_of(refused)
    assert send(li, f"{page}agree/", **typed(county)).status_code == 302
    assert the(LearningAgreement).learns == "regular_class"
    assert "有效期到 内容 签好的协议 2026-09-01 随班就读 家长慕容甲乙 2027-09-01" in plain(li.get(page))
    county.time.pass_by(days=170)
    assert stands(county, "regular_class_agreed") == {"done"}


@pytest.mark.clause("2.09")
def test_a_school_without_an_agreement_breaks_its_duty_and_one_for_another_placement_is_refused(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    placed(county, learns="regular_class")
    other = programmed(county, "class_only")
    refused = send(sign_in(county, "李校长"), f"{LIST}{other}/agree/", **typed(county))
    assert refused.status_code == 422
    assert "现在的安置不是随班就读" in plain(refused)
    county.time.pass_by(days=170)
    assert stands(county, "regular_class_agreed") == {"broken"}


@pytest.mark.clause("2.09")
def test_a_pupil_of_a_regular_class_who_stays_away_is_traced_within_the_days_that_are_set(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    placed(county, learns="regular_class")
    reported(county, both="absent", class_only="absent")
    assert stands(county, "regular_class_absence_explained") == {"due"}
    mark = the(AttendanceMark, child_id=county.children["both"]).pk
    trace(county.ctx("王老师"), mark=mark, traced_to="at_home", note="母亲说发病了")
    assert stands(county, "regular_class_absence_explained") == {"done"}, (
        "others who are away are no matter of this duty"
    )


@pytest.mark.clause("2.09")
def test_the_statistics_form_fills_itself_from_the_files(county: County) -> None:
    on_roll(county)
    programmed(county, learns="regular_class")
    county.time.pass_by(days=1)
    li = sign_in(county, "李校长")
    page = plain(li.get(f"/statistics/inclusion/?unit={county.units['school_a']}"))
    assert "慕容甲乙" in page
    assert "第1版" in page
    assert "移出" not in page, "the file lists the pupil, not the school"
