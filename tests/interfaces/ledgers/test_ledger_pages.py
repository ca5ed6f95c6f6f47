"""The three ledgers in a browser: who sees whom, filters, what is printed, what is exported, with and without numbers."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.conf import LazySettings

from notoneless.casework.cases.rules.ledgers import Ledger, columns_on
from notoneless.casework.cases.selectors import ledgers as selecting
from notoneless.casework.cases.selectors.ledgers import LedgerFilter, open_ledger, whole_ledger
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Child
from support.browsing import Visitor, sign_in
from support.cases import cleared, closed_out, suspected, verified
from support.county import CHILDREN, DAY, County, enter_child
from support.databases import owners_eyes
from support.rolls import on_roll

NAMES = {key: name for key, name, *_ in CHILDREN}
REACH = {
    "王老师": {"both", "class_only"},
    "李校长": {"both", "class_only", "other_class"},
    "张镇长": {"both", "class_only", "group_only", "other_class", "far_school", "bare_village"},
    "周支书": {"both", "group_only", "other_class", "far_school"},
    "吴组长": {"both", "group_only", "far_school"},
    "陈局长": set(NAMES),
    "赵老师": {"far_school", "far"},
}


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def page(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def named(text: str) -> set[str]:
    return {key for key, name in NAMES.items() if name in text}


def sheet(answer: Any) -> list[list[Any]]:
    """The rows of an exported workbook."""
    assert answer.status_code == 200, answer.status_code
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


# whom a ledger holds


@pytest.mark.parametrize("who", sorted(REACH))
def test_the_ledger_of_school_age_children_holds_those_in_reach(county: County, who: str) -> None:
    visitor = sign_in(county, who)
    for path in ("/ledgers/school_age/", "/ledgers/school_age/print/"):
        assert named(page(visitor, path)) == REACH[who]
    rows = sheet(visitor.post("/ledgers/school_age/export/"))
    assert {row[1] for row in rows[3:]} == {NAMES[key] for key in REACH[who]}


def test_who_is_not_of_compulsory_age_is_in_no_ledger_of_it(county: County) -> None:
    enter_child(county, "small", "公孙幼", "class_a", "group_a", 40)
    enter_child(county, "grown", "公孙长", "class_a", "group_a", 41)
    with owners_eyes():
        Child._base_manager.filter(pk=county.children["small"]).update(born_on="2020-09-01")
        Child._base_manager.filter(pk=county.children["grown"]).update(born_on="2008-08-31")
    officer = sign_in(county, "陈局长")
    assert "公孙" not in page(officer, "/ledgers/school_age/")
    with owners_eyes():
        Child._base_manager.filter(pk=county.children["small"]).update(born_on="2020-08-31")
    assert "公孙幼" in page(officer, "/ledgers/school_age/")


def test_cases_stay_in_their_ledger_with_the_day_on_which_they_were_done_with(county: County) -> None:
    suspected(county, "group_only", "陈局长")
    cleared(county, "class_only", reason="at_school")
    verified(county, "far")
    closed_out(county, "both")
    officer = sign_in(county, "陈局长")
    suspects, dropouts = page(officer, "/ledgers/suspected/"), page(officer, "/ledgers/dropouts/")
    assert named(suspects) == {"group_only", "class_only"}
    assert named(dropouts) == {"far", "both"}
    assert "已在校且有学籍" in suspects
    rows = sheet(officer.post("/ledgers/dropouts/export/"))
    head = rows[2]
    done = {row[1]: row for row in rows[3:]}
    assert done[NAMES["both"]][head.index("排除或销号日期")] == DAY.isoformat()
    assert done[NAMES["far"]][head.index("排除或销号日期")] in (None, "")
    assert (done[NAMES["both"]][head.index("原因")], done[NAMES["both"]][head.index("销号原因")]) == (
        "打工务农",
        "劝返复学",
    )
    assert (done[NAMES["far"]][head.index("原因")], done[NAMES["far"]][head.index("销号原因")] or "") == (
        "打工务农",
        "",
    )
    assert named(page(officer, "/ledgers/dropouts/?reason=working")) == {"far", "both"}
    assert not named(page(officer, "/ledgers/dropouts/?reason=returned"))
    assert done[NAMES["both"]][head.index("证明材料")] == "已登记"
    assert done[NAMES["far"]][head.index("类别")] == "辍学"


def test_filters_narrow_a_ledger(county: County) -> None:
    on_roll(county, "both")
    suspected(county, "far", "陈局长")
    officer = sign_in(county, "陈局长")
    for query, seen in {
        f"?unit={county.units['village_a']}": {"both", "group_only", "other_class", "far_school"},
        "?roll=on_roll": {"both"},
        "?roll=none": {"group_only", "bare_village"},
        "?state=suspected": {"far"},
        "?age=9": set(NAMES),
        "?age=8": set(),
        "?age=x&unit=x&state=": set(NAMES),
        f"?unit={uuid4()}": set(),
    }.items():
        assert named(page(officer, f"/ledgers/school_age/{query}")) == seen, query
    assert named(page(officer, "/ledgers/suspected/?reason=working")) == set()
    assert officer.get("/ledgers/others/").status_code == 404
    assert officer.get(f"/ledgers/suspected/?after={uuid4()}").status_code == 404


def test_what_the_roll_says_stands_in_the_ledger_for_who_may_see_it(county: County) -> None:
    on_roll(county, "both")
    assert "在读" in page(sign_in(county, "陈局长"), "/ledgers/school_age/print/")
    village = page(sign_in(county, "周支书"), "/ledgers/school_age/print/")
    assert "在读" not in village
    assert "无学籍" not in village  # who may not see the roll is not told that nobody is on it


# columns


@pytest.mark.parametrize("ledger", list(Ledger))
def test_columns_stand_in_the_order_of_the_plan_on_paper_and_in_the_workbook(county: County, ledger: Ledger) -> None:
    suspected(county, "both", "陈局长")
    verified(county, "far")
    officer = sign_in(county, "陈局长")
    head = sheet(officer.post(f"/ledgers/{ledger}/export/"))[2]
    printed = re.findall(r'<th scope="col">(.*?)</th>', page(officer, f"/ledgers/{ledger}/print/"))
    assert head == printed
    assert len(head) == len(columns_on(ledger, county.ctx("陈局长").today))
    shown = page(officer, f"/ledgers/{ledger}/")
    labels = set(re.findall(r'data-label="(.*?)"', shown))
    assert labels <= set(re.findall(r'<th scope="col">(.*?)</th>', shown))


def test_the_workbook_has_title_unit_and_places_to_sign(county: County) -> None:
    rows = sheet(sign_in(county, "张镇长").post("/ledgers/school_age/export/"))
    assert rows[0][0] == "适龄儿童少年台账"
    for words in ("填报单位：清溪镇", "填表人", "审核人", "日期：2026-", "年龄算到：2026-08-31"):
        assert words in rows[1][0]
    assert [row[0] for row in rows[3:]] == [str(number) for number in range(1, 7)]


# numbers


def test_no_page_print_or_export_shows_a_number_unasked(county: County) -> None:
    officer = sign_in(county, "陈局长")
    shown = page(officer, "/ledgers/school_age/") + page(officer, "/ledgers/school_age/print/")
    shown += str(sheet(officer.post("/ledgers/school_age/export/")))
    for key in NAMES:
        _, id_number, student_number, _, phone = county.markers[key]
        for number in (id_number, student_number, phone):
            assert number not in shown
    assert "已登记" in shown


def test_who_may_have_numbers_in_bulk_gets_them_with_a_reason(county: County) -> None:
    officer = sign_in(county, "陈局长")
    path = "/ledgers/school_age/export/"
    refused = officer.post(path, {"numbers": "yes", "why": "要"})
    assert refused.status_code == 422
    rows = sheet(officer.post(path, {"numbers": "yes", "why": "向上级报送台账"}))
    text = str(rows)
    for key in NAMES:
        _, id_number, student_number, _, phone = county.markers[key]
        assert {number in text for number in (id_number, student_number, phone)} == {True}
    entry = Entry.objects.filter(action="child.export", outcome="read").get()
    assert entry.count == len(NAMES)


def test_numbers_want_the_permission_and_a_fresh_proof(county: County, settings: LazySettings) -> None:
    village = sign_in(county, "周支书")
    sent = {"numbers": "yes", "why": "向上级报送台账"}
    assert "写入证件号码" not in page(village, "/ledgers/school_age/")
    assert village.post("/ledgers/school_age/export/", sent).status_code == 422
    settings.REVEAL_PROOF = timedelta(seconds=-1)
    again = sign_in(county, "陈局长").post("/ledgers/school_age/export/", sent)
    assert again.status_code == 302
    assert again["Location"] == "/security/again/?next=/ledgers/school_age/"


@pytest.mark.parametrize("begun", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(county: County, begun: str) -> None:
    with owners_eyes():
        Child._base_manager.filter(pk=county.children["both"]).update(name=f"{begun}甲")
    answer = sign_in(county, "王老师").post("/ledgers/school_age/export/")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert any(begun.strip() in str(cell.value) for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]


# pages, bounds, records


def test_pages_follow_one_another_without_a_gap(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "PAGE", 2)
    for key in ("both", "far", "class_only"):
        verified(county, key)
    officer = county.ctx("陈局长")
    for ledger, wanted in ((Ledger.SCHOOL_AGE, 7), (Ledger.DROPOUTS, 3)):
        seen, after = [], None
        for _ in range(5):
            found = open_ledger(officer, ledger, LedgerFilter(after=after))
            seen += [row.child for row in found.rows]
            after = found.following
            if after is None:
                break
        assert after is None
        assert len(seen) == len(set(seen)) == found.count == wanted
        with pytest.raises(NotFound):
            open_ledger(officer, ledger, LedgerFilter(after=uuid4()))


def test_a_ledger_too_long_is_refused_with_what_to_do(county: County) -> None:
    with pytest.raises(Refused) as refusal:
        whole_ledger(county.ctx("陈局长"), Ledger.SCHOOL_AGE, LedgerFilter(), "print", 3)
    assert refusal.value.problem.code == "cases.ledger_too_long"


def test_every_look_print_and_export_leaves_an_entry_with_its_count(county: County) -> None:
    officer = sign_in(county, "陈局长")
    for ask in (
        lambda: officer.get("/ledgers/school_age/"),
        lambda: officer.get("/ledgers/school_age/print/"),
        lambda: officer.post("/ledgers/school_age/export/"),
    ):
        before = Entry.objects.filter(action="child.read", outcome="read").count()
        assert ask().status_code == 200
        entries = Entry.objects.filter(action="child.read", outcome="read").order_by("-at", "-id")
        assert entries.count() == before + 1
        assert len(NAMES) in {entry.count for entry in entries}


def test_both_languages_speak_of_ledgers(county: County) -> None:
    verified(county)
    officer = sign_in(county, "陈局长")
    officer.post("/language/", {"language": "en", "next": "/ledgers/"})
    for path, words in (
        ("/ledgers/", "The three ledgers"),
        ("/ledgers/dropouts/", "Ledger of dropouts"),
        ("/ledgers/dropouts/print/", "Filled in by"),
    ):
        seen = page(officer, path)
        assert words in seen
        assert "台账" not in seen
    assert sheet(officer.post("/ledgers/dropouts/export/"))[2][1] == "Name"


@pytest.mark.parametrize("who", ["安全管理员", "审计管理员", "系统管理员"])
def test_administrators_see_no_ledger(county: County, who: str) -> None:
    visitor = sign_in(county, who)
    for path in ("/ledgers/", "/ledgers/school_age/", "/ledgers/suspected/print/"):
        assert visitor.get(path).status_code == 403
    assert visitor.post("/ledgers/dropouts/export/").status_code == 403
