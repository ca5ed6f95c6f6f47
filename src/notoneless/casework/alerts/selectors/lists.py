"""Alerts in reach: what is open and by when, which may be about one child, one alert with what was done to it, links."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from notoneless.casework.alerts.models import Alert, AlertLink, AlertListRow, AlertStep
from notoneless.casework.alerts.rules.kinds import OPEN, RECEIVING, AlertState
from notoneless.casework.alerts.selectors import READ_ALERT
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.people.dossier import DossierLine
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.selectors import READ
from notoneless.kernel.problems import Problem

PAGE = 200
MINE, BENEATH, DECIDED = "mine", "beneath", "decided"
GROUPS = (MINE, BENEATH, DECIDED)
"""What a list shows: the open alerts of one's own units, those of units beneath, what was decided."""

MOST_UNITS = 400


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert in a list, which names nobody. `alike`: how many open alerts in reach have a name that sounds the same."""

    id: UUID
    unit: str
    source: str
    state: str
    refusal: str
    age: int | None
    place: str
    received_on: date
    due_on: date
    days: int
    is_overdue: bool
    to_answer: bool
    alike: int


@dataclass(frozen=True, slots=True)
class AlertCounts:
    """How many alerts wait: open ones of one's own units, overdue ones among them, overdue beneath, senders to answer."""

    mine: int
    overdue: int
    beneath_overdue: int
    to_answer: int
    first_due: date | None


@dataclass(frozen=True, slots=True)
class AlertMoveLine:
    """One thing that was done to an alert."""

    move: str
    on: date
    by: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One alert without what it says: that is opened apart. `alike`: open alerts that may be about the same child.

    `lists`: the lists in reach that it is a row of, each with its number there.
    """

    line: AlertLine
    row: Alert
    child_name: str
    moves: tuple[AlertMoveLine, ...]
    alike: tuple[AlertLine, ...]
    lists: tuple[tuple[UUID, int], ...]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link, and how many alerts came by it."""

    id: UUID
    token: str
    name: str
    unit: str
    made_on: date
    ended_on: date | None
    alerts: int


def list_alerts(ctx: Context, group: str = MINE) -> tuple[AlertLine, ...]:
    """The alerts of a group, those due first before others, those about one child together. The list leaves an entry."""
    rows = visible_to(ctx, READ_ALERT, Alert).select_related("unit")
    mine = Q(unit_id__in=ctx.units_for(READ_ALERT))
    if group == DECIDED:
        found = list(rows.exclude(state__in=OPEN).order_by("-decided_on", "-received_at")[:PAGE])
    else:
        own = rows.filter(mine) if group == MINE else rows.exclude(mine)
        found = list(own.filter(state__in=OPEN).order_by("due_on", "received_at", "id")[:PAGE])
    listed(ctx, READ_ALERT, [row.pk for row in found], {"group": group})
    return tuple(alert_lines(ctx, _together(found)))


def _together(rows: Sequence[Alert]) -> list[Alert]:
    """The rows in their order, but each followed at once by those whose name sounds the same."""
    by_sound: dict[bytes, list[Alert]] = defaultdict(list)
    for row in rows:
        by_sound[_sound(row)].append(row)
    return [each for first in dict.fromkeys(map(_sound, rows)) for each in by_sound[first]]


def _sound(row: Alert) -> bytes:
    return bytes(row.sound_index) if row.sound_index is not None else row.pk.bytes


def alert_lines(ctx: Context, rows: Iterable[Alert]) -> list[AlertLine]:
    """Alerts in reach as lines, which name nobody."""
    rows = list(rows)
    keys = [row.sound_index for row in rows if row.sound_index is not None and row.state in OPEN]
    among = visible_to(ctx, READ_ALERT, Alert).filter(state__in=OPEN, sound_index__in=keys)
    alike = Counter(bytes(each) for each in among.values_list("sound_index", flat=True))
    return [_line(ctx, row, max(alike[_sound(row)] - 1, 0)) for row in rows]


def _line(ctx: Context, row: Alert, alike: int) -> AlertLine:
    is_open = row.state in OPEN
    return AlertLine(
        id=row.pk,
        unit=row.unit.name,
        source=row.source,
        state=row.state,
        refusal=row.refusal,
        age=row.age,
        place=row.place,
        received_on=row.received_on,
        due_on=row.due_on,
        days=((row.decided_on or ctx.today) - row.received_on).days,
        is_overdue=is_open and row.due_on < ctx.today,
        to_answer=not is_open and row.wants_answer and row.has_contact and row.answered_on is None,
        alike=alike if is_open else 0,
    )


