"""The rates as people see them: value, what it is made of, how far from the target, the names, and what is published."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.utils.timezone import localtime

from notoneless.casework.cases.services import close_out, propose_close_out
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.services import place_child, register_child
from notoneless.interfaces.frame.clock import now
from notoneless.oversight.indicators.services import count_units
from support import cases
from support.browsing import Visitor, sign_in
from support.cases import proposal_of_case
from support.county import DAY, County
from support.forms import text_of
from support.plans import adopted
from support.rolls import on_roll, suspended

PAGE = "/indicators/"


def counted(county: County) -> None:
    """What the last night has left."""
    county.time.at = now()
    count_units(county.ctx("陈局长"), unit=county.units["county"])


def rows_of(page: str) -> dict[str, list[str]]:
    """The rows of all tables by their first cell, each cell as plain text."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL):
        cells = [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        ]
        if cells:
            found[unescape(cells[0])] = [unescape(cell) for cell in cells[1:]]
    return found


def seen(visitor: Visitor, address: str) -> dict[str, list[str]]:
    """The rows of a page."""
    return rows_of(text_of(visitor.get(address)))


def dropouts(visitor: Visitor, address: str) -> list[str]:
    """The row of the dropouts, who are those of this moment: it says so beside the rates of the night."""
    number, target = seen(visitor, address)["失学辍学未返校人数"]
    return [still(number), target]


def still(number: str) -> str:
    """A number without the moment that it has to tell."""
    said = re.fullmatch(r"(\d+ 人) \d\d-\d\d \d\d:\d\d 此刻(.*)", number)
    assert said is not None, number
    return said[1] + said[2]


def names(visitor: Visitor, page: str, part: str) -> list[str]:
    """The names behind a component of a rate's page, by its words."""
    [href] = re.findall(rf'href="([^"]+)" aria-label="{part} \d+，看名单"', text_of(visitor.get(page)))
    return sorted(re.findall(r'<td><a href="/children/[^"]+">([^<]+)</a>', text_of(visitor.get(unescape(href)))))


@pytest.mark.clause("2.01")
def test_enrolment_and_retention_stand_per_unit_beside_their_target_of_100(county: County) -> None:
    on_roll(county, "both")
    suspended(county, "other_class")
    adopted(county, "张镇长", "town_a", 2)
    counted(county)
    zhang = sign_in(county, "张镇长")
    own = seen(zhang, PAGE)
    # five live in the town: two are in a class, one is on suspension of studies, of two nothing is known
    assert own["适龄儿童入学率"] == ["40% 2/5 差 3 人", "目标 100%（乡镇控辍保学工作方案（篇二） 2.01）"]
    assert own["柳树村"][0] == "50% 2/4 差 2 人"
    assert own["石桥村"][0] == "0% 0/1 差 1 人"
    kept = seen(zhang, f"{PAGE}?group=retention")
    assert kept["小学年度巩固率"] == ["50% 1/2 差 1 人", "目标 100%（乡镇控辍保学工作方案（篇二） 2.01）"]
    assert kept["清溪镇中心小学"][0] == "50% 1/2 差 1 人"
    assert kept["小学学段巩固率"][0] == "— 该届学生入学时不在本系统学籍里，算不出"
    rate = f"{PAGE}{county.units['town_a']}/enrolment/"
    parts = seen(zhang, rate)
    assert parts["休学"] == ["1", "分母"]
    assert parts["学籍在校"] == ["1", "分子和分母"]
    assert names(zhang, rate, "休学") == ["诸葛庚辛"]
    assert names(zhang, rate, "没有就学记录") == ["司徒戊己", "皇甫寅卯"]
    entry = Entry.objects.filter(action="indicator.names").latest("at", "id")
    assert (entry.actor, entry.count) == (county.accounts["张镇长"], 2)


