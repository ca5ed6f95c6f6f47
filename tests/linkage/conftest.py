"""Puts the rows of a test among the children of a quiet county."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pytest
from quiet_county import settled


@dataclass(frozen=True)
class Verdict:
    """What became of the last rows of a county: linked pairs and pairs to review, numbered from the background on."""

    links: dict[tuple[int, int], str]
    review: dict[tuple[int, int], str]


@pytest.fixture
def judge() -> Callable[..., Verdict]:
    """Link test rows among 1,200 background children and say what became of the pairs among them."""

    def run(household: list[dict[str, str | None]], school: list[dict[str, str | None]]) -> Verdict:
        county = settled()
        before = len(county.household)
        county.household += household
        county.school += school
        result = county.link()
        return Verdict(_among(result.links, before), _among(result.review, before))

    return run


def _among(found: pa.Table, before: int) -> dict[tuple[int, int], str]:
    rows = zip(found["left_row"].to_pylist(), found["right_row"].to_pylist(), found["reason"].to_pylist(), strict=True)
    return {(i - before, j - before): reason for i, j, reason in rows if i > before and j > before}
