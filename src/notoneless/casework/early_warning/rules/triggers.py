"""Which triggers stand for a child, since when and due by when: of facts, the ladder, the calendar and a day.

They come from what happened, and from nothing else: no score outranks them, and no setting takes one away.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from notoneless.casework.early_warning.rules.known import End, Heard, Pending, PupilFacts, Run, Told, runs_of
from notoneless.casework.early_warning.rules.ladder import Ladder
from notoneless.kernel.calendar import AUTUMN, Calendar, Deadline, Span, SpanUnit, Term, deadline

_DAY = timedelta(days=1)


class Trigger(StrEnum):
    """What may stand, from the first rung of the ladder to the last, and then what the roll tells."""

    CONTACT = "contact"
    VISIT = "visit"
    COUNTY_LIST = "county_list"
    SUSPECTED = "suspected"
    DROPOUT = "dropout"
    NOT_REGISTERED = "not_registered"
    TRANSFER_UNCONFIRMED = "transfer_unconfirmed"
    LEAVE_EXPIRED = "leave_expired"
    STUDY_SUSPENSION_EXPIRED = "suspension_expired"
    NO_SHOW_1 = "no_show_1"
    NO_SHOW_7 = "no_show_7"


BEFORE_CASE = frozenset({Trigger.CONTACT, Trigger.VISIT, Trigger.COUNTY_LIST})
"""Rungs below a case: once there is one, what they ask for is done there."""

OPENING = frozenset({Trigger.SUSPECTED, Trigger.DROPOUT})
"""Rungs on which a case must be open."""

ASKED = frozenset(
    {
        Trigger.CONTACT,
        Trigger.NOT_REGISTERED,
        Trigger.LEAVE_EXPIRED,
        Trigger.STUDY_SUSPENSION_EXPIRED,
        Trigger.NO_SHOW_1,
        Trigger.NO_SHOW_7,
    }
)
"""What is asked of a family by word: where that leads nowhere, somebody goes there at once."""

NO_SHOWS: Mapping[int, Trigger] = {1: Trigger.NO_SHOW_1, 7: Trigger.NO_SHOW_7}
"""By the grade in which a child is new to its school."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A trigger that stands or stood. `since`: when what it rests on began, which with child and trigger is its identity;
    `stands_on`: the first day on which it stands."""

    trigger: Trigger
    since: date
    stands_on: date
    due_on: date
    ended_on: date | None = None
    end: End | None = None


@dataclass(frozen=True)
class Rules:
    """What triggers are told by, besides facts: the ladder, the calendar, the day, and within what a transfer is confirmed."""

    ladder: Ladder
    calendar: Calendar
    day: date
    confirmed_within: Span

    def after(self, day: date, span: Span) -> date:
        """The last day of a span that begins with a day."""
        return deadline(day, span, self.calendar, legal=False).day

    def due(self, trigger: Trigger, since: date, stands_on: date) -> Deadline:
        """By when a trigger asks for what it asks for: a leave and a suspension from their last day on, all others from the
        day on which they stand."""
        start = since if trigger in _FROM_ITS_END else stands_on
        return deadline(start, _within(trigger, self), self.calendar, legal=False)

    def stood(
        self, trigger: Trigger, since: date, stands_on: date, ended_on: date | None = None, end: End | None = None
    ) -> Stood:
        """What stands, with its due day."""
        return Stood(trigger, since, stands_on, self.due(trigger, since, stands_on).day, ended_on, end)


_FROM_ITS_END = frozenset({Trigger.LEAVE_EXPIRED, Trigger.STUDY_SUSPENSION_EXPIRED})
_SAME_DAY = Span(0, SpanUnit.DAY)


def _within(trigger: Trigger, rules: Rules) -> Span:
    """Within what a trigger asks for what it asks for. New pupils are looked for on the day itself."""
    ladder = rules.ladder
    spans = {
        Trigger.CONTACT: ladder.contact_within,
        Trigger.VISIT: ladder.visit_within,
        Trigger.COUNTY_LIST: ladder.list_within,
        Trigger.SUSPECTED: ladder.suspected_within,
        Trigger.DROPOUT: ladder.dropout_within,
        Trigger.NOT_REGISTERED: ladder.registered_within,
        Trigger.TRANSFER_UNCONFIRMED: rules.confirmed_within,
        Trigger.LEAVE_EXPIRED: ladder.leave_within,
        Trigger.STUDY_SUSPENSION_EXPIRED: ladder.study_suspension_within,
        Trigger.NO_SHOW_1: _SAME_DAY,
        Trigger.NO_SHOW_7: _SAME_DAY,
    }
    return spans[trigger]


def triggers(facts: PupilFacts, rules: Rules) -> list[Stood]:
    """Everything that stands or stood for a child up to the day, each beginning once."""
    runs = runs_of(facts, rules.day)
    found = [each for run in runs for each in _of_run(run, facts, rules)]
    found += _of_sum(runs, found, facts, rules)
    found += _of_term(facts, rules)
    found += _listed_late(found, facts, rules)
    found += _of_roll(facts, rules)
    found += _of_answers(found, facts, rules)
    first: dict[tuple[Trigger, date], Stood] = {}
    for each in sorted(found, key=lambda stood: stood.stands_on):
        if each.stands_on <= rules.day:
            key = each.trigger, each.since
            first[key] = _lasting(first.get(key, each), each)
    return [_known_now(each, rules.day) for each in first.values()]


def _lasting(first: Stood, again: Stood) -> Stood:
    """What stands for two reasons since one day, as the county's list may, stands until both are over."""
    if first.ended_on is None or (again.ended_on is not None and again.ended_on <= first.ended_on):
        return first
    return replace(first, ended_on=again.ended_on, end=again.end)


def _known_now(stood: Stood, day: date) -> Stood:
    """What is to end on a day to come has not ended."""
    return replace(stood, ended_on=None, end=None) if stood.ended_on and stood.ended_on > day else stood


def standing(facts: PupilFacts, rules: Rules) -> list[Stood]:
    """Those that stand on the day."""
    return [each for each in triggers(facts, rules) if each.ended_on is None]


# the ladder


def _of_run(run: Run, facts: PupilFacts, rules: Rules) -> Iterator[Stood]:
    """The rungs that a run of absence has reached."""
    ladder = rules.ladder
    suspected = _beyond(run, ladder.suspected_after, rules)
    case_on = _case_since(facts, run.since, suspected)
    rungs = (
        (Trigger.CONTACT, _nth(run, ladder.contact_after)),
        (Trigger.VISIT, _nth(run, ladder.visit_after)),
        (Trigger.COUNTY_LIST, _nth(run, ladder.listed_after)),
        (Trigger.SUSPECTED, suspected),
        (Trigger.DROPOUT, _beyond(run, ladder.dropout_after, rules)),
    )
    for trigger, stands_on in rungs:
        if stands_on is not None:
            stood = rules.stood(trigger, run.since, stands_on, run.ended_on, run.end)
            yield _taken_over(stood, case_on, facts)


def _nth(run: Run, number: int) -> date | None:
    return run.days[number - 1] if len(run.days) >= number else None


def _beyond(run: Run, span: Span, rules: Rules) -> date | None:
    """The first day missed after a span that begins with the run, once enough were missed for the county to list the child.

    Days between terms do not count: nobody is missed then. No rung is left out: of two days missed before and after a holiday
    nothing follows but what follows two days.
    """
    climbed = run.days[rules.ladder.listed_after - 1 :]
    if not climbed or climbed[-1] <= rules.after(run.since, span):
        return None
    last = _without_vacations(run.since, rules.after(run.since, span), rules.calendar)
    return next((each for each in climbed if each > last), None)


def _without_vacations(first: date, last: date, calendar: Calendar) -> date:
    """The last day of a span that stands still between terms."""
    left, day = (last - first).days, first
    while left:
        day += _DAY
        left -= calendar.term_of(day) is not None
    return day


def _case_since(facts: PupilFacts, since: date, suspected: date | None) -> date | None:
    """From when on there is a case for what began on `since`."""
    opened = facts.case.opened_on if facts.case and facts.case.opened_on >= since else None
    return min((each for each in (suspected, opened) if each is not None), default=None)


def _taken_over(stood: Stood, case_on: date | None, facts: PupilFacts) -> Stood:
    """Where a case has taken over, or was decided, what stood has ended; unless it had before."""
    if stood.trigger in OPENING:
        closed = facts.case.closed_on if facts.case else None
        return _ended(stood, closed if closed and closed >= stood.stands_on else None, End.DECIDED)
    return _ended(stood, case_on, End.CASE)


def _ended(stood: Stood, on: date | None, end: End) -> Stood:
    """The same with another end, if that is earlier; nothing ends before it stands."""
    if on is None or (stood.ended_on is not None and stood.ended_on <= on):
        return stood
    return replace(stood, ended_on=max(on, stood.stands_on), end=end)


def _of_sum(runs: list[Run], by_run: list[Stood], facts: PupilFacts, rules: Rules) -> Iterator[Stood]:
    """The county's list for many days missed within a span of school days, though not running."""
    days = [each for run in runs for each in run.days]
    number, within, at = rules.ladder.listed_days, rules.ladder.listed_within, 0
    listed = [each for each in by_run if each.trigger in (Trigger.COUNTY_LIST, Trigger.SUSPECTED)]
    while at + number <= len(days):
        stands_on = days[at + number - 1]
        if not _falls_within(days[at], stands_on, within, rules.calendar) or _is_listed(listed, stands_on):
            at += 1
            continue
        last = at + number - 1
        while last + 1 < len(days) and _falls_within(days[last + 2 - number], days[last + 1], within, rules.calendar):
            last += 1
        eased = rules.calendar.nth_school_day_after(days[last + 1 - number], within)
        # its beginning is the day that makes up the number: an earlier run may have begun on any other
        stood = _with_case(rules.stood(Trigger.COUNTY_LIST, stands_on, stands_on, eased, End.EASED), facts)
        yield _left(stood, facts)
        # what a case took over is told anew by a day missed after it was decided
        decided = facts.case.closed_on if facts.case and stood.end is End.CASE else None
        again = (each for each in range(at + 1, last + 2 - number) if decided and days[each + number - 1] > decided)
        at = next(again, last + 2 - number)


def _falls_within(first: date, last: date, within: int, calendar: Calendar) -> bool:
    """Whether both days lie within so many school days, the first and the last counted."""
    return len(calendar.school_days(first, last)) <= within


def _is_listed(listed: list[Stood], day: date) -> bool:
    return any(each.stands_on <= day and (each.ended_on is None or day <= each.ended_on) for each in listed)


def _left(stood: Stood, facts: PupilFacts) -> Stood:
    """The same, ended where the child left the roll meanwhile, or began a suspension of studies."""
    for days, end in ((facts.gone, End.LEFT), (facts.pauses, End.EXPLAINED)):
        stood = _ended(stood, min((each for each in days if each >= stood.stands_on), default=None), end)
    return stood


# the beginning of a term


def _of_term(facts: PupilFacts, rules: Rules) -> Iterator[Stood]:
    """Whoever has not come at the beginning of the term: new pupils by the days on which they are looked for."""
    term = rules.calendar.term_of(rules.day)
    if term is None:
        return
    no_show = NO_SHOWS.get(facts.grade or 0) if term.number == AUTUMN else None
    if no_show is not None:
        yield from _no_shows(no_show, term, facts, rules)
    elif facts.entered_on is not None and facts.entered_on <= term.first_day:
        yield from _not_registered(term, facts, rules)


def _no_shows(trigger: Trigger, term: Term, facts: PupilFacts, rules: Rules) -> Iterator[Stood]:
    school_days = rules.calendar.school_days(term.first_day, min(term.last_day, rules.day))
    for number in rules.ladder.no_show_days:
        if number > len(school_days):
            return
        day = school_days[number - 1]
        on_roll = facts.entered_on is not None and facts.entered_on <= day
        if _not_come(term, facts, day) if on_roll else facts.is_expected:
            ended = facts.seen_after(day, rules.day) if on_roll else facts.entered_on
            stood = _ended(rules.stood(trigger, day, day), ended, End.ARRIVED)
            yield _carried_on(_left(stood, facts), facts)


def _not_registered(term: Term, facts: PupilFacts, rules: Rules) -> Iterator[Stood]:
    """A pupil of the roll who was missed without leave from the first day on that anything is told of the class."""
    first = min((each.on for each in facts.absences if term.first_day <= each.on <= rules.day), default=None)
    if first is None or not _not_come(term, facts, first):
        return
    stood = _ended(rules.stood(Trigger.NOT_REGISTERED, first, first), facts.seen_after(first, rules.day), End.ARRIVED)
    yield _carried_on(_left(stood, facts), facts)


def _listed_late(by_run: list[Stood], facts: PupilFacts, rules: Rules) -> Iterator[Stood]:
    """The county's list for a pupil of the roll who has not come to the term by the day on which the county wants that known.

    Where the class is reported day by day, the run of absence has put it there before.
    """
    term = rules.calendar.term_of(rules.day)
    if term is None or facts.entered_on is None or facts.entered_on > term.first_day:
        return
    on = rules.after(term.first_day, rules.ladder.unregistered_listed_within)
    first = min((each.on for each in facts.absences if term.first_day <= each.on <= rules.day), default=rules.day)
    listed = [each for each in by_run if each.trigger in (Trigger.COUNTY_LIST, Trigger.SUSPECTED)]
    if first <= on <= rules.day and _not_come(term, facts, on) and not _is_listed(listed, on):
        stood = rules.stood(Trigger.COUNTY_LIST, first, on)
        yield _with_case(_left(_ended(stood, facts.seen_after(on, rules.day), End.ARRIVED), facts), facts)


def _not_come(term: Term, facts: PupilFacts, day: date) -> bool:
    """Whether a child was missed without leave since the term began, never seen, nor put on suspension or taught at home."""
    missed = {each.on: each.excused for each in facts.absences if term.first_day <= each.on <= day}
    accounted = any(term.first_day <= each <= day for each in facts.present | facts.pauses)
    return bool(missed) and not accounted and not missed[max(missed)]


def _with_case(stood: Stood, facts: PupilFacts) -> Stood:
    return _ended(stood, _case_since(facts, stood.since, None), End.CASE)


def _carried_on(stood: Stood, facts: PupilFacts) -> Stood:
    """The same where a confirmed case of before goes on, too: who has dropped out does not come to a term, and whoever works on
    the case knows. Of who was back the school asks as of anybody."""
    case = facts.case
    known = case is not None and case.verified_on is not None and case.verified_on <= stood.stands_on
    if case is None or not known or case.is_back or (case.closed_on is not None and case.closed_on <= stood.stands_on):
        return _with_case(stood, facts)
    return _ended(stood, stood.stands_on, End.CASE)


# the roll


def _of_roll(facts: PupilFacts, rules: Rules) -> Iterator[Stood]:
    """What should have come to its end and has not: a transfer, a leave, a suspension of studies."""
    for each in facts.transfers:
        yield _with_case(rules.stood(Trigger.TRANSFER_UNCONFIRMED, each.on, each.on, *_how(each)), facts)
    for trigger, pending in (
        (Trigger.LEAVE_EXPIRED, facts.leaves),
        (Trigger.STUDY_SUSPENSION_EXPIRED, facts.study_suspensions),
    ):
        for each in pending:
            stands_on = rules.calendar.nth_school_day_after(each.on, 1)
            if each.ended_on is None or each.ended_on > stands_on:
                stood = rules.stood(trigger, each.on, stands_on, *_how(each))
                seen = facts.seen_after(each.on, rules.day) if trigger == Trigger.LEAVE_EXPIRED else None
                if seen is None or seen > stands_on:
                    yield _with_case(_left(_ended(stood, seen, End.ARRIVED), facts), facts)


def _how(pending: Pending) -> tuple[date | None, End | None]:
    return pending.ended_on, pending.end if pending.ended_on else None


# what families answer


def _of_answers(found: Collection[Stood], facts: PupilFacts, rules: Rules) -> Iterator[Stood]:
    """The next rung at once, whatever days were missed, where a family refuses, was not reached or did not keep its word."""
    listed = [each for each in found if each.trigger in (Trigger.COUNTY_LIST, Trigger.SUSPECTED)]
    for heard in facts.heard:
        on = _fails_on(heard, facts, rules)
        asked = {Trigger.VISIT} if heard.by_visit else ASKED
        held = [each for each in found if each.trigger in asked and _stands_on(each, heard.on)]
        if on is None or not held:
            continue
        first = min(held, key=lambda each: (each.trigger is not Trigger.CONTACT, each.since, each.stands_on))
        trigger = next_rung(heard.by_visit)
        if trigger is Trigger.VISIT or not _is_listed(listed, on):
            yield rules.stood(trigger, first.since, on, first.ended_on, first.end)


def next_rung(by_visit: bool) -> Trigger:
    """What comes after a contact that led nowhere: a visit; after a visit the county."""
    return Trigger.COUNTY_LIST if by_visit else Trigger.VISIT


def _stands_on(stood: Stood, day: date) -> bool:
    return stood.stands_on <= day and (stood.ended_on is None or day < stood.ended_on)


def _fails_on(heard: Heard, facts: PupilFacts, rules: Rules) -> date | None:
    """The day on which it is known that a contact led nowhere; None where it did not, or not yet.

    Nobody was met by a visit: that is still to be made.
    """
    if heard.told is Told.REFUSED or (heard.told is Told.UNREACHED and not heard.by_visit):
        return heard.on
    if heard.told is not Told.PROMISED:
        return None
    back = heard.until or rules.calendar.nth_school_day_after(heard.on, 1)
    if back > rules.day:
        return None
    missed = min((each.on for each in facts.absences if each.on >= back and not each.excused), default=date.max)
    # where nobody has reported the class on the day itself, it is asked on the next one
    broken = min(missed, rules.calendar.nth_school_day_after(back, 1))
    seen = facts.seen_after(heard.on, rules.day)
    return None if broken > rules.day or (seen is not None and seen <= broken) else broken


# whose task it is


@dataclass(frozen=True, slots=True)
class Owed:
    """Whose post owes what a trigger asks for: a role at a unit."""

    unit: UUID
    role: str


def owed_by(trigger: Trigger, facts: PupilFacts, county: UUID) -> Owed:
    """The post that bears it, whoever holds it: the class teacher, the head, or where a child has no school the village."""
    if trigger == Trigger.COUNTY_LIST:
        return Owed(county, "county_officer")
    if trigger in (Trigger.CONTACT, Trigger.LEAVE_EXPIRED) and facts.room is not None:
        return Owed(facts.room, "class_teacher")
    if facts.school is not None:
        return Owed(facts.school, "school_head")
    return Owed(facts.home, "village_secretary") if facts.home is not None else Owed(county, "county_officer")
