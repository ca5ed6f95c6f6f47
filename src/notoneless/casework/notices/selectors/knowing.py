"""What the rules ask to be known of notices, for this room's own actions and counts. It shows nothing to anybody by itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import NoticeKind, Reply
from notoneless.casework.notices.rules.standing import Known
from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.plans.selectors import binding

WITHIN = "case.return_within"
"""The number that a plan sets: most days until a notice runs out."""

GONE = (State.VERIFIED, State.PROPOSED)
"""Cases of children who have dropped out and are not known to be back."""


@dataclass(frozen=True, slots=True)
class Dropout:
    """A dropout that is verified: since when, and how often the case had been reopened before."""

    since: date
    episode: int


def dropouts_of(children: Collection[UUID], day: date) -> dict[UUID, Dropout]:
    """The dropout of each child that is verified; whose case is not, or no longer, and who is back on a day, is left out."""
    found = {child: Dropout(since, episode) for child, since, episode in _gone(list(children))} if children else {}
    back = accounted_among(found, day)
    return {child: dropout for child, dropout in found.items() if child not in back}


@prepared
def _gone(children: Collection[UUID]) -> QuerySet[Case, Any]:
    rows = Case._base_manager.filter(child_id__in=children, state__in=GONE, verified_on__isnull=False)
    return rows.order_by().values_list("child_id", "verified_on", "times_reopened")


def known_of(row: ReturnNotice, dropout: Dropout | None) -> Known:
    """A notice as the rules take it."""
    return Known(
        kind=NoticeKind(row.kind),
        issued_on=row.issued_on,
        until=row.until,
        is_standing=dropout is not None and dropout.episode == row.episode,
        served_on=row.served_on,
        replied_on=row.replied_on,
        handed_on=row.handed_on,
        withdrawn_on=row.withdrawn_on,
        is_refused=row.reply == Reply.REFUSES,
    )


def known_now(row: ReturnNotice, day: date) -> Known:
    """A notice as the rules take it, with where the child's case stands on the day that is today."""
    return known_of(row, dropouts_of([row.child_id], day).get(row.child_id))


def ordered_among(children: Collection[UUID]) -> set[UUID]:
    """Those of some children of whom an order to correct was issued, in a procedure that goes on: no notice is sent besides."""
    return set(_ordered(list(children))) if children else set()


@prepared
def _ordered(children: Collection[UUID]) -> QuerySet[Procedure, UUID]:
    rows = Procedure._base_manager.filter(child_id__in=children).exclude(stage__in=_BEFORE_ORDER)
    return rows.order_by().values_list("child_id", flat=True)


_BEFORE_ORDER = (Stage.NOTHING, Stage.OUTREACH, Stage.ORDER_PROPOSED, Stage.ENDED)


def schooled_among(children: Collection[UUID], day: date) -> set[UUID]:
    """Those of some children whom a school has on a day: it tells the guardians first."""
    return set(_schooled(list(children), day)) if children else set()


@prepared
def _schooled(children: Collection[UUID], day: date) -> QuerySet[ChildUnit, UUID]:
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.SCHOOL)
    return rows.order_by().values_list("child_id", flat=True)


def most_days(unit: UUID, day: date) -> int | None:
    """Within how many days a notice of a unit has to run out; None where no plan binds it to a number."""
    number = binding(unit, day).numbers.get(WITHIN)
    return int(number.parameter.value) if number is not None else None


def children_of(unit: UUID, day: date) -> QuerySet[ChildUnit, Any]:
    """The children who belong to a unit or to one beneath it on a day."""
    within = UnitClosure._base_manager.filter(ancestor_id=unit).values("descendant_id")
    return ChildUnit._base_manager.filter(in_force(day), unit_id__in=within).values("child_id")
