"""The units of a demonstration, and who works in them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.demo.county.people import Appointing
from notoneless.interfaces.demo.county.times import Times

Row = Mapping[str, Any]
Path = tuple[str, ...]

_GROUP = re.compile(r"(\d+|[一二三四五六七八九十]+)[组社]")
_DIGITS = "零一二三四五六七八九"

STAFF: Mapping[UnitKind, tuple[tuple[str, str, str], ...]] = {
    UnitKind.TOWNSHIP: (("town", "township_leader", "镇长"),),
    UnitKind.VILLAGE: (("village", "village_secretary", "村支书"), ("officer", "accountable_officer", "包保干部")),
    UnitKind.SCHOOL: (("head", "school_head", "校长"), ("director", "school_director", "教导主任")),
    UnitKind.CLASS: (("teacher", "class_teacher", "班主任"),),
}
"""Who works in a unit of a kind: how the sign-in name begins, role, title."""


@dataclass
class Ground:
    """The county while it is built: who enters, its units by path, and how many children each holds."""

    root: UUID
    officer: Context
    from_on: date
    times: Times
    towns: frozenset[str]
    units: dict[Path, UUID] = field(default_factory=dict)
    kinds: dict[Path, UnitKind] = field(default_factory=dict)
    held: Counter[Path] = field(default_factory=Counter)

    def ctx(self) -> Context:
        """The officer, now, with a request of its own."""
        return self.as_other(self.officer)

    def as_other(self, other: Context) -> Context:
        """Somebody else, now, with a request of its own."""
        return replace(other, at=self.times.at, ids=self.times.ids, request=self.times.ids.new())

    def found(self, kind: UnitKind, *path: str) -> None:
        """Found the unit at a path of names, once; what stands above it must be there."""
        if path not in self.units:
            given = {"parent": self.units.get(path[:-1], self.root), "kind": kind, "name": path[-1]}
            self.units[path] = found_unit(self.ctx(), **given, from_on=self.from_on, code=None)
            self.kinds[path] = kind

    def hold(self, path: Path) -> None:
        """Count a child in a unit and in all above it."""
        self.held.update(path[:length] for length in range(1, len(path) + 1))

    def fullest(self, kind: UnitKind, beneath: Path = ()) -> Path:
        """The unit of a kind with the most children, beneath one."""
        paths = [path for path in self.units if self.kinds[path] is kind and path[: len(beneath)] == beneath]
        return max(paths, key=lambda path: (self.held[path], path))


def lay(ground: Ground, homes: Sequence[Row], rolls: Sequence[Row]) -> None:
    """Found townships, villages, their groups, schools and classes, as the rosters name them."""
    for row in homes:
        if row["township"] and row["village"]:
            path = (row["township"], row["village"], group_of(row["address"] or ""))
            for length, kind in enumerate((UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.GROUP), start=1):
                ground.found(kind, *path[:length])
            ground.hold(path)
    for row in rolls:
        room = class_path(ground.towns, row)
        for length in range(1, len(room) + 1):
            ground.found(_kind_at(ground, room, length), *room[:length])
        ground.hold(room)


def _kind_at(ground: Ground, path: Path, length: int) -> UnitKind:
    if length == len(path):
        return UnitKind.CLASS
    return UnitKind.TOWNSHIP if length == 1 and path[0] in ground.towns else UnitKind.SCHOOL


def class_path(towns: frozenset[str], row: Row) -> Path:
    """Where the class of a row of the roll is; a school stands in the township its name begins with, else under the county."""
    school, room = str(row["school"]), f"{row['grade']}{row['class']}"
    town = next((town for town in sorted(towns) if school.startswith(town)), "")
    return (town, school, room) if town else (school, room)


def group_of(address: str) -> str:
    """The village group that an address names, its number in figures: 柳树村十二组12号 and 柳树村12社 are the same."""
    found = _GROUP.search(address)
    text = found[1] if found else "1"
    if text.isdecimal():
        return f"{int(text)}组"
    tens, ten, ones = text.rpartition("十")
    return f"{(_DIGITS.index(tens) if tens else bool(ten)) * 10 + (_DIGITS.index(ones) if ones else 0)}组"


def staff(ground: Ground, appointing: Appointing, names: Sequence[str]) -> int:
    """Let people work in every unit; how many there are. `names`: what they are called, in turn."""
    count = 0
    for path, unit in sorted(ground.units.items()):
        for begins, role, title in STAFF.get(ground.kinds[path], ()):
            name = names[count % len(names)]
            count += 1
            appointing.open(f"{begins}{count}", name, role, unit, title)
    return count


def seats(ground: Ground, cast: Sequence[tuple[str, str, str, UnitKind]]) -> Iterator[tuple[str, str, str, Path]]:
    """Where the cast sits: each at the fullest unit, one above another, and 赵老师 in the fullest class of another school."""
    room = max(
        (path for path in ground.units if ground.kinds[path] is UnitKind.CLASS and is_compulsory(ground, path)),
        key=lambda path: (ground.held[path], path),
        default=ground.fullest(UnitKind.CLASS),
    )
    village = ground.fullest(UnitKind.VILLAGE, room[:1] if room[0] in ground.towns else ())
    at = {
        UnitKind.CLASS: room,
        UnitKind.SCHOOL: room[:-1],
        UnitKind.TOWNSHIP: village[:1],
        UnitKind.VILLAGE: village,
        UnitKind.GROUP: ground.fullest(UnitKind.GROUP, village),
        UnitKind.COUNTY: (),
    }
    for name, person, role, kind in cast:
        yield name, person, role, _elsewhere(ground, room) if name == "zhao" else at[kind]


def is_compulsory(ground: Ground, path: Path) -> bool:
    """Whether a class is one of a township's own schools: those of the county seat teach beyond compulsory education too."""
    return path[0] in ground.towns


def _elsewhere(ground: Ground, room: Path) -> Path:
    """The fullest class of another school in a township."""
    rooms = [path for path, kind in ground.kinds.items() if kind is UnitKind.CLASS and path[:-1] != room[:-1]]
    own = [path for path in rooms if is_compulsory(ground, path)]
    return max(own or rooms or [room], key=lambda path: (ground.held[path], path))
