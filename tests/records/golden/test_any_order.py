"""Invented rosters in any order, in any portions, stopped anywhere, taken back: the children are those of the rosters in force.

`make soak` runs the long form, with NOTONELESS_STORIES=2000.
"""

import os

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from support.county import County
from support.databases import is_postgres
from support.golden import state_hash
from support.orders import Listed, Story, follow, stories, undone

EXAMPLES = int(os.environ.get("NOTONELESS_STORIES", "3" if is_postgres() else "6"))
CALM = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@CALM
@given(story=stories(), data=st.data())
def test_the_order_decides_nothing_and_taking_back_restores(county: County, story: Story, data: st.DataObject) -> None:
    with transaction.atomic():
        check(county.again(), story, data)
        transaction.set_rollback(True)


def check(county: County, story: Story, data: st.DataObject) -> None:
    """The three promises, on one story: any order, without one as if it had never come, without all as before."""
    county.time.pass_by(days=60)
    empty = state_hash()
    left_out = data.draw(st.integers(0, len(story.rosters) - 1))
    others = tuple(each for at, each in enumerate(story.straight()) if at != left_out)
    at_once, never_came = (_end_of(county, rosters) for rosters in (story.straight(), others))
    order = data.draw(story.shuffled())
    rosters = follow(county, order)
    assert state_hash() == at_once
    gone = next(at for at, each in enumerate(order) if _same(each, story.rosters[left_out]))
    undone(county, rosters.pop(gone))
    assert state_hash() == (never_came if others else empty)
    undone(county, *rosters)
    assert state_hash() == empty


def _end_of(county: County, rosters: tuple[Listed, ...]) -> str:
    """The state after these rosters, as if nothing had happened before or after."""
    with transaction.atomic():
        if rosters:
            follow(county, rosters)
        found = state_hash()
        transaction.set_rollback(True)
    return found


def _same(one: Listed, other: Listed) -> bool:
    return (one.kind, one.unit, one.day) == (other.kind, other.unit, other.day)
