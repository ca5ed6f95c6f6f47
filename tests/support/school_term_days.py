"""Twenty classes through a term, day by day: who is reported how and by whom, what is put right, and what people do of it."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.services import clear
from notoneless.casework.early_warning.models import FollowUp
from notoneless.casework.early_warning.services import contact
from notoneless.casework.visits.services import record_visit
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.organizations.models import Post
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.services import (
    amend,
    correct,
    report,
    substitute,
    trace,
)
from support.county import County
from support.databases import all_of, owners_eyes
from support.school_term import DAY, ROOMS, SCHOOLS, Lives, Pupil
from support.school_term_owed import ALL_DAYS, AWAY, Found, Turned


class Term(Lives):
    """The classes through a term, with the reports that were made and what is to be put right in them."""

    def __init__(self, county: County, rng: random.Random, pupils: int, days: Sequence[date]) -> None:
        super().__init__(county, rng, pupils, days)
        self.reports: dict[tuple[int, date, str], UUID] = {}
        self.asked: dict[tuple[int, date, str], list[Pupil]] = {}
        self.substitutes: dict[int, date] = {}
        self.wrong: dict[date, list[tuple[int, date, str]]] = defaultdict(list)
        self.missed: set[UUID] = set()

    # a day

    def set_to(self, day: date, hour: int, minute: int = 0) -> None:
        """Let it be a time of a day."""
        self.county.time.at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)

    def stand_in(self, day: date) -> None:
        """The teacher of some class is away for a week: another of the school stands in."""
        room = self.rng.choice([each for each in range(SCHOOLS * ROOMS) if each % ROOMS])
        if day <= self.substitutes.get(room, date.min):
            return
        [post] = all_of(Post, holder=self.county.accounts[self.teacher(room - 1)])
        given = {"unit": self.unit(room), "post": post.pk, "first_on": day, "last_on": day + DAY * 6}
        substitute(self.county.ctx(self.head(room)), **given)
        self.substitutes[room] = day + DAY * 6
        self.done["substitute"] += 1

    def enter_papers(self, day: date) -> None:
        """What is entered before classes are reported: leave, moves, suspensions of studies."""
        for pupil in self.pupils:
            for act in pupil.acts.pop(day, ()):
                act()

    def report(self, room: int, day: date, session: str) -> None:
        """Report a class as its teacher sees it, who is sometimes wrong; what is wrong is corrected on a later day."""
        asked = [each for each in self.pupils if each.room == room and each.book.is_asked(day)]
        if not asked:
            return
        marks = {pupil.child: self._seen(pupil, day, session) for pupil in asked}
        self.asked[room, day, session] = asked
        told = {child: self._mistaken(mark) for child, mark in marks.items()}
        if told != marks:
            late = self.rng.choice((0, 0, 1, 3, 8))
            after = [each for each in self.days if each >= day][late : late + 1]
            self.wrong[after[0] if after else day].append((room, day, session))
        given = {"unit": self.unit(room), "on": day, "session": session, "exceptions": self._exceptions(told)}
        self.reports[room, day, session] = report(
            self.county.ctx(self.whoever_reports(room, self.county.time.at.date())), **given
        )
        before = self._away_before(room, asked, day, session)
        self._tell(asked, told, day, session)
        for pupil in before:
            if told[pupil.child] not in AWAY:
                pupil.book.found_back(day, self.county.time.at.date())
        self.done["reports"] += 1

    def _away_before(self, room: int, asked: Sequence[Pupil], day: date, session: str) -> list[Pupil]:
        """Whom the report before did not see; and who was not asked for then, and was away when asked for last."""
        order = self.sessions.index
        mine = (day, order(session))
        known = [(on, order(said)) for at, on, said in self.reports if at == room and (on, order(said)) < mine]
        if not known:
            return []
        on, number = max(known)
        then = self.asked[room, on, self.sessions[number]]
        away = [each for each in asked if each.book.said.get(on, {}).get(self.sessions[number]) in AWAY]
        others = [each for each in asked if each not in then and any(map(each.book.is_away, each.book.said))]
        return away + others

    def _seen(self, pupil: Pupil, day: date, session: str) -> str:
        mark = pupil.days.get(day, "there")
        if mark in AWAY and len(self.sessions) > 1 and (pupil.child.int + day.toordinal()) % 12 == 0:
            return mark if session == self.sessions[0] else "there"  # comes at noon
        return mark

    def _mistaken(self, mark: str) -> str:
        if mark == "there":
            return "absent" if self.rng.random() < 0.0004 else mark
        return self.rng.choice(("there", "absent", "leave")) if self.rng.random() < 0.08 else mark

    def _exceptions(self, told: dict[UUID, str]) -> str:
        return "\n".join(f"{child}\t{mark}\t\t" for child, mark in told.items() if mark != "there")

    def _tell(self, asked: Sequence[Pupil], told: dict[UUID, str], day: date, session: str) -> None:
        for pupil in asked:
            mark = told[pupil.child]
            pupil.book.said.setdefault(day, {})[session] = mark
            if mark in AWAY:
                self.missed.add(pupil.child)
            else:
                for leave in pupil.book.leaves:
                    if leave.back_on is None and leave.first <= day:
                        leave.back_on = day

    def put_right(self, day: date) -> None:
        """Correct what was reported wrongly: the teacher, or after some days the head."""
        for room, on, session in self.wrong.pop(day, ()):
            asked = self.asked[room, on, session]
            marks = {pupil.child: self._seen(pupil, on, session) for pupil in asked}
            given = {"exceptions": self._exceptions(marks), "reason": "点错了"}
            if len([each for each in ALL_DAYS if on < each <= day]) <= 3:
                known = self.reports[room, on, session]
                made = correct(self.county.ctx(self.teacher(room)), report=known, **given)
                self.done["corrected"] += 1
            else:
                given |= {"unit": self.unit(room), "on": on, "session": session}
                made = amend(self.county.ctx(self.head(room)), **given)
                self.done["amended"] += 1
            self.reports[room, on, session] = made
            former = {pupil.child: pupil.book.said[on][session] for pupil in asked}
            self._take_back(asked, marks, on, session)
            self._tell(asked, marks, on, session)
            for pupil in asked:
                self._trace_anew(pupil, on, former[pupil.child], marks[pupil.child])

    def _trace_anew(self, pupil: Pupil, on: date, was: str, is_now: str) -> None:
        """What a correction says of where the pupil was found to be."""
        today = self.county.time.at.date()
        if is_now in AWAY and was not in AWAY:
            pupil.book.not_back(on, today)
        if (
            was in AWAY
            and is_now not in AWAY
            and not any(each > on and pupil.book.is_away(each) for each in pupil.book.said)
        ):
            pupil.book.found_back(on, today)

    def _take_back(self, asked: Sequence[Pupil], marks: dict[UUID, str], on: date, session: str) -> None:
        """Who was not there that day has not come back from leave on it."""
        for pupil in asked:
            pupil.book.said[on][session] = marks[pupil.child]
            for leave in pupil.book.leaves:
                if leave.back_on == on and not pupil.book.is_seen(on):
                    leave.back_on = next((each for each in ALL_DAYS if each > on and pupil.book.is_seen(each)), None)

    # what is done about it

    def turn_to(self, day: date) -> None:
        """People do some of what they have to do: call, visit, look at the county's list, report; some reach nobody."""
        by_child = {pupil.child: pupil for pupil in self.pupils}
        place = {child: number for number, child in enumerate(by_child)}
        rows = [row for row in all_of(FollowUp, state__in=("due", "overdue")) if row.child_id in place]
        # in an order that hangs neither on ids nor on the database: chance is drawn from a seed, and the term is the same
        for row in sorted(rows, key=lambda each: (place[each.child_id], each.trigger, each.since)):
            pupil = by_child.get(row.child_id)
            if pupil is not None and self.rng.random() < 0.35:
                self._turn(pupil, row, day)
        for pupil in self.pupils:
            if pupil.book.case_since is not None and pupil.book.case_over is None:
                self._decide(pupil, day)

    def _turn(self, pupil: Pupil, row: FollowUp, day: date) -> None:
        is_reached = self.rng.random() < 0.8
        holders = {"class_teacher": self.teacher(pupil.room), "school_head": self.head(pupil.room)}
        who = {"county_officer": "陈局长", "village_secretary": "周支书", **holders}[row.role]
        if row.trigger == "visit":
            given = {"child": pupil.child, "kind": "home", "on": day, "visitors": str(self.county.accounts[who])}
            met = "mother" if is_reached else self.rng.choice(("nobody", "neighbour"))
            note = "母亲说孩子不想上学" if is_reached else None
            record_visit(self.county.ctx(who), **given, at_home=None, address="柳树村", met=met, note=note)
        else:
            how = "report" if row.trigger in ("suspected", "dropout") else "phone"
            answered = "other" if is_reached else "unreached"
            given = {"on": day, "manner": how, "whom": "authority" if how == "report" else "guardian"}
            contact(self.county.ctx(who), follow_up=row.pk, **given, answered=answered)
            if how == "phone":
                pupil.book.called[day] = is_reached
        how = "visit" if row.trigger == "visit" else how
        if is_reached:
            pupil.book.turned.append(Turned(day, how, who == "陈局长"))
        self.done[f"{how} {is_reached}"] += 1

    def _decide(self, pupil: Pupil, day: date) -> None:
        is_back = pupil.book.is_seen(day)
        if self.rng.random() < (0.4 if is_back else 0.01):
            with owners_eyes():
                case = Case._base_manager.get(child_id=pupil.child).pk
            clear(self.county.ctx("陈局长"), case=case, on=day, reason="at_school")
            pupil.book.case_over = day
            self.done["cleared"] += 1

    def trace_some(self, day: date) -> None:
        """Some teachers say where the missing were found to be: then they have asked."""
        by_child = {pupil.child: pupil for pupil in self.pupils}
        place = {child: number for number, child in enumerate(by_child)}
        marks = all_of(AttendanceMark, on=day, is_current=True, kind="absent")
        for mark in sorted(marks, key=lambda each: (place[each.child_id], each.session)):
            if self.rng.random() < 0.1:
                who = self.teacher(by_child[mark.child_id].room)
                trace(self.county.ctx(who), mark=mark.pk, traced_to="at_home")
                by_child[mark.child_id].book.traced.append(Found(day, day))
                self.done["traced"] += 1
