"""Attachments: how a stored file becomes somebody's, and how files that are nobody's go."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.refusals import NotAllowed, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import KINDS, MOST_BYTES, SHEETS, check_kind
from notoneless.foundation.attachments.store import NAME, orphans, put, read, stored
from notoneless.kernel.problems import Problem

SWEEP = reading("attachment.sweep", words="清理无主文件", english="Sweep files that are nobody's")

ORPHANS_LAST = timedelta(days=1)
"""How long a file may wait for its row."""


@action("attachment.add", words="添加附件", english="Add an attachment")
def add_attachment(ctx: Context, *, unit: Unit, kind: str, content: str, size: int) -> UUID:
    """Enter a file that `store.put` has named. Raises Unusable where it is not there, or is not what is said of it."""
    most = max(MOST_BYTES, settings.ROSTER_BYTES) if kind in SHEETS else MOST_BYTES
    if kind not in KINDS or not 0 < size <= most:
        raise Unusable(Problem("attachments.no_kind"))
    attachment = Attachment(id=ctx.ids.new(), unit=unit, kind=kind, content=content, size=size, attached_at=ctx.at)
    attachment.attached_by = ctx.actor
    attachment.save(force_insert=True)
    # after the row, because from then on the sweeper must wait for the end of this transaction
    if not stored(content):
        raise Unusable(Problem("attachments.not_stored"))
    found = read(content)
    if len(found) != size:
        raise Unusable(Problem("attachments.other_size"))
    check_kind(found, kind)
    return attachment.id


def keep(ctx: Context, unit: Unit, kind: str, content: bytes) -> Attachment:
    """Keep what an action of another room has made, as part of that action. `kind`: as the room calls it."""
    attachment = Attachment(id=ctx.ids.new(), unit=unit, kind=kind, size=len(content), attached_at=ctx.at)
    attachment.content, attachment.attached_by = put(content), ctx.actor
    attachment.save(force_insert=True)
    return attachment


def name_stored(ctx: Context, unit: Unit, kind: str, content: str, size: int) -> Attachment:
    """Make the row of a file that `store.put` has named, as part of an action of another room. Raises Unusable without it."""
    if not NAME.fullmatch(content):
        raise Unusable(Problem("attachments.not_stored"))
    attachment = Attachment(id=ctx.ids.new(), unit=unit, kind=kind, content=content, size=size, attached_at=ctx.at)
    attachment.attached_by = ctx.actor
    attachment.save(force_insert=True)
    # after the row, as above: from then on no sweeper takes it
    if not stored(content):
        raise Unusable(Problem("attachments.not_stored"))
    return attachment


def sweep_orphans(ctx: Context) -> int:
    """Remove files that have waited too long for a row, as `ctx.at` tells the time; how many there were.

    Raises NotAllowed for whoever does not see every row: a file whose row is out of sight would be taken for nobody's.
    """
    if not ctx.may(SWEEP):
        raise NotAllowed(SWEEP)
    older_than = (ctx.at - ORPHANS_LAST).timestamp()
    with transaction.atomic():
        _hold_rows()
        named = set(visible_to(ctx, SWEEP, Attachment).values_list("content", flat=True))
        gone = list(orphans(older_than, named))
        for path in gone:
            path.unlink(missing_ok=True)
    return len(gone)


def _hold_rows() -> None:
    """Let no row come in meanwhile: on SQLite the transaction itself is the only writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE attachments_attachment IN SHARE ROW EXCLUSIVE MODE")
