"""What was worked out is written, some children at a time, each time in a transaction with its own entry."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem
from notoneless.records.golden.events import ChildrenWorkedOut
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.rules.differing import Kind, Step, steps
from notoneless.records.golden.services.changing import change_children
from notoneless.records.golden.services.entering import enter_children
from notoneless.records.golden.services.keeping import children_of
from notoneless.records.golden.services.removing import remove_children

Numbers = Mapping[str, str]

_READ: ContextVar[dict[UUID, tuple[Sequence[Step], Numbers]] | None] = ContextVar("read", default=None)
"""The steps of a working out that is being written, so that they are not worked out for each part anew."""


@action("golden.apply", words="写入推算出的儿童", english="Write the children worked out")
def apply_steps(ctx: Context, *, run: WorkingOut, most: int) -> None:
    """Write the next `most` children of a working out. Raises Unusable where a later one has taken over, or all is written."""
    after = Q(begun_at__gt=run.begun_at) | Q(begun_at=run.begun_at, id__gt=run.id)
    later = WorkingOut._base_manager.filter(after, unit_id=run.unit_id).exists()
    if later or run.is_whole or most < 1:
        raise Unusable(Problem("golden.nothing_to_write"))
    whole, losing = _steps_of(run)
    part = whole[run.applied : run.applied + most]
    _write(ctx, part, losing, _brought(run))
    run.applied += len(part)
    run.save(update_fields=["applied"])
    if run.is_whole:
        publish(ctx, ChildrenWorkedOut(unit=run.unit_id, run=run.id))


@contextmanager
def steps_kept(run: UUID, planned: Sequence[Step] = ()) -> Iterator[None]:
    """Within, the steps of a working out are read once; not at all where they are those just `planned`."""
    mark = _READ.set({run: (planned, _losing(planned))} if planned else {})
    try:
        yield
    finally:
        _READ.reset(mark)


def _steps_of(run: WorkingOut) -> tuple[Sequence[Step], Numbers]:
    """All steps, and which numbers some child has and shall have no longer."""
    read = _READ.get()
    if read is not None and run.id in read and len(read[run.id][0]) == run.steps:
        return read[run.id]
    whole = steps(children_of(run.image), children_of(run.state))
    found = whole, _losing(whole)
    if read is not None:
        read[run.id] = found
    return found


def _losing(whole: Sequence[Step]) -> Numbers:
    return {number: step.before.id for step in whole if step.before for number in _lost(step)}


def _brought(run: WorkingOut) -> int:
    """How many children rosters have brought until now: steps stand in the order of their kinds."""
    before, removed, changed = (int(run.counts[key]) for key in ("before", Kind.REMOVE, Kind.CHANGE))
    return before - min(run.applied, removed) + max(0, run.applied - removed - changed)


def _lost(step: Step) -> set[str]:
    before, after = (
        {side.facts.id_number, side.facts.student_number} if side else set() for side in (step.before, step.after)
    )
    return before - after - {""}


def _write(ctx: Context, part: Sequence[Step], losing: Numbers, brought: int) -> None:
    by_kind: dict[Kind, list[Step]] = {kind: [] for kind in Kind}
    for step in part:
        by_kind[step.kind].append(step)
    remove_children(ctx, [step.before for step in by_kind[Kind.REMOVE] if step.before])
    change_children(
        ctx, [(step.before, step.after) for step in by_kind[Kind.CHANGE] if step.before and step.after], losing
    )
    others = brought - len(by_kind[Kind.REMOVE]) != Child._base_manager.count()
    enter_children(ctx, [step.after for step in by_kind[Kind.ENTER] if step.after], others=others)
