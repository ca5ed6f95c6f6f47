"""Help on the web (1.06, 4.14, 4.21): opened, planned, given to somebody, held, measured, looked at, closed."""

import re
from datetime import date
from typing import Any

import pytest

from notoneless.casework.support.models import HelpMark, HelpScheme, HelpSession, Pairing
from notoneless.oversight.duties.models import DutyRow
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.helping import PLAN, given, helped, marked, paired
from support.plans import adopted, reckoned
from support.watch_list import listed

LIST = "/help/"
pytestmark = pytest.mark.usefixtures("same_time")


LATE = "2027-01-09"
"""A day near the end of the term, when what is due by then is owed."""


def term_ends(county: County, plan: int) -> None:
    """A school has adopted a plan as the term began, and the term is near its end."""
    adopted(county, plan=plan)
    county.time.pass_by(days=130)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(duty: str, unit: Any) -> set[str]:
    """How the duties of a kind stand at a unit."""
    return {row.state for row in all_of(DutyRow, duty=duty, unit=unit)}


def opened(wang: Visitor, county: County, key: str = "both", **changes: str) -> Any:
    """A scheme that a teacher opens by the form."""
    given_ = {"trouble": "study", "help_means": "teaching", **changes}
    return send(wang, f"{LIST}children/{county.children[key]}/open/", **given_)


@pytest.mark.clause("1.06")
def test_a_struggling_pupil_has_fitted_teaching_by_whom_and_its_later_effect(county: County) -> None:
    term_ends(county, 1)
    listed(county, "both", reasons="learning")
    wang, li, room = sign_in(county, "王老师"), sign_in(county, "李校长"), county.units["class_a"]
    reckoned(county)
    assert states("struggling_taught", room) == {"due"}
    missing = plain(wang.get(f"{LIST}lacking/"))
    assert "慕容甲乙" in missing
    assert "因材施教办法、负责人或效果" in missing
    assert opened(wang, county).status_code == 302
    scheme = the(HelpScheme).pk
    assert send(wang, f"{LIST}{scheme}/plan/", **PLAN).status_code == 302
    assert "1 名学生的帮扶还没有帮扶人" in plain(li.get("/today/"))
    assert send(li, f"{LIST}{scheme}/assign/", mentor=county.accounts["王老师"]).status_code == 302
    reckoned(county)
    assert states("struggling_taught", room) == {"due"}, "its effect is not on record yet"
    assert send(wang, f"{LIST}{scheme}/measure/", on=LATE, mark_value="62").status_code == 302
    page = plain(wang.get(f"{LIST}{scheme}/"))
    for said in ("作业分两层，课上先问基础题", "王老师", "起点 45", "62 有进步"):
        assert said in page
    reckoned(county)
    assert states("struggling_taught", room) == {"done"}
    assert "因材施教办法" not in plain(wang.get(f"{LIST}lacking/"))


@pytest.mark.clause("1.06")
def test_a_class_whose_struggling_pupil_is_taught_like_all_others_breaks_its_duty(county: County) -> None:
    adopted(county, plan=1)
    listed(county, "both", reasons="learning")
    wang = sign_in(county, "王老师")
    opened(wang, county, help_means="tutoring")
    send(wang, f"{LIST}{the(HelpScheme).pk}/plan/", **{**PLAN, "approach": ""})
    county.time.pass_by(days=160)
    reckoned(county)
    assert states("struggling_taught", county.units["class_a"]) >= {"broken"}


