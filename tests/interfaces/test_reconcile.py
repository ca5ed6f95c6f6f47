"""`notoneless reconcile`: the files it leaves, what it refuses in one sentence, and that a failure leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from notoneless.interfaces.reconciliation.exports import FILES
from notoneless.interfaces.shell.cli import cli
from notoneless.kernel.catalogue import WORDS
from notoneless.synthetic import Demonstration, make_rosters

CHILDREN = 300
DATA_FILES = set(FILES[:-1])
COMPOUND = bytes.fromhex(
    "D0CF11E0A1B11AE1"
)  # how a file of the older office formats begins, encrypted .xlsx among them


@pytest.fixture(scope="module")
def demo() -> Demonstration:
    return make_rosters(CHILDREN, 5)


@pytest.fixture(scope="module")
def files(demo: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The three rosters as Parquet, in a folder whose name has Chinese and a space."""
    folder = tmp_path_factory.mktemp("名册") / "青岚县 2025"
    folder.mkdir()
    paths = {}
    for part, table in demo.rosters.items():
        paths[part] = folder / f"{part} 名册.parquet"
        pq.write_table(table, paths[part])
    return paths


def run(household: Path, school: Path, out: Path, *more: object) -> Result:
    words = ["reconcile", "--household", household, "--school", school, "--out", out, "--as-of", "2025-08-31", *more]
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture(scope="module")
def whole(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """One comparison with everything, into a folder whose name has a space."""
    out = tmp_path_factory.mktemp("out") / "结果 一"
    return out, run(files["household"], files["school"], out, "--elsewhere", files["elsewhere"])


# what it writes


def test_it_writes_all_files_and_tells_where(whole: tuple[Path, Result]) -> None:
    out, result = whole
    assert result.exit_code == 0
    assert {path.name for path in out.iterdir()} == set(FILES)
    assert f"结果已写入：{out / '结果.xlsx'}" in result.output
    assert list(out.parent.glob(".*")) == []


def test_links_have_rows_keys_score_and_reason(whole: tuple[Path, Result], demo: Demonstration) -> None:
    out, _ = whole
    for name, part, key in (("links", "school", "sid"), ("elsewhere_links", "elsewhere", "eid")):
        table = pq.read_table(out / f"{name}.parquet")
        columns = ["household_row", f"{part}_row", "score", "reason", "household_key", f"{part}_key"]
        assert table.column_names == columns
        assert table.num_rows > 0
        for row in table.to_pylist():
            assert row["household_key"] == demo.rosters["household"]["hid"][row["household_row"] - 1].as_py()
            assert row[f"{part}_key"] == demo.rosters[part][key][row[f"{part}_row"] - 1].as_py()
            assert row["reason"]


def test_rows_are_counted_from_one_as_in_the_truth(whole: tuple[Path, Result], demo: Demonstration) -> None:
    out, _ = whole
    found = {(row["household_row"], row["school_row"]) for row in pq.read_table(out / "links.parquet").to_pylist()}
    true = {(row["household_row"], row["school_row"]) for row in demo.truth["links"].to_pylist()}
    assert len(found & true) > 0.98 * len(true)


def test_the_list_of_missing_children_has_reason_and_next_check(
    whole: tuple[Path, Result], demo: Demonstration
) -> None:
    rows = pq.read_table(whole[0] / "not_in_school.parquet").to_pylist()
    true = set(demo.truth["out_of_school"]["household_row"].to_pylist())
    assert true <= {row["household_row"] for row in rows}
    assert rows
    for row in rows:
        assert row["reason"]
        assert row["next_check"]
        assert row["household_key"] == f"H{row['household_row']:08d}"


def test_the_summary_names_sources_and_figures(whole: tuple[Path, Result], demo: Demonstration) -> None:
    shown = json.loads((whole[0] / "summary.json").read_text(encoding="utf-8"))
    assert (shown["as_of"], shown["school_age"]) == ("2025-08-31", {"from": 6, "until": 16})
    for part, table in demo.rosters.items():
        assert shown["sources"][part]["rows"] == shown["figures"][f"{part}_rows"] == table.num_rows
        assert shown["sources"][part]["file"] == f"{part} 名册.parquet"
    listed = pq.read_table(whole[0] / "not_in_school.parquet")
    assert sum(shown["not_in_school_by_reason"].values()) == shown["figures"]["not_in_school"]
    assert shown["figures"]["not_in_school"] == len(set(listed["child"].to_pylist()))


def test_the_workbook_lists_each_missing_child_once(whole: tuple[Path, Result]) -> None:
    book = openpyxl.load_workbook(whole[0] / "结果.xlsx", read_only=True)
    assert book.sheetnames == ["未入学适龄儿童", "待人工核对", "人籍不一致", "重复行", "数据问题", "汇总"]
    rows = list(book["未入学适龄儿童"].iter_rows(values_only=True))
    listed = [row for row in rows if isinstance(row[0], int)]
    children = set(pq.read_table(whole[0] / "not_in_school.parquet")["child"].to_pylist())
    assert len(listed) == len(children) > 0


def test_two_rows_of_a_missing_child_are_one_line_of_the_workbook(
    files: dict[str, Path], demo: Demonstration, tmp_path: Path
) -> None:
    household = demo.rosters["household"]
    first = demo.truth["out_of_school"]["household_row"][0].as_py()
    pq.write_table(pa.concat_tables([household, household.slice(first - 1, 1)]), tmp_path / "h.parquet")
    assert run(tmp_path / "h.parquet", files["school"], tmp_path / "out").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "out" / "结果.xlsx", read_only=True)
    header, *rows = [row for row in book["未入学适龄儿童"].iter_rows(values_only=True) if row[1] is not None]
    lines = [dict(zip(header, row, strict=True)) for row in rows]
    mine = [line for line in lines if line["数据行号"] == first]
    assert [line["同一儿童的其他行"] for line in mine] == [f"第{household.num_rows + 1}行"]
    assert not [line for line in lines if line["数据行号"] == household.num_rows + 1]


