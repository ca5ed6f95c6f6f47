"""From the overview to a child and its page, and by the search box from anywhere: at a desk and on a phone."""

import pytest
from browser_site import Site, is_whole, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_an_official_goes_from_a_number_to_a_child_and_finds_it_again(page: Page, site: Site) -> None:
    sign_in(page, site, "chen")
    page.goto(site.address)
    page.get_by_role("main").get_by_role("link", name="总览").click()
    expect(page.get_by_role("heading", name="总览")).to_be_visible()
    page.get_by_text("看表格").click()
    is_whole(page)
    page.locator(".kpi a").first.click()
    name = page.locator("#rows a").first.inner_text()
    page.locator("#rows a").first.click()
    expect(page.get_by_role("heading", name="经过")).to_be_visible()
    is_whole(page)
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="查找结果")).to_be_visible()
    is_whole(page)
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_the_overview_speaks_english_fully(page: Page, site: Site) -> None:
    sign_in(page, site, "zhou")
    page.goto(f"{site.address}/dashboard/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="What to do next")).to_be_visible()
    is_whole(page)


def test_the_last_line_of_a_menu_longer_than_the_window_can_be_reached(page: Page, site: Site) -> None:
    sign_in(page, site, "chen")
    wide = (page.viewport_size or {"width": 0})["width"]
    page.set_viewport_size({"width": wide, "height": 500})
    page.goto(f"{site.address}/dashboard/")
    if page.locator("details.menu > summary").is_visible():  # on a phone it is folded
        page.locator("details.menu > summary").click()
    last = page.locator("aside nav a").last
    where = last.get_attribute("href")
    last.click(timeout=5000)
    page.wait_for_url(f"**{where}**")
