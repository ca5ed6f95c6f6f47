"""The calendar as people see it: everybody the same year, the county officer its forms."""

import re
from datetime import date
from html import unescape
from random import Random
from typing import Any

import pytest
from django.test import Client

from notoneless.casework.cases.services import suspect
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.calendar.models import DayChange, LoadedNotice, SchoolTerm
from notoneless.foundation.calendar.services import change_day, load_notice, set_term
from notoneless.foundation.plans.services import adopt_plan, bring_plan
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.county import CAST, DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.own_plans import GOOD as OWN
from support.plans import adopted, own_file, reckoned
from support.procedures import decision_served
from support.samples import NOTICE_2027
from support.school_year import Year

YEAR, NOTICES = "/calendar/?year=2026", "/calendar/notices/"
SURE = {"confirmed": "yes", "complete": "true"}
TERM = {"school_year": "2026", "number": "1", "first_day": "2026-08-31", "last_day": "2027-01-22"}
STORM = {"school_year": "2026", "day": "2026-12-10", "taught": "false", "reason": "大雪"}


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def days_of(page: str, year: int, month: int) -> dict[int, tuple[str, str]]:
    """The days of a month on a page: what each is, and the word in it."""
    [section] = re.findall(rf"<h3>{year}年{month}月 .*?</section>", page, re.DOTALL)
    days = re.findall(r'<li class="day-(\w+)[^>]*>(\d+)(?:<small>(.)</small>)?</li>', section)
    return {int(day): (kind, mark) for kind, day, mark in days}


def test_a_teacher_sees_which_days_are_taught_and_why_not(county: County) -> None:
    chen, home = county.ctx("陈局长"), county.units["county"]
    set_term(chen, unit=home, school_year=2026, number=1, first_day=date(2026, 8, 31), last_day=date(2027, 1, 22))
    change_day(county.ctx("陈局长"), unit=home, day=date(2026, 12, 10), taught=False, reason="大雪")
    change_day(county.ctx("陈局长"), unit=home, day=date(2026, 12, 12), taught=True, reason="补课")
    wang = sign_in(county, "王老师")
    page = text_of(wang.get("/calendar/"))
    assert "2026—2027学年校历" in page
    assert days_of(page, 2026, 8)[31] == ("taught", "")
    october = days_of(page, 2026, 10)
    assert [october[day] for day in (1, 8, 10, 11)] == [
        ("holiday", "休"),
        ("taught", ""),
        ("make_up", "班"),
        ("rest", ""),
    ]
    december = days_of(page, 2026, 12)
    assert [december[day] for day in (9, 10, 12)] == [("taught", ""), ("closed", "停"), ("extra", "补")]
    assert days_of(page, 2027, 2)[1] == ("free", "")
    assert "国办发明电〔2025〕7号" in page
    assert "2027年的放假通知还没有装入" in page
    assert "通常日期，未录入" in page
    assert "大雪" in page
    assert "<form" not in page.split("<main")[1]


@pytest.mark.parametrize("who", sorted(CAST))
def test_everybody_has_the_page_in_the_menu(county: County, who: str) -> None:
    visitor = sign_in(county, who)
    page = text_of(visitor.get("/calendar/"))
    assert "校历" in page
    assert ('action="/calendar/terms/"' in page) is (who == "陈局长")
    assert visitor.get(NOTICES).status_code == (200 if who == "陈局长" else 403)
    for path in ("terms/", "days/", "notices/"):
        answer = visitor.post(f"/calendar/{path}", {**TERM, "request": "x"})
        assert answer.status_code == (422 if who == "陈局长" else 403)


def test_the_officer_enters_a_term_and_a_storm_and_undoes_it(county: County) -> None:
    chen = sign_in(county, "陈局长")
    assert send(chen, YEAR, "/calendar/terms/", **TERM, **SURE)["Location"] == YEAR
    assert the(SchoolTerm).last_day == date(2027, 1, 22)
    assert send(chen, YEAR, "/calendar/days/", **STORM, **SURE)["Location"] == YEAR
    page = text_of(chen.get(YEAR))
    assert days_of(page, 2026, 12)[10] == ("closed", "停")
    storm = the(DayChange)
    answer = send(chen, YEAR, f"/calendar/days/{storm.pk}/undo/", school_year="2026", **SURE)
    assert answer["Location"] == YEAR
    assert days_of(text_of(chen.get(YEAR)), 2026, 12)[10] == ("taught", "")


