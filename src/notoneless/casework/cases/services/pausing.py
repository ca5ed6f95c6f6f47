"""A case that has to wait is put on hold until a day on which somebody looks at it again, and taken up then."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case, CasePause
from notoneless.casework.cases.rules.pausing import LONGEST, PLAN, SENSITIVE, WaitsFor, why_not_paused
from notoneless.casework.cases.rules.standing import HIDDEN, State
from notoneless.casework.cases.services.recording import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.plans.selectors import settings
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("case.pause", words="暂缓个案", english="Put a case on hold")
def pause(ctx: Context, *, case: Case, waits_for: WaitsFor, review_on: date, note: Passage) -> UUID:
    """Let a case wait, saying for what and until which day; the pause. One that waits already waits on, from a new look at it.

    What was said is sealed; of an illness and the like, also for what it waits. Raises Refused for a case that is closed, and
    for a day that is not to come or too far away.
    """
    longest = int(settings(PLAN, ctx.today)[LONGEST].value)
    refuse(why_not_paused(State(case.state), review_on, longest, ctx.today))
    _end(ctx, case)
    row = CasePause(id=ctx.ids.new(), case=case, child_id=case.child_id, from_on=ctx.today, review_on=review_on)
    row.waits_for = HIDDEN if waits_for in SENSITIVE else waits_for
    row.said = Plain(f"{waits_for}\n{note}")
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    case.review_on = review_on
    case.save(update_fields=["review_on"])
    return row.pk


@action("case.resume", words="继续办理个案", english="Take a case up again")
def resume(ctx: Context, *, case: Case, note: Line) -> None:
    """Take up a case that waited, saying what is known now. Raises Refused for one that does not wait."""
    if case.review_on is None:
        raise Refused(Problem("cases.not_paused"))
    _end(ctx, case, note)
    case.review_on = None
    case.save(update_fields=["review_on"])


def _end(ctx: Context, case: Case, note: str = "") -> None:
    rows = CasePause._base_manager.filter(case=case, ended_on__isnull=True)
    rows.update(ended_on=ctx.today, ended_because=note)
