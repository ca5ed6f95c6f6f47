"""Writing a demonstration to a folder."""

import hashlib
import json

import openpyxl
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest

from notoneless.kernel.problems import NotonelessError
from notoneless.synthetic import files, make_rosters, workbook, write_rosters
from notoneless.synthetic.words import words

ROSTERS = ("household", "school", "elsewhere")
TRUTH = {"links", "elsewhere_links", "out_of_school", "duplicates", "people"}


@pytest.fixture(scope="module")
def small():
    return make_rosters(400, 3, 2.0)


def test_parquet_is_what_was_made(small, tmp_path):
    write_rosters(small, tmp_path, "parquet")
    for name in ROSTERS:
        assert pq.read_table(tmp_path / f"{name}.parquet") == small.rosters[name]
    assert {path.stem for path in (tmp_path / "truth").glob("*.parquet")} == TRUTH
    meta = json.loads((tmp_path / "truth" / "meta.json").read_text(encoding="utf-8"))
    for name in ROSTERS:
        assert meta["sha256"].pop(name) == hashlib.sha256((tmp_path / f"{name}.parquet").read_bytes()).hexdigest()
    assert meta == small.meta | {"sha256": {}}
    assert {path.name for path in tmp_path.iterdir()} == {
        "household.parquet",
        "school.parquet",
        "elsewhere.parquet",
        "truth",
    }


def test_english_columns(small):
    assert tuple(small.rosters["household"].column_names) == (
        words("hid name sex dob id_no ethnicity guardian_name guardian_rel phone county township village address")
    )
    assert tuple(small.rosters["school"].column_names) == (
        words("sid name sex dob id_no student_no school grade class guardian_name phone township village")
    )
    assert tuple(small.rosters["elsewhere"].column_names) == (
        words("eid name sex dob id_no school school_county guardian_name phone")
    )


def test_csv_opens_in_a_spreadsheet_and_reads_back(small, tmp_path):
    write_rosters(small, tmp_path, "csv")
    content = (tmp_path / "school.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content[3:].splitlines()[0].decode().replace('"', "").split(",") == small.rosters["school"].column_names
    texts = pcsv.ConvertOptions(
        column_types={"id_no": "string"}, strings_can_be_null=True, quoted_strings_can_be_null=False
    )
    back = pcsv.read_csv(tmp_path / "school.csv", convert_options=texts)
    assert back["id_no"].to_pylist() == small.rosters["school"]["id_no"].to_pylist()


def test_workbooks_have_a_title_chinese_headings_and_text_cells(small, tmp_path):
    write_rosters(small, tmp_path, "xlsx")
    for name in ROSTERS:
        sheet = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").active
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][0].startswith("青岚县")
        assert next(str(area) for area in sheet.merged_cells.ranges).startswith("A1:")
        assert "姓名" in rows[1]
        assert all("\u4e00" <= heading[0] <= "\u9fff" for heading in rows[1])
        columns = small.rosters[name].column_names
        made = [tuple(row[column] for column in columns) for row in small.rosters[name].to_pylist()]
        assert rows[2:] == made
        assert all(cell.data_type in "sn" and (cell.value is None or cell.data_type == "s") for cell in sheet[3])


def test_a_demonstration_replaces_an_earlier_one_and_leaves_the_rest(small, tmp_path):
    write_rosters(small, tmp_path, "xlsx")
    (tmp_path / "result").mkdir()
    (tmp_path / "result" / "kept.txt").write_text("kept")
    write_rosters(small, tmp_path, "parquet")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"household.parquet", "school.parquet", "elsewhere.parquet", "truth", "result"}
    assert (tmp_path / "result" / "kept.txt").read_text() == "kept"


def test_files_of_somebody_else_are_not_touched(small, tmp_path):
    (tmp_path / "household.xlsx").write_bytes(b"a real roster")
    with pytest.raises(NotonelessError) as refusal:
        write_rosters(small, tmp_path, "parquet")
    assert refusal.value.problem.code == "synthetic.not_a_demonstration"
    assert [path.name for path in tmp_path.iterdir()] == ["household.xlsx"]
    assert (tmp_path / "household.xlsx").read_bytes() == b"a real roster"


def test_a_failure_leaves_the_former_files_whole(small, tmp_path, monkeypatch):
    write_rosters(small, tmp_path, "parquet")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.pq, "write_table", fail)
    with pytest.raises(NotonelessError) as refusal:
        write_rosters(make_rosters(100, 4), tmp_path, "parquet")
    assert refusal.value.problem.code == "tabular.cannot_write"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_folder_that_cannot_be_made(small, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotonelessError) as refusal:
        write_rosters(small, tmp_path / "file" / "out", "parquet")
    assert refusal.value.problem.code == "tabular.cannot_write"


def test_more_rows_than_a_sheet_holds_are_refused(small, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 100)
    with pytest.raises(NotonelessError) as refusal:
        write_rosters(small, tmp_path / "out", "xlsx")
    assert refusal.value.problem.code == "synthetic.too_long_for_xlsx"
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((0, 1), "synthetic.children_range"),
        ((10**9, 1), "synthetic.children_range"),
        ((10, -1), "synthetic.seed_negative"),
        ((10, 1, -0.5), "synthetic.factor_range"),
        ((10, 1, 11.0), "synthetic.factor_range"),
        ((10, 1, float("nan")), "synthetic.factor_range"),
    ],
)
def test_requests_out_of_range_are_refused(arguments, code):
    with pytest.raises(NotonelessError) as refusal:
        make_rosters(*arguments)
    assert refusal.value.problem.code == code
