"""`notoneless init`: a home that is its owner's alone, three ways in, and nothing the second time."""

import hashlib
import json
import re
import sqlite3
from pathlib import Path

import pytest

from support.installation import Installation, at, copy_of


def hashes(installation: Installation) -> dict[str, str]:
    files = [*installation.home.rglob("*"), installation.keys]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Installation, str]:
    """An installation that was founded, and what the command said."""
    made = at(tmp_path_factory.mktemp("founded"))
    ended = made.run("init", "--county", "晴川县")
    assert ended.returncode == 0, ended.stderr
    return made, ended.stdout


@pytest.fixture
def founded(first: tuple[Installation, str], tmp_path: Path) -> Installation:
    """The same, for a test to do with as it likes."""
    return copy_of(first[0], tmp_path)


def test_it_makes_a_home_and_one_link_for_each_administrator(tmp_path: Path) -> None:
    made = at(tmp_path)
    ended = made.run("init", "--county", "晴川县", "--base-url", "https://one.example/")
    assert ended.returncode == 0, ended.stderr
    links = re.findall(r"(\S+?)：https://one\.example/enter/([\w-]{43})/$", ended.stdout, re.MULTILINE)
    assert [role for role, _ in links] == ["系统管理员", "安全管理员", "审计管理员"]
    assert "没有默认账号" in ended.stdout
    assert made.home.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in [*made.home.rglob("*"), made.keys])
    with sqlite3.connect(made.database) as database:
        usable = database.execute("SELECT sign_in_name FROM access_account WHERE password NOT LIKE '!%'").fetchall()
        stored = str(database.execute("SELECT hex(token) FROM access_entry_link").fetchall())
    assert usable == []
    assert not any(token.encode().hex().upper() in stored for _, token in links)
    assert not any(token.encode() in made.database.read_bytes() for _, token in links)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--county", "\udcff\udcfe"),
        ("--county", "x" * 100_000),
        ("--county", "晴川\n县"),
        ("--county", "晴川\x1b[31m县"),
        ("--county", "\u202e晴川县"),
        ("--county", " "),
        ("--base-url", "https://\udcff"),
        ("--for", "\udcff"),
    ],
)
def test_what_is_no_name_is_refused_before_anything_is_made(tmp_path: Path, option: str, value: str) -> None:
    made = at(tmp_path)
    given = {"--county": "晴川县", option: value}
    ended = made.run("init", *(word for pair in given.items() for word in pair))
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert option in ended.stderr
    assert not made.home.exists()
    assert not made.keys.exists()


def test_the_second_run_is_refused_and_changes_nothing(founded: Installation) -> None:
    before = hashes(founded)
    again = founded.run("init", "--county", "另一县", "--lang", "en")
    assert again.returncode == 2
    assert "founded here already" in again.stderr
    assert again.stdout == ""
    assert hashes(founded) == before


def test_the_keys_may_be_of_the_other_suite(tmp_path: Path) -> None:
    made = at(tmp_path)
    assert made.run("init", "--county", "晴川县", "--suite", "sm4-gcm").returncode == 0
    assert [key["suite"] for key in json.loads(made.keys.read_text())["keys"]] == ["sm4-gcm"]
    assert made.run("audit", "verify").returncode == 0


def test_a_database_without_its_keys_gets_no_new_ones(founded: Installation) -> None:
    founded.keys.unlink()
    ended = founded.run("init", "--county", "晴川县")
    assert ended.returncode == 2
    assert "密钥" in ended.stderr
    assert not founded.keys.exists()


def test_a_home_that_others_can_read_is_refused(tmp_path: Path) -> None:
    made = at(tmp_path)
    made.home.mkdir()
    (made.home / "something").touch()
    made.home.chmod(0o755)
    ended = made.run("init", "--county", "晴川县")
    assert ended.returncode == 2
    assert "chmod 700" in ended.stderr
    assert not made.keys.exists()


def test_what_was_begun_and_killed_is_finished_by_the_next_run(founded: Installation) -> None:
    founded.database.unlink()  # keys, and no county: as when killed in between
    ring = founded.keys.read_text()
    assert founded.run("init", "--county", "晴川县").returncode == 0
    assert founded.keys.read_text() == ring


def test_nothing_else_works_before_it(tmp_path: Path) -> None:
    made = at(tmp_path)
    for words in (
        ("backup", "--to", str(tmp_path / "b")),
        ("audit", "verify"),
        ("serve",),
        ("doctor",),
        ("keys", "rotate"),
    ):
        ended = made.run(*words)
        assert ended.returncode == 2, words
        assert "notoneless init" in ended.stderr
    assert not made.home.exists()


def test_links_that_were_lost_are_replaced_for_those_alone_who_never_entered(
    first: tuple[Installation, str], founded: Installation
) -> None:
    made, said = founded, first[1]
    with sqlite3.connect(made.database) as database:
        database.execute("UPDATE access_account SET password = 'argon2$x' WHERE sign_in_name = 'audit'")
    ended = made.run("init", "--new-links")
    links = re.findall(r"(\S+?)：\S+/enter/([\w-]{43})/$", ended.stdout, re.MULTILINE)
    assert [role for role, _ in links] == ["系统管理员", "安全管理员"]
    assert not any(token in said for _, token in links)
    with sqlite3.connect(made.database) as database:
        assert database.execute("SELECT count(*) FROM access_entry_link").fetchone() == (3,)
        assert database.execute("SELECT count(*) FROM audit_entry WHERE action = 'county.link'").fetchone() == (2,)
        database.execute("UPDATE access_account SET password = 'argon2$x'")
    ended = made.run("init", "--new-links")
    assert ended.returncode == 2
    assert "--for" in ended.stderr
    assert made.run("init").returncode == 2


def test_an_only_system_administrator_who_forgot_the_password_gets_a_link_and_nobody_else_does(
    founded: Installation,
) -> None:
    made = founded
    with sqlite3.connect(made.database) as database:
        database.execute("UPDATE access_account SET password = 'argon2$x'")
        database.execute("DELETE FROM access_entry_link")
    ended = made.run("init", "--new-links", "--for", "system-1")
    assert re.findall(r"(\S+?)：\S+/enter/[\w-]{43}/$", ended.stdout, re.MULTILINE) == ["系统管理员"]
    for other in ("security", "nobody"):
        refused = made.run("init", "--new-links", "--for", other)
        assert refused.returncode == 2
        assert f"“{other}”" in refused.stderr
    assert "三名" not in ended.stdout
    assert "24 小时内有效" in ended.stdout
    assert made.run("init", "--for", "system-1").returncode == 2
    with sqlite3.connect(made.database) as database:
        assert database.execute("SELECT count(*) FROM access_entry_link").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM audit_entry WHERE action = 'county.link'").fetchone() == (1,)


@pytest.mark.parametrize(
    ("settings", "site"),
    [
        ({"NOTONELESS_INSECURE_HTTP": "1"}, "http://" + "localhost:8000"),
        ({"NOTONELESS_HOSTS": "one.example,two.example"}, "https://one.example"),
    ],
)
def test_the_links_lead_to_the_site_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], site: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    ended = at(tmp_path).run("init", "--county", "晴川县")
    assert len(re.findall(rf"：{re.escape(site)}/enter/[\w-]{{43}}/$", ended.stdout, re.MULTILINE)) == 3
