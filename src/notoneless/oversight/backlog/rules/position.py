"""At which step an open case stands, who has to act next, and by when: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from notoneless.casework.cases.rules.standing import State
from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState
from notoneless.casework.procedures.rules.moves import EnforcementStep
from notoneless.policy.model import Parameter

PLAN = "local/backlog"


class BacklogStep(StrEnum):
    """What has to be done next, in the order in which a case comes to it."""

    VERIFY = "verify"
    NOTIFY = "notify"
    RETURN = "return"
    HAND_OVER = "hand_over"
    TAKE_UP = "take_up"
    ORDER = "order"
    PENALTY = "penalty"
    COURT = "court"
    FOLLOW = "follow"
    REVIEW = "review"
    CLOSE = "close"


class Owner(StrEnum):
    """Whose turn it is: the unit that leads the child's working group, else its school, or its village where it has none; the
    township of its home; the county.
    """

    LEAD = "lead"
    TOWNSHIP = "township"
    COUNTY = "county"


OWNERS: Mapping[BacklogStep, Owner] = {
    BacklogStep.VERIFY: Owner.LEAD,
    BacklogStep.NOTIFY: Owner.LEAD,
    BacklogStep.RETURN: Owner.LEAD,
    BacklogStep.HAND_OVER: Owner.LEAD,
    BacklogStep.TAKE_UP: Owner.TOWNSHIP,
    BacklogStep.ORDER: Owner.TOWNSHIP,
    BacklogStep.PENALTY: Owner.COUNTY,
    BacklogStep.COURT: Owner.COUNTY,
    BacklogStep.FOLLOW: Owner.LEAD,
    BacklogStep.REVIEW: Owner.LEAD,
    BacklogStep.CLOSE: Owner.TOWNSHIP,
}
"""Whose turn it is at each step. A return that the township has asked for is the township's to follow."""

BANDS: tuple[tuple[str, int, int], ...] = (("week", 1, 7), ("month", 8, 30), ("longer", 31, 100_000))
"""How long something has been overdue: the name, from how many days, to how many."""


@dataclass(frozen=True, slots=True)
class Within:
    """The days that the county leaves for each step of which neither law nor a plan says anything."""

    verify: int
    notify: int
    take_up: int
    close: int


def within_of(found: Mapping[str, Parameter]) -> Within:
    """What the county's numbers say."""

    def days(key: str) -> int:
        return int(found[key].value)

    return Within(
        verify=days("verify_within"),
        notify=days("notify_within"),
        take_up=days("take_up_within"),
        close=days("close_within"),
    )


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The latest notice of a dropout that stands."""

    kind: NoticeKind
    state: NoticeState
    until: date
    handed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is asked of an open case. `step`, `until`: the legal step at which it stands, and by when what is next of that.
    `is_back`, `follow_by`: the child has returned, and by when somebody confirms next that it stays. `review_on`: the case is
    on hold until that day. `has_school`: a school has the child; else the township tells its guardians.
    """

    state: State
    since: date
    verified_on: date | None = None
    notice: NoticeFacts | None = None
    step: EnforcementStep | None = None
    until: date | None = None
    is_back: bool = False
    follow_by: date | None = None
    review_on: date | None = None
    has_school: bool = True


@dataclass(frozen=True, slots=True)
class Position:
    """Where a case stands. `due`: the last day on which the next thing is in time; None where nothing sets one."""

    step: BacklogStep
    owner: Owner
    due: date | None

    def overdue(self, today: date) -> int:
        """Days since the last day; nought while it is not over."""
        return max(0, (today - self.due).days) if self.due is not None else 0


_LEGAL = {
    EnforcementStep.ORDER: BacklogStep.ORDER,
    EnforcementStep.PENALTY: BacklogStep.PENALTY,
    EnforcementStep.COURT: BacklogStep.COURT,
}


def position_of(case: CaseFacts, within: Within) -> Position:
    """Where an open case stands: a hold comes before a return, that before a legal step, that before a notice."""
    if case.review_on is not None:
        return _at(BacklogStep.REVIEW, case.review_on)
    if case.state is State.SUSPECTED:
        return _at(BacklogStep.VERIFY, _after(case.since, within.verify))
    if case.state is State.PROPOSED:
        return _at(BacklogStep.CLOSE, _after(case.since, within.close))
    if case.is_back:
        return _at(BacklogStep.FOLLOW, case.follow_by)
    if case.step in _LEGAL:
        return _at(_LEGAL[case.step], case.until)
    if case.notice is None:
        due = _after(case.verified_on or case.since, within.notify)
        return Position(BacklogStep.NOTIFY, Owner.LEAD if case.has_school else Owner.TOWNSHIP, due)
    return _of_notice(case.notice, within)


def _of_notice(notice: NoticeFacts, within: Within) -> Position:
    if notice.state is NoticeState.HANDED_OVER and notice.handed_on is not None:
        return _at(BacklogStep.TAKE_UP, _after(notice.handed_on, within.take_up))
    if notice.state is not NoticeState.OVERDUE:
        owner = Owner.TOWNSHIP if notice.kind is NoticeKind.DEADLINE else Owner.LEAD
        return Position(BacklogStep.RETURN, owner, notice.until)
    return _at(BacklogStep.ORDER if notice.kind is NoticeKind.DEADLINE else BacklogStep.HAND_OVER, notice.until)


def _at(step: BacklogStep, due: date | None) -> Position:
    return Position(step, OWNERS[step], due)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def band_of(days: int) -> str:
    """The name of the band in BANDS for so many days overdue; empty for none."""
    return next((name for name, least, most in BANDS if least <= days <= most), "")


def share_of(part: int, whole: int) -> str:
    """A share in percent with one digit behind the point; a part that is not nought is never told as 0.0."""
    if not whole:
        return "0.0"
    return f"{max(0.1, round(100 * part / whole, 1)) if part else 0.0:.1f}"
