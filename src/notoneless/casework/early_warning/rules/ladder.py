"""The numbers of the ladder: settings of the county, each with the value that stands where the county has set none.

No setting removes a rung: what is left out of a plan, is no number or is nought falls back to the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.kernel.calendar import Span, SpanUnit
from notoneless.policy.model import Parameter

PLAN, DUE_PLAN = "local/ladder", "local/follow_up"

_RUNGS: Mapping[str, tuple[int, SpanUnit]] = {
    "contact_after": (1, SpanUnit.SCHOOL_DAY),
    "visit_after": (2, SpanUnit.SCHOOL_DAY),
    "listed_after": (3, SpanUnit.SCHOOL_DAY),
    "listed_days": (5, SpanUnit.SCHOOL_DAY),
    "listed_within": (30, SpanUnit.SCHOOL_DAY),
    "suspected_after": (1, SpanUnit.WEEK),
    "dropout_after": (1, SpanUnit.MONTH),
}
_DUE: Mapping[str, tuple[int, SpanUnit]] = {
    "contact_within": (0, SpanUnit.SCHOOL_DAY),
    "visit_within": (1, SpanUnit.SCHOOL_DAY),
    "list_within": (1, SpanUnit.SCHOOL_DAY),
    "suspected_within": (0, SpanUnit.SCHOOL_DAY),
    "dropout_within": (0, SpanUnit.SCHOOL_DAY),
    "registered_within": (1, SpanUnit.SCHOOL_DAY),
    "leave_within": (1, SpanUnit.SCHOOL_DAY),
    "study_suspension_within": (1, SpanUnit.SCHOOL_DAY),
}
_NO_SHOW_DAYS = (1, 3, 7)
"""What stands where a plan file lacks a number: a rung that a slip of the pen takes away would hide children."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """After how many school days missed each rung stands, after what span the last two, and by when each is due.

    `no_show_days`: the school days of a term on which new pupils are looked for.
    """

    contact_after: int
    visit_after: int
    listed_after: int
    listed_days: int
    listed_within: int
    suspected_after: Span
    dropout_after: Span
    contact_within: Span
    visit_within: Span
    list_within: Span
    suspected_within: Span
    dropout_within: Span
    registered_within: Span
    leave_within: Span
    study_suspension_within: Span
    no_show_days: tuple[int, ...]


def ladder_of(rungs: Mapping[str, Parameter], due: Mapping[str, Parameter]) -> Ladder:
    """The ladder that some numbers make; what they lack or what is no rung stands by default."""
    found = {key: _span(rungs.get(f"ladder.{key}"), *default, least=1) for key, default in _RUNGS.items()}
    by = {key: _span(due.get(key), *default, least=0) for key, default in _DUE.items()}
    return Ladder(
        contact_after=found["contact_after"].value,
        visit_after=found["visit_after"].value,
        listed_after=found["listed_after"].value,
        listed_days=found["listed_days"].value,
        listed_within=found["listed_within"].value,
        suspected_after=found["suspected_after"],
        dropout_after=found["dropout_after"],
        contact_within=by["contact_within"],
        visit_within=by["visit_within"],
        list_within=by["list_within"],
        suspected_within=by["suspected_within"],
        dropout_within=by["dropout_within"],
        registered_within=by["registered_within"],
        leave_within=by["leave_within"],
        study_suspension_within=by["study_suspension_within"],
        no_show_days=_days(rungs.get("ladder.no_show_days")),
    )


def _span(found: Parameter | None, value: int, unit: SpanUnit, least: int) -> Span:
    """A number as a span, or the default where it is missing, of an unknown unit, no whole number or less than `least`."""
    if found is None or found.unit not in set(SpanUnit) or not found.value.isdecimal() or int(found.value) < least:
        return Span(value, unit)
    return Span(int(found.value), SpanUnit(found.unit))


def _days(found: Parameter | None) -> tuple[int, ...]:
    """Days of a term in order, or the default where one of them is none."""
    days = found.value.split() if found is not None else []
    if not days or not all(each.isdecimal() and int(each) for each in days):
        return _NO_SHOW_DAYS
    return tuple(sorted({int(each) for each in days}))
