"""Cells that hold something and yet say nothing: numbers a spreadsheet has damaged, dates that are none."""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.kernel.dates import parse_date
from notoneless.kernel.problems import Problem
from notoneless.tabular.arrow_text import byte_lengths, matching
from notoneless.tabular.cells import mask
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import CellIssue, column_letter

NUMBER_FIELDS = (Field.ID_NO, Field.STUDENT_NO, Field.GUARDIAN_ID, Field.GUARDIAN2_ID)
"""Fields of 18 or more digits, too long for a number in a spreadsheet."""

CHECKED = frozenset({*NUMBER_FIELDS, Field.DOB})
"""The fields in which unreadable cells are looked for."""

_EXPONENT = r"^[1-9](\.\d+)?[eE]\+?1[4-9]$"
_SHORTEST_NUMBER = 18
_SURELY_A_DATE = (
    r"^(19|20)\d\d((0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])|[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|1\d|2[0-8])"
    r"|年(0?[1-9]|1[0-2])月(0?[1-9]|1\d|2[0-8])日)$"
)
"""Spellings that need no closer look: a day every month has, in a year that is none of Excel's serial numbers."""

Numbers = npt.NDArray[np.int32]
"""For each position of a column its 1-based row in the source."""


def cell_issues(
    part: Mapping[str, pa.Array], numbers: Numbers, positions: Mapping[Field, int], sheet: str | None
) -> Iterator[CellIssue]:
    """The unreadable cells of some consecutive rows; `positions` gives each field's 0-based column."""
    for field in NUMBER_FIELDS:
        if field in positions:
            for position in _damaged(part[field.value]):
                text = mask(part[field.value][position].as_py(), field)
                problem = Problem("tabular.number_lost_digits", {"value": text})
                yield CellIssue(problem, sheet, int(numbers[position]), column_letter(positions[field]), field, text)
    if Field.DOB in positions:
        letter = column_letter(positions[Field.DOB])
        for position, problem, text in _unreadable_dates(part[Field.DOB.value]):
            yield CellIssue(problem, sheet, int(numbers[position]), letter, Field.DOB, mask(text, Field.DOB))


def _damaged(column: pa.Array) -> Iterator[int]:
    """Positions of ID and student numbers shown as 5.1E+17 or 5.10119201503011E+17."""
    # real numbers are 18 or 19 characters without a point: only the rest is searched
    sizes = byte_lengths(column)
    suspect = (sizes > 0) & (sizes < _SHORTEST_NUMBER)
    whole = np.flatnonzero(sizes >= _SHORTEST_NUMBER)
    if len(whole):
        starts = np.frombuffer(column.buffers()[1], np.int32)[column.offset :][whole]
        suspect[whole] = np.frombuffer(column.buffers()[2], np.uint8)[starts + 1] == ord(".")
    searched = np.flatnonzero(suspect)
    if len(searched):
        for hit in matching(column.take(pa.array(searched)), _EXPONENT):
            yield int(searched[hit])


def _unreadable_dates(column: pa.Array) -> Iterator[tuple[int, Problem, str]]:
    """Position, problem and text of each cell that is no date; each spelling is looked at once."""
    distinct = pc.unique(column)
    distinct = distinct.filter(pc.invert(pc.match_substring_regex(distinct, _SURELY_A_DATE))).to_pylist()
    faulty = {text: problem for text in distinct if text and (problem := parse_date(text).problem) is not None}
    if not faulty:
        return
    for position in np.flatnonzero(np.asarray(pc.is_in(column, value_set=pa.array(sorted(faulty), pa.string())))):
        text = column[int(position)].as_py()
        yield int(position), faulty[text], text