@pytest.mark.parametrize(
    ("path", "sent", "told"),
    [
        ("terms/", TERM | {"last_day": "2026-09-30"}, "一个学期应在 60 至 200 天之间"),
        ("terms/", TERM | {"first_day": "soon"}, "第一天"),
        ("terms/", TERM | {"number": "9"}, "学期只有"),
        ("days/", STORM | {"day": "2026-07-20"}, "不在任何学期内"),
        ("days/", STORM | {"reason": ""}, "原因"),
        ("days/", STORM | {"taught": "perhaps"}, "上课还是停课"),
    ],
)
def test_a_form_that_cannot_be_used_says_why_and_keeps_what_was_typed(
    county: County, path: str, sent: dict[str, str], told: str
) -> None:
    chen = sign_in(county, "陈局长")
    answer = send(chen, YEAR, f"/calendar/{path}", **sent)
    page = text_of(answer)
    assert answer.status_code == 422
    assert told in page
    kept = sent["last_day"] if path == "terms/" else sent["day"]
    assert f'value="{kept}"' in page
    assert not all_of(SchoolTerm)
    assert not all_of(DayChange)


@pytest.mark.parametrize("year", ["2003", "2100", "x", "-1", "99999999999999", "２０２６"])
def test_a_year_that_is_none_is_not_found(county: County, year: str) -> None:
    assert sign_in(county, "王老师").get("/calendar/", {"year": year}).status_code == 404


def filled(**changes: str) -> dict[str, str]:
    given = {"year": "2027", "number": "国办发明电〔2026〕0号", "name-1": "元旦", "first-1": "2027-01-01"}
    given |= {"last-1": "2027-01-03", "make_up-1": "", "name-2": "春节", "first-2": "2027-02-05"}
    return given | {"last-2": "2027-02-13", "make_up-2": "2027-01-31、2027-02-14"} | changes


def test_a_notice_filled_in_field_by_field_is_loaded_and_lists_the_days_it_changed(county: County) -> None:
    chen = sign_in(county, "陈局长")
    answer = send(chen, NOTICES, **filled(), **SURE)
    loaded = the(LoadedNotice)
    assert answer["Location"] == f"/calendar/notices/{loaded.pk}/"
    page = text_of(chen.get(answer["Location"]))
    assert "有变化的日子 9 个" in page
    rows = [re.sub(r"<[^>]+>|\s+", " ", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    assert any("2027-01-31" in row and "改为上班" in row for row in rows)
    assert any("2027-01-01" in row and "改为放假" in row and "改为不上课" in row for row in rows)
    wang = sign_in(county, "王老师")
    assert "2027年的放假通知还没有装入" not in text_of(wang.get(YEAR))
    assert wang.get(answer["Location"]).status_code == 200


def test_a_notice_may_be_pasted(county: County) -> None:
    chen = sign_in(county, "陈局长")
    assert send(chen, NOTICES, text=NOTICE_2027, **SURE).status_code == 302
    assert the(LoadedNotice).year == 2027


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"first-2": "2027-02-30"}, "第 2 个放假日：“2027-02-30”不是日期"),
        ({"make_up-2": "2027-02-15"}, "第 2 个放假日：2027-02-15 不是星期六"),
        ({"make_up-2": "下周六"}, "第 2 个放假日：“下周六”不是日期"),
        ({"first-2": "2027-01-02", "last-2": "2027-01-05"}, "第 2 个放假日：2027-01-02"),
        ({"number": ""}, "文号"),
        ({"year": "2026"}, "2026"),
        ({"year": "明年"}, "四位数字"),
        ({"first-1": "", "last-1": "", "first-2": "", "last-2": "", "make_up-2": ""}, "一个放假日也没有写"),
        ({"text": "year: ["}, "第 2 行"),
        ({"amends": "yes"}, "没有可以调整"),
    ],
)
def test_a_notice_that_cannot_be_used_says_where_and_keeps_what_was_typed(
    county: County, changes: dict[str, str], told: str
) -> None:
    chen = sign_in(county, "陈局长")
    answer = send(chen, NOTICES, **filled(**changes))
    page = text_of(answer)
    assert answer.status_code == 422
    assert told in page
    assert all(f'value="{value}"' in page or f">{value}<" in page for value in changes.values() if value)
    assert not all_of(LoadedNotice)


