"""What of the numbers is shown of which kind of unit, how months follow one another, and how strongly a cell is tinted."""

from collections.abc import Mapping

from notoneless.foundation.access.unit_kinds import UnitKind

EVERY = "child.school_age"
"""The measure that every unit has which was counted, be it nought."""

NO_CLASS, NO_ENTRY, GONE = "child.no_class", "roll.no_entry", "roll.gone"

REST_OF: Mapping[str, str] = {NO_CLASS: "child.in_class", NO_ENTRY: "roll.on_roll"}
"""What is not counted: the children of compulsory age who are left over when those of another measure are taken away."""

UNKNOWN = "finding.not_on_record"
FOUND, SUSPECTED, VERIFIED, BACK = "finding.in_no_school", "case.suspected", "case.verified", "case.returned"

WORRIES = frozenset({NO_CLASS, NO_ENTRY, GONE, FOUND, SUSPECTED, VERIFIED, "roll.suspended"})
"""What somebody should look into wherever it is not nought: these cells are tinted."""

_STAGES = (EVERY, "child.primary", "child.junior")
_OF_HOMES = (EVERY, "child.in_class", NO_CLASS, NO_ENTRY, FOUND, SUSPECTED, VERIFIED)
_OF_SCHOOLS = (*_STAGES, NO_ENTRY, SUSPECTED, VERIFIED, "roll.suspended", GONE)

CARDS: Mapping[UnitKind, tuple[str, ...]] = {
    UnitKind.COUNTY: (EVERY, "child.in_class", "roll.on_roll", FOUND, NO_CLASS, SUSPECTED, VERIFIED, BACK),
    UnitKind.TOWNSHIP: (EVERY, "child.in_class", "roll.on_roll", FOUND, NO_CLASS, SUSPECTED, VERIFIED, BACK),
    UnitKind.VILLAGE: (EVERY, "child.in_class", FOUND, NO_CLASS, SUSPECTED, VERIFIED),
    UnitKind.GROUP: (EVERY, "child.in_class", FOUND, NO_CLASS, SUSPECTED, VERIFIED),
    UnitKind.TUTORING_GROUP: (*_STAGES, "roll.on_roll", NO_ENTRY, SUSPECTED, VERIFIED, "roll.suspended", GONE),
    UnitKind.SCHOOL: (*_STAGES, "roll.on_roll", NO_ENTRY, SUSPECTED, VERIFIED, "roll.suspended", GONE),
    UnitKind.TEACHING_POINT: (*_STAGES, "roll.on_roll", NO_ENTRY, SUSPECTED, GONE),
    UnitKind.CLASS: (EVERY, "roll.on_roll", NO_ENTRY, SUSPECTED, GONE),
}
"""The numbers at the top, for each kind of unit."""

OF_SCHOOLS = frozenset({UnitKind.TUTORING_GROUP, UnitKind.SCHOOL, UnitKind.TEACHING_POINT, UnitKind.CLASS})
"""Units that teach; all others are those where children live."""

MONTHLY = frozenset({GONE, BACK, "case.closed_out"}) | {
    f"roll.{step}" for step in ("entered", "transferred_in", "suspended", "resumed")
}
"""What is counted from the first of the month on: there is no change of it since the month before."""

MONTHS = 12
"""Months of a trend: a year, so that a month stands beside the same one before."""

_TINTS = (0.002, 0.005, 0.01, 0.02)
"""Parts of the children of a unit at which a cell becomes a shade darker. The shades only guide the eye, the number stands in
the cell; a rate of dropout of 1 in 100 is already grave, so the darkest begins at 2."""


def columns_of(kind: UnitKind, has_roll: bool) -> tuple[str, ...]:
    """What a line of the grid shows of a unit, beneath one that keeps the roll or does not."""
    return _kept(_OF_SCHOOLS if kind in OF_SCHOOLS else _OF_HOMES, has_roll)


def cards_of(kind: UnitKind, has_roll: bool) -> tuple[str, ...]:
    """What stands at the top of a unit's page."""
    return _kept(CARDS[kind], has_roll)


def _kept(codes: tuple[str, ...], has_roll: bool) -> tuple[str, ...]:
    """Numbers of the roll say nothing where nobody keeps it here: a county may leave that to the national system."""
    return tuple(code for code in codes if has_roll or not code.startswith("roll."))


def lines_of(kind: UnitKind, has_roll: bool) -> tuple[tuple[str, ...], str]:
    """What a trend shows: the measures of its bars, and that whose share of the children is its line, if there is one."""
    if kind in OF_SCHOOLS:
        return _kept((EVERY, GONE), has_roll), "roll.on_roll" if has_roll else ""
    return (FOUND, BACK), "child.in_class"


def with_derived(values: Mapping[str, int]) -> dict[str, int]:
    """The values of a unit with what is worked out of them."""
    return {**values, **{code: values.get(EVERY, 0) - values.get(taken, 0) for code, taken in REST_OF.items()}}


def tint(code: str, value: int, children: int) -> int:
    """How strongly a cell is tinted, 0 to 4: not at all where nobody need look."""
    if code not in WORRIES or value <= 0:
        return 0
    part = value / max(children, value)
    return max(1, sum(part >= step for step in _TINTS))
