"""The roll: of a school and of a class elsewhere one by one, with transfers and suspensions; of all others at once."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.interfaces.demo.county.ground import Ground, Path
from notoneless.interfaces.demo.county.people import Appointing
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE, parse_grade
from notoneless.kernel.codes.rolls import Movement, NumberKind
from notoneless.records.enrolment.services import enter, enter_class, resume, suspend, transfer_in, transfer_out

_RETURNS, _RESTS, _MOVES, _GOES, _WAITS = range(1, 10, 2)
"""Which child of a class, by name: comes back, is ill, moves to the other school, goes to another county, waits."""

_ILL = "19"
_BEFORE, _ILL_SINCE, _ILL_UNTIL = (timedelta(days=days) for days in (400, 170, 120))
"""Before a term: since when the one who comes back was on the roll and was ill. After: until when another is to rest."""

_ELSEWHERE, _FAR = "邻县县城小学", "外省务工地学校"


@dataclass
class Roll:
    """The roll of the school of a class, `own`, and of a class of another. `sent`: who was let go, to be confirmed."""

    ground: Ground
    appointing: Appointing
    own: Path
    other: Path
    sent: dict[UUID, Path | str] = field(default_factory=dict)

    @transaction.atomic
    def begin(self) -> None:
        """Enter the children of `own`'s school and of the class `other`, and let happen what happens when a term starts."""
        kinds = self.ground.kinds
        beside = (path for path in kinds if path[:-1] == self.own[:-1] and kinds[path] is UnitKind.CLASS)
        one_by_one = sorted({*beside, self.other})
        for room in one_by_one:
            self._enter(room, {self.own: self.other, self.other: self.own}.get(room))
        for room in sorted({path for path in kinds if kinds[path] is UnitKind.CLASS} - set(one_by_one)):
            self._take_over(room)

    def _head(self, room: Path) -> Context:
        """Who leads the school of a class, now."""
        return self.ground.as_other(self.appointing.holder("school_head", self.ground.units[room[:-1]]))

    def _enter(self, room: Path, to: Path | None) -> None:
        """Enter the children of a class on the roll. `to`: where one of them goes, if anything happens in this class."""
        grade = parse_grade(room[-1])
        if grade is None or not 1 <= grade <= LAST_COMPULSORY_GRADE:
            return
        for number, child in enumerate(self._children(room)):
            step = number if to else None
            on = self._head(room).today - (_BEFORE if step == _RETURNS else timedelta())
            entry = self._entry(room, child, on, grade)
            if step == _RETURNS:
                self._come_back(room, entry, grade)
            elif step == _RESTS:
                ctx = self.ground.ctx()
                suspend(ctx, entry=entry, on=ctx.today, until_on=ctx.today + _ILL_UNTIL, reason=_ILL, proof=None)
            elif to and step in (_MOVES, _GOES, _WAITS):
                self._let_go(room, entry, step, to)

    def _take_over(self, room: Path) -> None:
        """Take a class over onto the roll, as the county does with what schools kept elsewhere."""
        grade, ctx = parse_grade(room[-1]), self.ground.ctx()
        if grade is not None and 1 <= grade <= LAST_COMPULSORY_GRADE:
            with suppress(Refused):  # nobody belongs to it today
                enter_class(ctx, unit=self.ground.units[room], on=ctx.today, grade=grade)

    def _children(self, room: Path) -> list[UUID]:
        ctx = self._head(room)
        rows = visible_to(ctx, "child.read", ChildUnit).filter(in_force(ctx.today), unit=self.ground.units[room])
        return list(rows.order_by("child__sort_key", "child__born_on", "child_id").values_list("child_id", flat=True))

    def _entry(self, room: Path, child: UUID, on: date, grade: int) -> UUID:
        unit = self.ground.units[room]
        how = {"movement": Movement.IMPORT if grade > 1 else Movement.ENTRY, "number_kind": NumberKind.G}
        return enter(self._head(room), child=child, unit=unit, on=on, grade=grade, **how, proof=None)

    def _come_back(self, room: Path, entry: UUID, grade: int) -> None:
        """Ill in the last term, back in the same grade."""
        today = self._head(room).today
        ill = {"on": today - _ILL_SINCE, "until_on": today}
        suspend(self.ground.ctx(), entry=entry, **ill, reason=_ILL, proof=None)
        resume(self._head(room), entry=entry, on=today, unit=self.ground.units[room], grade=grade, proof=None)

    def _let_go(self, room: Path, entry: UUID, step: int, to: Path) -> None:
        ctx = self._head(room)
        words = {_MOVES: to[-2], _GOES: _ELSEWHERE, _WAITS: _FAR}[step]
        transfer_out(ctx, entry=entry, on=ctx.today, destination=words, reason=None, proof=None)
        if step != _WAITS:
            self.sent[entry] = to if step == _MOVES else words

    @transaction.atomic
    def confirm(self) -> None:
        """Confirm, as the county does, who has come to the other school, or to one elsewhere."""
        for entry, to in self.sent.items():
            ctx = self.ground.ctx()
            is_ours = not isinstance(to, str)
            unit = self.ground.units[to] if isinstance(to, tuple) else None
            grade = parse_grade(to[-1]) if is_ours else None
            told = None if is_ours else str(to)
            transfer_in(ctx, entry=entry, on=ctx.today, unit=unit, grade=grade, destination=told, proof=None)
        self.sent.clear()