def test_without_workbook_and_elsewhere(files: dict[str, Path], tmp_path: Path) -> None:
    result = run(files["household"], files["school"], tmp_path / "out", "--no-xlsx", "--lang", "en")
    assert {path.name for path in (tmp_path / "out").iterdir()} == DATA_FILES
    assert "children of compulsory age" in result.output
    assert "in no school" in result.output
    assert "not_in_school.parquet" in result.output
    away = pq.read_table(tmp_path / "out" / "elsewhere_links.parquet")
    assert away.num_rows == 0
    assert {"household_row", "elsewhere_row", "score", "reason"} <= set(away.column_names)
    reasons = pq.read_table(tmp_path / "out" / "links.parquet")["reason"].to_pylist()
    assert WORDS["linkage.exact"][1] in reasons


def test_other_files_of_the_folder_stay_and_former_results_go(files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "备注.txt").write_text("x", encoding="utf-8")
    for name in FILES:
        (tmp_path / name).write_text("former", encoding="utf-8")
    assert run(files["household"], files["school"], tmp_path, "--no-xlsx").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == DATA_FILES | {"备注.txt", "结果-已填写-1.xlsx"}
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["figures"]["links"] > 0


def test_column_maps_for_one_roster_or_all(files: dict[str, Path], demo: Demonstration, tmp_path: Path) -> None:
    odd = demo.rosters["household"].rename_columns({"name": "甲", "id_no": "乙", "hid": "丙"})
    pq.write_table(odd, tmp_path / "h.parquet")
    columns = {"name": "甲", "id_no": "乙", "key": "丙", "dob": "dob", "sex": "sex"}
    text = "columns:\n" + "".join(f"  {field}: {header}\n" for field, header in columns.items())
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    chosen = ("--columns", f"household={tmp_path / 'map.yaml'}", "--no-xlsx")
    assert run(tmp_path / "h.parquet", files["school"], tmp_path / "out", *chosen).exit_code == 0
    links = pq.read_table(tmp_path / "out" / "links.parquet")
    assert links["household_key"][0].as_py().startswith("H")
    assert (
        run(tmp_path / "h.parquet", files["school"], tmp_path / "out", "--columns", tmp_path / "map.yaml").exit_code
        == 2
    )


