"""A filled register of a class: which sessions it reports, whom it marks how, and what is wrong at which cell."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from notoneless.kernel.dates import DateKind, parse_date
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.rules.kinds import PRESENT, MarkKind
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Session
from notoneless.records.attendance.rules.reporting import Noted
from notoneless.tabular.issues import column_letter
from notoneless.tabular.tables import PlainSheet

NAME_HEADS = frozenset({"姓名", "学生姓名", "name"})
BIRTH_HEADS = frozenset({"出生日期", "出生年月日", "birth date"})
MARKS_HEADS = frozenset({"区别", "told apart by"})
LEFT_ALONE = frozenset(
    {"序号", "no.", "备注", "合计", "note", "请假天数", "缺课天数", "迟到次数", "早退次数"}
    | {"days on leave", "days absent", "times late", "times left early"}
)
"""Headings of columns that say nothing of a session."""

NOT_ASKED = "—"
"""How a register writes whom nobody asks about."""

_READ: Mapping[str, str] = {
    **dict.fromkeys(("√", "✓", "到", "出勤", "1", "v", "present"), PRESENT),
    **dict.fromkeys(("缺", "旷", "缺课", "旷课", "×", "x", "a", "absent"), MarkKind.ABSENT),
    **dict.fromkeys(("假", "请假", "病假", "事假", "l", "leave"), MarkKind.LEAVE),
    **dict.fromkeys(("迟", "迟到", "t", "late"), MarkKind.LATE),
    **dict.fromkeys(("退", "早退", "e", "left early"), MarkKind.LEFT_EARLY),
}
_KEPT_REASON = {"病假": "sick", "事假": "personal"}
_WITH_REASON = re.compile(r"(?P<mark>[^（(]+)[（(](?P<reason>[^）)]+)[）)]")
_BETWEEN = re.compile(r"[、，,]")
_SEXES = {"male": "男", "female": "女"}
_SEARCHED = 30
_SHOWN = 20
"""Characters of a cell that are repeated to whoever wrote it."""


@dataclass(frozen=True, slots=True)
class KnownPupil:
    """A pupil of the class as a register names one. `marks`: what tells it from another of the name: sex, home, guardian."""

    id: UUID
    name: str
    born_on: date | None
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong at a cell."""

    sheet: str
    row: int
    column: str
    what: Problem

    @property
    def problem(self) -> Problem:
        """The cell, and what is wrong there."""
        return Problem("arrivals.sheet_fault", {"row": self.row, "column": self.column, "what": self.what})


