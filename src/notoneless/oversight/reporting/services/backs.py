"""A school reports upwards who is back, each of those above receives it; suspected pupils are checked together."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.models import BackReceipt, BackReport, JointCheck
from notoneless.oversight.reporting.rules.checking import JOINT_WITHIN, CheckResult, why_no_check
from notoneless.oversight.reporting.rules.delays import SAME_DAY
from notoneless.oversight.reporting.rules.receivers import BY_KIND, Receiver
from notoneless.oversight.reporting.selectors.backs import RECEIVE_BACK, returned_on
from notoneless.oversight.reporting.selectors.dropouts import receivers_of
from notoneless.oversight.reporting.selectors.due import DueDays
from notoneless.oversight.reporting.services.telling import taught_case


@action("back_report.send", words="上报学生返校", english="Report a pupil's return to school upwards")
def send_back_report(ctx: Context, *, case: Case, note: Line | None) -> UUID:
    """Report to township, villagers' committee and bureau that a pupil is back; the report. The day is what records say.

    Raises Refused where nothing says that the pupil is back, or this run of the case is reported already.
    """
    opening, _, school = taught_case(ctx, case)
    back_on = returned_on([case], ctx.today).get(case.pk)
    if back_on is None:
        raise Refused(Problem("reporting.not_back"))
    if BackReport._base_manager.filter(opening=opening.id).exists():
        raise Refused(Problem("reporting.back_sent_already"))
    row = BackReport(id=ctx.ids.new(), child_id=case.child_id, opening=opening.id, school=school, back_on=back_on)
    row.note, row.sent_on = note or "", ctx.today
    row.due_on = DueDays([school.pk], [back_on]).of(SAME_DAY, school.pk, back_on)
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("back_report.receive", words="签收返校上报", english="Receive a report of a return to school")
def receive_back_report(ctx: Context, *, back_report: BackReport, unit: Unit) -> UUID:
    """Say that a unit to which a report of a return went has received it; the receipt. Raises Refused where that is done,
    Unusable for a unit to which it did not go, or that is not one's own.
    """
    kind = BY_KIND.get(unit.kind)
    goes_to = receivers_of(ctx.today, [back_report])[back_report.pk]
    if kind is None or unit.pk not in goes_to or unit.pk not in ctx.units_for(RECEIVE_BACK):
        raise Unusable(Problem("reporting.not_for_unit", {"unit": unit.name}))
    if visible_to(ctx, RECEIVE_BACK, BackReceipt).filter(back_report=back_report, kind=kind).exists():
        raise Refused(Problem("reporting.received_already", {"unit": unit.name}))
    row = BackReceipt(id=ctx.ids.new(), child_id=back_report.child_id, back_report=back_report, kind=kind)
    row.receiver, row.received_on = unit, ctx.today
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("joint_check.record", words="登记共同核查", english="Record a joint check of a suspected dropout")
def record_joint_check(
    ctx: Context,
    *,
    case: Case,
    on: date,
    school_people: Line,
    township_people: Line,
    village_people: Line,
    result: CheckResult,
) -> UUID:
    """Record that school, township and village looked together for a pupil with an open case: who of each, and what they found.

    Raises Refused where nothing is open, or for a day to come or before the case; Unusable where somebody of one is missing.
    """
    opening, _, school = taught_case(ctx, case)
    if case.state not in OPEN:
        raise Refused(Problem("reporting.nothing_to_check"))
    wrong = why_no_check(on, opening.on, ctx.today)
    if wrong:
        raise Unusable(wrong)
    row = JointCheck(id=ctx.ids.new(), child_id=case.child_id, opening=opening.id, school=school, result=result)
    units = {kind: unit for unit, (kind, _) in receivers_of(ctx.today, [row])[row.pk].items()}
    row.township_id, row.village_id = units.get(Receiver.TOWNSHIP), units.get(Receiver.VILLAGE)
    row.school_people, row.township_people, row.village_people = school_people, township_people, village_people
    row.checked_on = on
    row.due_on = DueDays([school.pk], [opening.on]).of(JOINT_WITHIN, school.pk, opening.on)
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk
