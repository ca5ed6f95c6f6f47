"""结果.xlsx: what a clerk opens, sheet by sheet."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa

from notoneless.kernel.codes import parse_sex
from notoneless.kernel.dates import parse_date
from notoneless.kernel.names import fold_name
from notoneless.kernel.places import fold_place
from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.kernel.resident_id import parse_resident_id
from notoneless.linkage import LinkResult
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.mismatches import Mismatch, mismatches
from notoneless.records.reconciliation.rules.quality import RowProblem, row_problems
from notoneless.records.reconciliation.rules.summary import by_place, by_school, totals
from notoneless.records.reconciliation.rules.tracks import Track
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.records.reconciliation.services.reading import ROSTERS
from notoneless.tabular.issues import CellIssue
from notoneless.tabular.writing import Cell, ColumnSpec, SheetSpec, Tone, WorkbookSpec, write_workbook_file

_PERSON = ("name", "sex", "dob", "id_no", "guardian_name", "guardian_rel", "phone", "township", "village", "address")
_COMPARED = ("name", "sex", "dob", "id_no", "guardian_name", "phone", "township", "village")
_PUPIL = ("name", "sex", "dob", "id_no", "student_no", "school", "grade", "class")
_WIDTH = {
    "number": 7, "sex": 6, "name": 10, "guardian_name": 10, "guardian_rel": 8, "id_no": 21, "student_no": 22, "phone": 14,
    "village": 13, "address": 30, "school": 22, "reason": 48, "next_check": 54, "evidence": 50, "near": 20, "other_rows": 10,
    "checked_by": 14, "what": 70, "kind": 28, "dob": 12,
}  # fmt: skip
_PLAIN_WIDTH = 11
_WRAP_BEYOND = 29
_NUMBERS = frozenset({
    "number", "row", "other_row", "other_sheet_row", "school_row", "group", "sheet_row", "children", "here", "elsewhere",
    "missing", "entries",
    "linked", "no_child", "second",
})  # fmt: skip
_FOLDED: Mapping[str, Callable[[str], object]] = {
    "name": fold_name, "guardian_name": fold_name, "township": fold_place, "village": fold_place,
    "dob": lambda text: parse_date(text).value or text, "sex": lambda text: parse_sex(text) or text,
    "id_no": lambda text: parse_resident_id(text).value or text,
    "phone": lambda text: "".join(filter(str.isdigit, text)) or text,
}  # fmt: skip

Row = Sequence[str | int | Cell]


def write_workbook(comparison: Comparison, path: Path, lang: Lang) -> None:
    """Write the workbook of a comparison to `path`."""
    write_workbook_file(path, WorkbookSpec(tuple(_Sheets(comparison, lang).all())))


class _Sheets:
    """The sheets of one comparison in one language."""

    def __init__(self, comparison: Comparison, lang: Lang) -> None:
        self._comparison = comparison
        self._result: Reconciliation = comparison.result
        self._lang: Lang = lang

    def all(self) -> Iterator[SheetSpec]:
        """The sheets in the order a clerk needs them."""
        yield self._sheet(
            "missing",
            (
                "number",
                *_PERSON,
                "reason",
                "next_check",
                "near",
                "row",
                "sheet",
                "sheet_row",
                "other_rows",
                "found",
                "checked_by",
            ),
            self._missing(),
        )
        columns = ("other_roster", *(f"{side}_{field}" for field in _COMPARED for side in ("here", "there")))
        places = ("row", "sheet", "sheet_row", "other_row", "other_sheet", "other_sheet_row")
        yield self._sheet("doubtful", (*places, *columns, "evidence", "same_child"), self._doubtful())
        yield self._sheet(
            "mismatch",
            ("kind", "school_row", "sheet", "sheet_row", *_PUPIL, "row", "here_name", "here_id_no", "evidence"),
            self._mismatches(),
        )
        yield self._sheet("duplicate", ("roster", "group", "row", "sheet", "sheet_row", *_PERSON), self._duplicates())
        yield self._sheet("issue", ("roster", "sheet", "sheet_row", "column", "what"), self._issues())
        yield self._sheet(
            "summary",
            (
                "level",
                "place",
                "part",
                "children",
                "here",
                "elsewhere",
                "missing",
                "entries",
                "linked",
                "no_child",
                "second",
            ),
            self._summary(),
        )

    def _say(self, code: str, **params: str | int) -> str:
        return sentence(Problem(f"reconciliation.{code}", params), self._lang)

    def _sheet(self, key: str, columns: Iterable[str], rows: Iterable[Row]) -> SheetSpec:
        specs = tuple(self._column(name) for name in columns)
        as_of = self._result.parameters.as_of.isoformat()
        return SheetSpec(
            self._say(f"sheet.{key}"), self._say(f"title.{key}", as_of=as_of), specs, rows, self._say(f"note.{key}")
        )

    def _column(self, name: str) -> ColumnSpec:
        width = _WIDTH.get(name) or _WIDTH.get(name.split("_", 1)[-1], _PLAIN_WIDTH)
        kind: Literal["text", "number"] = "number" if name in _NUMBERS else "text"
        return ColumnSpec(self._header(name), width, kind, wrap=width > _WRAP_BEYOND)

    def _header(self, name: str) -> str:
        for side in ("here_", "there_"):
            if name.startswith(side) and name.removeprefix(side) in _PERSON:
                return self._say(f"column.{side}of", field=self._say(f"column.{name.removeprefix(side)}"))
        return self._say(f"column.{name}")

    def _missing(self) -> Iterator[Row]:
        """One line a child: its first row, the other rows by number."""
        home, table = self._result.household, self._result.not_in_school
        rows, children = table["household_row"].to_pylist(), table["child"].to_pylist()
        others: dict[int, list[int]] = {}
        for row, child in zip(rows, children, strict=True):
            others.setdefault(child, []).append(row)
        texts = ("reason", "next_check", "near_roster", "near_row")
        listed = dict(zip(rows, zip(*(table[name].to_pylist() for name in texts), strict=True), strict=True))
        people = _people(home, rows, _PERSON)
        for number, group in enumerate(others.values(), start=1):
            reason, check, roster, near = listed[group[0]]
            where = self._say("at_row", roster=self._say(f"roster.{roster}"), row=near) if roster else ""
            also = "、".join(map(str, group[1:]))
            place = self._place("household", group[0])
            yield (number, *people[group[0]], reason, check, where, group[0], *place, also, "", "")

    def _doubtful(self) -> Iterator[Row]:
        """Both sides beside each other; what differs is coloured."""
        home = self._result.household
        for part, track, result in self._others():
            table = result.review
            pairs = [table[name].to_pylist() for name in ("left_row", "right_row", "reason")]
            here, there = _people(home, pairs[0], _COMPARED), _people(track, pairs[1], _COMPARED)
            for row, other, reason in zip(*pairs, strict=True):
                cells = (
                    cell for both in zip(_COMPARED, here[row], there[other], strict=True) for cell in _beside(*both)
                )
                places = (row, *self._place("household", row), other, *self._place(part, other))
                yield (*places, self._say(f"roster.{part}"), *cells, reason, "")

    def _others(self) -> Iterator[tuple[str, Track, LinkResult]]:
        yield "school", self._result.school, self._result.school_links
        if self._result.elsewhere is not None and self._result.elsewhere_links is not None:
            yield "elsewhere", self._result.elsewhere, self._result.elsewhere_links

    def _mismatches(self) -> Iterator[Row]:
        found = mismatches(self._result)
        pupils = _people(self._result.school, [m.school_row for m in found], _PUPIL)
        children = _people(
            self._result.household, [m.household_row for m in found if m.household_row], ("name", "id_no")
        )
        for one in found:
            child = children[one.household_row] if one.household_row else ("", "")
            yield (
                self._say(f"mismatch.{one.kind.value}"),
                one.school_row,
                *self._place("school", one.school_row),
                *pupils[one.school_row],
                one.household_row or "",
                *child,
                self._evidence(one),
            )

    def _evidence(self, one: Mismatch) -> str:
        told = {"same_id", "two_entries", "here_and_elsewhere"}
        rows = one.evidence or str(one.elsewhere_row)
        return self._say(f"mismatch.{one.kind.value}.with", rows=rows) if one.kind.value in told else one.evidence

    def _duplicates(self) -> Iterator[Row]:
        """Rows of children who stand in one roster more than once, child by child."""
        for part, track in zip(
            ROSTERS, (self._result.household, self._result.school, self._result.elsewhere), strict=True
        ):
            if track is None:
                continue
            several = np.flatnonzero(np.bincount(track.group, minlength=len(track.group))[track.group] > 1)
            several = several[np.argsort(track.group[several], kind="stable")]
            rows = track.rows.row[several].tolist()
            people = _people(track, rows, _PERSON)
            for row, group in zip(rows, track.group[several].tolist(), strict=True):
                place = self._place(part, row)
                yield (self._say(f"roster.{part}"), int(track.rows.row[group]), row, *place, *people[row])

    def _issues(self) -> Iterator[Row]:
        """Each cell once: one that could not be read is told as such, not again for what it is not."""
        told = _Told()
        for part, roster in self._comparison.rosters.items():
            for issue in roster.issues:
                told.note(part, issue)
                place = (issue.sheet or "", issue.row or "")
                yield (self._say(f"roster.{part}"), *place, issue.column or "", sentence(issue.problem, self._lang))
        for found in row_problems(self._result):
            sheet, at = self._place(found.roster, found.row)
            place = (sheet, at or found.row)
            if not told.has(found, place):
                column, what = self._say(f"column.{found.field}"), sentence(found.problem, self._lang)
                yield (self._say(f"roster.{found.roster}"), *place, column, what)

    def _place(self, part: str, row: int) -> tuple[str, int | str]:
        """Sheet and row in it of a data row, as the person sees them; empty where the source has none."""
        data = self._comparison.rosters[part].data
        if "sheet_row" not in data.column_names:
            return "", ""
        sheet = data["sheet"][row - 1].as_py() if "sheet" in data.column_names else ""
        return sheet, data["sheet_row"][row - 1].as_py()

    def _summary(self) -> Iterator[Row]:
        figures = totals(self._result)
        entries = figures["school_rows"]
        alone = figures["school_rows_without_child"]
        roll = (entries, entries - alone, alone, figures["duplicate_school_rows"])
        for whole in by_place(self._result, ()):
            yield (self._say("level.county"), "", "", *map(int, whole), *roll)
        for place, *counts in by_place(self._result, ("township",)):
            yield (self._say("level.township"), place, "", *map(int, counts), "", "", "", "")
        for place, part, *counts in by_place(self._result, ("township", "village")):
            yield (self._say("level.village"), place, part, *map(int, counts), "", "", "", "")
        for school, *counts in by_school(self._result):
            yield (self._say("level.school"), school, "", "", "", "", "", *map(int, counts))


class _Told:
    """The cells that reading found wrong: single ones, and columns of which it only counted the rest."""

    def __init__(self) -> None:
        self._cells: set[tuple[str, str, int | str, str]] = set()
        self._counted: set[tuple[str, str, str]] = set()

    def note(self, part: str, issue: CellIssue) -> None:
        """Keep where an issue of reading stands."""
        if issue.field is None:
            return
        if issue.row is not None:
            self._cells.add((part, issue.sheet or "", issue.row, issue.field))
        elif issue.problem.params.get("code") == "tabular.number_lost_digits":
            self._counted.add((part, issue.sheet or "", issue.field))

    def has(self, found: RowProblem, place: tuple[str, int | str]) -> bool:
        """Whether the cell of a row problem, at `place` (sheet and row), has been told or counted."""
        rounded = found.problem.code == "resident_id.excel_rounded"
        counted = rounded and (found.roster, place[0], found.field) in self._counted
        return counted or (found.roster, *place, found.field) in self._cells


def _people(track: Track, rows: Sequence[int], fields: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The fields of rows of a track as text, by source row; empty where the roster has no such column."""
    wanted = np.unique(np.asarray(rows, dtype=np.int32))
    at = pa.array(np.searchsorted(track.rows.row, wanted))
    columns = [
        track.table[field].combine_chunks().take(at).to_pylist()
        if field in track.table.column_names
        else [None] * len(at)
        for field in fields
    ]
    texts = [[text or "" for text in column] for column in columns]
    return dict(zip(wanted.tolist(), zip(*texts, strict=True), strict=True))


def _beside(field: str, here: str, there: str) -> tuple[Cell, Cell]:
    """Two values beside each other: coloured where both are given and differ, greyed where one is missing."""
    fold = _FOLDED.get(field, str.strip)
    tone: Tone | None = None
    if not here or not there:
        tone = "missing"
    elif fold(here) != fold(there):
        tone = "differs"
    return Cell(here, tone), Cell(there, tone)