@pytest.mark.clause("5.01")
def test_each_unit_sees_at_once_how_many_dropouts_are_still_to_return(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    counted(county)
    visitors = {who: sign_in(county, who) for who in ("陈局长", "张镇长", "周支书", "李校长")}
    group = f"{PAGE}?group=dropout"
    for visitor in visitors.values():
        assert dropouts(visitor, group) == [
            "0 人 达标",
            "目标 0 人（区控辍保学工作方案（篇五） 5.01）",
        ]
    county.time.at = now()
    case = cases.verified(county, "both")  # after the counting, and seen all the same
    for who, visitor in visitors.items():
        assert dropouts(visitor, group)[0] == "1 人 还差 1 人返校", who
    beneath = seen(visitors["陈局长"], group)
    assert [still(beneath[name][0]) for name in ("清溪镇", "高坪乡")] == ["1 人 还差 1 人返校", "0 人 达标"]
    rate = f"{PAGE}{county.units['village_a']}/dropouts/"
    assert names(visitors["周支书"], rate, "辍学") == ["慕容甲乙"]
    propose_close_out(county.ctx("张镇长"), case=case, on=DAY, **cases.BACK)
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY)
    assert dropouts(visitors["周支书"], group)[0] == "0 人 达标"


TITLES = [
    ("陈局长", "晴川县", {"入学", "巩固", "辍学"}),
    ("张镇长", "清溪镇", {"入学", "巩固", "辍学"}),
    ("周支书", "柳树村", {"入学", "巩固", "辍学"}),
    ("吴组长", "柳树村一组", {"入学", "巩固", "辍学"}),
    ("何老师", "柳树村", {"入学", "巩固", "辍学"}),
    ("李校长", "清溪镇中心小学", {"入学", "巩固", "辍学"}),
]


@pytest.mark.parametrize(("who", "unit", "groups"), TITLES)
def test_each_office_begins_with_its_own_unit(county: County, who: str, unit: str, groups: set[str]) -> None:
    counted(county)
    page = text_of(sign_in(county, who).get(PAGE))
    assert f"{unit}入学率、巩固率、辍学率" in page
    assert set(re.findall(r'group=\w+"[^>]*>([^<]+)</a>', page)) == groups
    assert f'<a class="nav-link" href="{PAGE}" aria-current="page">' in page


def test_a_rate_that_says_nothing_of_a_unit_says_why(county: County) -> None:
    counted(county)
    li, zhou = sign_in(county, "李校长"), sign_in(county, "周支书")
    assert seen(li, PAGE)["适龄儿童入学率"][0] == "— 按住处统计，学校没有这一项"
    assert seen(zhou, f"{PAGE}?group=retention")["小学年度巩固率"][0] == "— 按学校统计，村和组没有这一项"
    page = text_of(li.get(f"{PAGE}{county.units['school_a']}/enrolment/"))
    assert "看名单" not in page
    assert li.get(f"{PAGE}{county.units['school_a']}/enrolment/publish/").status_code == 404


@pytest.mark.parametrize("who", ["王老师", "赵老师", "安全管理员", "审计管理员"])
def test_who_has_no_office_has_no_rates(county: County, who: str) -> None:
    counted(county)
    visitor, unit = sign_in(county, who), county.units["county"]
    for end in (
        "",
        f"{unit}/",
        f"{unit}/dropouts/",
        f"{unit}/dropouts/names/dropouts-dropped_out/",
        f"{unit}/dropouts/publish/",
    ):
        assert visitor.get(f"{PAGE}{end}").status_code == 403


FOREIGN = [
    ("张镇长", "town_z"),
    ("张镇长", "county"),
    ("周支书", "village_b"),
    ("吴组长", "group_b"),
    ("李校长", "school_z"),
]


@pytest.mark.parametrize(("who", "unit"), FOREIGN)
def test_nobody_sees_a_neighbours_rate_or_name(county: County, who: str, unit: str) -> None:
    cases.verified(county, "far_school")
    counted(county)
    visitor, there = sign_in(county, who), f"{PAGE}{county.units[unit]}/"
    for end in (
        "",
        "dropouts/",
        "dropouts/names/dropouts-dropped_out/",
        "dropouts/publish/",
        "dropouts/publish/sheet/",
    ):
        assert visitor.get(there + end).status_code == 404, end
    assert str(county.units[unit]) not in text_of(visitor.get(PAGE))


