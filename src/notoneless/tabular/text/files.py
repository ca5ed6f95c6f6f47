"""Turn a text file of any usual encoding into UTF-8 bytes, and find how its lines are divided into cells."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa

from notoneless.tabular.kinds import refuse
from notoneless.tabular.recognition.headings import Header, find_header
from notoneless.tabular.text.dividing import Record, divide, plain_cells

_HEAD_LINES = 200
_HEAD_BYTES = 1 << 20
_HEAD_CHARACTERS = 2_000
_NAME_IN_BIG5 = ("姓名", "學生", "學籍", "身份證", "身分證")
DELIMITERS = (",", "\t", ";", "|", "，")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text file as UTF-8. `replaced`: some bytes were in no encoding and stand as U+FFFD."""

    content: bytes
    encoding: str
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How the text is divided, how many cells a whole record has, and the first records."""

    delimiter: str
    width: int
    head: Rows
    header: Header | None


def read_text(path: Path) -> Text:
    """The file's text. Raises NotonelessError for bytes that are no text, or for text that was decoded wrongly "
    "before."""
    content = path.read_bytes()
    text = _decoded(content, path.name)
    if not text.content.strip():
        raise refuse("empty_file", file=path.name)
    return text


def longest_line(content: bytes) -> int:
    """The length of the longest line, in bytes."""
    letters = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero((letters == ord("\n")) | (letters == ord("\r")))
    return int(np.diff(ends, prepend=-1, append=len(letters)).max())


def _decoded(content: bytes, name: str) -> Text:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _recoded(content, encoding, name)
    if b"\x00" in content:
        return _without_mark(content, name)
    if _is_utf8(content):
        return Text(content, "utf-8")
    try:
        return Text(content.decode("gb18030").encode("utf-8"), "gb18030")
    except UnicodeDecodeError:
        pass
    return min((_recoded(content, encoding, name) for encoding in ("utf-8", "gb18030")), key=_losses)


def _is_utf8(content: bytes) -> bool:
    """Whether all of `content` is UTF-8, looked at in place."""
    offsets = pa.array([0, len(content)], pa.int32()).buffers()[1]
    try:
        pa.StringArray.from_buffers(1, offsets, pa.py_buffer(content)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _recoded(content: bytes, encoding: str, name: str) -> Text:
    text = content.decode(encoding, "replace")
    if "\x00" in text:
        raise refuse("nul_bytes", file=name, line=text.count("\n", 0, text.index("\x00")) + 1)
    return Text(text.encode("utf-8", "replace"), encoding, "�" in text)


def _losses(text: Text) -> int:
    return text.content.count("�".encode())


def _without_mark(content: bytes, name: str) -> Text:
    """UTF-16 without its mark: every comma and digit has a zero byte on the same side."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    encoding = "utf-16-le" if odd > 20 * even else "utf-16-be" if even > 20 * odd else ""
    if encoding and max(even, odd) * 50 > len(content):
        text = content.decode(encoding, "replace")
        if "�" not in text and "\x00" not in text:
            return Text(text.encode("utf-8"), encoding)
    raise refuse("nul_bytes", file=name, line=content.count(b"\n", 0, content.index(b"\x00")) + 1)


def refuse_other_encoding(text: Text, name: str) -> None:
    """Raise NotonelessError for text without a header that has one in an encoding which cannot be told from GBK."""
    if text.encoding != "gb18030":
        return
    try:
        other = text.content.decode("utf-8").encode("gb18030").decode("big5hkscs")
    except UnicodeError:
        return
    if any(word in other[:_HEAD_CHARACTERS] for word in _NAME_IN_BIG5):
        raise refuse("other_encoding", file=name, encoding="Big5")


def find_layout(text: Text) -> Layout:
    """The delimiter and header that make most sense of the first lines.

    Raises NotonelessError where two header rows contradict.
    """
    head = text.content[:_HEAD_BYTES].decode("utf-8-sig", "ignore")
    best: tuple[tuple[int, int], Layout] | None = None
    for delimiter in DELIMITERS:
        if delimiter not in head:
            continue
        layout = _divided(head, delimiter, _width(head, delimiter))
        known = len([text for text in layout.header.texts if text]) if layout.header else 0
        worth = (known, sum(len(row) > 1 for row in layout.head))
        if best is None or worth > best[0]:
            best = (worth, layout)
    if best is None:
        rows = tuple((line.strip(),) for line in head.splitlines()[:_HEAD_LINES])
        return Layout(",", 1, rows, None)
    return best[1]


def _width(head: str, delimiter: str) -> int:
    """How many cells a whole record has: as many as the header, or else as most have."""
    quoted = tuple(map(_stripped, islice(_quoted(head, delimiter), _HEAD_LINES)))
    readings = [quoted]
    if '"' in head:
        # a stray mark may have swallowed the header
        lines = islice(_lines_of(head), _HEAD_LINES)
        readings.append(tuple(_stripped(plain_cells(line, delimiter)) for line in lines))
    headers = [header for rows in readings if (header := find_header(rows)) is not None]
    if headers:
        return len(max(headers, key=lambda header: sum(map(bool, header.texts))).texts)
    return Counter(len(row) for row in quoted).most_common(1)[0][0] if quoted else 1


def _divided(head: str, delimiter: str, width: int) -> Layout:
    records = islice(divide(_lines_of(head), delimiter, width), _HEAD_LINES)
    rows = tuple(_stripped(record.cells) for record in records)
    return Layout(delimiter, width, rows, find_header(rows))


def _stripped(cells: list[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)


def _lines_of(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _quoted(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records where every quotation mark is believed."""
    try:
        yield from csv.reader(_lines_of(text), delimiter=delimiter)
    except csv.Error:
        return


def records(text: Text, layout: Layout) -> Iterator[Record]:
    """Every record of the text."""
    stream = io.TextIOWrapper(io.BytesIO(text.content), encoding="utf-8-sig", newline="")
    return divide(stream, layout.delimiter, layout.width)
