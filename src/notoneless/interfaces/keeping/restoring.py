"""Putting a backup back: verified in full beside its place before anything in the home is touched."""

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from notoneless.interfaces.jobs.clock import now
from notoneless.interfaces.keeping.archives import (
    ATTACHMENTS,
    DATABASES,
    FORMAT,
    MANIFEST,
    PIECE,
    VOUCHED,
    Manifest,
    check_whole,
    ring_marks,
    sync_folder,
    table_counts,
    vouched,
)
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.kernel.sealing import KeyRing
from notoneless.tabular.scratch import begun

_MEMBER = re.compile(rf"{re.escape(DATABASES['sqlite'])}|{ATTACHMENTS}[0-9a-f]{{32}}")
_LARGEST_MANIFEST = 256 * 1024 * 1024
_LEFT_BEHIND = ("-wal", "-shm", "-journal")


def read_manifest(file: Path, ring: KeyRing) -> Manifest:
    """The manifest of a backup. Raises NotonelessError where it is none, was altered, or belongs to other keys."""
    not_one = NotonelessError(Problem("keeping.no_backup", {"file": str(file)}))
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise not_one
            text, mark = archive.read(MANIFEST).decode(), archive.read(VOUCHED).decode()
        manifest = Manifest(**json.loads(text))
        members = sorted(manifest.members)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, NotImplementedError) as error:
        raise not_one from error
    if not manifest.ring.items() <= ring_marks(ring).items():
        raise NotonelessError(Problem("keeping.other_ring"))
    if mark not in vouched(ring, text):
        raise NotonelessError(Problem("keeping.manifest_forged"))
    if manifest.format != FORMAT:
        raise NotonelessError(Problem("keeping.newer_program"))
    if manifest.kind != "sqlite":
        raise NotonelessError(Problem("keeping.pg_restore_by_hand"))
    if not all(_MEMBER.fullmatch(name) for name in members) or DATABASES["sqlite"] not in members:
        raise not_one
    return manifest


def restore(file: Path, home: Path, replace: bool) -> tuple[Manifest, Path | None]:
    """Restore a backup into a home; what it holds and where the former data were moved. Raises NotonelessError, and the
    home is as it was, where the backup is not whole or the home is in use."""
    from notoneless.foundation.sealing.keys import key_ring

    manifest = read_manifest(file, key_ring())
    former = [path for path in _data(home) if path.exists()]
    if former and not replace:
        raise NotonelessError(Problem("keeping.home_not_empty", {"home": str(home)}))
    _refuse_running(home)
    with begun(Path(tempfile.mkdtemp(prefix=".restore.", dir=home))) as folder:
        _extract(file, manifest, folder)
        _verify(folder / DATABASES["sqlite"], manifest)
        return manifest, _put_in_place(folder, home, former)


def _data(home: Path) -> list[Path]:
    from django.conf import settings

    database = Path(settings.DATABASES["default"]["NAME"])
    return [database, *(database.with_name(database.name + ending) for ending in _LEFT_BEHIND), home / "attachments"]


def _refuse_running(home: Path) -> None:
    """Raise NotonelessError while a worker holds the clock of the database that would be replaced."""
    database = _data(home)[0]
    if not database.exists():
        return
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        try:
            row = opened.execute("SELECT until FROM jobs_lease WHERE name = 'clock' AND holder <> ''").fetchone()
        except sqlite3.DatabaseError:
            return
    if row and str(row[0]) > now().strftime("%Y-%m-%d %H:%M:%S"):
        raise NotonelessError(Problem("keeping.still_running"))


def _extract(file: Path, manifest: Manifest, folder: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        for name, wanted in manifest.members.items():
            target = folder / name
            if name.startswith(ATTACHMENTS):
                content = name.removeprefix(ATTACHMENTS)
                target = folder / ATTACHMENTS / content[:2] / content
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                found = _copied(archive, name, target)
            except (KeyError, zipfile.BadZipFile, EOFError, ValueError) as error:
                raise NotonelessError(Problem("keeping.member_differs", {"name": name})) from error
            if found != wanted:
                raise NotonelessError(Problem("keeping.member_differs", {"name": name}))


def _copied(archive: zipfile.ZipFile, name: str, target: Path) -> str:
    import os

    digest = hashlib.sha256()
    with archive.open(name) as source, target.open("xb") as file:
        while piece := source.read(PIECE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _verify(database: Path, manifest: Manifest) -> None:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        check_whole(opened)
        counts = table_counts(opened)
    differing = sorted(
        name for name in counts.keys() | manifest.tables.keys() if counts.get(name) != manifest.tables.get(name)
    )
    if differing:
        raise NotonelessError(Problem("keeping.counts_differ", {"table": differing[0]}))
    _verify_chain(database, manifest)


def _verify_chain(database: Path, manifest: Manifest) -> None:
    """The chain and every payload, read by the program itself from the copy."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from notoneless.foundation.audit.selectors import verify

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not set(manifest.migrations) <= known:
        raise NotonelessError(Problem("keeping.newer_program"))
    connection.close()
    place, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], database
    try:
        found = verify()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place
    root = {"number": found.root.number, "link": found.root.link.hex()} if found.root else None
    if found.problems or root != manifest.root:
        why = found.problems[0] if found.problems else Problem("audit.root_differs", {"number": found.chained})
        raise NotonelessError(Problem("keeping.chain_differs", {"why": sentence(why)}))
    for ending in _LEFT_BEHIND:
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _put_in_place(folder: Path, home: Path, former: list[Path]) -> Path | None:
    """Move the former data aside, then the new in place. Killed in between, both are still there, in folders of their own."""
    aside = home / f"aside-{now():%Y%m%d-%H%M%S}" if former else None
    if aside is not None:
        aside.mkdir(mode=0o700)
        for path in former:
            path.rename(aside / path.name)
    if (folder / ATTACHMENTS).is_dir():
        (folder / ATTACHMENTS).rename(home / "attachments")
    (folder / DATABASES["sqlite"]).rename(_data(home)[0])
    sync_folder(home)
    shutil.rmtree(folder, ignore_errors=True)
    return aside
