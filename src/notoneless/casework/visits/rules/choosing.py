"""Whom to visit in a week, as many as people can visit: pure, and the same for the same seed.

First whom an absence, a case or a wavering mark sends visitors to, by days and then by the day law names, and of these last of
all to whose home somebody has been since and met somebody, not on that day itself; of what is left
a tenth goes to schools and groups that are seldom reached and to whom teachers name, a tenth to children drawn by lot, the rest
to watch-listed pupils not visited this term, then by score times the days since anybody last reached the home. Brothers,
sisters and neighbours of a hamlet are one trip.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import Random
from uuid import UUID

NEVER_DAYS = 365
"""Days that count where nobody ever reached the home: a year, the longest that is told apart."""


class Ground(StrEnum):
    """Why a child stands on a list."""

    TRIGGER = "trigger"
    SCORE = "score"
    UNDER_SERVED = "under_served"
    NOMINATED = "nominated"
    KEY_PUPIL = "key_pupil"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child who may be visited.

    `days_absent`: of the absence that sends visitors, None without one; `due_on`: by when it has to be.
    `visited_on`: when somebody was last met on a visit since that absence began. `score`: points, 0
    where nothing is known. `reached_on`: when somebody last reached the home. `served_by`: the school or group that answers.
    `is_key`: on the watch list, and not visited this term.
    """

    child: UUID
    days_absent: int | None = None
    due_on: date | None = None
    score: int = 0
    reached_on: date | None = None
    household: UUID | None = None
    hamlet: UUID | None = None
    served_by: UUID | None = None
    is_nominated: bool = False
    is_key: bool = False
    visited_on: date | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """Per cent of what triggers leave: for those seldom reached or named by teachers, and for those drawn by lot."""

    under_served: int
    random: int


@dataclass(frozen=True, slots=True)
class Place:
    """One child on a list: why, in which trip, and what the reason counts: days absent, or days since the home was reached."""

    child: UUID
    ground: Ground
    trip: int
    days: int
    score: int


def choose(
    candidates: Sequence[Candidate],
    capacity: int,
    day: date,
    seed: int,
    shares: Shares,
    under_served: frozenset[UUID] = frozenset(),
) -> tuple[Place, ...]:
    """The list, in the order of its trips: at most `capacity` children, nobody twice. `under_served`: schools and groups."""
    known = sorted({each.child: each for each in candidates}.values(), key=lambda each: each.child)
    chosen: dict[UUID, tuple[Candidate, Ground]] = {}

    def take(rows: Iterable[Candidate], ground: Callable[[Candidate], Ground], most: int) -> None:
        for each in rows:
            if most <= 0 or len(chosen) >= capacity:
                return
            if each.child not in chosen:
                chosen[each.child] = (each, ground(each))
                most -= 1

    take(sorted((each for each in known if _is_triggered(each, day)), key=_urgency), lambda _: Ground.TRIGGER, capacity)
    left = max(capacity - len(chosen), 0)
    favoured = [each for each in known if each.is_nominated or each.served_by in under_served]
    lot = Random(seed)
    drawn = lot.sample(known, len(known))
    some = -(-left * shares.random // 100)
    take(
        sorted(favoured, key=lambda each: (not each.is_nominated, *_need(each, day))),
        lambda each: Ground.NOMINATED if each.is_nominated else Ground.UNDER_SERVED,
        -(-left * shares.under_served // 100),
    )
    listed = [each for each in known if each.score > 0]
    key = sorted((each for each in known if each.is_key), key=lambda each: (-days_since(each, day), *_need(each, day)))
    take(key, lambda _: Ground.KEY_PUPIL, capacity - len(chosen) - some)
    take(sorted(listed, key=lambda each: _need(each, day)), lambda _: Ground.SCORE, capacity - len(chosen) - some)
    take((each for each in drawn if each.score == 0), lambda _: Ground.RANDOM, some)
    take(sorted(listed, key=lambda each: _need(each, day)), lambda _: Ground.SCORE, capacity)
    return _in_trips(list(chosen.values()), day)


def _is_triggered(each: Candidate, day: date) -> bool:
    """Whether something sends visitors; nobody goes twice on one day."""
    return each.days_absent is not None and (each.visited_on is None or each.visited_on < day)


def _urgency(each: Candidate) -> tuple[date, int, date, UUID]:
    """Whom nobody has visited since comes first, then whose visit is longest ago."""
    return each.visited_on or date.min, -(each.days_absent or 0), each.due_on or date.max, each.child


def days_since(each: Candidate, day: date) -> int:
    """Days since somebody last reached the home, at most NEVER_DAYS."""
    return NEVER_DAYS if each.reached_on is None else min(max((day - each.reached_on).days, 0), NEVER_DAYS)


def _need(each: Candidate, day: date) -> tuple[int, int, UUID]:
    since = days_since(each, day)
    return -each.score * since, -since, each.child


def _in_trips(chosen: Sequence[tuple[Candidate, Ground]], day: date) -> tuple[Place, ...]:
    """The places, trip by trip: trips with somebody whom an absence brings first, and in each trip these before others."""
    hamlets = {each.household: each.hamlet for each, _ in chosen if each.household and each.hamlet}
    trips: dict[UUID, list[tuple[Candidate, Ground]]] = {}
    for each, ground in chosen:
        where = each.hamlet or (hamlets.get(each.household) if each.household else None) or each.household
        trips.setdefault(where or each.child, []).append((each, ground))
    return tuple(
        Place(each.child, ground, number, _days(each, ground, day), each.score)
        for number, trip in enumerate(trips.values(), start=1)
        for each, ground in trip
    )


def _days(each: Candidate, ground: Ground, day: date) -> int:
    return (each.days_absent or 0) if ground is Ground.TRIGGER else days_since(each, day)
