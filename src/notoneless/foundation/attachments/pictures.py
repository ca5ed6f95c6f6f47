"""Pictures without what cameras write beside them: place, time, maker, texts, previews, profiles. Points stay as they are."""

import re
import zlib
from collections.abc import Iterator

from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.problems import Problem

_PNG_HEAD = 8
_SHOWS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB"})
"""Chunks of a PNG that its points need; a colour profile names the device and may hold any text."""
_VALUES_OF_COLOUR = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Values of one point, by the colour type of a PNG."""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""First column and row of each pass of an interlaced PNG, and the steps to the next."""
_AT_ONCE = 1 << 20

_EXIF, _JFIF, _ADOBE = b"Exif\x00\x00", b"JFIF\x00", b"Adobe"
_JFIF_SIZE, _ADOBE_SIZE = 12, 12
"""Bytes of either block before a preview or a text may follow."""
_SCAN, _END, _TEXT = 0xDA, 0xD9, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MARKED = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""In a scan: what is neither a stuffed byte nor a restart."""
_ORIENTATION, _SHORT = 0x0112, 3
_WAYS = range(2, 9)
"""How a picture may be turned, other than as it lies."""


def without_traces(content: bytes, kind: str) -> bytes:
    """A sound picture without what is not shown of it; how it is to be turned stays. Of another kind, as it is.

    Raises Unusable for a picture whose parts do not hang together.
    """
    if kind == "jpeg":
        return _bare_jpeg(content)
    if kind == "png":
        return content[:_PNG_HEAD] + b"".join(chunk for name, chunk in _chunks(content) if name in _SHOWS)
    return content


def pixels_of(content: bytes, kind: str) -> int:
    """How many points a sound picture says it has."""
    if kind == "png":
        return int.from_bytes(content[16:20], "big") * int.from_bytes(content[20:24], "big")
    frames = (body for marker, body in _segments(content) if marker in _FRAMES)
    return max((int.from_bytes(body[5:7], "big") * int.from_bytes(body[7:9], "big") for body in frames), default=0)


def holds_its_points(content: bytes) -> bool:
    """Whether the points of a sound PNG are as many as its head says, and nothing lies behind them."""
    wide, high = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    depth, colour, interlaced = content[24], content[25], content[28]
    if colour not in _VALUES_OF_COLOUR or depth not in (1, 2, 4, 8, 16) or interlaced > 1:
        return False
    bits, passes = depth * _VALUES_OF_COLOUR[colour], _PASSES if interlaced else ((0, 0, 1, 1),)
    # a line of points begins with a byte that says how it is filtered; a pass without points has no line
    sizes = (
        ((wide - left + across - 1) // across, (high - top + down - 1) // down) for left, top, across, down in passes
    )
    due = sum(lines * (1 + (points * bits + 7) // 8) for points, lines in sizes if points > 0 and lines > 0)
    return _unpacked(b"".join(chunk[8:-4] for name, chunk in _chunks(content) if name == b"IDAT"), due) == due


def _unpacked(packed: bytes, due: int) -> int | None:
    """How many bytes are packed, counted to just above those due; None where they are not whole or not all."""
    unpacking, found = zlib.decompressobj(), 0
    try:
        while not unpacking.eof and found <= due:
            part = unpacking.decompress(packed, _AT_ONCE)
            if not part and not unpacking.unconsumed_tail and not unpacking.eof:
                return None
            found, packed = found + len(part), unpacking.unconsumed_tail
    except zlib.error:
        return None
    return None if unpacking.unused_data else found


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _PNG_HEAD
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at : at + 12 + length]
        at += 12 + length


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a JPEG with their markers, a scan together with its points, up to the end of the first picture."""
    at = 2
    while at + 2 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == _END:
            yield marker, content[at : at + 2]
            return
        until = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == _SCAN:
            found = _MARKED.search(content, until)
            until = found.start() if found else len(content)
        if until < at + 4 or until > len(content):
            break
        yield marker, content[at:until]
        at = until
    raise Unusable(Problem("attachments.not_whole", {"kind": "jpeg"}))


def _bare_jpeg(content: bytes) -> bytes:
    turned, kept = 0, []
    for marker, body in _segments(content):
        if marker == 0xE1 and body[4:].startswith(_EXIF):
            turned = turned or _turned(body[4 + len(_EXIF) :])
        kept.append(_shown(marker, body))
    return content[:2] + (_turning(turned) if turned in _WAYS else b"") + b"".join(kept)


def _shown(marker: int, segment: bytes) -> bytes:
    """What of a part shows: of what applications write, how points are to be read, and no more of it."""
    body = segment[4:]
    if marker == 0xE0 and body.startswith(_JFIF) and len(body) >= _JFIF_SIZE:
        return _segment(marker, body[:_JFIF_SIZE] + bytes(2))
    if marker == 0xEE and body.startswith(_ADOBE) and len(body) >= _ADOBE_SIZE:
        return _segment(marker, body[:_ADOBE_SIZE])
    return b"" if marker in (*range(0xE0, 0xF0), _TEXT) else segment


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _turned(block: bytes) -> int:
    """How a picture is turned, by its EXIF block; nought where that does not say."""
    order = {b"II": "little", b"MM": "big"}.get(block[:2])
    if order is None:
        return 0

    def number(at: int, size: int) -> int:
        return int.from_bytes(block[at : at + size], "little" if order == "little" else "big")

    start = number(4, 4)
    for at in range(start + 2, start + 2 + 12 * number(start, 2), 12):
        if number(at, 2) == _ORIENTATION and number(at + 2, 2) == _SHORT:
            return number(at + 8, 2)
        if at > len(block):
            break
    return 0


def _turning(way: int) -> bytes:
    """A block that says how a picture is turned, and nothing else."""
    entry = b"".join(size.to_bytes(width, "big") for size, width in ((_ORIENTATION, 2), (_SHORT, 2), (1, 4), (way, 2)))
    block = _EXIF + b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + bytes(2) + bytes(4)
    return _segment(0xE1, block)
