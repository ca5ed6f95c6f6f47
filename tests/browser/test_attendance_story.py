"""A class is reported, at a desk and on a phone: few taps, large buttons, counted at once; and what the bureau sees."""

import re

import pytest
from browser_site import Site, looked_at, sign_in
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

LEAST, MOST_TAPS = 44, 8
"""Pixels that a finger needs; taps from the first page until a class with three exceptions is reported."""


def tapped(page: Page, count: list[int], locator: str, number: int = 0) -> None:
    """Tap something once, and count it."""
    page.locator(locator).nth(number).click()
    count[0] += 1


def test_a_class_with_three_exceptions_takes_few_taps(page: Page, site: Site) -> None:
    sign_in(page, site, "zhao")
    page.goto(f"{site.address}/today/")
    taps = [0]
    line = page.locator('.duty-do[href^="/attendance/classes/"][href$="/morning/"]')
    if line.count():  # on a school day the list of today leads there
        tapped(page, taps, '.duty-do[href^="/attendance/classes/"][href$="/morning/"]')
    else:  # the last school day, which may still be reported
        day = site.behind("last_school_day.py").strip()
        page.goto(f"{site.address}/attendance/")
        page.goto(f"{re.sub('[0-9-]{10}/morning/$', '', page.url)}?day={day}&session=morning")
        taps[0] += 1
    if page.locator(".pupil").count() == 0:  # the other width has reported it
        expect(page.get_by_role("term").filter(has_text="报告人")).to_be_visible()
        page.get_by_role("link", name="更正").click()
    else:
        looked_at(page, "attendance-class")
    buttons = page.locator(".marks label > span")
    assert min(buttons.nth(number).bounding_box()["height"] for number in range(4)) >= LEAST  # type: ignore[index]
    pupils = page.locator(".pupil").count()
    assert pupils >= 3
    page.locator("[data-asks]").click()  # not needed: all are there to begin with
    if page.locator("dialog[open]").count():  # somebody has leave, or is marked already
        page.get_by_role("button", name="都记为到校").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    for number, mark in enumerate(("is-absent", "is-late", "is-leave")):
        tapped(page, taps, f".pupil:nth-child({number + 1}) .{mark} input")
    counted = page.evaluate("getComputedStyle(document.querySelector('.n-absent'), '::after').content")
    assert counted == "counter(absent)"
    page.locator(".pupil-more summary").first.click()
    page.locator(".pupil:first-child .is-early input").click()
    looked_at(page, "attendance-marked")
    page.locator(".pupil:first-child .is-present input").click()
    if page.locator("#field-why").count():
        page.locator("#field-why").fill("从另一台设备更正")
    page.locator(".sending button").click()
    taps[0] += 1
    expect(page.get_by_role("term").filter(has_text="报告人")).to_be_visible()
    assert taps[0] <= MOST_TAPS
    looked_at(page, "attendance-done")


def test_on_a_phone_a_class_of_45_with_three_exceptions_takes_at_most_eight_taps(chromium: Browser, site: Site) -> None:
    unit, day = site.behind("class_of_45.py", "zhao").split()
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN", has_touch=True)
    sign_in(page, site, "zhao")
    page.goto(f"{site.address}/today/")
    taps: list[str] = []

    def tap(found: Locator) -> None:
        found.tap()
        taps.append(str(found))

    line = page.locator(f'.duty-do[href^="/attendance/classes/{unit}/{day}"]')
    if line.count():
        tap(line.first)
    else:  # no school today, or it is reported already: another day
        page.goto(f"{site.address}/attendance/classes/{unit}/")
        taps.append("到校登记")
        tap(page.get_by_text("别的日子", exact=True))
        page.get_by_label("日期").fill(day)
        taps.append("日期")
        tap(page.get_by_role("button", name="打开"))
    expect(page.locator(".pupil")).to_have_count(45)
    expect(page.get_by_text("应到 45")).to_be_visible()
    looked_at(page, "attendance-45")
    for number, mark in ((2, "is-absent"), (19, "is-late"), (44, "is-leave")):
        tap(page.locator(".pupil").nth(number).locator(f".{mark}"))
    looked_at(page, "attendance-45-marked")
    tap(page.get_by_role("button", name="提交到校情况"))
    expect(page.get_by_role("term").filter(has_text="报告人")).to_be_visible()
    assert len(taps) <= MOST_TAPS, taps
    expect(page.locator("main")).to_contain_text("45")
    for words in ("缺", "迟", "假"):
        expect(page.locator("main")).to_contain_text(words)
    looked_at(page, "attendance-45-done")
    page.context.close()


def test_the_bureau_goes_from_the_board_down_to_a_school(page: Page, site: Site) -> None:
    sign_in(page, site, "chen")
    page.goto(f"{site.address}/attendance/?day={site.behind('last_school_day.py').strip()}")
    looked_at(page, "attendance-board")
    page.locator("tbody a").first.click()
    looked_at(page, "attendance-school")


def test_a_teacher_looks_back_over_a_month(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    page.goto(f"{site.address}/attendance/")
    looked_at(page, "attendance-today")
    if page.locator(".class-day").count() == 0:  # 王老师 may stand in for a colleague
        page.goto(page.url.split("?")[0] + f"?day={site.behind('last_school_day.py').strip()}")
        page.locator("tbody a").first.click()
    page.get_by_role("link", name="登记表").first.click()
    page.get_by_role("link", name="月", exact=True).click()
    looked_at(page, "attendance-register")
    page.locator("tbody a").first.click()
    looked_at(page, "attendance-pupil")
    page.goto(f"{site.address}/attendance/leaves/")
    looked_at(page, "attendance-leaves")
    page.locator("tbody a").last.click()
    looked_at(page, "attendance-leave")


def test_all_are_there_asks_once_where_somebody_is_marked(chromium: Browser, site: Site) -> None:
    unit, day = site.behind("class_of_45.py", "zhao").split()
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN", has_touch=True)
    sign_in(page, site, "zhao")
    page.goto(f"{site.address}/attendance/classes/{unit}/{day}/morning/")
    if page.locator(".pupil").count() == 0:  # it is reported already
        page.get_by_role("link", name="更正").click()
    everybody, dialog = page.locator("[data-asks]"), page.locator("dialog#all-present")
    late = page.locator(".pupil:nth-child(4) .is-late input")
    page.locator(".pupil:nth-child(4) .is-late").tap()
    everybody.tap()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="取消").tap()
    expect(late).to_be_checked()  # nothing that was tapped is lost
    everybody.tap()
    looked_at(page, "attendance-all-present")
    dialog.get_by_role("button", name="都记为到校").tap()
    expect(dialog).to_be_hidden()
    expect(page.locator(".is-present input:checked")).to_have_count(page.locator(".pupil").count())
    if page.locator("[data-minds]").count() == 0:
        everybody.tap()  # nothing to ask about any more
        expect(dialog).to_be_hidden()
    assert page.url.startswith(f"{site.address}/attendance/")
    expect(page.locator(".sending")).to_be_visible()  # nothing is sent by it
