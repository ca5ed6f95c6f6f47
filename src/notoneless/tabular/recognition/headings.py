"""Find the header of a sheet: one line or several, under titles and notes, with merged group headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from notoneless.tabular.cells import mask
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import IDENTITY, Field
from notoneless.tabular.issues import column_letter
from notoneless.tabular.kinds import refuse
from notoneless.tabular.recognition.contents import data_like
from notoneless.tabular.recognition.headers import JOINT, contradict, fold, match_header
from notoneless.tabular.recognition.mojibake import garbled
from notoneless.tabular.recognition.shown import listed_headers

SEARCHED_ROWS = 30
"""How many rows from the top a header is looked for in."""

_DEEPEST = 3
_UNUSED_WORTH, _DEPTH_COST = 0.2, 0.05

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each (row, column), 0-based."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header found: 0-based rows `first`..`last` (last < first: none) and one text for each column."""

    first: int
    last: int
    texts: tuple[str, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The header's rows as a person counts them, 1-based."""
        return tuple(range(self.first + 1, self.last + 2))


def find_header(rows: Sequence[Sequence[str]], merges: Sequence[Merge] = ()) -> Header | None:
    """The most telling header among the first rows, or None.

    Raises NotonelessError where two header rows contradict each other.
    """
    best: tuple[float, Header] | None = None
    for first in range(min(SEARCHED_ROWS, len(rows))):
        for depth in range(1, _DEEPEST + 1):
            lines = rows[first : first + depth]
            if len(lines) < depth or any(data_like(line) for line in lines):
                break
            header = Header(first, first + depth - 1, join_lines(rows, first, depth, merges))
            worth = _worth(header.texts) - _DEPTH_COST * depth
            if _enough(header.texts) and (best is None or worth > best[0]):
                best = (worth, header)
    if best is None:
        return None
    _refuse_contradiction(rows, best[1])
    return best[1]


def join_lines(rows: Sequence[Sequence[str]], first: int, depth: int, merges: Sequence[Merge]) -> tuple[str, ...]:
    """One heading for each column from `depth` header lines: 监护人 above 姓名 becomes 监护人|姓名."""
    width = max(len(row) for row in rows[first : first + depth])
    lines = [_spread(rows, number, width, depth, first, merges) for number in range(first, first + depth)]
    texts = []
    for index in range(width):
        parts: list[str] = []
        for line in lines:
            part = " ".join(line[index].split())
            if part and fold(part) not in [fold(earlier) for earlier in parts]:
                parts.append(part)
        texts.append(JOINT.join(parts))
    return tuple(texts)


def _spread(
    rows: Sequence[Sequence[str]], number: int, width: int, depth: int, first: int, merges: Sequence[Merge]
) -> list[str]:
    """One header line with each group heading repeated over the columns it stands above."""
    line = [*rows[number], *[""] * (width - len(rows[number]))]
    spread = False
    for (top, left), (bottom, right) in merges:
        if top <= number <= bottom and right > left:
            spread = True
            line[left : right + 1] = [rows[top][left] if left < len(rows[top]) else ""] * (min(right + 1, width) - left)
    below = rows[number + 1] if number + 1 < first + depth else ()
    if not spread:
        for index in range(1, min(width, len(below))):
            if not line[index] and below[index]:
                line[index] = line[index - 1]
    return line


def _fields(texts: Sequence[str]) -> dict[Field, float]:
    found: dict[Field, float] = {}
    for text in texts:
        match = match_header(text) if text else None
        if match is not None and match.field is not None:
            found[match.field] = max(found.get(match.field, 0.0), match.strength)
    return found


def _worth(texts: Sequence[str]) -> float:
    matches = [match for text in texts if text and (match := match_header(text)) is not None]
    return sum(_fields(texts).values()) + _UNUSED_WORTH * sum(match.field is None for match in matches)


def _enough(texts: Sequence[str]) -> bool:
    found = _fields(texts)
    return len(found) >= 3 or (len(found) >= 2 and bool(found.keys() & IDENTITY))


def _refuse_contradiction(rows: Sequence[Sequence[str]], header: Header) -> None:
    """Two lines that each name who a row is, but in other columns, cannot both be the header."""
    lines = [number for number in range(header.first - 1, header.last + 2) if 0 <= number < len(rows)]
    for upper, lower in combinations(lines, 2):
        if data_like(rows[upper]) or data_like(rows[lower]) or not (_enough(rows[upper]) and _enough(rows[lower])):
            continue
        for index, (above, below) in enumerate(zip(rows[upper], rows[lower], strict=False)):
            if _both_identify(above, below) and contradict(above, below):
                raise refuse(
                    "header_conflict",
                    first=upper + 1,
                    second=lower + 1,
                    column=column_letter(index),
                    above=mask(above),
                    below=mask(below),
                )


def _both_identify(above: str, below: str) -> bool:
    matches = (match_header(above), match_header(below))
    return all(match is not None and match.field in IDENTITY for match in matches)


def chosen_header(
    rows: Sequence[Sequence[str]], merges: Sequence[Merge], chosen: ColumnMap
) -> tuple[Header, ColumnMap] | None:
    """The header a map file speaks of and the map bound to it; None where it names no column and no header is found.

    Raises NotonelessError where it does not fit.
    """
    if chosen.header_rows is not None:
        header = _header_at(rows, merges, chosen.header_rows)
        return header, chosen.bind(header.texts)
    found = find_header(rows, merges)
    if not chosen.columns:
        usual = found or headless(rows)
        return (usual, chosen.bind(usual.texts)) if usual else None
    candidates = ([found] if found else []) + [
        Header(number, number, join_lines(rows, number, 1, merges)) for number in range(min(SEARCHED_ROWS, len(rows)))
    ]
    named = {column.header for column in chosen.columns}
    fitting = [header for header in candidates if named <= set(header.texts)]
    if not (fitting or candidates):
        raise refuse("no_header", headers=listed_headers([]))
    header = (fitting or candidates)[0]
    return header, chosen.bind(header.texts)


def _header_at(rows: Sequence[Sequence[str]], merges: Sequence[Merge], numbers: Sequence[int]) -> Header:
    if not numbers:
        return Header(0, -1, ("",) * max((len(row) for row in rows), default=0))
    if numbers[-1] > len(rows):
        raise refuse("map_header_rows")
    return Header(numbers[0] - 1, numbers[-1] - 1, join_lines(rows, numbers[0] - 1, len(numbers), merges))


def headless(rows: Sequence[Sequence[str]]) -> Header | None:
    """A header of no rows, where it begins with data: most of its first rows hold a number or a date."""
    first = [row for row in rows[:10] if any(row)]
    if garbled(first) is not None:
        return None
    if not first or sum(data_like(row) > 0 for row in first) * 2 < len(first):
        return None
    return Header(0, -1, ("",) * max(len(row) for row in rows))


def samples_below(rows: Sequence[Sequence[str]], header: Header) -> Mapping[int, list[str]]:
    """The cells below `header`, by 0-based column."""
    body = rows[header.last + 1 :]
    return {index: [row[index] if index < len(row) else "" for row in body] for index in range(len(header.texts))}


def located(columns: ColumnMap, header: Header, sheets: tuple[str, ...] = ()) -> ColumnMap:
    """`columns` with the place of the header it was recognised from."""
    return replace(columns, header_rows=header.numbers, sheets=sheets, from_sheets=())
