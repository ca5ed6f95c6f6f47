"""Codes of a whole column are told as each one alone is."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from notoneless.linkage.id_numbers import id_code, id_text, id_texts

CODES = st.integers(0, id_code("9" * 17 + "X"))


@given(st.lists(CODES, max_size=20))
def test_a_column_of_codes_reads_as_its_codes_do(codes: list[int]) -> None:
    assert id_texts(np.array(codes, np.int64)).tolist() == [id_text(code) for code in codes]
