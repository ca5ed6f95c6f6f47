"""What is counted with: how often a family is spoken with, by when a certificate is filed and a term is confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.kernel.calendar import Span, SpanUnit
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN = "local/schooling_elsewhere"


@dataclass(frozen=True, slots=True)
class AwayNumbers:
    """What the county has set. `copies`: of the certificate."""

    contact_every: Span
    certificate_within: Span
    confirm_within: Span
    copies: int


def numbers_of(plan: Mapping[str, Parameter]) -> AwayNumbers:
    """What a county has. Raises NotonelessError where something is missing."""

    def parameter(key: str) -> Parameter:
        if key not in plan:
            raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
        return plan[key]

    def span(key: str) -> Span:
        found = parameter(key)
        return Span(int(found.value), SpanUnit(found.unit))

    return AwayNumbers(
        contact_every=span("registry.away_contact_every"),
        certificate_within=span("registry.certificate_within"),
        confirm_within=span("registry.away_confirm_within"),
        copies=int(parameter("registry.certificate_copies").value),
    )
