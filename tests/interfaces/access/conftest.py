"""People of the county with browsers, and a clock that the test moves."""

from collections.abc import Callable

import pytest

from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking
from support.browsing import Visitor
from support.county import County, Instants
from support.person import Person


@pytest.fixture
def client() -> Visitor:
    """Somebody's browser."""
    return Visitor()


@pytest.fixture
def clock(county: County, monkeypatch: pytest.MonkeyPatch) -> Instants:
    """The county's time is the time of the web, and of allauth's records."""
    for room in (asking, adapters, backend, sessions):
        monkeypatch.setattr(room, "now", lambda: county.time.at)

    def seconds() -> float:
        return county.time.at.timestamp()

    monkeypatch.setattr("time.time", seconds)
    return county.time


@pytest.fixture
def person(county: County, clock: Instants) -> Callable[[str], Person]:
    """One of the cast."""

    def browsing(who: str) -> Person:
        return Person(county, who)

    return browsing


@pytest.fixture
def system(person: Callable[[str], Person]) -> Person:
    """The system administrator, in with a second factor."""
    return person("系统管理员").chose().with_app().comes_in()


@pytest.fixture
def security(person: Callable[[str], Person]) -> Person:
    """The security administrator, in with a second factor."""
    return person("安全管理员").chose().with_app().comes_in()
