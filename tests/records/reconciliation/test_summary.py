"""The figures add up: each child once, in one column, on every level."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from notoneless.records.reconciliation.rules.comparison import Reconciliation, reconcile
from notoneless.records.reconciliation.rules.mismatches import count_by_kind
from notoneless.records.reconciliation.rules.parameters import parameters_on
from notoneless.records.reconciliation.rules.summary import by_place, by_reason, by_school, totals
from notoneless.synthetic import make_rosters
from records.reconciliation.small_county import AS_OF, BACKGROUND, child, compare, pupil


def numbered(table: pa.Table) -> pa.Table:
    return table.append_column("row", pa.array(range(1, table.num_rows + 1), pa.int32()))


@pytest.fixture(scope="module")
def county() -> Reconciliation:
    """A county in which of 40 entries one says 辍学, one 毕业, one 死亡; a household row of 30 has neither date nor ID."""
    rosters = make_rosters(900, 7).rosters
    household, school = rosters["household"], rosters["school"]
    rare = {0: "辍学", 1: "毕业", 2: "死亡"}
    status = pa.array([rare.get(k % 40, "在读") for k in range(school.num_rows)])
    for field in ("dob", "id_no"):
        texts = [None if k % 30 == 0 else text for k, text in enumerate(household[field].to_pylist())]
        household = household.set_column(household.column_names.index(field), field, pa.array(texts, pa.string()))
    tables = (household, school.append_column("status", status), rosters["elsewhere"])
    return reconcile(*map(numbered, tables), parameters_on(AS_OF))


def summed(lines: Sequence[tuple[str, ...]], names: int) -> list[int]:
    return [sum(int(line[k]) for line in lines) for k in range(names, len(lines[0]))]


def test_every_child_is_here_elsewhere_or_missing(county: Reconciliation) -> None:
    [whole] = by_place(county, ())
    children, here, elsewhere, settled, missing = map(int, whole)
    assert min(here, elsewhere, settled, missing) > 0
    assert here + elsewhere + settled + missing == children
    figures = totals(county)
    assert (here, elsewhere) == (figures["children_here"], figures["children_elsewhere"])
    assert min(figures["children_finished"], figures["children_deceased"]) > 0
    assert settled == figures["children_finished"] + figures["children_deceased"]
    assert children == totals(county)["children_of_compulsory_age"]
    assert missing == totals(county)["not_in_school"] == len(set(county.not_in_school["child"].to_pylist()))


@pytest.mark.parametrize("fields", [("township",), ("township", "village"), ("nowhere",)])
def test_the_parts_add_up_to_the_whole(county: Reconciliation, fields: tuple[str, ...]) -> None:
    lines = by_place(county, fields)
    assert summed(lines, len(fields)) == summed(by_place(county, ()), 0)
    assert all(int(line[-5]) == sum(map(int, line[-4:])) for line in lines)
    assert [int(line[-1]) for line in lines] == sorted((int(line[-1]) for line in lines), reverse=True)


def test_schools_add_up_to_the_roll(county: Reconciliation) -> None:
    entries, linked, alone, second = summed(by_school(county), 1)
    figures = totals(county)
    assert (entries, alone, second) == (
        figures["school_rows"], figures["school_rows_without_child"], figures["duplicate_school_rows"],
    )  # fmt: skip
    assert linked + alone == entries


def test_counts_of_mismatches_fit_the_roll(county: Reconciliation) -> None:
    counts = count_by_kind(county)
    assert 0 < counts["no_child"] <= totals(county)["school_rows_without_child"]
    assert counts["id_differs"] + counts["name_differs"] <= totals(county)["links"]


def test_reasons_are_counted_by_child(county: Reconciliation) -> None:
    reasons = by_reason(county)
    assert sum(reasons.values()) == totals(county)["not_in_school"] <= county.not_in_school.num_rows
    assert totals(county)["not_in_school_by_status"] == reasons["left"] + reasons["primary_only"]


def test_a_child_of_two_rows_is_one_child() -> None:
    one, two = totals(compare([child()], [])), totals(compare([child(), child(village="松林村")], []))
    assert one["not_in_school"] == two["not_in_school"] == 1
    assert one["children_of_compulsory_age"] == two["children_of_compulsory_age"] == BACKGROUND + 1
    assert (one["duplicate_household_rows"], two["duplicate_household_rows"]) == (0, 1)


def test_who_left_is_missing_and_not_here() -> None:
    result = compare([child()], [pupil(status="辍学")])
    assert by_place(result, ("village",))[0] == ("杉树村", "1", "0", "0", "0", "1")


def test_a_school_roster_without_schools_is_one_line() -> None:
    result = compare([], [])
    lines = by_school(reconcile(result.household.table, result.school.table.drop_columns(["school"]), None,
                                parameters_on(AS_OF)))  # fmt: skip
    assert lines == [("", str(BACKGROUND), str(BACKGROUND), "0", "0")]
