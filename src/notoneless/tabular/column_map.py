"""Which column of a source holds which field: as recognised, or as a person wrote it into a map file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import column_index, column_letter
from notoneless.tabular.kinds import about, refuse
from notoneless.tabular.recognition.headers import fold
from notoneless.tabular.recognition.shown import listed_headers, shown_headings

_NOTHING = frozenset({"", "null", "Null", "NULL", "~", "无"})
_YES, _NO = frozenset({"true", "yes", "是"}), frozenset({"false", "no", "否"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the source. `index` is 0-based, None while only named by a map file; `confidence` is 0..1.

    `examples` are a few of its cells, masked, fit to be shown.
    """

    index: int | None
    header: str
    field: Field | None
    confidence: float
    evidence: tuple[Problem, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """Two columns (0-based) that claim `field` equally strongly."""

    field: Field
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """All columns of one kind of sheet, the unrecognised ones with `field` None.

    `header_rows` are 1-based (empty: no header row, None: not said), `sheets` the names it speaks of (empty: any),
    `absent` the fields a person has said the source lacks, `from_sheets` what no column but the sheets' names tell.
    `complete`: a person has said that nothing is to be recognised beside what the map names.
    """

    columns: tuple[Column, ...]
    header_rows: tuple[int, ...] | None = None
    sheets: tuple[str, ...] = ()
    absent: frozenset[Field] = frozenset()
    contests: tuple[Contest, ...] = ()
    from_sheets: tuple[Column, ...] = ()
    complete: bool = False

    def positions(self) -> dict[Field, int]:
        """0-based position of each recognised field, in source order. Columns not bound to a sheet are left out."""
        return {column.field: column.index for column in self.columns if column.field and column.index is not None}

    def unknown(self) -> tuple[Column, ...]:
        """The columns that hold no recognised field and have a header."""
        return tuple(column for column in self.columns if column.field is None and column.header)

    def bind(self, headers: Sequence[str]) -> "ColumnMap":
        """This map with every named column found among `headers`. Raises NotonelessError for one that is not there."""
        found = {column.field: _locate(column.header, headers) for column in self.columns if column.field}
        _refuse_shared(found, headers)
        by_index = {index: field for field, index in found.items()}
        said = (Problem("tabular.by_map"),)
        columns = tuple(
            Column(
                index, header, by_index.get(index), 1.0 if index in by_index else 0.0, said if index in by_index else ()
            )
            for index, header in enumerate(headers)
        )
        return replace(self, columns=columns)

    def to_yaml(self) -> str:
        """The map file for this map: field to header text, or to the column letter where the text is not unique."""
        headers = [fold(column.header) for column in self.columns]
        chosen: dict[str, str | None] = {}
        for field in Field:
            for column in self.columns:
                if column.field is field:
                    unique = column.header and headers.count(fold(column.header)) == 1
                    chosen[field.value] = (
                        column.header if unique or column.index is None else column_letter(column.index)
                    )
            if field in self.absent:
                chosen[field.value] = None
        content: dict[str, object] = {}
        if self.sheets:
            content["sheet"] = self.sheets[0] if len(self.sheets) == 1 else list(self.sheets)
        if self.header_rows is not None:
            content["header_rows"] = list(self.header_rows)
        if self.complete:
            content["complete"] = True
        from notoneless.tabular.map_text import dump

        return dump(content | {"columns": chosen})

    @classmethod
    def from_yaml(cls, text: str) -> "ColumnMap":
        """The map a person wrote: sheet, header_rows, complete, columns of fields. Raises NotonelessError for all else."""
        from notoneless.tabular.map_text import load

        content = load(text)
        unknown = content.keys() - {"sheet", "header_rows", "complete", "columns"}
        if unknown:
            raise NotonelessError(Problem("tabular.map_unknown_entry", {"entry": ", ".join(sorted(unknown))}))
        chosen = content.get("columns")
        if not isinstance(chosen, dict) or not chosen:
            raise NotonelessError(Problem("tabular.map_without_columns"))
        columns, absent = _chosen_columns(chosen)
        return cls(
            columns=columns,
            header_rows=_header_rows(content.get("header_rows")),
            sheets=_names(content.get("sheet")),
            absent=absent,
            complete=_answer(content.get("complete")),
        )


def _chosen_columns(chosen: Mapping[object, object]) -> tuple[tuple[Column, ...], frozenset[Field]]:
    columns, absent = [], set()
    for key, reference in chosen.items():
        if key not in set(Field):
            known = ", ".join(field.value for field in Field)
            raise NotonelessError(Problem("tabular.map_unknown_field", {"field": str(key), "known": known}))
        if not isinstance(reference, str):
            raise NotonelessError(Problem("tabular.map_not_a_column", {"field": str(key)}))
        if reference.strip() in _NOTHING:
            absent.add(Field(str(key)))
        else:
            columns.append(Column(None, reference.strip(), Field(str(key)), 1.0, (Problem("tabular.by_map"),)))
    return tuple(columns), frozenset(absent)


def _answer(value: object) -> bool:
    text = str(value or "no").strip().lower()
    if text not in _YES | _NO:
        raise NotonelessError(Problem("tabular.map_complete"))
    return text in _YES


def _header_rows(value: object) -> tuple[int, ...] | None:
    if value is None:
        return None
    rows = value if isinstance(value, list) else [value]
    if not all(isinstance(row, str) and row.isascii() and row.isdigit() and 1 <= int(row) <= 1_000 for row in rows):
        raise NotonelessError(Problem("tabular.map_header_rows"))
    numbers = sorted(int(str(row)) for row in rows)
    if numbers and numbers != list(range(numbers[0], numbers[-1] + 1)):
        raise NotonelessError(Problem("tabular.map_header_rows"))
    return tuple(numbers)


def _names(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    names = value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) for name in names):
        raise NotonelessError(Problem("tabular.map_unreadable", {"line": 1}))
    return tuple(str(name) for name in names)


