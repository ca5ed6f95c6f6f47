"""What a county's file may look like, what is told of it, and what is refused: a sentence each, in both languages."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from notoneless.interfaces.shell.cli import cli
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.risk import cells
from notoneless.risk.columns import read_risk_map
from notoneless.risk.panel import Panel, panel_of
from notoneless.risk.reading import read_sheet

ROWS = 200


def file_of(tmp_path: Path, columns: dict[str, list[str]], *, encoding: str = "utf-8", separator: str = ",") -> Path:
    """A file with these columns."""
    lines = [separator.join(columns), *(separator.join(row) for row in zip(*columns.values(), strict=True))]
    file = tmp_path / "file.csv"
    file.write_bytes("\n".join(lines).encode(encoding))
    return file


def usual() -> dict[str, list[str]]:
    """Two years of children with absences and an outcome that has something to do with them."""
    rng = np.random.default_rng(3)
    absent = rng.gamma(1, 6, ROWS)
    left = rng.random(ROWS) < np.clip(absent / 60, 0, 0.9)
    return {
        "id": [f"{number:06d}" for number in range(ROWS)],
        "year": [str(2024 + number % 2) for number in range(ROWS)],
        "sex": ["FM"[number % 2] for number in rng.integers(0, 2, ROWS)],
        "absent": [f"{each:.1f}" for each in absent],
        "marks": [str(each) for each in rng.integers(20, 100, ROWS)],
        "left": ["01"[each] for each in left.astype(int)],
    }


MAP = """\
id: id
outcome: left
period: year
group: sex
inputs:
  absent: {as: absent_percent, unit: percent}
  marks: numeric
