"""Rows of one roster that may be one child: every pair that shares a key, as looking at each pair finds them."""

import itertools

import numpy as np
import pyarrow as pa
import pytest
from quiet_county import child, pupil, resident_id, table

from notoneless.linkage.encode import Encoded, Population, encode
from notoneless.linkage.joins import Joins
from notoneless.linkage.keys import SECOND_ROW_KEYS, key_columns
from notoneless.linkage.open_dates import OpenDates

OWN = resident_id("20130517", 124)
ROWS = [
    pupil(),
    pupil(name="赵无名", id_no=None, student_no="G" + OWN, dob="2011-01-02", guardian_name="赵一", phone="13900000001"),
    pupil(name="钱有余", id_no=OWN, dob="2012-03-04", guardian_name="钱一", phone="13900000002"),
    pupil(
        name="孙大力", id_no=resident_id("20100506", 33), dob="2010-05-06", guardian_name="孙一", phone="13900000003"
    ),
    pupil(id_no=None, phone="13900000004", guardian_name=None, village=None),
]


def _by_looking(population: Population, roster: Encoded) -> set[tuple[int, int]]:
    columns = {key: column.to_pylist() for key, column in zip(*_columns(population, roster), strict=True)}
    found = set()
    for i, j in itertools.permutations(range(len(roster)), 2):
        for key in SECOND_ROW_KEYS:
            one, other = ([columns[name][at] for name in side] for side, at in ((key.left, i), (key.right, j)))
            if None not in one and one == other:
                found.add((i, j))
    return found


def _columns(population: Population, roster: Encoded) -> tuple[list[str], list[pa.ChunkedArray]]:
    found = key_columns(population, roster)
    return found.column_names, found.columns


@pytest.mark.parametrize("side", [0, 1])
def test_look_alikes_are_all_pairs_that_share_a_key(side: int) -> None:
    rosters = [table([child(name="周在册", id_no=resident_id("20091212", 7))]), table(ROWS)]
    population = encode(rosters[::-1] if side == 0 else rosters)
    left, right = population.rosters
    everybody = [np.ones(len(roster), dtype=bool) for roster in (left, right)]
    with Joins(population, left, right) as joins:
        joins.candidates(*everybody, _no_dates, 60)
        found = joins.look_alikes(60)[side]
    pairs = {(i, j) for i, j in zip(*(column.tolist() for column in found), strict=True) if i != j}
    wanted = _by_looking(population, population.rosters[side])
    assert pairs == wanted
    assert (0, 1) in wanted, "a student number names the ID number of another row"


def _no_dates() -> OpenDates:
    empty = pa.table({"i": pa.array([], pa.int32()), "day": pa.array([], pa.int32())})
    return OpenDates(empty, empty)
