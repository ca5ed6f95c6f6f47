"""The statistics forms of clause 2.25: their official titles, own terms and columns, and when a row is a special case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notoneless.kernel.calendar import AUTUMN, SPRING, Calendar, Term
from notoneless.kernel.problems import Problem


class FormKind(StrEnum):
    """The forms there are."""

    DEFERRAL = "deferral"
    STUDY_SUSPENSION = "suspension"
    INCLUSION = "inclusion"
    HOME_TEACHING = "home_teaching"
    DROPOUT = "dropout"


class Column(StrEnum):
    """What forms show, each in its own order (`COLUMNS`). Some are written by hand: nothing in the program knows them yet."""

    SERIAL = "serial"
    SCHOOL = "school"
    GRADE = "grade"
    ROOM = "room"
    NAME = "name"
    SEX = "sex"
    BORN_ON = "born_on"
    ID_NUMBER = "id_number"
    STUDENT_NUMBER = "student_number"
    DISABILITY_NUMBER = "disability_number"
    DISABILITY_KIND = "disability_kind"
    DISABILITY_GRADE = "disability_grade"
    REGISTERED_AT = "registered_at"
    HOME = "home"
    GUARDIAN = "guardian"
    PHONE = "phone"
    REASON = "reason"
    APPROVED_BY = "approved_by"
    APPROVAL = "approval"
    PROVED_BY = "proved_by"
    SINCE = "since"
    UNTIL = "until"
    NEXT_SCHOOL = "next_school"
    APPLICATION = "application"
    IS_HOME_TAUGHT = "is_home_taught"
    CLASS_TEACHER = "class_teacher"
    RESOURCE_TEACHER = "resource_teacher"
    HAS_PLAN = "has_plan"
    ATTENDS = "attends"
    WHERE = "where"
    TEACHING_SCHOOL = "teaching_school"
    TEACHERS = "teachers"
    TIMES_A_WEEK = "times_a_week"
    LESSONS = "lessons"
    AGREEMENT = "agreement"
    PLAN = "plan"
    LEFT_ON = "left_on"
    EFFORTS = "efforts"
    JOINT = "joint"
    DESTINATION = "destination"
    ACCOUNTABLE = "accountable"
    STATE = "state"
    BACK_ON = "back_on"
    REMARK = "remark"


_C = Column
COLUMNS: Mapping[FormKind, Sequence[Column]] = {
    FormKind.DEFERRAL: (
        *(_C.SERIAL, _C.NAME, _C.SEX, _C.BORN_ON, _C.ID_NUMBER, _C.REGISTERED_AT, _C.HOME, _C.GUARDIAN, _C.PHONE),
        *(_C.REASON, _C.APPROVED_BY, _C.SINCE, _C.UNTIL, _C.NEXT_SCHOOL, _C.APPLICATION, _C.REMARK),
    ),
    FormKind.STUDY_SUSPENSION: (
        *(_C.SERIAL, _C.SCHOOL, _C.GRADE, _C.ROOM, _C.NAME, _C.SEX, _C.ID_NUMBER, _C.STUDENT_NUMBER, _C.GUARDIAN),
        *(_C.PHONE, _C.REASON, _C.PROVED_BY, _C.SINCE, _C.UNTIL, _C.APPROVAL, _C.IS_HOME_TAUGHT, _C.REMARK),
    ),
    FormKind.INCLUSION: (
        *(_C.SERIAL, _C.NAME, _C.SEX, _C.ID_NUMBER, _C.DISABILITY_NUMBER, _C.DISABILITY_KIND, _C.DISABILITY_GRADE),
        *(_C.SCHOOL, _C.GRADE, _C.ROOM, _C.STUDENT_NUMBER, _C.CLASS_TEACHER, _C.RESOURCE_TEACHER, _C.HAS_PLAN),
        *(_C.ATTENDS, _C.WHERE, _C.GUARDIAN, _C.PHONE, _C.REMARK),
    ),
    FormKind.HOME_TEACHING: (
        *(_C.SERIAL, _C.NAME, _C.SEX, _C.BORN_ON, _C.ID_NUMBER, _C.DISABILITY_NUMBER, _C.DISABILITY_KIND),
        *(_C.DISABILITY_GRADE, _C.REGISTERED_AT, _C.HOME, _C.GUARDIAN, _C.PHONE, _C.SCHOOL, _C.GRADE),
        *(_C.STUDENT_NUMBER, _C.TEACHING_SCHOOL, _C.TEACHERS, _C.TIMES_A_WEEK, _C.LESSONS, _C.SINCE),
        *(_C.AGREEMENT, _C.PLAN, _C.REMARK),
    ),
    FormKind.DROPOUT: (
        *(_C.SERIAL, _C.SCHOOL, _C.ROOM, _C.NAME, _C.SEX, _C.BORN_ON, _C.GUARDIAN, _C.HOME, _C.LEFT_ON, _C.REASON),
        *(_C.EFFORTS, _C.JOINT, _C.DESTINATION, _C.ACCOUNTABLE, _C.STATE, _C.BACK_ON, _C.REMARK),
    ),
}
"""The columns of each form in their order; sources: clause 2.25's plan, and the forms put together in the fact sheet."""

