"""A paper as it is described once, for Word and PDF alike."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")

LONGEST_WORD = 24
"""Characters of a word of Latin letters or digits that fit into a line; a longer one may break behind each of so many."""

SPACE_TO_BREAK = "\u200b"
"""Shows nothing, and lets a line end there."""

HOLE = "〓"
"""What printers set for a character they do not have."""

_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""What no paper can show, or what would let it show something else than it says: controls, changes of direction."""

_WORD = re.compile(rf"[!-~\u00a1-\u024f]{{{LONGEST_WORD + 1},}}")


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTRE = "center"


class SlipKind(StrEnum):
    """A part of a paper that is filled in and cut off: what the receiver gives back, and what the sender keeps."""

    RECEIPT = "receipt"
    STUB = "stub"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; `is_indented`: its first line begins two characters in."""

    text: str
    is_indented: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the body; `level` 1 to 4."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` as a share of all widths."""

    head: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text; each row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt or a stub: a heading above lines of label and value, parted from the paper by a line to cut along."""

    kind: SlipKind
    title: str
    lines: tuple[tuple[str, str], ...]


Block = Paragraph | Heading | Table | Slip


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and the day; `is_sealed`: a seal will press on both."""

    name: str
    day: str
    is_sealed: bool = True


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands beneath the number of every page, so that anybody can ask whether the paper is what it says."""

    code: str
    digest: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `day`: when it was issued, which the files are dated by. `agency`: the red head, empty for none.

    `mark`: what stands above every page of a paper that is not in force, such as 作废; empty for none.

    Blocks of kind `Slip` come after the signature, all others before it.
    """

    title: str
    day: date
    blocks: tuple[Block, ...]
    agency: str = ""
    number: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    signature: Signature | None = None
    footer: Footer | None = None
    mark: str = ""

    def body(self) -> Iterator[Paragraph | Heading | Table]:
        """The blocks before the signature."""
        return (each for each in self.blocks if not isinstance(each, Slip))

    def slips(self) -> Iterator[Slip]:
        """The blocks behind it."""
        return (each for each in self.blocks if isinstance(each, Slip))


def printable(text: str) -> str:
    """A text as a paper can show it: what no paper can show becomes 〓, tabs and ends of lines a blank."""
    return _NO_TEXT.sub(HOLE, text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def breakable(text: str) -> str:
    """A text in which words too long for a line may break."""
    return _WORD.sub(lambda found: _parted(found[0]), text)


def _parted(word: str) -> str:
    return SPACE_TO_BREAK.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))


def tidied(value: T) -> T:
    """A paper, or any part of one, with each text as it can be shown."""
    return _tidied(value)  # type: ignore[no-any-return]


def _tidied(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_tidied(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _tidied(getattr(value, each.name)) for each in fields(value)})
    return value


def written_day(day: date) -> str:
    """A day as papers write it: 2026年3月5日, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def ems(text: str) -> float:
    """How wide a text is, in characters of its own size: a Han character 1, a letter or digit half of it."""
    wide = sum(unicodedata.east_asian_width(letter) in "WFA" for letter in text)
    return wide + (len(text) - wide) / 2
