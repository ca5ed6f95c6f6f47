"""At the same instant: of two plans that contradict each other one is adopted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.plans.models import Adoption
from notoneless.foundation.plans.services import adopt_plan
from support.county import County, build_county
from support.databases import all_of
from support.own_plans import laxer_draft
from support.plans import drafted
from support.racing import at_once, shared_database

FROM = date(2026, 10, 1)


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to."""
    built = build_county()
    with shared_database(tmp_path):
        yield built


def test_of_two_plans_that_contradict_each_other_one_is_adopted(county: County) -> None:
    countys, schools = laxer_draft(county, "6", "leading_group"), drafted(county, plan=8)
    li, chen = county.ctx("李校长"), county.ctx("陈局长")
    ends = at_once(
        lambda: adopt_plan(li, version=schools, from_on=FROM, signer="李校长"),
        lambda: adopt_plan(chen, version=countys, from_on=FROM, signer="陈局长"),
    )
    refused = [each for each in ends if isinstance(each, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], Unusable), refused
    assert len(all_of(Adoption)) == 1
