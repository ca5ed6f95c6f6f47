"""Two who act on one paper at the same instant: one of them wins, the other is told why, and every number is accounted for.

Real threads, each with a connection of its own: on SQLite over a file, on PostgreSQL as the application's role. The suite
runs a few rounds; NOTONELESS_RACES asks for more, a thousand in `make soak`.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.casework.procedures.services import (
    correct,
    enter,
    issue_decision,
    issue_order,
    propose_decision,
    propose_order,
    serve,
)
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.papers.models import Paper
from support.county import DAY, County, build_county
from support.databases import all_of, the
from support.procedures import BY_HAND, DECIDING, OTHER, PAY_TO, UNTIL, proposal_in, proposed_decision, proposed_order
from support.racing import at_once, shared_database
from support.roll_work import prefixed

ROUNDS = int(os.environ.get("NOTONELESS_RACES", "2"))
"""Rounds of each race; in each the same paper is issued, sent back, served and taken back."""


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to."""
    built = build_county()
    with shared_database(tmp_path):
        yield built


def stage(procedure: UUID) -> str:
    return str(the(Procedure, pk=procedure).stage)


def last(procedure: UUID, move: str) -> int:
    """The number of the last entry of a move."""
    return max(each.number for each in all_of(ProcedureEvent, procedure_id=procedure, move=move))


def one_wins(*calls: Callable[[], Any]) -> int:
    """Which of several made at the same instant was done: one alone, and the others were refused in a sentence."""
    ends = at_once(*calls)
    refusals = [end for end in ends if isinstance(end, Exception)]
    assert all(isinstance(each, Refused) for each in refusals), ends
    assert len(refusals) == len(calls) - 1, ends
    return next(place for place, end in enumerate(ends) if not isinstance(end, Exception))


def taken_back(county: County, procedure: UUID, move: str, who: str) -> None:
    number = last(procedure, move)
    correct(county.ctx(who), procedure=procedure, event_number=number, mistake="not_happened", note=None)


def rounds(
    county: County,
    procedure: UUID,
    who: str,
    names: tuple[str, str],
    issue: Callable[[], Callable[[], Any]],
    propose: Callable[[], Any],
) -> None:
    """The races of one paper, from its proposal to its proposal again. `names`: of its issuing and its service."""
    issued, served = names
    proposed = stage(procedure)
    for _ in range(ROUNDS):
        back = {"procedure": procedure, "move": "send_back", "on": county.ctx(who).today, "outcome": None, "note": None}
        sends = county.ctx(who)
        if one_wins(issue(), lambda given=back, ctx=sends: enter(ctx, **given)) == 1:  # type: ignore[misc]
            assert stage(procedure) != proposed
            propose()
        else:
            taken_back(county, procedure, issued, who)
        one_wins(issue(), issue())
        given = {"procedure": procedure, "on": county.ctx(who).today, **BY_HAND}
        takes = {
            "procedure": procedure,
            "event_number": last(procedure, issued),
            "mistake": "not_happened",
            "note": None,
        }
        serves, corrects = county.ctx(who), county.ctx(who)
        won = one_wins(
            lambda ctx=serves, given=given: serve(ctx, **given),  # type: ignore[misc]
            lambda ctx=corrects, given=takes: correct(ctx, **given),  # type: ignore[misc]
        )
        if won == 0:
            taken_back(county, procedure, served, who)
            taken_back(county, procedure, issued, who)
        assert stage(procedure) == proposed
    _accounted()


def _accounted() -> None:
    """Every number of a series is that of one paper, issued or withdrawn: none was burnt without a record."""
    series: dict[tuple[UUID, str], list[int]] = {}
    for paper in all_of(Paper):
        series.setdefault((paper.issuer_id, paper.series), []).append(paper.serial)
    for serials in series.values():
        assert sorted(serials) == list(range(1, len(serials) + 1))


def test_one_order_has_one_winner_whatever_two_do_to_it(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county)
    party = {"unit": county.units["town_a"], "guardian": county.guardians["both"]}

    def issue() -> Callable[[], Any]:
        ctx = county.ctx("张镇长")
        return lambda: issue_order(ctx, procedure=procedure, proposal=proposal_in(procedure), until=UNTIL)

    def propose() -> UUID:
        return propose_order(county.ctx("陈局长"), procedure=procedure, on=DAY, delegated=None, **party)

    rounds(county, procedure, "张镇长", ("issue_order", "serve_order"), issue, propose)
    assert stage(procedure) == Stage.ORDER_PROPOSED


def test_one_decision_has_one_winner_whatever_two_do_to_it(county: County) -> None:
    procedure = proposed_decision(county)

    def issue() -> Callable[[], Any]:
        ctx = county.ctx("陈局长")
        return lambda: issue_decision(
            ctx, procedure=procedure, proposal=proposal_in(procedure), pay_to=PAY_TO, until=None
        )

    def propose() -> UUID:
        return propose_decision(county.ctx(OTHER), procedure=procedure, on=DECIDING, amount=500)

    rounds(county, procedure, "陈局长", ("issue_decision", "serve_decision"), issue, propose)
    assert stage(procedure) == Stage.DECISION_PROPOSED
