"""Corrections: a later row supersedes the last event of a case, or withdraws it."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import CaseEvent
from notoneless.casework.cases.rules.refusing import why_not, why_not_alone, why_not_lived
from notoneless.casework.cases.rules.standing import Fact, Step, standing_on
from notoneless.casework.cases.selectors.cases import facts_of
from notoneless.casework.cases.services.recording import (
    Papers,
    check,
    check_kind,
    enter,
    event_of,
    hold_back,
    refuse,
    step_of,
    write,
)
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.models import Box
from notoneless.kernel.problems import Problem

ANYBODYS = "case.close_out"
"""Who may do this may correct what others entered too."""


@action("case.correct", words="更正个案", english="Correct the last step of a case")
def correct(
    ctx: Context,
    *,
    case_event: CaseEvent,
    on: date | None,
    reason: str | None,
    note: Passage | None,
    proof: Attachment | None,
    reference: Line | None,
    withdrawn: bool | None,
) -> UUID:
    """Supersede the last event of a case by one with another day, reason, note or proof; or let it not hold at all.

    Gives the new event. What is left out stays as it was, but a reason that is sealed must be entered anew. Raises Refused
    for an event that is not the last, or somebody else's, and where the corrected one could not have been entered.
    """
    case, known = case_event.case, facts_of(case_event.case)
    if [each for each, _ in known][-1:] != [case_event.pk]:
        raise Refused(Problem("cases.not_the_last"))
    if case_event.by != ctx.actor and not ctx.may(ANYBODYS):
        raise Refused(Problem("cases.not_yours"))
    papers = Papers(
        case_event.note if note is None else note,
        proof or case_event.proof,
        case_event.reference if reference is None else reference,
        case_event.finding,
        case_event.answer,
    )
    step, before = step_of(case_event), standing_on(fact for _, fact in known[:-1])
    if withdrawn:
        return _withdraw(ctx, case_event, papers)
    if reason is None and isinstance(case_event.confidential, Box):
        raise Refused(Problem("cases.reason_anew"))
    fact = Fact(step, on or case_event.on, case_event.kind, reason or case_event.reason, ctx.actor)
    refuse(why_not_lived(fact.on, case.child.born_on, ctx.today))
    refuse(why_not(before, step, fact.on, ctx.today))
    check_kind(before, fact)
    if step is Step.CLOSE_OUT:
        refuse(why_not_alone(before, ctx.actor))
    check(fact, papers)
    hold_back(case, fact, ctx.today)
    return write(ctx, case, fact, papers, case_event)


def _withdraw(ctx: Context, event: CaseEvent, papers: Papers) -> UUID:
    """Write that an event does not hold; the case goes back to where it was before."""
    row = event_of(ctx, event.case, Fact(step_of(event), event.on, event.kind), papers)
    row.supersedes, row.is_withdrawal = event, True
    return enter(ctx, event.case, row)
