"""The last school days of the demonstration in one school: who came to each class, leave, and one who stays away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.organizations.models import Post
from notoneless.interfaces.demo.county.ground import Ground, Path
from notoneless.interfaces.demo.county.people import Appointing
from notoneless.records.attendance.rules.kinds import MarkKind
from notoneless.records.attendance.rules.reporting import Noted, as_text
from notoneless.records.attendance.selectors.classes import pupils_of
from notoneless.records.attendance.selectors.permitting import REPORT
from notoneless.records.attendance.services import amend, apply_leave, grant_leave, report, substitute

_DAYS = 10
"""School days that are reported; the day on which the demonstration begins to be used is not yet."""

_LOOKED_BACK = timedelta(days=60)
"""Days among which they are found, also after a long holiday."""

_STAYS_AWAY = 2
"""For so many days at the end one pupil of the class of the cast is missing."""

_CHANCES = ((0.010, MarkKind.ABSENT, "unknown"), (0.022, MarkKind.LEAVE, "sick"), (0.040, MarkKind.LATE, "road"))
"""Below which draw a pupil is marked how, and why."""

_STANDS_IN = timedelta(days=4)
"""How many days more a colleague stands in."""

_FROM_PAPER = "补录纸质登记"


@dataclass
class Attending:
    """The school of a class, `own`, in which the cast teaches.

    `away`: what is noted of a pupil who has dropped out, on a day so many school days before the end; None of the others.
    """

    ground: Ground
    appointing: Appointing
    own: Path
    draws: Random
    away: Callable[[UUID, date, int], Noted | None]

    @transaction.atomic
    def report(self, until: date) -> tuple[date, ...]:
        """Report the last school days before a day, and tell which; those that are over are entered by the head."""
        calendar = load_calendar(until - _LOOKED_BACK, until)
        days = calendar.school_days(until - _LOOKED_BACK, until - timedelta(days=1))[-_DAYS:]
        rooms = sorted(
            path for path, kind in self.ground.kinds.items() if kind is UnitKind.CLASS and self._is_near(path)
        )
        for left, day in zip(range(len(days), 0, -1), days, strict=True):
            self.ground.times.go_to(day)
            for room in rooms:
                self._room(room, day, left)
        self._leave()
        self._stand_in(rooms)
        return days

    def _is_near(self, path: Path) -> bool:
        return path[:-1] == self.own[:-1]

    def _head(self) -> Context:
        return self.ground.as_other(self.appointing.holder("school_head", self.ground.units[self.own[:-1]]))

    def _room(self, room: Path, day: date, left: int) -> None:
        """Report a class by its teacher, or by the head where it has none."""
        unit = self.ground.units[room]
        teacher = self.appointing.found("class_teacher", unit)
        ctx = self._head() if teacher is None else self.ground.as_other(teacher)
        pupils = [each.id for each in pupils_of(ctx, REPORT, unit, day) if each.skipped is None]
        if not pupils:
            return
        noted = {child: mark for child in pupils if (mark := self._drawn(child)) is not None}
        noted |= {child: mark for child in pupils if (mark := self.away(child, day, left)) is not None}
        if room == self.own and left <= _STAYS_AWAY:
            noted[pupils[0]] = Noted(pupils[0], MarkKind.ABSENT, "unwilling")
        given = {"unit": unit, "on": day, "session": "morning", "exceptions": as_text(noted.values())}
        if ctx.today == day:
            report(ctx, **given)
        else:
            amend(self._head(), **given, reason=_FROM_PAPER)

    def _drawn(self, child: UUID) -> Noted | None:
        draw = self.draws.random()
        return next((Noted(child, kind, why) for chance, kind, why in _CHANCES if draw < chance), None)

    def _stand_in(self, rooms: Sequence[Path]) -> None:
        """For another class the head has named a colleague for some days."""
        others = [self.ground.units[room] for room in rooms if room != self.own]
        head = self._head()
        colleague = others[-1] if len(others) > 1 else self.ground.units[self.own]
        post = visible_to(head, substitute.code, Post).filter(unit=colleague).first()
        if others and post is not None:
            last = head.today + _STANDS_IN
            substitute(head, unit=others[0], post=post.pk, first_on=head.today, last_on=last)

    def _leave(self) -> None:
        """One pupil of the class has leave, and a long one waits for the head."""
        teacher = self.appointing.found("class_teacher", self.ground.units[self.own])
        if teacher is None:
            return
        ctx = self.ground.as_other(teacher)
        pupils = [
            each.id for each in pupils_of(ctx, REPORT, self.ground.units[self.own], ctx.today) if not each.skipped
        ]
        for child, days, reason in zip(pupils[1:], (1, 9), ("sick", "family"), strict=False):
            ctx = self.ground.as_other(teacher)
            given = {
                "child": child,
                "first_on": ctx.today,
                "last_on": ctx.today + timedelta(days=days),
                "reason": reason,
            }
            leave = apply_leave(ctx, **given, note=None, asked_by=None)
            if days == 1:
                grant_leave(self.ground.as_other(teacher), leave=leave)
