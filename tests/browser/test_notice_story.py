"""A return-to-school notice at a desk and on a phone: from a verified dropout to paper, service and answer."""

import re

import pytest
from browser_site import Site, looked_at, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def _verified(page: Page, site: Site, name: str) -> None:
    """Say of a pupil that it has dropped out."""
    page.goto(f"{site.address}/children/{site.behind('new_pupil.py', 'wang', name)}/")
    page.get_by_role("link", name="疑似辍学立案").click()
    page.get_by_label("发现的情况").fill("开学以后没有来过")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="确认辍学或失学").click()
    page.get_by_label("类别").select_option(index=1)
    page.get_by_role("button", name="保存").click()


def test_a_notice_is_issued_served_and_answered(page: Page, site: Site) -> None:
    width = (page.viewport_size or {"width": 0})["width"]
    sign_in(page, site, "li")
    name = "端木清和" if width > 1000 else "端木清远"  # another pupil at each width
    _verified(page, site, name)
    page.goto(f"{site.address}/today/")
    page.get_by_role("link", name=re.compile("名辍学儿童还没有发通知书")).click()
    looked_at(page, "notice-issue")
    page.get_by_role("button", name="签发通知书").click()
    expect(page.get_by_text(re.compile(r"已签发 \d+ 份通知书"))).to_be_visible()
    looked_at(page, "notices")
    page.locator("main").get_by_role("link", name=name).click()
    page.get_by_role("link", name="登记送达").click()
    page.get_by_label("送达方式", exact=True).select_option(label="直接送达本人")
    looked_at(page, "notice-serve")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已登记送达")).to_be_visible()
    page.get_by_role("link", name="登记答复").click()
    page.get_by_label("监护人的答复", exact=True).select_option(label="有困难，需要帮助")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("有困难，需要帮助")).to_be_visible()
    looked_at(page, "notice")
    with page.expect_download() as download:
        page.goto(f"{site.address}/notices/")
        page.get_by_role("link", name="打包下载").click()
    assert download.value.suggested_filename.endswith(".zip")