@dataclass(frozen=True, slots=True)
class Column:
    """A column that says who was there in a session of a day."""

    index: int
    on: date
    session: Session


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that notes something: its row, whom that row names, what is written, and how it was understood."""

    row: int
    name: str
    text: str
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class ReadAt:
    """The row of a pupil of whom a column says something, and the name there."""

    row: int
    name: str


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """A session that a register reports: what it notes, of which pupils it says anything, where its column is, and the
    cells that note something, so that a person sees how each was understood.
    """

    on: date
    session: str
    noted: tuple[Noted, ...]
    row: int
    column: str
    said: Mapping[UUID, ReadAt]
    cells: tuple[ReadCell, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """What a register asks for: sessions to report, columns left empty, sessions reported already just so, and faults."""

    reports: tuple[PlannedReport, ...]
    blank: int = 0
    same: int = 0
    faults: tuple[SheetFault, ...] = ()


@dataclass
class _Reading:
    """A register on its way: its header, the pupils of its rows, the faults so far."""

    sheet: PlainSheet
    numbers: AttendanceParameters
    faults: list[SheetFault] = field(default_factory=list)

    def fault(self, row: int, index: int, code: str, **told: str | int) -> None:
        self.faults.append(
            SheetFault(self.sheet.name, row + 1, column_letter(index), Problem(f"arrivals.{code}", dict(told)))
        )


def read_register(
    sheets: Sequence[PlainSheet], pupils: Sequence[KnownPupil], numbers: AttendanceParameters
) -> RegisterPlan:
    """What the first sheet with a register asks for. A column without any sign is a session that was not reported."""
    found = next(((sheet, row) for sheet in sheets if (row := _header(sheet)) is not None), None)
    if found is None:
        return RegisterPlan((), faults=(SheetFault("", 1, "A", Problem("arrivals.sheet_no_header")),))
    sheet, header = found
    reading = _Reading(sheet, numbers)
    head = sheet.rows[header]
    columns = list(_columns(reading, header, head))
    rows = dict(_rows(reading, header, head, pupils))
    names = {each.id: each.name for each in pupils}
    reports = [_report(reading, header, each, rows, names) for each in columns]
    given = tuple(each for each in reports if each is not None)
    return RegisterPlan(given, len(reports) - len(given), 0, tuple(reading.faults))


def _header(sheet: PlainSheet) -> int | None:
    rows = enumerate(sheet.rows[:_SEARCHED])
    return next((number for number, row in rows if any(_tidy(cell) in NAME_HEADS for cell in row)), None)


def _tidy(cell: str) -> str:
    return cell.strip().lower()


def _columns(reading: _Reading, header: int, head: Sequence[str]) -> Iterator[Column]:
    seen: set[tuple[date, str]] = set()
    for index, cell in enumerate(head):
        text = _tidy(cell)
        if not text or text in NAME_HEADS | BIRTH_HEADS | MARKS_HEADS | LEFT_ALONE:
            continue
        column = _column(index, cell, reading.numbers)
        if column is None:
            reading.fault(header, index, "sheet_no_day", text=cell)
        elif (column.on, column.session.key) in seen:
            reading.fault(header, index, "sheet_day_twice", text=cell)
        else:
            seen.add((column.on, column.session.key))
            yield column


def _column(index: int, cell: str, numbers: AttendanceParameters) -> Column | None:
    """What a heading such as 2026-09-01 上午 says; the session may be left out where there is one alone."""
    day, *words = cell.split()
    parsed = parse_date(day)
    if parsed.kind is not DateKind.DAY or parsed.value is None or len(words) > 1:
        return None
    if not words:
        return Column(index, parsed.value, numbers.sessions[0]) if len(numbers.sessions) == 1 else None
    named = next((each for each in numbers.sessions if words[0].lower() in (each.zh, each.en.lower(), each.key)), None)
    return Column(index, parsed.value, named) if named else None


def _rows(
    reading: _Reading, header: int, head: Sequence[str], pupils: Sequence[KnownPupil]
) -> Iterator[tuple[int, UUID]]:
    """The pupil of each row that names one."""
    at = next(index for index, cell in enumerate(head) if _tidy(cell) in NAME_HEADS)
    born_at = next((index for index, cell in enumerate(head) if _tidy(cell) in BIRTH_HEADS), None)
    marks_at = next((index for index, cell in enumerate(head) if _tidy(cell) in MARKS_HEADS), None)
    named: dict[str, list[KnownPupil]] = defaultdict(list)
    for each in pupils:
        named[each.name].append(each)
    taken: set[UUID] = set()
    for number, row in enumerate(reading.sheet.rows[header + 1 :], header + 1):
        name = row[at].strip() if at < len(row) else ""
        if not name:
            if any(_tidy(cell) in _READ for cell in row):
                reading.fault(number, at, "sheet_no_name")
            continue
        born = _cell(row, born_at)
        found = _named(named.get(name, []), born, _cell(row, marks_at))
        if len(found) != 1:
            code = "sheet_which_pupil" if found else "sheet_no_pupil"
            reading.fault(number, at, code, name=name)
        elif found[0].id in taken:
            reading.fault(number, at, "sheet_pupil_twice", name=name)
        else:
            taken.add(found[0].id)
            yield number, found[0].id


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _named(pupils: Sequence[KnownPupil], born: str, marks: str) -> list[KnownPupil]:
    """Who of some pupils of one name is meant; the marks are asked only where the birth date leaves several."""
    parsed = parse_date(born) if born else None
    found = list(pupils)
    if parsed is not None and parsed.value is not None:
        found = [each for each in pupils if each.born_on in (None, parsed.value)]
    said = {_SEXES.get(each.strip().lower(), each.strip()) for each in _BETWEEN.split(marks) if each.strip()}
    return [each for each in found if said <= each.marks] if len(found) > 1 and said else found


def _report(
    reading: _Reading, header: int, column: Column, rows: Mapping[int, UUID], names: Mapping[UUID, str]
) -> PlannedReport | None:
    """What a column says; None where it says nothing. Where it says anything, an empty cell means that the pupil was there."""
    noted: list[Noted] = []
    said: dict[UUID, ReadAt] = {}
    cells: list[ReadCell] = []
    for number, child in rows.items():
        row = reading.sheet.rows[number]
        cell = row[column.index].strip() if column.index < len(row) else ""
        if not cell or cell == NOT_ASKED:
            continue
        mark = _mark(cell, child, reading.numbers)
        if mark is None:
            reading.fault(number, column.index, "sheet_no_sign", text=cell[:_SHOWN])
            continue
        said[child] = ReadAt(number + 1, names[child])
        if mark is not PRESENT and isinstance(mark, Noted):
            noted.append(mark)
            cells.append(ReadCell(number + 1, names[child], cell[:_SHOWN], mark.kind))
    if not said:
        return None
    place = column_letter(column.index)
    return PlannedReport(column.on, column.session.key, tuple(noted), header + 1, place, said, tuple(cells))


def _mark(cell: str, child: UUID, numbers: AttendanceParameters) -> Noted | str | None:
    """A cell as a mark: PRESENT, what is noted, or None where it is not understood."""
    with_reason = _WITH_REASON.fullmatch(cell)
    word = _tidy(with_reason["mark"] if with_reason else cell)
    kind = _READ.get(word)
    if kind is None:
        return None
    if kind == PRESENT:
        return None if with_reason else PRESENT
    mark = MarkKind(kind)
    fitting = numbers.reasons_for(mark)
    reason = _KEPT_REASON.get(word, "") or numbers.usual_reason(mark)
    if with_reason:
        text = _tidy(with_reason["reason"])
        reason = next((each.key for each in fitting if text in (each.zh, each.en.lower(), each.key)), "")
    return Noted(child, mark, reason) if reason in {each.key for each in fitting} else None


def checked(
    plan: RegisterPlan,
    why_not: Callable[[date], Problem | None],
    asked: Callable[[date], frozenset[UUID]],
    known: Mapping[tuple[date, str], frozenset[tuple[UUID, str, str]]],
) -> RegisterPlan:
    """A plan against the calendar, the class on each day, and what is reported already.

    `why_not`: why nobody may report on a day. `asked`: whom a report of a day asks about. `known`: the marks of sessions that
    are reported; just the same again is left alone, anything else is a fault: corrections are made one by one, with a reason.
    """
    faults, reports, same = list(plan.faults), [], 0
    for each in plan.reports:
        marks = frozenset((noted.child, noted.kind.value, noted.reason) for noted in each.noted)
        wrong = why_not(each.on)
        others = [] if wrong is not None else [at for child, at in each.said.items() if child not in asked(each.on)]
        faults += [_not_asked(each, at) for at in others]
        if wrong is None and (each.on, each.session) in known:
            if known[each.on, each.session] == marks:
                same += 1
                continue
            wrong = Problem("arrivals.sheet_reported", {"day": each.on.isoformat()})
        if wrong is not None:
            faults.append(SheetFault("", each.row, each.column, wrong))
        elif not others:
            reports.append(each)
    return RegisterPlan(tuple(reports), plan.blank, same, tuple(faults))


def _not_asked(report: PlannedReport, at: ReadAt) -> SheetFault:
    """That a column says something of a pupil about whom nobody asks on its day."""
    told: dict[str, str | int] = {"name": at.name, "day": report.on.isoformat()}
    return SheetFault("", at.row, report.column, Problem("arrivals.sheet_not_asked", told))
