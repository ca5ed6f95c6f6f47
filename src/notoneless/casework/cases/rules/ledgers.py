"""The three ledgers as views: which columns each shows in which order, as the county has set it, and whom the first holds."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache

from notoneless.casework.cases.rules.standing import State
from notoneless.kernel.ages import CompulsoryAge
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import load_parameters

PLAN = "local/ledgers"
_DAYS_KEPT = 64


class Ledger(StrEnum):
    """The three ledgers that the 2024 notice asks for."""

    SCHOOL_AGE = "school_age"
    SUSPECTED = "suspected"
    DROPOUTS = "dropouts"


class Column(StrEnum):
    """What a ledger may show of a child and its case."""

    SERIAL = "serial"
    NAME = "name"
    SEX = "sex"
    BORN_ON = "born_on"
    AGE = "age"
    ID_NUMBER = "id_number"
    TOWNSHIP = "township"
    VILLAGE = "village"
    VILLAGE_GROUP = "village_group"
    ADDRESS = "address"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_REL = "guardian_rel"
    PHONE = "phone"
    SCHOOL = "school"
    GRADE = "grade"
    CLASS = "class"
    ROLL_STATE = "roll_state"
    STUDENT_NUMBER = "student_number"
    CASE_STATE = "case_state"
    KIND = "kind"
    REASON = "reason"
    CLOSED_BECAUSE = "closed_because"
    OPENED_ON = "opened_on"
    VERIFIED_ON = "verified_on"
    CLOSED_ON = "closed_on"
    PROOF = "proof"
    LEAD = "lead"
    ACCOUNTABLE = "accountable"


SEALED: frozenset[Column] = frozenset({Column.ID_NUMBER, Column.STUDENT_NUMBER, Column.PHONE})
"""Columns that a ledger shows masked."""

OF_LEDGER: Mapping[Ledger, tuple[State, ...]] = {
    Ledger.SCHOOL_AGE: (State.SUSPECTED, State.VERIFIED, State.PROPOSED, State.CLEARED, State.CLOSED_OUT),
    Ledger.SUSPECTED: (State.SUSPECTED, State.CLEARED),
    Ledger.DROPOUTS: (State.VERIFIED, State.PROPOSED, State.CLOSED_OUT),
}
"""The states of cases that each ledger tells of; those that are done with stay in it, with the day."""


@lru_cache(_DAYS_KEPT)
def columns_on(ledger: Ledger, day: date) -> tuple[Column, ...]:
    """The columns of a ledger on a day, in their order. Raises NotonelessError for a column that does not exist."""
    found = load_parameters(PLAN, day).get(ledger)
    if found is None:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {ledger}"}))
    try:
        return tuple(Column(word) for word in found.value.split())
    except ValueError:
        raise NotonelessError(
            Problem("policy.bad_parameter", {"plan": PLAN, "key": ledger.value, "what": found.value})
        ) from None


def born_within(age: CompulsoryAge, as_of: date) -> tuple[date, date]:
    """Born after the first day and not after the second: those of the ages on the day, as `kernel.ages.stands` says."""
    return _years_before(as_of, age.until_years), _years_before(as_of, age.from_years)


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29) and not _is_leap(day.year - years):
        return date(day.year - years, 2, 28)
    return day.replace(year=day.year - years)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
