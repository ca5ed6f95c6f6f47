"""The points of the first day, as an official reads the table of section 4: what stands in the file, what it gives."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from notoneless.casework.early_warning.rules.point_parameters import points_of as casework_points
from notoneless.policy.parameters import load_parameters
from notoneless.risk.columns import read_risk_map
from notoneless.risk.measures import GROUPS, MEASURES, Numbers
from notoneless.risk.panel import Panel, panel_of
from notoneless.risk.points import lowest_marks, points_of
from notoneless.risk.reading import read_sheet
from risk.conftest import DAY


def read(tmp_path: Path, measures: Mapping[str, str], rows: list[Mapping[str, str]], more: str = "") -> Panel:
    """A file of these rows, each input headed by its measure."""
    file = tmp_path / "few.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        written = csv.DictWriter(opened, ["id", *measures])
        written.writeheader()
        written.writerows({"id": f"00{number}", **row} for number, row in enumerate(rows))
    inputs = "".join(f"  {name}: {option}\n" for name, option in measures.items())
    mapped = read_risk_map(f"id: id\n{more}inputs:\n{inputs}")
    return panel_of(read_sheet(file, None), mapped, with_outcome=False)


def total(panel: Panel, given: Numbers) -> list[float]:
    return [float(each) for each in points_of(panel, given, 6, lowest_marks(panel)).total]


TABLE = [
    # measure, cell, points
    ("absent_percent", "4.9", 0),
    ("absent_percent", "5", 1),
    ("absent_percent", "10%", 2),
    ("absent_percent", "２０", 3),
    ("absent_percent", "", 0),
    ("absent_days", "3天", 2),
    ("absent_days", "6", 3),
    ("attended_percent", "95", 1),
    ("attended_percent", "80", 3),
    ("unexcused_days", "1", 0),
    ("unexcused_days", "2", 1),
    ("subjects_failed", "1", 1),
    ("subjects_failed", "2门", 2),
    ("subjects_failed", "5", 3),
    ("lowest_tenth", "是", 3),
    ("over_age", "0", 0),
    ("over_age", "1", 1),
    ("over_age", "2", 3),
    ("grade", "5", 0),
    ("grade", "六年级", 2),
    ("grade", "初一", 1),
    ("grade", "Grade 8", 2),
    ("grade", "9.0", 2),
    ("left_before", "yes", 3),
    ("long_away", "有", 2),
    ("sibling_out", "Sí", 2),
    ("parents_away", "mother", 1),
    ("parents_away", "father", 0),
    ("boarding", "是", 0),
    ("guardian_ill", "是", 1),
    ("poor_without_aid", "是", 1),
    ("distance_km", "3", 0),
    ("distance_km", "3.1公里", 1),
    ("far", "否", 0),
    ("concern", "打工", 2),
    ("concern", "否", 0),
    ("numeric", "99", 0),
]


@pytest.mark.parametrize(("measure", "cell", "points"), TABLE)
def test_a_cell_gives_its_points(tmp_path: Path, given: Numbers, measure: str, cell: str, points: int) -> None:
    assert total(read(tmp_path, {measure: measure}, [{measure: cell}]), given) == [points]


def test_every_measure_stands_in_the_table() -> None:
    assert {measure for measure, _, _ in TABLE} >= MEASURES.keys() - {
        "absent_percent_before",
        "mark",
        "age",
        "category",
    }


def test_groups_are_capped_and_the_total_is_twenty_at_most(tmp_path: Path, given: Numbers) -> None:
    worst = {
        "absent_percent": "50",
        "unexcused_days": "9",
        "subjects_failed": "6",
        "over_age": "4",
        "grade": "9",
        "left_before": "是",
        "long_away": "是",
        "sibling_out": "是",
        "parents_away": "mother",
        "guardian_ill": "是",
        "far": "是",
        "concern": "是",
    }
    panel = read(tmp_path, {name: name for name in worst}, [worst])
    found = points_of(panel, given, 6, {})
    assert found.by_group.tolist() == [[4, 3, 3, 2, 3, 3, 1, 2]]
    assert found.total.tolist() == [20]


def test_much_worse_than_last_term_adds_a_point(tmp_path: Path, given: Numbers) -> None:
    both = {"absent_percent": "absent_percent", "absent_percent_before": "absent_percent_before"}
    rows = [{"absent_percent": "12", "absent_percent_before": before} for before in ("2", "3", "")]
    assert total(read(tmp_path, both, rows), given) == [3, 2, 2]


def test_marks_beneath_the_pass_mark_are_subjects_failed(tmp_path: Path, given: Numbers) -> None:
    marks = dict.fromkeys(("语文", "数学", "英语"), "{as: mark, pass: 60}")
    rows = [{"语文": "59.5", "数学": "80", "英语": ""}, {"语文": "10", "数学": "10", "英语": "10"}, {"语文": "60"}]
    assert total(read(tmp_path, marks, rows), given) == [1, 3, 0]


def test_the_lowest_tenth_of_a_mark_without_pass_mark(tmp_path: Path, given: Numbers) -> None:
    rows = [{"总分": str(mark)} for mark in range(1, 101)]
    found = total(read(tmp_path, {"总分": "mark"}, rows), given)
    assert found == [3.0] * 10 + [0.0] * 90


def test_age_counts_against_the_grade(tmp_path: Path, given: Numbers) -> None:
    rows = [{"age": age, "grade": "5"} for age in ("10", "11.9", "12", "")]
    found = points_of(read(tmp_path, {"age": "age", "grade": "grade"}, rows), given, 6, {})
    assert found.by_group[:, GROUPS.index("age")].tolist() == [0, 1, 3, 0]
    assert found.known[:, GROUPS.index("age")].tolist() == [True, True, True, False]


def test_a_map_may_bring_points_of_its_own(tmp_path: Path, given: Numbers) -> None:
    own = {
        "lates": "{as: numeric, group: attendance, at_least: {5: 1, 20: 2}}",
        "mark": "{as: numeric, group: learning, at_most: {30: 3, 50: 1}}",
        "work": "{as: category, group: concern, values: {factory: 2}}",
    }
    rows = [{"lates": "20", "mark": "30", "work": "factory"}, {"lates": "5", "mark": "50", "work": "farm"}, {}]
    assert total(read(tmp_path, own, rows), given) == [7, 2, 0]


def test_what_is_unknown_gives_nothing_and_is_no_known_group(tmp_path: Path, given: Numbers) -> None:
    found = points_of(
        read(tmp_path, {"absent_percent": "absent_percent", "grade": "grade"}, [{"grade": "6"}]), given, 6, {}
    )
    assert found.known.sum() == 1
    assert not found.known[0, GROUPS.index("attendance")]


def test_the_numbers_are_those_of_the_rooms(given: Numbers) -> None:
    # one plan file for the program's own pupils and for any county's file
    rooms = casework_points(load_parameters("local/points", DAY))
    assert given.attendance == rooms.attendance
    assert given.learning == rooms.learning
    assert given.caps == dict(rooms.caps)
    assert {int(grade): points for grade, points in given.grades.items()} == dict(rooms.grades)