WRONG = [
    "{unit}/?month=2020-01",
    "{unit}/?month=x",
    "{unit}/?month=2026-13",
    "{unit}/rank/",
    "{unit}/enrolment/names/enrol_all/",
    "{unit}/enrolment/names/year_primary-here/",
    "{unit}/rank/names/enrol_all-left/",
    "{unit}/rank/publish/",
    "00000000-0000-7000-8000-000000000001/",
]


@pytest.mark.parametrize("address", WRONG)
def test_what_there_is_not_is_told_in_one_sentence(county: County, address: str) -> None:
    counted(county)
    answer = sign_in(county, "陈局长").get(PAGE + address.format(unit=county.units["county"]))
    assert answer.status_code == 404
    assert "Traceback" not in text_of(answer)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "2"])
def test_a_page_of_names_that_there_is_not_shows_nobody(county: County, page: str) -> None:
    counted(county)
    where = f"{PAGE}{county.units['county']}/enrolment/names/enrol_all-unknown/"
    answer = sign_in(county, "陈局长").get(f"{where}?page={page}")
    assert answer.status_code == 200
    assert ("今天没有这样的儿童" in text_of(answer)) is (page == "2")


def test_before_the_first_counting_only_what_is_live_has_a_number(county: County) -> None:
    zhang = sign_in(county, "张镇长")
    assert seen(zhang, PAGE)["适龄儿童入学率"][0] == "— 这个月没有统计"
    assert dropouts(zhang, f"{PAGE}?group=dropout") == ["0 人", "—"], "and where no plan is adopted, no target"
    assert zhang.get(f"{PAGE}{county.units['town_a']}/enrolment/publish/").status_code == 404


def test_only_the_number_of_this_moment_says_that_it_is(county: County) -> None:
    counted(county)
    ctx = county.ctx("陈局长")
    before = ctx.today.replace(day=1) - timedelta(days=1)
    count_units(ctx, unit=county.units["county"], on=before)
    zhang, group = sign_in(county, "张镇长"), f"{PAGE}?group=dropout"
    now_and_then = seen(zhang, group)
    assert f"0 人 {localtime(ctx.at):%m-%d}" in now_and_then["失学辍学未返校人数"][0]
    assert "此刻" not in now_and_then["小学辍学率"][0]
    assert "此刻" in text_of(zhang.get(f"{PAGE}{county.units['town_a']}/dropouts/"))
    assert "此刻" not in text_of(zhang.get(f"{group}&month={before:%Y-%m}"))


def test_a_past_month_is_chosen_and_has_no_names_of_today(county: County) -> None:
    counted(county)
    ctx = county.ctx("陈局长")
    before = ctx.today.replace(day=1) - timedelta(days=1)
    count_units(ctx, unit=county.units["county"], on=before)
    zhang = sign_in(county, "张镇长")
    rate = f"{PAGE}{county.units['town_a']}/enrolment/"
    assert "看名单" in text_of(zhang.get(rate))
    past = text_of(zhang.get(f"{rate}?month={before:%Y-%m}"))
    assert f"数字截至 {before}" in past
    assert "看名单" not in past
    year = rows_of(past)
    assert {f"{before:%Y-%m}", f"{ctx.today:%Y-%m}"} <= set(year)


def crowd(county: County, village: str, number: int, in_class: int) -> None:
    """So many children of a village, of whom some are in a class."""
    for at in range(number):
        given = {"unit": county.units[village], "name": f"甲{at}", "from_on": DAY, "born_on": date(2016, 1, 1)}
        child = register_child(county.ctx("陈局长"), **given)
        if at < in_class:
            place_child(county.ctx("陈局长"), child=child, unit=county.units["class_b"], from_on=DAY)


