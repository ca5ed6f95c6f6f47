"""Putting a backup back: verified in full beside its place before anything in the home is touched."""

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from notoneless.interfaces.frame.clock import now
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
    table_names,
    vouched,
)
from notoneless.interfaces.keeping.contents import check_chain, check_counts, check_known, held
from notoneless.interfaces.keeping.postgres import load_dump, refuse_used
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.sealing import KeyRing
from notoneless.tabular.scratch import begun

_MEMBER = re.compile(rf"{'|'.join(map(re.escape, DATABASES.values()))}|{ATTACHMENTS}[0-9a-f]{{32}}")
_LARGEST = {MANIFEST: 64 * 1024 * 1024, VOUCHED: 1024}
"""Bytes of what is read before anything vouches for it. The manifest has two lines for each attachment, 190 bytes together."""

_DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,  # a member says that it is encrypted, or of a kind that is not known; brackets within brackets
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading an archive raises that is none, or not as it was made."""
_LEFT_BEHIND = ("-wal", "-shm", "-journal")


def read_manifest(file: Path, ring: KeyRing) -> Manifest:
    """The manifest of a backup. Raises NotonelessError where it is none, was altered, or belongs to other keys."""
    not_one = NotonelessError(Problem("keeping.no_backup", {"file": str(file)}))
    try:
        with zipfile.ZipFile(file) as archive:
            mark, text = _read(archive, VOUCHED), _read(archive, MANIFEST)
        manifest = Manifest(**json.loads(text))
        members, is_ours = sorted(manifest.members), manifest.ring.items() <= ring_marks(ring).items()
    except _DAMAGED as error:
        raise not_one from error
    if not is_ours:
        raise NotonelessError(Problem("keeping.other_ring"))
    if mark not in vouched(ring, text):
        raise NotonelessError(Problem("keeping.manifest_forged"))
    if manifest.format != FORMAT:
        raise NotonelessError(Problem("keeping.newer_program"))
    if not all(_MEMBER.fullmatch(name) for name in members) or DATABASES.get(manifest.kind) not in members:
        raise not_one
    return manifest


def _read(archive: zipfile.ZipFile, name: str) -> str:
    with _opened(archive, name) as source:
        found = source.read(_LARGEST[name] + 1)  # what the archive says of its length need not be so
    if len(found) > _LARGEST[name]:
        raise zipfile.BadZipFile(name)
    return found.decode()


def _opened(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A member of a kind that we write, and of which Python unpacks no more at a time than is asked for."""
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        raise zipfile.BadZipFile(name)
    return archive.open(name)


def restore(file: Path, home: Path, replace: bool) -> tuple[Manifest, Path | None]:
    """Restore a backup into a home; what it holds and where the former data were moved.

    Raises NotonelessError, and everything is as it was, where the backup is not whole, is of another kind of database, or where
    the home is in use. A PostgreSQL database must be empty: only a file can be moved aside.
    """
    from django.db import connection

    from notoneless.foundation.sealing.keys import key_ring

    manifest = read_manifest(file, key_ring())
    if manifest.kind != connection.vendor:
        raise NotonelessError(Problem("keeping.other_kind", {"found": manifest.kind, "wanted": connection.vendor}))
    check_known(manifest.migrations)
    former = [path for path in _data(home) if path.exists()]
    if former and not replace:
        raise NotonelessError(Problem("keeping.home_not_empty", {"home": str(home)}))
    if connection.vendor == "sqlite":
        _refuse_running(home)
    else:
        refuse_used()
    with begun(Path(tempfile.mkdtemp(prefix=".restore.", dir=home))) as folder:
        _extract(file, manifest, folder)
        if connection.vendor == "sqlite":
            _verify(folder / DATABASES["sqlite"], manifest)
        else:
            load_dump(folder / DATABASES["postgresql"], manifest.tables, manifest.root)
        return manifest, _put_in_place(folder, home, former)


def _data(home: Path) -> list[Path]:
    from django.conf import settings

    attachments = home / "attachments"
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return [attachments]
    database = Path(settings.DATABASES["default"]["NAME"])
    return [database, *(database.with_name(database.name + ending) for ending in _LEFT_BEHIND), attachments]


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
            if _copied(archive, name, target, manifest.sizes.get(name)) != wanted:
                raise NotonelessError(Problem("keeping.member_differs", {"name": name}))


def _pieces(archive: zipfile.ZipFile, name: str, most: int | None) -> Iterator[bytes]:
    """A member, unpacked piece by piece. Raises NotonelessError where it is damaged, or becomes longer than it may be."""
    differs, size = NotonelessError(Problem("keeping.member_differs", {"name": name})), 0
    try:
        with _opened(archive, name) as source:
            while piece := source.read(PIECE):
                size += len(piece)
                if most is not None and size > most:
                    raise differs
                yield piece
    except _DAMAGED as error:
        raise differs from error


def _copied(archive: zipfile.ZipFile, name: str, target: Path, most: int | None) -> str:
    import os

    digest = hashlib.sha256()
    with target.open("xb") as file:
        for piece in _pieces(archive, name, most):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _verify(database: Path, manifest: Manifest) -> None:
    """The copy of a SQLite file, read by the program itself."""
    from django.db import connection

    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        check_whole(opened)
        check_counts(held(opened.cursor(), table_names(opened)).tables, manifest.tables)
    connection.close()
    place, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], database
    try:
        check_chain(manifest.root)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place
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
    if (folder / DATABASES["sqlite"]).is_file():
        (folder / DATABASES["sqlite"]).rename(_data(home)[0])
    sync_folder(home)
    shutil.rmtree(folder, ignore_errors=True)
    return aside
