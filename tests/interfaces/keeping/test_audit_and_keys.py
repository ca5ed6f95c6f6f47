"""`notoneless audit`, `keys` and `doctor`."""

import ast
import json
import re
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from notoneless.interfaces.frame.clock import now
from support.installation import SHOW, Installation, at, built


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with the county of the tests, to be copied."""
    return built(at(tmp_path_factory.mktemp("source")))


@pytest.fixture
def county(source: Installation, tmp_path: Path) -> Installation:
    """A copy of it."""
    made = at(tmp_path)
    shutil.copytree(source.home, made.home)
    shutil.copytree(source.keys.parent, made.keys.parent)
    return made


def change(county: Installation, statement: str, *values: object) -> None:
    with sqlite3.connect(county.database) as database:
        assert database.execute(statement, values).rowcount


# the chain


def test_a_sound_chain_verifies_and_its_root_is_told(county: Installation) -> None:
    told = county.run("audit", "root")
    day, number, link = re.findall(r"(\S+) 日根：第 (\d+) 条，([0-9a-f]{64})", told.stdout)[0]
    assert day == "2026-09-01"
    kept = county.run("audit", "verify", "--root", link, "--number", number)
    assert kept.returncode == 0
    assert f"已成链 {number} 条" in kept.stdout
    other = county.run("audit", "verify", "--root", "0" * 64, "--number", number, "--lang", "en")
    assert other.returncode == 1
    assert f"entry {number} differs" in other.stdout


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_entry SET actor = NULL WHERE number = 5", "第 5 条审计记录被改动过"),
        ("DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)", "没有那么多"),
        ("UPDATE audit_payload SET content = zeroblob(60) WHERE rowid = 3", "承诺值不符"),
        ("UPDATE audit_day_root SET link = zeroblob(32)", "日根与记录不符"),
    ],
)
def test_a_broken_chain_is_told_with_exit_code_1(county: Installation, statement: str, says: str) -> None:
    county.run("audit", "root")
    with sqlite3.connect(county.database) as database:
        database.execute("PRAGMA foreign_keys=OFF")
        assert database.execute(statement).rowcount
    ended = county.run("audit", "verify")
    assert ended.returncode == 1
    assert says in ended.stdout


@pytest.mark.parametrize(
    "words",
    [("--root", "0" * 64), ("--number", "3"), ("--root", "xyz", "--number", "3"), ("--root", "00", "--number", "3")],
)
def test_half_a_root_is_refused(county: Installation, words: tuple[str, ...]) -> None:
    ended = county.run("audit", "verify", *words)
    assert ended.returncode == 2
    assert "--root" in ended.stderr


# the keys

NUMBERS = """
import django; django.setup()
from notoneless.foundation.sealing.renewing import sealed_columns
from notoneless.foundation.attachments import store
found = {}
for model, columns in sealed_columns():
    for row in model._base_manager.all():
        for name in columns:
            box = getattr(row, name)
            if box is not None:
                found.setdefault(box.closed[2], set()).add(model._meta.db_table)
for path in store.files():
    found.setdefault(path.read_bytes()[2], set()).add("attachments")
print({number: sorted(tables) for number, tables in found.items()})
"""

SEARCH = """
import django; django.setup()
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import label_of, search_keys
from notoneless.interfaces.access.backend import find_account
newest = key_ring().index("13800130001", label_of(Guardian, "phone"))
print(Guardian._base_manager.filter(phone_index=newest).count(), Guardian._base_manager.filter(
    phone_index__in=search_keys(Guardian, "phone", "13800130001")).count(), find_account("13900009999").name)
"""


def test_rotated_and_renewed_everything_is_under_the_new_key_and_reads_as_before(county: Installation) -> None:
    cards = county.python(SHOW)
    rotated = county.run("keys", "rotate", "--suite", "sm4-gcm")
    assert "第 2 号密钥" in rotated.stdout
    assert [key["suite"] for key in json.loads(county.keys.read_text())["keys"]] == ["aes-256-gcm", "sm4-gcm"]
    assert county.keys.stat().st_mode & 0o777 == 0o600
    assert county.python(SEARCH) == "0 1 陈局长\n"
    assert county.python(SHOW) == cards
    ended = county.run("keys", "renew")
    assert ended.returncode == 0, ended.stderr
    assert "附件：重新加密 1 个" in ended.stdout
    assert county.python(NUMBERS) == (
        "{2: ['access_account', 'attachments', 'audit_payload', 'people_child', 'people_guardian']}\n"
    )
    assert county.python(SEARCH) == "1 1 陈局长\n"
    assert county.python(SHOW) == cards
    assert county.run("audit", "verify").returncode == 0
    with sqlite3.connect(county.database) as database:
        recorded = database.execute("SELECT action FROM audit_entry WHERE action LIKE 'keys.%' ORDER BY at").fetchall()
    assert recorded == [("keys.rotate",), ("keys.renew",)]


STOPPED = """
import django; django.setup()
from notoneless.foundation.sealing import renewing
renewing.BATCH = 10
for model, columns in renewing.sealed_columns():
    for done, _ in enumerate(renewing.renew_rows(model, columns)):
        if model._meta.db_table == "people_child" and done == 1:
            raise SystemExit(0)
