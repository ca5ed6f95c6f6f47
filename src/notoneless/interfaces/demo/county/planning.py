"""Plans of a demonstration: adopted when a term begins; then some do what they owe in time, some late, some never."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.calendar.selectors import calendar_in_force
from notoneless.foundation.calendar.services import set_term
from notoneless.foundation.organizations.services import (
    found_group,
    make_assignment,
    name_contact,
    seat_holders,
    seat_member,
)
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.interfaces.demo.county.ground import Ground, Path
from notoneless.interfaces.demo.county.papers import draft_roll_work, set_prefixes
from notoneless.interfaces.demo.county.people import Appointing
from notoneless.interfaces.demo.county.sheets import sheet_of
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.selectors.due import months_to_seal
from notoneless.oversight.duties.services import exempt_duty, reckon_duties, seal_month
from notoneless.policy.judging import State
from notoneless.records.enrolment.services import compare_export

_OF_COUNTY, _OF_TOWNSHIP, _OF_SCHOOL = ("model/plan_5", "model/plan_2", "model/plan_8")
_TOWNSHIPS, _SCHOOLS = 2, 3
"""How many townships and schools adopt a plan of their own, those of the cast among them."""

_LATE, _NEVER = 3, 7
"""Of the schools one in so many founds its leading group late, and one in so many never."""

_GROUP = "控辍保学工作领导小组"
_LEADERS_OTHERS = 2
"""Seats of a school's group besides those of its class teachers: head and director."""

_WHY_SEATS = "按本校班数"
_WHY_EXEMPT = "校舍维修，学生暂在邻校上课，合并比对"


