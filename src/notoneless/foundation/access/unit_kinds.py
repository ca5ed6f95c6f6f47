"""The kinds of unit, what stands under what, and on which track each accounts for children."""

from collections.abc import Mapping
from enum import StrEnum


class Track(StrEnum):
    """The two independent ways of accounting for each child."""

    HOUSEHOLD = "household"
    SCHOOL = "school"


class UnitKind(StrEnum):
    """The kinds of units in a county's tree."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GROUP = "group"
    TUTORING_GROUP = "tutoring_group"
    SCHOOL = "school"
    TEACHING_POINT = "teaching_point"
    CLASS = "class"


TRACK_OF: Mapping[UnitKind, Track | None] = {
    UnitKind.COUNTY: None,
    UnitKind.TOWNSHIP: None,
    UnitKind.VILLAGE: Track.HOUSEHOLD,
    UnitKind.GROUP: Track.HOUSEHOLD,
    UnitKind.TUTORING_GROUP: None,
    UnitKind.SCHOOL: Track.SCHOOL,
    UnitKind.TEACHING_POINT: Track.SCHOOL,
    UnitKind.CLASS: Track.SCHOOL,
}
"""The track on which children belong to a unit of a kind. Nobody belongs to a county, a township or a tutoring group itself."""

PARENTS: Mapping[UnitKind, frozenset[UnitKind]] = {
    UnitKind.COUNTY: frozenset(),
    UnitKind.TOWNSHIP: frozenset({UnitKind.COUNTY}),
    UnitKind.VILLAGE: frozenset({UnitKind.TOWNSHIP}),
    UnitKind.GROUP: frozenset({UnitKind.VILLAGE}),
    UnitKind.TUTORING_GROUP: frozenset({UnitKind.COUNTY}),
    UnitKind.SCHOOL: frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.TUTORING_GROUP, UnitKind.SCHOOL}),
    UnitKind.TEACHING_POINT: frozenset({UnitKind.SCHOOL}),
    UnitKind.CLASS: frozenset({UnitKind.SCHOOL, UnitKind.TEACHING_POINT}),
}
"""What may stand above what. A township is also an urban subdistrict, a village also a community: their profiles tell which.

A school stands under its township, under the central school of that township, under the urban tutoring group, or directly
under the bureau, which is the county.
"""


WIDTH: Mapping[UnitKind, int] = {
    UnitKind.COUNTY: 0,
    UnitKind.TOWNSHIP: 1,
    UnitKind.TUTORING_GROUP: 1,
    UnitKind.VILLAGE: 2,
    UnitKind.SCHOOL: 2,
    UnitKind.TEACHING_POINT: 2,
    UnitKind.GROUP: 3,
    UnitKind.CLASS: 3,
}
"""How wide a kind of unit is, the widest first."""
