"""A working out begins: what there is to write is kept, and nothing of it is written yet."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.services import keep
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.rules.differing import Kind
from notoneless.records.golden.services.keeping import packed


@action("golden.begin", words="由花名册推算儿童", english="Work the children out of the rosters")
def begin_working_out(ctx: Context, *, unit: Unit) -> UUID:
    """Work out what children the rosters in force and the decisions speak of; `golden.apply` writes it. `unit`: the county.

    One that was begun before and not written to its end is left where it is: this one goes on from there. Raises Unusable
    where no roster counts, or they cannot be compared.
    """
    # the engine is heavy: only who works children out loads it
    from notoneless.records.golden.services.planning import plan_for

    if unit.kind != UnitKind.COUNTY:
        raise Unusable(Problem("golden.county_only", {"unit": unit.name}))
    before = WorkingOut._base_manager.filter(unit=unit).order_by("-begun_at", "-id")
    last = before.select_for_update().first()
    try:
        plan = plan_for(ctx, unit)
    except NotonelessError as error:
        raise Unusable(error.told) from error
    if plan is None:
        raise Unusable(Problem("golden.no_rosters"))
    if last is not None and last.is_whole and not plan.steps and (last.of, last.decided) == (plan.of, plan.decided):
        return last.id
    counts = {"before": len(plan.image)} | dict.fromkeys(map(str, Kind), 0)
    for step in plan.steps:
        counts[step.kind] += 1
    run = WorkingOut(id=ctx.ids.new(), unit=unit, until_on=plan.until_on, of=plan.of, decided=plan.decided)
    run.begun_at = ctx.at
    run.begun_by = ctx.actor  # type: ignore[assignment]  # an action has an actor
    run.image = plan.kept or keep(ctx, unit, "parquet", packed(plan.image))
    run.state = keep(ctx, unit, "parquet", packed(plan.state))
    run.steps, run.applied, run.counts = len(plan.steps), 0, counts
    run.save(force_insert=True)
    return run.id
