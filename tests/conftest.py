"""The database and the county for the tests of every floor."""

from collections.abc import Iterator
from typing import Any

import pytest

from support.clauses import WRITTEN, ClauseCount, mark_clauses
from support.county import County
from support.databases import empty_tables, is_postgres
from support.keeping_county import Kept


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database: in memory, or on PostgreSQL, made by its owner and used as the application."""
    from support.postgres.making import on_postgres
    from support.tables import in_memory

    with django_db_blocker.unblock(), on_postgres() if is_postgres() else in_memory():
        yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For a test whose transactions really end: its rows are removed after it."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            empty_tables()


@pytest.fixture(scope="session")
def kept() -> Kept:
    """The county as it was built for the first test that asked for it."""
    return Kept()


@pytest.fixture
def county(db: None, kept: Kept) -> County:
    """A fresh county."""
    return kept.fresh()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and count as deselected, what only PostgreSQL can do elsewhere, and what needs a browser unless asked for."""
    needs = {"postgres": is_postgres(), "browser": "browser" in (config.option.markexpr or "")}
    left_out = [
        item for item in items if any(item.get_closest_marker(need) and not there for need, there in needs.items())
    ]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
    mark_clauses(items)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--few=0`: let every scope take the form for many units. `--clauses`: count the clauses that were acted out."""
    parser.addoption(
        "--clauses", action="store_true", help="tell which clauses were acted out, and fail below the floor"
    )
    parser.addoption("--few", type=int, default=None, help="how many units still count as few")


def pytest_configure(config: pytest.Config) -> None:
    """Count the clauses where that is asked for: in the process that hears of every test."""
    if config.getoption("--clauses") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(ClauseCount(WRITTEN))


@pytest.fixture(autouse=True)
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `--few` asks for."""
    wanted = request.config.getoption("--few")
    if wanted is not None:
        monkeypatch.setattr("notoneless.foundation.access.scope.FEW", wanted)
