"""Where entries of the roll stand, and by which numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.plans.selectors import settings
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.parameters import PLAN, RollParameters, roll_parameters
from notoneless.records.enrolment.rules.standing import (
    Fact,
    Standing,
    State,
    Step,
    holding,
    standing_on,
)

READ_ROLL = reading("roll.read", words="查看学籍", english="See the school roll")
REVEAL_REASON = reading("roll.reveal", words="查看学籍变动原因", english="Reveal why a roll entry changed")
READ_DIFFERENCES = reading(
    "roll_difference.read", words="查看学籍比对差异", english="See how the roll differs from the export"
)


def facts_of(entry: RollEntry) -> list[tuple[UUID, Fact]]:
    """The events of an entry that hold, in the order in which they were entered."""
    return holding_facts(RollEvent._base_manager.filter(entry=entry).order_by("number"))


def standing_of(entry: RollEntry) -> Standing:
    """What all events of an entry make of it."""
    return standing_on(fact for _, fact in facts_of(entry))


def holding_facts(rows: Iterable[RollEvent]) -> list[tuple[UUID, Fact]]:
    """The facts of events that hold, each with the id of its event, in order."""
    known = list(rows)
    held = set(holding([(row.pk, row.supersedes_id, row.is_withdrawal) for row in known]))
    return [(row.pk, _fact(row)) for row in known if row.pk in held]


def _fact(row: RollEvent) -> Fact:
    return Fact(Step(row.step), row.on, row.movement, row.until_on, row.grade, row.place_id, row.destination)


_HOLDS = ("pk", "supersedes_id", "is_withdrawal")
_SAYS = ("step", "on", "movement", "until_on", "grade", "place_id", "destination")
"""What a fact is made of, in its order."""


def standings_on(entries: Sequence[RollEntry], day: date) -> dict[UUID, Standing]:
    """The standing of each entry on a day: one query for all of them, of nothing but what events say."""
    return standings_by([entry.pk for entry in entries], day)


def standings_by(entries: Sequence[UUID], day: date) -> dict[UUID, Standing]:
    """The same, of entries of which nothing but the id is known."""
    if not entries:
        return {}
    told: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for entry, *row in _events(entries):
        told[entry].append(tuple(row))
    return {entry: standing_on(_facts(told[entry]), day) for entry in entries}


@prepared
def _events(entries: Sequence[UUID]) -> QuerySet[RollEvent, Any]:
    rows = RollEvent._base_manager.filter(entry_id__in=entries).order_by("number")
    return rows.values_list("entry_id", *_HOLDS, *_SAYS)


def _facts(rows: Sequence[tuple[Any, ...]]) -> Iterator[Fact]:
    held = set(holding([(pk, earlier, is_withdrawal) for pk, earlier, is_withdrawal, *_ in rows]))
    return (Fact(Step(step), *said) for pk, _, _, step, *said in rows if pk in held)


def entries_of_class(ctx: Context, code: str, unit: Unit) -> list[tuple[RollEntry, Standing]]:
    """The open entries of a class on which `code` may be done, with their standings."""
    rows = visible_to(ctx, code, RollEntry).filter(place=unit, left_on__isnull=True)
    entries = list(rows.order_by("child__sort_key", "id"))
    standings = standings_on(entries, ctx.today)
    return [(entry, standings[entry.pk]) for entry in entries]


def roll_numbers(on: date) -> RollParameters:
    """What the roll counts with on a day, as the county has decided. Raises NotonelessError for a day before there was any."""
    return roll_parameters(settings(PLAN, on))


def has_graduated(child: UUID) -> bool:
    """Whether the roll says that a child has completed compulsory education: its entry ended with the last grade of it."""
    completed = list(RollEntry._base_manager.filter(child=child, state=State.COMPLETED))
    return any((standing_of(entry).grade or 0) >= LAST_COMPULSORY_GRADE for entry in completed)
