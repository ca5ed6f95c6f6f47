"""The figures in the READMEs are those of a run made now."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from notoneless.interfaces.shell.cli import cli

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
