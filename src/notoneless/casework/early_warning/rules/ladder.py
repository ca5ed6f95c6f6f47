"""The numbers of the ladder: settings of the county.

Each has a value in the plan file, and none is adopted by which a rung would be taken away (policy/ranges.py): what the county
has decided is carried out as it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.kernel.calendar import Span, SpanUnit
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN, DUE_PLAN = "local/ladder", "local/follow_up"


@dataclass(frozen=True, slots=True)
class Ladder:
    """After how many school days missed each rung stands, after what span the last two, and by when each is due.

    `unregistered_listed_within`: by when after a term begins the county lists whoever has not come to it yet;
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
    unregistered_listed_within: Span
    no_show_days: tuple[int, ...]


def ladder_of(rungs: Mapping[str, Parameter], due: Mapping[str, Parameter]) -> Ladder:
    """The ladder that some numbers make. Raises NotonelessError where one is missing."""

    def rung(key: str) -> Span:
        return _span(_found(rungs, PLAN, f"ladder.{key}"))

    def by(key: str) -> Span:
        return _span(_found(due, DUE_PLAN, key))

    return Ladder(
        contact_after=rung("contact_after").value,
        visit_after=rung("visit_after").value,
        listed_after=rung("listed_after").value,
        listed_days=rung("listed_days").value,
        listed_within=rung("listed_within").value,
        suspected_after=rung("suspected_after"),
        dropout_after=rung("dropout_after"),
        contact_within=by("contact_within"),
        visit_within=by("visit_within"),
        list_within=by("list_within"),
        suspected_within=by("suspected_within"),
        dropout_within=by("dropout_within"),
        registered_within=by("registered_within"),
        leave_within=by("leave_within"),
        study_suspension_within=by("study_suspension_within"),
        unregistered_listed_within=rung("unregistered_listed_within"),
        no_show_days=tuple(sorted({int(each) for each in _found(rungs, PLAN, "ladder.no_show_days").value.split()})),
    )


def _found(numbers: Mapping[str, Parameter], plan: str, key: str) -> Parameter:
    if key not in numbers:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{plan} {key}"}))
    return numbers[key]


def _span(number: Parameter) -> Span:
    return Span(int(number.value), SpanUnit(number.unit))