def count_alerts(ctx: Context) -> AlertCounts:
    """What waits for whoever looks, with one question. Numbers name nobody: nothing is recorded."""
    units = sorted(ctx.units_for(READ_ALERT))
    counted = _counted(sight(ctx, READ_ALERT, Alert), units, ctx.today) if units else []
    return AlertCounts(
        mine=sum(count for is_mine, _, waits, _, count in counted if is_mine and waits),
        overdue=sum(count for is_mine, is_late, _, _, count in counted if is_mine and is_late),
        beneath_overdue=sum(count for is_mine, is_late, _, _, count in counted if not is_mine and is_late),
        to_answer=sum(count for is_mine, _, waits, _, count in counted if is_mine and not waits),
        first_due=min((due for is_mine, _, waits, due, _ in counted if is_mine and waits), default=None),
    )


@prepared
def _counted(seen: Sight, units: Sequence[UUID], day: date) -> QuerySet[Alert, Any]:
    mine, is_open = Q(unit_id__in=units), Q(state__in=OPEN)
    late = is_open & Q(due_on__lt=day)
    unanswered = ~is_open & Q(wants_answer=True, has_contact=True, answered_on__isnull=True)
    rows = seen.of(Alert).filter(is_open | unanswered).order_by()
    asked = rows.annotate(is_mine=_is(mine), is_late=_is(late), waits=_is(is_open))
    return asked.values_list("is_mine", "is_late", "waits", "due_on").annotate(count=Count("pk"))


def _is(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def alert_in_reach(ctx: Context, alert: UUID, code: str = READ_ALERT) -> Alert:
    """An alert on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Alert).select_related("unit").filter(pk=alert).first()
    if row is None:
        raise NotFound
    return row


def open_alert(ctx: Context, alert: UUID) -> AlertPage:
    """One alert, what was done to it, and which others may be about the same child. Opening it leaves an entry."""
    row = alert_in_reach(ctx, alert)
    steps = visible_to(ctx, READ_ALERT, AlertStep).filter(alert=row).select_related("by", "unit").order_by("at", "id")
    others: QuerySet[Alert] = visible_to(ctx, READ_ALERT, Alert).none()
    if row.sound_index is not None:
        others = visible_to(ctx, READ_ALERT, Alert).filter(sound_index=row.sound_index, state__in=OPEN)
        others = others.exclude(pk=row.pk).select_related("unit").order_by("received_at", "id")[:PAGE]
    alike = tuple(_line(ctx, each, 0) for each in others)
    name = ""
    if row.child_id is not None:
        name = visible_to(ctx, READ, Child).filter(pk=row.child_id).values_list("name", flat=True).first() or ""
    opened_row(ctx, READ_ALERT, row)
    moves = tuple(
        AlertMoveLine(each.move, each.on, each.by.name, each.unit.name if each.unit else "", each.note)
        for each in steps
    )
    of_lists = visible_to(ctx, READ_ALERT, AlertListRow).filter(alert=row).order_by("alert_list__received_at", "number")
    lists = tuple(of_lists.values_list("alert_list_id", "number"))
    return AlertPage(_line(ctx, row, len(alike)), row, name, moves, alike, lists)


def units_to_choose(ctx: Context, code: str) -> tuple[tuple[UUID, str], ...]:
    """The units where alerts are decided, on which `code` may be done, the widest first."""
    rows = visible_to(ctx, code, Unit).filter(kind__in=RECEIVING, until_on__isnull=True)
    kinds = {kind: number for number, kind in enumerate(("county", "township", "school"))}
    found = sorted(rows.order_by("sort_key", "id")[:MOST_UNITS], key=lambda each: kinds[each.kind])
    return tuple((each.pk, each.name) for each in found)


def list_links(ctx: Context) -> tuple[LinkLine, ...]:
    """The links in reach, those that are good first. They name nobody: nothing is recorded."""
    rows = visible_to(ctx, READ_ALERT, AlertLink).select_related("unit")
    rows = rows.order_by(F("ended_on").desc(nulls_first=True), "-made_on", "-id")[:PAGE]
    told = visible_to(ctx, READ_ALERT, Alert).filter(link_id__in=[row.pk for row in rows])
    counts = dict(told.order_by().values_list("link_id").annotate(count=Count("pk")))
    return tuple(
        LinkLine(row.pk, row.token, row.name, row.unit.name, row.made_on, row.ended_on, counts.get(row.pk, 0))
        for row in rows
    )


def link_in_reach(ctx: Context, link: UUID) -> LinkLine:
    """One link, to print it. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_ALERT, AlertLink).select_related("unit").filter(pk=link).first()
    if row is None:
        raise NotFound
    return LinkLine(row.pk, row.token, row.name, row.unit.name, row.made_on, row.ended_on, 0)


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """What alerts in reach were accepted about a child."""
    rows = visible_to(ctx, READ_ALERT, Alert).filter(child_id=child, state=AlertState.ACCEPTED)
    return [
        DossierLine(row.received_on, Problem("alerts.dossier", {"source": Problem(f"alerts.source_{row.source}")}))
        for row in rows.order_by("received_on", "id")
    ]
