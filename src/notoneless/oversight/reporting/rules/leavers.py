"""The register of leavers: its columns in the official order, and which cases stand in it."""

from datetime import date
from enum import StrEnum

from notoneless.casework.cases.rules.standing import OPEN


class Column(StrEnum):
    """What the register shows of a pupil, in this order."""

    SERIAL = "serial"
    SCHOOL = "school"
    ROOM = "room"
    NAME = "name"
    SEX = "sex"
    BORN_ON = "born_on"
    GUARDIAN = "guardian"
    HOME = "home"
    LEFT_ON = "left_on"
    STATE = "state"
    REASON = "reason"
    DESTINATION = "destination"
    FOUND_BY = "found_by"
    TOLD_ON = "told_on"
    SENT_ON = "sent_on"
    VILLAGE_ON = "village_on"
    TOWNSHIP_ON = "township_on"
    COUNTY_ON = "county_on"
    EFFORTS = "efforts"
    BACK_ON = "back_on"


CODED = frozenset({Column.STATE, Column.REASON, Column.DESTINATION})
"""Columns whose values are codes of other rooms."""


def is_listed(state: str, verified_on: date | None, closed_on: date | None, year_begins: date) -> bool:
    """Whether a case stands in the register: it is open, or was a dropout and was closed out in this school year."""
    if state in OPEN:
        return True
    return verified_on is not None and closed_on is not None and closed_on >= year_begins
