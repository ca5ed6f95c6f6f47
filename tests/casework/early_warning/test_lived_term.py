"""A term of twenty classes, lived through the database by the actions of those who live it: no absence without its task, no
task without its end, no case opened twice, nothing for who was there.

What stands is told by a plain count of its own (`support.school_term_owed`), and compared with the rows of every day. Here a
school reports a class when something is the matter in it, and every fourth day: a day that nobody reported breaks nothing.
`NOTONELESS_TERM=long`: classes of 45, each reported each day, morning and afternoon, until the last day of the term.
"""

import os
import random
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.early_warning.models import FollowUp
from notoneless.casework.early_warning.rules.following import TaskState
from notoneless.casework.early_warning.selectors.due import is_due
from notoneless.casework.early_warning.services import reckon
from notoneless.casework.early_warning.services.reckoning import gathered_before
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.models import Waiting
from notoneless.foundation.access.outbox import deliver_due
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from support.county import County
from support.databases import all_of, owners_eyes
from support.school_term import ROOMS, SCHOOLS, Pupil
from support.school_term_days import Term
from support.school_term_owed import ALL_DAYS, FIRST, FIVE, LAST

IS_LONG = os.environ.get("NOTONELESS_TERM") == "long"
SEED = 45
PUPILS, DAYS = (45, ALL_DAYS) if IS_LONG else (3, ALL_DAYS[:27])
SHARE, FORGOTTEN = 1.0 if IS_LONG else 0.02, 0.02
"""How many classes are reported though nothing is the matter; how many that should be are reported a day late."""


DONE = {
    "reports",
    "corrected",
    "amended",
    "leave",
    "extended",
    "suspended",
    "let go",
    "changed",
    "substitute",
    "traced",
}
DONE |= {"phone True", "phone False", "visit True", "visit False", "report True", "cleared"}
"""What was done at all, so that it is no test of a term in which nothing happens."""


def program(county: County) -> Context:
    """The program itself, as the worker acts."""
    with transaction.atomic(), owners_eyes():
        return system_context(county.ids, county.time.at)


def deliver(county: County) -> None:
    """The worker delivers until nothing waits that is due."""
    while deliver_due(program(county)):
        pass
    assert all_of(Waiting, attempts__gt=0) == []


def reckon_if_due(county: County) -> None:
    """The worker reckons as its piece of work does (`interfaces.jobs.tasks.follow_ups`)."""
    ctx = program(county)
    if is_due(ctx):
        with gathered_before(ctx):
            reckon(ctx.with_request(county.ids.new()), unit=county.units["county"])


def check(term: Term, day: date, only: Collection[UUID] | None = None) -> None:
    """What stands for each pupil is what the plain count says, with bearer and due day; every case is open once."""
    rows: dict[UUID, dict[tuple[str, date], FollowUp]] = {}
    for row in all_of(FollowUp, state__in=(TaskState.DUE, TaskState.OVERDUE, TaskState.DONE)):
        rows.setdefault(row.child_id, {})[row.trigger, row.since] = row
    for pupil in term.pupils:
        if only is None or pupil.child in only:
            pupil.book.open_case(day)
            check_pupil(term, pupil, rows.pop(pupil.child, {}), day)
    if only is None:
        assert rows == {}
        check_cases(term)


def check_pupil(term: Term, pupil: Pupil, rows: dict[tuple[str, date], FollowUp], day: date) -> None:
    book, told = pupil.book, f"{day} {pupil.book}"
    owed = {(each.trigger, each.since): each for each in book.stands(day)}
    many = [row for key, row in rows.items() if key not in owed and row.trigger == "county_list"]
    assert {key for key in rows if rows[key] not in many} == set(owed), told
    for key, each in owed.items():
        if key[0] == "county_list" and rows[key].due_on < each.due:
            continue  # listed for many days in all before, since the same day
        assert (rows[key].due_on, rows[key].state) == (each.due, each.state), f"{key} {told}"
        if key[0] in ("contact", "leave_expired") and book.is_asked(day):
            assert (rows[key].unit_id, rows[key].role) == (term.unit(pupil.room), "class_teacher"), told
    # many days in all: listed by nothing less, and by so many not left out on a day on which the pupil is missed again
    number, listed = book.within_thirty(day), {"county_list", "suspected", "dropout"} & {key[0] for key in owed}
    assert number >= FIVE or not many, told
    has_case = book.case_since is not None and (book.case_over is None or book.case_over == day)
    if number >= FIVE and book.is_missed(day) and not book.is_seen(day) and not has_case:
        assert many or listed, told
    assert rows or book.case_since is not None or not book.is_missed(day), told


