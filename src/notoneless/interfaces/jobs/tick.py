"""The tick: asks for each task when it is due. Whoever holds the lease ticks; a dead holder's lease runs out."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from notoneless.foundation.access.models import Lease
from notoneless.interfaces.jobs.tasks import EVERY

LEASE = "tick"
LASTS = timedelta(seconds=45)
"""How long a lease is good without being renewed."""


def take_lease(holder: UUID, at: datetime) -> bool:
    """Take or renew the lease; whether `holder` has it now."""
    with transaction.atomic():
        Lease.objects.get_or_create(name=LEASE, defaults={"holder": holder, "until": at})
        free = Lease.objects.filter(Q(holder=holder) | Q(until__lte=at), name=LEASE)
        return free.update(holder=holder, until=at + LASTS) == 1


def give_up(holder: UUID, at: datetime) -> None:
    """Give the lease back, so that the next one need not wait."""
    Lease.objects.filter(name=LEASE, holder=holder).update(until=at)


def ask_for_due(at: datetime) -> list[str]:
    """Ask for every task whose time has come and that is not waiting already; their names."""
    asked = []
    for wanted, pause in EVERY:
        rows = DBTaskResult.objects.filter(task_path=wanted.module_path)
        waiting = rows.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING], enqueued_at__gt=at - LASTS)
        if not waiting.exists() and not rows.filter(enqueued_at__gt=at - pause).exists():
            wanted.enqueue()
            asked.append(wanted.name)
    DBTaskResult.objects.filter(finished_at__lt=at - timedelta(days=2)).delete()
    return asked
