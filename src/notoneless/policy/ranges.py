"""Between what the numbers of plans lie: what is less is no rule any more, what is more is a slip of the pen.

A range belongs to the key of a number, wherever it is written; keys that only one plan has go by how they end and by their
unit. What is out of its range is refused as a plan is brought, changed or adopted, so that what is adopted is carried out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import Problem
from notoneless.policy.model import Parameter, Plan, Stricter, measured
from notoneless.policy.uses import lengths_of
from notoneless.policy.values import counted_in, is_whole


class Reason(StrEnum):
    """Why a number lies between two others; each has its sentence in the catalogue."""

    RUNG = "rung"
    DEADLINE = "deadline"
    BACK = "back"
    LASTS = "lasts"
    WANTED = "wanted"
    ALLOWED = "allowed"
    NONE = "none"
    """Of a target that is none at all by what it is called."""
    SHARE = "share"
    POINTS = "points"
    HIDDEN = "hidden"
    AGE = "age"
    CALENDAR = "calendar"
    COUNT = "count"
    FROM_START = "from_start"
    """Of a length that a duty counts from the start of its period."""


class Form(StrEnum):
    """How a value is written."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    LIST = "list"
    """Whole numbers between blanks."""


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most of a number, both included, why, and in which unit that is meant."""

    least: int
    most: int
    reason: Reason
    unit: str
    form: Form = Form.WHOLE

    @property
    def is_one(self) -> bool:
        """Whether there is no choice."""
        return self.least == self.most


_BY_KEY: Mapping[Reason, Mapping[str, tuple[int, int, str]]] = {
    Reason.RUNG: {
        "ladder.contact_after": (1, 5, "school_day"),
        "ladder.visit_after": (1, 10, "school_day"),
        "ladder.listed_after": (1, 15, "school_day"),
        "ladder.listed_days": (1, 30, "school_day"),
        "return.absent_most": (0, 10, "school_day"),
        "ladder.suspected_after": (1, 4, "week"),
        "ladder.dropout_after": (1, 3, "month"),
        "ladder.unregistered_listed_within": (1, 4, "week"),
    },
    Reason.DEADLINE: {
        "ladder.out_of_school_from": (0, 30, "day"),
        "contact_within": (0, 5, "school_day"),
        "visit_within": (0, 10, "school_day"),
        "list_within": (0, 10, "school_day"),
        "suspected_within": (0, 5, "school_day"),
        "dropout_within": (0, 5, "school_day"),
        "registered_within": (0, 10, "school_day"),
        "leave_within": (0, 10, "school_day"),
        "study_suspension_within": (0, 10, "school_day"),
        "alert.decide_within": (0, 30, "day"),
        "alert.find_within": (1, 90, "day"),
        "duty.raised_after": (0, 20, "working_day"),
        "report_within": (0, 200, "school_day"),
        "correct_within": (0, 30, "school_day"),
        "transfer_confirmed_within": (1, 60, "day"),
        "visit.wavering_within": (0, 14, "day"),
        "watch.wavering_within": (0, 14, "day"),
        "watch.contact_every": (1, 60, "day"),
        "watch.screening_within": (1, 90, "day"),
        "return.confirm_within": (0, 60, "day"),
        "return.accept_within": (0, 30, "day"),
        "case.accept_within": (0, 30, "day"),
        "return.review_within": (1, 180, "day"),
        "registry.away_contact_every": (1, 6, "month"),
    },
    Reason.BACK: {
        "ladder.listed_within": (5, 100, "school_day"),
        "attendance_window": (5, 100, "school_day"),
        "spoken_within": (1, 60, "day"),
        "case.pause_longest": (1, 90, "day"),
        "return.relapse_early": (1, 180, "day"),
        "return.long_away": (1, 366, "day"),
        "roll_change.empty_after": (5, 100, "school_day"),
        "history_left": (1, 9, "year"),
        "history_away": (1, 9, "year"),
        "post_ending_days": (1, 366, "day"),
        "duty.shown_before": (1, 62, "day"),
        "duty.sealed_after": (0, 60, "day"),
    },
    Reason.LASTS: {
        "teacher_leave": (0, 30, "day"),
        "leave_longest": (1, 180, "day"),
        "substitute_longest": (1, 180, "day"),
        "study_suspension_longest": (1, 24, "month"),
        "study_suspension_extensions": (0, 3, "time"),
        "deferral_longest": (1, 24, "month"),
        "promotion_apart": (30, 366, "day"),
        "clearing_stands": (1, 366, "day"),
        "visit.nomination_lasts": (1, 180, "day"),
        "primary_years": (1, 9, "year"),
        "junior_years": (1, 9, "year"),
    },
    Reason.WANTED: {
        "homebound.hours_per_visit": (0, 20, "class_hour"),
        "homebound.men_per_visit": (0, 10, "person"),
        "homebound.visits_per_week": (1, 7, "visit"),
        "roll.comparisons": (1, 5, "comparison"),
        "visit.per_term": (1, 200, "visit"),
        "visit.a_week": (1, 50, "child"),
        "return.sessions_seen": (1, 30, "session"),
    },
    Reason.NONE: {
        "dropout.allowed": (0, 0, "child"),
    },
    Reason.POINTS: {
        "attendance_unexcused": (1, 30, "school_day"),
        "learning_one": (1, 12, "subject"),
        "learning_two": (1, 12, "subject"),
        "learning_three": (1, 12, "subject"),
        "age_one": (1, 10, "age"),
        "age_more": (1, 10, "age"),
        "distance_far": (1, 50, "kilometre"),
        "listed_from": (1, 20, "point"),
        "total_cap": (1, 20, "point"),
        "attendance_low": (1, 100, "percent"),
        "attendance_middle": (1, 100, "percent"),
        "attendance_high": (1, 100, "percent"),
        "attendance_worse": (1, 100, "percent"),
    },
    Reason.HIDDEN: {
        "audit_least": (1, 1000, "child"),
        "audit_hidden": (1, 50, "child"),
        "suppress_below": (1, 50, "person"),
    },
    Reason.SHARE: {
        "audit_ratio": (1, 100, "percent"),
        "return.present_share": (50, 100, "percent"),
        "return.reported_share": (50, 100, "percent"),
        "retention_cap": (100, 200, "percent"),
        "visit.under_served_share": (0, 100, "percent"),
        "visit.random_share": (0, 100, "percent"),
        "visit.same_words_share": (1, 100, "percent"),
    },
    Reason.AGE: {
        "school_age_from": (3, 8, "age"),
        "school_age_until": (12, 20, "age"),
        "kindergarten_age_from": (1, 6, "age"),
        "registry.latest_entry_age": (6, 10, "age"),
        "enforcement.youngest_penalized": (14, 18, "age"),
    },
    Reason.CALENDAR: {
        "due_day": (1, 31, "day"),
        "holiday_reach": (1, 60, "day"),
        "term_shortest": (1, 366, "day"),
        "term_longest": (1, 366, "day"),
    },
    Reason.COUNT: {
        "visit.photos_most": (0, 9, "photo"),
        "visit.same_words_from": (10, 1000, "character"),
        "visit.travel_speed": (5, 150, "kilometre"),
        "supervision.pay_deduction": (0, 100_000, "yuan"),
    },
}
_LISTS: Mapping[str, tuple[int, int, str]] = {
    "ladder.no_show_days": (1, 60, "text"),
    "return.marks": (1, 366, "text"),
    "grade_weighty": (1, 9, "name"),
    "grade_light": (1, 9, "name"),
}
"""Numbers between blanks whose unit does not say so: days of a term, grades."""
_SPANS: Mapping[str, int] = {"day": 180, "working_day": 120, "school_day": 100, "week": 26, "month": 12, "year": 5}
_NOUGHT_TO: Mapping[str, tuple[int, Reason]] = {
    **{unit: (most, Reason.DEADLINE) for unit, most in _SPANS.items()},
    "age": (20, Reason.AGE),
    "point": (20, Reason.POINTS),
    "percent": (100, Reason.SHARE),
    "yuan": (1_000_000, Reason.COUNT),
}
_LISTED: Mapping[str, tuple[int, int]] = {"month": (1, 12), "grade": (1, 9)}
_WORDED = frozenset({"name", "text", "columns", "reason", "month-day", "time_of_day"})
"""Units of words and of days: what they may say is asked elsewhere."""
_INTEGER, _FIGURES = re.compile("-?[0-9]+"), re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MOST_ASKED, _MOST_COUNTED = 1000, 9999
_RANGES: Mapping[str, Range] = {
    **{key: Range(*row[:2], reason, row[2]) for reason, rows in _BY_KEY.items() for key, row in rows.items()},
    **{key: Range(*row[:2], Reason.CALENDAR, row[2], Form.LIST) for key, row in _LISTS.items()},
}


def range_of(number: Parameter) -> Range | None:
    """Between what a number lies; None for one whose value is words or a day.

    That of its key, if it is of the unit that is meant there; else that of how its key ends, and of its unit.
    """
    known = _RANGES.get(number.key)
    if known is not None and counted_in(known.unit) == counted_in(number.unit):
        return replace(known, unit=number.unit)
    if number.unit in _WORDED:
        return None
    if number.unit in _LISTED and number.stricter == Stricter.NONE:
        return Range(*_LISTED[number.unit], Reason.CALENDAR, number.unit, Form.LIST)
    return _by_ending(number) or _by_unit(number)


def range_in(plan: Plan, number: Parameter) -> Range | None:
    """Between what a number lies in a plan: no wider than its rules can reckon with. Forms and refusals both tell this one."""
    found = range_of(number)
    for key, length in lengths_of(plan):
        if found is None or key != number.key:
            continue
        if length.least > found.least:
            found = replace(found, least=length.least, reason=Reason.FROM_START)
        found = replace(found, most=min(found.most, length.most(number.unit)))
    return found


def _by_ending(number: Parameter) -> Range | None:
    if number.unit in _NOUGHT_TO and number.unit != "percent":
        return None
    if number.key.endswith(("_allowed", ".allowed")):
        return Range(0, _MOST_ASKED, Reason.ALLOWED, number.unit)
    if number.key.endswith(("_needed", ".needed", "_wanted", "_share")) or "_per_" in number.key:
        if number.unit == "percent":
            return Range(1, 100, Reason.WANTED, number.unit, Form.DECIMAL)
        return Range(1, _MOST_ASKED, Reason.WANTED, number.unit)
    return None


def _by_unit(number: Parameter) -> Range | None:
    if number.unit in _NOUGHT_TO:
        most, reason = _NOUGHT_TO[number.unit]
        return Range(0, most, reason, number.unit, Form.DECIMAL if number.unit == "percent" else Form.WHOLE)
    is_compared = number.stricter != Stricter.NONE
    return Range(0, _MOST_COUNTED, Reason.COUNT, number.unit) if is_compared else None


def told(found: Range) -> Problem:
    """A range in words, with its unit, such as: 1 到 5 个上课日; the one number where there is no other."""
    both: dict[str, str | int | Problem] = {"least": found.least, "most": found.most}
    known = f"telling.unit_{found.unit}"
    if found.form is Form.LIST or known not in WORDS:
        return Problem("policy.from_to_alone", both)
    return Problem(known, {"n": found.least if found.is_one else Problem("policy.from_to", both)})


def why(found: Range) -> Problem:
    """Why it is no wider."""
    return Problem(f"policy.range_{found.reason}")


def out_of_range(number: Parameter, plan: Plan | None = None) -> Problem | None:
    """What is wrong with a value that does not lie where it should; what is no number at all is told where it is read.

    `plan`: whose rules use it; None for a number that no rule uses.
    """
    found = (range_in(plan, number) if plan else range_of(number)) if not number.is_awaited else None
    if found is None or all(_lies(each, found) for each in _parts(number, found)):
        return None
    code = "policy.list_out_of_range" if found.form is Form.LIST else "policy.out_of_range"
    code = "policy.not_the_one" if found.is_one else code
    lies: dict[str, str | int | Problem] = {"range": told(found), "why": why(found)}
    return Problem(code, {"key": number.key, "value": number.value, **lies})


def far_out(plan: Plan, number: Parameter) -> Problem | None:
    """The same of a value that is made of numbers, which lie elsewhere; None also for words and for halves of what is whole."""
    found = range_in(plan, number)
    wanted = _FIGURES if found is not None and found.form is Form.DECIMAL else _INTEGER
    is_made_so = found is not None and all(wanted.fullmatch(each) for each in _parts(number, found))
    return out_of_range(number, plan) if is_made_so else None


def _parts(number: Parameter, found: Range) -> Iterator[str]:
    yield from (number.value.split() or [""]) if found.form is Form.LIST else [number.value]


def _lies(value: str, found: Range) -> bool:
    if found.form is not Form.DECIMAL and not is_whole(value):
        return False
    try:
        return Decimal(found.least) <= measured(value) <= Decimal(found.most)
    except ValueError:
        return False
