"""A served demonstration county: signing in as a person does, looking at pages, and what a story needs behind the pages."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_BEHIND = Path(__file__).parent
_WAY_IN = re.compile(r"登录名 (\w+)　密码 (\S+)　[^　\n]+(?:　验证码（各用一次）([\d ]+))?$", re.MULTILINE)


@dataclass
class Site:
    """A served county: its address, and by sign-in name the password and the codes that are left."""

    address: str
    home: Path
    passwords: dict[str, str]
    codes: dict[str, list[str]]
    server: "Server"

    def code(self, name: str) -> str:
        """A code that is still good; new ones are made when those of the demonstration are used up."""
        if not self.codes[name]:
            self.codes[name] = self.behind("give_codes.py", name).split()
        return self.codes[name].pop()

    def behind(self, script: str, *words: str) -> str:
        """Run a script of this folder with the county's home; what it prints."""
        changed = {"NOTONELESS_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "notoneless.settings"}
        command = [sys.executable, str(_BEHIND / script), *words]
        environment = {**os.environ, **changed}
        return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


@dataclass
class Server:
    """The program as it serves a home: started, stopped as a person does, or killed as a failing machine does."""

    home: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """What the program is told by its environment."""
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return {**kept, "NOTONELESS_HOME": str(self.home), "NOTONELESS_INSECURE_HTTP": "1"}

    def start(self) -> None:
        """Serve, and wait until it answers."""
        serving = [sys.executable, "-m", "notoneless", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            serving, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for("http://" + f"localhost:{self.port}/sign-in/")

    def kill(self) -> None:
        """End it and all it has started at once, in the middle of whatever it does."""
        assert self.process is not None
        for each in (self.process.pid, *_beneath(self.process.pid)):
            os.kill(each, signal.SIGKILL)
        self.process.wait(15)
        self.process = None

    def stop(self) -> None:
        """End it as an operator does."""
        if self.process is not None:
            self.process.terminate()
            assert self.process.wait(15) == 0


def _beneath(process: int) -> list[int]:
    """The processes that one has started, and those that they have."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = [process]
    for each in found:
        found += [pid for pid, parent in parents.items() if parent == each]
    return found[1:]


@contextmanager
def served_county(home: Path, children: int) -> Iterator[Site]:
    """The demonstration county with so many children in a new home, served until the end."""
    server = Server(home, _free_port())
    building = [sys.executable, "-m", "notoneless", "demo", "county", "--children", str(children)]
    told = subprocess.run(building, env=server.environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = _WAY_IN.findall(told)
    server.start()
    try:
        codes = {name: found.split() for name, _, found in lines}
        passwords = {name: password for name, password, _ in lines}
        yield Site("http://" + f"localhost:{server.port}", home, passwords, codes, server)
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address) as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the site does not answer")


def sign_in(page: Page, site: Site, name: str) -> None:
    """Sign in, with a code where one is asked for, and go to the children."""
    page.goto(f"{site.address}/sign-in/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(site.passwords[name])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: not url.rstrip("/").endswith("/sign-in"))
    if "/factor/" in page.url:
        page.locator("input[name=code]").fill(site.code(name))
        page.locator("form button[type=submit]").first.click()
    page.goto(f"{site.address}/children/")


MOVING = "!!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"
"""Whether something on the page is being fetched or exchanged."""

MOST_WAITED = 200
"""Times of 50 ms."""


def is_whole(page: Page) -> None:
    """axe-core finds nothing at all, and nothing sticks out at the side."""
    page.wait_for_load_state("load")
    for _ in range(MOST_WAITED):  # cards that come by themselves would be exchanged under its hands
        if not page.evaluate(MOVING):
            break
        page.wait_for_timeout(50)
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def looked_at(page: Page, name: str) -> None:
    """The page is whole; a picture of it is kept where the environment asks for pictures."""
    folder = os.environ.get("NOTONELESS_PICTURES")
    if folder:
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"))
    is_whole(page)
