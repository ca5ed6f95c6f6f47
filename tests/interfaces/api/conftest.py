"""The web's clock is the county's, and programs of some of the cast."""

import pytest

from notoneless.interfaces.frame import asking, clock
from support.county import County
from support.programs import Program, give_token
from support.registry import all_permissions


@pytest.fixture(autouse=True, scope="session")
def registry() -> None:
    """All rooms have said what may be done, as in a program that runs: what a token may carry is read from there."""
    assert all_permissions()


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "now", lambda: county.time.at)
    monkeypatch.setattr(clock, "now", lambda: county.time.at)


@pytest.fixture
def officer(county: County) -> Program:
    """A program of the county's officer."""
    return Program(county, give_token(county, "陈局长"))


@pytest.fixture
def teacher(county: County) -> Program:
    """A program of a teacher with one class."""
    return Program(county, give_token(county, "王老师"))
