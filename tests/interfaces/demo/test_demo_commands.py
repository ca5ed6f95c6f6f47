"""`notoneless demo rosters` and `notoneless demo score`."""

import json
import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from notoneless.interfaces.demo.cli import demo_group
from notoneless.interfaces.shell.cli import cli
from notoneless.kernel.problems import NotonelessError, Problem


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(demo_group, [str(word) for word in words])


@pytest.fixture
def made(run, tmp_path):
    outcome = run("rosters", "--children", 300, "--seed", 4, "--out", tmp_path / "demo")
    assert outcome.exit_code == 0, outcome.output
    assert "虚构" in outcome.output
    result = tmp_path / "result"
    result.mkdir()
    truth = tmp_path / "demo" / "truth"
    for name in ("links", "elsewhere_links"):
        pq.write_table(pq.read_table(truth / f"{name}.parquet"), result / f"{name}.parquet")
    pq.write_table(pq.read_table(truth / "out_of_school.parquet"), result / "not_in_school.parquet")
    return truth, result


def test_rosters_are_written_and_told_in_english_too(run, tmp_path):
    outcome = run(
        "rosters", "--children", 200, "--out", tmp_path / "demo", "--lang", "en", "--format", "csv", "--error-factor", 2
    )
    assert outcome.exit_code == 0
    assert "invented" in outcome.output
    assert (tmp_path / "demo" / "household.csv").is_file()
    assert json.loads((tmp_path / "demo" / "truth" / "meta.json").read_text())["error_factor"] == 2


def test_score_prints_a_table(run, made):
    outcome = run("score", "--truth", made[0], "--result", made[1])
    assert outcome.exit_code == 0, outcome.output
    lines = outcome.output.splitlines()
    assert lines[0] == "与真值比较"
    assert any(line.startswith("未入学儿童") and line.count("1.0000") == 3 for line in lines)
    assert "0 名" in lines[-1]


def test_score_as_json(run, made):
    outcome = run("score", "--truth", made[0], "--result", made[1], "--json")
    found = json.loads(outcome.output)
    assert found["links"]["f1"] == 1
    assert found["children"] == 300
    assert found["hidden"] == 0


def test_score_in_english(run, made):
    assert "precision" in run("score", "--truth", made[0], "--result", made[1], "--lang", "en").output


@pytest.mark.parametrize("fmt", ["parquet", "csv"])
def test_a_result_of_other_rosters_is_not_scored(tmp_path, fmt):
    """In either language, one sentence and an exit code; the result of these rosters is scored as ever."""
    folders = [tmp_path / "one", tmp_path / "other"]
    for seed, folder in enumerate(folders, 1):
        words = ["demo", "rosters", "--children", "200", "--seed", str(seed), "--out", str(folder), "--format", fmt]
        assert CliRunner().invoke(cli, words).exit_code == 0
    one, other = folders
    parts = [word for part in ("household", "school") for word in (f"--{part}", str(one / f"{part}.{fmt}"))]
    compare = ["reconcile", *parts, "--as-of", "2025-08-31", "--no-xlsx", "--out", str(tmp_path / "result")]
    assert CliRunner().invoke(cli, compare).exit_code == 0
    for folder, lang, code in ((one, "zh", 0), (other, "zh", 2), (other, "en", 2)):
        words = [
            "demo",
            "score",
            "--truth",
            str(folder / "truth"),
            "--result",
            str(tmp_path / "result"),
            "--lang",
            lang,
        ]
        outcome = CliRunner().invoke(cli, words)
        assert outcome.exit_code == code
        if code:
            assert len(outcome.output.splitlines()) == 1
            assert f"household.{fmt}" in outcome.output
            assert ("不能评分" if lang == "zh" else "cannot be scored") in outcome.output


@pytest.mark.parametrize("content", ["no json", "[]", "{}", '{"sources": {"school": 1}}'])
def test_a_summary_that_is_none_is_refused(run, made, content):
    (made[1] / "summary.json").write_text(content)
    outcome = run("score", "--truth", made[0], "--result", made[1])
    assert isinstance(outcome.exception, NotonelessError)
    assert outcome.exception.problem.code == "synthetic.unusable_file"


def test_what_is_refused_reaches_the_shell(run, tmp_path):
    outcome = run("score", "--truth", tmp_path, "--result", tmp_path)
    assert isinstance(outcome.exception, NotonelessError)
    assert outcome.exception.problem.code == "synthetic.no_such_file"


@pytest.mark.parametrize(
    ("lang", "first", "month"),
    [("zh", "编造 12000 名", "2026-09（第 3 个月"), ("en", "Inventing children", "month 3 of")],
)
def test_a_county_says_on_stderr_what_it_begins_and_on_stdout_only_the_ways_in(monkeypatch, lang, first, month):
    """Nothing is printed for minutes otherwise."""
    from notoneless import synthetic
    from notoneless.interfaces.demo.county import building
    from notoneless.interfaces.frame import installing

    def built(*given):
        given[4](Problem("synthetic.stage_month", {"month": "2026-09", "number": 3, "all": 6}))
        return []

    monkeypatch.setattr(synthetic, "make_rosters", lambda *given: None)
    monkeypatch.setattr(installing, "make_installation", lambda *given: SimpleNamespace(founded=None))
    monkeypatch.setattr(building, "build", built)
    outcome = CliRunner().invoke(demo_group, ["county", "--lang", lang])
    assert outcome.exit_code == 0, outcome.output
    told = outcome.stderr.splitlines()
    assert told[0].startswith(first)
    assert month in told[1]
    assert month not in outcome.stdout


@pytest.mark.parametrize(
    ("given", "rosters", "county"),
    [
        ((), "rosters --children 10000 ", "demo county"),
        (("CHILDREN=300",), "rosters --children 300 ", "county --children 300"),
    ],
)
def test_make_run_makes_both_demonstrations_as_large_as_it_is_told(given, rosters, county):
    root = next(above for above in Path(__file__).parents if (above / "Makefile").exists())
    told = {key: value for key, value in os.environ.items() if key not in ("CHILDREN", "MAKEFLAGS")}
    dry = subprocess.run(["make", "-n", "run", *given], cwd=root, env=told, capture_output=True, text=True, check=True)
    lines = [line.rstrip() for line in dry.stdout.splitlines() if "demo " in line]
    assert any(rosters in line for line in lines)
    assert any(line.endswith(county) for line in lines)