def test_a_waived_id_column_and_a_missing_birth_date_column(
    files: dict[str, Path], demo: Demonstration, tmp_path: Path
) -> None:
    pq.write_table(demo.rosters["household"].drop_columns(["id_no"]), tmp_path / "h.parquet")
    text = "columns:\n  name: name\n  id_no: null\n  dob: dob\n  guardian_name: guardian_name\n  phone: phone\n"
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    chosen = ("--columns", f"household={tmp_path / 'map.yaml'}", "--no-xlsx")
    assert run(tmp_path / "h.parquet", files["school"], tmp_path / "out", *chosen).exit_code == 0
    assert pq.read_table(tmp_path / "out" / "links.parquet").num_rows > 0.8 * CHILDREN
    pq.write_table(demo.rosters["household"].drop_columns(["dob"]), tmp_path / "h2.parquet")
    assert run(tmp_path / "h2.parquet", files["school"], tmp_path / "out2", "--no-xlsx").exit_code == 0


@pytest.mark.parametrize("count", [1, 3])
def test_rosters_of_a_few_rows(demo: Demonstration, tmp_path: Path, count: int) -> None:
    for part in ("household", "school"):
        pyarrow.csv.write_csv(demo.rosters[part].slice(0, count), tmp_path / f"{part}.csv")
    result = run(tmp_path / "household.csv", tmp_path / "school.csv", tmp_path / "out")
    assert result.exit_code == 0
    assert json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))["figures"]["links"] == 0


def test_ages_and_day_can_be_set(files: dict[str, Path], tmp_path: Path) -> None:
    ages = ("--from-age", 7, "--until-age", 15, "--no-xlsx")
    assert run(files["household"], files["school"], tmp_path / "out", *ages).exit_code == 0
    shown = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert shown["school_age"] == {"from": 7, "until": 15}
    assert shown["school_age_of_plan"] == {"from": 6, "until": 16}


@pytest.mark.parametrize(
    ("ages", "told"),
    [
        ((), False),
        (("--from-age", 5, "--until-age", 18), False),
        (("--from-age", 7), True),
        (("--until-age", 15), True),
    ],
)
def test_ages_laxer_than_the_plans_are_told(
    files: dict[str, Path], tmp_path: Path, ages: tuple[object, ...], told: bool
) -> None:
    result = run(files["household"], files["school"], tmp_path / "out", *ages, "--no-xlsx")
    assert result.exit_code == 0
    assert ("方案是满 6 周岁、不满 16 周岁" in result.output) is told
    shown = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert shown["laxer_than_plan"] is told


def test_an_empty_list_is_no_good_news_where_nobody_is_of_age(files: dict[str, Path], tmp_path: Path) -> None:
    result = run(files["household"], files["school"], tmp_path / "out", "--as-of", "2060-08-31", "--no-xlsx")
    assert result.exit_code == 0
    assert "没有一名适龄儿童" in result.output


# what it refuses

Wrong = Callable[[Path, Demonstration], object]


def _file(content: bytes, name: str) -> Wrong:
    def write(folder: Path, demo: Demonstration) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def _without(*fields: str) -> Wrong:
    def write(folder: Path, demo: Demonstration) -> Path:
        pq.write_table(demo.rosters["household"].drop_columns(list(fields)), folder / "h.parquet")
        return folder / "h.parquet"

    return write


def _all(field: str, text: str | None) -> Wrong:
    def write(folder: Path, demo: Demonstration) -> Path:
        table = demo.rosters["household"]
        same = pa.array([text] * table.num_rows, pa.string())
        pq.write_table(table.set_column(table.column_names.index(field), field, same), folder / "h.parquet")
        return folder / "h.parquet"

    return write


