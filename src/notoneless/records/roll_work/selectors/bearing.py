"""Who bears a measure today: whoever holds its post, the one it was written for or the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATION
from notoneless.records.roll_work.models import RollWorkMeasure
from notoneless.records.roll_work.rules import Force, MeasureState, PlanState, standing
from notoneless.records.roll_work.selectors.following import followed

READ_ROLL_WORK = reading("roll_work.read", words="查看学籍管理工作计划", english="See roll-work plans")

SHOWN = 100
"""Measures of one's own at once."""


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure that is this person's to do; `standing` open or overdue."""

    id: UUID
    plan: UUID
    unit: UUID
    unit_name: str
    text: str
    due_on: date
    standing: str


def bears(ctx: Context, measure: RollWorkMeasure) -> bool:
    """Whether this person holds the post that bears a measure."""
    return (measure.bearer_unit_id, measure.bearer_title) in held_posts(ctx)


def held_posts(ctx: Context) -> set[tuple[UUID | None, str]]:
    """The posts that this person holds today, by unit and title."""
    rows = visible_to(ctx, READ_ORGANIZATION, Post).filter(in_force(ctx.today))
    return set(rows.filter(holder_id=ctx.actor).values_list("unit_id", "title")) if ctx.actor else set()


def bearer_words(measure: RollWorkMeasure) -> str:
    """Who bears a measure, as papers say it: the class where it is one, the title, the name."""
    unit = measure.bearer_unit
    place = unit.name if unit is not None and unit.pk != measure.unit_id else ""
    return " ".join(dict.fromkeys(filter(None, (place, measure.bearer_title, measure.bearer))))


def own_measures(ctx: Context) -> tuple[OwnMeasure, ...]:
    """The open measures of the newest adopted versions that this person's posts bear, the first due first."""
    posts = held_posts(ctx)
    if not posts:
        return ()
    mine = Q()
    for unit, title in posts:
        mine |= Q(bearer_unit_id=unit, bearer_title=title)
    rows = visible_to(ctx, READ_ROLL_WORK, RollWorkMeasure).filter(mine, state=MeasureState.OPEN)
    rows = rows.filter(~followed("plan__"), plan__state=PlanState.ADOPTED, plan__paper__withdrawn_on__isnull=True)
    return tuple(
        OwnMeasure(
            row.pk,
            row.plan_id,
            row.unit_id,
            row.unit.name,
            row.text,
            row.due_on,
            standing(row.state, row.due_on, ctx.today, Force.IN_FORCE),
        )
        for row in rows.select_related("unit").order_by("due_on", "ordinal", "id")[:SHOWN]
    )


def holders_of(ctx: Context, units: Iterable[UUID]) -> dict[tuple[UUID | None, str], str]:
    """Who holds the posts of some units today, as far as they are in reach: by unit and title."""
    rows = visible_to(ctx, READ_ORGANIZATION, Post).filter(in_force(ctx.today), unit_id__in=set(units))
    return {
        (row.unit_id, row.title): row.holder.name for row in rows.select_related("holder").order_by("from_on", "id")
    }
