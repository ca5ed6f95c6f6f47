"""What every command that needs the database does first, and what it takes to make an installation."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from notoneless.foundation.access.refusals import Unusable
from notoneless.interfaces.jobs.clock import IDS, now
from notoneless.kernel.problems import NotonelessError, Problem


def set_up() -> None:
    """Set Django up, with files that their owner alone can read. Raises NotonelessError without home or keys."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    import django
    from django.conf import settings

    if not Path(settings.HOME).is_dir():
        raise NotonelessError(Problem("keeping.no_home", {"home": str(settings.HOME)}))
    from notoneless.foundation.sealing.keys import key_ring

    key_ring()
    django.setup()


def set_up_founded() -> None:
    """Set Django up on a founded installation. Raises NotonelessError where it is not founded, or of another version."""
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


@dataclass(frozen=True)
class Made:
    """A new installation: where it is, and the one-time token of each administrator."""

    home: Path
    keys: Path
    tokens: dict[str, str]


def make_installation(county: str, suite: str) -> Made:
    """Make home, keys and database, and found the county. Raises Unusable, changing nothing, where one is founded."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    from django.conf import settings

    home, keys = Path(settings.HOME), Path(settings.KEY_RING_FILE)
    _make_home(home)
    _make_keys(keys, suite)
    import django

    django.setup()
    from notoneless.foundation.access.founding import found_county
    from notoneless.foundation.audit.rules import day_of
    from notoneless.interfaces.frame.standing import make_tables

    _refuse_founded()
    make_tables()
    founded = found_county(IDS, now(), county, day_of(now()))
    return Made(home, keys, founded.tokens)


def renew_links() -> dict[str, str]:
    """New one-time tokens, by role, for administrators who have never entered: their links may have been lost or be too old.

    Raises Unusable where each of them has a password by now. Recorded.
    """
    set_up_founded()
    from django.db import transaction

    from notoneless.foundation.access.founding import ADMINISTRATORS, new_link, system_context
    from notoneless.foundation.access.models import Grant
    from notoneless.foundation.access.recording import recorded
    from notoneless.foundation.audit.models import Outcome

    ctx = system_context(IDS, now())
    with transaction.atomic():
        rows = Grant._base_manager.filter(role__in=ADMINISTRATORS).select_related("account").order_by("id")
        never = [row for row in rows if not row.account.has_usable_password() and row.account.last_login is None]
        if not never:
            raise Unusable(Problem("access.founded_already"))
        for row in never:
            recorded(ctx, "county.link", Outcome.DONE, {"role": row.role}, [row.account])
        return {row.role: new_link(ctx, row.account) for row in never}


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if home.stat().st_mode & 0o077 and not any(home.iterdir()):
            home.chmod(0o700)
    except OSError as error:
        raise NotonelessError(Problem("keeping.home_unusable", {"home": str(home)})) from error
    if home.stat().st_mode & 0o077:
        raise NotonelessError(Problem("keeping.home_open", {"home": str(home)}))


def _make_keys(path: Path, suite: str) -> None:
    from notoneless.foundation.sealing.keys import key_ring, write_ring
    from notoneless.kernel.sealing import fresh_ring

    if path.exists():
        key_ring()
        return
    _refuse_lost_keys()
    ring = fresh_ring(suite)
    ring.open(ring.close("", "trial"), "trial")  # the machine may not have the suite
    write_ring(ring, path)


def _refuse_lost_keys() -> None:
    """A database without its keys is not to get new ones: nothing in it would open any more."""
    from django.conf import settings

    name = settings.DATABASES["default"]["NAME"]
    if isinstance(name, Path) and name.exists():
        raise NotonelessError(Problem("sealing.key_store_down"))


def _refuse_founded() -> None:
    """Before migrating: a second run changes nothing."""
    from django.db import connection

    from notoneless.foundation.access.models import Unit

    tables = connection.introspection.table_names()
    if Unit._meta.db_table in tables and Unit._base_manager.exists():
        raise Unusable(Problem("access.founded_already"))


def rotate_keys(suite: str) -> int:
    """Add a key to the ring; its number. Recorded before it is written: a record without a key harms nobody."""
    from django.conf import settings

    from notoneless.foundation.access.founding import system_context
    from notoneless.foundation.access.recording import recorded
    from notoneless.foundation.audit.models import Outcome
    from notoneless.foundation.sealing.keys import key_ring, write_ring
    from notoneless.kernel.sealing import with_new_key

    ring = with_new_key(key_ring(), suite)
    ring.open(ring.close("", "trial"), "trial")
    number = ring.keys[-1].number
    recorded(system_context(IDS, now()), "keys.rotate", Outcome.DONE, {"number": number, "suite": suite})
    write_ring(ring, Path(settings.KEY_RING_FILE))
    return number


def renew_everything() -> Iterator[Problem]:
    """Seal everything again under the newest key; after each table what was done. Recorded at the end."""
    from notoneless.foundation.access.founding import system_context
    from notoneless.foundation.access.recording import recorded
    from notoneless.foundation.attachments import store
    from notoneless.foundation.audit.models import Outcome
    from notoneless.foundation.sealing.renewing import renew_rows, sealed_columns

    whole = 0
    for model, columns in sealed_columns():
        batches = list(renew_rows(model, columns))
        looked, renewed = sum(batch[0] for batch in batches), sum(batch[1] for batch in batches)
        whole += renewed
        table = model._meta.db_table
        yield Problem("keeping.renewed", {"table": table, "looked": looked, "renewed": renewed})
    renewed = sum(store.renew(path) for path in store.files())
    yield Problem("keeping.files_renewed", {"renewed": renewed})
    recorded(system_context(IDS, now()), "keys.renew", Outcome.DONE, {"rows": whole, "files": renewed})
