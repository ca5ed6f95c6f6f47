"""A roster comes in by the pages: uploaded, its columns confirmed, looked at, adopted, withdrawn; others see nothing."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from hostile.corpus import CORPUS
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import MOST_BYTES
from notoneless.foundation.audit.models import Entry
from notoneless.records.rosters.models import ColumnMemory, Roster, RosterState
from notoneless.records.rosters.selectors import list_rosters
from notoneless.records.rosters.services import reading
from support.browsing import Visitor, sign_in
from support.county import DAY, County, made_up_id
from support.databases import all_of, the
from support.forms import send, text_of
from support.golden import children_now
from support.rosters import adopt_home

HOME = "/rosters/"
NUMBERS = [made_up_id(number) for number in range(300, 305)]
BAD = NUMBERS[4][:-1] + ("0" if NUMBERS[4][-1] != "0" else "1")
TEXT = f"""晴川县适龄儿童底册,,,,,
姓名,性别,身份证号,乡镇,村,组
巫马一,男,{NUMBERS[0]},清溪镇,柳树村,一组
巫马二,女,{NUMBERS[1]},清溪镇,柳树村,二组
巫马三,男,{NUMBERS[2]},清溪镇,无名村,一组
巫马四,男,{BAD},清溪镇,石桥村,
"""


def chosen(page: Any) -> dict[str, str]:
    """What the form of the columns would send as it stands."""
    text = page.content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="(unit|kind|as_of|title)" value="([^"]*)"', text))
    for name, options in re.findall(r'<select class="form-select" name="(column-\d+)"[^>]*>(.*?)</select>', text, re.S):
        found = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = found[1] if found else ""
    return sent


def upload(visitor: Visitor, text: str | bytes = TEXT, name: str = "底册.csv", **changes: str) -> Any:
    content = text.encode() if isinstance(text, str) else text
    sent = {"unit": "晴川县", "kind": "household", "as_of": "2026-09-01", "title": "九月底册"} | changes
    return send(visitor, HOME, f"{HOME}upload/", **sent, file=SimpleUploadedFile(name, content))


def confirmed(visitor: Visitor, page: Any, **changes: str) -> Any:
    text = page.content.decode()
    to = re.search(r'action="(/rosters/receive/[^"]+)"', text)
    form = re.search(r'name="request" value="([^"]+)"', text)
    assert to, text_of(page)
    assert form
    return visitor.post(to[1], {**chosen(page), "request": form[1], **changes})


def received(visitor: Visitor, **changes: str) -> str:
    answer = confirmed(visitor, upload(visitor, **changes))
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def test_a_roster_comes_in_is_looked_at_adopted_and_withdrawn(county: County) -> None:
    chen = sign_in(county, "陈局长")
    page = upload(chen)
    assert "每一列是什么" in text_of(page)
    assert chosen(page)["column-2"] == "id_no"
    assert not [number for number in NUMBERS if number in page.content.decode()]
    where = confirmed(chen, page)["Location"]
    seen = text_of(chen.get(where))
    assert "无名村" in seen
    assert "九月底册" in seen
    assert BAD not in seen
    assert the(Roster).state == RosterState.RECEIVED
    assert send(chen, where, f"{where}adopt/")["Location"] == where
    assert "已采用" in text_of(chen.get(where))
    refused = send(chen, where, f"{where}withdraw/", reason="")
    assert refused.status_code == 422
    assert send(chen, where, f"{where}withdraw/", reason="传错了")["Location"] == where
    roster = the(Roster)
    assert (roster.state, roster.withdrawn_because) == (RosterState.WITHDRAWN, "传错了")
    assert Entry.objects.filter(action="roster.adopt", outcome="done").count() == 1


def test_faults_are_named_at_their_cells_and_downloaded_inert(county: County) -> None:
    chen = sign_in(county, "陈局长")
    where = received(chen)
    (row,) = [row for row in re.findall(r"<tr>(.*?)</tr>", chen.get(where).content.decode(), re.S) if "校验" in row]
    assert re.search(r">6<.*>C<", row, re.S)
    book = CalamineWorkbook.from_filelike(io.BytesIO(chen.get(f"{where}faults/").content))
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert "C" in cells
    assert not [number for number in (*NUMBERS, BAD) if number in str(cells)]


def test_what_a_person_says_of_the_columns_is_remembered(county: County) -> None:
    chen = sign_in(county, "陈局长")
    text = f"称呼,号码一,村\n巫马一,{NUMBERS[0]},柳树村\n"
    page = upload(chen, text=text)
    assert page.status_code == 422
    assert "请指定哪一列是什么" in text_of(page)
    answer = confirmed(chen, page, **{"column-0": "name", "column-1": "id_no", "column-2": "village"})
    assert answer.status_code == 302, text_of(answer)
    assert len(all_of(ColumnMemory)) == 1
    again = upload(chen, text=text.replace("巫马一", "巫马九"), as_of="2026-08-31")
    assert again.status_code == 200
    assert chosen(again)["column-0"] == "name"


def test_the_list_says_which_rosters_are_in_force_and_that_children_are_still_being_worked_out(county: County) -> None:
    first = adopt_home(county)
    chen = sign_in(county, "陈局长")
    assert "正在重新推算儿童" in text_of(chen.get("/rosters/"))
    children_now(county)
    assert "正在重新推算儿童" not in text_of(chen.get("/rosters/"))
    county.time.pass_by(days=3)
    second = adopt_home(county, as_of=DAY + timedelta(days=2), title="十月户籍")
    states = {line.id: line.is_in_force for line in list_rosters(county.ctx("陈局长"))}
    assert states == {first: False, second: True}
    page = text_of(chen.get("/rosters/"))
    assert "现用" in page
    assert "已被代替" in page


def test_the_same_roster_twice_is_one(county: County) -> None:
    chen = sign_in(county, "陈局长")
    assert received(chen) == received(chen)
    assert len(all_of(Roster)) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": b""}, "文件是空的"),
        ({"text": b"MZ\x90\x00", "name": "底册.exe"}, ""),
        ({"text": "甲\n乙\n"}, ""),
        ({"unit": "没有的单位"}, "没有"),
        ({"kind": "gossip"}, "类别"),
    ],
)
def test_what_cannot_be_taken_is_told_in_a_sentence_and_nothing_is_kept(
    county: County, changes: dict[str, Any], told: str
) -> None:
    answer = upload(sign_in(county, "陈局长"), **changes)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not all_of(Roster)


def test_a_day_to_come_is_told_on_the_page_of_the_columns(county: County) -> None:
    chen = sign_in(county, "陈局长")
    answer = confirmed(chen, upload(chen, as_of="2099-01-01"))
    assert answer.status_code == 422
    assert "还没有到" in text_of(answer)


@pytest.mark.parametrize("who", ["王老师", "李校长", "张镇长", "周支书", "赵老师", "系统管理员", "审计管理员"])
def test_who_keeps_no_rosters_reaches_no_page(county: County, who: str) -> None:
    where = received(sign_in(county, "陈局长"))
    visitor = sign_in(county, who)
    for path in (HOME, where, f"{where}faults/"):
        assert visitor.get(path).status_code == 403
    for path in (f"{HOME}upload/", f"{where}adopt/", f"{where}withdraw/"):
        assert visitor.post(path, {"request": "x"}).status_code == 403
    assert the(Roster).state == RosterState.RECEIVED


def test_another_officer_does_not_confirm_somebody_elses_file(county: County) -> None:
    chen = sign_in(county, "陈局长")
    page = upload(chen)
    to = re.search(r'action="(/rosters/receive/[^"]+)"', page.content.decode())
    assert to
    from support.county import appoint

    appoint(county, "副局长", "county_officer", "county", "13900007777")
    other = sign_in(county, "副局长")
    form = re.search(r'name="request" value="([^"]+)"', other.get(HOME).content.decode())
    assert form
    assert other.post(to[1], {**chosen(page), "request": form[1]}).status_code == 404


def test_the_pages_speak_english(county: County) -> None:
    chen = sign_in(county, "陈局长")
    where = received(chen)
    chen.post("/language/", {"language": "en", "next": HOME})
    for path in (HOME, where):
        text = re.sub(r"<[^>]+>", "", chen.get(path).content.decode().partition("<main")[2].partition("</main")[0])
        assert "Withdraw" in text or "Bring in a roster" in text


def large(rows: int, filler: int) -> bytes:
    """A roster of so many children whose lines are long: text that does not pack is added to each."""
    lines = [
        f"巫马{'一二三四五六七八九十'[at % 10]},男,{made_up_id(at % 999)},清溪镇,柳树村,一组,{'x' * filler}"
        for at in range(rows)
    ]
    return "\n".join(["姓名,性别,身份证号,乡镇,村,组,备注", *lines]).encode()


def test_a_roster_larger_than_other_files_is_taken(county: County) -> None:
    content = large(60_000, 120)
    assert len(content) > MOST_BYTES
    page = upload(sign_in(county, "陈局长"), content)
    assert page.status_code == 200, text_of(page)
    assert the(Attachment, size=len(content)).kind == "csv"


def test_a_roster_beyond_the_setting_is_refused_and_nothing_kept(county: County, settings: LazySettings) -> None:
    settings.ROSTER_BYTES = 11 * 1024 * 1024
    refused = upload(sign_in(county, "陈局长"), large(90_000, 120))
    assert refused.status_code in (413, 422)
    assert "太大" in text_of(refused)
    assert not all_of(Attachment)


def test_other_pages_take_no_more_than_before(county: County) -> None:
    visitor = sign_in(county, "陈局长")
    content = b"x" * (MOST_BYTES + 200_000)
    refused = visitor.post("/forms/", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert refused.status_code == 413


@pytest.mark.parametrize(
    "name",
    ["a text of 3000 in 700000 cells", "a cell at 'A99999999999'", "12,000 entries"],
)
def test_a_hostile_roster_is_refused_in_a_sentence_and_nothing_kept(county: County, tmp_path: Path, name: str) -> None:
    [file] = [each for each in CORPUS if each.name == name]
    file.make(tmp_path / file.file)
    refused = upload(sign_in(county, "陈局长"), (tmp_path / file.file).read_bytes(), name=file.file)
    assert refused.status_code == 422
    assert "alert" in text_of(refused)
    assert not all_of(Attachment)


def test_too_many_rows_that_may_not_be_children_are_refused_with_what_to_do(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ROSTER_LIMITS", replace(reading.ROSTER_LIMITS, max_doubtful=3))
    lines = [f"巫马{each},男,,清溪镇,柳树村" for each in "一二三四五六"]
    content = "\n".join(["姓名,性别,身份证号,乡镇,村", *lines, f"巫马七,男,{NUMBERS[0]},清溪镇,柳树村", ""])
    refused = upload(sign_in(county, "陈局长"), content)
    assert refused.status_code == 422
    assert "把名册分成几个文件" in text_of(refused)
    assert not all_of(Attachment)


@pytest.mark.parametrize("text", ["这只是一段话，没有表格。\n第二行。\n", "王,510599201503020015,13912345678\n"])
def test_a_page_speaks_of_no_option_of_the_command(county: County, text: str) -> None:
    page = upload(sign_in(county, "陈局长"), text=text)
    assert page.status_code == 422
    assert "--columns" not in text_of(page)
