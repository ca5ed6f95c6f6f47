"""What the workbook reader does not tell of an .xlsx sheet: hidden rows and columns, error cells, true extent.

One light pass over each sheet's XML with byte searches; the cells themselves are read elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from zipfile import ZipInfo

from notoneless.kernel.problems import Problem
from notoneless.tabular.issues import Place, column_index
from notoneless.tabular.kinds import refuse, too_much
from notoneless.tabular.limits import MIB, Limits
from notoneless.tabular.workbooks.archives import read_entry
from notoneless.tabular.workbooks.sheet_xml import (
    CELL_PLACE,
    HIDDEN,
    IMPOSSIBLE_PLACE,
    MIN_MAX,
    ROOT,
    ROW_NUMBER,
    Marks,
    row_blocks,
)

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_UNCOMPUTED = Problem("tabular.formula_without_value")
_CELL_BYTES = 64
"""What the marks around a cell or row come to, with some room: the rest of a sheet is text."""
_SMALL_BOX = 2_000_000
_ROOM = 4
_ONE_LETTER_COLUMNS, _SHEET_COLUMNS = 26, 16_384


@dataclass(slots=True)
class SheetFacts:
    """Facts about one sheet; rows and columns 0-based; `implicit`: some cells do not say where they stand.

    `rows` reaches to the last row that may hold a cell, `last_row` to the last one there is.
    """

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    unreadable: dict[Place, Problem] = field(default_factory=dict)
    rows: int = 0
    last_row: int = 0
    columns: int = 0
    cells: int = 0
    implicit: bool = False
    merges: int = 0

    def sparse(self, limits: Limits) -> bool:
        """Whether the cells must be looked at singly before the sheet may be opened."""
        box = self.rows * self.columns
        if self.columns > limits.max_columns or box > limits.max_box:
            return True
        return box > _SMALL_BOX and (self.implicit or box > _ROOM * self.cells)


def sheet_names(path: Path, entries: dict[str, ZipInfo], limits: Limits) -> dict[str, str]:
    """The name of each worksheet, by its archive entry.

    Raises NotonelessError for a damaged workbook, one of too many sheets, and one whose sheets are the same entry.
    """
    folded = {name.replace("\\", "/").lower(): name for name in entries}
    try:
        sheets = _tags(path, entries[folded["xl/workbook.xml"]], "sheet")
        relations = _tags(path, entries[folded["xl/_rels/workbook.xml.rels"]], "Relationship")
    except (ElementTree.ParseError, KeyError) as error:
        raise refuse("damaged_workbook", file=path.name) from error
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    if len(sheets) > limits.max_sheets:
        raise too_much(Problem("tabular.of_sheets"), path.name, limits.max_sheets)
    names = {}
    for sheet in sheets:
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", "").replace("\\", "/")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        names[folded.get(part.lower(), part)] = sheet.get("name", "")
    if len(names) < len(sheets):
        raise refuse("damaged_workbook", file=path.name)
    return names


def _tags(path: Path, entry: ZipInfo, name: str) -> list[dict[str, str]]:
    """The attributes of every element of one name; nothing else of the part is kept, however many names it defines."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition("}")[2] == name:
            found.append(attributes)

    parser = ElementTree.XMLParser(target=_Target(start))
    for piece in read_entry(path, entry):
        parser.feed(piece)
    parser.close()
    return found


@dataclass(frozen=True, slots=True)
class _Target:
    """What the parser tells of: beginnings of elements alone."""

    start: Callable[[str, dict[str, str]], None]

    def close(self) -> None:
        """The end of the part."""


def is_worksheet(path: Path, entry: ZipInfo) -> bool:
    """Whether the entry holds a worksheet, whatever it is called and whether or not the workbook lists it."""
    return ROOT.search(next(read_entry(path, entry), b"")) is not None


