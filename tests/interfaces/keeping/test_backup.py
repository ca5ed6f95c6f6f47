"""Backup and restore: the drill, and everything that must be refused."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from notoneless.interfaces.frame.clock import now
from notoneless.interfaces.keeping.archives import PIECE
from notoneless.interfaces.keeping.restoring import _pieces
from notoneless.kernel.problems import NotonelessError
from support.installation import SHOW, Installation, at, backed_up, built, with_keys_of


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with the county of the tests, twenty children more and an attachment."""
    return built(at(tmp_path_factory.mktemp("source")))


@pytest.fixture(scope="module")
def backup(county: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    return backed_up(county, tmp_path_factory.mktemp("backup"))


@pytest.fixture
def elsewhere(county: Installation, tmp_path: Path) -> Installation:
    """Another machine: an empty home with the same keys."""
    return with_keys_of(at(tmp_path), county)


def files(installation: Installation) -> set[str]:
    return {str(path.relative_to(installation.home)) for path in installation.home.rglob("*") if path.is_file()}


# the drill


def test_restored_elsewhere_chain_counts_and_twenty_children_are_the_same(
    county: Installation, backup: Path, elsewhere: Installation
) -> None:
    ended = elsewhere.run("restore", "--from", str(backup))
    assert ended.returncode == 0, ended.stderr
    verified = elsewhere.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    cards = elsewhere.python(SHOW)
    assert cards.count("ChildCard(") == 20
    assert cards == county.python(SHOW)
    with zipfile.ZipFile(backup) as archive:
        counts = json.loads(archive.read("manifest.json"))["tables"]
    assert counts["people_child"] == 27
    assert all(path.stat().st_mode & 0o077 == 0 for path in elsewhere.home.rglob("*"))
    again = elsewhere.run("backup", "--to", str(elsewhere.home / "again.backup"))
    assert "附件 1" in again.stdout


def test_a_new_home_without_the_keys_is_told_to_bring_them_first(
    county: Installation, backup: Path, tmp_path: Path
) -> None:
    made = at(tmp_path)
    ended = made.run("restore", "--from", str(backup))
    assert ended.returncode == 2
    assert f"请先把另存的密钥文件放到 {made.keys}" in ended.stderr
    assert not made.home.exists()
    made.keys.parent.mkdir(mode=0o700)
    made.keys.write_bytes(county.keys.read_bytes())
    assert made.run("restore", "--from", str(backup)).returncode == 0
    assert made.home.stat().st_mode & 0o777 == 0o700


def test_nobody_works_on_what_was_just_restored(county: Installation, elsewhere: Installation, tmp_path: Path) -> None:
    until = f"{now() + timedelta(seconds=29):%Y-%m-%d %H:%M:%S}"
    with sqlite3.connect(county.database) as database:
        database.execute("INSERT INTO jobs_lease VALUES ('clock', 'a worker', ?)", [until])
    kept = backed_up(county, tmp_path)
    with sqlite3.connect(county.database) as database:
        database.execute("DELETE FROM jobs_lease")
    assert elsewhere.run("restore", "--from", str(kept)).returncode == 0
    assert "差　后台任务没有在运行" in elsewhere.run("doctor").stdout


def test_neither_the_keys_nor_anything_plain_that_is_sealed_is_in_it(county: Installation, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        names = archive.namelist()
        whole = b"".join(archive.read(name) for name in names)
    assert not [name for name in names if "ring" in name or "key" in name]
    for key in json.loads(county.keys.read_text())["keys"]:
        assert key["seal"].encode() not in whole
    assert b"5299012017" not in whole  # the beginning of all ID numbers of the tests
    assert b"13800130001" not in whole
    assert backup.stat().st_mode & 0o077 == 0


def test_no_backup_replaces_another_and_none_leaves_anything_beside(
    county: Installation, backup: Path, tmp_path: Path
) -> None:
    before = backup.read_bytes()
    ended = county.run("backup", "--to", str(backup))
    assert (ended.returncode, backup.read_bytes()) == (2, before)
    assert county.run("backup", "--to", str(tmp_path / "none" / "b")).returncode == 2
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    assert list((county.home / "tmp").iterdir()) == []


def test_a_backup_whose_file_is_missing_is_refused(county: Installation, tmp_path: Path) -> None:
    (path,) = [path for path in (county.home / "attachments").rglob("*") if path.is_file()]
    path.rename(tmp_path / "kept")
    try:
        ended = county.run("backup", "--to", str(tmp_path / "b"))
    finally:
        (tmp_path / "kept").rename(path)
    assert ended.returncode == 2
    assert "附件" in ended.stderr
    assert not (tmp_path / "b").exists()


# what is refused


def refused(elsewhere: Installation, file: Path, says: str) -> None:
    before = files(elsewhere)
    ended = elsewhere.run("restore", "--from", str(file))
    assert ended.returncode == 2, ended.stdout
    assert says in ended.stderr
    assert files(elsewhere) == before == set()


def test_other_keys_are_told_apart_from_damage(backup: Path, elsewhere: Installation) -> None:
    elsewhere.python(
        "from pathlib import Path; from notoneless.foundation.sealing.keys import write_ring;"
        f"from notoneless.kernel.sealing import fresh_ring; write_ring(fresh_ring(), Path({str(elsewhere.keys)!r}))"
    )
    refused(elsewhere, backup, "另一套密钥")


def altered(backup: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def fewer_rows(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"people_child": 27', b'"people_child": 26')


def other_database(members: dict[str, bytes]) -> None:
    members["database.sqlite3"] = members["database.sqlite3"][:-4096] + bytes(4096)


def other_file(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.startswith("attachments/"))
    members[name] = members[name][:-1] + b"x"


def with_ring(ring: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), "ring": ring}).encode()

    return change


def long_vouching(members: dict[str, bytes]) -> None:
    members["manifest.hmac"] += bytes(2000)


def deep_manifest(members: dict[str, bytes]) -> None:
    members["manifest.json"] = b"[" * 200_000


def without_database(members: dict[str, bytes]) -> None:
    del members["database.sqlite3"]


def without_vouching(members: dict[str, bytes]) -> None:
    del members["manifest.hmac"]


def no_manifest(members: dict[str, bytes]) -> None:
    members["manifest.json"] = b"[]"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (fewer_rows, "清单被改动"),
        (other_database, "database.sqlite3"),
        (other_file, "attachments/"),
        (without_database, "database.sqlite3"),
        (without_vouching, "不是本系统的备份"),
        (no_manifest, "不是本系统的备份"),
        (deep_manifest, "不是本系统的备份"),
        (long_vouching, "不是本系统的备份"),
        (with_ring([]), "不是本系统的备份"),
        (with_ring(None), "不是本系统的备份"),
        (with_ring("x"), "不是本系统的备份"),
        (with_ring({"1": []}), "另一套密钥"),
    ],
)
def test_a_backup_that_was_altered_is_refused(
    backup: Path, elsewhere: Installation, tmp_path: Path, change: Callable[[dict[str, bytes]], None], says: str
) -> None:
    refused(elsewhere, altered(backup, tmp_path / "altered", change), says)


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all"])
def test_what_is_no_backup_is_refused(elsewhere: Installation, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    refused(elsewhere, tmp_path / "file", "不是本系统的备份")


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("manifest.json", "bits"),
        ("manifest.hmac", "encrypted"),
        ("manifest.json", "method 99"),
        ("database.sqlite3", "bits"),
        ("database.sqlite3", "encrypted"),
        ("database.sqlite3", "lzma"),
        ("database.sqlite3", "bzip2"),
    ],
)
def test_a_member_that_cannot_be_unpacked_is_refused(
    backup: Path, elsewhere: Installation, tmp_path: Path, name: str, harm: str
) -> None:
    raw = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as archive:
        info = archive.getinfo(name)
    here, listed = info.header_offset, raw.rfind(b"PK\x01\x02", 0, raw.rfind(name.encode()))
    if harm == "bits":
        begins = here + 30 + len(name) + int.from_bytes(raw[here + 28 : here + 30], "little")
        for place in range(begins + 2, begins + min(60, info.compress_size)):
            raw[place] ^= 0xA5
    elif harm == "encrypted":
        raw[here + 6] |= 1
        raw[listed + 8] |= 1
    else:
        raw[here + 8] = raw[listed + 10] = {"method 99": 99, "lzma": 14, "bzip2": 12}[harm]
    (tmp_path / "harmed").write_bytes(raw)
    refused(elsewhere, tmp_path / "harmed", name if name.startswith("database") else "不是本系统的备份")