def test_a_notice_lists_the_clocks_of_procedures_that_it_makes_firm_or_moves(county: County) -> None:
    decision_served(county)
    chen = sign_in(county, "陈局长")
    sent = {"year": "2027", "text": NOTICE_2027, "complete": "true"}
    asked = moved(text_of(send(chen, NOTICES, **sent)))
    clock = [line for line in asked if line.startswith("四步法：提起行政诉讼的期限")]
    assert clock == ["四步法：提起行政诉讼的期限 — 1 2027-03-22 2027-03-22 由暂定转为确定"]
    load_notice(county.ctx("陈局长"), unit=county.units["county"], text=NOTICE_2027, complete=True)
    assert clock[0] in moved(text_of(chen.get(f"/calendar/notices/{the(LoadedNotice).pk}/")))


def test_a_loaded_notice_that_is_gone_is_not_found(county: County) -> None:
    home = county.units["county"]
    first = load_notice(county.ctx("陈局长"), unit=home, text=NOTICE_2027, complete=True)
    load_notice(county.ctx("陈局长"), unit=home, text=NOTICE_2027.replace("2027-01-03", "2027-01-02"), complete=True)
    wang = sign_in(county, "王老师")
    assert wang.get(f"/calendar/notices/{first}/").status_code == 404
    assert wang.get(f"/calendar/notices/{home}/").status_code == 404


def test_a_loaded_notice_lists_the_due_days_that_it_moved_and_makes_them_firm(county: County) -> None:
    year = Year(county, Random(1))
    year.bind()
    load_notice(county.ctx("陈局长"), unit=county.units["county"], text=NOTICE_2027, complete=True)
    page = text_of(sign_in(county, "陈局长").get(f"/calendar/notices/{the(LoadedNotice).pk}/"))
    card = page.split("</caption>")[-1].split("装入的文字")[0]
    rows = [re.sub(r"(<[^>]+>|\s)+", " ", row).strip() for row in re.findall(r"<tr><td>.*?</tr>", card, re.DOTALL)]
    once, often = [row for row in rows if row.startswith("任务9 ")]
    assert once == "任务9 0.09 3 2027-01-05 2027-01-06 由暂定转为确定"
    assert often == "任务9 11 次 0.09 3 首次 2027-02-03 末次 2027-12-03 首次 2027-02-03 末次 2027-12-03 由暂定转为确定"
    # what really moves once stands above all that only becomes firm, of which each duty has one line
    assert rows.index(once) < min(rows.index(row) for row in rows if " 次 " in row)
    assert len([row.split()[0] for row in rows if " 次 " in row]) == len(
        {row.split()[0] for row in rows if " 次 " in row}
    )
    reckoned(county)
    due = DutyRow._base_manager.filter(duty="many_9", due_on=date(2027, 1, 6))
    assert not due.exists()
    county.time.pass_by(days=110)
    reckoned(county)
    assert {row.is_provisional for row in due} == {False}
    assert due.count() == len(year.units["group"])


def moved(page: str) -> list[str]:
    """The lines of the due days that move, as a page tells them."""
    card = (
        page.rsplit("因此改变的到期日</caption>", maxsplit=1)[-1].split("</table>", maxsplit=1)[0]
        if "因此改变的到期日</caption>" in page
        else ""
    )
    return [re.sub(r"(<[^>]+>|\s)+", " ", row).strip() for row in re.findall(r"<tr>(.*?)</tr>", card, re.DOTALL)]


