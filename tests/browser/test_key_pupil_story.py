"""The watch list on a phone and at a desk: a wavering pupil, the clock, the visit that stops it; screening; lifting."""

import re

import pytest
from browser_site import Site, looked_at, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def _place(page: Page) -> int:
    """Another child at each width."""
    return 0 if (page.viewport_size or {"width": 0})["width"] > 1000 else 1


def _visit(page: Page) -> None:
    """A visit at home, recorded in the form that stands open."""
    page.get_by_label("见到谁").select_option("mother")
    page.get_by_role("textbox", name="谈话内容").fill("母亲答应让孩子继续上学")
    if not page.get_by_label("在家中走访").is_checked():
        page.get_by_label("走访地点（不在家中时填）").fill("村口")
    page.get_by_label("签名人").fill("孩子母亲")
    page.get_by_label("已在纸上签名").check()
    page.get_by_role("button", name="登记家访").click()


def test_a_wavering_pupil_is_visited_and_the_clock_stops(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    row = page.locator("#rows a").nth(_place(page))
    name = row.inner_text()
    row.click()
    page.get_by_role("link", name="登记思想波动").click()
    page.get_by_label("情况说明").fill("说不想念了")
    looked_at(page, "watch-waver")
    page.get_by_role("button", name="登记思想波动").click()
    line = page.locator("li.duty", has_text=name)
    expect(line.get_by_text(re.compile("还有 [0-9]+ 天"))).to_be_visible()
    looked_at(page, "watch-clocks")
    page.goto(f"{site.address}/today/")
    page.locator("main").get_by_role("link", name=re.compile("思想波动待家访")).first.click()
    page.locator("li.duty", has_text=name).locator("a.duty-do").click()
    _visit(page)
    expect(page.get_by_text("家访已登记")).to_be_visible()
    page.goto(f"{site.address}/watch-list/wavering/")
    expect(page.locator("li.duty", has_text=name).get_by_text("已家访")).to_be_visible()


def test_a_pupil_is_listed_turned_to_and_taken_off_the_list_with_a_reason(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    row = page.locator("#rows a").nth(_place(page))
    name = row.inner_text()
    row.click()
    page.get_by_role("link", name="列为重点生").click()
    page.get_by_label("学习跟不上").check()
    looked_at(page, "watch-open")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="和学生谈了话").click()
    expect(page.get_by_text("已登记").first).to_be_visible()
    looked_at(page, "watch-file")
    page.goto(f"{site.address}/watch-list/?whose=mine")
    looked_at(page, "watch-list")
    address = page.locator("a.duty-do", has_text=name).get_attribute("href")
    page.context.clear_cookies()
    sign_in(page, site, "li")
    page.goto(f"{site.address}{address}")
    page.get_by_role("button", name="解除", exact=True).click()  # no reason was typed
    expect(page.locator(".alert-danger")).to_be_visible()
    page.get_by_label("具体情况").fill("一个学期没有缺课")
    page.get_by_label("解除原因").select_option("steady")
    page.get_by_role("button", name="解除", exact=True).click()
    expect(page.get_by_text("档案保留")).to_be_visible()
    looked_at(page, "watch-lifted")
    page.goto(f"{site.address}/watch-list/?state=lifted")
    expect(page.get_by_text(name).first).to_be_visible()


def test_a_class_is_screened_pupil_by_pupil_in_a_term(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    page.goto(f"{site.address}/watch-list/screening/")
    looked_at(page, "watch-screenings")
    if page.locator("a.duty-do").count() == 0:  # in the holidays nobody is screened
        expect(page.get_by_text("开学后再排查").first).to_be_visible()
        return
    page.locator("a.duty-do").first.click()
    page.get_by_role("button", name="列入重点人群").click()
    line = page.locator("li.duty").nth(_place(page))
    looked_at(page, "watch-class")
    line.get_by_label("没见到本人").check()
    page.get_by_role("button", name="其余的都看过了，无异常").click()
    expect(line.locator(".badge", has_text="没见到本人")).to_be_visible()
    line.get_by_label("无异常").check()
    page.get_by_role("button", name="保存选了的").click()
    expect(line.locator(".badge", has_text="无异常")).to_be_visible()
