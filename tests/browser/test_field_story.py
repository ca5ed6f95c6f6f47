"""The field book in a real browser: its service worker, a server that is killed, a phone that is closed, a server back."""

from collections.abc import Iterator

import pytest
from browser_site import WIDTHS, Site, is_whole, looked_at, served_county, sign_in
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

NAME = "荀离线"
KEPT = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const plain = (_, each) => {
    if (each instanceof Uint8Array) return new TextDecoder("latin1").decode(each);
    return each instanceof CryptoKey ? "key" : each;
  };
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const base = await done(indexedDB.open(name));
    for (const shelf of base.objectStoreNames) {
      const rows = await done(base.transaction(shelf).objectStore(shelf).getAll());
      found.push(...rows.map((row) => JSON.stringify(row, plain)));
    }
    base.close();
  }
  return found.join("\\n");
}"""
"""All that a browser keeps of the site, as text."""


@pytest.fixture(scope="module")
def killable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A county of its own, whose server may be killed."""
    with served_county(tmp_path_factory.mktemp("field") / "home", 60) as site:
        yield site


@pytest.fixture
def phone(chromium: Browser, killable: Site) -> Iterator[BrowserContext]:
    """A phone."""
    width, height = WIDTHS["phone"]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    yield context
    context.close()
    if killable.server.process is None:
        killable.server.start()


def opened(page: Page, site: Site) -> None:
    """The book, once its service worker has it and its roster is there."""
    page.goto(f"{site.address}/field/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(page.get_by_text("名册还能用")).to_be_visible()


def visited(page: Page, name: str, words: str) -> None:
    """Write a visit down."""
    page.locator(".card", has_text="家访").get_by_role("link", name=name).click()
    page.locator("[name=met]").select_option("mother")
    expect(page.locator("[name=note]")).to_have_js_property("required", True)
    if page.locator("[name=address]").is_visible():
        page.locator("[name=address]").fill("村口的小店")
    page.locator("[name=note]").fill(words)
    page.get_by_role("button", name="写下").click()


def reported(page: Page) -> int:
    """Write a class down, on a day of school on which one is to be reported; how many were written."""
    klass = page.get_by_role("link").filter(has_text="年级1班").first
    klass.click()
    session = page.locator("select[name=session] option:checked")
    if not page.locator(".pupil").count() or "已报" in session.inner_text():
        page.get_by_role("link", name="返回").click()
        return 0
    is_whole(page)
    page.locator(".pupil:first-child .is-absent input").check(force=True)
    page.get_by_role("button", name="写下").click()
    return 1


def test_what_is_written_while_the_server_is_dead_is_entered_once_when_it_is_back(
    phone: BrowserContext, killable: Site
) -> None:
    site = killable
    child = site.behind("new_pupil.py", "wang", NAME).strip()
    page = phone.new_page()
    sign_in(page, site, "wang")
    page.goto(f"{site.address}/visits/children/{child}/plan/")
    if page.locator("[name=due_on]").count():
        page.locator("[name=due_on]").fill(
            page.evaluate("new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10)")
        )
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    opened(page, site)
    looked_at(page, "field-book")
    site.server.kill()
    page.close()

    page = phone.new_page()
    page.goto(f"{site.address}/field/")
    expect(page.get_by_text("名册还能用")).to_be_visible()
    visited(page, NAME, "母亲说孩子明天回校")
    expect(page.locator("#field-waiting")).to_have_text("待传 1")
    written = 1 + reported(page)
    expect(page.locator("#field-waiting")).to_have_text(f"待传 {written}")
    looked_at(page, "field-waiting")
    kept = page.evaluate(KEPT)
    assert NAME not in kept
    assert "明天回校" not in kept
    page.close()

    page = phone.new_page()
    page.goto(f"{site.address}/today/")  # no page can be had: the book comes in its place
    expect(page.locator("#field-waiting")).to_have_text(f"待传 {written}")
    site.server.start()
    page.get_by_role("button", name="现在交").click()
    expect(page.locator("#field-waiting")).to_have_text("待传 0")
    expect(page.locator(".written").get_by_text("已记入")).to_have_count(written)
    page.goto(f"{site.address}/visits/")
    if "/sign-in/" in page.url:
        sign_in(page, site, "wang")
        page.goto(f"{site.address}/visits/")
    expect(page.get_by_text(NAME)).to_have_count(1)
    page.goto(f"{site.address}/field/events/")
    looked_at(page, "field-events")


def test_signing_out_throws_names_away_and_keeps_what_was_written(phone: BrowserContext, killable: Site) -> None:
    site = killable
    child = site.behind("new_pupil.py", "wang", "鲁离线").strip()
    page = phone.new_page()
    sign_in(page, site, "wang")
    page.goto(f"{site.address}/visits/children/{child}/plan/")
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    opened(page, site)
    site.server.kill()
    visited(page, "鲁离线", "没有人在家，邻居说去了外婆家")
    expect(page.locator("#field-waiting")).to_have_text("待传 1")
    page.close()
    site.server.start()
    page = phone.new_page()
    page.goto(f"{site.address}/today/")
    expect(page.get_by_role("link", name="待传 1")).to_be_visible()
    page.locator("details.dropdown summary").last.click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in/**")
    page.goto(f"{site.address}/field/")
    expect(page.get_by_text("现在没有名册")).to_be_visible()
    assert "鲁离线" not in page.content()
    # the credential of the phone hands in without anybody signed in
    expect(page.locator("#field-waiting")).to_have_text("待传 0")
    expect(page.locator(".written").get_by_text("已记入")).to_have_count(1)


def test_without_tls_what_is_written_lives_in_the_page_and_is_handed_in(phone: BrowserContext, killable: Site) -> None:
    site = killable
    child = site.behind("new_pupil.py", "wang", "秦离线").strip()
    phone.add_init_script("Object.defineProperty(window, 'isSecureContext', { get: () => false })")
    page = phone.new_page()
    sign_in(page, site, "wang")
    page.goto(f"{site.address}/visits/children/{child}/plan/")
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    for _ in range(2):
        page.goto(f"{site.address}/field/")
        expect(page.get_by_text("不是 https")).to_be_visible()
        expect(page.get_by_text("名册还能用")).to_be_visible()
    is_whole(page)
    visited(page, "秦离线", "母亲说孩子后天回校")
    expect(page.locator(".written").get_by_text("已记入")).to_have_count(1)
    assert "秦离线" not in page.evaluate(KEPT)
