"""`notoneless demo county`: one county, whose classes, groups and addresses fit together, and people who see real classes."""

import re
from pathlib import Path

import pytest

from notoneless.foundation.access.founding import found_county
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.interfaces.demo.county import Person, _group_of, build, school_year
from notoneless.interfaces.frame.clock import IDS, now
from notoneless.synthetic import COUNTY, make_rosters
from support.databases import owners_eyes
from support.installation import at


@pytest.fixture
def people(db: None) -> list[Person]:
    at = now()
    founded = found_county(IDS, at, COUNTY, day_of(at))
    with owners_eyes():
        return build(founded, make_rosters(6000, 1, 0.0), 120, lambda done, whole: None)


def test_each_teacher_has_a_class_of_another_school_and_each_unit_fits(people: list[Person]) -> None:
    units = {name: Account._base_manager.select_related("unit__parent").get(sign_in_name=name).unit for name in
             ("wang", "zhao", "li", "zhang", "zhou", "wu")}  # fmt: skip
    today = day_of(now())
    for name in ("wang", "zhao"):
        assert units[name].kind == "class"
        with owners_eyes():
            assert ChildUnit._base_manager.filter(in_force(today), unit=units[name]).count() >= 20
    assert units["wang"].parent == units["li"]
    assert units["zhao"].parent != units["li"]
    assert units["li"].parent == units["zhang"]
    assert units["zhou"].parent == units["zhang"]
    assert units["wu"].parent == units["zhou"]
    told = {each.sign_in_name: each for each in people}
    assert told["wang"].unit == f"{units['wang'].name} · {units['li'].name}"
    assert told["chen"].unit == COUNTY
    with owners_eyes():
        _no_two_stories()


def _no_two_stories() -> None:
    """Schools stand in their township, households in the group of their address."""
    towns = {unit.name for unit in Unit._base_manager.filter(kind="township")}
    for school in Unit._base_manager.filter(kind="school").select_related("parent"):
        town = next((name for name in towns if school.name.startswith(name)), COUNTY)
        assert school.parent
        assert school.parent.name == town
    groups = {row.child_id: row.unit.name for row in
              ChildUnit._base_manager.filter(track="household").select_related("unit")}  # fmt: skip
    for child in Child._base_manager.select_related("household"):
        assert child.household
        assert groups[child.pk] == _group_of(child.household.address)


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
    assert _group_of(address) == group


def test_the_school_year_that_runs_has_begun() -> None:
    today = day_of(now())
    assert school_year(today) <= today
    assert school_year(today.replace(month=8, day=1)) < today.replace(month=8, day=1)


def test_the_command_tells_who_each_is_and_where(tmp_path: Path) -> None:
    ended = at(tmp_path).run("demo", "county", "--children", "40")
    assert ended.returncode == 0, ended.stderr
    lines = dict(re.findall(r"^登录名 (\S+)　密码 \S+　([^　\n]+)", ended.stdout, re.MULTILINE))
    assert re.fullmatch(r"王老师，班主任，\S+班 · \S+学", lines["wang"])
    assert lines["chen"] == f"陈局长，县教育局控辍保学专班，{COUNTY}"
    assert lines["audit"].endswith(COUNTY)
