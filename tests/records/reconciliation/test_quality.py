"""What is wrong with the rosters themselves: refused as a whole, or named row by row."""

from contextlib import nullcontext
from itertools import count
from pathlib import Path

import pytest

from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.reconciliation.rules.quality import row_problems
from notoneless.records.reconciliation.rules.usable import refuse_reshuffled, refuse_twins, refuse_unusable
from notoneless.tabular.column_map import Column, ColumnMap
from notoneless.tabular.reading import Roster
from records.reconciliation.small_county import Row, child, compare, neighbours, pupil, resident_id, table

OWN = resident_id("20130517", 124)


def rows(count: int, **same: str | None) -> list[Row]:
    return [row | same for row in neighbours()[:count]]


@pytest.mark.parametrize(
    ("roster", "code"),
    [
        ([], "empty"),
        (rows(40, name="王小明"), "all_equal.name"),
        (rows(5, name="王小明"), "all_equal.name"),
        (rows(40, id_no=OWN), "all_equal.id_no"),
        (rows(5, id_no=OWN), "all_equal.id_no"),
        (rows(20, id_no=OWN, name="王小明"), "all_equal.name"),
        (rows(1, name=None), "no_names"),
        (rows(40, name=None), "no_names"),
    ],
)
@pytest.mark.parametrize(("part", "named"), [("household", "户籍名册"), ("elsewhere", "外地就读名册")])
def test_a_roster_that_says_nothing_is_refused(roster: list[Row], code: str, part: str, named: str) -> None:
    whole = table(roster) if roster else table(rows(1)).slice(0, 0)
    with pytest.raises(NotonelessError) as refused:
        refuse_unusable(part, whole)
    assert refused.value.problem.code == f"reconciliation.{code}"
    assert sentence(refused.value.problem).startswith(named)


@pytest.mark.parametrize(
    "roster",
    [
        rows(1),
        rows(3),
        rows(4, name="王小明"),
        rows(19, name="王小明", id_no=OWN),
        rows(40, id_no=None),
        [*rows(1500, name="王小明"), *rows(1)],
    ],
)
def test_a_roster_that_may_be_true_is_not(roster: list[Row]) -> None:
    refuse_unusable("household", table(roster))


