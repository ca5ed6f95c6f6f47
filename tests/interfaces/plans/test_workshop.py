"""The workshop for clerks: refusals come at once and by titles, days that are over warn, versions can be told apart."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.cases.services import suspect, verify
from notoneless.foundation.plans.models import Adoption, PlanChange, PlanVersion
from notoneless.foundation.plans.rules import offered_plans
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.oversight.duties.models import SealedMonth
from notoneless.oversight.duties.services import seal_month
from notoneless.oversight.indicators.services import count_units
from support import cases
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.own_plans import GOOD, number
from support.plans import adopted, drafted, reckoned
from support.policies import dropouts_were_allowed

KEY = "organization.group_within"


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


def english(visitor: Visitor) -> Visitor:
    visitor.post("/language/", {"language": "en", "next": "/plans/"})
    return visitor


def upload(visitor: Visitor, county: County, content: str, name: str = "方案.yaml") -> Any:
    file = SimpleUploadedFile(name, content.encode())
    return send(visitor, "/plans/bring/", unit=str(county.units["school_a"]), file=file)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        (KEY, "-5", "“领导小组核对期限”应在 1 到 100 个上课日之间，不能是 -5："),
        (KEY, "99999999", "“领导小组核对期限”应在 1 到 100 个上课日之间，不能是 99999999："),
        (KEY, "2.5", "“领导小组核对期限”应是一个整数：2.5"),
        ("visit.per_term", "很多", "“班主任每学期家访人次”的值不是数字（如 20 或 99.5）：很多"),
        ("visit.per_term", "9999999999999", "“班主任每学期家访人次”应在 1 到 200 人次之间"),
        ("visit.per_term", "19.5", "“班主任每学期家访人次”应是一个整数"),
        ("campaign.reach_needed", "150", "“宣传覆盖率”应在 1 到 100%之间，不能是 150："),
        ("campaign.reach_needed", "-1", "“宣传覆盖率”应在 1 到 100%之间，不能是 -1："),
    ],
)
def test_a_number_that_cannot_be_is_refused_by_its_title(county: County, key: str, value: str, told: str) -> None:
    li = sign_in(county, "李校长")
    plan = next(
        each.key.rpartition("_")[2]
        for each in reversed(offered_plans())
        if "school" in each.plan.level and key in {one.key for one in each.plan.parameters}
    )
    version = drafted(county, plan=int(plan))
    title = next(each.zh for each in the_plan(int(plan)) if each.key == key)
    answer = send(li, of(version, f"numbers/{key}/"), value=value, reason="试试")
    assert answer.status_code == 422
    said = words_of(answer)
    assert re.sub("“[^”]*”", f"“{title}”", told).replace("“", "参数 “", 1).replace("”", "” ", 1) in said
    assert not re.search(r"yaml|第 \d+ 行|" + re.escape(key) + " ", said)
    assert all_of(PlanChange) == []


def the_plan(which: int) -> Any:
    return next(each.plan.parameters for each in offered_plans() if each.key == f"model/plan_{which}")


def duties_of(which: int) -> Any:
    return next(each.plan.duties for each in offered_plans() if each.key == f"model/plan_{which}")


def test_everything_that_adopting_refuses_is_said_before_anybody_confirms(county: County) -> None:
    adopted(county)
    version = drafted(county)
    li = sign_in(county, "李校长")
    form = of(version, "adopt/")
    assert 'value="2026-09-02"' in text_of(li.get(form)), "the first day that can be chosen"
    for day, told in (("2026-01-01", "起才能采用"), ("2026-09-01", "新版须晚于这一天")):
        early = send(li, form, from_on=day, signer="李校长")
        assert early.status_code == 422
        assert told in words_of(early)
        assert f'value="{day}"' in text_of(early)
    assert upload(li, county, GOOD.replace("every: term", "every: month")).status_code == 302
    own = of(the(PlanVersion, key="own/qingxi").pk, "adopt/")
    against = send(li, own, from_on="2026-10-01", signer="李校长")
    assert against.status_code == 422
    said = words_of(against)
    assert re.search("《[^》]+》与《[^》]+》对“校级领导小组在册”的含义不同", said)
    assert not re.search(r"own/|model/|leading_group", said)


def test_a_day_that_is_over_is_warned_of_with_the_months_that_are_sealed(county: County) -> None:
    adopted(county)
    reckoned(county)
    county.time.pass_by(days=75)
    reckoned(county)
    seal_month(county.ctx("陈局长"), unit=county.units["county"], month=DAY)
    assert the(SealedMonth).month == DAY
    li = sign_in(county, "李校长")
    version = drafted(county)
    form = of(version, "adopt/")
    confirm = words_of(send(li, form, from_on="2026-09-20", signer="李校长"))
    assert "生效日期 2026-09-20 已经过去；任务从今天（2026-11-15）算起" in confirm
    assert "今天以前到期的任务不补计，2026-09-20 到昨天的也不补" in confirm
    assert "其中 1 个月已经封存，结论不变：2026-09" in confirm
    assert "现用的一版管到昨天为止，在那以前到期的任务仍按它计" in confirm
    assert "不补计" not in words_of(send(li, form, from_on="2026-11-15", signer="李校长"))
    done = li.get(send(li, form, from_on="2026-09-20", signer="李校长", confirmed="yes")["Location"])
    assert "方案已采用，生效日期 2026-09-20；任务从今天（2026-11-15）算起，今天以前到期的任务不补计" in words_of(done)


def test_a_version_to_come_is_shown_and_withdrawn_on_its_page(county: County) -> None:
    adopted(county)
    second = adopted(county, from_on=date(2026, 12, 1), visit__per_term="30")
    li = sign_in(county, "李校长")
    page = words_of(li.get("/plans/"))
    assert re.search("将生效的方案 .*将生效 第 2 次采用 修改 1 处 自 2026-12-01 起 李校长 2026-09-01", page)
    assert "现用 第 1 次采用 修改 0 处 自 2026-09-01 至 2026-11-30（含当天）" in page
    version = the(Adoption, pk=second).version_id
    assert "将生效 第 2 次采用" in words_of(li.get(of(version)))
    form = f"/plans/adoptions/{second}/end/"
    asked = li.get(form)
    assert 'value="2026-12-01"' in text_of(asked)
    assert "撤回以后，自 2026-09-01 起采用的上一版继续有效" in words_of(asked)
    done = words_of(li.get(send(li, form, until_on="2026-12-01", reason="改期")["Location"]))
    assert "这一版已撤回；自 2026-09-01 起采用的上一版继续有效" in done
    assert "现用 第 1 次采用 修改 0 处 自 2026-09-01 起" in done
    assert re.search("以前的版本 .*已撤回 第 2 次采用 修改 1 处 未生效（原定 2026-12-01 起）", done)
    assert words_of(li.get(of(version))).count("已撤回") == 1
    assert "no. 2" in words_of(english(li).get("/plans/"))


def test_a_first_adoption_lists_what_is_new_here_with_who_and_when(county: County) -> None:
    li = sign_in(county, "李校长")
    version = drafted(county)
    page = words_of(li.get(of(version, "difference/")))
    assert "8.09 本学期家访 班主任（班级），每个班级一项 每学期结束前" in page
    assert "另新增程序和问责" in page
    confirm = words_of(send(li, of(version, "adopt/"), from_on="2026-10-01", signer="李校长"))
    assert "8.09 本学期家访" in confirm
    shared = "校级领导小组在册"
    assert shared in confirm
    assert upload(li, county, GOOD).status_code == 302
    own = the(PlanVersion, key="own/qingxi").pk
    assert send(li, of(own, "adopt/"), from_on="2026-09-01", signer="李校长", confirmed="yes").status_code == 302
    beside = words_of(li.get(of(version, "difference/")))
    assert "有 1 项现在已经约束这里，不重复计" in beside
    assert shared not in beside.partition("采用后会变的数值")[0]
    assert "8.09 Home visits of the term class teacher (class), one for each class" in words_of(
        english(li).get(of(version, "difference/"))
    )


def test_a_trial_says_of_each_duty_why_it_cannot_show_it(county: County) -> None:
    version = drafted(county)
    county.time.pass_by(days=75)
    silent = words_of(sign_in(county, "李校长").get(of(version, "trial/"))).partition("这里看不出差别的任务")[2]
    assert re.search("校级领导小组在册 当月没有到期", silent)
    assert re.search("跟进的任务：没有一件“[^”]+”的期限落在当月", silent)


def test_a_trial_says_of_a_duty_whose_records_are_still_to_be_built_that_it_cannot_be_judged(county: County) -> None:
    version = drafted(county, "陈局长", "county", 7)
    county.time.pass_by(days=75)
    silent = words_of(sign_in(county, "陈局长").get(of(version, "trial/"))).partition("这里看不出差别的任务")[2]
    assert re.search("接触人员签保密承诺 记录还没有建好，还不能判定", silent)


def test_a_trial_counts_what_follows_something_that_happened_the_month_before(county: County) -> None:
    version = drafted(county)
    county.time.pass_by(days=27)
    day = county.ctx("陈局长").today
    assert day == date(2026, 9, 28)
    case = suspect(county.ctx("陈局长"), child=county.children["both"], seen="没有来", on=day)
    verify(county.ctx("陈局长"), case=case, on=day, kind="dropped_out", reason="working")
    county.time.pass_by(days=40)
    page = words_of(sign_in(county, "李校长").get(of(version, "trial/?month=2026-10")))
    tried, _, silent = page.partition("这里看不出差别的任务")
    follow_up = next(each.title.zh for each in duties_of(8) if each.id == "dropout_visited")
    assert re.search(re.escape(follow_up) + " 不同 — 未办 1 责任单位 1 个", tried), "due on 5 October"
    assert follow_up not in silent


def test_a_trial_is_shown_unit_by_unit(county: County) -> None:
    version = drafted(county, "陈局长", "county", 5)
    county.time.pass_by(days=45)
    page = words_of(sign_in(county, "陈局长").get(of(version, "trial/?month=2026-09")))
    units = page.partition("各单位的任务")[2].partition("这里看不出差别的任务")[0]
    assert re.search("清溪镇 不同 — .*高坪乡 不同 — ", units)


def test_a_trial_takes_the_last_month_in_which_what_is_changed_fell_due(county: County) -> None:
    adopted(county)
    version = drafted(county, visit__per_term="30")
    county.time.pass_by(days=75)
    li = sign_in(county, "李校长")
    page = li.get(of(version, "trial/"))
    assert "近 12 个月里，没有一个月有这一版改动的任务到期" in words_of(page), "no term has ended yet"
    assert 'value="2026-10" selected' in text_of(page)
    county.time.pass_by(days=110)  # March: the term ended in January
    li = again(county, "李校长")
    page = li.get(of(version, "trial/"))
    assert 'value="2027-01" selected' in text_of(page)
    said = words_of(page)
    assert "改动涉及的任务最近在 2027-01 到期，所以先试这个月" in said
    assert re.search(r"本学期家访 有改动，结果相同 ", said)
    asked = words_of(li.get(of(version, "trial/?month=2027-02")))
    assert "改动涉及的任务最近" not in asked
    assert "没有一个月" not in asked


def test_a_trial_says_on_what_it_is_reckoned_and_that_nobody_was_given_it(county: County) -> None:
    version = drafted(county, "陈局长", "county", 5)
    county.time.pass_by(days=45)
    page = words_of(sign_in(county, "陈局长").get(of(version, "trial/")))
    assert "当月并没有按这一版办，也没有人收到过这些任务" in page
    [numbers] = re.findall(r"当月按 责任单位 (\d+) 个，办理对象 (\d+) 个，(\d+) 期（次），合计 (\d+) 项推算", page)
    [of_leave] = re.findall(
        r"本周请假都已销假 .*? 责任单位 (\d+) 个，办理对象 (\d+) 个，(\d+) 期（次），合计 (\d+) 项", page
    )
    bearers, units, periods, rows = map(int, of_leave)
    assert (bearers, units) == (3, 3)  # the classes
    assert rows == bearers * periods
    assert rows < int(numbers[3])


def test_a_trial_shows_the_targets_of_both_versions_with_what_was_reached(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropouts_were_allowed(monkeypatch)
    adopted(county, "陈局长", "county", 5)
    version = drafted(county, "陈局长", "county", 5, dropout__allowed="1")
    cases.verified(county, "both")
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    county.time.pass_by(days=45)
    page = words_of(sign_in(county, "陈局长").get(of(version, "trial/")))
    assert "全区零辍学 不同 县 不超过 0 名 不超过 1 名 晴川县 1 未达标 达标" in page
    assert (
        "学校零辍学 不同 学校 不超过 0 名 不超过 1 名 晴川县 1 未达标 达标 达标 2 个，未达标 0 个，还没有数据 0 个"
        in page
    )


def test_whoever_adopts_a_plan_sees_which_verdicts_change_before_confirming(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropouts_were_allowed(monkeypatch)
    adopted(county, "陈局长", "county", 5)
    version = drafted(county, "陈局长", "county", 5, dropout__allowed="1", organization__gaps_allowed="50")
    cases.verified(county, "both")
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    county.time.pass_by(days=45)
    chen = sign_in(county, "陈局长")
    asked = {"from_on": county.ctx("陈局长").today.isoformat(), "signer": "陈局长"}
    answer = send(chen, of(version, "adopt/"), **asked)
    assert answer.status_code == 200
    said = words_of(answer).partition("哪些结论会变")[2]
    assert "不超过 0 名 未达标 不超过 1 名 达标" in said
    assert re.search(r"按 2026-\d\d 的真实记录试运行：\d+ 项任务、\d+ 个目标的结论会不同", said)
    assert re.search(r"包保链条无缺口 未办 \d+ 已办 \d+", said)
    [trial] = re.findall(rf'href="({re.escape(of(version, "trial/"))}\?month=[^"]+)"', text_of(answer))
    assert "试运行" in words_of(chen.get(trial))
    assert "which verdicts change" in words_of(send(english(chen), of(version, "adopt/"), **asked)).lower()


def test_a_draft_that_changes_no_verdict_says_so_before_it_is_adopted(county: County) -> None:
    adopted(county)
    version = drafted(county, visit__per_term="30")
    county.time.pass_by(days=45)
    today = county.ctx("李校长").today.isoformat()
    said = words_of(send(sign_in(county, "李校长"), of(version, "adopt/"), from_on=today, signer="李校长"))
    assert "没有任务和目标的结论会不同" in said


def again(county: County, who: str) -> Visitor:
    """Sign in once more: the session of months ago has ended."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def test_where_the_same_plan_is_in_force_above_a_draft_says_so(county: County) -> None:
    text = GOOD.replace("level: [school]", "level: [school, county]")
    for who, unit in (("陈局长", "county"), ("李校长", "school_a")):
        visitor = sign_in(county, who)
        file = SimpleUploadedFile("方案.yaml", text.encode())
        assert send(visitor, "/plans/bring/", unit=str(county.units[unit]), file=file).status_code == 302
        version = the(PlanVersion, key="own/qingxi", unit=county.units[unit]).pk
        if unit == "county":
            send(visitor, of(version, "adopt/"), from_on="2026-09-01", signer="陈局长", confirmed="yes")
    page = words_of(visitor.get(of(version, "difference/")))
    assert "同一份方案在这里或上级已经现用 晴川县 · 自 2026-09-01 起" in page
    assert "没有新增的任务和目标" in page


