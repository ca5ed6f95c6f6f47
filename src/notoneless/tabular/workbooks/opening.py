"""Open a workbook safely and give its sheets: cells, merged ranges, and the facts the reader does not tell."""

import io
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from zipfile import ZipInfo

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.cells import CellValue
from notoneless.tabular.issues import CellIssue
from notoneless.tabular.kinds import Kind, named_in_unicode, refuse
from notoneless.tabular.limits import Limits
from notoneless.tabular.recognition.headings import Merge
from notoneless.tabular.scratch import begun
from notoneless.tabular.workbooks.archives import checked_entries, read_entry
from notoneless.tabular.workbooks.isolated_reader import PASSWORD
from notoneless.tabular.workbooks.legacy_facts import legacy_facts
from notoneless.tabular.workbooks.open_document import open_document_facts
from notoneless.tabular.workbooks.shared_texts import refuse_swollen_texts
from notoneless.tabular.workbooks.sheet_facts import SheetFacts, is_worksheet, scan_sheet, sheet_names
from notoneless.tabular.workbooks.trimming import Trim, plan_trim, trimmed_copy

_SECONDS = 300


class Cells(Protocol):
    """Something that gives rows from the top of a sheet, each beginning at the sheet's first used column."""

    def iter_rows(self) -> Iterator[list[CellValue]]:
        """The rows."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cells held as lists; a blank row is an empty one."""

    rows: list[list[CellValue]]
    width: int

    def iter_rows(self) -> Iterator[list[CellValue]]:
        for row in self.rows:
            yield row or [""] * self.width


@dataclass(slots=True)
class Sheet:
    """One worksheet. `height` counts rows from the top of the sheet, `width` columns from its left edge."""

    name: str
    hidden: bool
    facts: SheetFacts
    merges: list[Merge]
    height: int
    width: int
    cells: Cells
    first_column: int

    def rows(self) -> Iterator[list[CellValue]]:
        """Every row from the top of the sheet, each beginning at column A; an empty cell is ""."""
        if self.first_column == 0:
            yield from self.cells.iter_rows()
            return
        margin: list[CellValue] = [""] * self.first_column
        for row in self.cells.iter_rows():
            yield margin + row


@dataclass(slots=True)
class Workbook:
    """The worksheets of one file in order, and what was found while opening it."""

    sheets: list[Sheet] = field(default_factory=list)
    issues: list[CellIssue] = field(default_factory=list)


def open_workbook(path: Path, kind: Kind, limits: Limits) -> Workbook:
    """All worksheets of `path`. Raises NotonelessError for a damaged, protected, bloated or hostile file."""
    if kind is Kind.ET:
        with _converted(path) as copy:
            return open_workbook(copy, Kind.XLSX, limits)
    if kind is Kind.XLSX:
        return _open_xlsx(path, limits)
    if kind is Kind.ODS:
        return _open_isolated(path, open_document_facts(path, limits), limits)
    return _open_isolated(path, legacy_facts(path), limits)


