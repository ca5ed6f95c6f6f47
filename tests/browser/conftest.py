"""A served demonstration county, and the system's Chromium at two widths."""

from collections.abc import Iterator
from typing import Any

import pytest
from browser_site import CHROMIUM, WIDTHS, Site, served_county
from playwright.sync_api import Browser, Page, sync_playwright


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration county, served as `make run` serves it."""
    with served_county(tmp_path_factory.mktemp("site") / "home", 120) as site:
        yield site


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
