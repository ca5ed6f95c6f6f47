"""Boxes open in their place, whole, under their key, and in no other case."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notoneless.kernel.problems import NotonelessError
from notoneless.kernel.sealing import (
    SUITES,
    ColumnSealing,
    chained,
    commitment,
    fresh_key,
    fresh_ring,
    ring_as_text,
    ring_from_text,
    with_new_key,
)

RINGS = {suite: fresh_ring(suite) for suite in SUITES}
PLACE = "people_child/7/id_number"


@pytest.mark.parametrize("suite", SUITES)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=50, deadline=None)
def test_what_was_closed_opens(suite: str, text: str) -> None:
    ring = RINGS[suite]
    box = ring.close(text, PLACE)
    assert ring.open(box, PLACE) == text
    assert ring.is_current(box)


@pytest.mark.parametrize("suite", SUITES)
def test_a_box_with_any_bit_changed_stays_shut(suite: str) -> None:
    ring = RINGS[suite]
    box = ring.close("529901201701010017", PLACE)
    for index in range(len(box)):
        for bit in range(8):
            with pytest.raises(NotonelessError):
                ring.open(box[:index] + bytes((box[index] ^ 1 << bit,)) + box[index + 1 :], PLACE)
    for length in range(len(box)):
        with pytest.raises(NotonelessError):
            ring.open(box[:length], PLACE)


@pytest.mark.parametrize("place", ["people_child/8/id_number", "people_child/7/student_number", "x/7/id_number", ""])
@pytest.mark.parametrize("suite", SUITES)
def test_a_box_that_was_moved_stays_shut(suite: str, place: str) -> None:
    with pytest.raises(NotonelessError):
        RINGS[suite].open(RINGS[suite].close("x", PLACE), place)


@pytest.mark.parametrize("suite", SUITES)
def test_cells_of_a_column_closed_together_are_as_those_closed_alone(suite: str) -> None:
    ring = with_new_key(RINGS[suite], suite)
    column = ColumnSealing(ring, "people_child/id_number", "people_child", "id_number")
    for row, text in (("7", "529901201701010017"), ("8", "张"), ("9", "")):
        assert ring.open(column.close(text, row), f"people_child/{row}/id_number") == text
        assert column.index(text) == ring.index(text, "people_child/id_number")
        assert column.indexes(text) == ring.indexes(text, "people_child/id_number")
    alone = ColumnSealing(RINGS[suite], "people_child/id_number", "people_child", "id_number")
    assert alone.indexes("张") == RINGS[suite].indexes("张", "people_child/id_number")


@pytest.mark.parametrize("suite", SUITES)
def test_another_ring_opens_nothing(suite: str) -> None:
    with pytest.raises(NotonelessError):
        fresh_ring(suite).open(RINGS[suite].close("x", PLACE), PLACE)


def test_two_boxes_of_one_text_differ_and_its_search_keys_agree() -> None:
    ring = RINGS[SUITES[0]]
    assert ring.close("x", PLACE) != ring.close("x", PLACE)
    assert ring.index("x", "a") == ring.index("x", "a")
    assert len({ring.index(text, label) for text, label in (("x", "a"), ("x", "b"), ("y", "a"), ("", "ax"))}) == 4
    assert ring.index("x", "a") != fresh_ring().index("x", "a")


def test_after_a_new_key_old_boxes_open_and_old_search_keys_are_known() -> None:
    old = fresh_ring("sm4-gcm")
    box, index = old.close("x", PLACE), old.index("x", "a")
    new = with_new_key(old)
    assert new.open(box, PLACE) == "x"
    assert not new.is_current(box)
    assert index in new.indexes("x", "a")
    assert new.index("x", "a") != index
    assert new.is_current(new.close("x", PLACE))
    with pytest.raises(NotonelessError):
        old.open(new.close("x", PLACE), PLACE)


def test_a_ring_is_written_and_read() -> None:
    ring = with_new_key(fresh_ring("sm4-gcm"))
    assert ring_from_text(ring_as_text(ring)) == ring


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"keys": [], "web": ""}', ring_as_text(fresh_ring())[:-9], '{"keys": [1], "web": ""}'],
)
def test_what_is_no_ring_is_refused(text: str) -> None:
    with pytest.raises(NotonelessError):
        ring_from_text(text)


def test_secrets_do_not_show() -> None:
    ring = fresh_ring()
    assert "b'" not in repr(ring) + repr(ring.keys[0])


def test_there_are_just_the_suites_there_are() -> None:
    with pytest.raises(NotonelessError):
        fresh_key(1, "rot13")


def test_parts_of_a_chain_do_not_run_together() -> None:
    assert chained(b"", ["ab", "c"]) != chained(b"", ["a", "bc"])
    assert commitment(b"1" * 16, "x") != commitment(b"2" * 16, "x")
