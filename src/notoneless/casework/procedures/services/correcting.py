"""Taking back an entry that was wrong, and the papers that it issued; the entry stays to be seen."""

from uuid import UUID

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.correcting import CORRECTION, Mistake, why_not_corrected
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.casework.procedures.rules.standing import standing_on
from notoneless.casework.procedures.selectors.correcting import ENFORCING, entered_of
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.casework.procedures.services.recording import append, in_reach
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.papers.models import Paper, PaperState
from notoneless.foundation.papers.services import take_back
from notoneless.kernel.problems import Problem, sentence

CORRECT = "procedure.correct"


@action("procedure.correct", words="更正误登", english="Take back a wrong entry")
def correct(ctx: Context, *, procedure: Procedure, event_number: int, mistake: Mistake, note: Passage | None) -> UUID:
    """Take back one entry of a procedure, and the papers that it issued; the event that does it.

    event_number: as which it was entered, from 1. mistake: what was wrong. The note is sealed. Nothing is deleted: the entry
    stays, marked. Raises Refused where a later paper or entry rests on it, and for somebody else's entry by whoever is no
    authority.
    """
    rows = ProcedureEvent._base_manager.filter(procedure=procedure, number=event_number)
    row = rows.select_related("procedure").first()
    if row is None:
        raise NotFound
    if row.by != ctx.actor and not ctx.may(ENFORCING):
        raise Refused(Problem("procedures.anothers_entry"))
    entries = entered_of(procedure)
    by = counting((each.fact for each in entries), ctx.today)
    problem = why_not_corrected(entries, event_number, by.limits, by.calendar, ctx.today)
    problem = problem or _why_not_reopened(procedure, row)
    if problem is not None:
        raise Refused(problem)
    _withdraw(ctx, row, mistake)
    event = append(ctx, row, CORRECTION, {"mistake": mistake.value}, {"note": note})
    now = standing_on((each.fact for each in entries if each.number != event_number), by.limits)
    procedure.stage, procedure.since = now.stage, now.since or procedure.since
    procedure.save(update_fields=["stage", "since"])
    return event


def _why_not_reopened(procedure: Procedure, row: ProcedureEvent) -> Problem | None:
    """A child has one procedure that is not ended: an end is not taken back once another was begun."""
    if procedure.stage != Stage.ENDED:
        return None
    others = Procedure._base_manager.filter(child_id=row.child_id).exclude(pk=procedure.pk)
    return Problem("procedures.another_open") if others.exclude(stage=Stage.ENDED).exists() else None


def _withdraw(ctx: Context, row: ProcedureEvent, mistake: Mistake) -> None:
    """Take back what an entry issued. Raises NotFound where its authority is out of reach."""
    if row.paper_id is None or row.unit_id is None:  # of a service: the paper was issued by another entry
        return
    in_reach(ctx, CORRECT, row.unit_id)
    reason = sentence(Problem(f"procedures.mistake_{mistake}"))
    for paper in Paper._base_manager.filter(pk__in=[row.paper_id, row.receipt_id]).order_by("pk"):
        if paper.state != PaperState.WITHDRAWN:
            take_back(ctx, paper, reason)
