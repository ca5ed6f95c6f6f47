"""The kinds of marks, states of a leave, and what is known of where an absent pupil is."""

from collections.abc import Mapping
from enum import StrEnum


class MarkKind(StrEnum):
    """What is noted of a pupil who is not simply there. Nobody is marked as present: that is everybody else."""

    ABSENT = "absent"
    LEAVE = "leave"
    LATE = "late"
    LEFT_EARLY = "left_early"


PRESENT = "present"
"""How everybody without a mark stands."""

AWAY = frozenset({MarkKind.ABSENT, MarkKind.LEAVE})
"""Marks of somebody who was not seen."""


class LeaveState(StrEnum):
    """What has become of an application for leave. GRANTED until the pupil is back: then CLOSED. WITHDRAWN covers no day."""

    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class LeaveStepKind(StrEnum):
    """What happened to a leave. GO_ON: it was closed by a mark that was wrong, and runs again."""

    APPLY = "apply"
    GRANT = "grant"
    REFUSE = "refuse"
    EXTEND = "extend"
    CLOSE = "close"
    GO_ON = "go_on"
    WITHDRAW = "withdraw"


NEXT: Mapping[LeaveState, Mapping[LeaveStepKind, LeaveState]] = {
    LeaveState.APPLIED: {
        LeaveStepKind.GRANT: LeaveState.GRANTED,
        LeaveStepKind.REFUSE: LeaveState.REFUSED,
        LeaveStepKind.WITHDRAW: LeaveState.WITHDRAWN,
    },
    LeaveState.GRANTED: {
        LeaveStepKind.EXTEND: LeaveState.GRANTED,
        LeaveStepKind.CLOSE: LeaveState.CLOSED,
        LeaveStepKind.WITHDRAW: LeaveState.WITHDRAWN,
    },
    LeaveState.REFUSED: {},
    LeaveState.CLOSED: {LeaveStepKind.GO_ON: LeaveState.GRANTED, LeaveStepKind.WITHDRAW: LeaveState.WITHDRAWN},
    LeaveState.WITHDRAWN: {},
}
"""Which step may follow, and to what it leads."""


class TracedTo(StrEnum):
    """Where an absent pupil was found to be."""

    BACK = "back"
    AT_HOME = "at_home"
    ILL = "ill"
    WITH_FAMILY = "with_family"
    WORKING = "working"
    OTHER_SCHOOL = "other_school"
    ELSEWHERE = "elsewhere"


class NotAsked(StrEnum):
    """Why a pupil of a class is not asked about."""

    SUSPENDED = "suspended"
    GONE = "gone"
    PLACE_KEPT = "place_kept"
    TAUGHT_AT_HOME = "taught_at_home"
    NOT_THEN = "not_then"
