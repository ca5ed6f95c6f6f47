"""Alerts by list: a village doctor sends one without an account, an officer enters and works through one, others see nothing.

Bad files and bad lines are told in a sentence and nothing is taken; what is sent twice is taken once.
"""

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from django.conf import settings as program
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notoneless.casework.alerts.models import Alert, AlertList, AlertListRow
from notoneless.casework.alerts.services import listing
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from support.alerts import linked, token_of
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of

LINES = "慕容甲乙，9，柳树村，这学期没来上学\n，12，镇上饭馆，天天在端盘子"
CODE = re.compile(r'<p class="receipt"><b>([0-9A-Z-]+)</b>')


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    cache.clear()
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def address(county: County, unit: str = "town_a") -> str:
    return f"/alert/{token_of(linked(county, unit))}/list/"


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text_of(answer))
    assert found, (name, text_of(answer))
    return found[1]


def typed_in(answer: Any) -> str:
    """What stands in the form for lines."""
    found = re.search(r"<textarea[^>]*>([^<]*)</textarea>", text_of(answer))
    assert found
    return found[1]


def checked(visitor: Client, where: str, lines: str = LINES, **more: Any) -> Any:
    """The check of a list, as the page answers it."""
    return send(visitor, where, lines=lines, do="check", **more)


def sent(visitor: Client, where: str, lines: str = LINES, **more: Any) -> Any:
    """A list checked and sent, as a person does: what the check shows is what is sent."""
    shown = checked(visitor, where, lines, **more)
    assert shown.status_code == 200, text_of(shown)
    given = {"lines": typed_in(shown), "do": "send", "checked": hidden(shown, "checked")}
    kept = {key: value for key, value in more.items() if key != "file"}
    return visitor.post(where, {"request": hidden(shown, "request"), **given, **kept})


def code_in(answer: Any) -> str:
    found = CODE.search(text_of(answer))
    assert found, text_of(answer)
    return found[1]


def asked(code: str) -> str:
    answer = Visitor().post("/alert/state/", {"code": code})
    assert answer.status_code == 200
    return text_of(answer)


def workbook(*rows: tuple[Any, ...], merge: str = "") -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("list.xlsx", content.getvalue())


HEAD = ("姓名", "年龄", "村", "日期", "情况")


def test_a_village_doctor_sends_a_list_and_the_officer_works_through_it(county: County) -> None:
    doctor, where = Visitor(), address(county)
    assert 'href="list/"' in text_of(doctor.get(where.removesuffix("list/")))
    check = checked(doctor, where, reply_to="13911112222", wants_answer="true")
    assert ("读懂 2 个孩子" in text_of(check), all_of(Alert)) == (True, [])
    answer = sent(doctor, where, reply_to="13911112222", wants_answer="true")
    code = code_in(answer)
    rows = sorted(all_of(AlertListRow), key=lambda each: each.number)
    first, second = (the(Alert, pk=each.alert_id) for each in rows)
    assert [first.age, second.place] == [9, "镇上饭馆"]
    assert {first.unit_id, second.unit_id} == {county.units["town_a"]}
    told = asked(code)
    assert (told.count("等待核实"), "第 1 行" in told, "慕容" in told) == (2, True, False)

    officer = sign_in(county, "张镇长")
    county.time.pass_by(minutes=1)
    assert "线索待核实：2 条" in text_of(officer.get("/today/"))
    page = text_of(officer.get(f"/alerts/{first.pk}/"))
    the_list = re.search(r'href="(/alerts/lists/[0-9a-f-]+/)">第 1 行', page)
    assert the_list
    shown = text_of(officer.get(the_list[1]))
    assert ("共 2 行，已办结 0 行" in shown, "慕容" in shown) == (True, False)
    refusal = {"refusal": "elsewhere", "note": "住在邻县"}
    assert send(officer, f"/alerts/{first.pk}/", f"/alerts/{first.pk}/refuse/", **refusal).status_code == 302
    told = asked(code)
    assert re.search("第 1 行：没有受理。原因：不归本县管", told)
    assert re.search("第 2 行：已收到", told)
    assert "住在邻县" not in told
    child = {"child": county.children["both"], "note": "在饭馆见到本人"}
    assert send(officer, f"/alerts/{second.pk}/", f"/alerts/{second.pk}/accept/", **child).status_code == 302
    assert send(officer, the_list[1], f"{the_list[1]}answer/", note="打了电话").status_code == 302
    assert [each.answered_on for each in all_of(Alert)] == [DAY, DAY]
    assert "已答复</button>" not in text_of(officer.get(the_list[1]))


