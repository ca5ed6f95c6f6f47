"""Scores of results against a truth small enough to count by hand.

Household rows 1 to 6 are the children 0, 1, 2, 3, 4 and again 4; roll rows 1 to 4 the children 0, 1, 2 and a
stranger, 9.
Child 2 has no ID in the roll (hard), child 3 is elsewhere, child 4 is in no school.
"""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from notoneless.kernel.problems import NotonelessError
from notoneless.synthetic import make_rosters, score, write_rosters

IDS = ["53992120130102123X", "539921201301021239", "539921201502030011", "539921201604050022", "539921201706070033"]


@pytest.fixture
def truth(tmp_path):
    folder = tmp_path / "truth"
    folder.mkdir()
    people = [("household", row, person, IDS[person]) for row, person in enumerate([0, 1, 2, 3, 4, 4], 1)]
    people += [
        ("school", row, person, cell)
        for row, (person, cell) in enumerate([(0, IDS[0]), (1, "5399212013010212 39"), (2, None), (9, "无")], 1)
    ]
    people += [("elsewhere", 1, 3, IDS[3])]
    tables = {
        "people": pa.table(
            dict(zip(("roster", "row", "person", "id_no"), map(list, zip(*people, strict=True)), strict=True))
        ),
        "links": pa.table(
            {"household_row": [1, 2, 3], "school_row": [1, 2, 3], "kind": ["exact", "normalised", "hard"]}
        ),
        "elsewhere_links": pa.table({"household_row": [4], "elsewhere_row": [1], "kind": ["exact"]}),
        "out_of_school": pa.table({"household_row": [5, 6], "person": [4, 4]}),
    }
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    (folder / "meta.json").write_text(json.dumps({"children": 5}))
    return folder


@pytest.fixture
def write(tmp_path):
    def write_result(links=(), away=(), listed=(), *, with_away=True):
        folder = tmp_path / "result"
        folder.mkdir(exist_ok=True)
        for name, other, pairs in (("links", "school_row", links), ("elsewhere_links", "elsewhere_row", away)):
            if name == "links" or with_away:
                table = {"household_row": [a for a, _ in pairs], other: [b for _, b in pairs]}
                pq.write_table(
                    pa.table(table, schema=pa.schema([(key, pa.int32()) for key in table])), folder / f"{name}.parquet"
                )
        schema = pa.schema([("household_row", pa.int64())])
        pq.write_table(pa.table({"household_row": list(listed)}, schema=schema), folder / "not_in_school.parquet")
        return folder

    return write_result


def test_a_perfect_result(truth, write):
    found = score(truth, write([(1, 1), (2, 2), (3, 3)], [(4, 1)], [5, 6]))
    for rate in (found.links, found.hard, found.elsewhere, found.out_of_school):
        assert (rate.precision, rate.recall, rate.f1) == (1, 1, 1)
    assert (found.out_of_school.found, found.out_of_school.true) == (1, 1)
    assert found.hidden == 0
    assert found.children == 5


def test_an_empty_result(truth, write):
    found = score(truth, write())
    assert (found.links.precision, found.links.recall, found.links.f1) == (0, 0, 0)
    assert (found.hard.true, found.hard.found) == (1, 0)
    assert found.out_of_school.recall == 0
    assert found.hidden == 0


def test_one_of_two_rows_of_a_child_is_enough(truth, write):
    found = score(truth, write(listed=[6]))
    assert (found.out_of_school.precision, found.out_of_school.recall) == (1, 1)


def test_a_false_link_hides_a_child_once_however_often_it_is_linked(truth, write):
    found = score(truth, write([(5, 4), (6, 4)], [(5, 1)]))
    assert found.hidden == 1
    assert found.hidden_per_100k == 20_000
    assert found.links.right == 0
    assert (found.elsewhere.right, found.elsewhere.found) == (0, 1)


def test_hard_pairs_are_told_by_their_numbers(truth, write):
    # (1, 1) true and easy; (3, 3) true and hard; (3, 4) false, numbers apart; (2, 1) false: numbers apart too.
    found = score(truth, write([(1, 1), (3, 3), (3, 4), (2, 1)]))
    assert (found.hard.found, found.hard.true, found.hard.right) == (3, 1, 1)
    assert (found.links.found, found.links.true, found.links.right) == (4, 3, 2)


