"""What a person has decided of two rows stands before every stage, and touches no other child."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiet_county import County, child, pupil, resident_id, settled, table

from notoneless.kernel.problems import NotonelessError
from notoneless.linkage import Decided, LinkResult, RowAt, link, link_encoded
from notoneless.linkage.encode import encode
from notoneless.linkage.engine import DECIDED_SCORE, EXACT_SCORE
from notoneless.linkage.model import LinkSettings

Row = dict[str, str | None]
Numbers = Sequence[tuple[int, int]]

DOUBTED_HOME = child(name="马晓芳", dob="2014-03-02", id_no=None, guardian_name=None, phone=None, village=None)
DOUBTED_ENTRY = pupil(name="马文芳", dob="2014-03-02", id_no=None, guardian_name=None, phone=None, village=None)
"""A child and an entry of which the engine is not sure."""

TWIN = child(name="王筱静", id_no=resident_id("20130517", 125))
"""Sister of the usual child."""

NEAR = resident_id("20130517", 124)[:15] + "3" + resident_id("20130517", 124)[16:]
"""The usual child's ID number with one digit wrong."""


def across(pairs: Numbers) -> list[tuple[RowAt, RowAt]]:
    return [(RowAt(0, left), RowAt(1, right)) for left, right in pairs]


def at_home(pairs: Numbers) -> list[tuple[RowAt, RowAt]]:
    return [(RowAt(0, one), RowAt(0, other)) for one, other in pairs]


class Among:
    """Rows of a test behind a quiet county; they are numbered from 1."""

    def __init__(self, household: list[Row], school: list[Row]) -> None:
        self.county = settled()
        self.before = len(self.county.household)
        self.county.household += household
        self.county.school += school

    def judge(self, same: list[tuple[RowAt, RowAt]], different: list[tuple[RowAt, RowAt]]) -> LinkResult:
        moved = [
            [tuple(RowAt(at, row + self.before) for at, row in pair) for pair in pairs] for pairs in (same, different)
        ]
        decided: Any = Decided(*moved)
        return link(table(self.county.household), table(self.county.school), decided=decided)

    def of(self, found: pa.Table) -> set[tuple[int, int]]:
        pairs = zip(found["left_row"].to_pylist(), found["right_row"].to_pylist(), strict=True)
        return {(i - self.before, j - self.before) for i, j in pairs if i > self.before or j > self.before}


CASES: dict[str, Any] = {
    "undecided, the pair is doubted": ([DOUBTED_HOME], [DOUBTED_ENTRY], [], [], set(), {(1, 1)}),
    "the same: a link, and no doubt": ([DOUBTED_HOME], [DOUBTED_ENTRY], across([(1, 1)]), [], {(1, 1)}, set()),
    "different: neither link nor doubt": ([DOUBTED_HOME], [DOUBTED_ENTRY], [], across([(1, 1)]), set(), set()),
    "exact, and yet different": ([child()], [pupil()], [], across([(1, 1)]), set(), set()),
    "by evidence, and yet different": ([child(id_no=None)], [pupil()], [], across([(1, 1)]), set(), set()),
    "nothing alike, and yet the same": ([child()], [pupil(**TWIN)], across([(1, 1)]), [], {(1, 1)}, set()),
    "a row without a name": ([child(name=None, id_no=None)], [pupil()], across([(1, 1)]), [], {(1, 1)}, set()),
    "two rows of one child at home": (
        [child(), TWIN], [pupil()], [*at_home([(1, 2)]), *across([(2, 1)])], [], {(1, 1), (2, 1)}, set(),
    ),
    "one ID and name, two children: whose the entry is, is asked": (
        [child(), child()], [pupil()], [], at_home([(1, 2)]), set(), {(1, 1), (2, 1)},
    ),
    "one ID and name, two children, the entry is the second's": (
        [child(), child()], [pupil()], across([(2, 1)]), at_home([(1, 2)]), {(2, 1)}, set(),
    ),
    "two children, the surer has the entry, the other is asked about": (
        [child(), child(id_no=None)], [pupil()], [], at_home([(1, 2)]), {(1, 1)}, {(2, 1)},
    ),
    "the same where no ID is quite the same": (
        [child(id_no=NEAR), child(id_no=None)], [pupil()], [], at_home([(1, 2)]), {(1, 1)}, {(2, 1)},
    ),
    "the twin's entry given to the other": (
        [child(), TWIN], [pupil(), pupil(**TWIN)], across([(1, 2)]), across([(1, 1)]), {(1, 2), (2, 2)}, set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("home", "school", "same", "different", "links", "review"), CASES.values(), ids=CASES.keys())
def test_what_is_decided_stands(
    home: list[Row],
    school: list[Row],
    same: list[tuple[RowAt, RowAt]],
    different: list[tuple[RowAt, RowAt]],
    links: set[tuple[int, int]],
    review: set[tuple[int, int]],
) -> None:
    among = Among(home, school)
    found = among.judge(same, different)
    assert (among.of(found.links), among.of(found.review)) == (links, review)
    barred = {(left.row, right.row) for left, right in different if left.roster != right.roster}
    assert not among.of(found.nearest) & barred


def test_a_decided_link_says_that_a_person_decided() -> None:
    among = Among([DOUBTED_HOME, child()], [DOUBTED_ENTRY, pupil()])
    found = among.judge(across([(1, 1), (2, 2)]), []).links.to_pylist()[-2:]
    assert [row["reason"] for row in found] == ["人工核对认定为同一人"] * 2
    assert [row["score"] for row in found] == [DECIDED_SCORE] * 2 != [EXACT_SCORE] * 2


CONTRADICTIONS = [
    (across([(1, 1)]), across([(1, 1)])),
    (across([(1, 1), (2, 1)]), at_home([(1, 2)])),
    ([*across([(1, 1)]), *at_home([(1, 2)])], across([(2, 1)])),
    ([], at_home([(1, 1)])),
]


@pytest.mark.parametrize(("same", "different"), CONTRADICTIONS)
def test_decisions_that_contradict_one_another_are_refused(
    same: list[tuple[RowAt, RowAt]], different: list[tuple[RowAt, RowAt]]
) -> None:
    rows = table([child(), TWIN]), table([pupil()])
    with pytest.raises(NotonelessError) as refusal:
        link(*rows, decided=Decided(same, different))
    assert refusal.value.problem.code == "linkage.contradiction"


def test_a_row_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="not there"):
        link(table([child()]), table([pupil()]), decided=Decided(across([(1, 2)])))


