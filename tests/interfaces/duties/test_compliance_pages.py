"""A month clause by clause as people see it, who is behind, exemptions, the seal, the workbook."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from notoneless.foundation.audit.models import Entry
from notoneless.foundation.organizations.services import found_group
from notoneless.foundation.plans.models import PlanVersion
from notoneless.foundation.plans.services import adopt_plan, bring_plan, omit_clause
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.models import DutyRow, Exemption, Reminder, SealedMonth
from notoneless.oversight.duties.rules.owing import LeftOut
from notoneless.oversight.duties.selectors import worries
from notoneless.oversight.duties.services import exempt_duty
from notoneless.oversight.indicators.services import count_units
from notoneless.policy.judging import State
from notoneless.policy.parameters import load_plan
from support import cases
from support.attendance import reported
from support.browsing import Visitor, sign_in
from support.county import DAY, County, appoint
from support.databases import all_of, is_postgres, owners_eyes, the
from support.forms import send, text_of
from support.own_plans import GOOD
from support.plans import adopted, drafted, own_file, reckoned
from support.policies import dropouts_were_allowed

PAGE, SEPTEMBER = "/compliance/", {"month": "2026-09"}
GROUP = "/compliance/duties/leading_group/?month=2026-09"
QUERIES = 33 if is_postgres() else 32
"""Those of the session and of the frame included; no more for many plans, units or duties."""


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture
def bound(county: County) -> County:
    """The county with its plan, twenty days on: groups were to be founded by then, one was."""
    adopted(county, "陈局长", "county", 5)
    found_group(
        county.ctx("陈局长"), unit=county.units["school_z"], name="控辍领导小组", goals=None, from_on=date(2026, 9, 1)
    )
    county.time.pass_by(days=20)
    reckoned(county)
    return county


def main_of(visitor: Visitor, page: str = PAGE, **asked: str) -> str:
    return text_of(visitor.get(page, asked or None)).split("<main")[1]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def duties(page: str) -> dict[str, tuple[str, ...]]:
    """By title: clause, state, and counts of done, late, due, broken, no record, exempt."""
    rows = re.findall(r'<tr><td><a href="/compliance/duties/.*?</tr>', page, re.DOTALL)
    found = {}
    for row in rows:
        title, *cells = [plain(cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        found[title] = (cells[0].split(" ")[0], *cells[1:])
    return found


def row_of(county: County, unit: str = "school_a", duty: str = "leading_group") -> Any:
    return DutyRow._base_manager.filter(unit=county.units[unit], duty=duty).order_by("due_on").first()


def test_the_county_sees_each_clause_with_its_counts(bound: County) -> None:
    page = main_of(sign_in(bound, "陈局长"), **SEPTEMBER)
    assert duties(page)["学校控辍领导小组"] == ("5.02", "未办", "1", "0", "0", "1", "0", "0")
    assert duties(page)["本月人籍比对"] == ("5.04", "在办", "0", "0", "2", "0", "0", "0")
    assert "晴川县2026年9月方案落实情况" in page
    assert "晴川县 第 1 次采用，自 2026-09-01 起 签发人 陈局长" in plain(page)
    assert "待建" not in page, "every clause of plan 5 is reckoned"
    assert "学校零辍学 5.01 学校 不超过 0 名 0 0 达标 达标 2 个，未达标 0 个，还没有数据 0 个" in plain(page)


def test_each_sees_what_is_in_reach_and_no_more(bound: County) -> None:
    zhang = duties(main_of(sign_in(bound, "张镇长"), **SEPTEMBER))
    assert zhang["学校控辍领导小组"][-6:] == ("0", "0", "0", "1", "0", "0")
    zhou = sign_in(bound, "周支书")
    assert duties(main_of(zhou, **SEPTEMBER)) == {}
    assert zhou.get(GROUP)["Location"] == "/compliance/?month=2026-09"
    assert "这个月在所选范围内没有这项任务" in main_of(zhou, **SEPTEMBER)
    zhao = sign_in(bound, "赵老师")
    assert duties(main_of(zhao, **SEPTEMBER)).keys() == {"本周请假都已销假"}  # of the own class
    assert zhao.get(PAGE, {"unit": str(bound.units["school_a"])}).status_code == 404
    assert sign_in(bound, "系统管理员").get(PAGE).status_code == 403


def test_a_month_is_narrowed_to_a_unit(bound: County) -> None:
    chen = sign_in(bound, "陈局长")
    page = main_of(chen, **SEPTEMBER, unit=str(bound.units["town_z"]))
    assert "高坪乡2026年9月" in page
    assert duties(page)["学校控辍领导小组"] == ("5.02", "已办", "1", "0", "0", "0", "0", "0")
    page = main_of(chen, "/compliance/duties/leading_group/", **SEPTEMBER, unit=str(bound.units["town_z"]))
    rows = plain(page.split("<table")[1])
    assert "高坪乡中心小学 已办" in rows
    assert "清溪镇中心小学" not in rows


def test_a_target_of_any_unit_and_a_clause_of_an_unknown_area_show(county: County) -> None:
    """Areas are asked for when a plan is brought; what was adopted before that is shown by the word that stands there."""
    target = (
        "    targets:\n      - {id: groups, title: {zh: 小组, en: groups}, of: school, every: year,\n"
        "         measure: organization.leading_group, at_least: organization.groups_needed}\n"
    )
    text = GOOD.replace("    duties:\n", target + "    duties:\n", 1)
    version = bring_plan(county.ctx("李校长"), unit=county.units["school_a"], file=own_file(county, text))
    adopt_plan(county.ctx("李校长"), version=version, from_on=DAY, signer="李校长")
    waiting = text.replace("says: 先劝返，再报告", "says: 先劝返，再报告\n    pending: bananas")
    with owners_eyes():
        PlanVersion._base_manager.filter(pk=version).update(text=waiting)
    page = plain(main_of(sign_in(county, "陈局长"), **SEPTEMBER, unit=str(county.units["school_a"])))
    assert "不低于 1 个小组" in page
    assert "待建：bananas" in page


def test_a_unit_is_typed_by_name_and_what_may_be_several_is_asked(bound: County) -> None:
    chen, town = sign_in(bound, "陈局长"), str(bound.units["town_z"])
    page = main_of(chen, **SEPTEMBER)
    assert "<option" not in page.split('name="unit"')[1], "no list of all units of the county"
    assert 'hx-get="/units/suggest/"' in page
    for typed in ("高坪乡", "高坪乡中心小学", "高坪乡中心小学 · 高坪乡"):
        page = main_of(chen, **SEPTEMBER, unit=typed)
        assert "高坪乡" in page.split("2026年9月方案落实情况")[0]
        assert duties(page)["学校控辍领导小组"] == ("5.02", "已办", "1", "0", "0", "0", "0", "0")
    assert f"unit={town}" in main_of(chen, **SEPTEMBER, unit="高坪乡").replace("&amp;", "&").split("导出 Excel")[0]
    assert 'value="高坪乡"' in main_of(chen, **SEPTEMBER, unit=town)
    several = main_of(chen, **SEPTEMBER, unit="中心小学")
    assert "下面仍是您的全部范围" in several
    assert f"?month=2026-09&amp;unit={bound.units['school_a']}" in several
    assert "没有找到单位“月亮村”" in main_of(chen, GROUP, unit="月亮村", **SEPTEMBER)
    assert "没有找到单位“高坪乡”" in main_of(sign_in(bound, "张镇长"), **SEPTEMBER, unit="高坪乡"), "out of reach"


@pytest.mark.parametrize("month", ["2026-13", "2026", "x", "2026-9x", "-1", "2003-01", "２０２６-09", "2026-00"])
def test_what_is_no_month_is_not_found(county: County, month: str) -> None:
    assert sign_in(county, "王老师").get(PAGE, {"month": month}).status_code == 404


def test_a_duty_shows_who_is_behind_with_evidence(bound: County) -> None:
    page = plain(main_of(sign_in(bound, "陈局长"), GROUP))
    assert "清溪镇中心小学 未办 清溪镇中心小学 校长 李校长 2026-09-14 暂定 — 控辍领导小组 0，需要 1" in page
    assert page.index("清溪镇中心小学 未办") < page.index("高坪乡中心小学 已办")
    entry = Entry.objects.filter(action="duty.read", outcome="read").order_by("-at", "-id").first()
    assert entry is not None
    assert entry.count == 2


def test_a_post_further_up_lets_off_and_takes_it_back(bound: County) -> None:
    chen, row = sign_in(bound, "陈局长"), row_of(bound)
    assert f'href="/compliance/rows/{row.pk}/exempt/"' in main_of(chen, GROUP)
    form = f"/compliance/rows/{row.pk}/exempt/"
    answer = send(chen, form, form, reason="学校正在撤并")
    assert answer["Location"] == "/compliance/duties/leading_group/?month=2026-09"
    page = main_of(chen, GROUP)
    assert "学校正在撤并" in page
    assert "清溪镇中心小学 免办" in plain(page)
    reckoned(bound)
    assert duties(main_of(chen, **SEPTEMBER))["学校控辍领导小组"][-2:] == ("0", "1")
    kept = the(Exemption)
    answer = send(chen, GROUP, f"/compliance/exemptions/{kept.pk}/end/", month="2026-09", unit="", duty="leading_group")
    assert answer.status_code == 302
    assert not all_of(Exemption)


def test_a_post_that_was_told_reminds_and_both_see_it(bound: County) -> None:
    bound.time.pass_by(days=3)
    reckoned(bound)
    zhang, row = sign_in(bound, "张镇长"), row_of(bound)
    assert "催办</button>" in main_of(zhang, GROUP)
    form = "/compliance/duties/leading_group/remind/"
    answer = send(zhang, GROUP, form, row=str(row.pk), month="2026-09", unit="", version="")
    assert answer["Location"] == "/compliance/duties/leading_group/?month=2026-09"
    page = main_of(zhang, GROUP)
    day = bound.ctx("张镇长").today.isoformat()
    assert f"{day} 清溪镇 乡镇负责人 张镇长 催办" in page
    assert "催办</button>" not in page
    another = f"/compliance/rows/{row.pk}/exempt/"  # the page of the duty has no form any more
    answer = send(zhang, another, form, row=str(row.pk), month="2026-09", unit="", version="")
    assert answer.status_code == 422
    assert "每天最多催办一次" in text_of(answer)
    li = sign_in(bound, "李校长")
    assert f"{day} 清溪镇 乡镇负责人 张镇长 催办" in main_of(li, "/today/")
    assert "催办</button>" not in main_of(li, GROUP)
    assert day in main_of(li, GROUP)
    book = load_workbook(BytesIO(zhang.get("/compliance/sheet/", SEPTEMBER).content))
    [late] = [row for row in book["未办和逾期"].iter_rows(values_only=True) if row[2] == "学校控辍领导小组"]
    assert late[10] == f"{day} 清溪镇 乡镇负责人 张镇长 催办"
    assert sign_in(bound, "赵老师").post(form, {"row": str(row.pk), "request": "x"}).status_code == 403


def test_the_county_reminds_of_all_that_has_come_up_with_one_button(bound: County) -> None:
    appoint(bound, "钱校长", "school_head", "school_z", "13911119999")
    bound.time.pass_by(days=25)
    reckoned(bound)
    chen = sign_in(bound, "陈局长")
    page = "/compliance/duties/roll_compared/?month=2026-09"
    assert "全部催办（2 个职务）" in main_of(chen, page)
    answer = send(chen, page, "/compliance/duties/roll_compared/remind/", month="2026-09", unit="", version="")
    assert answer.status_code == 302
    assert "已催办 2 人，共 2 项" in main_of(chen, page)
    assert len(all_of(Reminder)) == 2
    assert "全部催办" not in main_of(chen, page)
    assert "催办" not in main_of(sign_in(bound, "赵老师"), "/today/")


REMINDERS = "/compliance/reminders/?month=2026-09"


def test_who_is_behind_is_reminded_once_of_all_that_is_owed(bound: County) -> None:
    bound.time.pass_by(days=25)
    reckoned(bound)
    zhang = sign_in(bound, "张镇长")
    assert 'href="/compliance/reminders/?month=2026-09"' in main_of(zhang, **SEPTEMBER)
    page = main_of(zhang, REMINDERS)
    [row] = [each for each in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "清溪镇中心小学 校长 李校长" in each]
    titles = re.findall(r"<li>(.*?)</li>", row)
    assert len(titles) > 2
    assert "学校控辍领导小组（2026-09-14 到期）" in titles
    assert row.count("催办</button>") == 1
    bearer = str(bound.units["school_a"])
    given = {"month": "2026-09", "unit": "", "bearer": bearer, "role": "school_head"}
    assert send(zhang, REMINDERS, "/compliance/reminders/", **given).status_code == 302
    page = main_of(zhang, REMINDERS)
    assert re.search(r"已催办 1 人，共 \d+ 项，在“今日待办”里看得到：清溪镇中心小学 校长 李校长", page)
    assert Entry.objects.filter(action="duty.remind_post", outcome="done").count() == 1, "one act, whatever it is of"
    day = bound.ctx("张镇长").today.isoformat()
    today = main_of(sign_in(bound, "李校长"), "/today/")
    assert today.count(f"{day} 清溪镇 乡镇负责人 张镇长 催办") == 1, "one reminder that names what it is of"
    assert re.search(f"张镇长 催办 {len(titles)} 项：[^<]*学校控辍领导小组", today)
    form = f"/compliance/rows/{row_of(bound).pk}/exempt/"  # nobody is left to remind: the page has no form any more
    again = send(zhang, form, "/compliance/reminders/", **given)
    assert again.status_code == 422
    assert "每天最多催办一次" in text_of(again)
    assert "赵老师" not in page
    assert sign_in(bound, "赵老师").get(REMINDERS).status_code == 403


def test_the_page_of_reminders_says_of_which_days_it_is_whatever_month_led_there(bound: County) -> None:
    bound.time.pass_by(days=35)
    reckoned(bound)
    page = main_of(sign_in(bound, "张镇长"), "/compliance/reminders/?month=2026-10")
    assert "不论哪个月到期" in page
    [row] = [each for each in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "清溪镇中心小学 校长 李校长" in each]
    titles = re.findall(r"<li>(.*?)</li>", row)
    assert titles
    assert all(re.search(r"（(\d+ 期，)?2026-\d\d-\d\d( 至 2026-\d\d-\d\d)? 到期）$", each) for each in titles), titles
    assert "学校控辍领导小组（2026-09-14 到期）" in titles


def test_reminding_all_claims_nobody_where_nobody_holds_the_posts(bound: County) -> None:
    bound.time.pass_by(days=25)
    reckoned(bound)
    chen = sign_in(bound, "陈局长")
    far = {"month": "2026-09", "unit": str(bound.units["school_z"])}
    page = main_of(chen, "/compliance/reminders/", **far)
    assert "没有人任职，催办没有人收到" in page
    assert "全部催办" not in page
    assert "催办</button>" not in page
    given = {**far, "bearer": str(bound.units["school_z"]), "role": "school_head"}
    form = f"/compliance/rows/{row_of(bound).pk}/exempt/"
    refused = send(chen, form, "/compliance/reminders/", **given)
    assert refused.status_code == 422
    assert "高坪乡中心小学校长现在没有人任职，催办没有人收到" in text_of(refused)
    assert not all_of(Reminder)
    assert "已催办" not in main_of(chen, "/compliance/reminders/", **far)
    page = "/compliance/duties/roll_compared/?month=2026-09"
    answer = send(chen, form, "/compliance/duties/roll_compared/remind/", **far, version="")
    told = main_of(chen, page)
    assert answer.status_code in (302, 422)
    assert "已催办" not in told
    assert not all_of(Reminder)


def test_nobody_lets_oneself_off(bound: County) -> None:
    li, row = sign_in(bound, "李校长"), row_of(bound)
    assert "/exempt/" not in main_of(li, GROUP)
    form = f"/compliance/rows/{row.pk}/exempt/"
    answer = send(li, form, form, reason="太忙")
    assert answer.status_code == 422
    page = text_of(answer)
    assert "不能批准免办自己的任务" in page
    assert 'value="太忙"' in page
    assert not all_of(Exemption)
    for who in ("王老师", "周支书", "赵老师"):
        assert sign_in(bound, who).get(form).status_code == 403


def test_a_reason_is_needed_and_another_unit_is_out_of_reach(bound: County) -> None:
    chen, row = sign_in(bound, "陈局长"), row_of(bound)
    form = f"/compliance/rows/{row.pk}/exempt/"
    answer = send(chen, form, form, reason="")
    assert answer.status_code == 422
    assert "免办理由" in text_of(answer)
    far = row_of(bound, "school_z")
    assert sign_in(bound, "张镇长").get(f"/compliance/rows/{far.pk}/exempt/").status_code == 404


def test_the_county_seals_a_month_that_is_over(bound: County) -> None:
    chen = sign_in(bound, "陈局长")
    assert "封存这个月的结论" not in main_of(chen, **SEPTEMBER)
    bound.time.pass_by(days=15)  # the fifth of October
    chen = _again(bound, "陈局长")
    assert "2026-10-11 起封存" in main_of(chen, **SEPTEMBER)
    bound.time.pass_by(days=8)
    reckoned(bound)
    chen = _again(bound, "陈局长")
    answer = send(chen, "/compliance/?month=2026-09", "/compliance/seal/", month="2026-09")
    assert answer["Location"] == "/compliance/?month=2026-09"
    seal = the(SealedMonth)
    page = main_of(chen, **SEPTEMBER)
    assert seal.sha256 in page
    assert "封存这个月的结论" not in page
    assert seal.sha256 in main_of(sign_in(bound, "王老师"), **SEPTEMBER)
    assert "/exempt/" not in main_of(chen, GROUP)


def test_what_cannot_be_sealed_is_told_in_a_sentence(bound: County) -> None:
    bound.time.pass_by(days=60)
    reckoned(bound)
    chen = sign_in(bound, "陈局长")
    answer = send(chen, "/compliance/?month=2026-10", "/compliance/seal/", month="2026-10")
    assert answer.status_code == 422
    assert "2026-09" in text_of(answer)
    assert not all_of(SealedMonth)
    assert sign_in(bound, "张镇长").post("/compliance/seal/", {"month": "2026-09", "request": "x"}).status_code == 403


def test_the_month_as_a_workbook_is_inert_text(bound: County) -> None:
    exempt_duty(bound.ctx("陈局长"), row=row_of(bound, duty="roll_compared").pk, reason="=HYPERLINK(1)")
    reckoned(bound)
    answer = sign_in(bound, "陈局长").get("/compliance/sheet/", SEPTEMBER)
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["条款落实", "未办和逾期"]
    clauses, behind = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert clauses[0][0] == "晴川县2026年9月方案落实情况"
    [group] = [row for row in clauses if row[5] == "学校控辍领导小组"]
    assert group[2] == "5.02"
    assert group[6:12] == ("未办", 1, 0, 0, 1, 0)
    [late] = [row for row in behind if row[2] == "学校控辍领导小组"]
    assert late[3:7] == ("清溪镇中心小学", "清溪镇中心小学 校长 李校长", "2026-09-14", "未办")
    [cell] = [cell for row in book["未办和逾期"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert cell.data_type == "s"
    zhao = load_workbook(BytesIO(sign_in(bound, "赵老师").get("/compliance/sheet/", SEPTEMBER).content))
    assert not [
        cell
        for sheet in zhao
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell and "清溪镇" in str(cell)
    ]


def test_it_prints_with_all_clauses_open(bound: County) -> None:
    page = main_of(sign_in(bound, "陈局长"), **SEPTEMBER, print="1")
    assert "data-print" in page
    assert '<details class="as-table" open>' in page


def test_the_county_hears_that_nothing_was_reckoned_for_a_day_and_what_was_left_out(
    bound: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, out = "任务已超过一天没有核算", "清溪镇中心小学的方案 own/x 没有计入核算：方案里有一个数缺失或不能计算"
    why = LeftOut(bound.units["school_a"], "own/x", Problem("duties.number_unusable"))
    assert late not in main_of(sign_in(bound, "陈局长"), **SEPTEMBER)
    bound.time.pass_by(days=2)
    monkeypatch.setattr(worries, "left_out", lambda *_: (why,))
    page = main_of(_again(bound, "陈局长"), **SEPTEMBER)
    assert late in page
    assert out in page
    assert late not in main_of(_again(bound, "李校长"), **SEPTEMBER)


def test_a_month_without_a_plan_says_so(county: County) -> None:
    assert "这个月没有方案" in main_of(sign_in(county, "陈局长"))


def test_the_month_asks_as_much_for_much_as_for_little(bound: County) -> None:
    chen = sign_in(bound, "陈局长")

    def asked() -> int:
        chen.get(PAGE, SEPTEMBER)
        with CaptureQueriesContext(connection) as found:
            assert chen.get(PAGE, SEPTEMBER).status_code == 200
        return len([each for each in found.captured_queries if "set_config" not in each["sql"]])

    first = asked()
    assert first == QUERIES
    adopted(bound, "张镇长", "town_a", 2)
    adopted(bound, "李校长", "school_a", 8)
    reckoned(bound)
    assert asked() <= first + 1
    assert State.BROKEN in {row.state for row in all_of(DutyRow)}


def _again(county: County, who: str) -> Visitor:
    """Sign in once more: the session of days ago has ended."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def targets(page: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """By title and for which units: wanted, own value, what is missing, whether it is reached, the units beneath."""
    rows = [[plain(cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)] for row in _rows(page)]
    return {(row[0], row[2]): tuple(row[3:]) for row in rows if len(row) == 8 and row[1].startswith("5.")}


def _rows(page: str) -> list[str]:
    return re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)


def test_targets_stand_beside_what_the_units_have_reached(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    head, officer = sign_in(county, "李校长"), sign_in(county, "陈局长")
    mine = targets(main_of(head, **SEPTEMBER))
    assert mine["学校零辍学", "学校"] == ("不超过 0 名", "0", "0", "达标", "—")
    cases.verified(county, "both")
    mine = targets(main_of(head, **SEPTEMBER))
    assert mine["学校零辍学", "学校"] == ("不超过 0 名", "1", "1", "未达标", "—")
    theirs = targets(main_of(officer, **SEPTEMBER))
    assert theirs["全区零辍学", "县"] == ("不超过 0 名", "1", "1", "未达标", "—")
    township = targets(main_of(officer, **SEPTEMBER, unit=str(county.units["town_a"])))
    assert township["适龄儿童全部入学", "乡镇（街道）"][-2] in ("达标", "未达标")
    assert "还没有数据" not in str(township["适龄儿童全部入学", "乡镇（街道）"])
    before = targets(main_of(officer, month="2026-08"))
    assert all(row[-2] != "达标" for row in before.values())
    assert targets(main_of(sign_in(county, "赵老师"), **SEPTEMBER)).get(("学校零辍学", "学校")) is None


@pytest.fixture
def missed(county: County) -> County:
    """The county with its plan, counted, and a child of one school who has dropped out."""
    adopted(county, "陈局长", "county", 5)
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    cases.verified(county, "both")
    return county


def test_targets_of_those_beneath_tell_the_own_value_and_who_is_behind(missed: County) -> None:
    page = main_of(sign_in(missed, "陈局长"), **SEPTEMBER)
    found = targets(page)
    assert found["学校零辍学", "学校"] == (
        *("不超过 0 名", "1", "1", "未达标"),
        "达标 1 个，未达标 1 个，还没有数据 0 个 清溪镇中心小学 1，差 1",
    )
    assert found["乡镇零辍学", "乡镇（街道）"][-1].endswith("清溪镇 1，差 1")
    enrolled = found["适龄儿童全部入学", "乡镇（街道）"]
    assert enrolled[0] == "不低于 100%"
    assert enrolled[1] not in ("", "—")
    assert f'href="/compliance/?month=2026-09&amp;unit={missed.units["school_a"]}">清溪镇中心小学' in page
    zhang = targets(main_of(sign_in(missed, "张镇长"), **SEPTEMBER))
    assert zhang["学校零辍学", "学校"][-1] == "达标 0 个，未达标 1 个，还没有数据 0 个 清溪镇中心小学 1，差 1"
    assert "高坪乡" not in str(zhang)


def test_a_village_is_not_judged_by_goals_of_schools(missed: County) -> None:
    page = main_of(sign_in(missed, "周支书"), **SEPTEMBER)
    assert targets(page) == {}
    assert "未达标" not in page
    assert "范围内没有这类单位" not in page
    [told] = re.findall(r"<tr><td>5\.01 .*?</tr>", page, re.DOTALL)
    assert "这一条的目标由别的单位承担" in plain(told)
    head = targets(main_of(sign_in(missed, "李校长"), **SEPTEMBER))
    assert head["学校零辍学", "学校"][3] == "未达标"
    assert {of for _, of in head} == {"学校"}


def test_a_plan_of_a_unit_beneath_is_no_target_of_the_county(missed: County) -> None:
    adopted(missed, "张镇长", "town_a", 2)
    reckoned(missed)
    page = plain(main_of(sign_in(missed, "陈局长"), **SEPTEMBER))
    [told] = re.findall(r"适龄儿童入学率 2.01 (.*?) 巩固率 2.01 ", page)
    assert re.fullmatch(r"乡镇（街道） 不低于 100% \d+\.\d\d% \d+\.\d\d% 未达标 —", told)
    assert "清溪镇现值" in page
    own = plain(main_of(sign_in(missed, "张镇长"), **SEPTEMBER))
    assert re.findall(r"适龄儿童入学率 2.01 (.*?) 巩固率 2.01 ", own) == [told], "the same as the township itself sees"


def test_the_county_s_number_says_why_it_is_not_that_of_all_schools_together(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    cases.verified(county, "group_only")  # of a village, at no school
    officer = sign_in(county, "陈局长")
    page = main_of(officer, **SEPTEMBER)
    found = targets(page)["学校零辍学", "学校"]
    assert found[1:4] == ("1", "—", "逐个单位判定"), "each school reaches it, and yet a child is out: nothing is green"
    assert found[4] == (
        "达标 2 个，未达标 0 个，还没有数据 0 个 晴川县的 1 名是属于本地的全部儿童（住在或就读于这里），每人计一次；"
        "各学校只数属于自己的，合计 0 名，其余至少 1 名不属于其中任何一个"
    )
    assert "每人计一次" not in targets(page)["全区零辍学", "县"][4]
    paper = targets(main_of(officer, **SEPTEMBER, print="1"))["学校零辍学", "学校"][4]
    assert paper.endswith("相加不一定等于晴川县的数")
    assert "1 名" not in paper


def test_compliance_and_today_lead_to_the_same_list_with_the_same_number(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    cases.verified(county, "both")
    cases.verified(county, "group_only", kind="out_of_school", reason="working")
    officer, unit = sign_in(county, "陈局长"), county.units["county"]
    address = f"/cases/?state=not_back&amp;unit={unit}"
    page = main_of(officer, **SEPTEMBER)
    assert f'href="{address}">2</a>' in page
    assert targets(page)["全区零辍学", "县"][1:4] == ("2", "2", "未达标")
    today = main_of(officer, "/today/")
    assert f'href="{address}"' in today
    assert "劝返 2 名确认辍学或失学的儿童（辍学 1 名，失学 1 名）" in today
    assert "共 2 件" in main_of(officer, address.replace("&amp;", "&"))
    assert address not in main_of(officer, **SEPTEMBER, print="1")
    county.time.pass_by(days=30)
    assert address not in main_of(_again(county, "陈局长"), **SEPTEMBER), "the list is of now"


def test_a_target_of_no_dropout_is_not_reached_while_a_child_never_entered_school(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    officer = sign_in(county, "陈局长")
    assert targets(main_of(officer, **SEPTEMBER))["全区零辍学", "县"][1:4] == ("0", "0", "达标")
    cases.verified(county, "group_only", kind="out_of_school", reason="working")
    found = targets(main_of(officer, **SEPTEMBER))
    assert found["全区零辍学", "县"][1:4] == ("1", "1", "未达标")
    assert found["乡镇零辍学", "乡镇（街道）"][3] == "未达标"
    assert found["学校零辍学", "学校"][3] != "达标"
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    county.time.pass_by(days=30)
    kept = targets(main_of(_again(county, "陈局长"), **SEPTEMBER))
    assert kept["全区零辍学", "县"][1:4] == ("1", "1", "未达标"), "a month that is over counts alike"


def test_so_many_allowed_to_each_school_are_no_target_of_the_county(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropouts_were_allowed(monkeypatch)
    adopted(county, "陈局长", "county", 5, dropout__allowed="1")
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    cases.verified(county, "both")
    found = targets(main_of(sign_in(county, "陈局长"), **SEPTEMBER))
    assert found["学校零辍学", "学校"] == (
        *("不超过 1 名", "1", "—", "达标"),
        "达标 2 个，未达标 0 个，还没有数据 0 个",
    )


def test_on_paper_stands_no_number_that_may_not_be_published(missed: County) -> None:
    found = targets(main_of(sign_in(missed, "陈局长"), **SEPTEMBER, print="1"))
    assert found["学校零辍学", "学校"] == (
        *("不超过 0 名", "数小不列", "数小不列", "未达标"),
        "达标 1 个，未达标 1 个，还没有数据 0 个 清溪镇中心小学",
    )


def test_the_head_of_a_plan_tells_how_many_clauses_are_reckoned_and_silent(bound: County) -> None:
    page = main_of(sign_in(bound, "陈局长"), **SEPTEMBER)
    [told] = re.findall(r"共 (\d+) 条：本月核算 (\d+) 条，本月没有任务 (\d+) 条", page)
    total, reckoned, silent = map(int, told)
    assert total == len(load_plan("model/plan_5").clauses) == reckoned + silent
    nothing = page.split("<summary>本月没有任务的条款（")[1].split("</details>")[0]
    assert nothing.startswith(f"{silent}）")
    assert nothing.count("<tr><td>") == silent
    assert "待建" not in page


def test_the_head_of_a_plan_tells_how_many_clauses_are_pending(county: County) -> None:
    adopted(county, "陈局长", "county", 7)
    page = main_of(sign_in(county, "陈局长"), **SEPTEMBER)
    [told] = re.findall(r"共 (\d+) 条：本月核算 (\d+) 条，本月没有任务 (\d+) 条，待建 (\d+) 条（([^（）]*)）", page)
    total, reckoned, silent, pending = map(int, told[:4])
    plan = load_plan("model/plan_7")
    assert total == len(plan.clauses) == reckoned + silent + pending
    assert pending == len([each for each in plan.clauses if each.pending])
    assert told[4] == f"质量监测 {pending} 条"
    waiting = page.split("<summary>待建的条款（")[1].split("</details>")[0]
    assert waiting.startswith(f"{pending}）")
    assert waiting.count("<tr><td>") == pending == waiting.count("待建：")


def test_the_weeks_of_one_duty_are_one_duty_and_so_many_periods(bound: County) -> None:
    teacher = sign_in(bound, "王老师")
    weeks = all_of(DutyRow, duty="leave_closed", unit=bound.units["class_a"], due_on__month=9)
    assert len(weeks) == 5
    page = main_of(teacher, **SEPTEMBER)
    tiles = {words: (int(number), int(periods)) for words, number, periods in TILE.findall(page)}
    assert sum(number for number, _ in tiles.values()) == 1
    assert sum(periods for _, periods in tiles.values()) == 5
    broken = sum(row.state == State.BROKEN for row in weeks)
    assert tiles["未办"] == ((1, broken) if broken else (0, 0))
    assert "大数按任务计" in page
    cell = duties(page)["本周请假都已销假"]
    assert any(each.endswith("1 个单位") for each in cell)


def no_record(page: str) -> dict[str, tuple[str, ...]]:
    """By title: state, done in time, not done, no record."""
    return {
        title: (cells[1], cells[2].split(" ")[0], cells[5], cells[6].split(" ")[0])
        for title, cells in duties(page).items()
    }


def test_a_school_that_never_used_the_program_is_not_done_but_without_record(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    for days in range(4):
        reported(county, on=DAY + timedelta(days=days))
        county.time.pass_by(days=1)
    county.time.pass_by(days=4)
    reckoned(county)
    weeks = {row.unit_id: row.state for row in all_of(DutyRow, duty="leave_closed") if row.due_on < date(2026, 9, 7)}
    units = county.units
    assert weeks[units["class_a"]] == State.DONE
    assert weeks[units["class_b"]] == weeks[units["class_z"]] == State.UNKNOWN, "nobody reported there"
    chen = sign_in(county, "陈局长")
    own = no_record(main_of(chen, **SEPTEMBER, unit=str(units["class_a"])))["本周请假都已销假"]
    assert own[1] == "1"
    page = main_of(chen, **SEPTEMBER, unit=str(units["school_z"]))
    assert no_record(page)["本周请假都已销假"][1:3] == ("0", "0")
    assert int(no_record(page)["本周请假都已销假"][3]) >= 1
    tiles = {words: int(number) for words, number, _ in TILE.findall(page)}
    assert tiles["无记录"] >= 1
    assert "“无记录”：没有登记，看不出办没办，不算按期办" in page
    rows = plain(main_of(chen, "/compliance/duties/leave_closed/", **SEPTEMBER).split("<table")[1])
    assert "四年级（1）班 无记录" in rows


def test_what_is_recorded_later_is_reckoned_anew_and_the_workbook_lists_what_has_no_record(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=2)
    reckoned(county)
    chen = sign_in(county, "陈局长")
    book = load_workbook(BytesIO(chen.get("/compliance/sheet/", SEPTEMBER).content))
    listed = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert [row[3] for row in listed if row[2] == "本周请假都已销假" and row[6] == "无记录"].count("三年级（1）班") == 1
    reported(county, on=DAY + timedelta(days=1))
    reckoned(county)
    [row] = [
        each
        for each in all_of(DutyRow, duty="leave_closed", unit=county.units["class_a"])
        if each.start_on < DAY + timedelta(days=3)
    ]
    assert row.state == State.DONE


def test_a_month_tells_of_earlier_ones_that_are_behind_and_leads_there(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=40)
    reckoned(county)
    rows = all_of(DutyRow, state=State.BROKEN, due_on__lt=date(2026, 10, 1))
    assert rows
    page = main_of(sign_in(county, "陈局长"))
    [(href, units, number)] = re.findall(r'<a href="([^"]*)">2026年9月：(\d+) 个单位没有办，共 (\d+) 期</a>', page)
    assert int(number) == len(rows)
    assert int(units) == len({row.unit_id for row in rows}) < len(rows)
    assert "以前各月到期、到今天还没有办的（不在下面的数里）" in page
    there = plain(text_of(_again(county, "陈局长").get(href.replace("&amp;", "&"))))
    assert "2026年9月方案落实情况" in there
    assert "以前各月到期" not in there
    zhao = re.findall(r"2026年9月：1 个单位没有办，共 (\d+) 期", main_of(sign_in(county, "赵老师")))
    own = [row for row in rows if row.unit_id in (county.units["class_z"],)]
    assert zhao == ([str(len(own))] if own else [])


def test_a_version_that_was_just_adopted_says_that_it_is_not_reckoned_by_yet(county: County) -> None:
    words = "刚刚采用，还没有按这一版核算"
    adopted(county, "陈局长", "county", 5)
    assert plain(main_of(sign_in(county, "陈局长"))).count(words) == 1
    county.time.pass_by(days=1)
    reckoned(county)
    county.time.pass_by(days=1)
    assert words not in main_of(_again(county, "陈局长"))
    adopted(county, "张镇长", "town_a", 2, from_on=DAY + timedelta(days=2))
    page = plain(main_of(sign_in(county, "张镇长")))
    assert page.count(words) == 1
    assert words not in page.split("清溪镇 第 1 次采用")[0]


TILE = re.compile(r'<h2>(\S+)</h2><p class="kpi-value"><b>(\d+)</b></p><p class="kpi-meaning">(\d+) 期</p>')


def test_two_versions_in_a_month_stand_beside_each_other_with_number_and_days(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    adopted(county, "张镇长", "town_a", 2)
    county.time.pass_by(days=5)
    adopted(county, "陈局长", "county", 5, from_on=date(2026, 9, 15))
    page = plain(main_of(sign_in(county, "张镇长"), **SEPTEMBER))
    first = page.index("晴川县 第 1 次采用，自 2026-09-01 至 2026-09-14（含当天）")
    second = page.index("晴川县 第 2 次采用，自 2026-09-15 起")
    assert first < second
    assert not first < page.index("清溪镇 第 1 次采用，自 2026-09-01 起") < second
    assert "目标列在月末有效的一版" not in page[second:]


def test_a_version_signed_for_days_before_begins_where_the_one_before_ends(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=5)
    adopted(county, "陈局长", "county", 5, from_on=DAY + timedelta(days=2))
    page = plain(main_of(sign_in(county, "陈局长"), **SEPTEMBER))
    assert "第 1 次采用，自 2026-09-01 至 2026-09-05（含当天）" in page
    assert "第 2 次采用，自 2026-09-06 起" in page


def test_a_clause_that_was_left_out_waits_for_no_room(county: County) -> None:
    officer = county.ctx("陈局长")
    adopted(county, "陈局长", "county", 7)
    version = drafted(county, "陈局长", "county", 7)
    omit_clause(officer, version=version, clause="7.01", reason="另有办法")
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY + timedelta(days=1), signer="陈局长")
    before, after = re.findall(r"待建 (\d+) 条", plain(main_of(sign_in(county, "陈局长"), **SEPTEMBER)))
    assert int(after) == int(before) - 1


def test_a_clause_that_was_left_out_may_have_no_number_of_its_own(county: County) -> None:
    officer = county.ctx("陈局长")
    whole = drafted(county, "陈局长", "county", 5)
    adopt_plan(officer, version=whole, from_on=DAY, signer="陈局长")
    version = drafted(county, "陈局长", "county", 5)
    for clause in ("5.10", "5.20"):  # a duty by numbers of other clauses; one by its own
        omit_clause(county.ctx("陈局长"), version=version, clause=clause, reason="另有办法")
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY + timedelta(days=1), signer="陈局长")
    page = plain(main_of(sign_in(county, "陈局长"), **SEPTEMBER))
    assert "不采用 2 条" in page.split("第 2 次采用")[1]
    assert re.search(r"不采用的条款（2）.*5\.10 .*不采用.*5\.20 .*不采用", page.split("第 2 次采用")[1])


def test_of_two_versions_in_a_month_the_later_ones_targets_stand(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=5)
    adopted(county, "陈局长", "county", 5, from_on=date(2026, 9, 15))
    cases.verified(county, "both")
    reckoned(county)
    rows = [plain(row) for row in re.findall(r"<tr>.*?</tr>", main_of(sign_in(county, "陈局长")), re.DOTALL)]
    assert len([row for row in rows if "学校零辍学" in row]) == 1
