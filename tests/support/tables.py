"""An empty SQLite database with all tables, made once and copied wherever a test needs one.

It is kept below build/ under a name made of all that it can depend on, the whole source and the versions of what is
installed, so that a change of any of them has it made anew. A test whose subject is the making makes its tables itself.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.metadata import distributions
from pathlib import Path

from django.db import connection, connections

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "tests" / "tables"

MIGRATE = """
from pathlib import Path
from notoneless.foundation.sealing.keys import write_ring
from notoneless.kernel.sealing import fresh_ring
write_ring(fresh_ring(), Path({!r}) / "keys" / "ring.json")
import django; django.setup()
from notoneless.interfaces.frame.standing import make_tables
make_tables()
from django.db import connection
connection.cursor().execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
connection.close()
"""


def tables() -> Path:
    """The file, made now if nobody has made it yet."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = KEPT / f"{_name()}.sqlite3"
    with _alone():
        if not made.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            _make(made)
    return made


def copied(to: Path) -> Path:
    """A copy of it that its owner alone can read."""
    shutil.copyfile(tables(), to)
    to.chmod(0o600)
    return to


@contextmanager
def in_memory() -> Iterator[None]:
    """Within, the connection is to a database in memory with all tables and no rows but those of the migrations."""
    made = tables()
    with _connected_to(f"file:notoneless_{os.getpid()}?mode=memory&cache=shared"):
        connection.ensure_connection()
        with closing(sqlite3.connect(made)) as file:
            file.backup(connection.connection)
        yield


def _make(target: Path) -> None:
    """Migrate in a process and a home of its own; the file takes its name when it is whole."""
    with tempfile.TemporaryDirectory(dir=KEPT) as home:
        environment = {**os.environ, "NOTONELESS_HOME": home, "DJANGO_SETTINGS_MODULE": "notoneless.settings"}
        for name in ("NOTONELESS_KEYS", "DATABASE_URL", "DATABASE_OWNER_URL"):
            environment.pop(name, None)
        environment["PYTHONPATH"] = str(ROOT / "src")
        subprocess.run([sys.executable, "-c", MIGRATE.format(home)], env=environment, check=True)
        (Path(home) / "notoneless.sqlite3").rename(target)


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    """Within, the one connection is a new one to a database of this name."""
    settings = connections.databases["default"]
    before, settings["NAME"] = settings["NAME"], name
    with suppress(AttributeError):
        del connections["default"]
    try:
        yield
    finally:
        settings["NAME"] = before
        del connections["default"]


@contextmanager
def _alone() -> Iterator[None]:
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _name() -> str:
    told = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for path in sorted((ROOT / "src").rglob("*.py")):
        told.update(f"{path.relative_to(ROOT)} ".encode())
        told.update(path.read_bytes())
    for name in sorted(f"{each.name} {each.version}" for each in distributions()):
        told.update(name.encode())
    return f"{told.hexdigest()[:32]}-{os.getuid()}"
