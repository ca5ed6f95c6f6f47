"""Which files may be attached: told by what is in them, never by their names."""

import re
import zlib

from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.pictures import holds_its_points, pixels_of, without_traces
from notoneless.kernel.problems import Problem
from notoneless.tabular.limits import MIB, Limits

MOST_BYTES = 10 * 1024 * 1024
"""Bytes of one file."""

ENDINGS = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "pdf": "pdf"}
"""Kinds by the ending of a file's name."""

PAPERS = frozenset(ENDINGS.values())
"""Pictures and papers: told by `kind_of`."""

PICTURES = frozenset({"jpeg", "png"})
"""Those of them that cameras and fingers make."""

SHEETS = frozenset({"xlsx", "xls", "ods", "et", "csv"})
"""Spreadsheets: opened with distrust by the cellar that reads them before they are kept."""

SHEET_ENDINGS = {"xlsx": "xlsx", "xlsm": "xlsx", "xls": "xls", "ods": "ods", "et": "et"} | dict.fromkeys(
    ("csv", "tsv", "txt"), "csv"
)
"""Kinds of spreadsheets by the ending of a file's name."""

TEXTS = frozenset({"yaml"})
"""Plans, as text: whoever takes one reads it with distrust."""

KINDS = PAPERS | SHEETS | TEXTS

SHEET_LIMITS = Limits(
    max_file_bytes=MOST_BYTES,
    max_uncompressed_bytes=200 * MIB,
    max_entries=2_000,
    ratio_floor=4 * MIB,
    max_box=1_000_000,
    max_memory_bytes=1024 * MIB,
)
"""What one uploaded spreadsheet may ask of the machine."""

MOST_PIXELS = 120_000_000
"""Points of one picture: the largest cameras of phones make so many; a small file may claim far more to fill a memory."""

_PNG = b"\x89PNG\r\n\x1a\n"
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_HEADER_WITHIN = 1024
"""Readers of PDF look for its header in so many bytes."""
_ARCHIVE_WITHIN = 65_557
"""Readers of ZIP look for its directory in so many bytes at the end."""
_ARCHIVES = (b"PK\x05\x06", b"PK\x06\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_PAGES = re.compile(rb"<(?:script|html|svg|iframe|!doctype|\?php)", re.IGNORECASE)
_BOOKS = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))
"""How workbooks begin, and how texts do not."""
_PROGRAMS = (b"MZ", b"\x7fELF", b"%PDF-", b"\xff\xd8\xff", _PNG, b"GIF8", *_ARCHIVES)
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm)\b")
"""What a PDF may do by itself, as far as it can be seen without unpacking its streams."""


def kind_of(content: bytes, name: str) -> str:
    """The kind of a file. Raises Unusable for any other kind, one too large, a wrong ending, or a file that is two at once."""
    check_size(content)
    kind = _begun_as(content)
    if kind is None:
        raise Unusable(Problem("attachments.no_kind"))
    ending = name.rpartition(".")[2].lower()
    if ENDINGS.get(ending) != kind:
        raise Unusable(Problem("attachments.wrong_ending", {"kind": kind}))
    _check_whole(content, kind)
    return kind


def check_kind(content: bytes, kind: str) -> None:
    """Raises Unusable for a file that is not what is said of it, as far as its bytes tell; spreadsheets are read by others."""
    if kind in PAPERS:
        if _begun_as(content) != kind:
            raise Unusable(Problem("attachments.other_kind", {"kind": kind}))
        _check_whole(content, kind)
        if without_traces(content, kind) != content:
            raise Unusable(Problem("attachments.has_traces"))
        return
    is_book = content.startswith(_BOOKS)
    is_text = kind in TEXTS or kind == "csv"
    if is_book if is_text else not is_book:
        raise Unusable(Problem("attachments.other_kind", {"kind": kind}))
    if is_text and (content.startswith(_PROGRAMS) or _PAGES.match(content.lstrip(_BLANKS))):
        raise Unusable(Problem("attachments.other_kind", {"kind": kind}))


def _check_whole(content: bytes, kind: str) -> None:
    if not _WHOLE[kind](content) or _is_two_at_once(content, kind):
        raise Unusable(Problem("attachments.not_whole", {"kind": kind}))
    if kind in PICTURES:
        _check_points(content, kind)


def _check_points(content: bytes, kind: str) -> None:
    points = pixels_of(content, kind)
    if points > MOST_PIXELS:
        raise Unusable(Problem("attachments.too_many_pixels", {"most": MOST_PIXELS // 10_000}))
    if not points or (kind == "png" and not holds_its_points(content)):
        raise Unusable(Problem("attachments.not_whole", {"kind": kind}))


def check_size(content: bytes, most: int = MOST_BYTES) -> None:
    """Raises Unusable for a file that is empty or too large."""
    if not content:
        raise Unusable(Problem("attachments.empty"))
    if len(content) > most:
        raise Unusable(Problem("attachments.too_large", {"most": most // 1024 // 1024}))


def sheet_ending(name: str) -> str:
    """The ending of a spreadsheet's name. Raises Unusable for any other."""
    ending = name.rpartition(".")[2].lower()
    if ending not in SHEET_ENDINGS:
        raise Unusable(Problem("attachments.no_sheet"))
    return ending


def text_kind(name: str) -> str:
    """The kind of a text by the ending of its name. Raises Unusable for any other."""
    if name.rpartition(".")[2].lower() not in ("yaml", "yml"):
        raise Unusable(Problem("attachments.no_text"))
    return "yaml"


def _begun_as(content: bytes) -> str | None:
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(_PNG):
        return "png"
    return "pdf" if content.startswith(b"%PDF-") else None


def _is_two_at_once(content: bytes, kind: str) -> bool:
    """Whether other programs would take it for something else: a page, an archive, a paper hidden in a picture."""
    if any(mark in content[-_ARCHIVE_WITHIN:] for mark in _ARCHIVES):
        return True
    if kind == "pdf":
        return bool(_ACTIVE.search(content))
    return b"%PDF-" in content[:_HEADER_WITHIN] or bool(_PAGES.search(content))


def _whole_jpeg(content: bytes) -> bool:
    """Segments up to the scan, and nothing behind the end of the picture."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2:
            return False
        at += 2 + length
        if marker == 0xDA:
            return at < len(content) and content.endswith(b"\xff\xd9")
    return False


def _whole_png(content: bytes) -> bool:
    """Chunks with sound checksums from IHDR to IEND, and nothing behind it."""
    at, first = len(_PNG), True
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        chunk = content[at + 4 : at + 8 + length]
        if len(chunk) < 4 + length or first != chunk.startswith(b"IHDR"):
            return False
        at, first = at + 12 + length, False
        if at > len(content) or zlib.crc32(chunk).to_bytes(4, "big") != content[at - 4 : at]:
            return False
        if chunk.startswith(b"IEND"):
            return at == len(content)
    return False


def _whole_pdf(content: bytes) -> bool:
    """Ends as a PDF does: nothing but blanks behind the last mark of its end."""
    return content.rstrip(b" \t\r\n\x00").endswith(b"%%EOF")


_WHOLE = {"jpeg": _whole_jpeg, "png": _whole_png, "pdf": _whole_pdf}
