"""One good request for every action, in the county: who sends it and with what."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from notoneless.foundation.access.models import Grant, Waiting
from notoneless.foundation.access.services import disable_account, found_unit, make_token, open_account
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.calendar.services import change_day
from notoneless.foundation.organizations.models import Post, ProposedPost
from notoneless.foundation.organizations.services import (
    found_group,
    import_staff,
    make_assignment,
    name_contact,
    raise_problem,
    seat_member,
)
from notoneless.records.adjudication.services import decide_doubt
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.golden.services import begin_working_out
from notoneless.records.registrations.models import ProblemRegistration
from notoneless.records.registrations.services import enter_total, settle
from notoneless.records.rosters.services import receive_roster
from support.aid import list_given as payments_given
from support.aid import paid as paid_once
from support.aid import paired as aid_paired
from support.aid import stray
from support.alerts import LINES, TOLD, alerted, linked, refused_alert
from support.appraisals import (
    VISITS,
    appealed,
    appraised,
    dropped_out,
    first_item,
    item_of,
    proposed_consequence,
    rubric_begun,
    rubric_seen,
    rubric_written,
    target_split,
    to_be_confirmed,
    with_rubric,
)
from support.attendance import (
    applied,
    granted,
    kept_register,
    marked,
    post_of,
    reported,
    reported_class,
    said,
    substituted,
)
from support.campaigns import approved as approved_story
from support.campaigns import briefed as campaign_briefing
from support.campaigns import called as called_meeting
from support.campaigns import consented as story_consent
from support.campaigns import decision as meeting_decision
from support.campaigns import held as evidence_held
from support.campaigns import held_activity, proved_activity, told_story
from support.campaigns import picture as meeting_picture
from support.campaigns import planned as planned_activity
from support.campaigns import post_of as meeting_post
from support.campaigns import proved as meeting_proof
from support.campaigns import read as read_minutes
from support.campaigns import signed_off as signed_meeting
from support.campaigns import written as written_minutes
from support.cases import (
    BACK,
    PAUSED_TO,
    WORKING,
    cleared,
    events_of,
    on_hold,
    proof,
    proposal_of_case,
    proposed,
    verified,
)
from support.cases import suspected as suspected_case
from support.cases import verified as verified_case
from support.county import DAY, County, made_up_id
from support.databases import the
from support.doubts import doubts
from support.dropout_reports import TOGETHER, back_sent
from support.dropout_reports import sent as sent_report
from support.dropout_reports import told as told_report
from support.early_warning import SECOND, concern, risk_report, task
from support.feedback import LISTED, ONE, entered, fed_back, feedback_to
from support.field import device_of, event_refused, event_waiting, received_given, settled_given
from support.helping import PLAN as HELP_PLAN
from support.helping import found_in_need, helped, invited, paired
from support.helping import marked as help_marked
from support.helping import planned as help_planned
from support.left_behind import filed as away_filed
from support.left_behind import five_written
from support.left_behind import list_given as away_list
from support.migrants import applied as place_applied
from support.migrants import documented as place_documented
from support.migrants import migrant
from support.notices import given as notice_given
from support.notices import issued as issued_notice
from support.notices import ready as ready_for_notice
from support.notices import run_out, served
from support.plans import adopted, changed, drafted, exempted, owed, own_file, raised, to_be_sealed
from support.procedures import (
    ADDED,
    COURT,
    DECIDING,
    FOUND,
    HEAD,
    HEARING_ON,
    LAW,
    OFFICERS,
    OPENED_ON,
    PAY_TO,
    PAY_UNTIL,
    SAID,
    UNTIL,
    VIEWS,
    before_court,
    begun,
    expired_order,
    hearing_asked,
    inquired,
    opened_penalty,
    ordered,
    past_arguing,
    proposal_in,
    proposed_decision,
    proposed_order,
    referred,
    served_order,
    unpaid,
)
from support.reminders import ROBOT, channel, digest_begun, digest_waiting
from support.returned import PLACED, back, planned_given, seen_again, stays, to_approve
from support.returned import moved as moved_pupil
from support.returned import placed as placed_pupil
from support.returned import planned as planned_pupil
from support.returns import MONTH, explained, signed
from support.returns import at as at_end
from support.returns import facts as month_as_known
from support.roll_changes import UNTIL as SUSPENDED_UNTIL
from support.roll_changes import arrived as arrived_pupil
from support.roll_changes import documented as with_papers
from support.roll_changes import graduate, returned_to_sender, seen_change, suspension, transfer, young
from support.roll_work import LAST_DUE, added, done_measure, measure_of, prefixed, ready, returned
from support.roll_work import adopted as roll_plan
from support.roll_work import drafted as roll_draft
from support.rolls import differences, export_row, kept_export, last_event, on_roll, sent, suspended
from support.rosters import SCHOOL, adopt, adopt_both, adopt_home, sex_of
from support.schooling_elsewhere import SCHOOL as SCHOOLED
from support.schooling_elsewhere import UNTIL as TERM_ENDS
from support.schooling_elsewhere import Partner, away
from support.schooling_elsewhere import certified as certified_away
from support.schooling_elsewhere import filed as copy_filed
from support.special import (
    CRITERIA,
    agreed_to,
    agreement,
    agreement_paper,
    application,
    asked_given,
    assessed,
    briefed_given,
    condition,
    expert,
    expert_given,
    expert_view,
    filed,
    first_lesson,
    free_given,
    funded,
    good_given,
    handbook_given,
    home_agreement,
    home_taught,
    hours_known,
    lesson,
    notice_ready,
    programme_given,
    programmed,
    put_forward,
    sent_to,
    taught,
    teacher_named,
    teacher_ready,
    timetable_asked,
    timetable_proposed,
)
from support.special import placed as special_placed
from support.statistics import list_on_form, signed_form
from support.supervision import LATER as MEND_BY
from support.supervision import (
    TALK,
    active,
    cleared_up,
    complained,
    complaint_linked,
    director,
    found_guilty,
    good,
    in_december,
    inspected,
    interviewed,
    looked_into,
    mended,
    named_person,
    numbered,
    pupil_of,
    taken_up_by,
)
from support.supervision import TOLD as COMPLAINED
from support.supervision import found as shortcoming
from support.supervision import inquired as inquiry_opened
from support.surveys import answered_all, cell_of, opened, sheet_of
from support.undertakings import RULES, lettered, ruled, stated, written
from support.undertakings import read as read_rules
from support.undertakings import signed as signed_undertaking
from support.villages import answered_for, handed_in, summed_up
from support.visits import doubted, photo, planned, visited, who_goes
from support.visits import said as said_of_visit
from support.watch_list import cared, grade_six, lifted, listed, looked_at, of_group
from support.watch_list import proposed as proposed_group
from support.wordings import begun as begun_wording
from support.wordings import by_another, seen_of
from support.wordings import taken as taken_wording
from support.working_groups import (
    come_along,
    government_told,
    place_of,
    planned_remedy,
    remedy_given,
    sent_back,
    tried_in_vain,
)

Sample = tuple[str, Callable[[County], Mapping[str, Any]]]
LATER = date(2027, 9, 1)


def _month_of(county: County) -> dict[str, Any]:
    """The first school's September."""
    return {"unit": county.units["school_a"], "month": MONTH}


def _normed(county: County) -> County:
    """The county with a plan that says how often children are taught at home, and one whose hours are known."""
    adopted(county, "张镇长", "town_a", 2)
    hours_known(county)
    return county


def _moved(timetable: UUID) -> dict[str, Any]:
    """The first lesson of a timetable, a little later."""
    row = first_lesson(timetable)
    begins = "09:30" if row.on.weekday() != 4 else "14:30"
    return {"planned_lesson": row.pk, "on": row.on, "begins_at": begins, "home_teachers": row.team}


def _deciding(case: UUID) -> dict[str, Any]:
    return {"case": case, "proposal": proposal_of_case(case), "on": DAY, "note": "已回校"}


def _an_item(rubric: UUID) -> dict[str, Any]:
    return {"rubric": rubric, "item": first_item(rubric)}


def _a_line(appraisal: UUID, title: str) -> dict[str, Any]:
    return {"appraisal": appraisal, "item": item_of(appraisal, title)}


def _read(draft: UUID) -> dict[str, Any]:
    return {"paper_wording": draft, "seen": seen_of(draft), "effective_on": DAY}


def _issuing(procedure: UUID, **given: Any) -> dict[str, Any]:
    return {"procedure": procedure, "proposal": proposal_in(procedure), **given}


def _on_form(county: County, form: str) -> dict[str, Any]:
    """A pupil of the first school and a form."""
    return {"unit": county.units["school_a"], "form": form, "child": county.children["both"]}


def _newcomer(county: County) -> UUID:
    unit = county.units["county"]
    return open_account(county.ctx("系统管理员"), unit=unit, sign_in_name="newcomer", name="新人")


def _token(county: County) -> UUID:
    ctx = county.ctx("陈局长")
    return make_token(ctx, account=ctx.actor, name="t", may="child.read", until_on=DAY + timedelta(days=9))


def _disabled(county: County, who: str) -> UUID:
    account = county.accounts[who]
    disable_account(county.ctx("安全管理员"), account=account)
    return account


def _with_app(county: County, who: str) -> UUID:
    account = county.accounts[who]
    Authenticator.objects.create(user_id=account, type=Authenticator.Type.TOTP, data={})
    return account


def _dead(county: County) -> UUID:
    at = county.time.at
    row = Waiting(id=county.ids.new(), event="e", content={}, listener="l", since=at, due_at=at, dead=True)
    row.save()
    return row.id


def _grant(who: str) -> UUID:
    return Grant._base_manager.get(account__name=who).id


def _post(who: str) -> UUID:
    post: UUID = the(Post, holder__name=who).id
    return post


def _class_with(county: County, key: str) -> UUID:
    on_roll(county, key)
    return county.units["class_a"]


def _difference(county: County, **changes: str) -> UUID:
    on_roll(county)
    [difference] = differences(county, [export_row(county, "both", **changes)])
    found: UUID = difference.pk
    return found


def _sheet(county: County, who: str, text: str) -> dict[str, Any]:
    """What imports an uploaded list."""
    content = text.encode()
    given = {"unit": county.units["county"], "kind": "csv", "content": put(content), "size": len(content)}
    attachment = add_attachment(county.ctx(who), **given)
    return {"unit": county.units["county"], "attachment": attachment, "from_on": DAY}


_STAFF = "姓名,单位,职务,手机号\n新教师,三年级（2）班,班主任,13700003333\n"


