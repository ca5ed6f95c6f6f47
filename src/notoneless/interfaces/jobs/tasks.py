"""The pieces of work. Each may be run at any time, twice, or not to its end: the next run takes it up."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from notoneless.casework.early_warning.selectors.due import POINTS, points_due
from notoneless.casework.early_warning.selectors.due import RECKON as FOLLOW_UP
from notoneless.casework.early_warning.selectors.due import is_due as follow_up_due
from notoneless.casework.early_warning.services import reckon, reckon_points
from notoneless.casework.early_warning.services.reckoning import gathered_before
from notoneless.casework.special_education.services import work_out_timetable
from notoneless.casework.special_education.services.timetables import asked_timetables, worked_out_before
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.models import EntryLink, Receipt
from notoneless.foundation.access.outbox import deliver_due
from notoneless.foundation.access.scope import reading_long, tell_database
from notoneless.foundation.attachments.services import sweep_orphans
from notoneless.foundation.audit.models import DayRoot
from notoneless.foundation.audit.services import seal_entries
from notoneless.foundation.field_book.selectors import waiting_events
from notoneless.interfaces.field_book.pages.entering import entered_or_kept
from notoneless.interfaces.frame.clock import IDS, now
from notoneless.interfaces.jobs.logs import told
from notoneless.interfaces.jobs.sending import sent
from notoneless.oversight.duties.selectors.due import RECKON, SEAL, months_to_seal
from notoneless.oversight.duties.selectors.due import is_due as reckoning_due
from notoneless.oversight.duties.selectors.worries import left_out
from notoneless.oversight.duties.services import reckon_duties, seal_month
from notoneless.oversight.duties.services.reckoning import reckoned_before
from notoneless.oversight.indicators.selectors import is_due as counting_due
from notoneless.oversight.indicators.services import COUNT, count_units, counted_before
from notoneless.oversight.reminders.selectors import message_of, to_send, to_write
from notoneless.oversight.reminders.services import begin_digest, settle_digest, write_digest
from notoneless.records.golden.services import is_due, work_out
from notoneless.records.schooling_elsewhere.selectors.knowing import lapsed_untold
from notoneless.records.schooling_elsewhere.services import lapse
from notoneless.records.schooling_elsewhere.services.lapsing import LAPSE

RECEIPTS_LAST = timedelta(days=90)
"""How long a request is known: a phone without signal may offer one again after weeks."""

RESULTS_LAST = timedelta(days=1)
"""How long is known what the worker did."""

TEMPORARY_LAST = timedelta(days=1)
"""How long something may lie in the folder for unfinished work."""

R = TypeVar("R")


class WorkFailed(Exception):
    """A piece of work failed: the kind of the error, without its words, which may hold what they should not."""


def _quietly(body: Callable[[], R]) -> Callable[[], R]:
    @wraps(body)
    def guarded() -> R:
        try:
            return body()
        except Exception as error:
            told("work failed", level="ERROR", work=body.__name__, error=error)
            failed = WorkFailed(type(error).__name__)
        raise failed

    return guarded


@task()
@_quietly
def deliver() -> int:
    """Deliver what is due of the outbox; how many deliveries were attempted."""
    return deliver_due(system_context(IDS, now()))


@task()
@_quietly
def seal() -> int:
    """Chain the entries of the audit; how many there were."""
    return seal_entries()


@task()
@_quietly
def children() -> bool:
    """Work the children out of the rosters, where these have changed or the last time was not the end; whether it was due."""
    ctx = system_context(IDS, now())
    with reading_long():
        due = is_due(ctx)
    if due:
        work_out(ctx, next(iter(ctx.units_for("golden.begin"))))
    return due


@task()
@_quietly
def counts() -> bool:
    """Count for all units soon after a day has begun, and after a comparison or a working out; whether it was due."""
    ctx = system_context(IDS, now())
    with reading_long():
        due = counting_due(ctx)
    if not due:
        return False
    with counted_before(ctx):
        count_units(ctx.with_request(IDS.new()), unit=next(iter(ctx.units_for(COUNT))))
    return True


@task()
@_quietly
def duties() -> bool:
    """Reckon duties soon after a day has begun, and after what they are judged by has changed; whether it was due.

    Months that are over for long enough are sealed as they were just reckoned.
    """
    ctx = system_context(IDS, now())
    with reading_long():
        due = reckoning_due(ctx)
    if not due:
        return False
    with reckoned_before(ctx):
        reckon_duties(ctx.with_request(IDS.new()), unit=next(iter(ctx.units_for(RECKON))))
    with reading_long():
        tell_database(ctx)
        for each in left_out(ctx):
            told("plan left out", level="ERROR", unit=str(each.unit), plan=each.plan, code=each.why.code)
        months = list(months_to_seal(ctx))
    for month in months:
        seal_month(ctx.with_request(IDS.new()), unit=next(iter(ctx.units_for(SEAL))), month=month)
    return True


@task()
@_quietly
def follow_ups() -> bool:
    """Tell what stands for children soon after a day has begun, and after what tells it has changed; whether it was due."""
    ctx = system_context(IDS, now())
    with reading_long():
        due = follow_up_due(ctx)
    if not due:
        return False
    with gathered_before(ctx):
        reckon(ctx.with_request(IDS.new()), unit=next(iter(ctx.units_for(FOLLOW_UP))))
    return True


@task()
@_quietly
def concern() -> bool:
    """Reckon the points of concern once a week; whether it was due."""
    ctx = system_context(IDS, now())
    with reading_long():
        due = points_due(ctx)
    if due:
        reckon_points(ctx.with_request(IDS.new()), unit=next(iter(ctx.units_for(POINTS))))
    return due


@task()
@_quietly
def timetables() -> int:
    """Work out the timetable of home lessons that waits longest; how many waited. No lock is held while it searches.

    One at a time: a large one takes minutes, and other work has its turn between two.
    """
    ctx = system_context(IDS, now())
    with reading_long():
        tell_database(ctx)
        waiting = asked_timetables()
    for each in waiting[:1]:
        with worked_out_before(ctx, each):
            work_out_timetable(ctx.with_request(IDS.new()), home_timetable=each)
    return len(waiting)


@task()
@_quietly
def field_book() -> int:
    """Enter what phones handed in and a server that stopped did not get to; how many there were."""
    ctx = system_context(IDS, now())
    with reading_long():
        tell_database(ctx)
        waiting = waiting_events(ctx)
    for each in waiting:
        entered_or_kept(each)
    return len(waiting)


@task()
@_quietly
def reminders() -> int:
    """Write what channels are to be told now, and send what waits, at most as many as a minute may have; how many were sent.

    No transaction is open while a message is on its way: it is taken up before, and settled after.
    """
    ctx = system_context(IDS, now())
    with reading_long():
        tell_database(ctx)
        wanted = list(to_write(ctx))
    for channel, occasion in wanted:
        write_digest(ctx.with_request(IDS.new()), reminder_channel=channel, occasion=occasion)
    with reading_long():
        tell_database(ctx)
        waiting = to_send(ctx)
    return sum(_send(each) for each in waiting)


def _send(digest: UUID) -> bool:
    ctx = system_context(IDS, now())
    given = {"reminder_digest": digest}
    begin_digest(ctx.with_request(IDS.new()), **given)
    with reading_long():
        tell_database(ctx)
        address, text = message_of(digest)
    is_sent = sent(address, text)
    settle_digest(ctx.with_request(IDS.new()), **given, is_sent=is_sent)
    return is_sent


@task()
@_quietly
def elsewhere() -> bool:
    """Tell whose confirmation of schooling elsewhere has run out; whether there was anybody."""
    ctx = system_context(IDS, now())
    with reading_long():
        tell_database(ctx)
        due = bool(lapsed_untold(ctx.today))
    if due:
        lapse(ctx.with_request(IDS.new()), unit=next(iter(ctx.units_for(LAPSE))))
    return due


@task()
@_quietly
def root() -> int:
    """Chain what is left and write the last root of the day before into the log, which lies elsewhere; its number."""
    seal_entries()
    before = system_context(IDS, now()).today
    last = DayRoot.objects.filter(day__lt=before).order_by("-day").first()
    if last is None:
        return 0
    told("daily root", day=last.day.isoformat(), number=last.number, link=bytes(last.link).hex())
    return last.number


@task()
@_quietly
def sweep() -> dict[str, int]:
    """Remove what has had its time: receipts, first ways in, sessions, results of work, unfinished files; how many of each."""
    at = now()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return {
        "receipts": _deleted(Receipt.objects.filter(at__lt=at - RECEIPTS_LAST)),
        "links": _deleted(EntryLink.objects.filter(until__lt=at)),
        "results": _deleted(DBTaskResult.objects.filter(enqueued_at__lt=at - RESULTS_LAST)),
        "files": sweep_orphans(system_context(IDS, at)),
        "unfinished": _sweep_unfinished((at - TEMPORARY_LAST).timestamp()),
    }


def _deleted(rows: models.QuerySet[models.Model]) -> int:
    return rows.delete()[0]


def _sweep_unfinished(older_than: float) -> int:
    """Remove what killed commands left in the home."""
    home = Path(settings.HOME)
    left = [path for path in (*(home / "tmp").glob("*"), *home.glob(".restore.*")) if path.stat().st_mtime < older_than]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(left)
