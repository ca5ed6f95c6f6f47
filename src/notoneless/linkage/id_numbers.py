"""ID numbers of a whole column as integers: the sound ones at once, the others one by one as the kernel reads them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.resident_id import IdKind, check_digit, parse_resident_id
from notoneless.linkage.arrow_bytes import decimal, digits_of, of_width

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

SEX_NUMBERS = {"男": 1, "女": 2}
_CHUNK = 131_072
_WHOLE_ID = 18
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], dtype=np.int16)  # GB 11643-1999, 6.1
_CHECKS = np.array([1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2], dtype=np.uint8)
"""The check digit (X is 10) for each remainder of the weighed digits by 11."""

_NUMBER_LETTERS = np.frombuffer(b"GLgl", dtype=np.uint8)
_LAST_SHORT_YEAR = 39
_LAST_DAY = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
"""Last day of each month; from 1920 to 2099 every fourth year is a leap year."""


@dataclass(frozen=True, slots=True)
class ReadIds:
    """One column of IDs. code, sound, dob, sex: an entry a row, 0 where unknown; odd: IDs that are not whole, by position."""

    code: Longs
    sound: Bools
    dob: Ints
    sex: Ints
    odd: dict[int, str]


def read_ids(column: pa.Array) -> ReadIds:
    """ID numbers as codes. Whole ones are read a column at a time; the others one by one as the kernel reads them."""
    size = len(column)
    ids = ReadIds(
        np.zeros(size, np.int64), np.zeros(size, bool), np.zeros(size, np.int32), np.zeros(size, np.int32), {}
    )
    if column.null_count == size:
        return ids
    matrix, whole = of_width(column, _WHOLE_ID)
    positions = np.flatnonzero(whole)
    taken = np.zeros(size, dtype=bool)
    for at in range(0, len(positions), _CHUNK):
        good = _read_whole(matrix[at : at + _CHUNK], positions[at : at + _CHUNK], ids)
        taken[good] = True
    rest = np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False) & ~taken)
    for position, text in zip(rest.tolist(), column.take(pa.array(rest)).to_pylist(), strict=True):
        _read_single(text, position, ids)
    return ids


def _read_whole(matrix: npt.NDArray[np.uint8], positions: npt.NDArray[np.intp], ids: ReadIds) -> npt.NDArray[np.intp]:
    """Read the IDs that are sound beyond doubt; return their positions. The kernel reads all others."""
    digits = digits_of(matrix)
    check = np.where(matrix[:, 17] == ord("X"), 10, digits[17])
    good = (digits[:17] <= 9).all(axis=0) & ((digits[17] <= 9) | (check == 10) & (matrix[:, 17] == ord("X")))
    weighed = np.zeros(len(matrix), dtype=np.int16)
    for weight, column in zip(_WEIGHTS, digits, strict=False):
        weighed += weight * column
    good &= _CHECKS[weighed % 11] == check
    year, month, day = (decimal(digits[part], np.int32) for part in (slice(6, 10), slice(10, 12), slice(12, 14)))
    good &= (digits[0] >= 1) & (digits[0] <= 6) & (year >= 1920) & (year <= 2099)
    good &= (month >= 1) & (month <= 12)
    good &= (day >= 1) & (day <= _LAST_DAY[np.where(good, month, 0)] + ((month == 2) & (year % 4 == 0)))
    at = positions[good]
    ids.code[at] = (decimal(digits[:17], np.int64) * 11 + check)[good]
    ids.sound[at] = True
    ids.dob[at] = (year * 10000 + month * 100 + day)[good]
    ids.sex[at] = np.where(digits[16] % 2 == 1, 1, 2)[good]
    return np.asarray(at, dtype=np.intp)


def _read_single(text: str, position: int, ids: ReadIds) -> None:
    parsed = parse_resident_id(text)
    if parsed.kind in (IdKind.VALID, IdKind.FIFTEEN):
        ids.sound[position] = True
    if parsed.kind in (IdKind.VALID, IdKind.FIFTEEN, IdKind.BAD_CHECK, IdKind.IMPLAUSIBLE):
        value = _in_this_century(parsed.value) if parsed.kind is IdKind.FIFTEEN else parsed.value
        ids.code[position] = id_code(value)
        if parsed.birth is not None:
            ids.dob[position] = int(value[6:14])
        if parsed.kind is not IdKind.BAD_CHECK and parsed.sex is not None:
            ids.sex[position] = SEX_NUMBERS[parsed.sex]
    elif parsed.value:
        ids.odd[position] = parsed.value


def _in_this_century(widened: str) -> str:
    """Fifteen digits in a roster of children: cut from an ID of 20xx, not issued in 19xx, where the year says so."""
    if int(widened[8:10]) > _LAST_SHORT_YEAR:
        return widened
    head = widened[:6] + "20" + widened[8:17]
    return head + check_digit(head)


def read_student_numbers(column: pa.Array) -> Longs:
    """The ID a student number is built on, where it carries a sound one (a letter and 18 characters); 0 elsewhere."""
    codes = np.zeros(len(column), dtype=np.int64)
    if column.null_count == len(column):
        return codes
    matrix, whole = of_width(column, _WHOLE_ID + 1)
    positions = np.flatnonzero(whole)
    lettered = np.isin(matrix[:, 0], _NUMBER_LETTERS)
    ids = ReadIds(codes, np.zeros(len(codes), bool), np.zeros(len(codes), np.int32), np.zeros(len(codes), np.int32), {})
    for at in range(0, len(positions), _CHUNK):
        part = slice(at, at + _CHUNK)
        _read_whole(matrix[part, 1:][lettered[part]], positions[part][lettered[part]], ids)
    return codes


def id_code(value: str) -> int:
    """The integer that stands for an 18-character ID."""
    return int(value[:17]) * 11 + (10 if value[17] == "X" else int(value[17]))


def id_text(code: int) -> str:
    """The 18 characters an `id_code` stands for."""
    head, check = divmod(code, 11)
    return f"{head:017d}{'X' if check == 10 else check}"


def id_texts(codes: Longs) -> npt.NDArray[np.object_]:
    """The same of a column of codes."""
    letters = id_digits(codes).astype(np.uint8) + ord("0")
    letters[:, 17] = np.where(letters[:, 17] == ord("0") + 10, ord("X"), letters[:, 17])
    return letters.view(f"S{_WHOLE_ID}").ravel().astype(str).astype(object)


def id_digits(codes: Longs) -> npt.NDArray[np.int8]:
    """The 18 characters of each code as numbers, the check digit X as 10."""
    heads = codes // 11
    digits = np.empty((len(codes), _WHOLE_ID), dtype=np.int8)
    for k in range(16, -1, -1):
        heads, digits[:, k] = np.divmod(heads, 10)
    digits[:, 17] = codes % 11
    return digits
