"""The problem registrations of a comparison, each where its entry is placed, with what was said of it and by whom."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import pyarrow as pa

from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.records.reconciliation.rules.ages import full_years
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.mismatches import Kind, Mismatch, mismatches
from notoneless.records.reconciliation.rules.quality import RowProblem, row_problems
from notoneless.records.registrations.rules.kinds import ProblemKind
from notoneless.records.rosters.rules.stacking import Stack

_LANGS: tuple[Lang, Lang] = ("zh", "en")
_FIELDS = ("name", "sex", "dob", "id_no", "student_no", "school", "grade", "class", "status")
"""What an entry says: where one of these changes, what was settled is asked anew."""
_OF_FIELD: Mapping[str, ProblemKind] = {
    "id_no": ProblemKind.ID_WRONG,
    "dob": ProblemKind.BORN_WRONG,
    "name": ProblemKind.NO_NAME,
    "status": ProblemKind.STATUS_UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """One problem: where it is, whose name is shown, why in both languages, and `said`, all that the rows say, to be keyed."""

    kind: ProblemKind
    unit: UUID
    roster: UUID
    source: str
    row: int
    name: str
    reasons: tuple[str, str]
    said: str


def found_problems(
    told: Sequence[Reconciliation], home: Stack, school: Stack, away: Stack | None
) -> tuple[FoundProblem, ...]:
    """The problems of one comparison told in Chinese and in English: the mismatches, then what is wrong with single entries."""
    sides = _Sides(told[0], _Side(home), _Side(school), _Side(away) if away is not None else None)
    pairs = list(zip(*(mismatches(each) for each in told), strict=True))
    found = [sides.of_mismatch(*pair) for pair in pairs]
    lacking = {one.school_row for one, _ in pairs if one.kind is Kind.ROLL_ID_MISSING}
    found += [
        sides.of_row(each)
        for each in row_problems(told[0])
        if each.roster == "school" and each.field in _OF_FIELD and not (_is_empty(each) and each.row in lacking)
    ]
    return tuple(_told_apart(found))


def _is_empty(one: RowProblem) -> bool:
    """Whether no ID number is written at all."""
    return one.problem.code == "reconciliation.row.no_id"


def _told_apart(found: Iterable[FoundProblem]) -> Iterator[FoundProblem]:
    """Rows that say the very same are counted, so that each is a problem of its own."""
    before: Counter[str] = Counter()
    for each in found:
        before[each.said] += 1
        yield replace(each, said=f"{each.said}#{before[each.said]}")


class _Side:
    """One side of the comparison, its cells by the number of the row."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._columns = {name: _texts(stack.table, name) for name in _FIELDS if name in stack.table.column_names}

    def text(self, row: int, field: str) -> str:
        """One cell; empty where there is none."""
        return self._columns[field](row - 1) if field in self._columns else ""

    def said(self, row: int) -> list[str]:
        """All that a row says."""
        return [self.text(row, field) for field in _FIELDS]

    def place(self, row: int) -> Problem:
        """Where a row stands, with its school where it names one."""
        known: dict[str, str | int | Problem] = {"source": self.stack.titles[row - 1], "row": self.stack.rows[row - 1]}
        school = self.text(row, "school")
        return Problem(
            "registrations.place_in_school" if school else "registrations.place", {**known, "school": school}
        )


def _texts(table: pa.Table, name: str) -> Callable[[int], str]:
    column = table[name].combine_chunks()
    return lambda at: column[at].as_py() or ""


@dataclass(slots=True)
class _Sides:
    """Both rosters, and the roster of children schooled elsewhere where there is one."""

    result: Reconciliation
    home: _Side
    school: _Side
    away: _Side | None

    def of_mismatch(self, one: Mismatch, in_english: Mismatch) -> FoundProblem:
        """A mismatch, at its entry; one of which no entry here tells, at the child's home."""
        side, row = (self.school, one.school_row) if one.school_row else (self.home, one.household_row)
        asked = zip((one, in_english), _LANGS, strict=True)
        reasons = [sentence(self._why(each), lang) for each, lang in asked]
        others = sorted(self.school.said(each) for each in one.other_rows)
        said = [side.said(row), others]
        said += [self.home.said(one.household_row)[:4]] if one.household_row else []
        said += [self.away.said(one.elsewhere_row)] if one.elsewhere_row and self.away else []
        return _problem(ProblemKind(one.kind.value), side, row, reasons, said)

    def of_row(self, one: RowProblem) -> FoundProblem:
        """What is wrong with an entry by itself."""
        reasons = [sentence(one.problem, lang) for lang in _LANGS]
        kind = ProblemKind.ROLL_ID_MISSING if _is_empty(one) else _OF_FIELD[one.field]
        return _problem(kind, self.school, one.row, reasons, [self.school.said(one.row)])

    def _why(self, one: Mismatch) -> Problem:
        params: dict[str, str | int | Problem] = {"reason": one.reason}
        if one.other_rows:
            params["others"] = _joined([self.school.place(row) for row in one.other_rows])
        if one.household_row:
            params["home"] = self.home.place(one.household_row)
        if one.elsewhere_row and self.away:
            params["away"] = self.away.place(one.elsewhere_row)
        if one.kind is Kind.DECEASED:
            side = self.school if one.school_row else self.away
            params["status"] = side.text(one.school_row or one.elsewhere_row, "status") if side else ""
        if one.kind in (Kind.UNDER_AGE, Kind.OVER_AGE):
            params |= self._age(one.school_row)
        return Problem(f"registrations.why.{one.kind.value}", params)

    def _age(self, row: int) -> dict[str, str | int | Problem]:
        rows, parameters = self.result.school.rows, self.result.parameters
        at = row - int(rows.row[0])
        years = int(full_years(rows.dob[at : at + 1], rows.id_dob[at : at + 1], parameters.as_of)[0])
        age = parameters.age
        ages = {"age": years, "from": age.from_years, "until": age.until_years}
        return {**ages, "as_of": parameters.as_of.isoformat()}


def _joined(places: Sequence[Problem]) -> Problem:
    """Several places as one phrase."""
    first, *others = places
    return Problem("registrations.places", {"first": first, "others": _joined(others)}) if others else first


def _problem(kind: ProblemKind, side: _Side, row: int, reasons: Sequence[str], said: Sequence[object]) -> FoundProblem:
    at = row - 1
    return FoundProblem(
        kind=kind,
        unit=side.stack.units[at],
        roster=side.stack.rosters[at],
        source=side.stack.titles[at],
        row=side.stack.rows[at],
        name=side.text(row, "name")[:60],
        reasons=(reasons[0], reasons[1]),
        said=json.dumps([kind.value, str(side.stack.units[at]), *said], ensure_ascii=False),
    )
