"""`notoneless demo county`: one county, whose units, people and half a year of rosters fit together."""

import re
from datetime import date
from pathlib import Path

import pytest

from notoneless.foundation.access.founding import found_county
from notoneless.foundation.access.models import Account, Grant, Unit
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.interfaces.demo.county.building import build
from notoneless.interfaces.demo.county.ground import group_of
from notoneless.interfaces.demo.county.people import Person
from notoneless.interfaces.demo.county.times import Times, months_before, morning, summer_before
from notoneless.records.findings.models import Comparison, Finding
from notoneless.records.golden.models import WorkingOut
from notoneless.synthetic import COUNTY, make_rosters
from support.databases import all_of, owners_eyes
from support.installation import at

TODAY = date(2026, 11, 20)
DAYS = [date(2026, 7, 1), date(2026, 9, 1)]


@pytest.fixture
def people(db: None) -> list[Person]:
    times = Times(morning(date(2026, 6, 20)))
    founded = found_county(times.ids, times.at, COUNTY, times.at.date())
    with owners_eyes():
        return build(founded, make_rosters(500, 1, 1.0, date(2026, 8, 31)), times, DAYS, lambda done, whole: None)


def test_the_county_lives(people: list[Person]) -> None:
    """One county for all that is asked of it: building it takes seconds."""
    units = {each.sign_in_name: Account._base_manager.select_related("unit__parent").get(name=each.name).unit
             for each in people if each.role not in {"county_officer"} and "administrator" not in each.role}  # fmt: skip
    with owners_eyes():
        _people_sit_one_above_another(units)
        _children_belong_where_their_rosters_say(units)
        _every_role_works_somewhere()
        _months_follow_one_another()


def _people_sit_one_above_another(units: dict[str, Unit]) -> None:
    assert units["wang"].parent == units["li"]
    assert units["zhao"].parent != units["li"]
    assert units["li"].parent == units["zhang"]
    assert units["zhou"].parent == units["zhang"]
    assert units["wu"].parent == units["zhou"]


def _children_belong_where_their_rosters_say(units: dict[str, Unit]) -> None:
    for name in ("wang", "zhao", "wu", "zhou"):
        beneath = ChildUnit._base_manager.filter(in_force(TODAY), unit=units[name])
        assert beneath.exists() == (name != "zhou"), name  # the children of a village live in its groups
    assert Child._base_manager.count() > 450
    on_both = ChildUnit._base_manager.filter(in_force(TODAY), track="school").values("child")
    assert 300 < on_both.count() < Child._base_manager.count()


def _every_role_works_somewhere() -> None:
    held = set(Grant._base_manager.values_list("role", flat=True))
    assert held == set(ROLES.table) - {"tutoring_leader"}


def _months_follow_one_another() -> None:
    days = [row.made_at.date() for row in Comparison._base_manager.order_by("made_at")]
    assert days == DAYS
    assert all(row.is_whole for row in all_of(WorkingOut))
    assert Finding._base_manager.filter(is_current=True).exists()
    ended = ChildUnit._base_manager.filter(track="school", until_on__isnull=False)
    assert ended.exists()  # classes were left in summer, and schools by some children since


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("青岚县凤坝镇柳树村七组3号", "7组"),
        ("凤坝镇柳树村12社", "12组"),
        ("柳树村委会十二组", "12组"),
        ("柳树村十组9号", "10组"),
    ],
)
def test_a_group_is_read_from_an_address(address: str, group: str) -> None:
    assert group_of(address) == group


def test_months_go_back_half_a_year_without_holidays() -> None:
    assert months_before(TODAY) == [date(2026, month, 1) for month in (5, 6, 7, 9, 10, 11)]
    assert months_before(date(2026, 3, 1)) == [date(2025, month, 1) for month in (9, 10, 11, 12)] + [
        date(2026, 1, 1),
        date(2026, 3, 1),
    ]


@pytest.mark.parametrize(("day", "summer"), [(date(2026, 8, 30), 2025), (date(2026, 8, 31), 2026), (TODAY, 2026)])
def test_the_summer_before_a_day(day: date, summer: int) -> None:
    assert summer_before(day) == date(summer, 8, 31)


def test_the_command_tells_who_each_is_and_where(tmp_path: Path) -> None:
    ended = at(tmp_path).run("demo", "county", "--children", "40")
    assert ended.returncode == 0, ended.stderr
    lines = dict(re.findall(r"^登录名 (\S+)　密码 \S+　([^　\n]+)", ended.stdout, re.MULTILINE))
    assert re.fullmatch(r"王老师，班主任，\S+班 · \S+学", lines["wang"])
    assert lines["chen"] == f"陈局长，县教育局控辍保学专班，{COUNTY}"
    assert lines["audit"].endswith(COUNTY)
