"""The first sheet: the children of compulsory age in no school, one line a child."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from notoneless.interfaces.reconciliation.workbook.columns import Cells, Column, Words, places_of, tracks_of
from notoneless.kernel.problems import Problem
from notoneless.records.reconciliation.rules.places import Places
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.writing import Cell, SheetSpec

_PERSON = ("name", "sex", "dob", "id_no", "guardian_name", "guardian_rel", "phone", "township", "village", "address")
_KNOWN = ("school", "grade", "class", "status", "remark")
"""What a roster may say of a child beside who it is; nothing is decided by it."""


@dataclass(frozen=True, slots=True)
class _Child:
    """One child of the sheet: number, first data row, the rest as told."""

    number: int
    row: int
    reason: str
    next_check: str
    noted: str
    near: str
    other_rows: str


def missing(comparison: Comparison, words: Words) -> SheetSpec:
    """The sheet of children in no school."""
    home = comparison.result.household
    rows = comparison.result.not_in_school["household_row"].to_pylist()
    people, places = Cells(home, rows, _PERSON), places_of(comparison)
    columns = _columns(people, places["household"])
    return words.sheet("missing", columns, _children(comparison, words, places), frozen=2)


def _columns(people: Cells, places: Places) -> list[Column[_Child]]:
    def person(field: str, width: float, *, printed: bool = True) -> Column[_Child]:
        return Column(field, width, lambda child: people.text(child.row, field), printed=printed)

    sheet = [Column[_Child]("sheet", 11, lambda child: places.sheet(child.row), printed=False)]
    return [
        Column("number", 5, lambda child: child.number, "number"),
        person("name", 9),
        person("sex", 5),
        person("dob", 11),
        person("township", 9),
        person("village", 10),
        person("guardian_name", 9),
        person("phone", 12),
        Column("noted", 16, lambda child: Cell(child.noted, "warn" if child.noted else None)),
        Column("reason", 29, lambda child: child.reason),
        Column("next_check", 26, lambda child: child.next_check),
        Column("found", 10, lambda _: "", choices="found"),
        Column("checked_by", 9, lambda _: ""),
        person("id_no", 21, printed=False),
        person("guardian_rel", 8, printed=False),
        person("address", 30, printed=False),
        Column("near", 24, lambda child: child.near, printed=False),
        *(sheet if places.several else []),
        Column("sheet_row", 8, lambda child: places.row(child.row), "number", printed=False),
        Column("other_rows", 16, lambda child: child.other_rows, printed=False),
        Column("row", 8, lambda child: child.row, "number", printed=False),
    ]


def _children(comparison: Comparison, words: Words, places: dict[str, Places]) -> Iterator[_Child]:
    """One for each child: its first row, the other rows by their places."""
    table = comparison.result.not_in_school
    groups: dict[int, list[int]] = {}
    for row, child in zip(table["household_row"].to_pylist(), table["child"].to_pylist(), strict=True):
        groups.setdefault(child, []).append(row)
    names = ("reason", "next_check", "near_roster", "near_row", "entry_roster", "entry_row")
    columns = (table[name].to_pylist() for name in names)
    listed = dict(zip(table["household_row"].to_pylist(), zip(*columns, strict=True), strict=True))
    noted = _noted(comparison, words)
    for number, rows in enumerate(groups.values(), start=1):
        reason, check, near_part, near, entry_part, entry = listed[rows[0]]
        where = words.tell(places[near_part].told(near)) if near_part else ""
        also = words.among(map(places["household"].told_within, rows[1:]))
        yield _Child(number, rows[0], reason, check, noted(rows, entry_part, entry), where, also)


def _noted(comparison: Comparison, words: Words) -> Callable[[Sequence[int], str | None, int | None], str]:
    """A function that tells what the household rows of a child and its entry say of it beside who it is."""
    table, tracks = comparison.result.not_in_school, tracks_of(comparison)
    home = Cells(tracks["household"], table["household_row"].to_pylist(), _KNOWN)
    parts, rows = table["entry_roster"].to_pylist(), table["entry_row"].to_pylist()
    entries = {
        part: Cells(track, [row for of, row in zip(parts, rows, strict=True) if of == part], ("remark",))
        for part, track in tracks.items()
    }

    def noted(rows: Sequence[int], part: str | None, entry: int | None) -> str:
        told = [
            words.say("noted.household", field=Problem(f"reconciliation.noted.{field}"), text=text)
            for field in _KNOWN
            for text in dict.fromkeys(home.text(row, field) for row in rows)
            if text
        ]
        remark = entries[part].text(entry, "remark") if part and entry else ""
        if remark:
            told.append(words.say("noted.entry", roster=Problem(f"reconciliation.roster.{part}"), text=remark))
        return "\n".join(told)

    return noted
