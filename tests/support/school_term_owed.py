"""What stands for a pupil of a term: a plain reading of the ladder, from what was said of each day, by nobody else's rules.

Written from the ladder as people read it (`plans/local/ladder.yaml`, `follow_up.yaml`, `attendance.yaml`, and the table
`triggers.yaml`): one day missed, the teacher asks the same day; two running, the school visits by the next; three running, or
five within thirty, the county lists; more than a week, suspected, and the case is open; more than a month, dropout. It looks
back from a day, while the program walks forward.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 20)
OFF = frozenset({date(2026, 9, 25), *(date(2026, 10, 1) + DAY * each for each in range(7))})
MADE_UP = frozenset({date(2026, 9, 20), date(2026, 10, 10)})
"""Mid-autumn and National Day as the notice of 2026 has them; that of 2027 is not out yet."""

AWAY = frozenset({"absent", "leave"})
WEEK, THIRTY, FIVE, SPOKEN, SPOKEN_WITHIN = DAY * 7, 30, 5, 3, 14
NO_SHOW_DAYS = (1, 3, 7)
BY_WORD = ("not_registered", "leave_expired", "suspension_expired", "no_show_1", "no_show_7")
"""What is asked of a family besides why a pupil was missed."""


def school_days(first: date = FIRST, last: date = LAST) -> list[date]:
    """The school days from a first to a last day of the term."""
    every = (first + DAY * number for number in range((last - first).days + 1))
    return [day for day in every if (day.weekday() < 5 and day not in OFF) or day in MADE_UP]


ALL_DAYS = school_days()


NEXT_TERM = date(2027, 2, 22)
"""The first school day after the term, as terms usually begin: no term of spring is entered."""


def next_school_day(day: date) -> date:
    """The first school day after a day of the term."""
    return next((each for each in ALL_DAYS if each > day), NEXT_TERM)


def month_after(day: date) -> date:
    """The same day of the next month, or its last."""
    begun = (day.replace(day=1) + DAY * 31).replace(day=1)
    return min(begun + DAY * (day.day - 1), (begun + DAY * 31).replace(day=1) - DAY)


@dataclass
class Leave:
    """A leave that was granted; `back_on`: when the pupil was back."""

    row: UUID
    first: date
    last: date
    back_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the pupil may stay away on a day."""
        return self.first <= day <= self.last and (self.back_on is None or day < self.back_on)

    def ran_out(self, day: date) -> bool:
        """Whether the pupil should have been back by a day, and was not."""
        return self.last < day and (self.back_on is None or day < self.back_on)


@dataclass
class Pause:
    """A suspension of studies."""

    on: date
    until: date
    resumed: date | None = None


@dataclass(frozen=True)
class Turned:
    """That somebody was spoken to, or those above were told."""

    on: date
    how: str
    by_county: bool = False


@dataclass(frozen=True)
class Found:
    """That somebody found out where the pupil was on a day away; `by_report`: the day of the report that saw the pupil."""

    away_on: date
    on: date
    by_report: date | None = None


@dataclass(frozen=True)
class Owed:
    """What somebody has to do: since when, by when, whether it is done, and from which day on it stood."""

    trigger: str
    since: date
    due: date
    state: str
    stands_on: date


