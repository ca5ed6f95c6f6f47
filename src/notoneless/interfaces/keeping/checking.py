"""`notoneless doctor`: what must be so for the installation to keep its promises."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from notoneless.interfaces.frame.clock import now
from notoneless.interfaces.frame.standing import unapplied
from notoneless.interfaces.keeping.certificates import folder_of, server_ends
from notoneless.kernel.problems import Problem

LEAST_FREE_MB = 500
"""Megabytes that must be free."""

_CERTIFICATE_LEFT = timedelta(days=14)
"""A certificate that ends sooner is told: it is made anew when the server starts."""

_CLOCK_MAY_LAG = timedelta(minutes=5)
_LIKELY_YEARS = range(2026, 2100)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is as it must be, and the sentence."""

    good: bool
    told: Problem


def examine() -> Iterator[Finding]:
    """Everything that is looked at, in this order."""
    from django.db import connection

    yield from _files()
    yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()
    waiting = unapplied()
    yield Finding(not waiting, Problem("keeping.migrations", {"count": len(waiting)}))
    if not waiting:
        yield from _work()
    yield from _web()


def _files() -> Iterator[Finding]:
    from django.conf import settings

    keys, home = Path(settings.KEY_RING_FILE), Path(settings.HOME)
    mode = keys.stat().st_mode & 0o777
    yield _private(mode & 0o177 == 0, "keys", mode, keys)
    mode = home.stat().st_mode & 0o777
    yield _private(mode & 0o077 == 0, "home", mode, home)
    database = settings.DATABASES["default"]["NAME"]
    apart = Path(settings.ATTACHMENTS) not in keys.parents and keys != database
    yield Finding(apart, Problem("keeping.keys_outside"))
    ends = server_ends(folder_of(keys))
    if ends is not None:  # only where the program speaks TLS itself
        yield Finding(ends - now() > _CERTIFICATE_LEFT, Problem("keeping.certificate", {"day": f"{ends:%Y-%m-%d}"}))
    free = shutil.disk_usage(home).free // 1024 // 1024
    yield Finding(free >= LEAST_FREE_MB, Problem("keeping.disk", {"free": free, "least": LEAST_FREE_MB}))


def _private(good: bool, what: str, mode: int, path: Path) -> Finding:
    """That something is its owner's alone, or what to run so that it will be."""
    told: dict[str, str | int | Problem] = {"mode": f"{mode:04o}"}
    return Finding(
        good, Problem(f"keeping.{what}_mode" if good else f"keeping.{what}_shared", told | {"path": str(path)})
    )


def _sqlite() -> Iterator[Finding]:
    """What the open connection really uses, whatever the settings say."""
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:

        def pragma(name: str) -> str:
            cursor.execute(f"PRAGMA {name}")
            row = cursor.fetchone()
            return str(row[0]) if row else ""

        wanted, found = str(settings.JOURNAL_MODE), pragma("journal_mode").upper()
        told: dict[str, str | int | Problem] = {"version": sqlite3.sqlite_version, "wanted": wanted, "found": found}
        yield Finding(wanted == found, Problem("keeping.sqlite", told))
        for name, value in (("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1"), ("mmap_size", "0")):
            found = pragma(name) or "0"
            yield Finding(found == value, Problem("keeping.pragma", {"name": name, "wanted": value, "found": found}))
        found = pragma("quick_check")
        yield Finding(found == "ok", Problem("keeping.integrity", {"found": found[:100]}))


def _postgresql() -> Iterator[Finding]:
    from django.db import connection

    from notoneless.foundation.access.settling import troubles

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        yield Finding(True, Problem("keeping.postgresql", {"version": cursor.fetchone()[0]}))
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute("SELECT current_setting(%s)", [name])
            found = cursor.fetchone()[0]
            yield Finding(found == "on", Problem("keeping.pragma", {"name": name, "wanted": "on", "found": found}))
    problems = list(troubles(connection))
    yield from (Finding(False, problem) for problem in problems)
    if not problems:
        yield Finding(True, Problem("postgres.sound"))


def _work() -> Iterator[Finding]:
    from notoneless.foundation.access.models import Waiting
    from notoneless.foundation.audit.models import Entry
    from notoneless.interfaces.jobs.ticking import is_held

    at = now()
    alive = is_held(at)
    yield Finding(alive, Problem("keeping.worker_alive" if alive else "keeping.worker_dead"))
    dead = Waiting.objects.filter(dead=True).count()
    yield Finding(not dead, Problem("keeping.dead_letters", {"count": dead}))
    last = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    sane = at.year in _LIKELY_YEARS and (last is None or last <= at + _CLOCK_MAY_LAG)
    yield Finding(sane, Problem("keeping.clock" if sane else "keeping.clock_wrong"))


def _web() -> Iterator[Finding]:
    from django.conf import settings

    safe = bool(settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)
    yield Finding(safe, Problem("keeping.https", {"found": Problem("keeping.yes" if safe else "keeping.no")}))
