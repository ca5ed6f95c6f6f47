"""Tasks, concern and reports in a browser: who does what with how many taps, who sees nothing, refusals, both languages."""

import re
from datetime import timedelta
from typing import Any

import pytest

from notoneless.casework.early_warning.models import AtRiskReport, Contact, FollowUp, PupilFact
from notoneless.casework.early_warning.services import reckon_points
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.organizations.models import Post
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.interfaces.frame.clock import now
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.attendance.models import AttendanceMark
from support.attendance import reported
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.early_warning import concern, delivered, missed, reckoned, states, tasks
from support.forms import send, text_of
from support.plans import adopted
from support.plans import reckoned as duties_reckoned
from support.programs import Program, give_token
from support.rolls import on_roll


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def page(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.status_code
    return text_of(answer).split("<main")[1]


def task_path(county: County, trigger: str = "contact") -> str:
    return f"/follow-ups/{tasks(county)[trigger].pk}/"


def listed(county: County) -> None:
    """A pupil on the list: absence and the class teacher's word."""
    missed(county)
    concern(county, inclined=False)
    for kind in ("subjects_failed", "parents_away"):
        value = "3" if kind == "subjects_failed" else "both"
        from notoneless.casework.early_warning.services import record_fact

        given = {"child": county.children["both"], "fact": kind, "value": value}
        record_fact(county.ctx("王老师"), **given, on=county.ctx("王老师").today)
    reckon_points(county.ctx("陈局长"), unit=county.units["county"])


def test_a_post_whose_holder_one_may_not_see_is_not_said_to_be_vacant(county: County) -> None:
    missed(county)
    for _ in range(2):
        county.time.pass_by(days=1)
        reported(county, on=county.ctx("王老师").today, both="absent")
    reckoned(county)
    listed_to_her = re.sub(r"<[^>]+>", " ", page(sign_in(county, "王老师"), "/follow-ups/?whose=all"))
    assert "清溪镇中心小学 校长" in listed_to_her
    assert "无人任职" not in listed_to_her
    with owners_eyes():
        Post._base_manager.filter(unit=county.units["school_a"]).update(until_on=DAY)
    assert "清溪镇中心小学 校长 无人任职" in page(sign_in(county, "陈局长"), "/follow-ups/?whose=all")


def test_what_was_just_reported_is_said_to_be_under_way_until_the_worker_has_listed_it(county: County) -> None:
    reported(county)
    county.time.pass_by(days=1)
    teacher, other = sign_in(county, "王老师"), sign_in(county, "赵老师")
    nothing, soon = "现在没有缺课、未到校的学生要您跟踪", "刚登记的情况还在核算"
    assert nothing in page(teacher, "/follow-ups/")
    reported(county, on=DAY + timedelta(days=1), both="absent")
    shown = page(teacher, "/follow-ups/?whose=all")
    assert soon in shown
    assert nothing not in shown
    assert 'href="/follow-ups/?whose=all"' in shown
    told_other = page(other, "/follow-ups/")  # of another class
    assert nothing in told_other
    assert soon not in told_other
    delivered(county)
    shown = page(teacher, "/follow-ups/")
    assert "慕容甲乙" in shown
    assert soon not in shown


def test_a_contact_is_recorded_in_three_taps_from_the_list_of_today(county: County) -> None:
    missed(county)
    teacher = sign_in(county, "王老师")
    path = task_path(county)
    today = page(teacher, "/today/")
    assert "慕容甲乙：联系家长" in today
    assert f'href="{path}"' in today  # the first tap
    form = page(teacher, path)
    assert re.findall(r'name="answered" value="(\w+)"', form)[0] == "comes_back"  # the second, and that is all
    usual = {"on": "2026-09-02", "manner": "phone", "whom": "guardian"}
    assert send(teacher, path, answered="comes_back", **usual)["Location"] == "/follow-ups/"
    assert states(county) == {"contact": "done"}
    assert "慕容甲乙：联系家长" not in page(teacher, "/today/")
    assert "会回校" in page(teacher, path)


def test_a_task_goes_with_the_post(county: County) -> None:
    from notoneless.foundation.organizations.models import Post
    from notoneless.foundation.organizations.services import hand_over_post
    from support.samples import _newcomer

    missed(county)
    account = _newcomer(county)
    post = the(Post, holder__name="王老师").pk
    given = {"post": post, "account": account, "from_on": county.ctx("王老师").today + timedelta(days=1)}
    hand_over_post(county.ctx("安全管理员"), **given)
    county.time.pass_by(days=1)
    county.accounts["新人"] = account
    assert "慕容甲乙" in page(sign_in(county, "新人"), "/follow-ups/")
    assert "慕容甲乙" not in page(sign_in(county, "王老师"), "/today/")
    assert "新人" in page(sign_in(county, "李校长"), "/follow-ups/?whose=all")


@pytest.mark.parametrize(
    ("who", "all_too"),
    [
        ("王老师", True),
        ("李校长", True),
        ("张镇长", True),
        ("周支书", True),
        ("吴组长", True),
        ("何老师", True),
        ("陈局长", True),
    ],
)
def test_who_reaches_the_child_sees_the_task_and_its_own_alone_on_the_list_of_today(
    county: County, who: str, all_too: bool
) -> None:
    missed(county)
    visitor = sign_in(county, who)
    assert ("慕容甲乙" in page(visitor, "/follow-ups/?whose=all")) == all_too
    assert ("慕容甲乙" in page(visitor, "/follow-ups/")) == (who == "王老师")
    assert ("慕容甲乙" in page(visitor, "/today/")) == (who == "王老师")


def test_a_stranger_sees_and_does_nothing(county: County) -> None:
    listed(county)
    stranger, child = sign_in(county, "赵老师"), county.children["both"]
    for path in ("/follow-ups/", "/follow-ups/?whose=all", "/concern/", "/at-risk/"):
        assert "慕容甲乙" not in page(stranger, path)
    for path in (task_path(county), f"/concern/children/{child}/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(task_path(county), {"answered": "comes_back"}).status_code in (404, 422)
    assert all_of(Contact) == []
    assert sign_in(county, "安全管理员").get("/follow-ups/").status_code == 403


def test_what_cannot_be_is_told_in_a_sentence_and_leaves_nothing(county: County) -> None:
    missed(county)
    teacher = sign_in(county, "王老师")
    sent = {"manner": "phone", "whom": "guardian", "answered": "refuses"}
    refused = send(teacher, task_path(county), on="2026-09-20", note="说不来了", **sent)
    assert refused.status_code == 422
    assert "还没有到" in text_of(refused)
    assert "说不来了" in text_of(refused)  # nothing that was written is lost
    assert all_of(Contact) == []


def test_what_was_said_is_sealed_and_opens_one_at_a_time(county: County) -> None:
    missed(county)
    county.time.at = now()  # what is sealed opens for who has just proved to be present, by the clock of the sign-in
    teacher = sign_in(county, "王老师")
    county.time.pass_by(minutes=1)
    sent = {"on": "2026-09-02", "manner": "phone", "whom": "guardian", "answered": "on_leave", "note": "发烧住院"}
    send(teacher, task_path(county), **sent)
    assert "发烧住院" not in page(teacher, task_path(county))
    path = f"/follow-ups/contacts/{the(Contact).pk}/note/"
    assert "发烧住院" in text_of(teacher.post(path))
    assert sign_in(county, "张镇长").post(path).status_code == 403
    assert sign_in(county, "赵老师").post(path).status_code == 404


def test_the_countys_list_is_a_page_and_the_childs_page_has_the_card(county: County) -> None:
    missed(county)
    child = county.children["both"]
    assert task_path(county) in page(sign_in(county, "周支书"), f"/children/{child}/")
    delivered(county)
    county_page = page(sign_in(county, "陈局长"), "/follow-ups/?whose=all&trigger=county_list")
    assert "没有要跟踪的" in county_page


def test_who_needs_attention_with_reasons_an_action_each_and_what_is_not_known(county: County) -> None:
    listed(county)
    for who in ("王老师", "李校长"):
        found = page(sign_in(county, who), "/concern/")
        for words in ("慕容甲乙", "3 门主科不及格", "安排一名任课教师结对补课", "8 类情况中知道", "不知道的不等于没有"):
            assert words in found
        assert "高危" not in found
    visitors = {who: sign_in(county, who) for who in ("张镇长", "周支书", "陈局长")}
    for visitor in visitors.values():
        assert visitor.get("/concern/").status_code == 403
    bureau = visitors["陈局长"]
    numbers = page(bureau, "/concern/schools/")
    assert "慕容甲乙" not in numbers
    assert "没有掌握，不能比较" not in numbers  # the whole county is counted for it only where that is asked for
    assert "没有掌握，不能比较" in page(bureau, "/concern/schools/?fair=yes")
    school = county.units["school_a"]
    named = f"/concern/schools/{school}/names/"
    assert bureau.post(named, {"need": ""}).status_code == 422
    assert "慕容甲乙" in text_of(bureau.post(named, {"need": "核对资助"}))
    assert Entry.objects.filter(action="concern.names", count=1).exists()
    before = Entry.objects.filter(action="concern.read").count()
    page(sign_in(county, "王老师"), "/concern/")
    assert Entry.objects.filter(action="concern.read").count() == before + 1


def test_a_class_teacher_says_what_is_known_with_one_tap_each(county: County) -> None:
    child = county.children["both"]
    county.time.at = now()
    teacher, path = sign_in(county, "王老师"), f"/concern/children/{child}/"
    county.time.pass_by(minutes=1)
    assert send(teacher, path, f"{path}facts/", fact="boarding", value="yes").status_code == 302
    assert the(PupilFact).value == "yes"
    refused = send(teacher, path, f"{path}facts/", fact="boarding", value="perhaps")
    assert refused.status_code == 422
    assert "不是可选的情况" in text_of(refused)
    assert send(teacher, path, f"{path}notes/", concern_kind="conflict", note="与同桌打架").status_code == 302
    noted = re.findall(r"/concern/notes/([0-9a-f-]+)/over/", page(teacher, path))
    assert "与同桌打架" not in page(teacher, path)
    assert "与同桌打架" in text_of(teacher.post(f"/concern/notes/{noted[0]}/said/"))
    assert send(teacher, path, f"/concern/notes/{noted[0]}/over/").status_code == 302
    assert "解除" in page(teacher, path)


@pytest.mark.clause("2.16")
def test_an_inclination_that_the_class_teacher_marks_is_reported_in_time_to_township_and_bureau(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    county.time.pass_by(days=1)
    child = county.children["both"]
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    path = f"/concern/children/{child}/"
    sent = {"concern_kind": "wants_to_leave", "inclined": "true", "note": "要跟表哥去打工"}
    assert send(teacher, path, f"{path}notes/", **sent).status_code == 302
    duties_reckoned(county)
    [owed] = all_of(DutyRow, duty="inclination_reported")
    assert (owed.role, owed.unit_id, owed.state) == ("school_head", county.units["school_a"], "due")
    assert owed.due_on == county.ctx("李校长").today + timedelta(days=1)
    assert "有辍学倾向、还没有上报的 1 名" in page(head, "/today/")
    [report] = re.findall(r'action="(/at-risk/[0-9a-f-]+/report/)"', page(head, "/at-risk/"))
    assert send(head, "/at-risk/", report)["Location"] == "/at-risk/"
    for who in ("张镇长", "陈局长"):
        visitor = sign_in(county, who)
        assert "待签收的辍学倾向报告 1 份" in page(visitor, "/today/")
        [read] = re.findall(r'action="(/at-risk/reports/[0-9a-f-]+/read/)"', page(visitor, "/at-risk/"))
        assert send(visitor, "/at-risk/", read).status_code == 302
        assert "待签收" not in page(visitor, "/today/")
    assert all(row.read_on for row in all_of(AtRiskReport))
    duties_reckoned(county)
    assert [row.state for row in all_of(DutyRow, duty="inclination_reported")] == ["done"]


@pytest.mark.clause("2.16")
def test_an_inclination_that_is_not_reported_is_a_breach_of_the_heads(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    county.time.pass_by(days=1)
    concern(county, on=county.ctx("王老师").today)
    county.time.pass_by(days=2)
    duties_reckoned(county)
    assert [row.state for row in all_of(DutyRow, duty="inclination_reported")] == ["broken"]


def test_the_pages_are_in_english_too(county: County) -> None:
    listed(county)
    teacher = sign_in(county, "王老师")
    english: dict[str, Any] = {"HTTP_ACCEPT_LANGUAGE": "en"}
    for path in (
        "/follow-ups/",
        task_path(county),
        "/concern/",
        f"/concern/children/{county.children['both']}/",
        "/at-risk/",
    ):
        shown = text_of(teacher.get(path, **english)).split("<main")[1]
        left = re.sub(r"家长慕容甲乙|母亲|慕容甲乙|三年级（1）班|清溪镇中心小学|王老师|<[^>]+>", "", shown)
        assert not re.findall(r"[\u4e00-\u9fff]{2,}", left), path


def test_a_program_sees_the_tasks_in_its_reach(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    missed(county)
    monkeypatch.setattr(clock, "now", lambda: county.time.at)
    with owners_eyes():
        token = give_token(county, "李校长")
    program = Program(county, token)
    answer = program.get("follow-ups")
    assert answer.status_code == 200
    assert [line["trigger"] for line in answer.json()["lines"]] == ["contact"]


# what comes next


def answered(county: County, visitor: Visitor, path: str, words: str, on: str = "2026-09-02", **more: str) -> None:
    usual = {"on": on, "manner": "phone", "whom": "guardian"}
    assert send(visitor, path, answered=words, **usual | more).status_code == 302
    delivered(county)


@pytest.mark.parametrize("words", ["refuses", "unreached"])
def test_a_family_that_refuses_or_is_not_reached_is_visited_at_once(county: County, words: str) -> None:
    missed(county)
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "学校家访" not in page(head, "/today/")
    answered(county, teacher, task_path(county), words)
    assert "下一步：学校家访（清溪镇中心小学 校长），限 2026-09-03" in text_of(teacher.get("/follow-ups/"))
    assert "慕容甲乙：学校家访" in page(head, "/today/")
    assert tasks(county)["visit"].due_on.isoformat() == "2026-09-03"
    whose = "清溪镇中心小学 校长" if words == "refuses" else "三年级（1）班 班主任 王老师"
    what = "学校家访" if words == "refuses" else "联系家长"  # whom nobody reached is tried again today
    child = page(teacher, f"/children/{county.children['both']}/")
    assert f"下一步：{what}（{whose}），限 2026-09-0{3 if words == 'refuses' else 2}" in child
    assert f"下一步：{what}" in page(teacher, task_path(county))


@pytest.mark.parametrize(
    ("missed_to", "called_on", "told_on", "due"),
    [
        (2, 2, 3, 3),  # of yesterday's call, recorded today: the day runs from the call
        (2, 4, 4, 7),  # of a call on Friday: Monday
        (2, 4, 7, 7),  # and that also where it is recorded on Monday
        (3, 3, 3, 4),  # the second day missed has sent the school already, on the day of the call
        (3, 4, 4, 4),  # and before it: the first day counts
    ],
)
def test_the_message_of_a_refusal_tells_the_day_of_the_list_and_who_goes(
    county: County, missed_to: int, called_on: int, told_on: int, due: int
) -> None:
    missed(county)
    for day in range(3, missed_to + 1):
        county.time.pass_by(days=1)
        reported(county, on=DAY + timedelta(days=day - 1), both="absent")
        reckoned(county)
    county.time.at += DAY + timedelta(days=told_on - 1) - county.ctx("王老师").today
    reckoned(county)
    teacher = sign_in(county, "王老师")
    answered(county, teacher, task_path(county), "refuses", on=f"2026-09-0{called_on}")
    said = f"下一步：学校家访（清溪镇中心小学 校长），限 2026-09-0{due}"
    assert said in text_of(teacher.get("/follow-ups/"))
    assert tasks(county)["visit"].due_on == DAY + timedelta(days=due - 1)
    head = sign_in(county, "李校长")
    assert f"限 09-0{due}" in page(head, "/follow-ups/").split("学校家访 ·")[1].split("</li>")[0]
    today = page(head, "/today/").split("慕容甲乙：学校家访")[1].split("</li>")[0]
    assert {0: "今天", 1: "明天", 3: "还有3天"}[due - told_on] in today


def test_a_visit_that_was_made_is_not_said_to_come_where_the_family_refuses_again(county: County) -> None:
    missed(county)
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    answered(county, teacher, task_path(county), "refuses")
    answered(county, head, task_path(county, "visit"), "other", manner="visit")
    answered(county, teacher, task_path(county), "refuses")
    assert "下一步：学校家访" not in text_of(teacher.get("/follow-ups/"))


def test_a_family_that_was_reached_later_that_day_is_not_visited_for_the_first_call(county: County) -> None:
    missed(county)
    teacher = sign_in(county, "王老师")
    answered(county, teacher, task_path(county), "unreached")
    assert "visit" in tasks(county)
    county.time.pass_by(minutes=10)
    answered(county, teacher, task_path(county), "on_leave")
    assert "visit" not in tasks(county)


def test_a_promise_that_is_not_kept_is_followed_by_a_visit(county: County) -> None:
    missed(county)
    teacher = sign_in(county, "王老师")
    answered(county, teacher, task_path(county), "comes_back", next_on="2026-09-07")
    assert "说好 2026-09-07 回校" in page(teacher, f"/children/{county.children['both']}/")
    county.time.pass_by(days=3)
    reckoned(county)
    assert "visit" not in tasks(county)
    county.time.pass_by(days=3)  # the school day after, and nobody has seen the child
    reckoned(county)
    assert "慕容甲乙：学校家访" in page(sign_in(county, "李校长"), "/today/")


def test_what_a_school_tells_the_county_is_no_answer_of_the_family(county: County) -> None:
    missed(county)
    answered(county, sign_in(county, "王老师"), task_path(county), "unreached", whom="village")
    assert "visit" not in tasks(county)


# the call


def test_the_family_is_called_from_the_task_and_revealing_the_number_is_recorded(county: County) -> None:
    missed(county)
    county.time.at = now()  # a number opens for who has just proved to be present, by the clock of the sign-in
    teacher, number = sign_in(county, "王老师"), county.markers["both"][4]
    county.time.pass_by(minutes=1)
    task = page(teacher, task_path(county))
    guardian = county.guardians["both"]
    assert f"/guardians/{guardian}/phone/reveal/" in task
    assert "打给家长慕容甲乙" in task
    assert number not in task
    assert number in text_of(teacher.post(f"/guardians/{guardian}/phone/reveal/"))
    assert Entry.objects.filter(action="guardian.reveal").count() == 1
    county.time.pass_by(minutes=1)
    assert "disabled hidden" in page(teacher, task_path(county))  # no key sends an outcome that nobody has chosen


def test_where_a_pupil_was_found_to_be_ends_the_call_and_no_outcome_is_chosen_beforehand(county: County) -> None:
    missed(county)
    teacher = sign_in(county, "王老师")
    done = page(teacher, f"/attendance/classes/{county.units['class_a']}/2026-09-02/morning/")
    [options] = re.findall(r'<select class="form-select" name="traced_to".*?</select>', done)
    assert "selected" not in options
    assert re.findall(r'<option value="(\w*)">', options)[0] == ""
    mark = the(AttendanceMark, is_current=True).pk
    path = f"/attendance/marks/{mark}/trace/"
    here = f"/attendance/classes/{county.units['class_a']}/2026-09-02/morning/"
    nothing = send(teacher, here, to=path, traced_to="", note="")
    assert nothing.status_code == 422
    assert "去向" in text_of(nothing)
    assert states(county) == {"contact": "due"}
    assert send(teacher, here, to=path, traced_to="at_home", note="").status_code == 302
    delivered(county)
    assert states(county) == {"contact": "done"}
    assert "慕容甲乙：联系家长" not in page(teacher, "/today/")


# reports of whom the watch list says it


@pytest.mark.parametrize("who", ["王老师", "李校长"])
def test_who_is_listed_as_inclined_to_drop_out_is_reported_to_township_and_bureau(county: County, who: str) -> None:
    from support.watch_list import listed as watch_listed

    watch_listed(county, who=who, reasons="inclined")
    head = sign_in(county, "李校长")
    assert "有辍学倾向、还没有上报的 1 名" in page(head, "/today/")
    [path] = re.findall(r'action="(/at-risk/[^"]+/report/)"', page(head, "/at-risk/"))
    assert send(head, "/at-risk/", to=path).status_code == 302
    for reader in ("张镇长", "陈局长"):
        shown = page(sign_in(county, reader), "/at-risk/")
        assert "慕容甲乙" in shown
        assert "签收" in shown
    assert len(all_of(AtRiskReport)) == 2


def test_who_was_said_to_be_inclined_already_is_not_said_to_be_so_twice(county: County) -> None:
    from support.watch_list import listed as watch_listed

    concern(county)
    watch_listed(county)
    assert page(sign_in(county, "李校长"), "/at-risk/").count("/report/") == 1


# points a week old


def test_points_say_of_which_day_they_are_and_what_happened_since_stands_first(county: County) -> None:
    listed(county)
    county.time.pass_by(days=5)  # Monday
    reported(county, on=DAY + timedelta(days=6), both="absent")
    reckoned(county)
    teacher = sign_in(county, "王老师")
    answered(county, teacher, task_path(county), "refuses", on="2026-09-07")
    for path in ("/concern/", f"/concern/children/{county.children['both']}/"):
        shown = page(teacher, path)
        assert "按 2026-09-02 的情况核算，下次核算 2026-09-09" in shown
        told = shown.index("核算之后发生")
        assert told < shown.index("2026-09-07 缺课，没有请假") < shown.index(" 分 · ")
        assert "2026-09-07 不愿回校" in shown
    assert "下次核算 2026-09-09" in page(sign_in(county, "陈局长"), "/concern/schools/")


def test_who_was_missed_since_is_not_praised_for_having_come_each_day(county: County) -> None:
    from notoneless.casework.early_warning.models import ConcernScore

    listed(county)
    praise = {"code": "always_there", "group": "", "points": 0, "on": "2026-09-02", "values": {"due": 20}}
    with owners_eyes():
        ConcernScore._base_manager.update(protective=praise)
    assert "天天到校" not in page(sign_in(county, "王老师"), "/concern/")  # missed on the day of the reckoning
    with owners_eyes():
        ConcernScore._base_manager.update(on=DAY + timedelta(days=2))
    assert "天天到校" in page(sign_in(county, "王老师"), "/concern/")


def test_a_new_pupil_who_is_looked_for_on_several_days_is_one_row_with_the_last_and_the_first(county: County) -> None:
    on_roll(county, grade=1)
    for days in (0, 1, 2):
        reported(county, on=DAY + timedelta(days=days), both="absent")
        if days < 2:
            county.time.pass_by(days=1)
    reckoned(county)
    rungs = all_of(FollowUp, trigger="no_show_1")
    assert sorted(row.since for row in rungs) == [DAY, DAY + timedelta(days=2)]
    last = max(rungs, key=lambda row: row.since)
    head, chen = sign_in(county, "李校长"), sign_in(county, "陈局长")
    for visitor, whose in ((head, "mine"), (head, "all"), (chen, "all")):
        shown = page(visitor, f"/follow-ups/?whose={whose}&trigger=no_show_1")
        assert re.findall(r'href="/follow-ups/([0-9a-f-]{36})/"', shown) == [str(last.pk)]
        assert "一年级新生未到 1<" in shown
        assert "自 2026-09-01" in shown
        assert "09-03 第 2 次点名仍未到" in shown
        assert "李校长" in shown
    send(head, f"/follow-ups/{last.pk}/", on=str(last.since), manner="phone", whom="guardian", answered="comes_back")
    assert {row.state for row in all_of(FollowUp, trigger="no_show_1")} == {"done"}
