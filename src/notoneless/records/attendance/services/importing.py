"""A register that was filled in as a table: all its sessions, or none."""

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.selectors.classes import asked_and_skipped
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.sheets import IMPORT, plan_of
from notoneless.records.attendance.services.recording import Reported, write_report


@action("attendance.import_register", words="导入到校登记表", english="Import a register of attendance")
def import_register(ctx: Context, *, unit: Unit, attachment: Attachment) -> None:
    """Report the sessions of an uploaded register of a class. Raises Unusable for a fault in it, or nothing to report."""
    if unit.kind != UnitKind.CLASS:
        raise Unusable(Problem("arrivals.no_class"))
    plan = plan_of(ctx, unit, attachment.pk)
    if plan.faults:
        raise Unusable(Problem("arrivals.sheet_faulty", {"count": len(plan.faults)}))
    if not plan.reports:
        if plan.same:
            return
        raise Unusable(Problem("arrivals.sheet_empty"))
    numbers = attendance_numbers(ctx.today)
    for each in sorted(plan.reports, key=lambda one: (one.on, numbers.order(one.session))):
        session = numbers.session(each.session)
        asked, _ = asked_and_skipped(ctx, IMPORT, unit.pk, each.on)
        if session is not None:
            write_report(ctx, Reported(unit, each.on, session, asked, each.noted, numbers))