def measured(elsewhere: Installation, file: Path) -> tuple[int, int]:
    """The exit code of a restore, and the most memory it took, in MB."""
    told = elsewhere.python(
        "import resource, subprocess, sys;"
        f"ended = subprocess.run([sys.executable, '-m', 'notoneless', 'restore', '--from', {str(file)!r}]);"
        "print(ended.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    code, most = told.split()
    return int(code), int(most)


@pytest.mark.parametrize(("name", "kind"), [("manifest.hmac", 8), ("manifest.json", 8), ("manifest.hmac", 12)])
def test_what_vouches_is_bounded_before_anything_vouches_for_it(
    backup: Path, elsewhere: Installation, tmp_path: Path, name: str, kind: int
) -> None:
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(tmp_path / "bomb", "w") as target:
        for each in source.namelist():
            if each != name:
                target.writestr(each, source.read(each))
        with packed(target, name, kind) as out:
            for _ in range(600):
                out.write(bytes(1 << 20))
    code, most = measured(elsewhere, tmp_path / "bomb")
    assert code == 2
    assert most < 400


def packed(archive: zipfile.ZipFile, name: str, kind: int) -> Any:
    info = zipfile.ZipInfo(name)
    info.compress_type = kind
    return archive.open(info, "w", force_zip64=True)


def test_a_member_that_unpacks_to_more_than_was_packed_is_refused_while_unpacking(
    backup: Path, elsewhere: Installation, tmp_path: Path
) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        sizes = {name: archive.getinfo(name).file_size for name in manifest["members"]}
    assert manifest["sizes"] == sizes
    taken: list[int] = []
    with zipfile.ZipFile(tmp_path / "bomb", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("database.sqlite3", bytes(8 * PIECE))
    with zipfile.ZipFile(tmp_path / "bomb") as archive, pytest.raises(NotonelessError, match="database"):
        taken.extend(len(piece) for piece in _pieces(archive, "database.sqlite3", 2 * PIECE))
    assert sum(taken) == 2 * PIECE
    refused(elsewhere, altered(backup, tmp_path / "longer", longer), "database.sqlite3")


def longer(members: dict[str, bytes]) -> None:
    members["database.sqlite3"] += bytes(30 * PIECE)


def test_a_backup_that_ends_early_is_refused(backup: Path, elsewhere: Installation, tmp_path: Path) -> None:
    (tmp_path / "half").write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    refused(elsewhere, tmp_path / "half", "不是本系统的备份")


VOUCH = """
import sys, zipfile, json, hashlib, sqlite3, tempfile, os, io
from pathlib import Path
import django; django.setup()
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.keeping.archives import vouched
source, target, change = sys.argv[1:4]
with zipfile.ZipFile(source) as archive:
    members = {name: archive.read(name) for name in archive.namelist()}
manifest = json.loads(members["manifest.json"])
copy = Path(target + ".db")
copy.write_bytes(members["database.sqlite3"])
database = sqlite3.connect(copy)
exec(change)
database.commit(); database.close()
members["database.sqlite3"] = copy.read_bytes()
manifest["members"]["database.sqlite3"] = hashlib.sha256(members["database.sqlite3"]).hexdigest()
text = json.dumps(manifest)
members["manifest.json"], members["manifest.hmac"] = text.encode(), vouched(key_ring(), text)[-1].encode()
with zipfile.ZipFile(target, "w") as archive:
    for name, content in members.items():
        archive.writestr(name, content)
"""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("database.execute(\"UPDATE audit_entry SET action = 'x' WHERE number = 7\")", "第 7 条审计记录被改动过"),
        ("database.execute('DELETE FROM access_receipt')", "access_receipt"),
        ("database.execute('UPDATE people_guardian SET child_id = ?', ['0' * 32])", "完整性检查"),
        ("manifest['migrations'].append('people.9999_later')", "更新版本"),
        ("manifest['root']['number'] += 1", "审计链"),
        ("manifest['members']['../ring.json'] = 'x'", "不是本系统的备份"),
        ("manifest['format'] = 2", "升级程序"),
        ("manifest['kind'] = 'postgresql'; manifest['members']['database.dump'] = 'x'", "postgresql 的备份"),
    ],
)
def test_a_backup_made_by_the_keys_but_not_sound_is_refused(
    county: Installation, backup: Path, elsewhere: Installation, tmp_path: Path, change: str, says: str
) -> None:
    # whoever holds the keys can vouch for anything: chain, counts and schema are looked at all the same
    words = [str(backup), str(tmp_path / "forged"), change]
    county.python(f"import sys; sys.argv[1:] = {words!r}\n{VOUCH}")
    refused(elsewhere, tmp_path / "forged", says)


