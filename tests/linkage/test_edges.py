"""Rosters at the edge: nothing in them, nobody named, one number for everybody."""

import pyarrow as pa
import pytest

from notoneless.linkage import link

CHILD = {"name": ["王小雅"], "id_no": ["530627201305171247"], "dob": ["2013-05-17"], "phone": ["13800001234"]}
NOBODY = {field: pa.array([], pa.string()) for field in CHILD}


@pytest.mark.parametrize(("left", "right"), [(CHILD, NOBODY), (NOBODY, CHILD), (NOBODY, NOBODY)])
def test_an_empty_roster_links_nothing(left: dict[str, list[str]], right: dict[str, list[str]]) -> None:
    result = link(pa.table(left), pa.table(right))
    assert (result.links.num_rows, result.review.num_rows) == (0, 0)


def test_a_row_without_a_name_is_never_linked() -> None:
    nameless = pa.table(CHILD | {"name": pa.nulls(1, pa.string())})
    assert link(nameless, pa.table(CHILD)).links.num_rows == 0


def test_one_number_and_name_for_thousands_links_nobody() -> None:
    crowd = pa.table({field: values * 3000 for field, values in CHILD.items()})
    assert link(crowd, crowd).links.num_rows == 0


def test_both_entries_of_a_child_are_found_though_the_name_is_misspelt() -> None:
    child = {field: pa.array(values * 2) for field, values in CHILD.items()}
    entries = pa.table(child | {"name": ["王晓雅"] * 2, "school": ["一小", "二小"]})
    assert link(pa.table(CHILD), entries).links.to_pydict()["right_row"] == [1, 2]
