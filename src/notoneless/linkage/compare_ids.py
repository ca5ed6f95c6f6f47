"""How two ID numbers agree, for many pairs at once: whole ones by their digits, others by what is left of them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from notoneless.linkage.encode import Encoded
from notoneless.linkage.id_numbers import id_digits, id_text
from notoneless.linkage.levels import Identity

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Levels = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]

_END = slice(14, 18)
"""Where serial number and check digit stand."""

_SERIAL_AND_CHECK = 11 * 1000
"""An ID code divided by this keeps area and birth date."""


@dataclass(frozen=True, slots=True)
class Owners:
    """What the exact stage learned about IDs.

    owned: another child's row on the other side holds the ID. confirmed: the ID code by which the row was linked, 0 for none.
    """

    left_owned: Bools
    left_confirmed: Longs
    right_owned: Bools
    right_confirmed: Longs

    @classmethod
    def nothing_known(cls, left: int, right: int) -> "Owners":
        """For rosters of these lengths in which no ID has an owner yet."""
        return cls(
            np.zeros(left, dtype=bool),
            np.zeros(left, dtype=np.int64),
            np.zeros(right, dtype=bool),
            np.zeros(right, dtype=np.int64),
        )


def compare_ids(left: Encoded, right: Encoded, owners: Owners, i: Ints, j: Ints) -> Levels:
    """The `Identity` level of each pair of row positions."""
    x, y, alt = left.id[i], right.id[j], right.alt_id[j]
    level = np.full(len(i), Identity.MISSING, dtype=np.uint8)
    both = (x > 0) & (y > 0)
    differ = np.flatnonzero(both & (x != y))
    level[differ] = _differing(left, right, owners, i[differ], j[differ])
    level[both & (owners.left_owned[i] | owners.right_owned[j] | left.id_foreign[i] | right.id_foreign[j])] = (
        Identity.OWNED
    )
    unsure = differ[~(left.id_sound[i[differ]] & right.id_sound[j[differ]])]
    level[unsure] = _slips(x[unsure], y[unsure])
    rows = np.flatnonzero((left.id_odd[i] | right.id_odd[j]) & left.id_there[i] & right.id_there[j])
    level[rows] = _pattern_levels(_text_of(left, i[rows]), _text_of(right, j[rows]))
    equal = np.flatnonzero(
        (x > 0) & ((x == y) | (x == alt)) & ~left.id_foreign[i]
    )  # a guardian's says nothing of the child
    level[equal] = _equal(
        x[equal], x[equal] != y[equal], owners.left_confirmed[i[equal]], owners.right_confirmed[j[equal]]
    )
    return level


def _differing(left: Encoded, right: Encoded, owners: Owners, i: Ints, j: Ints) -> Levels:
    """Whole IDs that differ, taken for sound: those of two people, unless a birth date alone sets them apart."""
    x, y = left.id[i], right.id[j]
    level = np.full(len(i), Identity.CONFLICT, dtype=np.uint8)
    level[x // _SERIAL_AND_CHECK == y // _SERIAL_AND_CHECK] = Identity.TWIN_CONFLICT
    level[(owners.left_confirmed[i] > 0) | (owners.right_confirmed[j] > 0)] = Identity.CONFIRMED_CONFLICT
    level[_same_but_birth(x, y)] = Identity.OTHER_BIRTH
    return level


def _equal(code: Longs, in_student_number: Bools, by_left: Longs, by_right: Longs) -> Levels:
    """One ID on both sides, on the right maybe only in the student number; by: the IDs both rows were linked by, 0 for none."""
    level = np.full(len(code), Identity.EQUAL, dtype=np.uint8)
    level[(by_right > 0) & (by_right != code)] = Identity.OWNED
    level[(by_left == code) | (by_right == code)] = Identity.CONFIRMED_EQUAL
    level[in_student_number] = Identity.BY_STUDENT_NUMBER
    return level


def _same_but_birth(x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> Bools:
    """IDs of one area and serial number with another birth date: a date entered wrong was carried into the ID."""
    head, tail = 11 * 10**11, 11 * 1000
    return np.asarray((x // head == y // head) & (x % tail // 11 == y % tail // 11), dtype=bool)


def _slips(x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> Levels:
    """IDs of which at least one is unsound: how many slips of the finger lie between them."""
    a, b = id_digits(x), id_digits(y)
    differs = a != b
    count = differs.sum(axis=1)
    level = np.full(len(x), Identity.UNSOUND, dtype=np.uint8)
    level[count == 2] = Identity.TWO_DIGITS
    turned = differs[:, :-1] & differs[:, 1:] & (a[:, :-1] == b[:, 1:]) & (a[:, 1:] == b[:, :-1])
    level[(count == 1) | (count == 2) & turned.any(axis=1)] = Identity.NEAR
    return level


def _text_of(roster: Encoded, rows: Ints) -> list[str]:
    """The IDs of rows as text, whole or not; empty for none."""
    codes = roster.id[rows].tolist()
    return [
        roster.odd.get(row) or (id_text(code) if code else "") for row, code in zip(rows.tolist(), codes, strict=True)
    ]


def _pattern_levels(a: list[str], b: list[str]) -> Levels:
    """IDs of which at least one is not whole: by their visible digits, or by the slips between them."""
    slips = process.cpdist(a, b, scorer=OSA.distance, score_cutoff=2)
    level = np.array([Identity.EQUAL, Identity.NEAR, Identity.TWO_DIGITS, Identity.UNSOUND], dtype=np.uint8)[slips]
    if len(level):
        x, y = _characters([*a, *b])
        hidden = (x == ord("*")) | (y == ord("*"))
        masked = hidden.any(axis=1)
        level[masked] = Identity.OFF_PATTERN
        fits = masked & ((x == y) | hidden).all(axis=1)
        level[fits] = Identity.PATTERN
        level[fits & ~hidden[:, _END].any(axis=1)] = Identity.PATTERN_WITH_END  # these digits tell twins apart
        level[masked & ((x > 0).sum(axis=1) != (y > 0).sum(axis=1))] = Identity.UNSOUND
    return np.asarray(level, dtype=np.uint8)


def _characters(texts: list[str]) -> tuple[Codes, Codes]:
    """The code points of the first and the second half of the texts, a row each, 0 beyond the end."""
    codes = np.array(texts).view(np.uint32).reshape(len(texts), -1)
    half = len(texts) // 2
    return codes[:half], codes[half:]
