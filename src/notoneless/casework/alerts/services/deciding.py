"""What is decided on alerts. Every one ends: accepted into a case, or refused with a reason; the sender's state follows."""

from uuid import UUID

from notoneless.casework.alerts.models import Alert, AlertStep
from notoneless.casework.alerts.rules.kinds import OPEN, RECEIVING, AlertMove, AlertRefusal, AlertState
from notoneless.casework.alerts.rules.settings import FIND, PLAN, due_on
from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN as OPEN_CASES
from notoneless.casework.cases.services import suspect
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import Child
from notoneless.foundation.plans.selectors import settings
from notoneless.kernel.problems import Problem


@action("alert.take_up", words="开始核实线索", english="Begin to look into an alert")
def take_up(ctx: Context, *, alert: Alert) -> None:
    """Say that somebody is looking into an alert. Raises Refused for one that is not new."""
    if alert.state != AlertState.RECEIVED:
        raise Refused(Problem("alerts.taken_up_already"))
    alert.state = AlertState.LOOKING
    alert.save(update_fields=["state"])
    _enter(ctx, alert, AlertMove.TAKE_UP)


@action("alert.seek", words="受理线索、查找孩子", english="Accept an alert whose child is still to be found")
def seek(ctx: Context, *, alert: Alert, note: Passage) -> None:
    """Take an alert seriously of which nobody knows yet whom it is about: it stays open, with more time, until it is known."""
    _expect_open(alert)
    if alert.state == AlertState.SOUGHT:
        raise Refused(Problem("alerts.sought_already"))
    alert.state, alert.due_on = AlertState.SOUGHT, due_on(settings(PLAN, ctx.today), FIND, ctx.today)
    alert.save(update_fields=["state", "due_on"])
    _enter(ctx, alert, AlertMove.SEEK, note)


@action("alert.accept", words="受理线索", english="Accept an alert")
def accept(ctx: Context, *, alert: Alert, child: Child, note: Passage) -> UUID:
    """Say which child an alert is about, and what looking into it has shown; the case, opened, reopened or joined."""
    _expect_open(alert)
    case = Case._base_manager.filter(child=child).first()
    if case is not None and case.state in OPEN_CASES:
        opened = case.pk
    else:
        opening = {"child": child, "finding": None, "answer": None, "seen": note, "on": None}
        opened = suspect(ctx.within("suspect"), **opening)
    alert.case_id = opened
    alert.state, alert.child, alert.decided_on, alert.twin = AlertState.ACCEPTED, child, ctx.today, None
    alert.save(update_fields=["state", "child", "case", "decided_on", "twin"])
    _enter(ctx, alert, AlertMove.ACCEPT, note)
    return opened


@action("alert.refuse", words="不予受理线索", english="Refuse an alert")
def refuse(ctx: Context, *, alert: Alert, refusal: AlertRefusal, note: Passage) -> None:
    """End an alert without a case: a reason that the sender reads, and what was found, which the sender does not."""
    _expect_open(alert)
    alert.state, alert.refusal, alert.decided_on, alert.twin = AlertState.REFUSED, refusal, ctx.today, None
    alert.save(update_fields=["state", "refusal", "decided_on", "twin"])
    _enter(ctx, alert, AlertMove.REFUSE, note)


@action("alert.forward", words="转办线索", english="Forward an alert")
def forward(ctx: Context, *, alert: Alert, unit: Unit, note: Passage | None) -> None:
    """Give an alert to another unit in reach, due on the same day. Raises Unusable for one where nobody decides."""
    _expect_open(alert)
    if UnitKind(unit.kind) not in RECEIVING:
        raise Unusable(Problem("alerts.nobody_decides", {"unit": unit.name}))
    if alert.unit_id == unit.pk:
        raise Refused(Problem("alerts.there_already", {"unit": unit.name}))
    alert.unit, alert.twin = unit, None
    alert.save(update_fields=["unit", "twin"])
    _enter(ctx, alert, AlertMove.FORWARD, note or "", unit)


@action("alert.answer", words="答复线索提供人", english="Say that the sender of an alert was answered")
def answer(ctx: Context, *, alert: Alert, note: Passage | None) -> None:
    """Say that the sender was told what became of the alert. Raises Refused before it is decided, and without a contact."""
    if alert.decided_on is None:
        raise Refused(Problem("alerts.not_decided"))
    if not alert.has_contact:
        raise Refused(Problem("alerts.no_contact"))
    if alert.answered_on is not None:
        raise Refused(Problem("alerts.answered_already"))
    alert.answered_on = ctx.today
    alert.save(update_fields=["answered_on"])
    _enter(ctx, alert, AlertMove.ANSWER, note or "")


def _expect_open(alert: Alert) -> None:
    if alert.state not in OPEN:
        raise Refused(Problem("alerts.decided_already"))


def _enter(ctx: Context, alert: Alert, move: AlertMove, note: str = "", unit: Unit | None = None) -> None:
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    row = AlertStep(id=ctx.ids.new(), alert=alert, move=move, on=ctx.today, unit=unit, note=note)
    row.by_id, row.at = ctx.actor, ctx.at
    row.save(force_insert=True)
