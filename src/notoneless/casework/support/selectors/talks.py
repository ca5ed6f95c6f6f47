"""Counselling in reach: who was counselled when and by whom. What was said opens for the counsellor alone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.support.models import CounsellingTalk
from notoneless.casework.support.rules.kinds import TalkFor
from notoneless.casework.support.selectors import READ_COUNSELLING, REVEAL_COUNSELLING
from notoneless.casework.support.selectors.knowing import to_counsel_on, uncounselled_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child

SHOWN = 200
"""Talks, and pupils, of one list."""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """That a pupil was counselled. `is_mine`: by whoever looks, who alone may open it."""

    id: UUID
    child: UUID
    name: str
    on: date
    held_for: TalkFor
    by: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ToCounselLine:
    """A pupil with whom nobody has talked in the term, and why somebody should."""

    child: UUID
    name: str
    held_for: tuple[TalkFor, ...]


def list_talks(ctx: Context) -> tuple[TalkLine, ...]:
    """The counselling in reach, the latest first. It leaves an entry."""
    lines = tuple(_line(ctx, row) for row in _rows(ctx).order_by("-on", "-at", "-id")[:SHOWN])
    listed(ctx, READ_COUNSELLING, [each.id for each in lines], {"support": "counselling"})
    return lines


def talks_of_child(ctx: Context, child: UUID) -> tuple[TalkLine, ...]:
    """The counselling of a child, the latest first; for a page whose opening is recorded. Empty for whoever may not see it."""
    if not ctx.may(READ_COUNSELLING):
        return ()
    return tuple(_line(ctx, row) for row in _rows(ctx).filter(child_id=child).order_by("-on", "-at", "-id"))


def list_to_counsel(ctx: Context) -> tuple[ToCounselLine, ...]:
    """The pupils in reach with whom nobody has talked in the term. It leaves an entry."""
    wanted = to_counsel_on(ctx.today)
    rows = visible_to(ctx, READ_COUNSELLING, Child).filter(pk__in=uncounselled_on(ctx.today)).order_by("pk")
    lines = tuple(
        ToCounselLine(pk, name, tuple(each for each, children in wanted.items() if pk in children))
        for pk, name in rows.values_list("pk", "name")[:SHOWN]
    )
    listed(ctx, READ_COUNSELLING, [each.child for each in lines], {"support": "to_counsel"})
    return lines


def talk_to_open(ctx: Context, talk: UUID) -> CounsellingTalk:
    """A talk that who asks has held. Raises NotFound for everybody else."""
    rows = visible_to(ctx, REVEAL_COUNSELLING, CounsellingTalk).select_related("child")
    row = rows.filter(pk=talk, by_id=ctx.actor).first()
    if row is None:
        raise NotFound
    return row


def _rows(ctx: Context) -> QuerySet[CounsellingTalk]:
    return visible_to(ctx, READ_COUNSELLING, CounsellingTalk).select_related("child", "by").defer("said")


def _line(ctx: Context, row: CounsellingTalk) -> TalkLine:
    told = (row.on, TalkFor(row.held_for), row.by.name, row.by_id == ctx.actor)
    return TalkLine(row.pk, row.child_id, row.child.name, *told)
