"""At which unit a duty is owed: where the child was when it happened, as long as the unit stands."""

from datetime import timedelta
from random import Random

import pytest

from notoneless.foundation.organizations.services import close_unit
from notoneless.foundation.people.services import place_child
from notoneless.oversight.duties.models import DutyRow
from support.cases import cleared, suspected, verified
from support.county import DAY, County
from support.plans import adopted, reckoned
from support.school_year import Year
from support.visits import visited

VISITED = "dropout_visited"
"""A class teacher visits a child of the class who dropped out: of plan 8, after each verified case."""


def places(county: County, duty: str = VISITED) -> list[tuple[str, str]]:
    """The units of the rows of a duty, by their keys, and how each stands."""
    keys = {pk: key for key, pk in county.units.items()}
    rows = DutyRow._base_manager.filter(duty=duty).order_by("unit__sort_key", "due_on")
    return [(keys[unit], state) for unit, state in rows.values_list("unit_id", "state")]


def moves(county: County, unit: str = "class_b", key: str = "both", days: int = 0) -> None:
    place_child(
        county.ctx("陈局长"),
        child=county.children[key],
        unit=county.units[unit],
        from_on=county.time.at.date() + timedelta(days=days),
    )


def test_a_duty_after_an_event_stays_with_the_class_of_that_day(county: County) -> None:
    adopted(county)
    verified(county)
    reckoned(county)
    assert places(county) == [("class_a", "due")]
    county.time.pass_by(days=2)
    moves(county)
    reckoned(county)
    assert places(county) == [("class_a", "due")]
    county.time.pass_by(days=28)
    reckoned(county)
    assert places(county) == [("class_a", "broken")]


def test_what_was_done_for_a_child_stays_done_when_the_child_moves(county: County) -> None:
    adopted(county)
    verified(county)
    county.time.pass_by(days=1)
    visited(county)
    county.time.pass_by(days=1)
    moves(county)
    reckoned(county)
    assert places(county) == [("class_a", "done")]


def test_who_moved_before_it_happened_is_the_affair_of_the_new_class(county: County) -> None:
    adopted(county)
    moves(county)
    verified(county, "both")
    reckoned(county)
    assert places(county) == [("class_b", "due")]


@pytest.mark.parametrize(("days", "owed"), [(2, []), (7, []), (8, [("class_b", "due")])])
def test_a_class_that_is_closed_by_the_due_day_owes_nothing(
    county: County, days: int, owed: list[tuple[str, str]]
) -> None:
    """It is due a week after the first of September."""
    adopted(county)
    verified(county, "other_class")
    reckoned(county)
    assert places(county) == [("class_b", "due")]
    county.time.pass_by(days=1)
    moves(county, "class_a", "other_class")
    until_on = DAY + timedelta(days=days)
    close_unit(county.ctx("陈局长"), unit=county.units["class_b"], until_on=until_on)
    reckoned(county)
    assert places(county) == owed


def test_deciding_on_one_child_does_not_discharge_what_is_owed_for_another(county: County) -> None:
    Year(county, Random(1)).bind()
    cleared(county)
    suspected(county, "other_class", "陈局长")
    reckoned(county)
    assert sorted(places(county, "many_7")) == [("town_a", "done"), ("town_a", "due")]
