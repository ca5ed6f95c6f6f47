"""Making the database of the tests, and taking it away."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

from notoneless.foundation.access.settling import settle_database
from notoneless.interfaces.frame.registry import all_actions
from notoneless.interfaces.frame.standing import bring_up_to_date
from support.databases import APP, APP_PASSWORD, DATABASE, OWNER, URL, owners_eyes

LOCK = 20260901
"""What workers take turns by while they make roles, which belong to the whole server."""


def server() -> psycopg.Connection:
    """A connection to the server, as its superuser."""
    return psycopg.connect(URL, dbname="postgres", autocommit=True)


def as_app() -> psycopg.Connection:
    """A connection as the application itself makes it: signed in with its role, able to take no other."""
    parts = urlsplit(URL)
    where = {"host": parts.hostname or "127.0.0.1", "port": parts.port or 5432, "dbname": DATABASE}
    return psycopg.connect(**where, user=APP, password=APP_PASSWORD, autocommit=True)


@contextmanager
def on_postgres() -> Iterator[None]:
    """Within, there is the database of the tests."""
    make()
    yield
    with server() as connected:
        remove(connected)


def make() -> None:
    """An empty database that compares bytes, the two roles, all tables, policies and rights."""
    with server() as connected:
        connected.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        for role in (OWNER, APP):
            if not connected.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connected.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        connected.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        remove(connected)
        connected.execute(
            f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    with owners_eyes():
        bring_up_to_date()
        settle_database(connection, APP, all_actions())
    connection.close()


def let_in() -> None:
    """Give both roles the password of the tests, for connections of their own."""
    with server() as connected:
        connected.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        for role in (OWNER, APP):
            secret = sql.Literal(APP_PASSWORD)
            connected.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), secret))


def remove(connected: psycopg.Connection) -> None:
    """Remove the database, whoever is still connected."""
    connected.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
