"""The one search box: children, units, pages; posted, kept sealed, and no further than one reaches."""

import re

import pytest

from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import CAST, County
from support.forms import text_of

PAGE = "/search/"

FOUND = [
    # who, typed, what stands there, what does not
    ("陈局长", "慕容", ["慕容甲乙"], ["夏侯子丑"]),
    ("陈局长", "murong", ["慕容甲乙"], []),
    ("王老师", "mrjy", ["慕容甲乙"], []),
    ("王老师", "夏侯", ["没有找到"], ["夏侯子丑"]),
    ("陈局长", "柳树", ["柳树村", "柳树村一组", "儿童", "组织"], ["石桥村"]),
    ("陈局长", "liushu", ["柳树村一组"], ["石桥村"]),
    ("张镇长", "qxz", ["清溪镇中心小学"], ["高坪乡"]),
    ("周支书", "清溪镇", ["没有找到"], ["清溪镇中心小学"]),
    ("陈局长", "花名册", ["/rosters/"], []),
    ("陈局长", "huamingce", ["/rosters/"], []),
    ("王老师", "请假", ["/attendance/leaves/", "/attendance/leaves/new/", "登记请假"], []),
    ("王老师", "qingjia", ["/attendance/leaves/"], []),
    ("周支书", "请假", ["没有找到"], ["登记请假"]),
    ("安全管理员", "请假", ["没有找到"], ["/attendance/leaves/"]),
    ("王老师", "花名册", ["没有找到"], ["/rosters/"]),
    ("安全管理员", "授权", ["/grants/"], []),
    ("安全管理员", "慕容", ["没有找到"], ["慕容甲乙"]),
    ("陈局长", "", ["写上要找的"], ["慕容甲乙"]),
    ("陈局长", "%_'\"<script>", ["没有找到"], ["<script>"]),
]


@pytest.mark.parametrize(("who", "typed", "there", "away"), FOUND)
def test_what_is_found(county: County, who: str, typed: str, there: list[str], away: list[str]) -> None:
    answer = sign_in(county, who).post(PAGE, {"search": typed})
    page = text_of(answer)
    main = page[page.index("<main") :]
    assert answer.status_code == 200
    assert not [words for words in there if words not in main]
    assert not [words for words in away if words in main]


def test_a_whole_number_finds_its_child_and_stands_in_no_address(county: County) -> None:
    visitor = sign_in(county, "陈局长")
    name, number, *_ = county.markers["both"]
    page = text_of(visitor.post(PAGE, {"search": number}))
    assert name in page
    assert not [href for href in re.findall(r'(?:href|action)="([^"]+)"', page) if number in href or name in href]
    assert Entry.objects.filter(action="child.find").count() == 1
    assert number not in repr(dict(visitor.session.items()))
    assert name in text_of(visitor.get(PAGE)), "it is come back to"


def test_an_address_cannot_ask(county: County) -> None:
    assert "慕容甲乙" not in text_of(sign_in(county, "陈局长").get(PAGE, {"search": "慕容"}))


@pytest.mark.parametrize("who", ["王老师", "赵老师", "周支书"])
def test_out_of_reach_and_nowhere_look_the_same(county: County, who: str) -> None:
    visitor = sign_in(county, who)
    seen = {"王老师": {"both", "class_only"}, "赵老师": {"far_school", "far"}}.get(who, {"both", "group_only"})
    unseen = [
        markers
        for key, markers in county.markers.items()
        if key not in seen and key in ("bare_village", "class_only", "far")
    ]
    for markers in unseen:
        for typed in markers:
            page = text_of(visitor.post(PAGE, {"search": typed}))
            assert "没有找到" in page
            assert not [each for each in markers if each not in typed and typed not in each and each in page]


@pytest.mark.parametrize("who", list(CAST))
def test_every_page_has_the_box(county: County, who: str) -> None:
    page = text_of(sign_in(county, who).get("/security/"))
    assert page.count('id="search"') == 1
    assert 'method="post" action="/search/"' in page
