"""From the rates of a county to the names behind one and to the table for publishing: at a desk and on a phone."""

import pytest
from browser_site import Site, looked_at, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_an_official_goes_from_a_rate_to_its_names_and_to_what_is_published(page: Page, site: Site) -> None:
    sign_in(page, site, "chen")
    page.goto(f"{site.address}/indicators/")
    for group in ("巩固", "辍学", "入学"):
        page.get_by_role("link", name=group, exact=True).click()
        expect(page.get_by_role("heading", name="入学率、巩固率、辍学率")).to_be_visible()
        looked_at(page, f"rates-{group}")
    page.get_by_role("link", name="适龄儿童入学率", exact=True).first.click()
    expect(page.get_by_role("heading", name="近一年走势")).to_be_visible()
    looked_at(page, "rate")
    page.get_by_role("link", name="公布用表").click()
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    looked_at(page, "rate-published")
    page.go_back()
    page.get_by_role("link", name="看名单").first.click()
    expect(page.get_by_text("今天计入的")).to_be_visible()
    looked_at(page, "rate-names")
