"""Whether the list is fair to groups of pupils: how many of each are listed, beside others. Groups are no input to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from notoneless.casework.early_warning.rules.point_parameters import PointParameters


class Verdict(StrEnum):
    """What may be said of a group. UNKNOWN: no room keeps this of pupils."""

    FAIR = "fair"
    SEEN_LESS = "seen_less"
    TOO_FEW = "too_few"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of pupils. `pupils`, `listed`: None where so few that they would tell of single children. `percent`: listed."""

    kind: str
    value: str
    pupils: int | None
    listed: int | None
    percent: int | None
    verdict: Verdict


Counted = Mapping[str, tuple[int, int]]
"""How many pupils each group has, and how many of them are listed."""


def audited(kinds: Mapping[str, Counted], given: PointParameters, unknown: Iterable[str]) -> list[GroupLine]:
    """The groups of each kind, beside each other. `unknown`: kinds of which nothing is kept."""
    found = [line for kind, counted in kinds.items() for line in _of_kind(kind, counted, given)]
    return [*found, *(GroupLine(kind, "", None, None, None, Verdict.UNKNOWN) for kind in unknown)]


def _of_kind(kind: str, counted: Counted, given: PointParameters) -> list[GroupLine]:
    if not counted:
        return [GroupLine(kind, "", None, None, None, Verdict.UNKNOWN)]
    rates = {value: marked / pupils for value, (pupils, marked) in counted.items() if pupils >= given.audit_least}
    best = max(rates.values(), default=0.0)
    # what one line hides, the others of its kind would tell by what is left of the whole
    hides = any(_is_telling(pupils, marked, given.audit_hidden) for pupils, marked in counted.values())
    return [
        _line(kind, value, counts, _verdict(rates.get(value), best, len(rates), given), given.audit_hidden, hides)
        for value, counts in sorted(counted.items())
    ]


def _is_telling(pupils: int, marked: int, hidden: int) -> bool:
    """Whether a line would tell of single children: by who is listed, or by who of a small group is not."""
    return pupils < hidden or 0 < marked < hidden or 0 < pupils - marked < hidden


def _verdict(rate: float | None, best: float, compared: int, given: PointParameters) -> Verdict:
    """A group that is listed much less than the other may be overlooked: that is what harms, more than to be looked after."""
    if rate is None or compared <= 1:
        return Verdict.TOO_FEW
    return Verdict.SEEN_LESS if best and 100 * rate / best < given.audit_ratio else Verdict.FAIR


def _line(kind: str, value: str, counts: tuple[int, int], verdict: Verdict, hidden: int, hides: bool) -> GroupLine:
    pupils, marked = counts
    percent = None if hides or verdict is Verdict.TOO_FEW else round(100 * marked / pupils)
    return GroupLine(kind, value, None if pupils < hidden else pupils, None if hides else marked, percent, verdict)
