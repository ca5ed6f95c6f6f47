"""TLS in a LAN: an authority that phones install once, a server that only those trust who have it."""

import json
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest
from cryptography import x509
from django.test import Client

from notoneless.interfaces.keeping.certificates import (
    RENEWED_BEFORE,
    SERVER_LASTS,
    certificates_for,
    fingerprint_of,
    server_ends,
)
from notoneless.kernel.problems import NotonelessError
from support.installation import Installation, at

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
HERE = "https" + "://" + "localhost"
HOSTS = ["edu.lan", "192.168.1.10", "localhost"]


def test_what_is_made_is_the_owners_alone_and_good_for_the_hosts(tmp_path: Path) -> None:
    made = certificates_for(tmp_path / "lan", HOSTS, NOW)
    assert [path.stat().st_mode & 0o777 for path in sorted((tmp_path / "lan").iterdir())] == [0o600] * 4
    server = x509.load_pem_x509_certificate(made.server.read_bytes())
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["edu.lan", "localhost"]
    assert [str(each) for each in names.get_values_for_type(x509.IPAddress)] == ["192.168.1.10"]
    assert server.not_valid_after_utc - server.not_valid_before_utc <= SERVER_LASTS


def test_the_authority_stays_and_the_server_is_made_anew_near_its_end_and_for_other_hosts(tmp_path: Path) -> None:
    folder = tmp_path / "lan"
    first = certificates_for(folder, HOSTS, NOW)
    before = first.server.read_bytes()
    assert certificates_for(folder, HOSTS, NOW + timedelta(days=100)).server.read_bytes() == before
    late = NOW + SERVER_LASTS - RENEWED_BEFORE
    again = certificates_for(folder, HOSTS, late)
    assert again.server.read_bytes() != before
    assert again.fingerprint == first.fingerprint
    ends = server_ends(folder)
    assert ends is not None
    assert ends > late + timedelta(days=300)
    other = certificates_for(folder, ["school.lan"], late)
    assert (other.names, other.fingerprint) == (("school.lan",), first.fingerprint)


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "lan"
    certificates_for(folder, HOSTS, NOW)
    (folder / "server.pem").write_text("nonsense")
    made = certificates_for(folder, HOSTS, NOW)
    assert x509.load_pem_x509_certificate(made.server.read_bytes())


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "lan").write_text("")
    with pytest.raises(NotonelessError, match="权限"):
        certificates_for(tmp_path / "lan", HOSTS, NOW)


def test_without_an_authority_there_is_no_page(db: None) -> None:
    assert Client().get("/lan/", secure=True).status_code == 404
    assert Client().get("/lan/ca.crt", secure=True).status_code == 404


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def served(made: Installation, log: Path) -> Iterator[int]:
    """The program with TLS of its own; its port."""
    port = free_port()
    words = [sys.executable, "-m", "notoneless", "serve", "--port", str(port), "--workers", "1", "--tls-self-signed"]
    with log.open("wb") as out:
        process = subprocess.Popen(words, env=made.environment(), stdout=subprocess.DEVNULL, stderr=out)
    try:
        yield port
    finally:
        process.terminate()
        assert process.wait(15) == 0


def get(address: str, trust: ssl.SSLContext) -> bytes:
    """A page, once the server answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, context=trust) as answer:
                return bytes(answer.read())
        except HTTPError as refusal:
            return bytes(refusal.read())
        except URLError as trouble:
            if not isinstance(trouble.reason, ConnectionError):
                raise
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def test_only_who_has_the_authority_trusts_the_server(tmp_path: Path) -> None:
    made, log = at(tmp_path), tmp_path / "log"
    assert made.run("init", "--county", "晴川县").returncode == 0
    with served(made, log) as port:
        authority = made.keys.parent / "lan" / "ca.pem"
        for _ in range(300):
            if authority.exists() and (authority.parent / "server.pem").exists():
                break
            time.sleep(0.1)
        trust = ssl.create_default_context(cafile=str(authority))
        page = get(f"{HERE}:{port}/lan/", trust).decode()
        found = x509.load_pem_x509_certificate(authority.read_bytes())
        assert fingerprint_of(found) in page
        assert x509.load_der_x509_certificate(get(f"{HERE}:{port}/lan/ca.crt", trust)) == found
        with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
            get(f"{HERE}:{port}/lan/", ssl.create_default_context())
        assert json.loads(get(f"{HERE}:{port}/field/manifest.webmanifest", trust))["start_url"] == "/field/"
    told = log.read_text()
    assert f"{HERE}:{port}/lan/" in told
    assert fingerprint_of(found) in told
