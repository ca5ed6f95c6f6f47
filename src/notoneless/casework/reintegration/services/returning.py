"""A child is back: recorded with evidence, and taken back where that was wrong."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.reintegration.models import Return
from notoneless.casework.reintegration.rules.refusing import Back, why_not_back, why_not_open
from notoneless.casework.reintegration.rules.standing import state_on
from notoneless.casework.reintegration.selectors.knowing import known_now, numbers_on, schools_of, standing_returns
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.selectors.facts import sessions_seen


@action("return.record", words="登记复学", english="Record that a child is back at school")
def record_return(ctx: Context, *, case: Case, on: date, seen_by: Line, proof: Attachment | None) -> UUID:
    """Record on which day the child of a verified case came back, and who saw it; the return.

    The evidence: in how many sessions registers have seen the child since that day. Where they have not seen it often enough,
    a photo or paper is attached. Raises Refused where there is neither, where the dropout is not verified, for a child in no
    school and for one whose return stands already.
    """
    if proof is not None and proof.kind not in PAPERS:
        raise Unusable(Problem("reintegration.no_paper"))
    Case._base_manager.select_for_update(of=("self",)).filter(pk=case.pk).first()  # whoever records the same waits here
    back = Back(
        on=on,
        gone_on=case.verified_on or case.opened_on,
        sessions=sessions_since(case.child_id, on, ctx.today),
        has_file=proof is not None,
        is_out=case.state in (State.VERIFIED, State.PROPOSED),
        is_followed=case.child_id in standing_returns(ctx.today, [case.child_id]),
    )
    refusal = why_not_back(back, numbers_on(ctx.today), ctx.today)
    if refusal is not None:
        raise Refused(refusal)
    school = schools_of([case.child_id], ctx.today).get(case.child_id)
    if school is None:
        raise Refused(Problem("reintegration.no_school"))
    row = Return(
        id=ctx.ids.new(), child_id=case.child_id, case=case, episode=case.times_reopened, unit_id=school, on=on
    )
    row.gone_on, row.seen_by, row.sessions, row.proof = case.opened_on, seen_by, back.sessions, proof
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def sessions_since(child: UUID, first: date, last: date) -> int:
    """In how many sessions registers have seen a child between two days."""
    days = sessions_seen(first, last, [child]).get(child, {}) if first <= last else {}
    return sum(seen for _, seen in days.values())


@action("return.withdraw", words="撤销复学登记", english="Withdraw the record of a return")
def withdraw_return(ctx: Context, *, returned: Return, reason: Line) -> None:
    """Take back that a child was back, where that was wrong. Raises Refused for one that has ended."""
    refusal = why_not_open(state_on(known_now(returned), numbers_on(ctx.today), ctx.today))
    if refusal is not None:
        raise Refused(refusal)
    returned.withdrawn_on, returned.because = ctx.today, reason
    returned.save(update_fields=["withdrawn_on", "because"])
