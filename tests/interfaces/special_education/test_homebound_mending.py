"""Home lessons recorded wrongly, weeks that begin in the middle, and what cannot have been: on the web and beneath."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings

from notoneless.casework.special_education import measures
from notoneless.casework.special_education.models import CommitteeExpert, HomeLesson, NeedsAssessment, Placement
from notoneless.casework.special_education.rules.certificate import why_not_certified
from notoneless.casework.special_education.rules.homebound import Span, overlap, owed
from notoneless.casework.special_education.rules.kinds import Decided, Grade, Impairment, Learns
from notoneless.casework.special_education.rules.standing import Proposal, placed_since
from notoneless.casework.special_education.services import (
    account_money,
    assess,
    decide_placement,
    open_file,
    record_lesson,
    send_teacher,
    take_back_lesson,
)
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import leave_post
from notoneless.foundation.people.services import register_child
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.kernel.problems import NotonelessError
from notoneless.kernel.resident_id import check_digit
from notoneless.records.enrolment.services import leave
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.plans import adopted
from support.rolls import on_roll
from support.special import (
    agreed_to,
    condition,
    expert_view,
    filed,
    funded,
    home_taught,
    lesson,
    programmed,
    put_forward,
    taught,
    teachers_of,
)

LIST = "/special/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def enter(county: County, who: str) -> Visitor:
    """Somebody signs in, also when time has passed since the last time."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def code_of(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(NotonelessError) as told:
        act(*args, **given)
    return told.value.problem.code.removeprefix("special_education.")


def counted(code: str, first: date, last: date) -> int:
    """What a measure comes to between two days, or on the last of them."""
    [evidence] = [each for each in measures.EVIDENCE if each.code == code]
    with owners_eyes():
        if hasattr(evidence, "done"):
            return sum(each.times if hasattr(each, "times") else 1 for each in evidence.done(first, last, None))
        return sum(evidence.holds(last, None).values())  # type: ignore[union-attr]


def typed(given: dict[str, Any]) -> dict[str, Any]:
    """What an action is given, as a form sends it."""
    kept = {name: value for name, value in given.items() if name != "special_file" and value is not None}
    several = {name: str(kept[name]).split() for name in ("home_teachers", "domains") if name in kept}
    plain_ones = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in kept.items()}
    return plain_ones | several


def test_a_lesson_recorded_wrongly_is_corrected_and_stays_in_the_history(county: County) -> None:
    file = home_taught(county)
    taught(county, file, hours=8)
    wrong = the(HomeLesson).pk
    wang = enter(county, "王老师")
    page = f"{LIST}{file}/homebound/"
    assert f"{LIST}lessons/{wrong}/correct/" in text_of(wang.get(page))
    form = f"{LIST}lessons/{wrong}/correct/"
    assert "认水果" in text_of(wang.get(form)), "what was typed stands there"
    given = typed(lesson(county, file, hours=3))
    silent = send(wang, form, **given)
    assert silent.status_code == 422, "why it is corrected has to be said"
    assert send(wang, form, **given, reason="课时写错了").status_code == 302
    rows = {row.is_current: row for row in all_of(HomeLesson)}
    assert (rows[True].hours, rows[True].corrects_id) == (3, wrong)
    assert (rows[False].ended_why, rows[False].ended_by_id) == ("课时写错了", county.accounts["王老师"])
    shown = plain(wang.get(page))
    assert "已撤回 王老师：课时写错了" in shown
    assert "更正后" in shown
    assert "已上 3，" in shown
    assert wang.get(form).status_code == 404, "once corrected it is corrected no more"


def test_a_lesson_taken_back_counts_for_nothing_and_makes_room_for_its_day(county: County) -> None:
    file = home_taught(county)
    taught(county, file)
    assert counted("homebound.visits", DAY, DAY + timedelta(5)) > 0
    again = lesson(county, file, begins_at="14:00")
    assert code_of(record_lesson, county.ctx("王老师"), **again) == "recorded_already"
    wrong = the(HomeLesson).pk
    with pytest.raises((NotAllowed, NotFound)):
        take_back_lesson(county.ctx("马老师"), home_lesson=wrong, reason="不是我记的")
    wang = enter(county, "王老师")
    form = f"{LIST}lessons/{wrong}/take-back/"
    assert send(wang, form, reason="").status_code == 422
    assert send(wang, form, reason="那天没有去").status_code == 302
    assert counted("homebound.hours", DAY, DAY + timedelta(5)) == 0
    assert counted("homebound.visits", DAY, DAY + timedelta(5)) == 0
    assert code_of(take_back_lesson, county.ctx("李校长"), home_lesson=wrong, reason="再撤") == "taken_back_already"
    record_lesson(county.ctx("王老师"), **again)
    assert counted("homebound.hours", DAY, DAY + timedelta(5)) > 0


def test_the_interview_of_a_corrected_lesson_is_entered_anew(county: County) -> None:
    file = home_taught(county)
    wrong = taught(county, file, interview="孩子怕生")
    given = lesson(county, file, corrects=wrong, reason="时间记错")
    assert code_of(record_lesson, county.ctx("王老师"), **given) == "interview_anew"
    record_lesson(county.ctx("王老师"), **given | {"interview": "孩子怕生"})


