"""Every table says what it holds, those that libraries bring as well as our own."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from notoneless.foundation.access.foreign import FOREIGN, undeclared_columns
from notoneless.foundation.sealing.registry import Keep, Level, Purpose
from support.browsing import sign_in
from support.county import County
from support.databases import owners_eyes


def foreign_tables() -> dict[str, list[str]]:
    """The columns of every table in the database that is not ours, whether a model knows it or not."""
    ours = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("notoneless.")}
    with owners_eyes(), connection.cursor() as cursor:
        described = connection.introspection
        tables = sorted(set(described.table_names(cursor)) - ours)
        return {table: [column.name for column in described.get_table_description(cursor, table)] for table in tables}


@pytest.mark.django_db
def test_every_column_of_every_foreign_table_is_declared() -> None:
    tables = foreign_tables()
    assert {"django_session", "django_migrations", "mfa_authenticator", "axes_accessattempt"} <= set(tables)
    assert list(undeclared_columns(tables)) == []


@pytest.mark.django_db
def test_a_table_nobody_has_declared_is_told() -> None:
    with owners_eyes(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE brought_along (id integer, child_name varchar(60))")
    assert list(undeclared_columns(foreign_tables())) == ["brought_along.child_name", "brought_along.id"]


@pytest.mark.django_db
def test_a_column_that_an_upgrade_brings_is_told() -> None:
    with owners_eyes(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_session ADD COLUMN address varchar(45)")
    assert list(undeclared_columns(foreign_tables())) == ["django_session.address"]


def test_what_is_declared_and_not_there_is_told() -> None:
    tables: dict[str, Any] = {table: list(told.columns) for table, told in FOREIGN.items()}
    tables["auth_group"].remove("name")
    del tables["django_content_type"]
    gone = ["auth_group.name", *(f"django_content_type.{name}" for name in ("app_label", "id", "model"))]
    assert list(undeclared_columns(tables)) == gone


@pytest.mark.parametrize("table", sorted(FOREIGN))
def test_a_declaration_has_its_reason_and_fits_what_it_says(table: str) -> None:
    told = FOREIGN[table]
    assert told.why.endswith(".")
    assert told.columns
    for name, each in told.columns.items():
        assert each.seen is None, name
        # a library's table is no place for a child: what is sensitive in it are secrets of those who sign in
        assert each.level is not Level.CHILD, name
        assert each.purpose in (Purpose.RUN, Purpose.SECURE), name
        assert each.keep is not Keep.ALWAYS or each.purpose is Purpose.RUN, name


def test_tables_that_are_said_to_be_empty_are(county: County) -> None:
    for who in ("王老师", "陈局长"):
        sign_in(county, who)
    with owners_eyes(), connection.cursor() as cursor:
        for table, told in FOREIGN.items():
            cursor.execute(f"SELECT count(*) FROM {table}")
            (rows,) = cursor.fetchone()
            assert not (told.is_empty and rows), table
        for table in ("django_session", "mfa_authenticator"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0], table
