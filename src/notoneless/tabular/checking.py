"""What a person should look at in the cells of a roster that was read: each doubt at its cell, nothing corrected.

A comparison asks fewer questions and asks them of all rosters together; this is what one roster tells by itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TypeVar

from notoneless.kernel.codes import parse_ethnicity, parse_grade, parse_school_code, parse_sex
from notoneless.kernel.dates import DateKind, ParsedDate, parse_date
from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import IdKind, ResidentId, parse_resident_id
from notoneless.kernel.student_number import parse_student_number
from notoneless.tabular.cells import mask
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import CellIssue, IssueLog, column_letter
from notoneless.tabular.limits import DEFAULT_LIMITS
from notoneless.tabular.reading import Roster

_SERIAL = re.compile(r"[1-7]\d{4}(?:\.\d*)?").fullmatch
_PHONE = re.compile(r"(?:\+?86-?)?(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})").fullmatch
_PHONE_JOINTS = re.compile(r"[\s\-—–()（）]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BLANK = re.compile(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]")
_NO_NAME = re.compile(r"[\d０-９()（）\[\]【】:：,，、;；?？*＊/\\]")
_ONE_CELL = {Field.SEX: (parse_sex, "tabular.sex_unread"), Field.GRADE: (parse_grade, "tabular.grade_unread"),
             Field.ETHNICITY: (parse_ethnicity, "tabular.ethnicity_unread"),
             Field.SCHOOL_CODE: (parse_school_code, "tabular.school_code_unread")}  # fmt: skip
_NAMES = (Field.NAME, Field.GUARDIAN_NAME, Field.GUARDIAN2_NAME)
_IDS = (Field.ID_NO, Field.GUARDIAN_ID, Field.GUARDIAN2_ID)
_PHONES = (Field.PHONE, Field.PHONE2)
_ANSWERED_BY_READER = frozenset({IdKind.EXCEL_ROUNDED})

_AT_ONCE = 10_000
"""Cells of a column made into text at once."""

Said = Callable[[str], Problem | None]
Found = TypeVar("Found")


def checked(roster: Roster) -> Roster:
    """`roster` with every doubt about its cells among its issues, at most so many alike as the reader tells."""
    log = IssueLog(DEFAULT_LIMITS.max_issues_alike)
    log.extend((*roster.issues, *check_cells(roster)))
    return replace(roster, issues=tuple(log.closed()))


def check_cells(roster: Roster) -> Iterator[CellIssue]:
    """Every doubt about a cell of `roster`, column by column and then row by row. Values are masked.

    A column is named by its letter where the roster is one sheet: of several, each may have its own order.
    """
    table = _Table(roster)
    read = _Read(table)
    for field, said in _questions(table, read):
        answers: dict[str, Problem | None] = {}
        for row, text in enumerate(table.texts(field)):
            if text is None:
                continue
            if text not in answers:
                answers[text] = said(text)
            if (problem := answers[text]) is not None:
                yield table.issue(row, field, problem)
    yield from _contradictions(table, read)
    yield from _twice(table, read)


class _Table:
    """The columns of a roster, and where each cell stands. A column becomes a list when it is asked for: all would be much."""

    def __init__(self, roster: Roster) -> None:
        data = roster.data
        self._data = data
        self.columns = [field for field in Field if field.value in data.column_names]
        self._lists: dict[Field, list[str | None]] = {}
        self.size = data.num_rows
        names = data.column_names
        self._rows = data["sheet_row" if "sheet_row" in names else "row"].to_pylist()
        self._sheets = data["sheet"].to_pylist() if "sheet" in names else None
        one = len(roster.columns.sheets) < 2
        self._letters = {field: column_letter(at) for field, at in roster.columns.positions().items()} if one else {}

    def texts(self, field: Field) -> Iterator[str | None]:
        """The texts of a column from the top."""
        for batch in self._data[field.value].iterchunks():
            for start in range(0, len(batch), _AT_ONCE):
                yield from batch.slice(start, _AT_ONCE).to_pylist()

    def get(self, field: Field, row: int) -> str | None:
        """The text of a cell, of a column of which most cells are asked for."""
        if field not in self._lists:
            self._lists[field] = list(self.texts(field)) if field in self.columns else []
        column = self._lists[field]
        return column[row] if column else None

    def issue(self, row: int, field: Field, problem: Problem) -> CellIssue:
        """A finding at a cell."""
        sheet = self._sheets[row] if self._sheets else None
        text: str | None = self._data[field.value][row].as_py()
        return CellIssue(
            problem, sheet, self._rows[row], self._letters.get(field), field, mask(text, field) if text else None
        )

    def number(self, row: int) -> int:
        """The row as a person sees it."""
        return int(self._rows[row])


class _Read:
    """The cells that several questions are asked of, each text read once. numbers, births, entries: an entry a row."""

    def __init__(self, table: _Table) -> None:
        self.number = cache(parse_resident_id)
        self.numbers = _each(table, Field.ID_NO, self.number)
        self.births, self.entries = (_each(table, field, cache(parse_date)) for field in (Field.DOB, Field.ENROLLED_ON))


def _each(table: _Table, field: Field, read: Callable[[str | None], Found]) -> list[Found]:
    return list(map(read, table.texts(field))) if field in table.columns else [read(None)] * table.size


def _questions(table: _Table, read: _Read) -> Iterator[tuple[Field, Said]]:
    """What is asked of each column that is there."""
    asked: dict[Field, Said] = dict.fromkeys(_NAMES, _about_name)
    asked |= (
        dict.fromkeys(_IDS, lambda text: _about_id(read.number(text)))
        | dict.fromkeys(_PHONES, _about_phone)
        | {Field.DOB: _about_day}
    )
    asked[Field.ENROLLED_ON] = lambda text: parse_date(text).problem  # its month is enough
    asked[Field.STUDENT_NO] = lambda text: parse_student_number(text).problem
    for field, (parse, code) in _ONE_CELL.items():
        asked[field] = _unread(parse, code)
    return ((field, asked[field]) for field in table.columns if field in asked)


def _unread(parse: Callable[[str], object], code: str) -> Said:
    return lambda text: Problem(code, {"text": mask(text)[:20]}) if parse(text) is None else None


def _about_name(text: str) -> Problem | None:
    if any(unicodedata.category(letter) == "Co" for letter in text):
        return Problem("tabular.private_character")
    if "\ufffd" in text:
        return Problem("tabular.unreadable_characters")
    if _NO_NAME.search(text):
        return Problem("tabular.name_with_marks")
    if _BLANK.search(text):
        return Problem("tabular.blank_in_name")
    if len(text) == 1 and _HAN.search(text):
        return Problem("tabular.name_of_one_character")
    return None


def _about_id(found: ResidentId) -> Problem | None:
    return None if found.kind in _ANSWERED_BY_READER or found.kind is IdKind.OTHER_DOCUMENT else found.problem


def _about_phone(text: str) -> Problem | None:
    plain = _PHONE_JOINTS.sub("", unicodedata.normalize("NFKC", text))
    return None if _PHONE(plain) else Problem("tabular.phone_unread")


def _about_day(text: str) -> Problem | None:
    """A date that was read, and yet may be another: by the moon, by a number of the spreadsheet, or not whole."""
    found = parse_date(text)
    if found.is_lunar:
        return Problem("tabular.lunar_date")
    if found.kind is DateKind.DAY and _SERIAL(text) and found.value is not None:
        return Problem("tabular.serial_date", {"day": found.value.isoformat()})
    return Problem("tabular.incomplete_date") if found.kind in (DateKind.MONTH, DateKind.YEAR) else None


def _contradictions(table: _Table, read: "_Read") -> Iterator[CellIssue]:
    """Cells of one row of which not both can be true."""
    named = Field.NAME in table.columns
    for row, (number, born, entered) in enumerate(zip(read.numbers, read.births, read.entries, strict=True)):
        if number.kind is IdKind.VALID:
            yield from _against_id(table, row, number, born)
        name = table.get(Field.NAME, row)
        if named and not name:
            yield table.issue(row, Field.NAME, Problem("tabular.name_missing"))
        if name and name == table.get(Field.GUARDIAN_NAME, row):
            yield table.issue(row, Field.GUARDIAN_NAME, Problem("tabular.guardian_is_child"))
        if entered.value is not None and born.value is not None and entered.value < born.value:
            yield table.issue(row, Field.ENROLLED_ON, Problem("tabular.enrolled_before_birth"))


def _against_id(table: _Table, row: int, number: ResidentId, born: ParsedDate) -> Iterator[CellIssue]:
    birth, own_sex = number.birth, number.sex
    if birth is not None and born.value != birth and _differs(born, birth):
        yield table.issue(row, Field.DOB, Problem("tabular.dob_not_id"))
    written = table.get(Field.SEX, row)
    sex = written if written == own_sex else parse_sex(written)
    if sex is not None and own_sex is not None and sex != own_sex:
        yield table.issue(row, Field.SEX, Problem("tabular.sex_not_id"))
    other = table.get(Field.GUARDIAN_ID, row)
    if other and parse_resident_id(other).value == number.value:
        yield table.issue(row, Field.GUARDIAN_ID, Problem("tabular.guardian_id_is_childs"))


def _differs(born: ParsedDate, day: date) -> bool:
    """Whether a date contradicts a day, in the parts that it has; one by the moon contradicts nothing."""
    if born.is_lunar or born.year is None:
        return False
    if born.value is not None:
        return born.value != day
    return (born.year, born.month or day.month) != (day.year, day.month)


def _twice(table: _Table, read: "_Read") -> Iterator[CellIssue]:
    """One number of two children, and two numbers of one child: told at the later row, with the earlier one."""
    by_number: dict[str, int] = {}
    by_child: dict[tuple[str, str], int] = {}
    for row, number in enumerate(read.numbers):
        if number.kind is not IdKind.VALID:
            continue
        name = table.get(Field.NAME, row) or ""
        first = by_number.setdefault(number.value, row)
        if first != row:
            same = table.get(Field.NAME, first) == name
            said: Mapping[str, int] = {"row": table.number(first)}
            code = "tabular.row_again" if same else "tabular.number_of_two"
            yield table.issue(row, Field.ID_NO, Problem(code, said))
            continue
        child = (name, table.get(Field.GUARDIAN_NAME, row) or table.get(Field.PHONE, row) or "")
        before = by_child.setdefault(child, row) if all(child) else row
        if (
            before != row
            and read.births[before].value is not None
            and read.births[before].value == read.births[row].value
        ):
            yield table.issue(row, Field.ID_NO, Problem("tabular.two_numbers", {"row": table.number(before)}))
