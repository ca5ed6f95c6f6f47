"""Text columns read as bytes: many short texts of one width at once, without a Python object for each."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_CHUNK = 131_072
_Whole = TypeVar("_Whole", np.int32, np.int64)


def of_width(column: pa.Array, width: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """The bytes of the texts exactly `width` bytes long, a row each, and a mask of which texts of the column those are."""
    offsets = np.frombuffer(column.buffers()[1], dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    data = np.frombuffer(column.buffers()[2] or b"", dtype=np.uint8)
    whole = np.diff(offsets) == width
    if column.null_count:
        whole &= column.is_valid().to_numpy(zero_copy_only=False)
    starts = offsets[:-1][whole]
    matrix = np.empty((len(starts), width), dtype=np.uint8)
    for at in range(0, len(starts), _CHUNK):
        part = starts[at : at + _CHUNK]
        matrix[at : at + _CHUNK] = data[part[:, None] + np.arange(width, dtype=np.int32)]
    return matrix, whole


def digits_of(matrix: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """What the bytes say as digits, a row for each place; above 9 where a byte is no digit."""
    return np.ascontiguousarray(matrix.T) - np.uint8(48)  # what lies below "0" wraps around


def decimal(digits: npt.NDArray[np.uint8], kind: type[_Whole]) -> npt.NDArray[_Whole]:
    """The numbers whose digits stand in the rows of `digits`, the highest first; senseless where one is above 9."""
    values = np.zeros(digits.shape[1], dtype=kind)
    for row in digits:
        values *= 10
        values += row
    return values


def three_byte_characters(matrix: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
    """UTF-8 bytes, three to a character, as code points; and which rows hold nothing but such characters."""
    parts = matrix.reshape(len(matrix), matrix.shape[1] // 3, 3).astype(np.uint32)
    codes = ((parts[:, :, 0] & 0x0F) << 12) | ((parts[:, :, 1] & 0x3F) << 6) | (parts[:, :, 2] & 0x3F)
    return codes.astype(np.uint32), np.asarray(((parts[:, :, 0] & 0xF0) == 0xE0).all(axis=1), dtype=bool)