def confirm(visitor: Client, asked: Any) -> Any:
    """Send the form of the page that asks whether one is sure, as it stands."""
    page = text_of(asked)
    assert asked.status_code == 200
    form = page.split("<main")[1].split("<form")[1]
    [to] = re.findall(r'action="([^"]+)"', form)
    return visitor.post(
        to, {name: unescape(text) for name, text in re.findall(r'name="([\w-]+)" value="([^"]*)"', form)}
    )


def test_every_change_tells_which_due_days_it_moves_before_it_is_confirmed_and_after(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    chen = sign_in(county, "陈局长")
    storm = {**STORM, "day": "2026-09-08"}
    asked = send(chen, YEAR, "/calendar/days/", **storm)
    assert "2026-09-08（星期二）：由上课改为停课，原因：大雪" in text_of(asked)
    before = moved(text_of(asked))
    assert "学校控辍领导小组 5.02 2 2026-09-14 2026-09-15" in before
    assert not all_of(DayChange)
    assert not Entry.objects.filter(action="calendar.change_day").exists()
    answer = confirm(chen, asked)
    assert answer["Location"] == YEAR
    assert moved(text_of(chen.get(YEAR))) == before
    assert not moved(text_of(chen.get(YEAR)))  # told once
    back = send(chen, YEAR, f"/calendar/days/{the(DayChange).pk}/undo/", school_year="2026")
    assert "2026-09-08（星期二）：由停课改为上课" in text_of(back)
    assert "学校控辍领导小组 5.02 2 2026-09-15 2026-09-14" in moved(text_of(back))
    assert the(DayChange).undone_at is None
    term = send(chen, YEAR, "/calendar/terms/", **(TERM | {"first_day": "2026-09-02"}))
    assert "改为 2026-09-02 至 2027-01-22" in text_of(term)
    assert "学校控辍领导小组 5.02 2 2026-09-15" in " ".join(moved(text_of(term)))
    assert not all_of(SchoolTerm)
    assert confirm(chen, term)["Location"] == YEAR
    assert the(SchoolTerm).first_day == date(2026, 9, 2)


def test_a_notice_tells_what_it_moves_before_it_is_loaded(county: County) -> None:
    year = Year(county, Random(1))
    year.bind()
    chen = sign_in(county, "陈局长")
    asked = send(chen, NOTICES, text=NOTICE_2027, complete="true")
    assert not all_of(LoadedNotice)
    assert any("任务9" in line and "2027-01-06 由暂定转为确定" in line for line in moved(text_of(asked)))
    page = text_of(chen.get(confirm(chen, asked)["Location"]))
    assert moved(page) == moved(text_of(asked))


def test_a_notice_that_leaves_holidays_out_says_which_and_asks_before_it_is_loaded(county: County) -> None:
    chen = sign_in(county, "陈局长")
    asked = send(chen, NOTICES, **filled())
    page = text_of(asked)
    assert asked.status_code == 422
    assert "2027 年还缺 清明节、劳动节、端午节、中秋节、国庆节" in page
    assert page.count('type="radio" name="complete"') == 2
    assert "checked" not in page.split('name="complete"', maxsplit=1)[1].split("</form>")[0]  # nothing is guessed
    assert 'value="2027-02-13"' in page
    assert 'name="complete"' not in text_of(chen.get(NOTICES))
    sure = send(chen, NOTICES, **filled(complete="false"))
    assert "还缺 清明节" in text_of(sure)
    assert not all_of(LoadedNotice)
    page = text_of(chen.get(confirm(chen, sure)["Location"]))
    assert "节日前后的期限仍是暂定的" in page
    assert not the(LoadedNotice).is_complete
    wang = sign_in(county, "王老师")
    assert "2027年的放假通知还缺 清明节" in text_of(wang.get(YEAR))
    sure = send(chen, NOTICES, **filled(complete="true"))
    assert "已确认通知完整：清明节、劳动节、端午节、中秋节、国庆节 这一年不放假" in text_of(sure)
    confirm(chen, sure)
    assert "还缺" not in text_of(wang.get(YEAR))


def test_a_due_day_moved_across_today_is_told_with_both_its_days(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=(date(2026, 9, 15) - DAY).days)
    asked = send(sign_in(county, "陈局长"), YEAR, "/calendar/days/", **{**STORM, "day": "2026-09-08"})
    assert "学校控辍领导小组 5.02 2 2026-09-14 2026-09-15" in moved(text_of(asked))


def test_a_change_far_off_is_repeated_as_it_will_be(county: County) -> None:
    chen = sign_in(county, "陈局长")
    far = {"school_year": "2026", "reason": "补课"}
    asked = send(chen, YEAR, "/calendar/days/", **far, day="2012-09-08", taught="true")
    assert "2012-09-08（星期六）：由周末休息改为补课，原因：补课" in text_of(asked)
    term = send(chen, YEAR, "/calendar/terms/", **TERM)
    told = "由通常的 2026-09-01 至 2027-01-20（未录入）改为 2026-08-31 至 2027-01-22"
    assert f"2026—2027学年秋季学期：{told}" in text_of(term)
    assert not all_of(DayChange)


def test_a_day_of_another_year_than_the_page_shows_tells_what_it_moves_too(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    chen = sign_in(county, "陈局长")
    asked = send(
        chen, "/calendar/?year=2025", "/calendar/days/", **{**STORM, "day": "2026-09-08", "school_year": "2025"}
    )
    told = moved(text_of(asked))
    assert "学校控辍领导小组 5.02 2 2026-09-14 2026-09-15" in told
    assert confirm(chen, asked)["Location"] == confirm(chen, asked)["Location"]  # a finger that hits twice
    assert moved(text_of(chen.get(YEAR))) == told


@pytest.mark.parametrize("who", ["赵老师", "周支书", "吴组长", "何老师", "王老师", "安全管理员"])
def test_a_notice_tells_nobody_of_due_days_out_of_reach(county: County, who: str) -> None:
    text = OWN.replace("{every: term, at: start, within", "{event: case.opened, within").replace(
        "unit: school_day", "unit: working_day"
    )
    version = bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county, text))
    adopt_plan(county.ctx("李校长"), version=version, from_on=DAY, signer="李校长")
    county.time.pass_by(days=120)
    today = county.ctx("陈局长").today
    suspect(county.ctx("王老师"), child=county.children["both"], seen="三天没有来", on=today)
    reckoned(county)
    load_notice(county.ctx("陈局长"), unit=county.units["county"], text=NOTICE_2027, complete=True)
    page = f"/calendar/notices/{the(LoadedNotice).pk}/"
    assert any("2027-01-07" in line for line in moved(text_of(sign_in(county, "李校长").get(page))))
    theirs = text_of(sign_in(county, who).get(page))
    assert "装入的文字" in theirs
    assert moved(theirs) == []


