"""How a step is written down: the event, and what the case keeps of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings as program
from django.utils.module_loading import import_string

from notoneless.casework.cases.events import CaseMoved, CaseOpened
from notoneless.casework.cases.models import Case, CaseEvent, CasePause
from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.refusing import why_not, why_not_for, why_not_lived, why_not_out
from notoneless.casework.cases.rules.standing import OPEN, Fact, Standing, Step
from notoneless.casework.cases.selectors.accounted import why_no_dropout
from notoneless.casework.cases.selectors.cases import standing_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.selectors import settings
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.calendar import Span, SpanUnit, deadline
from notoneless.kernel.problems import Problem
from notoneless.records.findings.models import Finding
from notoneless.records.surveys.models import SurveyAnswer

LADDER, OUT_FROM = "local/ladder", "ladder.out_of_school_from"
"""The number of the county by which a child that has come to no school counts as out of school."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What an event carries besides its fact."""

    note: str = ""
    proof: Attachment | None = None
    reference: str = ""
    finding: Finding | None = None
    answer: SurveyAnswer | None = None

    @property
    def has_proof(self) -> bool:
        """Whether a file is attached or a paper is named."""
        return self.proof is not None or bool(self.reference)


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def check(fact: Fact, papers: Papers) -> None:
    """Raise Refused where a reason does not serve a step or its proof is missing, Unusable for a proof that is no paper."""
    if papers.proof is not None and papers.proof.kind not in PAPERS:
        raise Unusable(Problem("cases.no_paper"))
    if fact.reason:
        reasons = reasons_on(fact.on)
        refuse(why_not_for(reasons, fact.step, fact.reason, papers.note, has_proof=papers.has_proof))


def move(ctx: Context, case: Case, fact: Fact, papers: Papers = Papers()) -> UUID:
    """Enter a step of a case; the event. Raises Refused where it may not follow."""
    before = standing_of(case)
    refuse(why_not_lived(fact.on, case.child.born_on, ctx.today))
    refuse(why_not(before, fact.step, fact.on, ctx.today))
    check_kind(before, fact)
    check(fact, papers)
    refuse(why_no_dropout(case.child_id, fact.step, fact.on))
    hold_back(case, fact, ctx.today)
    event = write(ctx, case, fact, papers)
    if fact.step in (Step.SUSPECT, Step.REOPEN):
        publish(ctx, CaseOpened(child=case.child_id, case=case.pk))
    return event


Guard = Callable[[Case, Fact, date], Problem | None]
"""What else has to hold before a step: asked of a case, the step and the day."""


def hold_back(case: Case, fact: Fact, today: date) -> None:
    """Raise Refused where a room above knows why a step has to wait; which ones are asked stands in the wiring."""
    guards: Sequence[Guard] = import_string(program.CASE_GUARDS)
    for guard in guards:
        refuse(guard(case, fact, today))


def check_kind(before: Standing, fact: Fact) -> None:
    """Raise Refused where a child is said to be out of school before the county says so of anybody in the school year.

    Of a day before the first number of the county nothing is refused: cases are entered that began long before.
    """
    calendar = load_calendar(fact.on, fact.on)
    begun = calendar.school_year_begins(calendar.school_year_of(fact.on))
    number = settings(LADDER, fact.on).get(OUT_FROM)
    if number is None:
        return
    first = deadline(begun, Span(int(number.value), SpanUnit(number.unit)), calendar, legal=False).day
    refuse(why_not_out(before, fact, begun, first))


def write(ctx: Context, case: Case, fact: Fact, papers: Papers, supersedes: CaseEvent | None = None) -> UUID:
    """Write an event of a case, and let the case repeat what its events say; the event."""
    event = event_of(ctx, case, fact, papers)
    event.supersedes = supersedes
    return enter(ctx, case, event)


def enter(ctx: Context, case: Case, event: CaseEvent) -> UUID:
    """Store an event, settle its case and tell of it."""
    event.save(force_insert=True)
    settle(case, standing_of(case))
    publish(ctx, CaseMoved(child=case.child_id, case=case.pk, step=event.step, on=event.on))
    return event.id


def event_of(ctx: Context, case: Case, fact: Fact, papers: Papers) -> CaseEvent:
    """An event, not stored yet. A reason told by need only is sealed, together with what was written with it."""
    known = reasons_on(fact.on).table.get(fact.reason)
    is_sealed = known is not None and known.is_sensitive
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    return CaseEvent(
        id=ctx.ids.new(),
        case=case,
        child_id=case.child_id,
        number=CaseEvent._base_manager.filter(case=case).count() + 1,
        step=fact.step,
        on=fact.on,
        kind=fact.kind,
        reason="" if is_sealed else fact.reason,
        note="" if is_sealed else papers.note,
        confidential=Plain(f"{fact.reason}\n{papers.note}") if is_sealed else None,
        proof=papers.proof,
        reference=papers.reference,
        finding=papers.finding,
        answer=papers.answer,
        channel=ctx.channel,
        by=ctx.actor,
        at=ctx.at,
    )


def settle(case: Case, standing: Standing) -> None:
    """Let a case repeat its standing. Where no event holds any more, it keeps the days of what was taken back."""
    case.state, case.kind, case.reason = standing.state, standing.kind, standing.reason
    case.since = standing.since or case.since
    case.opened_on = standing.opened_on or case.opened_on
    case.verified_on, case.closed_on = standing.verified_on, standing.closed_on
    case.times_reopened = standing.times_reopened
    if standing.state not in OPEN and case.review_on is not None:  # what is closed waits for nothing
        CasePause._base_manager.filter(case=case, ended_on__isnull=True).update(ended_on=standing.closed_on)
        case.review_on = None
    fields = [
        "review_on",
        "state",
        "kind",
        "reason",
        "since",
        "opened_on",
        "verified_on",
        "closed_on",
        "times_reopened",
    ]
    case.save(update_fields=fields)


def step_of(event: CaseEvent) -> Step:
    """Which step an event is."""
    return Step(event.step)
