"""Findings in reach: the children in no school of the latest comparison."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import visible_to
from notoneless.records.findings.models import Finding

READ_FINDING = reading("finding.read", words="查看比对结果", english="See what comparisons found")

PAGE = 100
"""Children on one page."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One child in no school."""

    id: UUID
    child: UUID | None
    name: str
    sex: str
    born: str
    unit: str
    above: str
    roster: str
    row: int
    why: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The latest comparison as somebody sees it: when, ages on which day, how many in reach for each reason, and a page."""

    made_at: datetime
    as_of: date
    whys: tuple[tuple[str, int], ...]
    total: int
    lines: tuple[FindingLine, ...]
    page: int
    has_more: bool


def latest(ctx: Context, lang: str, why: str = "", page: int = 1) -> Found | None:
    """The children in reach whom the latest comparison found in no school; `why` narrows them. The list leaves an entry."""
    reach = visible_to(ctx, READ_FINDING, Finding).filter(is_current=True)
    newest = reach.order_by("-found_at").first()
    if newest is None:
        return None
    whys = Counter(reach.values_list("why", flat=True))
    rows = reach.filter(why=why) if why in whys else reach
    rows = rows.select_related("unit__parent").order_by(
        "unit__parent__parent__sort_key", "unit__parent__sort_key", "unit__sort_key", "unit_id", "row", "id"
    )
    shown = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    lines = tuple(_line(each, lang) for each in shown[:PAGE])
    listed(ctx, READ_FINDING, [line.id for line in lines], {"why": why, "page": page})
    return Found(newest.found_at, newest.as_of, tuple(whys.most_common()), whys.total(), lines, page, len(shown) > PAGE)


def _line(row: Finding, lang: str) -> FindingLine:
    above = row.unit.parent.name if row.unit.parent else ""
    reason = row.reason_zh if lang == "zh" else row.reason_en
    said = (row.name, row.sex, row.born, row.unit.name, above, row.source, row.row, row.why, reason)
    return FindingLine(row.id, row.child_id, *said)
