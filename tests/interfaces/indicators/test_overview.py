"""The overview: each office's own numbers in words and cells, the way to the names, and nothing of neighbours."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.selectors import Among, list_children
from notoneless.foundation.people.services import place_child, register_child
from notoneless.interfaces.frame.clock import now
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.indicators.services import count_units
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of
from support.forms import send, text_of
from support.rolls import on_roll
from support.rosters import adopt_both

PAGE = "/dashboard/"
OFFICES = ["陈局长", "张镇长", "周支书", "吴组长", "何老师", "李校长"]


def counted(county: County) -> None:
    """What the last night has left."""
    county.time.at = now()
    count_units(county.ctx("陈局长"), unit=county.units["county"])


def cards(page: str) -> dict[str, int]:
    """The numbers at the top by their words."""
    found = re.findall(r"<h2>([^<]+)</h2></div>\s*<p class=\"kpi-value\"><(?:a|b)[^>]*>(\d+)<", page)
    return {words: int(value) for words, value in found}


def links(page: str, beginning: str) -> list[str]:
    return [unescape(href) for href in re.findall(rf'href="({beginning}[^"]*)"', page)]


def test_the_county_counts_and_sees_the_numbers_at_once(county: County) -> None:
    chen = sign_in(county, "陈局长")
    empty = text_of(chen.get(PAGE))
    assert "还没有统计" in empty
    assert "重新统计" in empty
    assert send(chen, PAGE, f"{PAGE}count/")["Location"] == PAGE
    page = text_of(chen.get(PAGE))
    assert "统计完成" in page
    assert cards(page)["适龄儿童"] == 7
    assert "数字截至" in page
    assert Entry.objects.filter(action="indicator.count", outcome="done").exists()


NUMBERS = [
    # who, whose page it is, school-age children, of them in no class
    ("陈局长", "晴川县总览", 7, 2),
    ("张镇长", "清溪镇总览", 6, 2),
    ("周支书", "柳树村总览", 4, 1),
    ("何老师", "柳树村总览", 4, 1),
    ("吴组长", "柳树村一组总览", 3, 1),
]


@pytest.mark.parametrize(("who", "title", "children", "no_class"), NUMBERS)
def test_each_office_sees_its_own_numbers_one_tap_from_what_it_has_to_do(
    county: County, who: str, title: str, children: int, no_class: int
) -> None:
    counted(county)
    visitor = sign_in(county, who)
    assert f'href="{PAGE}"' in text_of(visitor.get("/today/")).split("<main")[1]
    page = text_of(visitor.get(PAGE))
    assert title in page
    told = cards(page)
    assert (told["适龄儿童"], told["未编班"], told["已编班"]) == (children, no_class, children - no_class)
    assert f"核对 {no_class} 名未编班的儿童" in page


def test_a_number_leads_to_as_many_names(county: County) -> None:
    counted(county)
    for who in OFFICES:
        visitor = sign_in(county, who)
        page = text_of(visitor.get(PAGE))
        ways = dict(re.findall(r'href="(/children/of/[^"]+)" aria-label="[^"]*?(\d+)，看名单"', page))
        assert ways, who
        for href, number in ways.items():
            names = re.findall(r'<td><a href="/children/[^"]+">', text_of(visitor.get(href)))
            assert len(names) == int(number), (who, href)


def test_findings_are_counted_where_children_live_and_lead_to_them(county: County) -> None:
    adopt_both(county)
    send(sign_in(county, "陈局长"), "/findings/", "/findings/compare/")
    counted(county)
    visitor = sign_in(county, "周支书")
    page = text_of(visitor.get(PAGE))
    assert cards(page)["未入学待核"] == 1
    assert "核实 1 名比对发现、还没有建档的儿童" in page  # who is on record has a case, and is told once
    names = text_of(visitor.get(links(page, "/findings/\\?unit=")[0]))
    assert "巫马三" in names
    assert "巫马四" not in names
    foreign = f"/findings/?unit={county.units['village_z']}"
    assert visitor.get(foreign).status_code == visitor.get("/findings/?unit=x").status_code == 404


def test_a_head_of_school_sees_classes_and_no_findings(county: County) -> None:
    adopt_both(county)
    send(sign_in(county, "陈局长"), "/findings/", "/findings/compare/")
    on_roll(county)
    counted(county)
    page = text_of(sign_in(county, "李校长").get(PAGE))
    assert "清溪镇中心小学总览" in page
    assert "未入学待核" not in page
    told = cards(page)
    assert (told["适龄儿童"], told["小学"], told["学籍已登记"], told["学籍未登记"]) == (3, 3, 1, 2)
    assert "各班级" in page


def test_where_nobody_keeps_the_roll_it_is_not_counted_as_missing(county: County) -> None:
    counted(county)
    page = text_of(sign_in(county, "李校长").get(PAGE))
    assert "学籍未登记" not in page
    assert "补注册" not in page


def test_units_stand_in_the_order_of_the_tree(county: County) -> None:
    counted(county)
    page = text_of(sign_in(county, "陈局长").get(PAGE))
    table = page[page.index("各乡镇") :]
    assert re.findall(r">(清溪镇|高坪乡)</a></td>", table) == ["清溪镇", "高坪乡"]
    assert "不排名" in page
    assert {"柳树村", "石桥村", "远山村"} <= set(re.findall(r"<span>([^<]+)</span> <b>", page)), (
        "the map has all villages"
    )


FOREIGN = [
    ("张镇长", "town_z"),
    ("周支书", "village_b"),
    ("周支书", "town_a"),
    ("吴组长", "group_b"),
    ("李校长", "school_z"),
]


@pytest.mark.parametrize(("who", "unit"), FOREIGN)
def test_nobody_sees_a_neighbours_number(county: County, who: str, unit: str) -> None:
    counted(county)
    visitor = sign_in(county, who)
    assert visitor.get(f"{PAGE}{county.units[unit]}/").status_code == 404
    assert visitor.get(f"/children/of/{county.units[unit]}/all/").status_code == 404
    page = text_of(visitor.get(PAGE))
    assert str(county.units[unit]) not in page


@pytest.mark.parametrize("who", ["王老师", "赵老师", "安全管理员", "审计管理员"])
def test_who_has_no_office_has_no_overview(county: County, who: str) -> None:
    visitor = sign_in(county, who)
    assert visitor.get(PAGE).status_code == 403
    assert visitor.post(f"{PAGE}count/", {}).status_code == 403


def test_a_class_teacher_has_no_numbers(county: County) -> None:
    visitor = sign_in(county, "王老师")
    assert visitor.get("/")["Location"] == "/today/"
    assert visitor.get(PAGE).status_code == 403


def test_only_the_county_has_it_counted(county: County) -> None:
    visitor = sign_in(county, "张镇长")
    assert visitor.post(f"{PAGE}count/", {}).status_code == 403
    assert all_of(UnitCount) == []


def test_months_are_drawn_and_stand_in_a_table(county: County) -> None:
    counted(county)
    ctx = county.ctx("陈局长")
    before = ctx.today.replace(day=1) - timedelta(days=1)
    count_units(ctx.with_request(county.ids.new()), unit=county.units["county"], on=before)
    page = text_of(sign_in(county, "张镇长").get(PAGE))
    assert 'role="img"' in page
    for day in (before, ctx.today):
        assert f"<td>{day:%Y-%m}</td>" in page


def test_the_page_speaks_english_and_needs_no_script(county: County) -> None:
    counted(county)
    chen = sign_in(county, "陈局长")
    chen.post("/language/", {"language": "en", "next": PAGE})
    page = text_of(chen.get(PAGE))
    assert "School-age children" in page
    assert "not ranked" in page
    main = page[page.index("<main") : page.index("</main>")]
    told = re.sub(r"[\w（）]*(?:县|镇|乡|村|小学)", "", re.sub(r"<[^>]+>", "", main))
    assert not re.findall(r"[\u4e00-\u9fff]", told)
    assert "hx-" not in main


AMONG = [
    # born, in a class, which lists show the child
    ("2009-08-31", True, {"all"}),
    ("2010-09-01", True, {"all", "school_age", "in_class"}),
    ("2020-08-31", False, {"all", "school_age", "no_class"}),
    ("2020-09-01", True, {"all"}),
]


@pytest.mark.parametrize(("born", "in_class", "shown"), AMONG)
def test_lists_show_whom_the_numbers_count(county: County, born: str, in_class: bool, shown: set[str]) -> None:
    given = {"unit": county.units["village_b"], "name": "甲", "from_on": DAY, "born_on": date.fromisoformat(born)}
    child = register_child(county.ctx("陈局长"), **given)
    if in_class:
        place_child(county.ctx("陈局长"), child=child, unit=county.units["class_b"], from_on=DAY)
    ctx = county.ctx("张镇长")
    village = county.units["village_b"]
    lists = {each: list_children(ctx, unit=village, among=each).lines for each in Among}
    assert {each.value for each, lines in lists.items() if child in {line.id for line in lines}} == shown


def test_a_list_of_a_unit_is_searched_and_come_back_to(county: County) -> None:
    visitor: Visitor = sign_in(county, "张镇长")
    unit = str(county.units["village_a"])
    page = text_of(visitor.get(f"/children/of/{unit}/school_age/"))
    assert "柳树村" in page
    narrowed = {"search": "慕容", "unit": unit, "among": "school_age"}
    assert "慕容甲乙" in text_of(visitor.post("/children/", narrowed))
    elsewhere = {"search": "皇甫", "unit": unit, "among": "school_age"}
    assert "皇甫寅卯" not in text_of(visitor.post("/children/", elsewhere))
    assert unit in text_of(visitor.get("/children/kept/"))
    assert visitor.get(f"/children/of/{unit}/nobody/").status_code == 404


def test_the_parts_add_up_and_what_counts_twice_is_said(county: County) -> None:
    counted(county)
    page = text_of(sign_in(county, "陈局长").get(PAGE))
    assert "两个乡镇都计入" in page
    facts = {words: int(value) for words, value in re.findall(r"<dt[^>]*>([^<]+)</dt>\s*<dd[^>]*>(\d+)</dd>", page)}
    stages = [facts.get(words, 0) for words in ("小学", "初中", "未编班或其他学段")]
    assert sum(stages) == cards(page)["适龄儿童"]
    assert facts["未编班或其他学段"] > 0
    assert "两个乡镇都计入" not in text_of(sign_in(county, "张镇长").get(PAGE))
