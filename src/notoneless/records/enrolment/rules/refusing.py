"""Which step is refused, and why: pure, each with its sentence."""

from datetime import date, timedelta

from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.codes.rolls import REASONS, STUDY_SUSPENSION_REASONS, Movement
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.rules.parameters import RollParameters
from notoneless.records.enrolment.rules.standing import NEXT, PENDING, Standing, State, Step

FORBIDDEN = frozenset({Movement.WITHDRAWAL, Movement.EXPULSION})
"""Compulsory Education Law 27: nobody is expelled; pupils of compulsory age do not withdraw either."""

LEAVING = frozenset({Movement.DEATH, Movement.OTHER_LEAVING})
"""What a pupil may leave the roll by."""

ENTERING = frozenset({Movement.ENTRY, Movement.TRANSFER_IN, Movement.IMPORT})
"""What a pupil may come to the roll by."""

_OWN_WORDS = {
    (State.SUSPENDED, Step.TRANSFER_OUT): "enrolment.no_transfer_while_suspended",
    (State.SUSPENDED, Step.COMPLETE): "enrolment.pending",
    (State.NOT_CONFIRMED, Step.COMPLETE): "enrolment.pending",
    (State.DEFERRED, Step.COMPLETE): "enrolment.pending",
    (State.ON_ROLL, Step.RESUME): "enrolment.not_suspended",
    (State.ON_ROLL, Step.TRANSFER_IN): "enrolment.not_sent",
}


def why_not(standing: Standing, step: Step, on: date, today: date) -> Problem | None:
    """Why a step cannot be entered for that day; None where it can."""
    if on > today:
        return Problem("enrolment.future", {"day": on.isoformat()})
    if step not in NEXT[standing.state]:
        own = _OWN_WORDS.get((standing.state, step))
        named = {"state": Problem(f"enrolment.state_{standing.state}"), "step": Problem(f"enrolment.step_{step}")}
        return Problem(own) if own else Problem("enrolment.not_now", named)
    if standing.last_on and on < standing.last_on:
        return Problem("enrolment.backwards", {"day": on.isoformat(), "last": standing.last_on.isoformat()})
    return None


def why_not_suspended(
    standing: Standing, on: date, until: date, reason: str | None, parameters: RollParameters
) -> Problem | None:
    """Why a suspension of studies, or its extension, cannot be so long, so often, or for that. A reason that an application
    keeps, None here, was looked at there."""
    if reason is not None and reason not in STUDY_SUSPENSION_REASONS:
        return Problem("enrolment.no_reason", {"reason": reason})
    begins = standing.until if standing.state is State.SUSPENDED and standing.until else on
    # an extension entered long after the end of what it extends ends no earlier than it is entered
    if on < begins and until <= begins:
        return Problem("enrolment.suspended_already", {"until": begins.isoformat()})
    if until <= max(begins, on):
        return Problem("enrolment.ends_before", {"day": until.isoformat()})
    if until > months_after(begins, parameters.study_suspension_months):
        return Problem("enrolment.suspended_too_long", {"months": parameters.study_suspension_months})
    if standing.state is State.SUSPENDED and standing.extensions >= parameters.extensions:
        return Problem("enrolment.extended_too_often", {"times": parameters.extensions})
    return None


def why_not_resumed(standing: Standing, grade: int) -> Problem | None:
    """Why a child cannot come back to a grade: it is above its own."""
    own = standing.grade
    return Problem("enrolment.higher_grade", {"grade": own}) if own is not None and grade > own else None


def why_not_deferred(on: date, until: date, reason: str | None, parameters: RollParameters) -> Problem | None:
    """Why a deferral of enrolment cannot be so long, or for that. A reason that an application keeps is None here."""
    if reason is not None and reason not in STUDY_SUSPENSION_REASONS:
        return Problem("enrolment.no_reason", {"reason": reason})
    if until <= on:
        return Problem("enrolment.ends_before", {"day": until.isoformat()})
    if until > months_after(on, parameters.deferral_months):
        return Problem("enrolment.deferred_too_long", {"months": parameters.deferral_months})
    return None


def why_not_left(movement: str, reason: str, destination: str) -> Problem | None:
    """Why a pupil cannot leave the roll so."""
    if movement in FORBIDDEN:
        return Problem("enrolment.compulsory")
    if movement == Movement.DROPOUT:
        return Problem("enrolment.dropout_stays")
    if movement not in LEAVING:
        return Problem("enrolment.no_movement", {"movement": movement})
    if movement == Movement.OTHER_LEAVING and not destination:
        return Problem("enrolment.no_destination")
    return why_no_reason(reason) if reason else None


def why_no_reason(reason: str) -> Problem | None:
    """Why a reason cannot be entered: it is none of the code table."""
    return None if reason in REASONS else Problem("enrolment.no_reason", {"reason": reason})


def why_no_grade(grade: int) -> Problem | None:
    """Why a grade is none of the nine."""
    return None if 1 <= grade <= LAST_COMPULSORY_GRADE else Problem("enrolment.no_grade", {"grade": grade})


def why_unborn(born_on: date | None, on: date) -> Problem | None:
    """Why an entry cannot begin on a day: the child was not born."""
    return (
        Problem("enrolment.before_birth", {"day": born_on.isoformat()})
        if born_on is not None and on < born_on
        else None
    )


def why_not_promoted(standings: list[Standing], on: date, parameters: RollParameters) -> Problem | None:
    """Why a class cannot be promoted: nobody is there to be, it was lately, or it is in the last grade."""
    moving = [each for each in standings if each.state is State.ON_ROLL]
    if not moving:
        return Problem("enrolment.empty_class")
    if any((each.grade or 0) >= LAST_COMPULSORY_GRADE for each in moving):
        return Problem("enrolment.last_grade", {"grade": LAST_COMPULSORY_GRADE})
    apart = timedelta(days=parameters.promotion_days)
    lately = [each for each in moving if each.promoted_on and on - each.promoted_on < apart]
    return Problem("enrolment.promoted_already", {"count": len(lately)}) if lately else None


def why_not_completed(standings: list[Standing]) -> Problem | None:
    """Why a class cannot complete: nobody is there to, or somebody's business is pending."""
    pending = sum(each.state in PENDING for each in standings)
    if pending:
        return Problem("enrolment.pending_in_class", {"count": pending})
    if not any(each.state is State.ON_ROLL for each in standings):
        return Problem("enrolment.empty_class")
    return None


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last day; where years end, the last of all."""
    year, month = divmod(day.month - 1 + months, 12)
    if day.year + year >= date.max.year:
        return date.max
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def confirmed_by(standing: Standing, parameters: RollParameters) -> date | None:
    """The last day on which the school that receives a child is to be confirmed; None where none is awaited."""
    if standing.state is not State.NOT_CONFIRMED or standing.since is None:
        return None
    return standing.since + timedelta(days=parameters.confirmation_days)


def is_overdue(standing: Standing, today: date, parameters: RollParameters) -> bool:
    """Whether what is expected has not come: a resumption, an end of deferral, a receiving school."""
    last = confirmed_by(standing, parameters)
    if last is not None:
        return today > last
    return standing.state in (State.SUSPENDED, State.DEFERRED) and bool(standing.until and today > standing.until)