"""


def run(command: str, tmp_path: Path, file: Path, text: str = MAP, *more: str) -> Result:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    words = [
        "risk",
        command,
        "--data",
        str(file),
        "--columns",
        str(tmp_path / "map.yaml"),
        "--out",
        str(tmp_path / "out"),
    ]
    return CliRunner().invoke(cli, [*words, *more])


def panel(tmp_path: Path, columns: dict[str, list[str]], text: str = MAP, **how: str) -> Panel:
    return panel_of(read_sheet(file_of(tmp_path, columns, **how), None), read_risk_map(text), with_outcome=True)


# how a file may be written


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("utf-16", ","), ("utf-8", "\t"), ("utf-8", ";")],
)
def test_any_usual_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    columns = usual() | {"地址": ["晴川县"] * ROWS}
    found = panel(tmp_path, columns, encoding=encoding, separator=separator)
    assert found.ids[:2] == ["000000", "000001"]
    assert np.allclose(found.numbers["absent"], [float(each) for each in columns["absent"]])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("１２", 12),
        ("12%", 12),
        ("12天", 12),
        ("1,234", 1234),
        ("12,5", 12.5),
        ("-3.5", -3.5),
        ("1e3", 1000),
        ("", None),
        ("-", None),
        ("N/A", None),
        ("未知", None),
    ],
)
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    assert cells.number_in(text) == number


@pytest.mark.parametrize("text", ["十二", "12 or 13", "abc", "1e999", "12-13"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        cells.number_in(text)


@pytest.mark.parametrize(
    "words", [("1", "0"), ("yes", "no"), ("是", "否"), ("TRUE", "False"), ("sí", "No"), ("１", "０")]
)
def test_outcomes_in_any_usual_words(tmp_path: Path, words: tuple[str, str]) -> None:
    columns = usual()
    before = panel(tmp_path, columns).outcome
    columns["left"] = [words[0] if each == "1" else words[1] for each in columns["left"]]
    after = panel(tmp_path, columns).outcome
    assert before is not None
    assert after is not None
    assert before.tolist() == after.tolist()


def test_outcomes_in_words_that_the_map_explains(tmp_path: Path) -> None:
    columns = usual()
    columns["left"] = [
        "Dropout" if each == "1" else ("Graduate", "Enrolled")[number % 2]
        for number, each in enumerate(columns["left"])
    ]
    found = panel(tmp_path, columns, MAP.replace("outcome: left", "outcome: {column: left, yes: Dropout}")).outcome
    assert found is not None
    assert set(found.tolist()) == {0.0, 1.0}


def test_a_heading_may_differ_in_width_and_case(tmp_path: Path) -> None:
    columns = {("ＡＢＳＥＮＴ " if name == "absent" else name): each for name, each in usual().items()}
    sheet = read_sheet(file_of(tmp_path, columns), read_risk_map(MAP).named())
    assert sheet.columns["absent"].length() == ROWS


# what is told, and nothing lost


def test_text_in_numbers_is_told_and_counts_as_blank(tmp_path: Path) -> None:
    columns = usual()
    columns["absent"][5], columns["absent"][9] = "病假", "?"
    result = run("score", tmp_path, file_of(tmp_path, columns))
    assert result.exit_code == 0, result.output
    assert "“absent”有 2 格读不出，按未填处理（第一处在第 7 行），原样列在 cells.csv" in result.output
    assert (tmp_path / "out" / "cells.csv").read_text(
        encoding="utf-8"
    ) == "row,column,cell\n7,absent,病假\n11,absent,?\n"
    assert len((tmp_path / "out" / "risk.csv").read_text(encoding="utf-8").splitlines()) == ROWS + 1


def test_a_third_of_blank_cells_is_told_and_scored(tmp_path: Path) -> None:
    columns = usual()
    for name in ("absent", "marks"):
        columns[name] = ["" if number % 3 == 0 else each for number, each in enumerate(columns[name])]
    for command in ("train", "score", "report"):
        result = run(command, tmp_path, file_of(tmp_path, columns))
        assert result.exit_code == 0, result.output
        assert "“absent”有 34% 未填：未填的不算安全，只算不知道" in result.output
    assert len((tmp_path / "out" / "risk.csv").read_text(encoding="utf-8").splitlines()) == ROWS + 1


def test_attendance_that_is_wholly_missing_is_told(tmp_path: Path) -> None:
    columns = usual() | {"absent": [""] * ROWS}
    result = run("score", tmp_path, file_of(tmp_path, columns), MAP, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "“absent” is blank in every row and has no effect" in result.output
    assert "groups known: 0 of 8" in (tmp_path / "out" / "risk.csv").read_text(encoding="utf-8")


def test_children_of_this_year_need_no_outcome(tmp_path: Path) -> None:
    columns = usual()
    assert run("train", tmp_path, file_of(tmp_path, columns)).exit_code == 0
    for name in ("left", "year", "sex"):
        del columns[name]
    result = run("score", tmp_path, file_of(tmp_path, columns))
    assert result.exit_code == 0, result.output


def test_ids_that_stand_twice_are_told(tmp_path: Path) -> None:
    columns = usual()
    columns["id"][3] = columns["id"][4]
    result = run("score", tmp_path, file_of(tmp_path, columns), MAP.replace("period: year\n", ""))
    assert "有 1 个编号出现不止一次（没有写 period 列），各行分别算" in result.output


def test_all_columns_of_a_model_are_looked_at_as_they_were_when_it_learnt(tmp_path: Path) -> None:
    text, columns = "id: id\noutcome: left\ngroup: sex\ninputs: all\n", usual()
    assert run("train", tmp_path, file_of(tmp_path, columns), text).exit_code == 0
    result = run("score", tmp_path, file_of(tmp_path, columns | {"marks": [""] * ROWS}), text)
    assert result.exit_code == 0, result.output
    assert "“marks”整列未填，不起作用" in result.output


def test_ids_stay_text(tmp_path: Path) -> None:
    assert run("score", tmp_path, file_of(tmp_path, usual())).exit_code == 0
    assert (tmp_path / "out" / "risk.csv").read_text(encoding="utf-8").splitlines()[2].startswith("000001,")


# what is refused


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    return result.output.strip()


def renamed(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    return {("absences" if name == "absent" else name): each for name, each in columns.items()}


def with_column(name: str, make: Callable[[dict[str, list[str]]], list[str]]) -> Callable[..., dict[str, list[str]]]:
    return lambda columns: columns | {name: make(columns)}


def leaking(columns: dict[str, list[str]]) -> list[str]:
    return [f"{int(each) * 30 + number % 7}" for number, each in enumerate(columns["left"])]


REFUSALS = [
    # what is wrong, the sentence, the same in English
    (renamed, "没有“absent”这一列（是不是“absences”？）", "no column “absent” (is it “absences”?)"),
    (
        with_column("marks", leaking),
        "“marks”一列就能把结果说准（AUC 1.000）",
        "“marks” alone tells the outcome (AUC 1.000)",
    ),
    (
        with_column("marks", lambda columns: ["" if each == "0" else "2024" for each in columns["left"]]),
        "“marks”一列就能把结果说准",
        "“marks” alone tells the outcome",
    ),
    (
        with_column("left", lambda _: ["0"] * ROWS),
        "结果全都一样（都在校）",
        "The outcome is the same in every row (all stayed",
    ),
    (
        with_column("left", lambda _: ["1"] * ROWS),
        "结果全都一样（都离校）",
        "The outcome is the same in every row (all left",
    ),
    (with_column("left", lambda _: [""] * ROWS), "结果列全是空的", "The outcome is blank in every row"),
    (
        with_column("left", lambda _: ["A", "B"] * (ROWS // 2)),
        "认不出的写法：A、B（第一处在第 2 行）",
        "words that are not known: A、B",
    ),
    (
        with_column("marks", lambda columns: columns["id"]),
        "“marks”是编号，不能当作数来预警",
        "“marks” is made of ID numbers",
    ),
    (
        with_column("marks", lambda columns: [f"62012119{900000 + 37 * int(each)}" for each in columns["id"]]),
        "“marks”是编号",
        "“marks” is made of ID numbers",
    ),
    (with_column("id", lambda _: ["6.20121E+17"] * ROWS), "末几位已经丢失", "lost its last digits"),
    (with_column("year", lambda _: ["2025"] * ROWS), "时间列里不到两个时间点", "fewer than two points of time"),
    (
        with_column("marks", lambda _: ["good", "bad"] * (ROWS // 2)),
        "“marks”大多不是数（第 2 行是“good”）",
        "Most of “marks” is no number",
    ),
    (
        with_column("absent", lambda _: ["0.05", "0.8"] * (ROWS // 2)),
        "“absent”的数都不超过 1，分不清是比例还是百分数",
        "may be a share or percent",
    ),
]


@pytest.mark.parametrize(("spoil", "chinese", "english"), REFUSALS)
def test_what_is_refused_is_told_in_a_sentence(
    tmp_path: Path, spoil: Callable[[dict[str, list[str]]], dict[str, list[str]]], chinese: str, english: str
) -> None:
    file = file_of(tmp_path, spoil(usual()))
    text = MAP.replace(", unit: percent", "") if "比例" in chinese else MAP
    assert chinese in refused(run("train", tmp_path, file, text))
    assert english in refused(run("train", tmp_path, file, text, "--lang", "en"))
    assert not (tmp_path / "out").exists()


def test_a_row_with_a_comma_too_many_is_refused_with_its_number(tmp_path: Path) -> None:
    file = file_of(tmp_path, usual())
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[7] += ",x"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert "第 8 行有 7 格，表头是 6 格（这样的行共 1 行）" in refused(run("score", tmp_path, file))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"id,absent\n", b"PK\x03\x04zip", b"%PDF-1.7"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.csv").write_bytes(content)
    refused(run("score", tmp_path, tmp_path / "file.csv"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "找不到文件" in refused(run("score", tmp_path, tmp_path / "none.csv"))


def test_a_file_without_points_and_without_a_model_is_refused(tmp_path: Path) -> None:
    text = "id: id\ninputs:\n  marks: numeric\n"
    assert "没有一列能记分" in refused(run("score", tmp_path, file_of(tmp_path, usual()), text))


# the map


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "第 1 行：这里须写成“名称: 内容”的形式"),
        ("id: [", "第 1 行：写法有误"),
        ("id: a\n", "第 1 行：缺少“inputs”这一项"),
        ("inputs:\n  a: numeric\n", "缺少“id”这一项"),
        ("id: a\ninputs:\n  b: numeric\ncolour: c\n", "第 4 行：不认识“colour”"),
        ("id: a\nid: b\ninputs:\n  c: numeric\n", "第 2 行：“id”写了两次"),
        ("id: a\ninputs:\n  b: number\n", "第 3 行：不认识“number”"),
        ("id: a\ninputs:\n  b: {as: numeric, grup: x}\n", "第 3 行：不认识“grup”"),
        ("id: a\ninputs:\n  b: {as: numeric, group: x}\n", "第 3 行：没有“x”这一组"),
        ("id: a\ninputs:\n  b: {as: distance_km, unit: mile}\n", "第 3 行：不认识单位“mile”"),
        ("id: a\ninputs:\n  b: {as: numeric, at_least: {5: 1}}\n", "第 3 行：“b”要记分，须用 group 写明归哪一组"),
        ("id: a\ninputs:\n  b: {as: numeric, group: age, at_least: {five: 1}}\n", "“five”不是数，不能作分界"),
        ("id: a\ninputs:\n  b: {as: mark, pass: low}\n", "第 3 行：这里须写一个数"),
        ("id: a\ngroups: [b]\ninputs:\n  b: numeric\n", "第 4 行：“b”只能用来核查是否公平"),
        ("id: a\ninputs:\n  性别: category\n", "第 3 行：“性别”只能用来核查是否公平"),
        ("id: a\ninputs:\n  Ethnicity: category\n", "第 3 行：“Ethnicity”只能用来核查是否公平"),
        ("id: a\ninputs:\n  父亲户口类型: category\n", "只能用来核查是否公平"),
        ("id: a\ninputs:\n  a: numeric\n", "第 3 行：“a”已经是 id，不能又拿来预警"),
        ("id: a\noutcome: {column: b, yes: [c], maybe: d}\ninputs:\n  e: numeric\n", "第 2 行：不认识“maybe”"),
    ],
)
def test_a_map_that_is_not_understood_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(NotonelessError) as refusal:
        read_risk_map(text)
    assert told in sentence(refusal.value.told)
    assert sentence(refusal.value.told, "en").startswith("Column map, line ")


def test_all_columns_may_be_looked_at_but_for_protected_ones_and_names(tmp_path: Path) -> None:
    columns = usual() | {"Gender": ["F", "M"] * (ROWS // 2), "address": [f"street {number}" for number in range(ROWS)]}
    found = panel(tmp_path, columns, "id: id\noutcome: left\nperiod: year\ngroup: sex\ninputs: all\n")
    assert {each.column: each.kind for each in found.inputs} == {"absent": "number", "marks": "number"}
    assert [each.code for each in found.notes] == ["risk.left_protected", "risk.left_texts"]
