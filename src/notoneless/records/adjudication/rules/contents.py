"""What a row of a roster says of who the child is, however it is spelled and wherever it stands."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from notoneless.kernel.dates import parse_date
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.tabular.fields import Field

Row = Mapping[Field, str]

_WHO = (Field.NAME, Field.SEX, Field.DOB, Field.ID_NO, Field.STUDENT_NO, Field.GUARDIAN_NAME)

SAYS: Mapping[RosterKind, tuple[Field, ...]] = {
    RosterKind.HOUSEHOLD: (*_WHO, Field.TOWNSHIP, Field.VILLAGE),
    RosterKind.SCHOOL: (*_WHO, Field.SCHOOL),
    RosterKind.ELSEWHERE: (*_WHO, Field.SCHOOL),
}
"""By kind of roster the fields that say who a child is. Not grade and class, which change each year."""


def content_of(row: Row, kind: RosterKind) -> str:
    """What a row says, as one text: two rows that say the same have the same."""
    return json.dumps([kind.value, *(plain(row, field) for field in SAYS[kind])], ensure_ascii=False)


def tells_a_child(row: Row) -> bool:
    """Whether a row says enough that another which says the same is the same child, not a namesake."""
    by_number = plain(row, Field.ID_NO) or plain(row, Field.STUDENT_NO)
    return bool(by_number or (plain(row, Field.DOB) and plain(row, Field.GUARDIAN_NAME)))


def plain(row: Row, field: Field) -> str:
    """A cell as it is compared: without spaces and widths, dates as ISO."""
    text = plain_text(row.get(field) or "")
    if field is Field.DOB and text:
        found = parse_date(text)
        return found.value.isoformat() if found.value else text
    return text


def plain_text(text: str) -> str:
    """A text without spaces, widths and case."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def rows_at(table: pa.Table, positions: Sequence[int], fields: Iterable[Field]) -> list[Row]:
    """The rows at some positions, by field, those alone that the table has."""
    held = [field for field in fields if field.value in table.column_names]
    few = table.select([field.value for field in held]).take(pa.array(positions, pa.int64()))
    columns = [few[field.value].to_pylist() for field in held]
    return [
        {field: str(column[at] or "") for field, column in zip(held, columns, strict=True)}
        for at in range(len(positions))
    ]


def named(table: pa.Table, names: Iterable[str]) -> list[int]:
    """The positions of the rows that bear one of some plain names: few, so that only these need be looked at closely."""
    if Field.NAME.value not in table.column_names or not table.num_rows:
        return []
    column = pc.utf8_upper(pc.utf8_normalize(table[Field.NAME.value].cast(pa.string()), form="NFKC"))
    column = pc.replace_substring_regex(column, pattern=r"\s+", replacement="")
    wanted = pc.is_in(column, value_set=pa.array(sorted(set(names)), pa.string()))
    positions: list[int] = pc.indices_nonzero(wanted).to_pylist()
    return positions
