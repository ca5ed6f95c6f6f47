"""Two who issue, or take back, one return-to-school notice at the same instant: one wins, the other is told why.

Real threads, as with the papers of the four steps; NOTONELESS_RACES asks for more rounds than the suite runs.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.services import issue_notice, withdraw
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.papers.models import Paper, PaperState
from support.county import County, appoint, build_county
from support.databases import all_of
from support.notices import given, ready
from support.racing import at_once, shared_database

ROUNDS = int(os.environ.get("NOTONELESS_RACES", "2"))


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to."""
    built = build_county()
    with shared_database(tmp_path):
        yield built


def one_wins(*calls: Callable[[], Any]) -> None:
    """One of several is done, and the others are refused in a sentence."""
    ends = at_once(*calls)
    refusals = [end for end in ends if isinstance(end, Exception)]
    assert all(isinstance(each, Refused) for each in refusals), ends
    assert len(refusals) == len(calls) - 1, ends


def test_one_notice_has_one_winner_whatever_two_heads_do_to_it(county: County) -> None:
    asked = given(ready(county))
    appoint(county, "孙校长", "school_head", "school_a", "13900007778")
    for number in range(1, ROUNDS + 1):
        li, sun = county.ctx("李校长"), county.ctx("孙校长")
        one_wins(lambda ctx=li: issue_notice(ctx, **asked), lambda ctx=sun: issue_notice(ctx, **asked))  # type: ignore[misc]
        standing = all_of(ReturnNotice, paper__state=PaperState.ISSUED)
        assert len(standing) == 1
        wrong = {"return_notice": standing[0].pk, "reason": "填错了期限"}
        li, sun = county.ctx("李校长"), county.ctx("孙校长")
        one_wins(lambda ctx=li, row=wrong: withdraw(ctx, **row), lambda ctx=sun, row=wrong: withdraw(ctx, **row))  # type: ignore[misc]
        papers = all_of(Paper, kind="return_notice")
        assert sorted(paper.serial for paper in papers) == list(range(1, number + 1))
        assert {paper.state for paper in papers} == {PaperState.WITHDRAWN}
