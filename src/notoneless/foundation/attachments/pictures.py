"""Pictures without what cameras write beside them: place, time, maker, texts, previews. What shows stays byte for byte."""

import re
from collections.abc import Iterator

from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.problems import Problem

_PNG_HEAD = 8
_SHOWS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
)
"""Chunks of a PNG without which it would look otherwise."""

_EXIF, _PROFILE, _ADOBE = b"Exif\x00\x00", b"ICC_PROFILE\x00", b"Adobe"
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
        if _is_shown(marker, body[4:]):
            kept.append(body)
    return content[:2] + (_turning(turned) if turned in _WAYS else b"") + b"".join(kept)


def _is_shown(marker: int, body: bytes) -> bool:
    """Whether a part shows: all but texts and what applications write, of which colours are kept."""
    if marker == 0xE2:
        return body.startswith(_PROFILE)
    if marker == 0xEE:
        return body.startswith(_ADOBE)
    return marker == 0xE0 or marker not in (*range(0xE1, 0xF0), _TEXT)


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
    return b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block
