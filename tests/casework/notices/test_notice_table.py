"""The rules of return-to-school notices as a table that an official reads."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState
from notoneless.casework.notices.rules.refusing import (
    Asked,
    why_not_handed_over,
    why_not_issued,
    why_not_replied,
    why_not_served,
    why_not_withdrawn,
)
from notoneless.casework.notices.rules.standing import Known, state_on
from notoneless.kernel.problems import Problem, sentence
from support.procedures import calendar

TABLE = yaml.safe_load(Path(__file__).with_name("notices.yaml").read_text(encoding="utf-8"))
FIRST, LAST, TODAY = date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 10)
KINDS = {"学校": NoticeKind.RETURN, "乡镇": NoticeKind.DEADLINE}
STATES = {sentence(Problem(f"notices.state_{each}")): each for each in NoticeState}


def rows(part: str) -> Any:
    return pytest.mark.parametrize("row", TABLE[part], ids=lambda row: row["例"])


def known(row: dict[str, Any], **given: Any) -> Known:
    """The notice of a row."""
    told = {
        "kind": KINDS[row.get("发的", "学校")],
        "is_standing": not row.get("结束", False),
        "served_on": row.get("送达"),
        "replied_on": row.get("答复"),
        "handed_on": row.get("报乡镇"),
        "withdrawn_on": row.get("撤回"),
        "is_refused": row.get("不返校", False),
    }
    return Known(issued_on=FIRST, until=LAST, **told | given)


def code(problem: Problem | None) -> str | None:
    return problem.code.removeprefix("notices.") if problem is not None else None


@rows("状态")
def test_where_a_notice_stands(row: dict[str, Any]) -> None:
    assert state_on(known(row), row["日"]) is STATES[row["状态"]]


EARLIER = {
    "学校": {},
    "学校撤回": {"withdrawn_on": FIRST},
    "学校逾期": {"until": date(2026, 8, 31), "issued_on": date(2026, 8, 28)},
}


@rows("签发")
def test_what_may_be_issued(row: dict[str, Any]) -> None:
    is_verified = row.get("核实", True)
    told = EARLIER[row["已有"]] if "已有" in row else None
    standing = {"kind": NoticeKind.RETURN, "issued_on": FIRST, "until": LAST, "is_standing": True}
    earlier = [] if told is None else [Known(**standing | told)]  # type: ignore[arg-type]
    kind, until = KINDS[row.get("发的", "学校")], row.get("期限", LAST)
    told_of = {"has_effort": row.get("劝返", False), "has_home": row.get("住址", True)}
    asked = Asked(kind, until, is_verified, row.get("最多"), earlier, **told_of)
    assert code(why_not_issued(asked, calendar(), FIRST)) == row["结果"]


@rows("送达")
def test_what_may_be_served(row: dict[str, Any]) -> None:
    assert code(why_not_served(known(row), row["日"], row.get("证明", True), TODAY)) == row["结果"]


@rows("答复")
def test_what_may_be_answered(row: dict[str, Any]) -> None:
    assert code(why_not_replied(known(row), row["日"], TODAY)) == row["结果"]


@rows("报乡镇")
def test_what_may_be_handed_over(row: dict[str, Any]) -> None:
    assert code(why_not_handed_over(known(row), row["今天"])) == row["结果"]


@rows("撤回")
def test_what_may_be_taken_back(row: dict[str, Any]) -> None:
    assert code(why_not_withdrawn(known(row), row["今天"])) == row["结果"]
