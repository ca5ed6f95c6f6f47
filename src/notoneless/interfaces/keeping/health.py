"""What `notoneless doctor` looks at."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from notoneless.foundation.access.models import Lease, Waiting
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.sealing.keys import KeyStoreDown, key_ring
from notoneless.interfaces.frame.asking import now
from notoneless.kernel.problems import Problem

LEAST_FREE = 2 * 10**9
"""Bytes of disk below which a county's next months may not fit."""

MOST_WAITING = 5000
"""Audit entries not yet chained, beyond which the sealer seems to stand still."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    is_good: bool
    told: Problem


def findings() -> Iterator[Finding]:
    """Everything, one after the other; without a database nothing that needs one."""
    yield from _keys()
    free = shutil.disk_usage(settings.HOME).free
    yield _finding(free >= LEAST_FREE, "disk", gigabytes=free // 10**9)
    yield _finding(not settings.INSECURE_HTTP, "https")
    try:
        yield from _database()
        pending = MigrationExecutor(connection)
        behind = len(pending.migration_plan(pending.loader.graph.leaf_nodes()))
        yield _finding(behind == 0, "migrations", number=behind)
        if not behind:
            yield from _running()
    except DatabaseError as error:
        yield _finding(False, "database", kind=type(error).__name__)


def _finding(is_good: bool, what: str, **params: int | str) -> Finding:
    return Finding(is_good, Problem(f"keeping.doctor_{what}_{'good' if is_good else 'bad'}", params))


def _keys() -> Iterator[Finding]:
    try:
        ring = key_ring()
    except KeyStoreDown as down:
        yield Finding(False, down.problem)
        return
    mode = stat.S_IMODE(Path(settings.KEY_RING_FILE).stat().st_mode)
    yield _finding(mode & 0o077 == 0, "keys", number=len(ring.keys), mode=f"{mode:o}")


def _database() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
            collation = str(cursor.fetchone()[0])
        yield _finding(collation in ("C", "C.UTF-8", "POSIX"), "collation", collation=collation)
        return
    wanted = {
        "journal_mode": settings.JOURNAL_MODE.lower(),
        "synchronous": "2",
        "foreign_keys": "1",
    }
    wanted |= {"secure_delete": "1", "mmap_size": "0"}
    for name, value in wanted.items():
        found = _pragma(name)
        told = {"name": name, "found": found, "wanted": value, "version": sqlite3.sqlite_version}
        yield Finding(found == value, Problem(f"keeping.doctor_pragma_{'good' if found == value else 'bad'}", told))
    whole = _pragma("quick_check")
    yield _finding(whole == "ok", "whole")


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        row = cursor.fetchone()
    return str(row[0]).lower() if row else "0"


def _running() -> Iterator[Finding]:
    alive = Lease.objects.filter(until__gt=now()).exists()
    yield _finding(alive, "worker")
    dead = Waiting.objects.filter(dead=True).count()
    yield _finding(dead == 0, "dead", number=dead)
    waiting = Entry.objects.filter(number__isnull=True).count()
    yield _finding(waiting <= MOST_WAITING, "sealer", number=waiting)