def _proposal(county: County) -> UUID:
    import_staff(county.ctx("系统管理员"), **_sheet(county, "系统管理员", _STAFF))
    proposal: UUID = the(ProposedPost).id
    return proposal


def _empty(county: County) -> UUID:
    given = {"parent": county.units["village_z"], "kind": "group", "name": "远山村二组", "from_on": DAY}
    return found_unit(county.ctx("陈局长"), **given)


def _group(county: County) -> UUID:
    return found_group(county.ctx("陈局长"), unit=county.units["school_a"], name="领导小组", from_on=DAY)


def _seat(county: County) -> UUID:
    given = {"account": county.accounts["李校长"], "seat": "head", "from_on": DAY}
    return seat_member(county.ctx("陈局长"), group=_group(county), **given)


def _assigned(county: County) -> UUID:
    given = {"unit": county.units["village_b"], "kind": "village", "from_unit": county.units["school_a"]}
    return make_assignment(county.ctx("陈局长"), **given, from_on=DAY)


def _contact(county: County) -> UUID:
    given = {"unit": county.units["county"], "department": "民政局", "name": "联络员", "from_on": DAY}
    return name_contact(county.ctx("陈局长"), **given, phone="0855-7654321")


def _raised(county: County) -> UUID:
    return raise_problem(county.ctx("陈局长"), contact=_contact(county), about="两户无法联系", raised_on=DAY)


def _file(county: County) -> UUID:
    content = "姓名,性别,身份证号,村\n巫马一,男,,柳树村\n".encode()
    given = {"unit": county.units["county"], "kind": "csv", "content": put(content), "size": len(content)}
    return add_attachment(county.ctx("陈局长"), **given)


def _roster_given(county: County) -> Mapping[str, Any]:
    given = {"unit": county.units["county"], "kind": "household", "as_of": DAY, "title": "底册"}
    return {**given, "file": _file(county)}


def _roster(county: County) -> UUID:
    return receive_roster(county.ctx("陈局长"), **_roster_given(county))


def _comparable(county: County) -> Mapping[str, Any]:
    adopt_both(county)
    return {"unit": county.units["county"]}


def _surveyed(county: County) -> dict[str, Any]:
    """What every answer of a survey says."""
    return {"cell": cell_of(opened(county), county.units["group_a"]), "kind": "in_school", "asked_on": DAY}


def _grown(county: County) -> UUID:
    survey = opened(county)
    _empty(county)
    return survey


def _begun(county: County) -> UUID:
    return begin_working_out(county.ctx("陈局长"), **_comparable(county))


def _problem(county: County) -> UUID:
    """A problem registration of the first school, found by a comparison."""
    adopt_home(county)
    entry = f"无名氏,{sex_of(498)},{made_up_id(498)},清溪镇中心小学,三年级,1班,在读"
    adopt(county, "school", SCHOOL, [entry])
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
    found: UUID = the(ProblemRegistration).id
    return found


def _settled_problem(county: County) -> UUID:
    problem = _problem(county)
    settle(county.ctx("李校长"), problem_registration=problem, how="proved", explanation="有居住证")
    return problem


def _total_given(county: County) -> Mapping[str, Any]:
    given = {"month": DAY, "source": "platform", "measure": "entries", "figure": 5, "paper": "9月平台"}
    return {"unit": county.units["county"], **given}


def _total(county: County) -> UUID:
    return enter_total(county.ctx("陈局长"), **_total_given(county))


def _doubt(county: County) -> UUID:
    return doubts(county)[0]


def _decision(county: County) -> UUID:
    return decide_doubt(county.ctx("陈局长"), doubt=_doubt(county), verdict="different")


NOTICE_2027 = """\
year: "2027"
number: 国办发明电〔2026〕0号
verified: yes
holidays:
  - {name: 元旦, first: 2027-01-01, last: 2027-01-03, make_up: []}
  - {name: 春节, first: 2027-02-05, last: 2027-02-13, make_up: [2027-01-31, 2027-02-14]}
"""
"""An invented notice of a year that the program does not know: of two holidays, so that it is said to be complete."""


def _storm(county: County) -> UUID:
    given = {"unit": county.units["county"], "day": date(2026, 12, 10), "taught": False, "reason": "大雪"}
    return change_day(county.ctx("陈局长"), **given)


PARTNER = Partner()


def trusted_partner(county: County) -> Partner:
    """Another county whose signatures count."""
    partner = Partner()
    partner.trusted(county)
    return partner


