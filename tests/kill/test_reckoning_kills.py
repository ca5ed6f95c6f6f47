"""The program ends before every write of reckoning and of sealing: nothing is half done, and begun again all is as it was.

On SQLite, where a county can be copied into a file; what a transaction is on PostgreSQL, its own server sees to.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from support.county import START, County
from support.databases import is_postgres
from support.plans import reckoned
from support.school_year import Year
from support.school_year_owed import FIRST

pytestmark = pytest.mark.skipif(is_postgres() or sys.platform == "win32", reason="no file to copy, or no fork")

TESTS = Path(__file__).resolve().parents[1]
WHATS = ("2026-10-14/2026-09-01", "2026-09-20", "2026-11-20")
"""A month sealed, reckoned by a clock that was set back, and by one that is right again."""


@pytest.fixture
def home(county: County, tmp_path: Path) -> Path:
    """A county in which things were done for two months, in a file of its own."""
    year = Year(county, random.Random(3))
    year.bind()
    for number in range(0, 70, 3):
        county.time.at = START + timedelta(days=number)
        year.live(FIRST + timedelta(days=number), share=0.2)
        if number in (0, 42):
            reckoned(county)
    home = tmp_path / "home"
    shutil.copytree(Path(os.environ["NOTONELESS_HOME"]) / "keys", home / "keys")
    (home / "notoneless.sqlite3").write_bytes(connection.connection.serialize())
    for folder in (home, home / "keys"):
        folder.chmod(0o700)
    return home


def kill(home: Path, *whats: str, start: str = "pass") -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.argv[1:] = {list(whats)!r}; from kill import reckoning; {start}; reckoning.main()"
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    environment = {**os.environ, "PYTHONPATH": path, "NOTONELESS_HOME": str(home)}
    asked = [sys.executable, "-c", code]
    return subprocess.run(asked, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_an_end_before_any_write_changes_nothing(home: Path) -> None:
    ended = kill(home, *WHATS)
    assert ended.returncode == 0, ended.stderr[-2000:]
    kills = json.loads(ended.stdout)
    assert list(kills) == list(WHATS)
    assert min(kills.values()) > 5


SABOTAGE = """
import contextlib, types
def do(what, real=reckoning.do):
    from notoneless.foundation.access import actions
    actions.transaction = types.SimpleNamespace(atomic=contextlib.nullcontext)
    real(what)
reckoning.do = do
"""


def test_what_is_half_done_is_seen(home: Path) -> None:
    # actions without their transaction: it must be found, or nothing would be
    ended = kill(home, WHATS[-1], start=f"exec({SABOTAGE!r}, {{'reckoning': reckoning}})")
    assert ended.returncode != 0
    assert "kill.driver.Broken: half done" in ended.stderr
