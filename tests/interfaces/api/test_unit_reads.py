"""The units in reach for programs: without their ids no county could be filled from outside."""

import json

import pytest
from click.testing import CliRunner

from notoneless.foundation.access import selectors
from notoneless.interfaces.api.cli import VARIABLE
from notoneless.interfaces.shell.cli import cli
from support.county import County
from support.programs import Program, give_token


def test_units_come_a_page_at_a_time_and_by_search(
    county: County, officer: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "UNITS_AT_ONCE", 5)
    seen: list[str] = []
    address = "units"
    while address:
        page = officer.get(address).json()
        seen += [line["id"] for line in page["lines"]]
        address = page["following"] and f"units?after={page['following']}"
    assert set(seen) == set(map(str, county.units.values()))
    assert len(seen) == len(set(seen))
    found = officer.post("units/search", {"search": "清溪 三年级"}).json()["lines"]
    assert {line["name"] for line in found} == {"三年级（1）班", "三年级（2）班"}
    assert officer.get("units?search=x").status_code == 422


def test_the_units_of_a_teacher_are_few_and_of_nobody_none(county: County, teacher: Program) -> None:
    lines = teacher.get("units").json()["lines"]
    assert [line["name"] for line in lines] == ["三年级（1）班"]
    assert Program(county, None).get("units").status_code == 401


def test_units_on_the_command_line(county: County) -> None:
    def run(*words: str) -> list[str]:
        env = {VARIABLE: give_token(county, "陈局长")}
        result = CliRunner().invoke(cli, ["units", "list", *words], env=env)
        assert result.exit_code == 0, result.output
        return [line["id"] for line in json.loads(result.stdout)["lines"]]

    assert len(run()) == len(county.units)
    assert run("--search", "柳树村一组") == [str(county.units["group_a"])]
