"""A PostgreSQL database out and in, in PostgreSQL's own format, as the owner of its tables: no policy hides a row."""

import os
import shutil
from pathlib import Path
from subprocess import DEVNULL, run
from typing import Any

from notoneless.interfaces.frame.standing import as_owner, settle
from notoneless.interfaces.keeping.contents import Held, check_chain, check_counts, held
from notoneless.kernel.problems import NotonelessError, Problem


def dump(copy: Path) -> Held:
    """Write a dump of one instant, and tell what it holds. Raises NotonelessError without `pg_dump` or without an owner."""
    from django.db import connection, transaction

    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _tool("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={copy}")
        return held(cursor, connection.introspection.table_names(cursor))


def refuse_used() -> None:
    """Raise NotonelessError where the database has tables: a backup is restored into an empty one."""
    from django.db import connection

    with as_owner():
        tables = connection.introspection.table_names()
    if tables:
        raise NotonelessError(Problem("keeping.database_not_empty"))


def load_dump(copy: Path, tables: dict[str, int], root: dict[str, Any] | None) -> None:
    """Restore a dump into the empty database, verify it, and set policies and rights for this installation's roles.

    Raises NotonelessError, and the database is empty again, where it is not what was promised.
    """
    from django.db import connection

    with as_owner():
        try:
            _tool("pg_restore", "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction", str(copy))
            with connection.cursor() as cursor:
                found = held(cursor, connection.introspection.table_names(cursor))
            check_counts(found.tables, tables)
            check_chain(root)
        except BaseException:
            empty()
            raise
    settle()


def empty() -> None:
    """Remove everything from the database of the open connection, which must be its owner's."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS reach CASCADE")
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _tool(name: str, *words: str) -> None:
    """Run one of PostgreSQL's own tools; the password goes by the environment, where no list of processes shows it."""
    from django.conf import settings

    if shutil.which(name) is None:
        raise NotonelessError(Problem("keeping.no_pg_tools", {"tool": name}))
    where = settings.DATABASES["owner"]
    told = {"PGHOST": where["HOST"], "PGPORT": where["PORT"], "PGUSER": where["USER"], "PGPASSWORD": where["PASSWORD"]}
    database = ["--dbname", where["NAME"]]
    environment = {**os.environ, **{key: value for key, value in told.items() if value}}
    done = run([name, *database, *words], env=environment, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, check=False)
    if done.returncode:
        raise NotonelessError(Problem("keeping.pg_failed", {"tool": name, "code": done.returncode}))
