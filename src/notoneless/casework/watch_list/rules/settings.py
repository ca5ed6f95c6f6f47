"""The numbers of the watch list: settings of the county."""

from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.kernel.calendar import Span, SpanUnit
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN = "local/watch_list"


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How many days a file may go without a contact, by when a wavering pupil is visited, and who is screened by when."""

    contact_days: int
    wavering_within: Span
    key_grades: frozenset[int]
    screening_days: int


def settings_of(plan: Mapping[str, Parameter]) -> WatchSettings:
    """The numbers that a county has. Raises NotonelessError where one is missing."""

    def found(key: str) -> Parameter:
        if key not in plan:
            raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
        return plan[key]

    return WatchSettings(
        contact_days=int(found("watch.contact_every").value),
        wavering_within=span_of(found("watch.wavering_within")),
        key_grades=grades_of(found("watch.key_grades")),
        screening_days=int(found("watch.screening_within").value),
    )


def span_of(number: Parameter) -> Span:
    """A number as a span of days."""
    return Span(int(number.value), SpanUnit(number.unit))


def grades_of(number: Parameter) -> frozenset[int]:
    """The grades that a number lists."""
    return frozenset(int(grade) for grade in number.value.split())
