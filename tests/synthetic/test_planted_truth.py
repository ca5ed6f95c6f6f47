"""The truth agrees with itself and with the rosters."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from notoneless.kernel.resident_id import check_digit, is_valid
from notoneless.synthetic.number_errors import same_number


def rows_of(demo, roster: str) -> list[dict]:
    people = demo.truth["people"]
    return people.filter(pc.equal(people["roster"], roster)).to_pylist()


def persons(demo, roster: str) -> list[int]:
    return [row["person"] for row in rows_of(demo, roster)]


@pytest.mark.parametrize(("table", "other"), [("links", "school"), ("elsewhere_links", "elsewhere")])
def test_links_are_all_pairs_of_rows_of_one_child_and_no_others(demo, table, other):
    household, roll = persons(demo, "household"), persons(demo, other)
    places: dict[int, list[int]] = {}
    for row, person in enumerate(roll, 1):
        places.setdefault(person, []).append(row)
    expected = [(row, match) for row, person in enumerate(household, 1) for match in places.get(person, [])]
    links = demo.truth[table]
    found = list(zip(links["household_row"].to_pylist(), links[f"{other}_row"].to_pylist(), strict=True))
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(("table", "other"), [("links", "school"), ("elsewhere_links", "elsewhere")])
def test_kinds_say_how_the_written_numbers_agree(trebled, table, other):
    left = trebled.rosters["household"]["id_no"].to_pylist()
    right = trebled.rosters[other]["id_no"].to_pylist()
    for link in trebled.truth[table].to_pylist():
        a, b = left[link["household_row"] - 1], right[link[f"{other}_row"] - 1]
        expected = ("exact" if a == b else "normalised") if same_number(a, b) else "hard"
        assert link["kind"] == expected, (a, b)


def test_out_of_school_children_are_of_age_and_on_no_roll(demo, clean):
    out = demo.truth["out_of_school"].to_pylist()
    assert out
    on_rolls = set(persons(demo, "school")) | set(persons(demo, "elsewhere"))
    household = persons(demo, "household")
    born = clean.rosters["household"]["dob"].to_pylist()
    for row in out:
        assert row["person"] not in on_rolls
        assert household[row["household_row"] - 1] == row["person"]
        day = date.fromisoformat(born[row["household_row"] - 1])
        assert date(2009, 9, 1) <= day <= date(2019, 8, 31)


def test_everybody_of_age_in_no_roster_but_the_household_is_out_or_unlisted(demo, clean):
    on_rolls = set(persons(demo, "school")) | set(persons(demo, "elsewhere"))
    out = set(demo.truth["out_of_school"]["person"].to_pylist())
    born = clean.rosters["household"]["dob"].to_pylist()
    for row in rows_of(demo, "household"):
        day = date.fromisoformat(born[row["row"] - 1])
        if row["person"] not in on_rolls and date(2009, 9, 1) <= day <= date(2019, 8, 31):
            assert row["note"] == ("out_of_school" if row["person"] in out else "elsewhere_unlisted")


def test_duplicates_are_the_rows_whose_person_stands_twice(demo):
    for roster in ("household", "school", "elsewhere"):
        rows = persons(demo, roster)
        twice = (
            {(row, person) for row, person in enumerate(rows, 1) if rows.count(person) > 1}
            if len(rows) < 2000
            else None
        )
        table = demo.truth["duplicates"]
        mine = table.filter(pc.equal(table["roster"], roster)).to_pylist()
        assert mine
        assert all(rows[row["row"] - 1] == row["group"] for row in mine)
        groups = [row["group"] for row in mine]
        assert all(groups.count(group) > 1 for group in set(groups))
        if twice is not None:
            assert {(row["row"], row["group"]) for row in mine} == twice


def test_copies_name_a_row_of_the_same_person(demo):
    for roster in ("household", "school", "elsewhere"):
        rows = rows_of(demo, roster)
        copies = [row for row in rows if row["copy_of"] is not None]
        assert copies
        assert all(rows[row["copy_of"] - 1]["person"] == row["person"] for row in copies)


def test_second_registrations_stand_in_another_township(demo):
    towns = demo.rosters["household"]["township"].to_pylist()
    copies = [row for row in rows_of(demo, "household") if row["copy_of"] is not None]
    moved = [row for row in copies if towns[row["row"] - 1] != towns[row["copy_of"] - 1]]
    assert len(moved) == round(0.001 * 20_000)
    assert 3 <= sum("id.second_registration" in row["errors"] for row in moved) <= 17


def test_clean_numbers_are_valid_unique_and_fit_the_row(clean):
    for roster in ("household", "school"):
        table = clean.rosters[roster]
        numbers = table["id_no"].to_pylist()
        assert all(map(is_valid, numbers))
        assert len(set(numbers)) == len(set(persons(clean, roster)))
        born = [text.replace("-", "") for text in table["dob"].to_pylist()]
        assert [number[6:14] for number in numbers] == born
        assert ["女男"[int(number[16]) % 2] for number in numbers] == table["sex"].to_pylist()


def test_student_numbers_are_well_formed_and_mostly_repeat_the_id(clean):
    table = clean.rosters["school"]
    pairs = list(zip(table["student_no"].to_pylist(), table["id_no"].to_pylist(), strict=True))
    assert all(len(number) == 19 and number[0] in "GL" for number, _ in pairs)
    formal = [number[1:] == own for number, own in pairs if number[0] == "G"]
    assert all(formal)
    assert len(formal) / len(pairs) == pytest.approx(0.93, abs=0.01)


def test_wrong_numbers_are_marked_and_only_they(demo, clean):
    for roster, table in demo.rosters.items():
        now, right = table["id_no"].to_pylist(), clean.rosters[roster]["id_no"].to_pylist()
        for row, a, b in zip(rows_of(demo, roster), now, right, strict=True):
            marked = any(mark.startswith("id.") for mark in row["errors"])
            assert marked == (a != b), row


def test_wrong_dates_and_sexes_are_marked_and_only_they(demo, clean):
    for roster, table in demo.rosters.items():
        for column, prefix in (("dob", "dob."), ("sex", "sex.")):
            now, right = table[column].to_pylist(), clean.rosters[roster][column].to_pylist()
            for row, a, b in zip(rows_of(demo, roster), now, right, strict=True):
                assert any(mark.startswith(prefix) for mark in row["errors"]) == (a != b), row


def test_people_do_not_depend_on_the_error_factor(demo, clean, trebled):
    for roster in demo.rosters:
        assert persons(demo, roster) == persons(clean, roster) == persons(trebled, roster)


def test_all_columns_are_text(demo):
    for table in demo.rosters.values():
        assert set(table.schema.types) == {pa.string()}


def test_numbers_of_second_registrations_are_valid_and_belong_to_nobody(demo, clean):
    owned = {number for table in clean.rosters.values() for number in table["id_no"].to_pylist()}
    # A copy may have a slip of its own beside the mark, so the number is read where nothing else is wrong with it.
    second = [
        row["id_no"]
        for row in rows_of(demo, "household")
        if [mark for mark in row["errors"] if mark.startswith("id.")] == ["id.second_registration"]
    ]
    assert len(second) > 10
    for number in second:
        assert number[17] == check_digit(number[:17])
        assert number not in owned
