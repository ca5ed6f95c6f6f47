"""`notoneless serve`: web and worker under one supervisor, ended within ten seconds, begun again when they die."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from support.installation import Installation, at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
SECONDS = 30
HERE = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind((HERE, 0))
        return int(trial.getsockname()[1])


def until(holds: Callable[[], Any]) -> Any:
    """Wait until something holds; what it came to."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with suppress(OSError, sqlite3.Error):
            if found := holds():
                return found
        time.sleep(0.1)
    raise AssertionError("it did not come to hold")


def alive(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


class Served:
    """A running installation."""

    def __init__(self, made: Installation, log: Path) -> None:
        self.made, self.log, self.port = made, log, free_port()
        words = [sys.executable, "-m", "notoneless", "serve", "--port", str(self.port), "--workers", "1"]
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                words,
                env={**made.environment(), "NOTONELESS_INSECURE_HTTP": "1"},
                stdout=out,
                stderr=subprocess.DEVNULL,
            )

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").split("\n")[:-1]]

    def told(self, event: str, **fields: object) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["event"] == event and fields.items() <= line.items()]

    def child(self, name: str) -> int:
        return int(until(lambda: self.told("child begins", child=name))[-1]["process"])

    def status(self, path: str = "/nowhere/") -> int:
        try:
            with urllib.request.urlopen(f"http://{HERE}:{self.port}{path}") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            answer.close()
            return answer.code

    def family(self) -> set[int]:
        """All processes of it that are alive."""
        found = set()
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                with suppress(OSError):
                    environment = (folder / "environ").read_bytes()
                    if f"NOTONELESS_HOME={self.made.home}\0".encode() in environment and alive(int(folder.name)):
                        found.add(int(folder.name))
        return found


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    made = at(folder)
    assert made.run("init", "--county", "晴川县").returncode == 0
    running = Served(made, folder / "log")
    try:
        yield running
    finally:
        for process in running.family():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        running.process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_works_and_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with served(tmp_path) as running:
        assert until(lambda: running.status("/nowhere/?search=secret") == 404)

        def sealed() -> bool:
            with closing(sqlite3.connect(running.made.database)) as database:
                return database.execute("SELECT count(*) FROM audit_entry WHERE number = 1").fetchone() == (1,)

        assert until(sealed)
        assert "好　后台任务在运行" in running.made.run("doctor").stdout
        family = running.family()
        assert len(family) >= 4
        begun = time.monotonic()
        running.process.send_signal(number)
        assert running.process.wait(10) == 0
        assert time.monotonic() - begun < 10
        assert running.family() == set()
        (request, *_) = running.told("request")
        assert request["path"] == "/nowhere/"
        assert "secret" not in running.log.read_text(encoding="utf-8")
        assert running.told("worker ends")
        assert not running.told("child had to be killed")
        with closing(sqlite3.connect(running.made.database)) as database:
            assert database.execute("SELECT holder FROM jobs_lease").fetchall() == [("",)]


def test_children_that_die_are_begun_again_with_growing_pauses(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        assert until(lambda: running.status() == 404)
        for count in (1, 2):
            os.kill(running.child("worker"), signal.SIGKILL)
            until(lambda count=count: len(running.told("child begins", child="worker")) == count + 1)
        ended = running.told("child ended by itself", child="worker")
        assert [line["code"] for line in ended] == [-9, -9]
        assert ended[1]["pause"] == 2 * ended[0]["pause"]
        os.kill(running.child("web"), signal.SIGKILL)
        assert until(lambda: running.told("child ended by itself", child="web"))
        until(lambda: len(running.told("child begins", child="web")) == 2)
        assert until(lambda: running.status() == 404)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(10) == 0
        until(lambda: running.family() == set())


def test_children_do_not_outlive_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        assert until(lambda: running.status() == 404)
        running.process.kill()
        until(lambda: running.family() == set())


def test_a_port_that_is_taken_is_told_before_anything_begins(tmp_path: Path) -> None:
    made = at(tmp_path)
    made.run("init", "--county", "晴川县")
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = made.run("serve", "--port", port)
    assert ended.returncode == 2
    assert re.search(rf"127\.0\.0\.1:{port} 不能监听", ended.stderr)
