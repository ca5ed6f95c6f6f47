"""The people of a demonstration who are shown, each in the own seat."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.interfaces.demo.county.ground import Ground, Path
from notoneless.interfaces.demo.county.people import CAST, Appointing
from notoneless.kernel.codes.grades import parse_grade

_ROLE = {name: role for name, _, role, _ in CAST}

_WEEKS = timedelta(days=60)
"""Within which there is a school day, also when holidays begin."""


@dataclass(frozen=True)
class Cast:
    """Who sits where. `seats`: paths by sign-in name; `other`: the county's second officer: nobody issues an own proposal."""

    ground: Ground
    appointing: Appointing
    seats: dict[str, Path]
    other: Context

    def unit(self, name: str) -> UUID:
        """The unit in which somebody sits."""
        return self.ground.units.get(self.seats[name], self.ground.root)

    def by(self, name: str) -> Context:
        """Somebody of the cast, now, with a request of its own."""
        if name == "chen":
            return self.ground.ctx()
        return self.ground.as_other(self.appointing.holder(_ROLE[name], self.unit(name)))

    def by_other(self) -> Context:
        """The county's second officer, now."""
        return self.ground.as_other(self.other)

    def by_teacher(self, room: UUID) -> Context:
        """The class teacher of a class, or the head of the cast's school where it has none."""
        found = self.appointing.found("class_teacher", room)
        return self.by("li") if found is None else self.ground.as_other(found)

    def rooms(self) -> list[UUID]:
        """The classes of the cast's school, that of the cast first, then the highest grades."""
        own, ground = self.seats["wang"], self.ground
        near = [path for path, kind in ground.kinds.items() if kind is UnitKind.CLASS and path[:-1] == own[:-1]]
        near.sort(key=lambda path: (path != own, -(parse_grade(path[-1]) or 0), path))
        return [ground.units[path] for path in near]

    def school_day(self, days: int) -> date:
        """The first school day so many days from now, or that day where none follows soon."""
        first = self.ground.ctx().today + timedelta(days=days)
        found = load_calendar(first, first + _WEEKS).school_days(first, first + _WEEKS)
        return found[0] if found else first
