"""While somebody only looks, what lies beneath units is asked once; afterwards it is asked anew."""

import contextlib

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import looking, visible_to
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.access.unit_kinds import UnitKind
from support.county import DAY, County

READ = "unit.read"


def asked(county: County, who: str) -> tuple[int, int]:
    """How many units somebody sees, and how often the tree was asked for it."""
    with CaptureQueriesContext(connection) as queries:
        seen = visible_to(county.ctx(who), READ, Unit).count()
    return seen, sum(query["sql"].startswith('SELECT "access_unit_closure"') for query in queries)


def test_the_tree_is_asked_once_for_each_set_of_units_and_nobody_gets_anothers(county: County) -> None:
    alone = {who: asked(county, who)[0] for who in ("王老师", "赵老师", "李校长")}
    with looking():
        assert {who: asked(county, who) for who in alone} == {who: (seen, 1) for who, seen in alone.items()}
        assert {who: asked(county, who) for who in alone} == {who: (seen, 0) for who, seen in alone.items()}


def test_what_is_founded_afterwards_is_seen(county: County) -> None:
    with looking():
        before, _ = asked(county, "陈局长")
    town = county.units["town_a"]
    found_unit(county.ctx("陈局长"), parent=town, kind=UnitKind.VILLAGE, name="新村", from_on=DAY, code=None)
    assert asked(county, "陈局长") == (before + 1, 1)


def test_an_action_that_lets_the_tree_grow_sees_it_grown(county: County) -> None:
    with looking():
        before, times = asked(county, "陈局长")
        town = county.units["town_a"]
        found_unit(county.ctx("陈局长"), parent=town, kind=UnitKind.VILLAGE, name="新村", from_on=DAY, code=None)
        assert (before, times) == (asked(county, "陈局长")[0] - 1, 1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no policies of rows")
def test_postgresql_is_told_once_who_asks_and_again_after_what_was_rolled_back(county: County) -> None:
    def told(who: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            visible_to(county.ctx(who), READ, Unit)
        return sum("set_config" in query["sql"] for query in queries)

    told("王老师")
    assert [told(who) for who in ("王老师", "赵老师", "赵老师", "王老师")] == [0, 1, 0, 1]
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        assert [told("赵老师"), told("赵老师")] == [1, 0]
        raise ZeroDivisionError
    assert told("王老师") == 0  # what was told before stands again, and is known to stand
    assert told("赵老师") == 1
