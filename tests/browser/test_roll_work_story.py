"""The roll-work plan in a browser: drafted, numbered, adopted, compared, done on a phone; and a code that is checked."""

import re
from datetime import date, timedelta

import pytest
from browser_site import WIDTHS, Site, looked_at, sign_in
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_head_adopts_a_plan_and_a_measure_is_done(page: Page, site: Site) -> None:
    sign_in(page, site, "li")
    is_second = page.viewport_size == {"width": WIDTHS["phone"][0], "height": WIDTHS["phone"][1]}
    draft = drafted(page, site)
    number_papers(page, site)
    page.goto(draft)
    day = date.fromisoformat(page.locator("input[name=effective_on]").input_value()) + timedelta(days=is_second)
    page.locator("input[name=effective_on]").fill(day.isoformat())
    page.get_by_role("button", name="审定").click()
    assert page.get_by_text("已审定，文号").count()
    looked_at(page, "roll-work-plan")
    before = page.get_by_text("未办").count()
    page.get_by_role("button", name=re.compile("^已办")).first.click()
    assert page.get_by_text("已登记：已办").count()
    assert page.get_by_text("未办").count() < before
    if is_second:
        page.get_by_role("link", name="与上一版比较").click()
        looked_at(page, "roll-work-compared")
    page.goto(f"{site.address}/roll-work/")
    looked_at(page, "roll-work")


def drafted(page: Page, site: Site) -> str:
    """A draft with the measures that are offered, or the one that waits already; its address."""
    page.goto(f"{site.address}/roll-work/")
    waiting = page.locator("tr").filter(has_text="草稿").locator("a")
    if waiting.count():
        waiting.first.click()
        looked_at(page, "roll-work-of-draft")
        return page.url
    page.goto(f"{site.address}/roll-work/draft/")
    looked_at(page, "roll-work-draft")
    if not page.locator("select[name=unit]").input_value():
        page.locator("select[name=unit]").select_option(index=1)
    page.get_by_role("button", name="建立草稿").click()
    boxes = page.locator("input[name=offered]").all()
    for box in boxes:
        box.check()
    if boxes:
        page.get_by_role("button", name="加入选中的措施").click()
    looked_at(page, "roll-work-of-draft")
    return page.url


def number_papers(page: Page, site: Site) -> None:
    """Let the school have a prefix."""
    page.goto(f"{site.address}/papers/")
    if not page.locator("input[name=prefix]").first.input_value():
        page.locator("input[name=prefix]").first.fill("某校")
        page.get_by_role("button", name="设置发文代字").first.click()


def test_a_paper_is_found_and_its_code_checked(page: Page, site: Site) -> None:
    sign_in(page, site, "li")
    page.goto(f"{site.address}/papers/")
    looked_at(page, "papers")
    page.locator("tbody a").first.click()
    looked_at(page, "paper")
    code = page.get_by_text(re.compile(r"^[0-9A-Z]{5}-[0-9A-Z]{5}$")).inner_text()
    page.goto(f"{site.address}/paper-check/")
    page.locator("input[name=code]").fill(code.lower())
    page.locator("form button[type=submit]", has_text="核验").click()
    assert page.get_by_text("SHA-256").count()
    looked_at(page, "paper-checked")
