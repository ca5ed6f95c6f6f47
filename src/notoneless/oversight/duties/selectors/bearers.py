"""The posts that owe overdue duties which have come up to somebody: a line for each post, with all that it owes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.plans.selectors import plans_of
from notoneless.oversight.duties.models import DutyRow, Exemption
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.again import done_since_reckoned
from notoneless.oversight.duties.selectors.holding import holders_on, led_by
from notoneless.oversight.duties.selectors.reminding import (
    Reminded,
    is_reminded,
    is_to_remind,
    reminders_of,
    reminding_from,
)
from notoneless.policy.judging import State
from notoneless.policy.model import Duty, Words

REMIND_POST = "duty.remind_post"
MOST_POSTS = 100
"""Posts of one list; whoever has more narrows it to a unit."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """An overdue duty of a post: in how many periods, and the first and the last day on which one of them was due."""

    title: Words
    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Owing:
    """A post with its overdue duties that have come up, of whatever month.

    `rows`: what was not reminded of today by the post of whoever asks, each with the unit of that post.
    """

    unit: UUID
    unit_name: str
    role: str
    holders: tuple[str, ...]
    duties: tuple[Overdue, ...]
    rows: tuple[tuple[DutyRow, UUID], ...]
    reminded: Reminded | None

    @property
    def count(self) -> int:
        """All periods of all duties."""
        return sum(each.count for each in self.duties)

    @property
    def is_reached(self) -> bool:
        """Whether anybody holds the post, so that a reminder reaches somebody."""
        return bool(self.holders)


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts in the order of the tree; `is_cut`: there are more than found room."""

    lines: tuple[Owing, ...]
    is_cut: bool


def posts_to_remind(ctx: Context, unit: UUID | None = None) -> Posts:
    """The posts of which somebody may remind today or has reminded, in reach or beneath a unit in reach."""
    rows = _raised(ctx)
    if rows is None:
        return Posts((), False)
    if unit is not None:
        rows = rows.filter(bearer_id__in=UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id"))
    named = rows.order_by("bearer__sort_key", "bearer_id", "role").values_list("bearer_id", "role").distinct()
    posts = list(named[: MOST_POSTS + 1])
    lines = _lines(ctx, rows.filter(bearer_id__in={bearer for bearer, _ in posts[:MOST_POSTS]}), posts[:MOST_POSTS])
    return Posts(tuple(lines), len(posts) > MOST_POSTS)


def post_to_remind(ctx: Context, unit: UUID, role: str, duty: str | None = None) -> Owing | None:
    """One post with what it is to be reminded of, of one duty alone where one is named; None where there is nothing."""
    rows = _raised(ctx)
    if rows is None:
        return None
    asked = rows.filter(bearer_id=unit, role=role)
    found = _lines(ctx, asked.filter(duty=duty) if duty else asked, [(unit, role)])
    return found[0] if found else None


def _raised(ctx: Context) -> QuerySet[DutyRow] | None:
    """The overdue rows beneath the posts of whoever asks that have come up so far; None for whoever reminds of nothing."""
    led = set(led_by(ctx)) & set(ctx.units_for(REMIND_POST)) if ctx.may(REMIND_POST) else set()
    if not led:
        return None
    above = UnitClosure.objects.filter(descendant_id__in=led).values("ancestor_id")
    beneath = UnitClosure.objects.filter(ancestor_id__in=led, depth__gt=0).values("descendant_id")
    rows = visible_to(ctx, READ_DUTY, DutyRow).filter(state=State.BROKEN, raised_to_id__in=above)
    return rows.filter(bearer_id__in=beneath)


def _lines(ctx: Context, asked: QuerySet[DutyRow], posts: Sequence[tuple[UUID, str]]) -> list[Owing]:
    kept = list(asked.select_related("bearer").order_by("due_on", "duty", "id"))
    duties = _duties(kept)
    to_remind = _to_remind(ctx, kept, duties)
    by, reminders = reminding_from(ctx, to_remind), reminders_of(ctx, to_remind)
    holders = holders_on(ctx, ctx.today, {unit for unit, _ in posts})
    gathered: dict[tuple[UUID, str], list[DutyRow]] = defaultdict(list)
    for row in to_remind:
        if row.pk in by:
            gathered[row.bearer_id, row.role].append(row)
    return [
        Owing(
            unit=post[0],
            unit_name=gathered[post][0].bearer.name,
            role=post[1],
            holders=holders.get(post, ()),
            duties=_overdue(gathered[post], duties),
            rows=tuple(
                (row, by[row.pk])
                for row in gathered[post]
                if not is_reminded(reminders.get(row.pk, ()), by[row.pk], ctx.today)
            ),
            reminded=max(
                (each for row in gathered[post] for each in reminders.get(row.pk, ())[:1]),
                key=lambda each: each.on,
                default=None,
            ),
        )
        for post in posts
        if post in gathered
    ]


def _duties(rows: Collection[DutyRow]) -> Mapping[UUID, Duty]:
    plans = plans_of(sorted({row.version_id for row in rows}))
    known = {(version, duty.id): duty for version, plan in plans.items() for duty in plan.duties}
    return {row.pk: known[row.version_id, row.duty] for row in rows if (row.version_id, row.duty) in known}


def _to_remind(ctx: Context, rows: Sequence[DutyRow], duties: Mapping[UUID, Duty]) -> list[DutyRow]:
    """What is neither done since all was reckoned nor exempt, and can still be done."""
    done = done_since_reckoned(rows, duties, ctx.today)
    exempt = set(
        Exemption._base_manager.filter(duty__in={row.duty for row in rows}).values_list("duty", "unit_id", "period")
    )
    return [
        row
        for row in rows
        if row.pk not in done
        and (row.duty, row.unit_id, row.period) not in exempt
        and is_to_remind(row, duties.get(row.pk))
    ]


def _overdue(rows: Sequence[DutyRow], duties: Mapping[UUID, Duty]) -> tuple[Overdue, ...]:
    due: dict[str, list[date]] = defaultdict(list)
    titles: dict[str, Words] = {}
    for row in rows:
        due[row.duty].append(row.due_on)
        titles[row.duty] = duties[row.pk].title if row.pk in duties else Words(row.duty, row.duty)
    return tuple(Overdue(titles[name], len(days), min(days), max(days)) for name, days in due.items())