def test_in_english_public_holidays_and_who_issued_a_notice_have_their_names_and_the_rest_stays(county: County) -> None:
    text = NOTICE_2027.replace(
        "  - {name: 春节", "  - {name: 县庆日, first: 2027-03-01, last: 2027-03-01, make_up: []}\n  - {name: 春节"
    )
    load_notice(county.ctx("陈局长"), unit=county.units["county"], text=text, complete=True)
    chen = sign_in(county, "陈局长")
    page = text_of(chen.get(YEAR))
    assert "<td>中秋节</td>" in page
    assert "General Office" not in page
    chen.post("/language/", {"language": "en", "next": "/calendar/"})
    page = unescape(text_of(chen.get(YEAR)))
    table = re.findall(r"<tr><td>([^<]*)</td>", page)
    for name in ("National Day", "Mid-Autumn Festival", "New Year's Day", "Spring Festival", "县庆日"):
        assert name in table, table
    assert not {"春节", "国庆节", "元旦"} & set(table)
    assert "国办发明电〔2026〕0号 (General Office of the State Council)" in page
    assert re.search(r'title="Spring Festival 国办发明电〔2026〕0号 \(General Office', page)


@pytest.mark.parametrize("year", [2004, 2006, 2099])
def test_the_first_and_the_last_years_that_can_be_shown_are_shown(county: County, year: int) -> None:
    page = sign_in(county, "王老师").get(f"/calendar/?year={year}")
    assert page.status_code == 200
    assert f"{year}—{year + 1}学年校历" in text_of(page)