@pytest.mark.parametrize("who", ["赵老师", "王老师", "周支书"])
def test_who_does_not_decide_sees_no_list(county: County, who: str) -> None:
    sent(Visitor(), address(county))
    visitor, the_list = sign_in(county, who), the(AlertList).pk
    for path in (f"/alerts/lists/{the_list}/", "/alerts/enter-list/", "/alerts/enter-list/template/"):
        assert visitor.get(path).status_code == 403
    assert visitor.post(f"/alerts/lists/{the_list}/answer/").status_code == 403
    assert visitor.post("/alerts/enter-list/", {"lines": LINES}).status_code == 403


def test_a_list_of_another_township_is_not_there(county: County) -> None:
    sent(Visitor(), address(county, "county"))
    officer, the_list = sign_in(county, "张镇长"), the(AlertList).pk
    assert officer.get(f"/alerts/lists/{the_list}/").status_code == 404
    assert officer.post(f"/alerts/lists/{the_list}/answer/", {"request": "x"}).status_code in (404, 422)


def test_the_template_is_filled_in_and_sent_back(county: County) -> None:
    where = address(county)
    answer = Visitor().get(f"{where}template/")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    sheet.append(["慕容甲乙", 9, "柳树村", DAY, "没来上学，在放羊"])
    content = io.BytesIO()
    book.save(content)
    shown = checked(Visitor(), where, "", file=SimpleUploadedFile("名单.xlsx", content.getvalue()))
    assert typed_in(shown) == f"慕容甲乙，9，柳树村，{DAY.isoformat()}，没来上学，在放羊"
    assert Visitor().get("/alert/x/list/template/").status_code == Visitor().get("/alert/x/list/").status_code == 404


def test_a_file_comes_back_as_lines_that_are_sent(county: County) -> None:
    where = address(county)
    file = workbook(HEAD, ("慕容甲乙", 9, "柳树村", "2026-08-31", "没来"), ("", "", "石桥村", "", "在放羊"))
    assert "已收到" in text_of(sent(Visitor(), where, "", file=file))
    assert sorted((each.place, each.age) for each in all_of(Alert)) == [("柳树村", 9), ("石桥村", None)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_text_table_is_read_in_either_encoding(county: County, encoding: str) -> None:
    text = "姓名,年龄,村,情况\n慕容甲乙,9,柳树村,没来上学\n".encode(encoding)
    shown = checked(Visitor(), address(county), "", file=SimpleUploadedFile("a.csv", text))
    assert typed_in(shown) == "慕容甲乙，9，柳树村，，没来上学"


def macro_book() -> SimpleUploadedFile:
    file = workbook(HEAD, ("慕容甲乙", 9, "柳树村", "", "没来"))
    content = io.BytesIO(file.read())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return SimpleUploadedFile("list.xlsx", content.getvalue())


def ten_thousand() -> SimpleUploadedFile:
    return workbook(HEAD, *[("慕容甲乙", 9, "柳树村", "", "没来")] * 10_000)


BAD_FILES = {
    "macros": (macro_book, "带宏"),
    "renamed macros": (lambda: SimpleUploadedFile("a.xlsm", workbook(HEAD, ("x",)).read()), "带宏"),
    "ten thousand rows": (ten_thousand, "最多 100 个孩子，这份有 10000 行"),
    "empty": (lambda: SimpleUploadedFile("a.xlsx", b""), "是空的"),
    "headings alone": (lambda: workbook(HEAD), "没有一行数据"),
    "no headings": (lambda: workbook(("甲", "乙"), ("丙", "丁")), "没有找到表头"),
    "a picture": (lambda: SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100)), "不是电子表格"),
    "a page": (lambda: SimpleUploadedFile("a.csv", b"<html><script>1</script>"), "网页"),
    "an old workbook": (
        lambda: SimpleUploadedFile(
            "a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le") + b"\0\0"
        ),
        "另存为 .xlsx",
    ),
    "half an archive": (lambda: SimpleUploadedFile("a.xlsx", workbook(HEAD, ("x",)).read()[:300]), "损坏"),
    "a bomb": (lambda: SimpleUploadedFile("a.xlsx", bomb()), "异常庞大"),
}


def bomb() -> bytes:
    content = io.BytesIO(workbook(HEAD, ("x",)).read())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 60_000_000)
    return content.getvalue()


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_bad_file_is_told_in_a_sentence_and_the_typed_lines_stay(county: County, bad: str) -> None:
    make, words = BAD_FILES[bad]
    where = address(county)
    shown = send(Visitor(), where, lines="甲，9，柳树村，没来" if bad != "empty" else "", do="check", file=make())
    assert (shown.status_code, words in text_of(shown)) == (422, True), text_of(shown)
    assert bad == "empty" or typed_in(shown) == "甲，9，柳树村，没来"
    assert "/" + "tmp" not in text_of(shown)
    assert not all_of(Alert)


