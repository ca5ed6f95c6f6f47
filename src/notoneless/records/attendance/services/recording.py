"""Writing a report with its marks at once, and telling who is missing and who has come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.sealing.models import Plain
from notoneless.records.attendance.events import AbsenceFound, ChildArrived
from notoneless.records.attendance.models import AbsenceTrace, ArrivalReport, AttendanceMark
from notoneless.records.attendance.rules.kinds import AWAY, TracedTo
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Session
from notoneless.records.attendance.rules.reporting import Noted, away, counted, packed, unpacked
from notoneless.records.attendance.selectors.facts import absent_days, present_days
from notoneless.records.attendance.services.returning import close_leaves, let_leaves_go_on

LOOKED_BACK = timedelta(days=60)
"""How far back the absence of a pupil who is new in a class is looked for."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A report to write: whom it asked about and what it noted; `former`, `why`: what it corrects, and why."""

    unit: Unit
    on: date
    session: Session
    asked: Sequence[UUID]
    noted: Sequence[Noted]
    numbers: AttendanceParameters
    former: ArrivalReport | None = None
    why: str = ""

    @property
    def seen(self) -> set[UUID]:
        """Who was there."""
        return set(self.asked) - away(self.noted)


def write_report(ctx: Context, told: Reported) -> UUID:
    """Write a report and its marks; what follows of it happens in the same transaction. The report."""
    # who is marked as away for the first time of the day cannot have been missed before
    missed_before = _missed(told) if told.former is not None or len(told.numbers.sessions) > 1 else set()
    before = _before(told)
    if told.former is not None:
        told.former.is_current = False
        told.former.save(update_fields=["is_current"])
        AttendanceMark._base_manager.filter(report=told.former).update(is_current=False)
    row = _row(ctx, told)
    row.save(force_insert=True)
    homes = homes_of([each.child for each in told.noted], told.on)
    AttendanceMark.objects.bulk_create(_marks(ctx, row, told, homes))
    if told.former is not None:
        gone = away(told.noted) - _away_in(told.former).keys()
        let_leaves_go_on(ctx, gone, told.on, told.why)
        _not_back(ctx, gone, told.on)
    # of who was seen already a correction says nothing new: that leave came later
    back = close_leaves(ctx, told.seen if told.former is None else told.seen & before.keys(), told.on)
    for child in sorted(_missed(told) - missed_before):
        publish(ctx, AbsenceFound(child=child, unit=told.unit.pk, on=told.on))
    arrived = _arrived(told, before)
    for child in sorted(arrived):
        _traced(ctx, told, child, row)
    # who comes back from leave of which no report told is told of too: somebody may be asked to look for that pupil
    for child in sorted(arrived | back):
        publish(ctx, ChildArrived(child=child, unit=told.unit.pk, on=told.on))
    return row.pk


def _row(ctx: Context, told: Reported) -> ArrivalReport:
    now = ctx.at.astimezone(CHINA)
    former = told.former
    first_in_time = ctx.today == told.on and now.time() < told.session.closes
    by: dict[str, Any] = {"by_id": ctx.actor, "at": ctx.at}
    return ArrivalReport(
        id=ctx.ids.new(),
        unit=told.unit,
        on=told.on,
        session=told.session.key,
        asked=packed(told.asked),
        **counted(told.noted, len(told.asked)),
        # what is corrected later was reported when it was reported
        is_in_time=former.is_in_time if former is not None else first_in_time,
        corrects=former,
        why=told.why,
        **by,
    )


def homes_of(children: Sequence[UUID], on: date) -> dict[UUID, UUID]:
    """Where children live, as far as that is known."""
    if not children:
        return {}
    return dict(_at_home(children, on))


@prepared
def _at_home(children: Sequence[UUID], on: date) -> QuerySet[ChildUnit, tuple[UUID, UUID]]:
    rows = ChildUnit._base_manager.filter(in_force(on), child_id__in=children, track=Track.HOUSEHOLD)
    return rows.values_list("child_id", "unit_id")


def _marks(ctx: Context, row: ArrivalReport, told: Reported, homes: dict[UUID, UUID]) -> list[AttendanceMark]:
    known = {}
    if told.former is not None:
        known = {each.child_id: each for each in AttendanceMark._base_manager.filter(report=told.former)}
    return [_mark(ctx, row, each, homes.get(each.child), known.get(each.child)) for each in told.noted]


def _mark(
    ctx: Context, row: ArrivalReport, each: Noted, home: UUID | None, known: AttendanceMark | None
) -> AttendanceMark:
    is_same = known is not None and not each.note and (known.kind, known.reason) == (each.kind, each.reason)
    root = (known.same_as_id or known.pk) if known is not None and is_same else None
    return AttendanceMark(
        id=ctx.ids.new(),
        report=row,
        unit_id=row.unit_id,
        also_unit_id=home,
        child_id=each.child,
        on=row.on,
        session=row.session,
        kind=each.kind,
        reason=each.reason,
        note=Plain(each.note) if each.note else None,
        same_as_id=root,
    )


