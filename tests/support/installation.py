"""An installation of its own for a test: founded by the command, with the county of the tests in it where asked for."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.tables import copied

TESTS = Path(__file__).resolve().parents[1]

BUILD = """
import django; django.setup()
from support.county import build_county
from notoneless.foundation.attachments import store
from notoneless.foundation.attachments.services import add_attachment
from notoneless.interfaces.frame.standing import make_tables
make_tables()
county = build_county()
from support.county import enter_child
for number in range(20):
    enter_child(county, f"more{number}", f"儿童{number}", "class_a", "group_a", 100 + number)
content = b"%PDF-1.4 paper %%EOF"
add_attachment(county.ctx("陈局长"), unit=county.units["county"], kind="pdf", content=store.put(content), size=len(content))
"""

SHOW = """
import django; django.setup()
from dataclasses import replace
from datetime import datetime, UTC
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.selectors import holdings_of
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.selectors import open_child
from notoneless.interfaces.frame.clock import IDS
at = datetime(2026, 9, 2, tzinfo=UTC)
account = Account._base_manager.get(name="陈局长").pk
ctx = Context(actor=account, held=holdings_of(account, at), at=at, channel="web", ids=IDS, strong=True)
from django.db import transaction
from notoneless.interfaces.frame.standing import as_owner
with as_owner():
    first = list(Child._base_manager.order_by("name", "id").values_list("pk", flat=True)[:20])
for child in first:
    with transaction.atomic():
        print(open_child(ctx, child))
"""


@dataclass
class Installation:
    """A home and its keys."""

    home: Path
    keys: Path
    database_url: str = ""
    owner_url: str = ""

    @property
    def database(self) -> Path:
        """The database file."""
        return self.home / "notoneless.sqlite3"

    def environment(self) -> dict[str, str]:
        """The environment of its commands."""
        path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
        own = {"NOTONELESS_HOME": str(self.home), "NOTONELESS_KEYS": str(self.keys), "PYTHONPATH": path}
        if self.database_url:
            own |= {"DATABASE_URL": self.database_url, "DATABASE_OWNER_URL": self.owner_url}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        return {**kept, **own, "DJANGO_SETTINGS_MODULE": "notoneless.settings", "PYTHONIOENCODING": "utf-8"}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of `notoneless`."""
        return self._run("-m", "notoneless", *words)

    def python(self, code: str) -> str:
        """Run code with this installation's settings; what it printed."""
        ended = self._run("-c", code)
        assert ended.returncode == 0, ended.stderr[-3000:]
        return ended.stdout

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


MAKE_KEYS = """
from pathlib import Path
from notoneless.foundation.sealing.keys import write_ring
from notoneless.kernel.sealing import fresh_ring
write_ring(fresh_ring(), Path({!r}))
"""


def built(made: Installation) -> Installation:
    """The same, with keys and the county of the tests in it: twenty children more, and an attachment."""
    made.home.mkdir(mode=0o700)
    made.python(MAKE_KEYS.format(str(made.keys)))
    if not made.database_url:
        copied(made.database)
    made.python(BUILD)
    return made


def backed_up(made: Installation, folder: Path) -> Path:
    """A backup of it."""
    target = folder / "county.backup"
    ended = made.run("backup", "--to", str(target))
    assert ended.returncode == 0, ended.stderr
    return target


def with_keys_of(made: Installation, other: Installation) -> Installation:
    """The same, as another machine: an empty home with the keys of the other."""
    made.home.mkdir(mode=0o700)
    made.keys.parent.mkdir(mode=0o700)
    shutil.copy(other.keys, made.keys)
    return made


def copy_of(other: Installation, folder: Path) -> Installation:
    """The same as another, at a place of its own."""
    made = at(folder)
    shutil.copytree(other.home, made.home)
    shutil.copytree(other.keys.parent, made.keys.parent)
    return made


def at(folder: Path) -> Installation:
    """An installation that is not made yet."""
    return Installation(folder / "home", folder / "keys" / "ring.json")