def test_a_file_that_is_too_large_is_not_read(county: County) -> None:
    where = address(county)
    large = SimpleUploadedFile("a.csv", b"x" * (program.ALERT_LIST_BYTES + 1))
    shown = send(Visitor(), where, lines="", do="check", file=large)
    assert (shown.status_code, "太大" in text_of(shown)) == (422, True)
    larger = SimpleUploadedFile("a.csv", b"x" * (program.ALERT_LIST_BYTES + 200_000))
    assert Visitor().post(where, {"lines": "", "file": larger}).status_code == 413


def test_formulas_without_a_value_are_told_and_merged_cells_pointed_out(county: County) -> None:
    rows = (("慕容甲乙", "=4+5", "柳树村", "", "没来"), ("夏侯子丑", 9, None, "", "没来"))
    shown = checked(Visitor(), address(county), "", file=workbook(HEAD, *rows, merge="C2:C3"))
    text = text_of(shown)
    assert "第 1 行：“年龄”是公式或出错的格子" in text
    assert "合并的格子按每一行都是同样内容读" in text
    assert "夏侯子丑，9，柳树村，，没来" in typed_in(shown)


def test_lines_that_cannot_be_read_are_told_the_others_taken_and_those_stay_in_the_form(county: County) -> None:
    lines = f"{LINES.splitlines()[0]}\n夏侯子丑，九十，柳树村，没来\n只有名字\n{LINES.splitlines()[1]}"
    anybody, where = Visitor(), address(county)
    shown = checked(anybody, where, lines)
    assert "第 2 行：年龄填 1 到 25" in text_of(shown)
    assert "第 3 行：要写姓名" in text_of(shown)
    assert not all_of(Alert)
    answer = sent(anybody, where, lines)
    assert "还有 2 行没有登记" in text_of(answer)
    assert typed_in(answer) == "夏侯子丑，九十，柳树村，没来\n只有名字"
    assert sorted(each.number for each in all_of(AlertListRow)) == [1, 4]
    assert "第 4 行：已收到" in asked(code_in(answer))


def test_a_list_changed_after_its_check_is_checked_again(county: County) -> None:
    anybody, where = Visitor(), address(county)
    shown = checked(anybody, where)
    given = {"request": hidden(shown, "request"), "checked": hidden(shown, "checked"), "do": "send"}
    answer = anybody.post(where, {**given, "lines": LINES.replace("柳树村", "石桥村")})
    assert (answer.status_code, "名单改过了" in text_of(answer), all_of(Alert)) == (422, True, [])
    assert anybody.post(where, {**given, "checked": "", "lines": LINES}).status_code == 422
    assert not all_of(Alert)


def test_the_same_form_again_is_one_list_with_the_same_code(county: County) -> None:
    anybody, where = Visitor(), address(county)
    shown = checked(anybody, where)
    given = {"request": hidden(shown, "request"), "checked": hidden(shown, "checked"), "do": "send", "lines": LINES}
    codes = {code_in(anybody.post(where, given)) for _ in range(program.ALERT_LISTS_A_DAY + 2)}
    assert (len(codes), len(all_of(AlertList)), len(all_of(Alert))) == (1, 1, 2)


def test_a_list_sent_again_makes_no_second_alerts_until_they_are_decided(county: County) -> None:
    where = address(county)
    codes = {code_in(sent(Visitor(), where, f"{LINES}\n{LINES}")) for _ in range(2)}
    assert (len(codes), len(all_of(AlertList)), len(all_of(AlertListRow)), len(all_of(Alert))) == (2, 2, 8, 2)
    first = next(each for each in all_of(Alert) if each.age == 9)
    officer = sign_in(county, "张镇长")
    send(officer, f"/alerts/{first.pk}/", f"/alerts/{first.pk}/refuse/", refusal="checked", note="在上课")
    assert all("核实后不需要另外处理" in asked(code) for code in codes)
    sent(Visitor(), where)
    assert sorted(each.state for each in all_of(Alert)) == ["received", "received", "refused"]


def test_another_sender_with_the_same_words_is_another_alert_and_learns_nothing(county: County) -> None:
    where = address(county)
    sent(Visitor(), where)
    first = the(Alert, age=9)
    officer = sign_in(county, "张镇长")
    send(officer, f"/alerts/{first.pk}/", f"/alerts/{first.pk}/take-up/")
    told = asked(code_in(sent(Visitor(REMOTE_ADDR="203.0.113.7"), where)))
    assert (told.count("等待核实"), "正在核实" in told) == (2, False)
    assert len(all_of(Alert)) == 4
    assert text_of(officer.get("/alerts/")).count("另有 1 条可能是同一孩子") == 2


