"""The figures in the READMEs are those of a run made now."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from notoneless.interfaces.shell.cli import cli
from notoneless.synthetic.pupils import make_pupils

ROOT = Path(__file__).parents[1]


def _printed(*words: str) -> list[str]:
    result = CliRunner().invoke(cli, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What `make run` prints of its result, but for the line that names a path."""
    out = tmp_path_factory.mktemp("demo")
    _printed("demo", "rosters", "--children", "10000", "--seed", "1", "--format", "parquet", "--out", str(out))
    files = [
        word for part in ("household", "school", "elsewhere") for word in (f"--{part}", str(out / f"{part}.parquet"))
    ]
    result = str(out / "result")
    told = _printed("reconcile", *files, "--as-of", "2025-08-31", "--no-xlsx", "--out", result)
    return told[:-1] + _printed("demo", "score", "--truth", str(out / "truth"), "--result", result)


@pytest.mark.parametrize("paper", ["README.md", "README.zh.md"])
def test_the_output_shown_is_what_make_run_prints(shown: list[str], paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    block = text.split("<!-- make run -->\n```\n")[1].split("\n```")[0].splitlines()
    assert [line for line in block if "build/demo" not in line] == shown


@pytest.mark.parametrize(("paper", "words"), [("README.md", ("--lang", "en")), ("README.zh.md", ())])
def test_the_clause_shown_is_what_the_program_tells(paper: str, words: tuple[str, ...]) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    block = text.split("<!-- plan show -->\n```\n")[1].split("\n```")[0].splitlines()
    assert block == _printed("plan", "show", "model/plan_8", "--clause", "8.09", *words)


_MAP = """id: 学号
outcome: {column: 离校, yes: [是]}
period: 学年
school: 学校
groups: [性别, 民族]
inputs:
  缺课率: {as: absent_percent, unit: percent}
  不及格门数: subjects_failed
  年级: grade
  离校公里: distance_km
  每周家务: numeric
  上学方式: category
"""


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the file of three school years, that of another year, and the column map."""
    folder = tmp_path_factory.mktemp("county")
    make_pupils(8000, 1).write(folder / "去年.csv")
    make_pupils(8000, 2, years=1).write(folder / "今年.csv")
    (folder / "列.yaml").write_text(_MAP, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("paper", "words"), [("README.md", ("--lang", "en")), ("README.zh.md", ())])
def test_what_is_learnt_is_what_the_commands_tell(counties: Path, paper: str, words: tuple[str, ...]) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    block = text.split("<!-- risk -->\n```\n")[1].split("\n```")[0].splitlines()
    assert [line for line in block if not line.startswith("$")] == told_of_risk(counties, words)
    written = text.split("```yaml\n")[1].split("\n```")[0]
    assert [line.partition("#")[0].rstrip() for line in written.splitlines()] == _MAP.splitlines()


def told_of_risk(counties: Path, words: tuple[str, ...]) -> list[str]:
    """What training, scoring and reporting print, and the first lines of the scores."""
    out = counties / ("-".join(words) or "zh")
    common = ("--columns", str(counties / "列.yaml"), "--out", str(out), *words)
    told = _printed("risk", "train", "--data", str(counties / "去年.csv"), *common)
    told += _printed("risk", "score", "--data", str(counties / "今年.csv"), *common)
    told += (out / "risk.csv").read_text(encoding="utf-8").splitlines()[:2]
    told += _printed("risk", "report", "--data", str(counties / "今年.csv"), *common)
    return [line for line in told if str(out) not in line]
