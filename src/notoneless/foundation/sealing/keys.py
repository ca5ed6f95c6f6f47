"""The key ring of this installation, read from the file that settings name."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.sealing import KeyRing, ring_as_text, ring_from_text


class KeyStoreDown(NotonelessError):
    """There are no keys: whatever needs them is refused."""

    def __init__(self) -> None:
        super().__init__(Problem("sealing.key_store_down"))


def key_ring() -> KeyRing:
    """The ring, read again whenever its file has changed. Raises KeyStoreDown without a whole, readable file."""
    path = Path(settings.KEY_RING_FILE)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, UnicodeError, NotonelessError) as error:
        raise KeyStoreDown from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> KeyRing:  # noqa: ARG001 (a changed file is another ring)
    return ring_from_text(path.read_text(encoding="ascii"))


def write_ring(ring: KeyRing, path: Path) -> None:
    """Write a ring whole or not at all, readable by its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text(ring_as_text(ring), encoding="ascii")
    beside.replace(path)
