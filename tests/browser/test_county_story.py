"""The county's story: rosters come in, are compared, a doubt is decided, the ledger goes out, a superior's form is filled.

At the width of a desk and of a phone, in Chinese and in English; every page is looked at.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from browser_site import Site, looked_at, sign_in
from browser_words import say, speaks, told
from playwright.sync_api import FilePayload, Page, expect
from story_files import FORM, HOME, PLACES, SAID, SCHOOL, SHEET, UNKNOWN, Place, form

pytestmark = pytest.mark.browser

LEDGER = {
    "zh": "序号|姓名|性别|出生日期|身份证号|乡镇|村|村民小组|监护人|联系电话|学校|年级|班级"
    "|立案日期|个案状态|原因|牵头单位|包保责任人|排除或销号日期|证明材料",
    "en": "No.|Name|Sex|Birth date|ID number|Township|Village|Group|Guardian|Phone|School|Grade|Class"
    "|Opened on|State of the case|Reason|Lead unit|Who answers|Cleared or closed out on|Proof",
}
"""The headings of the ledger of suspected dropouts."""


@dataclass
class Story:
    """One telling: a page, the language it is in, and where it plays."""

    page: Page
    site: Site
    lang: str
    place: Place

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.site.address + path)

    def see(self, name: str, data: Sequence[str] = ()) -> None:
        """The page is whole and in the language of the story."""
        looked_at(self.page, f"{name}-{self.lang}")
        speaks(self.page, self.lang, data)

    def press(self, chinese: str) -> None:
        """Press the button that says so in the body of the page."""
        self.page.get_by_role("main").get_by_role("button", name=say(chinese, self.lang), exact=True).click()

    def downloaded(self, chinese: str) -> list[list[Any]]:
        """The rows of the workbook that a button hands out."""
        with self.page.expect_download() as waiting:
            self.press(chinese)
        book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
        return [[cell.value for cell in row] for row in book.active.iter_rows()]


@pytest.fixture(params=["zh", "en"])
def story(request: pytest.FixtureRequest, page: Page, site: Site) -> Story:
    """The story in one language; the officer has signed in."""
    width = "phone" if (page.viewport_size or {"width": 0})["width"] < 500 else "desk"
    told = Story(page, site, request.param, PLACES[request.param, width])
    told.go("/sign-in/")
    if told.lang == "en":
        page.get_by_role("button", name="English").click()
    speaks(page, told.lang)
    sign_in(page, site, "chen")
    return told


def test_from_rosters_to_a_filled_form(story: Story) -> None:
    bring_in(story, "household", f"{story.place.village} · {story.place.town}", story.place.households(), 1)
    bring_in(story, "school", story.place.school, story.place.pupils(), 0)
    story.site.behind("work_children_out.py")
    compare(story)
    decide(story)
    read_the_ledger(story)
    fill_a_form(story)


def bring_in(story: Story, kind: str, unit: str, content: bytes, faults: int) -> None:
    """A roster is uploaded, its columns confirmed, its faults read, and it is adopted."""
    page = story.page
    story.go("/rosters/")
    if faults:
        story.see("rosters")
    page.locator("#roster_file").set_input_files(FilePayload(name="底册.xlsx", mimeType=SHEET, buffer=content))
    page.locator("#roster_kind").select_option(kind)
    page.locator("#roster_unit").fill(unit)
    page.locator("#roster_title").fill(f"{unit}底册")
    story.press("上传并核对列")
    columns = page.locator("select[name^=column-]")
    expect(columns.first).to_have_value("name")
    assert page.locator("select[name^=column-]").evaluate_all("all => all.every((one) => one.value)")
    story.see(f"columns-{kind}", HOME + SCHOOL + SAID)
    story.press("确认并读取")
    expect(page.get_by_role("heading", name=say("要改正的单元格", story.lang))).to_be_visible()
    wrong = page.get_by_role("row").filter(has_text=told("resident_id.bad_check", story.lang).split("{")[0])
    expect(wrong).to_have_count(faults)
    if faults:
        expect(wrong.first).to_contain_text("3")
        expect(wrong.first).to_contain_text("D")
    story.see(f"roster-{kind}")
    story.press("采用")
    expect(page.get_by_role("definition").filter(has_text=told("rosters.state.adopted", story.lang))).to_be_visible()


def compare(story: Story) -> None:
    """The rosters are compared, and the child is missing."""
    story.go("/findings/")
    story.press("重新比对")
    story.go("/findings/")
    expect(story.page.get_by_role("link", name=story.place.missing)).to_be_visible()
    story.see("findings")


def decide(story: Story) -> None:
    """The doubted pair is found in the queue and decided."""
    page, (own, other) = story.page, story.place.doubted
    story.go("/doubts/")
    sides = page.locator("table.sides td")
    while not sides.filter(has_text=other).count():
        page.get_by_role("link", name=say("下一对", story.lang)).click()
    expect(sides.filter(has_text=own)).to_be_visible()
    story.see("doubt", SAID)
    story.press("是同一人")
    expect(page.get_by_text(told("adjudication.done.same", story.lang))).to_be_visible()
    undo = {"zh": "撤销", "en": "Undo"}[story.lang]
    expect(page.get_by_role("button", name=undo, exact=True)).to_be_visible()
    story.see("doubt-decided", SAID)


def read_the_ledger(story: Story) -> None:
    """The ledger is narrowed to the village and handed out; from it the child's page is opened."""
    page, place = story.page, story.place
    story.go("/ledgers/suspected/")
    page.locator("details.filter summary").click()
    story.see("ledger")
    page.locator("#field-unit").select_option(label=f"{place.town} {place.village}")
    story.press("筛选")
    rows = page.locator(".ledger tbody tr")
    expect(rows.filter(has_not_text=place.village)).to_have_count(0)
    expect(rows.filter(has_text=place.missing)).to_have_count(1)
    story.see("ledger-narrowed")
    sheet = story.downloaded("导出 Excel")
    assert "|".join(sheet[2]) == LEDGER[story.lang]
    assert {place.missing, place.doubted[0]} <= {row[1] for row in sheet[3:]}
    assert {row[6] for row in sheet[3:]} == {place.village}
    page.get_by_role("link", name=place.missing).click()
    story.see("case")
    page.get_by_role("link", name=say("儿童主页", story.lang)).click()
    expect(page.get_by_role("heading", name=place.missing)).to_be_visible()
    story.see("dossier")


def fill_a_form(story: Story) -> None:
    """A superior's form: what is recognised, what is left, and a cell that was filled."""
    page, place = story.page, story.place
    story.go("/forms/")
    story.see("form-upload")
    page.locator("#field-file").set_input_files(FilePayload(name="登记表.xlsx", mimeType=SHEET, buffer=form()))
    story.press("上传并识别")
    expect(page.locator("td").get_by_text(say("已认出", story.lang), exact=True)).to_have_count(3)
    left = page.get_by_role("row").filter(has_text=say("没有认出，这一列留空", story.lang))
    expect(left).to_have_count(1)
    expect(left).to_contain_text(UNKNOWN)
    story.see("form-columns", FORM)
    page.locator("#field-unit").select_option(label=f"{place.town} {place.village}")
    page.get_by_label(say("导出号码的用途", story.lang)).fill("报送登记表")
    filled = {row[1]: dict(zip(FORM, row, strict=True)) for row in story.downloaded("填好并下载")[2:]}
    assert filled[place.pupil]["身份证号"] == place.id_number(place.pupil)
    assert filled[place.pupil]["学校"] == place.school
    assert {row[UNKNOWN] for row in filled.values()} == {None}