def _open_xlsx(path: Path, limits: Limits) -> Workbook:
    workbook = Workbook()
    source, facts = _checked_xlsx(path, limits, workbook.issues)
    try:
        book = CalamineWorkbook.from_object(source)
        for index, about in enumerate(book.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                workbook.issues.append(_no_worksheet(about.name))
                continue
            cells = book.get_sheet_by_index(index)
            start, end = cells.start or (0, 0), cells.end or (-1, -1)
            _refuse_wide(about.name, end[1] + 1, limits)
            hidden = about.visible is not SheetVisibleEnum.Visible
            known = facts.get(about.name, SheetFacts())
            merges = list(cells.merged_cell_ranges or [])
            workbook.sheets.append(Sheet(about.name, hidden, known, merges, end[0] + 1, end[1] + 1, cells, start[1]))
    except NotonelessError:
        raise
    except BaseException as error:
        # the reader's own panics are no Exception; everything else of that rank must pass
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise refuse("damaged_workbook", file=path.name) from error
        raise
    return workbook


def _checked_xlsx(
    path: Path, limits: Limits, issues: list[CellIssue]
) -> tuple[Path | io.BytesIO, dict[str, SheetFacts]]:
    """What to read, the file itself or a copy without stray cells, and the facts of each sheet by name."""
    entries = checked_entries(path, limits)
    names = sheet_names(path, entries, limits)
    facts: dict[str, SheetFacts] = {}
    trims: dict[str, Trim] = {}
    sheets: list[str] = []
    for part, entry in entries.items():
        if not is_worksheet(path, entry):
            _read_through(path, entry)
            continue
        sheets.append(part)
        name = names.get(part, part)
        facts[name] = scan_sheet(path, entry, limits)
        if facts[name].sparse(limits):
            if facts[name].cells > limits.max_searched:
                raise refuse("sheet_too_sparse", sheet=name, cell=str(facts[name].rows))
            trim, stray = plan_trim(path, entry, name, limits)
            issues += stray
            if trim is not None:
                trims[part] = trim
    if trims:
        return trimmed_copy(path, entries, trims), facts
    refuse_swollen_texts(path, entries, {part: facts[names.get(part, part)].cells for part in sheets}, limits)
    # the reader trusts the last letters of a name: a workbook may be called .xls
    plain = named_in_unicode(path) and path.suffix.lower() == ".xlsx"
    return path if plain else io.BytesIO(path.read_bytes()), facts


def _read_through(path: Path, entry: ZipInfo) -> None:
    """Check an entry of which nothing else is wanted; pictures are not opened by anybody."""
    if "/media/" not in entry.filename:
        for _ in read_entry(path, entry):
            continue


def _open_isolated(path: Path, facts: dict[str, SheetFacts], limits: Limits) -> Workbook:
    """Read the file in another process, which may be ended by what it reads."""
    script = Path(__file__).with_name("isolated_reader.py")
    command = [sys.executable, "-P", str(script), str(path), str(limits.max_memory_bytes)]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=limits.max_seconds)
    except (OSError, subprocess.SubprocessError) as error:
        raise refuse("damaged_workbook", file=path.name) from error
    if done.returncode or not done.stdout:
        raise refuse("password" if done.returncode == PASSWORD else "damaged_workbook", file=path.name)
    workbook = Workbook()
    stream = io.BytesIO(done.stdout)
    while stream.tell() < len(done.stdout):
        name, visible, is_worksheet, first, width, merges, rows = pickle.load(stream)  # isolated_reader wrote it
        if not is_worksheet:
            workbook.issues.append(_no_worksheet(name))
            continue
        _refuse_wide(name, first + width, limits)
        known = facts.get(name, SheetFacts())
        grid = _Grid(rows, width)
        workbook.sheets.append(Sheet(name, not visible, known, merges or [], len(rows), first + width, grid, first))
    return workbook


def _no_worksheet(name: str) -> CellIssue:
    return CellIssue(Problem("tabular.not_a_worksheet", {"sheet": name}), name)


def _refuse_wide(sheet: str, columns: int, limits: Limits) -> None:
    if columns > limits.max_columns:
        raise refuse("too_many_columns", sheet=sheet, columns=columns, most=limits.max_columns)


@contextmanager
def _converted(path: Path) -> Iterator[Path]:
    """The .xlsx that LibreOffice makes of a WPS sheet, for as long as it is needed."""
    program = shutil.which("soffice")
    if program is None:
        raise refuse("save_as_xlsx", file=path.name, kind="WPS .et")
    with begun(Path(tempfile.mkdtemp())) as folder:
        profile = (folder / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder),
        ]
        try:
            subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            raise refuse("save_as_xlsx", file=path.name, kind="WPS .et") from error
        made = folder / f"{path.stem}.xlsx"
        if not made.is_file():
            raise refuse("save_as_xlsx", file=path.name, kind="WPS .et")
        yield made