"""


def test_a_renewal_that_was_stopped_is_brought_to_its_end(county: Installation) -> None:
    county.run("keys", "rotate")
    county.python(STOPPED)
    numbers = ast.literal_eval(county.python(NUMBERS))
    assert "people_child" in numbers[1]
    assert "people_child" in numbers[2]
    told = county.run("keys", "renew").stdout
    assert re.search(r"people_child：看过 27 行，重新加密 (\d+) 行", told)[1] == "7"  # type: ignore[index]
    assert county.python(NUMBERS).startswith("{2:")


def test_what_does_not_open_stops_the_renewal_with_a_sentence(county: Installation) -> None:
    county.run("keys", "rotate")
    change(county, "UPDATE people_guardian SET phone = CAST(substr(phone, 1, 30) || x'00' AS BLOB) WHERE rowid = 2")
    ended = county.run("keys", "renew")
    assert ended.returncode == 2
    assert "people_guardian" in ended.stderr


# the doctor


def test_a_sound_installation_lacks_only_what_a_test_does_not_run(county: Installation) -> None:
    ended = county.run("doctor")
    bad = [line for line in ended.stdout.splitlines() if line.startswith("差")]
    assert ended.returncode == 1
    assert [line for line in bad if "HTTPS" not in line] == ["差　后台任务没有在运行（notoneless serve）"]
    assert "SQLite" in ended.stdout


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "INSERT INTO access_waiting VALUES ('1', 'e', '{}', 'l', '2026-09-01', '2026-09-01', 6, 1, '')",
            "投递失败的事项 1 件",
        ),
        ("UPDATE audit_entry SET at = '2090-01-01 00:00:00' WHERE rowid = 1", "时钟不可信"),
        ("DELETE FROM django_migrations WHERE app = 'jobs'", "未做的升级 1 项"),
    ],
)
def test_what_is_wrong_in_the_database_is_told(county: Installation, statement: str, says: str) -> None:
    change(county, statement)
    assert f"差　{says}" in county.run("doctor").stdout


def test_a_living_worker_is_seen(county: Installation) -> None:
    until = f"{now() + timedelta(seconds=25):%Y-%m-%d %H:%M:%S}"
    change(county, f"INSERT INTO jobs_lease VALUES ('clock', 'somebody', '{until}')")
    assert "好　后台任务在运行" in county.run("doctor").stdout
    change(county, "UPDATE jobs_lease SET until = '2999-01-01 00:00:00'")  # no worker holds it so long
    assert "差　后台任务没有在运行" in county.run("doctor").stdout


def test_keys_and_home_that_others_can_read_are_told(county: Installation) -> None:
    county.keys.chmod(0o644)
    county.home.chmod(0o755)
    told = county.run("doctor", "--lang", "en").stdout
    assert f"BAD   Others can read the key file (0644): run chmod 600 {county.keys}" in told
    assert f"BAD   Others can enter the data folder (0755): run chmod 700 {county.home}" in told


def test_the_doctor_looks_at_what_the_open_connection_uses(county: Installation) -> None:
    found = county.python(
        "import django; from django.conf import settings;"
        "settings.DATABASES['default']['OPTIONS']['init_command'] = 'PRAGMA synchronous=OFF;"
        "PRAGMA secure_delete=OFF; PRAGMA mmap_size=1000000;';"
        "django.setup();"
        "from notoneless.interfaces.keeping.checking import examine;"
        "print([f.told.params['name'] for f in examine() if not f.good and f.told.code == 'keeping.pragma'])"
    )
    assert found == "['synchronous', 'secure_delete', 'mmap_size']\n"


def test_upgrades_are_made_when_asked_for(county: Installation) -> None:
    with sqlite3.connect(county.database) as database:
        database.executescript(
            "DELETE FROM django_migrations WHERE app = 'jobs'; DROP TABLE jobs_lease; DROP TABLE jobs_schedule"
        )
    refused = county.run("audit", "verify")
    assert refused.returncode == 2
    assert "doctor --upgrade" in refused.stderr
    assert "已做升级 1 项" in county.run("doctor", "--upgrade").stdout
    assert county.run("audit", "verify").returncode == 0
