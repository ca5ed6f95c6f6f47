"""A school reports a dropout or a suspected one to those above, once for each run of its case; each of them receives it."""

from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.events import DropoutReported
from notoneless.oversight.reporting.models import DropoutReceipt, DropoutReport
from notoneless.oversight.reporting.rules.delays import RECEIPTS, SAME_DAY
from notoneless.oversight.reporting.rules.receivers import BY_KIND
from notoneless.oversight.reporting.selectors.dropouts import RECEIVE_REPORT, receivers_of
from notoneless.oversight.reporting.selectors.due import DueDays
from notoneless.oversight.reporting.selectors.openings import NOTHING, destinations_of, missed_by
from notoneless.oversight.reporting.services.telling import taught_case


@action("dropout_report.send", words="上报辍学和疑似辍学", english="Report a dropout or suspected dropout upwards")
def send_dropout_report(ctx: Context, *, case: Case, note: Line | None) -> UUID:
    """Report a pupil of the school to the township government, the villagers' committee and the bureau, as case and register
    have it; the report. Raises Refused where this run of the case is reported already, Unusable for a pupil of no school here.
    """
    opening, _, school = taught_case(ctx, case)
    if DropoutReport._base_manager.filter(opening=opening.id).exists():
        raise Refused(Problem("reporting.sent_already"))
    by = DueDays([school.pk], [opening.on])
    due, receive_by = (by.of(key, school.pk, opening.on) for key in (SAME_DAY, RECEIPTS))
    missed = missed_by([case.child_id], ctx.today)
    where = destinations_of([case.child_id], missed).get(case.child_id, "")
    told = missed.get(case.child_id, NOTHING)
    row = DropoutReport(id=ctx.ids.new(), child_id=case.child_id, opening=opening.id, school=school)
    row.opened_on, row.entered_at = opening.on, opening.at
    row.state, row.kind, row.reason, row.destination, row.note = case.state, case.kind, case.reason, where, note or ""
    row.missed_since, row.missed_days = told.since, told.days
    row.sent_on, row.due_on, row.receive_by_on = ctx.today, due, receive_by
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    publish(ctx, DropoutReported(child=case.child_id))
    return row.pk


@action("dropout_report.receive", words="签收辍学上报", english="Receive a report of a dropout")
def receive_dropout_report(ctx: Context, *, dropout_report: DropoutReport, unit: Unit) -> UUID:
    """Say that a unit to which a report went has received it; the receipt. Raises Refused where it or another of its kind has
    done so, Unusable for a unit to which it did not go, or that is not one's own.
    """
    kind = BY_KIND.get(unit.kind)
    goes_to = receivers_of(ctx.today, [dropout_report])[dropout_report.pk]
    if kind is None or unit.pk not in goes_to or unit.pk not in ctx.units_for(RECEIVE_REPORT):
        raise Unusable(Problem("reporting.not_for_unit", {"unit": unit.name}))
    if visible_to(ctx, RECEIVE_REPORT, DropoutReceipt).filter(dropout_report=dropout_report, kind=kind).exists():
        raise Refused(Problem("reporting.received_already", {"unit": unit.name}))
    row = DropoutReceipt(id=ctx.ids.new(), child_id=dropout_report.child_id, dropout_report=dropout_report)
    row.kind, row.receiver, row.received_on = kind, unit, ctx.today
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk
