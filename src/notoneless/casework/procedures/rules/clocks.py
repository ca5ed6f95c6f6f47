"""The clocks of a procedure: by when what is due, from when what may be done, each with the article that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from notoneless.casework.procedures.rules.facts import Outcome
from notoneless.casework.procedures.rules.limits import Limit, Limits
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.rules.standing import Standing
from notoneless.kernel.calendar import Calendar, Deadline, Span, SpanUnit, deadline
from notoneless.kernel.problems import Problem

ORDER_SOURCE = "《中华人民共和国义务教育法》第五十八条"
"""What an order's deadline is set by: the authority, where the law sets none."""

_DAY = timedelta(days=1)


class ClockKind(StrEnum):
    """What a clock measures."""

    ORDER = "order"
    DECISION = "decision"
    ARGUMENT = "argument"
    HEARING_ASKED = "hearing_asked"
    HEARING = "hearing"
    SERVED = "served"
    PAID = "paid"
    REVIEW = "review"
    SUIT = "suit"
    DEMAND = "demand"
    COURT = "court"
    COURT_ACCEPTS = "court_accepts"
    COURT_RULES = "court_rules"


class ClockState(StrEnum):
    """How a clock stands on a day. WAITING: what it opens may not be done yet."""

    WAITING = "waiting"
    RUNNING = "running"
    RUN_OUT = "run_out"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: open from `first` until the end of `until`; either may be None. `provisional`: holidays may move it."""

    kind: ClockKind
    first: date | None
    until: date | None
    provisional: bool
    source: str
    done_on: date | None = None

    def named(self) -> Problem:
        """What it measures, in words."""
        return Problem(f"procedures.clock_{self.kind}")

    def state(self, today: date) -> ClockState:
        """How it stands on a day."""
        if self.done_on is not None:
            return ClockState.LATE if self.until and self.done_on > self.until else ClockState.IN_TIME
        if self.first is not None and today < self.first:
            return ClockState.WAITING
        return ClockState.RUN_OUT if self.until is not None and today > self.until else ClockState.RUNNING


def clocks(standing: Standing, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    """All clocks that run or have run, in the order of the four steps."""
    return tuple(_clocks(standing, limits, calendar))


def clock(standing: Standing, limits: Limits, calendar: Calendar, kind: ClockKind) -> Clock | None:
    """One of them, where it runs."""
    return next((each for each in _clocks(standing, limits, calendar) if each.kind is kind), None)


def _clocks(standing: Standing, limits: Limits, calendar: Calendar) -> Iterator[Clock]:
    until = order_ends(standing, calendar)
    if until is not None:
        yield _until(ClockKind.ORDER, until, ORDER_SOURCE)
    opened, decided = standing.on(Move.OPEN_PENALTY), standing.on(Move.ISSUE_DECISION)
    if opened is not None:
        yield _within(ClockKind.DECISION, limits.decision, opened, calendar, decided)
    yield from _hearing(standing, limits, calendar)
    if decided is not None:
        served = standing.on(Move.SERVE_DECISION)
        yield _within(ClockKind.SERVED, limits.served, decided, calendar, served)
    if Move.SERVE_DECISION in standing.served:
        yield from _remedies(standing, limits, calendar)


def _hearing(standing: Standing, limits: Limits, calendar: Calendar) -> Iterator[Clock]:
    told, called = standing.served.get(Move.SERVE_NOTICE), standing.on(Move.CALL_HEARING)
    if told is not None:
        if limits.argument is not None:
            stated = standing.on(Move.STATE_VIEWS)
            yield _within(ClockKind.ARGUMENT, limits.argument, told, calendar, stated)
        asked = standing.on(Move.ASK_HEARING)
        yield _within(ClockKind.HEARING_ASKED, limits.hearing_asked, told, calendar, asked)
    if called is not None:
        end = limits.hearing_notice.after(standing.served.get(Move.SERVE_HEARING, called), calendar)
        held = standing.on(Move.HOLD_HEARING)
        yield Clock(ClockKind.HEARING, end.day, None, end.provisional, limits.hearing_notice.source, held)


def _remedies(standing: Standing, limits: Limits, calendar: Calendar) -> Iterator[Clock]:
    served = standing.served[Move.SERVE_DECISION]
    paid, pays = pay_until(standing, limits, calendar), standing.on(Move.PERFORM)
    yield Clock(ClockKind.PAID, None, paid.day, paid.provisional, limits.paid.source, pays)
    yield _within(ClockKind.REVIEW, limits.review, served, calendar, standing.on(Move.FILE_REVIEW))
    suit = suit_until(standing, limits, calendar)
    if suit is not None:
        source = (limits.suit_after_review if _is_reviewed(standing) else limits.suit).source
        yield Clock(ClockKind.SUIT, None, suit.day, suit.provisional, source, standing.on(Move.FILE_SUIT))
    applied, demanded = standing.on(Move.APPLY_TO_COURT), standing.served.get(Move.SERVE_DEMAND)
    if demanded is not None:
        end = limits.demand.after(demanded, calendar)
        yield Clock(ClockKind.DEMAND, end.day + _DAY, None, end.provisional, limits.demand.source, applied)
    window = court_window(standing, limits, calendar)
    if window is not None:
        first, last = window
        yield Clock(ClockKind.COURT, first, last.day, last.provisional, limits.court.source, applied)
    if applied is not None:
        yield from _before_court(standing, applied, limits, calendar)


def _before_court(standing: Standing, applied: date, limits: Limits, calendar: Calendar) -> Iterator[Clock]:
    """By when the court takes an application up, and by when it rules on one that it has taken up."""
    accepted, turned = standing.on(Move.ACCEPTED), standing.on(Move.TURNED_AWAY)
    answered = accepted or (turned if turned is not None and turned >= applied else None)
    yield _within(ClockKind.COURT_ACCEPTS, limits.court_accepts, applied, calendar, answered)
    if accepted is not None:
        yield _within(ClockKind.COURT_RULES, limits.court_rules, accepted, calendar, standing.on(Move.RULE))


def order_ends(standing: Standing, calendar: Calendar) -> Deadline | None:
    """The last day of an order that was served; one that is no working day moves to the next."""
    order = standing.facts.get(Move.ISSUE_ORDER)
    if order is None or order.until is None or Move.SERVE_ORDER not in standing.served:
        return None
    return deadline(order.until, Span(0, SpanUnit.DAY), calendar, legal=True)


def pay_until(standing: Standing, limits: Limits, calendar: Calendar) -> Deadline:
    """The last day to perform a decision that was served: that of law, or a later one that the decision gives."""
    by_law = limits.paid.after(standing.served[Move.SERVE_DECISION], calendar)
    given = standing.facts[Move.ISSUE_DECISION].until
    return Deadline(given, False) if given is not None and given > by_law.day else by_law


def suit_until(standing: Standing, limits: Limits, calendar: Calendar) -> Deadline | None:
    """The last day to bring a suit against a decision that was served; None while a review is pending."""
    if Move.FILE_REVIEW not in standing.facts:
        return limits.suit.after(standing.served[Move.SERVE_DECISION], calendar)
    decided = standing.on(Move.DECIDE_REVIEW)
    if decided is None:
        return None
    if not _is_reviewed(standing):
        return limits.suit.after(standing.served[Move.SERVE_DECISION], calendar)
    return limits.suit_after_review.after(decided, calendar)


def _is_reviewed(standing: Standing) -> bool:
    """Whether a review was decided on, and not withdrawn."""
    return standing.outcome(Move.DECIDE_REVIEW) in (Outcome.UPHELD, Outcome.ANNULLED)


def is_sued(standing: Standing) -> bool:
    """Whether a suit against the decision was brought and not withdrawn: then its judgment is what is enforced."""
    return Move.FILE_SUIT in standing.facts and standing.outcome(Move.DECIDE_SUIT) is not Outcome.WITHDRAWN


def court_window(standing: Standing, limits: Limits, calendar: Calendar) -> tuple[date, Deadline] | None:
    """From when until when the court may be asked: once review and suit have run out; None while that is not known."""
    suit = suit_until(standing, limits, calendar)
    if suit is None or is_sued(standing):
        return None
    ended = suit
    if not _is_reviewed(standing):
        review = limits.review.after(standing.served[Move.SERVE_DECISION], calendar)
        ended = max(suit, review, key=lambda each: each.day)
    last = limits.court.after(ended.day, calendar)
    return ended.day + _DAY, Deadline(last.day, last.provisional or ended.provisional)


def _within(kind: ClockKind, limit: Limit, start: date, calendar: Calendar, done_on: date | None) -> Clock:
    end = limit.after(start, calendar)
    return Clock(kind, None, end.day, end.provisional, limit.source, done_on)


def _until(kind: ClockKind, end: Deadline, source: str) -> Clock:
    return Clock(kind, None, end.day, end.provisional, source)