def test_without_decisions_the_result_is_the_same() -> None:
    county = settled()
    rows = table(county.household), table(county.school)
    assert link(*rows, decided=Decided()).links.equals(link(*rows).links)


def test_a_decision_reaches_the_third_roster() -> None:
    away = [pupil(name="马文芳", dob="2014-03-02", id_no=None, school="外地小学")]
    tables = [table(rows) for rows in ([DOUBTED_HOME], [DOUBTED_ENTRY], away)]
    same = [(RowAt(0, 1), RowAt(2, 1)), (RowAt(1, 1), RowAt(2, 1))]
    found = link_encoded(encode(tables), LinkSettings(), decided=Decided(same)).results
    assert [part.links["right_row"].to_pylist() for part in found] == [[1], [1]]


SMALL = County()
SMALL.settle(60)
HOMES = [row | ({"id_no": None} if k % 3 == 0 else {}) for k, row in enumerate(SMALL.household)]
TABLES = table(HOMES), table(SMALL.school)
USUAL = {(row["left_row"], row["right_row"]): row["reason"] for row in link(*TABLES).links.to_pylist()}
NUMBER = st.integers(1, 60)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(NUMBER, NUMBER), max_size=4), st.lists(st.tuples(NUMBER, NUMBER), max_size=4))
def test_decisions_change_no_link_but_of_the_rows_they_name_and_free(same: Numbers, different: Numbers) -> None:
    try:
        found = link(*TABLES, decided=Decided(across(same), across(different)))
    except NotonelessError:
        assert different
        return
    links = {(row["left_row"], row["right_row"]): row["reason"] for row in found.links.to_pylist()}
    lefts, rights = ({pair[k] for pair in (*same, *different)} for k in (0, 1))
    lefts |= {left for left, right in USUAL if right in rights}
    rights |= {right for left, right in USUAL if left in lefts}
    untouched = {pair: why for pair, why in USUAL.items() if pair[0] not in lefts and pair[1] not in rights}
    assert untouched.items() <= links.items()
    assert set(same) <= links.keys()
    assert not set(different) & links.keys()
    assert {pair for pair in links.keys() - USUAL.keys() if pair[0] not in lefts and pair[1] not in rights} == set()
    reviewed = set(zip(found.review["left_row"].to_pylist(), found.review["right_row"].to_pylist(), strict=True))
    assert not reviewed & {*same, *different}
