"""Surveys of a term: from door to door in the whole county, and from class to class in two schools."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from random import Random
from uuid import UUID

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.demo.county.answers import NEWCOMERS, Newcomer, said_of
from notoneless.interfaces.demo.county.ground import Ground, Path
from notoneless.interfaces.demo.county.people import Appointing
from notoneless.records.findings.models import Finding
from notoneless.records.surveys.models import GridCell
from notoneless.records.surveys.rules.kinds import SurveyKind
from notoneless.records.surveys.selectors.cells import open_cell
from notoneless.records.surveys.services import answer_child, find_child, open_survey, sign_off

_WHOLE, _PARTLY = 3, 3
"""How many townships are done, the smallest first, and how many of the others have begun."""

_LONG, _SHORT = timedelta(days=120), timedelta(days=25)
_HALF, _SLOW = 0.5, 4
"""How much is done of a grid cell that is not whole, and of a slow school's classes one in so many."""

_STARTS_AGAIN = 8
"""The month in which a school year starts, and before which it is spring."""

Visit = tuple[Path, float]
"""A grid cell, and which share of its children somebody asks about."""


@dataclass
class Surveying:
    """Who goes where in a term. `until`: the day after which nothing has happened yet; `seats`: where the cast sits."""

    ground: Ground
    appointing: Appointing
    seats: dict[str, Path]
    until: date
    draws: Random
    missing: frozenset[UUID] = frozenset()
    newcomers: list[Newcomer] = field(default_factory=lambda: list(NEWCOMERS))

    @transaction.atomic
    def begin(self) -> None:
        """Open the surveys, and go from door to door and from class to class."""
        ctx = self.ground.ctx()
        rows = visible_to(ctx, "finding.read", Finding).filter(is_current=True)
        self.missing = frozenset(rows.values_list("child", flat=True))
        term = f"{ctx.today.year}年{'秋' if ctx.today.month > _STARTS_AGAIN else '春'}季"
        county = self._open(ctx, self.ground.root, f"{term}适龄儿童入户摸排", SurveyKind.HOUSEHOLD, _LONG)
        rooms = {name: self.seats[name] for name in ("wang", "zhao")}
        opened = {name: self._open_school(room, f"{term}返校情况摸排", name) for name, room in rooms.items()}
        self._later(days=3)
        for name, room in rooms.items():
            self._go(opened[name], self._classes(room, is_slow=name == "zhao"))
        self._later(days=6)
        self._go(county, self._doors())

    def _later(self, days: int) -> None:
        """Let days pass, as far as days have passed."""
        today = self.ground.ctx().today
        self.ground.times.go_to(min(today + timedelta(days=days), self.until))

    def _open(self, ctx: Context, unit: UUID, name: str, kind: SurveyKind, lasts: timedelta) -> dict[UUID, UUID]:
        """Open a survey; its grid cells by unit."""
        days = {"from_on": ctx.today, "last_on": ctx.today + lasts}
        survey = open_survey(self.ground.as_other(ctx), unit=unit, name=name, kind=kind, **days)
        cells = visible_to(ctx, "survey.read", GridCell).filter(survey=survey)
        return dict(cells.values_list("unit_id", "pk"))

    def _open_school(self, room: Path, name: str, seat: str) -> dict[UUID, UUID]:
        school = self.ground.units[room[:-1]]
        head = self.ground.as_other(self.appointing.holder("school_head", school))
        return self._open(head, school, name, SurveyKind.SCHOOL, _SHORT if seat == "zhao" else _LONG)

    def _classes(self, room: Path, *, is_slow: bool) -> Iterator[Visit]:
        """The classes of a school: the room is half done; of a slow school some others nobody has asked in."""
        others = [path for path in self._beneath(room[:-1], UnitKind.CLASS) if path != room]
        yield room, _HALF
        yield from ((path, 1) for path in (others[: len(others) // _SLOW] if is_slow else others))

    def _doors(self) -> Iterator[Visit]:
        """The village groups where somebody goes: in some townships all, in others half of the fullest village."""
        ground, village, group = self.ground, self.seats["zhou"], self.seats["wu"]
        towns = sorted(ground.towns - {village[0]}, key=lambda town: (ground.held[(town,)], town))
        yield from ((path, _HALF if path == group else 1) for path in self._beneath(village))
        for town in towns[:_WHOLE]:
            yield from ((path, 1) for path in self._beneath((town,)))
        for town in towns[_WHOLE : _WHOLE + _PARTLY]:
            paths = self._beneath(ground.fullest(UnitKind.VILLAGE, (town,)), UnitKind.GROUP)
            half = len(paths) // 2
            yield from ((path, _HALF if number == half else 1) for number, path in enumerate(paths[: half + 1]))

    def _beneath(self, above: Path, kind: UnitKind | None = None) -> list[Path]:
        kinds = self.ground.kinds
        return sorted(path for path in kinds if path[: len(above)] == above and kind in (None, kinds[path]))

    def _go(self, cells: dict[UUID, UUID], visits: Iterator[Visit]) -> None:
        for path, share in visits:
            cell = cells.get(self.ground.units[path])
            if cell is not None:
                self._visit(cell, path, share)

    def _visit(self, cell: UUID, path: Path, share: float) -> None:
        """Ask about the children of a grid cell, and sign for it where all are answered for."""
        who = self._surveyor(path)
        lines = open_cell(self.ground.as_other(who), cell).lines
        for line in lines[: ceil(len(lines) * share)]:
            said = said_of(line, line.id in self.missing, self.draws)
            told = {"asked_on": who.today, "asked_at": None, "surveyor": None}
            answer_child(self.ground.as_other(who), cell=cell, child=line.id, **said, **told)
        if share < 1 and self.newcomers and self.ground.kinds[path] is UnitKind.GROUP:
            find_child(self.ground.as_other(who), cell=cell, **self.newcomers.pop().told(who.today))
        if share == 1:
            sign_off(self.ground.as_other(who), cell=cell, signed_on=who.today, surveyor=None)

    def _surveyor(self, path: Path) -> Context:
        """Who asks in a grid cell: a class's teacher, a group's head where it has one, else an officer of the village."""
        posts: Sequence[tuple[str, Path]] = [("group_head", path), ("accountable_officer", path[:2])]
        if self.ground.kinds[path] is UnitKind.CLASS:
            posts = [("class_teacher", path)]
        found = (self.appointing.found(role, self.ground.units[at]) for role, at in posts)
        return self.ground.as_other(next(each for each in found if each is not None))
