"""How a file stands: what may be entered in it, whether somebody keeps it, and when its pupil is to be turned to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.watch_list.rules.kinds import KeeperGap, WatchReason
from notoneless.kernel.problems import Problem


def reasons_in(text: str) -> tuple[WatchReason, ...] | None:
    """The reasons that a text names, with blanks between, each once and in their order; None where it names another or none."""
    words = set(text.split())
    if not words or words - set(WatchReason):
        return None
    return tuple(each for each in WatchReason if each in words)


def ids_in(text: str) -> frozenset[UUID] | None:
    """The ids that a text holds, with blanks between; None where one is none."""
    try:
        return frozenset(UUID(word) for word in text.split())
    except ValueError:
        return None


def why_not_on(on: date, today: date, since: date) -> Problem | None:
    """Why something of a file cannot have been on a day; None where it can."""
    if on > today:
        return Problem("watch_list.future", {"day": on.isoformat()})
    return Problem("watch_list.before", {"day": since.isoformat()}) if on < since else None


def gap_of(
    post: tuple[UUID, str] | None, held: Collection[tuple[UUID, str]], places: Collection[UUID]
) -> KeeperGap | None:
    """Why nobody keeps a file; None where somebody does. `places`: the units of the pupil, with all above them."""
    if post is None:
        return KeeperGap.UNNAMED
    if post[0] not in places:
        return KeeperGap.MOVED
    return None if post in held else KeeperGap.VACANT


def contact_due(opened_on: date, last_on: date | None, every: int) -> date:
    """The day by which somebody is to turn to the pupil or the family again."""
    return max(opened_on, last_on or opened_on) + timedelta(days=every)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of a wavering mark: since when, by when, and on which day the family or the pupil was met at home.

    `attempts`: visits since then that met neither; they stop nothing.
    """

    marked_on: date
    due_on: date
    met_on: date | None
    attempts: int = 0

    @property
    def is_running(self) -> bool:
        """Whether neither family nor pupil has been met yet."""
        return self.met_on is None

    def days_left(self, today: date) -> int:
        """How many days are left; fewer than nought where it has run out."""
        return (self.due_on - today).days

    def is_late(self, today: date) -> bool:
        """Whether the visit came, or is to come, after its day."""
        return (self.met_on or today) > self.due_on


def clock_of(marked_on: date, due_on: date, went: Iterable[tuple[date, bool]]) -> Clock:
    """The clock of a mark. went: the visits to the home in order, each with whether the family or the pupil was met."""
    attempts = 0
    for on, is_met in went:
        if on < marked_on:
            continue
        if is_met:
            return Clock(marked_on, due_on, on, attempts)
        attempts += 1
    return Clock(marked_on, due_on, None, attempts)
