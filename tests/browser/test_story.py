"""The children of my units in a browser: a teacher on a phone, an official at a desk, both languages, by keyboard."""

import brotli
import pytest
from browser_site import Site, is_whole, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

MOST = 60_000
"""Bytes of the first page with all it loads, compressed."""


def test_a_teacher_finds_a_child_and_corrects_the_familys_phone_number(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    expect(page.get_by_role("heading", name="我范围内的儿童")).to_be_visible()
    is_whole(page)
    page.locator("#rows a").first.click()
    is_whole(page)
    page.get_by_role("link", name="更正电话").first.click()
    page.get_by_label("新的电话号码").fill("12")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("这不是电话号码")).to_be_visible()
    is_whole(page)
    page.get_by_label("新的电话号码").fill("137 1111 2222")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="监护人")).to_be_visible()
    page.get_by_role("button", name="查看电话").first.click()
    expect(page.get_by_text("13711112222")).to_be_visible()
    is_whole(page)


def test_an_official_signs_in_with_a_second_factor_and_searches(page: Page, site: Site) -> None:
    sign_in(page, site, "chen")
    name = page.locator("#rows a").first.inner_text()
    page.get_by_label("查找儿童").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#rows a").first).to_have_text(name)
    is_whole(page)
    page.get_by_label("查找儿童").fill("没有这个人")
    page.keyboard.press("Enter")
    expect(page.get_by_text("您的范围内没有这样的儿童")).to_be_visible()
    is_whole(page)


def test_the_pages_speak_english_fully(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    page.get_by_role("button", name="English").click()
    for path in ("/children/", "/security/factors/"):
        page.goto(site.address + path)
        own = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, th, dt, button, label, .nav-link span, .form-hint')]"
            ".map((each) => each.innerText).join('|')"
        )
        told = own.replace("中文", "").replace("王", "")
        assert not [char for char in told if "\u4e00" <= char <= "\u9fff"], told
    is_whole(page)


def test_everything_is_reached_by_keyboard(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    page.keyboard.press("Tab")
    expect(page.get_by_text("跳到正文")).to_be_focused()
    met = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        met.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.name || ''"))
    assert {"search", "language"} <= met
    assert any(str(each).startswith("/children/0") for each in met)


def test_the_first_page_is_small(page: Page, site: Site) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(brotli.compress(answer.body()))}))
    page.goto(f"{site.address}/sign-in/")
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 4
    assert sum(sizes.values()) <= MOST, sizes


def test_out_of_reach_and_nowhere_look_the_same(page: Page, site: Site) -> None:
    sign_in(page, site, "zhao")
    seen = []
    for path in ("/children/00000000-0000-7000-8000-000000000000/", "/nowhere/"):
        page.goto(site.address + path)
        number = page.locator(".number").inner_text()
        seen.append(page.locator("main").inner_text().replace(number, ""))
    assert seen[0] == seen[1]
    assert "没有找到" in seen[0]
    is_whole(page)
