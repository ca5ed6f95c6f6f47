"""What only a browser can show: labels that take two lines, a tap that comes twice, and what is left out on paper."""

import pytest
from browser_site import Site, sign_in
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

OVERLAPPING = """() => [...document.querySelectorAll("td[data-label]")].filter((cell) => {
  const label = getComputedStyle(cell, "::before");
  const copy = document.createElement("span");
  copy.textContent = cell.dataset.label;
  copy.style.cssText = `position: absolute; width: ${label.width}; font: ${label.font}; overflow-wrap: anywhere`;
  cell.append(copy);
  const high = copy.getBoundingClientRect().height;
  copy.remove();
  return cell.offsetParent && label.content !== "none" && high > cell.getBoundingClientRect().height + 1;
}).map((cell) => cell.dataset.label)"""

TOUCHED_AT = """(time) => {
  const form = document.querySelector("form.asking");
  const [moment] = form.getAnimations();
  moment.pause();
  moment.currentTime = time;
  return getComputedStyle(form).pointerEvents;
}"""


@pytest.mark.parametrize("language", ["中文", "English"])
def test_a_row_is_as_high_as_its_label(page: Page, site: Site, language: str) -> None:
    sign_in(page, site, "chen")
    if language == "English":
        page.get_by_role("button", name=language).click()
    for address in ("/findings/", "/comparisons/", "/surveys/"):
        page.goto(f"{site.address}{address}")
        assert page.locator("td[data-label]").count()
        assert page.evaluate(OVERLAPPING) == [], address
    page.locator("td a").first.click()
    assert page.evaluate(OVERLAPPING) == [], page.url


def test_a_second_tap_presses_nothing_on_the_page_that_follows(page: Page, site: Site) -> None:
    sign_in(page, site, "wu")
    page.goto(f"{site.address}/surveys/")
    page.locator("td a").first.click()
    page.locator("td a").first.click()
    page.locator("td.act a").first.click()
    page.wait_for_selector("form.asking")
    page.wait_for_load_state("load")  # what a touch is answered by comes with the page's script
    assert [page.evaluate(TOUCHED_AT, time) for time in (0, 300, 800)] == ["none", "none", "auto"]


def test_a_printed_dossier_has_no_buttons(page: Page, site: Site) -> None:
    sign_in(page, site, "chen")
    page.goto(f"{site.address}/children/")
    page.locator("td a").first.click()
    page.wait_for_selector(".timeline-list")
    page.emulate_media(media="print")
    assert page.locator("main .btn").count()
    assert page.locator("main .btn:visible").count() == 0


def test_a_register_moves_inside_its_card_while_the_name_stays(page: Page, site: Site) -> None:
    sign_in(page, site, "wang")
    page.goto(f"{site.address}/attendance/")
    room = page.url.split("/classes/")[1].split("/")[0]
    page.goto(f"{site.address}/attendance/classes/{room}/register/?period=month")
    card, name = page.locator(".register .table-responsive"), page.locator(".register tbody td").first
    before = name.bounding_box()
    card.evaluate("each => { each.scrollLeft = 200 }")
    assert name.bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    labels = "[...document.querySelectorAll('.register td')].map((each) => getComputedStyle(each, '::before').content)"
    assert set(page.evaluate(labels)) == {"none"}  # a heading stands above the column alone
    widths = "[...document.querySelectorAll('.register td.sign')].map((each) => each.offsetWidth)"
    assert max(page.evaluate(widths), default=0) <= 64
