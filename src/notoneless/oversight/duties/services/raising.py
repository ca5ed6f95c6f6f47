"""Overdue duties of sealed months: their verdicts stand, and whoever is told of them goes on further up."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.bulk import select_many
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.selectors import plans_of
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.rules.again import to_judge_again
from notoneless.oversight.duties.rules.owing import Place
from notoneless.oversight.duties.rules.raising import Raising
from notoneless.oversight.duties.selectors.again import done_since_reckoned
from notoneless.oversight.duties.selectors.facts import places
from notoneless.oversight.duties.selectors.following import following
from notoneless.policy.judging import State
from notoneless.policy.model import Duty

_UP = timedelta(days=200)
"""Days after which what is overdue has come to the top."""
_FIELDS = ("id", "bearer", "due_on", "raised_to", "version", "duty")
_TOGETHER = 500

Bare = tuple[str, ...]
"""A row of bare values in the order of `_FIELDS`."""


def raise_sealed(day: date) -> None:
    """Say of broken duties of sealed months that can still be done who is told of them today. It is no part of the verdict."""
    sealed = _sealed_by(day)
    if not sealed:
        return
    at = places()
    rows = list(_broken(day, max(sealed), at))
    if not rows:
        return
    raising = Raising(day, following(day).raised_after, load_calendar(day - _UP, day + _UP))
    paths = {unit.hex: place.path for unit, place in at.items()}
    days = {each: date.fromisoformat(each) for each in {row[2] for row in rows}}
    changed: dict[UUID | None, list[str]] = defaultdict(list)
    duties = _duties({(row[4], row[5]) for row in rows})
    for pk, bearer, due, raised, version, duty in rows:
        told = raising.told(paths[bearer], days[due])
        if (told.hex if told else None) != raised and (version, duty) in duties:
            changed[told].append(pk)
    for told, pks in changed.items():
        for start in range(0, len(pks), _TOGETHER):
            _raise(told, pks[start : start + _TOGETHER], duties, day)


def _sealed_by(day: date) -> list[date]:
    """The months that are sealed on a day: a clock that is set back to before that knows nothing of them."""
    rows = SealedMonth._base_manager.values_list("month", "sealed_at")
    return [month for month, at in rows if day_of(at) <= day]


def _broken(day: date, last: date, at: Mapping[UUID, Place]) -> Iterator[Bare]:
    """The broken rows of months sealed until a last, as far back as they come further up; and of older ones, those that a
    clock set back for a while has left half-way.
    """
    first, end = day - _UP, last_day_of_month(last)
    days = [(first + timedelta(days=number)).isoformat() for number in range((end - first).days + 1)]
    also = f"sealed_id IS NOT NULL AND state = '{State.BROKEN}'"
    yield from select_many(DutyRow, _FIELDS, "due_on", days, also=also)
    above = {unit.hex for place in at.values() for unit in place.path[1:-1]}
    yield from select_many(DutyRow, _FIELDS, "raised_to", sorted(above), also=f"{also} AND due_on < '{first}'")


def _duties(named: set[tuple[str, str]]) -> dict[tuple[str, str], Duty]:
    """The duties of versions that can still be done."""
    plans = plans_of(sorted(UUID(each) for each in {version for version, _ in named}))
    known = {(version.hex, duty.id): duty for version, plan in plans.items() for duty in plan.duties}
    return {key: known[key] for key in named if key in known and to_judge_again(known[key]) is not None}


def _raise(told: UUID | None, pks: Sequence[str], duties: dict[tuple[str, str], Duty], day: date) -> None:
    """Let a unit be told of some rows, but for those that have been done since."""
    rows = list(DutyRow._base_manager.filter(pk__in=pks))
    done = done_since_reckoned(rows, {row.pk: duties[row.version_id.hex, row.duty] for row in rows}, day)
    DutyRow._base_manager.filter(pk__in=[row.pk for row in rows if row.pk not in done]).update(raised_to=told)
