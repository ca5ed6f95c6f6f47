"""A working out from beginning to end: as long as the work itself allows others in between."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.progress import Progress, silent
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.services.applying import apply_steps, steps_kept
from notoneless.records.golden.services.beginning import begin_working_out
from notoneless.records.golden.services.latest import BEGIN, COMPARED, are_settled, decisions, digest, latest
from notoneless.records.rosters.models import Roster, RosterState

TOGETHER = 8_000
"""Children written in one transaction: about a second in which nobody else can write."""


def work_out(ctx: Context, unit: UUID, told: Progress = silent, together: int = TOGETHER) -> UUID:
    """Work the children of a county out and write them, `together` at a time; `told` hears how far it is. The working out.

    Stopped anywhere, the next one goes on from there. Raises Unusable where no rosters count.
    """
    # the engine is heavy: only who works children out loads it
    from notoneless.records.golden.services.planning import planned_before

    with _uncollected(), planned_before(ctx, unit) as plans:
        run = begin_working_out(ctx.with_request(ctx.ids.new()), unit=unit)
        planned = [plan.steps for plan in plans.values()]
    with _uncollected(), steps_kept(run, planned.pop() if planned else ()):
        while left := _left(ctx, run):
            told("golden.stage.write", *left)
            apply_steps(ctx.with_request(ctx.ids.new()), run=run, most=together)
    return run


@contextmanager
def _uncollected() -> Iterator[None]:
    """Within, nothing looks for cycles: there are a million tuples and no cycle, and looking takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_due(ctx: Context) -> bool:
    """Whether rosters have been adopted or taken back since the last working out, or it is not written to its end.

    Or decisions have been taken or undone, and no more come in.
    """
    adopted = visible_to(ctx, BEGIN, Roster).filter(state=RosterState.ADOPTED, kind__in=list(COMPARED))
    rosters, last = list(adopted), latest(ctx)
    if last is None:
        return bool(rosters)
    if not last.is_whole or last.of != digest(rosters):
        return True
    return last.decided != decisions(ctx) and are_settled(ctx)


def _left(ctx: Context, run: UUID) -> tuple[int, int] | None:
    """How many are written of how many; None once all are."""
    with transaction.atomic():
        row = visible_to(ctx, "golden.apply", WorkingOut).filter(pk=run).get()
        return None if row.is_whole else (row.applied, row.steps)
