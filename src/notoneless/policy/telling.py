"""A plan in plain words: when a duty falls due, who owes it, what is needed, why a number won. Gives problems, which have both
languages; what a plan or a measure brings in both languages goes along.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import Problem
from notoneless.policy.measures import MEASURES, Measure
from notoneless.policy.model import (
    AWAITED,
    Anchor,
    Bearer,
    Duty,
    Every,
    Parameter,
    Procedure,
    Requirement,
    Rule,
    Sanction,
    Target,
    Trigger,
    Words,
)
from notoneless.policy.naming import joined, titled, words
from notoneless.policy.resolving import Why, Won

__all__ = [
    "amount",
    "amount_of",
    "area",
    "days_bound",
    "direction",
    "joined",
    "kind_of_unit",
    "measure",
    "needs",
    "rule",
    "titled",
    "unit",
    "when",
    "who",
    "why",
    "words",
]

Numbers = Mapping[str, Parameter]

_SAME_DAY = "0"


def when(trigger: Trigger, numbers: Numbers) -> Problem:
    """When a duty falls due, such as: 每月头 5 个工作日内, within the first 5 working days of every month."""
    within = _length(trigger.within, numbers)
    if trigger.event:
        event = measure(trigger.event)
        if within is None or numbers[trigger.within].value == _SAME_DAY:
            return Problem("telling.when_event_day", {"event": event})
        return Problem("telling.when_event", {"event": event, "length": within})
    period = _period(trigger, numbers)
    if trigger.on:
        return Problem("telling.when_on", {"period": period, "day": _day(_value(trigger.on, numbers))})
    if within is not None:
        return Problem(f"telling.when_{trigger.at}_within", {"period": period, "length": within})
    if trigger.every == Every.DAY:
        return Problem("telling.when_day", {"period": period})
    if trigger.every == Every.WEEK and trigger.days in ("school", "working") and trigger.at == Anchor.END:
        return Problem(f"telling.when_week_{trigger.days}")
    return Problem(f"telling.when_{trigger.at}", {"period": period})


def _period(trigger: Trigger, numbers: Numbers) -> Problem:
    if trigger.every == Every.DAY:
        return Problem(f"telling.each_day_{trigger.days or 'school'}")
    if trigger.months:
        months = _value(trigger.months, numbers).split()
        return Problem(
            "telling.each_of_months", {"months": joined([Problem(f"telling.month_{one}") for one in months])}
        )
    return Problem(f"telling.each_{trigger.every}")


def _length(key: str, numbers: Numbers) -> Problem | None:
    return amount(numbers[key]) if key in numbers else None


def _value(key: str, numbers: Numbers) -> str:
    return numbers[key].value if key in numbers else key


def _day(value: str) -> Problem | str:
    month, _, day = value.partition("-")
    if not (month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12):
        return value
    return Problem("telling.day_of_year", {"month": Problem(f"telling.month_{int(month)}"), "day": int(day)})


def amount(number: Parameter) -> Problem:
    """The value of a number with its unit."""
    return amount_of(number.value, number.unit)


def amount_of(value: str, unit: str) -> Problem:
    """A value of a unit."""
    if value == AWAITED:
        return Problem("telling.awaited")
    if unit == "month-day":
        return Problem("telling.text", {"value": _day(value)})
    if value == "1" and f"telling.one_{unit}" in WORDS:
        return Problem(f"telling.one_{unit}")
    if f"telling.unit_{unit}" in WORDS:
        return Problem(f"telling.unit_{unit}", {"n": value})
    return Problem("telling.other_unit", {"n": value, "unit": unit})


def unit(code: str) -> Problem:
    """A unit by itself, for a form."""
    return Problem("telling.month_day") if code == "month-day" else amount_of("", code)


def direction(number: Parameter) -> Problem:
    """In which direction a number is stricter."""
    return Problem(f"telling.stricter_{number.stricter}")


def measure(code: str, measures: Mapping[str, Measure] = MEASURES) -> Problem | str:
    """What is counted; the code itself of what is not known."""
    found = measures.get(code)
    return Problem("access.named", {"zh": found.zh, "en": found.en}) if found else code


def kind_of_unit(kind: str) -> Problem | str:
    """A kind of units, or of what else something is made for."""
    if f"telling.thing_{kind}" in WORDS:
        return Problem(f"telling.thing_{kind}")
    return Problem(f"unit_kind.{kind}") if f"unit_kind.{kind}" in WORDS else kind


def area(code: str) -> Problem | str:
    """The area of a clause, or the room that a clause waits for."""
    return Problem(f"telling.area_{code}") if f"telling.area_{code}" in WORDS else code


def days_bound(from_on: date, until_on: date | None) -> Problem:
    """The days on which a version binds, the last one included. `until_on`: the first on which it does not."""
    if until_on is None:
        return Problem("telling.bound_from", {"day": from_on.isoformat()})
    last = until_on - timedelta(days=1)
    return Problem("telling.bound_from_to", {"day": from_on.isoformat(), "last": last.isoformat()})


def who(bearer: Bearer) -> Problem:
    """Whose post it is."""
    role: Problem | str = Problem(f"role.{bearer.role}") if f"role.{bearer.role}" in WORDS else bearer.role
    return Problem("telling.who", {"role": role, "of": kind_of_unit(bearer.of)})


def needs(asked: Requirement, numbers: Numbers) -> Problem:
    """What must be reached, or must not be passed."""
    number: Problem | str = amount(numbers[asked.number]) if asked.number in numbers else asked.number
    code = "telling.at_most" if asked.is_most else "telling.at_least"
    return Problem(code, {"measure": measure(asked.measure), "number": number})


def rule(one: Rule, numbers: Numbers) -> Problem | str:
    """A duty, target, procedure or sanction in one sentence."""
    if isinstance(one, Duty):
        asked = joined([needs(each, numbers) for each in one.requires])
        each = kind_of_unit(one.each)
        return Problem(
            "telling.duty",
            {"who": who(one.bearer), "each": each, "when": when(one.trigger, numbers), "needs": asked},
        )
    if isinstance(one, Target):
        every = Problem(f"telling.each_{one.every}")
        return Problem(
            "telling.target", {"of": kind_of_unit(one.of), "every": every, "needs": needs(one.requires, numbers)}
        )
    if isinstance(one, Procedure):
        return joined([words(step.title) for step in one.steps])
    return _sanction(one, numbers)


def _sanction(one: Sanction, numbers: Numbers) -> Problem:
    found = Problem("telling.sanction", {"kind": Problem(f"telling.sanction_{one.kind}"), "whom": who(one.whom)})
    if one.amount in numbers:
        return Problem("telling.with_amount", {"what": found, "amount": amount(numbers[one.amount])})
    return found


def why(won: Won, titles: Mapping[str, Words]) -> Problem:
    """Why a number stands, in one sentence. `titles`: of plans, by key."""
    mine = won.parameter
    plan = words(titles[won.plan]) if won.plan in titles else won.plan
    others = joined(
        [
            Problem("telling.other", {"plan": words(titles[key]) if key in titles else key, "value": amount(other)})
            for key, other in won.over
        ]
    )
    params = {"plan": plan, "clause": mine.clause, "value": amount(mine)}
    if won.why == Why.ALONE:
        return Problem("telling.why_alone", params)
    if won.why == Why.LAW:
        law: dict[str, str | int | Problem] = {"document": mine.document, "clause": mine.clause, "value": amount(mine)}
        return (
            Problem("telling.why_law_over", {**law, "others": others}) if won.over else Problem("telling.why_law", law)
        )
    return Problem(f"telling.why_{won.why}", {**params, "others": others})
