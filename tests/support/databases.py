"""The tests on PostgreSQL: as the application's role, with its policies; and the owner's eyes, for what tests look up.

TEST_DATABASE_URL names the server, with a superuser. Each worker makes a database of its own, owned and migrated by one role;
a connection of the tests takes the other, the application's, when it is made. Only `owners_eyes` puts that aside.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

URL = os.environ.get("TEST_DATABASE_URL", "")
OWNER, APP = "notoneless_test_owner", "notoneless_test_app"
DATABASE = f"notoneless_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
APP_PASSWORD = hashlib.sha256(b"notoneless" + URL.encode()).hexdigest()
"""The same for every worker of a run: the roles belong to the whole server."""


def is_postgres() -> bool:
    """Whether these tests run on PostgreSQL."""
    return bool(URL)


def settings_of(server: dict[str, Any]) -> dict[str, Any]:
    """Django's settings for the tests, from those of the server."""
    options = {**server.get("OPTIONS", {}), "options": f"-c role={APP}"}
    return {**server, "NAME": DATABASE, "OPTIONS": options, "CONN_MAX_AGE": 0}


@contextmanager
def owners_eyes() -> Iterator[None]:
    """Within, all rows are seen and may be changed, as only a test may."""
    if not is_postgres():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {OWNER}")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


BROUGHT = frozenset({"django_migrations", "django_content_type", "auth_permission"})
"""Tables whose rows come with the making of the tables."""


def empty_tables() -> None:
    """Remove every row that came after the tables were made: by rows, as emptying whole tables takes PostgreSQL far longer."""
    tables = [table for table in connection.introspection.table_names() if table not in BROUGHT]
    with owners_eyes(), transaction.atomic(), connection.cursor() as cursor:
        for table in tables:  # in any order: keys are looked at when the transaction ends
            cursor.execute(f"DELETE FROM {table}")


def the(model: type[models.Model], **where: Any) -> Any:
    """The one row there is, whoever may see it."""
    with owners_eyes():
        return model._base_manager.get(**where)


def all_of(model: type[models.Model], **where: Any) -> list[Any]:
    """All rows there are, whoever may see them."""
    with owners_eyes():
        return list(model._base_manager.filter(**where))