def test_stricter_and_laxer_are_marked_each_with_its_reason(county: County) -> None:
    adopted(county)
    version = drafted(county, visit__per_term="30", organization__group_within="20")
    li = sign_in(county, "李校长")
    page = words_of(li.get(of(version, "difference/")))
    assert "更严 理由：本地实际 20 人次 30 人次" in page
    assert "更宽 理由：本地实际 10 个上课日 20 个上课日" in page
    assert "stricter Reason: 本地实际 20 visit(s) 30 visit(s)" in words_of(english(li).get(of(version, "difference/")))


def test_a_model_plan_is_downloaded_changed_and_brought(county: County) -> None:
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "/plans/files/model/plan_8/text/" in text_of(wang.get("/plans/files/model/plan_8/"))
    answer = wang.get("/plans/files/model/plan_8/text/")
    assert answer["Content-Disposition"] == 'attachment; filename="plan_8.yaml"'
    assert text_of(answer) == next(each.text for each in offered_plans() if each.key == "model/plan_8")
    assert upload(li, county, text_of(answer).replace("model/plan_8", "own/ours")).status_code == 302
    assert the(PlanVersion).key == "own/ours"
    for path in ("/plans/files/model/plan_9/text/", "/plans/files/national/school_age/text/"):
        assert wang.get(path).status_code == 404
    assert sign_in(county, "安全管理员").get("/plans/files/model/plan_8/text/").status_code == 403


