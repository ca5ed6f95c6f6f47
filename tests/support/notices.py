"""Return-to-school notices at each state, as the tests of several floors need them."""

from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.notices.services import hand_over, issue_notice, serve_notice
from support.cases import verified
from support.county import DAY, County
from support.roll_work import prefixed

UNTIL = date(2026, 9, 8)
"""A school day, a week after the day of the county."""


def given(county: County, key: str = "both", **changes: Any) -> dict[str, Any]:
    """What a school's notice of a child asks."""
    wanted = {"child": county.children[key], "unit": county.units["school_a"], "guardian": county.guardians[key]}
    return {**wanted, "until": UNTIL, "ask_at": "李校长 0851-8800000", **changes}


def ready(county: County) -> County:
    """The county with a verified dropout, whose school and township number their papers."""
    prefixed(prefixed(county), "town_a", "清政", "张镇长")
    verified(county)
    return county


def issued(county: County) -> UUID:
    """A notice of the school, not served."""
    return issue_notice(ready(county).ctx("李校长"), **given(county))


def served(county: County, **changes: Any) -> UUID:
    """A notice of the school that was served."""
    notice = issued(county)
    how = {"on": DAY, "means": "in_person", "proved": None, "receiver": "母亲", "proof": None}
    serve_notice(county.ctx("王老师"), return_notice=notice, **how | changes)
    return notice


def run_out(county: County) -> UUID:
    """A notice of the school that was served in vain: its last day is past."""
    notice = served(county)
    county.time.pass_by(days=8)
    return notice


def handed_over(county: County) -> UUID:
    """A notice that the school has handed over to the township."""
    notice = run_out(county)
    hand_over(county.ctx("李校长"), return_notice=notice)
    return notice
