"""Re-checks for those above a school; of a pupil neither entry is shown until both are there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child
from notoneless.oversight.supervision.models import Recheck, RecheckedPupil
from notoneless.oversight.supervision.selectors import READ_RECHECK


@dataclass(frozen=True, slots=True)
class RecheckLine:
    """A school in the re-check of a quarter. `entered`: pupils with both entries; `found`: those of whom something came."""

    id: UUID
    unit_name: str
    year: int
    quarter: int
    seed: int
    by_lot: bool
    risk: int
    drawn_on: date
    pupils: int
    entered: int
    found: int


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil who is looked for. `first`, `second`: empty until both are entered; `is_mine`: who looks has entered it."""

    id: UUID
    name: str
    room: str
    is_begun: bool
    is_mine: bool
    first: str
    second: str
    found: UUID | None


def list_rechecks(ctx: Context) -> tuple[RecheckLine, ...]:
    """The re-checks in reach, the latest first. It leaves an entry."""
    rows = list(
        visible_to(ctx, READ_RECHECK, Recheck).select_related("unit").order_by("-year", "-quarter", "by_lot", "id")
    )
    counts = _counts(ctx, rows)
    listed(ctx, READ_RECHECK, [row.pk for row in rows], {"supervision": "rechecks"})
    return tuple(_line(row, counts.get(row.pk, (0, 0, 0))) for row in rows)


def _counts(ctx: Context, rows: list[Recheck]) -> dict[UUID, tuple[int, int, int]]:
    pupils = visible_to(ctx, READ_RECHECK, RecheckedPupil).filter(recheck__in=rows).values("recheck_id").order_by()
    told = pupils.annotate(
        pupils=Count("pk"),
        entered=Count("pk", filter=~Q(second="")),
        lacking=Count("pk", filter=Q(found__isnull=False)),
    )
    return {each["recheck_id"]: (each["pupils"], each["entered"], each["lacking"]) for each in told}


def _line(row: Recheck, counts: tuple[int, int, int]) -> RecheckLine:
    told = row.seed, row.by_lot, row.risk, row.drawn_on
    return RecheckLine(row.pk, row.unit.name, row.year, row.quarter, *told, *counts)


def open_recheck(ctx: Context, recheck: UUID) -> tuple[RecheckLine, tuple[PupilLine, ...]]:
    """One school's re-check with its pupils. It leaves an entry. Raises NotFound."""
    row = visible_to(ctx, READ_RECHECK, Recheck).select_related("unit").filter(pk=recheck).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_RECHECK, row)
    rows = list(visible_to(ctx, READ_RECHECK, RecheckedPupil).filter(recheck=row).select_related("room"))
    names = dict(
        visible_to(ctx, READ_RECHECK, Child).filter(pk__in=[each.child_id for each in rows]).values_list("pk", "name")
    )
    pupils = [_pupil(each, names.get(each.child_id, "—"), ctx.actor) for each in rows]
    line = _line(row, _counts(ctx, [row]).get(row.pk, (0, 0, 0)))
    return line, tuple(sorted(pupils, key=lambda each: (each.room, each.name)))


def _pupil(row: RecheckedPupil, name: str, actor: UUID | None) -> PupilLine:
    both = bool(row.second)
    is_mine = actor is not None and actor in (row.first_by_id, row.second_by_id)
    first, second = (row.first, row.second) if both else ("", "")
    return PupilLine(row.pk, name, row.room.name, bool(row.first), is_mine, first, second, row.found_id)


def pupil_in_reach(ctx: Context, pupil: UUID, code: str) -> RecheckedPupil:
    """A pupil of a re-check to whom `code` may be done. Raises NotFound."""
    rows = visible_to(ctx, code, RecheckedPupil).select_related("recheck__unit", "child", "room")
    row = rows.filter(pk=pupil).first()
    if row is None:
        raise NotFound
    return row