def test_a_lesson_is_given_after_the_placement_by_who_was_sent_by_then(county: County) -> None:
    county.time.pass_by(days=10)
    file = home_taught(county)
    early = lesson(county, file, on=DAY + timedelta(8))
    assert code_of(record_lesson, county.ctx("李校长"), **early) in ("stranger", "not_placed_then")
    county.time.pass_by(days=7)
    on = county.time.at.date()
    record_lesson(county.ctx("王老师"), **lesson(county, file, on=on - timedelta(2)))


def test_nobody_teaches_two_children_at_one_hour(county: County) -> None:
    first = home_taught(county)
    second = programmed(county, "class_only")
    for row in teachers_of(first).split():
        send_teacher(county.ctx("李校长"), special_file=second, home_teacher=row)
    taught(county, first)
    assert code_of(record_lesson, county.ctx("王老师"), **lesson(county, second, begins_at="10:30")) == "elsewhere_then"
    record_lesson(county.ctx("王老师"), **lesson(county, second, begins_at="11:00"))


def test_of_the_week_of_its_placement_a_child_is_owed_its_share(county: County) -> None:
    monday = date(2026, 8, 31)
    assert [owed(2, monday, monday + timedelta(each)) for each in range(8)] == [2, 2, 1, 1, 0, 0, 0, 0]
    assert [owed(1, monday, monday + timedelta(each)) for each in range(5)] == [1, 1, 1, 0, 0]
    adopted(county, "张镇长", "town_a", 2)
    county.time.pass_by(days=2)  # a Thursday
    file = home_taught(county)
    li = enter(county, "李校长")
    assert "0/1" in plain(li.get(f"{LIST}homes/"))
    taught(county, file)
    assert "1/1" in plain(enter(county, "李校长").get(f"{LIST}{file}/homebound/"))
    assert counted("homebound.visits", monday, monday + timedelta(6)) == 2, "what was before its day is owed by nobody"


def test_a_child_that_has_died_is_owed_nothing_more(county: County) -> None:
    entry = on_roll(county)
    file = home_taught(county)
    assert counted("homebound.pupils", DAY, DAY) == 1
    county.time.pass_by(days=3)
    given = {"on": DAY + timedelta(3), "movement": "26", "reason": None, "destination": None, "proof": None}
    leave(county.ctx("陈局长"), entry=entry, **given)
    assert counted("homebound.pupils", DAY, DAY + timedelta(3)) == 0
    assert counted("homebound.pupils", DAY, DAY + timedelta(2)) == 1, "until then it was taught"
    assert counted("special.without_placement", DAY, DAY + timedelta(3)) == 0
    assert "慕容甲乙" not in plain(enter(county, "李校长").get(f"{LIST}homes/"))
    assert code_of(record_lesson, county.ctx("李校长"), **lesson(county, file)) == "done_with"


def test_a_teacher_whose_post_was_handed_over_teaches_nobody(county: County) -> None:
    home_taught(county)
    assert counted("special.without_teacher", DAY, DAY) == 0
    county.time.pass_by(days=1)
    for who in ("王老师", "马老师"):
        with owners_eyes():
            post = Post._base_manager.get(grant__account_id=county.accounts[who])
        leave_post(county.ctx("安全管理员"), post=post.pk, until_on=county.time.at.date())
    county.time.pass_by(days=1)
    assert counted("special.without_teacher", DAY, county.time.at.date()) == 1


def test_who_decides_has_seen_the_file_as_it_is(county: County) -> None:
    waiting = put_forward(county)
    seen = agreed_to(waiting)
    assess(county.ctx("李校长"), special_file=the(Placement).file_id, **expert_view(county, "special_school"))
    assert code_of(decide_placement, county.ctx("陈局长"), **seen) == "changed_since"
    chen, file = enter(county, "陈局长"), the(Placement).file_id
    to = f"{LIST}placements/{waiting}/decide/"
    assert send(chen, f"{LIST}{file}/", to, agreed="true", note="").status_code == 302
    assert the(Placement).decided == Decided.AGREED


def test_a_certificate_without_a_known_id_is_still_a_number_of_somebody_born_then(county: County) -> None:
    first = "52990120170105007"
    number = f"{first}{check_digit(first)}52"
    given = {"impairment": Impairment.INTELLECTUAL, "grade": Grade.SECOND}
    assert why_not_certified(number, None, **given, born_on=date(2017, 1, 5)) is None
    for wrong, born_on in ((number, date(2017, 1, 6)), (f"{first}{'0' if number[17] != '0' else '1'}52", None)):
        told = why_not_certified(wrong, None, **given, born_on=born_on)
        assert told is not None
        assert told.code == "special_education.certificate_unsound"
    child = register_child(
        county.ctx("陈局长"),
        unit=county.units["class_a"],
        name="无证生",
        sex="男",
        from_on=DAY,
        born_on=date(2017, 1, 6),
        id_number=None,
        student_number=None,
        household=None,
    )
    told = code_of(open_file, county.ctx("李校长"), child=child, **condition(county, certificate_number=number))
    assert told == "certificate_unsound"


