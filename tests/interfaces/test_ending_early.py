"""A run that is told to end: it ends soon, says so in one sentence, and leaves nothing of any child behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from notoneless.interfaces.shell.cli import cli
from notoneless.synthetic import make_rosters

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")

SECONDS = 30

WRITES = """
import time
from notoneless.interfaces.reconciliation import workbook
def stop(*_):
    print("there", flush=True)
    time.sleep(60)
workbook.write_workbook = stop
from notoneless.interfaces.shell.cli import main
main()
"""

# the main thread holds the lock of a module and stands in the very callback that swallows what is raised in it,
# while a thread waits for the same lock
IMPORTS = """
import importlib, signal, sys, threading, time
from notoneless.interfaces.reconciliation import cli
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "slow_module":
            print("there", flush=True)
            time.sleep(60)
sys.meta_path.insert(0, Slow())
def stop():
    threading.Thread(target=lambda: (time.sleep(0.2), importlib.import_module("slow_module"))).start()
    class Swallows:
        def __del__(self):
            importlib.import_module("slow_module")
    Swallows()
cli._spare_memory = stop
from notoneless.interfaces.shell.cli import main
main()
"""


@pytest.fixture(scope="module")
def rosters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rosters")
    for part, table in make_rosters(60, 5).rosters.items():
        pq.write_table(table, folder / f"{part}.parquet")
        pyarrow.csv.write_csv(table, folder / f"{part}.csv")
    return folder


def words(rosters: Path, out: Path, *more: str) -> list[str]:
    given = ["--household", str(rosters / "household.parquet"), "--school", str(rosters / "school.parquet")]
    return ["reconcile", *given, "--out", str(out), *more]


@contextmanager
def running(script: str, said: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that has come to where `script` prints."""
    command = [sys.executable, "-c", script, *said]
    pipe = subprocess.PIPE
    # a test run in the background would hand its ignored SIGINT down
    heed = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=dict(os.environ))
    finally:
        signal.signal(signal.SIGINT, heed)
    with process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "there\n"
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("script", [WRITES, IMPORTS], ids=["writing", "importing"])
def test_it_ends_at_once_and_leaves_nothing(script: str, number: signal.Signals, rosters: Path, tmp_path: Path) -> None:
    # whoever started the suite may ignore the signal, and what is ignored is inherited
    heard = f"import signal; signal.signal({number.value}, signal.SIG_DFL)\n"
    with running(heard + script, words(rosters, tmp_path / "out")) as process:
        process.send_signal(number)
        _, told = process.communicate(timeout=SECONDS)
    assert process.returncode == 128 + number
    assert told == "已中止，没有写出任何结果；原有的结果没有改动\n"
    assert list(tmp_path.iterdir()) == []


def test_it_says_so_in_the_language_asked_for(rosters: Path, tmp_path: Path) -> None:
    with running(WRITES, words(rosters, tmp_path / "out", "--lang", "en")) as process:
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=SECONDS)
    assert told == "Ended before it was done: no result was written, former results are as they were\n"


def test_a_signal_ignored_from_outside_stays_ignored(rosters: Path, tmp_path: Path) -> None:
    script = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)" + WRITES.replace("sleep(60)", "sleep(0.3)")
    with running(script, words(rosters, tmp_path / "out")) as process:
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=SECONDS)
    assert process.returncode != 128 + signal.SIGHUP


def test_what_a_killed_run_left_is_removed_by_the_next(rosters: Path, tmp_path: Path) -> None:
    with running(WRITES, words(rosters, tmp_path / "out")) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(SECONDS)
    assert len(list(tmp_path.glob(".out.*.partial"))) == 1
    with running(WRITES, words(rosters, tmp_path / "out")):
        alive = list(tmp_path.glob(".out.*.partial"))
        assert len(alive) == 1
        assert CliRunner().invoke(cli, words(rosters, tmp_path / "out", "--no-xlsx")).exit_code == 0
        assert list(tmp_path.glob(".out.*.partial")) == alive


# names that are hard to tell


@pytest.mark.parametrize("option", ["--out", "--household"])
@pytest.mark.parametrize("form", ["apart", "joined"])
def test_an_empty_value_is_refused(option: str, form: str, rosters: Path, tmp_path: Path) -> None:
    said = words(rosters, tmp_path / "out")
    at = said.index(option)
    said[at : at + 2] = [option, ""] if form == "apart" else [f"{option}="]
    result = CliRunner().invoke(cli, said)
    assert (result.exit_code, result.output) == (2, f"{option} 后面是空的，请写明\n")


@pytest.mark.parametrize(("name", "told"), [("名" * 300, "太长"), ("a\udcff", "认不出的字")])
def test_an_out_that_cannot_be_is_refused(name: str, told: str, rosters: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, words(rosters, tmp_path / name))
    assert result.exit_code == 2
    assert told in result.output
    assert len(result.output.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_long_name_leaves_room_for_the_scratch_folder(rosters: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, words(rosters, tmp_path / ("y" * 250), "--no-xlsx")).exit_code == 0


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_file_name_that_is_no_text_is_read_and_told(suffix: str, rosters: Path, tmp_path: Path) -> None:
    source = tmp_path / f"户\udcff籍\n.{suffix}"
    try:
        shutil.copy(rosters / f"household.{suffix}", source)
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system holds no such name")
    said = words(rosters, tmp_path / "out")
    said[2] = str(source)
    result = CliRunner().invoke(cli, said)
    assert result.exit_code == 0
    about = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert about["sources"]["household"]["file"] == source.name
    source.write_bytes(b"%PDF-1.7")
    refused = CliRunner().invoke(cli, said)
    assert (refused.exit_code, len(refused.output.splitlines())) == (2, 1)
