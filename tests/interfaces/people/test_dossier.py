"""One child on one page: what each room knows, what happened when, one entry; and nothing of rooms one may not read."""

import re
from datetime import timedelta

import pytest

from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.services import place_child
from notoneless.records.findings.models import Finding
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.golden.services import work_out
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import text_of
from support.rolls import suspended
from support.rosters import adopt_both
from support.surveys import answer, cell_of, opened


def page_of(county: County, who: str, key: str = "both") -> str:
    return text_of(sign_in(county, who).get(f"/children/{county.children[key]}/"))


def lines(page: str) -> list[tuple[str, str]]:
    """The dated lines of a page."""
    return re.findall(r'<li><span class="when">([^<]+)</span><span>([^<]+)</span></li>', page)


def test_places_stand_with_their_days_and_the_latest_comes_first(county: County) -> None:
    county.time.pass_by(days=20)
    later = DAY + timedelta(days=10)
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_b"], from_on=later)
    page = page_of(county, "李校长")
    assert "清溪镇中心小学</span> 三年级（1）班" in page
    assert "清溪镇中心小学</span> 三年级（2）班" in page
    told = lines(page)
    assert told[0] == ("2026-09-11", "在清溪镇中心小学 三年级（2）班上学")
    assert ("2026-09-01", "住在清溪镇 柳树村 柳树村一组") in told
    assert not [words for _, words in told if words.startswith("离开")], "a move is no leaving"


def test_what_happened_on_the_roll_stands_among_the_lines_for_who_reads_it(county: County) -> None:
    suspended(county)
    told = [words for _, words in lines(page_of(county, "王老师"))]
    assert "学籍注册：三年级（1）班" in told
    assert [words for words in told if words.startswith("休学")]
    assert not [words for _, words in lines(page_of(county, "周支书")) if "学籍" in words or "休学" in words]


def test_what_comparisons_found_is_for_who_answers_for_the_home(county: County) -> None:
    adopt_both(county)
    work_out(county.ctx("陈局长"), county.units["county"])
    for _ in range(2):
        compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
        county.time.pass_by(days=30)
    child = the(Child, name="巫马三").pk
    assert len(all_of(Finding, child=child)) == 2
    county.children["found"] = child
    page = page_of(county, "周支书", "found")
    [(when, words)] = [line for line in lines(page) if "比对" in line[1]]
    assert " — " in when
    assert "（2 次）" in words
    assert "下一步核查" in page
    assert sign_in(county, "赵老师").get(f"/children/{child}/").status_code == 404


@pytest.mark.parametrize("who", ["王老师", "李校长", "周支书", "陈局长"])
def test_opening_leaves_one_entry(county: County, who: str) -> None:
    suspended(county)
    visitor = sign_in(county, who)
    before = Entry.objects.filter(outcome="read").count()
    visitor.get(f"/children/{county.children['both']}/")
    assert Entry.objects.filter(outcome="read").count() == before + 1


def test_it_is_whole_without_scripts_and_can_be_printed(county: County) -> None:
    suspended(county)
    page = page_of(county, "李校长")
    main = page[page.index("<main") : page.index("</main>")]
    assert "hx-" not in main
    assert "data-print" in main
    assert "用后销毁" in main
    for marker in county.markers["both"][1:3]:
        assert marker not in page


def test_it_speaks_english(county: County) -> None:
    suspended(county)
    visitor = sign_in(county, "李校长")
    visitor.post("/language/", {"language": "en", "next": "/"})
    page = text_of(visitor.get(f"/children/{county.children['both']}/"))
    assert "What happened" in page
    assert "Learns in" in page
    assert "suspension of studies" in page


def test_of_one_day_too_the_latest_comes_first(county: County) -> None:
    suspended(county)
    survey = opened(county)
    cell = cell_of(survey, county.units["group_a"])
    answer(county, cell, "both", kind="no_school", reason="working")
    told = lines(page_of(county, "陈局长"))
    days = [when[:10] for when, _ in told]
    assert days == sorted(days, reverse=True)
    words = [each for when, each in told if when[:10] == str(DAY)]
    order = [
        next(at for at, each in enumerate(words) if each.startswith(start)) for start in ("摸排", "学籍注册", "住在")
    ]
    assert order == sorted(order), words
    assert words.index("摸排：未在校") > words.index(
        next(each for each in words if "个案" in each or "疑似" in each)
    ), words
