"""Problem registrations on the web: the school settles its own, the county sees all, and the sheet says the same."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from notoneless.foundation.audit.models import Entry
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.registrations.models import ProblemRegistration
from support.browsing import sign_in
from support.county import County, made_up_id
from support.databases import the
from support.forms import send, text_of
from support.rosters import SCHOOL, adopt, adopt_home, sex_of

PAGE = "/registrations/"
NEAR, FAR = "无名氏", "外来子"


@pytest.fixture
def compared(county: County) -> County:
    """A county whose roll has an entry with nobody at each of two schools."""
    adopt_home(county)
    entries = [(NEAR, 498, "清溪镇中心小学,三年级,1班,在读"), (FAR, 499, "高坪乡中心小学,四年级,1班,在读")]
    adopt(county, "school", SCHOOL, [f"{name},{sex_of(at)},{made_up_id(at)},{entry}" for name, at, entry in entries])
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
    return county


def page_of(name: str) -> str:
    return f"{PAGE}{the(ProblemRegistration, name=name).id}/"


def settle(visitor: Any, name: str, **values: str) -> Any:
    at = page_of(name)
    return send(visitor, at, f"{at}settle/", **{"how": "proved", "explanation": "随迁，有居住证"} | values)


def test_the_school_settles_its_own_and_can_open_it_again(compared: County) -> None:
    li = sign_in(compared, "李校长")
    assert NEAR in text_of(li.get(PAGE))
    assert FAR not in text_of(li.get(PAGE))
    opened = text_of(li.get(page_of(NEAR)))
    assert "有籍无人" in opened
    assert "核实是否随迁" in opened
    assert settle(li, NEAR)["Location"] == PAGE
    assert NEAR not in text_of(li.get(PAGE))
    assert "佐证" in text_of(li.get(page_of(NEAR)))
    assert NEAR in text_of(li.get(f"{PAGE}?state=settled"))
    at = page_of(NEAR)
    assert send(li, at, f"{at}reopen/", reason="证明是假的")["Location"] == at
    assert "证明是假的" in text_of(li.get(at))
    assert NEAR in text_of(li.get(PAGE))
    assert Entry.objects.filter(action="registration.read", outcome="read").exists()


@pytest.mark.parametrize(("values", "told"), [({"how": ""}, "办结方式"), ({"explanation": ""}, "说明")])
def test_what_is_lacking_is_asked_for_and_what_was_typed_stays(
    compared: County, values: dict[str, str], told: str
) -> None:
    refused = settle(sign_in(compared, "李校长"), NEAR, **values)
    assert refused.status_code == 422
    assert told in text_of(refused)
    assert values.get("explanation", "随迁，有居住证") in text_of(refused)
    assert the(ProblemRegistration, name=NEAR).state == "open"


def test_the_county_sees_all_and_takes_the_sheet(compared: County) -> None:
    chen = sign_in(compared, "陈局长")
    page = text_of(chen.get(PAGE))
    assert NEAR in page
    assert FAR in page
    for link in re.findall(r'href="(/registrations/\?[^"]+)"', page):
        assert chen.get(link.replace("&amp;", "&")).status_code == 200
    answer = chen.get(f"{PAGE}sheet/?kind=no_child&state=open")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    names = [row[2] for row in rows]
    assert {NEAR, FAR} <= set(names)
    assert not [cell for row in rows for cell in row if made_up_id(498) in str(cell)]
    assert "有籍无人" in rows[names.index(NEAR)]
    told = Entry.objects.filter(action="registration.read", outcome="read", count=2)
    assert told.exists()
    for odd in ("?kind=nothing", "?state=nothing", "?page=0", "?page=x"):
        assert chen.get(f"{PAGE}{odd}").status_code == 200


@pytest.mark.parametrize("who", ["王老师", "赵老师", "周支书", "张镇长", "安全管理员"])
def test_nobody_else_has_such_a_page(compared: County, who: str) -> None:
    visitor = sign_in(compared, who)
    for path in (PAGE, f"{PAGE}sheet/", page_of(NEAR)):
        assert visitor.get(path).status_code == 403


def test_another_school_is_not_there(compared: County) -> None:
    li = sign_in(compared, "李校长")
    assert li.get(page_of(FAR)).status_code == 404
    sheet = load_workbook(io.BytesIO(li.get(f"{PAGE}sheet/").content)).active
    assert not [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell == FAR]


def test_the_pages_speak_english(compared: County) -> None:
    li = sign_in(compared, "李校长")
    li.post("/language/", {"language": "en", "next": PAGE})
    assert "no child of the household roster fits" in text_of(li.get(PAGE))
    assert "Next check" in text_of(li.get(page_of(NEAR)))
