"""The clock: whoever holds its lease puts what is due on the worker's list."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from notoneless.interfaces.jobs import tasks
from notoneless.interfaces.jobs.models import Lease, Schedule

CLOCK = "clock"
"""The name of the one lease there is."""

LASTS = timedelta(seconds=30)
"""How long a holder that is not seen any more keeps the clock."""

PERIODS: Mapping[str, timedelta] = {
    "deliver": timedelta(seconds=5),
    "seal": timedelta(minutes=1),
    "field_book": timedelta(minutes=1),
    "timetables": timedelta(seconds=20),
    "children": timedelta(minutes=1),
    "duties": timedelta(minutes=1),
    "follow_ups": timedelta(minutes=5),
    "concern": timedelta(hours=1),
    "reminders": timedelta(minutes=1),
    "elsewhere": timedelta(hours=1),
    "sweep": timedelta(hours=1),
    "counts": timedelta(hours=1),
    "root": timedelta(days=1),
}
"""How often each piece of work is due."""


def tick(holder: str, at: datetime) -> list[str] | None:
    """Put what is due on the list, in one transaction with the lease; its names. None where another holds the clock."""
    with transaction.atomic():
        if not take(holder, at):
            return None
        return [name for name in PERIODS if _put_on_list(name, at)]


@transaction.atomic
def take(holder: str, at: datetime) -> bool:
    """Hold the clock from now on, or go on holding it; False while another does.

    A lease that reaches further than any can is from a wrong clock and holds nothing.
    """
    Lease.objects.get_or_create(name=CLOCK, defaults={"holder": "", "until": at})
    lease = Lease.objects.select_for_update().get(name=CLOCK)
    if lease.holder not in ("", holder) and at < lease.until <= at + LASTS:
        return False
    lease.holder, lease.until = holder, at + LASTS
    lease.save(update_fields=["holder", "until"])
    return True


@transaction.atomic
def let_go(holder: str) -> None:
    """Hold the clock no longer, so that another can have it at once."""
    Lease.objects.select_for_update().filter(name=CLOCK, holder=holder).update(holder="")


def is_held(at: datetime) -> bool:
    """Whether somebody holds the clock. A lease that reaches further than any can is from a wrong clock."""
    return Lease.objects.filter(name=CLOCK, until__gt=at, until__lte=at + LASTS).exclude(holder="").exists()


def let_all_go() -> None:
    """Nobody holds the clock of a database that was just put back, whoever held it when the backup was made."""
    if Lease._meta.db_table in connection.introspection.table_names():
        Lease.objects.update(holder="")


def _put_on_list(name: str, at: datetime) -> bool:
    """Put one piece of work on the list if it is due and not there already."""
    period = PERIODS[name]
    due, is_new = Schedule.objects.get_or_create(name=name, defaults={"next_at": at + period})
    if not is_new:
        if at < due.next_at <= at + period:
            return False
        due.next_at = at + period
        due.save(update_fields=["next_at"])
    work: Task[Any, Any] = getattr(tasks, name)
    if DBTaskResult.objects.ready().filter(task_path=work.module_path).exists():
        return False
    work.enqueue()
    return True
