"""What is to be done today, from the first page to where it is done, and how the month stands: at a desk and on a phone."""

import pytest
from browser_site import Site, looked_at, sign_in
from browser_words import speaks
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LEAST = 44
"""Pixels that a finger needs."""


def begin(page: Page, site: Site, name: str) -> None:
    """Sign in, and go to the first page."""
    sign_in(page, site, name)
    page.goto(site.address)
    expect(page.get_by_role("heading", name="今日待办", level=1)).to_be_visible()


def test_a_township_leader_goes_from_the_first_page_to_where_it_is_done(page: Page, site: Site) -> None:
    begin(page, site, "zhang")
    looked_at(page, "today-township")
    tapped = page.locator(".duty-do")
    assert tapped.count()
    assert min(tapped.nth(number).bounding_box()["height"] for number in range(tapped.count())) >= LEAST  # type: ignore[index]
    page.locator(".duty-more summary").first.click()
    page.locator(".duty-more summary").last.click()
    looked_at(page, "today-opened")
    tapped.first.click()
    page.wait_for_url(lambda url: "/today/" not in url)
    looked_at(page, "today-done-here")


@pytest.mark.parametrize("name", ["wang", "li", "zhou", "chen"])
def test_everybody_has_a_list(page: Page, site: Site, name: str) -> None:
    begin(page, site, name)
    looked_at(page, f"today-{name}")


def test_the_county_sees_a_month_clause_by_clause_and_lets_somebody_off(page: Page, site: Site) -> None:
    begin(page, site, "chen")
    page.get_by_role("main").get_by_role("link", name="落实情况").click()
    expect(page.get_by_role("heading", name="方案落实情况")).to_be_visible()
    looked_at(page, "compliance")
    page.get_by_role("link", name="本月人籍比对").first.click()
    looked_at(page, "compliance-duty")
    page.get_by_role("link", name="批准免办").first.click()
    page.get_by_label("免办理由").fill("学校正在撤并")
    looked_at(page, "compliance-exempt")
    page.get_by_role("main").get_by_role("button", name="批准免办").click()
    expect(page.get_by_text("已批准免办")).to_be_visible()
    expect(page.get_by_text("学校正在撤并").first).to_be_visible()


def test_a_sealed_month_shows_its_fingerprint_and_prints(page: Page, site: Site) -> None:
    begin(page, site, "chen")
    page.goto(f"{site.address}/compliance/")
    options = page.locator("#field-month option")
    page.locator("#field-month").select_option(index=min(2, options.count() - 1))
    page.get_by_role("button", name="查看").click()
    looked_at(page, "compliance-earlier")
    page.get_by_role("link", name="打印").click()
    looked_at(page, "compliance-print")


def test_both_pages_speak_english_fully(page: Page, site: Site) -> None:
    begin(page, site, "zhang")
    page.get_by_role("button", name="English").click()
    plans = page.locator(".duty-more summary").all_inner_texts()
    speaks(page, "en", plans)
    page.goto(f"{site.address}/compliance/")
    values = [each.strip() for each in page.locator("th", has_text="Value of").all_text_contents()]
    assert values
    speaks(page, "en", [each.removeprefix("Value of ") for each in values])  # a unit is called by its own name
    looked_at(page, "compliance-english")
