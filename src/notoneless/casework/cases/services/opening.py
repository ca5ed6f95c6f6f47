"""How a case begins, and begins again."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.reasons import reasons_on, stands_against
from notoneless.casework.cases.rules.standing import CLOSED, OPEN, Fact, State, Step
from notoneless.casework.cases.selectors.cases import standing_of
from notoneless.casework.cases.services.recording import Papers, move
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.findings.models import Finding
from notoneless.records.schooling_elsewhere.models import ElsewhereRecord
from notoneless.records.surveys.models import SurveyAnswer
from notoneless.records.surveys.rules.kinds import AnswerKind


@action("case.suspect", words="疑似辍学立案", english="Open a case of a suspected dropout")
def suspect(
    ctx: Context,
    *,
    child: Child,
    finding: Finding | None,
    answer: SurveyAnswer | None,
    seen: Passage | None,
    on: date | None,
    elsewhere_record: ElsewhereRecord | None,
) -> UUID:
    """Open the case of a child: a comparison found it in no school, a survey was told so, nothing confirms any more that it is
    schooled elsewhere, or somebody saw something; the case.

    A finding opens nothing where the case is open, or was closed by a decision that still stands; a survey's answer nothing
    where the case is open, or was closed since it was given. What is closed otherwise is reopened. Raises Unusable with none
    of these, Refused for a case that is open already.
    """
    if finding is None and answer is None and elsewhere_record is None and not seen:
        raise Unusable(Problem("cases.nothing_seen"))
    _of_child(child, finding, answer, elsewhere_record)
    day = on or (answer.asked_on if answer is not None else ctx.today)
    papers = Papers(note=seen or _unconfirmed(elsewhere_record), finding=finding, answer=answer)
    case = Case._base_manager.select_for_update(of=("self",)).filter(child=child).first()
    if case is None:
        case = _new(ctx, child, day)
    elif case.state in OPEN:
        if finding is None and answer is None and elsewhere_record is None:
            raise Refused(Problem("cases.open_already", {"state": Problem(f"cases.state_{case.state}")}))
        return case.pk
    elif _is_decided(ctx, case, finding, answer):
        return case.pk
    move(ctx, case, Fact(Step.REOPEN if case.state in CLOSED else Step.SUSPECT, day, by=ctx.actor), papers)
    return case.pk


def _is_decided(ctx: Context, case: Case, finding: Finding | None, answer: SurveyAnswer | None) -> bool:
    """Whether what closed a case outweighs what is said of the child now."""
    if finding is not None:
        return stands_against(standing_of(case), ctx.today, reasons_on(ctx.today))
    return answer is not None and case.closed_on is not None and answer.asked_on <= case.closed_on


def _of_child(
    child: Child, finding: Finding | None, answer: SurveyAnswer | None, elsewhere: ElsewhereRecord | None
) -> None:
    """Raise Unusable for what speaks of another child, or says that this one is in school."""
    if finding is not None and finding.child_id not in (None, child.pk):
        raise Unusable(Problem("cases.other_child"))
    if elsewhere is not None and elsewhere.child_id != child.pk:
        raise Unusable(Problem("cases.other_child"))
    if answer is not None and (answer.child_id != child.pk or answer.kind != AnswerKind.NO_SCHOOL):
        raise Unusable(Problem("cases.other_child"))


def _unconfirmed(elsewhere: ElsewhereRecord | None) -> str:
    """What the event of a case says of a record that nothing confirms any more; Chinese, as papers are."""
    if elsewhere is None:
        return ""
    return sentence(Problem("cases.elsewhere_unconfirmed", {"school": elsewhere.school or elsewhere.place}))


def _new(ctx: Context, child: Child, day: date) -> Case:
    row = Case(id=ctx.ids.new(), child=child, state=State.NOTHING, since=day, opened_on=day, opened_at=ctx.at)
    row.save(force_insert=True)
    return row


@action("case.reopen", words="重新立案", english="Reopen a case")
def reopen(ctx: Context, *, case: Case, on: date, note: Passage) -> UUID:
    """Reopen a case that was cleared or closed out, with what has become known since; the event."""
    return move(ctx, case, Fact(Step.REOPEN, on, by=ctx.actor), Papers(note))
