"""The county decides what no plan and no law tells, in the workshop, as it adopts plans."""

from dataclasses import replace
from datetime import date

import pytest

from notoneless.casework.early_warning.selectors.numbers import ladder_in_force
from notoneless.foundation.plans.models import PlanChange, PlanVersion
from notoneless.foundation.plans.selectors import binding, settings
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from support.browsing import sign_in
from support.county import County
from support.databases import owners_eyes, the
from support.forms import send, text_of

FROM = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def test_the_county_decides_a_number_that_no_law_tells_and_may_not_be_laxer_than_law(county: County) -> None:
    chen = sign_in(county, "陈局长")
    key = "national/enforcement"
    page = text_of(chen.get("/plans/"))
    assert "由县里定的参数" in page
    assert "依法控辍程序的法定期限" in page
    assert send(chen, "/plans/", "/plans/draft/", unit=str(county.units["county"]), key=key).status_code == 302
    draft = f"/plans/versions/{the(PlanVersion).pk}/"
    assert "待县里定" in text_of(chen.get(draft))
    form = f"{draft}numbers/enforcement.argument_within/"
    assert 'value="awaited"' not in text_of(chen.get(form))
    assert send(chen, form, value="3", reason="县司法局意见").status_code == 302
    shorter = send(chen, f"{draft}numbers/enforcement.hearing_notice/", value="3", reason="加快")
    assert shorter.status_code == 422
    assert "更宽，不能采用" in text_of(shorter)
    send(chen, f"{draft}adopt/", from_on=FROM.isoformat(), signer="陈局长", confirmed="yes")
    assert settings(key, FROM)["enforcement.argument_within"].value == "3"
    assert binding(county.units["school_a"], FROM).number("enforcement.argument_within").value == "3"
    assert settings(key, FROM)["enforcement.hearing_notice"].value == "7"


LADDER = "local/ladder"
RUNGS = [
    ("ladder.contact_after", "0", "应在 1 到 5 个上课日之间，不能是 0：台阶不能取消"),
    ("ladder.contact_after", "9", "应在 1 到 5 个上课日之间，不能是 9"),
    ("ladder.suspected_after", "999", "应在 1 到 4 周之间，不能是 999"),
    ("ladder.no_show_days", "0", "应是用空格隔开的整数，每个在 1 到 60 之间，不能是 0"),
    ("ladder.no_show_days", "开学", "应是用空格隔开的整数"),
]


@pytest.mark.parametrize(("key", "value", "told"), RUNGS)
def test_a_number_out_of_its_range_is_refused_and_what_is_in_force_stays(
    county: County, key: str, value: str, told: str
) -> None:
    chen = sign_in(county, "陈局长")
    before = ladder_in_force(FROM)
    send(chen, "/plans/", "/plans/draft/", unit=str(county.units["county"]), key=LADDER)
    draft = f"/plans/versions/{the(PlanVersion).pk}/"
    form = f"{draft}numbers/{key}/"
    answer = send(chen, form, value=value, reason="试试")
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert f'value="{value}"' in text_of(answer), "what was written can be corrected"
    assert send(chen, f"{draft}numbers/ladder.visit_after/", value="3", reason="山区").status_code == 302
    assert send(chen, f"{draft}adopt/", from_on=FROM.isoformat(), signer="陈局长", confirmed="yes").status_code == 302
    assert ladder_in_force(FROM) == replace(before, visit_after=3)


def test_the_form_of_a_number_says_what_it_may_be_before_anybody_writes(county: County) -> None:
    chen = sign_in(county, "陈局长")
    send(chen, "/plans/", "/plans/draft/", unit=str(county.units["county"]), key=LADDER)
    form = f"/plans/versions/{the(PlanVersion).pk}/numbers/"
    assert "可填 1 到 5 个上课日：台阶不能取消" in text_of(chen.get(f"{form}ladder.contact_after/"))
    assert "可填用空格隔开的整数，每个在 1 到 60 之间" in text_of(chen.get(f"{form}ladder.no_show_days/"))
    chen.post("/language/", {"language": "en", "next": "/plans/"})
    assert "It may be 1 to 5 school days: no step" in text_of(chen.get(f"{form}ladder.contact_after/"))


