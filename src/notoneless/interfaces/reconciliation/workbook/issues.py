"""The sheet of what is wrong with the rosters themselves, cell by cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from notoneless.interfaces.reconciliation.workbook.columns import Column, Words, places_of
from notoneless.kernel.problems import Problem
from notoneless.records.reconciliation.rules.places import Places
from notoneless.records.reconciliation.rules.quality import RowProblem, row_problems
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import CellIssue, column_letter
from notoneless.tabular.writing import SheetSpec


@dataclass(frozen=True, slots=True)
class _Issue:
    """A cell, row or column of a roster with its place, and what to say of it."""

    part: str
    sheet: str
    row: int | str
    column: str
    field: str | None
    problem: Problem


def issues(comparison: Comparison, words: Words) -> SheetSpec:
    """The sheet of data issues."""
    columns = [
        Column[_Issue]("roster", 14, lambda issue: words.tell(Problem(f"reconciliation.roster.{issue.part}"))),
        Column[_Issue]("sheet", 14, lambda issue: issue.sheet),
        Column[_Issue]("sheet_row", 8, lambda issue: issue.row, "number"),
        Column[_Issue]("column", 6, lambda issue: issue.column),
        Column[_Issue]("field", 14, lambda issue: words.tell(Problem(f"tabular.field.{issue.field}")) if issue.field else ""),
        Column[_Issue]("what", 90, lambda issue: words.tell(issue.problem)),
    ]  # fmt: skip
    return words.sheet("issue", columns, _issues(comparison, places_of(comparison)))


def _issues(comparison: Comparison, places: Mapping[str, Places]) -> Iterator[_Issue]:
    """Each cell once: one that could not be read is told as such, not again for what it is not."""
    told = _Told()
    for part, roster in comparison.rosters.items():
        for issue in roster.issues:
            told.note(part, issue)
            yield _Issue(part, issue.sheet or "", issue.row or "", issue.column or "", issue.field, issue.problem)
    letters = {
        part: {field: column_letter(at) for field, at in roster.columns.positions().items()}
        for part, roster in comparison.rosters.items()
    }
    for found in row_problems(comparison.result):
        place = (places[found.roster].sheet(found.row), places[found.roster].row(found.row))
        if not told.has(found, place):
            letter = letters[found.roster].get(Field(found.field), "")
            yield _Issue(found.roster, *place, letter, found.field, found.problem)


class _Told:
    """The cells that reading found wrong: single ones, and columns of which it only counted the rest."""

    def __init__(self) -> None:
        self._cells: set[tuple[str, str, int, str]] = set()
        self._counted: set[tuple[str, str, str]] = set()

    def note(self, part: str, issue: CellIssue) -> None:
        """Keep where an issue of reading stands."""
        if issue.field is None:
            return
        if issue.row is not None:
            self._cells.add((part, issue.sheet or "", issue.row, issue.field))
        elif issue.problem.params.get("code") == "tabular.number_lost_digits":
            self._counted.add((part, issue.sheet or "", issue.field))

    def has(self, found: RowProblem, place: tuple[str, int]) -> bool:
        """Whether the cell of a row problem, at `place` (sheet and row), has been told or counted."""
        rounded = found.problem.code == "resident_id.excel_rounded"
        counted = rounded and (found.roster, place[0], found.field) in self._counted
        return counted or (found.roster, *place, found.field) in self._cells