def _protected(folder: Path, demo: Demonstration) -> Path:
    """Enough of an encrypted workbook to know it by: a compound file whose directory names EncryptedPackage."""
    entry = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + bytes([34, 0, 2, 1]) + b"\xff" * 12
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + bytes([22, 0, 5, 1]) + b"\xff" * 8 + bytes([1, 0, 0, 0])
    head = COMPOUND + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(10)
    head += (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4) + (4096).to_bytes(4, "little")
    head += b"\xfe\xff\xff\xff" + bytes(4) + b"\xfe\xff\xff\xff" + bytes(4) + bytes(4) + b"\xff" * 432
    table = b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff" + b"\xff" * 504
    directory = root.ljust(128, b"\0") + entry.ljust(128, b"\0") + bytes(256)
    (folder / "h.xlsx").write_bytes(head[:512] + table + directory)
    return folder / "h.xlsx"


REFUSED: dict[str, tuple[Wrong, str, str]] = {
    "an empty file": (_file(b"", "h.xlsx"), "是空的", "is empty"),
    "a header and no row": (_file("姓名,身份证号\n".encode(), "h.csv"), "没有一行数据", "no row of data"),
    "a picture": (_file(b"\x89PNG\r\n\x1a\n" + bytes(200), "h.xlsx"), "h.xlsx", "h.xlsx"),
    "a protected workbook": (_protected, "密码", "password"),
    "no ID column": (_without("id_no"), "找不到身份证号列", "No ID number column"),
    "no name column": (_without("name", "guardian_name"), "找不到姓名列", "No name column"),
    "all IDs equal": (_all("id_no", "530627201305171244"), "身份证号都相同", "all ID numbers"),
    "all names equal": (_all("name", "王小明"), "姓名都相同", "all names"),
    "no names": (_all("name", None), "姓名列全是空的", "no name in any row"),
    "a missing file": (lambda folder, _: folder / "none.xlsx", "找不到文件", "No such file"),
    "a folder": (lambda folder, _: folder, "是文件夹", "is a folder"),
}


def one_sentence(result: Result, words: str) -> None:
    assert result.exit_code == 2
    assert words in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert "Traceback" not in result.output
    assert "Error" not in result.output


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("part", ["household", "elsewhere"])
def test_a_bad_file_is_refused_and_former_results_stay(
    files: dict[str, Path], demo: Demonstration, tmp_path: Path, case: str, part: str
) -> None:
    make, chinese, english = REFUSED[case]
    out = tmp_path / "out"
    out.mkdir()
    (out / "summary.json").write_text("former", encoding="utf-8")
    chosen = dict(files) | {part: make(tmp_path, demo)}
    told = {"zh": chinese, "en": english} if part == "household" else {"zh": chinese}
    for lang, words in told.items():
        more = ("--elsewhere", chosen["elsewhere"], "--lang", lang)
        one_sentence(run(chosen["household"], chosen["school"], out, *more), words)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in out.iterdir()] == [("summary.json", "former")]
    assert not list(tmp_path.glob("*.partial")) + list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--as-of", "soon"), "--as-of 应写成 2025-08-31 这样的日期"),
        (("--as-of", "2025-02-30"), "--as-of 应写成"),
        (("--as-of", "2005-08-31"), "方案中没有 2005-08-31"),
        (("--until-age", "5"), "入学年龄（6 岁）必须小于年龄上限（5 岁）"),
        (("--from-age", "20"), "（20 岁）必须小于"),
        (("--until-age", "99"), "--until-age 应是 1 到 25 的整数"),
        (("--from-age", "six"), "--from-age 应是 0 到 20 的整数"),
        (("--lang", "fr"), "--lang 只能是 zh, en 之一"),
        (("--columns", "none.yaml"), "找不到文件：none.yaml"),
        (("--columns", "teacher=map.yaml"), "不认 teacher"),
        (("--bogus",), "没有 --bogus 这个选项"),
        (("--lang=en", "--as-of", "soon"), "--as-of must be a date such as 2025-08-31"),
    ],
)
def test_a_bad_option_is_refused(files: dict[str, Path], tmp_path: Path, more: tuple[str, ...], words: str) -> None:
    one_sentence(run(files["household"], files["school"], tmp_path / "out", *more), words)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_option_and_an_unknown_command_are_refused() -> None:
    one_sentence(CliRunner().invoke(cli, ["reconcile"]), "缺少 --household")
    one_sentence(CliRunner().invoke(cli, ["compare"]), "没有“compare”这个命令")
    one_sentence(CliRunner().invoke(cli, ["compare", "--lang", "en"]), "no command “compare”")


