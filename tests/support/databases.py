"""The tests on PostgreSQL: as the application's role, with its own wall up; and the owner's eyes, for what tests look up."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

from notoneless.foundation.access.policies import statements
from notoneless.foundation.access.roles import ROLES
from support.registry import all_actions

APP_ROLE = "notoneless_app_test"


def is_postgres() -> bool:
    """Whether these tests run on PostgreSQL."""
    return connection.vendor == "postgresql"


def settle() -> None:
    """Make the application's role and settle the test database for it, as the owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DO $$ BEGIN CREATE ROLE {APP_ROLE}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
        for statement in statements(APP_ROLE, ROLES, all_actions().values()):
            cursor.execute(statement)


def become_app() -> None:
    """From now on every connection is the application's role; emptying tables between tests stays the owner's."""
    connection.settings_dict["OPTIONS"] = {"options": f"-c role={APP_ROLE}"}
    connection.close()
    emptying = connection.ops.sql_flush

    def sql_flush(*args: Any, **kwargs: Any) -> list[str]:
        return ["RESET ROLE", "SET ROLE none", *emptying(*args, **kwargs), f"SET ROLE {APP_ROLE}"]

    connection.ops.sql_flush = sql_flush  # type: ignore[method-assign]


def become_owner() -> None:
    """Connections are the owner's again."""
    connection.settings_dict["OPTIONS"] = {}
    connection.close()


@contextmanager
def owners_eyes() -> Iterator[None]:
    """Within, queries see all rows, as only a test may."""
    if not is_postgres():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE none")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {APP_ROLE}")


def the(model: type[models.Model], **where: Any) -> Any:
    """The one row there is, whoever may see it."""
    with owners_eyes():
        return model._base_manager.get(**where)


def all_of(model: type[models.Model], **where: Any) -> list[Any]:
    """All rows there are, whoever may see them."""
    with owners_eyes():
        return list(model._base_manager.filter(**where))
