"""What a column of a sheet is: its heading, its look and its value, in one place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import numpy as np
import pyarrow as pa

from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.records.reconciliation.rules.parameters import Parameters
from notoneless.records.reconciliation.rules.places import Places
from notoneless.records.reconciliation.rules.tracks import Track
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.writing import Cell, ColumnSpec, SheetSpec

_WRAP_BEYOND = 15
"""Sentences and names of schools run on in the next line; numbers and names of people do not."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Column(Generic[Item]):
    """One column of a sheet whose rows are made of items.

    key: its heading is reconciliation.column.<key>; `of` is a second key for the heading's {field}. choices: the slug of
    what may be picked. printed: whether it goes on paper; such columns come first.
    """

    key: str
    width: float
    value: Callable[[Item], str | int | Cell]
    kind: Literal["text", "number"] = "text"
    of: str = ""
    choices: str = ""
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """The language of the workbook, and what its titles and notes speak of."""

    lang: Lang
    parameters: Parameters

    def say(self, code: str, **params: str | int | Problem) -> str:
        """A sentence of this room."""
        return sentence(Problem(f"reconciliation.{code}", params), self.lang)

    def tell(self, problem: Problem) -> str:
        """Any problem as a sentence."""
        return sentence(problem, self.lang)

    def among(self, places: Iterable[Problem]) -> str:
        """Several places in a row."""
        return ("、" if self.lang == "zh" else ", ").join(map(self.tell, places))

    def sheet(self, key: str, columns: Sequence[Column[Item]], items: Iterable[Item], frozen: int = 0) -> SheetSpec:
        """The sheet `key` with a row for each item."""
        as_of = self.parameters.as_of.isoformat()
        return SheetSpec(
            name=self.say(f"sheet.{key}"),
            title=self.say(f"title.{key}", as_of=as_of),
            note=self.say(f"note.{key}"),
            columns=tuple(map(self._spec, columns)),
            rows=([column.value(item) for column in columns] for item in items),
            frozen=frozen,
            printed=sum(column.printed for column in columns),
        )

    def _spec(self, column: Column[Item]) -> ColumnSpec:
        field = self.say(f"column.{column.of}") if column.of else ""
        choices = self.say(f"choices.{column.choices}").split("|") if column.choices else ()
        header = self.say(f"column.{column.key}", field=field)
        wrap = column.kind == "text" and column.width > _WRAP_BEYOND and "id_no" not in (column.key, column.of)
        return ColumnSpec(header, column.width, column.kind, wrap, choices)


class Cells:
    """The cells of some rows of a roster as text; empty where the roster has no such column, and for row 0."""

    def __init__(self, track: Track | None, rows: Sequence[int], fields: Sequence[str]) -> None:
        wanted = np.unique(np.asarray(rows, dtype=np.int32))
        wanted = wanted[wanted > 0]
        self._place = {row: at for at, row in enumerate(wanted.tolist())}
        self._texts: Mapping[str, list[str | None]] = {}
        if track is not None:
            at = pa.array(np.searchsorted(track.rows.row, wanted))
            known = [field for field in fields if field in track.table.column_names]
            self._texts = {field: track.table[field].combine_chunks().take(at).to_pylist() for field in known}

    def text(self, row: int, field: str) -> str:
        """The text of a field in a row."""
        at = self._place.get(row)
        texts = self._texts.get(field)
        return (texts[at] or "") if texts is not None and at is not None else ""


def places_of(comparison: Comparison) -> dict[str, Places]:
    """Where the rows of each roster stand."""
    return {part: Places(part, track) for part, track in tracks_of(comparison).items()}


def tracks_of(comparison: Comparison) -> dict[str, Track]:
    """The rosters there are, by part."""
    result = comparison.result
    tracks = {"household": result.household, "school": result.school}
    return tracks if result.elsewhere is None else tracks | {"elsewhere": result.elsewhere}
