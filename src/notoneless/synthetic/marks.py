"""The names of everything planted, and the bit of each in a row's 64-bit marks."""

from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from notoneless.synthetic.rates import BIRTH_SHARES, HARD_SHARES, NAME_SHARES, NORMALISED_SHARES

Marks = NDArray[np.uint64]

MARKS: Final = (
    *(name for name, _ in NORMALISED_SHARES),
    *(name for name, _ in HARD_SHARES),
    *(name for name, _ in NAME_SHARES),
    "name.dot",
    "name.respelt",
    "name.truncated",
    "name.rare_mark",
    "name.rare_pinyin",
    *(name for name, _ in BIRTH_SHARES),
    "dob.with_id",
    "sex.wrong",
    "guardian.other",
    "guardian.grandparent",
    "guardian.misspelt",
    "phone.changed",
    "phone.other_person",
    "phone.teacher",
    "phone.missing",
    "village.spelling",
    "village.missing",
    "student_no.temporary",
)
_BITS: Final = {name: np.uint64(1 << i) for i, name in enumerate(MARKS)}


def bit(name: str) -> np.uint64:
    """The bit of one mark. Raises KeyError for an unknown name."""
    return _BITS[name]


def names_of(marks: Marks) -> pa.Array:
    """The marks of each row as a list of names, in the order of `MARKS`."""
    distinct, inverse = np.unique(marks, return_inverse=True)
    texts = [[name for i, name in enumerate(MARKS) if value >> i & 1] for value in distinct.tolist()]
    return pa.array(texts, pa.list_(pa.string())).take(pa.array(inverse))