@pytest.mark.parametrize("value", ["0", "999", "-1", "101"])
def test_the_form_of_a_deadline_and_its_refusal_name_the_same_range(county: County, value: str) -> None:
    chen = sign_in(county, "陈局长")
    send(chen, "/plans/", "/plans/draft/", unit=str(county.units["county"]), key="model/plan_5")
    form = f"/plans/versions/{the(PlanVersion).pk}/numbers/organization.group_within/"
    assert "可填 1 到 100 个上课日：从周期的第一天算起，第一天就是 1" in text_of(chen.get(form))
    answer = send(chen, form, value=value, reason="试试")
    assert answer.status_code == 422
    assert f"应在 1 到 100 个上课日之间，不能是 {value}：从周期的第一天算起" in text_of(answer)
    for end in ("1", "100"):
        assert send(chen, form, value=end, reason="试试").status_code == 302


@pytest.mark.parametrize(
    ("key", "hint", "values", "told"),
    [
        ("dropout.allowed", "只能填 0 名：零辍学就是一名也没有", ("1", "999"), "只能是 0 名，不能是 "),
        ("roll.comparisons", "可填 1 到 5 次比对", ("0", "9999"), "应在 1 到 5 次比对之间，不能是 "),
    ],
)
def test_a_goal_of_none_is_none_and_a_monthly_comparison_is_made(
    county: County, key: str, hint: str, values: tuple[str, ...], told: str
) -> None:
    chen = sign_in(county, "陈局长")
    send(chen, "/plans/", "/plans/draft/", unit=str(county.units["county"]), key="model/plan_5")
    form = f"/plans/versions/{the(PlanVersion).pk}/numbers/{key}/"
    assert hint in text_of(chen.get(form))
    for value in values:
        answer = send(chen, form, value=value, reason="试试")
        assert answer.status_code == 422
        assert f"{told}{value}" in text_of(answer)


def test_the_form_of_a_number_of_law_says_that_it_may_be_no_laxer(county: County) -> None:
    chen = sign_in(county, "陈局长")
    send(chen, "/plans/", "/plans/draft/", unit=str(county.units["county"]), key="model/plan_5")
    form = text_of(chen.get(f"/plans/versions/{the(PlanVersion).pk}/numbers/school_age_from/"))
    assert "不能松于法律底线 6 岁" in form


def test_a_setting_adopted_before_ranges_were_asked_is_not_carried_out_and_says_so(county: County) -> None:
    chen = sign_in(county, "陈局长")
    before = ladder_in_force(FROM)
    send(chen, "/plans/", "/plans/draft/", unit=str(county.units["county"]), key=LADDER)
    version = the(PlanVersion).pk
    draft = f"/plans/versions/{version}/"
    send(chen, f"{draft}numbers/ladder.contact_after/", value="2", reason="山区")
    send(chen, f"{draft}adopt/", from_on=FROM.isoformat(), signer="陈局长", confirmed="yes")
    assert ladder_in_force(FROM).contact_after == 2
    with owners_eyes():
        PlanChange._base_manager.filter(version=version).update(value="0")
    assert ladder_in_force(FROM) == before
    page = text_of(chen.get(draft))
    assert "不能是 0：台阶不能取消" in page
    assert "这个数没有执行，按文件里的数执行，请改正后重新采用" in page


def test_a_school_sees_what_stands_and_decides_nothing(county: County) -> None:
    li = sign_in(county, "李校长")
    page = text_of(li.get("/plans/"))
    assert "缺课到辍学的台阶" in page
    assert 'value="local/ladder"' not in page
    steps = text_of(li.get("/plans/files/local/ladder/"))
    for words in ("1 个上课日", "2 个上课日", "1 周", "1 个月", "未核实"):
        assert words in steps
    assert (
        send(li, "/plans/", "/plans/draft/", unit=str(county.units["school_a"]), key="local/ladder").status_code == 422
    )
