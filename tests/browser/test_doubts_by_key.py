"""Doubtful pairs in a browser: by key at a desk, by thumb on a phone, put off, decided, undone."""

import pytest
from browser_site import Site, is_whole, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

THUMB = 44
"""Pixels that a thumb wants."""


@pytest.fixture
def doubted(site: Site) -> Site:
    """The county with three doubtful pairs more."""
    site.behind("plant_doubts.py")
    return site


def test_pairs_are_decided_by_key_and_by_thumb(page: Page, doubted: Site) -> None:
    sign_in(page, doubted, "chen")
    page.goto(f"{doubted.address}/doubts/")
    is_whole(page)
    left = page.get_by_text("还剩").inner_text()
    begun = page.url
    page.keyboard.press("j")
    expect(page.get_by_text("第 2 对")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_text("第 1 对")).to_be_visible()
    page.keyboard.press("d")
    expect(page.get_by_text("已认定不是同一人")).to_be_visible()
    assert page.get_by_text("还剩").inner_text() != left
    is_whole(page)
    page.keyboard.press("u")
    expect(page.get_by_text("已撤销")).to_be_visible()
    expect(page.get_by_text("还剩")).to_have_text(left)
    page.get_by_text("理由、再核日期").click()
    page.get_by_label("理由").fill("sdl")  # typing presses nothing
    assert page.url != begun
    expect(page.get_by_text("还剩")).to_have_text(left)
    is_whole(page)
    for name in ("是同一人", "不是同一人", "以后再核"):
        button = page.get_by_role("button", name=name, exact=True)
        box = button.bounding_box()
        assert box
        assert page.viewport_size
        if page.viewport_size["width"] < 500:
            assert box["height"] >= THUMB
            assert box["y"] + box["height"] <= page.viewport_size["height"]
    page.get_by_role("button", name="以后再核", exact=True).click()
    expect(page.get_by_text("已放到以后再核")).to_be_visible()
    page.get_by_role("link", name="已作的认定").click()
    expect(page.get_by_role("heading", name="已作的认定")).to_be_visible()
    is_whole(page)
