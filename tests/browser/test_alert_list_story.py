"""A list of children from a village, at a desk and on a phone: checked, sent without an account, seen by the county."""

import re

import pytest
from browser_site import Site, looked_at, sign_in
from playwright.sync_api import Browser, FilePayload, Page

pytestmark = pytest.mark.browser

LINES = "慕容甲乙，9，柳树村，这学期没来上学\n，12，镇上饭馆，天天在端盘子\n只有名字\n慕荣佳艺，10，，在山上放羊"
TABLE = "姓名,年龄,村,情况\n夏侯子丑,11,石桥村,跟父母外出；没有消息\n".encode("utf-8-sig")


def link_of(site: Site, browser: Browser) -> str:
    """A link that the county's officer makes and prints."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN").new_page()
    sign_in(page, site, "chen")
    page.goto(f"{site.address}/alerts/links/")
    page.get_by_label("办理单位").select_option(index=1)
    page.get_by_label("贴在哪里").fill("各村卫生室")
    page.get_by_role("button", name="开通").click()
    page.get_by_role("link", name="打印").first.click()
    found = re.search(r"/alert/[\w-]+/", page.locator(".address").first.inner_text())
    assert found
    page.context.close()
    return found[0]


def test_a_village_doctor_sends_a_list_and_asks_after_it(site: Site, page: Page, chromium: Browser) -> None:
    where = link_of(site, chromium)
    page.goto(site.address + where)
    page.get_by_role("link", name="提供一份名单").click()
    looked_at(page, "alert-list")
    page.get_by_label("一行写一个孩子").fill(LINES)
    page.locator("#list-file").set_input_files(FilePayload(name="名单.csv", mimeType="text/csv", buffer=TABLE))
    page.get_by_label("您的电话").fill("13911112222")
    page.get_by_role("button", name="核对名单").click()
    page.get_by_text("读懂 4 个孩子").wait_for()
    assert "夏侯子丑，11，石桥村，，跟父母外出；没有消息" in page.locator("#list-lines").input_value()
    looked_at(page, "alert-list-checked")
    page.get_by_role("button", name="提交这 4 个孩子").click()
    code = page.locator(".receipt").inner_text()
    looked_at(page, "alert-list-sent")
    page.get_by_role("link", name="凭回执码查询").click()
    page.get_by_label("回执码").fill(code)
    page.get_by_role("button", name="查询").click()
    page.get_by_text("收到这份名单").wait_for()
    looked_at(page, "alert-list-asked")


def test_the_county_enters_a_list_and_sees_how_it_stands(site: Site, page: Page) -> None:
    sign_in(page, site, "chen")
    page.goto(f"{site.address}/alerts/")
    page.get_by_role("link", name="登记名单").click()
    width = (page.viewport_size or {"width": 0})["width"]
    page.get_by_label("一行写一个孩子").fill(f"欧阳寅卯{width}，9，柳树村，没来上学")
    page.get_by_label("谁提供的").select_option("health")
    page.get_by_label("办理单位").select_option(index=1)
    page.get_by_role("button", name="核对名单").click()
    page.get_by_text("读懂 1 个孩子").wait_for()
    looked_at(page, "alert-enter-list")
    page.get_by_role("button", name="提交这 1 个孩子").click()
    page.get_by_text("共 1 行，已办结 0 行").wait_for()
    looked_at(page, "alert-one-list")
    page.get_by_role("link", name="第 1 行").click()
    looked_at(page, "alert-of-list")
