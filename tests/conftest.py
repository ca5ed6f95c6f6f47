"""The county for the tests of every floor, and the database they run on."""

from collections.abc import Iterator
from typing import Any

import pytest

from support.county import County, build_county
from support.postgres import URL


@pytest.fixture
def county(db: None) -> County:
    """A fresh county."""
    return build_county()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without PostgreSQL leave out, and count as such, what is about PostgreSQL alone."""
    if not URL:
        left_out = [item for item in items if item.get_closest_marker("postgres")]
        items[:] = [item for item in items if not item.get_closest_marker("postgres")]
        if left_out:
            config.hook.pytest_deselected(items=left_out)


if URL:

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
        """The database on PostgreSQL: made by its owner, used as the application."""
        from support.postgres.making import make, remove, server

        with django_db_blocker.unblock():
            make()
        yield
        with server() as connected:
            remove(connected)
