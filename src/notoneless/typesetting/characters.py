"""Which characters a font has, read from its own table: a PDF shows what it lacks as an empty box, and says nothing."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_DIRECTORY, _GROUPS = 12, 16
"""Where the entries of the directory begin, and the groups of format 12."""


@lru_cache(maxsize=64)
def characters_of(path: Path, index: int) -> frozenset[int]:
    """The code points that the font at `index` of a file has; none where the file is not understood."""
    try:
        with path.open("rb") as file:
            table = _table(file, index, b"cmap")
            return frozenset(_code_points(table))
    except (OSError, struct.error, StopIteration):
        return frozenset()


def _table(file: BinaryIO, index: int, name: bytes) -> bytes:
    """A table of an OpenType file, or of one font of a collection."""
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + _DIRECTORY)
    entries = [struct.unpack(">4sIII", file.read(16)) for _ in range(count)]
    offset, size = next((offset, size) for tag, _, offset, size in entries if tag == name)
    file.seek(offset)
    return file.read(size)


def _code_points(table: bytes) -> Iterator[int]:
    """All of every part of a `cmap` table in the two formats that fonts of today have: 4 and 12."""
    (count,) = struct.unpack_from(">H", table, 2)
    offsets = {struct.unpack_from(">HHI", table, 4 + 8 * each)[2] for each in range(count)}
    for offset in offsets:
        (kind,) = struct.unpack_from(">H", table, offset)
        if kind == 4:
            yield from _of_segments(table, offset)
        elif kind == 12:
            (groups,) = struct.unpack_from(">I", table, offset + 12)
            for each in range(groups):
                first, last, _ = struct.unpack_from(">III", table, offset + _GROUPS + 12 * each)
                yield from range(first, last + 1)


def _of_segments(table: bytes, offset: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", table, offset + 6)
    lasts = struct.unpack_from(f">{twice // 2}H", table, offset + 14)
    firsts = struct.unpack_from(f">{twice // 2}H", table, offset + 16 + twice)
    for first, last in zip(firsts, lasts, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)
