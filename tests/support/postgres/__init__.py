"""The suite on PostgreSQL: a database of each worker, migrated by an owner, used as the application's role with its policies.

TEST_DATABASE_URL names the server, with a superuser. The connection of the tests takes the role of the application when it is
made; only `owners_eyes` puts it aside, for what a test reads or changes behind the program's back.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

URL = os.environ.get("TEST_DATABASE_URL", "")
OWNER, APP = "notoneless_test_owner", "notoneless_test_app"
DATABASE = f"notoneless_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
APP_PASSWORD = secrets.token_hex(16)


def settings_of(url: dict[str, Any]) -> dict[str, Any]:
    """Django's settings for the tests, from those of the server."""
    options = {"options": f"-c role={APP}"}
    return {**url, "ENGINE": "support.postgres", "NAME": DATABASE, "OPTIONS": options, "CONN_MAX_AGE": 0}


@contextmanager
def owners_eyes() -> Iterator[None]:
    """See and change all rows, as the owner of the tables: for what a test knows and the program must not. On SQLite, nothing."""
    if not URL:
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