@pytest.mark.parametrize("parts", [("household", "school"), ("household", "elsewhere"), ("school", "elsewhere")])
def test_the_same_file_twice_is_refused(files: dict[str, Path], tmp_path: Path, parts: tuple[str, str]) -> None:
    (tmp_path / "copy.parquet").write_bytes(files[parts[0]].read_bytes())
    chosen = dict(files) | {parts[1]: tmp_path / "copy.parquet"}
    result = run(chosen["household"], chosen["school"], tmp_path / "out", "--elsewhere", chosen["elsewhere"])
    one_sentence(result, "是同一份文件")
    assert not (tmp_path / "out").exists()


def test_an_out_that_is_a_file_or_lies_under_one_is_refused(files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    for out in (tmp_path / "out", tmp_path / "out" / "deeper"):
        one_sentence(run(files["household"], files["school"], out, "--no-xlsx"), str(tmp_path / "out"))
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_birth_dates_in_the_future_are_named_and_hide_nobody(
    files: dict[str, Path], demo: Demonstration, tmp_path: Path
) -> None:
    household = _all("dob", "2051-01-01")(tmp_path, demo)
    assert run(Path(str(household)), files["school"], tmp_path / "out").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "out" / "结果.xlsx", read_only=True)
    told = [row[-1] for row in book["数据问题"].iter_rows(values_only=True)]
    assert told.count("出生日期在比对日期之后") == demo.rosters["household"].num_rows
    listed = set(pq.read_table(tmp_path / "out" / "not_in_school.parquet")["household_row"].to_pylist())
    assert set(demo.truth["out_of_school"]["household_row"].to_pylist()) <= listed


def _told_of_ids(out: Path) -> list[tuple[int | str, ...]]:
    """Row and sentence of each line of 数据问题 about an ID number that a spreadsheet took for a number."""
    rows = openpyxl.load_workbook(out / "结果.xlsx", read_only=True)["数据问题"].iter_rows(values_only=True)
    return [(row[2], row[-1]) for row in rows if row[-1] and ("当成" in row[-1] or "同样的问题" in row[-1])]


@pytest.mark.parametrize(("suffix", "first"), [(".xlsx", 3), (".csv", 3), (".parquet", 1)])
def test_a_damaged_number_is_told_once(
    files: dict[str, Path], demo: Demonstration, tmp_path: Path, suffix: str, first: int
) -> None:
    table = demo.rosters["household"]
    numbers = ["5.3062720130517E+17" if at < 5 else text for at, text in enumerate(table["id_no"].to_pylist())]
    table = table.set_column(table.column_names.index("id_no"), "id_no", pa.array(numbers))
    path = tmp_path / f"h{suffix}"
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in (["名册"], table.column_names, *(list(row.values()) for row in table.to_pylist())):
            book.active.append(row)
        for row in range(3, 8):
            book.active.cell(row, table.column_names.index("id_no") + 1).value = 530627201305171234
        book.save(path)
    elif suffix == ".csv":
        path.write_text("名册" + "," * (table.num_columns - 1) + "\n", encoding="utf-8")
        with path.open("ab") as file:
            pyarrow.csv.write_csv(table, file)
    else:
        pq.write_table(table, path)
    assert run(path, files["school"], tmp_path / "out").exit_code == 0
    assert [row for row, _ in _told_of_ids(tmp_path / "out")] == list(range(first, first + 5))