@pytest.mark.clause("4.14")
def test_a_scheme_has_somebody_who_helps_a_plan_sessions_and_a_measured_effect(county: County) -> None:
    term_ends(county, 4)
    listed(county, "both", reasons="learning")
    wang, li, room = sign_in(county, "王老师"), sign_in(county, "李校长"), county.units["class_a"]
    scheme = given(county)
    reckoned(county)
    assert states("struggling_helped", room) == {"due"}
    early = send(wang, f"{LIST}{scheme}/session/", on="2026-08-30", session_words="面批")
    assert "帮扶 2027-01-09 才开展" in plain(early)
    assert send(wang, f"{LIST}{scheme}/session/", on=LATE, session_words="面批作业").status_code == 302
    assert "面批作业" in plain(wang.get(f"{LIST}{scheme}/"))
    reckoned(county)
    assert states("struggling_helped", room) == {"due"}, "the effect was not measured"
    assert send(wang, f"{LIST}{scheme}/measure/", on=LATE, mark_value="40").status_code == 302
    assert "40 退步" in plain(wang.get(f"{LIST}{scheme}/")), "the program tells what the value shows"
    reckoned(county)
    assert states("struggling_helped", room) == {"done"}
    assert "1 项帮扶的效果待审核" in plain(li.get("/today/"))
    mark = the(HelpMark).pk
    assert wang.post(f"{LIST}marks/{mark}/review/", {"agreed": "true"}).status_code == 403
    refused = send(li, f"{LIST}{scheme}/", f"{LIST}marks/{mark}/review/", agreed="false", reason="没有用同一份试卷")
    assert refused.status_code == 302
    reckoned(county)
    assert "不认可" in plain(wang.get(f"{LIST}{scheme}/"))
    assert "due" in states("struggling_helped", room), "what nobody else agrees to counts for nothing"


@pytest.mark.clause("4.14")
def test_a_struggling_pupil_whom_nobody_helps_breaks_the_duty_of_the_class(county: County) -> None:
    adopted(county, plan=4)
    listed(county, "both", reasons="learning")
    helped(county)
    county.time.pass_by(days=160)
    reckoned(county)
    assert states("struggling_helped", county.units["class_a"]) >= {"broken"}
    assert states("struggling_helped", county.units["class_b"]) >= {"done"}


@pytest.mark.clause("4.21")
@pytest.mark.parametrize(
    ("reason", "trouble", "means"),
    [
        ("learning", "study", "tutoring"),
        ("wavering", "thought", "talk"),
        ("conduct", "conduct", "talk"),
        ("family", "family", "care"),
    ],
)
def test_each_of_the_four_troubles_gets_somebody_who_helps_and_a_measured_change(
    county: County, reason: str, trouble: str, means: str
) -> None:
    term_ends(county, 4)
    listed(county, "both", reasons=reason)
    wang, li, room = sign_in(county, "王老师"), sign_in(county, "李校长"), county.units["class_a"]
    assert opened(wang, county, trouble=trouble, help_means=means).status_code == 302
    scheme = the(HelpScheme).pk
    send(wang, f"{LIST}{scheme}/plan/", **PLAN)
    reckoned(county)
    assert states("four_kinds_helped", room) == {"due"}
    assert "帮扶人" in plain(wang.get(f"{LIST}lacking/"))
    send(li, f"{LIST}{scheme}/assign/", mentor=county.accounts["王老师"])
    reckoned(county)
    assert states("four_kinds_helped", room) == {"due"}, "the change was not measured"
    send(wang, f"{LIST}{scheme}/measure/", on=LATE, mark_value="60")
    reckoned(county)
    assert states("four_kinds_helped", room) == {"done"}


def test_overlapping_schemes_for_one_trouble_are_refused_with_a_sentence(county: County) -> None:
    wang = sign_in(county, "王老师")
    given(county)
    again = opened(wang, county, help_means="tutoring")
    assert again.status_code == 422
    assert "这名学生的学习困难帮扶 2026-09-01 起由王老师在做，不重复开展" in plain(again)
    assert opened(wang, county, trouble="conduct", help_means="talk").status_code == 302, (
        "another trouble is another scheme"
    )
    unfit = opened(wang, county, trouble="thought", help_means="boarding")
    assert "寄宿不是帮扶思想问题的办法" in plain(unfit)
    assert len(all_of(HelpScheme)) == 2


