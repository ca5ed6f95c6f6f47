"""Backups: the database as it stands at one moment, and the attachments, with what they must add up to. Never the keys."""

import hashlib
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from notoneless.foundation.audit.models import Payload
from notoneless.foundation.audit.selectors import verify
from notoneless.foundation.audit.services import seal_entries
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import NotonelessError, Problem

DATABASE, ATTACHMENTS, MANIFEST = "database.sqlite3", "attachments", "manifest.json"
_FORMAT = 1


@dataclass(frozen=True)
class Copied:
    """What a backup holds: rows in all tables, and the root of its audit."""

    rows: int
    root: str


def back_up(target: Path) -> Copied:
    """Write a backup, whole or not at all. Raises NotonelessError where it cannot be made or is not sound."""
    _only_sqlite()
    seal_entries()
    beside = target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            copy = Path(folder) / DATABASE
            _copy_database(copy)
            manifest = _manifest(copy)
            (Path(folder) / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
            with tarfile.open(beside, "w:gz") as archive:
                archive.add(Path(folder) / MANIFEST, MANIFEST)
                archive.add(copy, DATABASE)
                if Path(settings.ATTACHMENTS).exists():
                    archive.add(settings.ATTACHMENTS, ATTACHMENTS)
        _onto_disk(beside)
        beside.replace(target)
        _onto_disk(target.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise NotonelessError(
            Problem("keeping.cannot_write", {"path": str(target), "why": str(error.strerror)})
        ) from error
    return Copied(sum(manifest["counts"].values()), manifest["root"])


def _only_sqlite() -> None:
    if connection.vendor != "sqlite":
        raise NotonelessError(Problem("keeping.use_pg_dump"))


def _copy_database(copy: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as made:
        connection.connection.backup(made)
        if made.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise NotonelessError(Problem("keeping.not_whole"))
    _onto_disk(copy)


def _manifest(copy: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(copy)) as made:
        counts = {table: made.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in _tables()}
        last = made.execute(
            "SELECT link FROM audit_entry WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1"
        ).fetchone()
    return {
        "format": _FORMAT,
        "counts": counts,
        "root": bytes(last[0]).hex() if last else "",
        "database": _hash(copy),
        "attachments": {name: _hash(path) for name, path in _attachments(Path(settings.ATTACHMENTS))},
    }


def _tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if model.__module__.startswith("notoneless."))


def _attachments(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _hash(path: Path) -> str:
    with path.open("rb") as opened_file:
        return hashlib.file_digest(opened_file, "sha256").hexdigest()


def _onto_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def restore(source: Path, *, replace: bool) -> Copied:
    """Put a backup in place. Raises NotonelessError for a file that is none, is damaged, or belongs to other keys.

    What was there is moved aside with `replace`; without it an existing database is left alone.
    """
    _only_sqlite()
    home = Path(settings.HOME)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    present = Path(settings.DATABASES["default"]["NAME"])
    if present.exists() and not replace:
        raise NotonelessError(Problem("keeping.database_there", {"path": str(present)}))
    with tempfile.TemporaryDirectory(dir=home) as folder:
        manifest = _unpacked(source, Path(folder))
        connections.close_all()
        aside = _aside(present, Path(settings.ATTACHMENTS))
        try:
            _move(Path(folder), present)
            return _verified(manifest)
        except NotonelessError:
            connections.close_all()
            _put_back(aside)
            raise


def _unpacked(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sound = manifest["format"] == _FORMAT and manifest["database"] == _hash(folder / DATABASE)
        sound = sound and manifest["attachments"] == {
            name: _hash(path) for name, path in _attachments(folder / ATTACHMENTS)
        }
    except (OSError, tarfile.TarError, ValueError, KeyError, EOFError) as error:
        raise NotonelessError(Problem("keeping.no_backup", {"path": str(source)})) from error
    if not sound:
        raise NotonelessError(Problem("keeping.damaged", {"path": str(source)}))
    return manifest


def _aside(*places: Path) -> list[tuple[Path, Path]]:
    """Move what is there out of the way; where it was and where it is now."""
    moved = []
    for place in (
        *places,
        *(place.with_name(place.name + end) for place in places for end in ("-journal", "-wal", "-shm")),
    ):
        if place.exists():
            number = next(n for n in range(1, 1000) if not place.with_name(f"{place.name}.before-{n}").exists())
            aside = place.with_name(f"{place.name}.before-{number}")
            place.rename(aside)
            moved.append((place, aside))
    return moved


def _put_back(moved: list[tuple[Path, Path]]) -> None:
    for place, aside in moved:
        if place.is_file():
            place.unlink()
        aside.rename(place)


def _move(folder: Path, present: Path) -> None:
    (folder / DATABASE).rename(present)
    if (folder / ATTACHMENTS).exists():
        (folder / ATTACHMENTS).rename(settings.ATTACHMENTS)
    _onto_disk(present)
    _onto_disk(present.parent)


def _verified(manifest: dict[str, Any]) -> Copied:
    """Raises NotonelessError unless counts, chain and keys fit."""
    with connection.cursor() as cursor:
        counts = {}
        for table in manifest["counts"]:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    if counts != manifest["counts"]:
        raise NotonelessError(Problem("keeping.counts_differ"))
    payload = Payload.objects.first()
    if payload is not None:
        opened(payload, "content")
    found = verify()
    if found.problems:
        raise NotonelessError(found.problems[0])
    call_command("migrate", verbosity=0)
    return Copied(sum(counts.values()), manifest["root"])