def test_damaged_numbers_beyond_a_thousand_are_counted_once(
    files: dict[str, Path], demo: Demonstration, tmp_path: Path
) -> None:
    household = pa.concat_tables([demo.rosters["household"]] * 4)
    damaged = pa.array(["5.3062720130517E+17"] * 1100 + ["530627201305171244"] * (household.num_rows - 1100))
    at = household.column_names.index("id_no")
    pq.write_table(household.set_column(at, "id_no", damaged), tmp_path / "h.parquet")
    assert run(tmp_path / "h.parquet", files["school"], tmp_path / "out").exit_code == 0
    told = _told_of_ids(tmp_path / "out")
    assert len(told) == 1001
    assert "另有 100 处" in str(told[-1][1])


# when it breaks


def test_what_breaks_within_is_told_in_one_sentence(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("out of order")

    monkeypatch.setattr("notoneless.interfaces.reconciliation.workbook.write_workbook", broken)
    result = run(files["household"], files["school"], tmp_path / "out")
    assert result.exit_code == 70
    assert "程序内部出错，没有写出任何结果（ValueError：out of order）" in result.output
    assert list(tmp_path.iterdir()) == []


_STOPS = """
import time
from notoneless.interfaces.reconciliation import workbook
def stop(*_):
    print("writing", flush=True)
    time.sleep(60)
workbook.write_workbook = stop
from notoneless.interfaces.shell.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_run_killed_while_writing_leaves_nothing_that_looks_whole(files: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["reconcile", "--household", files["household"], "--school", files["school"], "--out", out]
    command = [sys.executable, "-c", _STOPS, *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ)) as running:
        assert running.stdout
        assert running.stdout.readline().strip() == b"writing"
        running.send_signal(signal.SIGKILL)
    assert not out.exists()
    left = [path.name for path in tmp_path.iterdir()]
    assert left
    assert all(name.startswith(".out.") and name.endswith(".partial") for name in left)
    assert run(files["household"], files["school"], out, "--no-xlsx").exit_code == 0
    assert {path.name for path in out.iterdir()} == DATA_FILES


def test_a_process_of_its_own_tells_no_traceback(files: dict[str, Path], tmp_path: Path) -> None:
    words = ["reconcile", "--household", tmp_path / "none.xlsx", "--school", files["school"], "--out", tmp_path / "out"]
    command = [sys.executable, "-m", "notoneless", *map(str, words), "--lang", "en"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.strip() == f"No such file: {tmp_path / 'none.xlsx'}"
    assert ended.stdout == ""


# what a person wrote stays


def test_findings_written_into_the_workbook_survive_the_next_run(files: dict[str, Path], tmp_path: Path) -> None:
    run(files["household"], files["school"], tmp_path / "out")
    filled = tmp_path / "out" / "结果.xlsx"
    book = openpyxl.load_workbook(filled)
    book.worksheets[0]["A1"] = "已入户核实"
    book.save(filled)
    again = run(files["household"], files["school"], tmp_path / "out")
    kept = tmp_path / "out" / "结果-已填写-1.xlsx"
    assert f"已保留为：{kept}" in again.output
    assert openpyxl.load_workbook(kept).worksheets[0]["A1"].value == "已入户核实"


def test_a_workbook_nobody_touched_is_simply_replaced(files: dict[str, Path], tmp_path: Path) -> None:
    for _ in range(2):
        result = run(files["household"], files["school"], tmp_path / "out")
    assert "已保留" not in result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(FILES)


def test_swapped_rosters_are_refused(files: dict[str, Path], tmp_path: Path) -> None:
    result = run(files["school"], files["household"], tmp_path / "out")
    assert result.exit_code == 2
    assert WORDS["reconciliation.swapped"][0] in result.output
    assert not (tmp_path / "out").exists()


def test_one_sheet_saved_in_two_formats_is_refused(files: dict[str, Path], tmp_path: Path) -> None:
    pyarrow.csv.write_csv(pq.read_table(files["household"]), tmp_path / "again.csv")
    result = run(files["household"], tmp_path / "again.csv", tmp_path / "out")
    assert result.exit_code == 2
    assert "是同一份文件" in result.output