def test_a_false_pair_of_agreeing_numbers_is_not_hard(truth, write):
    people = pq.read_table(truth / "people.parquet").to_pylist()
    people[2]["id_no"] = "539921********123X"
    pq.write_table(pa.Table.from_pylist(people), truth / "people.parquet")
    found = score(truth, write([(3, 1)]))
    assert (found.hard.found, found.links.found) == (0, 1)


def test_pairs_said_twice_count_once(truth, write):
    found = score(truth, write([(1, 1), (1, 1)]))
    assert (found.links.found, found.links.right) == (1, 1)


def test_listed_children_who_are_in_school_cost_precision(truth, write):
    found = score(truth, write(listed=[1, 5, 6]))
    assert (found.out_of_school.found, found.out_of_school.right) == (2, 1)
    assert found.out_of_school.f1 == pytest.approx(2 / 3)


def test_a_result_without_elsewhere_said_nothing_about_it(truth, write):
    found = score(truth, write([(1, 1)], with_away=False))
    assert (found.elsewhere.found, found.elsewhere.true) == (0, 1)


@pytest.mark.parametrize("name", ["links.parquet", "not_in_school.parquet"])
def test_missing_files_are_named(truth, write, name):
    folder = write()
    (folder / name).unlink()
    with pytest.raises(NotonelessError) as refusal:
        score(truth, folder)
    assert refusal.value.problem.code == "synthetic.no_such_file"
    assert str(refusal.value.problem.params["path"]).endswith(name)


def test_files_of_another_kind_are_named(truth, write):
    folder = write()
    (folder / "links.parquet").write_bytes(b"no parquet")
    with pytest.raises(NotonelessError) as refusal:
        score(truth, folder)
    assert refusal.value.problem.code == "synthetic.unusable_file"


def test_a_missing_column_is_named(truth, write):
    folder = write()
    pq.write_table(pa.table({"household_row": [1]}), folder / "links.parquet")
    with pytest.raises(NotonelessError) as refusal:
        score(truth, folder)
    assert refusal.value.problem.code == "synthetic.unusable_file"


@pytest.mark.parametrize("listed", [[7], [0]])
def test_rows_no_roster_has_are_refused(truth, write, listed):
    with pytest.raises(NotonelessError) as refusal:
        score(truth, write(listed=listed))
    assert refusal.value.problem.code == "synthetic.row_out_of_range"


def test_truth_scored_against_itself_is_perfect(tmp_path, demo):
    write_rosters(demo, tmp_path, "parquet")
    result = tmp_path / "result"
    result.mkdir()
    for name in ("links", "elsewhere_links"):
        pq.write_table(demo.truth[name], result / f"{name}.parquet")
    pq.write_table(demo.truth["out_of_school"], result / "not_in_school.parquet")
    found = score(tmp_path / "truth", result)
    assert found.links.f1 == found.hard.f1 == found.elsewhere.f1 == found.out_of_school.f1 == 1
    assert found.hard.true == demo.meta["counts"]["links"]["hard"]
    assert found.hidden == 0


def test_a_bare_join_on_raw_numbers_scores_as_expected(tmp_path):
    demo = make_rosters(3000, 8)
    write_rosters(demo, tmp_path, "parquet")
    rows: dict[str, list[int]] = {}
    for row, number in enumerate(demo.rosters["school"]["id_no"].to_pylist(), 1):
        rows.setdefault(number, []).append(row)
    pairs = [
        (row, match)
        for row, number in enumerate(demo.rosters["household"]["id_no"].to_pylist(), 1)
        if number is not None
        for match in rows.get(number, [])
    ]
    result = tmp_path / "result"
    result.mkdir()
    pq.write_table(
        pa.table({"household_row": [a for a, _ in pairs], "school_row": [b for _, b in pairs]}),
        result / "links.parquet",
    )
    pq.write_table(demo.truth["out_of_school"], result / "not_in_school.parquet")
    found = score(tmp_path / "truth", result)
    assert found.links.recall == pytest.approx(0.96, abs=0.01)
    assert found.links.precision > 0.98
    assert found.hard.right == 0
