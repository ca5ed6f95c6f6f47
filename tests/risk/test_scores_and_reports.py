"""What the command leaves: scores with reasons that add up, the page for an officer, and the way back to the rules."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from notoneless.interfaces.shell.cli import cli
from notoneless.risk.reporting import bands
from notoneless.synthetic.pupils import MAP, Pupils, make_pupils


def run(command: str, folder: Path, *more: str, file: str = "pupils.csv") -> str:
    words = [
        "risk",
        command,
        "--data",
        str(folder / file),
        "--columns",
        str(folder / "map.yaml"),
        "--out",
        str(folder / "out"),
    ]
    result = CliRunner().invoke(cli, [*words, *more], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county that has learnt, and has its children scored."""
    made = tmp_path_factory.mktemp("county")
    make_pupils(5000, 21).write(made / "pupils.csv")
    (made / "map.yaml").write_text(MAP, encoding="utf-8")
    run("train", made)
    run("score", made)
    return made


def test_each_child_has_a_row_in_its_order_with_its_chance(folder: Path) -> None:
    scores, given = rows(folder / "out" / "risk.csv"), rows(folder / "pupils.csv")
    assert list(scores[0]) == ["child_id", "risk", "reasons"]
    assert [each["child_id"] for each in scores] == [each["学号"] for each in given]
    assert all(0 < float(each["risk"]) < 1 for each in scores)


def test_shares_add_up_to_the_margin_and_the_margin_makes_the_chance(folder: Path) -> None:
    model = json.loads((folder / "out" / "model.json").read_text(encoding="utf-8"))
    assert model["in_use"] != "rules"
    for share, scored in zip(
        rows(folder / "out" / "contributions.csv"), rows(folder / "out" / "risk.csv"), strict=True
    ):
        parts = [float(value) for name, value in share.items() if name not in ("child_id", "margin")]
        assert abs(sum(parts) - float(share["margin"])) < 1e-3
        if not model["calibration"]["steps"]:
            bent = model["calibration"]["slope"] * float(share["margin"]) + model["calibration"]["shift"]
            assert abs(1 / (1 + np.exp(-bent)) - float(scored["risk"])) < 1e-3


def test_reasons_are_three_at_most_with_one_fact_in_favour(folder: Path) -> None:
    for each in rows(folder / "out" / "risk.csv"):
        parts = each["reasons"].split("；")
        assert sum("倍" in part for part in parts) <= 3
        assert sum(part.startswith("有利") for part in parts) <= 1
        assert parts[-1].startswith("8 组中已知")
        assert not any(word in each["reasons"] for word in ("高危", "女", "少数民族", "\n"))


def test_without_a_model_there_are_points(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "pupils.csv").write_bytes((folder / "pupils.csv").read_bytes())
    assert "没有用到任何学习" in run("score", tmp_path)
    assert all(float(each["risk"]) in range(21) for each in rows(tmp_path / "out" / "risk.csv"))
    assert "没有用到任何学习" in run("score", folder, "--points")
    run("score", folder)


def test_the_page_tells_the_verdict_the_list_the_groups_and_the_missed(folder: Path) -> None:
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    told = [
        "结论：采用模型", "名单找到了多少", "现在使用的办法", "只按规则", "碰运气", "并没有离校：上门不是定性", "说的和发生的",
        "100 人里约", "性别：女", "民族：少数民族", "没有找到的", "不进学生档案", "随机种子",
    ]  # fmt: skip
    assert not [words for words in told if words not in page]
    assert "<script" not in page


def test_the_page_in_english(folder: Path) -> None:
    run("report", folder, "--lang", "en")
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "Expected and observed agree" in page
    assert "Whom the list missed" in page


def test_headings_and_words_of_a_file_cannot_become_markup(tmp_path: Path, pupils: Pupils) -> None:
    columns = {("<b>性别" if name == "性别" else name): cells for name, cells in pupils.columns.items()}
    columns["<b>性别"] = ["<script>x" if cell == "女" else cell for cell in columns["<b>性别"]]
    Pupils(columns, pupils.truth).write(tmp_path / "pupils.csv")
    (tmp_path / "map.yaml").write_text(MAP.replace("groups: [性别, 民族]", 'groups: ["<b>性别"]'), encoding="utf-8")
    run("train", tmp_path)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>" not in page


def test_more_leavers_than_expected_bring_the_rules_back(folder: Path) -> None:
    make_pupils(6000, 22, rate=0.12).write(folder / "later.csv")
    kept = (folder / "out" / "model.json").read_bytes()
    try:
        assert "退回规则，等下次学习" in run("report", folder, file="later.csv")
        model = json.loads((folder / "out" / "model.json").read_text(encoding="utf-8"))
        assert (model["in_use"], model["fell_back"]) == ("rules", True)
        assert "按规则排序" in run("score", folder, file="later.csv")
        expected = sum(float(each["risk"]) for each in rows(folder / "out" / "risk.csv"))
        assert 0.9 < expected / sum(each["离校"] == "是" for each in rows(folder / "later.csv")) < 1.1
    finally:
        (folder / "out" / "model.json").write_bytes(kept)
        run("score", folder)


def test_a_file_of_nobody_who_left_is_reported_and_one_without_any_outcome_refused(tmp_path: Path) -> None:
    made = make_pupils(300, 5)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    Pupils(made.columns | {"离校": ["否"] * 300}, made.truth).write(tmp_path / "pupils.csv")
    assert "离校 0 名" in run("report", tmp_path)
    Pupils(made.columns | {"离校": [""] * 300}, made.truth).write(tmp_path / "pupils.csv")
    words = [
        "--data",
        str(tmp_path / "pupils.csv"),
        "--columns",
        str(tmp_path / "map.yaml"),
        "--out",
        str(tmp_path / "no"),
    ]
    refused = CliRunner().invoke(cli, ["risk", "report", *words])
    assert (refused.exit_code, "结果列全是空的" in refused.output) == (2, True)


def test_as_many_leavers_as_expected_keep_the_model(folder: Path) -> None:
    make_pupils(6000, 23).write(folder / "next.csv")
    assert "预计与实际相符" in run("report", folder, file="next.csv")
    figures = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))["figures"]
    assert 0.8 < figures["observed_over_expected"] < 1.25
    assert figures["model"]["auc"] > figures["rules"]["auc"]


def test_a_column_that_the_model_knows_and_the_map_lacks_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(
        MAP.replace("  缺课率: {as: absent_percent, unit: percent}\n", ""), encoding="utf-8"
    )
    (tmp_path / "pupils.csv").write_bytes((folder / "pupils.csv").read_bytes())
    output = run("score", tmp_path, "--model", str(folder / "out" / "model.json"))
    assert "模型要看“缺课率”，列对应文件里没有：全部按不知道处理" in output


def test_bands_hold_about_as_many_expected_leavers_each() -> None:
    chance = np.linspace(0.001, 0.5, 1000)
    found = bands(chance, (chance > 0.25).astype(float))
    assert len(found) == 5
    masses = [each["rows"] * each["said"] for each in found]
    assert max(masses) < 1.2 * min(masses)
    assert sum(each["rows"] for each in found) == 1000