def check_cases(term: Term) -> None:
    cases = {row.child_id: row for row in all_of(Case)}
    steps = [row.child_id for row in all_of(CaseEvent, step__in=("suspect", "reopen"))]
    assert len(all_of(Case)) == len(cases)
    for pupil in term.pupils:
        book, row = pupil.book, cases.pop(pupil.child, None)
        known = (row.opened_on, row.closed_on) if row is not None else (None, None)
        assert known == (book.case_since, book.case_over), str(book)
        assert steps.count(pupil.child) == book.opened
    assert cases == {}


def wanted(term: Term, day: date) -> list[int]:
    """The classes that are reported on a day."""
    rng, found = term.rng, []
    for room in range(SCHOOLS * ROOMS):
        pupils = [each for each in term.pupils if each.room == room]
        before = next((each for each in reversed(ALL_DAYS) if each < day), FIRST)
        matters = any(each.days.get(day) or each.book.is_away(before) for each in pupils)
        if day in (FIRST, term.days[-1]) or matters or rng.random() < SHARE:
            found.append(room)
    return found


def live_day(term: Term, day: date, late: list[int]) -> list[int]:
    """One day, from before lessons till after; the classes that nobody has reported."""
    county, is_last = term.county, day == term.days[-1]
    term.set_to(day, 8)
    if term.rng.random() < 0.2 and not is_last:
        term.stand_in(day)
    before = max((each for each in ALL_DAYS if each < day), default=FIRST)
    for room in late:
        for session in term.sessions:
            term.report(room, before, session)
    term.enter_papers(day)
    rooms = wanted(term, day)
    forgotten = [] if is_last else [room for room in rooms if term.rng.random() < FORGOTTEN]
    for number, session in enumerate(term.sessions):
        term.set_to(day, 9 + 6 * number)
        for room in rooms:
            if room not in forgotten:
                term.report(room, day, session)
        term.set_to(day, 9 + 6 * number, 1)
        deliver(county)
        # whoever was missed in a report has the task before the minute is over; what was entered on paper is reckoned by and by
        check(term, day, {each.child for each in term.pupils if each.book.is_missed(day)})
    reckon_if_due(county)
    term.set_to(day, 16)
    term.put_right(day)
    term.trace_some(day)
    term.turn_to(day)
    term.set_to(day, 17)
    deliver(county)
    reckon_if_due(county)
    check(term, day)
    return forgotten


def test_a_term_is_lived(county: County) -> None:
    term = Term(county, random.Random(SEED), PUPILS, DAYS)
    if IS_LONG:
        version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/attendance")
        given = {"version": version, "key": "session.afternoon", "value": "17:30", "reason": "下午也点名"}
        set_number(county.ctx("陈局长"), **given)
        adopt_plan(county.ctx("陈局长"), version=version, from_on=FIRST, signer="陈局长")
        term.sessions.append("afternoon")
    assert list(load_calendar(FIRST, LAST).school_days(FIRST, LAST)) == ALL_DAYS
    late: list[int] = []
    for day in DAYS:
        late = live_day(term, day, late)
    # the last day everybody came whom anybody expects: nothing stands but that the county goes on looking at who missed many
    still = {row.trigger for row in all_of(FollowUp) if row.state != TaskState.ENDED}
    assert still <= {"county_list"}
    # nothing is made for who was there each day, as far as anybody said
    papers = {pupil.child for pupil in term.pupils if pupil.book.let_go or pupil.book.pauses or pupil.book.leaves}
    assert {row.child_id for row in all_of(FollowUp)} <= term.missed | papers
    assert {kind for kind, number in term.done.items() if number} >= DONE
