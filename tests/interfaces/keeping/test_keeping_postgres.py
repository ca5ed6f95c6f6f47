"""Keeping an installation on PostgreSQL: the application sees what it may, backup and keys see every row."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from support.databases import APP, APP_PASSWORD, DATABASE, OWNER, URL
from support.installation import SHOW, Installation, at, backed_up, built, with_keys_of

pytestmark = pytest.mark.postgres


def empty_database(name: str) -> None:
    """An empty database of the owner's."""
    from support.postgres.making import server

    with server() as connected:
        connected.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connected.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'")


def on(folder: Path, database: str) -> Installation:
    """An installation on a database, with the two roles."""
    parts = urlsplit(URL)
    place = f"@{parts.hostname or '127.0.0.1'}:{parts.port or 5432}/{database}"
    made = at(folder)
    made.database_url = f"postgresql://{APP}:{APP_PASSWORD}{place}"
    made.owner_url = f"postgresql://{OWNER}:{APP_PASSWORD}{place}"
    return made


@pytest.fixture(scope="module")
def names(django_db_setup: None) -> Iterator[tuple[str, str]]:
    """Two empty databases."""
    from support.postgres.making import let_in, server

    let_in()
    found = f"{DATABASE}_kept", f"{DATABASE}_other"
    for name in found:
        empty_database(name)
    yield found
    with server() as connected:
        for name in found:
            connected.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def county(names: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The county of the tests on the first of them, with twenty children more and an attachment."""
    return built(on(tmp_path_factory.mktemp("source"), names[0]))


@pytest.fixture(scope="module")
def backup(county: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    return backed_up(county, tmp_path_factory.mktemp("backup"))


@pytest.fixture
def elsewhere(names: tuple[str, str], county: Installation, tmp_path: Path) -> Installation:
    """Another machine: an empty home with the same keys, an empty database."""
    empty_database(names[1])
    return with_keys_of(on(tmp_path, names[1]), county)


def test_restored_elsewhere_chain_counts_and_twenty_children_are_the_same(
    county: Installation, backup: Path, elsewhere: Installation
) -> None:
    ended = elsewhere.run("restore", "--from", str(backup))
    assert ended.returncode == 0, ended.stderr
    assert elsewhere.run("audit", "verify").returncode == 0
    cards = elsewhere.python(SHOW)
    assert cards.count("ChildCard(") == 20
    assert cards == county.python(SHOW)
    assert len(list((elsewhere.home / "attachments").rglob("*.*"))) == len(
        list((county.home / "attachments").rglob("*.*"))
    )
    told = elsewhere.run("doctor").stdout
    assert "PostgreSQL：排序规则、应用角色和行级权限都对" in told
    again = elsewhere.run("restore", "--from", str(backup), "--replace")
    assert again.returncode != 0
    assert "数据库里已有表" in again.stderr


def test_a_dump_that_is_not_what_was_promised_leaves_the_database_empty(
    elsewhere: Installation, tmp_path: Path, county: Installation
) -> None:
    # made by the program itself with its keys, but after somebody went behind the audit's back
    behind = "UPDATE audit_entry SET actor = NULL WHERE number = 5"
    county.python(
        "import django; django.setup(); from notoneless.interfaces.frame.standing import as_owner;"
        f"from django.db import connection\nwith as_owner(), connection.cursor() as c: c.execute({behind!r})"
    )
    forged = tmp_path / "forged.backup"
    assert county.run("backup", "--to", str(forged)).returncode == 0
    ended = elsewhere.run("restore", "--from", str(forged))
    assert ended.returncode != 0
    assert "第 5 条" in ended.stderr
    assert not (elsewhere.home / "attachments").exists()
    again = elsewhere.run("restore", "--from", str(forged))
    assert "第 5 条" in again.stderr


def test_the_renewal_of_keys_reaches_every_row(county: Installation) -> None:
    before = county.python(SHOW)
    assert county.run("keys", "rotate").returncode == 0
    told = county.run("keys", "renew")
    assert told.returncode == 0, told.stderr
    looked = {
        table: (int(seen), int(done))
        for table, seen, done in re.findall(r"(\w+)：看过 (\d+) 行，重新加密 (\d+)", told.stdout)
    }
    assert looked["people_child"] == (27, 27)
    assert looked["people_guardian"] == (27, 27)
    assert county.python(SHOW) == before


def test_without_the_owner_nothing_that_needs_every_row_is_begun(county: Installation, tmp_path: Path) -> None:
    alone = Installation(county.home, county.keys, county.database_url, "")
    for words in (("backup", "--to", str(tmp_path / "x")), ("keys", "renew"), ("doctor", "--upgrade")):
        ended = alone.run(*words)
        assert ended.returncode != 0
        assert "DATABASE_OWNER_URL" in ended.stderr


def test_a_backup_of_the_other_kind_of_database_is_told_as_such(backup: Path, county: Installation) -> None:
    on_sqlite = Installation(county.home, county.keys)
    ended = on_sqlite.run("restore", "--from", str(backup))
    assert ended.returncode != 0
    assert "postgresql 的备份" in ended.stderr


def test_nothing_is_served_from_a_database_that_does_not_guard_its_rows(
    county: Installation, elsewhere: Installation, backup: Path
) -> None:
    assert elsewhere.run("restore", "--from", str(backup)).returncode == 0
    elsewhere.python(
        "import django; django.setup(); from notoneless.interfaces.frame.standing import as_owner;"
        "from django.db import connection\n"
        "with as_owner(), connection.cursor() as c: c.execute('ALTER TABLE people_child DISABLE ROW LEVEL SECURITY')"
    )
    ended = elsewhere.run("serve", "--port", "18999")
    assert ended.returncode != 0
    assert "people_child" in ended.stderr
