"""Whether duties can be reckoned by the values of numbers: days that exist, whole lengths, none without end."""

import re
from collections.abc import Callable, Iterator

from notoneless.policy.model import Parameter, Plan
from notoneless.policy.ranges import range_in, told
from notoneless.policy.reading import Fault
from notoneless.policy.uses import DAYS_OF, Length, lengths_of
from notoneless.policy.values import AGE, is_below_nought, is_day_of_year, is_whole, unfit_number

Tell = Callable[..., Fault]

_LONGEST_LENGTH = 4
_OUT = frozenset({"policy.within_nought", "policy.length_too_long"})
"""What is wrong with a length that is one, but lies where none does: between what it may lie is told with it."""
_TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


def unfit_values(plan: Plan, tell: Tell) -> Iterator[Fault]:
    """The numbers of a plan with a value by which nothing can be reckoned."""
    yield from _unfit_times(plan, tell)
    for each in plan.own if not plan.clauses else ():
        # what stands without clauses is read by rooms, which count whole days
        unfit_length = _no_length(each.value) if each.unit in (*DAYS_OF, AGE) and not each.is_awaited else ""
        if unfit_length:
            yield _told(plan, each, unfit_length, tell)
    for key, unfit in _used(plan):
        for each in plan.parameters:
            code = unfit(each) if each.key == key else ""
            if code:
                yield _told(plan, each, code, tell)


def _told(plan: Plan, number: Parameter, code: str, tell: Tell) -> Fault:
    if code not in _OUT:
        return tell(number.line, code, key=number.key, value=number.value)
    lies = range_in(plan, number)
    if lies is None:  # of a unit that is no length, which is told elsewhere
        return tell(number.line, "policy.no_amount", key=number.key, value=number.value)
    return tell(number.line, code, key=number.key, value=number.value, range=told(lies))


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
    for number, length in lengths_of(plan):
        found[number, f"{length}"] = _length_of(length)
    for duty in plan.duties:
        found[duty.trigger.months, "months"] = _months
        for needed in duty.requires:
            found[needed.number, "amount"] = _amount
    for target in plan.targets:
        found[target.requires.number, "amount"] = _amount
    yield from ((key, unfit) for (key, _), unfit in found.items() if key)


def _length_of(length: Length) -> Callable[[Parameter], str]:
    """A length is a whole number, and no longer than is looked back for what falls due."""

    def unfit(number: Parameter) -> str:
        unfit_length = _no_length(number.value)
        if unfit_length:
            return unfit_length
        if int(number.value) < length.least:
            return "policy.within_nought"
        return "policy.length_too_long" if int(number.value) > length.most(number.unit) else ""

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
