"""The parties of a working group, the post that stands for each, and where each of them is for one child."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from notoneless.foundation.access.unit_kinds import UnitKind


class Party(StrEnum):
    """Who sits in a working group (clause 5.14): township, village, school, and the central school of the township."""

    TOWNSHIP = "township"
    VILLAGE = "village"
    SCHOOL = "school"
    CENTRE = "centre"


POST_OF: Mapping[Party, str] = {
    Party.TOWNSHIP: "township_leader",
    Party.VILLAGE: "village_secretary",
    Party.SCHOOL: "school_head",
    Party.CENTRE: "school_head",
}
"""The role of the post that stands for a party, until who leads names another."""

KINDS: Mapping[Party, frozenset[UnitKind]] = {
    Party.TOWNSHIP: frozenset({UnitKind.TOWNSHIP}),
    Party.VILLAGE: frozenset({UnitKind.VILLAGE, UnitKind.GROUP}),
    Party.SCHOOL: frozenset({UnitKind.SCHOOL, UnitKind.TEACHING_POINT, UnitKind.CLASS}),
    Party.CENTRE: frozenset({UnitKind.SCHOOL}),
}
"""Of which units somebody may stand for a party."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a child is: township and village of its home, the school it is a pupil of, the central school of the township,
    and the school that answers for its village (户籍地包保单位). None: not known."""

    township: UUID | None = None
    village: UUID | None = None
    school: UUID | None = None
    centre: UUID | None = None
    accountable: UUID | None = None


def units_of(placed: Placed) -> dict[Party, UUID | None]:
    """The unit of each party. For a child that is in no school here, that which answers for its village is the school."""
    return {
        Party.TOWNSHIP: placed.township,
        Party.VILLAGE: placed.village,
        Party.SCHOOL: placed.school or placed.accountable,
        Party.CENTRE: placed.centre,
    }
