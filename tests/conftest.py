"""The database and the county for the tests of every floor."""

from collections.abc import Iterator
from typing import Any

import pytest

from support.county import County, build_county
from support.databases import become_app, become_owner, is_postgres, settle


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database; on PostgreSQL settled for the application's role, which all tests then are."""
    if not is_postgres():
        yield
        return
    with django_db_blocker.unblock():
        settle()
        become_app()
    yield
    with django_db_blocker.unblock():
        become_owner()


@pytest.fixture
def county(db: None) -> County:
    """A fresh county."""
    return build_county()
