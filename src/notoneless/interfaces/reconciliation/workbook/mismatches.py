"""The sheet of registrations that do not match a person: what each means, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from notoneless.interfaces.reconciliation.workbook.columns import Cells, Column, Words, places_of
from notoneless.kernel.problems import Problem
from notoneless.records.reconciliation.rules.ages import full_years
from notoneless.records.reconciliation.rules.mismatches import Mismatch, mismatches
from notoneless.records.reconciliation.rules.places import Places
from notoneless.records.reconciliation.rules.tracks import Track
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.writing import SheetSpec

_PUPIL = ("name", "sex", "dob", "id_no", "student_no", "school", "grade", "class", "status")
_CHILD = ("name", "id_no")


def roll_mismatches(comparison: Comparison, words: Words) -> SheetSpec:
    """The sheet of mismatches, by kind."""
    found = mismatches(comparison.result)
    told = _Told(comparison, words, found)
    return words.sheet("mismatch", _columns(told), found, frozen=2)


@dataclass(slots=True)
class _Told:
    """What stands behind the mismatches: the cells of both sides, and their places."""

    words: Words
    pupils: Cells
    children: Cells
    away: Cells
    places: dict[str, Places]
    ages: dict[int, int]

    def __init__(self, comparison: Comparison, words: Words, found: Sequence[Mismatch]) -> None:
        result = comparison.result
        self.words, self.places = words, places_of(comparison)
        self.pupils = Cells(result.school, [one.school_row for one in found], _PUPIL)
        self.children = Cells(result.household, [one.household_row for one in found], _CHILD)
        self.away = Cells(result.elsewhere, [one.elsewhere_row for one in found], ("school", "status"))
        self.ages = _ages(result.school, words)

    def kind(self, one: Mismatch) -> str:
        """The name of the kind."""
        return self.words.say(f"mismatch.{one.kind.value}")

    def advice(self, one: Mismatch) -> str:
        """What to do about the kind."""
        return self.words.say(f"mismatch.{one.kind.value}.advice")

    def evidence(self, one: Mismatch) -> str:
        """Why this one is named."""
        age, parameters = self.words.parameters.age, self.words.parameters
        params: dict[str, str | int | Problem] = {
            "reason": one.reason,
            "rows": self.words.among(map(self.places["school"].told_within, one.other_rows)),
            "status": self.pupils.text(one.school_row, "status") or self.away.text(one.elsewhere_row, "status"),
            "school_there": self.away.text(one.elsewhere_row, "school"),
            "age": self.ages.get(one.school_row, ""),
            "as_of": parameters.as_of.isoformat(),
            "from": age.from_years,
            "until": age.until_years,
        }
        rows = {"household": one.household_row, "school": one.school_row, "elsewhere": one.elsewhere_row}
        told = {part: self.places[part].told(row) for part, row in rows.items() if row}
        for part in rows:
            params[part] = told.get(part, "")
        params["entry"] = params["school"] or params["elsewhere"]
        return self.words.say(f"mismatch.{one.kind.value}.with", **params)


def _ages(school: Track, words: Words) -> dict[int, int]:
    """Ages of pupils by data row, of those whose age is known."""
    years = full_years(school.rows.dob, school.rows.id_dob, words.parameters.as_of)
    return {row: age for row, age in zip(school.rows.row.tolist(), years.tolist(), strict=True) if age >= 0}


def _columns(told: _Told) -> list[Column[Mismatch]]:
    def pupil(field: str, width: float, *, printed: bool = True) -> Column[Mismatch]:
        return Column(field, width, lambda one: told.pupils.text(one.school_row, field), printed=printed)

    def child(field: str, width: float) -> Column[Mismatch]:
        text = told.children.text
        return Column("here_of", width, lambda one: text(one.household_row, field), of=field, printed=False)

    roll, home = told.places["school"], told.places["household"]
    sheet = Column[Mismatch]("school_sheet", 10, lambda one: roll.sheet(one.school_row) if one.school_row else "")
    return [
        Column("kind", 15, told.kind),
        pupil("name", 9),
        pupil("sex", 5),
        pupil("dob", 11),
        Column("age", 5, lambda one: told.ages.get(one.school_row, ""), "number"),
        pupil("school", 16),
        pupil("grade", 7),
        pupil("class", 7),
        *([sheet] if roll.several else []),
        Column("school_sheet_row", 7, lambda one: roll.row(one.school_row) if one.school_row else "", "number"),
        Column("evidence", 28, told.evidence),
        Column("advice", 36, told.advice),
        pupil("id_no", 21, printed=False),
        pupil("student_no", 22, printed=False),
        child("name", 10),
        child("id_no", 21),
        Column(
            "household_place", 20, lambda one: told.words.tell(home.told(one.household_row)) if one.household_row else "",
            printed=False,
        ),
        Column("school_row", 8, lambda one: one.school_row or "", "number", printed=False),
        Column("household_row", 8, lambda one: one.household_row or "", "number", printed=False),
    ]  # fmt: skip