SAMPLES: Mapping[str, Sample] = {
    "calendar.set_term": (
        "陈局长",
        lambda county: {
            "unit": county.units["county"],
            "school_year": 2026,
            "number": 1,
            "first_day": date(2026, 8, 31),
            "last_day": date(2027, 1, 22),
        },
    ),
    "calendar.change_day": (
        "陈局长",
        lambda county: {"unit": county.units["county"], "day": date(2026, 12, 11), "taught": False, "reason": "大雪"},
    ),
    "calendar.undo_change": ("陈局长", lambda county: {"day_change": _storm(county)}),
    "calendar.load_notice": (
        "陈局长",
        lambda county: {"unit": county.units["county"], "text": NOTICE_2027, "complete": True},
    ),
    "doubt.decide": ("陈局长", lambda county: {"doubt": _doubt(county), "verdict": "same", "reason": "同一户口簿"}),
    "doubt.undo": ("陈局长", lambda county: {"decision": _decision(county)}),
    "plan.draft": ("李校长", lambda county: {"unit": county.units["school_a"], "key": "model/plan_8"}),
    "plan.bring": ("李校长", lambda county: {"unit": county.units["school_a"], "file": own_file(county)}),
    "plan.set_number": (
        "李校长",
        lambda county: {"version": drafted(county), "key": "visit.per_term", "value": "25", "reason": "从严"},
    ),
    "plan.omit_clause": (
        "李校长",
        lambda county: {"version": drafted(county), "clause": "8.05", "reason": "另有例会制度"},
    ),
    "plan.undo_change": ("李校长", lambda county: {"change": changed(county)}),
    "plan.drop_draft": ("李校长", lambda county: {"version": drafted(county)}),
    "plan.adopt": ("李校长", lambda county: {"version": drafted(county), "from_on": DAY, "signer": "李校长"}),
    "plan.end": (
        "李校长",
        lambda county: {"adoption": adopted(county), "until_on": LATER, "reason": "新方案印发"},
    ),
    "duty.reckon": ("陈局长", lambda county: {"unit": county.units["county"]}),
    "duty.seal": ("陈局长", lambda county: {"unit": county.units["county"], "month": to_be_sealed(county)}),
    "duty.exempt": ("陈局长", lambda county: {"row": owed(county), "reason": "学校撤并"}),
    "duty.remind": ("张镇长", lambda county: {"row": raised(county)}),
    "duty.remind_post": (
        "张镇长",
        lambda county: {
            "unit": county.units["school_a"] if raised(county) else None,
            "role": "school_head",
            "duty": None,
        },
    ),
    "duty.end_exemption": ("陈局长", lambda county: {"exemption": exempted(county)}),
    "indicator.count": ("陈局长", lambda county: {"unit": county.units["county"]}),
    "registration.settle": (
        "李校长",
        lambda county: {"problem_registration": _problem(county), "how": "deleted", "explanation": "查无此人"},
    ),
    "registration.reopen": (
        "李校长",
        lambda county: {"problem_registration": _settled_problem(county), "reason": "证明有误"},
    ),
    "outside_total.enter": ("陈局长", _total_given),
    "outside_total.explain": (
        "陈局长",
        lambda county: {"total": _total(county), "explanation": "统计口径不同"},
    ),
    "finding.compare": ("陈局长", _comparable),
    "golden.begin": ("陈局长", _comparable),
    "golden.apply": ("陈局长", lambda county: {"run": _begun(county), "most": 2}),
    "case.clear": (
        "陈局长",
        lambda county: {
            "case": suspected_case(county),
            "on": DAY,
            "reason": "deceased",
            "note": "",
            "proof": proof(county),
        },
    ),
    "case.close_out": ("陈局长", lambda county: _deciding(proposed(county, who="张镇长"))),
    "case.correct": (
        "陈局长",
        lambda county: {"case_event": events_of(verified(county))[-1].pk, "reason": "struggling", "note": "问过家长"},
    ),
    "case.propose_close_out": ("周支书", lambda county: {"case": verified(county), "on": DAY, **BACK}),
    "case.reopen": ("陈局长", lambda county: {"case": cleared(county), "on": DAY, "note": "又没有来"}),
    "procedure.record_effort": (
        "周支书",
        lambda county: {"child": county.children["both"], "on": DAY, **SAID} if verified(county) else {},
    ),
    "procedure.refer": (
        "王老师",
        lambda county: {
            "procedure": begun(county, grave="child_labour"),
            "grave": "child_labour",
            "told_to": "县人力资源和社会保障局",
            "on": DAY,
            "note": "在砖厂做工",
        },
    ),
    "procedure.propose_order": (
        "张镇长",
        lambda county: {
            "procedure": begun(county),
            "unit": county.units["town_a"],
            "guardian": county.guardians["both"],
            "on": DAY,
            "delegated": None,
        },
    ),
    "procedure.issue_order": (
        "张镇长",
        lambda county: _issuing(proposed_order(prefixed(county, "town_a", "清政", "张镇长")), until=UNTIL),
    ),
    "procedure.serve": (
        "张镇长",
        lambda county: {
            "procedure": ordered(county),
            "on": DAY,
            "means": "left",
            "proved": True,
            "receiver": None,
            "place": "家门口",
            "witness": "周支书",
            "proof": None,
        },
    ),
    "procedure.open_penalty": (
        "陈局长",
        lambda county: {
            "procedure": expired_order(county),
            "unit": county.units["county"],
            "on": OPENED_ON,
            **LAW,
            "delegated": "某省政府令第五号",
        },
    ),
    "procedure.inquire": (
        "陈局长",
        lambda county: {"procedure": opened_penalty(county), "on": OPENED_ON, **OFFICERS, "note": FOUND, "proof": None},
    ),
    "procedure.issue_notice": (
        "陈局长",
        lambda county: {"procedure": inquired(county), "amount": 500, "found": FOUND},
    ),
    "procedure.call_hearing": (
        "陈局长",
        lambda county: {
            "procedure": hearing_asked(county),
            "hearing_on": HEARING_ON,
            "hearing_at": "上午九时",
            "place": "县教育局会议室",
            "host": "法制办丙",
        },
    ),
    "procedure.propose_decision": (
        "陈局长",
        lambda county: {"procedure": past_arguing(county), "on": DECIDING, "amount": 500},
    ),
    "procedure.issue_decision": (
        "陈局长",
        lambda county: _issuing(proposed_decision(county), pay_to="县农村信用社罚款专户", until=PAY_UNTIL),
    ),
    "procedure.answer_referral": (
        "陈局长",
        lambda county: {
            "procedure": referred(county),
            "grave": "child_labour",
            "outcome": "concluded",
            "on": DAY,
            "case_number": "晴人社监〔2026〕3号",
            "note": "砖厂已罚款，孩子已送回",
            "proof": None,
        },
    ),
    "procedure.correct": (
        "王老师",
        lambda county: {
            "procedure": begun(county),
            "event_number": 1,
            "mistake": "wrong_day",
            "note": "日期看错了一天",
        },
    ),
    "procedure.issue_demand": (
        "陈局长",
        lambda county: {"procedure": unpaid(county), "added": ADDED, "pay_to": PAY_TO},
    ),
    "procedure.apply_to_court": (
        "陈局长",
        lambda county: {"procedure": before_court(county), "court": COURT, "head": HEAD, "views": VIEWS},
    ),
    "procedure.enter": (
        "陈局长",
        lambda county: {
            "procedure": served_order(county),
            "move": "end",
            "on": DAY,
            "outcome": "returned",
            "case_number": "（2026）晴01号",
            "note": "已到校上课",
            "proof": None,
        },
    ),
    "working_group.form": ("王老师", lambda county: {"case": suspected_case(county)}),
    "working_group.follow": ("陈局长", lambda county: {"child": county.children["both"]}),
    "working_group.change": (
        "李校长",
        lambda county: {
            "group_place": place_of(county, "village"),
            "member_unit": county.units["village_a"],
            "member_role": "accountable_officer",
            "reason": "支书外出培训",
        },
    ),
    "working_group.accept_case": ("钱校长", lambda county: {"case": come_along(county)}),
    "working_group.refuse_case": ("钱校长", lambda county: {"case": come_along(county), "reason": "学生没有到校报到"}),
    "working_group.settle_case": (
        "张镇长",
        lambda county: {
            "case": sent_back(county),
            "lead_unit": county.units["school_a"],
            "reason": "学生还在原学校附近，由原学校接着办",
        },
    ),
    "government_report.issue": ("李校长", lambda county: {"case": tried_in_vain(county)}),
    "government_report.receive": ("张镇长", lambda county: {"government_report": government_told(county)}),
    "case_cause.record": (
        "王老师",
        lambda county: {"case": suspected_case(county), "on": DAY, "reason": "working", "note": "跟亲戚去了工地"},
    ),
    "destination.record": (
        "王老师",
        lambda county: {
            "case": suspected_case(county),
            "on": DAY,
            "traced_to": "working",
            "place": "县城汽修店",
            "source": "母亲电话",
        },
    ),
    "remedy.plan": ("李校长", lambda county: remedy_given(county, verified(county))),
    "remedy.finish": ("王老师", lambda county: {"remedy": planned_remedy(county), "effect": "父母同意送回"}),
    "remedy.give_up": ("王老师", lambda county: {"remedy": planned_remedy(county), "reason": "家里已经自己解决"}),
    "remedy.leave_out": (
        "李校长",
        lambda county: {"case": verified(county), "remedy_kind": "aid", "reason": "家里不缺钱"},
    ),
    "notice.issue": ("李校长", lambda county: notice_given(ready_for_notice(county))),
    "notice.serve": (
        "王老师",
        lambda county: {
            "return_notice": issued_notice(county),
            "on": DAY,
            "means": "left",
            "proved": True,
            "receiver": "母亲",
            "proof": proof(county, "王老师", "class_a"),
        },
    ),
    "notice.reply": (
        "周支书",
        lambda county: {"return_notice": served(county), "on": DAY, "reply": "asks_help", "note": "家里缺人手"},
    ),
    "notice.hand_over": ("李校长", lambda county: {"return_notice": run_out(county)}),
    "notice.withdraw": ("李校长", lambda county: {"return_notice": issued_notice(county), "reason": "监护人写错了"}),
    "case.pause": (
        "李校长",
        lambda county: {
            "case": suspected_case(county),
            "waits_for": "illness",
            "review_on": PAUSED_TO,
            "note": "在县医院",
        },
    ),
    "case.resume": ("李校长", lambda county: {"case": on_hold(county), "note": "已出院"}),
    "return.record": (
        "王老师",
        lambda county: {"case": seen_again(prefixed(county)), "on": DAY, "seen_by": "王老师", "proof": None},
    ),
    "return.withdraw": ("李校长", lambda county: {"returned": back(county), "reason": "认错了人"}),
    "return.place": ("李校长", lambda county: {"returned": back(county), **PLACED}),
    "return.approve_placement": ("陈局长", lambda county: {"return_placement": to_approve(county)}),
    "return.plan": ("李校长", lambda county: {"returned": placed_pupil(county), **planned_given(county)}),
    "return.follow_up": (
        "王老师",
        lambda county: {"returned": planned_pupil(county), "followed_how": "talk", "steady": True, "talk": "能跟上"},
    ),
    "return.propose_close_out": ("李校长", lambda county: {"returned": stays(county)}),
    "return.hand_over": (
        "李校长",
        lambda county: {"returned": planned_pupil(county), "to_school": county.units["school_z"], "note": "下周报到"},
    ),
    "return.accept": ("孙校长", lambda county: {"returned": moved_pupil(county)}),
    "help.open": (
        "王老师",
        lambda county: {"child": county.children["both"], "trouble": "study", "help_means": "teaching", "case": None},
    ),
    "help.plan": ("王老师", lambda county: {"help_scheme": helped(county), **HELP_PLAN}),
    "help.assign": ("李校长", lambda county: {"help_scheme": helped(county), "mentor": county.accounts["王老师"]}),
    "help.hold_session": (
        "王老师",
        lambda county: {"help_scheme": help_planned(county), "on": DAY, "session_words": "面批作业"},
    ),
    "help.measure": (
        "王老师",
        lambda county: {"help_scheme": help_planned(county), "on": DAY, "mark_value": 62, "mark_words": "期中测验"},
    ),
    "help.review": ("李校长", lambda county: {"help_mark": help_marked(county), "agreed": True, "reason": None}),
    "help.close": (
        "王老师",
        lambda county: {"help_scheme": helped(county), "closing": "replaced", "reason": "改为补课辅导"},
    ),
    "pairing.make": (
        "李校长",
        lambda county: {"child": county.children["both"], "mentor": county.accounts["王老师"]},
    ),
    "pairing.end": ("李校长", lambda county: {"pairing": paired(county), "reason": "老师调离"}),
    "counselling.record": (
        "王老师",
        lambda county: {
            "child": county.children["both"],
            "on": DAY,
            "held_for": "wavering",
            "counselled": "想念父母，睡不好",
        },
    ),
    "need_survey.record": (
        "王老师",
        lambda county: {
            "unit": county.units["class_a"],
            "struggling": str(county.children["both"]),
            "far_away": None,
            "poor": str(county.children["class_only"]),
            "other_need": None,
        },
    ),
    "need_finding.withdraw": (
        "王老师",
        lambda county: {"need_finding": found_in_need(county), "reason": "看错了人"},
    ),
    "parents_day.hold": (
        "王老师",
        lambda county: {
            "unit": county.units["class_a"],
            "on": DAY,
            "invitation": "家长开放日",
            "invited_count": 40,
            "came_count": 35,
        },
    ),
    "parents_day.withdraw": ("李校长", lambda county: {"parents_day": invited(county), "reason": "日期记错"}),
    "special.open": ("李校长", lambda county: {"child": county.children["both"], **condition(county)}),
    "special.revise": (
        "李校长",
        lambda county: {"special_file": programmed(county), **condition(county, condition="能自己穿衣了")},
    ),
    "special.apply": ("李校长", lambda county: {"special_file": filed(county), **application(county)}),
    "special.assess": ("李校长", lambda county: {"special_file": filed(county), **expert_view(county)}),
    "special.propose": (
        "李校长",
        lambda county: {"special_file": assessed(county), "learns": "homebound", "reason": "需要全日护理"},
    ),
    "special.appoint_expert": ("陈局长", expert_given),
    "special.end_expert": ("陈局长", lambda county: {"committee_expert": expert(county)}),
    "special.decide": (
        "陈局长",
        lambda county: agreed_to(put_forward(county)),
    ),
    "special.agree": (
        "李校长",
        lambda county: {"special_file": special_placed(county, learns="regular_class"), **agreement(county)},
    ),
    "home_teacher.name": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "teacher_account": county.accounts["王老师"],
            "is_man": True,
            "criteria": CRITERIA,
        },
    ),
    "home_teacher.brief": (
        "李校长",
        lambda county: {"home_teacher": teacher_named(county), **briefed_given(county)},
    ),
    "home_teacher.end": ("李校长", lambda county: {"home_teacher": teacher_named(county)}),
    "homebound.agree": (
        "李校长",
        lambda county: {"special_file": programmed(county), **home_agreement(county)},
    ),
    "special.issue_notice": (
        "陈局长",
        lambda county: {"placement": notice_ready(prefixed(county, "county", "清溪教育", "陈局长"))},
    ),
    "homebound.issue_agreement": (
        "李校长",
        lambda county: {"special_file": programmed(prefixed(county)), **agreement_paper(county)},
    ),
    "homebound.issue_handbook": ("李校长", lambda county: handbook_given(prefixed(county))),
    "homebound.send": (
        "李校长",
        lambda county: {"special_file": programmed(county), "home_teacher": teacher_ready(county)},
    ),
    "homebound.relieve": ("李校长", lambda county: {"home_teaching": sent_to(home_taught(county))}),
    "homebound.schedule": (
        "李校长",
        lambda county: {"special_file": programmed(county), "slots": "2026-09-03 09:00 3", "lesson_place": "home"},
    ),
    "homebound.take_back": (
        "王老师",
        lambda county: {"home_lesson": taught(county, home_taught(county)), "reason": "记错了日期"},
    ),
    "homebound.hours": ("李校长", lambda county: {"special_file": programmed(county), **good_given()}),
    "home_teacher.hours": ("李校长", lambda county: {"home_teacher": teacher_named(county), **free_given()}),
    "timetable.ask": ("李校长", lambda county: asked_given(_normed(county))),
    "timetable.work_out": ("陈局长", lambda county: {"home_timetable": timetable_asked(_normed(county))}),
    "timetable.move": ("李校长", lambda county: _moved(timetable_proposed(_normed(county)))),
    "timetable.adopt": (
        "李校长",
        lambda county: {
            "home_timetable": timetable_proposed(_normed(county)),
            "short_reason": "放假那周只有一天合适",
        },
    ),
    "homebound.record": ("王老师", lambda county: lesson(county, home_taught(county))),
    "homebound.note": (
        "李校长",
        lambda county: {
            "special_file": programmed(county),
            "note_kind": "satisfaction",
            "on": DAY,
            "note_value": "satisfied",
            "said": "很满意",
        },
    ),
    "homebound.account": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "on": DAY,
            "money_flow": "received",
            "money_use": "拨款",
            "yuan": "1000",
            "voucher": "拨1",
        },
    ),
    "homebound.reverse": ("李校长", lambda county: {"money": funded(county), "reason": "金额记错了"}),
    "special.programme": ("李校长", lambda county: {"special_file": filed(county), **programme_given(county)}),
    "return.reckon_child": (
        "陈局长",
        lambda county: {"child": county.children["both"], "others": str(county.children["far"])},
    ),
    "case.send_back": ("陈局长", lambda county: {"case": proposed(county), "on": DAY, "note": "缺证明"}),
    "visit.plan": (
        "王老师",
        lambda county: {
            "child": county.children["both"],
            "visitors": who_goes(county, "王老师", "周支书", "张镇长"),
            "due_on": DAY,
            "purpose": "三天没有来",
        },
    ),
    "visit.call_off": ("王老师", lambda county: {"planned_visit": planned(county), "reason": "孩子已经回来"}),
    "visit.nominate": ("王老师", lambda county: {"child": county.children["both"], "reason": "最近不爱说话"}),
    "visit.record": (
        "王老师",
        lambda county: said_of_visit(
            county,
            planned_visit=planned(county),
            begun_at="19:00",
            ended_at="20:00",
            companions="片区民警",
            latitude="26.58123",
            longitude="107.98123",
            met_name="家长慕容甲乙",
            reason="working",
            promise="下周一送回学校",
            promised_on=DAY + timedelta(days=6),
            next_step="周一早上到校门口等",
            photo=photo(county),
            signatory="家长慕容甲乙",
            signed_on_paper=True,
        ),
    ),
    "visit.correct": (
        "王老师",
        lambda county: {
            "visit": visited(county),
            **{name: value for name, value in said_of_visit(county, note="父亲也在").items() if name != "child"},
        },
    ),
    "visit.withdraw": ("王老师", lambda county: {"visit": visited(county), "reason": "记错了孩子"}),
    "visit.look_through": ("陈局长", lambda county: {"visit": visited(county)}),
    "visit.settle_doubt": (
        "李校长",
        lambda county: {"visit_doubt": doubted(county), "settling": "explained", "reason": "两家是一个院子"},
    ),
    "alert.make_link": ("张镇长", lambda county: {"unit": county.units["town_a"], "name": "各村公示栏"}),
    "alert.end_link": ("陈局长", lambda county: {"link": linked(county)}),
    "alert.send": (
        "陈局长",
        lambda county: {"link": linked(county), "wants_answer": True, "sender": "ab" * 16, **TOLD},
    ),
    "alert.enter": ("陈局长", lambda county: {"unit": county.units["county"], "source": "police", **TOLD}),
    "alert.send_list": (
        "陈局长",
        lambda county: {
            "link": linked(county),
            "lines": LINES,
            "reply_to": "13911112222",
            "wants_answer": True,
            "sender": "ab" * 16,
        },
    ),
    "alert.enter_list": (
        "陈局长",
        lambda county: {"unit": county.units["county"], "source": "health", "lines": LINES, "reply_to": None},
    ),
    "alert.take_up": ("陈局长", lambda county: {"alert": alerted(county)}),
    "alert.seek": ("陈局长", lambda county: {"alert": alerted(county), "note": "问了村里，没人认识"}),
    "alert.accept": (
        "陈局长",
        lambda county: {"alert": alerted(county), "child": county.children["both"], "note": "在饭馆见到本人"},
    ),
    "alert.refuse": (
        "陈局长",
        lambda county: {"alert": alerted(county), "refusal": "checked", "note": "到校看过，在上课"},
    ),
    "alert.forward": (
        "陈局长",
        lambda county: {"alert": alerted(county), "unit": county.units["town_a"], "note": "请镇上核实"},
    ),
    "alert.answer": ("陈局长", lambda county: {"alert": refused_alert(county), "note": "已打电话"}),
    "watch_list.open": (
        "王老师",
        lambda county: {
            "child": county.children["both"],
            "reasons": "learning inclined",
            "note": "父母离异，跟爷爷住",
            "keeper_unit": county.units["class_a"],
            "keeper_role": "class_teacher",
        },
    ),
    "watch_list.set_keeper": (
        "李校长",
        lambda county: {
            "watch_list_entry": listed(county, unit=None),
            "keeper_unit": county.units["class_a"],
            "keeper_role": "class_teacher",
        },
    ),
    "watch_list.lift": (
        "李校长",
        lambda county: {"watch_list_entry": listed(county), "lifting": "steady", "reason": "一个学期没有缺课"},
    ),
    "watch_list.issue_file": ("李校长", lambda county: {"watch_list_entry": listed(prefixed(county))}),
    "watch_list.reopen": (
        "李校长",
        lambda county: {"watch_list_entry": lifted(county), "reasons": "absence", "note": "又开始缺课"},
    ),
    "watch_list.contact": (
        "王老师",
        lambda county: {
            "watch_list_entry": listed(county),
            "on": DAY,
            "manner": "phone",
            "whom": "guardian",
            "answered": "other",
            "note": "奶奶说会盯着写作业",
        },
    ),
    "watch_list.care": (
        "王老师",
        lambda county: {
            "watch_list_entry": listed(county),
            "on": DAY,
            "care_kind": "tutoring",
            "care_words": "每周三补数学",
        },
    ),
    "watch_list.judge_care": (
        "王老师",
        lambda county: {"care": cared(county), "effect": "better", "on": DAY, "effect_words": "测验及格了"},
    ),
    "watch_list.waver": (
        "王老师",
        lambda county: {"child": county.children["both"], "on": DAY, "note": "说不想念了"},
    ),
    "watch_list.propose_groups": ("陈局长", lambda county: {"unit": county.units["county"]}),
    "watch_list.decide_group": (
        "王老师",
        lambda county: {
            "key_group_proposal": looked_at(county, proposed_group(county)),
            "is_accepted": True,
            "key_group": "near_poverty",
            "reason": "户口簿核对过",
        },
    ),
    "watch_list.mark_group": (
        "王老师",
        lambda county: {"child": county.children["both"], "key_group": "near_poverty"},
    ),
    "watch_list.end_group": ("王老师", lambda county: {"key_group_mark": of_group(county)}),
    "watch_list.screen": (
        "王老师",
        lambda county: {
            "unit": grade_six(county),
            "screened": "to_list",
            "children": str(county.children["both"]),
            "rest": True,
        },
    ),
    "visit.draw_list": (
        "王老师",
        lambda county: {"unit": county.units["class_a"], "from_on": DAY, "capacity": 3, "seed": 7},
    ),
    "case.suspect": ("王老师", lambda county: {"child": county.children["both"], "seen": "三天没有来", "on": DAY}),
    "case.verify": (
        "李校长",
        lambda county: {"case": suspected_case(county), "on": DAY, **WORKING, "note": "随叔叔外出"},
    ),
    "survey.open": (
        "张镇长",
        lambda county: {
            "unit": county.units["town_a"],
            "name": "秋季摸排",
            "kind": "household",
            "from_on": DAY,
            "last_on": DAY + timedelta(days=30),
        },
    ),
    "survey.complete_grid": ("陈局长", lambda county: {"survey": _grown(county)}),
    "survey.answer": (
        "周支书",
        lambda county: {**_surveyed(county), "child": county.children["both"], "place": "清溪镇中心小学", "grade": 3},
    ),
    "survey.find_child": (
        "吴组长",
        lambda county: {
            **_surveyed(county),
            "name": "新来的",
            "sex": "女",
            "born_on": date(2018, 5, 1),
            "hukou": "elsewhere",
            "guardian_name": "外祖母",
            "relation": "外祖母",
            "phone": "13700002222",
            "place": "清溪镇中心小学",
            "elsewhere": False,
        },
    ),
    "survey.sign_off": (
        "吴组长",
        lambda county: {"cell": answered_all(county, "group_a"), "signed_on": DAY, "surveyor": "吴组长"},
    ),
    "survey.import_sheet": ("张镇长", sheet_of),
    "roster.receive": ("陈局长", _roster_given),
    "roster.adopt": ("陈局长", lambda county: {"roster": _roster(county)}),
    "roster.withdraw": ("陈局长", lambda county: {"roster": _roster(county), "reason": "传错"}),
    "follow_up.reckon": ("陈局长", lambda county: {"unit": county.units["county"]}),
    "follow_up.reckon_child": ("陈局长", lambda county: {"child": county.children["both"]}),
    "follow_up.contact": (
        "王老师",
        lambda county: {
            "follow_up": task(county),
            "on": SECOND,
            "manner": "phone",
            "whom": "guardian",
            "answered": "comes_back",
            "note": "明天来",
            "next_on": SECOND + timedelta(days=1),
        },
    ),
    "pupil_facts.record": (
        "王老师",
        lambda county: {"child": county.children["both"], "fact": "boarding", "value": "yes", "on": DAY},
    ),
    "concern.note": (
        "王老师",
        lambda county: {
            "child": county.children["both"],
            "concern_kind": "working",
            "inclined": True,
            "on": DAY,
            "note": "周末在工地",
        },
    ),
    "concern.end": ("王老师", lambda county: {"concern": concern(county), "on": DAY}),
    "concern.reckon": ("陈局长", lambda county: {"unit": county.units["county"]}),
    "at_risk.report": ("李校长", lambda county: {"concern": concern(county)}),
    "at_risk.acknowledge": ("陈局长", lambda county: {"risk_report": risk_report(county)}),
    "account.disable": ("安全管理员", lambda county: {"account": county.accounts["赵老师"]}),
    "account.enable": ("安全管理员", lambda county: {"account": _disabled(county, "赵老师")}),
    "account.drop_second_factor": ("安全管理员", lambda county: {"account": _with_app(county, "赵老师")}),
    "account.open": (
        "系统管理员",
        lambda county: {"unit": county.units["county"], "sign_in_name": "n1", "name": "新", "phone": "13700001111"},
    ),
    "account.renew_slip": ("系统管理员", lambda county: {"account": county.accounts["赵老师"]}),
    "attachment.add": (
        "陈局长",
        lambda county: {"unit": county.units["county"], "kind": "pdf", "content": put(b"%PDF-%%EOF"), "size": 10},
    ),
    "assignment.end": ("陈局长", lambda county: {"assignment": _assigned(county), "until_on": LATER}),
    "assignment.make": (
        "陈局长",
        lambda county: {
            "unit": county.units["village_b"],
            "kind": "village",
            "from_unit": county.units["school_a"],
            "from_on": DAY,
        },
    ),
    "child.place": (
        "陈局长",
        lambda county: {"child": county.children["both"], "unit": county.units["class_b"], "from_on": LATER},
    ),
    "child.register": (
        "陈局长",
        lambda county: {
            "unit": county.units["group_b"],
            "name": "新来的",
            "from_on": DAY,
            "id_number": "529901201705150911",
        },
    ),
    "form.remember": (
        "李校长",
        lambda county: {"unit": county.units["school_a"], "fingerprint": "0a" * 16, "columns": "1=name;2="},
    ),
    "department.end_contact": ("陈局长", lambda county: {"contact": _contact(county), "until_on": LATER}),
    "department.name_contact": (
        "陈局长",
        lambda county: {
            "unit": county.units["county"],
            "department": "公安局",
            "name": "户籍科长",
            "phone": "0855-1110000",
            "from_on": DAY,
        },
    ),
    "grant.end": ("安全管理员", lambda _: {"grant": _grant("赵老师"), "until_on": LATER}),
    "grant.give": (
        "安全管理员",
        lambda county: {
            "account": _newcomer(county),
            "role": "class_teacher",
            "unit": county.units["class_b"],
            "from_on": DAY,
        },
    ),
    "guardian.add": (
        "陈局长",
        lambda county: {"child": county.children["far"], "name": "祖母", "relation": "祖母", "phone": "0855-1234567"},
    ),
    "guardian.correct_phone": (
        "王老师",
        lambda county: {"guardian": county.guardians["both"], "phone": "137 0000 2222"},
    ),
    "household.register": (
        "陈局长",
        lambda county: {"unit": county.units["group_b"], "head_name": "户主", "address": "东头"},
    ),
    "joint_problem.raise": (
        "陈局长",
        lambda county: {"contact": _contact(county), "about": "三名儿童户口未迁", "raised_on": DAY},
    ),
    "joint_problem.settle": (
        "陈局长",
        lambda county: {"problem": _raised(county), "answer": "已迁入", "settled_on": DAY},
    ),
    "leading_group.close": ("陈局长", lambda county: {"group": _group(county), "until_on": LATER}),
    "leading_group.found": (
        "陈局长",
        lambda county: {"unit": county.units["town_a"], "name": "控辍保学领导小组", "goals": "零辍学", "from_on": DAY},
    ),
    "leading_group.leave": ("陈局长", lambda county: {"seat": _seat(county), "until_on": LATER}),
    "leading_group.seat": (
        "陈局长",
        lambda county: {
            "group": _group(county),
            "account": county.accounts["李校长"],
            "seat": "head",
            "duties": "负总责",
            "from_on": DAY,
        },
    ),
    "leading_group.seat_holders": (
        "陈局长",
        lambda county: {"group": _group(county), "role": "class_teacher", "seat": "member", "from_on": DAY},
    ),
    "organizations.import_classes": (
        "陈局长",
        lambda county: _sheet(county, "陈局长", "学校,年级,班级\n清溪镇中心小学,五年级,1\n"),
    ),
    "organizations.import_divisions": (
        "陈局长",
        lambda county: _sheet(county, "陈局长", "乡镇,村,村民小组\n清溪镇,新桥村,新桥村一组\n"),
    ),
    "organizations.import_schools": (
        "陈局长",
        lambda county: _sheet(county, "陈局长", "学校名称,办学类型,上级单位\n新桥小学,小学,清溪镇\n"),
    ),
    "organizations.import_staff": ("系统管理员", lambda county: _sheet(county, "系统管理员", _STAFF)),
    "outbox.retry": (
        "系统管理员",
        lambda county: {"unit": county.units["county"], "delivery": _dead(county)},
    ),
    "post.confirm": ("安全管理员", lambda county: {"proposal": _proposal(county)}),
    "post.decline": ("安全管理员", lambda county: {"proposal": _proposal(county)}),
    "post.hand_over": (
        "安全管理员",
        lambda county: {"post": _post("赵老师"), "account": _newcomer(county), "from_on": LATER},
    ),
    "post.leave": ("安全管理员", lambda _: {"post": _post("赵老师"), "until_on": LATER}),
    "post.take": (
        "安全管理员",
        lambda county: {
            "unit": county.units["class_b"],
            "account": _newcomer(county),
            "title": "班主任",
            "role": "class_teacher",
            "from_on": DAY,
        },
    ),
    "roll.change_class": (
        "李校长",
        lambda county: {"entry": on_roll(county), "on": DAY, "unit": county.units["class_b"]},
    ),
    "roll.compare_export": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "export": kept_export(county, [export_row(county, "both")]),
        },
    ),
    "roll.complete_class": (
        "李校长",
        lambda county: {"unit": _class_with(county, "both"), "on": DAY},
    ),
    "roll.correct": (
        "陈局长",
        lambda county: {
            "event": last_event(suspended(county)),
            "until_on": DAY + timedelta(days=90),
            "reason": "11",
            "destination": "",
        },
    ),
    "roll_change.add_paper": (
        "王老师",
        lambda county: {
            "change_request": suspension(county),
            "paper_kind": "proof",
            "dated_on": DAY,
            "proof": proof(county, "王老师", "class_a"),
        },
    ),
    "roll_change.apply": (
        "王老师",
        lambda county: {
            "entry": on_roll(county),
            "change_kind": "suspension",
            "on": DAY,
            "until_on": SUSPENDED_UNTIL,
            "reason": "19",
            "guardian": county.guardians["both"],
            "signed_on": DAY,
        },
    ),
    "roll_change.apply_for_child": (
        "何老师",
        lambda county: {
            "child": young(county),
            "change_kind": "deferral",
            "entry_school": county.units["school_a"],
            "on": DAY,
            "until_on": date(2027, 9, 1),
            "reason": "19",
            "guardian": county.guardians["young"],
            "signed_on": DAY,
        },
    ),
    "roll_change.approve": ("李校长", lambda county: seen_change(county, with_papers(county, suspension(county)))),
    "roll_change.carry_arrival": ("陈局长", lambda county: {"change_request": arrived_pupil(county)}),
    "roll_change.confirm_arrival": (
        "孙校长",
        lambda county: {
            "change_request": transfer(county),
            "on": DAY,
            "room": county.units["class_z"],
            "grade": 3,
        },
    ),
    "roll_change.document": ("李校长", lambda county: {"event": last_event(suspended(county))}),
    "roll_change.follow_withdrawal": ("陈局长", lambda county: {"event": last_event(suspended(county))}),
    "roll_change.hand_over": (
        "李校长",
        lambda county: {"entry": graduate(county), "receiving_school": county.units["school_z"]},
    ),
    "roll_change.issue_form": ("王老师", lambda county: {"change_request": suspension(prefixed(county))}),
    "roll_change.refuse": (
        "李校长",
        lambda county: {**seen_change(county, suspension(county)), "reason": "不符合条件"},
    ),
    "roll_change.resubmit": ("王老师", lambda county: {"change_request": returned_to_sender(county), "note": "已补"}),
    "roll_change.send_back": (
        "李校长",
        lambda county: {**seen_change(county, suspension(county)), "reason": "缺证明"},
    ),
    "roll_change.withdraw": (
        "王老师",
        lambda county: {"change_request": suspension(county), "reason": "已痊愈"},
    ),
    "recheck.draw": (
        "陈局长",
        lambda county: {"unit": county.units["county"], "schools": 1, "pupils": 5, "seed": 7},
    ),
    "recheck.enter": (
        "陈局长",
        lambda county: {"rechecked_pupil": pupil_of(county), "seen_as": "present"},
    ),
    "complaint.make_link": ("李校长", lambda county: {"unit": county.units["school_a"]}),
    "complaint.end_link": ("李校长", lambda county: {"complaint_link": complaint_linked(county)}),
    "complaint.send": (
        "陈局长",
        lambda county: (
            COMPLAINED | {"complaint_link": complaint_linked(county), "is_of_head": False, "sender": "ab" * 16}
        ),
    ),
    "complaint.enter": ("李校长", lambda county: COMPLAINED | {"unit": county.units["school_a"], "is_of_head": False}),
    "complaint.take_up": (
        "李校长",
        lambda county: {"complaint": complained(county), "looker": county.accounts[director(county)]},
    ),
    "complaint.name_reader": (
        "李校长",
        lambda county: {"complaint": looked_into(county), "reader": county.accounts["陈局长"]},
    ),
    "complaint.find": (
        "陈局长",
        lambda county: {
            "complaint": taken_up_by(county, "陈局长"),
            "accused": county.accounts["王老师"],
            "class_meant": county.units["class_a"],
            "drove_away": True,
            "found_out": "查过了",
        },
    ),
    "complaint.decide": (
        "李校长",
        lambda county: {"complaint": cleared_up(county), "verdict": "proved", "what_follows": "批评教育"},
    ),
    "complaint.refer": ("陈局长", lambda county: {"complaint": complained(county)}),
    "inquiry.open": (
        "陈局长",
        lambda county: {
            "unit": county.units["school_a"],
            "case": verified_case(county),
            "because_of": "没有家访",
        },
    ),
    "inquiry.name_person": (
        "陈局长",
        lambda county: {
            "inquiry": inquiry_opened(county),
            "person": county.accounts["王老师"],
            "duty_neglected": "家访",
        },
    ),
    "inquiry.find": (
        "陈局长",
        lambda county: {"inquiry_person": named_person(county), "found_out": "没有按期家访"},
    ),
    "inquiry.decide": (
        "陈局长",
        lambda county: {
            "inquiry_person": found_guilty(county),
            "inquiry_outcome": "rebuke",
            "what_follows": "通报批评",
        },
    ),
    "inspection.record": (
        "陈局长",
        lambda county: {
            "unit": county.units["school_a"],
            "inspection_kind": "safety",
            "on": DAY,
            "checked": good("safety"),
            "note": "看了食堂",
        },
    ),
    "conduct.check": (
        "李校长",
        lambda county: {
            "unit": county.units["class_a"],
            "inspection_kind": "homework",
            "on": DAY,
            "checked": good("homework"),
            "homework": 95,
            "is_excess_said": True,
            "mender": "王老师",
            "mend_by": MEND_BY,
            "note": "作业太多",
        },
    ),
    "shortcoming.find": (
        "陈局长",
        lambda county: {
            "inspection": inspected(county),
            "matter": "hazard",
            "what": "消防栓没有水",
            "mender": "总务主任",
            "mend_by": MEND_BY,
        },
    ),
    "inspection.conclude": ("陈局长", lambda county: {"inspection": inspected(county)}),
    "inspection.withdraw": ("陈局长", lambda county: {"inspection": inspected(county), "reason": "写错学校"}),
    "shortcoming.mend": (
        "李校长",
        lambda county: {
            "shortcoming": shortcoming(county),
            "on": DAY,
            "note": "已修好",
            "proof": proof(county, "李校长", "school_a"),
        },
    ),
    "shortcoming.accept": ("陈局长", lambda county: {"shortcoming": mended(county), "note": "看过了"}),
    "shortcoming.send_back": ("陈局长", lambda county: {"shortcoming": mended(county), "note": "照片看不清"}),
    "conduct.set_timetable": (
        "李校长",
        lambda county: {"unit": county.units["class_a"], "grade": 3, "from_on": DAY, "hours": "语文=7"},
    ),
    "conduct.note_activity": (
        "王老师",
        lambda county: {
            "unit": county.units["class_a"],
            "activity": "sports",
            "on": DAY,
            "what": "运动会",
            "people": 40,
            "proof": proof(county, "王老师", "class_a"),
        },
    ),
    "conduct.note_ethics": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "ethics": "ethics_study",
            "on": DAY,
            "what": "师德学习",
            "proof": proof(county, "李校长", "school_a"),
        },
    ),
    "conduct.withdraw": ("李校长", lambda county: {"conduct_record": active(county), "reason": "记错了"}),
    "circular.issue": (
        "陈局长",
        lambda county: {
            "unit": numbered(county).units["county"],
            "subject_line": "督查通报",
            "body_text": "请各校整改。",
            "shortcomings": str(shortcoming(county)),
        },
    ),
    "interview.hold": (
        "陈局长",
        lambda county: (
            TALK
            | {
                "unit": numbered(county).units["school_a"],
                "shortcoming": shortcoming(county, matter="concealed"),
            }
        ),
    ),
    "interview.follow": (
        "陈局长",
        lambda county: {"head_interview": interviewed(county), "on": DAY, "is_mended": True, "seen": "已补报"},
    ),
    "summary.issue": (
        "陈局长",
        lambda county: {"unit": in_december(county).units["county"], "year": 2026, "body_text": "全年总结。"},
    ),
    "left_behind.open": (
        "王老师",
        lambda county: {
            "child": county.children["both"],
            "parents_away": "both",
            "is_other_able": False,
            "carer": "grandparents",
            "traits": "lonely",
            "family": "old_carers",
            "adults": "父亲在临江市务工",
        },
    ),
    "left_behind.revise": (
        "王老师",
        lambda county: {
            "left_behind_file": away_filed(county),
            "parents_away": "both",
            "is_other_able": False,
            "carer": "grandparents",
            "traits": "lonely",
            "family": "old_carers",
            "adults": "父亲在临江市务工",
        },
    ),
    "left_behind.close": ("王老师", lambda county: {"left_behind_file": away_filed(county), "closing": "back"}),
    "left_behind.name_person": (
        "王老师",
        lambda county: {
            "left_behind_file": away_filed(county),
            "contact_person": county.accounts["王老师"],
            "every": 14,
        },
    ),
    "left_behind.contact": (
        "王老师",
        lambda county: {
            "left_behind_file": away_filed(county),
            "on": DAY,
            "manner": "phone",
            "whom": "guardian",
            "is_reached": True,
            "note": "都好",
        },
    ),
    "left_behind.do_item": (
        "王老师",
        lambda county: {
            "left_behind_file": (five_written(county), away_filed(county))[1],
            "care_item": "一档",
            "on": DAY,
            "done_words": "已建档",
        },
    ),
    "left_behind.sign_survey": ("李校长", lambda county: {"unit": county.units["school_a"]}),
    "left_behind.name_partner": (
        "李校长",
        lambda county: {"unit": county.units["school_a"], "partner": "police", "contact_name": "民警老高"},
    ),
    "left_behind.bring_list": ("李校长", lambda county: away_list(county, "慕容甲乙,,")),
    "aid.entitle": (
        "王老师",
        lambda county: {
            "child": county.children["both"],
            "aid_ground": "poor",
            "second_ground": None,
            "aid_basis": "脱贫户手册",
        },
    ),
    "aid.pay": (
        "李校长",
        lambda county: {
            "child": county.children["both"],
            "aid_amount": "500",
            "aid_item": "生活补助",
            "paid_on": DAY,
            "term_day": DAY,
        },
    ),
    "aid.bring_list": ("李校长", lambda county: payments_given(county, "慕容甲乙,,,生活补助,500,2026-09-01")),
    "aid.take_back": ("李校长", lambda county: {"aid_payment": paid_once(county), "reason": "登错了人"}),
    "aid.settle_stray": (
        "李校长",
        lambda county: {"aid_stray": stray(county), "child": None, "reason": "不是本校学生"},
    ),
    "aid.pair": ("李校长", lambda county: {"child": county.children["both"], "mentor": county.accounts["王老师"]}),
    "aid.end_pairing": ("李校长", lambda county: {"aid_pairing": aid_paired(county), "reason": "调走"}),
    "migrant.register": (
        "周支书",
        lambda county: {
            "child": county.children["group_only"],
            "from_place": "外省临江市河东区",
            "came_on": DAY,
            "accountable_school": county.units["school_a"],
        },
    ),
    "migrant.close": ("周支书", lambda county: {"migrant_child": migrant(county), "close_reason": "left"}),
    "migrant.apply": (
        "周支书",
        lambda county: {
            "migrant_child": migrant(county),
            "guardian": county.guardians["group_only"],
            "signed_on": DAY,
            "grade": 3,
            "nearest_school": county.units["school_a"],
        },
    ),
    "migrant.add_paper": (
        "李校长",
        lambda county: {
            "migrant_application": place_applied(county),
            "migrant_paper": "work",
            "proof": proof(county, "李校长", "school_a"),
        },
    ),
    "migrant.place": (
        "李校长",
        lambda county: {
            "migrant_application": place_documented(county),
            "placed_school": county.units["school_a"],
            "reason": "就近",
        },
    ),
    "migrant.queue": (
        "李校长",
        lambda county: {"migrant_application": place_applied(county), "reason": "学位已满"},
    ),
    "migrant.refuse": (
        "李校长",
        lambda county: {
            "migrant_application": place_applied(county),
            "ground": "in_school",
            "reason": "已在外校就读",
            "article": "义务教育法第十二条",
        },
    ),
    "migrant.issue_confirmation": (
        "李校长",
        lambda county: {"entry": on_roll(county), "to_county": "临江市河东区", "until_on": TERM_ENDS},
    ),
    "elsewhere.open": ("周支书", lambda county: {"child": county.children["group_only"], **SCHOOLED}),
    "elsewhere.describe": (
        "周支书",
        lambda county: {
            "elsewhere_record": away(county),
            **{name: value for name, value in SCHOOLED.items() if name != "since_on"},
            "student_number": "L52990120170101",
        },
    ),
    "elsewhere.contact": (
        "吴组长",
        lambda county: {
            "elsewhere_record": away(county),
            "guardian": county.guardians["group_only"],
            "way": "phone",
            "family_said": "attending",
            "on": DAY,
            "note": "已报到",
        },
    ),
    "elsewhere.issue_certificate": (
        "张镇长",
        lambda county: {
            "elsewhere_record": away(prefixed(county, "town_a", "清溪政", "张镇长")),
            "guardian": county.guardians["group_only"],
        },
    ),
    "elsewhere.certify": (
        "周支书",
        lambda county: {
            "elsewhere_record": away(county),
            "guardian": county.guardians["group_only"],
            "signed_on": DAY,
            "sealed_on": DAY,
            "until_on": TERM_ENDS,
            "proof": proof(county, "周支书", "village_a"),
        },
    ),
    "elsewhere.file_copy": (
        "周支书",
        lambda county: {
            "elsewhere_record": certified_away(county),
            "recipient": "centre_school",
            "filed_on": DAY,
            "centre_school": county.units["school_a"],
        },
    ),
    "elsewhere.acknowledge_copy": ("李校长", lambda county: {"certificate_copy": copy_filed(county, "centre_school")}),
    "elsewhere.confirm": (
        "周支书",
        lambda county: {
            "elsewhere_record": away(county),
            "issued_on": DAY,
            "until_on": TERM_ENDS,
            "proof": proof(county, "周支书", "village_a"),
        },
    ),
    "elsewhere.import_confirmation": (
        "周支书",
        lambda county: {"elsewhere_record": away(county), "signed_text": trusted_partner(county).signs(county)},
    ),
    "elsewhere.end": (
        "周支书",
        lambda county: {"elsewhere_record": away(county), "on": DAY, "end_reason": "back"},
    ),
    "elsewhere.trust_key": (
        "陈局长",
        lambda county: {
            "unit": county.units["county"],
            "county": "临江市河东区",
            "public_key": PARTNER.public_key,
            "key_fingerprint": PARTNER.fingerprint,
            "compared_with": "河东区教育局 刘科长",
        },
    ),
    "elsewhere.end_trust": ("陈局长", lambda county: {"partner_key": Partner().trusted(county)}),
    "elsewhere.lapse": ("陈局长", lambda county: {"unit": county.units["county"]}),
    "field_book.add_device": ("王老师", lambda county: {"unit": county.units["class_a"], "name": "我的手机"}),
    "field_book.end_device": ("王老师", lambda county: {"field_device": device_of(county)}),
    "field_book.receive": ("本系统", received_given),
    "field_book.readmit": (
        "本系统",
        lambda county: {
            "unit": county.units["class_a"],
            "account": county.accounts["王老师"],
            "device_id": county.units["class_a"],
            "had_second_factor": False,
        },
    ),
    "field_book.settle": ("本系统", lambda county: settled_given(event_waiting(county))),
    "field_book.take": (
        "王老师",
        lambda county: {"field_event": event_refused(county), "entered_row": None, "reason": "核对过"},
    ),
    "field_book.set_aside": ("王老师", lambda county: {"field_event": event_refused(county), "reason": "重复"}),
    "reminder.add_channel": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "channel_kind": "dingtalk",
            "name": "中心小学工作群",
            "channel_address": ROBOT,
        },
    ),
    "reminder.try_channel": ("李校长", lambda county: {"reminder_channel": channel(county)}),
    "reminder.end_channel": ("李校长", lambda county: {"reminder_channel": channel(county)}),
    "reminder.write": (
        "系统管理员",
        lambda county: {"reminder_channel": channel(county), "occasion": "2026-09-01 morning"},
    ),
    "reminder.begin": ("系统管理员", lambda county: {"reminder_digest": digest_waiting(county)}),
    "reminder.settle": ("系统管理员", lambda county: {"reminder_digest": digest_begun(county), "is_sent": True}),
    "roll.defer": (
        "陈局长",
        lambda county: {
            "child": county.children["bare_village"],
            "unit": county.units["school_a"],
            "on": DAY,
            "until_on": DAY + timedelta(days=300),
            "reason": "19",
        },
    ),
    "roll.enter": (
        "李校长",
        lambda county: {
            "child": county.children["both"],
            "unit": county.units["class_a"],
            "on": DAY,
            "grade": 3,
            "movement": "11",
        },
    ),
    "roll.enter_class": (
        "李校长",
        lambda county: {"unit": county.units["class_a"], "on": DAY, "grade": 3},
    ),
    "roll.explain": (
        "李校长",
        lambda county: {"difference": _difference(county, 班级="三年级（2）班"), "explanation": "下周调班"},
    ),
    "roll.leave": (
        "李校长",
        lambda county: {
            "entry": on_roll(county),
            "on": DAY,
            "movement": "other",
            "reason": "28",
            "destination": "随父母迁往外省，无新学校信息",
        },
    ),
    "roll.promote_class": (
        "李校长",
        lambda county: {"unit": _class_with(county, "both"), "on": DAY},
    ),
    "roll.resume": (
        "李校长",
        lambda county: {"entry": suspended(county), "on": DAY, "unit": county.units["class_b"], "grade": 3},
    ),
    "roll.suspend": (
        "陈局长",
        lambda county: {
            "entry": on_roll(county),
            "on": DAY,
            "until_on": DAY + timedelta(days=180),
            "reason": "19",
        },
    ),
    "roll.take_over": (
        "李校长",
        lambda county: {"difference": _difference(county, 班级="三年级（2）班"), "on": DAY},
    ),
    "roll.transfer_in": (
        "陈局长",
        lambda county: {"entry": sent(county), "on": DAY, "unit": county.units["class_z"], "grade": 3},
    ),
    "roll.transfer_out": (
        "李校长",
        lambda county: {
            "entry": on_roll(county),
            "on": DAY,
            "destination": "高坪乡中心小学",
            "reason": "99",
        },
    ),
    "token.end": ("陈局长", lambda county: {"token": _token(county)}),
    "token.make": (
        "陈局长",
        lambda county: {
            "account": county.accounts["陈局长"],
            "name": "报表",
            "may": "child.read",
            "until_on": DAY + timedelta(days=30),
        },
    ),
    "paper.set_prefix": ("李校长", lambda county: {"unit": county.units["school_a"], "prefix": "清溪小学"}),
    "paper.withdraw": ("李校长", lambda county: {"issued_paper": roll_plan(county).paper_id, "reason": "日期写错"}),
    "monthly_return.explain": (
        "李校长",
        lambda county: {
            **_month_of(at_end(county)),
            "contradiction": month_as_known(county).found[0].key,
            "explanation": "停课一天",
        },
    ),
    "monthly_return.sign": (
        "李校长",
        lambda county: {
            **_month_of(explained(at_end(county))),
            "seen": month_as_known(county).digest(),
            "reason": "",
        },
    ),
    "monthly_return.receive": (
        "张镇长",
        lambda county: {"monthly_return": signed(at_end(county)).pk, "unit": county.units["town_a"]},
    ),
    "monthly_return.issue_paper": (
        "李校长",
        lambda county: {"monthly_return": signed(at_end(prefixed(county))).pk},
    ),
    "teacher_report.send": ("王老师", lambda county: {"case": suspected_case(county), "note": "电话打不通"}),
    "teacher_report.acknowledge": ("李校长", lambda county: {"teacher_report": told_report(county)}),
    "dropout_report.send": ("李校长", lambda county: {"case": suspected_case(county), "note": "家长说去外地"}),
    "dropout_report.receive": (
        "张镇长",
        lambda county: {"dropout_report": sent_report(county), "unit": county.units["town_a"]},
    ),
    "leaver_register.issue": (
        "李校长",
        lambda county: {"unit": prefixed(county).units["school_a"]},
    ),
    "dropout_report.issue_papers": (
        "李校长",
        lambda county: {"dropout_report": sent_report(prefixed(county), verified(county))},
    ),
    "back_report.send": ("李校长", lambda county: {"case": proposed(county), "note": "今天到校"}),
    "back_report.receive": (
        "张镇长",
        lambda county: {"back_report": back_sent(county), "unit": county.units["town_a"]},
    ),
    "joint_check.record": ("李校长", lambda county: {"case": suspected_case(county), "on": DAY, **TOGETHER}),
    "feedback.issue": (
        "李校长",
        lambda county: {"unit": county.units["school_a"], "month": MONTH, "note": "请协助家访"},
    ),
    "feedback.acknowledge": ("张镇长", lambda county: {"feedback": feedback_to(fed_back(county), "town_a")}),
    "yearly_return.enter": (
        "李校长",
        lambda county: {"unit": county.units["school_a"], "year": 2026, "lines": LISTED},
    ),
    "yearly_return.explain": (
        "李校长",
        lambda county: {"yearly_return": entered(county), "difference": ONE, "explanation": "已转走"},
    ),
    "yearly_return.sign": ("李校长", lambda county: {"yearly_return": entered(county, "")}),
    "village_finding.hand_in": (
        "周支书",
        lambda county: {"unit": answered_for(county).units["village_a"], "month": MONTH, "note": "逐户看过"},
    ),
    "village_summary.send": (
        "李校长",
        lambda county: {"unit": handed_in(county).units["school_a"], "month": MONTH},
    ),
    "village_summary.receive": ("张镇长", lambda county: {"village_summary": summed_up(county)}),
    "village_summary.issue_paper": ("李校长", lambda county: {"village_summary": summed_up(prefixed(county))}),
    "statistics.list_child": ("李校长", lambda county: _on_form(county, "inclusion")),
    "statistics.unlist_child": ("李校长", lambda county: _on_form(list_on_form(county), "inclusion")),
    "statistics.remark": (
        "李校长",
        lambda county: {**_on_form(list_on_form(county), "inclusion"), "remark": "在家休养"},
    ),
    "statistics.sign": ("李校长", lambda county: {"unit": county.units["school_a"], "form": "inclusion"}),
    "statistics.issue_paper": ("李校长", lambda county: {"statistics_form": signed_form(prefixed(county))}),
    "paper_wording.draft": ("陈局长", lambda county: {"unit": county.units["county"], "kind": "leave_slip"}),
    "paper_wording.change": (
        "陈局长",
        lambda county: {"paper_wording": begun_wording(county), "place": "title", "wording": "请孩子返校通知书"},
    ),
    "paper_wording.discard": ("陈局长", lambda county: {"paper_wording": begun_wording(county)}),
    "paper_wording.adopt": ("陈局长", lambda county: _read(by_another(county))),
    "paper_wording.end": ("陈局长", lambda county: {"paper_wording": taken_wording(county), "reason": "用回原文"}),
    "school_rules.write": ("李校长", lambda county: {"unit": county.units["school_a"], **RULES}),
    "school_rules.adopt": (
        "李校长",
        lambda county: {**read_rules(written(prefixed(county))), "effective_on": DAY},
    ),
    "rubric.write": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "scored_subject": "class_teacher",
            "rubric_title": "班主任控辍考核",
            "full_points": "100",
            "rubric_template": None,
        },
    ),
    "rubric.set_item": ("李校长", lambda county: {"rubric": rubric_begun(county), "item": None, **VISITS}),
    "rubric.remove_item": ("李校长", lambda county: _an_item(rubric_written(county))),
    "rubric.adopt": ("李校长", lambda county: rubric_seen(rubric_written(county))),
    "target.split": (
        "李校长",
        lambda county: {
            "unit": county.units["class_a"],
            "target_level": "class",
            "teaching_group": "低年级组",
            "holder": county.accounts["王老师"],
            "counted_fact": "case.verified_at",
            "side": "at_most",
            "wanted": "0",
        },
    ),
    "target.withdraw": ("李校长", lambda county: {"own_target": target_split(county), "reason": "分错了"}),
    "appraisal.open": (
        "李校长",
        lambda county: {
            "unit": with_rubric(county).units["school_a"],
            "scored_subject": "class_teacher",
            "school_year": 2026,
        },
    ),
    "appraisal.judge": (
        "李校长",
        lambda county: _a_line(appraised(county), "工作态度") | {"points": "35", "reason": "认真"},
    ),
    "appraisal.appeal": ("王老师", lambda county: _a_line(appraised(county), "家访") | {"reason": "有两次没有登记"}),
    "appraisal.decide_appeal": (
        "李校长",
        lambda county: {"appeal": appealed(county), "is_granted": True, "points": "60", "answer": "已核实"},
    ),
    "appraisal.confirm": ("李校长", lambda county: {"appraisal": to_be_confirmed(county)}),
    "consequence.propose": ("李校长", lambda county: {"unit": dropped_out(county).units["school_a"]}),
    "consequence.decide": (
        "李校长",
        lambda county: {"consequence": proposed_consequence(county), "takes_effect": True, "reason": "属实"},
    ),
    "undertaking.issue_letters": ("李校长", lambda county: {"unit": prefixed(county).units["school_a"]}),
    "undertaking.issue_statements": ("王老师", lambda county: {"unit": ruled(county).units["class_a"]}),
    "undertaking.sign": ("王老师", lambda county: {"undertaking": stated(county), "on": DAY, "proof": None}),
    "undertaking.reopen": (
        "李校长",
        lambda county: {"undertaking": signed_undertaking(county), "reason": "登记错了人"},
    ),
    "undertaking.withdraw": ("李校长", lambda county: {"undertaking": lettered(county), "reason": "岗位写错"}),
    "meeting.call": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "meeting_kind": "special",
            "topic": "专题会",
            "on": DAY,
            "venue": "会议室",
            "agenda": "布置家访",
        },
    ),
    "meeting.change": (
        "李校长",
        lambda county: {
            "meeting": called_meeting(county),
            "topic": "专题会",
            "on": DAY,
            "venue": "图书室",
            "agenda": "布置家访",
        },
    ),
    "meeting.call_off": ("李校长", lambda county: {"meeting": called_meeting(county), "reason": "改期"}),
    "meeting.sign_in": ("王老师", lambda county: {"meeting": called_meeting(county)}),
    "meeting.enter": ("李校长", lambda county: {"meeting": called_meeting(county), "post": meeting_post("王老师")}),
    "meeting.hear": (
        "李校长",
        lambda county: {
            "meeting": called_meeting(county, kind="office"),
            "post": meeting_post("王老师"),
            "reported": "全到",
        },
    ),
    "meeting.write": (
        "李校长",
        lambda county: {"meeting": called_meeting(county), "account_given": "到校正常", "minutes": "布置家访"},
    ),
    "meeting.decide": (
        "李校长",
        lambda county: {
            "meeting": called_meeting(county),
            "decision_text": "走访",
            "post": meeting_post("王老师"),
            "due_on": DAY,
        },
    ),
    "meeting.sign_off": ("李校长", lambda county: read_minutes(written_minutes(county))),
    "meeting.note": ("李校长", lambda county: {"meeting": signed_meeting(county), "note_text": "走访三户"}),
    "meeting.finish": ("王老师", lambda county: {"meeting_decision": meeting_decision(county), "note": "都去了"}),
    "meeting.drop": ("李校长", lambda county: {"meeting_decision": meeting_decision(county), "reason": "已合并"}),
    "campaign.add_evidence": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "subject": called_meeting(county),
            "proof": meeting_picture(county),
            "caption": "会议照片",
        },
    ),
    "campaign.strike_evidence": (
        "李校长",
        lambda county: {"campaign_evidence": meeting_proof(county, called_meeting(county)), "reason": "传错了"},
    ),
    "campaign.hold_evidence": (
        "陈局长",
        lambda county: {"unit": county.units["school_a"], "reason": "九月督导检查"},
    ),
    "campaign.release_evidence": ("陈局长", lambda county: {"evidence_hold": evidence_held(county)}),
    "briefing.write": (
        "李校长",
        lambda county: {"unit": county.units["school_a"], "topic": "动员", "briefing_text": "一个都不能少"},
    ),
    "briefing.acknowledge": ("王老师", lambda county: {"briefing": campaign_briefing(county)}),
    "briefing.enter": (
        "李校长",
        lambda county: {
            "briefing": campaign_briefing(county),
            "post": meeting_post("王老师"),
            "proof": meeting_picture(county),
        },
    ),
    "activity.plan": (
        "王老师",
        lambda county: {
            "unit": county.units["class_a"],
            "activity_kind": "lesson",
            "what": "minors",
            "led_by": "class_teacher",
            "topic": "未成年人保护法",
            "planned_on": DAY,
        },
    ),
    "activity.hold": (
        "李校长",
        lambda county: {"activity": proved_activity(county), "held_on": DAY, "done": "宣讲"},
    ),
    "activity.call_off": ("李校长", lambda county: {"activity": planned_activity(county), "reason": "改期"}),
    "activity.reach_class": (
        "王老师",
        lambda county: {
            "activity": held_activity(county, "class_meeting"),
            "unit": county.units["class_a"],
            "reached": "pupils",
            "missed": None,
        },
    ),
    "activity.reach_village": (
        "李校长",
        lambda county: {"activity": held_activity(county, "village"), "village": county.units["village_a"]},
    ),
    "activity.join": ("王老师", lambda county: {"activity": planned_activity(county)}),
    "activity.enter": (
        "李校长",
        lambda county: {"activity": planned_activity(county), "post": meeting_post("王老师")},
    ),
    "story.collect": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "story_kind": "role_model",
            "topic": "带头人",
            "story_text": "靠技术增收。",
            "child": None,
        },
    ),
    "story.consent": (
        "李校长",
        lambda county: {
            "story": told_story(county, child="both"),
            "guardian": county.guardians["both"],
            "signed_on": DAY,
            "proof": meeting_picture(county),
        },
    ),
    "story.withdraw_consent": (
        "李校长",
        lambda county: {
            "story_consent": story_consent(county, told_story(county, child="both")),
            "reason": "家长不再同意",
        },
    ),
    "story.approve": ("李校长", lambda county: {"story": told_story(county)}),
    "story.publish": ("李校长", lambda county: {"story": approved_story(county), "where": "宣传栏"}),
    "story.pass_on": (
        "李校长",
        lambda county: {"story": approved_story(county), "medium": "区级媒体", "outlet": "区融媒体中心"},
    ),
    "story.withdraw": ("李校长", lambda county: {"story": told_story(county), "reason": "内容不准"}),
    "campaign_book.issue": (
        "李校长",
        lambda county: {"unit": prefixed(county).units["school_a"], "school_year": 2026},
    ),
    "roll_work.draft": (
        "李校长",
        lambda county: {
            "unit": county.units["school_a"],
            "school_year": 2026,
            "heading": "学籍管理工作计划",
            "basis": "依据学籍管理规定",
            "aims": "人籍一致",
        },
    ),
    "roll_work.describe": (
        "李校长",
        lambda county: {
            "roll_plan": roll_draft(county),
            "school_year": 2026,
            "heading": "新名称",
            "basis": "新依据",
            "aims": "新目标",
        },
    ),
    "roll_work.add_measure": (
        "李校长",
        lambda county: {
            "roll_plan": roll_draft(county),
            "wording": "每月核对名册",
            "post": _post("王老师"),
            "bearer_title": "",
            "due_on": LAST_DUE,
            "evidence": "核对表",
        },
    ),
    "roll_work.change_measure": (
        "李校长",
        lambda county: {
            "roll_measure": added(county, roll_draft(county)),
            "wording": "每周核对名册",
            "post": _post("王老师"),
            "bearer_title": "教导主任",
            "due_on": LAST_DUE,
            "evidence": "周报",
        },
    ),
    "roll_work.remove_measure": ("李校长", lambda county: {"roll_measure": added(county, roll_draft(county))}),
    "roll_work.discard": ("李校长", lambda county: {"roll_plan": ready(county)}),
    "roll_work.adopt": (
        "李校长",
        lambda county: {"roll_plan": ready(prefixed(county)), "effective_on": DAY},
    ),
    "roll_work.return": ("李校长", lambda county: {"roll_plan": ready(county), "reason": "第二项没有写明佐证"}),
    "roll_work.submit": ("李校长", lambda county: {"roll_plan": returned(county)}),
    "roll_work.do_measure": (
        "王老师",
        lambda county: {"roll_measure": measure_of(roll_plan(county)), "on": DAY, "note": "已核对"},
    ),
    "roll_work.drop_measure": (
        "李校长",
        lambda county: {"roll_measure": measure_of(roll_plan(county)), "reason": "并入下一项"},
    ),
    "roll_work.reopen_measure": (
        "王老师",
        lambda county: {"roll_measure": done_measure(county), "reason": "漏了两名学生"},
    ),
    "attendance.report_beside": (
        "王老师",
        lambda county: {
            "unit": reported_class(county),
            "on": DAY,
            "session": "morning",
            "exceptions": said(county, both="absent/sick/发烧"),
        },
    ),
    "attendance.report": (
        "王老师",
        lambda county: {
            "unit": county.units["class_a"],
            "on": DAY,
            "session": "morning",
            "exceptions": said(county, both="absent/sick/发烧"),
        },
    ),
    "attendance.correct": (
        "王老师",
        lambda county: {
            "report": reported(county, both="absent"),
            "exceptions": said(county, both="late"),
            "reason": "十点到校",
        },
    ),
    "attendance.amend": (
        "李校长",
        lambda county: {
            "unit": county.units["class_a"],
            "on": DAY,
            "session": "morning",
            "exceptions": said(county, both="absent"),
            "reason": "补报",
        },
    ),
    "attendance.explain": (
        "李校长",
        lambda county: (
            county.time.pass_by(days=1)
            or {"unit": county.units["class_a"], "first_on": DAY, "last_on": DAY, "reason": "外出研学"}
        ),
    ),
    "attendance.trace": (
        "王老师",
        lambda county: {"mark": marked(county), "traced_to": "at_home", "note": "在家照看弟妹"},
    ),
    "attendance.import_register": (
        "王老师",
        lambda county: {"unit": county.units["class_a"], "attachment": kept_register(county)},
    ),
    "attendance.substitute": (
        "李校长",
        lambda county: {
            "unit": county.units["class_a"],
            "post": post_of(county),
            "first_on": DAY,
            "last_on": DAY + timedelta(days=1),
        },
    ),
    "attendance.end_substitution": ("李校长", lambda county: {"substitution": substituted(county)}),
    "leave.apply": (
        "王老师",
        lambda county: {
            "child": county.children["both"],
            "first_on": DAY,
            "last_on": DAY + timedelta(days=1),
            "reason": "sick",
            "note": "水痘",
            "asked_by": "母亲",
        },
    ),
    "leave.grant": ("王老师", lambda county: {"leave": applied(county)}),
    "leave.refuse": ("王老师", lambda county: {"leave": applied(county), "reason": "期中考试"}),
    "leave.extend": (
        "王老师",
        lambda county: {"leave": granted(county), "last_on": DAY + timedelta(days=2), "reason": "还没有好"},
    ),
    "leave.issue_slip": ("王老师", lambda county: {"leave": granted(prefixed(county))}),
    "leave.withdraw": ("王老师", lambda county: {"leave": granted(county), "reason": "家长说记错了"}),
    "leave.close": ("王老师", lambda county: {"leave": granted(county), "on": DAY}),
    "unit.close": ("陈局长", lambda county: {"unit": _empty(county), "until_on": LATER}),
    "unit.describe": (
        "陈局长",
        lambda county: {"unit": county.units["village_a"], "division_code": "529901100201", "is_urban": False},
    ),
    "unit.found": (
        "陈局长",
        lambda county: {
            "parent": county.units["town_z"],
            "kind": "village",
            "name": "新村",
            "from_on": DAY,
            "code": "529901100201",
        },
    ),
    "unit.rename": ("陈局长", lambda county: {"unit": county.units["school_a"], "name": "清溪中心校"}),
}
"""An action without a sample fails the tests that go through all actions."""
