"""Resident ID numbers for many people at once, as rows of 18 ASCII bytes, with the check digit of GB 11643."""

from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from notoneless.synthetic.arrays import Bytes, Ints
from notoneless.synthetic.places import County

SEQUENCES: Final = 500  # numbers of one sex for one area and day
_SPARE_FROM: Final = 400  # registered people use places below, second registrations those from here on
_WEIGHTS: Final = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_CHECKS: Final = np.frombuffer(b"10X98765432", np.uint8)
_ZERO: Final = ord("0")


def with_check_digits(first17: Bytes) -> Bytes:
    """Rows of 17 digits with the check digit of GB 11643 appended."""
    sums = (first17.astype(np.int64) - _ZERO) @ _WEIGHTS
    return np.concatenate((first17, _CHECKS[sums % 11][:, None]), axis=1)


def _digits(value: Ints, width: int) -> Bytes:
    powers = 10 ** np.arange(width - 1, -1, -1)
    return (value[:, None] // powers % 10 + _ZERO).astype(np.uint8)


def _start(area: Ints, day: Ints) -> Ints:
    """Where the sequence numbers of one area and day begin: spread, so that they do not all start at 001."""
    return (area * 7919 + day * 104_729) % SEQUENCES


def _assemble(county: County, area: Ints, day: Ints, place: Ints, male: NDArray[np.bool_]) -> Bytes:
    codes = np.array([[ord(c) for c in code] for code in county.areas], np.uint8)
    sequence = place % SEQUENCES * 2 + male
    return with_check_digits(np.concatenate((codes[area], county.calendar.digits[day], _digits(sequence, 3)), axis=1))


def make_numbers(county: County, area: Ints, day: Ints, male: NDArray[np.bool_]) -> Bytes:
    """One number for each person; no two alike.

    Numbers of one area and day are given out in the order of the rows, so twins who stand beside each other get
    neighbouring numbers. Raises ValueError when an area has more births on a day than there are numbers.
    """
    order = np.lexsort((day, area))
    key = (area * len(county.calendar.days) + day)[order]
    new = np.concatenate(([True], key[1:] != key[:-1]))
    starts = np.flatnonzero(new)
    ranks = np.arange(len(key)) - np.repeat(starts, np.diff(np.append(starts, len(key))))
    if ranks.max(initial=0) >= _SPARE_FROM:
        raise ValueError("more births in one area on one day than sequence numbers")
    place = np.empty(len(key), np.int64)
    place[order] = ranks
    return _assemble(county, area, day, place + _start(area, day), male)


def spare_number(county: County, area: int, day: int, *, male: bool, turn: int) -> str:
    """A valid number nobody of `make_numbers` holds; `turn` tells several for one area and day apart."""
    one = np.array([area]), np.array([day])
    place = _start(*one) + _SPARE_FROM + turn % (SEQUENCES - _SPARE_FROM)
    return _assemble(county, *one, place, np.array([male])).tobytes().decode()


def to_arrow(rows: Bytes) -> pa.Array:
    """Rows of ASCII bytes as an Arrow string array; refuses more than 2 GiB, the limit of one array."""
    count, width = rows.shape
    offsets = np.arange(count + 1, dtype=np.int64) * width
    if offsets[-1] >= 2**31:
        raise ValueError("too many rows for one Arrow string array")
    buffers = [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(np.ascontiguousarray(rows))]
    return pa.Array.from_buffers(pa.string(), count, buffers)
