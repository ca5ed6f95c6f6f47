"""Two rows side by side: what people see of each, and where they agree."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from notoneless.kernel.codes import parse_sex
from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.names import fold_name
from notoneless.kernel.places import fold_place
from notoneless.records.adjudication.rules.contents import Row, plain
from notoneless.tabular.cells import mask
from notoneless.tabular.fields import Field

SHOWN = (
    Field.NAME, Field.FORMER_NAME, Field.SEX, Field.DOB, Field.ID_NO, Field.STUDENT_NO, Field.GUARDIAN_NAME, Field.PHONE,
    Field.TOWNSHIP, Field.VILLAGE, Field.VILLAGE_GROUP, Field.SCHOOL, Field.GRADE, Field.CLASS_NAME, Field.STATUS,
)  # fmt: skip
"""The fields that stand side by side, in this order."""

_FOLDS: Mapping[Field, Callable[[str], str]] = {
    Field.NAME: fold_name, Field.FORMER_NAME: fold_name, Field.GUARDIAN_NAME: fold_name,
    Field.TOWNSHIP: fold_place, Field.VILLAGE: fold_place, Field.SCHOOL: fold_place,
    Field.SEX: lambda text: str(parse_sex(text) or text), Field.GRADE: lambda text: str(parse_grade(text) or text),
    Field.PHONE: lambda text: "".join(filter(str.isdigit, text)) or text,
}  # fmt: skip

_NUMBERS = frozenset({Field.ID_NO, Field.STUDENT_NO, Field.PHONE})
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of both rows, as shown. agree: None where one of them is empty. apart: of numbers, in how many places."""

    field: str
    own: str
    other: str
    agree: bool | None
    apart: int = 0

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Self:
        """The cell again."""
        return cls(**packed)

    def packed(self) -> dict[str, str | bool | int | None]:
        """The cell as JSON holds it."""
        return asdict(self)


def side_by_side(own: Row, other: Row) -> list[Cell]:
    """The fields of which either row says something."""
    return [_cell(field, own, other) for field in SHOWN if own.get(field) or other.get(field)]


def _cell(field: Field, own: Row, other: Row) -> Cell:
    mine, theirs = _folded(own, field), _folded(other, field)
    agree = mine == theirs if mine and theirs else None
    apart = _places_apart(mine, theirs) if agree is False and field in _NUMBERS else 0
    return Cell(field.value, _shown(own, field), _shown(other, field), agree, apart)


def _folded(row: Row, field: Field) -> str:
    """A cell as it is held against another: names and places by what their spellings have in common."""
    text = plain(row, field)
    return _FOLDS[field](text) if text and field in _FOLDS else text


def _shown(row: Row, field: Field) -> str:
    """A date whole, a name whole, every number masked."""
    return plain(row, field)[:_LONGEST] if field is Field.DOB else mask((row.get(field) or "").strip())


def _places_apart(one: str, other: str) -> int:
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=False)) + abs(len(one) - len(other))


def changed_fields(before: list[Cell], now: list[Cell]) -> list[str]:
    """The fields that are shown otherwise than before."""
    old, new = ({cell.field: (cell.own, cell.other, cell.apart) for cell in cells} for cells in (before, now))
    nothing = ("", "", 0)
    return [field.value for field in SHOWN if old.get(field.value, nothing) != new.get(field.value, nothing)]


def is_akin(before: list[Cell], now: list[Cell], side: str) -> bool:
    """Whether a side, `own` or `other`, may be the row it was before, corrected: of the same name, or number and birth date."""
    old, new = ({cell.field: str(getattr(cell, side)) for cell in cells} for cells in (before, now))

    def same(*fields: Field) -> bool:
        return all(old.get(field.value) and old.get(field.value) == new.get(field.value) for field in fields)

    return same(Field.NAME) or same(Field.ID_NO, Field.DOB)
