"""PostgreSQL made safe for the program: policies and rights set by the owner, and what `notoneless doctor` asks of them.

The owner of the tables migrates them and is bound by no policy; the program works as another role, the application's, which can
neither change tables nor what the audit holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.columns import ByteOrdered
from notoneless.foundation.access.policies import PREFIX, SCHEMA, guarded, statements
from notoneless.foundation.access.roles import ROLES, Roles
from notoneless.kernel.problems import NotonelessError, Problem

GROWING: Mapping[str, str] = {
    "audit_entry": "SELECT, INSERT, UPDATE (number, link)",
    "audit_payload": "SELECT, INSERT, DELETE",
    "audit_day_root": "SELECT, INSERT, UPDATE",
    "access_unit_closure": "SELECT, INSERT",
    "django_migrations": "SELECT",
}
"""Rights on the tables that not everything may be done to. The sealer fills two columns, retention deletes payloads."""

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"

COLLATIONS = frozenset({"C", "C.UTF-8", "C.utf8", "POSIX"})
"""Those that compare bytes. Names are searched as ranges of their tokens and sorted by a stored key."""


def settle_database(
    owner: BaseDatabaseWrapper, app_role: str, actions: Mapping[str, Action[Any]], roles: Roles = ROLES
) -> None:
    """Set policies and rights anew, in one transaction, as the owner of the tables. `actions`: the registry, complete.

    Does the same however often it is called. Raises NotonelessError where the application is the owner or a superuser:
    no policy would bind it.
    """
    with transaction.atomic(using=owner.alias), owner.cursor() as cursor:
        _refuse_unbound(cursor, app_role)
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        tables = sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
        for table, policy in cursor.fetchall():
            cursor.execute(f"DROP POLICY {_quoted(policy)} ON public.{_quoted(table)}")
        targets = {code: action.parameters for code, action in actions.items()}
        cursor.execute("SELECT current_database()")
        cursor.execute(f"REVOKE CREATE, TEMPORARY ON DATABASE {_quoted(cursor.fetchone()[0])} FROM PUBLIC")
        for statement in (*statements(targets, roles), *rights(app_role, tables)):
            cursor.execute(statement)


def _refuse_unbound(cursor: Any, app_role: str) -> None:
    cursor.execute(
        "SELECT rolname = current_user OR rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [app_role]
    )
    found = cursor.fetchone()
    if found is None:
        raise NotonelessError(Problem("postgres.no_role", {"role": app_role}))
    if found[0]:
        raise NotonelessError(Problem("postgres.unbound", {"role": app_role}))


def rights(app_role: str, tables: Sequence[str]) -> Iterator[str]:
    """What the application may do to each table: nothing but what is named, and no table of its own."""
    role = _quoted(app_role)
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    for kind in ("TABLES", "SEQUENCES"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM PUBLIC, {role}"
    yield f"REVOKE ALL ON SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public, {SCHEMA} TO {role}"
    for table in tables:
        yield f"GRANT {GROWING.get(table, EVERYTHING)} ON public.{_quoted(table)} TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} TO {role}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def troubles(connection: BaseDatabaseWrapper) -> Iterator[Problem]:
    """What is wrong with a PostgreSQL database, as the application sees it; nothing for another kind of database."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for column, collation in _wrongly_ordered(cursor):
            yield Problem("postgres.collation", {"column": column, "collation": collation})
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        role, is_above = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        if is_above or cursor.fetchone()[0]:
            yield Problem("postgres.unbound", {"role": str(role)})
        cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
        if cursor.fetchone()[0]:
            yield Problem("postgres.may_create", {"role": str(role)})
        for table in _unguarded(cursor):
            yield Problem("postgres.unguarded", {"table": table})


def _wrongly_ordered(cursor: Any) -> Iterator[tuple[str, str]]:
    """Columns that are searched by range and sorted, but in another order than that of their bytes."""
    for model in guarded():
        for field in model._meta.concrete_fields:
            if isinstance(field, ByteOrdered):
                table = model._meta.db_table
                cursor.execute(
                    "SELECT CASE c.collname WHEN 'default' THEN d.datcollate ELSE c.collname END FROM pg_attribute a"
                    " JOIN pg_collation c ON c.oid = a.attcollation JOIN pg_database d ON d.datname = current_database()"
                    " WHERE a.attrelid = %s::regclass AND a.attname = %s",
                    [f"public.{table}", field.column],
                )
                collation = str(cursor.fetchone()[0])
                if collation not in COLLATIONS:
                    yield f"{table}.{field.column}", collation


def _unguarded(cursor: Any) -> list[str]:
    """Tables whose rows are not guarded by all their policies."""
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND p.polname LIKE %s"
        " GROUP BY c.relname HAVING count(*) = 4",
        [f"{PREFIX}%"],
    )
    whole = {row[0] for row in cursor.fetchall()}
    return sorted({model._meta.db_table for model in guarded()} - whole)