def test_a_file_that_is_not_taken_is_named_and_all_its_faults_are_told(county: County) -> None:
    text = number("school_age_from", "7", "year", "lower").replace(
        "        from: 2026-09-01\n", "        from: soon\n", 1
    )
    page = words_of(upload(sign_in(county, "李校长"), county, text, "我们的<b>方案.yaml"))
    assert "方案文件有 2 处错误" in page
    assert "没有收下的文件：我们的&lt;b&gt;方案.yaml" in page


def test_only_what_plans_say_differently_is_left_by_the_filter(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    adopted(county, "张镇长", "town_a", 2)
    li = sign_in(county, "李校长")
    path = f"/plans/binding/{county.units['school_a']}/"
    rows = [len(re.findall("<tr>", text_of(li.get(path + more)))) for more in ("", "?contested=1")]
    assert rows[0] > rows[1] > 1
    page = words_of(li.get(path + "?contested=1"))
    rules = page.partition("任务、目标、程序和问责")[2]
    assert "送教" in rules
    assert len(rules) < len(words_of(li.get(path)).partition("任务、目标、程序和问责")[2]) / 2
    assert "、" not in words_of(english(li).get(path)).partition("Also asked for by:")[2][:80]


def test_what_clauses_say_is_quoted_as_chinese_on_a_page_in_english(county: County) -> None:
    version = drafted(county)
    page = text_of(english(sign_in(county, "李校长")).get(of(version)))
    quoted = re.findall(r'<span lang="zh-CN">(.*?)</span>', page)
    assert len(quoted) >= len(next(each.plan.clauses for each in offered_plans() if each.key == "model/plan_8"))
    rest = re.sub(r'<span lang="zh-CN">.*?</span>', "", page.split("<main")[1].split("</main>")[0], flags=re.DOTALL)
    assert "Quota of home visits" in rest
    assert "每名班主任" not in rest


def test_numbers_of_law_and_settings_show_document_and_clause_and_no_keys(county: County) -> None:
    wang = sign_in(county, "王老师")
    page = wang.get("/plans/files/national/enforcement/")
    assert "中华人民共和国行政处罚法 第六十条 自立案之日起九十日内作出决定" in words_of(page)
    assert "enforcement.decision_within" not in words_of(page)
    assert 'title="enforcement.decision_within"' in text_of(page)


# the same button twice


def twice(visitor: Visitor, page: str, to: str, **given: Any) -> list[Any]:
    """A form that is sent twice, as a double click sends it."""
    form = re.search(r'name="request" value="([^"]+)"', text_of(visitor.get(page)))
    assert form
    return [visitor.post(to, {"request": form[1], **given}) for _ in range(2)]


def test_a_double_click_in_the_workshop_is_one_draft_and_one_change(county: County) -> None:
    li = sign_in(county, "李校长")
    unit = str(county.units["school_a"])
    first, second = twice(li, "/plans/", "/plans/draft/", unit=unit, key="model/plan_8")
    version = the(PlanVersion)
    assert first["Location"] == second["Location"] == of(version.pk, "")
    form = of(version.pk, "numbers/visit.per_term/")
    one, other = twice(li, form, form, value="30", reason="本地实际")
    assert (one.status_code, other.status_code) == (302, 302)
    assert one["Location"] == other["Location"]
    assert [(row.key, row.value) for row in all_of(PlanChange)] == [("visit.per_term", "30")]
    assert [row.pk for row in all_of(PlanVersion)] == [version.pk]


def test_a_file_that_is_corrected_and_sent_with_a_double_click_is_one_draft(county: County) -> None:
    li = sign_in(county, "李校长")
    unit = str(county.units["school_a"])
    wrong = SimpleUploadedFile("方案.yaml", GOOD.replace('value: "5"', 'value: "101"').encode())
    assert send(li, "/plans/bring/", unit=unit, file=wrong).status_code == 422
    form = re.search(r'name="request" value="([^"]+)"', text_of(li.get("/plans/bring/")))
    assert form
    answers = [
        li.post(
            "/plans/bring/",
            {"request": form[1], "unit": unit, "file": SimpleUploadedFile("方案.yaml", GOOD.encode())},
        )
        for _ in range(2)
    ]
    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(all_of(PlanVersion)) == 1


def test_two_forms_open_at_once_make_no_second_draft_and_say_where_the_first_is(county: County) -> None:
    li = sign_in(county, "李校长")
    given = {"unit": str(county.units["school_a"]), "key": "model/plan_8"}
    forms = [re.search(r'name="request" value="([^"]+)"', text_of(li.get("/plans/"))) for _ in range(2)]
    answers = [li.post("/plans/draft/", {"request": each[1], **given}) for each in forms if each]
    assert [each.status_code for each in answers] == [302, 422]
    assert len(all_of(PlanVersion)) == 1
    assert of(the(PlanVersion).pk, "") in text_of(answers[1])