def test_the_same_form_sent_twice_records_once(county: County) -> None:
    wang, scheme = sign_in(county, "王老师"), given(county)
    form = text_of(wang.get(f"{LIST}{scheme}/session/"))
    request = re.search(r'name="request" value="([^"]+)"', form)
    assert request
    body = {"request": request[1], "on": DAY.isoformat(), "session_words": "面批"}
    for _ in range(2):
        assert wang.post(f"{LIST}{scheme}/session/", body).status_code == 302
    assert len(all_of(HelpSession)) == 1


@pytest.mark.parametrize(
    ("what", "body", "said"),
    [
        ("session", {"on": "2026-09-09", "session_words": "面批"}, "2026-09-09 还没有到"),
        ("measure", {"on": "2026-09-01", "mark_value": "4000"}, "数值要在 0 到 1000 之间"),
        ("close", {"closing": "reached", "reason": "好了"}, "还没有经另一人认可的进步"),
        ("measure", {"on": "2026-09-01", "mark_value": "六十"}, "现在的数值"),
    ],
)
def test_wrong_data_is_refused_with_a_sentence(county: County, what: str, body: dict[str, str], said: str) -> None:
    scheme = given(county)
    answer = send(sign_in(county, "王老师"), f"{LIST}{scheme}/{what}/", **body)
    assert answer.status_code == 422
    assert said in plain(answer)


def test_help_ends_with_its_reason_and_takes_nothing_more(county: County) -> None:
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    mark = marked(county)
    scheme = the(HelpScheme).pk
    send(li, f"{LIST}{scheme}/", f"{LIST}marks/{mark}/review/", agreed="true")
    assert send(wang, f"{LIST}{scheme}/close/", closing="reached", reason="期末 78 分").status_code == 302
    for what, body in (("session", {"on": "2026-09-01", "session_words": "x"}), ("plan", PLAN)):
        assert "已经结束" in plain(send(wang, f"{LIST}{scheme}/{what}/", **body))
    assert the(HelpScheme).closed_on == DAY
    assert "期末 78 分" in plain(wang.get(f"{LIST}{scheme}/"))
    assert opened(wang, county).status_code == 302, "a pupil may be helped again"


def test_the_beginning_stands_once_something_was_measured_against_it(county: County) -> None:
    marked(county)
    answer = send(sign_in(county, "王老师"), f"{LIST}{the(HelpScheme).pk}/plan/", **{**PLAN, "begin_value": "10"})
    assert "起点不能再改" in plain(answer)


@pytest.mark.parametrize("who", ["赵老师", "张镇长", "周支书", "吴组长", "何老师"])
def test_others_see_nothing_of_it(county: County, who: str) -> None:
    scheme, other = given(county), sign_in(county, who)
    child = county.children["both"]
    for address in (f"{LIST}{scheme}/", f"{LIST}children/{child}/", f"{LIST}children/{child}/open/"):
        assert other.get(address).status_code in (403, 404), address
    shown = other.get(LIST)
    assert shown.status_code == 403 or "慕容甲乙" not in text_of(shown)
    assert "李校长" not in plain(other.get(f"{LIST}{scheme}/plan/"))


def test_a_teacher_is_paired_once_and_the_pairing_ends_with_a_reason(county: County) -> None:
    li, child = sign_in(county, "李校长"), county.children["both"]
    paired(county)
    again = send(li, f"{LIST}children/{child}/pair/", mentor=county.accounts["王老师"])
    assert "王老师已经与这名学生结对" in plain(again)
    stranger = send(li, f"{LIST}children/{child}/pair/", mentor=county.accounts["赵老师"])
    assert "帮扶人要是本校在岗的教职工" in plain(stranger)
    assert "慕容甲乙" in plain(li.get(f"{LIST}pairings/"))
    pairing = the(Pairing).pk
    assert send(li, f"{LIST}pairings/{pairing}/end/", reason="老师调离").status_code == 302
    assert the(Pairing).until_on == date(2026, 9, 1)
    assert "老师调离" in plain(li.get(f"{LIST}children/{child}/"))
    assert "结对已经结束" in plain(send(li, f"{LIST}pairings/{pairing}/end/", reason="再次"))
    assert sign_in(county, "王老师").get(f"{LIST}children/{child}/pair/").status_code == 403
