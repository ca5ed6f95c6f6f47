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
from notoneless.kernel.problems import Problem
from notoneless.records.findings.models import Finding


@action("case.suspect", words="疑似辍学立案", english="Open a case of a suspected dropout")
def suspect(ctx: Context, *, child: Child, finding: Finding | None, seen: Passage | None, on: date | None) -> UUID:
    """Open the case of a child, because a comparison found it in no school, or because of what somebody saw; the case.

    A finding opens nothing where the case is open, or was closed by a decision that still stands; what is closed otherwise is
    reopened. Raises Unusable with neither, Refused for a case that is open already.
    """
    if finding is None and not seen:
        raise Unusable(Problem("cases.nothing_seen"))
    if finding is not None and finding.child_id not in (None, child.pk):
        raise Unusable(Problem("cases.other_child"))
    day, papers = on or ctx.today, Papers(note=seen or "", finding=finding)
    case = Case._base_manager.select_for_update(of=("self",)).filter(child=child).first()
    if case is None:
        case = _new(ctx, child, day)
    elif case.state in OPEN:
        if finding is None:
            raise Refused(Problem("cases.open_already", {"state": Problem(f"cases.state_{case.state}")}))
        return case.pk
    elif finding is not None and stands_against(standing_of(case), ctx.today, reasons_on(ctx.today)):
        return case.pk
    move(ctx, case, Fact(Step.REOPEN if case.state in CLOSED else Step.SUSPECT, day, by=ctx.actor), papers)
    return case.pk


def _new(ctx: Context, child: Child, day: date) -> Case:
    row = Case(id=ctx.ids.new(), child=child, state=State.NOTHING, since=day, opened_on=day, opened_at=ctx.at)
    row.save(force_insert=True)
    return row


@action("case.reopen", words="重新立案", english="Reopen a case")
def reopen(ctx: Context, *, case: Case, on: date, note: Passage) -> UUID:
    """Reopen a case that was cleared or closed out, with what has become known since; the event."""
    return move(ctx, case, Fact(Step.REOPEN, on, by=ctx.actor), Papers(note))
