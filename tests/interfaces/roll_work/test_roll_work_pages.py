"""The roll-work plan on the web, from the first draft to the measure done on a phone (clause 1.19)."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.services import withdraw_paper
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from support.browsing import Visitor, sign_in
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.roll_work import LAST_DUE, TEXT, adopted, drafted, measure_of, prefixed, ready

LIST, TODAY = "/roll-work/", "/today/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def offered_value(page: str, name: str) -> str:
    """What a field of a form holds."""
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page) or re.search(
        rf'name="{name}"[^>]*>([^<]*)</textarea>', page
    )
    assert found, name
    return found[1]


def post_of(page: str, name: str) -> str:
    """The post of somebody among those to choose from."""
    found = re.search(rf'<option value="([0-9a-f-]{{36}})"[^>]*>[^<]*{name}</option>', page)
    assert found, name
    return found[1]


def draft_by_page(visitor: Visitor, county: County) -> str:
    """A draft, with the words that the form offers."""
    page = text_of(visitor.get(f"{LIST}draft/"))
    given = {name: offered_value(page, name) for name in ("heading", "basis", "aims")}
    given |= {"unit": str(county.units["school_a"]), "school_year": "2026"}
    answer = send(visitor, f"{LIST}draft/", **given)
    assert answer.status_code == 302, plain(answer)
    return str(answer["Location"])


@pytest.mark.clause("1.19")
def test_the_schools_plan_and_measures_are_adopted_versioned_and_carried_out(county: County) -> None:
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    plan = draft_by_page(li, county)
    page = text_of(li.get(plan))
    assert not all_of(RollWorkMeasure)  # what is offered is not stored
    teacher = post_of(page, "王老师")
    answer = send(li, plan, f"{plan}measures/", wording=TEXT, post=teacher, due_on=LAST_DUE)
    assert answer.status_code == 302
    assert send(li, plan, f"{plan}offered/", offered=["rules", "files"]).status_code == 302
    # adopted only with a number, which needs the prefix of the school
    unnumbered = send(li, plan, f"{plan}adopt/", effective_on=DAY)
    assert unnumbered["Location"] == "/papers/"
    assert "还没有发文代字" in plain(li.get("/papers/"))
    send(li, "/papers/", f"/papers/prefix/{county.units['school_a']}/", prefix="清溪小学")
    assert send(li, plan, f"{plan}adopt/", effective_on=DAY)["Location"] == plan
    shown = plain(li.get(plan))
    assert "清溪小学学籍〔2026〕1号" in shown
    assert "第 1 版" in shown
    assert "现行" in shown
    # each measure has a bearer and a state
    assert re.search(rf"1\. {TEXT} 三年级（1）班 王老师 2026-09-30 未办", shown), shown
    assert re.search(r"2\. 制定并公布学籍管理制度.* 李校长 2026-09-15 未办", shown), shown
    # the teacher does her own with one tap
    mine = plain(wang.get(LIST))
    assert f"我负责的措施 措施 完成时限 状态 办理 {TEXT}" in mine
    done = f"{LIST}measures/{measure_of(the(RollWorkPlan))}/done/"
    assert send(wang, LIST, done, back="list")["Location"] == LIST
    assert re.search(rf"{TEXT} 三年级（1）班 王老师 2026-09-30 已办 09-01 王老师", plain(wang.get(plan)))
    # the next version takes over the rest, and the first is superseded, not gone
    second = draft_by_page(li, county)
    assert TEXT not in plain(li.get(second)).partition("常用措施")[0]
    assert 'value="rules"' not in text_of(li.get(second))  # what the version before has is not offered again
    send(li, second, f"{second}adopt/", effective_on=DAY + timedelta(days=1))
    county.time.pass_by(days=1)
    zhang = sign_in(county, "张镇长")
    both = plain(zhang.get(LIST))
    assert re.search(r"第 2 版 现行", both), both
    assert re.search(r"第 1 版 已被新版代替", both), both
    compared = plain(zhang.get(f"{second}compare/{plan.rstrip('/').rpartition('/')[2]}/"))
    assert re.search(rf"不再列入 .*{TEXT} 三年级（1）班 王老师 2026-09-30 已办", compared), compared
    assert "没有变化的措施 2" in compared
    assert [paper.number for paper in sorted(all_of(Paper), key=lambda paper: paper.serial)] == [
        "清溪小学学籍〔2026〕1号",
        "清溪小学学籍〔2026〕2号",
    ]


@pytest.mark.clause("1.19")
def test_who_may_see_and_do_what(county: County) -> None:
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    plan = adopted(county)
    page, measure = f"{LIST}{plan.pk}/", measure_of(plan, "公布学籍管理制度")
    zhao = sign_in(county, "赵老师")
    assert zhao.get(page).status_code == 404
    assert str(plan.pk) not in text_of(zhao.get(LIST))
    for who in ("张镇长", "陈局长"):
        shown = text_of(sign_in(county, who).get(page))
        assert TEXT in shown
        assert "/done/" not in shown
        assert "/word/" in shown
    wang = sign_in(county, "王老师")
    shown = text_of(wang.get(page))
    assert shown.count("/done/") == 2  # one tap, or with day and note: of her own measure alone
    assert "/word/" not in shown
    refused = send(wang, page, f"{LIST}measures/{measure}/done/")
    assert refused.status_code == 422
    assert "由别人负责" in plain(refused)
    zheng = sign_in(county, "郑主任")
    assert send(zheng, page, f"{LIST}measures/{measure}/done/", on=DAY, note="已公示").status_code == 302
    assert "已公示" in plain(zheng.get(page))
    for visitor in (wang, zheng):
        assert visitor.post(f"{page}adopt/", {"effective_on": DAY}).status_code == 403


def test_what_is_typed_wrong_stays_typed_and_nothing_is_stored(county: County) -> None:
    li = sign_in(county, "李校长")
    wrong = send(li, f"{LIST}draft/", unit="", school_year="2026", heading="我的计划", basis="依据", aims="目标")
    assert wrong.status_code == 422
    assert "我的计划" in text_of(wrong)
    plan = drafted(prefixed(county))
    page = f"{LIST}{plan}/"
    for given, words in (
        ({"wording": "写了一半", "due_on": ""}, "缺少"),
        ({"wording": "写了一半", "due_on": LAST_DUE}, "请选责任人"),
        ({"wording": "写了一半", "due_on": "九月", "bearer_title": "教务处"}, ""),
        ({"wording": "写了一半" * 200, "due_on": LAST_DUE, "bearer_title": "教务处"}, ""),
        ({"wording": "写了一半\x00", "due_on": LAST_DUE, "bearer_title": "教务处"}, ""),
        ({"wording": "写了一半", "due_on": LAST_DUE, "post": str(county.units["county"])}, ""),
    ):
        answer = send(li, page, f"{page}measures/", **given)
        assert answer.status_code in (400, 404, 422), given
        if words == "请选责任人":
            assert words in plain(answer)
        if answer.status_code == 422:
            assert "写了一半" in text_of(answer)
    assert not all_of(RollWorkMeasure)
    empty = send(li, page, f"{page}adopt/", effective_on=DAY)
    assert (empty.status_code, "还没有措施" in plain(empty)) == (422, True)
    assert the(RollWorkPlan).state == "draft"


def test_a_draft_is_worded_its_measures_changed_removed_and_thrown_away(county: County) -> None:
    plan = ready(county)
    li, page = sign_in(county, "李校长"), f"{LIST}{plan}/"
    send(li, page, f"{page}describe/", school_year="2026", heading="新名称", basis="新依据", aims="新目标")
    assert "新名称" in plain(li.get(page))
    measure = measure_of(the(RollWorkPlan))
    own = f"{LIST}measures/{measure}/"
    assert offered_value(text_of(li.get(own)), "wording") == TEXT
    assert re.search(r'<option value="[^"]+" selected>[^<]*王老师', text_of(li.get(own)))
    assert send(li, own, wording="每周核对", bearer_title="教务处", due_on=LAST_DUE).status_code == 302
    assert "每周核对" in plain(li.get(page))
    wrong = send(li, own, wording="每周核对", due_on=LAST_DUE)
    assert (wrong.status_code, "请选责任人" in plain(wrong)) == (422, True)
    assert send(li, own, f"{own}remove/").status_code == 302
    assert "每周核对" not in plain(li.get(page))
    assert send(li, page, f"{page}discard/")["Location"] == LIST
    assert not all_of(RollWorkPlan)


def test_a_measure_is_dropped_and_opened_again_with_reasons(county: County) -> None:
    plan = adopted(county)
    li, page = sign_in(county, "李校长"), f"{LIST}{plan.pk}/"
    measure: UUID = measure_of(plan)
    assert send(li, page, f"{LIST}measures/{measure}/drop/", reason="").status_code == 422
    assert send(li, page, f"{LIST}measures/{measure}/drop/", reason="并入下一项").status_code == 302
    assert re.search(r"已取消 09-01 李校长 并入下一项", plain(li.get(page)))
    assert send(li, page, f"{LIST}measures/{measure}/reopen/", reason="仍要办").status_code == 302
    assert the(RollWorkMeasure, pk=measure).state == "open"
    county.time.pass_by(days=40)
    assert "逾期未办" in plain(sign_in(county, "张镇长").get(page))


def test_a_plan_drafted_late_says_which_days_are_over_and_sets_none_of_them(county: County) -> None:
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    plan = drafted(prefixed(county))
    county.time.pass_by(days=75)  # 15 November
    zheng, page = sign_in(county, "郑主任"), f"{LIST}{plan}/"
    shown = text_of(zheng.get(page))
    assert "有的措施通常的时限已经过了" in shown
    assert "通常 2026-09-15 前，已过" in plain(zheng.get(page))
    assert offered_value(shown, "due-rules") == "2026-11-30"
    assert 'name="due-rules" value="2026-11-30" min="2026-11-15"' in shown
    assert 'name="due-files"' not in shown  # its day is to come
    past = {"offered": ["rules", "files"], "due-rules": "2026-09-15"}
    refused = send(zheng, page, f"{page}offered/", **past)
    assert refused.status_code == 422
    assert "2026-09-15 已经过了，请写今天（2026-11-15）或以后的日子" in plain(refused)
    assert re.search(r'value="rules" checked', text_of(refused))
    assert not all_of(RollWorkMeasure)
    assert send(zheng, page, f"{page}offered/", **{**past, "due-rules": "2026-11-20"}).status_code == 302
    assert send(zheng, page, f"{page}offered/", offered=["roll_check"]).status_code == 302
    assert {row.due_on.isoformat() for row in all_of(RollWorkMeasure)} == {"2026-11-20", "2027-07-10", "2026-11-30"}
    county.time.pass_by(days=10)
    li = sign_in(county, "李校长")
    assert "时限已过" in plain(li.get(page))
    refused = send(li, page, f"{page}adopt/", effective_on="2026-11-25")
    assert "第 1 项措施的完成时限 2026-11-20 已经过了" in plain(refused)


def test_a_withdrawn_plan_is_overdue_nowhere(county: County) -> None:
    plan = adopted(county)
    county.time.pass_by(days=40)
    withdraw_paper(county.ctx("李校长"), issued_paper=plan.paper_id, reason="文字有误")
    for who in ("李校长", "王老师", "张镇长", "陈局长"):
        visitor = sign_in(county, who)
        for page in (LIST, f"{LIST}{plan.pk}/", TODAY):
            assert "逾期未办" not in plain(visitor.get(page)), (who, page)
        assert re.search(rf"{TEXT} .*2026-09-30 已随计划撤回", plain(visitor.get(f"{LIST}{plan.pk}/")))
        assert re.search(r"第 1 版 已撤回 2026-09-01 0 / 2 0", plain(visitor.get(LIST)))
    assert TEXT not in plain(sign_in(county, "王老师").get(TODAY))


def test_the_list_of_today_leads_to_the_measure(county: County) -> None:
    plan = adopted(county)
    wang = sign_in(county, "王老师")
    [link] = re.findall(r'href="(/roll-work/[^"]+#measure-[^"]+)"', text_of(wang.get(TODAY)))
    page, _, place = link.partition("#")
    assert (page, place) == (f"{LIST}{plan.pk}/", f"measure-{measure_of(plan)}")
    assert f'id="{place}"' in text_of(wang.get(page))


def test_pages_cost_no_more_queries_with_more_measures(county: County, django_assert_max_num_queries: Any) -> None:
    plan = adopted(county)
    li = sign_in(county, "李校长")
    page = f"{LIST}{plan.pk}/"
    li.get(page)
    for number in range(40):
        row = the(RollWorkMeasure, pk=measure_of(plan))
        row.pk, row.lineage, row.text = county.ids.new(), county.ids.new(), f"措施{number}"
        row.save(force_insert=True)
    with django_assert_max_num_queries(45):
        assert "措施39" in text_of(li.get(page))


# a draft that the head does not agree with


def test_a_draft_goes_back_with_the_reason_is_amended_and_submitted_again(county: County) -> None:
    prefixed(county)
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    plan = ready(county, who="郑主任")
    page = f"/roll-work/{plan}/"
    head, director = sign_in(county, "李校长"), sign_in(county, "郑主任")
    assert "退回修改" not in text_of(director.get(page)), "who drafts sends nothing back"
    nothing = send(head, page, f"{page}return/", reason="")
    assert nothing.status_code == 422
    why = "第二项没有写明佐证"
    assert send(head, page, f"{page}return/", reason=why).status_code == 302
    assert f"修改被退回的学籍管理工作计划（清溪镇中心小学）：{why}" in text_of(director.get(TODAY))
    assert "被退回" not in text_of(head.get(TODAY)), "it waits for whoever wrote it"
    assert f"李校长 退回：{why}" in text_of(director.get(page))
    refused = send(head, page, f"{page}adopt/", effective_on=DAY.isoformat())
    assert refused.status_code == 422
    assert "学校再报以后才能审定" in text_of(refused)
    assert all_of(Paper) == []
    measure = the(RollWorkMeasure, plan=plan, text="公布学籍管理制度").pk
    form = f"/roll-work/measures/{measure}/"
    given = {
        "wording": "公布学籍管理制度",
        "bearer_title": "校长",
        "due_on": LAST_DUE.isoformat(),
        "evidence": "公示照片和名单",
    }
    assert send(director, form, **given).status_code == 302
    assert send(director, page, f"{page}submit/").status_code == 302
    assert "被退回" not in text_of(director.get(TODAY))
    assert "审定改好再报的学籍管理工作计划（清溪镇中心小学）" in text_of(head.get(TODAY))
    assert send(head, page, f"{page}adopt/", effective_on=DAY.isoformat()).status_code == 302
    assert "改好再报的" not in text_of(head.get(TODAY))
    assert the(RollWorkPlan, pk=plan).state == "adopted"


def test_what_was_adopted_or_is_back_goes_back_no_more_and_only_what_is_back_is_submitted(county: County) -> None:
    plan = ready(prefixed(county))
    page = f"/roll-work/{plan}/"
    head = sign_in(county, "李校长")
    early = send(head, page, f"{page}submit/")
    assert early.status_code == 422
    assert "没有被退回" in text_of(early)
    send(head, page, f"{page}return/", reason="再想想")
    again = send(head, page, f"{page}return/", reason="再想想")
    assert again.status_code == 422
    assert "已经退回" in text_of(again)
    send(head, page, f"{page}submit/")
    send(head, page, f"{page}adopt/", effective_on=DAY.isoformat())
    late = send(head, LIST, f"{page}return/", reason="晚了")
    assert late.status_code == 422
    assert the(RollWorkPlan, pk=plan).state == "adopted"
    teacher = sign_in(county, "王老师")
    for act in ("return/", "submit/"):
        assert teacher.post(f"{page}{act}", {"reason": "试试"}).status_code in (403, 404)
