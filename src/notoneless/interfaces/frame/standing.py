"""Django made ready, for the commands that need it; and contexts outside of the web."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notoneless.foundation.access.context import Context
    from notoneless.foundation.access.founding import Founded


def set_up() -> None:
    """Load the settings and everything they name. Only commands that need the database pay for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    import django

    django.setup()


def found(county: str, suite: str) -> "Founded":
    """Found everything: folder, keys, tables, the county. Keys that are there are kept: they may belong to a backup.

    Raises Unusable if a county is there already.
    """
    from pathlib import Path

    from django.conf import settings

    from notoneless.foundation.access.founding import found_county
    from notoneless.foundation.audit.rules import day_of
    from notoneless.foundation.sealing.keys import write_ring
    from notoneless.interfaces.frame.asking import IDS, now
    from notoneless.kernel.sealing import fresh_ring

    Path(settings.HOME).mkdir(mode=0o700, parents=True, exist_ok=True)
    ring = Path(settings.KEY_RING_FILE)
    if not ring.exists():
        write_ring(fresh_ring(suite), ring)
    make_tables()
    at = now()
    return found_county(IDS, at, county, day_of(at))


def make_tables() -> None:
    """Bring the tables up to date, as their owner where there is one; then set policies and rights anew."""
    from django.conf import settings
    from django.core.management import call_command

    with as_owner():
        call_command("migrate", verbosity=0)
    if "owner" in settings.DATABASES:
        settle()


@contextmanager
def as_owner() -> Iterator[None]:
    """Within, the one connection is the owner's, where there is an owner.

    A second name for it would not do: migrations of libraries use the first one beside it, and would wait for themselves.
    """
    from django.conf import settings
    from django.db import connections

    if "owner" not in settings.DATABASES:
        yield
        return
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
    from notoneless.kernel.problems import NotonelessError, Problem

    if "owner" not in settings.DATABASES:
        raise NotonelessError(Problem("postgres.no_owner"))
    app_role = str(settings.DATABASES["default"]["USER"])
    settle_database(connections["owner"], app_role, all_actions())
    return app_role


def system() -> "Context":
    """The program acting by itself, now. Raises Unusable before a county is founded."""
    from notoneless.foundation.access.founding import system_context
    from notoneless.interfaces.frame.asking import IDS, now

    return system_context(IDS, now())
