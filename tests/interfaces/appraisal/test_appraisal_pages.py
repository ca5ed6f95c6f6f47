"""Targets, rubrics, appraisals and what follows from dropouts, as the people of two schools and the bureau meet them."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from openpyxl import load_workbook

from notoneless.casework.cases.services import verify
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.appraisal.models import Appeal, Appraisal, Consequence, OwnTarget, Rubric
from notoneless.oversight.appraisal.services.appraising import digest_of
from notoneless.oversight.duties.models import DutyRow
from support.appraisals import (
    FOUND,
    MANNER,
    VISITS,
    appraised,
    dropped_out,
    item_of,
    rubric_adopted,
    rubric_begun,
    rubric_written,
    target_split,
)
from support.browsing import Visitor, sign_in
from support.cases import WORKING, suspected, verified
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned

TARGETS, RUBRICS, APPRAISALS, SHEET = "/targets/", "/rubrics/", "/appraisals/", "/consequences/"
SUMMER = 350
"""Days until the end of the school year is near."""


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def later(county: County, days: int, *who: str) -> list[Visitor]:
    """Some days on, people sign in anew."""
    county.time.pass_by(days=days)
    Authenticator.objects.all().delete()
    return [sign_in(county, each) for each in who]


def split(county: County, unit: str = "class_a", **given: str) -> dict[str, Any]:
    """What the form of a target asks."""
    told = {"target_level": "class", "holder": str(county.accounts["王老师"]), "counted_fact": "case.verified_at"}
    return {"page": f"{TARGETS}units/{county.units[unit]}/split/", **told, "side": "at_most", "wanted": "0", **given}


def states(county: County, duty: str) -> set[str]:
    """How a duty of this school year stands for the first school, reckoned anew."""
    reckoned(county)
    return {row.state for row in all_of(DutyRow, duty=duty) if row.due_on >= DAY}


def opening(county: County, unit: str, subject: str, year: int = 2026) -> dict[str, Any]:
    """The form that opens an appraisal, and what it asks."""
    page = f"{APPRAISALS}units/{county.units[unit]}/open/"
    return {"page": page, "scored_subject": subject, "school_year": str(year)}


def points(appraisal: Any) -> dict[str, str | None]:
    """The points of an appraisal by item."""
    return {each["title"]: each["points"] for each in the(Appraisal, pk=appraisal).lines}


@pytest.mark.clause("1.17")
def test_targets_are_split_to_groups_classes_and_teachers_and_each_is_scored_by_the_own(county: County) -> None:
    adopted(county, plan=1)
    appoint(county, "孙老师", "class_teacher", "class_b", "13900008881")
    li = sign_in(county, "李校长")
    assert "三年级（1）班" in plain(li.get(TARGETS))  # classes without a target stand at the head
    assert states(county, "targets_split") == {"due"}
    group = split(county, "school_a", target_level="teaching_group", teaching_group="三年级组", wanted="1")
    assert send(li, **group).status_code == 302
    assert send(li, **split(county, teaching_group="三年级组", wanted="1")).status_code == 302
    other = split(county, "class_b", teaching_group="三年级组", holder=str(county.accounts["孙老师"]), wanted="1")
    assert "超过了教研组" in plain(send(li, **other))  # two classes would be allowed more than the group
    assert send(li, **{**other, "wanted": "0"}).status_code == 302
    assert "已经分解" in plain(send(li, **{**other, "wanted": "0"}))
    guardian = split(county, holder=str(county.accounts["周支书"]))
    assert "指标不分解给监护人" in plain(send(li, **guardian))
    assert states(county, "targets_split") == {"done"}
    verified(county, "other_class")
    missed = {"item_title": "指标", "item_kind": "step", "weight": "100", "clause": "1.17", "item_rule": "1=50"}
    missed["counted_facts"] = "target.missed<=0"
    for subject in ("class", "teaching_group", "class_teacher"):
        rubric_adopted(county, missed, subject=subject)
        assert send(li, **opening(county, "school_a", subject)).status_code == 302
    totals = {(row.subject, row.name): row.total for row in all_of(Appraisal)}
    assert totals == {
        ("class", "三年级（1）班"): "100",
        ("class", "三年级（2）班"): "50",
        ("teaching_group", "三年级组"): "100",  # one dropout in both classes together: as many as it is allowed
        ("class_teacher", "王老师"): "100",
        ("class_teacher", "孙老师"): "50",
    }
    page = plain(sign_in(county, "孙老师").get(f"{APPRAISALS}{the(Appraisal, name='孙老师').pk}/"))
    assert "核实为辍学不高于 0，没有达到" in page
    wang = sign_in(county, "王老师")
    assert "孙老师" not in plain(wang.get(APPRAISALS))
    assert wang.get(f"{APPRAISALS}{the(Appraisal, name='孙老师').pk}/").status_code == 404
    assert "三年级" not in plain(sign_in(county, "赵老师").get(TARGETS))


def test_the_bureau_reads_of_which_school_each_class_without_a_target_is(county: County) -> None:
    target_split(county)
    page = plain(sign_in(county, "陈局长").get(TARGETS))
    assert "清溪镇中心小学：三年级（2）班 高坪乡中心小学：" in page
    assert "2 所学校有这样的班" in page
    assert "三年级（1）班 清溪镇中心小学" in page
    shown = plain(sign_in(county, "李校长").get(f"{TARGETS}units/{county.units['class_b']}/split/"))
    assert "清溪镇中心小学 三年级（2）班" in shown


def test_a_target_that_was_split_wrongly_is_taken_back_with_its_reason(county: County) -> None:
    row = target_split(county)
    li = sign_in(county, "李校长")
    page = f"{TARGETS}{row}/withdraw/"
    assert send(li, page, reason="分错了班").status_code == 302
    assert the(OwnTarget, pk=row).because == "分错了班"
    assert "已经撤回" in plain(send(li, page, reason="又一次"))
    assert send(li, **split(county)).status_code == 302  # and the right one is laid down
    assert "请选一个数" in plain(send(li, **split(county, wanted="很少")))
    assert "请按级别选" in plain(send(li, **split(county, target_level="teaching_group", teaching_group="组")))
    assert sign_in(county, "王老师").get(page).status_code == 403


def write_item(county: County, who: Any, rubric: Any, **given: str) -> Any:
    told = {"item_title": "家访", "item_kind": "step", "weight": "60", "item_rule": "1=10", "clause": "8.09"}
    told |= {"counted_fact_1": "visit.home_visits", "side_1": "at_least", "wanted_1": "2", **given}
    return send(who, f"{RUBRICS}{rubric}/items/", **told)


def test_a_rubric_is_edited_by_form_tried_on_last_year_and_adopted_as_it_was_read(county: County) -> None:
    li = sign_in(county, "李校长")
    write = f"{RUBRICS}units/{county.units['school_a']}/write/"
    begun = {"scored_subject": "class_teacher", "rubric_title": "班主任控辍考核", "full_points": "100"}
    assert send(li, write, **begun).status_code == 302
    rubric = the(Rubric).pk
    page = f"{RUBRICS}{rubric}/"
    assert "还没有项目" in plain(li.get(page))
    assert write_item(county, li, rubric).status_code == 302
    assert "不一致" in plain(li.get(page))  # 60 of 100: it is said, and there is no form that adopts it
    assert "有一档超过" in plain(
        write_item(county, li, rubric, item_kind="band", item_rule="0-50", weight="40", counted_fact_1="")
    )
    assert "只能不写" not in plain(li.get(page))
    assert (
        write_item(
            county,
            li,
            rubric,
            item_title="态度",
            item_kind="band",
            item_rule="30-40 0-29",
            weight="40",
            counted_fact_1="",
        ).status_code
        == 302
    )
    assert "不记给个人" in plain(write_item(county, li, rubric, item_kind="credit"))
    assert "没有写全" in plain(write_item(county, li, rubric, wanted_1="两次"))
    assert "按上一学年试算" in plain(li.get(page))
    assert "王老师" in plain(li.get(page))
    old = re.search(r'name="seen" value="([^"]+)"', text_of(li.get(page)))
    assert old
    first = the(Rubric).items[0]["id"]
    edit = f"{page}items/{first}/"
    assert "家访" in text_of(li.get(edit))
    told = {"item_title": "入户家访", "item_kind": "step", "weight": "60", "item_rule": "1=20", "clause": "8.09"}
    told |= {"counted_fact_1": "visit.home_visits", "side_1": "at_least", "wanted_1": "3"}
    assert send(li, edit, **told).status_code == 302
    assert write_item(county, li, rubric, item_title="多余的", weight="10").status_code == 302
    extra = next(each["id"] for each in the(Rubric).items if each["title"] == "多余的")
    assert send(li, f"{page}items/{extra}/remove/").status_code == 302
    assert "多余的" not in plain(li.get(page))
    assert next(each["id"] for each in the(Rubric).items) == first
    adopt = f"{page}adopt/"
    assert "草稿有了改动" in plain(send(li, page, adopt, seen=old[1], effective_on="2026-09-01"))
    assert "不能早于今天" in plain(send(li, page, adopt, effective_on="2026-08-31"))
    assert send(li, page, adopt, effective_on="2026-09-01").status_code == 302
    assert "李校长 于 2026-09-01 审定" in plain(li.get(page)).replace("李校长于", "李校长 于")
    assert send_refused(li, edit, told) == "细则已审定，不能改"
    assert "入户家访" in plain(sign_in(county, "王老师").get(page))  # whoever is scored reads by what
    assert sign_in(county, "赵老师").get(page).status_code == 404


def send_refused(who: Any, page: str, told: dict[str, str]) -> str:
    """The first words of why a form was refused."""
    answer = send(who, page, **told)
    assert answer.status_code == 422
    found = re.search(r"细则已审定，不能改", plain(answer))
    return found[0] if found else plain(answer)


def test_a_school_may_only_be_stricter_than_the_county_and_never_scores_itself(county: County) -> None:
    rubric_adopted(county, VISITS, MANNER, who="陈局长", unit="county")
    li = sign_in(county, "李校长")
    rubric = rubric_begun(county)  # begins with the items of the county's
    page = f"{RUBRICS}{rubric}/"
    items = the(Rubric, pk=rubric).items
    assert [each["title"] for each in items] == ["家访", "工作态度"]
    laxer = {"item_title": "家访", "item_kind": "step", "weight": "60", "item_rule": "1=5", "clause": "8.09"}
    laxer |= {"counted_fact_1": "visit.home_visits", "side_1": "at_least", "wanted_1": "2"}
    edit = f"{page}items/{items[0]['id']}/"
    assert send(li, edit, **laxer).status_code == 302
    adopt = f"{page}adopt/"
    assert "比上级细则松" in plain(send(li, page, adopt, effective_on="2026-09-01"))
    assert send(li, edit, **{**laxer, "item_rule": "1=20"}).status_code == 302
    assert send(li, page, adopt, effective_on="2026-09-01").status_code == 302
    write = f"{RUBRICS}units/{county.units['school_a']}/write/"
    own = {"scored_subject": "school_head", "rubric_title": "校长考核", "full_points": "100"}
    assert "学校不能自己定" in plain(send(li, write, **own))
    assert "学校不能自己定" in plain(send(li, **opening(county, "school_a", "school")))


def test_the_rubrics_that_were_read_are_begun_with_and_what_was_not_read_is_entered_first(county: County) -> None:
    chen = sign_in(county, "陈局长")
    write = f"{RUBRICS}units/{county.units['county']}/write/"
    told = {"scored_subject": "school", "rubric_title": "示范县评分", "full_points": "150"}
    assert send(chen, write, **told, rubric_template="demonstration_county").status_code == 302
    page = f"{RUBRICS}{the(Rubric).pk}/"
    shown = plain(chen.get(page))
    for words in ("小学适龄入学率（%）不低于 100", "每差 0.1 扣 2 分", "“特殊教育”的分档还没有定", "没有读到"):
        assert words in shown
    assert 'name="seen"' not in text_of(chen.get(page))


@pytest.mark.clause("8.02")
def test_a_teachers_year_is_appraised_with_every_point_explained_appealed_and_confirmed(county: County) -> None:
    adopted(county, plan=8)
    target_split(county)
    rubric_adopted(county)
    li, wang = later(county, SUMMER, "李校长", "王老师")
    assert "broken" not in {row.state for row in all_of(DutyRow)}
    assert states(county, "targets_appraised") == {"due"}
    assert send(li, **opening(county, "school_a", "class_teacher")).status_code == 302
    row = the(Appraisal, name="王老师").pk
    page = f"{APPRAISALS}{row}/"
    shown = plain(wang.get(page))
    for words in ("入户家访人次 0", "每差 1 扣 10 分，满 2 次，共扣 20 分", "40 / 60", "8.09", "由专人在档内评定"):
        assert words in shown, shown
    assert points(row) == {"家访": "40", "工作态度": None, "本班辍学": "0"}
    judge = f"{page}items/{item_of(row, '工作态度')}/judge/"
    assert wang.get(judge).status_code == 403  # nobody judges the own
    assert "得分要在档内" in plain(send(li, judge, points="41", reason="认真"))
    assert send(li, judge, points="35", reason="认真").status_code == 302
    assert "数据得出" in plain(send(li, judge, points="30", reason="改"))
    appeal = f"{page}items/{item_of(row, '家访')}/appeal/"
    assert "只能对自己" in plain(send(li, appeal, reason="替他申诉"))
    assert send(wang, appeal, reason="有两次没有登记").status_code == 302
    assert "已经申诉过" in plain(send(wang, appeal, reason="再一次"))
    confirm = f"{page}confirm/"
    assert "还有申诉没有处理" in plain(send(li, page, confirm))
    decide = f"{APPRAISALS}appeals/{the(Appeal).pk}/decide/"
    assert send(li, decide, is_granted="true", points="61", answer="x").status_code == 422
    assert send(li, decide, is_granted="true", points="60", answer="已核实两次家访").status_code == 302
    assert "已经决定过" in plain(send(li, decide, is_granted="false", answer="改口"))
    assert "申诉成立，由李校长改定：已核实两次家访" in plain(wang.get(page))
    assert the(Appraisal, pk=row).total == "95"
    assert "过了再确认" in plain(send(li, page, confirm))
    li, wang = later(county, 8, "李校长", "王老师")
    late = f"{page}items/{item_of(row, '工作态度')}/appeal/"
    assert "已经过了" in plain(send(wang, late, reason="晚了"))
    assert send(li, page, confirm).status_code == 302
    sealed = the(Appraisal, pk=row)
    assert sealed.sha256 == digest_of(sealed)
    for to, told in ((judge, {"points": "30", "reason": "改"}), (late, {"reason": "晚了"})):
        assert "已确认封存，不能再改" in plain(send(li if to == judge else wang, to, **told))
    reckoned(county)
    rows = {row.unit_id: row.state for row in all_of(DutyRow, duty="targets_appraised")}
    assert (rows[county.units["class_a"]], rows[county.units["class_b"]]) == ("done", "due")


@pytest.mark.clause("2.19")
def test_the_tiers_count_and_a_head_is_appraised_by_the_bureau_and_by_nobody_of_the_own_school(county: County) -> None:
    adopted(county, "张镇长", "town_a", plan=2)
    tiers = {"item_title": "三包", "item_kind": "step", "weight": "100", "clause": "2.19", "item_rule": "1=10"}
    rubric_adopted(county, {**tiers, "counted_facts": "organization.broken_chains<=0"})
    rubric_adopted(county, {**VISITS, "weight": "100"}, who="陈局长", unit="county", subject="school_head")
    chen, li = later(county, SUMMER, "陈局长", "李校长")
    assert states(county, "tiers_appraised") == {"due"}
    assert send(li, **opening(county, "school_a", "class_teacher")).status_code == 302
    assert send(chen, **opening(county, "county", "school_head")).status_code == 302
    teachers, heads = (f"{APPRAISALS}{the(Appraisal, name=name).pk}/" for name in ("王老师", "李校长"))
    assert "三包链条缺口" in plain(li.get(teachers))
    assert li.get(heads).status_code == 200
    chen, li = later(county, 8, "陈局长", "李校长")
    assert f"{heads}confirm/" not in text_of(li.get(heads))
    own = send(li, teachers, f"{heads}confirm/")
    assert (own.status_code, "不能办自己的" in plain(own)) == (422, True)
    assert send(li, teachers, f"{teachers}confirm/").status_code == 302
    assert states(county, "tiers_appraised") == {"due"}  # the head is still to be appraised
    assert send(chen, heads, f"{heads}confirm/").status_code == 302
    assert states(county, "tiers_appraised") == {"done"}


@pytest.mark.clause("5.50")
def test_every_school_is_scored_in_the_yearly_target_appraisal_and_credited_for_children_it_found(
    county: County,
) -> None:
    adopted(county, "陈局长", "county", plan=5)
    case = suspected(county)  # by the class teacher: the school has found the child itself
    verify(county.ctx("陈局长"), case=case, on=DAY, **WORKING)
    suspected(county, "far", "赵老师")  # a suspicion alone is no credit
    rubric_adopted(county, {**VISITS, "weight": "100"}, FOUND, who="陈局长", unit="county", subject="school")
    chen, li = later(county, 105, "陈局长", "李校长")
    assert states(county, "units_scored") == {"due"}
    assert send(chen, **opening(county, "county", "school")).status_code == 302
    rows = {row.name: row for row in all_of(Appraisal)}
    assert {name: row.total for name, row in rows.items()} == {"清溪镇中心小学": "85", "高坪乡中心小学": "80"}
    shown = plain(li.get(f"{APPRAISALS}{rows['清溪镇中心小学'].pk}/"))
    assert "1 个，每个加 5 分，共加 5 分" in shown
    assert "高坪乡" not in plain(li.get(APPRAISALS))
    [chen] = later(county, 8, "陈局长")
    for row in rows.values():
        page = f"{APPRAISALS}{row.pk}/"
        assert send(chen, page, f"{page}confirm/").status_code == 302
    assert states(county, "units_scored") == {"done"}


@pytest.mark.clause("4.19")
def test_a_dropout_counts_in_appraisal_honours_and_titles_of_the_class_teacher(county: County) -> None:
    adopted(county, plan=4)
    verified(county)
    counts = {"item_title": "计入考核的事项", "item_kind": "step", "weight": "100", "clause": "4.19"}
    appraised(county, {**counts, "counted_facts": "plan.counts<=0", "item_rule": "1=20"})
    row = the(Appraisal, name="王老师")
    assert int(row.total) < 100
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    shown = plain(wang.get(f"{APPRAISALS}{row.pk}/"))
    for words in ("4.19 记入班主任绩效考核：1 次", "4.19 记入班主任职称评定：1 次"):
        assert words in shown, shown
    assert send(li, f"{SHEET}schools/{county.units['school_a']}/propose/").status_code == 302
    assert {row.title for row in all_of(Consequence, person=county.accounts["王老师"])} == {
        "记入班主任绩效考核",
        "记入班主任评优",
        "记入班主任职称评定",
    }
    assert "职称评定" in plain(wang.get(SHEET))


def sheet_of(who: Visitor, kind: str) -> set[tuple[Any, ...]]:
    """The rows of one kind in the workbook of what follows: who, how much, what was decided, why and by whom."""
    found = load_workbook(BytesIO(who.get(f"{SHEET}workbook/").content))[kind]
    rows = [row for row in found.iter_rows(values_only=True) if str(row[0]).isdecimal()]
    return {(row[1], row[4], *row[7:10]) for row in rows}


@pytest.mark.clause("2.22")
@pytest.mark.clause("2.23")
def test_a_dropout_bars_honours_and_deducts_pay_once_and_only_as_a_named_person_decides(county: County) -> None:
    dropped_out(county)
    li, chen = sign_in(county, "李校长"), sign_in(county, "陈局长")
    propose = f"{SHEET}schools/{county.units['school_a']}/propose/"
    assert send(li, propose).status_code == 302
    rows = {(row.name, row.kind): row for row in all_of(Consequence)}
    assert rows.keys() == {
        ("清溪镇中心小学", "honours"),
        ("李校长", "honours"),
        ("王老师", "honours"),
        ("李校长", "pay"),
        ("王老师", "pay"),
    }
    assert "不重复扣减" in plain(send(li, propose))  # nothing is deducted twice for one dropout
    shown = plain(li.get(SHEET))
    for words in ("200 元", "1 年", "核实一名学生辍学", "2.23", "待决定"):
        assert words in shown, shown
    assert "慕容甲乙" not in shown
    own = f"{SHEET}{rows['李校长', 'pay'].pk}/decide/"
    assert "不能办自己的" in plain(send(li, own, takes_effect="false", reason="免了"))
    school = f"{SHEET}{rows['清溪镇中心小学', 'honours'].pk}/decide/"
    assert "由上级办" in plain(send(li, school, takes_effect="false", reason="免了"))
    assert send(chen, own, takes_effect="true", reason="属实").status_code == 302
    assert "已经决定过" in plain(send(chen, own, takes_effect="false", reason="改"))
    teachers = f"{SHEET}{rows['王老师', 'pay'].pk}/decide/"
    assert send(li, teachers, takes_effect="false", reason="已尽力劝返").status_code == 302
    kept = the(Consequence, pk=rows["王老师", "pay"].pk)
    assert (kept.state, kept.because, kept.decided_by_id) == ("dropped", "已尽力劝返", county.accounts["李校长"])
    assert sheet_of(li, "绩效工资") == {
        ("李校长", "200 元", "生效", "属实", "陈局长"),
        ("王老师", "200 元", "不执行", "已尽力劝返", "李校长"),
    }
    assert {name for name, *_ in sheet_of(li, "评优评先")} == {"清溪镇中心小学", "李校长", "王老师"}
    assert {name for name, *_ in sheet_of(sign_in(county, "王老师"), "绩效工资")} == {"王老师"}  # the own alone
    wang = plain(sign_in(county, "王老师").get(SHEET))
    assert "已尽力劝返" in wang
    assert "李校长 清溪镇中心小学" not in wang
    assert sign_in(county, "赵老师").get(teachers).status_code == 403
    assert "200" not in plain(sign_in(county, "赵老师").get(SHEET))


def test_without_an_amount_no_pay_is_proposed(county: County) -> None:
    dropped_out(county, supervision__pay_deduction="0")
    li = sign_in(county, "李校长")
    assert send(li, f"{SHEET}schools/{county.units['school_a']}/propose/").status_code == 302
    assert {row.kind for row in all_of(Consequence)} == {"honours"}


def _far(county: County) -> str:
    return f"{APPRAISALS}{appraised(county)}/"


def _drafts(county: County) -> str:
    return f"{RUBRICS}{rubric_written(county)}/"


@pytest.mark.parametrize("page", [_far, _drafts])
def test_people_of_another_school_and_villages_see_nothing(county: County, page: Callable[[County], str]) -> None:
    path = page(county)
    assert sign_in(county, "赵老师").get(path).status_code == 404
    for who in ("周支书", "吴组长", "何老师", "张镇长"):
        assert sign_in(county, who).get(path).status_code == 403


def test_only_this_school_year_and_the_last_are_appraised(county: County) -> None:
    rubric_adopted(county)
    li = sign_in(county, "李校长")
    assert "只能考核" in plain(send(li, **opening(county, "school_a", "class_teacher", 2030)))
    [li] = later(county, (date(2027, 9, 2) - DAY).days, "李校长")
    assert send(li, **opening(county, "school_a", "class_teacher", 2026)).status_code == 302
    assert "都已经考核" in plain(send(li, **opening(county, "school_a", "class_teacher", 2026)))
    assert "2026—2027" in plain(li.get(APPRAISALS))
