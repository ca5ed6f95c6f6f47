"""Files on disk: sealed, named by a keyed digest of their content, and fast on the disk before any row names them.

`put` gives the name, the action `attachment.add` makes the row. What no row names is swept after a day.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.scratch import begun

NAME = re.compile("[0-9a-f]{32}")
"""What a content is named."""

_LABEL = "attachments/content"
_BEGUN = ".begun"


def put(content: bytes) -> str:
    """Seal bytes into the store, whole on disk before this returns; the name to be given to `attachment.add`.

    The same content twice is one file. Raises OSError where the disk fails: then there is no file.
    """
    for name in _names(content):
        if _at(name).exists():
            os.utime(_at(name))  # it counts as new, so that no sweeper takes it before its row is there
            return name
    name = _names(content)[-1]
    _write(name, key_ring().close_bytes(content, _place(name)))
    return name


def stored(name: str) -> bool:
    """Whether there is a file of this name."""
    return bool(NAME.fullmatch(name)) and _at(name).is_file()


def read(name: str) -> bytes:
    """The bytes of a file. Raises NotonelessError where it is gone, was altered, or lies under a name not its own."""
    try:
        box = _at(name).read_bytes()
    except OSError as error:
        raise NotonelessError(Problem("attachments.gone")) from error
    content = key_ring().open_bytes(box, _place(name))
    if name not in _names(content):
        raise NotonelessError(Problem("attachments.gone"))
    return content


@contextmanager
def laid_out(content: bytes, ending: str) -> Iterator[Path]:
    """The bytes as a file for a program that reads files, as long as needed, in a folder of ours that nobody else enters."""
    folder = Path(settings.ATTACHMENTS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with begun(Path(tempfile.mkdtemp(prefix=".", suffix=_BEGUN, dir=folder))) as made:
        path = made / f"table.{ending}"
        path.write_bytes(content)
        yield path


def files() -> Iterator[Path]:
    """All files that are whole, by name."""
    folder = Path(settings.ATTACHMENTS)
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("*/*") if NAME.fullmatch(path.name))


def orphans(older_than: float, named: Collection[str]) -> Iterator[Path]:
    """Files last touched before an instant (seconds since 1970) that no row names, and ones that were never finished."""
    for path in Path(settings.ATTACHMENTS).glob("*/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < older_than and path.name not in named:
                yield path


def renew(path: Path) -> bool:
    """Seal a file under the newest key, in its place; False if it is so already."""
    ring, box = key_ring(), path.read_bytes()
    if ring.is_current(box):
        return False
    _write(path.name, ring.close_bytes(ring.open_bytes(box, _place(path.name)), _place(path.name)))
    return True


def _names(content: bytes) -> list[str]:
    """What a content may be named, under each key of the ring, the newest last. Without the keys nobody can tell by trying."""
    digest = hashlib.sha256(content).hexdigest()
    return [key.hex() for key in key_ring().indexes(digest, _LABEL)]


def _place(name: str) -> str:
    return f"attachments_content/{name}/content"


def _at(name: str) -> Path:
    return Path(settings.ATTACHMENTS) / name[:2] / name


def _write(name: str, box: bytes) -> None:
    target = _at(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = target.with_name(f"{name}.{os.getpid()}{_BEGUN}")
    try:
        with beside.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(box)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    for folder in (target.parent, target.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder last: without it a file may be there and its name not."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
