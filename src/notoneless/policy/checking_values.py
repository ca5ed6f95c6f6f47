"""Whether duties can be reckoned by the values of numbers: days that exist, whole lengths, none without end."""

import re
from collections.abc import Callable, Iterator

from notoneless.policy.model import Anchor, Parameter, Plan, Trigger
from notoneless.policy.periods import AFTER, LONGEST
from notoneless.policy.reading import Fault
from notoneless.policy.values import AGE, is_below_nought, is_day_of_year, is_whole, unfit_number

Tell = Callable[..., Fault]

DAYS_OF = {"day": 1, "working_day": 2, "school_day": 2, "week": 7, "month": 31, "year": 366}
"""Days that one of a unit takes at most, breaks between terms apart."""
_BREAK = 75
"""Days of the longest break, which school days may have to pass."""
_MOST_AFTER_EVENT = 400
_MOST_OF_STEP = 4000
_LONGEST_LENGTH = 4
_TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


def unfit_values(plan: Plan, tell: Tell) -> Iterator[Fault]:
    """The numbers of a plan with a value by which nothing can be reckoned."""
    yield from _unfit_times(plan, tell)
    for each in plan.own if not plan.clauses else ():
        # what stands without clauses is read by rooms, which count whole days
        unfit_length = _no_length(each.value) if each.unit in (*DAYS_OF, AGE) and not each.is_awaited else ""
        if unfit_length:
            yield tell(each.line, unfit_length, key=each.key, value=each.value)
    for key, unfit in _used(plan):
        for each in plan.parameters:
            code = unfit(each) if each.key == key else ""
            if code:
                yield tell(each.line, code, key=each.key, value=each.value)


def _unfit_times(plan: Plan, tell: Tell) -> Iterator[Fault]:
    """Days of a year and times of a day that there are not."""
    for each in plan.parameters:
        if each.unit == "month-day" and not is_day_of_year(each.value):
            yield tell(each.line, "policy.no_month_day", key=each.key, value=each.value)
        if each.unit == "time_of_day" and not each.is_awaited and not _TIME.fullmatch(each.value):
            yield tell(each.line, "policy.no_time_of_day", key=each.key, value=each.value)


def _used(plan: Plan) -> Iterator[tuple[str, Callable[[Parameter], str]]]:
    """The keys of numbers that are reckoned with, each once for each way, and what is wrong with a value there."""
    found: dict[tuple[str, str], Callable[[Parameter], str]] = {}
    for duty in plan.duties:
        when = duty.trigger
        found[when.within, f"{when.every}{when.at}"] = _length_of(_most_of(when), _least_of(when))
        found[when.months, "months"] = _months
        for needed in duty.requires:
            found[needed.number, "amount"] = _amount
    for target in plan.targets:
        found[target.requires.number, "amount"] = _amount
    for procedure in plan.procedures:
        for step in procedure.steps:
            found[step.within, "step"] = _length_of(_MOST_OF_STEP, 0)
    yield from ((key, unfit) for (key, _), unfit in found.items() if key)


def _most_of(when: Trigger) -> int:
    """Days after which a duty is looked for no more."""
    if not when.every:
        return _MOST_AFTER_EVENT
    return AFTER + (LONGEST[when.every] if when.at == Anchor.START else 0)


def _least_of(when: Trigger) -> int:
    """From the start of a period its first day counts as one."""
    return int(bool(when.every) and when.at == Anchor.START)


def _length_of(most: int, least: int) -> Callable[[Parameter], str]:
    """A length is a whole number, and no longer than is looked back for what falls due."""

    def unfit(number: Parameter) -> str:
        unfit_length = _no_length(number.value)
        if unfit_length:
            return unfit_length
        if int(number.value) < least:
            return "policy.within_nought"
        days = int(number.value) * DAYS_OF.get(number.unit, 1) + (_BREAK if number.unit == "school_day" else 0)
        return "policy.length_too_long" if days > most else ""

    return unfit


def _no_length(value: str) -> str:
    """What is wrong with a length by itself: it is below nought, not whole, or of more figures than any has."""
    if is_below_nought(value):
        return "policy.below_nought"
    if not is_whole(value):
        return "policy.no_length"
    return "policy.length_too_long" if len(value) > _LONGEST_LENGTH else ""


def _months(number: Parameter) -> str:
    months = number.value.split()
    sound = all(is_whole(each) and len(each) <= 2 and 1 <= int(each) <= 12 for each in months)
    return "" if months and sound and len(set(months)) == len(months) else "policy.no_months"


def _amount(number: Parameter) -> str:
    unfit = unfit_number(number.unit, number.value)
    return unfit or ("policy.no_amount" if number.unit == "month-day" else "")