# a home in use


def test_a_home_with_data_is_left_alone_or_moved_aside(
    county: Installation, backup: Path, elsewhere: Installation
) -> None:
    assert elsewhere.run("restore", "--from", str(backup)).returncode == 0
    with sqlite3.connect(elsewhere.database) as database:
        database.execute("UPDATE access_unit SET name = '从前' WHERE kind = 'county'")
    ended = elsewhere.run("restore", "--from", str(backup))
    assert ended.returncode == 2
    assert "--replace" in ended.stderr
    ended = elsewhere.run("restore", "--from", str(backup), "--replace")
    assert ended.returncode == 0, ended.stderr
    (aside,) = elsewhere.home.glob("aside-*")
    with sqlite3.connect(aside / "notoneless.sqlite3") as database:
        assert database.execute("SELECT name FROM access_unit WHERE kind = 'county'").fetchall() == [("从前",)]
    assert len([path for path in (aside / "attachments").rglob("*") if path.is_file()]) == 1
    assert elsewhere.python(SHOW) == county.python(SHOW)


def test_nothing_is_restored_beneath_a_running_program(backup: Path, elsewhere: Installation) -> None:
    assert elsewhere.run("restore", "--from", str(backup)).returncode == 0
    with sqlite3.connect(elsewhere.database) as database:
        database.execute("INSERT INTO jobs_lease VALUES ('clock', 'somebody', '2999-01-01 00:00:00')")
    ended = elsewhere.run("restore", "--from", str(backup), "--replace")
    assert ended.returncode == 2
    assert "正在运行" in ended.stderr
    assert not list(elsewhere.home.glob("aside-*"))


def test_the_archive_is_one_that_any_machine_opens(backup: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(backup.read_bytes())) as archive:
        assert archive.testzip() is None
