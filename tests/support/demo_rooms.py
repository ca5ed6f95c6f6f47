"""What the people of a demonstration see of the pupils whom they bring back, each in its own list."""

from datetime import date

from notoneless.casework.aid.selectors.reading import overview as list_aid
from notoneless.casework.alerts.selectors.lists import list_alerts, list_links
from notoneless.casework.campaigns.selectors.activities import list_activities, months_shown
from notoneless.casework.campaigns.selectors.briefings import list_briefings
from notoneless.casework.campaigns.selectors.meetings import list_meetings
from notoneless.casework.campaigns.selectors.stories import list_stories
from notoneless.casework.cases.selectors.cases import open_case
from notoneless.casework.left_behind.selectors.reading import overview as list_left_behind
from notoneless.casework.notices.selectors.notices import notices_of_child
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.casework.procedures.selectors.lists import ProcedureFilter, list_procedures
from notoneless.casework.reintegration.selectors.returns import list_returns, open_return
from notoneless.casework.special_education.rules.kinds import FileState
from notoneless.casework.special_education.selectors.experts import list_experts
from notoneless.casework.special_education.selectors.files import list_files
from notoneless.casework.special_education.selectors.teaching import home_pupils, open_home_page
from notoneless.casework.support.selectors.inviting import list_parents_days, uninvited_classes
from notoneless.casework.support.selectors.pairings import list_pairings
from notoneless.casework.support.selectors.schemes import list_schemes
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.selectors.groups import open_group
from notoneless.casework.working_groups.selectors.outreach import acts_of_child
from notoneless.casework.working_groups.selectors.remedies import doing_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.papers.models import Paper
from notoneless.oversight.appraisal.selectors.appraisals import list_appraisals
from notoneless.oversight.appraisal.selectors.parties import school_year_of
from notoneless.oversight.appraisal.selectors.signing import list_schools
from notoneless.oversight.appraisal.selectors.targets import list_targets
from notoneless.oversight.backlog.rules.position import BacklogStep
from notoneless.oversight.backlog.selectors.board import Backlog, open_backlog
from notoneless.oversight.reporting.rules.statistics import FormKind
from notoneless.oversight.reporting.selectors.feedback import list_feedback
from notoneless.oversight.reporting.selectors.returns import current_return
from notoneless.oversight.reporting.selectors.statistics import signed_form
from notoneless.oversight.supervision.selectors.complaints import list_complaints
from notoneless.oversight.supervision.selectors.conduct import conduct_page
from notoneless.oversight.supervision.selectors.inspections import list_shortcomings
from notoneless.oversight.supervision.selectors.rechecks import list_rechecks
from notoneless.records.migrants.models import MigrantApplication, MigrantChild
from notoneless.records.roll_changes.selectors.errands import to_decide
from notoneless.records.roll_changes.selectors.requests import list_requests
from notoneless.records.schooling_elsewhere.models import ElsewhereContact, ElsewhereRecord, TermConfirmation
from support.databases import all_of


def pupils_are_brought_back(li: Context, zhang: Context, chen: Context) -> None:
    """On the board of the school each stands at a step of its own, and what its page tells is there."""
    board = open_backlog(li)
    _one_is_visited_by_three_parties(li, zhang, board)
    _one_is_ordered_and_one_is_to_pay(zhang, chen)
    _one_is_back(li)
    _one_waits(li, board)
    _an_alert_waits(zhang, chen)


def _one_is_visited_by_three_parties(li: Context, zhang: Context, board: Backlog) -> None:
    [line] = [each for each in board.lines if each.position.step is BacklogStep.RETURN]
    _, group = open_group(li, line.child)
    assert group is not None
    assert {each.party for each in group.gaps} <= {
        Party.CENTRE
    }  # the worker, which sees the whole county, fills that place
    doing = doing_of(li, line.child)
    assert doing is not None
    assert (doing.cause is None, doing.unsaid, len(doing.destinations)) == (False, (), 1)
    assert {remedy.state for remedy in doing.remedies} == {"done", "planned", "not_chosen"}
    acts = acts_of_child(li, line.child, date.min)
    assert [act.is_joint for act in acts] == [True, False]
    kinds = [each.kind for each in notices_of_child(zhang, line.child)]
    assert sorted(kinds) == ["deadline_notice", "return_notice"]


def _one_is_ordered_and_one_is_to_pay(zhang: Context, chen: Context) -> None:
    lines = {each.stage: each for each in list_procedures(zhang).lines}
    assert set(lines) >= {Stage.OUTREACH, Stage.ORDER_SERVED, Stage.NOTICE_SERVED}
    assert 0 <= (lines[Stage.ORDER_SERVED].days or 0) < 7
    assert Stage.NOTICE_SERVED in {each.stage for each in list_procedures(chen, ProcedureFilter(step="penalty")).lines}
    papers = {row.kind for row in all_of(Paper)}
    assert papers >= {"order_to_correct", "service_receipt", "penalty_notice", "government_report"}


def _one_is_back(li: Context) -> None:
    [line] = list_returns(li)
    page = open_return(li, line.id)
    assert (len(page.placements), len(page.plans)) == (1, 1)
    [followed] = page.followed
    assert followed.hold == "holds"
    assert followed.seen == followed.reported == line.sessions > 1


