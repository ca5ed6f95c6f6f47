"""What the workbook reader does not tell of an .xlsx sheet: hidden rows and columns, error cells, true extent.

One light pass over each sheet's XML with byte searches; the cells themselves are read elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from zipfile import ZipInfo

from notoneless.kernel.problems import Problem
from notoneless.tabular.issues import Place, column_index
from notoneless.tabular.kinds import refuse
from notoneless.tabular.limits import Limits
from notoneless.tabular.workbooks.archives import read_entry, whole_entry
from notoneless.tabular.workbooks.sheet_xml import CELL_PLACE, HIDDEN, MIN_MAX, ROOT, ROW_NUMBER, Marks, row_blocks

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SMALL_BOX = 2_000_000
_ROOM = 4
_ONE_LETTER_COLUMNS, _SHEET_COLUMNS = 26, 16_384


@dataclass(slots=True)
class SheetFacts:
    """Facts about one sheet; rows and columns 0-based; `implicit`: some cells do not say where they stand."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    unreadable: dict[Place, Problem] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    cells: int = 0
    implicit: bool = False

    def sparse(self, limits: Limits) -> bool:
        """Whether the cells must be looked at singly before the sheet may be opened."""
        box = self.rows * self.columns
        if self.columns > limits.max_columns or box > limits.max_box:
            return True
        return box > _SMALL_BOX and (self.implicit or box > _ROOM * self.cells)


def sheet_names(path: Path, entries: dict[str, ZipInfo]) -> dict[str, str]:
    """The name of each worksheet, by its archive entry. Raises NotonelessError for a damaged workbook."""
    folded = {name.replace("\\", "/").lower(): name for name in entries}
    try:
        book = ElementTree.fromstring(whole_entry(path, entries[folded["xl/workbook.xml"]]))
        relations = ElementTree.fromstring(whole_entry(path, entries[folded["xl/_rels/workbook.xml.rels"]]))
    except (ElementTree.ParseError, KeyError) as error:
        raise refuse("damaged_workbook", file=path.name) from error
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    names = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "").replace("\\", "/")
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            names[folded.get(part.lower(), part)] = sheet.get("name", "")
    return names


def is_worksheet(path: Path, entry: ZipInfo) -> bool:
    """Whether the entry holds a worksheet, whatever it is called and whether or not the workbook lists it."""
    return ROOT.search(next(read_entry(path, entry), b"")) is not None


def scan_sheet(path: Path, entry: ZipInfo) -> SheetFacts:
    """The facts of one worksheet entry, in one pass."""
    facts = SheetFacts()
    columns: set[bytes] = set()
    for found, block in row_blocks(read_entry(path, entry), path.name):
        _scan_rows(found, block, facts)
        _scan_cells(found, block, facts, columns)
        if b'="e"' in block or b"='e'" in block:
            for error in found.error_cell.finditer(block):
                shown = error[3].decode("ascii", "replace")[:20]
                facts.unreadable[_place(error[1], error[2])] = Problem("tabular.error_value", {"value": shown})
        if found.formula in block:
            for cell in found.uncomputed_cell.finditer(block):
                facts.unreadable[_place(cell[1], cell[2])] = Problem("tabular.formula_without_value")
    widest = max((column_index(letters.decode("ascii")) + 1 for letters in columns), default=0)
    facts.columns = max(facts.columns, widest)
    return facts


def _place(letters: bytes, row: bytes) -> Place:
    return int(row) - 1, column_index(letters.decode("ascii"))


def _scan_rows(found: Marks, block: bytes, facts: SheetFacts) -> None:
    hidden = b"hidden" in block
    numbers = found.numbered_row.findall(block)
    if not hidden and len(numbers) == block.count(b"<" + found.prefix + b"row"):
        facts.rows = max(facts.rows, max(map(int, numbers), default=0))
        return
    for attributes in found.row.findall(block):
        number = ROW_NUMBER.search(attributes)
        facts.rows = facts.rows + 1 if number is None else max(facts.rows, int(number[1]))
        if b"hidden" in attributes and HIDDEN.search(attributes):
            facts.hidden_rows.append(int(number[1]) - 1 if number else facts.rows - 1)
    for attributes in found.column.findall(block):
        if HIDDEN.search(attributes):
            span = {key: int(value) for key, value in MIN_MAX.findall(attributes)}
            first, last = span.get(b"min", 1), min(span.get(b"max", 1), _SHEET_COLUMNS)
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
