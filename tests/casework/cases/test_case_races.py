"""Two who decide on one proposal to close out at the same instant: one wins, the other is told why."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from notoneless.casework.cases.services import close_out, propose_close_out, send_back
from notoneless.foundation.access.refusals import Refused
from support.cases import BACK, events_of, proposal_of_case, state_of, verified
from support.county import DAY, County, appoint, build_county
from support.racing import at_once, shared_database

ROUNDS = int(os.environ.get("NOTONELESS_RACES", "2"))
"""Rounds in which it is sent back; the case is proposed anew for each. Once closed out there is no further round."""


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to."""
    built = build_county()
    with shared_database(tmp_path):
        yield built


def test_one_proposal_is_decided_once(county: County) -> None:
    appoint(county, "孙科长", "county_officer", "county", "13900007778")
    case = verified(county)
    for _ in range(ROUNDS):
        propose_close_out(county.ctx("张镇长"), case=case, on=DAY, **BACK)
        shown, chen, sun = proposal_of_case(case), county.ctx("陈局长"), county.ctx("孙科长")
        ends = at_once(
            lambda ctx=chen, seen=shown: close_out(ctx, case=case, proposal=seen, on=DAY),  # type: ignore[misc]
            lambda ctx=sun: send_back(ctx, case=case, on=DAY, note="还没有到校"),  # type: ignore[misc]
        )
        [refusal] = [end for end in ends if isinstance(end, Exception)]
        assert isinstance(refusal, Refused)
        was_closed = not isinstance(ends[0], Exception)
        assert state_of(case) == ("closed_out" if was_closed else "verified")
        assert events_of(case)[-1].step == ("close_out" if was_closed else "send_back")
        if was_closed:
            return
