"""What the people of a demonstration see of the pupils whom they bring back, each in its own list."""

from datetime import date

from notoneless.casework.alerts.selectors.lists import list_alerts, list_links
from notoneless.casework.cases.selectors.cases import open_case
from notoneless.casework.notices.selectors.notices import notices_of_child
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.casework.procedures.selectors.lists import ProcedureFilter, list_procedures
from notoneless.casework.reintegration.selectors.returns import list_returns, open_return
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.selectors.groups import open_group
from notoneless.casework.working_groups.selectors.outreach import acts_of_child
from notoneless.casework.working_groups.selectors.remedies import doing_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.papers.models import Paper
from notoneless.oversight.appraisal.selectors.signing import list_schools
from notoneless.oversight.backlog.rules.position import BacklogStep
from notoneless.oversight.backlog.selectors.board import Backlog, open_backlog
from notoneless.oversight.reporting.rules.statistics import FormKind
from notoneless.oversight.reporting.selectors.feedback import list_feedback
from notoneless.oversight.reporting.selectors.returns import current_return
from notoneless.oversight.reporting.selectors.statistics import signed_form
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
