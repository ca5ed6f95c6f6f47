"""The children in no school on the web: compared by the county, seen by whoever answers for where they live."""

import re

import pytest

from notoneless.foundation.audit.models import Entry
from notoneless.records.findings.models import Finding
from support.browsing import sign_in
from support.county import County, made_up_id
from support.databases import owners_eyes
from support.forms import send, text_of
from support.rosters import adopt, adopt_both, adopt_school

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


WRITTEN = {
    "巫马三": ("2015年3月2日", "", "2015-03-02"),
    "巫马四": ("2015-13-45", "", "2015-13-45（原文）"),
    "巫马五": ("2016年12月", "", "2016年12月（原文）"),
    "巫马六": ("2015-13-45", made_up_id(406), None),
    "巫马七": ("", "", "—"),
}


def test_the_day_of_birth_is_shown_as_it_was_understood_and_else_as_it_is_written(county: County) -> None:
    lines = [f"{name},男,{born},{number},柳树村,一组" for name, (born, number, _) in WRITTEN.items()]
    adopt(county, "household", "姓名,性别,出生日期,身份证号,村,组", lines)
    adopt_school(county)
    chen = sign_in(county, "陈局长")
    send(chen, PAGE, f"{PAGE}compare/")
    page = re.sub("<[^>]+>| ", "", text_of(chen.get(PAGE)))
    number = made_up_id(406)
    of_number = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    for name, (_, _, shown) in WRITTEN.items():
        assert re.search(rf"{name}男{shown or of_number}清?", page), (name, page)


def test_what_an_older_comparison_kept_is_understood_when_it_is_shown(county: County) -> None:
    adopt_both(county)
    chen = sign_in(county, "陈局长")
    send(chen, PAGE, f"{PAGE}compare/")
    with owners_eyes():
        Finding._base_manager.filter(name="巫马三").update(born="2015年3月2日")
        Finding._base_manager.filter(name="巫马四").update(born="2016年12月")
    page = re.sub("<[^>]+>", "", text_of(chen.get(PAGE)))
    assert "2015-03-02" in page
    assert "2016年12月 （原文）" in page
