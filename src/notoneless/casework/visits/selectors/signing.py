"""The signature of a record: whoever reads the record sees it too, where the unit that keeps it is in reach."""

from uuid import UUID

from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.reading import VisitLine, visit_in_reach
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.selectors import OpenedFile, open_attachment


def shows_signature(ctx: Context, visit: VisitLine) -> bool:
    """Whether this person may see how somebody signed. The other track of a child reads that somebody did."""
    if visit.signature is None:
        return False
    return bool(visible_to(ctx, READ_VISIT, Attachment).filter(pk=visit.signature).exists())


def open_signature(ctx: Context, visit: UUID) -> OpenedFile:
    """How somebody signed a record in reach. Opening it leaves an entry. Raises NotFound where there is no signature."""
    row = visit_in_reach(ctx, visit, READ_VISIT)
    if row.signature_id is None:
        raise NotFound
    return open_attachment(ctx, row.signature_id, READ_VISIT)
