"""What a group finds and does: cause and measures (5.16), law, care, aid and whereabouts (4.04), joint visits (2.17)."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from notoneless.casework.working_groups.models import CaseCause, GovernmentReport, GroupPlace, Remedy
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import description_of
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.cases import closed_out, verified
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.procedures import recorded
from support.roll_work import prefixed
from support.visits import visited
from support.words import words_of
from support.working_groups import minute, planned_remedy

ROOT = "/working-groups/"
NO_REASON: dict[str, Any] = {"reason": None}


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def page_of(county: County) -> str:
    return f"{ROOT}children/{county.children['both']}/"


def states(duty: str) -> set[tuple[date, str]]:
    """How the duties of a kind stand, by the day they are due."""
    return {(row.due_on, row.state) for row in all_of(DutyRow, duty=duty)}


def prefixed_head(county: County, head: Any) -> Any:
    """The head of a school that numbers its papers."""
    prefixed(county)
    return head


def bearer(county: County, party: str = "village") -> str:
    return str(the(GroupPlace, child_id=county.children["both"], party=party, until_on=None).pk)


@pytest.mark.clause("5.16")
def test_the_cause_is_found_and_measures_fitted_to_it_are_taken_by_members_of_the_group(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    case = verified(county, **NO_REASON)
    wang, zhou, zhao = (sign_in(county, who) for who in ("王老师", "周支书", "赵老师"))
    assert "还没有查明" in plain(wang.get(page_of(county)))
    found = {"reason": "early_marriage", "on": DAY.isoformat(), "note": "家里定了亲"}
    assert send(wang, f"{ROOT}cases/{case}/cause/", **found).status_code == 302
    seen = plain(wang.get(page_of(county)))
    assert "保密" in seen
    assert "定了亲" not in seen
    assert wang.post(f"{ROOT}causes/{the(CaseCause).pk}/reason/").status_code == 403
    plan = {"remedy_kind": "care", "words": "请外婆一起劝", "group_place": bearer(county), "due_on": "2026-09-03"}
    assert send(wang, f"{ROOT}cases/{case}/remedies/", **plan).status_code == 302
    assert "1 项劝返措施要办" in plain(zhou.get("/today/"))
    assert "劝返措施" not in plain(wang.get("/today/"))
    assert county.markers["both"][0] in text_of(zhou.get(f"{ROOT}?show=mine"))
    reckoned(county)
    assert states("cause_and_remedy") == {(date(2026, 9, 8), "due")}
    li = sign_in(county, "李校长")
    stands = plain(li.get("/compliance/duties/cause_and_remedy/", {"month": "2026-09"}))
    assert "劝返 0，需要 1；查明原因的个案 1，需要 1；对症措施 1，需要 1" in stands
    recorded(county)
    reckoned(county)
    assert states("cause_and_remedy") == {(date(2026, 9, 8), "done")}
    remedy = the(Remedy).pk
    assert send(zhou, f"{ROOT}remedies/{remedy}/finish/", effect="外婆答应送回来").status_code == 302
    assert "外婆答应送回来" in plain(wang.get(page_of(county)))
    assert "劝返措施" not in plain(zhou.get("/today/"))
    for path in (page_of(county), f"{ROOT}cases/{case}/remedies/", f"{ROOT}remedies/{remedy}/finish/"):
        assert zhao.get(path).status_code == 404


@pytest.mark.clause("4.04")
def test_law_care_and_aid_are_chosen_or_it_says_why_not_and_the_child_is_tracked_each_month(county: County) -> None:
    adopted(county, plan=4)
    case = verified(county)
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    seen = plain(li.get(page_of(county)))
    for kind in ("依法", "以情", "以资"):
        assert f"{kind}：没有定，也没有说明" in seen
    plan = {"remedy_kind": "law", "words": "上门讲义务教育法", "group_place": bearer(county), "due_on": "2026-09-03"}
    assert send(li, f"{ROOT}cases/{case}/remedies/", **plan).status_code == 302
    left_out = f"{ROOT}cases/{case}/left-out/"
    assert send(li, left_out, remedy_kind="aid", reason="家里不缺钱").status_code == 302
    refused = send(li, left_out, remedy_kind="law", reason="不必")
    assert refused.status_code == 422
    assert "依法的措施已经定了" in plain(refused)
    seen = plain(li.get(page_of(county)))
    assert "家里不缺钱" in seen
    assert "以情：没有定，也没有说明" in seen
    assert "以资：没有定，也没有说明" not in seen
    where = {"on": DAY.isoformat(), "traced_to": "working", "place": "县城汽修店", "source": "母亲电话"}
    assert send(wang, f"{ROOT}cases/{case}/destination/", **where).status_code == 302
    assert "县城汽修店" in plain(li.get(page_of(county)))
    reckoned(county)
    assert (date(2026, 9, 8), "done") in states("case_measures")
    county.time.pass_by(days=61)
    reckoned(county)
    tracked = states("case_tracked")
    assert (date(2026, 9, 30), "done") in tracked
    assert (date(2026, 10, 31), "broken") in tracked


def test_a_measure_that_is_given_up_says_why_and_the_kind_is_open_again(county: County) -> None:
    remedy = planned_remedy(county)
    li = sign_in(county, "李校长")
    assert send(li, f"{ROOT}remedies/{remedy}/give-up/", reason="").status_code == 422
    assert send(li, f"{ROOT}remedies/{remedy}/give-up/", reason="外婆病了").status_code == 302
    seen = plain(li.get(page_of(county)))
    assert "外婆病了" in seen
    assert "以情：没有定，也没有说明" in seen
    again = send(li, f"{ROOT}remedies/{remedy}/finish/", effect="好")
    assert again.status_code == 422
    assert "已经放弃" in plain(again)


def test_of_a_case_that_is_closed_nothing_more_is_planned(county: County) -> None:
    case = closed_out(county)
    li = sign_in(county, "李校长")
    assert "定措施" not in plain(li.get(page_of(county)))
    plan = {"remedy_kind": "law", "words": "讲法", "group_place": bearer(county), "due_on": "2026-09-03"}
    assert send(li, f"{ROOT}cases/{case}/remedies/", **plan).status_code == 422
    minute(county)
    where = {"on": DAY.isoformat(), "traced_to": "at_home", "source": "母亲"}
    assert send(li, f"{ROOT}cases/{case}/destination/", **where).status_code == 422


@pytest.mark.clause("2.17")
def test_school_township_and_village_go_together_and_what_is_not_joint_is_said(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    case = verified(county)
    wang, li, zhao = (sign_in(county, who) for who in ("王老师", "李校长", "赵老师"))
    effort = {
        "on": DAY.isoformat(),
        "how": "home",
        "place": "家里",
        "sides": ["school", "village"],
        "attitude": "refuses",
    }
    path = f"/procedures/children/{county.children['both']}/effort/"
    assert send(wang, path, **effort).status_code == 302
    assert "缺乡镇（街道），不算联合入户" in plain(li.get(page_of(county)))
    assert "联合入户 0 次" in plain(li.get(page_of(county)))
    reckoned(county)
    assert states("joint_outreach") == {(date(2026, 9, 8), "due")}
    visited(county, "both", "王老师", "周支书", "张镇长")
    seen = plain(li.get(page_of(county)))
    assert "共 2 次，其中校、镇、村联合入户 1 次" in seen
    reckoned(county)
    assert states("joint_outreach") == {(date(2026, 9, 8), "done")}
    page = f"/statistics/dropout/schools/{county.units['school_a']}/"
    form = plain(li.get(page))
    for word in ("晴川县2026年秋季学期辍学学生信息统计表", "家长慕容甲乙（母亲）", "打工务农", "联合入户", "李校长"):
        assert word in form, word
    assert "下落还没有查清" in form
    assert county.markers["both"][0] not in text_of(zhao.get("/statistics/dropout/"))
    book = li.get("/statistics/dropout/workbook/").content
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = "".join(archive.read(name).decode() for name in archive.namelist())
    for word in ("晴川县2026年秋季学期辍学学生信息统计表", "包保责任人", "慕容甲乙", "备注"):
        assert word in sheet
    assert send(prefixed_head(county, li), page, f"{page}sign/").status_code == 422
    remark = {"child": str(county.children["both"]), "remark": "村里还在打听"}
    assert send(li, page, f"{page}remark/", **remark).status_code == 302
    assert send(li, page, f"{page}sign/").status_code == 302
    assert send(li, page, f"{page}paper/").status_code == 302
    paper = the(Paper, kind="dropout_statistics")
    assert paper.number == "清溪小学辍学统计〔2026〕1号"
    told = str(description_of(county.ctx("李校长"), paper.pk))
    for word in ("打工务农", "2次，联合入户1次", "村里还在打听", "审核人（校长）：李校长"):
        assert word in told, word
    where = {"on": DAY.isoformat(), "traced_to": "working", "source": "母亲"}
    assert send(li, page_of(county), f"{ROOT}cases/{case}/destination/", **where).status_code == 302
    assert "外出打工" in plain(li.get(page))
    assert "下落还没有查清" not in plain(li.get(page))


@pytest.mark.clause("5.17")
def test_failed_persuasion_is_reported_on_paper_with_a_number_and_the_township_receives_it(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    case = verified(prefixed(county))
    county.time.pass_by(days=8)
    li, zhang, zhao = (sign_in(county, who) for who in ("李校长", "张镇长", "赵老师"))
    path = f"{ROOT}cases/{case}/government-report/"
    refused = send(li, page_of(county), path)
    assert refused.status_code == 409
    assert "要求至少 1 次" in plain(refused)
    assert "名孩子劝返无效" not in plain(li.get("/today/"))
    recorded(county)
    reckoned(county)
    assert states("failed_outreach_reported") == {(date(2026, 9, 14), "due")}
    assert "1 名孩子劝返无效，要书面报乡镇政府" in plain(li.get("/today/"))
    assert county.markers["both"][0] in text_of(li.get(f"{ROOT}?show=failed"))
    assert send(li, page_of(county), path).status_code == 302
    row = the(GovernmentReport)
    assert row.paper.number == "清溪小学劝返报〔2026〕1号"
    words = words_of(li.get(f"/papers/{row.paper_id}/word/").content)
    for told in ("慕容甲乙", "劝返1次", "打工务农", "清溪镇人民政府", "周支书"):
        assert told in words, told
    reckoned(county)
    assert states("failed_outreach_reported") == {(date(2026, 9, 14), "done")}
    assert "名孩子劝返无效" not in plain(li.get("/today/"))
    assert "1 份劝返无效报告待签收" in plain(zhang.get("/today/"))
    receive = f"{ROOT}reports/{row.pk}/receive/"
    assert li.post(receive).status_code == 403
    assert send(zhang, page_of(county), receive).status_code == 302
    assert "2026-09-09 张镇长" in plain(li.get(page_of(county)))
    assert send(li, page_of(county), path).status_code == 409
    assert zhao.get(page_of(county)).status_code == 404
    county.time.pass_by(days=20)
    reckoned(county)
    assert (date(2026, 9, 14), "done") in states("failed_outreach_reported")
