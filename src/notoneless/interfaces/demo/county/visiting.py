"""Home visits of a demonstration: the cast's class teacher visits some pupils, plans one with others, and draws a list."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.visits.rules.kinds import Met, VisitKind
from notoneless.casework.visits.selectors.companions import companions_of
from notoneless.casework.visits.services import draw_list, plan_visit, record_visit
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import ChildUnit
from notoneless.interfaces.demo.county.ground import Ground, Path
from notoneless.interfaces.demo.county.people import Appointing

_SAID = (
    (Met.MOTHER, "母亲说孩子在家听话，只是数学跟不上，想请老师多辅导", "每周五放学后补一次数学"),
    (Met.GRANDPARENT, "奶奶带两个孩子，父母在外打工，晚上常没有人看作业", "请同村的同学结伴写作业"),
    (Met.FATHER, "父亲说农忙时让孩子帮过两天忙，以后不再请假", "农忙前打电话提醒"),
    (Met.NOBODY, "", "周末再去一次"),
)
"""Whom the teacher met, what was said, and what comes next: invented."""

_WITH = 2
"""How many others go along on the visit that is planned."""


@dataclass(frozen=True)
class Visiting:
    """Who goes where. `seats`: where the cast sits."""

    ground: Ground
    appointing: Appointing
    seats: dict[str, Path]

    @transaction.atomic
    def go(self) -> None:
        """Visit some pupils of a class, plan to visit one more with people of village and township, and draw a list."""
        unit = self.ground.units[self.seats["wang"]]
        teacher, today = self.appointing.holder("class_teacher", unit), self.ground.ctx().today
        periods = visible_to(self._as(teacher), "visit.plan", ChildUnit).filter(in_force(today), unit_id=unit)
        children = list(periods.order_by("child__sort_key", "child_id").values_list("child_id", flat=True))
        for child, (met, note, following) in zip(children, _SAID, strict=False):
            self._visit(teacher, child, met, note, following)
        cases = visible_to(self._as(teacher), "case.read", Case).filter(state__in=OPEN).order_by("opened_on", "id")
        wanted = [*cases.values_list("child_id", flat=True), *children[len(_SAID) :]]
        if wanted:
            self._plan(teacher, wanted[0])
        given = {"from_on": today, "capacity": len(_SAID) + 1, "seed": None}
        draw_list(self._as(teacher), unit=unit, **given)

    def _as(self, teacher: Context) -> Context:
        return self.ground.as_other(teacher)

    def _visit(self, teacher: Context, child: UUID, met: Met, note: str, following: str) -> None:
        ctx = self._as(teacher)
        given = {"kind": VisitKind.HOME, "on": ctx.today, "at_home": None, "address": "家中", "met": met, "note": note}
        record_visit(ctx, child=child, visitors=str(ctx.actor), **given, next_step=following)

    def _plan(self, teacher: Context, child: UUID) -> None:
        ctx = self._as(teacher)
        others = [each.account for each in companions_of(ctx, child) if each.account != ctx.actor]
        people = " ".join(map(str, [ctx.actor, *others[:_WITH]]))
        plan_visit(ctx, child=child, visitors=people, due_on=ctx.today + timedelta(days=7), purpose="了解孩子近况")