@dataclass
class Planning:
    """Who adopts what. `seats`: where the cast sits; `late`: schools that have still to found their group."""

    ground: Ground
    appointing: Appointing
    seats: dict[str, Path]
    late: list[Path] = field(default_factory=list)

    @transaction.atomic
    def adopt(self) -> None:
        """Enter the terms of the year and of that before, adopt the plans, and let schools say what their papers begin with."""
        ctx = self.ground.ctx()
        calendar = calendar_in_force(ctx, ctx.today, ctx.today)
        year = calendar.school_year_of(ctx.today)
        for term in (*calendar.terms_of_year(year - 1), *calendar.terms_of_year(year)):
            given = {"school_year": term.school_year, "number": term.number}
            days = {"first_day": term.first_day, "last_day": term.last_day}
            set_term(self.ground.ctx(), unit=self.ground.root, **given, **days)
        self._adopt(self.ground.ctx, self.ground.root, _OF_COUNTY, "陈局长")
        for path in self._first(UnitKind.TOWNSHIP, self.seats["zhang"], _TOWNSHIPS):
            self._adopt(lambda path=path: self._leader("township_leader", path), self.ground.units[path], _OF_TOWNSHIP)
        for path in self._first(UnitKind.SCHOOL, self.seats["li"], _SCHOOLS):
            self._adopt_of_school(path)
        set_prefixes(self.ground, self.appointing, self._schools())

    def _adopt(self, acting: Any, unit: UUID, key: str, signer: str = "", numbers: Mapping[str, str] = {}) -> None:
        version = draft_plan(acting(), unit=unit, key=key)
        for name, value in numbers.items():
            set_number(acting(), version=version, key=name, value=value, reason=_WHY_SEATS)
        adopt_plan(acting(), version=version, from_on=acting().today, signer=signer or "本单位负责人")

    def _adopt_of_school(self, path: Path) -> None:
        classes = len(self._beneath(path, UnitKind.CLASS))
        seats = {"organization.group_posts_needed": str(classes + _LEADERS_OTHERS)}
        self._adopt(lambda: self._leader("school_head", path), self.ground.units[path], _OF_SCHOOL, numbers=seats)

    @transaction.atomic
    def act(self) -> None:
        """Do in time what most do: groups, seats, who answers for villages, the contacts of other departments."""
        ground = self.ground
        self._found(ground.ctx, ground.root)
        name_contact(
            ground.ctx(), unit=ground.root, department="民政局", name="周联络员", phone=None, from_on=ground.ctx().today
        )
        for number, path in enumerate(self._of(UnitKind.TOWNSHIP), start=1):
            if number % _LATE:
                self._found(lambda path=path: self._leader("township_leader", path), ground.units[path])
        for path in self._first(UnitKind.TOWNSHIP, self.seats["zhang"], _TOWNSHIPS):
            self._assign_villages(path)
        for number, path in enumerate(self._schools(), start=1):
            if number % _NEVER == 0:
                continue
            if number % _LATE == 0:
                self.late.append(path)
                continue
            self._found_in_school(path)

    @transaction.atomic
    def catch_up(self) -> None:
        """Do late what some had left undone."""
        for path in self.late:
            self._found_in_school(path)
        self.late = []

    @transaction.atomic
    def compare(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """The school of the cast compares its roll with the national export, as it must each month."""
        path = self.seats["li"]
        content = sheet_of([row for row in rows if row["school"] == path[-1]])
        unit = self.ground.units[path]
        given = {"unit": unit, "kind": "csv", "content": put(content), "size": len(content)}
        export = add_attachment(self._leader("school_head", path), **given)
        compare_export(self._leader("school_head", path), unit=unit, export=export)

    def close(self, until: datetime) -> None:
        """Reckon what is owed on the last day, seal the months that are over, let one school off, draft a roll-work plan."""
        ground = self.ground
        ground.times.at = max(ground.times.at, until)
        reckon_duties(ground.ctx(), unit=ground.root)
        for month in list(months_to_seal(ground.ctx())):
            seal_month(ground.ctx(), unit=ground.root, month=month)
        due = visible_to(ground.ctx(), "duty.exempt", DutyRow).filter(duty="roll_compared", state=State.DUE)
        row = due.exclude(unit_id=ground.units[self.seats["li"]]).order_by("unit__sort_key").first()
        if row is not None:
            exempt_duty(ground.ctx(), row=row.pk, reason=_WHY_EXEMPT)
            reckon_duties(ground.ctx(), unit=ground.root)
        draft_roll_work(ground, self.appointing, self.seats["li"])

    def _found(self, acting: Any, unit: UUID) -> UUID:
        return found_group(acting(), unit=unit, name=_GROUP, goals=None, from_on=acting().today)

    def _found_in_school(self, path: Path) -> None:
        def acting() -> Context:
            return self._leader("school_head", path)

        group = self._found(acting, self.ground.units[path])
        head = {"account": acting().actor, "seat": "head", "duties": None, "from_on": acting().today}
        seat_member(acting(), group=group, **head)
        for role, seat in (("school_director", "deputy"), ("class_teacher", "member")):
            seat_holders(acting(), group=group, role=role, seat=seat, duties=None, from_on=acting().today)

    def _assign_villages(self, town: Path) -> None:
        """Let the fullest school of a township, or where it has none of the county, answer for each of its villages."""
        schools = self._beneath(town, UnitKind.SCHOOL) or self._schools()
        school = self.ground.units[max(schools, key=lambda path: (self.ground.held[path], path))]
        for path in self._beneath(town, UnitKind.VILLAGE):
            ctx = self.ground.ctx()
            given = {"kind": "village", "from_unit": school, "account": None, "tier": None, "until_on": None}
            make_assignment(ctx, unit=self.ground.units[path], **given, from_on=ctx.today)

    def _leader(self, role: str, path: Path) -> Context:
        return self.ground.as_other(self.appointing.holder(role, self.ground.units[path]))

    def _first(self, kind: UnitKind, own: Path, count: int) -> list[Path]:
        """A unit of the cast and others of its kind."""
        others = [path for path in self._of(kind) if path != own]
        return [own, *others][:count]

    def _of(self, kind: UnitKind) -> list[Path]:
        return sorted(path for path, each in self.ground.kinds.items() if each is kind)

    def _schools(self) -> list[Path]:
        return self._of(UnitKind.SCHOOL)

    def _beneath(self, above: Path, kind: UnitKind) -> list[Path]:
        return [path for path in self._of(kind) if path[: len(above)] == above]
