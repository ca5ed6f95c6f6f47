"""Nothing plain at rest: a whole installation used, then searched byte by byte for numbers and for plain hashes of them."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPT = """
import sys
from notoneless.interfaces.frame.standing import set_up
set_up()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from django.test import Client
from notoneless.foundation.access.models import Account
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.models import opened
account = Account._base_manager.get(sign_in_name="wang")
account.set_password("lantern over seven bridges"); account.save()
visitor = Client(HTTP_HOST="localhost")
assert visitor.post("/sign-in/", {"login": "wang", "password": "lantern over seven bridges"}).status_code == 302
visitor.post("/sign-in/", {"login": "13812345678", "password": "wrong"})
numbers = []
for child in Child._base_manager.all():
    numbers += [opened(child, "id_number"), opened(child, "student_number")]
for guardian in Guardian._base_manager.all():
    numbers.append(opened(guardian, "phone"))
page = visitor.get("/children/").content.decode()
for number in [number for number in numbers if number][:40]:
    visitor.post("/children/", {"search": number})
import re
for found in re.findall(r'href="(/children/[0-9a-f-]{36}/)"', page):
    body = visitor.get(found).content.decode()
    visitor.post(found + "id_number/")
    for form in re.findall(r'href="(/guardians/[0-9a-f-]{36}/phone/)"', body):
        request = visitor.get(form).content.decode().split('name="request" value="')[1].split('"')[0]
        visitor.post(form, {"request": request, "phone": "13812345678"})
        visitor.post(form, {"request": "forged", "phone": "13812345678"})
print("\\n".join([number for number in numbers if number] + ["13812345678"]))
"""


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], str]:
    """An installation that was used and backed up, the numbers in it, and all it has logged."""
    folder = tmp_path_factory.mktemp("rest")
    environment = {**os.environ, "NOTONELESS_HOME": str(folder / "home"), "NOTONELESS_INSECURE_HTTP": "1"}
    environment |= {"TMPDIR": str(folder / "tmp"), "DJANGO_SETTINGS_MODULE": "notoneless.settings"}
    environment.pop("DATABASE_URL", None)
    (folder / "tmp").mkdir()
    logged = ""
    for words in (
        ["demo", "county", "--children", "40"],
        ["-c"],
        ["audit", "root"],
        ["backup", "--to", str(folder / "b")],
    ):
        command = [sys.executable, "-c", SCRIPT] if words == ["-c"] else [sys.executable, "-m", "notoneless", *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)
        assert done.returncode == 0, done.stderr
        logged += done.stderr
        if words == ["-c"]:
            numbers = done.stdout.split()
    with zipfile.ZipFile(folder / "b") as archive:
        archive.extractall(folder / "unpacked")
    return folder, numbers, logged


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def test_no_number_lies_plain_in_database_backup_log_or_temporary_file(used: tuple[Path, list[str], str]) -> None:
    folder, numbers, logged = used
    assert len(numbers) > 80
    looked_at = list(contents(folder))
    assert {"home/notoneless.sqlite3", "unpacked/database.sqlite3"} <= {name for name, _ in looked_at}
    for number in set(numbers):
        assert number not in logged
        for form in (number.encode(), number.encode("utf-16-le"), number.encode("utf-16-be")):
            assert not [name for name, content in looked_at if form in content], number[:6]


def test_no_plain_hash_of_a_number_lies_there(used: tuple[Path, list[str], str]) -> None:
    folder, numbers, _ = used
    looked_at = list(contents(folder))
    for number in sorted(set(numbers))[:60]:
        for kind in ("md5", "sha1", "sha256", "sha512", "sm3"):
            digest = hashlib.new(kind, number.encode())
            for form in (digest.digest(), digest.hexdigest().encode(), digest.digest()[:16]):
                assert not [name for name, content in looked_at if form in content]


def test_the_keys_are_in_no_backup(used: tuple[Path, list[str], str]) -> None:
    folder, _, _ = used
    ring = (folder / "home" / "keys" / "ring.json").read_text(encoding="ascii")
    secrets = re.findall(r'"(?:web|seal|index)": "([^"]+)"', ring)
    assert len(secrets) == 3
    for name, content in contents(folder / "unpacked"):
        assert "ring" not in name
        assert not [secret for secret in secrets if secret.encode() in content]
