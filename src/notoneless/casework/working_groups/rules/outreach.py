"""When an act of persuasion is a joint visit (clause 2.17): school, township and village are at the home together."""

from collections.abc import Collection

from notoneless.casework.procedures.rules.facts import Side
from notoneless.foundation.access.unit_kinds import UnitKind

JOINT: tuple[Side, ...] = (Side.SCHOOL, Side.TOWNSHIP, Side.VILLAGE)
"""Who makes a joint visit."""

SIDE_OF: dict[UnitKind, Side] = {
    UnitKind.SCHOOL: Side.SCHOOL,
    UnitKind.TEACHING_POINT: Side.SCHOOL,
    UnitKind.CLASS: Side.SCHOOL,
    UnitKind.TOWNSHIP: Side.TOWNSHIP,
    UnitKind.VILLAGE: Side.VILLAGE,
    UnitKind.GROUP: Side.VILLAGE,
}
"""For whom somebody goes, by the unit whose post the person holds."""


def sides_of(kinds: Collection[UnitKind]) -> frozenset[Side]:
    """Who was there, from the units whose posts the visitors hold."""
    return frozenset(SIDE_OF[kind] for kind in kinds if kind in SIDE_OF)


def missing_for_joint(sides: Collection[Side]) -> tuple[Side, ...]:
    """Who was not there that makes a visit a joint one."""
    return tuple(side for side in JOINT if side not in sides)


def is_joint(sides: Collection[Side], *, at_home: bool) -> bool:
    """Whether it was a joint visit: by telephone or elsewhere nobody has gone to the home."""
    return at_home and not missing_for_joint(sides)
