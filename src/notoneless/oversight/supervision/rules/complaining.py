"""What complaints are about, where one stands, and why something cannot be done about it."""

from enum import StrEnum

from notoneless.kernel.problems import Problem

A_DAY_FROM_ADDRESS, A_DAY_BY_LINK = 10, 200
"""Complaints of one day from one address, which may be a whole school's, and by one link. The next day begins anew."""


class ComplaintKind(StrEnum):
    """What it is about: clause 1.09 (CORPORAL: punishment, open or disguised), clause 4.12 (NEGLECT, MOCKERY), and others."""

    CORPORAL = "corporal"
    NEGLECT = "neglect"
    MOCKERY = "mockery"
    CONCEALED = "concealed"
    OTHER = "other"


DRIVING_AWAY = (ComplaintKind.NEGLECT, ComplaintKind.MOCKERY)
"""What may have driven a pupil away, by clause 4.12."""


class ComplaintState(StrEnum):
    """Where a complaint stands. FOUND: what looking into it has shown is written down."""

    RECEIVED = "received"
    LOOKING = "looking"
    FOUND = "found"
    DECIDED = "decided"


class Verdict(StrEnum):
    """What is decided of a complaint."""

    PROVED = "proved"
    PARTLY = "partly"
    UNPROVED = "unproved"


class Outcome(StrEnum):
    """What follows for a person after an inquiry."""

    NONE = "none"
    TALK = "talk"
    REBUKE = "rebuke"
    DISCIPLINE = "discipline"
    REFERRED = "referred"


def why_not_taken_up(state: ComplaintState, looker_is_accused: bool) -> Problem | None:
    """Why nobody can be asked to look into a complaint, or not that person."""
    if state is ComplaintState.DECIDED:
        return Problem("complaining.decided")
    return Problem("complaining.accused_looks") if looker_is_accused else None


def why_not_found(state: ComplaintState, is_looker: bool, is_accused: bool) -> Problem | None:
    """Why what was found cannot be written down by somebody."""
    if is_accused:
        return Problem("complaining.accused_looks")
    if state is ComplaintState.DECIDED:
        return Problem("complaining.decided")
    if state is ComplaintState.RECEIVED:
        return Problem("complaining.nobody_looks")
    return None if is_looker else Problem("complaining.other_looks")


def why_not_decided(state: ComplaintState, is_looker: bool, is_accused: bool) -> Problem | None:
    """Why somebody cannot decide: it is decided, nothing was found yet, or it is the own complaint or the own finding."""
    if is_accused:
        return Problem("complaining.accused_decides")
    if state is ComplaintState.DECIDED:
        return Problem("complaining.decided")
    if state is not ComplaintState.FOUND:
        return Problem("complaining.nothing_found")
    return Problem("complaining.looker_decides") if is_looker else None
