"""A served demonstration county, and the system's Chromium at two widths."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from browser_site import Site
from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(words: list[str], environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "notoneless", *words]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration county, served as `make run` serves it."""
    home: Path = tmp_path_factory.mktemp("site") / "home"
    environment = {**os.environ, "NOTONELESS_HOME": str(home), "NOTONELESS_INSECURE_HTTP": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    told = run(["demo", "county", "--children", "120"], environment)
    lines = re.findall(r"登录名 (\w+)　密码 (\S+)　[^　\n]+(?:　验证码（各用一次）([\d ]+))?$", told, re.MULTILINE)
    port = free_port()
    command = [sys.executable, "-m", "notoneless", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = "http://" + f"localhost:{port}"
        wait_for(f"{address}/sign-in/")
        codes = {name: found.split() for name, _, found in lines}
        yield Site(address, home, {name: password for name, password, _ in lines}, codes)
    finally:
        server.terminate()
        assert server.wait(15) == 0


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address) as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the site does not answer")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    assert CHROMIUM, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A fresh page at the width of a desk, then of a phone. Whatever the page complains of fails the test."""
    width, height = WIDTHS[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    yield page
    context.close()
    assert not complaints


def is_complaint(said: Any) -> bool:
    """Errors, but for answers that refuse with a sentence."""
    return said.type == "error" and "status of 4" not in said.text
