"""The clocks that law sets, as `plans/national/enforcement.yaml` has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from notoneless.kernel.calendar import Calendar, Deadline, Span, SpanUnit, deadline
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN = "national/enforcement"


@dataclass(frozen=True, slots=True)
class Limit:
    """A span of law, and the article that sets it."""

    span: Span
    source: str

    def after(self, day: date, calendar: Calendar) -> Deadline:
        """Its last day, counted from a day that is not counted; one that is no working day moves to the next."""
        return deadline(day, self.span, calendar, legal=True)


@dataclass(frozen=True, slots=True)
class Limits:
    """All of them. argument, referral: None until the county has decided it; law names no number."""

    decision: Limit
    hearing_asked: Limit
    hearing_notice: Limit
    argument: Limit | None
    served: Limit
    paid: Limit
    review: Limit
    suit: Limit
    suit_after_review: Limit
    demand: Limit
    court: Limit
    court_accepts: Limit
    court_rules: Limit
    published: Limit
    referral: Limit | None = None


_KEYS = {
    "decision": "decision_within",
    "hearing_asked": "hearing_requested_within",
    "hearing_notice": "hearing_notice",
    "argument": "argument_within",
    "served": "served_within",
    "paid": "paid_within",
    "review": "review_within",
    "suit": "suit_within",
    "suit_after_review": "suit_after_review",
    "demand": "demand_before_court",
    "court": "court_within",
    "court_accepts": "court_accepts_within",
    "court_rules": "court_rules_within",
    "published": "published_after",
    "referral": "referral_answered_within",
}


def limits_of(numbers: Mapping[str, Parameter]) -> Limits:
    """The limits of a plan's numbers. Raises NotonelessError where one that law sets is missing."""
    found = {name: _limit(numbers.get(f"enforcement.{key}")) for name, key in _KEYS.items()}
    missing = [_KEYS[name] for name, limit in found.items() if limit is None and name not in ("argument", "referral")]
    if missing:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {missing[0]}"}))
    return Limits(**found)  # type: ignore[arg-type]


def _limit(number: Parameter | None) -> Limit | None:
    if number is None or number.is_awaited:
        return None
    return Limit(Span(int(number.value), SpanUnit(number.unit)), f"《{number.document}》{number.clause}")
