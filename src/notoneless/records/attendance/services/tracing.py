"""Tracing an absence: where the pupil was found to be."""

from typing import Any
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.events import AbsenceTraced
from notoneless.records.attendance.models import AbsenceTrace, AttendanceMark
from notoneless.records.attendance.rules.kinds import AWAY, TracedTo


@action("attendance.trace", words="登记缺课学生去向", english="Say where an absent pupil was found to be")
def trace(ctx: Context, *, mark: AttendanceMark, traced_to: TracedTo, note: Line | None) -> UUID:
    """Say where a pupil is who was marked as away; what is found out later is another. `note` is sealed.

    Raises Refused for a pupil who was there, or whose mark was corrected since.
    """
    if mark.kind not in AWAY:
        raise Refused(Problem("arrivals.trace_present"))
    if not mark.is_current:
        raise Refused(Problem("arrivals.corrected_already"))
    by: dict[str, Any] = {"by_id": ctx.actor, "at": ctx.at}
    row = AbsenceTrace(
        id=ctx.ids.new(),
        child_id=mark.child_id,
        unit_id=mark.unit_id,
        also_unit_id=mark.also_unit_id,
        on=mark.on,
        traced_to=traced_to,
        note=Plain(note) if note else None,
        traced_on=ctx.today,
        **by,
    )
    row.save(force_insert=True)
    publish(ctx, AbsenceTraced(child=mark.child_id, unit=mark.unit_id, on=mark.on))
    return row.pk