@dataclass
class Book:
    """What was said of a pupil: of each day and session, of leave and of the roll; what was done; and the case."""

    grade: int
    said: dict[date, dict[str, str]] = field(default_factory=dict)
    leaves: list[Leave] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    let_go: date | None = None
    gone: date | None = None
    turned: list[Turned] = field(default_factory=list)
    traced: list[Found] = field(default_factory=list)
    called: dict[date, bool] = field(default_factory=dict)
    """Whether the last call to the family of a day reached anybody."""
    case_since: date | None = None
    case_over: date | None = None
    opened: int = 0

    def __str__(self) -> str:
        marked = {f"{day:%m-%d}": list(said.values()) for day, said in sorted(self.said.items()) if self.is_away(day)}
        seen = [f"{day:%m-%d}" for day in sorted(self.said) if self.is_seen(day)]
        papers = (self.leaves, self.pauses, self.let_go, self.gone, self.case_since, self.case_over, self.turned)
        return f"grade {self.grade}, away {marked}, seen {seen}, {papers}"

    # of a day

    def is_seen(self, day: date) -> bool:
        """Whether the pupil was there for any part of a day."""
        return any(mark not in AWAY for mark in self.said.get(day, {}).values())

    def is_away(self, day: date) -> bool:
        """Whether the pupil was away for any part of it."""
        return any(mark in AWAY for mark in self.said.get(day, {}).values())

    def is_missed(self, day: date) -> bool:
        """Whether the pupil was away for any part of it without leave."""
        marks = [mark for mark in self.said.get(day, {}).values() if mark in AWAY]
        return any(not self._has_leave(day, mark) for mark in marks)

    def _has_leave(self, day: date, mark: str) -> bool:
        if any(leave.covers(day) for leave in self.leaves):
            return True
        if mark != "leave" or any(leave.ran_out(day) for leave in self.leaves):
            return False
        days = [day - DAY * back for back in range(SPOKEN_WITHIN)]
        return sum(self._is_spoken(each) for each in days) <= SPOKEN

    def _is_spoken(self, day: date) -> bool:
        return "leave" in self.said.get(day, {}).values() and not any(leave.covers(day) for leave in self.leaves)

    def found_back(self, day: date, today: date) -> None:
        """A report of a day sees the pupil again: where the last absence was spent is known, unless it was already."""
        last = max((each for each in self.said if each <= day and self.is_away(each)), default=None)
        if last is not None and all(each.away_on != last for each in self.traced):
            self.traced.append(Found(last, today, day))

    def not_back(self, day: date, today: date) -> None:
        """The report that saw the pupil on a day was wrong: what was found out by it is taken back, unless seen since."""
        last = max((each for each in self.said if each <= today and self.is_seen(each)), default=FIRST - DAY)
        self.traced = [
            each
            for each in self.traced
            if each.by_report is None or not each.away_on <= each.by_report <= day or last >= each.by_report
        ]

    def is_explained(self, day: date) -> bool:
        """Whether a day says where the pupil is: leave, or a suspension of studies that begins."""
        on_leave = self.is_away(day) and not self.is_missed(day)
        return on_leave or any(pause.on == day for pause in self.pauses)

    def is_asked(self, day: date) -> bool:
        """Whether anybody expects the pupil in class."""
        paused = any(pause.on <= day and (pause.resumed is None or day < pause.resumed) for pause in self.pauses)
        return not paused and (self.let_go is None or day < self.let_go)

    # of what stands

    def missed_now(self, day: date) -> list[date]:
        """The days missed one after the other, up to a day, since the pupil was last seen or explained."""
        back, found = day, []
        while back >= FIRST:
            if back == self.gone:
                break
            missed = self.is_missed(back)
            if missed:
                found.append(back)
            if self.is_seen(back) or self.is_explained(back):
                break
            back -= DAY
        return found[::-1]

    def stands(self, day: date) -> list[Owed]:
        """What stands on a day, but for the county's list of many days in all."""
        beside = [*self._of_beginning(day), *self._of_paper(day)]
        found = [*self._of_ladder(day), *beside]
        for visit in self._of_calls(day, beside):
            known = next((each for each in found if (each.trigger, each.since) == ("visit", visit.since)), visit)
            found = [*(each for each in found if each is not known), min(known, visit, key=lambda each: each.due)]
        return found

    def _of_calls(self, day: date, beside: list[Owed]) -> Iterable[Owed]:
        """Whom nobody reached by telephone is visited by the next school day, if what the call was for still stands."""
        run = self.missed_now(day)
        asked = [each for each in beside if each.trigger in BY_WORD]
        for called in sorted(each for each, reached in self.called.items() if not reached and each <= day):
            then = self.missed_now(called)
            begun = [each for each in asked if each.stands_on <= called]
            if then and not self._was_case(then[0], called):
                if run and run[0] == then[0] and not self._has_case_of(run):
                    yield self._owed("visit", run[0], called, next_school_day(called), day)
            elif begun:
                since = min(each.since for each in begun)
                yield self._owed("visit", since, called, next_school_day(called), day)

    def _has_case_of(self, run: list[date]) -> bool:
        return self._has_case(run[0]) or any(each > run[0] + WEEK for each in run[2:])

    def _was_case(self, since: date, day: date) -> bool:
        return self.case_since is not None and since <= self.case_since <= day

    def _of_ladder(self, day: date) -> Iterable[Owed]:
        run = self.missed_now(day)
        if not run:
            return
        since, third = run[0], run[2:]
        suspected = next((each for each in third if each > since + WEEK), None)
        dropped = next((each for each in third if each > month_after(since)), None)
        has_case = suspected is not None or (self.case_since is not None and self.case_since >= since)
        if not has_case:
            yield self._owed("contact", since, run[0], run[0], day)
            if run[1:]:
                yield self._owed("visit", since, run[1], next_school_day(run[1]), day)
            if third:
                yield self._owed("county_list", since, third[0], next_school_day(third[0]), day)
        for trigger, reached in (("suspected", suspected), ("dropout", dropped)):
            if reached is not None and not (self.case_over is not None and self.case_over >= reached):
                yield self._owed(trigger, since, reached, reached, day)

    def _of_beginning(self, day: date) -> Iterable[Owed]:
        """Whoever has not come since the term began: pupils new in grades 1 and 7 are looked for on the 1st, 3rd, 7th day."""
        first = next((each for each in ALL_DAYS if each <= day and self.is_away(each)), None)
        if first is None:
            return
        if self.grade in (1, 7):
            begun = [(f"no_show_{self.grade}", ALL_DAYS[each - 1]) for each in NO_SHOW_DAYS]
        else:
            begun = [("not_registered", first)]
        for trigger, since in begun:
            before = [each for each in ALL_DAYS if each <= since and self.is_away(each)]
            came = any(self.is_seen(each) for each in ALL_DAYS if each <= since)
            if since > day or not before or came or not self.is_missed(before[-1]):
                continue
            due = since if self.grade in (1, 7) else next_school_day(since)
            if not self._is_over(since, since, day):
                yield self._owed(trigger, since, since, due, day)

    def _of_paper(self, day: date) -> Iterable[Owed]:
        """What should have come to its end: a transfer, a leave, a suspension of studies."""
        is_let_go = self.let_go is not None and self.let_go <= day and (self.gone is None or self.gone > day)
        if self.let_go is not None and is_let_go and not self._has_case(self.let_go):
            yield self._owed("transfer_unconfirmed", self.let_go, self.let_go, self.let_go + DAY * 14, day)
        begun = [each for each in self.leaves if each.first <= day]
        for leave in sorted(begun, key=lambda each: each.last)[-1:]:
            stands_on = next_school_day(leave.last)
            if stands_on <= day and leave.ran_out(day) and not self._is_over(leave.last, stands_on, day):
                yield self._owed("leave_expired", leave.last, stands_on, stands_on, day)
        for pause in self.pauses:
            stands_on = next_school_day(pause.until)
            if stands_on <= day and pause.resumed is None and not self._has_case(pause.until):
                yield self._owed("suspension_expired", pause.until, stands_on, stands_on, day)

    def _is_over(self, since: date, stood: date, day: date) -> bool:
        """Whether nobody has to look for the pupil any more: seen, paused or gone since; or there is a case."""
        seen = any(self.is_seen(each) for each in ALL_DAYS if since < each <= day)
        paused = any(stood <= pause.on <= day for pause in self.pauses)
        left = self.gone is not None and stood <= self.gone <= day
        return seen or paused or left or self._has_case(since)

    def _has_case(self, since: date) -> bool:
        return self.case_since is not None and self.case_since >= since

    def _owed(self, trigger: str, since: date, stands_on: date, due: date, day: date) -> Owed:
        done = any(each.on >= stands_on and does(trigger, each) for each in self.turned)
        found = trigger in ("contact", "not_registered", "leave_expired")
        done = done or (found and any(each.on >= stands_on and each.away_on >= since for each in self.traced))
        return Owed(trigger, since, due, "done" if done else "overdue" if day > due else "due", stands_on)

    def within_thirty(self, day: date) -> int:
        """How many of the last thirty school days were missed."""
        return sum(self.is_missed(each) for each in [each for each in ALL_DAYS if each <= day][-THIRTY:])

    # the case

    def open_case(self, day: date) -> None:
        """Where anything asks for a case, and none is open or was decided since, there is one."""
        run = self.missed_now(day)
        for each in [each for each in run[2:] if each > run[0] + WEEK][:1] + [
            each for each in run[2:] if each > month_after(run[0])
        ][:1]:
            if self.case_since is None or (self.case_over is not None and self.case_over < each):
                self.case_since, self.case_over, self.opened = each, None, self.opened + 1


def does(trigger: str, turned: Turned) -> bool:
    """Whether what was done is what was asked for: a visit is not made on the telephone."""
    if trigger == "visit":
        return turned.how == "visit"
    if trigger in ("suspected", "dropout"):
        return turned.how == "report"
    if trigger == "county_list":
        return turned.by_county
    return trigger == "transfer_unconfirmed" or turned.how in ("phone", "visit")
