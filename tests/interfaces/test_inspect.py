"""`notoneless inspect`: what it shows, writes and refuses, and that it shows no number in clear."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from notoneless.interfaces.rosters.cli import inspect_command
from notoneless.interfaces.shell.cli import advised
from notoneless.kernel.problems import Lang, NotonelessError, sentence
from notoneless.kernel.resident_id import check_digit

HEADERS = ["姓名", "出生日期", "身份证号", "联系电话", "备注", "爱好"]
ROWS = [
    ["王小明", "2015-03-02", "510599201503020012", "13912345678", "母亲电话13887654321", "足球"],
    ["李文静", "看不清", "510599201604050026", "13912345679", "", "跳绳"],
    ["合计", None, None, None, None, None],
]
SECRETS = ("510599201503020012", "510599201604050026", "13912345678", "13912345679", "13887654321", "王小明", "李文静")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return _save(tmp_path / "名册.xlsx", [["清溪乡花名册"], HEADERS, *ROWS])


def _save(path: Path, rows: list[list[str | None]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(inspect_command, [str(argument) for argument in arguments])


def test_it_shows_columns_rows_and_findings(roster: Path) -> None:
    result = _run(roster)
    assert result.exit_code == 0
    for shown in (
        "名册.xlsx",
        "第 2 行",
        "身份证号 (id_no)",
        "读到 2 行数据",
        "Sheet!B4",
        "不像日期",
        "Sheet!5: 这一行是合计",
    ):
        assert shown in result.output
    assert re.search(r"^F +爱好 +- ", result.output, re.M)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_is_no_childs_row_is_neither_counted_nor_shown(tmp_path: Path, suffix: str) -> None:
    rows: list[list[str | None]] = [HEADERS[:3], ROWS[0][:3], ["合计", "12", "1人"], ["填表人：赵老师", None, "1"]]
    path = tmp_path / f"a{suffix}"
    if suffix == ".xlsx":
        _save(path, rows)
    else:
        path.write_text("\n".join(",".join(cell or "" for cell in row) for row in rows), encoding="utf-8")
    for extra in ([], ["--columns", tmp_path / "map.yaml"]):
        shown = json.loads(_run(path, "--write-map", tmp_path / "map.yaml", "--json", *extra).stdout)
        assert [column["examples"] for column in shown["columns"]] == [["王**"], ["2015******"], ["510***********0012"]]
        assert extra or {column["evidence"][1] for column in shown["columns"]} == {"100% 的内容相符"}


def test_it_speaks_english(roster: Path) -> None:
    result = _run(roster, "--lang", "en")
    assert "Rows of data read: 2" in result.output
    assert "ID number (id_no)" in result.output


@pytest.mark.parametrize("extra", [[], ["--json"], ["--lang", "en"]])
def test_no_number_and_no_name_is_shown_in_clear(roster: Path, extra: list[str]) -> None:
    output = _run(roster, *extra).output
    assert "510***********0012" in output
    assert "139****5678" in output
    assert not [secret for secret in SECRETS if secret in output]


def test_what_only_the_sheets_names_say_is_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "红星村"
    for row in (HEADERS[:3], ROWS[0][:3]):
        book.active.append(row)
    other = book.create_sheet("前进村")
    for row in (HEADERS[:3], ROWS[1][:3]):
        other.append(row)
    book.save(tmp_path / "a.xlsx")
    output = _run(tmp_path / "a.xlsx").output
    assert re.search(r"^ +村（社区） \(village\) +0.90 +红星村 / 前进村 +没有这一列，取自工作表名$", output, re.M)
    column = json.loads(_run(tmp_path / "a.xlsx", "--json").output)["columns"][-1]
    assert (column["column"], column["field"]) == (None, "village")


def test_json_is_whole(roster: Path) -> None:
    shown = json.loads(_run(roster, "--json").output)
    assert shown["rows"] == 2
    assert shown["header_rows"] == [2]
    assert [column["field"] for column in shown["columns"]] == ["name", "dob", "id_no", "phone", "remark", None]
    assert [(issue["row"], issue["column"]) for issue in shown["issues"]] == [(4, "B"), (5, None)]
    assert len(shown["sha256"]) == 64


def test_the_map_it_writes_can_be_given_back(roster: Path, tmp_path: Path) -> None:
    written = tmp_path / "map.yaml"
    assert _run(roster, "--write-map", written).exit_code == 0
    assert written.read_text(encoding="utf-8").startswith("# 列对应文件")
    mended = written.read_text(encoding="utf-8").replace("remark: 备注", "remark: 爱好")
    written.write_text(mended, encoding="utf-8")
    shown = json.loads(_run(roster, "--columns", written, "--json").output)
    assert [column["field"] for column in shown["columns"]] == ["name", "dob", "id_no", "phone", None, "remark"]
    assert shown["columns"][5]["evidence"] == ["由列对应文件指定"]


def test_a_file_without_id_column_still_shows_its_columns_and_writes_a_map(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", [["姓名", "出生日期", "号"], ["王小明", "2015-03-02", "1"]])
    result = _run(path, "--write-map", tmp_path / "map.yaml")
    assert isinstance(result.exception, NotonelessError)
    assert result.exception.problem.code == "tabular.no_id_column"
    assert "出生日期 (dob)" in result.output
    assert "name: 姓名" in (tmp_path / "map.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "advice"), [("zh", "。可用 --columns 指定各列"), ("en", ". Say which column")])
def test_the_command_tells_which_option_helps_and_the_sentence_itself_does_not(
    tmp_path: Path, lang: Lang, advice: str
) -> None:
    (tmp_path / "a.csv").write_text("这只是一段话，没有表格。\n第二行。\n", encoding="utf-8")
    refused = _run(tmp_path / "a.csv", "--lang", lang).exception
    assert isinstance(refused, NotonelessError)
    assert "--columns" not in sentence(refused.told, lang)
    assert advice in sentence(advised(refused), lang)


def test_findings_beyond_twenty_are_counted(tmp_path: Path) -> None:
    rows = [
        [f"王{chr(0x5C0F + n)}", "看不清", f"51059920150302{n:03d}" + check_digit(f"51059920150302{n:03d}")]
        for n in range(30)
    ]
    output = _run(_save(tmp_path / "a.xlsx", [HEADERS[:3], *rows])).output
    assert output.count("不像日期") == 20
    assert "另有 10 处" in output


def test_nothing_amiss_is_said_too(tmp_path: Path) -> None:
    assert "没有发现问题" in _run(_save(tmp_path / "a.xlsx", [HEADERS, ROWS[0]])).output


def test_a_map_that_cannot_be_written_is_refused(roster: Path, tmp_path: Path) -> None:
    result = _run(roster, "--write-map", tmp_path / "missing" / "map.yaml")
    assert isinstance(result.exception, NotonelessError)
    assert result.exception.problem.code == "tabular.cannot_write"


@pytest.mark.parametrize("other", ["名册.xlsx", "别的名册.xlsx", "说明.txt", "文件夹", "链接.yaml"])
def test_no_file_but_a_map_is_written_over(roster: Path, tmp_path: Path, other: str) -> None:
    _save(tmp_path / "别的名册.xlsx", [HEADERS, ROWS[0]])
    (tmp_path / "说明.txt").write_text("名册说明：共两人", encoding="utf-8")
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "链接.yaml").symlink_to(roster)
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    result = _run(roster, "--write-map", tmp_path / other)
    assert isinstance(result.exception, NotonelessError)
    assert result.exception.problem.code == "tabular.not_a_map"
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_where_the_map_was_written_is_said(roster: Path, tmp_path: Path) -> None:
    written = tmp_path / "map.yaml"
    for _ in range(2):
        assert f"列对应文件已写入：{written}" in _run(roster, "--write-map", written).output
    result = _run(roster, "--write-map", written, "--json")
    assert json.loads(result.stdout)["rows"] == 2
    assert str(written) in result.stderr
    assert sorted(tmp_path.glob("*.yaml")) == [written]


def test_a_map_that_was_changed_is_kept_and_the_new_one_stands_beside(roster: Path, tmp_path: Path) -> None:
    written, beside = tmp_path / "map.yaml", tmp_path / "map-2.yaml"
    _run(roster, "--write-map", written)
    first = written.read_text(encoding="utf-8")
    written.write_text("columns: {remark: 爱好}\n", encoding="utf-8")
    for _ in range(2):
        assert str(beside) in _run(roster, "--write-map", written).output
    assert written.read_text(encoding="utf-8") == "columns: {remark: 爱好}\n"
    assert beside.read_text(encoding="utf-8") == first
    assert len(list(tmp_path.glob("*.yaml"))) == 2


def test_the_map_of_a_roster_without_id_column_can_waive_it(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", [["姓名", "出生日期"], ["王小明", "2015-03-02"]])
    written = tmp_path / "map.yaml"
    _run(path, "--write-map", written)
    text = written.read_text(encoding="utf-8")
    assert "没有找到身份证号列" in text
    written.write_text(text.replace("#id_no: null", "id_no: null"), encoding="utf-8")
    assert _run(path, "--columns", written).exit_code == 0


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_a_row_of_data_taken_for_the_header_is_masked(tmp_path: Path, extra: list[str]) -> None:
    path = _save(tmp_path / "a.xlsx", [HEADERS[:3], ROWS[0][:3], ROWS[1][:3]])
    (tmp_path / "map.yaml").write_text(
        "header_rows: 2\ncolumns: {name: A, id_no: C}\ncomplete: true\n", encoding="utf-8"
    )
    output = _run(path, "--columns", tmp_path / "map.yaml", *extra).output
    assert "王**" in output
    assert "王小明" not in output


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    result = _run(tmp_path / "a.xlsx")
    assert isinstance(result.exception, NotonelessError)
    assert result.exception.problem.code == "tabular.missing_file"
