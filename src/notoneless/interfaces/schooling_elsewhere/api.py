"""Children schooled elsewhere for programs: the same selectors as the pages have. Student numbers are told to nobody here."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.schooling_elsewhere.selectors.records import AwayLine, AwayPage, list_away, open_away


@dataclass(frozen=True, slots=True)
class Away:
    """The open records in reach."""

    records: tuple[AwayLine, ...]


def away(ctx: Context) -> Away:
    """The children schooled elsewhere in reach, those first whom nothing confirms any more."""
    return Away(list_away(ctx))


def one_away(ctx: Context, record: UUID) -> AwayPage:
    """One record with contacts, copies and confirmations. Of a student number it is told whether it is there."""
    return open_away(ctx, record)


OPERATIONS = (
    Operation("GET", "elsewhere", "elsewhere.list", READ_ELSEWHERE, away, Away, "外地就读 / Schooled elsewhere"),
    Operation(
        "GET",
        "elsewhere/{uuid:record}",
        "elsewhere.one",
        READ_ELSEWHERE,
        one_away,
        AwayPage,
        "一份外地就读记录 / One record",
    ),
)
