"""Where an open case stands: the table that an official can read, and what shares and bands are told as."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from notoneless.casework.cases.rules.standing import State
from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState
from notoneless.casework.procedures.rules.moves import EnforcementStep
from notoneless.oversight.backlog.rules.position import (
    PLAN,
    BacklogStep,
    CaseFacts,
    NoticeFacts,
    band_of,
    position_of,
    share_of,
    within_of,
)
from notoneless.policy.parameters import load_parameters

DAY = date(2026, 9, 30)
TABLE = yaml.safe_load((Path(__file__).parent / "positions.yaml").read_text(encoding="utf-8"))


def facts(row: dict[str, Any]) -> CaseFacts:
    notice = None
    if "通知" in row:
        kind, state, until = row["通知"]
        notice = NoticeFacts(NoticeKind(kind), NoticeState(state), until, row.get("移交"))
    step = EnforcementStep(row["程序"]) if "程序" in row else None
    return CaseFacts(
        State(row["状态"]),
        row["自"],
        row.get("核实"),
        notice,
        step,
        row.get("程序期限"),
        row.get("复学", False),
        row.get("确认"),
        row.get("复查"),
    )


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["事"])
def test_each_row_of_the_table(row: dict[str, Any]) -> None:
    found = position_of(facts(row), within_of(load_parameters(PLAN, DAY)))
    assert (found.step, found.owner, found.due) == (row["到"], row["谁"], row.get("期限"))
    assert found.overdue(DAY) == row["超期"]


def test_the_table_has_every_step() -> None:
    assert {row["到"] for row in TABLE} == set(BacklogStep)


@pytest.mark.parametrize(
    ("days", "band"), [(0, ""), (1, "week"), (7, "week"), (8, "month"), (30, "month"), (31, "longer"), (400, "longer")]
)
def test_bands_leave_no_day_out(days: int, band: str) -> None:
    assert band_of(days) == band


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(0, 0, "0.0"), (0, 9, "0.0"), (1, 3, "33.3"), (1, 9000, "0.1"), (9, 9, "100.0")]
)
def test_a_share_that_is_not_nought_is_never_told_as_nought(part: int, whole: int, told: str) -> None:
    assert share_of(part, whole) == told