ROWS: dict[str, tuple[Row, str, str]] = {
    "no_name": ({"name": None}, "name", "姓名为空"),
    "no_id": ({"id_no": None}, "id_no", "身份证号为空"),
    "check_digit": ({"id_no": OWN[:-1] + ("0" if OWN[-1] != "0" else "1")}, "id_no", "校验码"),
    "future": ({"dob": "2025-10-01", "id_no": resident_id("20251001", 124)}, "dob", "在比对日期之后"),
    "dob_not_id": ({"dob": "2013-06-17"}, "dob", "（2013-06-17）与身份证号中的日期（2013-05-17）不符"),
    "month_not_id": ({"dob": "2013年6月"}, "dob", "（2013-06）与身份证号"),
    "year_not_id": ({"dob": "2014"}, "dob", "（2014）与身份证号"),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_row_to_correct_is_named(case: str) -> None:
    wrong, field, words = ROWS[case]
    found = list(row_problems(compare([child(**wrong)], [pupil()])))
    assert [(one.roster, one.row, one.field) for one in found] == [("household", 61, field)]
    assert words in sentence(found[0].problem)


@pytest.mark.parametrize("right", [{"dob": "2013年5月"}, {"dob": "2013"}, {"dob": None}, {}])
def test_a_date_that_fits_the_id_is_not_named(right: Row) -> None:
    assert list(row_problems(compare([child(**right)], [pupil()]))) == []


def test_rosters_are_named_one_after_the_other() -> None:
    wrong = {"id_no": None, "dob": "2026-05-17"}
    found = row_problems(compare([child(**wrong)], [pupil(**wrong)], [pupil(**wrong), pupil()]))
    assert [(one.roster, one.row, one.field) for one in found] == [
        (roster, row, field) for roster, row in (("household", 61), ("school", 61), ("elsewhere", 1))
        for field in ("dob", "id_no")
    ]  # fmt: skip


def test_a_roster_without_id_column_names_no_missing_ids() -> None:
    result = compare([], [], [{"name": "欧阳筱雅", "dob": "2013-05-17"}])
    assert list(row_problems(result)) == []


def test_a_status_nobody_knows_is_told_once() -> None:
    odd = [pupil(status="待定"), pupil(status="在读"), pupil(status="待定"), pupil(status="某某")]
    found = [one for one in row_problems(compare([], odd)) if one.field == "status"]
    assert [(one.roster, one.row) for one in found] == [("school", 61), ("school", 64)]
    assert "“待定”（共 2 行）含义不明" in sentence(found[0].problem)


FILES = count()


def read(rows: list[Row], headings: str = "姓名 身份证号 电话") -> Roster:
    columns = ColumnMap(tuple(Column(at, text, None, 1.0) for at, text in enumerate(headings.split())))
    return Roster(table(rows), columns, (), Path("名册.csv"), "csv", str(next(FILES)))


ENROLLED = [{"name": row["name"], "id_no": row["id_no"], "dob": row["dob"]} for row in neighbours()]

TWO: dict[str, tuple[Roster, Roster, bool]] = {
    "saved twice": (read(ENROLLED), read(list(ENROLLED)), True),
    "dates written anew": (read(ENROLLED), read([row | {"dob": "2013/5/17"} for row in ENROLLED]), True),
    "an honest roll": (read(ENROLLED), read([row | {"school": "中心小学"} for row in ENROLLED]), False),
    "an honest list of homes": (read([row | {"village": "杉树村"} for row in ENROLLED]), read(ENROLLED), False),
    "other telephones": (
        read([row | {"phone": "1"} for row in ENROLLED]), read([row | {"phone": "2"} for row in ENROLLED]), False,
    ),
    "other headings": (read(ENROLLED), read(list(ENROLLED), "姓名 身份证号 是否住校"), False),
    "a handful": (read(ENROLLED[:4]), read(ENROLLED[:4]), False),
}  # fmt: skip


@pytest.mark.parametrize("case", TWO)
def test_only_one_content_given_twice_is_refused(case: str) -> None:
    one, other, refused = TWO[case]
    with pytest.raises(NotonelessError) if refused else nullcontext():
        refuse_twins({"household": one, "school": other})


SHUFFLED = [*reversed(ENROLLED[1:])]

RESHUFFLED: dict[str, tuple[Roster, bool]] = {
    "the same people in another order": (read(SHUFFLED), True),
    "half of them": (read(SHUFFLED[:30]), False),
    "with a school": (read([row | {"school": "中心小学"} for row in SHUFFLED], "姓名 身份证号 电话"), False),
    "other headings": (read(SHUFFLED, "学生姓名 证件号码 电话"), False),
}  # fmt: skip


@pytest.mark.parametrize("part", ["school", "elsewhere"])
@pytest.mark.parametrize("case", RESHUFFLED)
def test_the_household_roster_in_another_order_is_no_roll(case: str, part: str) -> None:
    other, refused = RESHUFFLED[case]
    with pytest.raises(NotonelessError) if refused else nullcontext():
        refuse_reshuffled({"household": read(ENROLLED), part: other})


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("该生已辍学", True),
        ("随父母外出务工", True),
        ("建档立卡，防辍学重点", False),
        ("独生子女", False),
        (None, False),
    ],
)
def test_a_remark_against_schooling_is_told_of_a_child_who_counts_as_in_school(remark: str | None, told: bool) -> None:
    found = [one for one in row_problems(compare([child()], [pupil(remark=remark)])) if one.field == "remark"]
    assert [(one.roster, one.row) for one in found] == [("school", 61)] * told
