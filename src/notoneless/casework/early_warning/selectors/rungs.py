"""New pupils are looked for on several days of a term, each a task of its own; a list shows a child once, at the last."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.casework.early_warning.models import FollowUp
from notoneless.casework.early_warning.rules.following import TaskState
from notoneless.casework.early_warning.rules.triggers import NO_SHOWS

_OF_RUNGS = tuple(NO_SHOWS.values())


@dataclass(frozen=True, slots=True)
class Rung:
    """Which of the days of looking for a new pupil a task is of, the first 1, and when the first was."""

    number: int
    begun: date


def highest(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Some tasks, of those that look for one new pupil the last alone, for each post that bears them: whose turn it is stays.

    What has ended goes with what ended on the same day, so that another year is another matter.
    """
    same = {name: OuterRef(name) for name in ("child_id", "trigger", "unit_id", "role")}
    later = FollowUp._base_manager.filter(**same, since__gt=OuterRef("since"))
    is_ended = Q(state=TaskState.ENDED)
    open_after = ~is_ended & Exists(later.exclude(is_ended))
    ended_after = is_ended & Exists(later.filter(is_ended, ended_on=OuterRef("ended_on")))
    return rows.exclude(Q(trigger__in=_OF_RUNGS) & (open_after | ended_after))


def rungs_of(rows: Collection[FollowUp]) -> Mapping[UUID, Rung]:
    """The rung of each of some tasks that look for a new pupil, by task; one question, none without such tasks."""
    wanted = [row for row in rows if row.trigger in _OF_RUNGS]
    if not wanted:
        return {}
    days: dict[tuple[object, ...], list[date]] = defaultdict(list)
    children = {row.child_id for row in wanted}
    for row in FollowUp._base_manager.filter(child_id__in=children, trigger__in=_OF_RUNGS).order_by("since"):
        days[_matter(row)].append(row.since)
    return {row.pk: Rung(days[_matter(row)].index(row.since) + 1, days[_matter(row)][0]) for row in wanted}


def _matter(row: FollowUp) -> tuple[object, ...]:
    ended_on = row.ended_on if row.state == TaskState.ENDED else None
    return row.child_id, row.trigger, row.unit_id, row.role, row.state == TaskState.ENDED, ended_on
