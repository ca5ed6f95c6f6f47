"""Who should have a leading group, and who should sit in it: the model plans 1, 2, 5 and 8 on leading groups."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.unit_kinds import UnitKind

GROUPED = frozenset({UnitKind.TOWNSHIP, UnitKind.SCHOOL})
"""Kinds of units whose missing group is a gap, whatever plan binds them."""

MEMBERS: Mapping[UnitKind, tuple[str, ...]] = {
    UnitKind.TOWNSHIP: ("school_head",),
    UnitKind.TUTORING_GROUP: ("school_head",),
    UnitKind.SCHOOL: ("school_head", "school_director", "class_teacher"),
}
"""Which posts, at the unit of a group or beneath it, sit in it.

2.02: the head of every school. 8.01: the head, those who direct, the class teachers.
"""

MUST_BE_HELD: Mapping[UnitKind, str] = {UnitKind.SCHOOL: "school_head", UnitKind.CLASS: "class_teacher"}
"""The post that no unit of a kind goes without: where nobody holds it, nobody can be seated either."""


@dataclass(frozen=True, slots=True)
class Held:
    """A post that somebody holds at a unit."""

    unit: UUID
    role: str
    holder: UUID


@dataclass(frozen=True, slots=True)
class Lacking:
    """A post that is not in a group: at which unit, in which role, held by whom (None: by nobody)."""

    unit: UUID
    role: str
    holder: UUID | None


def lacking(
    kind: UnitKind, beneath: Mapping[UUID, UnitKind], held: Iterable[Held], seated: Collection[UUID]
) -> tuple[Lacking, ...]:
    """The posts that should be in the group of a unit of a kind and are not, in the order of `beneath`.

    `beneath`: the unit and those beneath it; `held`: their posts; `seated`: who has a seat in a group of the unit.
    """
    wanted = MEMBERS.get(kind, ())
    posts = [each for each in held if each.role in wanted and each.unit in beneath]
    filled = {(each.unit, each.role) for each in posts}
    out = [Lacking(each.unit, each.role, each.holder) for each in posts if each.holder not in seated]
    for unit, of in beneath.items():
        role = MUST_BE_HELD.get(of, "")
        if role in wanted and (unit, role) not in filled:
            out.append(Lacking(unit, role, None))
    order = {unit: number for number, unit in enumerate(beneath)}
    return tuple(sorted(out, key=lambda each: (order[each.unit], wanted.index(each.role), each.holder or UUID(int=0))))
