"""The error of a slipped column: in one class, everybody has the ID number of the pupil one line further down."""

import numpy as np

from notoneless.synthetic import rates
from notoneless.synthetic.arrays import Bools
from notoneless.synthetic.sheet import NO_ROW, Sheet


def shift_rows(rng: np.random.Generator, school: Sheet, wanted: int) -> Bools:
    """Shift blocks of rows of one class until `wanted` rows are wrong; returns which persons they are.

    The last row of a block gets the first one's number, or none. In half the blocks the student numbers move along.
    """
    shifted = np.zeros(len(school.row_of), bool)
    if len(school) <= rates.SHIFTED_ROWS[1]:
        return shifted
    free = school.original == NO_ROW
    done, tries = 0, 0
    while done < wanted and tries < 50 * wanted:
        tries += 1
        size = min(int(rng.integers(*rates.SHIFTED_ROWS)), max(wanted - done, 2))
        first = int(rng.integers(0, len(school) - size))
        block = range(first, first + size)
        if not free[first : first + size].all() or not _one_class(school, block):
            continue
        free[first : first + size] = False
        _shift(rng, school, block)
        shifted[school.person[first : first + size]] = True
        done += size
    return shifted


def _one_class(school: Sheet, block: range) -> bool:
    first, last = block[0], block[-1]
    return all(school.read(column, first) == school.read(column, last) for column in ("school", "grade", "class"))


def _shift(rng: np.random.Generator, school: Sheet, block: range) -> None:
    columns = ["id_no"] + ["student_no"] * (rng.random() < rates.SHIFTED_STUDENT_NUMBERS)
    rotated = rng.random() < 0.5
    for column in columns:
        values = [school.read(column, row) for row in block]
        last = values[0] if rotated or column == "student_no" else None
        for row, value in zip(block, [*values[1:], last], strict=True):
            school.write(column, row, value, "id.row_shift")