def test_the_same_rows_at_the_same_instant_are_one_alert_each(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    where, real, looks = address(county), listing._known, []

    def blind_at_first(*given: Any) -> Any:
        looks.append(1)
        return {} if len(looks) == 2 else real(*given)  # the other one has not ended yet: the key finds out

    monkeypatch.setattr(listing, "_known", blind_at_first)
    for _ in range(2):
        assert sent(Visitor(), where).status_code == 200
    assert (len(looks), len(all_of(Alert)), len(all_of(AlertListRow))) == (3, 2, 4)


def test_a_day_takes_so_many_lists_from_an_address_and_leaves_the_way_open_for_one_child(county: County) -> None:
    where, anybody = address(county), Visitor()
    for number in range(program.ALERT_LISTS_A_DAY):
        assert sent(anybody, where, f"甲，{number + 5}，柳树村，没来").status_code == 200
    entries = Entry.objects.count()
    answer = send(anybody, where, lines=LINES, do="check")
    assert (answer.status_code, typed_in(answer), "请明天再交" in text_of(answer)) == (429, LINES, True)
    assert Entry.objects.count() == entries
    assert send(anybody, where.removesuffix("list/"), seen="在镇上饭馆帮工").status_code == 200
    assert sent(Visitor(REMOTE_ADDR="203.0.113.7"), where).status_code == 200


def test_a_link_takes_so_many_rows_a_day(county: County, settings: Any) -> None:
    settings.ALERT_LIST_ROWS_A_DAY = 3
    where = address(county)
    assert sent(Visitor(), where).status_code == 200
    answer = sent(Visitor(REMOTE_ADDR="203.0.113.7"), where)
    assert (answer.status_code, "今天收到的太多了" in text_of(answer), len(all_of(Alert))) == (422, True, 2)


def test_how_much_one_list_takes_is_a_setting(county: County, settings: Any) -> None:
    settings.ALERT_LIST_ROWS = 1
    answer = send(Visitor(), address(county), lines=LINES, do="check")
    assert (answer.status_code, "最多 1 个孩子，这份有 2 行" in text_of(answer)) == (422, True)
    settings.ALERT_LIST_ROWS = 100
    where, long = address(county), "\n".join([f"甲，9，柳树村，{'x' * 450}"] * 50)
    answer = send(Visitor(), where, lines=long, do="check")
    assert (answer.status_code, "最多 20000 个字" in text_of(answer)) == (422, True)
    answer = send(Visitor(), where, lines="没" * 30_000, do="check")
    assert (answer.status_code, "太大" in text_of(answer)) == (413, True)


def test_script_in_a_list_stays_text(county: County) -> None:
    script = "<script>alert(1)</script>"
    anybody, where = Visitor(), address(county)
    line = f"{script}，9，{script}，{script}"
    for shown in (checked(anybody, where, f"{line}\n{script}"), sent(anybody, where, line)):
        assert "<script>alert" not in text_of(shown)


def test_an_officer_enters_a_list_from_a_spreadsheet(county: County) -> None:
    officer = sign_in(county, "张镇长")
    assert "/alerts/enter-list/" in text_of(officer.get("/alerts/"))
    given = {"unit": county.units["town_a"], "source": "health", "reply_to": "0870-1234567"}
    file = workbook(HEAD, ("慕容甲乙", 9, "柳树村", "", "没来"), ("夏侯子丑", 99, "柳树村", "", "没来"))
    answer = sent(officer, "/alerts/enter-list/", "", file=file, **given)
    assert (answer.status_code, typed_in(answer)) == (200, "夏侯子丑，99，柳树村，，没来")
    assert "还有 1 行没有登记" in text_of(answer)
    row = the(Alert)
    assert (row.source, row.wants_answer, row.entered_by_id) == ("health", True, county.accounts["张镇长"])
    again = sent(officer, "/alerts/enter-list/", "慕容甲乙，9，柳树村，没来", **given)
    assert (again.status_code, len(all_of(Alert))) == (302, 1)
    assert again["Location"].startswith("/alerts/lists/")
    beyond = sent(officer, "/alerts/enter-list/", **given | {"unit": county.units["town_z"]})
    assert (beyond.status_code, len(all_of(Alert))) == (404, 1)
    bare = sent(officer, "/alerts/enter-list/", **given | {"source": ""})
    assert (bare.status_code, typed_in(bare), len(all_of(Alert))) == (422, LINES, 1)


def test_a_hundred_rows_ask_the_database_no_more_than_ten(county: County) -> None:
    where = address(county)
    counts = []
    for rows in (10, 100):
        lines = "\n".join(f"甲{rows}，9，第{number}村，没来" for number in range(rows))
        with CaptureQueriesContext(connection) as asked_for:
            sent(Visitor(), where, lines)
        counts.append(len(asked_for))
    assert counts[1] <= counts[0] + 4, "SQLite writes a hundred rows in pieces, and nothing is asked for each"


def test_both_languages_say_it(county: County) -> None:
    anybody = Visitor()
    anybody.post("/language/", {"language": "en", "next": "/"})
    assert "One child a line" in text_of(anybody.get(address(county)))