def _locate(reference: str, headers: Sequence[str]) -> int:
    """The 0-based column `reference` names: a header text first, else a column letter or a 1-based number."""
    same = [index for index, header in enumerate(headers) if header == reference]
    same = same or [index for index, header in enumerate(headers) if fold(header) and fold(header) == fold(reference)]
    if len(same) > 1:
        where = ", ".join(column_letter(index) for index in same)
        raise NotonelessError(Problem("tabular.map_ambiguous", {"column": reference, "columns": where}))
    if same:
        return same[0]
    index = -1
    if reference.isascii() and reference.isdigit() and len(reference) <= 5:
        index = int(reference) - 1
    elif reference.isascii() and reference.isalpha() and len(reference) <= 3:
        index = column_index(reference)
    if not 0 <= index < len(headers):
        raise NotonelessError(
            Problem("tabular.map_unknown_column", {"column": reference, "headers": listed_headers(headers)})
        )
    return index


def _refuse_shared(found: Mapping[Field, int], headers: Sequence[str]) -> None:
    owners: dict[int, Field] = {}
    for field, index in found.items():
        if index in owners:
            pair = f"{owners[index].value}, {field.value}"
            name = shown_headings(headers)[index] or column_letter(index)
            raise NotonelessError(Problem("tabular.map_same_column", {"column": name, "fields": pair}))
        owners[index] = field


def load_map(path: Path) -> ColumnMap:
    """The map file at `path`. Raises NotonelessError where it is missing or not understood."""
    try:
        content = path.read_bytes()
    except IsADirectoryError as error:
        raise refuse("map_is_folder", file=str(path)) from error
    except FileNotFoundError as error:
        raise refuse("missing_file", file=str(path)) from error
    except (OSError, ValueError) as error:
        raise refuse("unreadable_file", file=str(path)) from error
    with about(path):
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return ColumnMap.from_yaml(content.decode(encoding))
            except UnicodeDecodeError:
                continue
        raise refuse("map_unreadable", line=1)
