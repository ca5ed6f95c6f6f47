"""The sheet of children who stand in one roster more than once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from notoneless.interfaces.reconciliation.workbook.columns import Cells, Column, Words, places_of, tracks_of
from notoneless.kernel.problems import Problem
from notoneless.records.reconciliation.rules.places import Places
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.writing import SheetSpec

_PERSON = ("name", "sex", "dob", "id_no", "guardian_name", "phone", "township", "village", "school", "address")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a child who has more than one in the roster `part`: its data row and all of the child's."""

    number: int
    part: str
    row: int
    rows: tuple[int, ...]


def duplicates(comparison: Comparison, words: Words) -> SheetSpec:
    """The sheet of duplicate rows, child by child."""
    items = list(_rows(comparison))
    cells = {
        part: Cells(track, [item.row for item in items if item.part == part], _PERSON)
        for part, track in tracks_of(comparison).items()
    }
    return words.sheet("duplicate", _columns(words, cells, places_of(comparison)), items, frozen=3)


def _rows(comparison: Comparison) -> Iterator[_Row]:
    number = 0
    for part, track in tracks_of(comparison).items():
        several = np.flatnonzero(np.bincount(track.group, minlength=len(track.group))[track.group] > 1)
        groups: dict[int, list[int]] = {}
        for group, row in zip(track.group[several].tolist(), track.rows.row[several].tolist(), strict=True):
            groups.setdefault(group, []).append(row)
        for rows in groups.values():
            number += 1
            yield from (_Row(number, part, row, tuple(rows)) for row in rows)


def _columns(words: Words, cells: Mapping[str, Cells], places: Mapping[str, Places]) -> list[Column[_Row]]:
    def person(field: str, width: float, *, printed: bool = True) -> Column[_Row]:
        return Column(field, width, lambda item: cells[item.part].text(item.row, field), printed=printed)

    def others(item: _Row) -> str:
        return words.among(places[item.part].told_within(row) for row in item.rows if row != item.row)

    sheet = Column[_Row]("sheet", 11, lambda item: places[item.part].sheet(item.row))
    return [
        Column("group", 6, lambda item: item.number, "number"),
        Column("roster", 12, lambda item: words.tell(Problem(f"reconciliation.roster.{item.part}"))),
        person("name", 10),
        *([sheet] if any(place.several for place in places.values()) else []),
        Column("sheet_row", 8, lambda item: places[item.part].row(item.row), "number"),
        Column("other_rows", 18, others),
        person("sex", 6),
        person("dob", 12),
        person("id_no", 21),
        person("guardian_name", 10),
        person("phone", 14),
        person("township", 11),
        person("village", 13),
        person("school", 20, printed=False),
        person("address", 30, printed=False),
        Column("row", 8, lambda item: item.row, "number", printed=False),
    ]
