"""Backups: one archive with the database, the attachments and a manifest that the keys vouch for. Never the keys."""

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from notoneless import __version__
from notoneless.interfaces.frame.clock import now
from notoneless.interfaces.keeping.contents import Held, held
from notoneless.interfaces.keeping.postgres import dump
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.sealing import KeyRing
from notoneless.tabular.scratch import begun

MANIFEST, VOUCHED = "manifest.json", "manifest.hmac"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""What the database is called in an archive, by its kind."""
ATTACHMENTS = "attachments/"
FORMAT = 1
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What an archive holds: rows by table, the last link of the audit, the state of the schema, hash and bytes of each member.

    `sizes` is empty in backups of before it was written.
    """

    kind: str
    made_at: str
    program: str
    tables: dict[str, int]
    migrations: list[str]
    root: dict[str, Any] | None
    ring: dict[str, str]
    members: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT

    def as_text(self) -> str:
        """The manifest as the archive holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(self.tables.values())

    @property
    def attachments(self) -> int:
        """How many attached files there are."""
        return sum(name.startswith(ATTACHMENTS) for name in self.members)


def ring_marks(ring: KeyRing) -> dict[str, str]:
    """What tells each key of a ring and nothing of it, by its number."""
    return {str(key.number): KeyRing((key,), b"").index("ring", "backup").hex() for key in ring.keys}


def vouched(ring: KeyRing, text: str) -> list[str]:
    """What may vouch for a manifest, under each key of the ring, the newest last."""
    return [mark.hex() for mark in ring.indexes(text, "backup/manifest")]


def make_backup(target: Path) -> Manifest:
    """Write a backup beside `target` and move it there whole. Raises NotonelessError, and leaves nothing, where it cannot."""
    from django.db import connection

    if target.exists():
        raise NotonelessError(Problem("keeping.backup_in_the_way", {"file": str(target)}))
    from notoneless.foundation.audit.services import seal_entries

    seal_entries()
    try:
        with _scratch() as folder:
            copy = folder / DATABASES[connection.vendor]
            found = _copy_sqlite(copy) if connection.vendor == "sqlite" else dump(copy)
            manifest = _manifest(connection.vendor, found)
            _write(target, copy, manifest)
    except OSError as error:
        raise NotonelessError(Problem("keeping.backup_unwritable", {"file": str(target)})) from error
    return manifest


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder within the home that is gone at the end; what a killed run left there is swept by the worker."""
    from django.conf import settings

    beneath = Path(settings.HOME) / "tmp"
    beneath.mkdir(mode=0o700, exist_ok=True)
    with begun(Path(tempfile.mkdtemp(dir=beneath))) as folder:
        yield folder


def _copy_sqlite(copy: Path) -> Held:
    from django.conf import settings

    place = settings.DATABASES["default"]["NAME"]
    with closing(sqlite3.connect(place)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
        check_whole(database)
        return held(database.cursor(), table_names(database))


def _manifest(kind: str, found: Held) -> Manifest:
    from notoneless.foundation.sealing.keys import key_ring

    members = {DATABASES[kind]: "", **{f"{ATTACHMENTS}{name}": "" for name in sorted(found.attachments)}}
    marks = ring_marks(key_ring())
    return Manifest(kind, now().isoformat(), __version__, found.tables, found.migrations, found.root, marks, members)


def check_whole(database: sqlite3.Connection) -> None:
    """Raise NotonelessError for a database that is damaged, or whose rows point to nothing."""
    try:
        found = [str(row[0]) for row in database.execute("PRAGMA integrity_check")]
        dangling = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise NotonelessError(Problem("keeping.database_broken", {"what": type(error).__name__})) from error
    if found != ["ok"] or dangling:
        what = found[0] if found != ["ok"] else f"{dangling[0][0]} -> {dangling[0][2]}"
        raise NotonelessError(Problem("keeping.database_broken", {"what": what[:200]}))


def table_names(database: sqlite3.Connection) -> list[str]:
    """The tables of a SQLite file."""
    rows = database.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY 1")
    return [name for (name,) in rows]


def _write(target: Path, copy: Path, manifest: Manifest) -> None:
    from django.conf import settings

    from notoneless.foundation.sealing.keys import key_ring

    _sweep(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.partial")
    paths = {
        name: copy if name == copy.name else _attachment(Path(settings.ATTACHMENTS), name) for name in manifest.members
    }
    missing = sum(not path.is_file() for path in paths.values())
    if missing:
        raise NotonelessError(Problem("keeping.attachments_missing", {"count": missing}))
    try:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, path in paths.items():
                    manifest.members[name], manifest.sizes[name] = _put(archive, name, path)
                archive.writestr(MANIFEST, manifest.as_text())
                archive.writestr(VOUCHED, vouched(key_ring(), manifest.as_text())[-1])
            file.flush()
            os.fsync(file.fileno())
        beside.rename(target)
        sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def _attachment(folder: Path, member: str) -> Path:
    name = member.removeprefix(ATTACHMENTS)
    return folder / name[:2] / name


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> tuple[str, int]:
    """Put a file into an archive; its hash and its bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += target.write(piece)
    return digest.hexdigest(), size


def _sweep(target: Path) -> None:
    """Remove what backups to the same place left when they were killed."""
    for left in target.parent.glob(f".{target.name}.*.partial"):
        with suppress(OSError, ValueError):
            try:
                os.kill(int(left.name.split(".")[-2]), 0)
            except ProcessLookupError:
                left.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
