"""Parquet: any type of column as text, read by column, nothing guessed."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tabular_files import child, children, names

from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.reading import Roster, read_roster

IDS = [row[3] for row in children(3)]


def _read(folder: Path, columns: dict[str, object], chosen: ColumnMap | None = None) -> Roster:
    path = folder / "a.parquet"
    pq.write_table(pa.table(columns), path)
    return read_roster(path, columns=chosen)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([1, 2, None]), ["1", "2", None]),
        (pa.array([1.0, 2.0, None]), ["1", "2", None]),
        (pa.array([1.5, 2.0, None]), ["1.5", "2", None]),
        (pa.array(["a ", "", None]), ["a", None, None]),
        (pa.array(["a", "b", None], pa.large_string()), ["a", "b", None]),
        (pa.array(["a", "b", None]).dictionary_encode(), ["a", "b", None]),
        (pa.array([b"a", b"b", None], pa.binary()), ["a", "b", None]),
        (pa.array([b"a", b"b", None], pa.binary(1)), ["a", "b", None]),
        (pa.array(["中".encode("gbk"), "文".encode(), None], pa.binary()), ["中", "文", None]),
        (pa.array(["a", "b", None], pa.string_view()), ["a", "b", None]),
        (pa.array([1.5, 2.0, None], pa.float32()).cast(pa.float16()), ["1.5", "2", None]),
        (pa.array([1.0, 2.0, None], pa.float32()).cast(pa.float16()), ["1", "2", None]),
        (pa.array([Decimal("1.50"), Decimal("2.00"), None]), ["1.50", "2.00", None]),
        (pa.array([True, False, None]), ["true", "false", None]),
        (pa.nulls(3), [None, None, None]),
    ],
)
def test_any_type_becomes_text(values: pa.Array, expected: list[str | None], tmp_path: Path) -> None:
    roster = _read(tmp_path, {"name": names(3), "id_no": IDS, "class": values})
    assert roster.data.schema.field("class").type == pa.string()
    assert roster.data["class"].to_pylist() == expected


@pytest.mark.parametrize("kind", [pa.date32(), pa.timestamp("ms"), pa.timestamp("us", "UTC")])
def test_dates_become_iso_text(kind: pa.DataType, tmp_path: Path) -> None:
    days = [dt.date(2015, 3, 1), None, dt.date(2016, 2, 29)]
    values = pa.array(days, pa.date32()).cast(kind)
    roster = _read(tmp_path, {"name": names(3), "id_no": IDS, "dob": values})
    assert roster.data["dob"].to_pylist() == ["2015-03-01", None, "2016-02-29"]


def test_only_what_is_recognised_is_read_and_rows_are_numbered(tmp_path: Path) -> None:
    columns = {
        "uid": ["a", "b", "c"],
        "姓名": names(3),
        "ID_NO": IDS,
        "height_cm": [1, 2, 3],
        "nested": [[1], [2], [3]],
    }
    roster = _read(tmp_path, columns)
    assert roster.data.column_names == ["key", "name", "id_no", "row"]
    assert roster.data["row"].type == pa.int32()
    assert roster.data["row"].to_pylist() == [1, 2, 3]
    assert roster.format == "parquet"
    assert len(roster.fingerprint) == 64


def test_empty_rows_keep_their_place(tmp_path: Path) -> None:
    roster = _read(tmp_path, {"name": ["王小明", None, "李文静"], "id_no": [IDS[0], None, IDS[2]]})
    assert roster.data["name"].to_pylist() == ["王小明", None, "李文静"]


def test_several_row_groups_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = children(500)
    pq.write_table(
        pa.table({"name": [row[0] for row in rows], "id_no": [row[3] for row in rows]}), path, row_group_size=64
    )
    assert read_roster(path).data["id_no"].to_pylist() == [row[3] for row in rows]


def test_damaged_cells_are_told_with_their_record(tmp_path: Path) -> None:
    roster = _read(
        tmp_path, {"name": names(3), "id_no": [IDS[0], "5.10599e+17", IDS[2]], "dob": ["2015-03-01", "", "下雨天"]}
    )
    told = [(issue.problem.code, issue.row, issue.column) for issue in roster.issues]
    assert told == [("tabular.number_lost_digits", 2, "B"), ("dates.unreadable", 3, "C")]


def test_a_map_names_the_columns(tmp_path: Path) -> None:
    chosen = ColumnMap.from_yaml("columns: {name: a, id_no: 2, phone: C}")
    roster = _read(tmp_path, {"a": names(3), "b": IDS, "c": ["1", "2", "3"]}, chosen)
    assert roster.data["phone"].to_pylist() == ["1", "2", "3"]


def test_a_column_called_id_full_of_resident_ids_is_the_id_number(tmp_path: Path) -> None:
    rows = children(30)
    roster = _read(tmp_path, {"id": [row[3] for row in rows], "name": [row[0] for row in rows]})
    assert roster.data["id_no"].to_pylist() == [row[3] for row in rows]


def test_a_student_number_is_no_id_number(tmp_path: Path) -> None:
    rows = children(30)
    columns = {
        "name": [row[0] for row in rows],
        "id": ["G" + row[3] for row in rows],
        "id_no": [row[3] for row in rows],
    }
    roster = _read(tmp_path, columns)
    assert roster.data["student_no"].to_pylist()[0] == "G" + str(child(0)[3])


def test_bytes_in_no_encoding_are_told_at_the_cell(tmp_path: Path) -> None:
    raw = pa.array([names(1)[0].encode("gbk"), "李".encode() + b"\xff\xff", None], pa.binary())
    roster = _read(tmp_path, {"id_no": IDS, "name": raw})
    assert roster.data["name"][0].as_py() == names(1)[0]
    (issue,) = roster.issues
    assert (issue.problem.code, issue.row, issue.column) == ("tabular.unreadable_characters", 2, "B")


@pytest.mark.parametrize("cells", [[["清溪村"]] * 3, [{"村": "清溪村"}] * 3], ids=["list", "struct"])
def test_a_column_of_no_single_values_is_left_out_and_told(cells: object, tmp_path: Path) -> None:
    roster = _read(tmp_path, {"name": names(3), "id_no": IDS, "village": cells})
    assert "village" not in roster.data.column_names
    assert [(issue.problem.code, issue.column) for issue in roster.issues] == [("tabular.nested_column", "C")]
    assert roster.issues[0].problem.params["header"] == "village"


def test_an_unknown_zone_in_a_column_nobody_needs_is_no_harm(tmp_path: Path) -> None:
    changed = pa.array([0, 1, None], pa.timestamp("us", "Mars/Olympus"))
    assert _read(tmp_path, {"name": names(3), "id_no": IDS, "zz": changed}).data.num_rows == 3
