"""Takes the pictures that the READMEs show, of a demonstration county; run by itself, with the folder to put them in."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django

django.setup()

from browser_site import CHROMIUM, WIDTHS, Site, served_county, sign_in  # noqa: E402
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright  # noqa: E402
from story_files import SHEET, form  # noqa: E402

CHILDREN = 3000


@contextmanager
def looking(browser: Browser, site: Site, who: str, width: str) -> Iterator[Page]:
    """A page at a width, in Chinese, for somebody of the cast."""
    wide, high = WIDTHS[width]
    context = browser.new_context(viewport={"width": wide, "height": high}, locale="zh-CN")
    page = context.new_page()
    sign_in(page, site, who)
    yield page
    context.close()


def take(page: Page, folder: Path, name: str) -> None:
    """One picture, of what is seen without scrolling."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(folder / f"{name}.png"))


def at_a_desk(browser: Browser, site: Site, folder: Path) -> None:
    """What the county's officer sees: numbers, a doubtful pair, a ledger, a form; and a survey is begun."""
    site.behind("plant_doubts.py")
    with looking(browser, site, "chen", "desk") as page:
        for path, name in (
            ("/dashboard/", "overview"),
            ("/today/", "today"),
            ("/compliance/", "compliance"),
            ("/plans/", "plans"),
            ("/doubts/", "doubt"),
            ("/ledgers/suspected/?state=suspected", "ledger"),
        ):
            page.goto(site.address + path)
            take(page, folder, f"{name}-desk")
        page.goto(f"{site.address}/forms/")
        page.locator("#field-file").set_input_files(FilePayload(name="登记表.xlsx", mimeType=SHEET, buffer=form()))
        page.get_by_role("button", name="上传并识别").click()
        take(page, folder, "fill-desk")
        page.goto(f"{site.address}/surveys/open/")
        page.get_by_label("单位").fill("青岚县")
        page.get_by_label("名称").fill("秋季入户摸排")
        page.get_by_label("种类").select_option("household")
        page.get_by_label("最后一天").fill(page.get_by_label("起始日期").input_value())
        page.get_by_role("button", name="开展摸排").click()
        page.get_by_text("网格与进度").first.wait_for()


def on_a_phone(browser: Browser, site: Site, folder: Path) -> None:
    """A class to be reported, by its teacher; a child's page, by the officer; a child of a survey, by the head of a group."""
    day = site.behind("last_school_day.py").strip()
    with looking(browser, site, "zhao", "phone") as page:
        page.goto(f"{site.address}/attendance/")
        page.goto(f"{re.sub('[0-9-]{10}/morning/$', '', page.url)}?day={day}&session=morning")
        page.locator(".pupil").first.wait_for()
        for number, mark in enumerate(("is-absent", "is-late", "is-leave")):
            page.locator(f".pupil:nth-child({number + 1}) .{mark} input").click()
        take(page, folder, "class-phone")
    with looking(browser, site, "chen", "phone") as page:
        page.goto(f"{site.address}/ledgers/dropouts/")
        page.locator(".ledger tbody a").first.click()
        page.get_by_role("link", name="儿童主页").click()
        take(page, folder, "dossier-phone")
    with looking(browser, site, "wu", "phone") as page:
        page.goto(f"{site.address}/surveys/")
        page.get_by_role("link", name="秋季入户摸排").click()
        page.locator("main a[href*='/surveys/cells/']").first.click()
        page.get_by_role("link", name="逐人摸排").click()
        take(page, folder, "survey-phone")


def main() -> None:
    """Found a county, look at it, and leave no more than the pictures."""
    folder = Path(sys.argv[1])
    with TemporaryDirectory() as home, served_county(Path(home) / "home", CHILDREN) as site, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        at_a_desk(browser, site, folder)
        on_a_phone(browser, site, folder)
        browser.close()


if __name__ == "__main__":
    main()