def test_money_is_not_spent_before_it_came_nor_long_ago(county: County) -> None:
    county.time.pass_by(days=30)
    funded(county)
    given = {"unit": county.units["school_a"], "money_flow": "spent", "money_use": "教材", "voucher": "凭1"}
    act, ctx = account_money, county.ctx
    assert code_of(act, ctx("李校长"), **given, on=DAY + timedelta(5), yuan="10") == "overspent"
    assert code_of(act, ctx("李校长"), **given, on=date(1, 1, 1), yuan="10") == "too_long_ago"
    act(ctx("李校长"), **given, on=county.time.at.date(), yuan="1000")
    back = {"unit": county.units["school_a"], "money_flow": "received", "money_use": "拨款", "voucher": "拨0"}
    act(ctx("李校长"), **back, on=DAY, yuan="50")
    assert code_of(act, ctx("李校长"), **given, on=DAY, yuan="51") == "overspent"


def test_lessons_overlap_by_class_hours() -> None:
    assert overlap(Span("09:00", 3), Span("10:30", 1))
    assert not overlap(Span("09:00", 3), Span("11:00", 1))


def test_a_placement_agreed_anew_goes_on_and_another_begins() -> None:
    def agreed(learns: Learns, day: int) -> Proposal:
        on = date(2026, 9, day)
        return Proposal(learns, on, Decided.AGREED, on)

    home, school = Learns.HOMEBOUND, Learns.SPECIAL_SCHOOL
    course = [agreed(home, 1), agreed(home, 10), agreed(school, 20)]
    assert placed_since(course, date(2026, 9, 15)) == date(2026, 9, 1)
    assert placed_since(course, date(2026, 9, 25)) == date(2026, 9, 20)
    assert placed_since(course, date(2026, 8, 31)) is None


def test_what_is_another_childs_lesson_is_not_corrected_here(county: County) -> None:
    first = home_taught(county)
    second = programmed(county, "class_only")
    for row in teachers_of(first).split():
        send_teacher(county.ctx("李校长"), special_file=second, home_teacher=row)
    wrong = taught(county, first)
    given = lesson(county, second, corrects=wrong, reason="记到别人名下了")
    assert code_of(record_lesson, county.ctx("王老师"), **given) == "other_lesson"


def test_the_committee_that_the_county_appoints_assesses_and_nobody_else(county: County) -> None:
    chen, li = enter(county, "陈局长"), enter(county, "李校长")
    file = filed(county)
    page = f"{LIST}experts/"
    form = f"{page}units/{county.units['county']}/appoint/"
    for name, works_at in (("孙医生", "县人民医院"), ("钱老师", "县特教中心")):
        given = {"expert_name": name, "works_at": works_at, "speciality": ""}
        assert send(chen, form, **given).status_code == 302
    twice = send(chen, form, expert_name="孙医生", works_at="县人民医院", speciality="")
    assert twice.status_code == 422
    assert "聘任专家" not in plain(li.get(page)).split("评估专家 特殊教育")[-1]
    assert "孙医生 县人民医院" in plain(li.get(page)), "schools see whom they may ask"
    assert li.get(form).status_code == 403
    assert "孙医生（县人民医院）" in plain(li.get(f"{LIST}{file}/assess/"))
    found = {"on": "2026-09-01", "findings": "认知：能数到十", "advice": "homebound"}
    stranger = send(li, f"{LIST}{file}/assess/", experts="赵某 某诊所", **found)
    assert stranger.status_code == 422
    assert "不在县里聘任的专家委员会名单上" in plain(stranger)
    assert send(li, f"{LIST}{file}/assess/", experts=["孙医生", "钱老师"], **found).status_code == 302
    assert the(NeedsAssessment).experts == "孙医生 县人民医院\n钱老师 县特教中心"
    gone = the(CommitteeExpert, name="孙医生").pk
    assert send(chen, page, f"{page}{gone}/end/").status_code == 302
    county.time.pass_by(days=1)
    later = {**found, "on": "2026-09-02"}
    refused = send(enter(county, "李校长"), f"{LIST}{file}/assess/", experts=["孙医生"], **later)
    assert refused.status_code == 422


def test_by_how_many_a_child_is_assessed_is_the_countys_to_set(county: County) -> None:
    file = filed(county)
    given = {"special_file": file, **expert_view(county)}
    one = given | {"experts": "孙医生 县医院"}
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/special_education")
    number = {"key": "special.experts_least", "value": "2", "reason": "县专家委员会章程"}
    set_number(county.ctx("陈局长"), version=version, **number)
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")
    assert code_of(assess, county.ctx("李校长"), **one) == "too_few_experts"
    assert code_of(assess, county.ctx("李校长"), **given | {"experts": "孙医生\n孙医生"}) == "too_few_experts"
    assert assess(county.ctx("李校长"), **given)
