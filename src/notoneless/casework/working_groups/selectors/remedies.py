"""What was found and is done for a child with a case: its cause, the measures, and where it is, for a page that is recorded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import HIDDEN, OPEN
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.ledgers import causes_of
from notoneless.casework.watch_list.selectors.keepers import holders_of
from notoneless.casework.working_groups.models import CaseCause, DestinationEntry, Remedy
from notoneless.casework.working_groups.rules.remedies import RemedyKind, RemedyState, unsaid
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to


@dataclass(frozen=True, slots=True)
class CauseLine:
    """Why a child has dropped out. `row`: of a sealed one, what opens it."""

    reason: str
    note: str
    on: date | None
    by: str
    row: UUID | None


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """A measure. `days`: until it is due, below nought since it was; None where nothing is due."""

    id: UUID
    kind: RemedyKind
    state: RemedyState
    words: str
    bearer_unit: str
    bearer_role: str
    bearers: tuple[str, ...]
    due_on: date | None
    days: int | None
    said_on: date
    said_by: str
    ended_on: date | None
    effect: str
    because: str


@dataclass(frozen=True, slots=True)
class WhereLine:
    """Where a child was on a day."""

    on: date
    traced_to: str
    place: str
    source: str
    by: str


@dataclass(frozen=True, slots=True)
class Doing:
    """All that a group has found and does. `unsaid`: kinds of measures of which nothing is said."""

    case: UUID
    is_open: bool
    opened_on: date
    cause: CauseLine | None
    remedies: tuple[RemedyLine, ...]
    unsaid: tuple[RemedyKind, ...]
    destinations: tuple[WhereLine, ...]


def doing_of(ctx: Context, child: UUID) -> Doing | None:
    """What is found and done for a child in reach; None without a case."""
    case = visible_to(ctx, READ_CASE, Case).filter(child_id=child).first()
    if case is None:
        return None
    rows = visible_to(ctx, READ_GROUP, Remedy).filter(case=case).select_related("bearer__unit", "said_by")
    found = list(rows.order_by("said_on", "id"))
    posts = {(row.bearer.unit_id, row.bearer.role) for row in found if row.bearer is not None and row.bearer.unit_id}
    held = holders_of(posts, ctx.today)
    where = (
        visible_to(ctx, READ_GROUP, DestinationEntry)
        .filter(case=case)
        .select_related("by")
        .order_by("-on", "-at", "-id")
    )
    return Doing(
        case=case.pk,
        is_open=case.state in OPEN,
        opened_on=case.opened_on,
        cause=_cause(ctx, case),
        remedies=tuple(_line(row, held, ctx.today) for row in found),
        unsaid=unsaid([(RemedyKind(row.kind), RemedyState(row.state)) for row in found]),
        destinations=tuple(WhereLine(row.on, row.traced_to, row.place, row.source, row.by.name) for row in where),
    )


def _cause(ctx: Context, case: Case) -> CauseLine | None:
    """What was found last; before anything was, what the case was verified for."""
    rows = visible_to(ctx, READ_GROUP, CaseCause).filter(case=case).select_related("by").order_by("-at", "-id")
    row = rows.first()
    if row is not None:
        is_sealed = row.confidential is not None
        reason = HIDDEN if is_sealed else row.reason
        return CauseLine(reason, row.note, row.on, row.by.name, row.pk if is_sealed else None)
    verified = causes_of(ctx, [case]).get(case.pk, "")
    return CauseLine(verified, "", case.verified_on, "", None) if verified else None


def latest_causes(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, str]:
    """The reason found last of each of some children, HIDDEN where it is sealed, for rooms above."""
    rows = visible_to(ctx, READ_GROUP, CaseCause).filter(child_id__in=children).order_by("at", "id")
    found = rows.values_list("child_id", "reason", "confidential")
    return {child: HIDDEN if box is not None else reason for child, reason, box in found}


def latest_destinations(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, str]:
    """Where each of some children was found to be last, for rooms above."""
    rows = visible_to(ctx, READ_GROUP, DestinationEntry).filter(child_id__in=children).order_by("on", "at", "id")
    return dict(rows.values_list("child_id", "traced_to"))


def _line(row: Remedy, held: Mapping[tuple[UUID, str], tuple[str, ...]], day: date) -> RemedyLine:
    place = row.bearer
    is_due = row.state == RemedyState.PLANNED and row.due_on is not None
    return RemedyLine(
        id=row.pk,
        kind=RemedyKind(row.kind),
        state=RemedyState(row.state),
        words=row.words,
        bearer_unit=place.unit.name if place is not None and place.unit is not None else "",
        bearer_role=place.role if place is not None else "",
        bearers=held.get((place.unit_id, place.role), ()) if place is not None and place.unit_id is not None else (),
        due_on=row.due_on,
        days=(row.due_on - day).days if is_due and row.due_on is not None else None,
        said_on=row.said_on,
        said_by=row.said_by.name,
        ended_on=row.ended_on,
        effect=row.effect,
        because=row.because,
    )


def remedy_in_reach(ctx: Context, remedy: UUID, code: str) -> Remedy:
    """A measure to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, Remedy).select_related("child").filter(pk=remedy).first()
    if row is None:
        raise NotFound
    return row


def cause_in_reach(ctx: Context, cause: UUID, code: str) -> CaseCause:
    """A cause to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, CaseCause).select_related("child").filter(pk=cause).first()
    if row is None:
        raise NotFound
    return row
