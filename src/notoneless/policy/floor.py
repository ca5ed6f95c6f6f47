"""Law is the floor: a number of a plan may be stricter than law, never laxer."""

from collections.abc import Iterable, Iterator

from notoneless.kernel.problems import Problem
from notoneless.policy.model import Binding, Parameter, Plan, Stricter
from notoneless.policy.reading import Fault
from notoneless.policy.values import counted_in, unfit_number


def laxer_than_law(file: str, plan: Plan, laws: Iterable[Plan]) -> Iterator[Fault]:
    """The parameters of a plan that are laxer than law on any day on which both stand, or not of the same unit."""
    floor = [each for law in laws for each in law.parameters if each.binding == Binding.LAW]
    for mine in plan.parameters:
        for law in floor:
            if mine.key != law.key or not _meet(mine, law, floor):
                continue
            if counted_in(mine.unit) != counted_in(law.unit) or mine.stricter != law.stricter:
                yield Fault(file, mine.line, Problem("policy.not_as_law", {"key": mine.key, "law": _told(law)}))
            elif not _is_unread(mine) and law.is_laxer(mine.value):
                params = {"key": mine.key, "value": mine.value, "law": _told(law), "least": law.value}
                yield Fault(file, mine.line, Problem("policy.laxer_than_law", params))


def _is_unread(mine: Parameter) -> bool:
    """What is no number is told where it is read."""
    return mine.stricter != Stricter.NONE and not mine.is_awaited and bool(unfit_number(mine.unit, mine.value))


def _meet(mine: Parameter, law: Parameter, floor: list[Parameter]) -> bool:
    """Whether there is a day on which both stand: a law stands until another of its key, a plan's number as long as it says."""
    later = [each.since for each in floor if each.key == law.key and each.since > law.since]
    until = min([*later, *([law.until] if law.until else [])], default=None)
    begins_before_end = until is None or mine.since < until
    return begins_before_end and (mine.until is None or law.since < mine.until)


def _told(law: Parameter) -> str:
    return f"{law.document}{law.clause}"
