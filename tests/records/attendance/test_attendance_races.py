"""At the same instant: a class is reported while its leave is decided, and a report corrected by two."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from notoneless.foundation.access.refusals import Refused
from notoneless.records.attendance.models import ArrivalReport, AttendanceMark, Leave, LeaveStep
from notoneless.records.attendance.services import (
    amend,
    apply_leave,
    close_leave,
    correct,
    extend_leave,
    report,
    withdraw_leave,
)
from support.attendance import granted, reported, said
from support.county import DAY, County, build_county
from support.databases import all_of, the
from support.racing import at_once, shared_database


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to."""
    built = build_county()
    with shared_database(tmp_path):
        yield built


def refused(ends: list[Any]) -> list[str]:
    """How the calls that were refused were refused; anything else that was raised is no answer to anybody."""
    errors = [end for end in ends if isinstance(end, Exception)]
    assert all(isinstance(error, Refused) for error in errors), errors
    return [error.problem.code for error in errors]


@pytest.mark.parametrize("step", ["close", "extend", "withdraw"])
def test_a_report_of_who_is_back_and_a_step_of_the_leave_come_one_after_the_other(county: County, step: str) -> None:
    leave = granted(county, 2)
    wang, li = county.ctx("王老师"), county.ctx("李校长")
    told = {"unit": county.units["class_a"], "on": DAY, "session": "morning", "exceptions": ""}
    steps: dict[str, Callable[[], Any]] = {
        "close": lambda: close_leave(li, leave=leave, on=DAY),
        "extend": lambda: extend_leave(li, leave=leave, last_on=DAY + timedelta(days=4), reason="还没好"),
        "withdraw": lambda: withdraw_leave(li, leave=leave, reason="准错了"),
    }
    ends = at_once(lambda: report(wang, **told), steps[step])
    assert set(refused(ends)) <= {"arrivals.leave_is_closed"}
    assert the(ArrivalReport).pk == ends[0]  # the class is reported, whatever becomes of the leave
    row = the(Leave)
    assert row.state == ("withdrawn" if step == "withdraw" else "closed")
    kinds = [each.step for each in sorted(all_of(LeaveStep), key=lambda each: each.number)]
    assert kinds.count("close") <= 1
    assert [each.number for each in sorted(all_of(LeaveStep), key=lambda each: each.number)] == list(
        range(1, len(kinds) + 1)
    )


def test_a_report_is_corrected_by_one_of_two_and_the_other_is_told(county: County) -> None:
    made = reported(county, both="absent")
    wang, li = county.ctx("王老师"), county.ctx("李校长")
    about = {"unit": county.units["class_a"], "on": DAY, "session": "morning", "report": made}
    ends = at_once(
        lambda: correct(wang, report=made, exceptions=said(county, both="late/road"), reason="十点到的"),
        lambda: amend(li, **about, exceptions=said(county, both="leave/sick"), reason="家长来电"),
    )
    assert refused(ends) == ["arrivals.corrected_already"]
    [written] = [end for end in ends if not isinstance(end, Exception)]
    assert the(ArrivalReport, is_current=True).pk == written
    assert the(AttendanceMark, is_current=True).report_id == written


def test_an_amendment_that_names_no_report_comes_after_the_correction_or_before_it(county: County) -> None:
    made = reported(county, both="absent")
    wang, li = county.ctx("王老师"), county.ctx("李校长")
    about = {"unit": county.units["class_a"], "on": DAY, "session": "morning"}
    ends = at_once(
        lambda: correct(wang, report=made, exceptions=said(county, both="late/road"), reason="十点到的"),
        lambda: amend(li, **about, exceptions=said(county, both="leave/sick"), reason="家长来电"),
    )
    assert set(refused(ends)) <= {"arrivals.corrected_already"}
    current = the(ArrivalReport, is_current=True)
    assert current.pk in ends
    assert len([row for row in all_of(AttendanceMark) if row.is_current]) == 1
    assert the(AttendanceMark, is_current=True).report_id == current.pk


def test_leave_is_extended_or_other_leave_asked_for_the_same_days_and_never_both(county: County) -> None:
    first = granted(county, 2)
    wang, li = county.ctx("王老师"), county.ctx("李校长")
    days = {"first_on": DAY + timedelta(days=2), "last_on": DAY + timedelta(days=4), "reason": "sick"}
    ends = at_once(
        lambda: extend_leave(li, leave=first, last_on=DAY + timedelta(days=4), reason="还没好"),
        lambda: apply_leave(wang, child=county.children["both"], **days, note=None, asked_by="母亲"),
    )
    assert refused(ends) == ["arrivals.leave_overlaps"]
    rows = sorted((row.first_on, row.last_on) for row in all_of(Leave))
    assert all(before[1] < after[0] for before, after in pairwise(rows))
