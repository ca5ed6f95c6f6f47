"""Which term of a duty owes a period: a table of what a plan says from when, and of what is due."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from notoneless.foundation.access.measures import Happened
from notoneless.foundation.calendar.rules import usual_terms
from notoneless.foundation.plans.rules import standing_plans
from notoneless.kernel.calendar import Calendar
from notoneless.oversight.duties.rules.owing import Place, World, reckoned
from notoneless.oversight.duties.rules.terms import Binding
from notoneless.policy.loading import parse_plan
from notoneless.policy.model import Plan
from support.own_plans import GOOD, number

TOP, SCHOOL, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
START, END = date(2026, 9, 1), date(2026, 12, 31)
AT_END, AT_START = (
    "{every: month, at: end, within: organization.group_within}",
    "{every: month, at: start, within: organization.group_within}",
)


def plan(days: int, trigger: str = AT_END) -> Plan:
    text = GOOD.replace("{every: term, at: start, within: organization.group_within}", trigger)
    return parse_plan("x", text.replace("unit: school_day", "unit: day").replace('value: "5"', f'value: "{days}"'))


def bound(unit: UUID, given: Plan, begin: date = START, until: date | None = None) -> Binding:
    return Binding(UUID(int=begin.toordinal() * 100 + unit.int), unit, given, begin, until)


def world(*bindings: Binding) -> World:
    units = {unit: Place(unit, "school", (unit, TOP), START, None) for unit in (SCHOOL, OTHER)}
    places = {TOP: Place(TOP, "county", (TOP,), START, None), **units}
    return World(places, bindings, standing_plans(), Calendar((), (), {}, usual_terms(START)), lambda _: ())


def due(given: World, unit: UUID = SCHOOL) -> dict[str, date]:
    found = [row for task in reckoned(given, START, END).tasks for row in task.rows(given.places) if row.unit == unit]
    assert len({row.key for row in found}) == len(found)
    return {row.occurrence.period: row.occurrence.span.due for row in found}


@pytest.mark.parametrize(
    ("before", "after", "changed", "september", "october"),
    [
        ((10, AT_END), (3, AT_END), date(2026, 10, 8), date(2026, 10, 10), date(2026, 11, 3)),
        ((3, AT_END), (10, AT_END), date(2026, 10, 8), date(2026, 10, 3), date(2026, 11, 10)),
        ((3, AT_END), (10, AT_END), date(2026, 9, 30), date(2026, 10, 10), date(2026, 11, 10)),  # its last day
        ((20, AT_START), (5, AT_START), date(2026, 9, 10), date(2026, 9, 20), date(2026, 10, 5)),  # none is due at once
        ((5, AT_START), (20, AT_START), date(2026, 9, 10), date(2026, 9, 20), date(2026, 10, 20)),
        ((5, AT_START), (5, AT_START), date(2026, 9, 10), date(2026, 9, 5), date(2026, 10, 5)),
    ],
)
def test_a_period_is_owed_once_by_the_version_of_its_last_day(
    before: tuple[int, str], after: tuple[int, str], changed: date, september: date, october: date
) -> None:
    found = due(world(bound(SCHOOL, plan(*before), START, changed), bound(SCHOOL, plan(*after), changed)))
    assert (found["2026-09"], found["2026-10"]) == (september, october)


def test_what_fell_due_before_a_plan_ended_stays_owed() -> None:
    assert due(world(bound(SCHOOL, plan(5, AT_START), START, date(2026, 9, 20)))) == {"2026-09": date(2026, 9, 5)}


@pytest.mark.parametrize(
    ("trigger", "added", "owed"),
    [
        (AT_START, date(2026, 11, 5), ["2026-11", "2026-12"]),  # that of November is due on this day
        (AT_START, date(2026, 11, 6), ["2026-12"]),
        (AT_END, date(2026, 10, 31), ["2026-10", "2026-11"]),  # the last day of October
        (AT_END, date(2026, 11, 1), ["2026-11"]),  # October was over, although its duty is due on the fifth
    ],
)
def test_a_duty_that_a_version_adds_is_not_owed_for_days_before(trigger: str, added: date, owed: list[str]) -> None:
    after = plan(5, trigger)
    before = replace(after, clauses=tuple(replace(each, duties=()) for each in after.clauses))
    found = due(world(bound(SCHOOL, before, START, added), bound(SCHOOL, after, added)))
    assert list(found) == owed


def test_a_plan_that_contradicts_is_left_out_and_keeps_nobody_else_from_being_reckoned() -> None:
    upper = parse_plan("x", number("roll_work.days", "3", "week", "lower"))
    lower = replace(parse_plan("x", number("roll_work.days", "3", "day", "lower")), key="own/lower")
    given = world(bound(TOP, upper), bound(SCHOOL, lower))
    [out] = reckoned(given, START, END).left_out
    assert (out.unit, out.plan, out.why.code) == (SCHOOL, "own/lower", "policy.units_differ")
    assert due(given)
    assert due(given) == due(given, OTHER)


def test_a_plan_without_its_number_is_told_and_the_others_are_reckoned() -> None:
    whole = plan(5)
    broken = replace(whole, clauses=tuple(replace(each, parameters=()) for each in whole.clauses), key="own/broken")
    given = world(bound(SCHOOL, broken), bound(OTHER, whole))
    assert [(each.unit, each.plan) for each in reckoned(given, START, END).left_out] == [(SCHOOL, "own/broken")]
    assert due(given) == {}
    assert due(given, OTHER)


AFTER = "{event: case.verified_at, within: organization.group_within}"


@pytest.mark.parametrize(
    ("trigger", "from_on", "until_on", "owed"),
    [
        (AT_END, START, None, ["10-05", "11-05", "12-05"]),
        (AT_END, START, date(2026, 11, 6), ["10-05", "11-05"]),
        (AT_END, START, date(2026, 11, 5), ["10-05"]),  # its last day is the day before
        (AT_END, START, date(2026, 10, 1), []),
        (AT_END, date(2026, 11, 5), None, ["11-05", "12-05"]),
        (AT_END, date(2026, 11, 6), None, ["12-05"]),
        (AFTER, START, None, ["09-25"]),  # within 5 days of the twentieth
        (AFTER, START, date(2026, 9, 26), ["09-25"]),
        (AFTER, START, date(2026, 9, 25), []),  # closed by the due day
        (AFTER, START, date(2026, 9, 20), []),  # closed before it happened
    ],
)
def test_a_unit_owes_nothing_that_falls_due_when_it_does_not_stand(
    trigger: str, from_on: date, until_on: date | None, owed: list[str]
) -> None:
    given = world(bound(TOP, plan(5, trigger)))
    closed = replace(given.places[SCHOOL], from_on=from_on, until_on=until_on)
    happened = [Happened(UUID(int=at), unit, date(2026, 9, 20)) for at, unit in enumerate((SCHOOL, OTHER))]
    given = replace(given, places={**given.places, SCHOOL: closed}, happened=lambda _: happened)
    assert [f"{day:%m-%d}" for day in due(given).values()] == owed
    assert len(due(given, OTHER)) == (1 if trigger == AFTER else 3)
