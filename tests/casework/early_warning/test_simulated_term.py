"""A term of twenty classes, played by plain rules of its own: no absence without its task, no task without its end, no case
opened twice. The pupils are invented, their days drawn from a fixed seed; the registers are those facts would be read from.
"""

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from notoneless.casework.early_warning.rules.following import (
    Answered,
    How,
    Reached,
    TaskState,
    case_needed,
    done_by,
    state_of,
)
from notoneless.casework.early_warning.rules.known import Absence, CaseFacts, PupilFacts
from notoneless.casework.early_warning.rules.ladder import ladder_of
from notoneless.casework.early_warning.rules.triggers import OPENING, Rules, Stood, Trigger, triggers
from notoneless.foundation.calendar.rules import usual_terms
from notoneless.kernel.calendar import Calendar, Span, SpanUnit, Term
from notoneless.policy.parameters import load_parameters
from notoneless.policy.working_days import load_working_days

CLASSES, PUPILS = 20, 30
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 20)
LADDER = ladder_of(load_parameters("local/ladder", FIRST), load_parameters("local/follow_up", FIRST))


@cache
def calendar() -> Calendar:
    return Calendar(load_working_days(), (Term(2026, 1, FIRST, LAST),), {}, usual_terms(FIRST))


@dataclass
class Played:
    """One pupil's term: what each school day was, and the cases that were opened."""

    child: UUID
    days: dict[date, str]
    opened: int = 0
    case: CaseFacts | None = None

    def facts(self, day: date) -> PupilFacts:
        """What the registers say up to a day."""
        known = {each: kind for each, kind in self.days.items() if each <= day}
        return PupilFacts(
            self.child,
            absences=tuple(
                Absence(each, kind == "leave") for each, kind in known.items() if kind in ("absent", "leave")
            ),
            present=frozenset(each for each, kind in known.items() if kind == "present"),
            case=self.case,
        )


def play() -> list[Played]:
    """The term of each pupil: most come, some miss single days, some are ill with leave, a few stay away for weeks."""
    drawn = random.Random(20260901)
    school_days = calendar().school_days(FIRST, LAST)
    found = []
    for number in range(CLASSES * PUPILS):
        days = dict.fromkeys(school_days, "present")
        for day in school_days:
            if drawn.random() < 0.01:
                days[day] = drawn.choice(["absent", "absent", "leave", "unreported"])
        if number % 40 == 0:  # stays away for a time, comes back or not
            begin = drawn.randrange(5, 60)
            for day in school_days[begin : begin + drawn.choice([2, 3, 6, 12, 30, 200])]:
                days[day] = "absent"
        found.append(Played(UUID(int=number + 1), days))
    return found


def rules_on(day: date) -> Rules:
    return Rules(LADDER, calendar(), day, Span(14, SpanUnit.DAY))


def in_motion(pupil: Played, day: date) -> bool:
    """Whether anything of a pupil may have changed lately: the others would be reckoned to no other end."""
    recent = (day - timedelta(days=back) for back in range(12))
    return any(pupil.days.get(each) == "absent" for each in recent)


def pass_day(pupil: Played, day: date) -> None:
    """The worker reckons: whoever is missed has a task or a case, and what asks for a case opens one."""
    stood = triggers(pupil.facts(day), rules_on(day))
    if pupil.days[day] == "absent":
        assert any(each.ended_on is None for each in stood) or pupil.case is not None, (pupil, day)
    for each in stood:
        if each.trigger in OPENING and case_needed(each, pupil.case):
            pupil.opened, pupil.case = pupil.opened + 1, CaseFacts(each.stands_on)


def open_at(facts: PupilFacts, day: date) -> list[Stood]:
    """What stands, but for the county's list of many days in all, which is eased with time alone."""
    found = triggers(facts, rules_on(day))
    return [each for each in found if each.ended_on is None and each.trigger != Trigger.COUNTY_LIST]


def test_no_absence_without_its_task_no_task_without_its_end_no_case_twice() -> None:
    pupils, ends, later = play(), Counter[str](), LAST + timedelta(days=60)
    for day in calendar().school_days(FIRST, LAST):
        for pupil in pupils:
            if in_motion(pupil, day):
                pass_day(pupil, day)
    for pupil in pupils:
        assert pupil.opened <= 1
        facts = pupil.facts(LAST)
        ends.update(str(each.end) for each in triggers(facts, rules_on(LAST)))
        back = max((day for day, kind in pupil.days.items() if kind == "absent"), default=FIRST)
        seen_since = any(kind == "present" and day > back for day, kind in pupil.days.items())
        assert not (seen_since and open_at(facts, LAST)), pupil
        assert open_at(replace(facts, present=frozenset({*facts.present, later})), later) == []
    assert ends["arrived"] > 100
    assert ends["case"] > 5
    assert sum(pupil.opened for pupil in pupils) > 3


def test_a_contact_ends_what_it_is_for_on_whatever_day_it_comes() -> None:
    for pupil in play()[::40]:
        for each in triggers(pupil.facts(LAST), rules_on(LAST)):
            for back in (0, 1, 5):
                on = each.stands_on + timedelta(days=back)
                spoken = Reached(UUID(int=1), on, How.VISIT, Answered.COMES_BACK)
                done = done_by(each, [spoken])
                if each.trigger in (Trigger.CONTACT, Trigger.VISIT) and (each.ended_on is None or on <= each.ended_on):
                    assert done == spoken
                state = state_of(replace(each, ended_on=None, end=None), done, on)
                assert state == (TaskState.DONE if done else TaskState.OVERDUE if on > each.due_on else TaskState.DUE)
