"""Which dropouts were reported upwards, for those who ask that it be done. It shows nothing to anybody by itself."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from notoneless.casework.early_warning.selectors.filed import Filed
from notoneless.oversight.reporting.models import DropoutReport


def filed_reports(children: Collection[UUID], day: date) -> Iterator[Filed]:
    """The reports sent of some children until a day."""
    rows = DropoutReport._base_manager.filter(child_id__in=children, sent_on__lte=day)
    for pk, child, on, opened_on in rows.values_list("pk", "child_id", "sent_on", "opened_on"):
        yield Filed(pk, child, on, opened_on)
