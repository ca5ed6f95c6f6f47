"""Where a record stands on a day: confirmed, to be confirmed anew, confirmed by nothing; when a family is spoken with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from notoneless.kernel.calendar import Calendar, deadline
from notoneless.records.schooling_elsewhere.rules.kinds import Said
from notoneless.records.schooling_elsewhere.rules.settings import AwayNumbers

_A_YEAR = timedelta(days=400)
"""Within it another term begins."""


class State(StrEnum):
    """AWAITED: not confirmed yet, still in time. DUE: a new term has begun. DOUBTED: the family says it attends no more."""

    AWAITED = "awaited"
    CONFIRMED = "confirmed"
    DUE = "due"
    LAPSED = "lapsed"
    DOUBTED = "doubted"
    ENDED = "ended"


COVERED = frozenset({State.CONFIRMED, State.DUE})
"""In these the child counts as in school elsewhere."""

UNACCOUNTED = frozenset({State.LAPSED, State.DOUBTED})
"""In these nothing says that the child is in school: it is among those to be found."""


@dataclass(frozen=True, slots=True)
class Contacted:
    """A contact: its day, what came of it, when it was entered."""

    on: date
    said: Said
    at: datetime


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation: the last day it speaks of, when it was entered."""

    until: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a record on a day. `is_on_track`: a school of this county has the child, so that no paper is needed."""

    opened_on: date
    ended_on: date | None = None
    contacts: tuple[Contacted, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    is_on_track: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands. `due_on`: by when it is confirmed anew; `contact_by`: by when the family is spoken with."""

    state: State
    due_on: date
    contact_by: date
    contacted_on: date | None
    confirmed_until: date | None

    def is_contact_overdue(self, today: date) -> bool:
        """Whether the family should have been spoken with before."""
        return self.state is not State.ENDED and today > self.contact_by


def standing(facts: Facts, today: date, numbers: AwayNumbers, calendar: Calendar) -> Standing:
    """Where a record stands on a day.

    A confirmation holds to its last day, and on into the next term for as long as the county gives to confirm it anew. What a
    family says of its child attending no more ends that at once, until it says otherwise or another confirmation comes.
    """
    reached = [each.on for each in facts.contacts if each.said is not Said.NOT_REACHED]
    contacted_on = max(reached, default=None)
    contact_by = deadline(contacted_on or facts.opened_on, numbers.contact_every, calendar, legal=False).day
    until = max((each.until for each in facts.confirmed), default=None)
    if until is None:
        due_on, term_on = deadline(facts.opened_on, numbers.certificate_within, calendar, legal=False).day, None
    else:
        term_on = _next_term(until, calendar)
        due_on = deadline(term_on, numbers.confirm_within, calendar, legal=False).day
    state = _state(facts, today, due_on, term_on)
    return Standing(state, due_on, contact_by, contacted_on, until)


def _state(facts: Facts, today: date, due_on: date, term_on: date | None) -> State:
    if facts.ended_on is not None and facts.ended_on <= today:
        return State.ENDED
    if _is_doubted(facts):
        return State.DOUBTED
    if facts.is_on_track:
        return State.CONFIRMED
    if today > due_on:
        return State.LAPSED
    if term_on is None:
        return State.AWAITED
    return State.DUE if today >= term_on else State.CONFIRMED


def _next_term(until: date, calendar: Calendar) -> date:
    """The first day of the first term that begins after a confirmation ends."""
    later = calendar.terms_between(until + timedelta(days=1), until + _A_YEAR)
    begins: Iterable[date] = (each.first_day for each in later if each.first_day > until)
    return min(begins, default=until + timedelta(days=1))


def _is_doubted(facts: Facts) -> bool:
    """Whether the last that was heard is that the child attends no more: nobody says otherwise since."""
    against = [each.at for each in facts.contacts if each.said is Said.NOT_ATTENDING]
    if not against:
        return False
    since = [each.at for each in facts.contacts if each.said is Said.ATTENDING] + [each.at for each in facts.confirmed]
    return not since or max(against) >= max(since)
