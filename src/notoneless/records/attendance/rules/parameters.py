"""The settings of attendance: sessions, reasons, how long things may be done; all decided by the county."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import lru_cache

from notoneless.policy.model import Parameter
from notoneless.records.attendance.rules.kinds import MarkKind

PLAN = "local/attendance"
_SESSION, _REASON = "session.", "reason."


@dataclass(frozen=True, slots=True)
class Session:
    """A part of the school day that is reported by itself; `closes`: by when, for the duty of that day."""

    key: str
    zh: str
    en: str
    closes: time


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pupil was not there, and the marks that it fits."""

    key: str
    zh: str
    en: str
    marks: tuple[MarkKind, ...]


@dataclass(frozen=True, slots=True)
class AttendanceParameters:
    """What the county has set. `report_within`, `correct_within` in school days, the others in days."""

    sessions: tuple[Session, ...]
    reasons: Mapping[str, Reason]
    report_within: int
    correct_within: int
    teacher_leave: int
    spoken_within: int
    leave_longest: int
    substitute_longest: int

    def session(self, key: str) -> Session | None:
        """The session of a key."""
        return next((each for each in self.sessions if each.key == key), None)

    def order(self, key: str) -> int:
        """The place of a session in the day; one that the county has no more comes last."""
        return next((number for number, each in enumerate(self.sessions) if each.key == key), len(self.sessions))

    def current(self, at: time) -> Session:
        """The session that is to be reported at a time of day: the first that has not closed, else the last."""
        return next((each for each in self.sessions if at < each.closes), self.sessions[-1])

    def reasons_for(self, kind: MarkKind) -> tuple[Reason, ...]:
        """The reasons that fit a mark, what a tap means first."""
        return tuple(each for each in self.reasons.values() if kind in each.marks)

    def usual_reason(self, kind: MarkKind) -> str:
        """What a mark means of which no reason was said."""
        return next((each.key for each in self.reasons_for(kind)), "")


def attendance_parameters(plan: Mapping[str, Parameter]) -> AttendanceParameters:
    """What the county's numbers of a day say; sessions in the order of the day."""
    return _read(tuple(plan.values()))


@lru_cache(maxsize=16)
def _read(found: tuple[Parameter, ...]) -> AttendanceParameters:
    plan = {each.key: each for each in found}
    return AttendanceParameters(
        sessions=tuple(
            sorted((_session(each) for each in found if each.key.startswith(_SESSION)), key=lambda one: one.closes)
        ),
        reasons={
            each.key.removeprefix(_REASON): Reason(each.key.removeprefix(_REASON), each.zh, each.en, _marks(each.value))
            for each in found
            if each.key.startswith(_REASON)
        },
        report_within=int(plan["report_within"].value),
        correct_within=int(plan["correct_within"].value),
        teacher_leave=int(plan["teacher_leave"].value),
        spoken_within=int(plan["spoken_within"].value),
        leave_longest=int(plan["leave_longest"].value),
        substitute_longest=int(plan["substitute_longest"].value),
    )


def _session(each: Parameter) -> Session:
    return Session(each.key.removeprefix(_SESSION), each.zh, each.en, time.fromisoformat(each.value))


def _marks(value: str) -> tuple[MarkKind, ...]:
    return tuple(MarkKind(each) for each in value.split() if each in set(MarkKind))
