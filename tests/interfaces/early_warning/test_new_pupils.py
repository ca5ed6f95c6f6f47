"""New pupils of grade 1 and grade 7 who do not come are named on the days on which they are looked for, also where no school
has them yet: to the village where they live, and to nobody else who does not see the child."""

from datetime import date
from uuid import UUID

import pytest

from notoneless.casework.early_warning.models import FollowUp
from notoneless.foundation.people.services import register_child
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.enrolment.services import complete_class, enter
from support.browsing import sign_in
from support.county import County, made_up_id
from support.databases import all_of
from support.early_warning import reckoned
from support.forms import text_of
from support.rolls import on_roll

LOOKED_FOR = {1: date(2026, 9, 1), 3: date(2026, 9, 3), 7: date(2026, 9, 9)}
"""The first, third and seventh school day of the term."""


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def to(county: County, day: date) -> None:
    """It is another day, and the program has told anew what stands."""
    county.time.at += day - county.ctx("陈局长").today
    reckoned(county)


def born(county: County, name: str, on: date, unit: str = "village_a") -> UUID:
    """A child of a village whom no school has."""
    number = made_up_id(60)
    return register_child(
        county.ctx("陈局长"),
        unit=county.units[unit],
        name=name,
        sex="女",
        born_on=on,
        id_number=number,
        student_number=None,
        household=None,
        from_on=county.ctx("陈局长").today,
    )


def named(county: County, who: str, trigger: str) -> bool:
    """Whether a list of tasks names the child to somebody."""
    visitor = sign_in(county, who)
    if visitor.get("/follow-ups/").status_code != 200:
        return False
    return "独孤申酉" in text_of(visitor.get(f"/follow-ups/?whose=all&trigger={trigger}"))


def asked(child: UUID, trigger: str) -> dict[date, str]:
    """When a child was looked for, and how that stands."""
    return {row.since: row.state for row in all_of(FollowUp, child_id=child, trigger=trigger)}


def test_a_child_of_entry_age_on_no_roll_is_named_to_its_village_on_day_one_three_and_seven(county: County) -> None:
    child = born(county, "独孤申酉", date(2020, 8, 31))
    to(county, LOOKED_FOR[3])
    assert asked(child, "no_show_1") == {}  # where the county keeps no roll of new pupils, nobody could arrive
    on_roll(county, grade=1)
    for number in (3, 7):
        to(county, LOOKED_FOR[number])
        assert set(asked(child, "no_show_1")) == {day for at, day in LOOKED_FOR.items() if at <= number}
    [row] = {(row.role, row.unit_id) for row in all_of(FollowUp, child_id=child)}
    assert row == ("village_secretary", county.units["village_a"])
    assert named(county, "周支书", "no_show_1")
    assert named(county, "陈局长", "no_show_1")
    assert not named(county, "王老师", "no_show_1")
    assert not named(county, "赵老师", "no_show_1")
    shown = text_of(sign_in(county, "周支书").get("/follow-ups/?whose=mine&trigger=no_show_1"))
    assert "一年级新生未到 1<" in shown  # one row, however often the child was looked for
    given = {"unit": county.units["class_a"], "on": LOOKED_FOR[7], "grade": 1, "movement": "11", "number_kind": "G"}
    enter(county.ctx("陈局长"), child=child, **given, proof=None)
    to(county, date(2026, 9, 10))
    assert set(asked(child, "no_show_1").values()) == {"ended"}


@pytest.mark.parametrize(
    ("on", "is_expected"),
    [
        (date(2019, 8, 31), False),  # reached the age the year before
        (date(2019, 9, 1), True),
        (date(2020, 8, 31), True),
        (date(2020, 9, 1), False),  # too young by a day
    ],
)
def test_who_is_expected_in_grade_one_is_told_by_the_birthday(county: County, on: date, is_expected: bool) -> None:
    child = born(county, "独孤申酉", on)
    on_roll(county, grade=1)
    to(county, LOOKED_FOR[7])
    assert bool(asked(child, "no_show_1")) is is_expected


def test_who_finished_primary_school_and_comes_to_no_junior_school_is_named(county: County) -> None:
    on_roll(county, "other_class", grade=6)
    child = county.children["other_class"]
    county.time.at += date(2027, 6, 25) - county.ctx("陈局长").today
    complete_class(county.ctx("陈局长"), unit=county.units["class_b"], on=date(2027, 6, 25))
    to(county, date(2027, 9, 1))
    assert asked(child, "no_show_7") == {}
    on_roll(county, on=date(2027, 9, 1), grade=7)
    to(county, date(2027, 9, 20))
    days = sorted(asked(child, "no_show_7"))
    assert len(days) == 3
    assert days[0] == date(2027, 9, 1)
    page = text_of(sign_in(county, "陈局长").get("/follow-ups/?whose=all&trigger=no_show_7"))
    assert "诸葛庚辛" in page
    assert "七年级新生未到 1<" in page
    given = {"unit": county.units["class_z"], "on": date(2027, 9, 20), "grade": 7, "movement": "11", "number_kind": "G"}
    enter(county.ctx("陈局长"), child=child, **given, proof=None)
    to(county, date(2027, 9, 21))
    assert set(asked(child, "no_show_7").values()) == {"ended"}
