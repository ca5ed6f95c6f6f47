"""Rubrics: which one is in force for whom, the drafts and versions that somebody sees."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.appraisal.models import Rubric
from notoneless.oversight.appraisal.rules.rubrics import RubricState, Sheet, Subject, item_of
from notoneless.oversight.appraisal.selectors import READ_RUBRIC


def sheet_of(row: Rubric) -> Sheet:
    """What a rubric says."""
    return Sheet(Subject(row.subject), Decimal(row.full), tuple(item_of(each) for each in row.items))


def rubric_in_force(unit: UUID, subject: Subject, day: date) -> Rubric | None:
    """The rubric by which a subject is scored at a unit on a day: its own, else that of the nearest unit above."""
    path = UnitClosure.objects.filter(descendant_id=unit).order_by("depth").values_list("ancestor_id", flat=True)
    return _nearest(list(path), subject, day)


def in_force_above(unit: UUID, subject: Subject, day: date) -> Rubric | None:
    """The same of the units above alone: what a unit's own may not be laxer than."""
    path = UnitClosure.objects.filter(descendant_id=unit, depth__gt=0).order_by("depth")
    return _nearest(list(path.values_list("ancestor_id", flat=True)), subject, day)


def _nearest(path: Sequence[UUID], subject: Subject, day: date) -> Rubric | None:
    rows = Rubric._base_manager.filter(unit_id__in=path, subject=subject, state=RubricState.ADOPTED, from_on__lte=day)
    found: dict[UUID, Rubric] = {row.unit_id: row for row in rows.order_by("from_on", "version")}
    return next((found[unit] for unit in path if unit in found), None)


def list_rubrics(ctx: Context) -> tuple[Rubric, ...]:
    """The rubrics in reach: drafts of who may write, and versions, the newest first. It leaves an entry."""
    rows = visible_to(ctx, READ_RUBRIC, Rubric).select_related("unit", "adopted_by")
    if not ctx.may("rubric.write"):
        rows = rows.filter(state=RubricState.ADOPTED)
    found = tuple(rows.order_by("unit__sort_key", "unit_id", "subject", "-state", "-version")[:400])
    listed(ctx, READ_RUBRIC, [row.pk for row in found], {"rubrics": "all"})
    return found


def rubric_in_reach(ctx: Context, rubric: UUID, code: str = READ_RUBRIC) -> Rubric:
    """A rubric to which `code` may be done; a draft for who may write it alone. Raises NotFound."""
    row = visible_to(ctx, code, Rubric).select_related("unit", "adopted_by").filter(pk=rubric).first()
    if row is None or (row.state == RubricState.DRAFT and not ctx.may("rubric.write")):
        raise NotFound
    return row


def open_rubric(ctx: Context, rubric: UUID) -> Rubric:
    """One rubric. It leaves an entry. Raises NotFound."""
    row = rubric_in_reach(ctx, rubric)
    opened_row(ctx, READ_RUBRIC, row)
    return row
