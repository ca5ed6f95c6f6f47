"""The children in no school on the web: compared by the county, seen by whoever answers for where they live."""

import re

import pytest

from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import County
from support.forms import send, text_of
from support.rosters import adopt_both

PAGE = "/findings/"


def test_the_county_compares_and_each_sees_the_own_children(county: County) -> None:
    chen = sign_in(county, "陈局长")
    refused = send(chen, PAGE, f"{PAGE}compare/")
    assert refused.status_code == 422
    assert "还没有采用过户籍名册" in text_of(refused)
    adopt_both(county)
    assert send(chen, PAGE, f"{PAGE}compare/")["Location"] == PAGE
    page = text_of(chen.get(PAGE))
    assert "未入学适龄儿童 3 名" in page
    for name in ("巫马三", "巫马四", "巫马五"):
        assert name in page
    assert "入户核实" in page
    village = text_of(sign_in(county, "周支书").get(PAGE))
    assert "巫马三" in village
    assert "巫马四" not in village
    assert "重新比对" not in village
    assert Entry.objects.filter(action="finding.read", outcome="read").exists()


def test_a_reason_narrows_the_list(county: County) -> None:
    adopt_both(county)
    chen = sign_in(county, "陈局长")
    send(chen, PAGE, f"{PAGE}compare/")
    links = re.findall(r'href="(/findings/\?why=\w+)"', text_of(chen.get(PAGE)))
    assert len(links) >= 2
    seen = [set(re.findall("巫马[三四五]", text_of(chen.get(link)))) for link in links]
    assert set.union(*seen) == {"巫马三", "巫马四", "巫马五"}
    assert sum(map(len, seen)) == 3
    for odd in ("?why=nothing", "?page=0", "?page=x", "?page=999999999"):
        assert chen.get(f"{PAGE}{odd}").status_code == 200


@pytest.mark.parametrize("who", ["王老师", "李校长", "赵老师", "安全管理员"])
def test_who_answers_for_no_homes_has_no_such_page(county: County, who: str) -> None:
    visitor = sign_in(county, who)
    assert visitor.get(PAGE).status_code == 403
    assert visitor.post(f"{PAGE}compare/", {}).status_code == 403


def test_the_page_speaks_english(county: County) -> None:
    adopt_both(county)
    chen = sign_in(county, "陈局长")
    send(chen, PAGE, f"{PAGE}compare/")
    chen.post("/language/", {"language": "en", "next": PAGE})
    page = text_of(chen.get(PAGE))
    assert "children of compulsory age in no school within your units: 3" in page
    assert "visit the home" in page
