"""Rows of the roll that nobody can be sure of: a number taken down wrongly, and a namesake of a child who is in no school."""

from collections.abc import Mapping, Sequence
from typing import Any

from notoneless.kernel.resident_id import check_digit, is_valid
from notoneless.synthetic import Demonstration

Row = Mapping[str, Any]

_RARE = 500
"""One row in so many is taken down wrongly."""

_FEWEST, _NAMESAKES = 8, 4
_YEAR, _BORN, _SEQUENCE = slice(6, 10), slice(6, 14), slice(14, 17)


def doubtful(demonstration: Demonstration) -> list[tuple[int, Row]]:
    """Rows of the roll, counted from 0, as a school takes them down without the family's papers; in the roll's order."""
    homes, rolls = (demonstration.rosters[kind].to_pylist() for kind in ("household", "school"))
    links = {line["school_row"]: line["household_row"] for line in demonstration.truth["links"].to_pylist()}
    sure = [row for row in sorted(links) if is_valid(rolls[row - 1]["id_no"] or "")]
    each = max(1, min(_RARE, len(sure) // _FEWEST))
    wrong = [(row - 1, _taken_down(rolls[row - 1], rolls[row % len(rolls)])) for row in sure[each // 2 :: each]]
    return sorted([*wrong, *_namesakes(demonstration, homes, rolls, set(links))], key=lambda found: found[0])


def _taken_down(row: Row, other: Row) -> Row:
    """The row with other figures in its number, and with another adult than the household register names."""
    number = _numbered(row["id_no"], row["id_no"][_BORN])
    said = {"guardian_name": other["guardian_name"], "phone": other["phone"]}
    return {**row, **said, "id_no": number, "student_no": f"G{number}"}


def _namesakes(
    demonstration: Demonstration, homes: Sequence[Row], rolls: Sequence[Row], linked: set[int]
) -> list[tuple[int, Row]]:
    """Pupils from other counties who have name and birth date of a child of the same township that is in no school."""
    away = [homes[line["household_row"] - 1] for line in demonstration.truth["out_of_school"].to_pylist()]
    found: dict[int, Row] = {}
    for home in away:
        rows = (at for at, row in enumerate(rolls) if at + 1 not in linked and at not in found and _may_be(row, home))
        at = next(rows, None)
        if at is not None and len(found) < _NAMESAKES:
            number = _numbered(rolls[at]["id_no"], home["id_no"][_BORN])
            said = {name: home[name] for name in ("name", "sex", "dob")}
            found[at] = {**rolls[at], **said, "id_no": number, "student_no": f"G{number}"}
    return list(found.items())


def _may_be(row: Row, home: Row) -> bool:
    """Whether a row may be given a child's name: another village of the same township, born in the same year, whole numbers."""
    numbers = (row["id_no"] or "", home["id_no"] or "")
    alike = row["township"] == home["township"] and numbers[0][_YEAR] == numbers[1][_YEAR]
    return alike and all(map(is_valid, numbers)) and (home["village"] or "") not in (row["village"] or "")


def _numbered(number: str, born: str) -> str:
    """A valid number of the same area: born on another day, and another figure of that day."""
    sequence = (int(number[_SEQUENCE]) + 74) % 1000
    first = f"{number[:6]}{born}{sequence:03d}"
    return first + check_digit(first)
