"""What an installation stands on: settings, keys, tables as this version wants them, and on PostgreSQL two roles."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from notoneless.foundation.access.refusals import Unusable
from notoneless.interfaces.frame.clock import IDS, now
from notoneless.kernel.problems import NotonelessError, Problem

if TYPE_CHECKING:
    from notoneless.foundation.access.context import Context


def load() -> None:
    """Load the settings and everything they name. Only commands that need the database pay for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    import django

    django.setup()


def set_up() -> None:
    """Load everything, for files that their owner alone can read. Raises NotonelessError without home or keys."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    from django.conf import settings

    if not Path(settings.HOME).is_dir():
        raise NotonelessError(Problem("keeping.no_home", {"home": str(settings.HOME)}))
    from notoneless.foundation.sealing.keys import key_ring

    key_ring()
    load()


def set_up_founded() -> None:
    """As `set_up`, on a founded installation. Raises NotonelessError where it is not founded, or of another version."""
    set_up()
    from django.conf import settings
    from django.db import connection

    where = settings.DATABASES["default"]
    if connection.vendor == "sqlite" and not Path(where["NAME"]).is_file():
        raise Unusable(Problem("access.not_founded"))
    waiting = unapplied()
    if waiting:
        raise NotonelessError(Problem("keeping.unapplied", {"count": len(waiting)}))


def unapplied() -> list[str]:
    """The migrations that the database does not have yet, as `app.name`."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def make_tables() -> None:
    """Bring the tables up to date, as their owner; then set policies and rights anew. Raises NotonelessError on PostgreSQL
    without an owner."""
    from django.db import connection

    with as_owner():
        bring_up_to_date()
    if connection.vendor == "postgresql":
        settle()


def bring_up_to_date() -> None:
    """Bring the tables up to date over the connection as it is: those of an empty database at once."""
    from django.core.management import call_command
    from django.db import connection

    if not connection.introspection.table_names():
        _make_at_once()
    call_command("migrate", verbosity=0)


def _make_at_once() -> None:
    """In an empty database: every table as the models have it now, and every migration noted as done, or nothing at all.

    Walking all migrations comes to the same tables, ten times as slowly; a test holds the two beside each other.
    """
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    done = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        editor.create_model(done.Migration)
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for app, name in MigrationLoader(None).disk_migrations:
            done.Migration.objects.using(connection.alias).create(app=app, name=name)


@contextmanager
def as_owner() -> Iterator[None]:
    """Within, the one connection is that of the tables' owner, whom no policy binds: for what touches every row there is.

    A second name for it would not do: migrations of libraries use the first one beside it, and would wait for themselves.
    On SQLite there is no owner but the program itself. Raises NotonelessError on PostgreSQL without an owner's connection.
    """
    from django.conf import settings
    from django.db import connection, connections

    if connection.vendor != "postgresql":
        yield
        return
    if "owner" not in settings.DATABASES:
        raise NotonelessError(Problem("postgres.no_owner"))
    application, connections["default"] = connections["default"], connections["owner"]
    try:
        yield
    finally:
        connections["default"] = application


def settle() -> str:
    """Set policies and rights of PostgreSQL anew; the application's role. Raises NotonelessError without an owner."""
    from django.conf import settings
    from django.db import connections

    from notoneless.foundation.access.settling import settle_database
    from notoneless.interfaces.frame.registry import all_actions

    if "owner" not in settings.DATABASES:
        raise NotonelessError(Problem("postgres.no_owner"))
    app_role = str(settings.DATABASES["default"]["USER"])
    settle_database(connections["owner"], app_role, all_actions())
    return app_role


def refuse_unguarded() -> None:
    """Raise NotonelessError where PostgreSQL would not guard each row: the program does not serve without that."""
    from django.db import connection

    from notoneless.foundation.access.settling import troubles

    for problem in troubles(connection):
        raise NotonelessError(problem)


def system() -> "Context":
    """The program acting by itself, now. Raises Unusable before a county is founded."""
    from notoneless.foundation.access.founding import system_context

    return system_context(IDS, now())