def scan_sheet(path: Path, entry: ZipInfo, limits: Limits) -> SheetFacts:
    """The facts of one worksheet entry, in one pass. Raises NotonelessError for more of anything than a sheet may hold."""
    facts = SheetFacts()
    columns: set[bytes] = set()
    for found, block in row_blocks(_merges_counted(read_entry(path, entry), facts), path.name):
        if IMPOSSIBLE_PLACE.search(block):
            raise refuse("damaged_workbook", file=path.name)
        _scan_rows(found, block, facts)
        _scan_cells(found, block, facts, columns)
        _note_unreadable(found, block, facts)
        if len(facts.unreadable) > limits.max_unreadable:
            raise too_much(Problem("tabular.of_unreadable"), path.name, limits.max_unreadable)
    if facts.merges > limits.max_merges:
        raise too_much(Problem("tabular.of_merges"), path.name, limits.max_merges)
    if entry.file_size - _CELL_BYTES * (facts.cells + facts.rows) > limits.max_text_bytes:
        raise too_much(Problem("tabular.of_text"), path.name, limits.max_text_bytes // MIB)
    widest = max((column_index(letters.decode("ascii")) + 1 for letters in columns), default=0)
    facts.columns = max(facts.columns, widest)
    return facts


def _note_unreadable(found: Marks, block: bytes, facts: SheetFacts) -> None:
    if b'="e"' in block or b"='e'" in block:
        for error in found.error_cell.finditer(block):
            shown = error[3].decode("ascii", "replace")[:20]
            facts.unreadable[_place(error[1], error[2])] = Problem("tabular.error_value", {"value": shown})
    if found.formula in block:
        for cell in found.uncomputed_cell.finditer(block):
            facts.unreadable[_place(cell[1], cell[2])] = _UNCOMPUTED


def _merges_counted(pieces: Iterator[bytes], facts: SheetFacts) -> Iterator[bytes]:
    for piece in pieces:
        facts.merges += piece.count(b"mergeCell ")
        yield piece


def _place(letters: bytes, row: bytes) -> Place:
    return int(row) - 1, column_index(letters.decode("ascii"))


def _scan_rows(found: Marks, block: bytes, facts: SheetFacts) -> None:
    hidden = b"hidden" in block
    numbers = found.numbered_row.findall(block)
    filled = found.cell in block
    if not (hidden and filled) and len(numbers) == block.count(b"<" + found.prefix + b"row"):
        facts.last_row = max(facts.last_row, max(map(int, numbers), default=0))
        facts.rows = max(facts.rows, facts.last_row) if filled else facts.rows
        _scan_columns(found, block, facts)
        return
    for attributes in found.row.findall(block):
        number = ROW_NUMBER.search(attributes)
        facts.last_row = facts.last_row + 1 if number is None else max(facts.last_row, int(number[1]))
        facts.rows = facts.last_row
        if b"hidden" in attributes and HIDDEN.search(attributes):
            facts.hidden_rows.append(int(number[1]) - 1 if number else facts.rows - 1)
    _scan_columns(found, block, facts)


def _scan_columns(found: Marks, block: bytes, facts: SheetFacts) -> None:
    if b"hidden" not in block:
        return
    for attributes in found.column.findall(block):
        if HIDDEN.search(attributes):
            span = {key: int(value) for key, value in MIN_MAX.findall(attributes)}
            first, last = span.get(b"min", 1), min(span.get(b"max", 1), _SHEET_COLUMNS)
            if len(facts.hidden_columns) < _SHEET_COLUMNS:
                facts.hidden_columns += range(first - 1, last)


def _scan_cells(found: Marks, block: bytes, facts: SheetFacts, columns: set[bytes]) -> None:
    """Count the cells and note how far right they reach; one letter stands for all columns up to Z."""
    placed = block.count(found.placed_cell)
    if placed:
        facts.columns = max(facts.columns, _ONE_LETTER_COLUMNS)
    columns.update(found.wide_column.findall(block))
    cells = placed
    if block.count(found.cell) != placed:
        cells = sum(block.count(found.cell + end) for end in (b" ", b">", b"/", b"\n", b"\t", b"\r"))
    facts.cells += cells
    if cells == placed:
        return
    named = found.any_column.findall(block)
    columns.update(named)
    facts.columns = max(facts.columns, _ONE_LETTER_COLUMNS)
    if len(named) < cells:
        facts.implicit = True
        # cells without a place follow their neighbour: none can stand further right than all cells of the block
        facts.columns = max(facts.columns, min(cells + len(columns), _SHEET_COLUMNS))


def filled_places(path: Path, entry: ZipInfo) -> Iterator[Place]:
    """Row and column of every cell that holds something, as the workbook reader will count them."""
    row, column = -1, -1
    for found, block in row_blocks(read_entry(path, entry), path.name):
        if found.cell not in block and (numbers := found.numbered_row.findall(block)):
            row, column = int(numbers[-1]) - 1, -1  # empty rows, of which there may be a million
            continue
        for tag, attributes in found.token.findall(block):
            if tag == b"row":
                number = ROW_NUMBER.search(attributes)
                row, column = int(number[1]) - 1 if number else row + 1, -1
            elif tag == b"c":
                place = CELL_PLACE.search(attributes)
                column = column_index(place[1].decode("ascii")) if place else column + 1
                row = int(place[2]) - 1 if place else row
            elif not attributes.endswith(b"/"):
                yield row, column
