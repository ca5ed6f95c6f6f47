"""Twenty classes and what truly happens to each of their pupils in a term, drawn from a seed; what of it is put on paper.

The ground is laid in bulk; whatever is done in the term is done by the actions of teachers, heads, the county and the program.
What is entered is told to the books of `school_term_owed` too, which say what stands.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from notoneless.foundation.access.models import Account, Grant
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.records.attendance.services import (
    apply_leave,
    extend_leave,
    grant_leave,
    refuse_leave,
)
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.services import change_class, resume, suspend, transfer_in, transfer_out
from support.county import County
from support.databases import owners_eyes
from support.school_term_owed import FIRST, Book, Pause
from support.school_term_owed import Leave as LeaveSaid

SCHOOLS, ROOMS = 4, 5
DAY = timedelta(days=1)


@dataclass
class Pupil:
    """A pupil: where, in which grade, what truly happens on which days, and what is to be entered on which day besides."""

    child: UUID
    entry: UUID
    room: int
    book: Book
    days: dict[date, str] = field(default_factory=dict)
    acts: dict[date, list[Callable[[], None]]] = field(default_factory=lambda: defaultdict(list))
    leave: LeaveSaid | None = None


Episode = Callable[["Lives", Pupil, int], int]
"""What happens to a pupil from a school day on, by its number; the number of the day on which it is over."""


class Lives:
    """The classes, who teaches them, and their pupils."""

    def __init__(self, county: County, rng: random.Random, pupils: int, days: Sequence[date]) -> None:
        self.county, self.rng, self.days = county, rng, days
        self.sessions = ["morning"]
        self.pupils: list[Pupil] = []
        self.done = Counter[str]()
        self._found(pupils)
        for number, pupil in enumerate(self.pupils):
            self._live(pupil, EPISODES[number % len(EPISODES)])

    # the ground

    def _found(self, pupils: int) -> None:
        units, officer = self.county.units, self.county.ctx("陈局长")
        for school in range(SCHOOLS):
            given = {"parent": units["town_a"], "kind": UnitKind.SCHOOL, "from_on": FIRST}
            units[f"school{school}"] = found_unit(self.county.ctx("陈局长"), **given, name=f"第{school}小学")
            for room in range(school * ROOMS, (school + 1) * ROOMS):
                given = {"parent": units[f"school{school}"], "kind": UnitKind.CLASS, "from_on": FIRST}
                units[f"class{room}"] = found_unit(self.county.ctx("陈局长"), **given, name=f"{room}班")
        rows: list[Any] = []
        with owners_eyes():
            for school in range(SCHOOLS):
                rows += self._post(f"校长{school}", "school_head", f"school{school}")
            for room in range(SCHOOLS * ROOMS):
                rows += self._post(f"老师{room}", "class_teacher", f"class{room}")
                rows += [row for _ in range(pupils) for row in self._enter(room, officer.actor)]
            for model in (Account, Grant, Post, Child, ChildUnit, RollEntry, RollEvent):
                model._base_manager.bulk_create([each for each in rows if type(each) is model], batch_size=500)

    def _post(self, who: str, role: str, unit: str) -> list[Any]:
        county, ids = self.county, self.county.ids
        home, at = county.units[unit], county.time.at
        account = Account(id=ids.new(), sign_in_name=who, name=who, unit_id=home, opened_at=at, password="!")
        grant = Grant(id=ids.new(), account=account, role=role, unit_id=home, from_on=FIRST)
        county.accounts[who] = account.id
        return [
            account,
            grant,
            Post(id=ids.new(), unit_id=home, title=who, holder=account, grant=grant, from_on=FIRST),
        ]

    def _enter(self, room: int, by: UUID | None) -> list[Any]:
        ids, at, units = self.county.ids, self.county.time.at, self.county.units
        child = Child(id=ids.new(), name="甲", sort_key="", sex="男", born_on=date(2016, 1, 1), registered_at=at)
        school, grade = units[f"school{room // ROOMS}"], room % 9 + 1
        place: dict[str, Any] = {"child": child, "place_id": units[f"class{room}"]}
        entry = RollEntry(id=ids.new(), unit_id=school, entered_on=FIRST, state="on_roll", **place)
        given = {"step": "enter", "grade": grade, "number": 1, "on": FIRST, "by": by, "at": at}
        self.pupils.append(Pupil(child.id, entry.id, room, Book(grade)))
        belongs = ((Track.SCHOOL, units[f"class{room}"]), (Track.HOUSEHOLD, units["group_a"]))
        return [
            child,
            entry,
            RollEvent(id=ids.new(), entry=entry, **place, **given),
            *(ChildUnit(id=ids.new(), child=child, unit_id=to, track=of, from_on=FIRST) for of, to in belongs),
        ]

    # what truly happens

    def _live(self, pupil: Pupil, first: Episode) -> None:
        """Most come most days; each stays away once or more, in one of many ways; the last day everybody is there."""
        rng, at, episode = self.rng, 0, first
        if rng.random() < 0.03:  # does not come when the term begins
            at = self._stay_away(pupil, 0, rng.choice((1, 2, 3, 8)), "absent")
        at += rng.randrange(1, len(self.days) // 2)
        while at < len(self.days) - 1:
            at = episode(self, pupil, at) + rng.randrange(3, 60)
            episode = rng.choice(EPISODES)

    def _stay_away(self, pupil: Pupil, begin: int, number: int, mark: str) -> int:
        for day in self.days[begin : min(begin + number, len(self.days) - 1)]:
            pupil.days[day] = mark
        return begin + number

    def skips(self, pupil: Pupil, at: int) -> int:
        """A few days without leave."""
        return self._stay_away(pupil, at, self.rng.choice((1, 1, 1, 2, 2, 3, 4)), "absent")

    def stays_away(self, pupil: Pupil, at: int) -> int:
        """Weeks without leave."""
        return self._stay_away(pupil, at, self.rng.choice((6, 8, 12, 27, 34)), "absent")

    def comes_and_goes(self, pupil: Pupil, at: int) -> int:
        """Away every third day."""
        for number in range(7):
            self._stay_away(pupil, at + number * 3, 1, "absent")
        return at + 21

    def is_excused(self, pupil: Pupil, at: int) -> int:
        """Leave by word of mouth, which is good for a few days."""
        return self._stay_away(pupil, at, self.rng.choice((1, 1, 2, 3, 5)), "leave")

    def is_late(self, pupil: Pupil, at: int) -> int:
        """Late, or gone early: there all the same."""
        return self._stay_away(pupil, at, 1, self.rng.choice(("late", "left_early")))

    def has_leave(self, pupil: Pupil, at: int) -> int:
        """Leave on paper: granted or refused; kept, overstayed, or extended, in time or late."""
        number, over = self.rng.choice((1, 2, 3, 6)), self.rng.choice((0, 0, 0, 1, 2, 5))
        if at + number + over + 2 >= len(self.days):
            return at + 1
        first, last = self.days[at], self.days[at + number - 1]
        is_refused = self.rng.random() < 0.1
        self._stay_away(pupil, at, number, "absent" if is_refused else "leave")
        pupil.acts[first].append(lambda: self._apply(pupil, first, last, is_refused))
        if not is_refused and over:
            self._stay_away(pupil, at + number, over, self.rng.choice(("leave", "absent")))
            if self.rng.random() < 0.5:
                said, until = self.days[at + number - 1 + self.rng.choice((0, 1))], self.days[at + number - 1 + over]
                pupil.acts[said].append(lambda: self._extend(pupil, until))
        return at + number + over

    def is_suspended(self, pupil: Pupil, at: int) -> int:
        """Away, then on suspension of studies, from which the pupil comes back in time or late."""
        away, weeks, late = self.rng.choice((0, 1, 2, 4)), self.rng.choice((2, 4)), self.rng.choice((0, 0, 3))
        back = at + away + weeks * 5 + late
        if back + 1 >= len(self.days):
            return at + 1
        self._stay_away(pupil, at, away, self.rng.choice(("absent", "leave")))
        begin, until, day = self.days[at + away], self.days[at + away + weeks * 5 - 1], self.days[back]
        pupil.acts[begin].append(lambda: self._suspend(pupil, begin, until))
        pupil.acts[day].append(lambda: self._resume(pupil, day))
        return back

    def moves_away(self, pupil: Pupil, at: int) -> int:
        """Let go to a school elsewhere, which confirms it, sooner or later."""
        confirmed = min(at + self.rng.choice((2, 8, 18)), len(self.days) - 1)
        away = self._stay_away(pupil, at, self.rng.choice((0, 2)), "absent")
        if away >= confirmed:
            return at + 1
        go, come = self.days[away], self.days[confirmed]
        pupil.acts[go].append(lambda: self._let_go(pupil, go))
        pupil.acts[come].append(lambda: self._confirm(pupil, come))
        return len(self.days)

    def changes_class(self, pupil: Pupil, at: int) -> int:
        """In another class of the school from a day on."""
        day = self.days[at]
        pupil.acts[day].append(lambda: self._change(pupil, day))
        return self._stay_away(pupil, at, self.rng.choice((0, 2)), "absent")

    # what is entered of it besides reports

    def _apply(self, pupil: Pupil, first: date, last: date, is_refused: bool) -> None:
        teacher, head = self.teacher(pupil.room), self.head(pupil.room)
        given = {"child": pupil.child, "first_on": first, "last_on": last, "reason": "sick"}
        row = apply_leave(self.county.ctx(teacher), **given, note=None, asked_by="母亲")
        if is_refused:
            refuse_leave(self.county.ctx(head), leave=row, reason="理由不足")
            return
        grant_leave(self.county.ctx(teacher if (last - first).days < 3 else head), leave=row)
        pupil.leave = LeaveSaid(row, first, last)
        pupil.book.leaves.append(pupil.leave)
        self.done["leave"] += 1

    def _extend(self, pupil: Pupil, until: date) -> None:
        if pupil.leave is None or pupil.leave.back_on is not None:
            return
        extend_leave(self.county.ctx(self.head(pupil.room)), leave=pupil.leave.row, last_on=until, reason="还没有好")
        pupil.leave.last = until
        self.done["extended"] += 1

    def _suspend(self, pupil: Pupil, on: date, until: date) -> None:
        given = {"entry": pupil.entry, "on": on, "until_on": until, "reason": "19"}
        suspend(self.county.ctx("陈局长"), **given)
        pupil.book.pauses.append(Pause(on, until))
        self.done["suspended"] += 1

    def _resume(self, pupil: Pupil, on: date) -> None:
        given = {"entry": pupil.entry, "on": on, "unit": self.unit(pupil.room), "grade": pupil.book.grade}
        resume(self.county.ctx(self.head(pupil.room)), **given)
        pupil.book.pauses[-1].resumed = on

    def _let_go(self, pupil: Pupil, on: date) -> None:
        given = {"entry": pupil.entry, "on": on, "destination": "邻县第三小学"}
        transfer_out(self.county.ctx(self.head(pupil.room)), **given)
        pupil.book.let_go = on
        self.done["let go"] += 1

    def _confirm(self, pupil: Pupil, on: date) -> None:
        transfer_in(self.county.ctx("陈局长"), entry=pupil.entry, on=on, unit=None, destination="邻县第三小学")
        pupil.book.gone = on

    def _change(self, pupil: Pupil, on: date) -> None:
        school = pupil.room // ROOMS
        pupil.room = school * ROOMS + (pupil.room + 1) % ROOMS
        head = self.head(pupil.room)
        change_class(self.county.ctx(head), entry=pupil.entry, on=on, unit=self.unit(pupil.room))
        self.done["changed"] += 1

    # who and where

    def unit(self, room: int) -> UUID:
        """The unit of a class."""
        return self.county.units[f"class{room}"]

    def teacher(self, room: int) -> str:
        """Whose class it is."""
        return f"老师{room}"

    def head(self, room: int) -> str:
        """The head of its school."""
        return f"校长{room // ROOMS}"

    def whoever_reports(self, room: int, day: date) -> str:
        """The class teacher, or who stands in these days."""
        return self.teacher(room - 1) if day <= self.substitutes.get(room, date.min) else self.teacher(room)


EPISODES: Sequence[Episode] = (
    *[Lives.skips] * 6,
    *[Lives.stays_away] * 2,
    Lives.comes_and_goes,
    *[Lives.is_excused] * 3,
    *[Lives.is_late] * 2,
    *[Lives.has_leave] * 4,
    Lives.is_suspended,
    Lives.moves_away,
    Lives.changes_class,
)
