"""Tell what kind of file this is from its first bytes and its archive directory, whatever its name says."""

import mmap
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.limits import MIB, Limits


class Kind(Enum):
    """A kind of file that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    ET = "et"
    PARQUET = "parquet"
    DELIMITED = "csv"


_HEAD_BYTES = 4096
_ZIP_MAGIC = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "JPG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"RIFF", "WebP/AVI"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"ARROW1", "Arrow"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
)
_MARKUP = re.compile(
    rb"<!--|<(?:!doctype|\?xml|html|head|body|meta|title|style|script|table|thead|tbody|tr|td|th|div|p|span|font|center"
    rb"|workbook)\b|mime-version:|content-type:\s*multipart/",
)
"""How a web page begins, also as a part of one, or saved as one file (.mht): many systems call theirs .xls."""
_BLANKS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_STREAMS = ("EncryptedPackage", "EncryptionInfo", "Workbook", "Book", "WordDocument", "PowerPoint Document")
_ZIP_FOREIGN = {"word/": "Word", "ppt/": "PowerPoint"}


@contextmanager
def about(path: Path) -> Iterator[None]:
    """What is refused inside is told with `path`, of which there may be three in one run, unless its sentence names it."""
    try:
        yield
    except NotonelessError as error:
        if "file" not in error.told.params and path.name not in error.told.params.values():
            error.told = Problem("tabular.about_file", {"file": str(path), "what": error.problem})
        raise


def refuse(code: str, **params: str | int | Problem) -> NotonelessError:
    """The error for the catalogue entry `tabular.<code>`, to be raised by the caller."""
    return NotonelessError(Problem(f"tabular.{code}", params))


def too_much(what: Problem, place: str, most: int) -> NotonelessError:
    """The error for more of something, told as a phrase, than a file may hold."""
    return refuse("too_much", place=place, what=what, most=most)


def named_in_unicode(path: Path) -> bool:
    """Whether the name is text. Some systems allow any bytes, and an archive packed elsewhere brings names in GBK."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def file_kind(path: Path, limits: Limits) -> Kind:
    """The kind of the file at `path`. Raises NotonelessError for what is missing, empty, too large or not a table."""
    size = _size(path, limits)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_ZIP_MAGIC):
        return _archive_kind(path)
    if head.startswith(_OLE_MAGIC):
        return _compound_kind(path)
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(_EMPTY_ZIP):
        raise refuse("empty_file", file=path.name)
    _refuse_foreign(head, path.name)
    if not head.strip(_BLANKS) and size <= _HEAD_BYTES:
        raise refuse("empty_file", file=path.name)
    return Kind.DELIMITED


def _refuse_foreign(head: bytes, name: str) -> None:
    for magic, kind in _FOREIGN:
        # two letters are too few to call a text file a picture or a program
        if head.startswith(magic) and (len(magic) > 2 or b"\x00" in head):
            raise refuse("foreign_kind", file=name, kind=kind)
    # zero bytes: a page in UTF-16
    if _MARKUP.match(head.replace(b"\x00", b"").lstrip(_BLANKS).lower()):
        raise refuse("markup", file=name)


def _size(path: Path, limits: Limits) -> int:
    try:
        if path.is_dir():
            raise refuse("is_folder", file=str(path))
        if not path.is_file():
            raise refuse("missing_file", file=str(path))
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise refuse("unreadable_file", file=path.name) from error
    if size == 0:
        raise refuse("empty_file", file=path.name)
    if size > limits.max_file_bytes:
        raise refuse("file_too_large", file=path.name, size=size // MIB, most=limits.max_file_bytes // MIB)
    return size


def _archive_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            encrypted = any(entry.flag_bits & 1 for entry in archive.infolist())
            mimetype = b"" if encrypted else _start_of(archive, "mimetype", 100)
            manifest = _start_of(archive, "META-INF/manifest.xml", MIB) if b"opendocument" in mimetype else b""
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise refuse("damaged_workbook", file=path.name) from error
    if encrypted or b"encryption-data" in manifest:
        raise refuse("password", file=path.name)
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Kind.ODS
    folded = [name.replace("\\", "/").lower() for name in names]
    for prefix, kind in _ZIP_FOREIGN.items():
        if any(name.startswith(prefix) for name in folded):
            raise refuse("foreign_kind", file=path.name, kind=kind)
    if "xl/workbook.bin" in folded:
        raise refuse("save_as_xlsx", file=path.name, kind=".xlsb")
    if "xl/workbook.xml" not in folded:
        raise refuse("foreign_kind", file=path.name, kind="ZIP")
    return Kind.XLSX


def has_macros(path: Path) -> bool:
    """Whether an .xlsx or .xlsm, which `file_kind` has told, brings a program of its own."""
    with zipfile.ZipFile(path) as archive:
        names = [name.replace("\\", "/").lower() for name in archive.namelist()]
    return any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names)


def _start_of(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as entry:
        return entry.read(most)


def _compound_kind(path: Path) -> Kind:
    """Old Office files and encrypted new ones share one container; the names of its streams stand in it as UTF-16."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        streams = {name for name in _STREAMS if content.find(name.encode("utf-16-le") + b"\x00\x00") >= 0}
    if streams & {"EncryptedPackage", "EncryptionInfo"}:
        raise refuse("password", file=path.name)
    if streams & {"Workbook", "Book"}:
        return Kind.ET if path.suffix.lower() == ".et" else Kind.XLS
    kind = "Word" if "WordDocument" in streams else "PowerPoint" if "PowerPoint Document" in streams else "OLE"
    raise refuse("foreign_kind", file=path.name, kind=kind)
