"""The statistics form of a township is summed up by its central school (2.14), on the page and in the workbook."""

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from notoneless.foundation.access.services import found_unit
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import owners_eyes
from support.forms import send, text_of
from support.rolls import on_roll
from support.special import home_taught
from support.working_groups import central

FORM = "/statistics/home_teaching/"
SUMS = "按中心校、完全中学汇总"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.mark.clause("2.14")
def test_the_central_school_sums_up_the_home_lessons_of_its_township(county: County) -> None:
    found_unit(county.ctx("陈局长"), parent=county.units["town_a"], kind="school", name="柳树小学", from_on=DAY)
    central(county)
    on_roll(county)
    file = home_taught(county)
    slots = "2026-09-03 09:00 3\n2026-09-05 09:00 3"
    path = f"/special/{file}/homebound/schedule/"
    assert send(sign_in(county, "李校长"), path, slots=slots, lesson_place="home").status_code == 302
    county.time.pass_by(days=1)
    zhang = sign_in(county, "张镇长")
    card = text_of(zhang.get(FORM)).split(f"{SUMS}</caption>")[1].split("</table>")[0]
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in re.findall(r"<tr><td.*?</tr>", card, re.DOTALL)]
    assert rows == [["清溪镇中心小学", "2", "1", "2", "6"]]
    book = CalamineWorkbook.from_filelike(BytesIO(zhang.get(f"{FORM}workbook/").content))
    assert book.sheet_names[1] == "汇总"
    assert book.get_sheet_by_index(1).to_python()[-1] == ["清溪镇中心小学", 2.0, 1.0, 2.0, 6.0]


def test_a_school_with_junior_grades_sums_itself_up_apart_from_the_central_school(county: County) -> None:
    chen = county.ctx("陈局长")
    junior = found_unit(chen, parent=county.units["town_a"], kind="school", name="清溪中学", from_on=DAY)
    with owners_eyes():
        UnitProfile._base_manager.create(id=county.ids.new(), unit_id=junior, first_grade=1, last_grade=9)
    central(county)
    on_roll(county)
    home_taught(county)
    zhang = sign_in(county, "张镇长")
    card = text_of(zhang.get(FORM)).split(f"{SUMS}</caption>")[1].split("</table>")[0]
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in re.findall(r"<tr><td.*?</tr>", card, re.DOTALL)]
    assert sorted(row[:3] for row in rows) == [["清溪中学", "1", "0"], ["清溪镇中心小学", "1", "1"]]


def test_a_school_that_sees_its_own_form_alone_is_shown_no_sums(county: County) -> None:
    assert SUMS not in text_of(sign_in(county, "李校长").get(FORM))
