"""Reading attachments: one at a time, in reach, verified, recorded."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments import store
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.problems import NotonelessError, Problem

READ_ATTACHMENT = reading("attachment.read", words="查看附件", english="See attachments")


@dataclass(frozen=True)
class OpenedFile:
    """A file as it was put: its kind and its bytes."""

    kind: str
    content: bytes

    def __repr__(self) -> str:
        return f"OpenedFile({self.kind})"


def own_file(ctx: Context, code: str, attachment: UUID) -> tuple[Attachment, bytes]:
    """A file that this person has uploaded, to do `code` with it, and its bytes. Raises NotFound for anybody else's."""
    row = visible_to(ctx, code, Attachment).filter(pk=attachment, attached_by=ctx.actor).first()
    if row is None:
        raise NotFound
    return row, store.read(row.content)


def open_attachment(ctx: Context, attachment: UUID, code: str = READ_ATTACHMENT) -> OpenedFile:
    """One attachment. Opening it leaves an entry. Raises NotFound out of reach, NotonelessError for a file not as it was.

    `code`: by what a room lets people see what belongs to a row of its own that they have opened.
    """
    row = visible_to(ctx, code, Attachment).filter(pk=attachment).first()
    if row is None:
        raise NotFound
    content = store.read(row.content)
    if len(content) != row.size:
        raise NotonelessError(Problem("attachments.gone"))
    opened_row(ctx, READ_ATTACHMENT, row)
    return OpenedFile(row.kind, content)
