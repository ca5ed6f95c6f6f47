"""Registrations that do not match a person, kind by kind."""

import pyarrow as pa
import pytest

from notoneless.records.reconciliation.rules.comparison import reconcile
from notoneless.records.reconciliation.rules.mismatches import Kind, Mismatch, count_by_kind, mismatches
from notoneless.records.reconciliation.rules.parameters import parameters_on
from records.reconciliation.small_county import AS_OF, Row, child, compare, neighbours, pupil, resident_id, table

OWN = resident_id("20130517", 124)
OTHER = resident_id("20130517", 347, "520123")
STRANGER: Row = {
    "name": "司马文博", "sex": "男", "dob": "2014-11-03", "id_no": resident_id("20141103", 511, "520123"),
    "guardian_name": "司马大成", "phone": "13811112222", "township": "白水乡", "village": "石桥村", "school": "白水小学",
}  # fmt: skip

Rosters = tuple[list[Row], list[Row], list[Row] | None]

FOUND: dict[Kind, tuple[Rosters, list[tuple[int, int, int, tuple[int, ...], str]]]] = {
    Kind.SAME_ID: (
        ([child()], [pupil(), STRANGER | {"id_no": OWN}], None), [(0, 61, 0, (62,), ""), (0, 62, 0, (61,), "")],
    ),
    Kind.TWO_ENTRIES: (
        ([child()], [pupil(), pupil(school="白水小学")], None), [(0, 61, 0, (62,), ""), (0, 62, 0, (61,), "")],
    ),
    Kind.ID_DIFFERS: (([child()], [pupil(id_no=OTHER)], None), [(61, 61, 0, (), "均有效但不同")]),
    Kind.NAME_DIFFERS: (([child()], [pupil(name="欧阳晓雅")], None), [(61, 61, 0, (), "姓名同音不同字")]),
    Kind.ROLL_ID_MISSING: (([child()], [pupil(id_no=None)], None), [(61, 61, 0, (), "姓名")]),
    Kind.HOUSEHOLD_ID_MISSING: (([child(id_no=None)], [pupil()], None), [(61, 61, 0, (), "姓名")]),
    Kind.HERE_AND_ELSEWHERE: (([child()], [pupil()], [pupil(school="实验小学")]), [(61, 61, 1, (), "")]),
    Kind.DECEASED: (
        ([child()], [pupil(status="死亡")], [pupil(status="因病死亡")]), [(61, 0, 1, (), ""), (61, 61, 0, (), "")],
    ),
    Kind.NO_CHILD: (([], [STRANGER], None), [(0, 61, 0, (), "")]),
    Kind.UNDER_AGE: (
        ([], [STRANGER | {"dob": "2020-01-05", "id_no": resident_id("20200105", 5)}], None), [(0, 61, 0, (), "")],
    ),
    Kind.OVER_AGE: (
        ([], [STRANGER | {"dob": "2008-01-05", "id_no": resident_id("20080105", 5)}], None), [(0, 61, 0, (), "")],
    ),
}  # fmt: skip


def test_every_kind_is_acted_out() -> None:
    assert set(FOUND) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_a_mismatch_is_named_with_its_rows(kind: Kind) -> None:
    rosters, expected = FOUND[kind]
    result = compare(*rosters)
    found = [one for one in mismatches(result) if one.kind is kind]
    assert [(one.household_row, one.school_row, one.elsewhere_row) for one in found] == [row[:3] for row in expected]
    assert [one.other_rows for one in found] == [row[3] for row in expected]
    assert all(row[4] in one.reason for one, row in zip(found, expected, strict=True))
    assert count_by_kind(result)[kind.value] == len(found)


def test_rosters_that_agree_have_none() -> None:
    result = compare([child()], [pupil()], [STRANGER])
    assert mismatches(result) == []
    assert set(count_by_kind(result).values()) == {0}


@pytest.mark.parametrize(
    ("household", "school", "kinds"),
    [
        ({}, {"id_no": None}, ["roll_id_missing"]),
        ({"id_no": None}, {}, ["household_id_missing"]),
        ({"id_no": None}, {"id_no": None}, ["roll_id_missing", "household_id_missing"]),
        ({}, {"id_no": None, "name": "欧阳晓雅"}, ["name_differs", "roll_id_missing"]),
        ({}, {"id_no": None, "student_no": f"G{OWN}"}, []),
        ({}, {"id_no": None, "student_no": f"G{OTHER}"}, ["id_differs"]),
        ({}, {"id_no": "530627********1244"}, ["id_differs"]),
    ],
)
def test_a_missing_id_is_not_a_differing_one(household: Row, school: Row, kinds: list[str]) -> None:
    counts = count_by_kind(compare([child(**household)], [pupil(**school)]))
    assert [kind for kind, count in counts.items() if count] == kinds


@pytest.mark.parametrize("side", ["household", "school"])
def test_a_roster_without_ids_at_all_is_no_mismatch(side: str) -> None:
    tables = {"household": table([*neighbours(), child()]), "school": table([*neighbours(), pupil()])}
    bare = tables[side].drop_columns(["id_no"])
    empty = tables[side].set_column(tables[side].column_names.index("id_no"), "id_no", pa.nulls(61, pa.string()))
    for roster in (bare, empty):
        found = reconcile(*(tables | {side: roster}).values(), None, parameters_on(AS_OF))
        assert found.school_links.links.num_rows > 0
        assert {kind: count for kind, count in count_by_kind(found).items() if count} == {}


def test_an_id_held_by_many_names_a_few_of_them() -> None:
    shared = [STRANGER | {"name": f"司马{given}{given}", "phone": f"1381111{k:04d}", "id_no": OWN}
              for k, given in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")]  # fmt: skip
    found = [one for one in mismatches(compare([], shared)) if one.kind is Kind.SAME_ID]
    assert [one.school_row for one in found] == list(range(61, 81))
    assert found[0].other_rows == (62, 63, 64, 65, 66)
    assert found[19].other_rows == (61, 62, 63, 64, 65)


def test_they_stand_in_the_order_a_clerk_works_them_off() -> None:
    result = compare([child()], [STRANGER, pupil(name="欧阳晓雅"), pupil(school="白水小学")], [pupil()])
    found = mismatches(result)
    order = list(Kind)
    assert [order.index(one.kind) for one in found] == sorted(order.index(one.kind) for one in found)
    assert {one.kind for one in found} >= {Kind.TWO_ENTRIES, Kind.NAME_DIFFERS, Kind.HERE_AND_ELSEWHERE, Kind.NO_CHILD}
    assert Mismatch(Kind.NO_CHILD, 0, 61, 0) in found


@pytest.mark.parametrize(("grade", "told"), [("九年级", True), ("高二", False), (None, True)])
def test_pupils_of_senior_secondary_school_are_not_over_age(grade: str | None, told: bool) -> None:
    senior = pupil(dob="2008-05-17", id_no=resident_id("20080517", 124), grade=grade)
    found = [one for one in mismatches(compare([], [senior])) if one.kind is Kind.OVER_AGE]
    assert len(found) == told
