"""What a reader has to say about single cells, rows and sheets of a source file."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from notoneless.kernel.problems import Problem
from notoneless.tabular.fields import Field

Place = tuple[int, int]
"""Row and column of a cell, both 0-based."""


@dataclass(frozen=True, slots=True)
class CellIssue:
    """One finding with its place in the source.

    `row` is 1-based as a person sees it when the file is opened (the header counts; for parquet: the record), `column`
    is a letter, `value` is masked. A finding about a whole row, column or sheet leaves the rest None.
    """

    problem: Problem
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    field: Field | None = None
    value: str | None = None


@dataclass(slots=True)
class IssueLog:
    """Collects issues; keeps at most `most_alike` of one code in one column and counts the rest."""

    most_alike: int
    issues: list[CellIssue] = field(default_factory=list)
    _seen: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)

    def add(self, issue: CellIssue) -> None:
        """Keep `issue`, or only count it when its like has been kept often enough."""
        alike = (issue.problem.code, issue.sheet, issue.column)
        self._seen[alike] += 1
        if self._seen[alike] <= self.most_alike:
            self.issues.append(issue)

    def extend(self, issues: Iterable[CellIssue]) -> None:
        """Add each of `issues`."""
        for issue in issues:
            self.add(issue)

    def closed(self) -> list[CellIssue]:
        """The kept issues by sheet and row, then one line for each kind of which some were only counted."""
        fields = {(issue.problem.code, issue.sheet, issue.column): issue.field for issue in self.issues}
        order = {sheet: number for number, sheet in enumerate(dict.fromkeys(issue.sheet for issue in self.issues))}
        kept = sorted(self.issues, key=lambda issue: (order[issue.sheet], issue.row is None, issue.row or 0))
        surplus = [
            CellIssue(
                Problem("tabular.more_alike", {"count": seen - self.most_alike, "code": code}),
                sheet=sheet,
                column=column,
                field=fields.get((code, sheet, column)),
            )
            for (code, sheet, column), seen in self._seen.items()
            if seen > self.most_alike
        ]
        return kept + surplus


def column_letter(index: int) -> str:
    """The spreadsheet letter of the 0-based column `index`: 0 -> A, 26 -> AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The 0-based column of spreadsheet `letters` (any case): A -> 0, AA -> 26. Expects ASCII letters only."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
