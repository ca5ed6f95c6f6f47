"""What the worker does. Each task may run twice or be killed at any moment: what it calls is whole or not at all."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django_tasks import task

from notoneless.foundation.access.models import EntryLink, Receipt
from notoneless.foundation.access.outbox import deliver_due
from notoneless.foundation.audit.services import seal_entries
from notoneless.interfaces.frame.asking import now
from notoneless.interfaces.frame.standing import system

RECEIPTS_LAST = timedelta(days=60)
"""How long a repeated request still gets its first answer; a request itself may be thirty days late."""


@task()
def deliver_outbox() -> int:
    """Deliver what is due."""
    return deliver_due(system())


@task()
def seal_audit() -> int:
    """Chain the entries that came since the last time."""
    return seal_entries()


@task()
def sweep() -> int:
    """Remove what is over: sessions, receipts, ways in that nobody used."""
    instant = now()
    gone = Session.objects.filter(expire_date__lt=instant).delete()[0]
    gone += Receipt.objects.filter(at__lt=instant - RECEIPTS_LAST).delete()[0]
    return gone + EntryLink.objects.filter(until__lt=instant).delete()[0]


EVERY: Sequence[tuple[Any, timedelta]] = (
    (deliver_outbox, timedelta(seconds=10)),
    (seal_audit, timedelta(minutes=1)),
    (sweep, timedelta(hours=1)),
)
"""Each task and how often the tick asks for it."""