def _missed(told: Reported) -> set[UUID]:
    """Who of those noted as away misses the day without leave, as the registers stand now."""
    children = away(told.noted)
    if not children:
        return set()
    return {day.child for day in absent_days(told.on, told.on, children, numbers=told.numbers) if not day.excused}


# who is back


def _before(told: Reported) -> dict[UUID, tuple[date, UUID]]:
    """Whom the report before this one, or the one it corrects, did not see, with the day and the class."""
    if told.former is not None:
        return _away_in(told.former)
    order = told.numbers.order
    mine = (told.on, order(told.session.key))
    rows = _latest(told.unit.pk, told.on)
    last = next((each for each in rows if (each.on, order(each.session)) < mine), None)
    found = _away_in(last) if last is not None else {}
    newcomers = set(told.asked) - (set(unpacked(bytes(last.asked))) if last is not None else set())
    return found | _away_elsewhere(newcomers, told.on)


@prepared
def _latest(unit: UUID, on: date) -> QuerySet[ArrivalReport]:
    rows = ArrivalReport._base_manager.filter(unit_id=unit, is_current=True, on__lte=on)
    return rows.order_by("-on", "-at")[:8]


def _away_in(report: ArrivalReport) -> dict[UUID, tuple[date, UUID]]:
    if not report.absent + report.on_leave:
        return {}
    return dict.fromkeys(_away_by(report.pk), (report.on, report.unit_id))


@prepared
def _away_by(report: UUID) -> QuerySet[AttendanceMark, UUID]:
    return AttendanceMark._base_manager.filter(report_id=report, kind__in=AWAY).values_list("child_id", flat=True)


def _away_elsewhere(children: set[UUID], on: date) -> dict[UUID, tuple[date, UUID]]:
    """Of pupils whom this class has not been asked about: who was last noted as away somewhere."""
    if not children:
        return {}
    return {child: (day, unit) for child, day, unit in _last_away(children, on - LOOKED_BACK, on)}


@prepared
def _last_away(
    children: Collection[UUID], first: date, before: date
) -> QuerySet[AttendanceMark, tuple[UUID, date, UUID]]:
    rows = AttendanceMark._base_manager.filter(is_current=True, child_id__in=children, kind__in=AWAY)
    return rows.filter(on__lt=before, on__gte=first).order_by("on").values_list("child_id", "on", "unit_id")


def _arrived(told: Reported, before: dict[UUID, tuple[date, UUID]]) -> set[UUID]:
    """Who was away and is there now; by a correction only who is seen on that day at all."""
    back = told.seen & before.keys()
    if not back or told.former is None:
        return back
    rows = AttendanceMark._base_manager.filter(is_current=True, on__gt=told.on, child_id__in=back)
    # seen on a day since when the child has been missed again: the run that is open now does not end by it
    return back - set(rows.filter(kind__in=AWAY).values_list("child_id", flat=True))


def _not_back(ctx: Context, children: Collection[UUID], on: date) -> None:
    """Take back that pupils were back whom a wrong report saw and who were seen neither with it nor since."""
    rows = AbsenceTrace._base_manager.filter(is_current=True, report__isnull=False, report__on__lte=on)
    found = dict(rows.filter(child_id__in=children, on__lte=on).values_list("pk", "report__on")) if children else {}
    if not found:
        return
    seen = present_days(min(found.values()), ctx.today, children)
    for row in rows.filter(pk__in=found).order_by("pk"):
        if not any(day >= found[row.pk] for day in seen.get(row.child_id, ())):
            row.is_current = False
            row.save(update_fields=["is_current"])


def _traced(ctx: Context, told: Reported, child: UUID, report: ArrivalReport) -> None:
    """Who is back has been found: each day missed lately is traced of which nobody has said yet where the child was."""
    first = told.on - LOOKED_BACK
    rows = AttendanceMark._base_manager.filter(is_current=True, child_id=child, kind__in=AWAY)
    missed = {row.on: row for row in rows.filter(on__gte=first, on__lte=told.on).order_by("on", "id")}
    traced = AbsenceTrace._base_manager.filter(is_current=True, child_id=child, on__gte=first)
    for on in sorted(missed.keys() - set(traced.values_list("on", flat=True))):
        row = missed[on]
        given = {"unit_id": row.unit_id, "also_unit_id": row.also_unit_id, "by_id": ctx.actor, "at": ctx.at}
        AbsenceTrace.objects.create(
            id=ctx.ids.new(),
            child_id=child,
            on=on,
            traced_to=TracedTo.BACK,
            traced_on=ctx.today,
            report=report,
            **given,
        )