def published(visitor: Visitor, where: str) -> list[list[str]]:
    """The rows of the workbook, which are those of the page too."""
    sheet = visitor.get(f"{where}publish/sheet/")
    assert sheet.status_code == 200
    assert "attachment" in sheet["Content-Disposition"]
    cells = [
        [cell.value or "" for cell in row] for row in openpyxl.load_workbook(BytesIO(sheet.content)).active.iter_rows()
    ]
    page = text_of(visitor.get(f"{where}publish/"))
    rows = [
        [unescape(cell) for cell in re.findall(r"<td>([^<]*)</td>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    ]
    told = [row for row in rows if row]
    assert cells[-len(told) :] == told
    return told


def test_small_numbers_and_what_would_give_them_away_are_not_published(county: County) -> None:
    crowd(county, "village_b", 20, 18)
    crowd(county, "group_a", 30, 22)
    counted(county)
    zhang, chen = sign_in(county, "张镇长"), sign_in(county, "陈局长")
    where = f"{PAGE}{county.units['town_a']}/enrolment/"
    parts = seen(zhang, where)
    assert (parts["柳树村"][0], parts["石桥村"][0]) == ("73.53% 25/34", "85.71% 18/21"), "within the office all is seen"
    hidden = chen.get(f"{where}publish/")
    assert "晴川县的表里这个单位有不公布的小数" in text_of(hidden), "the one child of the other township"
    crowd(county, "village_z", 20, 20)
    counted(county)
    assert "请县里公布" in text_of(zhang.get(f"{where}publish/"))
    told = {row[0]: row[1:] for row in published(chen, where)}
    assert told == {
        "柳树村": ["其余", "其余", "34", "其余"],
        "石桥村": ["其余", "<5", "21", "其余"],
        "合计（本单位）": ["43", "12", "55", "78.18%"],
    }
    page = text_of(chen.get(f"{where}publish/"))
    assert "小于 5 人的格" in page
    assert not {"25", "9", "18", "73.53%", "85.71%"} & set(re.findall(r"[\d.]+%?", page[page.index("<tbody") :]))


@pytest.mark.parametrize("rate", ["net_primary", "net_junior", "gross_primary", "gross_junior"])
def test_the_stages_are_not_published_apart_where_one_less_than_all_would_tell_the_other(
    county: County, rate: str
) -> None:
    crowd(county, "village_b", 20, 18)
    counted(county)
    chen = sign_in(county, "陈局长")
    refused = chen.get(f"{PAGE}{county.units['county']}/{rate}/publish/")
    assert refused.status_code == 422
    assert "请公布小学和初中合计的表" in text_of(refused)


def test_a_number_of_dropouts_is_published_as_few(county: County) -> None:
    cases.verified(county, "both")
    counted(county)
    told = published(sign_in(county, "陈局长"), f"{PAGE}{county.units['county']}/dropouts/")
    assert told == [["清溪镇", "<5"], ["高坪乡", "0"], ["合计（本单位）", "<5"]]


def test_units_without_a_value_take_no_part_in_what_is_published(county: County) -> None:
    on_roll(county, "both")
    counted(county)
    told = published(sign_in(county, "陈局长"), f"{PAGE}{county.units['county']}/annual_primary/")
    assert told == [["清溪镇", "<5", "<5", "其余"], ["高坪乡", "—", "—", "—"], ["合计（本单位）", "<5", "<5", "其余"]]


def test_the_pages_speak_english_and_need_no_script(county: County) -> None:
    on_roll(county)
    counted(county)
    chen, unit = sign_in(county, "陈局长"), county.units["county"]
    chen.post("/language/", {"language": "en", "next": PAGE})
    ends = [
        "",
        "?group=retention",
        "?group=dropout",
        *(f"{unit}/{rate}/" for rate in ("enrolment", "dropouts", "nine_years", "disability")),
    ]
    for end in [*ends, f"{unit}/enrolment/publish/", f"{unit}/enrolment/names/enrol_all-unknown/"]:
        page = text_of(chen.get(PAGE + end))
        main = page[page.index("<main") : page.index("</main>")]
        told = re.sub(r"（[^）]*）|\([^)]*篇[^)]*\)", "", re.sub(r"<[^>]+>", " ", main))
        told = re.sub(r"[\w（）]*(?:县|镇|乡|村|组|小学|班|方案)|司徒戊己|皇甫寅卯", "", told)
        assert not re.findall(r"[\u4e00-\u9fff]+", told), end
        assert "hx-" not in main
        assert "<script" not in main


def test_the_overview_leads_to_the_rates(county: County) -> None:
    counted(county)
    page = text_of(sign_in(county, "张镇长").get("/dashboard/"))
    assert f"{PAGE}{county.units['town_a']}/" in page
