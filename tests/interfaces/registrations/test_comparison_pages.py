"""The monthly comparisons and the totals of other offices, as the county's officer sees them."""

import re

import pytest

from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.registrations.models import OutsideTotal
from support.browsing import sign_in
from support.county import County, made_up_id
from support.databases import all_of, the
from support.forms import send, text_of
from support.rosters import adopt, adopt_both

MONTHS, TOTALS, POOR = "/comparisons/", "/totals/", "/comparisons/lists/?kind=poverty"
POVERTY = "姓名,性别,身份证号,乡镇,村"


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def compare(county: County) -> None:
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])


def adopt_poverty(county: County) -> None:
    """The third child, poor; and one who is in school."""
    lines = [f"巫马三,女,{made_up_id(403)},清溪镇,柳树村", f"巫马一,男,{made_up_id(401)},清溪镇,柳树村"]
    adopt(county, "poverty", POVERTY, lines)


def rows_of(page: str) -> list[str]:
    """The rows of the tables of a page as text."""
    return [re.sub(r"<[^>]+>|\s+", " ", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]


def test_the_months_stand_beside_one_another_and_the_next_is_named(county: County) -> None:
    chen = sign_in(county, "陈局长")
    assert "下一次比对应在 2026-09-25 前完成" in text_of(chen.get(MONTHS))
    adopt_both(county)
    compare(county)
    page = text_of(chen.get(MONTHS))
    assert "户籍 5 行，学籍 3 行，未入学 3 名" in page
    assert "下一次比对应在 2026-10-25 前完成" in page
    assert "还不能比对：要等考勤和送教记录" in page
    assert "没有现用的脱贫（监测）户名册" in page
    assert Entry.objects.filter(action="comparison.read", outcome="read").exists()


def test_a_comparison_that_was_not_made_is_overdue(county: County) -> None:
    adopt_both(county)
    compare(county)
    county.time.pass_by(days=56)
    chen = sign_in(county, "陈局长")
    assert "2026-10-25 前应完成的比对还没有做" in text_of(chen.get(MONTHS))
    compare(county)
    page = text_of(chen.get(MONTHS))
    assert "下一次比对应在 2026-11-25 前完成" in page
    [october] = [row for row in rows_of(page) if "2026-10 " in row]
    assert "不变" in october


def test_who_is_poor_and_in_no_school_is_listed_and_the_reading_recorded(county: County) -> None:
    adopt_both(county)
    adopt_poverty(county)
    compare(county)
    chen = sign_in(county, "陈局长")
    page = text_of(chen.get(MONTHS))
    assert "看脱贫户名单" in page
    assert "巫马三" not in page
    listed = text_of(chen.get(POOR))
    assert "可能适龄的 2 名：在学籍名册上 1 名，最近一次比对未入学 1 名" in listed
    assert "都没有 0 名" in listed
    assert "巫马三" in listed
    for other in ("巫马一", "巫马四", "巫马五", made_up_id(403)):
        assert other not in listed
    assert Entry.objects.filter(action="finding.read_lists", outcome="read", count=1).exists()


def test_a_disabled_child_on_no_roster_is_named_with_its_place(county: County) -> None:
    adopt_both(county)
    compare(county)
    rows = [f"巫马四,女,{made_up_id(404)},清溪镇,石桥村", f"无踪一,男,{made_up_id(407)},清溪镇,柳树村"]
    adopt(county, "disabled", POVERTY, rows)
    chen = sign_in(county, "陈局长")
    page = text_of(chen.get("/comparisons/lists/?kind=disabled"))
    assert "都没有 1 名" in page
    [lost] = [row for row in rows_of(page) if "无踪一" in row]
    assert "清溪镇 柳树村" in lost
    assert "disabled 底册 第 3 行" in lost
    assert any("巫马四" in row for row in rows_of(page))
    assert made_up_id(407) not in page
    assert "没有现用的名册" in text_of(chen.get("/comparisons/lists/?kind=kindergarten"))
    for kind in ("household", "nothing", ""):
        assert chen.get(f"/comparisons/lists/?kind={kind}").status_code == 404


@pytest.mark.parametrize("who", ["王老师", "李校长", "张镇长", "周支书", "赵老师", "安全管理员"])
def test_nobody_else_has_these_pages(county: County, who: str) -> None:
    visitor = sign_in(county, who)
    for path in (MONTHS, POOR, TOTALS):
        assert visitor.get(path).status_code == 403


def entered(**changes: str) -> dict[str, str]:
    given = {"month": "2026-09", "source": "platform", "measure": "not_in_school", "figure": "5", "paper": "9月平台"}
    return given | changes


def test_figures_of_other_offices_stand_beside_ours_with_the_difference_in_words(county: County) -> None:
    adopt_both(county)
    compare(county)
    chen = sign_in(county, "陈局长")
    for changes in ({}, {"source": "poverty_office", "figure": "3"}, {"measure": "entries", "figure": "2"}):
        assert send(chen, TOTALS, **entered(**changes))["Location"] == TOTALS
    missing, entries = (
        next(row for row in rows_of(text_of(chen.get(TOTALS))) if row.strip().startswith(words))
        for words in ("未入学适龄儿童", "学籍名册在册人数")
    )
    assert "全国平台 5 比本系统多 2" in re.sub(r"\s+", " ", missing)
    assert "乡村振兴（扶贫）部门 3 一致" in re.sub(r"\s+", " ", missing)
    assert "比本系统少 1" in entries
    row = the(OutsideTotal, source="platform", measure="not_in_school")
    send(chen, TOTALS, f"{TOTALS}{row.id}/explain/", explanation="平台未核销两名死亡")
    page = text_of(chen.get(TOTALS))
    assert "说明：平台未核销两名死亡" in page
    send(chen, TOTALS, **entered(figure="3"))
    page = text_of(chen.get(TOTALS))
    assert "说明：平台未核销两名死亡" not in page
    assert {each.figure for each in all_of(OutsideTotal, source="platform", measure="not_in_school")} == {3, 5}
    assert the(OutsideTotal, source="platform", measure="not_in_school", is_current=True).figure == 3


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"month": "2026-13"}, "月份要写成"),
        ({"month": "2026-12"}, "还没有到"),
        ({"figure": "-1"}, "不能小于 0"),
        ({"figure": "五"}, "人数"),
        ({"figure": "99999999999"}, "人数"),
        ({"source": "newspaper"}, "来源部门"),
        ({"measure": ""}, "指标"),
        ({"paper": ""}, "依据文件"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_what_was_typed_stays(
    county: County, changes: dict[str, str], told: str
) -> None:
    refused = send(sign_in(county, "陈局长"), TOTALS, **entered(**changes))
    assert refused.status_code == 422
    page = text_of(refused)
    assert told in page
    assert entered(**changes)["figure"] in page
    assert not all_of(OutsideTotal)


def test_the_pages_speak_english(county: County) -> None:
    adopt_both(county)
    compare(county)
    chen = sign_in(county, "陈局长")
    chen.post("/language/", {"language": "en", "next": MONTHS})
    assert "not yet possible" in text_of(chen.get(MONTHS))
    assert "The same measure of the same month" in text_of(chen.get(TOTALS))
    assert "No roster of households watched against poverty has been adopted" in text_of(chen.get(POOR))
    adopt_poverty(county)
    assert "in no school by the latest comparison: 1" in text_of(chen.get(POOR))
