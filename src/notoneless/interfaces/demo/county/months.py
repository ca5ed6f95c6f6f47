"""The rolls of a demonstration month by month: who leaves, who comes back, and which grade a class was in spring."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from notoneless.interfaces.demo.county.times import summer_before
from notoneless.synthetic import Demonstration

Row = Mapping[str, Any]

_GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级")
_NEVER, _LEFT, _BACK = range(3)
_SHARES = (0.35, 0.35, 0.3)
"""Of the children in no school: those never on a roll, those who left in these months, those who left and came back."""

_LONGEST_AWAY = 2
_ELSEWHERE_TOLD = ("links", "elsewhere_links", "out_of_school")
"""The tables of the truth that say where a child of the household roster is."""

_FINISHED = 16
"""Full years, on the as-of day, of those who were of compulsory age a year before and are no more."""

_BIRTH_YEAR = slice(0, 4)


@dataclass(frozen=True, slots=True)
class Wavering:
    """A child of the roll who is away from one month until before another (numbers of months; `until` None: still)."""

    row: Row
    away_from: int
    until: int | None


def waverers(demonstration: Demonstration, months: int, seed: int) -> list[Wavering]:
    """What becomes of the children in no school: each is on the roll of a class of its own age near its home, then leaves."""
    draws = Random(seed)
    homes = demonstration.rosters["household"].to_pylist()
    classes = _classes(demonstration.rosters["school"].to_pylist())
    found = []
    for line in demonstration.truth["out_of_school"].to_pylist():
        home = homes[line["household_row"] - 1]
        room = classes.get((home["township"], _year_of(home)))
        kind = draws.choices((_NEVER, _LEFT, _BACK), _SHARES)[0]
        if room is None or kind == _NEVER:
            continue
        away_from = draws.randrange(1, max(months, 2))
        until = away_from + draws.randrange(1, _LONGEST_AWAY + 1) if kind == _BACK else None
        found.append(Wavering(_entry(home, room), away_from, until))
    return found


def finishers(demonstration: Demonstration, as_of: date) -> list[Row]:
    """The children who finished the ninth year last summer and are on no roll since: in spring they sat in its classes."""
    truth, homes = demonstration.truth, demonstration.rosters["household"].to_pylist()
    spoken_of = {row["household_row"] for name in _ELSEWHERE_TOLD for row in truth[name].to_pylist()}
    last = {row["township"]: row for row in demonstration.rosters["school"].to_pylist() if row["grade"] == _GRADES[-1]}
    born = (f"{as_of.year - _FINISHED - 1}-09-01", f"{as_of.year - _FINISHED}-08-31")
    return [
        _entry(home, last[home["township"]])
        for number, home in enumerate(homes, start=1)
        if number not in spoken_of and home["township"] in last and born[0] <= (home["dob"] or "") <= born[1]
    ]


def _classes(rolls: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """For each township and year of birth a class."""
    found: dict[tuple[str, str], Row] = {}
    for row in rolls:
        if row["grade"] in _GRADES:
            found.setdefault((row["township"], _year_of(row)), row)
    return found


def _year_of(row: Row) -> str:
    return (row["dob"] or "")[_BIRTH_YEAR]


def _entry(home: Row, room: Row) -> Row:
    number = f"G{home['id_no']}" if home["id_no"] else ""
    said = {
        name: home[name] for name in ("name", "sex", "dob", "id_no", "guardian_name", "phone", "township", "village")
    }
    return {**room, **said, "student_no": number}


def roll_of(
    rolls: Sequence[Row], wavering: Sequence[Wavering], finished: Sequence[Row], month: int, day: date, as_of: date
) -> Iterator[Row]:
    """The roll of one month: `month` counts from the first, `as_of` is the summer of which the grades speak.

    `finished`: who was on the roll before that summer alone.
    """
    back = as_of.year - summer_before(day).year
    here = [each.row for each in wavering if month < each.away_from or (each.until is not None and month >= each.until)]
    yield from finished if back else ()
    for row in (*rolls, *here):
        grade = row["grade"]
        if not back or grade not in _GRADES:
            yield row
        elif _GRADES.index(grade) >= back:
            yield {**row, "grade": _GRADES[_GRADES.index(grade) - back]}
