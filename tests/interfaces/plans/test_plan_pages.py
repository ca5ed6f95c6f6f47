"""The workshop as people use it: plans in force, a draft changed, compared, tried, adopted, ended; a file of one's own."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.foundation.plans.models import Adoption, PlanChange, PlanVersion
from notoneless.foundation.plans.selectors import adopted_on, binding
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.own_plans import BAD, GOOD, number
from support.plans import adopted, drafted

VISITS = "visit.per_term"


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def words_of(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"(?:<[^>]+>|\s)+", " ", text_of(answer))


def of(version: UUID, more: str = "") -> str:
    return f"/plans/versions/{version}/{more}"


def upload(
    visitor: Visitor, county: County, content: str | bytes, name: str = "方案.yaml", unit: str = "school_a"
) -> Any:
    raw = content if isinstance(content, bytes) else content.encode()
    return send(visitor, "/plans/bring/", unit=str(county.units[unit]), file=SimpleUploadedFile(name, raw))


def test_who_is_bound_sees_the_plans_above_with_unit_day_signer_and_fingerprint(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    adopted(county)
    wang = sign_in(county, "王老师")
    page = words_of(wang.get("/plans/"))
    for row in all_of(Adoption):
        assert the(PlanVersion, pk=row.version_id).sha256[:12] in page
    assert "晴川县" in page
    assert "清溪镇中心小学" in page
    assert page.count("2026-09-01") >= 2
    assert "陈局长" in page
    assert "为清溪镇中心小学起草" not in page
    assert page.count("现用 第 1 次采用") == 2
    assert "李校长 2026-09-01" in page
    assert "为清溪镇中心小学起草" in words_of(sign_in(county, "李校长").get("/plans/"))


def test_another_school_sees_nothing_of_a_plan_that_does_not_bind_it(county: County) -> None:
    version = adopted(county) and the(PlanVersion).pk
    zhao = sign_in(county, "赵老师")
    assert "篇八" not in words_of(zhao.get("/plans/")).partition("范本方案")[0]
    for path in (of(version), of(version, "difference/"), f"/plans/binding/{county.units['school_a']}/"):
        assert zhao.get(path).status_code == 404


def test_a_plan_stands_clause_by_clause_in_words(county: County) -> None:
    page = words_of(sign_in(county, "王老师").get("/plans/files/model/plan_8/"))
    assert "8.09 家访定额" in page
    assert "责任人：班主任（班级）；每个班级一项" in page
    assert "何时：每学期结束前" in page
    assert "家访人次不少于 20 人次" in page
    assert "问责" in page
    waiting = words_of(sign_in(county, "李校长").get("/plans/files/model/plan_7/"))
    assert "“质量监测”的记录建好以前，这一条的任务还不能判定" in waiting


def test_a_step_that_awaits_its_basis_is_shown_as_closed(county: County) -> None:
    page = words_of(sign_in(county, "王老师").get("/plans/files/model/plan_5/"))
    assert "依据未录入，暂不能采取" in page


def test_clauses_are_narrowed_by_area_and_by_what_was_changed(county: County) -> None:
    version = drafted(county, visit__per_term="30")
    li = sign_in(county, "李校长")
    page = words_of(li.get(of(version, "?area=visits")))
    assert "8.09" in page
    assert "8.01 " not in page
    changed = words_of(li.get(of(version, "?changed=1")))
    assert re.findall(r" (8\.\d\d) ", changed) == ["8.09"]
    assert "文件为20 人次；本地实际" in changed
    assert "没有这样的条款" in words_of(li.get(of(version, "?area=nothing")))


def test_a_number_is_changed_in_a_form_that_says_which_way_is_stricter(county: County) -> None:
    li = sign_in(county, "李校长")
    assert (
        send(li, "/plans/", "/plans/draft/", unit=str(county.units["school_a"]), key="model/plan_8").status_code == 302
    )
    version = the(PlanVersion).pk
    form = of(version, f"numbers/{VISITS}/")
    page = words_of(li.get(form))
    assert "数值越大越严" in page
    assert "20 人次" in page
    assert send(li, form, value="24", reason="路远的少").status_code == 302
    assert the(PlanChange).value == "24"
    refused = send(li, form, value="很多", reason="随手写的")
    assert refused.status_code == 422
    assert "不是数字" in text_of(refused)
    assert 'value="很多"' in text_of(refused)
    assert "随手写的" in text_of(refused)
    assert the(PlanChange).value == "24"
    assert send(li, of(version), of(version, f"changes/{the(PlanChange).pk}/undo/")).status_code == 302
    assert all_of(PlanChange) == []


def test_the_form_of_a_number_of_law_shows_its_floor_and_refuses_what_is_laxer(county: County) -> None:
    li = sign_in(county, "李校长")
    assert upload(li, county, number("school_age_from", "6", "year", "lower")).status_code == 302
    form = of(the(PlanVersion).pk, "numbers/school_age_from/")
    assert "6 岁（中华人民共和国义务教育法第十一条第一款）" in words_of(li.get(form))
    assert "更宽，不能采用" in text_of(send(li, form, value="7", reason="试试"))
    assert all_of(PlanChange) == []


def test_a_clause_is_left_out_with_a_reason_and_taken_back(county: County) -> None:
    version = drafted(county)
    li = sign_in(county, "李校长")
    form = of(version, "clauses/8.09/omit/")
    assert send(li, form, reason="").status_code == 422
    assert all_of(PlanChange) == []
    assert send(li, form, reason="另有办法").status_code == 302
    assert "这一条不采用：另有办法" in words_of(li.get(of(version)))
    assert send(li, of(version), of(version, f"changes/{the(PlanChange).pk}/undo/")).status_code == 302
    assert "这一条不采用" not in words_of(li.get(of(version)))


def test_a_draft_is_compared_with_what_is_adopted_side_by_side(county: County) -> None:
    adopted(county)
    version = drafted(county, visit__per_term="30")
    row = re.search(r"8\.09.*?</tr>", text_of(sign_in(county, "李校长").get(of(version, "difference/"))), re.DOTALL)
    assert row
    told = re.sub(r"<[^>]+>|\s+", " ", row[0])
    assert "20 人次" in told
    assert "30 人次" in told
    assert "更宽" not in told


def test_a_draft_is_tried_on_last_month_duty_by_duty(county: County) -> None:
    version = drafted(county)
    county.time.pass_by(days=45)
    li = sign_in(county, "李校长")
    page = words_of(li.get(of(version, "trial/")))
    assert "校级领导小组在册" in page
    assert re.search(r"校级领导小组在册 不同 — 未办 1", page)
    assert li.get(of(version, "trial/?month=2031-01")).status_code == 404


def test_adopting_asks_for_day_and_signer_then_shows_what_changes_and_warns_of_what_is_laxer(county: County) -> None:
    version = drafted(county, visit__per_term="10")
    li = sign_in(county, "李校长")
    form = of(version, "adopt/")
    missing = send(li, form, from_on="2026-10-01", signer="")
    assert missing.status_code == 422
    assert 'value="2026-10-01"' in text_of(missing)
    assert "请填写签发人" in text_of(missing)
    confirm = send(li, form, from_on="2026-10-01", signer="李校长")
    assert confirm.status_code == 200
    told = words_of(confirm)
    assert "有 1 处比文件更宽" in told
    assert told.count("班主任每学期家访人次") == 1, "the same list is not shown twice"
    assert "更宽 理由：本地实际 20 人次 10 人次" in told
    assert all_of(Adoption) == []
    done = send(li, form, from_on="2026-10-01", signer="李校长", confirmed="yes")
    assert done.status_code == 302
    assert binding(county.units["class_a"], date(2026, 10, 1)).number(VISITS).value == "10"
    assert "采用以后" not in words_of(li.get(of(version)))


def test_what_adopting_refuses_stays_in_the_form_and_the_plan_in_force_stays(county: County) -> None:
    adopted(county)
    version = drafted(county, visit__per_term="30")
    li = sign_in(county, "李校长")
    refused = send(li, of(version, "adopt/"), from_on="2026-09-01", signer="李某", confirmed="yes")
    assert refused.status_code == 422
    assert "新版须晚于这一天" in text_of(refused)
    assert 'value="李某"' in text_of(refused)
    assert [each.version for each in adopted_on(date(2027, 1, 1))] == [the(Adoption).version_id]


def test_a_plan_that_contradicts_what_binds_says_so_before_it_is_adopted(county: County) -> None:
    adopted(county)
    li = sign_in(county, "李校长")
    assert upload(li, county, GOOD.replace("every: term", "every: month")).status_code == 302
    own = the(PlanVersion, key="own/qingxi").pk
    assert "与现用的方案矛盾" in words_of(li.get(of(own)))
    refused = send(li, of(own, "adopt/"), from_on="2026-10-01", signer="李校长", confirmed="yes")
    assert refused.status_code == 422
    assert "含义不同" in text_of(refused)
    assert [each.plan.key for each in adopted_on(date(2026, 10, 1))] == ["model/plan_8"]


def test_a_plan_is_ended_with_a_reason_and_a_draft_dropped(county: County) -> None:
    adoption = adopted(county)
    li = sign_in(county, "李校长")
    form = f"/plans/adoptions/{adoption}/end/"
    assert send(li, form, until_on="2026-08-01", reason="早了").status_code == 422
    assert send(li, form, until_on="2026-12-01", reason="新方案印发").status_code == 302
    assert the(Adoption).until_on == date(2026, 12, 1)
    version = drafted(county, "陈局长", "county", 5)
    chen = sign_in(county, "陈局长")
    assert send(chen, of(version, "drop/")).status_code == 302
    assert [row.key for row in all_of(PlanVersion)] == ["model/plan_8"]
    assert sign_in(county, "张镇长").get(form).status_code == 404


def test_a_file_of_ones_own_becomes_a_draft_and_binds_once_adopted(county: County) -> None:
    li = sign_in(county, "李校长")
    assert upload(li, county, GOOD).status_code == 302
    version = the(PlanVersion)
    assert (version.key, version.text) == ("own/qingxi", GOOD)
    assert send(li, of(version.pk, "adopt/"), from_on="2026-10-01", signer="李校长", confirmed="yes").status_code == 302
    assert binding(county.units["school_a"], date(2026, 10, 1)).number("organization.group_within").value == "5"
    again = send(li, "/plans/", "/plans/draft/", unit=str(county.units["school_a"]), key="own/qingxi")
    assert again.status_code == 302
    assert len(all_of(PlanVersion, key="own/qingxi")) == 2


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_no_plan_is_refused_line_by_line_and_the_plan_in_force_stays(county: County, what: str) -> None:
    make, line, piece = BAD[what]
    adopted(county)
    li = sign_in(county, "李校长")
    refused = upload(li, county, make())
    assert refused.status_code == 422
    page = words_of(refused)
    assert f"第 {line} 行" in page
    assert piece in page
    assert "现用的方案不变" in page
    assert [row.key for row in all_of(PlanVersion)] == ["model/plan_8"]
    assert [each.plan.key for each in adopted_on(DAY)] == ["model/plan_8"]


def test_a_file_for_other_units_or_with_another_key_or_name_is_refused(county: County) -> None:
    li = sign_in(county, "李校长")
    assert "只能由这几类单位采用" in text_of(upload(li, county, GOOD.replace("level: [school]", "level: [county]")))
    assert "自拟方案的 plan 须写成" in text_of(upload(li, county, GOOD.replace("own/qingxi", "model/plan_8")))
    assert "只收 .yaml 文件" in text_of(upload(li, county, GOOD, "方案.docx"))
    assert upload(li, county, GOOD, unit="school_z").status_code == 404
    assert "请先选择文件" in text_of(send(li, "/plans/bring/", unit=str(county.units["school_a"])))
    assert "法律" in text_of(
        upload(li, county, number("own.number", "1", "day", "lower", more="        binding: law\n"))
    )
    assert all_of(PlanVersion) == []


def test_what_binds_a_unit_says_over_what_and_why(county: County) -> None:
    nothing = words_of(sign_in(county, "赵老师").get(f"/plans/binding/{county.units['class_z']}/"))
    assert "中华人民共和国义务教育法第十一条第一款 定为 6 岁，是底线" in nothing
    assert "这里和上级都没有采用方案" in nothing
    adopted(county, "陈局长", "county", 5)
    adopted(county, "张镇长", "town_a", 2)
    page = words_of(sign_in(county, "李校长").get(f"/plans/binding/{county.units['school_a']}/?contested=1"))
    assert re.search(r"从严：《[^》]+篇二[^》]*》2\.\d+ 的 2 \S+，严于《[^》]+篇五[^》]*》的 1 ", page)
    everything = words_of(sign_in(county, "王老师").get(f"/plans/binding/{county.units['class_a']}/"))
    assert "另有相同规定" in everything


def test_the_pages_speak_english(county: County) -> None:
    version = drafted(county, visit__per_term="30")
    li = sign_in(county, "李校长")
    li.post("/language/", {"language": "en", "next": "/plans/"})
    page = words_of(li.get(of(version)))
    assert "When: by the end of every term" in page
    assert "Owed by: class teacher (class); one for each class" in page
    assert "30 visit(s)" in page
