"""A county makes a plan its own: read, drafted, changed, tried, adopted, and what then binds; a faulty file is refused."""

import pytest
from browser_site import Site, looked_at, sign_in
from playwright.sync_api import FilePayload, Page, expect

from support.own_plans import BAD

pytestmark = pytest.mark.browser


def test_an_official_drafts_changes_tries_and_adopts_a_plan(page: Page, site: Site) -> None:
    sign_in(page, site, "chen")
    page.goto(f"{site.address}/plans/")
    expect(page.get_by_role("heading", name="范本方案")).to_be_visible()
    looked_at(page, "plans")
    page.locator("tr", has_text="篇五").get_by_role("button").first.click()
    expect(page.get_by_text("草稿已建好")).to_be_visible()
    looked_at(page, "plan-draft")
    page.get_by_role("link", name="改", exact=True).first.click()
    expect(page.get_by_text("法律底线")).to_be_visible()
    looked_at(page, "plan-number")
    page.get_by_label("数值").fill("很多")
    page.get_by_label("为什么改").fill("本县实际")
    page.get_by_role("button", name="保存到草稿").click()
    looked_at(page, "plan-number-refused")
    page.goto(f"{site.address}/plans/")
    page.get_by_role("table", name="草稿").get_by_role("link").first.click()
    page.get_by_role("link", name="对照").click()
    looked_at(page, "plan-difference")
    page.go_back()
    page.get_by_role("link", name="试运行").click()
    looked_at(page, "plan-trial")
    page.go_back()
    page.get_by_role("link", name="采用", exact=True).click()
    page.get_by_label("签发人").fill("陈县长")
    looked_at(page, "plan-adopt")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="确认采用")).to_be_visible()
    looked_at(page, "plan-confirm")
    page.get_by_role("link", name="返回修改").click()
    page.goto(f"{site.address}/plans/")
    page.get_by_role("table", name="草稿").get_by_role("link").first.click()
    page.get_by_role("link", name="删除草稿").click()
    looked_at(page, "plan-drop")
    page.get_by_role("button", name="删除草稿").click()
    expect(page.get_by_text("草稿已删除")).to_be_visible()


def test_a_plan_a_unit_and_a_faulty_file_fit_the_screen(page: Page, site: Site) -> None:
    sign_in(page, site, "chen")
    page.goto(f"{site.address}/plans/files/model/plan_5/")
    looked_at(page, "plan-file")
    page.goto(f"{site.address}/plans/")
    page.locator("a[href*='/plans/binding/']").first.click()
    expect(page.get_by_role("heading", name="约束这里的方案")).to_be_visible()
    looked_at(page, "plan-binding")
    page.goto(f"{site.address}/plans/bring/")
    content = BAD["unknown key"][0]()
    assert isinstance(content, str)
    page.locator("#field-file").set_input_files(
        FilePayload(name="方案.yaml", mimeType="text/yaml", buffer=content.encode())
    )
    page.get_by_role("button", name="检查并起草").click()
    expect(page.get_by_text("没有收下").first).to_be_visible()
    looked_at(page, "plan-bring")