SEASON: Mapping[FormKind, int] = {
    FormKind.DEFERRAL: SPRING,
    FormKind.STUDY_SUSPENSION: SPRING,
    FormKind.INCLUSION: AUTUMN,
    FormKind.HOME_TEACHING: AUTUMN,
    FormKind.DROPOUT: AUTUMN,
}
"""The term of each form: spring or autumn, as the plan has it."""

NAMES: Mapping[FormKind, tuple[str, int]] = {
    FormKind.DEFERRAL: ("document.spring_forms", 0),
    FormKind.STUDY_SUSPENSION: ("document.spring_forms", 1),
    FormKind.INCLUSION: ("document.autumn_forms", 0),
    FormKind.HOME_TEACHING: ("document.autumn_forms", 1),
    FormKind.DROPOUT: ("document.autumn_forms", 2),
}
"""Which number of a plan names each form, and at which place in it."""

LISTED = frozenset({FormKind.INCLUSION, FormKind.HOME_TEACHING})
"""Forms of special education, on which a school may also list pupils itself."""


class Special(StrEnum):
    """Why a row is a special case, for which the form wants a remark."""

    NO_END = "no_end"
    """Nobody has said until when."""
    OVER = "over"
    """The day is past, and the child has neither entered nor come back."""
    NOT_ON_ROLL = "not_on_roll"
    """The child is on the roll of this school no longer, or not yet."""
    ABSENT = "absent"
    """The pupil does not come to school as others do."""
    NOT_TRACED = "not_traced"
    """Nobody has found where the dropout is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules ask of a row. `missed`: days missed without leave since the pupil was last seen.
    `is_traced`: somebody has found where a dropout is."""

    kind: FormKind
    until: date | None = None
    is_on_roll: bool = True
    missed: int = 0
    is_traced: bool = True


def special(known: Known, as_of: date) -> Special | None:
    """Why a row is a special case on a day, if it is one."""
    if known.kind in LISTED:
        if not known.is_on_roll:
            return Special.NOT_ON_ROLL
        return Special.ABSENT if known.kind is FormKind.INCLUSION and known.missed else None
    if known.kind is FormKind.DROPOUT:
        return None if known.is_traced else Special.NOT_TRACED
    if known.until is None:
        return Special.NO_END
    return Special.OVER if known.until < as_of else None


def term_of_form(kind: FormKind, year: int, calendar: Calendar) -> Term | None:
    """The term of a form of a calendar year: autumn begins a school year, spring ends the one before."""
    season = SEASON[kind]
    terms = calendar.terms_of_year(year if season == AUTUMN else year - 1)
    return next((term for term in terms if term.number == season), None)


def year_of_form(kind: FormKind, day: date, calendar: Calendar) -> int:
    """The year whose form a day asks for: that of the last term of its season which has begun."""
    for year in (day.year, day.year - 1):
        term = term_of_form(kind, year, calendar)
        if term is not None and term.first_day <= day:
            return year
    return day.year - 1


def title(county: str, kind: FormKind, year: int, name: str) -> str:
    """The official title, such as 晴川县2026年春季学期休学学生信息统计表."""
    return f"{county}{year}年{'春' if SEASON[kind] == SPRING else '秋'}季学期{name}"


def why_not_signed(first: date | None, today: date, lacking: int, is_same: bool) -> Problem | None:
    """Why a form is not signed off: its term has not begun, a special case lacks its remark, or nothing has changed since."""
    if first is None or today < first:
        return Problem("statistics.not_begun", {"day": first.isoformat() if first else "—"})
    if lacking:
        return Problem("statistics.remarks_missing", {"count": lacking})
    return Problem("statistics.signed_already") if is_same else None
