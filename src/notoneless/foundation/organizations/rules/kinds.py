"""The kinds there are, and what may be tied to what."""

from collections.abc import Mapping
from enum import StrEnum

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem


class SchoolType(StrEnum):
    """What a school is, as far as compulsory education and its neighbours need it."""

    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    JUNIOR = "junior"
    NINE_YEAR = "nine_year"
    COMPLETE = "complete"
    TEACHING_POINT = "teaching_point"
    SPECIAL = "special"


GRADES: Mapping[SchoolType, tuple[int, int]] = {
    SchoolType.KINDERGARTEN: (0, 0),
    SchoolType.PRIMARY: (1, 6),
    SchoolType.JUNIOR: (7, 9),
    SchoolType.NINE_YEAR: (1, 9),
    SchoolType.COMPLETE: (7, 12),
    SchoolType.TEACHING_POINT: (1, 6),
    SchoolType.SPECIAL: (1, 9),
}
"""First and last grade a school of each type may teach; a single one often teaches fewer."""


class Seat(StrEnum):
    """The seats of a leading group."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"
    OFFICE = "office"


class AssignmentKind(StrEnum):
    """The ties of responsibility."""

    VILLAGE = "village"
    """A school answers for a village or community."""
    LEADER = "leader"
    """A leader answers for a township or school."""
    LINK = "link"
    """Two units on different branches keep in touch."""
    TIER = "tier"
    """A named person in the chain from head to class, whose tiers the plan names."""
    CATCHMENT = "catchment"
    """A village or group lies in the catchment area of a school, which it may share with others (学区)."""


class Outcome(StrEnum):
    """What has become of a proposed post."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


DIVISIONS = frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.GROUP})
"""Kinds of units that are places."""

SCHOOLS = frozenset({UnitKind.SCHOOL, UnitKind.TEACHING_POINT})
"""Kinds of units that teach."""

_FROM: Mapping[AssignmentKind, frozenset[UnitKind]] = {
    AssignmentKind.VILLAGE: frozenset({UnitKind.SCHOOL}),
    AssignmentKind.LEADER: frozenset(),
    AssignmentKind.LINK: frozenset({UnitKind.SCHOOL, UnitKind.TEACHING_POINT, UnitKind.TUTORING_GROUP}),
    AssignmentKind.TIER: frozenset(),
    AssignmentKind.CATCHMENT: SCHOOLS,
}
"""Which units may answer, by the kind of tie; none: a person does."""

_TO: Mapping[AssignmentKind, frozenset[UnitKind]] = {
    AssignmentKind.VILLAGE: frozenset({UnitKind.VILLAGE}),
    AssignmentKind.LEADER: frozenset({UnitKind.TOWNSHIP, UnitKind.TUTORING_GROUP}) | SCHOOLS,
    AssignmentKind.LINK: frozenset({UnitKind.TOWNSHIP, UnitKind.VILLAGE}),
    AssignmentKind.TIER: SCHOOLS | {UnitKind.CLASS},
    AssignmentKind.CATCHMENT: frozenset({UnitKind.VILLAGE, UnitKind.GROUP}),
}
"""For which units."""


def assignment_trouble(
    kind: AssignmentKind, from_kind: UnitKind | None, has_holder: bool, to_kind: UnitKind, tier: int | None, tiers: int
) -> Problem | None:
    """Why such a tie cannot be, if it cannot. `tiers`: how many tiers the plan names."""
    by_person = not _FROM[kind]
    if by_person != has_holder or by_person == (from_kind is not None):
        return Problem(f"organizations.needs_{'person' if by_person else 'unit'}")
    if from_kind is not None and from_kind not in _FROM[kind]:
        return Problem("organizations.cannot_answer", {"kind": Problem(f"unit_kind.{from_kind}")})
    if to_kind not in _TO[kind]:
        return Problem("organizations.cannot_be_answered_for", {"kind": Problem(f"unit_kind.{to_kind}")})
    if (kind is AssignmentKind.TIER) != (tier is not None):
        return Problem("organizations.tier_or_none")
    if tier is not None and not 1 <= tier <= tiers:
        return Problem("organizations.no_such_tier", {"most": tiers})
    return None
