"""A home visit on a phone and at a desk: planned, recorded with a photo and a signature, seen in its register, all whole."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from browser_site import Site, looked_at, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def _picture(path: Path, shade: int) -> Path:
    """A sound picture of one point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes((0, shade)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    return path


def _twice(page: Page, same: Path) -> None:
    """Choose a photo twice, which is told of at once, and take one away."""
    page.get_by_label("照片 1").set_input_files(same)
    page.get_by_label("照片 2").set_input_files(same)
    expect(page.get_by_text("选了两张相同的照片")).to_be_visible()
    page.get_by_label("照片 2").set_input_files([])
    expect(page.get_by_text("选了两张相同的照片")).to_be_hidden()


def _sign(page: Page) -> None:
    """Sign on the screen with a finger."""
    frame = page.get_by_label("在这里用手指签名")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()
    for _ in range(50):  # the picture is made in its own time; waiting for a condition would need eval
        if page.evaluate("document.querySelector('[data-signature]').files.length"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the signature was not kept")


def test_a_visit_is_planned_and_recorded_with_a_photo(page: Page, site: Site, tmp_path: Path) -> None:
    width = (page.viewport_size or {"width": 0})["width"]
    place = 0 if width > 1000 else 1  # another child at each width
    sign_in(page, site, "wang")
    name = page.locator("#rows a").nth(place).inner_text()
    page.locator("#rows a").nth(place).click()
    page.get_by_role("link", name="安排家访").first.click()
    page.get_by_label("家访事由").fill("两天没有来")
    looked_at(page, "visit-plan")
    page.get_by_role("button", name="保存").click()
    page.goto(f"{site.address}/today/")
    looked_at(page, "visit-today")
    page.locator("main").get_by_role("link", name=re.compile("家访：")).first.click()
    if page.url.rstrip("/").endswith("/visits"):
        looked_at(page, "visits")
        page.locator("a.duty-do", has_text=name).first.click()
    looked_at(page, "visit-record")
    page.get_by_label("见到谁").select_option("mother")
    page.get_by_role("textbox", name="谈话内容").fill("母亲说孩子感冒了，明天就来上学")
    if not page.get_by_label("在家中走访").is_checked():
        page.get_by_label("走访地点（不在家中时填）").fill("村口")
    _twice(page, _picture(tmp_path / "家访.png", width % 200))
    page.get_by_label("签名人").fill("孩子的母亲")
    _sign(page)
    looked_at(page, "visit-signed")
    page.get_by_role("button", name="登记家访").click()
    expect(page.get_by_text("家访已登记")).to_be_visible()
    expect(page.get_by_text("已在屏幕签名")).to_be_visible()
    looked_at(page, "visit")
    page.get_by_role("link", name="更正").click()
    looked_at(page, "visit-correct")


def test_registers_terms_and_lists_are_whole(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    page.goto(f"{site.address}/visits/registers/register/")
    expect(page.locator("main").get_by_text("王老师").first).to_be_visible()
    looked_at(page, "visit-register")
    page.goto(f"{site.address}/visits/registers/register/print/")
    looked_at(page, "visit-register-print")
    page.goto(f"{site.address}/visits/term/")
    looked_at(page, "visit-term")
    page.goto(f"{site.address}/visits/lists/")
    looked_at(page, "visit-lists")
    page.get_by_role("button", name="开名单").click()
    expect(page.get_by_text("抽签号")).to_be_visible()
    looked_at(page, "visit-list")


def test_without_scripts_a_visit_is_recorded_all_the_same(site: Site, page: Page) -> None:
    browser = page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False, viewport=page.viewport_size, locale="zh-CN")
    bare = context.new_page()
    sign_in(bare, site, "wang")
    bare.locator("#rows a").last.click()
    bare.get_by_role("link", name="登记家访").first.click()
    expect(bare.locator("[data-signing]")).to_be_hidden()
    bare.get_by_label("见到谁").select_option("nobody")
    if not bare.get_by_label("在家中走访").is_checked():
        bare.get_by_label("走访地点（不在家中时填）").fill("村口")
    bare.get_by_label("签名人").fill("村民组长")
    bare.get_by_label("已在纸上签名").check()
    bare.get_by_role("button", name="登记家访").click()
    expect(bare.get_by_text("纸上签名：村民组长")).to_be_visible()
    context.close()


def test_the_supervisor_looks_at_records_on_both_widths(page: Page, site: Site) -> None:
    sign_in(page, site, "li")
    page.goto(f"{site.address}/visits/doubts/")
    looked_at(page, "visit-doubts")
    page.goto(f"{site.address}/visits/")
    looked_at(page, "visits-of-head")
