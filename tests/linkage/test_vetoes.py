"""The rules no score outweighs, on pairs written down as levels."""

import numpy as np
import pytest

from notoneless.linkage.assign import vetoed
from notoneless.linkage.compare import Scored
from notoneless.linkage.levels import Birth, Grade, Guardian, Identity, Name, Phone, Place, Sex

TWO_REGISTRATIONS = [
    Name.EXACT, Birth.EQUAL, Identity.CONFLICT, Guardian.DIFFERENT, Phone.DIFFERENT, Place.SAME_TOWNSHIP, Sex.EQUAL,
    Grade.MISSING,
]  # fmt: skip


def pair(levels: list[int], *, rare: bool) -> Scored:
    first = np.zeros(1, dtype=np.int32)
    return Scored(first, first, np.array([levels], dtype=np.uint8), np.array([60], np.int32), np.array([rare]))


@pytest.mark.parametrize("rare", [True, False])
def test_two_ids_are_one_childs_where_hardly_anybody_bears_the_name(rare: bool) -> None:
    assert vetoed(pair(TWO_REGISTRATIONS, rare=rare)).tolist() == [not rare]


@pytest.mark.parametrize("contrary", [Birth.OTHER_DAY, Sex.DIFFERENT])
def test_unless_birth_or_sex_is_contrary(contrary: Birth | Sex) -> None:
    levels = list(TWO_REGISTRATIONS)
    levels[1 if isinstance(contrary, Birth) else 6] = contrary
    assert vetoed(pair(levels, rare=True)).tolist() == [True]
