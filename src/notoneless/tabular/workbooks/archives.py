"""Look into the zip archive of a workbook without trusting what it says about itself."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from notoneless.tabular.kinds import refuse
from notoneless.tabular.limits import MIB, Limits

_CHUNK = MIB
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_OVERLAP = 256
_TEXT_TABLE = re.compile(rb"<(?:\w+:)?sst\b([^<>]*)>")
_TEXTS = re.compile(rb"""\buniqueCount\s*=\s*["']([^"']*)["']""")
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def checked_entries(path: Path, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The archive's entries by name. Raises NotonelessError for a damaged zip or a bomb by size, ratio or count."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise refuse("damaged_workbook", file=path.name) from error
    if len(entries) > limits.max_entries or sum(entry.file_size for entry in entries) > limits.max_uncompressed_bytes:
        raise refuse("zip_bomb", file=path.name)
    for entry in entries:
        if entry.file_size > limits.ratio_floor and entry.file_size > limits.max_ratio * max(entry.compress_size, 1):
            raise refuse("zip_bomb", file=path.name)
    by_name = {entry.filename: entry for entry in entries}
    if len(by_name) != len(entries):
        raise refuse("damaged_workbook", file=path.name)
    return by_name


def read_entry(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's content in pieces of about 1 MiB.

    Unlike `zipfile` this does not stop at the size the directory declares: an entry that holds more, or less, is
    refused with NotonelessError, since the workbook reader would go on reading. A document type definition is refused
    too (no workbook needs one, and entities in it can grow without bound), and a table of texts that announces more
    texts than it has bytes.
    """
    seen, tail = 0, b""
    for piece in _pieces(path, entry):
        if seen == 0 and piece.startswith(_WIDE_TEXT):
            raise refuse("damaged_workbook", file=path.name)
        seen += len(piece)
        if seen > entry.file_size:
            raise refuse("zip_bomb", file=path.name)
        joined = tail + piece
        if b"<!DOCTYPE" in joined or b"<!ENTITY" in joined:
            raise refuse("dtd", file=path.name)
        if any(_too_many(count, entry) for root in _TEXT_TABLE.findall(joined) for count in _TEXTS.findall(root)):
            raise refuse("damaged_workbook", file=path.name)
        tail = piece[-_OVERLAP:]
        yield piece
    if seen != entry.file_size:
        raise refuse("damaged_workbook", file=path.name)


def _too_many(count: bytes, entry: zipfile.ZipInfo) -> bool:
    """The reader sets memory aside for as many texts as the table announces: no more than there are bytes for them.

    Of its other number, `count`, which tells how often cells refer to them, it makes nothing: 300 columns of one text each
    refer to a small table very often.
    """
    return not count.isdigit() or int(count[:20]) > entry.file_size


def _pieces(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with path.open("rb") as file:
        if entry.header_offset < 0:
            raise refuse("damaged_workbook", file=path.name)
        file.seek(entry.header_offset)
        header = file.read(_LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise refuse("damaged_workbook", file=path.name)
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        file.seek(name_length + extra_length, 1)
        packed = _limited(file, entry.compress_size)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from packed
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflated(packed, path)
        else:
            raise refuse("damaged_workbook", file=path.name)


def _limited(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0:
        piece = file.read(min(_CHUNK, size))
        if not piece:
            return
        size -= len(piece)
        yield piece


def _inflated(packed: Iterator[bytes], path: Path) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            rest = piece
            while rest and not inflate.eof:
                content = inflate.decompress(rest, _CHUNK)
                rest = inflate.unconsumed_tail
                if content:
                    yield content
        while not inflate.eof:
            content = inflate.decompress(b"", _CHUNK)
            if not content:
                raise refuse("damaged_workbook", file=path.name)
            yield content
    except zlib.error as error:
        raise refuse("damaged_workbook", file=path.name) from error


def whole_entry(path: Path, entry: zipfile.ZipInfo, most: int = 16 * MIB) -> bytes:
    """The whole content of a small entry. Raises NotonelessError above `most` bytes."""
    if entry.file_size > most:
        raise refuse("zip_bomb", file=path.name)
    return b"".join(read_entry(path, entry))
