"""Fifty kills: every answered action is there once, every other at most once and once when sent again, nothing is half done.

`make soak` does the same a thousand times.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork there")

TESTS = Path(__file__).resolve().parents[1]
KILLS = 50


def drive(home: Path, kills: int, start: str = "pass") -> subprocess.CompletedProcess[str]:
    home.mkdir(mode=0o700)
    code = (
        f"import sys; sys.argv = ['driver', '{kills}', {str(home)!r}]; from kill import driver; {start}; driver.main()"
    )
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_nothing_is_lost_or_doubled_by_fifty_kills(tmp_path: Path) -> None:
    ended = drive(tmp_path / "home", KILLS)
    assert ended.returncode == 0, ended.stderr[-2000:]
    seen = json.loads(ended.stdout)
    assert seen["kills"] == KILLS
    assert seen["answered"] >= KILLS / 2
    assert seen["unanswered"] >= KILLS / 5
    assert set(seen["acts"]) == {"register", "phone", "attach"}


SABOTAGE = """
import contextlib, types
def found(home, real=driver.found):
    place = real(home)
    from notoneless.foundation.access import actions
    actions.transaction = types.SimpleNamespace(atomic=contextlib.nullcontext)
    return place
driver.found = found
"""


def test_the_driver_sees_what_is_half_done(tmp_path: Path) -> None:
    # actions without their transaction: the driver must find it, or it would find nothing
    start = f"exec({SABOTAGE!r}, {{'driver': driver}})"
    ended = drive(tmp_path / "home", 200, start)
    assert ended.returncode != 0
    assert "kill.driver.Broken: half done" in ended.stderr
