"""Cases and ledgers in a browser: a teacher opens a case on a phone, an official verifies it, reads and prints the ledgers."""

import pytest
from browser_site import Site, looked_at, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_case_is_opened_verified_and_stands_in_its_ledger(page: Page, site: Site) -> None:
    width = (page.viewport_size or {"width": 0})["width"]
    name = "闻人知夏" if width > 1000 else "闻人知秋"  # another pupil at each width
    sign_in(page, site, "wang")
    page.goto(f"{site.address}/children/{site.behind('new_pupil.py', 'wang', name)}/")
    page.get_by_role("link", name="疑似辍学立案").click()
    looked_at(page, "case-suspect")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("发现的情况").fill("连续三天没有到校，电话打不通")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("连续三天没有到校")).to_be_visible()
    looked_at(page, "case")
    address = page.url
    page.context.clear_cookies()
    sign_in(page, site, "chen")
    page.goto(address)
    page.get_by_role("link", name="确认辍学或失学").click()
    looked_at(page, "case-verify")
    page.get_by_label("类别").select_option("dropped_out")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("link", name="申请销号")).to_be_visible()
    looked_at(page, "case-verified")
    page.goto(f"{site.address}/cases/")
    expect(page.get_by_role("link", name=name).first).to_be_visible()
    page.get_by_text("筛选").first.click()
    looked_at(page, "cases")
    for ledger in ("school_age", "suspected", "dropouts"):
        page.goto(f"{site.address}/ledgers/{ledger}/")
        looked_at(page, f"ledger-{ledger}")
    expect(page.get_by_role("link", name=name).first).to_be_visible()
    page.get_by_role("link", name="打印").click()
    looked_at(page, "ledger-print")
    page.goto(f"{site.address}/ledgers/")
    looked_at(page, "ledgers")
