"""Lists of alerts in reach: how each row stands, and whom to answer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.alerts.models import Alert, AlertList, AlertListRow
from notoneless.casework.alerts.rules.kinds import OPEN
from notoneless.casework.alerts.selectors import READ_ALERT
from notoneless.casework.alerts.selectors.lists import AlertLine, alert_lines
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to

ANSWER = "alert.answer"


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list, and its rows that are in reach by their numbers. `elsewhere`: how many were forwarded out of reach."""

    id: UUID
    unit: str
    source: str
    received_on: date
    count: int
    rows: tuple[tuple[int, AlertLine], ...]
    elsewhere: int
    decided: int
    to_answer: int


def open_list(ctx: Context, alert_list: UUID) -> ListPage:
    """A list in reach; opening it leaves an entry. Raises NotFound out of reach."""
    found = visible_to(ctx, READ_ALERT, AlertList).select_related("unit").filter(pk=alert_list).first()
    if found is None:
        raise NotFound
    numbers = visible_to(ctx, READ_ALERT, AlertListRow).filter(alert_list=found).order_by("number")
    pairs = list(numbers.values_list("number", "alert_id"))
    alerts = visible_to(ctx, READ_ALERT, Alert).filter(pk__in={alert for _, alert in pairs}).select_related("unit")
    lines = {line.id: line for line in alert_lines(ctx, alerts)}
    opened_row(ctx, READ_ALERT, found)
    return ListPage(
        id=found.pk,
        unit=found.unit.name,
        source=found.source,
        received_on=found.received_on,
        count=found.rows,
        rows=tuple((number, lines[alert]) for number, alert in pairs if alert in lines),
        elsewhere=sum(alert not in lines for _, alert in pairs),
        decided=sum(lines[alert].state not in OPEN for _, alert in pairs if alert in lines),
        to_answer=sum(line.to_answer for line in lines.values()),
    )


def to_answer(ctx: Context, alert_list: UUID) -> tuple[UUID, ...]:
    """The decided alerts of a list whose sender waits for an answer. Raises NotFound for a list out of reach."""
    if not visible_to(ctx, ANSWER, AlertList).filter(pk=alert_list).exists():
        raise NotFound
    of_list = visible_to(ctx, ANSWER, AlertListRow).filter(alert_list_id=alert_list).values("alert_id")
    rows = visible_to(ctx, ANSWER, Alert).filter(pk__in=of_list, wants_answer=True, has_contact=True)
    rows = rows.filter(answered_on__isnull=True).exclude(state__in=OPEN)
    return tuple(rows.order_by("received_at", "id").values_list("pk", flat=True))
