"""Units to choose, and the monthly differences."""

from typing import Any
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.counting_order import counting_order
from notoneless.records.enrolment.models import RollComparison, RollDifference
from notoneless.records.enrolment.rules.differing import DOABLE
from notoneless.records.enrolment.selectors.lines import ComparisonCard, DifferenceLine
from notoneless.records.enrolment.selectors.standings import READ_DIFFERENCES


def classes_of(ctx: Context, school: UUID, code: str) -> list[tuple[UUID, str]]:
    """The classes of a school in reach of `code`, to choose one."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), parent_id=school, kind=UnitKind.CLASS)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def unit_for(ctx: Context, unit: UUID, code: str, kinds: frozenset[UnitKind]) -> Unit:
    """A unit of one of some kinds on which `code` may be done, to show a form. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Unit).select_related("parent").filter(pk=unit, kind__in=kinds).first()
    if row is None:
        raise NotFound
    return row


def open_comparison(ctx: Context, unit: UUID) -> tuple[str, ComparisonCard | None]:
    """The name of a school in reach and its latest comparison with the export. Raises NotFound out of reach."""
    school = unit_for(ctx, unit, READ_DIFFERENCES, frozenset({UnitKind.SCHOOL}))
    row = visible_to(ctx, READ_DIFFERENCES, RollComparison).filter(unit=school).order_by("-at", "-id").first()
    if row is None:
        opened_row(ctx, READ_DIFFERENCES, school)
        return school.name, None
    rows = visible_to(ctx, READ_DIFFERENCES, RollDifference).filter(comparison=row).select_related("place")
    lines = [_difference(each) for each in rows.order_by("row", "name", "id")]
    lines.sort(key=lambda line: (counting_order(line.place), line.name))
    listed(ctx, READ_DIFFERENCES, [line.id for line in lines], {"comparison": str(row.pk)})
    still_open = sum(line.state == "open" for line in lines)
    card = ComparisonCard(row.pk, school.pk, school.name, row.month, row.at, dict(row.counts), still_open, tuple(lines))
    return school.name, card


def _difference(row: Any) -> DifferenceLine:
    return DifferenceLine(
        id=row.pk,
        kind=row.kind,
        proposal=row.proposal,
        name=row.name,
        child=row.child_id,
        place=row.place.name if row.place else row.theirs,
        row=row.row,
        ours=row.ours,
        theirs=row.theirs,
        state=row.state,
        explanation=row.explanation,
        can_be_done=row.proposal in DOABLE and row.place_id is not None and row.state == "open",
    )


def difference_in_reach(ctx: Context, difference: UUID, code: str) -> RollDifference:
    """A difference on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, RollDifference).filter(pk=difference).first()
    if row is None:
        raise NotFound
    return row