def _one_waits(li: Context, board: Backlog) -> None:
    [line] = [each for each in board.lines if each.position.step is BacklogStep.REVIEW]
    [pause] = open_case(li, line.case).pauses
    assert pause.review_on > li.today


def _an_alert_waits(zhang: Context, chen: Context) -> None:
    [alert] = list_alerts(zhang)
    assert (alert.state, alert.is_overdue) == ("received", False)
    assert len(list_links(chen)) == 1


def promises_are_signed(li: Context, zhang: Context, school: Unit, month: date, until: date) -> None:
    """Letters and statements are signed, not all; a form and a month too; what was fed back is received."""
    [line] = list_schools(li)
    assert line.has_rules
    for share in (line.letters, line.statements):
        assert 0 < share.signed < share.owing
    form = signed_form(li, FormKind.INCLUSION, month.year, school.pk)
    assert form is not None
    assert form.paper is not None
    assert [row["remark"] != "" for row in form.rows] == [True]
    signed = current_return(li, school.pk, month)
    assert signed is not None
    assert signed.version == 1
    told = list_feedback(zhang, until.replace(day=1)).lines
    assert told
    assert any(each.received_on for each in told)


def children_are_cared_for(li: Context, chen: Context) -> None:
    """Files stand at different steps, one child is taught at home by two, and applications wait at different levels."""
    assert sorted(each.state for each in list_files(li)) == [FileState.ASSESSED, FileState.PLACED, FileState.PLACED]
    assert len(list_experts(li)) == 2
    [pupil] = home_pupils(li)
    assert (pupil.teachers, pupil.done > 0) == (2, True)
    lessons = open_home_page(li, pupil.file).lessons
    assert [each.is_current for each in lessons].count(False) == 1, "one was recorded wrongly and taken back"
    waits = {each.waits_for for each in list_requests(chen)}
    assert len(to_decide(chen)) == ("county" in waits), "a small class has no pupil left to apply for"


def schools_are_inspected_and_complained_of(li: Context, chen: Context) -> None:
    """The bureau has found something, the head looks into a complaint, a re-check is drawn that the school does not see."""
    assert {line.what for line in list_shortcomings(li)} == {"食堂消防栓水压不足", "二楼护栏松动"}
    assert [line.is_reader for line in list_complaints(li)] == [True]
    assert [line.pupils for line in list_rechecks(chen)] == [5, 5]
    assert list_rechecks(li) == ()
    assert any(line.has_timetable and line.minutes for line in conduct_page(li).classes)


def some_are_schooled_elsewhere_and_some_have_come() -> None:
    """One is confirmed by another county's signature, one awaits it, of one details are missing; migrants have applied."""
    records = all_of(ElsewhereRecord)
    assert len(records) == 3
    assert len(all_of(ElsewhereContact)) == 2
    assert [row.proof for row in all_of(TermConfirmation)] == ["signed"]
    assert sum(not row.stage for row in records) == 1
    migrants, applications = all_of(MigrantChild), all_of(MigrantApplication)
    assert 1 <= len(applications) <= len(migrants)
    assert {row.state for row in applications} == {"waiting"}


def some_are_aided_and_some_left_behind(li: Context) -> None:
    """One of those entitled is unpaid, one is paired; of one whose parents are away there is no file, one is in touch."""
    aided, away = list_aid(li), list_left_behind(li)
    entitled = [line for line in aided.lines if line.standing is not None]
    assert (len(entitled), len(aided.unpaid), sum(bool(line.mentor) for line in entitled)) == (3, 1, 1)
    assert (len(away.lines), len(away.untouched)) == (2, 1)
    assert away.fileless


def some_are_helped_and_teachers_appraised(li: Context) -> None:
    """A measured effect waits to be looked at, most classes for a parents' day, an appraisal to be confirmed."""
    assert [len(list_schemes(li, show=show)) for show in ("", "alone", "review")] == [2, 1, 1]
    assert len(list_pairings(li)) == 1
    assert len(list_parents_days(li)) == 1
    assert uninvited_classes(li)
    rows = list_appraisals(li, school_year_of(li.today))
    assert "王老师" in {each.name for each in rows}
    assert len(list_targets(li)) == 1


def campaigns_are_alive(li: Context) -> None:
    """A meeting is signed off with a decision to carry out, another waits; some have read the briefing, a class is reached."""
    meetings = list_meetings(li)
    assert sorted(each.state for each in meetings) == ["called", "signed"]
    assert sum(each.open_decisions for each in meetings) == 1
    [briefing] = list_briefings(li)
    assert 0 < briefing.signed < briefing.staff
    activities = list_activities(li)
    assert len(activities) == 4
    assert sum(each.held_on is not None and each.proofs == 1 for each in activities) == 3
    [line] = months_shown(li, li.today.replace(day=1))
    assert line.led
    assert len(line.channels) == 2
    assert 0 < len(line.coverage.reached_people) < len(line.coverage.people)
    [story] = list_stories(li)
    assert story.state == "collected"
